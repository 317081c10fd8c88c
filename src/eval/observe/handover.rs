//! What became of a lead's hand-off, for who looks at all of them.

use super::rate::waits_for;
use crate::eval::judged::{HandoffVerdict, Judged};
use crate::eval::rejection::RejectionState;
use crate::eval::run::Evaluation;
use crate::eval::timer::point::{Found, entered};
use crate::ir::StageId;
use crate::time::{Instant, Reading};

/// A lead that was handed over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Handover {
    /// The place of the lead.
    pub row: usize,
    /// When; none where only a status says that it was (S3.5).
    pub at: Option<Reading>,
    /// Whether the lead met the criteria: `ok`, `premature` or `unproven`.
    pub verdict: HandoffVerdict,
    /// What became of the right to hand it back; none where that is about another hand-off.
    pub rejection: Option<RejectionState>,
    /// The last instant that can still change that (S5.5).
    pub waits: Option<Instant>,
}

/// Iterates over the leads of a batch that were handed over at a stage, in their order; those out of scope are none.
pub fn handovers<'r>(
    run: &'r Evaluation<'_>,
    judged: &'r Judged,
    stage: StageId,
) -> impl Iterator<Item = Handover> + 'r {
    let verdicts = judged.handoffs.iter().find(|(handed, _)| *handed == stage).map(|(_, verdicts)| &verdicts[..]);
    let is_rejected_here = run.program().rejection.as_ref().is_some_and(|rejection| rejection.of == stage);
    let rows = (0..run.rows()).filter(|row| !judged.is_out_of_scope(*row));
    rows.filter_map(move |row| {
        let verdict = verdicts?[row];
        if matches!(verdict, HandoffVerdict::None | HandoffVerdict::Missed) {
            return None;
        }
        let at = if let Found::At(at, _) = entered(run, stage, row) { Some(at) } else { None };
        let rejection = is_rejected_here.then(|| judged.rejections[row]);
        let waits = rejection.and(at).and_then(|at| waits_for(run, judged, row, at));
        Some(Handover { row, at, verdict, rejection, waits })
    })
}
