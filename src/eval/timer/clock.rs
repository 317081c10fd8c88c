//! A timer's own clock: how much of it has run, and when it is up.

use crate::ir::Limit;
use crate::time::{Calendar, Instant, Reading, Unit, Zone};
use crate::types::{Decimal, Truth};

/// The clock of a target: the time of a calendar, or all time.
#[derive(Clone, Copy, Debug)]
pub(in crate::eval) struct Clock<'c> {
    /// The calendar of business time.
    pub(in crate::eval) calendar: Option<&'c Calendar>,
    /// How long the timer may run.
    pub(in crate::eval) limit: Limit,
    /// The contract's zone, in which days, weeks and months are counted.
    pub(in crate::eval) zone: &'c Zone,
}

/// When a timer that started at an instant is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::eval) struct Target {
    /// How much of the clock may run, in microseconds.
    pub(in crate::eval) amount: i64,
    /// The instant that was promised, where one was rather than a length of time (S4.3).
    pub(in crate::eval) named: Option<Instant>,
}

impl Target {
    /// What is beyond every calendar.
    const NEVER: Target = Target { amount: i64::MAX, named: None };

    /// Returns whether more has run at an instant than may: more of the clock (S4.1); where an instant was promised and
    /// not a length of time, whether it is past, at `due` (S4.3).
    pub(in crate::eval) fn is_passed(self, at: Instant, elapsed: i64, due: Option<Instant>) -> bool {
        match self.named {
            Some(_) => due.is_some_and(|due| at > due),
            None => elapsed > self.amount,
        }
    }

    /// Returns whether so much of the clock is at least this share of the target.
    pub(in crate::eval) fn is_reached(self, elapsed: i64, share: Decimal) -> bool {
        let (elapsed, amount) = (i128::from(elapsed), i128::from(self.amount));
        self.amount != i64::MAX && elapsed * i128::from(Decimal::ONE) >= amount * i128::from(share.0)
    }
}

/// Stretches of time in which a timer stands still: in order, apart from each other; the last may have no end.
pub(in crate::eval) type Standstills = [(Instant, Instant)];

/// The end of a stretch that has none yet.
pub(in crate::eval) const OPEN: Instant = Instant(i64::MAX);

impl Clock<'_> {
    /// Returns how much of the clock runs between two instants, standing still or not.
    fn between(&self, from: Instant, to: Instant) -> i64 {
        match self.calendar {
            Some(calendar) => calendar.elapsed(from, to),
            None => to.0.saturating_sub(from.0).max(0),
        }
    }

    /// Returns the earliest instant at which so much of the clock has run since another.
    fn after(&self, from: Instant, amount: i64) -> Option<Instant> {
        match self.calendar {
            Some(calendar) => calendar.deadline(from, amount),
            None => from.0.checked_add(amount).map(Instant),
        }
    }

    /// Returns how much of the clock runs between two instants without what it stands still (S4.1).
    pub(in crate::eval) fn elapsed(&self, from: Instant, to: Instant, standstills: &Standstills) -> i64 {
        let still = standstills.iter().map(|(begin, end)| self.between(from.max(*begin), to.min(*end)));
        self.between(from, to) - still.sum::<i64>()
    }

    /// Returns the target of a timer that starts at an instant.
    pub(in crate::eval) fn target(&self, start: Instant) -> Target {
        match (self.limit, self.calendar) {
            (Limit::Within(duration), _) if !duration.unit.is_business() => {
                let due = duration.shift(start, 1, self.zone);
                Target { amount: due.0.saturating_sub(start.0), named: None }
            }
            (Limit::Within(duration), Some(calendar)) => match duration.unit {
                Unit::BusinessMinutes => Target { amount: length(duration.amount, 60), named: None },
                Unit::BusinessHours => Target { amount: length(duration.amount, 3_600), named: None },
                _ => self.named(start, calendar.close_after(start, duration.amount)),
            },
            (Limit::SameTime(days), Some(calendar)) => self.named(start, calendar.same_time_after(start, days)),
            (Limit::EndOfBusinessDay, Some(calendar)) => self.named(start, calendar.close_after(start, 0)),
            // The check asks business time for a calendar.
            (_, None) => Target::NEVER,
        }
    }

    /// Tells whether an instant is later than the target of a start allows, in every reading of the two in which it is
    /// not before the start (S2.4).
    pub(in crate::eval) fn late(&self, from: Reading, to: Reading) -> Truth {
        let start = from.until.min(to.until);
        let (best, worst) = (self.is_late(start, to.from.max(start)), self.is_late(from.from, to.until));
        Truth::of_readings(best && worst, !best && !worst)
    }

    fn is_late(&self, start: Instant, end: Instant) -> bool {
        let target = self.target(start);
        target.is_passed(end, self.elapsed(start, end, &[]), target.named)
    }

    fn named(&self, start: Instant, due: Option<Instant>) -> Target {
        match due {
            Some(due) => Target { amount: self.between(start, due), named: Some(due) },
            None => Target::NEVER,
        }
    }

    /// Returns from when on a timer that is up can no longer be met: when its clock goes on; at once, where an instant was
    /// promised.
    pub(in crate::eval) fn lost(&self, due: Instant) -> Instant {
        let is_length = matches!(self.limit, Limit::Within(duration) if duration.unit != Unit::BusinessDays);
        match self.calendar.filter(|_| is_length) {
            Some(calendar) => calendar.opening(due).unwrap_or(due),
            None => due,
        }
    }

    /// Returns when a timer is up: the earliest instant at which its target has run (S4.2), but not before the instant
    /// that was promised; none while it stands still, and beyond every calendar.
    pub(in crate::eval) fn due(&self, start: Instant, target: Target, standstills: &Standstills) -> Option<Instant> {
        if target.amount == i64::MAX {
            return None;
        }
        if let Some(due) = target.named
            && standstills.iter().all(|(begin, end)| *end <= start || *begin >= due)
        {
            return Some(due);
        }
        // Where it stands still only while business time does, the length has run before that instant.
        self.run_out(start, target.amount, standstills).map(|due| target.named.map_or(due, |named| due.max(named)))
    }

    /// Returns the earliest instant at which so much has run since a start.
    fn run_out(&self, start: Instant, amount: i64, standstills: &Standstills) -> Option<Instant> {
        let (mut from, mut left) = (start, amount);
        for (begin, end) in standstills.iter().filter(|(_, end)| *end > start) {
            let begin = (*begin).max(from);
            let run = self.between(from, begin);
            if run >= left && begin > from {
                break;
            }
            left -= run;
            if *end == OPEN {
                return None;
            }
            from = *end;
        }
        self.after(from, left)
    }
}

/// Returns so many lengths of so many seconds, in microseconds.
fn length(amount: i64, seconds: i64) -> i64 {
    amount.saturating_mul(seconds).saturating_mul(Instant::SECOND)
}
