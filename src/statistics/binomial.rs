//! How often chance alone does something: independent leads, each with the same chance, in windows one after the other.
//!
//! Sums of positive terms in floats, by nothing but the four operations, so that they are the same on every machine; they
//! are right to more places than anybody is shown. A finding of the linter hangs on one; no verdict on a lead does.

/// The most leads that a chance is computed of: beyond that the least of the terms is none that a float has.
pub const MOST: u64 = 1_000;

/// Returns the chance that of so many leads, at most [`MOST`], at least so many are hit, where each is with this chance,
/// which is at most a half.
pub fn at_least(hits: u64, total: u64, share: f64) -> f64 {
    // The chance of none, then of one more each time.
    let mut term = (0..total).fold(1.0, |product: f64, _| product * (1.0 - share));
    let odds = share / (1.0 - share);
    let mut sum = 0.0;
    for count in 0..=total {
        if count >= hits {
            sum += term;
        }
        term *= odds * (total - count) as f64 / (count + 1) as f64;
    }
    sum
}

/// Returns the chance that among so many windows there are so many one after the other that all come true, where each
/// does with this chance.
pub fn run_within(windows: u32, run: u32, each: f64) -> f64 {
    let length = run.max(1) as usize;
    // The chance of having so many true ones at the end, and no run yet.
    let mut ending = vec![0.0; length];
    ending[0] = 1.0;
    let mut done = 0.0;
    for _ in 0..windows {
        done += ending[length - 1] * each;
        let broken = ending.iter().sum::<f64>() * (1.0 - each);
        for place in (1..length).rev() {
            ending[place] = ending[place - 1] * each;
        }
        ending[0] = broken;
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the chance, in percent, that a rate above 20% in two months one after the other is seen within a year.
    fn yearly(share: f64, leads: u64) -> f64 {
        100.0 * run_within(12, 2, at_least(leads / 5 + 1, leads, share))
    }

    #[test]
    fn two_given_months_above_a_fifth() {
        // Thousandths, by true rate, of 3, 5, 10, 20, 30, 50, 100 and 200 leads a month.
        let table = [
            (0.10, [73, 7, 5, 2, 1, 0, 0, 0]),
            (0.15, [149, 27, 32, 29, 23, 14, 4, 0]),
            (0.20, [238, 69, 104, 137, 154, 173, 194, 210]),
            (0.25, [334, 135, 225, 342, 425, 544, 724, 888]),
            (0.40, [615, 440, 693, 901, 966, 996, 1_000, 1_000]),
        ];
        for (share, expected) in table {
            for (leads, expected) in [3, 5, 10, 20, 30, 50, 100, 200].into_iter().zip(expected) {
                let each = at_least(leads / 5 + 1, leads, share);
                assert_eq!((each * each * 1_000.0).round(), f64::from(expected), "{leads} at {share}");
            }
        }
    }

    #[test]
    fn a_wrongful_pause_within_a_year() {
        for (leads, expected) in [(10, 5.0), (20, 2.0), (50, 0.1)] {
            assert_eq!((yearly(0.10, leads) * 10.0).round() / 10.0, expected, "{leads} at 10%");
        }
        for (leads, expected) in [(10, 27.0), (20, 25.0), (30, 21.0), (50, 14.0)] {
            assert_eq!(yearly(0.15, leads).round(), expected, "{leads} at 15%");
        }
        // Of eight such sources at least one.
        let of_eight = |share: f64, leads: u64| 1.0 - (1.0 - yearly(share, leads) / 100.0).powi(8);
        assert_eq!((of_eight(0.10, 10) * 1_000.0).round(), 336.0);
        assert_eq!((of_eight(0.15, 20) * 100.0).round(), 90.0);
    }

    #[test]
    fn ends_of_the_ranges() {
        assert_eq!(at_least(0, 10, 0.0), 1.0);
        assert_eq!(at_least(1, 10, 0.0), 0.0);
        assert_eq!(at_least(11, 10, 0.5), 0.0);
        assert!((at_least(0, MOST, 0.5) - 1.0).abs() < 1e-9);
        assert!((at_least(MOST / 2, MOST, 0.5) - 0.512_6).abs() < 1e-4);
        assert_eq!(run_within(3, 4, 1.0), 0.0);
        assert_eq!(run_within(4, 4, 1.0), 1.0);
        assert!((run_within(12, 1, 0.5) - (1.0 - 0.5_f64.powi(12))).abs() < 1e-12);
    }
}
