//! What stands for what: the order in which defines are told, and the circles among all that may name another.
//!
//! The walk keeps its own stack, so that a long chain of names is no deep recursion.

use super::context::{Checker, Scope};
use super::declare::Blocks;
use super::error;
use super::names::Kind;
use crate::source::Span;
use crate::syntax::ast::{
    Body, Criterion, ExceptionStatement, Expression, ExpressionKind, IcpStatement, Name, ScoreBody, ScoreStatement,
    Set, StageStatement, Worth,
};

/// The most circles that are reported: a tangle of names has more of them than names.
const MOST_CIRCLES: usize = 20;

/// Something that names others, by its place among its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Thing {
    Define(usize),
    Score(usize),
    Icp(usize),
    /// A stage's criteria: what `stage NAME` asks for.
    StageMet(usize),
    /// A stage's record: what `stage NAME is present` asks for.
    StageRecorded(usize),
}

/// A thing named at a place.
type Reference = (Thing, Span);

/// How far the walk has come with a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    New,
    /// It is on the path that is walked, at this depth.
    OnPath(usize),
    Done,
}

/// A thing on the path that is walked.
#[derive(Clone, Copy, Debug)]
struct Step {
    thing: usize,
    /// How many of its references were followed.
    followed: usize,
}

/// The things of a contract in a row, so that each has a number.
struct Graph {
    /// The numbers at which scores, icps, stages' criteria and stages' records start, and the total.
    starts: [usize; 5],
    names: Vec<String>,
    references: Vec<Vec<(usize, Span)>>,
}

impl Graph {
    fn number(&self, thing: Thing) -> usize {
        match thing {
            Thing::Define(place) => place,
            Thing::Score(place) => self.starts[0] + place,
            Thing::Icp(place) => self.starts[1] + place,
            Thing::StageMet(place) => self.starts[2] + place,
            Thing::StageRecorded(place) => self.starts[3] + place,
        }
    }
}

impl<'a> Checker<'a> {
    /// Returns the defines, each after those that it names. In a circle one of them comes before what it names: it
    /// finds nothing there, and neither do the others.
    pub(super) fn order(&mut self, blocks: &Blocks<'a>) -> Vec<usize> {
        let graph = self.graph(blocks);
        let total = graph.starts[4];
        let mut state = vec![State::New; total];
        let mut order = Vec::new();
        let mut circles = 0;
        for start in 0..total {
            let mut path: Vec<Step> = Vec::new();
            if state[start] == State::New {
                path.push(Step { thing: start, followed: 0 });
                state[start] = State::OnPath(0);
            }
            while let Some(step) = path.last_mut() {
                let reference = graph.references[step.thing].get(step.followed).copied();
                step.followed += 1;
                match reference.map(|(next, _)| (next, state[next])) {
                    Some((_, State::OnPath(depth))) => {
                        circles += 1;
                        if circles <= MOST_CIRCLES {
                            self.push(error::cycle(&way(&graph, &path[depth..])));
                        }
                    }
                    Some((next, State::New)) => {
                        state[next] = State::OnPath(path.len());
                        path.push(Step { thing: next, followed: 0 });
                    }
                    Some((_, State::Done)) => {}
                    None => {
                        state[step.thing] = State::Done;
                        if step.thing < graph.starts[0] {
                            order.push(step.thing);
                        }
                        path.pop();
                    }
                }
            }
        }
        order
    }

