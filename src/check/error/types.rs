//! C3xx: literals, types and operators.

use std::ops::RangeInclusive;

use super::said;
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Diagnostic, list};
use crate::source::Span;
use crate::syntax::ast::{self, Name, Number, When};
use crate::time::Unit;
use crate::types::{Decimal, Type};

/// A type with the place of what has it.
pub(in crate::check) type Typed = (Type, Span);

pub(in crate::check) fn bad_date(when: &When) -> Diagnostic {
    Diagnostic::error(codes::BAD_TIME, format!("date `{}` does not exist", when.value))
        .label(when.span, "no such day")
        .help("a date is written `YYYY-MM-DD`, between 1900-01-01 and 2199-12-31")
}

pub(in crate::check) fn bad_instant(when: &When) -> Diagnostic {
    Diagnostic::error(codes::BAD_TIME, format!("instant `{}` does not exist", when.value))
        .label(when.span, "no such instant")
        .help("an instant is written with its offset: `2026-04-01T09:00-04:00`")
}

pub(in crate::check) fn bad_time_of_day(when: &When) -> Diagnostic {
    Diagnostic::error(codes::BAD_TIME, format!("time of day `{}` does not exist", when.value))
        .label(when.span, "no such time")
        .help("a time of day is written `HH:MM`, up to `24:00`")
}

pub(in crate::check) fn missing_offset(when: &When) -> Diagnostic {
    Diagnostic::error(codes::MISSING_OFFSET, format!("instant `{}` has no offset", when.value))
        .label(when.span, "in which zone?")
        .help(format!("write the offset after it: `{}-04:00`, or `{}Z` for UTC", when.value, when.value))
}

pub(in crate::check) fn bad_number(number: &Number) -> Diagnostic {
    Diagnostic::error(codes::BAD_NUMBER, format!("number `{}` cannot be held exactly", shown(number)))
        .label(number.span, "too many digits")
        .help("a number has up to 12 digits before and 6 after the point, a share 4 after it")
}

pub(in crate::check) fn not_whole(number: &Number) -> Diagnostic {
    Diagnostic::error(codes::BAD_NUMBER, format!("number `{}` is not a whole number", shown(number)))
        .label(number.span, "a whole number is asked for")
}

pub(in crate::check) fn out_of_range(number: &Number, range: &RangeInclusive<i64>) -> Diagnostic {
    let help = if *range.start() == 1 && number.digits.starts_with('-') {
        "the number must be above 0".to_string()
    } else if *range.end() == i64::MAX {
        format!("write {} or more", range.start())
    } else {
        format!("write a number from {} to {}", range.start(), range.end())
    };
    Diagnostic::error(codes::BAD_NUMBER, format!("number `{}` is out of range", shown(number)))
        .label(number.span, "out of range")
        .help(help)
}

pub(in crate::check) fn not_a_share(number: &Number) -> Diagnostic {
    Diagnostic::error(codes::BAD_NUMBER, format!("number `{}` is not a share", shown(number)))
        .label(number.span, "a share is asked for")
        .help(format!("write `{}%`", percent(&number.digits)))
}

/// Returns a fraction of one in percent, and any other number as it is: `0.3` is 30.
fn percent(digits: &str) -> String {
    let hundredfold = Decimal::parse(digits).filter(|value| value.0 > 0 && value.0 <= Decimal::ONE);
    match hundredfold.filter(|_| digits.contains('.')) {
        Some(value) => Decimal(value.0 * 100).to_string(),
        None => digits.to_string(),
    }
}

pub(in crate::check) fn share_out_of_range(number: &Number, range: &RangeInclusive<i64>) -> Diagnostic {
    Diagnostic::error(codes::BAD_NUMBER, format!("share `{}` is out of range", shown(number)))
        .label(number.span, "out of range")
        .help(format!("write a share from {}% to {}%", range.start(), range.end()))
}

pub(in crate::check) fn unknown_unit(duration: &ast::Duration) -> Diagnostic {
    let unit = &duration.unit.value;
    let words = ["minutes", "hours", "days"];
    let help = if duration.business {
        format!("business time is counted in {}", list(words))
    } else {
        format!("time is counted in {}", list(words.into_iter().chain(["weeks", "months"])))
    };
    let business = if duration.business { "business " } else { "" };
    Diagnostic::error(codes::BAD_DURATION, format!("`{business}{unit}` is not a unit of time"))
        .label(duration.unit.span, "not a unit")
        .help(help)
}

pub(in crate::check) fn wrong_clock(duration: &ast::Duration, unit: Unit, allowed: &[Unit]) -> Diagnostic {
    let words: Vec<String> = allowed.iter().map(|unit| unit_word(*unit)).collect();
    let choice = list(words.iter().map(String::as_str));
    let (message, help) = if unit.is_business() && !allowed.iter().any(|unit| unit.is_business()) {
        ("business time has no meaning here".to_string(), format!("business time belongs to timers; write {choice}"))
    } else {
        (format!("`{}` are not counted here", unit_word(unit)), format!("write {choice}"))
    };
    Diagnostic::error(codes::BAD_DURATION, message).label(duration.span, "of another clock").help(help)
}

