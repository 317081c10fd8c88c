//! Leads that give a figure a value.

use std::hash::{DefaultHasher, Hasher};

use super::rate::closings;
use super::{LeftOut, Says};
use crate::eval::moment::MomentId;
use crate::eval::run::Evaluation;
use crate::eval::timer::TimerVerdict;
use crate::eval::timer::point::{Found, entered, reached, recorded};
use crate::ir::{Outcome, Recorded, SlaId, StageId};
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
/// microseconds (S6.8): it entered the stage and no later one, and did not leave the funnel (S3.8). Who leaves at that
/// very instant is there no more. Where it is open whether the lead was there still, or since when, it is indeterminate.
pub(super) fn ages(run: &Evaluation<'_>, stage: StageId, per: Window, row: usize) -> Vec<Seen> {
    let Found::At(entered, _) = entered(run, stage, row) else { return Vec::new() };
    let as_of = run.settings.as_of;
    let Some(left) = left(run, stage, row) else { return Vec::new() };
    let zone = &run.program().contract.timezone;
    let until = left.map_or(as_of, |left| left.until.min(as_of));
    let (first, last) = (per.of(zone.date(entered.from)), per.of(zone.date(until)));
    let mut seen = Vec::new();
    for window in first..=last {
        let (start, end) = (per.start(window, zone), per.start(window + 1, zone).min(as_of));
        if entered.from > end || left.is_some_and(|left| left.until <= end) {
            continue;
        }
        let may_have_left = left.is_some_and(|left| left.from <= end);
        let says = if entered.is_exact() && !may_have_left {
            Says::Value(end.0 - entered.from.0)
        } else {
            Says::LeftOut(LeftOut::Indeterminate)
        };
        // The window is known; the age is that at its end, which is the next one's start.
        seen.push((Reading::exact(start), says, None));
    }
    seen
}

/// Returns when a lead left a stage, at the first of all ways out: the earliest and the latest that it can have been.
/// None where it left and nothing says when. Stages come one after the other: what only a status says of those behind
/// one of a known instant leaves that instant alone.
fn left(run: &Evaluation<'_>, stage: StageId, row: usize) -> Option<Option<Reading>> {
    let stages = run.program().stages.len();
    let later = (stage.index() + 1..stages).map(|place| StageId(u32::try_from(place).unwrap_or(u32::MAX)));
    let mut is_timed = false;
    let later = later.map(|stage| entered(run, stage, row)).filter(move |found| {
        let hides = is_timed && *found == Found::Untimed;
        is_timed |= matches!(found, Found::At(..));
        !hides
    });
    let mut ends = later.chain(exits(run, row));
    ends.try_fold(None, |left: Option<Reading>, end| match end {
        Found::At(at, _) => Some(Some(
            left.map_or(at, |left| Reading { from: left.from.min(at.from), until: left.until.min(at.until) }),
        )),
        Found::Untimed => None,
        _ => Some(left),
    })
}

/// Returns whether a lead was in a stage, and nothing says since when or until when: so it is not known in which
/// windows it was there.
pub(super) fn is_untimed(run: &Evaluation<'_>, stage: StageId, row: usize) -> bool {
    match entered(run, stage, row) {
        Found::Untimed => true,
        Found::At(..) => left(run, stage, row).is_none(),
        _ => false,
    }
}

/// Returns until when a lead was in a stage that it left, and for how long, where both ends are exact.
pub(super) fn stay(run: &Evaluation<'_>, stage: StageId, row: usize) -> Option<(Instant, i64)> {
    let Found::At(entered, _) = entered(run, stage, row) else { return None };
    let left = left(run, stage, row)??;
    let is_known = entered.is_exact() && left.is_exact() && entered.from <= left.from;
    is_known.then(|| (left.from, left.from.0 - entered.from.0))
}

/// Returns that a lead was won, for how much and after how long, and that it was lost, by the instant of each (S6.4).
/// The time runs from the stage that lost leads leave from, the earliest where several exits do.
pub(super) fn deals(run: &Evaluation<'_>, field: FieldId, row: usize) -> [Option<Seen>; 2] {
    let program = run.program();
    let [won, lost] = closings(run, row);
    let won = won.map(|(at, _, waits)| {
        let Column::Numbers(numbers) = run.field_column(field, MomentId::AS_OF) else {
            unreachable!("the check asks for money")
        };
        let amount = numbers.valid[row].then(|| i64::try_from(numbers.millionths(row)).ok()).flatten();
        let lost = program.exits.iter().filter(|exit| exit.outcome == Outcome::Lost);
        let from = lost.map(|exit| exit.from).min();
        let says = match (amount, from.map(|stage| reached(run, stage, row))) {
            (None, _) => Says::LeftOut(LeftOut::Missing),
            (Some(amount), Some(Found::At(from, _))) if from.is_exact() && at.is_exact() && from.from <= at.from => {
                Says::Won { amount, took: at.from.0 - from.from.0 }
            }
            _ => Says::LeftOut(LeftOut::Indeterminate),
        };
        (at, says, waits)
    });
    [won, lost]
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
