//! Leads that a block does not hold against, for a while.

use super::{Criterion, IcpId, NodeId, SlaId, StageId};
use crate::source::Span;
use crate::time::Date;

/// An `exception` (S3.9).
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    /// Its name.
    pub name: String,
    /// Its label for people.
    pub label: Option<String>,
    /// What it is made to.
    pub to: Excepted,
    /// The place of the party that asked for it.
    pub party: usize,
    /// For which leads; all, where nothing is written.
    pub filter: Option<Criterion>,
    /// The day at whose beginning it ends.
    pub until: Date,
    /// Whether it is in force, a [`Node::Before`](super::Node::Before).
    pub in_force: NodeId,
    /// Whether it acts: it is in force, and its filter is met.
    pub node: NodeId,
    /// Where the block stands.
    pub span: Span,
}

impl Exception {
    /// Returns the flag of the leads on which it acts.
    pub fn flag(&self) -> String {
        format!("exception:{}", self.name)
    }
}

/// What an exception is made to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excepted {
    /// A profile, which counts as met.
    Icp(IcpId),
    /// A stage, whose criteria count as met.
    Stage(StageId),
    /// A timer, which does not apply.
    Sla(SlaId),
    /// A pause, by its place among the program's, which does not apply.
    Pause(usize),
}
