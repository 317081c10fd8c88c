//! The windows that are a version's among the versions of a contract (S2.3).

use std::collections::BTreeMap;

use super::collect::{Collection, Full, Series, Total, series};
use super::figures::{Externals, Figures, GroupFigures, WindowFigure, window_figure};
use crate::ir::Program;
use crate::time::{Date, Instant, Window, WindowNumber};

/// Which windows a version's figures are of; the default has all of them.
///
/// A window belongs to the version in force on its first day. The one in which the first version begins is that
/// version's too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day on which the version is in force.
    pub from: Option<Date>,
    /// The first day on which the next one is.
    pub until: Option<Date>,
    /// The first instant at which the next one is, in its own zone.
    pub until_at: Option<Instant>,
    /// Whether there is no version before it.
    pub is_first: bool,
    /// Whether what is known to have happened, and not when, is counted among the version's.
    pub takes_undated: bool,
    /// Whether leads say something of windows of a version before it, so that its own begin without a gap.
    pub continues: bool,
}

impl Period {
    /// Returns the first window of a kind; none where all before are the version's too.
    fn first(&self, per: Window) -> Option<WindowNumber> {
        let from = self.from?;
        Some(if self.is_first { per.of(from) } else { first_from(per, from) })
    }

    /// Returns whether a window is the version's.
    pub(super) fn has(&self, per: Window, window: WindowNumber) -> bool {
        self.first(per).is_none_or(|first| first <= window)
            && self.until.is_none_or(|until| window < first_from(per, until))
    }

    /// Returns whether a window is one of a version before.
    pub(super) fn is_before(&self, per: Window, window: WindowNumber) -> bool {
        self.first(per).is_some_and(|first| window < first)
    }

    /// Returns whether something happened while the version was in force, in a window that is not its own and no other
    /// version's either: where the next one is of another zone, whose days begin later.
    pub(super) fn loses(&self, per: Window, window: WindowNumber, at: Instant) -> bool {
        let is_past = self.until.is_some_and(|until| first_from(per, until) <= window);
        is_past && self.until_at.is_some_and(|until| at < until)
    }

    /// Returns whether what happened on a day that is not known counts here.
    pub(super) fn takes_undated(&self) -> bool {
        self.from.is_none() || self.takes_undated
    }

    /// Returns the first and the last of the windows that figures are shown of, which leads say something in from
    /// `first` to `last`.
    pub(super) fn clip(&self, per: Window, first: Option<WindowNumber>, last: WindowNumber) -> Windows {
        let own = self.first(per).filter(|_| self.continues);
        let last = self.until.map_or(last, |until| last.min(first_from(per, until) - 1));
        (own.or(first), last)
    }
}

/// The first and the last window; no first where there is none.
pub(super) type Windows = (Option<WindowNumber>, WindowNumber);

/// Returns the first window that begins on a day or after it.
fn first_from(per: Window, day: Date) -> WindowNumber {
    let holds = per.of(day);
    if per.first_day(holds) < day { holds + 1 } else { holds }
}

impl Collection {
    /// Returns whether no lead says anything.
    pub fn is_empty(&self) -> bool {
        self.totals.iter().all(|total| total.cells.is_empty())
    }
}

impl Figures {
    /// Returns the figures of a version's series as [`Figures::of`], of the windows of its period. Those of a version
    /// before it come first in the series at these places, which follow them: a group keeps its windows, each as the
    /// version counts it that it belongs to.
    ///
    /// # Errors
    /// When the groups have more windows than are kept.
    pub fn of_period(
        program: &Program,
        collection: &Collection,
        externals: &Externals,
        as_of: Instant,
        before: &BTreeMap<usize, &Figures>,
    ) -> Result<Vec<Figures>, Full> {
        let mut all = Figures::of(program, collection, externals, as_of)?;
        let series = series(program);
        for (place, before) in before {
            if let Some(figures) = all.get_mut(*place) {
                figures.follow_on(
                    program,
                    series[*place],
                    &collection.totals[*place],
                    collection.period,
                    as_of,
                    before,
                );
            }
        }
        Ok(all)
    }

    /// Puts the windows of the version before first.
    fn follow_on(
        &mut self,
        program: &Program,
        series: Series<'_>,
        total: &Total,
        period: Period,
        as_of: Instant,
        before: &Figures,
    ) {
        let now = series.per.of(program.contract.timezone.date(as_of));
        let last = total.cells.keys().map(|(_, window)| *window).max().unwrap_or(now).max(now);
        let (first, last) = period.clip(series.per, None, last);
        let empty: Vec<WindowFigure> = first.map_or_else(Vec::new, |first| {
            (first..=last).map(|window| window_figure(program, series, window, None, as_of)).collect()
        });
        let mut new = u32::try_from(total.groups.len()).unwrap_or(u32::MAX);
        for group in &before.groups {
            let earlier = group.windows.iter().cloned();
            match self.groups.iter_mut().find(|own| own.key == group.key) {
                Some(own) => {
                    own.windows.splice(0..0, earlier);
                }
                None => {
                    let place = total.groups.find(&group.key).unwrap_or_else(|| {
                        new = new.saturating_add(1);
                        new - 1
                    });
                    let windows = earlier.chain(empty.iter().cloned()).collect();
                    self.groups.push(GroupFigures { place, windows, ..group.clone() });
                }
            }
        }
        self.sort();
    }
}
