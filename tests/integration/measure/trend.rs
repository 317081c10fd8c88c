//! Alerts: what a figure did over the latest windows that are final (S5.6, S6.5).

use super::ask::{Measure, Sign};
use super::lead::Per;
use super::reference::{Batch, Filter, Window};

/// What a trend asks of its figure.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asks {
    Rising,
    Falling,
    Holds(Sign, i64),
}

/// One trend of an alert.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trend {
    pub(super) measure: Measure,
    pub(super) asks: Asks,
    pub(super) windows: usize,
    pub(super) per: Per,
}

/// An alert: so many of these trends.
#[derive(Clone, Debug)]
pub(super) struct Alert {
    pub(super) trends: Vec<Trend>,
    pub(super) needed: usize,
    pub(super) minimum: Option<u64>,
}

impl Trend {
    /// Writes it; `name` is that of the block of what it measures.
    pub(super) fn written(&self, name: &str) -> String {
        let measured = self.measure.written(name);
        let (count, per) = (self.windows, self.per.word());
        let windows = format!("{count} {per}{}", if count == 1 { "" } else { "s" });
        match self.asks {
            Asks::Rising => format!("{measured} rising for {windows}"),
            Asks::Falling => format!("{measured} falling for {windows}"),
            Asks::Holds(sign, figure) => {
                format!("{measured} {} {} for {windows}", sign.written(), self.measure.figure(figure))
            }
        }
    }

    /// Returns whether it is so: none where too little is known.
    pub(super) fn truth(&self, batch: &Batch, minimum: Option<u64>) -> Option<bool> {
        let asked = self.measure.asked(Filter::All, minimum);
        let counted = batch.figures(&asked, self.per, &[]);
        let windows = counted.groups.values().next().map_or(&[][..], |windows| windows);
        // One that is not final is not looked past.
        let finals: Vec<&Window> = windows.iter().take_while(|window| window.state == "final").collect();
        let needed = if matches!(self.asks, Asks::Holds(..)) { self.windows } else { self.windows + 1 };
        let latest: Vec<Option<(i128, i128)>> =
            finals.iter().rev().take(needed).map(|window| asked.known(window)).collect();
        // So many windows, and each with a figure; or nothing is known.
        let latest: Vec<(i128, i128)> = latest.into_iter().collect::<Option<_>>()?;
        if latest.len() < needed {
            return None;
        }
        Some(match self.asks {
            Asks::Holds(sign, figure) => {
                let figure = self.measure.units(figure);
                latest.iter().all(|value| sign.holds(*value, figure))
            }
            Asks::Rising => latest.windows(2).all(|pair| pair[0].0 * pair[1].1 > pair[1].0 * pair[0].1),
            Asks::Falling => latest.windows(2).all(|pair| pair[0].0 * pair[1].1 < pair[1].0 * pair[0].1),
        })
    }
}

impl Alert {
    /// Returns the verdict on the truths of its trends.
    pub(super) fn verdict(&self, truths: &[Option<bool>]) -> &'static str {
        let count = |wanted: Option<bool>| truths.iter().filter(|truth| **truth == wanted).count();
        match () {
            () if count(Some(true)) >= self.needed => "fires",
            () if count(Some(true)) + count(None) < self.needed => "quiet",
            () => "insufficient_data",
        }
    }
}

/// Returns the word of a truth.
pub(super) fn word(truth: Option<bool>) -> &'static str {
    match truth {
        Some(true) => "met",
        Some(false) => "unmet",
        None => "unknown",
    }
}
