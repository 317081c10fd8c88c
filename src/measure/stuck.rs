//! Leads that have been in a stage for too long (S6.4).

use std::collections::BTreeMap;

use super::collect::{Cell, Total};
use crate::time::{Duration, Instant, Unit, Window, WindowNumber, Zone};

/// How far back completed stays are looked at.
const LOOKED_AT: Duration = Duration { amount: 12, unit: Unit::Months };
/// How many of them there must be.
const LEAST: usize = 5;
/// How much longer than the median a stay may be: two weeks, in microseconds.
const GRACE: i128 = 14 * 86_400 * Instant::SECOND as i128;

/// How long a lead may be in the stage, at the end of each window or at as-of: twice that, in microseconds, so that the
/// mean of two stays is a whole number. None where too few stays are over.
#[derive(Debug)]
pub(super) struct Limits(BTreeMap<WindowNumber, i128>);

impl Limits {
    /// Returns the limits of the windows that have leads.
    pub(super) fn of(total: &Total, per: Window, zone: &Zone, as_of: Instant) -> Limits {
        let mut stays = total.stays.clone();
        stays.sort_unstable();
        let mut windows: Vec<WindowNumber> = total.cells.keys().map(|(_, window)| *window).collect();
        windows.sort_unstable();
        windows.dedup();
        let limit = |window: WindowNumber| {
            let end = per.start(window + 1, zone).min(as_of);
            let begin = LOOKED_AT.shift(end, -1, zone);
            let first = stays.partition_point(|(until, _)| *until < begin);
            let last = stays.partition_point(|(until, _)| *until <= end);
            let mut lengths: Vec<i64> = stays[first..last].iter().map(|(_, length)| *length).collect();
            if lengths.len() < LEAST {
                return None;
            }
            lengths.sort_unstable();
            let (low, high) = (lengths[(lengths.len() - 1) / 2], lengths[lengths.len() / 2]);
            Some((window, i128::from(low) + i128::from(high) + 2 * GRACE))
        };
        Limits(windows.into_iter().filter_map(limit).collect())
    }

    /// Returns whether it is known how long a lead may be in the stage.
    pub(super) fn has(&self, window: WindowNumber) -> bool {
        self.0.contains_key(&window)
    }

    /// Returns the leads of a window with those counted that have been in the stage for longer.
    pub(super) fn count(&self, window: WindowNumber, cell: &Cell) -> Cell {
        let is_stuck = |stay: &&(i64, bool)| self.0.get(&window).is_some_and(|limit| 2 * i128::from(stay.0) > *limit);
        let stuck = || cell.staying.iter().filter(is_stuck);
        let in_part = stuck().filter(|(_, in_part)| *in_part).count() as u64;
        Cell {
            hits: stuck().count() as u64,
            total: cell.total,
            left_out: cell.left_out,
            waits: cell.waits,
            part: (in_part, 0),
            ..Cell::new()
        }
    }
}
