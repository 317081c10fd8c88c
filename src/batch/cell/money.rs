//! Amounts as people write them: with a currency's symbol, a suffix for thousands or millions, in an accountant's
//! parentheses. All of that is read where it is declared and never guessed (S1.7, S6.7).

use super::Problem;
use super::number::{self, NumberPattern};
use crate::batch::reason::{self, Undeclared};
use crate::types::{Decimal, fold};

/// What amounts are written with, beside numbers.
#[derive(Clone, Debug, Default)]
pub(in crate::batch) struct MoneyPattern {
    symbols: Vec<Symbol>,
    suffixes: Vec<Suffix>,
}

/// A symbol, and the currency that it stands for.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::batch) struct Symbol {
    pub text: String,
    pub currency: String,
}

/// A suffix, and what it multiplies by.
#[derive(Clone, Debug)]
struct Suffix {
    text: String,
    factor: Decimal,
}

impl MoneyPattern {
    /// Returns the pattern of these symbols and suffixes. The longer goes first, so that `US$` is not read as `$`.
    pub(in crate::batch) fn new(symbols: Vec<Symbol>, suffixes: Vec<(String, Decimal)>) -> MoneyPattern {
        let mut suffixes: Vec<Suffix> = suffixes.into_iter().map(|(text, factor)| Suffix { text, factor }).collect();
        let mut symbols = symbols;
        symbols.sort_by_key(|symbol| std::cmp::Reverse(symbol.text.chars().count()));
        suffixes.sort_by_key(|suffix| std::cmp::Reverse(suffix.text.chars().count()));
        MoneyPattern { symbols, suffixes }
    }

    /// Takes an amount apart; `None` where it is written in no way that is declared.
    fn apart<'t>(&self, text: &'t str) -> Option<Parts<'t, '_>> {
        let mut sign = None;
        let mut rest = signed(text, &mut sign)?;
        let mut symbol = None;
        for candidate in &self.symbols {
            if let Some(after) = without_start(rest, &candidate.text) {
                (rest, symbol) = (signed(after, &mut sign)?, Some(candidate));
                break;
            }
        }
        if symbol.is_none() {
            for candidate in &self.symbols {
                if let Some(before) = without_end(rest, &candidate.text) {
                    (rest, symbol) = (signed(before, &mut sign)?, Some(candidate));
                    break;
                }
            }
        }
        let mut factor = None;
        for candidate in &self.suffixes {
            if let Some(before) = without_end(rest, &candidate.text) {
                (rest, factor) = (before, Some(candidate.factor));
                break;
            }
        }
        Some(Parts { negative: sign == Some(true), symbol, factor, number: rest })
    }
}

impl MoneyPattern {
    /// Returns the number of an amount, in whatever pattern that is written.
    pub(in crate::batch) fn number_in<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.apart(text).map(|parts| parts.number)
    }
}

/// An amount, taken apart.
struct Parts<'t, 'm> {
    negative: bool,
    symbol: Option<&'m Symbol>,
    factor: Option<Decimal>,
    number: &'t str,
}

/// Reads an amount, and the symbol that it is written with.
pub(in crate::batch) fn money<'m>(
    text: &str,
    numbers: NumberPattern,
    declared: Option<&'m MoneyPattern>,
) -> Result<(Decimal, Option<&'m Symbol>), Problem> {
    // Whatever is a number without all that is one with it.
    if let Some(plain) = number::attempt(text, numbers) {
        return plain.map(|amount| (amount, None));
    }
    let bad = || undeclared(text, numbers, declared).unwrap_or_else(|| number::no_number(text, numbers));
    let parts = declared.and_then(|declared| declared.apart(text));
    let parts = parts.filter(|parts| parts.number.starts_with(|first: char| first.is_ascii_digit())).ok_or_else(bad)?;
    let mut buffer = number::Buffer::default();
    let number = numbers.plain(parts.number, &mut buffer).ok_or_else(bad)?;
    let amount = scaled(number, parts.factor.unwrap_or(Decimal(Decimal::ONE)));
    let amount = amount.ok_or_else(|| reason::decimal_out_of_range(text))?;
    Ok((Decimal(if parts.negative { -amount.0 } else { amount.0 }), parts.symbol))
}

/// Returns `digits[.digits]` times a factor, exactly; `None` where that is no decimal.
fn scaled(number: &str, factor: Decimal) -> Option<Decimal> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let fraction = fraction.trim_end_matches('0');
    let mut mantissa: i128 = 0;
    for digit in whole.bytes().chain(fraction.bytes()) {
        mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(digit - b'0'))?;
    }
    let product = mantissa.checked_mul(i128::from(factor.0))?;
    let unit = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    if product % unit == 0 { Decimal::from_millionths(product / unit) } else { None }
}

