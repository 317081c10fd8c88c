//! Comparisons, and the differences of instants that are compared with a length of time.

use super::literal::bare;
use super::{Checker, Operand, is_literal, text_of};
use crate::check::context::Scope;
use crate::check::error;
use crate::ir::{self, Node};
use crate::ops::age;
use crate::ops::compare::{self, Refusal};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{ArithmeticOperator, CompareOperator, Duration, Expression, ExpressionKind};
use crate::types::{Type, trim};

impl Checker<'_> {
    /// `x = y` and its kin.
    pub(super) fn compare(
        &mut self,
        written: &Spanned<CompareOperator>,
        left: &Expression,
        right: &Expression,
        span: Span,
        scope: Scope,
    ) -> Option<Operand> {
        let operator = lowered(written.value);
        if let ExpressionKind::Duration(duration) = &bare(right).kind {
            return self.elapsed(operator, left, duration, span, scope);
        }
        if let ExpressionKind::Duration(duration) = &bare(left).kind {
            return self.elapsed(flipped(operator), right, duration, span, scope);
        }
        if let Some(blank) =
            [left, right].into_iter().find(|side| text_of(side).is_some_and(|text| trim(text).is_empty()))
        {
            return self.fail(error::blank_compared(operator.sign(), blank.span));
        }
        let (left, right) = self.pair(left, right, scope)?;
        self.comparable(operator.sign(), written.span, left, right, is_ordered(operator))?;
        let node = Node::Compare { operator, left: left.node, right: right.node };
        Some(self.criterion_of(node, false, span))
    }

    /// Infers two sides, of which a literal takes the type of the other.
    pub(super) fn pair(&mut self, left: &Expression, right: &Expression, scope: Scope) -> Option<(Operand, Operand)> {
        if is_literal(left) && !is_literal(right) {
            let right = self.value(right, scope);
            let left = self.literal_operand(left, right.map(|right| right.kind))?;
            return Some((left, right?));
        }
        let left = self.value(left, scope);
        let right = if is_literal(right) {
            self.literal_operand(right, left.map(|left| left.kind))
        } else {
            self.value(right, scope)
        };
        Some((left?, right?))
    }

    /// Says why two operands do not compare.
    fn comparable(&mut self, sign: &str, place: Span, left: Operand, right: Operand, ordered: bool) -> Option<()> {
        let (left, right) = ((left.kind, left.span), (right.kind, right.span));
        match compare::rule(left.0, right.0, ordered) {
            Ok(()) => Some(()),
            Err(Refusal::Types) => self.fail(error::type_mismatch(sign, place, left, right)),
            Err(Refusal::NoOrder) => self.fail(error::no_order(sign, place, left, right)),
            Err(Refusal::ManyOf) => {
                let many = if matches!(left.0, Type::ManyOf(_)) { left.1 } else { right.1 };
                self.fail(error::many_of_compared(sign, place, many))
            }
            Err(Refusal::Score) => {
                let (score, other) = if left.0 == Type::Score { (left.1, right) } else { (right.1, left) };
                self.fail(error::score_compared(place, score, other))
            }
        }
    }

    /// `later - earlier OP duration`
    fn elapsed(
        &mut self,
        operator: ir::CompareOperator,
        difference: &Expression,
        duration: &Duration,
        span: Span,
        scope: Scope,
    ) -> Option<Operand> {
        let duration_span = duration.span;
        let ExpressionKind::Arithmetic { operator: minus, left, right } = &bare(difference).kind else {
            self.value(difference, scope)?;
            return self.fail(error::stray_duration(duration_span));
        };
        if minus.value != ArithmeticOperator::Subtract {
            self.value(difference, scope)?;
            return self.fail(error::stray_duration(duration_span));
        }
        let duration = self.duration(duration, age::UNITS);
        let (later, earlier) = (self.value(left, scope), self.value(right, scope));
        let (later, earlier) = (later?, earlier?);
        for operand in [later, earlier] {
            if !operand.kind.is_time() {
                let found = (operand.kind, operand.span);
                return self.fail(error::wrong_operand("-", minus.span, "two dates or timestamps", found, None));
            }
        }
        let node = Node::Elapsed { operator, later: later.node, earlier: earlier.node, duration: duration? };
        Some(self.operand(node, Type::Boolean, span))
    }
}

pub(in crate::check) fn lowered(operator: CompareOperator) -> ir::CompareOperator {
    match operator {
        CompareOperator::Equal => ir::CompareOperator::Equal,
        CompareOperator::NotEqual => ir::CompareOperator::NotEqual,
        CompareOperator::Less => ir::CompareOperator::Less,
        CompareOperator::LessOrEqual => ir::CompareOperator::LessOrEqual,
        CompareOperator::Greater => ir::CompareOperator::Greater,
        CompareOperator::GreaterOrEqual => ir::CompareOperator::GreaterOrEqual,
    }
}

/// Returns the comparison with its sides exchanged.
fn flipped(operator: ir::CompareOperator) -> ir::CompareOperator {
    match operator {
        ir::CompareOperator::Less => ir::CompareOperator::Greater,
        ir::CompareOperator::LessOrEqual => ir::CompareOperator::GreaterOrEqual,
        ir::CompareOperator::Greater => ir::CompareOperator::Less,
        ir::CompareOperator::GreaterOrEqual => ir::CompareOperator::LessOrEqual,
        same => same,
    }
}

fn is_ordered(operator: ir::CompareOperator) -> bool {
    !matches!(operator, ir::CompareOperator::Equal | ir::CompareOperator::NotEqual)
}
