//! Calendars against counting: every minute of some weeks is marked open or not, and counted.

use std::collections::BTreeMap;

use jiff::civil;
use jiff::tz::TimeZone;
use leadpact::time::{Calendar, Date, Hours, Instant, Zone};
use proptest::prelude::*;

/// Zones with odd offsets and odd changes of the clock, and days on which the clock changed there.
const PLACES: [(&str, &[&str]); 9] = [
    ("UTC", &["2026-06-15"]),
    ("America/New_York", &["2026-03-08", "2026-11-01"]),
    ("Europe/London", &["2026-03-29", "2026-10-25"]),
    ("Asia/Kolkata", &["2026-06-15"]),
    ("Australia/Lord_Howe", &["2026-04-05", "2026-10-04"]),
    // At midnight, forward and back.
    ("America/Sao_Paulo", &["2018-11-04", "2018-02-18"]),
    ("Asia/Tehran", &["2021-03-22", "2021-09-22"]),
    // A day that never was.
    ("Pacific/Apia", &["2011-12-30"]),
    ("Africa/Casablanca", &["2026-02-15", "2026-03-22"]),
];

/// How many days are counted through.
const SPAN: i32 = 30;

/// The open minutes of some weeks.
struct Minutes {
    /// The minute that the first mark is of, counted from 1970.
    first: i64,
    open: Vec<bool>,
}

impl Minutes {
    fn count(hours: &Hours, around: Date) -> Minutes {
        let zone = TimeZone::get(hours.zone.name()).unwrap();
        let first = i64::from(around.0 - SPAN) * 1_440;
        let mut open = vec![false; SPAN as usize * 2 * 1_440];
        for day in around.0 - SPAN - 3..around.0 + SPAN + 3 {
            let date = Date(day);
            let start = |date: Date| zone.to_ambiguous_timestamp(date.to_civil().at(0, 0, 0, 0)).compatible().unwrap();
            if start(date) == start(date.plus_days(1)) {
                continue;
            }
            let weekday = date.to_civil().weekday().to_monday_zero_offset() as usize;
            let until = match hours.closed.get(&date) {
                None => i64::MAX,
                Some(None) => continue,
                Some(Some(from)) => *from,
            };
            for (start, end) in &hours.week[weekday] {
                if *start >= until {
                    continue;
                }
                let at = |time: i64| {
                    let span = jiff::Span::new().microseconds(time);
                    date.to_civil().at(0, 0, 0, 0).checked_add(span).unwrap()
                };
                let opening = zone.to_ambiguous_timestamp(at(*start)).compatible().unwrap();
                let closing = zone.to_ambiguous_timestamp(at((*end).min(until))).later().unwrap();
                for minute in opening.as_second() / 60..closing.as_second() / 60 {
                    if let Some(mark) = usize::try_from(minute - first).ok().and_then(|at| open.get_mut(at)) {
                        *mark = true;
                    }
                }
            }
        }
        Minutes { first, open }
    }

    fn place(&self, instant: Instant) -> usize {
        usize::try_from(instant.0 / (60 * Instant::SECOND) - self.first).unwrap()
    }

    fn elapsed(&self, from: Instant, to: Instant) -> usize {
        self.open[self.place(from)..self.place(to)].iter().filter(|open| **open).count()
    }

    /// Returns the first minute after which so many open ones have passed; none within the weeks.
    fn deadline(&self, start: Instant, minutes: usize) -> Option<Instant> {
        let from = self.place(start);
        let nth = self.open[from..].iter().enumerate().filter(|(_, open)| **open).nth(minutes.checked_sub(1)?)?.0;
        Some(Instant((self.first + (from + nth + 1) as i64) * 60 * Instant::SECOND))
    }
}

/// Windows of a day in minutes, some over midnight, none of which overlap.
fn windows() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop_oneof![
        Just(vec![]),
        Just(vec![(0, 1_440)]),
        Just(vec![(150, 630)]),
        Just(vec![(60, 90), (90, 120), (120, 180)]),
        (0_i64..700, 1_i64..300, 1_i64..300, 1_i64..140).prop_map(|(start, first, gap, second)| {
            vec![(start, start + first), (start + first + gap, start + first + gap + second)]
        }),
    ]
}

/// A calendar and a day near which something happens.
fn calendar() -> impl Strategy<Value = (Hours, Date)> {
    let place = prop::sample::select(PLACES.to_vec());
    let week = prop::collection::vec(windows(), 7);
    let night = prop::option::weighted(0.3, (1_320_i64..1_439, 1_441_i64..1_460));
    let closed = prop::collection::vec((-20_i32..20, prop::option::of(0_i64..1_440)), 0..6);
    (place, any::<prop::sample::Index>(), week, night, closed).prop_map(|((zone, days), day, week, night, closed)| {
        let around = Date::parse(days[day.index(days.len())]).unwrap();
        let minutes = |minute: i64| minute * 60 * Instant::SECOND;
        let mut hours = Hours { zone: Zone::find(zone).unwrap(), week: Default::default(), closed: BTreeMap::new() };
        for (day, windows) in week.into_iter().enumerate() {
            hours.week[day] = windows.into_iter().map(|(start, end)| (minutes(start), minutes(end))).collect();
            if let Some((start, end)) =
                night.filter(|_| hours.week[day].last().is_none_or(|last| last.1 < minutes(1_320)))
            {
                hours.week[day].push((minutes(start), minutes(end)));
            }
        }
        for (days, from) in closed {
            hours.closed.insert(around.plus_days(days.into()), from.map(minutes));
        }
        (hours, around)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn s4_1_a_calendar_counts_as_one_counts_minutes(
        (hours, around) in calendar(),
        start in -4_000_i64..4_000,
        length in 0_i64..20_000,
        target in 1_usize..3_000,
    ) {
        let minutes = Minutes::count(&hours, around);
        let calendar = Calendar::new(hours);
        let start = Instant((i64::from(around.0) * 1_440 + start) * 60 * Instant::SECOND);
        let end = Instant(start.0 + length * 60 * Instant::SECOND);
        let counted = minutes.elapsed(start, end) as i64 * 60 * Instant::SECOND;
        prop_assert_eq!(calendar.elapsed(start, end), counted);
        let windows = calendar.windows(start, end);
        prop_assert_eq!(windows.iter().map(|(from, to)| to.0 - from.0).sum::<i64>(), counted);
        prop_assert!(windows.iter().all(|(from, _)| calendar.is_open(*from)));
        if let Some(expected) = minutes.deadline(start, target) {
            let due = calendar.deadline(start, target as i64 * 60 * Instant::SECOND).unwrap();
            prop_assert_eq!(due, expected);
            // The earliest instant at which so much has passed (S4.2).
            prop_assert_eq!(calendar.elapsed(start, due), target as i64 * 60 * Instant::SECOND);
            prop_assert!(calendar.elapsed(start, Instant(due.0 - 1)) < target as i64 * 60 * Instant::SECOND);
        }
        let open = minutes.open[minutes.place(start)];
        prop_assert_eq!(calendar.is_open(start), open);
    }
}

#[test]
fn weekdays_are_those_of_the_calendar() {
    for day in -30_000..90_000 {
        let expected = Date(day).to_civil().weekday();
        assert_eq!(leadpact::time::weekday(Date(day)), expected.to_monday_zero_offset() as usize);
    }
    assert_eq!(leadpact::time::weekday(Date::from_civil(civil::date(2026, 11, 23))), 0);
}
