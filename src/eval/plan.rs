//! What is computed, and in which order.

mod instants;
mod promise;

use std::collections::HashMap;

use regex::Regex;

use super::moment::{MomentId, MomentKind};
use super::{exception, observe};
use crate::ir::{ActivityId, IcpId, Node, NodeId, Point, Program, Recorded, ScoreBody, ScoreId, StageId, Worth};
use crate::types::{FieldId, Type};
use instants::Instants;

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
    /// The instants judged at, those of a round after those of the one before it.
    pub(super) moments: Vec<MomentKind>,
    /// Where the instants of each round end: those that are fields of the lead, those at which timers start, those at
    /// which timers are decided. What is judged at a round's instants is computed before the next round's are found.
    pub(super) rounds: [usize; 3],
    /// The instant at which each stage's criteria are judged.
    pub(super) entry: Vec<MomentId>,
    /// The instant at which profiles, tags, scores and the scope are judged.
    pub(super) output: MomentId,
    /// The instant at which each timer's criteria are judged, and the one of what cancels it.
    pub(super) timers: Vec<TimerMoments>,
    /// The instants at which what is shown of a lead asks for what each exception is made to.
    pub(super) exceptions: Vec<Vec<MomentId>>,
    /// What is computed, operands first.
    pub(super) steps: Vec<(Item, MomentId)>,
    /// What is computed over each activity; none where nothing reads it.
    pub(super) activities: Vec<Option<Plan<'p>>>,
    /// Compiled patterns, by their text and whether they are of keys.
    patterns: HashMap<(String, bool), Regex>,
    timed: Vec<bool>,
    offsets: [usize; 6],
}

/// The instants that a timer's criteria are judged at.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimerMoments {
    /// When it starts.
    pub(super) start: MomentId,
    /// When it is decided.
    pub(super) end: MomentId,
}

