//! What people write out of habit, from other languages or by hand, and how it is written here.

use super::explain::{Spot, is_word, word_at};
use super::names::{self, Shown};
use super::{Rule, blocks, error};
use crate::diagnostic::{Diagnostic, nearest};
use crate::source::Span;

/// The operators in words, for suggestions.
pub(super) const OPERATORS: &[&str] = &[
    "contains",
    "starts with",
    "ends with",
    "has word",
    "matches",
    "includes any of",
    "is present",
    "is missing",
    "within",
    "older than",
    "not in",
    "and",
    "or",
    "else",
];

/// The words that metrics begin with.
pub(super) const METRICS: &[&str] = &[
    "rejection_rate",
    "acceptance_rate",
    "volume",
    "conversion",
    "win_rate",
    "velocity",
    "feedback_completion",
    "attainment",
    "unanswered",
    "stuck",
    "distinct",
    "sum",
    "mean",
    "median",
    "p90",
    "share",
    "spread",
    "growth",
];

/// Signs of other languages and what is written instead, longest first.
const SIGNS: &[(&str, &str)] = &[
    ("!==", "`!=`"),
    ("===", "`=`"),
    ("==", "`=`"),
    ("&&", "`and`"),
    ("||", "`or`"),
    ("<>", "`!=`"),
    ("=>", "`>=`"),
    ("=<", "`<=`"),
    ("=~", "`matches \"…\"`"),
    ("!~", "`not … matches \"…\"`"),
    ("!", "`not`"),
    ("&", "`and`"),
    ("|", "`or`"),
    ("≥", "`>=`"),
    ("≤", "`<=`"),
    ("≠", "`!=`"),
];

/// Words of other languages and what is written instead.
const WORDS: &[(&str, &str)] = &[
    ("equals", "`=`"),
    ("eq", "`=`"),
    ("like", "`contains` or `matches`"),
    ("startswith", "`starts with`"),
    ("endswith", "`ends with`"),
    ("starts_with", "`starts with`"),
    ("ends_with", "`ends with`"),
    ("between", "`in 10..50`"),
    ("exists", "`is present`"),
    ("isnull", "`is missing`"),
    ("over", "`>`"),
    ("under", "`<`"),
];

/// Short and unknown units, with the one that is meant.
const UNITS: &[(&[&str], &str)] = &[
    (&["m", "min", "mins", "mn"], "minutes"),
    (&["h", "hr", "hrs"], "hours"),
    (&["d", "dy", "dys"], "days"),
    (&["w", "wk", "wks"], "weeks"),
    (&["mo", "mos", "mon", "mth", "mths"], "months"),
];

/// The units there are.
pub(super) const UNIT_NAMES: &[&str] = &["minutes", "hours", "days", "weeks", "months"];

/// Returns the message for a habit, where the place shows one.
pub(super) fn meant(spot: &Spot<'_>) -> Option<Diagnostic> {
    quotes(spot)
        .or_else(|| presence(spot))
        .or_else(|| signs(spot))
        .or_else(|| figures(spot))
        .or_else(|| attached(spot))
        .or_else(|| units(spot))
        .or_else(|| chained(spot))
        .or_else(|| reserved(spot))
        .or_else(|| words(spot))
}

fn quotes(spot: &Spot<'_>) -> Option<Diagnostic> {
    let quote = spot.rest().chars().next()?;
    let foreign = matches!(quote, '\'' | '`' | '‘' | '’' | '“' | '”' | '„' | '«' | '»');
    foreign.then(|| error::foreign_quotes(spot.span(quote.len_utf8()), quote))
}

