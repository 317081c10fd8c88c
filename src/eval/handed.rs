//! When leads were handed over: what tells by which version of a contract each is judged (S2.3).

use super::activity::Input;
use super::moment::MomentId;
use super::plan::Plan;
use super::run::{Evaluation, Settings};
use crate::ir::StageId;
use crate::time::Reading;
use crate::types::Truth;

/// Returns for each lead when it was first handed over: the instant of the first stage of the chain with a hand-off
/// that is recorded and has one. `plan` is one of hand-offs.
pub fn handed_over(plan: &Plan<'_>, input: &Input, settings: &Settings) -> Vec<Option<Reading>> {
    let run = Evaluation::run_entries(plan, input, settings);
    let mut first = vec![None; run.rows()];
    for (place, _) in plan.program.stages.iter().enumerate().filter(|(_, stage)| stage.handoff.is_some()) {
        let recorded = run.recorded(StageId(u32::try_from(place).unwrap_or(u32::MAX)), MomentId::AS_OF);
        let moment = plan.entry[place];
        for (row, first) in first.iter_mut().enumerate().filter(|(_, first)| first.is_none()) {
            // A stage that is known by a status only has no instant.
            if recorded[row] == Truth::Met && run.moment_source(moment, row).is_some() {
                *first = Some(run.moment(moment, row));
            }
        }
    }
    first
}
