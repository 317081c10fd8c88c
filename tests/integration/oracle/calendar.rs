//! Business time by walking over days: every window is laid out on its local date with jiff (S4.4).

use jiff::tz::TimeZone;
use jiff::{ToSpan, civil};
use leadpact::time::{Date, Hours, Instant, weekday};

/// Days that are looked at for an opening, before a calendar counts as one that never opens.
const MOST_DAYS: i32 = 4_000;

/// A calendar as it is written.
pub(super) struct Walked<'a> {
    hours: &'a Hours,
    zone: TimeZone,
}

/// A window, with the local date on which it opens.
#[derive(Clone, Copy)]
struct Window {
    date: Date,
    open: i64,
    close: i64,
}

impl Walked<'_> {
    pub(super) fn new(hours: &Hours) -> Walked<'_> {
        Walked { hours, zone: TimeZone::get(hours.zone.name()).unwrap() }
    }

    /// Returns when a calendar is open from one instant to another: disjoint, the earliest first.
    pub(super) fn open_between(&self, from: Instant, to: Instant) -> Vec<(i64, i64)> {
        // A window that opens on a day closes before the end of the next one.
        let (first, last) = (self.date(from).0 - 2, self.date(to).0 + 1);
        let mut spans: Vec<(i64, i64)> = Vec::new();
        let windows = (first..=last).flat_map(|date| self.windows(Date(date)));
        for window in windows {
            let (open, close) = (window.open.max(from.0), window.close.min(to.0));
            match spans.last_mut() {
                // A repeated hour brings two windows to overlap: it is open once.
                Some(previous) if open < previous.1 => previous.1 = previous.1.max(close),
                _ if open < close => spans.push((open, close)),
                _ => {}
            }
        }
        spans
    }

    /// Returns the close of the Nth working day after the day of a start; of its own day for 0 (S4.3).
    pub(super) fn close_of_day(&self, start: Instant, days: i64) -> Instant {
        let (day, _) = self.counts_as_made(start);
        let close = self.windows(self.working_day(day, days)).iter().map(|window| window.close).max();
        Instant(close.unwrap())
    }

    /// Returns the start's time of day on the Nth working day after its day (S4.3).
    pub(super) fn same_time(&self, start: Instant, days: i64) -> Instant {
        let (day, made) = self.counts_as_made(start);
        let local = self.local(made);
        // A window over midnight belongs to the day on which it opens: its small hours run past 24:00.
        let since_midnight = local.duration_since(day.to_civil().at(0, 0, 0, 0));
        let due = self.working_day(day, days).to_civil().at(0, 0, 0, 0) + since_midnight;
        Instant(self.zone.to_ambiguous_zoned(due).compatible().unwrap().timestamp().as_microsecond())
    }

    /// Returns the business day that a start is of, and when it counts as made: outside all windows at the next
    /// opening.
    fn counts_as_made(&self, start: Instant) -> (Date, Instant) {
        let first = self.date(start).0 - 2;
        let windows = (first..first + MOST_DAYS).flat_map(|date| self.windows(Date(date)));
        let mut next: Option<Window> = None;
        for window in windows {
            if window.open <= start.0 && start.0 < window.close {
                return (window.date, start);
            }
            if window.open > start.0 {
                next = next.filter(|next| next.open <= window.open).or(Some(window));
                // No later day opens before this one.
                if window.date.0 > next.unwrap().date.0 + 1 {
                    break;
                }
            }
        }
        let next = next.expect("the calendar opens again");
        (next.date, Instant(next.open))
    }

    /// Returns the Nth day after this one on which the calendar opens.
    fn working_day(&self, day: Date, days: i64) -> Date {
        let mut date = day;
        for _ in 0..days {
            let later = (1..MOST_DAYS).map(|more| Date(date.0 + more));
            date = later.into_iter().find(|date| !self.windows(*date).is_empty()).expect("the calendar opens again");
        }
        date
    }

    /// Lays out the windows of a local date (S4.4).
    fn windows(&self, date: Date) -> Vec<Window> {
        let closed_from = match self.hours.closed.get(&date) {
            Some(None) => return Vec::new(),
            Some(Some(from)) => *from,
            None => i64::MAX,
        };
        let at = |micros: i64| date.to_civil().at(0, 0, 0, 0) + micros.microseconds();
        let mut windows = Vec::new();
        for (open, close) in &self.hours.week[weekday(date)] {
            let close = (*close).min(closed_from);
            if close <= *open {
                continue;
            }
            // A start that the clock skipped moves forward, an end that it repeated is the later one.
            let open = self.zone.to_ambiguous_zoned(at(*open)).compatible().unwrap();
            let close = self.zone.to_ambiguous_zoned(at(close)).later().unwrap();
            if open < close {
                let (open, close) = (open.timestamp().as_microsecond(), close.timestamp().as_microsecond());
                windows.push(Window { date, open, close });
            }
        }
        windows.sort_by_key(|window| window.open);
        windows
    }

    fn local(&self, instant: Instant) -> civil::DateTime {
        jiff::Timestamp::from_microsecond(instant.0).unwrap().to_zoned(self.zone.clone()).datetime()
    }

    fn date(&self, instant: Instant) -> Date {
        Date::from_civil(self.local(instant).date())
    }
}
