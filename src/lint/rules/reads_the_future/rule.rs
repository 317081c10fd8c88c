//! Criteria that ask for what is recorded after they are judged.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Point, Program, Recorded, RejectionRecord};
use crate::lint::expressions::{Scoped, lines, of_icp, of_score};
use crate::lint::{Category, Contract, Level, Rule};
use crate::source::Span;
use crate::syntax::ast::{Block, Expression, ExpressionKind, Header, IcpStatement, ScoreBody, StageStatement};
use crate::types::FieldId;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L808", name: "reads-the-future", page: include_str!("rule.md") },
    category: Category::Correctness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let mut told = BTreeSet::new();
    for (place, stage) in contract.program.stages.iter().enumerate() {
        // A stage without an instant is judged at as-of (S2.2).
        if !matches!(stage.recorded, Recorded::At(_)) {
            continue;
        }
        let later = recorded_after(contract.program, place);
        let mut walk = Walk { contract, later: &later, seen: BTreeSet::new(), rest: Vec::new(), reads: Vec::new() };
        walk.stage(&stage.name);
        walk.finish();
        for (field, span) in walk.reads {
            if told.insert(span) {
                let name = &contract.program.schema.field(field).name;
                found.push(
                    Diagnostic::warning(RULE.code, format!("`{}` is judged before `{name}` is there", stage.name))
                        .label(span, format!("written {}", later[&field]))
                        .help("what comes later has not happened (S2.7): ask for it in a later stage, or nowhere"),
                );
            }
        }
    }
}

/// Returns the fields of instants that come after a lead enters a stage, and when that is.
fn recorded_after(program: &Program, place: usize) -> BTreeMap<FieldId, String> {
    let mut later = BTreeMap::new();
    let mut add = |field: FieldId, when: String| {
        later.entry(field).or_insert(when);
    };
    for stage in &program.stages[place + 1..] {
        if let Recorded::At(field) = stage.recorded {
            add(field, format!("when a lead enters `{}`", stage.name));
        }
    }
    for exit in program.exits.iter().filter(|exit| exit.from.index() >= place) {
        if let Recorded::At(field) = exit.recorded {
            add(field, format!("when a lead leaves by `{}`", exit.name));
        }
    }
    if let Some(rejection) = program.rejection.as_ref().filter(|rejection| rejection.of.index() >= place) {
        if let RejectionRecord::At { field, .. } = rejection.recorded {
            add(field, "when the lead is handed back".to_string());
        }
        if let Some(dispute) = &rejection.dispute {
            add(dispute.recorded, "when that is disputed".to_string());
        }
    }
    for sla in &program.slas {
        if matches!(&sla.starts, Point::Stage(start) if start.index() >= place) {
            // Of a field that keeps the last occurrence an earlier one may have been there.
            for field in stops(&sla.stops).into_iter().filter(|field| !program.schema.field(*field).latest) {
                add(field, format!("when `{}` stops", sla.name));
            }
        }
    }
    // What an earlier stage records too is there.
    for stage in &program.stages[..=place] {
        if let Recorded::At(field) = stage.recorded {
            later.remove(&field);
        }
    }
    later
}

/// Returns the fields that stop a timer; what a stage records is known from the stage.
fn stops(point: &Point) -> Vec<FieldId> {
    match point {
        Point::Field(field) => vec![*field],
        Point::FirstOf(points) => points.iter().flat_map(stops).collect(),
        Point::Stage(_) | Point::Activity { .. } => Vec::new(),
    }
}

