//! Which fields would have decided what is unknown (S1.1).
//!
//! Nothing is kept for this while the columns are computed: only for the leads that are asked about, the
//! unknown parts are walked, and the columns say which these are.

use super::icp::groups;
use super::moment::MomentId;
use super::plan::{Item, operands};
use super::run::Evaluation;
use super::score;
use crate::ir::{ExceptionId, IcpId, Node, NodeId, Recorded, ScoreBody, ScoreId, StageId, Worth};
use crate::types::{Column, FieldId, Happened, Texts, Truth};

/// A set of fields and activities, in the order of `lead`.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    bits: Vec<u64>,
}

impl Names {
    fn insert(&mut self, place: usize) {
        if self.bits.len() <= place / 64 {
            self.bits.resize(place / 64 + 1, 0);
        }
        self.bits[place / 64] |= 1 << (place % 64);
    }

    /// Forgets all names, keeping the memory.
    pub(super) fn clear(&mut self) {
        self.bits.clear();
    }

    /// Iterates over the names in the order of `lead`; activities follow.
    pub(super) fn iter<'r>(&'r self, run: &'r Evaluation<'_>) -> impl Iterator<Item = &'r str> {
        let fields = &run.program().schema.fields;
        let places = (0..self.bits.len() * 64).filter(|place| self.bits[place / 64] >> (place % 64) & 1 == 1);
        places.map(move |place| match fields.get(place) {
            Some(field) => field.name.as_str(),
            None => run.program().activities[place - fields.len()].name.as_str(),
        })
    }
}

/// What is still to be looked at.
enum Task {
    /// A criterion, if it is unknown.
    Criterion(NodeId),
    /// A value, if it is missing.
    Value(NodeId),
    /// A score, if it has a range.
    Score(ScoreId),
}

/// Collects into `names` the fields that would decide a criterion.
pub(super) fn of_criterion(run: &Evaluation<'_>, node: NodeId, moment: MomentId, row: usize, names: &mut Names) {
    Walk { run, moment, row, names, tasks: vec![Task::Criterion(node)] }.finish();
}

/// Collects into `names` the fields that would decide a profile.
pub(super) fn of_icp(run: &Evaluation<'_>, icp: IcpId, moment: MomentId, row: usize, names: &mut Names) {
    let mut walk = Walk { run, moment, row, names, tasks: Vec::new() };
    walk.icp(icp);
    walk.finish();
}

/// Collects into `names` the fields that would decide a stage.
pub(super) fn of_stage(run: &Evaluation<'_>, stage: StageId, moment: MomentId, row: usize, names: &mut Names) {
    let mut walk = Walk { run, moment, row, names, tasks: Vec::new() };
    walk.stage(stage);
    walk.finish();
}

/// Collects into `names` the fields that would narrow a score.
pub(super) fn of_score(run: &Evaluation<'_>, score: ScoreId, moment: MomentId, row: usize, names: &mut Names) {
    Walk { run, moment, row, names, tasks: vec![Task::Score(score)] }.finish();
}

/// Collects into `names` the fields without which a value is missing.
pub(super) fn of_value(run: &Evaluation<'_>, node: NodeId, moment: MomentId, row: usize, names: &mut Names) {
    Walk { run, moment, row, names, tasks: vec![Task::Value(node)] }.finish();
}

struct Walk<'r, 'a> {
    run: &'r Evaluation<'a>,
    moment: MomentId,
    row: usize,
    names: &'r mut Names,
    tasks: Vec<Task>,
}

impl Walk<'_, '_> {
    fn finish(&mut self) {
        while let Some(task) = self.tasks.pop() {
            match task {
                Task::Criterion(node) => self.criterion(node),
                Task::Value(node) => self.value(node),
                Task::Score(score) => self.score(score),
            }
        }
    }