    fn graph(&self, blocks: &Blocks<'a>) -> Graph {
        let counts = [blocks.defines.len(), blocks.scores.len(), blocks.icps.len(), blocks.stages.len()];
        let mut starts = [0; 5];
        starts[0] = counts[0];
        starts[1] = starts[0] + counts[1];
        starts[2] = starts[1] + counts[2];
        starts[3] = starts[2] + counts[3];
        starts[4] = starts[3] + counts[3];
        let mut graph = Graph { starts, names: Vec::new(), references: Vec::new() };
        let name = |name: &Option<Name>| name.as_ref().map(|name| name.value.clone()).unwrap_or_default();
        let mut rows: Vec<(String, Vec<Reference>)> = Vec::new();
        for define in &blocks.defines {
            let mut found = Vec::new();
            self.references(&define.expression, &mut found);
            rows.push((name(&define.header.name), found));
        }
        for score in &blocks.scores {
            let mut found = Vec::new();
            self.score_references(&score.body, &mut found);
            rows.push((name(&score.header.name), found));
        }
        for icp in &blocks.icps {
            let mut found = Vec::new();
            icp.statements.iter().for_each(|statement| self.icp_references(&statement.value, &mut found));
            rows.push((name(&icp.header.name), found));
        }
        for (place, stage) in blocks.stages.iter().enumerate() {
            let mut found = Vec::new();
            let mut has_criteria = false;
            for statement in &stage.body.statements {
                if let StageStatement::When(criteria) = &statement.value {
                    has_criteria = true;
                    self.criteria_references(criteria, &mut found);
                }
            }
            // Without criteria a stage is met where it is recorded (S3.5).
            if !has_criteria {
                let header = &stage.body.header;
                let span = header.name.as_ref().map_or(header.span, |name| name.span);
                found.push((Thing::StageRecorded(place), span));
            }
            rows.push((name(&stage.body.header.name), found));
        }
        for stage in &blocks.stages {
            let mut found = Vec::new();
            for statement in &stage.body.statements {
                if let StageStatement::RecordedWhen(expression) = &statement.value {
                    self.references(expression, &mut found);
                }
            }
            rows.push((name(&stage.body.header.name), found));
        }
        for (name, found) in rows {
            graph.names.push(name);
            graph.references.push(found.into_iter().map(|(thing, span)| (graph.number(thing), span)).collect());
        }
        // What an exception asks for decides what it is made to.
        for exception in &blocks.exceptions {
            let Some(to) = self.excepted(exception) else { continue };
            let mut found = Vec::new();
            for statement in &exception.statements {
                if let ExceptionStatement::Where(expression) = &statement.value {
                    self.references(expression, &mut found);
                }
            }
            let found = found.into_iter().map(|(thing, span)| (graph.number(thing), span));
            let found: Vec<(usize, Span)> = found.collect();
            let number = graph.number(to);
            graph.references[number].extend(found);
        }
        graph
    }

    /// Returns what an exception is made to, where that is something others may name.
    fn excepted(&self, exception: &Body<ExceptionStatement>) -> Option<Thing> {
        exception.statements.iter().find_map(|statement| match &statement.value {
            ExceptionStatement::To(block, name) if block.value == "icp" => {
                self.place(Kind::Icp, &name.value).map(Thing::Icp)
            }
            ExceptionStatement::To(block, name) if block.value == "stage" => {
                self.place(Kind::Stage, &name.value).map(Thing::StageMet)
            }
            _ => None,
        })
    }

    fn score_references(&self, body: &ScoreBody, found: &mut Vec<Reference>) {
        match body {
            ScoreBody::Sum { terms, .. } => {
                for term in terms {
                    self.bare_reference(&term.value, term.span, found);
                }
            }
            ScoreBody::Lines { statements, .. } => {
                for statement in statements {
                    match &statement.value {
                        ScoreStatement::Line { worth: Worth::When(expression), .. } => {
                            self.references(expression, found);
                        }
                        ScoreStatement::Line { worth: Worth::Each { value, .. }, .. } => self.references(value, found),
                        ScoreStatement::Decay { since, .. } => self.references(since, found),
                        ScoreStatement::Recorded(_) => {}
                    }
                }
            }
        }
    }

    fn icp_references(&self, statement: &IcpStatement, found: &mut Vec<Reference>) {
        match statement {
            IcpStatement::Firmographics(criteria)
            | IcpStatement::Triggers(_, criteria)
            | IcpStatement::Disqualify(criteria)
            | IcpStatement::Tags(criteria) => self.criteria_references(criteria, found),
            IcpStatement::Personas(_, personas) => {
                personas.iter().for_each(|persona| self.references(&persona.expression, found));
            }
            IcpStatement::Owners(_) | IcpStatement::Reviewed(_) | IcpStatement::Motion(_) => {}
        }
    }

