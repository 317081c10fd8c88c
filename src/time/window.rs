//! Windows that figures are counted in: days, weeks, months and quarters of a zone.
//!
//! A window is half open: it has its first instant and not its last (S5.4). Windows of one kind are numbered without
//! gaps, so that those with neighbouring numbers are adjacent, across a year's end too (S5.6).

use super::{Date, Instant, Zone};

/// A kind of window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Window {
    /// A day.
    Day,
    /// A week of ISO 8601: from Monday on.
    Week,
    /// A month.
    Month,
    /// A quarter: from January, April, July or October on.
    Quarter,
}

/// The number of a window among those of its kind.
pub type WindowNumber = i32;

impl Window {
    /// The kinds by their word.
    pub const WORDS: [(&'static str, Window); 4] =
        [("day", Window::Day), ("week", Window::Week), ("month", Window::Month), ("quarter", Window::Quarter)];

    /// Returns its word.
    pub fn word(self) -> &'static str {
        Window::WORDS[self as usize].0
    }

    /// Returns the number of the window that holds a day.
    pub fn of(self, date: Date) -> WindowNumber {
        let civil = date.to_civil();
        let month = i32::from(civil.year()) * 12 + i32::from(civil.month()) - 1;
        match self {
            Window::Day => date.0,
            // 1970-01-01 was a Thursday: the week of it began three days before.
            Window::Week => (date.0 + 3).div_euclid(7),
            Window::Month => month,
            Window::Quarter => month.div_euclid(3),
        }
    }

    /// Returns the first day of a window.
    pub fn first_day(self, number: WindowNumber) -> Date {
        let month = |months: i32| {
            let date = Date::new(i16::try_from(months.div_euclid(12)).unwrap_or(i16::MAX), month_of(months), 1);
            // INVARIANT: the number is that of a day, and the first of its month is one too.
            date.unwrap_or(Date::FIRST)
        };
        match self {
            Window::Day => Date(number),
            Window::Week => Date(number * 7 - 3),
            Window::Month => month(number),
            Window::Quarter => month(number * 3),
        }
    }

    /// Returns the first instant of a window in a zone; that of the next window is its end.
    pub fn start(self, number: WindowNumber, zone: &Zone) -> Instant {
        zone.start_of(self.first_day(number))
    }

    /// Reads a window as [`Window::name`] writes it: its kind and its number.
    pub fn parse(text: &str) -> Option<(Window, WindowNumber)> {
        let named =
            |window: Window, day: Date| Some((window, window.of(day))).filter(|_| window.name(window.of(day)) == text);
        if let Some(day) = Date::parse(text) {
            return named(Window::Day, day);
        }
        let (year, part) = text.split_once('-')?;
        let year: i16 = year.parse().ok()?;
        let count = |digits: &str| digits.parse::<i8>().ok();
        match part.split_at_checked(1)? {
            ("Q", quarter) => named(Window::Quarter, Date::new(year, count(quarter)?.checked_mul(3)?, 1)?),
            ("W", week) => {
                // The fourth of January lies in the first week.
                let first = Date::new(year, 1, 4)?;
                named(Window::Week, first.plus_days((i64::from(count(week)?) - 1) * 7))
            }
            _ => named(Window::Month, Date::new(year, count(part)?, 1)?),
        }
    }

    /// Writes a window as ISO 8601 does where it has a form for it: `2026-05-03`, `2026-W18`, `2026-05`, `2026-Q2`.
    pub fn name(self, number: WindowNumber) -> String {
        let first = self.first_day(number);
        let civil = first.to_civil();
        match self {
            Window::Day => first.to_string(),
            Window::Week => {
                let week = civil.iso_week_date();
                format!("{}-W{:02}", week.year(), week.week())
            }
            Window::Month => format!("{}-{:02}", civil.year(), civil.month()),
            Window::Quarter => format!("{}-Q{}", civil.year(), (civil.month() - 1) / 3 + 1),
        }
    }
}

fn month_of(months: i32) -> i8 {
    i8::try_from(months.rem_euclid(12) + 1).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::weekday;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn s5_6_december_and_january_are_adjacent() {
        for window in [Window::Day, Window::Week, Window::Month, Window::Quarter] {
            let (last, first) = (window.of(date("2025-12-28")), window.of(date("2026-01-04")));
            let next = if window == Window::Day { 7 } else { 1 };
            assert_eq!(first - last, next, "{window:?}");
        }
    }

    #[test]
    fn every_day_lies_in_its_window() {
        for window in [Window::Day, Window::Week, Window::Month, Window::Quarter] {
            for day in (date("1899-12-25").0..date("2201-01-10").0).step_by(5) {
                let number = window.of(Date(day));
                let (first, next) = (window.first_day(number), window.first_day(number + 1));
                assert!(first.0 <= day && day < next.0, "{window:?} {}", Date(day));
                assert_eq!(window.of(first), number);
            }
            assert_eq!(weekday(Window::Week.first_day(window.of(date("2026-05-06")))), 0);
        }
    }

    #[test]
    fn names() {
        let name = |window: Window, day: &str| window.name(window.of(date(day)));
        assert_eq!(name(Window::Day, "2026-05-03"), "2026-05-03");
        // The first Thursday decides whose week it is.
        assert_eq!(name(Window::Week, "2027-01-01"), "2026-W53");
        assert_eq!(name(Window::Week, "2024-12-30"), "2025-W01");
        assert_eq!(name(Window::Month, "2026-12-31"), "2026-12");
        assert_eq!(name(Window::Quarter, "2026-12-31"), "2026-Q4");
    }

    #[test]
    fn names_come_back() {
        for window in [Window::Day, Window::Week, Window::Month, Window::Quarter] {
            for day in (date("1999-12-20").0..date("2031-01-10").0).step_by(3) {
                let number = window.of(Date(day));
                assert_eq!(Window::parse(&window.name(number)), Some((window, number)));
            }
        }
        for wrong in
            ["2026-Q5", "2026-Q0", "2026-W54", "2026-W00", "2026-13", "2026-5", "2026", "Q2-2026", "2026-02-30", ""]
        {
            assert_eq!(Window::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn s5_4_months_are_those_of_the_zone() {
        let zone = Zone::find("America/New_York").unwrap();
        let instant = Instant::parse("2026-04-01T02:30Z").unwrap();
        let number = Window::Month.of(zone.date(instant));
        assert_eq!(Window::Month.name(number), "2026-03");
        assert_eq!(Window::Month.start(number + 1, &zone).to_string(), "2026-04-01T04:00:00Z");
    }
}