    fn criterion(&mut self, id: NodeId) {
        if self.run.truth(id, self.moment, self.row) != Truth::Unknown {
            return;
        }
        match self.run.program().nodes.node(id) {
            Node::And(parts) | Node::Or(parts) | Node::AtLeast(_, parts) => {
                self.tasks.extend(parts.iter().map(|part| Task::Criterion(*part)));
            }
            Node::Not(part) => self.tasks.push(Task::Criterion(*part)),
            Node::Icp(icp) => self.icp(*icp),
            Node::Stage(stage) => self.stage(*stage),
            Node::Before(_) => self.moment_field(),
            // A date compares as its day, of which nothing is open; counted from in hours it is any time of that day.
            Node::Compare { left, right, .. } => self.operands(&[(*left, Day::Whole), (*right, Day::Whole)], false),
            Node::Elapsed { later, earlier, duration, .. } => {
                let counted = if duration.unit.is_calendar() { Day::Whole } else { Day::AnyTime };
                self.operands(&[(*later, Day::Whole), (*earlier, counted)], false);
            }
            Node::Within(value, _) | Node::OlderThan(value, _) => self.operands(&[(*value, Day::AnyTime)], true),
            Node::InValues { value, .. }
            | Node::InRange { value, .. }
            | Node::InList { value, .. }
            | Node::Search { value, .. }
            | Node::Matches { value, .. }
            | Node::Includes { value, .. } => self.operands(&[(*value, Day::Whole)], false),
            // A boolean value, missing.
            _ => self.value(id),
        }
    }

    fn stage(&mut self, id: StageId) {
        let stage = self.run.program().stage(id);
        match (&stage.when, &stage.recorded) {
            // A stage without criteria hangs on how it is recorded.
            (Some(criterion), _) | (None, Recorded::When(criterion)) => {
                self.tasks.push(Task::Criterion(criterion.node));
            }
            _ => {}
        }
        self.exceptions(&stage.exceptions);
    }

    fn exceptions(&mut self, exceptions: &[ExceptionId]) {
        let program = self.run.program();
        self.tasks.extend(exceptions.iter().map(|id| Task::Criterion(program.exception(*id).node)));
    }

    /// Names what keeps an operator from deciding: operands that are missing, or days that hold the instant
    /// judged at; where there are none, the days whose readings disagree (S2.4).
    fn operands(&mut self, nodes: &[(NodeId, Day)], reads_moment: bool) {
        let mut undecided = false;
        for (node, _) in nodes {
            match self.state(*node) {
                State::Missing => self.tasks.push(Task::Value(*node)),
                State::Perhaps => self.inexact(*node, Day::AnyTime, true),
                State::There => continue,
            }
            undecided = true;
        }
        if !undecided {
            for (node, day) in nodes {
                self.inexact(*node, *day, reads_moment);
            }
        }
    }

    fn state(&self, node: NodeId) -> State {
        let missing = |missing: bool| if missing { State::Missing } else { State::There };
        match self.run.column(node, self.moment) {
            Column::Truths(truths) => missing(truths[self.row] == Truth::Unknown),
            Column::Texts(texts) | Column::Sets(texts) => missing(texts.keys[self.row] == Texts::MISSING),
            Column::Numbers(numbers) => missing(!numbers.valid[self.row]),
            Column::Scores(scores) => missing(scores.low[self.row] != scores.high[self.row]),
            Column::Times(times) => match times.happened[self.row] {
                Happened::Missing | Happened::No => State::Missing,
                Happened::Perhaps | Happened::PerhapsLost => State::Perhaps,
                Happened::Yes | Happened::Now => State::There,
            },
        }
    }

    /// Names the fields of which only the day is known, where that day is what leaves a question open.
    fn inexact(&mut self, node: NodeId, day: Day, reads_moment: bool) {
        let Column::Times(times) = self.run.column(node, self.moment) else { return };
        let is_whole = day == Day::Whole && times.days.is_some();
        if !is_whole && !times.reading(self.row).is_exact() {
            self.time_field(node);
        }
        if reads_moment {
            self.moment_field();
        }
    }

    /// Names the field that gave the instant judged at, where only its day is known.
    fn moment_field(&mut self) {
        if !self.run.moment(self.moment, self.row).is_exact()
            && let Some(source) = self.run.moment_source(self.moment, self.row)
        {
            self.names.insert(source.index());
        }
    }

    /// Names the field or the activity that gave an instant.
    fn time_field(&mut self, mut node: NodeId) {
        loop {
            match self.run.program().nodes.node(node) {
                Node::Field(field) => return self.field(*field),
                Node::Aggregate { .. } => return self.value(node),
                Node::Else { value, fallback } => {
                    node = if self.state(*value) == State::Missing { *fallback } else { *value };
                }
                _ => return,
            }
        }
    }

