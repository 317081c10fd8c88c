//! How long leads have been in a stage, and which of them are stuck in it (S6.4, S6.8).

use jiff::civil::Date;

use super::lead::{DAY, Known, Lead, Length, Micros, Per, start_of};
use super::reference::{Batch, Entry, Metric, Says, Stage};

/// Where a lead is known to have been.
pub(super) enum Presence {
    /// It was never in the stage.
    Never,
    /// Only a status says that it came, or that it left.
    Untimed,
    /// It was, from this instant on at the earliest.
    From(Micros),
}

/// The stays in a stage that ended: when, and how long they were.
pub(super) struct Stays(Vec<(Micros, i128)>);

impl Stays {
    /// Returns the exact stays that a metric asks for, of all leads of the contract.
    pub(super) fn of(batch: &Batch, metric: Metric) -> Self {
        let Metric::Stuck(stage) = metric else { return Self(Vec::new()) };
        let leads = batch.leads.iter().filter(|lead| Batch::in_scope(lead));
        Self(leads.filter_map(|lead| batch.stay(lead, stage)).collect())
    }

    /// Returns twice the time after which a lead is stuck, where there are stays enough.
    fn limit(&self, batch: &Batch, at: Micros) -> Option<i128> {
        let since = Length::Months(-12).after(at, batch.zone);
        let is_recent = |ended: Micros| since <= ended && ended <= at;
        let mut stays: Vec<i128> =
            self.0.iter().filter(|(ended, _)| is_recent(*ended)).map(|(_, took)| *took).collect();
        stays.sort_unstable();
        let middle = stays.len() / 2;
        let twice = if stays.len() % 2 == 1 { 2 * stays[middle] } else { stays.get(middle)? + stays[middle - 1] };
        (stays.len() >= 5).then_some(twice + 28 * i128::from(DAY))
    }
}

impl Batch<'_> {
    /// Returns every way out of a stage that is recorded: later stages, and exits.
    fn ways_out(&self, lead: &Lead, stage: Stage) -> Vec<Entry> {
        let mut later: Vec<Entry> = stage.later().iter().map(|stage| self.recorded(lead, *stage)).collect();
        // Stages come one after the other: what follows one of a known instant does not make it unknown.
        if let Some(first) = later.iter().position(|way| way.at().is_some()) {
            let mut place = 0..;
            later.retain(|way| place.next() <= Some(first) || *way != Entry::Untimed);
        }
        let recycled = if lead.status.trim().eq_ignore_ascii_case("nurture") { Entry::Untimed } else { Entry::Never };
        let ways = later.into_iter().chain(self.lost(lead)).chain([recycled]);
        ways.filter(|way| *way != Entry::Never).collect()
    }

    /// Returns when an exact stay ended, and how long it was.
    fn stay(&self, lead: &Lead, stage: Stage) -> Option<(Micros, i128)> {
        let Entry::At(came) = self.recorded(lead, stage) else { return None };
        let ways = self.ways_out(lead, stage).into_iter().map(Entry::at).collect::<Option<Vec<Known>>>()?;
        let left = ways.iter().map(|way| way.from).min()?;
        let is_exact = came.from == came.until && ways.iter().any(|way| way.from == left && way.until == left);
        (is_exact && came.from <= left).then(|| (left, i128::from(left - came.from)))
    }

    /// Returns where a lead is known to have been.
    pub(super) fn presence(&self, lead: &Lead, stage: Stage) -> Presence {
        match self.recorded(lead, stage) {
            Entry::Never => Presence::Never,
            Entry::Untimed => Presence::Untimed,
            Entry::At(_) if self.ways_out(lead, stage).contains(&Entry::Untimed) => Presence::Untimed,
            Entry::At(came) => Presence::From(came.from),
        }
    }

    /// Returns what a lead says to a window, if it is in the stage at its end, or as-of, or may be.
    pub(super) fn there(&self, metric: Metric, lead: &Lead, per: Per, day: Date, stays: &Stays) -> Option<Says> {
        let (Metric::Age(_, stage) | Metric::Stuck(stage)) = metric else { panic!("no stay in {metric:?}") };
        let end = start_of(per.next(day), self.zone);
        let at = end.min(self.as_of);
        // A window does not hold its end: who comes then is not there yet, and who leaves is no longer.
        let has_come = |came: Micros| came < end && came <= self.as_of;
        let has_left = |left: Micros| left <= at;
        let came = self.recorded(lead, stage).at()?;
        let left: Vec<Known> = self.ways_out(lead, stage).iter().filter_map(|way| way.at()).collect();
        if !has_come(came.from) {
            return None;
        }
        let is_exact = |known: &Known| known.from == known.until;
        if left.iter().any(|way| has_left(way.until)) {
            return None;
        }
        if !is_exact(&came) || left.iter().any(|way| has_left(way.from)) {
            return Some(Says::Indeterminate);
        }
        let age = i128::from(at - came.from);
        Some(match (metric, stays.limit(self, at)) {
            (Metric::Age(..), _) => Says::Value(age),
            (_, Some(limit)) => Says::Counts(2 * age > limit),
            (_, None) => Says::There,
        })
    }
}
