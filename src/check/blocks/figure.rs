//! What a metric is held against: the quantities, the figures written for them, and the bounds.

use crate::check::context::Checker;
use crate::check::{error, literal};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{CompareOperator, Expression, ExpressionKind};

/// What kind of quantity a metric is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quantity {
    /// A part of a whole: 0% to 100%.
    Share,
    /// A change against the window before, in percent: below 0% or above 100% too.
    Change,
    /// So many leads or values.
    Count,
    /// A number of no unit that the contract knows.
    Number,
    /// Money in the contract's currency.
    Money,
    /// A length of time; business time too, where it is measured on a calendar.
    Time {
        /// Whether it is measured on a calendar.
        business: bool,
    },
    /// Something that comes from outside: whatever is written.
    Any,
}

impl Quantity {
    /// Returns what messages call it.
    pub(super) fn words(self) -> &'static str {
        match self {
            Quantity::Share | Quantity::Change => "a share",
            Quantity::Count => "a count",
            Quantity::Number => "a number",
            Quantity::Money => "money",
            Quantity::Time { .. } => "a length of time",
            Quantity::Any => "a figure from outside",
        }
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

/// Checks that a figure is of a metric's quantity. Returns the quantity that the figure has, which further
/// figures of the same metric must have too.
pub(super) fn check(
    checker: &mut Checker<'_>,
    metric: Span,
    quantity: Quantity,
    figure: &Expression,
) -> Option<Quantity> {
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
                Quantity::Share | Quantity::Change => Some(format!("write `{}%`", number.digits)),
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
        return checker.fail(error::wrong_unit((quantity.words(), metric), (written.words(), figure.span), help));
    }
    if is_negative && !matches!(quantity, Quantity::Change | Quantity::Number | Quantity::Money | Quantity::Any) {
        return checker.fail(error::below_zero(quantity.words(), metric, figure.span));
    }
    match (&literal.kind, quantity) {
        (ExpressionKind::Number(number), Quantity::Share) => checker.share(number, 0..=100).map(|_| quantity),
        (ExpressionKind::Number(number), Quantity::Count) => checker.integer(number, 0..=i64::MAX).map(|_| quantity),
        (ExpressionKind::Number(number), Quantity::Any) => checker.decimal(number).map(|_| written),
        (ExpressionKind::Number(number), _) => checker.decimal(number).map(|_| quantity),
        (ExpressionKind::Duration(duration), Quantity::Time { business: false }) if duration.business => {
            checker.fail(error::not_in_business_time(duration.span, metric))
        }
        (ExpressionKind::Duration(duration), _) => {
            let is_business = matches!(quantity, Quantity::Time { business: true } | Quantity::Any);
            let units = if is_business { literal::ANY } else { literal::PLAIN };
            let length = checker.duration(duration, units);
            length.map(|_| if quantity == Quantity::Any { Quantity::Time { business: true } } else { quantity })
        }
        _ => None,
    }
}

impl ExpressionKind {
    /// Returns whether it is a number literal below zero.
    fn starts_below_zero(&self) -> bool {
        matches!(self, ExpressionKind::Number(number) if number.digits.starts_with('-'))
    }
}
