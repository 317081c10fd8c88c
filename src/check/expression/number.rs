//! Arithmetic, and what stands in for a missing value.

use super::literal::bare;
use super::{Checker, Operand, is_literal};
use crate::check::context::Scope;
use crate::check::error;
use crate::ir::{self, Node};
use crate::ops::{arithmetic, fallback};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{ArithmeticOperator, Expression, ExpressionKind};
use crate::types::Type;

impl Checker<'_> {
    /// `x + y` and its kin.
    pub(super) fn arithmetic(
        &mut self,
        written: &Spanned<ArithmeticOperator>,
        left: &Expression,
        right: &Expression,
        span: Span,
        scope: Scope,
    ) -> Option<Operand> {
        let (operator, sign) = match written.value {
            ArithmeticOperator::Add => (ir::ArithmeticOperator::Add, "+"),
            ArithmeticOperator::Subtract => (ir::ArithmeticOperator::Subtract, "-"),
            ArithmeticOperator::Multiply => (ir::ArithmeticOperator::Multiply, "*"),
            ArithmeticOperator::Divide => (ir::ArithmeticOperator::Divide, "/"),
        };
        // `now - 30 days`: the length of time is the one thing to say.
        if let ExpressionKind::Duration(_) = &bare(right).kind {
            return self.fail(error::stray_duration(right.span));
        }
        let divisor = right;
        let (left, right) = self.terms_of(left, right, scope)?;
        for operand in [left, right] {
            if operand.kind == Type::Score {
                return self.fail(error::score_computed(sign, operand.span));
            }
        }
        if sign == "-" && left.kind.is_time() && right.kind.is_time() {
            return self.fail(error::stray_difference(span));
        }
        let kind = match operator {
            ir::ArithmeticOperator::Add | ir::ArithmeticOperator::Subtract => arithmetic::sum(left.kind, right.kind),
            ir::ArithmeticOperator::Multiply => arithmetic::product(left.kind, right.kind),
            ir::ArithmeticOperator::Divide => arithmetic::quotient(left.kind, right.kind),
        };
        let Some(kind) = kind else {
            return self.no_result(sign, written.span, left, right);
        };
        if sign == "/" && is_zero(divisor) {
            return self.fail(error::division_by_zero(written.span, divisor.span));
        }
        let node = Node::Arithmetic { operator, left: left.node, right: right.node };
        Some(self.operand(node, kind, span))
    }

    /// Infers both sides; a literal is a plain number here, since money goes with numbers.
    fn terms_of(&mut self, left: &Expression, right: &Expression, scope: Scope) -> Option<(Operand, Operand)> {
        let (left, right) = (self.value(left, scope), self.value(right, scope));
        Some((left?, right?))
    }

    fn no_result(&mut self, sign: &str, place: Span, left: Operand, right: Operand) -> Option<Operand> {
        if left.kind.is_number() && right.kind.is_number() {
            if sign == "*" {
                return self.fail(error::money_times_money(place, left.span, right.span));
            }
            return self.fail(error::type_mismatch(sign, place, (left.kind, left.span), (right.kind, right.span)));
        }
        let wrong = if left.kind.is_number() { right } else { left };
        let help =
            wrong.kind.is_time().then_some("instants are subtracted from each other: `LATER - EARLIER <= 2 days`");
        self.fail(error::wrong_operand(sign, place, "numbers", (wrong.kind, wrong.span), help))
    }

    /// `- x`
    pub(super) fn negate(&mut self, inner: &Expression, span: Span, scope: Scope) -> Option<Operand> {
        if let ExpressionKind::Number(_) = &bare(inner).kind {
            let whole = Expression { kind: ExpressionKind::Negate(Box::new(inner.clone())), span };
            return self.literal_operand(&whole, None);
        }
        let value = self.value(inner, scope)?;
        let sign = Span { end: span.start + 1, ..span };
        if value.kind == Type::Score {
            return self.fail(error::score_computed("-", value.span));
        }
        if !value.kind.is_number() {
            return self.fail(error::wrong_operand("-", sign, "a number", (value.kind, value.span), None));
        }
        Some(self.operand(Node::Negate(value.node), value.kind, span))
    }

    /// `x else y`
    pub(super) fn fallback(
        &mut self,
        value: &Expression,
        fallback: &Expression,
        span: Span,
        scope: Scope,
    ) -> Option<Operand> {
        let (value, fallback) = self.pair(value, fallback, scope)?;
        if value.kind == Type::Score || fallback.kind == Type::Score {
            let score = if value.kind == Type::Score { value.span } else { fallback.span };
            return self.fail(error::never_missing(score, "a score"));
        }
        let Some(kind) = fallback::rule(value.kind, fallback.kind) else {
            let (left, right) = ((value.kind, value.span), (fallback.kind, fallback.span));
            return self.fail(error::type_mismatch("else", left.1.at_end().to(right.1.at_start()), left, right));
        };
        Some(self.operand(Node::Else { value: value.node, fallback: fallback.node }, kind, span))
    }
}

fn is_zero(expression: &Expression) -> bool {
    match &bare(expression).kind {
        ExpressionKind::Number(number) => number.digits.bytes().all(|digit| matches!(digit, b'0' | b'.' | b'-')),
        ExpressionKind::Negate(inner) => is_literal(expression) && is_zero(inner),
        _ => false,
    }
}
