//! A rule that stops sources, followed window by window (S5.6 to S5.10).

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::lead::{Known, Length, Micros, date_of, start_of};
use super::reference::{Group, Metric, Window};

/// What a window with too few leads does to a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    Breaks,
    Skips,
    Pools,
}

/// A `pause`.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) metric: Metric,
    /// In percent: above it, or below where `below` says so.
    pub(super) threshold: u64,
    pub(super) below: bool,
    pub(super) windows: usize,
    pub(super) minimum: u64,
    pub(super) gap: Gap,
    pub(super) confidence: Option<u64>,
    pub(super) rework: bool,
    pub(super) after: Option<Length>,
    /// The groups that were signed off again, folded, each with a day.
    pub(super) resumed: Vec<(Vec<String>, Date)>,
}

/// What becomes of a source.
#[derive(Debug, PartialEq)]
pub(super) struct Followed {
    pub(super) verdict: &'static str,
    pub(super) pauses: Vec<(Micros, Option<Micros>)>,
}

impl Rule {
    fn trips(&self, hits: u64, total: u64) -> bool {
        let (left, right) = (100 * hits, self.threshold * total);
        let tripped = if self.below { left < right } else { left > right };
        tripped && self.confidence.is_none_or(|confidence| self.is_certain(hits, total, confidence))
    }

    /// Asks whether Wilson's one-sided bound passes the threshold too, by its own formula (S5.8).
    fn is_certain(&self, hits: u64, total: u64, confidence: u64) -> bool {
        // One-sided quantiles of the normal distribution, from a table.
        let z: f64 = match confidence {
            80 => 0.841_621_233_572_914_3,
            90 => 1.281_551_565_544_600_4,
            other => panic!("no quantile for {other}%"),
        };
        let (share, n) = (hits as f64 / total as f64, total as f64);
        let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
        let middle = share + z * z / (2.0 * n);
        let scale = 1.0 + z * z / n;
        let threshold = self.threshold as f64 / 100.0;
        if self.below { (middle + half) / scale < threshold } else { (middle - half) / scale > threshold }
    }

    /// Follows a source to as-of.
    pub(super) fn follow(&self, group: &Group, windows: &[Window], zone: &TimeZone, as_of: Micros) -> Followed {
        let is_blank = group.iter().any(|(is_blank, _)| *is_blank);
        let values: Vec<String> = group.iter().map(|(_, value)| value.clone()).collect();
        // It begins with its own first lead. Windows are adjacent, so one that is not final ends what can be said.
        let is_empty = |window: &&Window| window.denominator == 0 && window.left_out == [0; 4];
        let finals: Vec<&Window> =
            windows.iter().skip_while(is_empty).take_while(|window| window.state == "final").collect();
        let mut pauses: Vec<(Micros, Option<Micros>)> = Vec::new();
        let mut last_of_pause = None;
        // The windows of the run, and those put together; when all of them are final.
        let (mut run, mut pooled) = (0, (0, 0));
        let mut known_at = Micros::MIN;
        let mut latest = "none";
        for (place, window) in finals.iter().enumerate() {
            known_at = known_at.max(window.final_at);
            if let Some((_, until)) = pauses.last()
                && until.is_none_or(|until| window.start < until)
            {
                continue;
            }
            let (mut hits, mut total) = (window.numerator, window.denominator);
            if self.gap == Gap::Pools {
                hits += pooled.0;
                total += pooled.1;
            }
            if total < self.minimum.max(1) {
                pooled = (hits, total);
                if self.gap == Gap::Breaks {
                    run = 0;
                }
                if self.gap != Gap::Skips || latest == "none" {
                    latest = "few";
                }
                continue;
            }
            pooled = (0, 0);
            if !self.trips(hits, total) {
                run = 0;
                latest = "passes";
                continue;
            }
            run += 1;
            latest = "trips";
            if run >= self.windows && !is_blank {
                pauses.push((known_at, self.ends(known_at, &values, zone)));
                last_of_pause = Some(place);
                run = 0;
                latest = "none";
            }
        }
        let is_paused = pauses.last().is_some_and(|(_, until)| until.is_none_or(|until| until > as_of));
        let verdict = match latest {
            _ if is_paused && last_of_pause == finals.len().checked_sub(1) => {
                if self.rework {
                    "rework"
                } else {
                    "pause"
                }
            }
            _ if is_paused => "paused",
            "few" => "insufficient_data",
            "trips" => "watch",
            "passes" => "ok",
            _ => "provisional",
        };
        Followed { verdict, pauses }
    }

    fn ends(&self, from: Micros, values: &[String], zone: &TimeZone) -> Option<Micros> {
        let by_itself = self.after.map(|after| after.after(from, zone));
        // A sign-off counts from its day on; one of the day on which the pause began ends it at once.
        let by_hand = self.resumed.iter().filter(|(of, date)| of == values && *date >= date_of(from, zone));
        by_hand.map(|(_, date)| start_of(*date, zone).max(from)).chain(by_itself).min()
    }

    /// Returns what a source was at a hand-off.
    pub(super) fn status(&self, followed: &Followed, handed: Known) -> &'static str {
        let inside = |at: Micros| {
            followed.pauses.iter().any(|(from, until)| *from <= at && until.is_none_or(|until| at < until))
        };
        // Every instant at which something changes, and the ends of the day.
        let mut instants = vec![handed.from, handed.until];
        instants.extend(followed.pauses.iter().flat_map(|(from, until)| [Some(*from), *until]).flatten());
        instants.retain(|at| handed.from <= *at && *at <= handed.until);
        match (instants.iter().all(|at| inside(*at)), instants.iter().any(|at| inside(*at))) {
            (true, _) if self.rework => "rework",
            (true, _) => "paused",
            (false, true) => "indeterminate",
            (false, false) => "active",
        }
    }
}