/// What is to be read.
enum Rest<'a> {
    Expression(&'a Expression),
    Name(&'a str, Span),
}

/// A walk over all that a stage's criteria ask for.
struct Walk<'a, 'c> {
    contract: &'c Contract<'a>,
    later: &'c BTreeMap<FieldId, String>,
    /// The names that were walked, by the word before them.
    seen: BTreeSet<(&'static str, &'a str)>,
    /// What is still to be read: names may stand for names for longer than calls can nest.
    rest: Vec<Rest<'a>>,
    /// The fields that come later, each with the place where it is read.
    reads: Vec<(FieldId, Span)>,
}

impl<'a> Walk<'a, '_> {
    fn finish(&mut self) {
        while let Some(rest) = self.rest.pop() {
            match rest {
                Rest::Expression(expression) => self.expression(expression),
                Rest::Name(name, span) => self.name(name, span),
            }
        }
    }

    fn expression(&mut self, expression: &'a Expression) {
        let mut record_of = None;
        for Scoped { expression, record } in Scoped::of_lead(expression).all() {
            match &expression.kind {
                ExpressionKind::Name(name) if record.is_none() => self.name(name, expression.span),
                ExpressionKind::Path { record, field } if record.value == "lead" => {
                    self.field(&field.value, expression.span);
                }
                ExpressionKind::Icp(name) if self.is_new("icp", &name.value) => self.icp(&name.value),
                ExpressionKind::Presence { value, .. } => {
                    if let ExpressionKind::Stage(name) = &value.kind {
                        self.record(&name.value, expression.span);
                        record_of = Some(value.span);
                    }
                }
                ExpressionKind::Stage(name) if record_of != Some(expression.span) => {
                    let program = self.contract.program;
                    let stage = program.stages.iter().find(|stage| stage.name == name.value);
                    // Without criteria it is met where it is recorded (S3.5); its criteria are right where they stand.
                    if stage.is_some_and(|stage| stage.when.is_none()) {
                        self.record(&name.value, expression.span);
                    }
                }
                _ => {}
            }
        }
    }

    /// Reads a field, or what a define or a score stands for.
    fn name(&mut self, name: &'a str, span: Span) {
        if self.field(name, span) || !self.is_new("", name) {
            return;
        }
        for block in self.contract.ast.blocks() {
            match block {
                Block::Define(define) if is_named(&define.header, name) => {
                    self.rest.push(Rest::Expression(&define.expression));
                }
                Block::Score(score) if is_named(&score.header, name) => {
                    self.rest.extend(of_score(&score.body).into_iter().map(Rest::Expression));
                    if let ScoreBody::Sum { terms, .. } = &score.body {
                        self.rest.extend(terms.iter().map(|term| Rest::Name(&term.value, term.span)));
                    }
                }
                _ => {}
            }
        }
    }

    fn is_new(&mut self, word: &'static str, name: &'a str) -> bool {
        self.seen.insert((word, name))
    }

    /// Reads a field; returns whether there is one of that name.
    fn field(&mut self, name: &str, span: Span) -> bool {
        let field = self.contract.program.schema.find(name);
        self.reads.extend(field.filter(|field| self.later.contains_key(field)).map(|field| (field, span)));
        field.is_some()
    }

    /// Reads when a stage is recorded.
    fn record(&mut self, name: &str, span: Span) {
        let stage = self.contract.program.stages.iter().find(|stage| stage.name == name);
        if let Some(Recorded::At(field)) = stage.map(|stage| &stage.recorded)
            && self.later.contains_key(field)
        {
            self.reads.push((*field, span));
        }
    }

    fn icp(&mut self, name: &'a str) {
        for block in self.contract.ast.blocks() {
            let Block::Icp(body) = block else { continue };
            if is_named(&body.header, name) {
                // Tags decide nothing (S3.1).
                let deciding = body.statements.iter().filter(|line| !matches!(line.value, IcpStatement::Tags(_)));
                self.rest.extend(deciding.flat_map(|line| of_icp(&line.value)).map(Rest::Expression));
            }
        }
    }

    fn stage(&mut self, name: &str) {
        for block in self.contract.ast.blocks() {
            let Block::Stage(stage) = block else { continue };
            if is_named(&stage.body.header, name) {
                for statement in &stage.body.statements {
                    if let StageStatement::When(criteria) = &statement.value {
                        self.rest.extend(lines(criteria).into_iter().map(Rest::Expression));
                    }
                }
            }
        }
    }
}

fn is_named(header: &Header, name: &str) -> bool {
    header.name.as_ref().is_some_and(|declared| declared.value == name)
}