    fn criteria_references(&self, criteria: &[Criterion], found: &mut Vec<Reference>) {
        criteria.iter().for_each(|criterion| self.references(&criterion.expression, found));
    }

    fn references(&self, expression: &Expression, found: &mut Vec<Reference>) {
        match &expression.kind {
            ExpressionKind::Name(name) => self.bare_reference(name, expression.span, found),
            ExpressionKind::Icp(name) => {
                if let Some(place) = self.place(Kind::Icp, &name.value) {
                    found.push((Thing::Icp(place), expression.span));
                }
            }
            ExpressionKind::Stage(name) => {
                if let Some(place) = self.place(Kind::Stage, &name.value) {
                    found.push((Thing::StageMet(place), expression.span));
                }
            }
            ExpressionKind::Presence { value, .. } => match &value.kind {
                ExpressionKind::Stage(name) => {
                    if let Some(place) = self.place(Kind::Stage, &name.value) {
                        found.push((Thing::StageRecorded(place), expression.span));
                    }
                }
                _ => self.references(value, found),
            },
            ExpressionKind::Negate(inner) | ExpressionKind::Not(inner) | ExpressionKind::Group(inner) => {
                self.references(inner, found);
            }
            ExpressionKind::And(parts) | ExpressionKind::Or(parts) => {
                parts.iter().for_each(|part| self.references(part, found));
            }
            ExpressionKind::Compare { left, right, .. } | ExpressionKind::Arithmetic { left, right, .. } => {
                self.references(left, found);
                self.references(right, found);
            }
            ExpressionKind::Else { value, fallback } => {
                self.references(value, found);
                self.references(fallback, found);
            }
            ExpressionKind::In { value, set, .. } => {
                self.references(value, found);
                if let Set::Values(values, _) = set {
                    values.iter().for_each(|value| self.references(value, found));
                }
            }
            ExpressionKind::Search { value, .. }
            | ExpressionKind::Matches { value, .. }
            | ExpressionKind::Includes { value, .. }
            | ExpressionKind::Age { value, .. } => self.references(value, found),
            ExpressionKind::Block { criteria, .. } => self.criteria_references(criteria, found),
            // Inside an aggregate names are fields.
            ExpressionKind::Aggregate(_)
            | ExpressionKind::Path { .. }
            | ExpressionKind::Text(_)
            | ExpressionKind::Number(_)
            | ExpressionKind::Boolean(_)
            | ExpressionKind::When(_)
            | ExpressionKind::Duration(_) => {}
        }
    }

    fn bare_reference(&self, name: &str, span: Span, found: &mut Vec<Reference>) {
        let Some(declared) = self.names.find(Kind::Field, name) else { return };
        match (declared.kind, declared.place) {
            (Kind::Define, Some(place)) => found.push((Thing::Define(place), span)),
            (Kind::Score, Some(place)) => found.push((Thing::Score(place), span)),
            _ => {}
        }
    }

    fn place(&self, kind: Kind, name: &str) -> Option<usize> {
        let declared = self.names.find(kind, name)?;
        (declared.kind == kind).then_some(declared.place)?
    }

    /// Tells what each define stands for, in this order.
    pub(super) fn defines(&mut self, blocks: &Blocks<'a>, order: &[usize]) {
        self.defines = vec![None; blocks.defines.len()];
        for place in order {
            self.defines[*place] = self.meaning(&blocks.defines[*place].expression, Scope::Lead);
        }
    }
}

/// The way round a circle: each thing with the place at which it names the next.
fn way(graph: &Graph, path: &[Step]) -> Vec<(String, Span)> {
    let step = |step: &Step| {
        let span =
            graph.references[step.thing].get(step.followed.wrapping_sub(1)).map(|(_, span)| *span).unwrap_or_default();
        (graph.names[step.thing].clone(), span)
    };
    let mut way: Vec<(String, Span)> = path.iter().map(step).collect();
    // A stage's criteria and its record are one thing to people.
    way.dedup_by(|next, earlier| next.0 == earlier.0);
    if way.len() > 1 && way.first().map(|first| &first.0) == way.last().map(|last| &last.0) {
        way.pop();
    }
    way
}
