//! Integers, decimals and money (S1.7).

use super::Problem;
use crate::batch::reason;
use crate::types::{Decimal, FindingKind};

/// How an export writes numbers: the decimal point, and what groups digits in threes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::batch) struct NumberPattern {
    point: char,
    group: Group,
}

/// What groups digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    None,
    Comma,
    Point,
    /// A space, also a no-break or a thin one.
    Space,
    /// An apostrophe, straight or not.
    Apostrophe,
}

impl Group {
    fn holds(self, character: char) -> bool {
        match self {
            Group::None => false,
            Group::Comma => character == ',',
            Group::Point => character == '.',
            Group::Space => matches!(character, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}'),
            Group::Apostrophe => matches!(character, '\'' | '\u{2019}'),
        }
    }
}

impl Default for NumberPattern {
    fn default() -> NumberPattern {
        NumberPattern { point: '.', group: Group::None }
    }
}

/// The longest number that is looked at, in bytes, signs and points included.
const LONGEST: usize = 64;

/// Room for a number.
pub(super) struct Buffer([u8; LONGEST]);

impl Default for Buffer {
    fn default() -> Buffer {
        Buffer([0; LONGEST])
    }
}

impl NumberPattern {
    /// Every pattern, by the number that a description writes it as.
    pub(in crate::batch) const ALL: [(&str, NumberPattern); 6] = [
        ("1234.56", NumberPattern { point: '.', group: Group::None }),
        ("1,234.56", NumberPattern { point: '.', group: Group::Comma }),
        ("1.234,56", NumberPattern { point: ',', group: Group::Point }),
        ("1 234,56", NumberPattern { point: ',', group: Group::Space }),
        ("1'234.56", NumberPattern { point: '.', group: Group::Apostrophe }),
        ("1234,56", NumberPattern { point: ',', group: Group::None }),
    ];

    /// Returns the pattern that is written so.
    pub(in crate::batch) fn find(written: &str) -> Option<NumberPattern> {
        NumberPattern::ALL.iter().find(|(name, _)| *name == written).map(|(_, pattern)| *pattern)
    }

    /// Returns how a description writes the pattern.
    pub(in crate::batch) fn written(self) -> &'static str {
        NumberPattern::ALL.iter().find(|(_, pattern)| *pattern == self).map_or("1234.56", |(name, _)| name)
    }

    /// Returns the number as `[-]digits[.digits]` in a buffer; `None` where it is none in this pattern.
    pub(super) fn plain<'b>(self, text: &str, buffer: &'b mut Buffer) -> Option<&'b str> {
        let buffer = &mut buffer.0;
        let mut length = 0;
        let mut put = |byte: u8| -> Option<()> {
            *buffer.get_mut(length)? = byte;
            length += 1;
            Some(())
        };
        let (mut whole, mut fraction) = (0_usize, 0_usize);
        let mut since_group: Option<usize> = None;
        let mut pointed = false;
        for (at, character) in text.char_indices() {
            match character {
                '-' if at == 0 => put(b'-')?,
                '+' if at == 0 => {}
                '0'..='9' => {
                    put(character as u8)?;
                    if pointed {
                        fraction += 1;
                    } else {
                        whole += 1;
                        since_group = since_group.map(|count| count + 1);
                    }
                }
                _ if character == self.point && !pointed => {
                    if since_group.is_some_and(|count| count != 3) || whole == 0 {
                        return None;
                    }
                    pointed = true;
                    put(b'.')?;
                }
                _ if self.group.holds(character) && !pointed => {
                    // Groups are of three digits, the first of one to three.
                    if since_group.map_or(whole == 0 || whole > 3, |count| count != 3) {
                        return None;
                    }
                    since_group = Some(0);
                }
                _ => return None,
            }
        }
        let ends_well = if pointed { fraction > 0 } else { since_group.is_none_or(|count| count == 3) };
        if whole == 0 || !ends_well {
            return None;
        }
        std::str::from_utf8(&buffer[..length]).ok()
    }
}

/// Reads an integer; a fraction of zeros is none.
pub(in crate::batch) fn integer(text: &str, pattern: NumberPattern) -> Result<i64, Problem> {
    if let Some(value) = small(text) {
        return Ok(value);
    }
    let mut buffer = Buffer::default();
    let Some(plain) = pattern.plain(text, &mut buffer) else { return Err(no_number(text, pattern)) };
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    if fraction.bytes().any(|digit| digit != b'0') {
        return Err(reason::no_integer(text));
    }
    whole.parse().map_err(|_| reason::integer_out_of_range(text))
}

/// Reads up to 18 digits and nothing else, which almost every integer is.
fn small(text: &str) -> Option<i64> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    let mut value: i64 = 0;
    for byte in text.bytes() {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(byte - b'0');
    }
    Some(value)
}

/// Reads a decimal or an amount of money.
pub(in crate::batch) fn decimal(text: &str, pattern: NumberPattern) -> Result<Decimal, Problem> {
    attempt(text, pattern).unwrap_or_else(|| Err(no_number(text, pattern)))
}

