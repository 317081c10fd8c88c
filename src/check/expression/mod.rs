//! Expressions: the type of each is told from the inside out, and its node is made when the type is known.
//!
//! A file a family of operators; the rules of types are in [`crate::ops`], the words of errors in `error/`.

mod aggregate;
mod compare;
mod literal;
mod logic;
mod member;
mod name;
mod number;
mod text;
mod time;

pub(super) use aggregate::activity_id;
pub(super) use compare::lowered;
pub(super) use literal::{is_literal, text_of};

use super::context::{Checker, Meaning, Operand, Scope};
use super::error;
use crate::ir::{Criterion, Node, NodeId};
use crate::source::Span;
use crate::syntax::ast::{Expression, ExpressionKind};
use crate::types::Type;

/// The most criteria that stand below the name of a define; a larger tree is cut there, so that defines of
/// defines do not grow without bound.
const MOST_PARTS: usize = 200;

/// An expression with its type, and the parts that it is written as where it is a criterion.
#[derive(Clone, Debug)]
pub(super) struct Inferred {
    pub(super) operand: Operand,
    pub(super) parts: Vec<Criterion>,
    /// The name of the one criterion that a group holds.
    name: Option<String>,
}

impl Inferred {
    /// Returns it as the criterion that it is.
    pub(super) fn into_criterion(self) -> Criterion {
        Criterion { name: self.name, node: self.operand.node, span: self.operand.span, parts: self.parts }
    }

    fn from_criterion(criterion: Criterion) -> Inferred {
        let operand = Operand { node: criterion.node, kind: Type::Boolean, span: criterion.span };
        Inferred { operand, parts: criterion.parts, name: criterion.name }
    }
}

impl Checker<'_> {
    /// Returns an expression as a criterion: what is met, unmet or unknown.
    pub(super) fn criterion(&mut self, expression: &Expression, scope: Scope) -> Option<Criterion> {
        let found = self.infer(expression, scope)?;
        match found.operand.kind {
            Type::Boolean => Some(found.into_criterion()),
            kind => self.fail(error::not_a_criterion((kind, expression.span))),
        }
    }

    /// Returns an expression as a value of some type.
    pub(super) fn value(&mut self, expression: &Expression, scope: Scope) -> Option<Operand> {
        self.infer(expression, scope).map(|found| found.operand)
    }

    /// Returns what a define stands for: a criterion with its parts, or a value.
    pub(super) fn meaning(&mut self, expression: &Expression, scope: Scope) -> Option<Meaning> {
        let found = self.infer(expression, scope)?;
        let operand = found.operand;
        let criterion = (operand.kind == Type::Boolean).then(|| found.into_criterion());
        let size = criterion.as_ref().map_or(0, size);
        Some(Meaning { operand, criterion: criterion.filter(|_| size <= MOST_PARTS) })
    }

    /// Returns the type of an expression and its node.
    pub(super) fn infer(&mut self, expression: &Expression, scope: Scope) -> Option<Inferred> {
        let span = expression.span;
        match &expression.kind {
            ExpressionKind::Name(name) => self.name(name, span, scope),
            ExpressionKind::Path { record, field } => self.path(record, field, span, scope),
            ExpressionKind::Text(_)
            | ExpressionKind::Number(_)
            | ExpressionKind::Boolean(_)
            | ExpressionKind::When(_) => self.literal_operand(expression, None).map(plain),
            ExpressionKind::Duration(_) => self.fail(error::stray_duration(span)),
            ExpressionKind::Negate(inner) => self.negate(inner, span, scope).map(plain),
            ExpressionKind::Group(inner) => self.infer(inner, scope),
            ExpressionKind::Not(inner) => self.not(inner, span, scope),
            ExpressionKind::And(parts) => self.connect(parts, true, span, scope),
            ExpressionKind::Or(parts) => self.connect(parts, false, span, scope),
            ExpressionKind::Block { quantifier, criteria } => self.criteria(quantifier, criteria, span, scope),
            ExpressionKind::Compare { operator, left, right } => {
                self.compare(operator, left, right, span, scope).map(plain)
            }
            ExpressionKind::In { value, negated, set } => self.member(value, *negated, set, span, scope).map(plain),
            ExpressionKind::Search { operator, value, needles, .. } => {
                self.search(operator, value, needles, span, scope).map(plain)
            }
            ExpressionKind::Matches { value, pattern } => self.matches(value, pattern, span, scope).map(plain),
            ExpressionKind::Includes { value, quantifier, options } => {
                self.includes(value, quantifier, options, span, scope).map(plain)
            }
            ExpressionKind::Presence { value, missing } => self.presence(value, *missing, span, scope).map(plain),
            ExpressionKind::Age { value, older, duration } => self.age(value, *older, duration, span, scope).map(plain),
            ExpressionKind::Arithmetic { operator, left, right } => {
                self.arithmetic(operator, left, right, span, scope).map(plain)
            }
            ExpressionKind::Else { value, fallback } => self.fallback(value, fallback, span, scope).map(plain),
            ExpressionKind::Icp(name) => self.icp_criterion(name, span, scope).map(plain),
            ExpressionKind::Stage(name) => self.stage_criterion(name, span, scope).map(plain),
            ExpressionKind::Aggregate(aggregate) => self.aggregate(aggregate, span, scope).map(plain),
        }
    }

    /// Adds a node of this type.
    fn operand(&mut self, node: Node, kind: Type, span: Span) -> Operand {
        Operand { node: self.nodes.add(node, kind), kind, span }
    }

    /// Adds a criterion.
    fn criterion_of(&mut self, node: Node, negated: bool, span: Span) -> Operand {
        let criterion = self.operand(node, Type::Boolean, span);
        if negated { self.negated(criterion.node, span) } else { criterion }
    }

    fn negated(&mut self, node: NodeId, span: Span) -> Operand {
        self.operand(Node::Not(node), Type::Boolean, span)
    }
}

fn plain(operand: Operand) -> Inferred {
    Inferred { operand, parts: Vec::new(), name: None }
}

/// How many criteria a tree has.
fn size(criterion: &Criterion) -> usize {
    1 + criterion.parts.iter().map(size).sum::<usize>()
}
