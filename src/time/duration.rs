//! Lengths of time, with their unit and clock.

use std::fmt;

use super::{Date, Instant, Reading, Zone};

/// The units, each with its clock: there is no default (a day of a calendar is not 24 hours).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Exact minutes.
    Minutes,
    /// Exact hours.
    Hours,
    /// Days of the calendar: the same time of day, in the contract's zone (S4.1).
    Days,
    /// Seven days of the calendar.
    Weeks,
    /// Months of the calendar, held at the month's last day.
    Months,
    /// Minutes of a calendar's open time.
    BusinessMinutes,
    /// Hours of a calendar's open time.
    BusinessHours,
    /// Working days of a calendar (S4.3).
    BusinessDays,
}

impl Unit {
    /// The units by their word, one and many.
    const WORDS: [(Unit, &'static str, &'static str); 8] = [
        (Unit::Minutes, "minute", "minutes"),
        (Unit::Hours, "hour", "hours"),
        (Unit::Days, "day", "days"),
        (Unit::Weeks, "week", "weeks"),
        (Unit::Months, "month", "months"),
        (Unit::BusinessMinutes, "business minute", "business minutes"),
        (Unit::BusinessHours, "business hour", "business hours"),
        (Unit::BusinessDays, "business day", "business days"),
    ];

    /// Returns the unit of a word such as `hours`, with `business` before it or not.
    pub fn parse(word: &str, business: bool) -> Option<Unit> {
        let found = Unit::WORDS.iter().find(|(unit, one, many)| {
            let strip = |name: &str| name.strip_prefix("business ").unwrap_or(name) == word;
            unit.is_business() == business && (strip(one) || strip(many))
        });
        found.map(|(unit, _, _)| *unit)
    }

    /// Returns whether the unit needs a calendar.
    pub fn is_business(self) -> bool {
        self >= Unit::BusinessMinutes
    }

    /// Returns whether the unit counts days of the calendar rather than exact time.
    pub fn is_calendar(self) -> bool {
        matches!(self, Unit::Days | Unit::Weeks | Unit::Months)
    }
}

/// A length of time, not below 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Duration {
    /// How many.
    pub amount: i64,
    /// Of what.
    pub unit: Unit,
}

impl Duration {
    /// The most that a duration may count, of any unit: beyond every calendar.
    pub const MOST: i64 = 10_000_000;

    /// Returns the instant this much later, or earlier where `sign` is -1. Minutes and hours are exact; days,
    /// weeks and months keep the local time of day in `zone`; a local time that does not exist moves forward,
    /// one that exists twice is the earlier (S2.8). Business units have no meaning here and count as nothing.
    pub fn shift(self, instant: Instant, sign: i64, zone: &Zone) -> Instant {
        let amount = self.amount * sign;
        match self.unit {
            Unit::Minutes => Instant(instant.0.saturating_add(amount.saturating_mul(60 * Instant::SECOND))),
            Unit::Hours => Instant(instant.0.saturating_add(amount.saturating_mul(3_600 * Instant::SECOND))),
            Unit::Days | Unit::Weeks | Unit::Months => {
                let local = zone.local(instant);
                let date = self.shift_date(local.date, sign);
                zone.instant(date, local.time)
            }
            Unit::BusinessMinutes | Unit::BusinessHours | Unit::BusinessDays => instant,
        }
    }

    /// Returns a reading shifted at both ends.
    pub fn shift_reading(self, reading: Reading, sign: i64, zone: &Zone) -> Reading {
        let from = self.shift(reading.from, sign, zone);
        let until = if reading.is_exact() { from } else { self.shift(reading.until, sign, zone) };
        Reading { from, until }
    }

    /// Returns the day this much later, for days, weeks and months; other units leave the day.
    pub fn shift_date(self, date: Date, sign: i64) -> Date {
        let amount = self.amount * sign;
        match self.unit {
            Unit::Days => date.plus_days(amount),
            Unit::Weeks => date.plus_days(amount * 7),
            Unit::Months => date.plus_months(amount),
            _ => date,
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (_, one, many) = Unit::WORDS[self.unit as usize];
        write!(formatter, "{} {}", self.amount, if self.amount == 1 { one } else { many })
    }
}