/// `is not present`, `is null`, `is "x"`
fn presence(spot: &Spot<'_>) -> Option<Diagnostic> {
    let before = spot.before().trim_end();
    let is = before.strip_suffix("is")?;
    if is.ends_with(is_word) {
        return None;
    }
    let start = spot.context.start + is.len();
    let rest = spot.rest();
    let negated = spot.word() == "not";
    let behind = if negated { rest["not".len()..].trim_start() } else { rest };
    let word = word_at(behind, 0);
    let end = spot.context.end - behind.len() + word.len();
    let end = if word.is_empty() { spot.offset } else { end };
    let written = spot.text.get(start..end).unwrap_or("").trim_end();
    let place = Span::new(spot.file, start, start + written.len());
    let lower = word.to_lowercase();
    let near = nearest(&lower, ["present", "missing"]);
    let instead = match (negated, lower.as_str()) {
        (true, "present") => "`is missing`",
        (true, "missing" | "null" | "empty" | "blank" | "nil" | "unset" | "unknown" | "none") => "`is present`",
        (false, "null" | "empty" | "blank" | "nil" | "unset" | "unknown" | "none" | "absent") => "`is missing`",
        (false, "set" | "filled" | "known" | "there") => "`is present`",
        (true, "set" | "filled" | "known" | "there") => "`is missing`",
        (false, _) if near == Some("present") => "`is present`",
        (false, _) if near == Some("missing") => "`is missing`",
        (true, _) => "`!=` to compare, or ask `is present` or `is missing`",
        (false, _) => "`=` to compare, or ask `is present` or `is missing`",
    };
    Some(error::bad_presence(place, written, format!("write {instead}")))
}

fn signs(spot: &Spot<'_>) -> Option<Diagnostic> {
    let rest = spot.rest();
    let (sign, instead) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign))?;
    // `!=` is an operator: it is only in the wrong place.
    if *sign == "!" && rest.starts_with("!=") {
        return None;
    }
    Some(error::foreign_operator(spot.span(sign.len()), sign, format!("write {instead}")))
}

/// Numbers, dates, times and durations in forms that are not read.
fn figures(spot: &Spot<'_>) -> Option<Diagnostic> {
    let rest = spot.rest();
    if let Some(money) = rest.strip_prefix(['$', '€', '£', '¥'])
        && money.starts_with(|next: char| next.is_ascii_digit())
    {
        let token = token(rest);
        let plain: String = token.chars().filter(|next| next.is_ascii_digit() || matches!(next, '.' | '_')).collect();
        let help = format!("an amount of money is a plain number, in the contract's currency: `{plain}`");
        return Some(error::bad_number(spot.span(token.len()), token, help));
    }
    let written = token(rest);
    let begins = written.trim_start_matches(['-', '+', '.']).starts_with(|next: char| next.is_ascii_digit());
    if rest.starts_with(',') {
        return thousands(spot);
    }
    if !begins {
        // `5.` is a number followed by a point; the point is what could not be read.
        return None;
    }
    let place = spot.span(written.len());
    if !spot.expects(Shown::Value) && spot.expected.contains(&Rule::name) && !written.starts_with(['-', '+', '.']) {
        return None;
    }
    if let Some(high) = written.strip_prefix('.').filter(|_| spot.before().ends_with("..")) {
        let help = format!("a range has two points: `..{high}`");
        return Some(error::bad_number(place, written, help));
    }
    let figure = written.trim_end_matches([',', '.']);
    if let Some(date) = date(figure) {
        return Some(error::bad_date(spot.span(figure.len()), figure, date));
    }
    if is_date(figure) {
        return None;
    }
    if let Some((hours, minutes)) = figure.split_once(':')
        && hours.bytes().all(|byte| byte.is_ascii_digit())
        && !hours.is_empty()
    {
        let minutes: String = minutes.chars().take_while(char::is_ascii_digit).collect();
        let help = if spot.expects(names::shown(Rule::time)) || spot.rest().contains('-') {
            format!("a time of day has two digits on both sides: `{hours:0>2}:{minutes:0>2}`")
        } else {
            "a time of day stands in a calendar only; a date is written `2026-04-01`".to_string()
        };
        return Some(error::bad_date(spot.span(figure.len()), figure, help));
    }
    if let Some(rest) = figure.strip_prefix('.').filter(|rest| rest.starts_with(|next: char| next.is_ascii_digit())) {
        let help = format!("digits stand on both sides of the point: `0.{rest}`");
        return Some(error::bad_number(spot.span(figure.len()), figure, help));
    }
    let digits = figure.len() - figure.trim_start_matches(|next: char| next.is_ascii_digit() || next == '_').len();
    let (amount, behind) = figure.split_at(digits);
    if behind.starts_with(|next: char| next.is_alphabetic()) && behind.chars().all(is_word) {
        return Some(glued(spot, amount, behind));
    }
    if let Some(sign) = behind.chars().next().filter(|sign| matches!(sign, '-' | '+' | '*' | '/')) {
        let (left, right) = (amount, behind[1..].trim_start());
        let place = Span::new(spot.file, spot.offset + digits, spot.offset + digits + 1);
        let meant = format!("put spaces around it: `{left} {sign} {right}`");
        return Some(error::unspaced(place, &sign.to_string(), Some(meant)));
    }
    if amount.len() > 1 && amount.starts_with('0') && behind.is_empty() {
        if let Some(message) = thousands_before(spot) {
            return Some(message);
        }
        let plain = amount.trim_start_matches('0');
        let plain = if plain.is_empty() { "0" } else { plain };
        let help = format!("a number has no zeros before it: `{plain}`; where they count it is a text: `\"{amount}\"`");
        return Some(error::bad_number(spot.span(figure.len()), figure, help));
    }
    if amount.contains("__") || amount.ends_with('_') {
        let plain: String = amount.split('_').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_");
        let help = format!("one `_` stands between two digits: `{plain}`");
        return Some(error::bad_number(spot.span(figure.len()), figure, help));
    }
    if behind.is_empty() && written.ends_with('.') && !written.ends_with("..") {
        let help = format!("digits stand on both sides of the point: `{figure}` or `{figure}.0`");
        return Some(error::bad_number(place, written, help));
    }
    if behind.starts_with('.') && behind.matches('.').count() > 1 && !behind.contains("..") {
        let help = "a number has one point: `1.5`".to_string();
        return Some(error::bad_number(spot.span(figure.len()), figure, help));
    }
    if behind.starts_with("%%") {
        let help = format!("a share ends with one `%`: `{amount}%`");
        return Some(error::bad_number(spot.span(figure.len()), figure, help));
    }
    None
}