    fn field(&mut self, field: FieldId) {
        self.names.insert(field.index());
        // An amount is known with its currency only.
        if let Some(currency) = self.run.program().schema.field(field).currency
            && self.run.is_blank(currency, self.row)
        {
            self.names.insert(currency.index());
        }
    }

    fn value(&mut self, id: NodeId) {
        let program = self.run.program();
        match program.nodes.node(id) {
            Node::Field(field) => self.field(*field),
            Node::Aggregate { activity, .. } => self.names.insert(program.schema.fields.len() + activity.index()),
            Node::Score(score) => self.tasks.push(Task::Score(*score)),
            Node::Else { value, fallback } => {
                let decided_by = [*value, *fallback].into_iter().find(|node| self.state(*node) == State::There);
                self.missing_parts(&[*value, *fallback][..if decided_by == Some(*value) { 0 } else { 2 }]);
                // A number is there and out of range.
                if let Some(node) = decided_by {
                    self.fields_beneath(&[node]);
                }
            }
            Node::Negate(value) => self.arithmetic(&[*value]),
            Node::Arithmetic { left, right, .. } => self.arithmetic(&[*left, *right]),
            Node::Literal(_) => {}
            // What is missing is a truth: the criterion that gives it is unknown.
            _ => self.tasks.push(Task::Criterion(id)),
        }
    }

    fn missing_parts(&mut self, nodes: &[NodeId]) {
        for node in nodes {
            match self.state(*node) {
                State::Missing => self.tasks.push(Task::Value(*node)),
                State::Perhaps => self.inexact(*node, Day::AnyTime, true),
                State::There => {}
            }
        }
    }

    /// Names the missing operands; where all are there the result is out of range, and every field read is named.
    fn arithmetic(&mut self, nodes: &[NodeId]) {
        if nodes.iter().any(|node| self.state(*node) == State::Missing) {
            self.missing_parts(nodes);
        } else {
            self.fields_beneath(nodes);
        }
    }

    fn fields_beneath(&mut self, nodes: &[NodeId]) {
        let mut items: Vec<Item> = nodes.iter().map(|node| Item::Node(*node)).collect();
        while let Some(item) = items.pop() {
            if let Item::Field(field) = item {
                self.field(field);
            }
            items.extend(operands(self.run.program(), item));
        }
    }

    fn score(&mut self, id: ScoreId) {
        let scores = self.run.scores(id, self.moment);
        if scores.low[self.row] == scores.high[self.row] {
            return;
        }
        match &self.run.program().score(id).body {
            ScoreBody::Sum { terms, .. } => self.tasks.extend(terms.iter().map(|term| Task::Score(*term))),
            ScoreBody::Lines { min, max, lines, decay, .. } => {
                for line in lines {
                    match &line.worth {
                        Worth::When(criterion) => self.tasks.push(Task::Criterion(criterion.node)),
                        Worth::Each { value, .. } => self.missing_parts(&[*value]),
                    }
                }
                if let Some(decay) = decay {
                    let points = score::undecayed(&score::columns(self.run, lines, self.moment), self.row);
                    let faded = score::fade(self.run, decay, self.row, self.moment, points);
                    match faded.periods {
                        None => self.tasks.push(Task::Value(decay.since)),
                        Some(_) if faded.held(*min, *max).1 => self.inexact(decay.since, Day::AnyTime, true),
                        Some(_) => {}
                    }
                }
            }
        }
    }

    fn icp(&mut self, id: IcpId) {
        let (icp, column) = (self.run.program().icp(id), self.run.icp(id, self.moment));
        if column.verdicts[self.row].truth() != Truth::Unknown {
            return;
        }
        self.exceptions(&icp.exceptions);
        if column.own(self.row).truth() != Truth::Unknown {
            return;
        }
        let certain = icp.disqualify.iter().chain(&icp.firmographics);
        self.tasks.extend(certain.map(|criterion| Task::Criterion(criterion.node)));
        for (needed, criteria) in groups(icp) {
            let met = |node: NodeId| self.run.truth(node, self.moment, self.row) == Truth::Met;
            let count = criteria.iter().filter(|criterion| met(criterion.node)).count();
            if count < needed as usize {
                self.tasks.extend(criteria.iter().map(|criterion| Task::Criterion(criterion.node)));
            }
        }
    }
}

/// What a date is to an operator.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Day {
    /// A day, and known as such.
    Whole,
    /// Any time of its day.
    AnyTime,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    There,
    Perhaps,
    Missing,
}
