//! A compiled contract over a batch of leads: columns in, decisions out.
//!
//! 1. [`Plan`] decides once for a contract what is computed and in which order: pairs of an expression and the
//!    instant it is judged at (S2.2), each distinct pair once; criteria that read no instant are shared.
//! 2. [`Evaluation`] runs the plan over the columns of one batch, with the kernels of [`ops`](crate::ops).
//! 3. [`Judged`] reads the decisions of each lead off the columns: stages, hand-offs, profiles, scores, timers,
//!    rejections, and the missing fields that would decide.
//! 4. [`explain`] tells one lead's story from the same columns.
//!
//! There is one evaluator: the batch, a single lead and an explanation all come through here. Evaluation cannot
//! fail: what a value cannot be computed for is unknown, and a [`Remark`] says why.

mod activity;
mod decision;
pub mod explain;

mod aggregate;
mod exception;
mod expression;
mod handed;
mod icp;
mod input;
mod judged;
mod missing;
mod moment;
mod observe;
mod plan;
mod rejection;
mod run;
mod score;
mod tally;
mod timer;

pub use activity::Input;
pub use decision::{begun_seconds, decision_schema, decisions};
pub use handed::handed_over;
pub use icp::IcpVerdict;
pub use judged::{HandoffVerdict, Judged, Remark};
pub use moment::MomentId;
pub use observe::{Groups, Handover, LeftOut, Observation, Says, groups, handovers, observe, stays};
pub use plan::{Item, Plan};
pub use rejection::{RejectionState, RejectionVerdict};
pub use run::{Evaluation, Settings};
pub use tally::{BINS, RecordedTally, ScoreTally, Tally};
pub use timer::{Doubt, TimerState, TimerVerdict};

/// Judges a batch of leads; a field without a column is missing for every lead.
pub fn evaluate(plan: &Plan<'_>, input: &Input, settings: &Settings) -> Judged {
    Judged::of(&Evaluation::run(plan, input, settings))
}
