//! The contract compiled: a DAG of typed expression nodes and the blocks that refer to them.
//!
//! [`Program`] is the centre of the project: the check makes it, everything downstream reads it, and nothing
//! downstream sees syntax. It holds no unresolved name and no untyped node.

mod exception;
mod measure;
mod node;
mod print;
mod program;
mod promise;

pub use crate::ops::{AggregateFunction, ArithmeticOperator, CompareOperator, Includes, SearchOperator};
pub use exception::{Excepted, Exception};
pub use measure::{
    Alert, Base, Consequence, Course, Derived, Figure, Gap, Measure, MeasureKind, Metric, PauseRule, Quantity, Resume,
    Resumption, Statistic, Target, Trend,
};
pub use node::{Bound, Node, NodeId, Nodes};
pub use print::print;
pub use program::{
    Activity, ActivityId, Calendar, CalendarId, Contract, Criterion, Decay, DecayRate, ExceptionId, Handoff, Icp,
    IcpId, Line, List, ListId, NotJudged, Persona, Program, Recorded, Role, Score, ScoreBody, ScoreId, SlaId, Stage,
    StageId, Worth,
};
pub use promise::{
    CalendarChoice, Dispute, Escalation, Exit, Limit, Outcome, Pause, Point, Quota, Reason, Rejection, RejectionRecord,
    Sla, Tier,
};