/// Returns a run of characters without blanks and brackets.
fn token(rest: &str) -> &str {
    let end = rest.find(|next: char| next.is_whitespace() || matches!(next, '(' | ')' | '[' | ']' | '{' | '}' | '"'));
    let token = &rest[..end.unwrap_or(rest.len())];
    // A comma between values ends a token; one before three digits may be meant as part of a number.
    match token.find(',') {
        Some(comma) if comma > 0 => &token[..comma],
        _ => token,
    }
}

/// `1,000`: the comma could not be read.
fn thousands(spot: &Spot<'_>) -> Option<Diagnostic> {
    let before = spot.before();
    let left = before.len() - before.trim_end_matches(|next: char| next.is_ascii_digit() || next == ',').len();
    let rest = spot.rest();
    let right = rest.find(|next: char| !next.is_ascii_digit() && next != ',').unwrap_or(rest.len());
    let start = spot.offset - left;
    let written = spot.text.get(start..spot.offset + right)?;
    let groups: Vec<&str> = written.split(',').collect();
    let (first, others) = groups.split_first()?;
    let fits = !first.is_empty() && !others.is_empty() && others.iter().all(|group| group.len() == 3);
    fits.then(|| {
        let help = format!("digits are grouped with `_`: `{}`", written.replace(',', "_"));
        error::bad_number(Span::new(spot.file, start, start + written.len()), written, help)
    })
}

/// `[1,000]`: the zeros behind the comma could not be read.
fn thousands_before(spot: &Spot<'_>) -> Option<Diagnostic> {
    let comma = spot.before().strip_suffix(',')?;
    let offset = spot.context.start + comma.len();
    thousands(&Spot { offset, ..*spot })
}

/// `2026-4-1`, `01/04/2026`, `2026/04/01`, `1.4.2026`
fn date(written: &str) -> Option<String> {
    let separator = ['-', '/', '.'].into_iter().find(|separator| written.matches(*separator).count() == 2)?;
    let parts: Vec<&str> = written.split(separator).collect();
    let numbers = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    if !numbers {
        return None;
    }
    match (parts[0].len(), parts[2].len()) {
        (4, 2) if separator == '-' && parts[1].len() == 2 => None,
        (4, 1..=2) => {
            let difference = if separator == '-' {
                format!("; a difference stands between spaces: `{}`", parts.join(" - "))
            } else {
                String::new()
            };
            Some(format!("a date is written `{}-{:0>2}-{:0>2}`{difference}", parts[0], parts[1], parts[2]))
        }
        (1..=2, 4) => Some(format!("a date is year, month and day: `{}-{:0>2}-{:0>2}`", parts[2], parts[1], parts[0]))
            .map(
                |help| if separator == '.' { help } else { "a date is year, month and day: `2026-04-01`".to_string() },
            ),
        _ => None,
    }
}

