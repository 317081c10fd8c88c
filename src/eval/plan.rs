//! What is computed, and in which order.

use std::collections::HashMap;

use regex::Regex;

use super::moment::{MomentId, MomentKind};
use crate::ir::{ActivityId, IcpId, Node, NodeId, Program, Recorded, ScoreBody, ScoreId, StageId, Worth};
use crate::types::{FieldId, Type};

/// Something computed for each lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// A field's cells, as seen from the instant judged at.
    Field(FieldId),
    /// An expression.
    Node(NodeId),
    /// A score.
    Score(ScoreId),
    /// The verdict of an ideal customer profile.
    Icp(IcpId),
    /// A stage's criteria.
    Stage(StageId),
    /// Whether a stage is recorded.
    Recorded(StageId),
}

/// The order of evaluation of a contract, made once and used for every batch.
#[derive(Debug)]
pub struct Plan<'p> {
    pub(super) program: &'p Program,
    pub(super) moments: Vec<MomentKind>,
    /// The instant at which each stage's criteria are judged.
    pub(super) entry: Vec<MomentId>,
    /// The instant at which profiles, tags, scores and the scope are judged.
    pub(super) output: MomentId,
    /// What is computed, operands first.
    pub(super) steps: Vec<(Item, MomentId)>,
    /// Compiled patterns, by their text and whether they are of keys.
    patterns: HashMap<(String, bool), Regex>,
    /// The activities that expressions read, in the order they are first used.
    pub(super) activities: Vec<ActivityId>,
    timed: Vec<bool>,
    offsets: [usize; 6],
}

impl<'p> Plan<'p> {
    /// Returns the plan of a contract.
    pub fn new(program: &'p Program) -> Plan<'p> {
        let (moments, entry, output) = moments(program);
        let sizes = [
            program.schema.fields.len(),
            program.nodes.len(),
            program.scores.len(),
            program.icps.len(),
            program.stages.len(),
            program.stages.len(),
        ];
        let mut offsets = [0; 6];
        for place in 1..6 {
            offsets[place] = offsets[place - 1] + sizes[place - 1];
        }
        let mut plan = Plan {
            program,
            moments,
            entry,
            output,
            steps: Vec::new(),
            patterns: HashMap::new(),
            activities: Vec::new(),
            timed: vec![false; offsets[5] + sizes[5]],
            offsets,
        };
        plan.compile();
        plan
    }

    /// Returns the program the plan is of.
    pub fn program(&self) -> &'p Program {
        self.program
    }

