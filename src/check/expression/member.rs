//! `in [ … ]`, `in LIST`, `in low..high`

use super::{Checker, Operand, is_literal, text_of};
use crate::check::context::Scope;
use crate::check::error;
use crate::ir::Node;
use crate::ops::compare::Refusal;
use crate::ops::member;
use crate::source::Span;
use crate::syntax::ast::{Expression, Name, Set};
use crate::types::{Decimal, Type, Value, trim};

impl Checker<'_> {
    /// `x in …`, `x not in …`
    pub(super) fn member(
        &mut self,
        value: &Expression,
        negated: bool,
        set: &Set,
        span: Span,
        scope: Scope,
    ) -> Option<Operand> {
        let value = self.value(value, scope);
        match set {
            Set::Values(values, place) => self.in_values(value, values, *place, negated, span),
            Set::Range { low, high, span: place } => {
                self.in_range(value, (low.as_deref(), high.as_deref()), *place, negated, span)
            }
            Set::List(name) => self.in_list(value, name, negated, span),
        }
    }

    fn in_values(
        &mut self,
        value: Option<Operand>,
        literals: &[Expression],
        place: Span,
        negated: bool,
        span: Span,
    ) -> Option<Operand> {
        if literals.is_empty() {
            return self.fail(error::nothing_listed("`in`", place));
        }
        match value.map(|value| (value.kind, value.span)) {
            Some((Type::ManyOf(_), many)) => return self.fail(error::many_of_compared("in", place, many)),
            Some((Type::Score, score)) => return self.fail(error::score_listed(place, score)),
            _ => {}
        }
        let values: Vec<Option<Value>> = literals.iter().map(|literal| self.one_value(value, literal)).collect();
        let values: Option<Vec<Value>> = values.into_iter().collect();
        let (value, values) = (value?, values?);
        Some(self.criterion_of(Node::InValues { value: value.node, values }, negated, span))
    }

    fn one_value(&mut self, value: Option<Operand>, literal: &Expression) -> Option<Value> {
        if !is_literal(literal) {
            return self.fail(error::not_a_literal("in a list of values", literal.span));
        }
        if text_of(literal).is_some_and(|text| trim(text).is_empty()) {
            return self.fail(error::blank_compared("in", literal.span));
        }
        let (found, kind) = self.literal(literal, value.map(|value| value.kind))?;
        let value = value?;
        match member::among(value.kind, kind) {
            Ok(()) => Some(found),
            Err(Refusal::Types | Refusal::NoOrder | Refusal::ManyOf | Refusal::Score) => {
                let (left, right) = ((value.kind, value.span), (kind, literal.span));
                self.fail(error::type_mismatch("in", literal.span, left, right))
            }
        }
    }

    fn in_range(
        &mut self,
        value: Option<Operand>,
        ends: (Option<&Expression>, Option<&Expression>),
        place: Span,
        negated: bool,
        span: Span,
    ) -> Option<Operand> {
        if let Some(value) = value.filter(|value| !member::has_ranges(value.kind)) {
            let found = (value.kind, value.span);
            let help = "texts and options stand in a list: `in [\"…\", …]`";
            let wanted = "a number, score, date or timestamp";
            return self.fail(error::wrong_operand("in", place, wanted, found, Some(help)));
        }
        let low = match ends.0 {
            Some(end) => Some(self.range_end(value, end)?),
            None => None,
        };
        let high = match ends.1 {
            Some(end) => Some(self.range_end(value, end)?),
            None => None,
        };
        if let (Some(low), Some(high)) = (&low, &high)
            && is_above(low, high)
        {
            return self.fail(error::empty_range(place));
        }
        let value = value?;
        Some(self.criterion_of(Node::InRange { value: value.node, low, high }, negated, span))
    }

    fn range_end(&mut self, value: Option<Operand>, end: &Expression) -> Option<Value> {
        if !is_literal(end) {
            return self.fail(error::not_a_literal("at the end of a range", end.span));
        }
        let (found, kind) = self.literal(end, value.map(|value| value.kind))?;
        let value = value?;
        match crate::ops::compare::rule(value.kind, kind, true) {
            Ok(()) => Some(found),
            Err(_) => {
                let (left, right) = ((value.kind, value.span), (kind, end.span));
                self.fail(error::type_mismatch("in", end.span, left, right))
            }
        }
    }

    fn in_list(&mut self, value: Option<Operand>, name: &Name, negated: bool, span: Span) -> Option<Operand> {
        let list = self.resolve_list(name);
        let value = value?;
        if !member::has_lists(value.kind) {
            let found = (value.kind, value.span);
            return self.fail(error::wrong_operand("in", name.span, "text beside a list", found, None));
        }
        let list = list?;
        Some(self.criterion_of(Node::InList { value: value.node, list }, negated, span))
    }
}

/// Returns whether the lower end lies above the upper; ends of two kinds are not held against each other.
fn is_above(low: &Value, high: &Value) -> bool {
    let decimal = |value: &Value| match value {
        Value::Integer(value) => Decimal::from_integer(*value),
        Value::Decimal(value) => Some(*value),
        _ => None,
    };
    match (low, high) {
        (Value::Integer(low), Value::Integer(high)) => low > high,
        (Value::Date(low), Value::Date(high)) => low > high,
        (Value::Timestamp(low), Value::Timestamp(high)) => low > high,
        _ => matches!((decimal(low), decimal(high)), (Some(low), Some(high)) if low > high),
    }
}
