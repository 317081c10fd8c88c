//! Leads that give a figure a value.

use super::{LeftOut, Says};
use crate::eval::moment::MomentId;
use crate::eval::run::Evaluation;
use crate::eval::timer::TimerVerdict;
use crate::eval::timer::point::{Found, reached};
use crate::ir::{SlaId, StageId};
use crate::time::{Instant, Reading};
use crate::types::{Column, FieldId};

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
