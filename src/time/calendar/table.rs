//! A calendar's windows as instants.

use super::Hours;
use crate::time::{Date, Instant};

/// Microseconds in a day of local time without a change of the clock.
pub(super) const DAY: i64 = 86_400 * Instant::SECOND;

/// The windows of some years. Windows do not overlap and are in order.
#[derive(Debug)]
pub(super) struct Table {
    /// The first instant that is known, and the last one.
    from: Instant,
    until: Instant,
    starts: Vec<i64>,
    ends: Vec<i64>,
    /// The open time before each window, and after the last one.
    before: Vec<i64>,
    /// By window the place of its day among the working ones.
    days: Vec<u32>,
    /// The working days, in order.
    working: Vec<Working>,
    /// By day of UTC from the first on, the first window that ends after its beginning.
    by_day: Vec<u32>,
    /// By step of open time, the first window that ends after it.
    by_opened: Vec<u32>,
    step: i64,
}

/// A day with a window.
#[derive(Clone, Copy, Debug)]
struct Working {
    date: Date,
    close: i64,
}

impl Table {
    /// Lays out the windows of the days from the first to before the last.
    pub(super) fn new(hours: &Hours, (first, last): (Date, Date)) -> Table {
        let zone = &hours.zone;
        let mut laid: Vec<(i64, i64, u32)> = Vec::new();
        let mut working: Vec<Working> = Vec::new();
        for day in first.0..last.0 {
            let date = Date(day);
            // A day that the zone left out, as Samoa did in 2011, has no time to be open in.
            if hours.on(date).next().is_none() || zone.start_of(date) == zone.start_of(date.plus_days(1)) {
                continue;
            }
            for (start, end) in hours.on(date) {
                let (start, end) = (zone.instant(date, start).0, zone.latest_instant(date, end).0);
                if end <= start {
                    continue;
                }
                match working.last_mut().filter(|day| day.date == date) {
                    Some(day) => day.close = day.close.max(end),
                    None => working.push(Working { date, close: end }),
                }
                // INVARIANT: a day was just put there, and a table has fewer days than a u32 counts.
                laid.push((start, end, u32::try_from(working.len() - 1).unwrap_or(u32::MAX)));
            }
        }
        // An opening that the clock skipped moves forward, past what opens right after the change.
        laid.sort_by_key(|(start, ..)| *start);
        let (mut starts, mut ends, mut before, mut days) = (Vec::new(), Vec::new(), vec![0], Vec::new());
        let (mut opened, mut furthest) = (0, i64::MIN);
        for (start, end, place) in laid {
            // What overlaps an earlier window counts once.
            let start = start.max(furthest);
            if end > start {
                starts.push(start);
                ends.push(end);
                days.push(place);
                opened += end - start;
                before.push(opened);
                furthest = end;
            }
        }
        let from = zone.start_of(first);
        let until = zone.start_of(last);
        let mut table = Table {
            from,
            until,
            starts,
            ends,
            before,
            days,
            working,
            by_day: Vec::new(),
            by_opened: Vec::new(),
            step: 1,
        };
        table.index();
        table
    }

    fn index(&mut self) {
        let mut window = 0;
        let count = (self.until.0 - self.from.0) / DAY + 2;
        for day in 0..count {
            let beginning = self.from.0 + day * DAY;
            while window < self.ends.len() && self.ends[window] <= beginning {
                window += 1;
            }
            self.by_day.push(u32::try_from(window).unwrap_or(u32::MAX));
        }
        let total = self.before.last().copied().unwrap_or(0);
        let windows = i64::try_from(self.starts.len()).unwrap_or(i64::MAX);
        self.step = (total / windows.max(1)).max(1);
        window = 0;
        for step in 0..=total / self.step {
            while window < self.ends.len() && self.before[window + 1] <= step * self.step {
                window += 1;
            }
            self.by_opened.push(u32::try_from(window).unwrap_or(u32::MAX));
        }
    }

    /// Returns whether what lies before and at the instant is laid out.
    pub(super) fn knows(&self, instant: Instant) -> bool {
        self.from <= instant && instant < self.until
    }

    /// Returns the first window that ends after an instant.
    fn window(&self, instant: Instant) -> usize {
        let day = (instant.0 - self.from.0).div_euclid(DAY).max(0);
        let day = usize::try_from(day).unwrap_or_default();
        let begin = self.by_day.get(day).map_or(self.ends.len(), |window| *window as usize);
        let end =
            self.by_day.get(day + 1).map_or(self.ends.len(), |window| (*window as usize + 1).min(self.ends.len()));
        begin + self.ends[begin..end.max(begin)].partition_point(|end| *end <= instant.0)
    }

    /// Returns the open time from the table's beginning to an instant.
    pub(super) fn opened(&self, instant: Instant) -> i64 {
        let window = self.window(instant);
        let into = self.starts.get(window).map_or(0, |start| (instant.0 - start).max(0));
        self.before[window] + into
    }

    /// Returns the earliest instant at which so much open time has passed since the start.
    pub(super) fn deadline(&self, start: Instant, target: i64) -> Option<Instant> {
        if target <= 0 {
            return Some(start);
        }
        let goal = self.opened(start).checked_add(target)?;
        let step = usize::try_from(goal / self.step).ok()?;
        let begin = self.by_opened.get(step).copied()? as usize;
        // What is up at a closing is up there and not at the next opening: the window before may reach it too.
        let begin = begin.saturating_sub(1);
        let end = self.by_opened.get(step + 1).map_or(self.starts.len(), |window| *window as usize + 1);
        let end = end.min(self.starts.len());
        let window = begin + self.before[begin + 1..=end].partition_point(|opened| *opened < goal);
        let due = self.starts.get(window)? + (goal - self.before[window]);
        Some(Instant(due))
    }

    pub(super) fn is_open(&self, instant: Instant) -> bool {
        self.starts.get(self.window(instant)).is_some_and(|start| *start <= instant.0)
    }

    /// Returns the first open instant at or after this one.
    pub(super) fn opening(&self, instant: Instant) -> Option<Instant> {
        self.starts.get(self.window(instant)).map(|start| Instant((*start).max(instant.0)))
    }

    /// Returns the start's working day and the Nth one after it, with its close.
    fn after(&self, start: Instant, days: i64) -> Option<(Working, Working)> {
        let first = *self.days.get(self.window(start))? as usize;
        let due = first.checked_add(usize::try_from(days).ok()?)?;
        Some((self.working[first], *self.working.get(due)?))
    }

    pub(super) fn close_after(&self, start: Instant, days: i64) -> Option<Instant> {
        self.after(start, days).map(|(_, due)| Instant(due.close))
    }

    pub(super) fn days_after(&self, start: Instant, days: i64) -> Option<(Date, Date)> {
        self.after(start, days).map(|(first, due)| (first.date, due.date))
    }

    pub(super) fn windows(&self, from: Instant, to: Instant) -> Vec<(Instant, Instant)> {
        let windows = self.starts.iter().zip(&self.ends).skip(self.window(from));
        let within = windows.take_while(|(start, _)| **start < to.0);
        within.map(|(start, end)| (Instant((*start).max(from.0)), Instant((*end).min(to.0)))).collect()
    }
}
