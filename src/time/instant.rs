//! Instants, and what is known of one when only its day is.

use std::fmt;

use super::Date;
use super::date::DAY;

/// An instant: microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// Microseconds in a second.
    pub const SECOND: i64 = 1_000_000;

    /// Returns the instant of whole seconds since 1970.
    pub fn from_second(second: i64) -> Instant {
        Instant(second.saturating_mul(Instant::SECOND))
    }

    /// Returns the second it lies in, rounded down.
    pub fn second(self) -> i64 {
        self.0.div_euclid(Instant::SECOND)
    }

    /// Reads an RFC 3339 instant, which carries its offset: `2026-04-01T09:00-04:00`; seconds may be left out.
    pub fn parse(text: &str) -> Option<Instant> {
        text.parse::<jiff::Timestamp>().ok().map(|timestamp| Instant(timestamp.as_microsecond()))
    }

    /// Returns the instant that the machine's clock shows; only the command line asks (S2.1).
    pub fn now() -> Instant {
        Instant::from_second(jiff::Timestamp::now().as_second())
    }
}

/// Written in RFC 3339, in UTC.
impl fmt::Display for Instant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(timestamp) => write!(formatter, "{timestamp}"),
            Err(_) => self.at_an_end(formatter),
        }
    }
}

impl Instant {
    /// Writes an instant of the calendar's first or last day, which jiff leaves out for the sake of offsets.
    fn at_an_end(self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, second) = (self.second().div_euclid(DAY), self.second().rem_euclid(DAY));
        match i32::try_from(day).map(Date) {
            Ok(date) if (Date::FIRST..=Date::LAST).contains(&date) => {
                let (hour, minute) = (second / 3_600, second / 60 % 60);
                write!(formatter, "{date}T{hour:02}:{minute:02}:{:02}Z", second % 60)
            }
            _ => write!(formatter, "beyond the calendar"),
        }
    }
}

/// What is known of an instant: any instant from `from` to `until`, both in (S2.4). An exact instant has both
/// equal; a date without a time is the whole of its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reading {
    /// The earliest it can be.
    pub from: Instant,
    /// The latest it can be.
    pub until: Instant,
}

impl Reading {
    /// Returns the reading of an exact instant.
    pub fn exact(instant: Instant) -> Reading {
        Reading { from: instant, until: instant }
    }

    /// Returns whether the instant is known exactly.
    pub fn is_exact(self) -> bool {
        self.from == self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_is_shown() {
        let midnight = Instant::from_second(i64::from(Date::LAST.0) * DAY);
        assert_eq!(midnight.to_string(), "9999-12-31T00:00:00Z");
        assert_eq!(Instant(midnight.0 + 18_061 * Instant::SECOND).to_string(), "9999-12-31T05:01:01Z");
        assert_eq!(Instant(midnight.0 + DAY * Instant::SECOND).to_string(), "beyond the calendar");
    }
}
