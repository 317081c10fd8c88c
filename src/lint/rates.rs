//! Rates of rejection that a contract writes down, in one form: what part comes back.

use crate::ir::{Base, Figure, Metric, PauseRule, Target};
use crate::ops::CompareOperator;
use crate::types::Decimal;

/// Returns the part of the leads that may come back before a target is missed; none for a metric of something else.
pub(super) fn tolerated(metric: &Metric, target: &Target) -> Option<Decimal> {
    share_of_rejections(metric, target, &[CompareOperator::Less, CompareOperator::LessOrEqual])
}

/// Returns the part of the leads above which a pause trips; none for a metric of something else.
pub(super) fn pausing(rule: &PauseRule) -> Option<Decimal> {
    share_of_rejections(&rule.metric, &rule.trips, &[CompareOperator::Greater, CompareOperator::GreaterOrEqual])
}

/// Returns a share of rejections, where it is compared in one of these ways; acceptances are turned round.
fn share_of_rejections(metric: &Metric, target: &Target, operators: &[CompareOperator]) -> Option<Decimal> {
    let Base::Rejections { accepted } = metric.base else { return None };
    let Figure::Number(share) = target.figure else { return None };
    let operator = if accepted { target.operator.mirrored() } else { target.operator };
    let is_whole = metric.derived.is_empty() && operators.contains(&operator);
    is_whole.then_some(if accepted { Decimal(Decimal::ONE - share.0) } else { share })
}

/// Returns whether a metric is over the same leads as another, or over more.
pub(super) fn covers(metric: &Metric, other: &Metric) -> bool {
    metric.filters.iter().all(|filter| other.filters.iter().any(|own| own.node == filter.node))
}

/// Writes a share in percent.
pub(super) fn percent(share: Decimal) -> String {
    let hundredfold = Decimal(share.0.saturating_mul(100));
    format!("{hundredfold}%")
}
