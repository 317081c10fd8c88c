//! Comparisons over columns. Intervals compare by all their readings (S2.4); scores by their whole range (S3.2).

use std::borrow::Cow;

use crate::ops::CompareOperator;
use crate::time::{Duration, Instant, Reading, Zone};
use crate::types::{Happened, Numbers, Scores, Texts, Times, Truth};

/// What a comparison finds between two closed intervals: met if every pair of values agrees, unmet if none does.
pub fn intervals<T: Ord>(operator: CompareOperator, left: (T, T), right: (T, T)) -> Truth {
    use CompareOperator::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    let ((a, b), (c, d)) = (left, right);
    match operator {
        Less => Truth::of_readings(b < c, a >= d),
        LessOrEqual => Truth::of_readings(b <= c, a > d),
        Greater => Truth::of_readings(a > d, b <= c),
        GreaterOrEqual => Truth::of_readings(a >= d, b < c),
        Equal => Truth::of_readings(a == b && c == d && a == c, b < c || a > d),
        NotEqual => Truth::of_readings(b < c || a > d, a == b && c == d && a == c),
    }
}

/// Compares two columns of text, folded or (for keys) exactly.
pub fn texts(operator: CompareOperator, left: &Texts<'_>, right: &Texts<'_>, exactly: bool) -> Vec<Truth> {
    fn forms<'t>(texts: &'t Texts<'_>, exactly: bool) -> &'t [Cow<'t, str>] {
        if exactly { &texts.values } else { &texts.folded }
    }
    let (left_forms, right_forms) = (forms(left, exactly), forms(right, exactly));
    if let [constant] = right_forms {
        let decided = left.decide(|place| operator.holds(left_forms[place].cmp(constant)));
        let missing = |row: usize| right.keys[row] < 0;
        return decided
            .into_iter()
            .enumerate()
            .map(|(row, truth)| if missing(row) { Truth::Unknown } else { truth })
            .collect();
    }
    let pairs = left.keys.iter().zip(&right.keys);
    pairs
        .map(|(left, right)| match (usize::try_from(*left), usize::try_from(*right)) {
            (Ok(left), Ok(right)) => operator.holds(left_forms[left].cmp(&right_forms[right])).into(),
            _ => Truth::Unknown,
        })
        .collect()
}

/// Compares two columns of numbers, exactly, whatever their scales.
pub fn numbers(operator: CompareOperator, left: &Numbers, right: &Numbers) -> Vec<Truth> {
    let known = |row: usize| left.valid[row] && right.valid[row];
    let rows = 0..left.values.len();
    if left.one == right.one {
        let decide = |row: usize| operator.holds(left.values[row].cmp(&right.values[row]));
        return rows.map(|row| if known(row) { decide(row).into() } else { Truth::Unknown }).collect();
    }
    let decide = |row: usize| operator.holds(left.millionths(row).cmp(&right.millionths(row)));
    rows.map(|row| if known(row) { decide(row).into() } else { Truth::Unknown }).collect()
}

/// Compares scores with numbers: decided where the whole range agrees.
pub fn scores(operator: CompareOperator, left: &Scores, right: &Numbers) -> Vec<Truth> {
    (0..left.value.len())
        .map(|row| {
            if !right.valid[row] {
                return Truth::Unknown;
            }
            let number = right.millionths(row);
            intervals(operator, score_range(left, row), (number, number))
        })
        .collect()
}

/// Compares two scores by their ranges.
pub fn score_pairs(operator: CompareOperator, left: &Scores, right: &Scores) -> Vec<Truth> {
    (0..left.value.len()).map(|row| intervals(operator, score_range(left, row), score_range(right, row))).collect()
}

/// Returns the range of a score in millionths.
pub fn score_range(scores: &Scores, row: usize) -> (i128, i128) {
    (i128::from(scores.low[row]) * 10_000, i128::from(scores.high[row]) * 10_000)
}

/// Compares truth values: `=` and `!=`.
pub fn truths(operator: CompareOperator, left: &[Truth], right: &[Truth]) -> Vec<Truth> {
    let pairs = left.iter().zip(right);
    pairs
        .map(|(left, right)| match (left, right) {
            (Truth::Unknown, _) | (_, Truth::Unknown) => Truth::Unknown,
            (left, right) => operator.holds(left.cmp(right)).into(),
        })
        .collect()
}

/// Compares dates and timestamps: two dates by day, two timestamps by their readings, a date with a timestamp by
/// the timestamp's local date in `zone`, the contract's (S2.8).
pub fn times(operator: CompareOperator, left: &Times, right: &Times, zone: &Zone) -> Vec<Truth> {
    (0..left.from.len())
        .map(|row| {
            if !left.usable(row) || !right.usable(row) {
                return Truth::Unknown;
            }
            if left.happened[row] == Happened::Now && right.happened[row] == Happened::Now {
                return operator.holds(std::cmp::Ordering::Equal).into();
            }
            let (left, right) = comparable(side(left, row), side(right, row), zone);
            intervals(operator, left, right)
        })
        .collect()
}

/// `later - earlier OP duration`, which is `later OP earlier + duration` (S2.8).
pub fn elapsed(
    operator: CompareOperator,
    later: &Times,
    earlier: &Times,
    duration: Duration,
    zone: &Zone,
) -> Vec<Truth> {
    (0..later.from.len())
        .map(|row| {
            if !later.usable(row) || !earlier.usable(row) {
                return Truth::Unknown;
            }
            if later.happened[row] == Happened::Now && earlier.happened[row] == Happened::Now {
                return operator.holds(0.cmp(&duration.amount)).into();
            }
            let sum = match side(earlier, row) {
                Side::Day(day) if duration.unit.is_calendar() => {
                    Side::Day(duration.shift_date(crate::time::Date(day), 1).0)
                }
                _ => Side::Reading(duration.shift_reading(earlier.reading(row), 1, zone)),
            };
            let (left, right) = comparable(side(later, row), sum, zone);
            intervals(operator, left, right)
        })
        .collect()
}

/// One side of a comparison of times.
#[derive(Clone, Copy)]
pub enum Side {
    /// A day, of a date.
    Day(i32),
    /// What is known of an instant, of a timestamp.
    Reading(Reading),
}

/// Returns a lead's value as a side of a comparison.
pub fn side(times: &Times, row: usize) -> Side {
    match &times.days {
        Some(days) => Side::Day(days[row]),
        None => Side::Reading(times.reading(row)),
    }
}

/// Returns both sides as intervals of one unit: of days where one of them is a day, else of microseconds.
pub fn comparable(left: Side, right: Side, zone: &Zone) -> ((i64, i64), (i64, i64)) {
    let days = |side: Side| match side {
        Side::Day(day) => (i64::from(day), i64::from(day)),
        Side::Reading(reading) => {
            let day = |instant: Instant| i64::from(zone.date(instant).0);
            (day(reading.from), day(reading.until))
        }
    };
    match (left, right) {
        (Side::Reading(left), Side::Reading(right)) => ((left.from.0, left.until.0), (right.from.0, right.until.0)),
        (left, right) => (days(left), days(right)),
    }
}