/// Takes a sign or an accountant's parentheses away; `None` where there are two.
fn signed<'t>(text: &'t str, sign: &mut Option<bool>) -> Option<&'t str> {
    let text = unpadded(text);
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let found = match text.chars().next() {
        _ if inner.is_some() => (true, inner.unwrap_or_default()),
        Some('-' | '\u{2212}') => (true, text.trim_start_matches(['-', '\u{2212}'])),
        Some('+') => (false, text.trim_start_matches('+')),
        _ => return Some(text),
    };
    let (negative, rest) = found;
    // One sign is one character.
    let is_one = inner.is_some() || text.chars().count() == rest.chars().count() + 1;
    if sign.replace(negative).is_some() || !is_one {
        return None;
    }
    Some(unpadded(rest))
}

/// Takes blanks away, such as stand between an amount and its symbol.
fn unpadded(text: &str) -> &str {
    text.trim_matches([' ', '\u{a0}', '\u{202f}', '\u{2009}'])
}

/// Returns a text without what it begins with, case aside.
fn without_start<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let end = text.char_indices().nth(start.chars().count()).map_or(text.len(), |(at, _)| at);
    let (head, rest) = text.split_at(end);
    (head == start || fold(head) == fold(start)).then(|| unpadded(rest))
}

/// Returns a text without what it ends with, case aside.
fn without_end<'t>(text: &'t str, end: &str) -> Option<&'t str> {
    let count = end.chars().count();
    let at = text.char_indices().rev().nth(count.checked_sub(1)?).map(|(at, _)| at)?;
    let (rest, tail) = text.split_at(at);
    (tail == end || fold(tail) == fold(end)).then(|| unpadded(rest))
}