/// Returns whether a text starts with a date in its right form.
fn is_date(written: &str) -> bool {
    let form = "dddd-dd-dd";
    let fits = |(sign, form): (u8, u8)| if form == b'd' { sign.is_ascii_digit() } else { sign == form };
    written.len() >= form.len() && written.bytes().zip(form.bytes()).all(fits)
}

/// `5m`, `14days`, `5x`
fn glued(spot: &Spot<'_>, amount: &str, unit: &str) -> Diagnostic {
    let length = amount.len() + unit.len();
    let place = spot.span(length);
    let written = format!("{amount}{unit}");
    if let Some(near) = unit_meant(unit) {
        let near = if amount == "1" { near.trim_end_matches('s') } else { near };
        return error::bad_duration(place, &written, format!("a duration spells its unit: `{amount} {near}`"));
    }
    let multiple = match unit {
        "k" | "K" => Some("_000"),
        "M" | "mm" | "MM" => Some("_000_000"),
        _ => None,
    };
    if let Some(zeros) = multiple {
        return error::bad_number(place, &written, format!("a number is written out: `{amount}{zeros}`"));
    }
    error::bad_number(place, &written, format!("a text stands in double quotes: `\"{written}\"`"))
}

/// Returns the unit that a word is short for.
fn unit_meant(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    let short = UNITS.iter().find(|(short, _)| short.contains(&lower.as_str()) && word != "M");
    short.map(|(_, unit)| *unit).or_else(|| nearest(&lower, UNIT_NAMES.iter().copied()))
}

/// `lead-source`, `a*b`
fn attached(spot: &Spot<'_>) -> Option<Diagnostic> {
    let rest = spot.rest();
    let sign = rest.chars().next().filter(|sign| matches!(sign, '-' | '+' | '*' | '/'))?;
    let before = spot.before();
    let touches_left = before.ends_with(|last: char| is_word(last) || last == ')' || last == '"');
    let touches_right = rest[1..].starts_with(|next: char| is_word(next) || next == '(' || next == '"');
    if !touches_left && !touches_right {
        return None;
    }
    let left = &before[before.trim_end().trim_end_matches(is_word).len()..];
    let right = word_at(rest[1..].trim_start(), 0);
    let left = left.trim_end();
    let names = |word: &str| word.starts_with(|first: char| first.is_alphabetic());
    let place = spot.span(1);
    let is_name_place = !spot.expects(Shown::Operator);
    let digits = before.len() - before.trim_end_matches(|last: char| last.is_ascii_digit()).len();
    let start = spot.offset - digits;
    let around = token(spot.text.get(start..spot.context.end).unwrap_or(""));
    if let Some(help) = date(around) {
        return Some(error::bad_date(Span::new(spot.file, start, start + around.len()), around, help));
    }
    let meant = match sign {
        '-' if touches_left && touches_right && names(left) && names(right) && is_name_place => {
            format!("a name is written with `_`: `{left}_{right}`")
        }
        '-' if touches_left && touches_right && names(left) && names(right) => {
            format!("a name is written with `_`: `{left}_{right}`; a difference with spaces: `{left} - {right}`")
        }
        _ if left.is_empty() || right.is_empty() => format!("put a space before and after `{sign}`"),
        _ => format!("put spaces around it: `{left} {sign} {right}`"),
    };
    Some(error::unspaced(place, &sign.to_string(), Some(meant)))
}

/// `within 5`, `within 5 mins`
fn units(spot: &Spot<'_>) -> Option<Diagnostic> {
    if !spot.expected.contains(&Rule::unit) {
        return None;
    }
    let must = !spot.expects(Shown::End) && !spot.expects(Shown::Operator);
    let word = spot.word();
    let before = spot.before().trim_end();
    let amount = &before[before.trim_end_matches(|last: char| !last.is_whitespace()).len()..];
    let is_amount = amount.starts_with(|first: char| first.is_ascii_digit()) && !amount.ends_with('%');
    if word.is_empty() || spot.context.block.statements.iter().any(|statement| statement.word == word) || word == "on" {
        let end = spot.context.start + before.len();
        let place = Span::new(spot.file, end - amount.len(), end);
        return (must && is_amount).then(|| {
            let help = format!("write `{amount} hours`, `{amount} business hours` or `{amount} days`");
            error::bad_duration(place, "", help)
        });
    }
    let place = spot.span(word.len());
    let lower = word.to_lowercase();
    let help = match lower.as_str() {
        "year" | "years" => "the longest unit is the month: a year is `12 months`".to_string(),
        "quarter" | "quarters" => "the longest unit is the month: a quarter is `3 months`".to_string(),
        "second" | "seconds" | "sec" | "secs" => "the shortest unit is the minute".to_string(),
        "working" => "hours and days of a calendar are `business hours` and `business days`".to_string(),
        "calendar" => "a plain unit runs day and night: `hours`, `days`".to_string(),
        _ => match unit_meant(word) {
            Some(near) => format!("the unit is spelled out: `{near}`"),
            None if must => "the units are `minutes`, `hours`, `days`, `weeks` and `months`".to_string(),
            None => return None,
        },
    };
    if !must && !is_amount {
        return None;
    }
    Some(error::unknown_unit(place, word, help))
}