    /// Returns the fields that evaluation reads, in the order of `lead`: those a batch must have a column for.
    pub fn fields(&self) -> Vec<FieldId> {
        let mut fields: Vec<FieldId> = self
            .steps
            .iter()
            .filter_map(|(item, _)| if let Item::Field(field) = item { Some(*field) } else { None })
            .collect();
        fields.extend(self.program.scores.iter().filter_map(|score| match &score.body {
            ScoreBody::Lines { recorded, .. } => *recorded,
            ScoreBody::Sum { .. } => None,
        }));
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    /// Returns a compiled pattern.
    pub(super) fn pattern(&self, text: &str, of_keys: bool) -> Option<&Regex> {
        self.patterns.get(&(text.to_string(), of_keys))
    }

    /// Returns the number of places that results take.
    pub(super) fn places(&self) -> usize {
        self.timed.len() * self.moments.len()
    }

    /// Returns where the result of an item at an instant lies; an item that reads no instant has one place.
    pub(super) fn place(&self, item: Item, moment: MomentId) -> usize {
        let index = self.index(item);
        let moment = if self.timed[index] { moment.0 } else { 0 };
        index * self.moments.len() + moment
    }

    /// Returns whether the result depends on the instant judged at.
    pub fn is_timed(&self, item: Item) -> bool {
        self.timed[self.index(item)]
    }

    fn index(&self, item: Item) -> usize {
        let (kind, index) = match item {
            Item::Field(id) => (0, id.index()),
            Item::Node(id) => (1, id.index()),
            Item::Score(id) => (2, id.index()),
            Item::Icp(id) => (3, id.index()),
            Item::Stage(id) => (4, id.index()),
            Item::Recorded(id) => (5, id.index()),
        };
        self.offsets[kind] + index
    }

    /// Orders everything that a decision needs, operands first.
    fn compile(&mut self) {
        let program = self.program;
        let mut roots = Vec::new();
        let stages = (0..program.stages.len()).map(|place| StageId(u32::try_from(place).unwrap_or(u32::MAX)));
        for stage in stages {
            roots.push((Item::Recorded(stage), MomentId::AS_OF));
            roots.push((Item::Stage(stage), self.entry[stage.index()]));
        }
        roots.extend(program.contract.scope.iter().map(|scope| (Item::Node(scope.node), self.output)));
        for place in 0..program.icps.len() {
            roots.push((Item::Icp(IcpId(u32::try_from(place).unwrap_or(u32::MAX))), self.output));
            roots.extend(program.icps[place].tags.iter().map(|tag| (Item::Node(tag.node), self.output)));
        }
        for place in 0..program.scores.len() {
            roots.push((Item::Score(ScoreId(u32::try_from(place).unwrap_or(u32::MAX))), self.output));
        }
        // Whether an item reads the instant is known once its operands are ordered, and decides which places
        // of its operands it needs: so the items are ordered first, and the steps laid out after.
        let mut order = Vec::new();
        let mut seen = vec![false; self.timed.len()];
        for (root, _) in &roots {
            self.order(*root, &mut seen, &mut order);
        }
        for item in &order {
            let index = self.index(*item);
            self.timed[index] = self.reads_instant(*item);
            self.prepare(*item);
        }
        self.lay_out(&order, &roots);
    }

    /// Adds an item and what it needs to `order`, without recursion: contracts may nest names deeply.
    fn order(&self, root: Item, seen: &mut [bool], order: &mut Vec<Item>) {
        let mut stack = vec![(root, false)];
        while let Some((item, operands_done)) = stack.pop() {
            if operands_done {
                order.push(item);
            } else if !std::mem::replace(&mut seen[self.index(item)], true) {
                stack.push((item, true));
                stack.extend(operands(self.program, item).into_iter().rev().map(|operand| (operand, false)));
            }
        }
    }

    /// Lays out the steps: each item at each instant that a root asks for, operands first.
    fn lay_out(&mut self, order: &[Item], roots: &[(Item, MomentId)]) {
        let mut wanted = vec![false; self.places()];
        for (item, moment) in roots {
            wanted[self.place(*item, *moment)] = true;
        }
        let mut steps = Vec::new();
        for item in order.iter().rev() {
            for moment in (0..self.moments.len()).map(MomentId) {
                if !wanted[self.index(*item) * self.moments.len() + moment.0] {
                    continue;
                }
                if !self.is_another_name(*item) {
                    steps.push((*item, moment));
                }
                for operand in operands(self.program, *item) {
                    wanted[self.place(operand, moment)] = true;
                }
            }
        }
        steps.reverse();
        self.steps = steps;
    }

    /// Returns whether an item's result is that of what it names, which has a place of its own.
    fn is_another_name(&self, item: Item) -> bool {
        let Item::Node(node) = item else { return false };
        matches!(self.program.nodes.node(node), Node::Field(_) | Node::Score(_) | Node::Stage(_))
    }

    fn reads_instant(&self, item: Item) -> bool {
        let reads = match item {
            Item::Field(field) => self.program.schema.field(field).kind.is_time(),
            Item::Node(node) => matches!(self.program.nodes.node(node), Node::Within(..) | Node::OlderThan(..)),
            Item::Score(score) => match &self.program.score(score).body {
                ScoreBody::Lines { decay, .. } => decay.is_some(),
                ScoreBody::Sum { .. } => false,
            },
            Item::Icp(_) | Item::Stage(_) | Item::Recorded(_) => false,
        };
        reads || operands(self.program, item).into_iter().any(|operand| self.is_timed(operand))
    }

    fn prepare(&mut self, item: Item) {
        let Item::Node(id) = item else { return };
        match self.program.nodes.node(id) {
            // INVARIANT: the check compiled every pattern already.
            Node::Matches { value, pattern } => {
                let of_keys = self.program.nodes.kind(*value) == Type::Key;
                let compile = if of_keys { crate::ops::matches::pattern_of_keys } else { crate::ops::pattern };
                if let Ok(compiled) = compile(pattern) {
                    self.patterns.insert((pattern.clone(), of_keys), compiled);
                }
            }
            Node::Aggregate { activity, .. } if !self.activities.contains(activity) => self.activities.push(*activity),
            _ => {}
        }
    }
}

/// Returns the instants that a contract judges at, the one of each stage, and that of the output (S2.2).
///
/// Where the output is judged at the entry of the only hand-off stage, the two are one.
fn moments(program: &Program) -> (Vec<MomentKind>, Vec<MomentId>, MomentId) {
    let mut moments = vec![MomentKind::AsOf];
    let mut entry = Vec::new();
    let mut handoffs = Vec::new();
    for (place, stage) in program.stages.iter().enumerate() {
        let Recorded::At(field) = stage.recorded else {
            entry.push(MomentId::AS_OF);
            continue;
        };
        entry.push(MomentId(moments.len()));
        moments.push(MomentKind::Entry(field));
        if stage.handoff.is_some() {
            handoffs.push(place);
        }
    }
    let output = match handoffs[..] {
        [] => MomentId::AS_OF,
        [only] => entry[only],
        _ => {
            let fields = handoffs.iter().rev().filter_map(|place| match moments[entry[*place].0] {
                MomentKind::Entry(field) => Some(field),
                _ => None,
            });
            moments.push(MomentKind::FirstOf(fields.collect()));
            MomentId(moments.len() - 1)
        }
    };
    (moments, entry, output)
}

/// Returns the fields that an expression reads, each once, in the order they are read.
pub(super) fn fields_of(program: &Program, node: NodeId) -> Vec<FieldId> {
    let mut fields = Vec::new();
    let mut items = vec![Item::Node(node)];
    while let Some(item) = items.pop() {
        match item {
            Item::Field(field) if !fields.contains(&field) => fields.push(field),
            _ => items.extend(operands(program, item).into_iter().rev()),
        }
    }
    fields
}

/// Returns what an item is computed from, in order.
pub(super) fn operands(program: &Program, item: Item) -> Vec<Item> {
    match item {
        Item::Field(_) => Vec::new(),
        Item::Node(node) => node_operands(program.nodes.node(node)),
        Item::Score(score) => match &program.score(score).body {
            ScoreBody::Lines { lines, decay, .. } => {
                let worths = lines.iter().map(|line| match &line.worth {
                    Worth::When(criterion) => Item::Node(criterion.node),
                    Worth::Each { value, .. } => Item::Node(*value),
                });
                worths.chain(decay.iter().map(|decay| Item::Node(decay.since))).collect()
            }
            ScoreBody::Sum { terms, .. } => terms.iter().map(|term| Item::Score(*term)).collect(),
        },
        Item::Icp(icp) => {
            let icp = program.icp(icp);
            let personas = icp.personas.iter().map(|persona| &persona.criterion);
            let criteria = icp.disqualify.iter().chain(&icp.firmographics).chain(&icp.triggers).chain(personas);
            criteria.map(|criterion| Item::Node(criterion.node)).collect()
        }
        Item::Stage(stage) => match &program.stage(stage).when {
            Some(criterion) => vec![Item::Node(criterion.node)],
            None => vec![Item::Recorded(stage)],
        },
        Item::Recorded(stage) => match &program.stage(stage).recorded {
            Recorded::Never => Vec::new(),
            Recorded::At(field) => vec![Item::Field(*field)],
            Recorded::When(criterion) => vec![Item::Node(criterion.node)],
        },
    }
}

fn node_operands(node: &Node) -> Vec<Item> {
    let of = |ids: &[NodeId]| ids.iter().map(|id| Item::Node(*id)).collect();
    match node {
        Node::Field(field) => vec![Item::Field(*field)],
        Node::Literal(_) | Node::Aggregate { .. } => Vec::new(),
        Node::Score(score) => vec![Item::Score(*score)],
        Node::Icp(icp) => vec![Item::Icp(*icp)],
        Node::Stage(stage) => vec![Item::Stage(*stage)],
        Node::StageRecorded(stage) => vec![Item::Recorded(*stage)],
        Node::Else { value, fallback } => of(&[*value, *fallback]),
        Node::Arithmetic { left, right, .. } | Node::Compare { left, right, .. } => of(&[*left, *right]),
        Node::Elapsed { later, earlier, .. } => of(&[*later, *earlier]),
        Node::Negate(value)
        | Node::Present(value)
        | Node::Within(value, _)
        | Node::OlderThan(value, _)
        | Node::Not(value)
        | Node::InValues { value, .. }
        | Node::InRange { value, .. }
        | Node::InList { value, .. }
        | Node::Search { value, .. }
        | Node::Matches { value, .. }
        | Node::Includes { value, .. } => of(&[*value]),
        Node::And(parts) | Node::Or(parts) | Node::AtLeast(_, parts) => of(parts),
    }
}