pub(in crate::check) fn same_time(duration: &ast::Duration) -> Diagnostic {
    Diagnostic::error(codes::BAD_DURATION, "`same time` belongs to business days")
        .label(duration.span, "not in business days")
        .help("other units keep the time of day as they are, or count exactly")
}

fn unit_word(unit: Unit) -> String {
    let word = crate::time::Duration { amount: 2, unit }.to_string();
    word.trim_start_matches("2 ").to_string()
}

fn shown(number: &Number) -> String {
    format!("{}{}", number.digits, if number.percent { "%" } else { "" })
}

/// Two types that do not go together at an operator.
pub(in crate::check) fn type_mismatch(operator: &str, place: Span, left: Typed, right: Typed) -> Diagnostic {
    let message = format!("`{operator}` stands between {} and {}", said(left.0), said(right.0));
    let help = match (left.0, right.0) {
        (Type::Money, Type::Integer | Type::Decimal) | (Type::Integer | Type::Decimal, Type::Money) => {
            Some("money goes with money, or with a number literal")
        }
        (Type::Text, Type::OneOf(_)) | (Type::OneOf(_), Type::Text) => {
            Some("an option goes with an option: declare both fields as `one of`")
        }
        (Type::Key, Type::Text) | (Type::Text, Type::Key) => Some("a key compares exactly, other text without case"),
        (Type::Text, _) | (_, Type::Text) => {
            Some("nothing converts silently: text in quotes is never a number or date")
        }
        _ => None,
    };
    let diagnostic = Diagnostic::error(codes::TYPE_MISMATCH, message);
    let has_own_place = place != right.1;
    let diagnostic = if has_own_place { diagnostic.label(place, "these do not go together") } else { diagnostic };
    diagnostic.label(right.1, said(right.0)).label(left.1, said(left.0)).maybe_help(help.map(String::from))
}

pub(in crate::check) fn money_times_money(place: Span, left: Span, right: Span) -> Diagnostic {
    Diagnostic::error(codes::TYPE_MISMATCH, "`*` stands between money and money")
        .label(place, "money is multiplied by a number")
        .label(left, "money")
        .label(right, "money")
}

/// An operator on a type that it is not for; `wanted` says what it is for: "text".
pub(in crate::check) fn wrong_operand(
    operator: &str,
    place: Span,
    wanted: &str,
    found: Typed,
    help: Option<&str>,
) -> Diagnostic {
    let message = format!("`{operator}` asks for {wanted}, not {}", said(found.0));
    Diagnostic::error(codes::WRONG_OPERAND, message)
        .label(found.1, said(found.0))
        .label(place, format!("asks for {wanted}"))
        .maybe_help(help.map(String::from))
}

pub(in crate::check) fn not_a_criterion(found: Typed) -> Diagnostic {
    let help = match found.0 {
        Type::Score => "compare it with a number: `NAME >= 50`",
        Type::Text | Type::Key | Type::OneOf(_) => "compare it with a text: `NAME = \"…\"`",
        Type::ManyOf(_) => "ask for options: `NAME includes any of [ … ]`",
        Type::Date | Type::Timestamp => "ask for its age: `NAME within 14 days`, or `NAME is present`",
        _ => "compare it with a number: `NAME >= 1`",
    };
    Diagnostic::error(codes::NOT_A_CRITERION, format!("{} stands where a criterion is asked for", said(found.0)))
        .label(found.1, said(found.0))
        .help(help)
}

pub(in crate::check) fn no_order(operator: &str, place: Span, left: Typed, right: Typed) -> Diagnostic {
    Diagnostic::error(codes::NO_ORDER, format!("`{operator}` asks for an order, and {} has none", said(left.0)))
        .label(place, "asks for an order")
        .label(left.1, said(left.0))
        .label(right.1, said(right.0))
        .help("compare with `=`, `!=` or `in [ … ]`")
}

pub(in crate::check) fn many_of_compared(operator: &str, place: Span, value: Span) -> Diagnostic {
    Diagnostic::error(codes::MANY_OF_COMPARED, format!("`{operator}` does not compare a field of many options"))
        .label(value, "many of …")
        .label(place, "compares one value")
        .help("write `includes any of [ … ]`, `includes all of [ … ]` or `includes none of [ … ]`")
}

pub(in crate::check) fn stray_duration(span: Span) -> Diagnostic {
    Diagnostic::error(codes::STRAY_DURATION, "a length of time is compared only with the difference of two instants")
        .label(span, "a length of time")
        .help("write `LATER - EARLIER <= 2 days`, or `FIELD within 14 days`")
}

pub(in crate::check) fn stray_difference(span: Span) -> Diagnostic {
    Diagnostic::error(codes::STRAY_DURATION, "the difference of two instants is compared only with a length of time")
        .label(span, "a difference of instants")
        .help("write `LATER - EARLIER <= 2 days`")
}

pub(in crate::check) fn empty_range(span: Span) -> Diagnostic {
    Diagnostic::error(codes::EMPTY_RANGE, "the range holds nothing")
        .label(span, "its lower end is above its upper end")
        .help("write the lower end first")
}

