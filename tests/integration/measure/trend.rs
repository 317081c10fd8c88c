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
        let truths: Vec<Option<bool>> = match self.asks {
            Asks::Holds(sign, figure) => {
                let figure = self.measure.units(figure);
                (0..needed).map(|place| Some(sign.holds((*latest.get(place)?)?, figure))).collect()
            }
            _ => (0..self.windows).map(|place| self.moves(&latest, place)).collect(),
        };
        match () {
            () if truths.contains(&Some(false)) => Some(false),
            () if truths.contains(&None) => None,
            () => Some(true),
        }
    }

    /// Returns whether a window moved as asked for, from the one before it; the latest is the first.
    fn moves(&self, latest: &[Option<(i128, i128)>], place: usize) -> Option<bool> {
        let (now, before) = ((*latest.get(place)?)?, (*latest.get(place + 1)?)?);
        let (now, before) = (now.0 * before.1, before.0 * now.1);
        Some(if matches!(self.asks, Asks::Rising) { now > before } else { now < before })
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
