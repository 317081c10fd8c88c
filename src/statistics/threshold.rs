//! Whether a share of leads is above or below a threshold.

use super::wilson::is_certain;
use crate::ops::CompareOperator;
use crate::types::Decimal;

/// Returns whether so many of so many pass a threshold: strictly (S5.7), and where a confidence is asked for with
/// Wilson's bound too (S5.8). Of none at all nothing passes.
pub fn passes(
    hits: u64,
    total: u64,
    operator: CompareOperator,
    threshold: Decimal,
    confidence: Option<Decimal>,
) -> bool {
    let share = i128::from(hits) * i128::from(Decimal::ONE);
    let limit = i128::from(total) * i128::from(threshold.0);
    let is_beyond = match operator {
        CompareOperator::Less => share < limit,
        CompareOperator::LessOrEqual => share <= limit,
        CompareOperator::Greater => share > limit,
        CompareOperator::GreaterOrEqual => share >= limit,
        CompareOperator::Equal => share == limit,
        CompareOperator::NotEqual => share != limit,
    };
    total > 0 && is_beyond && confidence.is_none_or(|confidence| is_certain(hits, total, threshold, confidence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s5_7_a_fifth_is_not_above_a_fifth() {
        let fifth = Decimal(Decimal::ONE / 5);
        let passes = |hits, operator| passes(hits, 25, operator, fifth, None);
        assert!(!passes(5, CompareOperator::Greater) && passes(6, CompareOperator::Greater));
        assert!(passes(5, CompareOperator::GreaterOrEqual) && !passes(5, CompareOperator::Less));
        assert!(passes(4, CompareOperator::Less) && passes(5, CompareOperator::LessOrEqual));
    }

    #[test]
    fn of_none_nothing_passes() {
        let operators = [CompareOperator::LessOrEqual, CompareOperator::GreaterOrEqual, CompareOperator::Equal];
        assert!(operators.into_iter().all(|operator| !super::passes(0, 0, operator, Decimal(0), None)));
    }
}
