//! `and`, `or`, `not`, and groups of criteria.

use indexmap::IndexMap;

use super::{Checker, Inferred};
use crate::check::context::{Operand, Scope};
use crate::check::error;
use crate::ir::{self, Node, NodeId};
use crate::source::Span;
use crate::syntax::ast::{Criterion, Expression, Quantifier};
use crate::types::Type;

impl Checker<'_> {
    /// `x and y and …`, `x or y or …`
    pub(super) fn connect(&mut self, parts: &[Expression], all: bool, span: Span, scope: Scope) -> Option<Inferred> {
        let parts: Vec<Option<ir::Criterion>> = parts.iter().map(|part| self.criterion(part, scope)).collect();
        let parts: Option<Vec<ir::Criterion>> = parts.into_iter().collect();
        Some(self.group_of(parts?, all, span))
    }

    fn group_of(&mut self, mut parts: Vec<ir::Criterion>, all: bool, span: Span) -> Inferred {
        if parts.len() == 1
            && let Some(only) = parts.pop()
        {
            return Inferred::from_criterion(only);
        }
        let nodes: Vec<NodeId> = parts.iter().map(|part| part.node).collect();
        let operand = self.operand(if all { Node::And(nodes) } else { Node::Or(nodes) }, Type::Boolean, span);
        Inferred { operand, parts, name: None }
    }

    /// `not x`
    pub(super) fn not(&mut self, inner: &Expression, span: Span, scope: Scope) -> Option<Inferred> {
        let part = self.criterion(inner, scope)?;
        let operand = self.negated(part.node, span);
        Some(Inferred { operand, parts: vec![part], name: None })
    }

    /// `all { … }` and its kin; a group of one is what it holds.
    pub(in crate::check) fn criteria(
        &mut self,
        quantifier: &Quantifier,
        criteria: &[Criterion],
        span: Span,
        scope: Scope,
    ) -> Option<Inferred> {
        let count = match quantifier {
            Quantifier::AtLeast(number) => Some(self.count_of(number, criteria.len(), "criteria")),
            _ => None,
        };
        let parts = self.named_criteria(criteria, scope);
        if criteria.is_empty() {
            return self.fail(error::nothing_listed("the group", span));
        }
        let parts: Option<Vec<ir::Criterion>> = parts.into_iter().collect();
        let parts = parts?;
        match quantifier {
            Quantifier::All => Some(self.group_of(parts, true, span)),
            Quantifier::Any => Some(self.group_of(parts, false, span)),
            Quantifier::None => {
                let nodes: Vec<NodeId> = parts.iter().map(|part| part.node).collect();
                let any = match nodes.as_slice() {
                    [only] => *only,
                    _ => self.operand(Node::Or(nodes), Type::Boolean, span).node,
                };
                let operand = self.negated(any, span);
                Some(Inferred { operand, parts, name: None })
            }
            Quantifier::AtLeast(_) => {
                let count = count.flatten()?;
                if parts.len() == 1 {
                    return Some(self.group_of(parts, true, span));
                }
                let nodes: Vec<NodeId> = parts.iter().map(|part| part.node).collect();
                let operand: Operand = self.operand(Node::AtLeast(count, nodes), Type::Boolean, span);
                Some(Inferred { operand, parts, name: None })
            }
        }
    }

    /// Checks the criteria of a group; a name before one is its own within the group.
    pub(in crate::check) fn named_criteria(
        &mut self,
        criteria: &[Criterion],
        scope: Scope,
    ) -> Vec<Option<ir::Criterion>> {
        let mut names: IndexMap<&str, Span> = IndexMap::new();
        let mut lowered = Vec::new();
        for criterion in criteria {
            if let Some(name) = &criterion.name {
                self.criterion_name(name, &mut names);
            }
            let found = self.criterion(&criterion.expression, scope);
            let name = criterion.name.as_ref().map(|name| name.value.clone());
            lowered.push(found.map(|found| ir::Criterion { name: name.or(found.name), ..found }));
        }
        lowered
    }
}
