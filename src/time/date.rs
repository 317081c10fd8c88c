//! Days of the calendar.

use std::fmt;

use jiff::{SignedDuration, civil};

/// A day of the Gregorian calendar, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub i32);

/// Seconds in a day of local time without a transition.
pub(crate) const DAY: i64 = 86_400;
/// The day that days are counted from.
const EPOCH: civil::Date = civil::date(1970, 1, 1);

impl Date {
    /// Returns the day, where the calendar has it.
    ///
    /// ```
    /// use leadpact::time::Date;
    /// assert_eq!(Date::new(2026, 4, 1).unwrap().to_string(), "2026-04-01");
    /// assert_eq!(Date::new(2026, 2, 29), None);
    /// ```
    pub fn new(year: i16, month: i8, day: i8) -> Option<Date> {
        civil::Date::new(year, month, day).ok().map(Date::from_civil)
    }

    /// Reads `YYYY-MM-DD` and nothing else.
    pub fn parse(text: &str) -> Option<Date> {
        let digits = |range: std::ops::Range<usize>| {
            let part = text.get(range)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i16>().ok())?
        };
        let separated = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
        let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
        if !separated {
            return None;
        }
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
    }

    /// Returns the day that many days later; days outside the calendar are held at its ends.
    pub fn plus_days(self, days: i64) -> Date {
        let (least, most) = (i64::from(Date::FIRST.0), i64::from(Date::LAST.0));
        // INVARIANT: both ends fit an i32, so the clamped sum does.
        Date(i32::try_from(i64::from(self.0).saturating_add(days).clamp(least, most)).unwrap_or(i32::MAX))
    }

    /// Returns the same day of a month that many months later, held at that month's last day.
    pub fn plus_months(self, months: i64) -> Date {
        let span = jiff::Span::new().try_months(months);
        match span.and_then(|span| self.to_civil().checked_add(span)) {
            Ok(date) => Date::from_civil(date),
            Err(_) => {
                if months < 0 {
                    Date::FIRST
                } else {
                    Date::LAST
                }
            }
        }
    }

    /// The first day that arithmetic reaches: 0001-01-01.
    pub const FIRST: Date = Date(-719_162);
    /// The last day that arithmetic reaches: 9999-12-31.
    pub const LAST: Date = Date(2_932_896);

    /// Returns the day as jiff's type; days outside the calendar are held at its ends.
    pub fn to_civil(self) -> civil::Date {
        EPOCH.saturating_add(SignedDuration::from_secs(i64::from(self.0) * DAY))
    }

    /// Returns the day of jiff's type.
    pub fn from_civil(date: civil::Date) -> Date {
        let days = date.duration_since(EPOCH).as_secs() / DAY;
        // INVARIANT: the calendar reaches from -9999 to 9999, whose days an i32 counts.
        Date(i32::try_from(days).unwrap_or(i32::MAX))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.to_civil())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_comes_back() {
        let mut civil = civil::date(1, 1, 1);
        for day in Date::FIRST.0..=Date::LAST.0 {
            assert_eq!(Date(day).to_civil(), civil);
            assert_eq!(Date::from_civil(civil), Date(day));
            civil = civil.saturating_add(SignedDuration::from_hours(24));
        }
        assert_eq!(Date::LAST.to_civil(), civil::date(9999, 12, 31));
        assert_eq!(Date::parse("9999-12-31"), Some(Date::LAST));
        assert_eq!(Date::LAST.plus_days(1), Date::LAST);
        assert_eq!(Date::LAST.plus_months(1), Date::LAST);
    }
}
