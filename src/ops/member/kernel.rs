//! Membership over columns: values, ranges and lists.

use std::collections::HashSet;

use crate::ops::compare::{Side, comparable, score_range, side};
use crate::time::{Reading, Zone};
use crate::types::{Numbers, Scores, Texts, Times, Truth, Value, fold, trim};

/// `text in [ … ]` and `text in LIST`: folded, or for keys exactly.
pub fn texts_in<'v>(texts: &Texts<'_>, values: impl Iterator<Item = &'v str>, exactly: bool) -> Vec<Truth> {
    if exactly {
        let set: HashSet<&str> = values.map(trim).collect();
        return texts.decide(|place| set.contains(&*texts.values[place]));
    }
    let set: HashSet<String> = values.map(|value| fold(trim(value)).into_owned()).collect();
    texts.decide(|place| set.contains(&*texts.folded[place]))
}

/// `number in [ … ]`.
pub fn numbers_in(numbers: &Numbers, values: &[Value]) -> Vec<Truth> {
    let values: Vec<i128> = values.iter().filter_map(millionths).collect();
    decide_numbers(numbers, |number| values.contains(&number))
}

/// `number in low..high`, ends included.
pub fn numbers_within(numbers: &Numbers, low: Option<&Value>, high: Option<&Value>) -> Vec<Truth> {
    let (low, high) = number_bounds(low, high);
    decide_numbers(numbers, |number| low <= number && number <= high)
}

/// `score in low..high`: decided where the whole range agrees (S3.2).
pub fn scores_within(scores: &Scores, low: Option<&Value>, high: Option<&Value>) -> Vec<Truth> {
    let bounds = number_bounds(low, high);
    (0..scores.value.len()).map(|row| inside(score_range(scores, row), bounds)).collect()
}

/// `score in [ … ]`.
pub fn scores_in(scores: &Scores, values: &[Value]) -> Vec<Truth> {
    let values: Vec<i128> = values.iter().filter_map(millionths).collect();
    (0..scores.value.len())
        .map(|row| {
            let (least, most) = score_range(scores, row);
            let possible = values.iter().any(|value| least <= *value && *value <= most);
            Truth::of_readings(least == most && possible, !possible)
        })
        .collect()
}

/// `time in [ … ]`.
pub fn times_in(times: &Times, values: &[Value], zone: &Zone) -> Vec<Truth> {
    let sides: Vec<Side> = values.iter().filter_map(literal_side).collect();
    decide_times(times, |time| {
        let pairs = || sides.iter().map(|value| comparable(time, *value, zone));
        let possible = pairs().any(|(time, value)| time.0 <= value.1 && value.0 <= time.1);
        // Every reading is listed: one value is certain, or each day that the instant may lie on is there.
        let listed = |point: i64| pairs().any(|(_, value)| value == (point, point));
        let certain = pairs().any(|(time, _)| time.1 - time.0 <= 1 && (time.0..=time.1).all(listed));
        Truth::of_readings(certain, !possible)
    })
}

/// `time in low..high`, ends included; a date as an end is that whole day (S2.8).
pub fn times_within(times: &Times, low: Option<&Value>, high: Option<&Value>, zone: &Zone) -> Vec<Truth> {
    use crate::ops::CompareOperator::{GreaterOrEqual, LessOrEqual};
    decide_times(times, |time| {
        let bound = |operator, value: Option<&Value>| {
            let Some(value) = value.and_then(literal_side) else { return Truth::Met };
            let (time, value) = comparable(time, value, zone);
            crate::ops::compare::intervals(operator, time, value)
        };
        bound(GreaterOrEqual, low).min(bound(LessOrEqual, high))
    })
}

fn decide_numbers(numbers: &Numbers, holds: impl Fn(i128) -> bool) -> Vec<Truth> {
    let rows = 0..numbers.values.len();
    rows.map(|row| if numbers.valid[row] { holds(numbers.millionths(row)).into() } else { Truth::Unknown }).collect()
}

fn decide_times(times: &Times, decide: impl Fn(Side) -> Truth) -> Vec<Truth> {
    let rows = 0..times.from.len();
    rows.map(|row| if times.usable(row) { decide(side(times, row)) } else { Truth::Unknown }).collect()
}

/// Returns a number literal in millionths.
fn millionths(value: &Value) -> Option<i128> {
    match value {
        Value::Integer(value) => Some(i128::from(*value) * 1_000_000),
        Value::Decimal(value) => Some(i128::from(value.0)),
        _ => None,
    }
}

fn number_bounds(low: Option<&Value>, high: Option<&Value>) -> (i128, i128) {
    (low.and_then(millionths).unwrap_or(i128::MIN), high.and_then(millionths).unwrap_or(i128::MAX))
}

/// Returns what is known of whether a value of `range` lies within `bounds`.
fn inside(range: (i128, i128), bounds: (i128, i128)) -> Truth {
    let all = bounds.0 <= range.0 && range.1 <= bounds.1;
    let none = range.1 < bounds.0 || bounds.1 < range.0;
    Truth::of_readings(all, none)
}

/// Returns a date or timestamp literal as a side of a comparison.
fn literal_side(value: &Value) -> Option<Side> {
    match value {
        Value::Date(date) => Some(Side::Day(date.0)),
        Value::Timestamp(instant) => Some(Side::Reading(Reading::exact(*instant))),
        _ => None,
    }
}
