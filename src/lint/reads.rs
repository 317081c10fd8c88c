//! What expressions read, and which fields they hang on.

use std::collections::BTreeSet;

use crate::ir::{Criterion, IcpId, Node, NodeId, Program, Recorded, ScoreBody, ScoreId, StageId, Worth};
use crate::types::FieldId;

/// What expressions read by themselves: what is inside of the profiles, scores and stages that they name is not among it.
#[derive(Debug, Default)]
pub(super) struct Reads {
    /// The lead's fields.
    pub(super) fields: BTreeSet<FieldId>,
    /// The scores.
    pub(super) scores: BTreeSet<ScoreId>,
    /// The profiles.
    pub(super) icps: BTreeSet<IcpId>,
    /// Whether anything is computed from activities.
    pub(super) has_activities: bool,
    /// Whether an instant is held against a length of time.
    pub(super) is_timed: bool,
}

impl Reads {
    /// Returns what these expressions read.
    pub(super) fn of(program: &Program, nodes: impl IntoIterator<Item = NodeId>) -> Reads {
        let mut reads = Reads::default();
        let mut tasks: Vec<NodeId> = nodes.into_iter().collect();
        let mut seen: BTreeSet<NodeId> = tasks.iter().copied().collect();
        while let Some(id) = tasks.pop() {
            let node = program.nodes.node(id);
            match node {
                Node::Field(field) => {
                    reads.fields.insert(*field);
                }
                Node::Score(score) => {
                    reads.scores.insert(*score);
                }
                Node::Icp(icp) => {
                    reads.icps.insert(*icp);
                }
                Node::Aggregate { .. } => reads.has_activities = true,
                Node::Within(..) | Node::OlderThan(..) | Node::Elapsed { .. } => reads.is_timed = true,
                _ => {}
            }
            tasks.extend(node.operands().into_iter().filter(|operand| seen.insert(*operand)));
        }
        reads
    }

    /// Returns what criteria read.
    pub(super) fn of_criteria<'a>(program: &Program, criteria: impl IntoIterator<Item = &'a Criterion>) -> Reads {
        Reads::of(program, criteria.into_iter().map(|criterion| criterion.node))
    }
}

/// Returns the fields without which the criteria of a stage may be unknown, with its profiles and scores: those that are
/// read where no `else` stands in for a blank, and no `is present` beside it settles the matter.
pub(super) fn open_fields(program: &Program, stage: StageId) -> BTreeSet<FieldId> {
    let mut open = Open { program, fields: BTreeSet::new(), tasks: Vec::new(), seen: BTreeSet::new() };
    open.stage(stage, &[]);
    while let Some((node, settled)) = open.tasks.pop() {
        open.node(node, &settled);
    }
    // A lead that was handed over has the instant of it.
    if let Recorded::At(field) = program.stage(stage).recorded {
        open.fields.remove(&field);
    }
    open.fields
}

struct Open<'a> {
    program: &'a Program,
    fields: BTreeSet<FieldId>,
    /// Nodes, each with the fields whose blanks are settled around it.
    tasks: Vec<(NodeId, Vec<FieldId>)>,
    seen: BTreeSet<(NodeId, Vec<FieldId>)>,
}

impl Open<'_> {
    fn add(&mut self, nodes: impl IntoIterator<Item = NodeId>, settled: &[FieldId]) {
        for node in nodes {
            if self.seen.insert((node, settled.to_vec())) {
                self.tasks.push((node, settled.to_vec()));
            }
        }
    }

    fn node(&mut self, id: NodeId, settled: &[FieldId]) {
        let node = self.program.nodes.node(id);
        match node {
            Node::Field(field) => {
                if !settled.contains(field) {
                    self.fields.insert(*field);
                }
            }
            Node::Present(_) => {}
            Node::Else { fallback, .. } => self.add([*fallback], settled),
            // `x is present and …` is unmet for a blank, `x is missing or …` is met.
            Node::And(parts) => self.add(parts.iter().copied(), &self.with(settled, parts, true)),
            Node::Or(parts) => self.add(parts.iter().copied(), &self.with(settled, parts, false)),
            Node::Score(score) => self.score(*score, settled),
            Node::Icp(icp) => {
                let icp = self.program.icp(*icp);
                let personas = icp.personas.iter().map(|persona| &persona.criterion);
                let criteria = icp.firmographics.iter().chain(&icp.triggers).chain(personas).chain(&icp.disqualify);
                self.add(criteria.map(|criterion| criterion.node), settled);
            }
            Node::Stage(stage) => self.stage(*stage, settled),
            _ => self.add(node.operands(), settled),
        }
    }

    fn stage(&mut self, stage: StageId, settled: &[FieldId]) {
        let criteria = self.program.stage(stage).when.iter();
        self.add(criteria.map(|criterion| criterion.node), settled);
    }

    fn score(&mut self, score: ScoreId, settled: &[FieldId]) {
        let mut scores = vec![score];
        while let Some(score) = scores.pop() {
            match &self.program.score(score).body {
                ScoreBody::Sum { terms, .. } => scores.extend(terms),
                ScoreBody::Lines { lines, decay, .. } => {
                    let worths = lines.iter().map(|line| match &line.worth {
                        Worth::When(criterion) => criterion.node,
                        Worth::Each { value, .. } => *value,
                    });
                    self.add(worths.chain(decay.iter().map(|decay| decay.since)), settled);
                }
            }
        }
    }

    /// Adds to what is settled the fields of which one of these parts asks whether they are there.
    fn with(&self, settled: &[FieldId], parts: &[NodeId], present: bool) -> Vec<FieldId> {
        let node = |id: &NodeId| self.program.nodes.node(*id);
        let asked = parts.iter().filter_map(|part| match node(part) {
            Node::Present(value) if present => Some(node(value)),
            Node::Not(inner) if !present => match node(inner) {
                Node::Present(value) => Some(node(value)),
                _ => None,
            },
            _ => None,
        });
        let asked = asked.filter_map(|node| if let Node::Field(field) = node { Some(*field) } else { None });
        let all: BTreeSet<FieldId> = settled.iter().copied().chain(asked).collect();
        all.into_iter().collect()
    }
}
