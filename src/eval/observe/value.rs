//! Leads that give a figure a value.

use std::hash::{DefaultHasher, Hasher};

use super::{LeftOut, Says};
use crate::eval::moment::MomentId;
use crate::eval::run::Evaluation;
use crate::eval::timer::TimerVerdict;
use crate::eval::timer::point::{Found, entered, reached, recorded};
use crate::ir::{Recorded, SlaId, StageId};
use crate::time::{Instant, Reading, Window};
use crate::types::{Column, FieldId, Truth, Type};

type Seen = (Reading, Says, Option<Instant>);

/// Returns the number that a lead has in a field, by the window in which it entered a stage; in millionths.
pub(super) fn at_stage(run: &Evaluation<'_>, field: FieldId, stage: StageId, row: usize) -> Option<Seen> {
    let Found::At(entered, _) = reached(run, stage, row) else { return None };
    let Column::Numbers(numbers) = run.field_column(field, MomentId::AS_OF) else {
        unreachable!("the check asks for a number")
    };
    let value = numbers.valid[row].then(|| i64::try_from(numbers.millionths(row)).ok()).flatten();
    Some((entered, value.map_or(Says::LeftOut(LeftOut::Missing), Says::Value), None))
}

/// Returns what tells a lead's value of a field from others, by the window in which it entered a stage.
pub(super) fn distinct(run: &Evaluation<'_>, field: FieldId, stage: StageId, row: usize) -> Option<Seen> {
    let Found::At(entered, _) = reached(run, stage, row) else { return None };
    let value = match run.field_column(field, MomentId::AS_OF) {
        Column::Texts(texts) | Column::Sets(texts) => {
            let key = usize::try_from(texts.keys[row]).ok();
            key.map(|key| {
                let is_key = run.program().schema.field(field).kind == Type::Key;
                fingerprint(if is_key { &texts.values[key] } else { &texts.folded[key] })
            })
        }
        Column::Numbers(numbers) => numbers.valid[row].then(|| numbers.values[row]),
        Column::Truths(truths) => (truths[row] != Truth::Unknown).then(|| i64::from(truths[row] == Truth::Met)),
        Column::Times(times) => {
            let reading = times.reading(row);
            (reading.from <= reading.until).then_some(reading.from.0)
        }
        Column::Scores(_) => None,
    };
    Some((entered, value.map_or(Says::LeftOut(LeftOut::Missing), Says::Value), None))
}

/// Returns 64 bits of a text, in which two texts of a batch are as good as never alike.
fn fingerprint(text: &str) -> i64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(text.as_bytes());
    i64::from_ne_bytes(hasher.finish().to_ne_bytes())
}

/// Returns how long a lead has been in a stage at the end of each window in which it is there then, or at as-of, in
/// microseconds (S6.8): it entered the stage and no later one, and did not leave the funnel (S3.8).
pub(super) fn ages(run: &Evaluation<'_>, stage: StageId, per: Window, row: usize) -> Vec<Seen> {
    let Found::At(entered, _) = entered(run, stage, row) else { return Vec::new() };
    let as_of = run.settings.as_of;
    let stages = run.program().stages.len();
    let later = (stage.index() + 1..stages).map(|place| StageId(u32::try_from(place).unwrap_or(u32::MAX)));
    let mut ends = later.map(|stage| self::entered(run, stage, row)).chain(exits(run, row));
    let left = ends.try_fold(None, |left: Option<Reading>, end| match end {
        Found::At(at, _) => Some(Some(left.map_or(at, |left| if at.from < left.from { at } else { left }))),
        // It left, and nothing says when: it is in no window.
        Found::Untimed => None,
        _ => Some(left),
    });
    let Some(left) = left else { return Vec::new() };
    let zone = &run.program().contract.timezone;
    let until = left.map_or(as_of, |left| left.from.min(as_of));
    let (first, last) = (per.of(zone.date(entered.from)), per.of(zone.date(until)));
    let mut seen = Vec::new();
    for window in first..=last {
        let end = per.start(window + 1, zone).min(as_of);
        let is_there = left.is_none_or(|left| left.from > end || (left.from == end && end == as_of));
        if entered.from > end || !is_there {
            continue;
        }
        let at = Reading::exact(Instant(end.0 - 1).max(entered.from));
        let says = if entered.is_exact() && left.is_none_or(Reading::is_exact) {
            Says::Value(end.0 - entered.from.0)
        } else {
            Says::LeftOut(LeftOut::Indeterminate)
        };
        seen.push((at, says, None));
    }
    seen
}

fn exits<'r>(run: &'r Evaluation<'_>, row: usize) -> impl Iterator<Item = Found> + 'r {
    run.program().exits.iter().map(move |exit| match &exit.recorded {
        Recorded::Never => Found::Not,
        Recorded::At(field) => recorded(run, *field, row).map_or(Found::Not, |at| Found::At(at, Some(*field))),
        Recorded::When(criterion) => match run.truth(criterion.node, MomentId::AS_OF, row) {
            Truth::Met => Found::Untimed,
            _ => Found::Not,
        },
    })
}

/// Returns how long a timer ran to its stop, by the window in which it started; in microseconds.
pub(super) fn time_of(run: &Evaluation<'_>, sla: SlaId, row: usize) -> Option<Seen> {
    let outcome = run.timers[sla.index()][row];
    let start = outcome.start?;
    let says = match (outcome.state.verdict, outcome.stop, outcome.state.elapsed) {
        (TimerVerdict::NotApplicable | TimerVerdict::NotStarted | TimerVerdict::Cancelled, _, _) => return None,
        (TimerVerdict::Indeterminate, _, _) | (_, Some(_), None) => Says::LeftOut(LeftOut::Indeterminate),
        (_, Some(_), Some(elapsed)) => Says::Value(elapsed),
        (_, None, _) => Says::LeftOut(LeftOut::Open),
    };
    Some((start, says, None))
}

/// Returns how long a lead took from a stage to another, by the window in which it entered the first; in microseconds.
pub(super) fn time_between(run: &Evaluation<'_>, from: StageId, to: StageId, row: usize) -> Option<Seen> {
    let Found::At(entered, _) = reached(run, from, row) else { return None };
    let says = match reached(run, to, row) {
        Found::At(at, _) if entered.is_exact() && at.is_exact() && entered.from <= at.from => {
            Says::Value(at.from.0 - entered.from.0)
        }
        Found::At(..) | Found::Untimed => Says::LeftOut(LeftOut::Indeterminate),
        _ => Says::LeftOut(LeftOut::Open),
    };
    Some((entered, says, None))
}