/// Says what would have to be declared for an amount to be read, where that is clear.
fn undeclared(text: &str, numbers: NumberPattern, declared: Option<&MoneyPattern>) -> Option<Problem> {
    let is_digit = |character: char| character.is_ascii_digit();
    let (first, last) = (text.find(is_digit)?, text.rfind(is_digit)?);
    let (head, number, tail) = (&text[..first], &text[first..=last], &text[last + 1..]);
    let fits = |pattern: &NumberPattern| pattern.plain(number, &mut number::Buffer::default()).is_some();
    let pattern = match fits(&numbers) {
        true => None,
        false => Some(NumberPattern::ALL.iter().find(|(_, other)| fits(other))?.0),
    };
    let bare = |part: &'_ str| -> String {
        part.chars()
            .filter(|each| !matches!(each, '-' | '+' | '(' | ')' | '\u{2212}') && !each.is_whitespace())
            .collect()
    };
    let (head, tail) = (bare(head), bare(tail));
    let is_name = |part: &str| {
        part.chars().count() <= 5
            && !part.starts_with(['.', ','])
            && part.chars().all(|each| {
                each.is_alphabetic()
                    || matches!(each, '.' | '$' | '¢' | '£' | '¤' | '¥')
                    || ('\u{20a0}'..='\u{20cf}').contains(&each)
            })
    };
    if !is_name(&head) || !is_name(&tail) {
        return None;
    }
    let knows = |part: &str| {
        let known = declared.into_iter().flat_map(|declared| {
            let symbols = declared.symbols.iter().map(|symbol| symbol.text.as_str());
            symbols.chain(declared.suffixes.iter().map(|suffix| suffix.text.as_str()))
        });
        part.is_empty() || known.into_iter().any(|known| fold(known) == fold(part))
    };
    let parts = [head.as_str(), tail.as_str()];
    let missing: Vec<&str> = parts.into_iter().filter(|part| !knows(part)).collect();
    let names_currency = |part: &&str| {
        !part.chars().all(char::is_alphabetic) && !part.ends_with('.')
            || part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_uppercase())
            || *part == head
    };
    let symbol = missing.iter().copied().find(names_currency);
    let suffix = missing.iter().copied().find(|part| !names_currency(part));
    let needs_money = declared.is_none() && (text.contains('(') || !head.is_empty() || !tail.is_empty());
    if !needs_money && missing.is_empty() {
        return pattern.map(|_| reason::bad_number(text, numbers.written(), pattern));
    }
    Some(reason::bad_money(text, numbers.written(), Undeclared { symbol, suffix, pattern }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::types::FindingKind;

    fn pattern() -> MoneyPattern {
        let symbol = |text: &str, currency: &str| Symbol { text: text.to_string(), currency: currency.to_string() };
        let factor = |text: &str, factor: i64| (text.to_string(), Decimal::from_integer(factor).unwrap());
        MoneyPattern::new(
            vec![symbol("$", "USD"), symbol("US$", "USD"), symbol("€", "EUR"), symbol("kr", "SEK")],
            vec![factor("K", 1_000), factor("M", 1_000_000), factor("Mio.", 1_000_000)],
        )
    }

    #[track_caller]
    fn check(numbers: &str, text: &str, amount: &str, currency: Option<&str>) {
        let declared = pattern();
        let read = money(text, NumberPattern::find(numbers).unwrap(), Some(&declared));
        let (found, symbol) = read.unwrap_or_else(|problem| panic!("{text}: {}", problem.reason));
        assert_eq!(
            (found.to_string().as_str(), symbol.map(|symbol| symbol.currency.as_str())),
            (amount, currency),
            "{text}"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn a_number_is_the_same_whatever_is_declared(text in "[-+(]?[0-9.,$\u{20ac}KMio \u{a0}]{0,8}[)]?") {
            let (declared, numbers) = (pattern(), NumberPattern::find("1,234.56").unwrap());
            let read = money(&text, numbers, Some(&declared));
            if let Ok(plain) = number::decimal(&text, numbers) {
                prop_assert_eq!(read, Ok((plain, None)));
            } else if let Ok((amount, _)) = read {
                // What is read has a digit, and its sign is the text's.
                prop_assert!(text.contains(|character: char| character.is_ascii_digit()));
                prop_assert!(amount.0 >= 0 || text.contains(['-', '(']));
            }
        }

        #[test]
        fn s1_7_a_suffix_multiplies_exactly(whole in 0_i64..1_000_000, thousandths in 0_i64..1_000) {
            let declared = pattern();
            let text = format!("${whole}.{thousandths:03}K");
            let (amount, _) = money(&text, NumberPattern::default(), Some(&declared)).unwrap();
            prop_assert_eq!(amount, Decimal::from_integer(whole * 1_000 + thousandths).unwrap());
        }
    }

    #[test]
    fn signs_symbols_suffixes_and_parentheses() {
        for (text, amount, currency) in [
            ("1,234.50", "1234.5", None),
            ("$1,234.50", "1234.5", Some("USD")),
            ("$ 1,234.50", "1234.5", Some("USD")),
            ("US$\u{a0}5", "5", Some("USD")),
            ("5 \u{20ac}", "5", Some("EUR")),
            ("-$5", "-5", Some("USD")),
            ("$-5", "-5", Some("USD")),
            ("\u{2212}5\u{202f}\u{20ac}", "-5", Some("EUR")),
            ("+$5", "5", Some("USD")),
            ("(1,234.50)", "-1234.5", None),
            ("($1,234.50)", "-1234.5", Some("USD")),
            ("$(1,234.50)", "-1234.5", Some("USD")),
            ("(5) KR", "-5", Some("SEK")),
            ("1.2K", "1200", None),
            ("$1.2m", "1200000", Some("USD")),
            ("1.2345678M", "1234567.8", None),
            ("3 mio. \u{20ac}", "3000000", Some("EUR")),
        ] {
            check("1,234.56", text, amount, currency);
        }
        check("1.234,56", "1.234,5 Mio. \u{20ac}", "1234500000", Some("EUR"));
        check("1 234,56", "1 234 K", "1234000", None);
    }

    #[test]
    fn s1_7_what_is_no_amount_or_does_not_fit_is_a_finding() {
        let declared = pattern();
        let kind = |text: &str| {
            money(text, NumberPattern::find("1,234.56").unwrap(), Some(&declared)).map(|_| ()).unwrap_err().kind
        };
        for text in [
            "$",
            "--5",
            "-(5)",
            "(-5)",
            "$5$",
            "$5\u{20ac}",
            "(5",
            "5)",
            "$.5",
            "1.2KK",
            "1K2",
            "$ - 5 -",
            "()",
            "K",
            "1,23$",
        ] {
            assert_eq!(kind(text), FindingKind::BadNumber, "{text}");
        }
        for text in ["1000000M", "0.0000000001K", "$1000000000000", "$0.1234567"] {
            assert_eq!(kind(text), FindingKind::NumberOutOfRange, "{text}");
        }
    }

    #[test]
    fn what_would_have_to_be_declared_is_said() {
        let why = |text: &str, declared: Option<&MoneyPattern>| {
            money(text, NumberPattern::default(), declared).map(|_| ()).unwrap_err().reason
        };
        let declared = pattern();
        for (text, declared, declare) in [
            ("$5", None, "; declare `money: { symbols: { \"$\": … } }`"),
            ("5 EUR", None, "; declare `money: { symbols: { \"EUR\": … } }`"),
            ("$1.2K", None, "; declare `money: { symbols: { \"$\": … }, suffixes: { \"K\": … } }`"),
            ("(5)", None, "; declare `money: {}`"),
            ("$1,200", None, "; declare `money: { symbols: { \"$\": … } }` and `numbers: \"1,234.56\"`"),
            ("\u{a3}5", Some(&declared), "; declare `money: { symbols: { \"\u{a3}\": … } }`"),
            ("5bn", Some(&declared), "; declare `money: { suffixes: { \"bn\": … } }`"),
            ("~20", None, ""),
            ("50-100", None, ""),
            ("1e3", None, ""),
            ("20%", None, ""),
        ] {
            assert_eq!(why(text, declared), format!("`{text}` is no number as `1234.56` is written{declare}"));
        }
    }
}