/// `10 < x < 50`
fn chained(spot: &Spot<'_>) -> Option<Diagnostic> {
    let rest = spot.rest();
    let sign = ["<=", ">=", "!=", "<", ">", "="].into_iter().find(|sign| rest.starts_with(sign))?;
    if !spot.expects(Shown::Operator) {
        return None;
    }
    let before = spot.before();
    let from = before.rfind(['{', '(', '\n', '[']).map_or(0, |at| at + 1);
    let part = &before[from..];
    let from =
        from + [" and ", " or "].iter().filter_map(|word| Some(part.rfind(word)? + word.len())).max().unwrap_or(0);
    // The `=` of a definition compares nothing.
    let from = if spot.context.head { before.find('=').map_or(from, |equals| from.max(equals + 1)) } else { from };
    let part = &before[from..];
    let first = part.find(['<', '>', '=', '!'])?;
    let first_length = part[first..].bytes().take_while(|byte| b"<>=!".contains(byte)).count();
    let place =
        Span::new(spot.file, spot.context.start + from + first, spot.context.start + from + first + first_length);
    let low = part[..first].split_whitespace().last().unwrap_or("");
    let middle = part[first + first_length..].trim();
    let high = token(rest[sign.len()..].trim_start());
    let literal = |word: &str| word.starts_with(|next: char| next.is_ascii_digit());
    let rising = part[first..].starts_with('<') && sign.starts_with('<');
    let falling = part[first..].starts_with('>') && sign.starts_with('>');
    let range = if !literal(low) || !literal(high) || middle.is_empty() {
        None
    } else if rising {
        Some(format!("{middle} in {low}..{high}"))
    } else if falling {
        Some(format!("{middle} in {high}..{low}"))
    } else {
        None
    };
    Some(error::chained_comparison(spot.span(sign.len()), Some(place), range))
}

/// A reserved word where a name should be.
fn reserved(spot: &Spot<'_>) -> Option<Diagnostic> {
    const RESERVED: &[&str] = &[
        "and", "or", "not", "in", "is", "else", "true", "false", "contains", "starts", "ends", "has", "matches",
        "includes", "within", "older", "icp", "stage",
    ];
    let word = spot.word();
    if !RESERVED.contains(&word) || spot.expected.contains(&Rule::k_consecutive) {
        return None;
    }
    let reads_fields = spot.context.block.free.is_some_and(|(rule, _)| rule == Rule::field);
    let starts_field = spot.offset == spot.context.start && reads_fields;
    let wants_name = spot.expected.iter().any(|rule| matches!(rule, Rule::name | Rule::names | Rule::terms));
    let wants_value = spot.expects(Shown::Value);
    // In an expression a reserved word is rather an operator in the wrong place.
    let is_name = starts_field || (wants_name && !wants_value) || spot.expected.is_empty();
    is_name.then(|| error::reserved_name(spot.span(word.len()), word, starts_field))
}

/// `AND`, `like`, `startswith`
fn words(spot: &Spot<'_>) -> Option<Diagnostic> {
    let word = spot.word();
    if word.is_empty() || !(spot.expects(Shown::Operator) || spot.expects(Shown::Value)) {
        return None;
    }
    let lower = word.to_lowercase();
    let place = spot.span(word.len());
    if lower != word && matches!(lower.as_str(), "and" | "or" | "not" | "in" | "is" | "else" | "contains") {
        return Some(error::foreign_operator(place, word, format!("write `{lower}`")));
    }
    if !spot.expects(Shown::Operator) || blocks::is_block(word) {
        return None;
    }
    let (_, instead) = WORDS.iter().find(|(known, _)| *known == lower)?;
    Some(error::foreign_operator(place, word, format!("write {instead}")))
}
