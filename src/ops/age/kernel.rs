//! `within` and `older than` over columns of instants (S2.4, S2.7, S2.8).

use crate::time::{Duration, Instant, Reading, Zone};
use crate::types::{Happened, Times, Truth};

/// Whether an age is asked to be at most or above the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// `within D`: e − D <= t <= e.
    Within,
    /// `older than D`: t < e − D.
    OlderThan,
}

/// Asks how old each instant is at the instant judged at, which `moment` gives for each lead.
pub fn age(age: Age, times: &Times, duration: Duration, moment: impl Fn(usize) -> Reading, zone: &Zone) -> Vec<Truth> {
    // Most leads of a batch are judged at few instants (as-of, above all): the last bound is kept.
    let mut last: Option<(Reading, (i64, i64))> = None;
    let mut bounds = |reading: Reading| match last {
        Some((known, bounds)) if known == reading => bounds,
        _ => {
            let bounds = duration.shift_reading(reading, -1, zone);
            last = Some((reading, (bounds.from.0, bounds.until.0)));
            (bounds.from.0, bounds.until.0)
        }
    };
    (0..times.from.len())
        .map(|row| match (times.happened[row], age) {
            (Happened::Missing, _) => Truth::Unknown,
            (Happened::No, _) | (Happened::Now, Age::OlderThan) => Truth::Unmet,
            (Happened::Now, Age::Within) => Truth::Met,
            (happened, age) => {
                let moment = moment(row);
                let decided = decide(age, times.reading(row), moment, bounds(moment));
                // At the readings that have not happened the field is missing: nothing is unmet for certain.
                if happened == Happened::PerhapsLost { decided.max(Truth::Unknown) } else { decided }
            }
        })
        .collect()
}

/// Decides by all readings: `limit` is the instant judged at less the duration, at both its ends.
fn decide(age: Age, time: Reading, moment: Reading, limit: (i64, i64)) -> Truth {
    let Reading { from: Instant(from), until: Instant(until) } = time;
    match age {
        Age::Within => {
            let all = from >= limit.1 && until <= moment.from.0;
            let none = until < limit.0 || from > moment.until.0;
            Truth::of_readings(all, none)
        }
        Age::OlderThan => Truth::of_readings(until < limit.0, from >= limit.1),
    }
}