/// Reads a decimal; `None` where the text is no number.
pub(super) fn attempt(text: &str, pattern: NumberPattern) -> Option<Result<Decimal, Problem>> {
    if pattern.point == '.'
        && let Some(value) = short(text)
    {
        return Some(Ok(value));
    }
    let mut buffer = Buffer::default();
    let plain = pattern.plain(text, &mut buffer)?;
    Some(Decimal::parse(plain).ok_or_else(|| reason::decimal_out_of_range(text)))
}

/// Reads up to 12 digits and maybe a point and up to 6 more, which almost every amount is.
fn short(text: &str) -> Option<Decimal> {
    let bytes = text.as_bytes();
    let whole = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let fraction = match bytes.get(whole..)? {
        [] => &[][..],
        [b'.', fraction @ ..] if !fraction.is_empty() => fraction,
        _ => return None,
    };
    if whole == 0 || whole > 12 || fraction.len() > 6 || !fraction.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let digits = bytes[..whole].iter().chain(fraction).chain(std::iter::repeat_n(&b'0', 6 - fraction.len()));
    Some(Decimal(digits.fold(0, |value, digit| value * 10 + i64::from(digit - b'0'))))
}

/// Returns which of all patterns a text is a number in, or a whole one.
pub(in crate::batch) fn patterns(text: &str, whole: bool) -> [bool; NumberPattern::ALL.len()] {
    NumberPattern::ALL.map(|(_, pattern)| {
        let mut buffer = Buffer::default();
        let number = pattern.plain(text, &mut buffer);
        number.is_some_and(|number| !whole || !number.contains('.'))
    })
}

/// Says that a text is no number, and in which pattern it would be one.
pub(super) fn no_number(text: &str, pattern: NumberPattern) -> Problem {
    if text.len() > LONGEST && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Problem { kind: FindingKind::NumberOutOfRange, ..reason::integer_out_of_range(text) };
    }
    let fitting = NumberPattern::ALL.iter().find(|(_, other)| other.plain(text, &mut Buffer::default()).is_some());
    reason::bad_number(text, pattern.written(), fitting.map(|(written, _)| *written))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(written: &str) -> NumberPattern {
        NumberPattern::find(written).unwrap()
    }

    #[test]
    fn s1_7_integers_are_exact_and_of_64_bits() {
        let plain = NumberPattern::default();
        assert_eq!(integer("+5.0", plain), Ok(5));
        assert_eq!(integer("-9223372036854775808", plain), Ok(i64::MIN));
        assert_eq!(integer("9223372036854775808", plain).unwrap_err().kind, FindingKind::NumberOutOfRange);
        assert_eq!(integer("5.5", plain).unwrap_err().kind, FindingKind::BadNumber);
        assert_eq!(integer("1e3", plain).unwrap_err().kind, FindingKind::BadNumber);
        assert_eq!(integer("5.", plain).unwrap_err().kind, FindingKind::BadNumber);
        assert_eq!(integer(&"9".repeat(80), plain).unwrap_err().kind, FindingKind::NumberOutOfRange);
    }

    #[test]
    fn the_quick_way_reads_as_the_general_one() {
        for text in ["0", "12", "12.5", "007.10", "999999999999.999999", "0.000001"] {
            assert_eq!(short(text), Decimal::parse(text), "{text}");
            assert!(short(text).is_some());
        }
        for text in ["", ".", "1.", ".5", "-1", "1.2345678", "1000000000000", "1e3", "1.2.3"] {
            assert_eq!(short(text), None, "{text}");
        }
    }

    #[test]
    fn digits_are_grouped_only_as_declared_and_in_threes() {
        let comma = pattern("1,234.56");
        assert_eq!(decimal("1,234,567.5", comma), Ok(Decimal(1_234_567_500_000)));
        assert_eq!(decimal("1234567.5", comma), Ok(Decimal(1_234_567_500_000)));
        for bad in ["12,34", "1,2345", ",123", "1,23.5", "1234,567", "1,234,", "1.5,000"] {
            assert_eq!(decimal(bad, comma).unwrap_err().kind, FindingKind::BadNumber, "{bad}");
        }
        assert_eq!(decimal("1.234,5", pattern("1.234,56")), Ok(Decimal(1_234_500_000)));
        assert_eq!(decimal("1\u{202f}234,5", pattern("1 234,56")), Ok(Decimal(1_234_500_000)));
        assert_eq!(decimal("1\u{2019}234.5", pattern("1'234.56")), Ok(Decimal(1_234_500_000)));
        assert_eq!(decimal("1234,5", pattern("1234,56")), Ok(Decimal(1_234_500_000)));
        assert_eq!(
            decimal("1,234", NumberPattern::default()).unwrap_err().reason,
            "`1,234` is no number as `1234.56` is written; declare `numbers: \"1,234.56\"` if the export writes them so"
        );
    }
}
