//! Ages of instants, and presence.

use super::literal::bare;
use super::{Checker, Operand};
use crate::check::context::Scope;
use crate::check::error;
use crate::ir::Node;
use crate::ops::{age, presence};
use crate::source::Span;
use crate::syntax::ast::{Duration, Expression, ExpressionKind};
use crate::types::Type;

impl Checker<'_> {
    /// `x within 14 days`, `x older than 30 days`
    pub(super) fn age(
        &mut self,
        value: &Expression,
        older: bool,
        duration: &Duration,
        span: Span,
        scope: Scope,
    ) -> Option<Operand> {
        let value = self.value(value, scope);
        let place = duration.span;
        let duration = self.duration(duration, age::UNITS);
        let (value, duration) = (value?, duration?);
        if !age::rule(value.kind) {
            let word = if older { "older than" } else { "within" };
            let found = (value.kind, value.span);
            return self.fail(error::wrong_operand(word, place, "a date or timestamp", found, None));
        }
        let node = if older { Node::OlderThan(value.node, duration) } else { Node::Within(value.node, duration) };
        Some(self.operand(node, Type::Boolean, span))
    }

    /// `x is present`, `x is missing`, `stage NAME is present`
    pub(super) fn presence(&mut self, value: &Expression, missing: bool, span: Span, scope: Scope) -> Option<Operand> {
        if let ExpressionKind::Stage(name) = &bare(value).kind {
            if scope != Scope::Lead {
                return self.fail(error::not_in_activity("a stage", value.span));
            }
            let stage = self.resolve_stage(name)?;
            let recorded = self.operand(Node::StageRecorded(stage), Type::Boolean, span);
            return Some(if missing { self.negated(recorded.node, span) } else { recorded });
        }
        let value = self.value(value, scope)?;
        let is_field =
            matches!(self.nodes.node(value.node), Node::Field(_) | Node::Aggregate { .. } | Node::Else { .. });
        if !presence::rule(value.kind, is_field) {
            let what = if value.kind == Type::Score { "a score" } else { "a criterion" };
            return self.fail(error::never_missing(value.span, what));
        }
        Some(self.criterion_of(Node::Present(value.node), missing, span))
    }
}
