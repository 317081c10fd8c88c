//! What a metric is held against: the quantities, the figures written for them, and the bounds.

use crate::check::context::Checker;
use crate::check::{error, literal};
use crate::ir::{self, Figure, Quantity};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{CompareOperator, Expression, ExpressionKind};
use crate::types::Decimal;

/// Returns what messages call a quantity.
pub(super) fn words(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Share | Quantity::Change => "a share",
        Quantity::Count => "a count",
        Quantity::Number => "a number",
        Quantity::Money => "money",
        Quantity::Time { .. } => "a length of time",
        Quantity::Any => "a figure from outside",
    }
}

/// The side that a bound holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// `>` or `>=`
    Least,
    /// `<` or `<=`
    Most,
}

/// Returns the side that a comparison bounds; `=` and `!=` bound nothing.
pub(super) fn bound(checker: &mut Checker<'_>, operator: &Spanned<CompareOperator>) -> Option<Bound> {
    match operator.value {
        CompareOperator::Less | CompareOperator::LessOrEqual => Some(Bound::Most),
        CompareOperator::Greater | CompareOperator::GreaterOrEqual => Some(Bound::Least),
        CompareOperator::Equal | CompareOperator::NotEqual => checker.fail(error::not_a_bound(operator.span)),
    }
}

/// A figure that was checked, and the quantity that it has, which further figures of the same metric must have too.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Checked {
    pub(super) figure: Figure,
    pub(super) quantity: Quantity,
}

/// Returns a figure that is of a metric's quantity.
pub(super) fn check(
    checker: &mut Checker<'_>,
    metric: Span,
    quantity: Quantity,
    figure: &Expression,
) -> Option<Checked> {
    let (literal, is_negative) = match &figure.kind {
        ExpressionKind::Negate(inner) => (&**inner, true),
        _ => (figure, figure.kind.starts_below_zero()),
    };
    let (written, help) = match &literal.kind {
        ExpressionKind::Number(number) if number.percent => {
            let help = (quantity == Quantity::Count).then(|| "write a whole number, without `%`".to_string());
            (Quantity::Change, help)
        }
        ExpressionKind::Number(number) => {
            let help = match quantity {
                Quantity::Share | Quantity::Change => {
                    // `0.3` of all is meant as 30%, `30` as well.
                    let fraction = Decimal::parse(&number.digits).filter(|value| (1..Decimal::ONE).contains(&value.0));
                    let percent = fraction.map(|value| Decimal(value.0 * 100).to_string());
                    Some(format!("write `{}%`", percent.unwrap_or_else(|| number.digits.clone())))
                }
                Quantity::Time { .. } => Some(format!("write its unit: `{} days`", number.digits)),
                _ => None,
            };
            (Quantity::Number, help)
        }
        ExpressionKind::Duration(_) => (Quantity::Time { business: false }, None),
        _ => return checker.fail(error::not_a_figure(figure.span)),
    };
    let fits = match quantity {
        Quantity::Any => true,
        Quantity::Share | Quantity::Change => written == Quantity::Change,
        Quantity::Count | Quantity::Number | Quantity::Money => written == Quantity::Number,
        Quantity::Time { .. } => matches!(written, Quantity::Time { .. }),
    };
    if !fits {
        return checker.fail(error::wrong_unit((words(quantity), metric), (words(written), figure.span), help));
    }
    if is_negative && !matches!(quantity, Quantity::Change | Quantity::Number | Quantity::Money | Quantity::Any) {
        return checker.fail(error::below_zero(words(quantity), metric, figure.span));
    }
    let signed = |number: Decimal| Figure::Number(if is_negative { Decimal(-number.0) } else { number });
    let figure = match (&literal.kind, quantity) {
        (ExpressionKind::Number(number), Quantity::Share) => checker.share(number, 0..=100).map(Figure::Number),
        (ExpressionKind::Number(number), Quantity::Count) => checker.integer(number, 0..=i64::MAX).map(Figure::Count),
        // A literal below zero carries its sign itself.
        (ExpressionKind::Number(number), _) if number.digits.starts_with('-') => {
            checker.decimal(number).map(Figure::Number)
        }
        (ExpressionKind::Number(number), _) => checker.decimal(number).map(signed),
        (ExpressionKind::Duration(duration), Quantity::Time { business: false }) if duration.business => {
            checker.fail(error::not_in_business_time(duration.span, metric))
        }
        (ExpressionKind::Duration(duration), _) => {
            let is_business = matches!(quantity, Quantity::Time { business: true } | Quantity::Any);
            let units = if is_business { literal::ANY } else { literal::PLAIN };
            checker.duration(duration, units).map(Figure::Time)
        }
        _ => None,
    };
    let quantity = match (quantity, figure?) {
        (Quantity::Any, Figure::Time(_)) => Quantity::Time { business: true },
        (Quantity::Any, _) => written,
        (quantity, _) => quantity,
    };
    Some(Checked { figure: figure?, quantity })
}

impl ExpressionKind {
    /// Returns whether it is a number literal below zero.
    fn starts_below_zero(&self) -> bool {
        matches!(self, ExpressionKind::Number(number) if number.digits.starts_with('-'))
    }
}

/// Returns a comparison as the program has it.
pub(super) fn operator(written: CompareOperator) -> ir::CompareOperator {
    crate::check::expression::lowered(written)
}