impl<'p> Plan<'p> {
    /// Returns the plan of a contract.
    pub fn new(program: &'p Program) -> Plan<'p> {
        let Instants { moments, rounds, entry, output, timers } = Instants::of(program);
        let mut plan = Plan::empty(program, moments, rounds);
        (plan.entry, plan.output, plan.timers) = (entry, output, timers);
        plan.exceptions = exception::asked_at(&plan);
        let roots = plan.roots();
        plan.compile(&roots);
        plan.activities = plan.activity_plans();
        plan
    }

    /// Returns the plan that only tells when leads were handed over, with nothing else of the contract.
    pub fn of_handoffs(program: &'p Program) -> Plan<'p> {
        let Instants { mut moments, rounds: [entries, ..], entry, .. } = Instants::of(program);
        moments.truncate(entries);
        let mut plan = Plan::empty(program, moments, [entries; 3]);
        plan.entry = entry;
        let stages = program.stages.iter().enumerate().filter(|(_, stage)| stage.handoff.is_some());
        let stages = stages.map(|(place, _)| StageId(u32::try_from(place).unwrap_or(u32::MAX)));
        let roots: Vec<(Item, MomentId)> = stages.map(|stage| (Item::Recorded(stage), MomentId::AS_OF)).collect();
        plan.compile(&roots);
        plan.activities = plan.activity_plans();
        plan
    }

    fn empty(program: &'p Program, moments: Vec<MomentKind>, rounds: [usize; 3]) -> Plan<'p> {
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
        Plan {
            program,
            moments,
            rounds,
            entry: Vec::new(),
            output: MomentId::AS_OF,
            timers: Vec::new(),
            exceptions: Vec::new(),
            steps: Vec::new(),
            activities: Vec::new(),
            patterns: HashMap::new(),
            timed: vec![false; offsets[5] + sizes[5]],
            offsets,
        }
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
        let in_activities = self.activities.iter().flatten().flat_map(|plan| &plan.steps);
        fields.extend(in_activities.filter_map(|(item, _)| match item {
            // Those of the lead come first.
            Item::Field(field) if field.index() < self.program.schema.fields.len() => Some(*field),
            _ => None,
        }));
        fields.extend(self.program.scores.iter().filter_map(|score| match &score.body {
            ScoreBody::Lines { recorded, .. } => *recorded,
            ScoreBody::Sum { .. } => None,
        }));
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    /// Returns whether evaluation reads an activity.
    pub fn reads_activity(&self, activity: ActivityId) -> bool {
        self.activities[activity.index()].is_some()
    }

    /// Returns the fields of an activity that evaluation reads, in the order of its schema; none where it reads
    /// nothing of it. The key and the instant are always among them.
    pub fn activity_fields(&self, activity: ActivityId) -> Option<Vec<FieldId>> {
        let plan = self.activities[activity.index()].as_ref()?;
        let activity = self.program.activity(activity);
        let own = activity.schema.ids().filter(|id| {
            let recorded = FieldId(u32::try_from(activity.first_field + id.index()).unwrap_or(u32::MAX));
            let is_read = plan.steps.iter().any(|(item, _)| *item == Item::Field(recorded));
            is_read || *id == activity.schema.key || *id == activity.instant
        });
        Some(own.collect())
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

    /// Returns everything that a decision needs, and when it is judged.
    fn roots(&self) -> Vec<(Item, MomentId)> {
        let program = self.program;
        let mut roots = self.shown();
        let stages = (0..program.stages.len()).map(|place| StageId(u32::try_from(place).unwrap_or(u32::MAX)));
        roots.extend(stages.map(|stage| (Item::Recorded(stage), MomentId::AS_OF)));
        for (sla, moments) in program.slas.iter().zip(&self.timers) {
            roots.extend(promise::of_sla(program, sla, moments));
        }
        roots.extend(program.exceptions.iter().filter_map(|exception| {
            exception::at_handoff(self, exception).map(|moment| (Item::Node(exception.node), moment))
        }));
        roots.extend(program.rejection.iter().flat_map(promise::of_rejection));
        roots.extend(program.exits.iter().map(promise::of_exit));
        for (metric, by) in observe::metrics(program) {
            let moment = observe::filter_moment(self, &metric.base);
            roots.extend(promise::of_metric(metric, by, moment));
        }
        roots
    }

    /// Returns what is shown of a lead that its stages, profiles and scores decide, and when it is judged.
    pub(super) fn shown(&self) -> Vec<(Item, MomentId)> {
        let program = self.program;
        let mut roots = Vec::new();
        for place in 0..program.stages.len() {
            let stage = StageId(u32::try_from(place).unwrap_or(u32::MAX));
            roots.push((Item::Stage(stage), self.entry[place]));
        }
        roots.extend(program.contract.scope.iter().map(|scope| (Item::Node(scope.node), self.output)));
        for place in 0..program.icps.len() {
            roots.push((Item::Icp(IcpId(u32::try_from(place).unwrap_or(u32::MAX))), self.output));
            roots.extend(program.icps[place].tags.iter().map(|tag| (Item::Node(tag.node), self.output)));
        }
        for place in 0..program.scores.len() {
            roots.push((Item::Score(ScoreId(u32::try_from(place).unwrap_or(u32::MAX))), self.output));
        }
        roots
    }

    /// Orders what the roots need, operands first.
    fn compile(&mut self, roots: &[(Item, MomentId)]) {
        // Whether an item reads the instant is known once its operands are ordered, and decides which places
        // of its operands it needs: so the items are ordered first, and the steps laid out after.
        let mut order = Vec::new();
        let mut seen = vec![false; self.timed.len()];
        for (root, _) in roots {
            self.order(*root, &mut seen, &mut order);
        }
        for item in &order {
            let index = self.index(*item);
            self.timed[index] = self.reads_instant(*item);
            self.prepare(*item);
        }
        self.lay_out(&order, roots);
    }

    /// Returns what is computed over each activity: what the steps and the timers ask of it.
    fn activity_plans(&self) -> Vec<Option<Plan<'p>>> {
        let program = self.program;
        let mut wanted: Vec<Vec<(Item, MomentId)>> = vec![Vec::new(); program.activities.len()];
        let mut want = |activity: ActivityId, field: Option<FieldId>, filter: Option<NodeId>, moment: MomentId| {
            let instant = program.activity(activity).record_instant();
            let fields = [Some(instant), field].into_iter().flatten().map(Item::Field);
            let roots = fields.chain(filter.map(Item::Node)).map(|item| (item, moment));
            wanted[activity.index()].extend(roots);
        };
        for (item, moment) in &self.steps {
            if let Item::Node(node) = item
                && let Node::Aggregate { activity, field, filter, .. } = program.nodes.node(*node)
            {
                want(*activity, *field, *filter, *moment);
            }
        }
        let timers = program.slas.iter().zip(&self.timers);
        for point in timers.flat_map(|(sla, _)| [&sla.starts, &sla.stops]) {
            if let Point::Activity { activity, filter } = point {
                want(*activity, None, *filter, MomentId::AS_OF);
            }
        }
        let plan = |(place, roots): (usize, &Vec<(Item, MomentId)>)| {
            let moments = vec![MomentKind::Given; self.moments.len()];
            let mut plan = Plan::empty(&program.activities[place].record, moments, self.rounds);
            plan.compile(roots);
            (!roots.is_empty()).then_some(plan)
        };
        wanted.iter().enumerate().map(plan).collect()
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
            Item::Node(node) => {
                let node = self.program.nodes.node(node);
                matches!(node, Node::Within(..) | Node::OlderThan(..) | Node::Before(_) | Node::Aggregate { .. })
            }
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
        if let Node::Matches { value, pattern } = self.program.nodes.node(id) {
            let of_keys = self.program.nodes.kind(*value) == Type::Key;
            let compile = if of_keys { crate::ops::matches::pattern_of_keys } else { crate::ops::pattern };
            // INVARIANT: the check compiled every pattern already.
            if let Ok(compiled) = compile(pattern) {
                self.patterns.insert((pattern.clone(), of_keys), compiled);
            }
        }
    }
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
            let criteria = criteria.map(|criterion| Item::Node(criterion.node));
            criteria.chain(exception::operands_of(program, &icp.exceptions)).collect()
        }
        Item::Stage(id) => {
            let stage = program.stage(id);
            let own = stage.when.as_ref().map_or(Item::Recorded(id), |criterion| Item::Node(criterion.node));
            std::iter::once(own).chain(exception::operands_of(program, &stage.exceptions)).collect()
        }
        Item::Recorded(stage) => match &program.stage(stage).recorded {
            Recorded::Never => Vec::new(),
            Recorded::At(field) => vec![Item::Field(*field)],
            Recorded::When(criterion) => vec![Item::Node(criterion.node)],
        },
    }
}

fn node_operands(node: &Node) -> Vec<Item> {
    match node {
        Node::Field(field) => vec![Item::Field(*field)],
        Node::Score(score) => vec![Item::Score(*score)],
        Node::Icp(icp) => vec![Item::Icp(*icp)],
        Node::Stage(stage) => vec![Item::Stage(*stage)],
        Node::StageRecorded(stage) => vec![Item::Recorded(*stage)],
        _ => node.operands().into_iter().map(Item::Node).collect(),
    }
}