/// `place` says where: "in a list of values".
pub(in crate::check) fn not_a_literal(place: &str, span: Span) -> Diagnostic {
    Diagnostic::error(codes::NOT_A_LITERAL, format!("a literal is asked for {place}"))
        .label(span, "computed, or a name")
        .help("write a text, number, date, `true` or `false`")
}

pub(in crate::check) fn nothing_listed(what: &str, span: Span) -> Diagnostic {
    Diagnostic::error(codes::NOTHING_LISTED, format!("{what} lists nothing")).label(span, "empty")
}

pub(in crate::check) fn bad_pattern(span: Span, why: &str) -> Diagnostic {
    Diagnostic::error(codes::BAD_PATTERN, format!("the pattern cannot be read: {why}"))
        .label(span, "a regular expression")
        .help("patterns run in linear time: look-around and back-references do not exist")
}

pub(in crate::check) fn empty_needle(operator: &str, span: Span) -> Diagnostic {
    let what = if operator == "has word" { "holds no word" } else { "is empty" };
    Diagnostic::error(codes::EMPTY_NEEDLE, format!("the text that `{operator}` looks for {what}")).label(span, what)
}

pub(in crate::check) fn division_by_zero(place: Span, divisor: Span) -> Diagnostic {
    Diagnostic::error(codes::LITERAL_ZERO, "a division by zero has no value")
        .label(divisor, "zero")
        .label(place, "divides by it")
}

pub(in crate::check) fn score_computed(operator: &str, span: Span) -> Diagnostic {
    Diagnostic::error(codes::SCORE_MISUSED, format!("a score is not an operand of `{operator}`"))
        .label(span, "a score")
        .help("write a sum of scores as a score of its own: `score NAME = A + B`")
}

pub(in crate::check) fn score_compared(place: Span, score: Span, other: Typed) -> Diagnostic {
    Diagnostic::error(codes::SCORE_MISUSED, format!("a score is compared with {}", said(other.0)))
        .label(place, "compares with numbers only")
        .label(score, "a score")
        .label(other.1, said(other.0))
        .help("compare a score with a number, or write `in LOW..HIGH`")
}

pub(in crate::check) fn never_missing(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error(codes::NEVER_MISSING, format!("{what} is neither present nor missing"))
        .label(span, what.to_string())
        .help("ask for the fields that it is made of")
}

/// `total` is how many there are to choose from.
pub(in crate::check) fn bad_count(number: &Number, total: usize, what: &str) -> Diagnostic {
    let message = if number.digits == "0" {
        format!("`at least 0` {what} asks for nothing")
    } else {
        format!("`at least {}` {what} asks for more than there are", number.digits)
    };
    Diagnostic::error(codes::BAD_COUNT, message).label(number.span, format!("there are {total}"))
}

pub(in crate::check) fn wrong_field(name: &Name, wanted: &str, found: Type) -> Diagnostic {
    Diagnostic::error(codes::WRONG_FIELD, format!("field `{}` is {}, not {wanted}", name.value, said(found)))
        .label(name.span, format!("{wanted} is asked for"))
}

pub(in crate::check) fn score_listed(place: Span, score: Span) -> Diagnostic {
    Diagnostic::error(codes::SCORE_MISUSED, "a score is looked for in a list")
        .label(place, "a list of values")
        .label(score, "a score")
        .help("compare a score with a number, or write `in LOW..HIGH`")
}

pub(in crate::check) fn not_a_text(operator: &str, span: Span) -> Diagnostic {
    Diagnostic::error(codes::NOT_A_LITERAL, format!("`{operator}` asks for a text literal"))
        .label(span, "not a text in quotes")
}

pub(in crate::check) fn aggregate_without_field(activity: &Name, span: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_AGGREGATE, "this aggregate asks for a field of the activity")
        .label(span, "of which field?")
        .help(format!("write `{}.FIELD`", activity.value))
}

pub(in crate::check) fn count_of_field(field: &Name, activity: &Name) -> Diagnostic {
    Diagnostic::error(codes::BAD_AGGREGATE, "`count` counts activities, not a field")
        .label(field.span, "a field")
        .help(format!("write `count of ({} where {} is present)`", activity.value, field.value))
}

/// A share beside something that is not counted in fractions.
pub(in crate::check) fn stray_share(number: &Number, beside: Type) -> Diagnostic {
    Diagnostic::error(codes::BAD_NUMBER, format!("share `{}` stands beside {}", shown(number), said(beside)))
        .label(number.span, "a share compares with a decimal or money")
        .help(format!("write the number: `{}`", number.digits))
}

pub(in crate::check) fn blank_compared(operator: &str, span: Span) -> Diagnostic {
    let help = match operator {
        "!=" | "not in" => "what is blank is missing: ask `is present`",
        _ => "what is blank is missing: ask `is missing`",
    };
    Diagnostic::error(codes::EMPTY_NEEDLE, format!("no value is the empty text that `{operator}` compares with"))
        .label(span, "empty")
        .help(help)
}
