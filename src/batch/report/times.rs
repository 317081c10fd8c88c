//! What is counted of a column of times, beside how many can be read: what may be wrong with all of them alike.

use super::counts::Edge;
use crate::batch::cell::TimeFormat;
use crate::time::{Date, Instant};

/// How many different dates must have no day above 12 before that is worth saying.
pub(super) const DATES: usize = 20;
/// The times of day that are looked at: every half hour.
const HALF_HOURS: usize = 48;
/// Microseconds in a minute.
const MINUTE: i64 = 60 * Instant::SECOND;
/// The most by which a wrong zone puts an instant too late: from 14 hours east of UTC to UTC.
const WIDEST: i64 = 14 * 3_600 * Instant::SECOND;
/// The days of a month that no month is.
const ABOVE_12: u32 = !((1 << 13) - 1);

/// How a cell of a time was read.
#[derive(Clone, Copy, Debug)]
pub(in crate::batch) struct TimeRead {
    /// Which format read it: its place among those that are declared, of which ISO 8601 is the one after the last.
    pub format: u32,
    /// The date as it is written.
    pub date: Date,
    /// The time of day in the batch's zone, in microseconds; `None` for a date without a time.
    pub clock: Option<i64>,
    /// Whether its offset is written with it.
    pub has_offset: bool,
    /// Whether it is written as midnight with an offset, and is none in the batch's zone.
    pub is_far_midnight: bool,
}

/// What is counted of a column of times.
#[derive(Clone, Debug)]
pub(in crate::batch) struct TimeCounts {
    /// By declared format, then ISO 8601.
    pub formats: Vec<FormatCounts>,
    /// Dates without a time.
    pub without_clock: u64,
    /// Times with a time of day.
    pub with_clock: u64,
    /// Of these, how many are not at a full minute.
    pub with_seconds: u64,
    /// Of these, how many are at each half hour.
    clocks: [u64; HALF_HOURS],
    /// Of these, how many are midnights by an offset of their own and not in the batch's zone.
    pub far_midnights: u64,
    /// What later instants are compared with.
    as_of: Option<Instant>,
    /// Times without an offset that are later than as-of by no more than a wrong zone makes them.
    pub later_hours: u64,
    /// The most by which these are later, in microseconds.
    pub later_most: i64,
    /// Other times that are later than as-of.
    pub later: u64,
}

/// What is counted of a format.
#[derive(Clone, Debug)]
pub(in crate::batch) struct FormatCounts {
    /// How many cells it read.
    pub cells: u64,
    /// How many cells that nothing reads it would read with day and month the other way round.
    pub swapped: u64,
    /// Whether its day and month are numbers that another order may be meant by.
    is_watched: bool,
    /// The days of months that occur, a bit each, until one above 12 does.
    days: u32,
    /// Some different dates, as many as count.
    dates: Vec<Date>,
    first: Date,
    last: Date,
}

impl TimeRead {
    /// The place of no format: the file knows its times as such.
    pub(in crate::batch) const NO_FORMAT: u32 = u32::MAX;
}

impl FormatCounts {
    fn new(is_watched: bool) -> FormatCounts {
        FormatCounts {
            cells: 0,
            swapped: 0,
            is_watched,
            days: 0,
            dates: Vec::new(),
            first: Date::LAST,
            last: Date::FIRST,
        }
    }

    fn watch(&mut self, date: Date) {
        if !self.is_watched || self.days & ABOVE_12 != 0 {
            return;
        }
        self.days |= 1 << date.to_civil().day();
        self.first = self.first.min(date);
        self.last = self.last.max(date);
        self.keep(date);
    }

    fn keep(&mut self, date: Date) {
        if self.dates.len() < DATES
            && let Err(place) = self.dates.binary_search(&date)
        {
            self.dates.insert(place, date);
        }
    }

    fn merge(&mut self, later: &FormatCounts) {
        self.cells += later.cells;
        self.swapped += later.swapped;
        self.days |= later.days;
        self.first = self.first.min(later.first);
        self.last = self.last.max(later.last);
        later.dates.iter().for_each(|date| self.keep(*date));
    }

