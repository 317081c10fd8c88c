//! What people write out of habit, from other languages or by hand, and how it is written here.

use super::explain::{Spot, is_word, word_at};
use super::figures::{date, figures, token, units};
use super::names::Shown;
use super::{Rule, blocks, customs, error};
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
pub const METRICS: &[&str] = &[
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

/// Returns the message for a habit, where the place shows one.
pub(super) fn meant(spot: &Spot<'_>) -> Option<Diagnostic> {
    customs::meant(spot)
        .or_else(|| quotes(spot))
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
