//! Numbers, dates, times and durations in forms that are not read, and what was meant by them.

use super::explain::{Spot, is_word};
use super::names::{self, Shown};
use super::{Rule, error};
use crate::diagnostic::{Diagnostic, nearest};
use crate::source::Span;

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

/// Numbers, dates, times and durations in forms that are not read.
pub(super) fn figures(spot: &Spot<'_>) -> Option<Diagnostic> {
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

/// `within 5`, `within 5 mins`
pub(super) fn units(spot: &Spot<'_>) -> Option<Diagnostic> {
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

/// Returns a run of characters without blanks and brackets.
pub(super) fn token(rest: &str) -> &str {
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
pub(super) fn date(written: &str) -> Option<String> {
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