    /// Returns the first and the last of at least 20 different dates that span three months and have no day above
    /// 12. One day alone, such as the first of every month, is a habit and no sign of anything.
    pub(super) fn without_high_days(&self) -> Option<(Date, Date)> {
        let is_low = self.days & ABOVE_12 == 0 && self.days.count_ones() > 1;
        let spans = self.dates.len() >= DATES && self.last >= self.first.plus_months(3);
        (is_low && spans).then_some((self.first, self.last))
    }
}

impl TimeCounts {
    /// Returns the counts of no cells yet; `as_of` is what instants are compared with, which days are not.
    pub(in crate::batch) fn new(formats: &[TimeFormat], as_of: Option<Instant>) -> TimeCounts {
        let iso = FormatCounts::new(false);
        let formats = formats.iter().map(|format| FormatCounts::new(format.may_be_swapped()));
        TimeCounts {
            formats: formats.chain([iso]).collect(),
            without_clock: 0,
            with_clock: 0,
            with_seconds: 0,
            clocks: [0; HALF_HOURS],
            far_midnights: 0,
            as_of,
            later_hours: 0,
            later_most: 0,
            later: 0,
        }
    }

    /// Counts as many equal cells.
    pub(super) fn add(&mut self, edge: Edge, how: &TimeRead, cells: u64) {
        if let Some(format) = self.formats.get_mut(how.format as usize) {
            format.cells += cells;
            format.watch(how.date);
        }
        match how.clock {
            None => self.without_clock += cells,
            Some(clock) => {
                self.with_clock += cells;
                let (minute, rest) = (clock / MINUTE, clock % MINUTE);
                if rest != 0 {
                    self.with_seconds += cells;
                } else if minute % 30 == 0
                    && let Some(count) = usize::try_from(minute / 30).ok().and_then(|place| self.clocks.get_mut(place))
                {
                    *count += cells;
                }
                self.far_midnights += if how.is_far_midnight { cells } else { 0 };
            }
        }
        if let Some(as_of) = self.as_of
            && edge.0 > as_of.0
        {
            let by = edge.0 - as_of.0;
            if how.clock.is_some() && !how.has_offset && by <= WIDEST {
                self.later_hours += cells;
                self.later_most = self.later_most.max(by);
            } else {
                self.later += cells;
            }
        }
    }

    /// Notes that a format would read a cell that nothing reads, with day and month the other way round.
    pub(in crate::batch) fn swapped(&mut self, format: usize) {
        if let Some(format) = self.formats.get_mut(format) {
            format.swapped += 1;
        }
    }

    pub(super) fn merge(&mut self, later: &TimeCounts) {
        for (counts, later) in self.formats.iter_mut().zip(&later.formats) {
            counts.merge(later);
        }
        self.without_clock += later.without_clock;
        self.with_clock += later.with_clock;
        self.with_seconds += later.with_seconds;
        for (count, more) in self.clocks.iter_mut().zip(later.clocks) {
            *count += more;
        }
        self.far_midnights += later.far_midnights;
        self.later_hours += later.later_hours;
        self.later_most = self.later_most.max(later.later_most);
        self.later += later.later;
    }

    /// Returns the half hour at which most times are, in minutes after midnight, how many are, and how many are at
    /// the next usual one.
    pub(super) fn usual_clock(&self) -> (u64, u64, u64) {
        // Of two that are as usual, the earlier.
        let most = (0_u64..).zip(self.clocks).max_by_key(|(place, count)| (*count, std::cmp::Reverse(*place)));
        let (place, count) = most.unwrap_or_default();
        let others = (0_u64..).zip(self.clocks).filter(|(other, _)| *other != place);
        (place * 30, count, others.map(|(_, count)| count).max().unwrap_or_default())
    }

    /// Returns the two half hours, an hour apart, at which most times are together, as minutes after midnight, and how
    /// many are: so lie midnights of a zone that changes its clock.
    pub(super) fn usual_pair(&self) -> ((u64, u64), u64) {
        let both = |place: usize| self.clocks[place] + self.clocks[(place + 2) % HALF_HOURS];
        let place = (0..HALF_HOURS).max_by_key(|place| (both(*place), std::cmp::Reverse(*place))).unwrap_or_default();
        let minutes = |place: usize| (place % HALF_HOURS) as u64 * 30;
        ((minutes(place), minutes(place + 2)), both(place))
    }

    /// Returns how many times are midnight in the batch's zone.
    pub(super) fn midnights(&self) -> u64 {
        self.clocks[0]
    }
}
