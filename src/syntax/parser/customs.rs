//! More of what people write out of habit: whole phrases rather than signs and words.

use super::explain::{Spot, is_word, word_at};
use super::figures::token;
use super::names::Shown;
use super::{Rule, error};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The days of the week, by their words.
const DAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Returns the message for a phrase that is known, where the place shows one.
pub(super) fn meant(spot: &Spot<'_>) -> Option<Diagnostic> {
    signs(spot).or_else(|| words(spot)).or_else(|| phrases(spot))
}

/// `-3 days`, `mon-fri`, `99999-01-01`, `=<`, `contains ["a"]`, `employees: integer`
fn signs(spot: &Spot<'_>) -> Option<Diagnostic> {
    let (rest, before) = (spot.rest(), spot.before());
    let last = &before[before.trim_end_matches(is_word).len()..];
    if let Some(behind) = rest.strip_prefix('-') {
        let next = word_at(behind, 0);
        if DAYS.contains(&last) && DAYS.contains(&next) {
            let help = format!("days from one to another are written `{last}..{next}`, and hours `09:00-17:00`");
            return Some(error::unspaced(spot.span(1), "-", Some(help)));
        }
        let is_number = behind.starts_with(|next: char| next.is_ascii_digit());
        if is_number && last.is_empty() && !spot.expects(Shown::Operator) && !spot.expects(Shown::Value) {
            let written = token(rest);
            return Some(error::bad_number(
                spot.span(written.len()),
                written,
                "the number must be above 0".to_string(),
            ));
        }
        let whole = token(&before[before.len() - last.len()..]).len() + token(rest).len();
        if is_number
            && last.len() > 4
            && last.bytes().all(|byte| byte.is_ascii_digit())
            && rest.matches('-').count() > 1
        {
            let start = spot.offset - last.len();
            let written = spot.text.get(start..start + whole).unwrap_or("");
            let help = "no such date: a year has four digits, from 1900 to 2199".to_string();
            return Some(error::bad_date(Span::new(spot.file, start, start + whole), written, help));
        }
    }
    if rest.starts_with('<') && before.ends_with('=') {
        let place = Span::new(spot.file, spot.offset - 1, spot.offset + 1);
        return Some(error::foreign_operator(place, "=<", "write `<=`".to_string()));
    }
    let searches = ["contains", "starts with", "ends with", "has word"];
    if rest.starts_with('[') && searches.iter().any(|search| before.trim_end().ends_with(search)) {
        let help = "several texts stand behind `any of`: `any of [ … ]`".to_string();
        return Some(error::unexpected(spot.span(1), "a text or `any of`", "`[`", Some(help)));
    }
    let reads_fields = spot.context.block.free.is_some_and(|(rule, _)| rule == Rule::field);
    if rest.starts_with(':') && reads_fields && !spot.context.head && before.trim_end().chars().all(is_word) {
        let (name, kind) = (before.trim_end(), word_at(rest[1..].trim_start(), 0));
        let help = format!("a field's type follows its name without a colon: `{name} {kind}`");
        return Some(error::unexpected(spot.span(1), "a type", "`:`", Some(help)));
    }
    None
}

/// `before 2026-01-01`, `1 to 5`, `False`, `increasing`
fn words(spot: &Spot<'_>) -> Option<Diagnostic> {
    let word = spot.word();
    let place = spot.span(word.len());
    let before = spot.before().trim_end();
    let amount = before.split_whitespace().last().unwrap_or("");
    let is_amount = amount.starts_with(|first: char| first.is_ascii_digit());
    match word {
        "before" | "after" if spot.expects(Shown::Operator) => {
            let sign = if word == "before" { "<" } else { ">" };
            Some(error::foreign_operator(place, word, format!("write `{sign}`")))
        }
        "to" if spot.expects(Shown::Word("..")) && is_amount => {
            let high = token(spot.rest()[word.len()..].trim_start());
            Some(error::foreign_operator(place, word, format!("a range is written `{amount}..{high}`")))
        }
        "True" | "False" | "TRUE" | "FALSE" if spot.expects(Shown::Value) => {
            let help = format!("write `{}`", word.to_lowercase());
            Some(error::unexpected(place, "a value", &format!("`{word}`"), Some(help)))
        }
        "increasing" | "decreasing" if spot.expects(Shown::Word("rising")) => {
            let instead = if word == "increasing" { "rising" } else { "falling" };
            Some(error::foreign_operator(place, word, format!("write `{instead}`")))
        }
        _ => None,
    }
}

/// `ICP core`, `if n > 1 then …`, `review every week`, `score total = fit + 10`, `30 n > 1`
fn phrases(spot: &Spot<'_>) -> Option<Diagnostic> {
    let (word, before) = (spot.word(), spot.before().trim_end());
    let last = &before[before.trim_end_matches(is_word).len()..];
    let found = format!("`{word}`");
    let place = spot.span(word.len());
    let is_number = word.starts_with(|first: char| first.is_ascii_digit());
    if word.is_empty() {
        return None;
    }
    if spot.expects(Shown::Operator) && matches!(last, "ICP" | "Icp" | "STAGE" | "Stage") {
        let help = format!("write `{} {word}`", last.to_lowercase());
        return Some(error::unexpected(place, "an operator", &found, Some(help)));
    }
    if spot.expects(Shown::Operator) && last.eq_ignore_ascii_case("if") {
        let help = "there is no `if`: what follows from a criterion is a `stage` with `when`, or a line of a `score`";
        return Some(error::unexpected(place, "an operator", &found, Some(help.to_string())));
    }
    if spot.context.head && spot.context.block.word == "review" && last == "every" {
        let often = match word {
            "month" => "monthly",
            "quarter" => "quarterly",
            "year" => "yearly",
            _ => "weekly",
        };
        return Some(error::unexpected(place, "how often", &found, Some(format!("write `review {often}`"))));
    }
    if spot.context.head && spot.context.block.word == "score" && before.ends_with('+') && is_number {
        let help = "a sum is of scores by their names; points are lines of a score: `+10 CRITERION`".to_string();
        return Some(error::unexpected(place, "a name", &found, Some(help)));
    }
    if spot.expected.contains(&Rule::points) && is_number {
        let help = format!("points carry their sign: `+{word}`");
        return Some(error::unexpected(place, "points, such as `+10`", &found, Some(help)));
    }
    None
}
