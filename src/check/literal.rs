//! Literals: the parser decided their shape, here it is decided whether such a day, number or length exists.

use std::ops::RangeInclusive;

use super::context::Checker;
use super::error;
use crate::syntax::ast::{self, Number, When};
use crate::time::{Date, Duration, Instant, Unit};
use crate::types::Decimal;

/// The units that need no calendar.
pub(super) const PLAIN: &[Unit] = &[Unit::Minutes, Unit::Hours, Unit::Days, Unit::Weeks, Unit::Months];

/// Every unit.
pub(super) const ANY: &[Unit] = &[
    Unit::Minutes,
    Unit::Hours,
    Unit::Days,
    Unit::Weeks,
    Unit::Months,
    Unit::BusinessMinutes,
    Unit::BusinessHours,
    Unit::BusinessDays,
];

/// The units of a decay's period.
pub(super) const DAYS_AND_WEEKS: &[Unit] = &[Unit::Days, Unit::Weeks];

/// Microseconds in a minute.
const MINUTE: i64 = 60 * Instant::SECOND;

impl Checker<'_> {
    /// Returns a day, where the calendar has it.
    pub(super) fn date(&mut self, when: &When) -> Option<Date> {
        match Date::parse(&when.value).filter(|date| in_range(*date)) {
            Some(date) => Some(date),
            None => self.fail(error::bad_date(when)),
        }
    }

    /// Returns an instant, which must carry its offset.
    pub(super) fn instant(&mut self, when: &When) -> Option<Instant> {
        let Some((date, time)) = when.value.split_once(['T', 't']) else {
            return self.fail(error::bad_instant(when));
        };
        if !Date::parse(date).is_some_and(in_range) {
            return self.fail(error::bad_date(when));
        }
        match Instant::parse(&when.value) {
            Some(instant) => Some(instant),
            None if !time.contains(['+', '-', 'Z', 'z']) => self.fail(error::missing_offset(when)),
            None => self.fail(error::bad_instant(when)),
        }
    }

    /// Returns a time of day in microseconds since 00:00; `24:00` is the day's end.
    pub(super) fn time_of_day(&mut self, when: &When) -> Option<i64> {
        match time_of_day(&when.value) {
            Some(time) => Some(time),
            None => self.fail(error::bad_time_of_day(when)),
        }
    }

    /// Returns a length of time, whose unit must be one of these.
    pub(super) fn duration(&mut self, duration: &ast::Duration, allowed: &[Unit]) -> Option<Duration> {
        let Some(unit) = Unit::parse(&duration.unit.value, duration.business) else {
            return self.fail(error::unknown_unit(duration));
        };
        if !allowed.contains(&unit) {
            return self.fail(error::wrong_clock(duration, unit, allowed));
        }
        if duration.same_time && unit != Unit::BusinessDays {
            return self.fail(error::same_time(duration));
        }
        let amount = self.integer(&duration.amount, 1..=Duration::MOST)?;
        Some(Duration { amount, unit })
    }

    /// Returns a whole number within a range.
    pub(super) fn integer(&mut self, number: &Number, range: RangeInclusive<i64>) -> Option<i64> {
        if number.percent || number.digits.contains('.') {
            return self.fail(error::not_whole(number));
        }
        match number.digits.parse::<i64>().ok().filter(|value| range.contains(value)) {
            Some(value) => Some(value),
            None => self.fail(error::out_of_range(number, &range)),
        }
    }

    /// Returns a share such as `30%` as a fraction (0.3), where its percentage is within a range.
    pub(super) fn share(&mut self, number: &Number, percent: RangeInclusive<i64>) -> Option<Decimal> {
        if !number.percent {
            return self.fail(error::not_a_share(number));
        }
        let value = self.decimal(number)?;
        let hundredth = Decimal::ONE / 100;
        if value.0 < percent.start() * hundredth || value.0 > percent.end() * hundredth {
            return self.fail(error::share_out_of_range(number, &percent));
        }
        Some(value)
    }

    /// Returns an exact decimal; `30%` is 0.3.
    pub(super) fn decimal(&mut self, number: &Number) -> Option<Decimal> {
        let hundred = Decimal(100 * Decimal::ONE);
        let read = Decimal::parse(&number.digits);
        let value = if number.percent {
            // A share of more than four places would be rounded, which no literal is.
            read.filter(|value| value.0 % 100 == 0).and_then(|value| value.over(hundred))
        } else {
            read
        };
        match value {
            Some(value) => Some(value),
            None => self.fail(error::bad_number(number)),
        }
    }
}

/// The years that cells have: 1900 to 2199.
fn in_range(date: Date) -> bool {
    let bounds = (Date::new(1900, 1, 1), Date::new(2199, 12, 31));
    bounds.0.is_some_and(|first| date >= first) && bounds.1.is_some_and(|last| date <= last)
}

/// Reads a time of day such as `09:00`, in microseconds; `24:00` is the end of one.
pub(super) fn time_of_day(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    let number = |part: &str| {
        (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<i64>().ok())?
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    (minute < 60 && (hour < 24 || (hour == 24 && minute == 0))).then_some((hour * 60 + minute) * MINUTE)
}
