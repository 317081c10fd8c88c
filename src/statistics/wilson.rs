//! How sure a share of few leads is: Wilson's interval (Wilson 1927, Journal of the American Statistical Association
//! 22, 209).

use crate::types::Decimal;

/// The normal quantile that leaves 2.5% on either side.
const TWO_SIDED_95: f64 = 1.959_963_984_540_054;

/// Where a share may lie, in tenths of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lower end.
    pub low: u16,
    /// The upper end.
    pub high: u16,
}

/// Returns Wilson's two-sided 95% interval of a share, for people; no verdict hangs on it.
pub fn interval(hits: u64, total: u64) -> Option<Interval> {
    if total == 0 {
        return None;
    }
    let (share, n, z) = (hits as f64 / total as f64, total as f64, TWO_SIDED_95);
    let middle = share + z * z / (2.0 * n);
    let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    let tenths = |value: f64| (value.clamp(0.0, 1.0) * 1_000.0).round() as u16;
    Some(Interval { low: tenths((middle - half) / scale), high: tenths((middle + half) / scale) })
}

/// Returns whether the one-sided Wilson bound of a share passes a threshold too (S5.8): the lower bound lies above it,
/// or the upper below it.
///
/// The bound passes t if and only if the share does and `(share - t)² n > z² t (1 - t)`, which is decided in
/// integers: only the square of the quantile z is rounded, to six places.
pub fn is_certain(hits: u64, total: u64, threshold: Decimal, confidence: Decimal) -> bool {
    let one = i128::from(Decimal::ONE);
    let (n, t) = (i128::from(total), i128::from(threshold.0));
    // (hits / n - t / one)² n one² = (hits one - t n)² / n
    let distance = i128::from(hits) * one - t * n;
    let squared = z_squared(confidence);
    // distance² / n > z² t (one - t), z² in millionths.
    let (Some(left), Some(right)) =
        (distance.checked_mul(distance).and_then(|left| left.checked_mul(one)), squared.checked_mul(t * (one - t)))
    else {
        return false;
    };
    right.checked_mul(n).is_some_and(|right| left > right)
}

/// Returns the square of the one-sided normal quantile of a confidence, in millionths.
fn z_squared(confidence: Decimal) -> i128 {
    let share = confidence.0 as f64 / Decimal::ONE as f64;
    let z = quantile(share);
    (z * z * Decimal::ONE as f64).round() as i128
}

/// Returns the normal quantile of a share from a half on, by bisection of the error function's series.
fn quantile(share: f64) -> f64 {
    let (mut low, mut high) = (0.0, 10.0);
    for _ in 0..80 {
        let middle = (low + high) / 2.0;
        if cumulative(middle) < share { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

/// Returns the normal distribution up to z, from 0 on: a half and the series of z^(2k+1) / (1 3 5 … (2k+1)), times the
/// density (Marsaglia 2004, Journal of Statistical Software 11(4)).
fn cumulative(z: f64) -> f64 {
    let (mut term, mut sum, mut k) = (z, z, 1.0);
    while term > 1e-18 * sum.max(1e-300) && k < 2_000.0 {
        k += 2.0;
        term *= z * z / k;
        sum += term;
    }
    0.5 + sum * (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(percent: i64) -> Decimal {
        Decimal(percent * Decimal::ONE / 100)
    }

    #[test]
    fn intervals_of_small_numbers() {
        let shown = |hits, total| interval(hits, total).map(|it| (it.low, it.high));
        assert_eq!(shown(1, 4), Some((46, 699)));
        assert_eq!(shown(3, 10), Some((108, 603)));
        assert_eq!(shown(5, 20), Some((112, 469)));
        assert_eq!(shown(7, 30), Some((118, 409)));
        assert_eq!(shown(0, 5), Some((0, 434)));
        assert_eq!(shown(0, 20), Some((0, 161)));
        assert_eq!(shown(0, 0), None);
    }

    #[test]
    fn s5_8_the_smallest_count_that_is_certain() {
        // Above 20%, with 80% and with 95% confidence.
        for (total, at_80, at_95) in
            [(5, 2, 3), (8, 3, 4), (10, 4, 5), (15, 5, 6), (20, 6, 7), (30, 8, 10), (50, 13, 15), (100, 24, 27)]
        {
            for (confidence, smallest) in [(80, at_80), (95, at_95)] {
                let certain = |hits: u64| hits * 5 > total && is_certain(hits, total, percent(20), percent(confidence));
                let found = (0..=total).find(|hits| certain(*hits));
                assert_eq!(found, Some(smallest), "{total} at {confidence}%");
            }
        }
    }
}
