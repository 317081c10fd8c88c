//! Exceptions: what counts as met, and what does not apply (S3.9).

use std::collections::{BTreeMap, BTreeSet};

use super::icp::IcpVerdict;
use super::moment::MomentId;
use super::plan::{Item, Plan, operands};
use super::run::Evaluation;
use crate::ir::{Excepted, Exception, ExceptionId, IcpId, Program, StageId};
use crate::types::Truth;

/// Returns whether any of these exceptions acts on a lead at an instant.
pub(super) fn any(run: &Evaluation<'_>, exceptions: &[ExceptionId], moment: MomentId, row: usize) -> Truth {
    let acts = exceptions.iter().map(|id| run.truth(run.program().exception(*id).node, moment, row));
    acts.max().unwrap_or(Truth::Unmet)
}

/// Adds to what is known of each lead whether any of these exceptions acts on it.
pub(super) fn add(run: &Evaluation<'_>, exceptions: &[ExceptionId], moment: MomentId, truths: &mut [Truth]) {
    for id in exceptions {
        let acts = run.truths(run.program().exception(*id).node, moment);
        truths.iter_mut().zip(acts).for_each(|(truth, acts)| *truth = (*truth).max(*acts));
    }
}

/// Returns what an exception is computed from that acts on a profile or a stage.
pub(super) fn operands_of(program: &Program, exceptions: &[ExceptionId]) -> impl Iterator<Item = Item> {
    exceptions.iter().map(|id| Item::Node(program.exception(*id).node))
}

/// Returns what is known of a stage's own criteria, whatever the exceptions to it.
pub(super) fn own_stage(run: &Evaluation<'_>, stage: StageId, moment: MomentId, row: usize) -> Truth {
    match &run.program().stage(stage).when {
        Some(criterion) => run.truth(criterion.node, moment, row),
        None => run.recorded(stage, moment)[row],
    }
}

/// Returns the instants at which what is shown of a lead asks for what each exception is made to; none for a timer or
/// a pause.
pub(super) fn asked_at(plan: &Plan<'_>) -> Vec<Vec<MomentId>> {
    let program = plan.program();
    let mut asked: Vec<Vec<MomentId>> = vec![Vec::new(); program.exceptions.len()];
    if asked.is_empty() {
        return asked;
    }
    let mut roots: BTreeMap<MomentId, Vec<Item>> = BTreeMap::new();
    for (root, moment) in plan.shown() {
        roots.entry(moment).or_default().push(root);
    }
    for (moment, roots) in roots {
        for item in reached(program, roots) {
            let exceptions = match item {
                Item::Icp(icp) => &program.icp(icp).exceptions,
                Item::Stage(stage) => &program.stage(stage).exceptions,
                _ => continue,
            };
            exceptions.iter().for_each(|id| asked[id.index()].push(moment));
        }
    }
    asked
}

/// Returns items and all that they are computed from, each once.
fn reached(program: &Program, mut open: Vec<Item>) -> BTreeSet<Item> {
    let mut found = BTreeSet::new();
    while let Some(item) = open.pop() {
        if found.insert(item) {
            open.extend(operands(program, item));
        }
    }
    found
}

/// Returns whether an exception changes what is shown of a lead: it acts, and without it the block would not be met,
/// or would apply. One to a pause does so only once the whole batch is known.
pub(super) fn changes(run: &Evaluation<'_>, id: ExceptionId, row: usize) -> bool {
    let exception = run.program().exception(id);
    let acts = |moment: MomentId| run.truth(exception.node, moment, row) == Truth::Met;
    let asked = &run.plan.exceptions[id.index()];
    match exception.to {
        Excepted::Icp(icp) => asked.iter().any(|moment| acts(*moment) && !fits(run, icp, *moment, row)),
        Excepted::Stage(stage) => {
            asked.iter().any(|moment| acts(*moment) && own_stage(run, stage, *moment, row) != Truth::Met)
        }
        Excepted::Sla(sla) => {
            let start = run.plan.timers[sla.index()].start;
            let scope = run.program().sla(sla).scope.as_ref();
            let is_owed = scope.is_none_or(|scope| run.truth(scope.node, start, row) != Truth::Unmet);
            run.timers[sla.index()][row].start.is_some() && is_owed && acts(start)
        }
        Excepted::Pause(_) => false,
    }
}

fn fits(run: &Evaluation<'_>, icp: IcpId, moment: MomentId, row: usize) -> bool {
    run.icp(icp, moment).own(row) == IcpVerdict::Fit
}

/// Returns the instant of the hand-off at which an exception to a pause is judged.
pub(super) fn at_handoff(plan: &Plan<'_>, exception: &Exception) -> Option<MomentId> {
    let Excepted::Pause(place) = exception.to else { return None };
    let stage = plan.program().stopped_by(&plan.program().pauses[place])?;
    Some(plan.entry[stage.index()])
}
