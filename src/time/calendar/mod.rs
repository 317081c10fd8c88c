//! Business time: when a calendar is open, how much of it lies between two instants, and when so much of it is up.
//!
//! A calendar is compiled once into a table of its windows in instants, each with the open time before it (S4.10): what
//! lies between two instants is then the difference of two look-ups, and a deadline is one look-up more, whatever the
//! distance. An index by day and one by open time make a look-up a step and a few comparisons.
//!
//! Windows are laid out per local date and then converted (S4.4): an opening that a change of the clock skipped moves
//! forward, a closing that it repeated is the later one, and what overlaps thereby counts once. A window that crosses
//! midnight belongs to the day on which it opens, and so do closed days and business days.

mod table;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::{Date, Instant, Zone};
use table::{DAY, Table};

/// What a calendar says.
#[derive(Clone, Debug, PartialEq)]
pub struct Hours {
    /// Its zone.
    pub zone: Zone,
    /// By weekday from Monday, the windows that open on it: microseconds from 00:00 to the opening, which is below 24
    /// hours, and to the closing, which may run into the next day. They do not overlap.
    pub week: [Vec<(i64, i64)>; 7],
    /// The closed days: from which time on, in microseconds; `None` for all day.
    pub closed: BTreeMap<Date, Option<i64>>,
}

impl Hours {
    /// Returns the windows that open on a day, as microseconds from its 00:00.
    pub fn on(&self, date: Date) -> impl Iterator<Item = (i64, i64)> + '_ {
        let until = match self.closed.get(&date) {
            None => i64::MAX,
            Some(None) => i64::MIN,
            Some(Some(from)) => *from,
        };
        let windows = &self.week[weekday(date)];
        windows.iter().filter(move |(start, _)| *start < until).map(move |(start, end)| (*start, (*end).min(until)))
    }
}

/// Returns the weekday of a date, from Monday as 0.
pub fn weekday(date: Date) -> usize {
    // 1970-01-01 was a Thursday. INVARIANT: the remainder is below 7.
    usize::try_from((i64::from(date.0) + 3).rem_euclid(7)).unwrap_or_default()
}

/// A compiled calendar. Cheap to clone; threads may share it.
#[derive(Clone, Debug)]
pub struct Calendar {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    hours: Hours,
    /// The years that most batches are about, made when the first instant is asked about.
    near: OnceLock<Table>,
    /// Every year that cells are read from, made when an instant lies outside the near ones.
    whole: OnceLock<Table>,
}

impl PartialEq for Calendar {
    fn eq(&self, other: &Calendar) -> bool {
        self.inner.hours == other.inner.hours
    }
}

/// 2000-01-01 and 2050-01-01.
const NEAR: (Date, Date) = (Date(10_957), Date(29_220));
/// 1899-12-01 and 2200-02-01: cells are read from 1900 to 2199.
const WHOLE: (Date, Date) = (Date(-25_598), Date(84_037));

impl Calendar {
    /// Compiles a calendar.
    pub fn new(hours: Hours) -> Calendar {
        Calendar { inner: Arc::new(Inner { hours, near: OnceLock::new(), whole: OnceLock::new() }) }
    }

    /// Returns what the calendar says.
    pub fn hours(&self) -> &Hours {
        &self.inner.hours
    }

    /// Returns the zone that its days are days of.
    pub fn zone(&self) -> &Zone {
        &self.inner.hours.zone
    }

    fn near(&self) -> &Table {
        self.inner.near.get_or_init(|| Table::new(&self.inner.hours, NEAR))
    }

    fn whole(&self) -> &Table {
        self.inner.whole.get_or_init(|| Table::new(&self.inner.hours, WHOLE))
    }

    /// Returns the table that knows all of these instants.
    fn table(&self, instants: &[Instant]) -> &Table {
        let near = self.near();
        if instants.iter().all(|instant| near.knows(*instant)) { near } else { self.whole() }
    }

    /// Asks the near table and, where it has no answer, the whole one.
    fn ask<T>(&self, start: Instant, ask: impl Fn(&Table) -> Option<T>) -> Option<T> {
        let near = self.near();
        let found = if near.knows(start) { ask(near) } else { None };
        found.or_else(|| ask(self.whole()))
    }

    /// Returns the open time between two instants, in microseconds; 0 where the second is not the later (S4.1).
    pub fn elapsed(&self, from: Instant, to: Instant) -> i64 {
        let table = self.table(&[from, to]);
        (table.opened(to) - table.opened(from)).max(0)
    }

    /// Returns the earliest instant at which so much open time has passed since the start (S4.2); `None` beyond the
    /// years that a calendar has.
    pub fn deadline(&self, start: Instant, target: i64) -> Option<Instant> {
        self.ask(start, |table| table.deadline(start, target))
    }

    /// Returns whether the calendar is open at an instant; at the instant of closing it is not.
    pub fn is_open(&self, instant: Instant) -> bool {
        self.table(&[instant]).is_open(instant)
    }

    /// Returns the first instant at or after this one at which the calendar is open.
    pub fn opening(&self, instant: Instant) -> Option<Instant> {
        self.ask(instant, |table| table.opening(instant))
    }

    /// Returns the close of the Nth working day after the start's day; of 0, that of the start's day. A start outside
    /// every window counts as made at the next opening (S4.3).
    pub fn close_after(&self, start: Instant, days: i64) -> Option<Instant> {
        self.ask(start, |table| table.close_after(start, days))
    }

    /// Returns the start's time of day on the Nth working day after the start's day (S4.3).
    pub fn same_time_after(&self, start: Instant, days: i64) -> Option<Instant> {
        self.ask(start, |table| {
            let (first, due) = table.days_after(start, days)?;
            let opened = table.opening(start)?;
            let local = self.zone().local(opened);
            let over = i64::from(local.date.0 - first.0) * DAY;
            Some(self.zone().instant(due, local.time + over))
        })
    }

    /// Returns the windows that lie between two instants, cut at both, in order.
    pub fn windows(&self, from: Instant, to: Instant) -> Vec<(Instant, Instant)> {
        self.table(&[from, to]).windows(from, to)
    }
}
