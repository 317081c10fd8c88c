//! Time zones.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::date::DAY;
use super::{Date, Instant, Reading};

/// A time zone of the bundled database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Zone {
    name: Arc<str>,
    table: Arc<Table>,
}

impl PartialEq for Zone {
    fn eq(&self, other: &Zone) -> bool {
        self.name == other.name
    }
}

/// Offsets by the second of UTC from which on they hold; the first holds from the beginning of time.
#[derive(Debug)]
struct Table {
    starts: Vec<i64>,
    offsets: Vec<i64>,
}

/// A local date and time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    /// The day.
    pub date: Date,
    /// Microseconds since 00:00 of the clock.
    pub time: i64,
}

/// Whether a local time exists once, as almost all do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalKind {
    /// It exists once.
    Unique,
    /// A change of the clock skipped it; it is read as much later as the clock was moved (S2.5).
    Skipped,
    /// A change of the clock repeated it; it is read as the earlier (S2.5).
    Repeated,
}

impl Zone {
    /// Returns the zone of an IANA name such as `America/New_York`; case does not count. `None` where there is none.
    pub fn find(name: &str) -> Option<Zone> {
        let zone = TimeZone::get(name).ok()?;
        let canonical = zone.iana_name().unwrap_or("UTC").to_string();
        // Transitions are laid out from 1880 to 2205: cells outside 1900 to 2199 are not read, and bounds
        // computed beyond the table keep its first or last offset.
        let first = jiff::civil::date(1880, 1, 1).to_zoned(TimeZone::UTC).ok()?.timestamp();
        let last = jiff::civil::date(2205, 1, 1).to_zoned(TimeZone::UTC).ok()?.timestamp();
        let mut table = Table { starts: vec![i64::MIN], offsets: vec![i64::from(zone.to_offset(first).seconds())] };
        for transition in zone.following(first).take_while(|transition| transition.timestamp() < last) {
            table.starts.push(transition.timestamp().as_second());
            table.offsets.push(i64::from(transition.offset().seconds()));
        }
        Some(Zone { name: canonical.into(), table: Arc::new(table) })
    }

    /// Returns UTC.
    pub fn utc() -> Zone {
        Zone { name: "UTC".into(), table: Arc::new(Table { starts: vec![i64::MIN], offsets: vec![0] }) }
    }

    /// Returns the zone's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Writes an instant in RFC 3339 as the clocks of the zone show it, with their offset.
    pub fn show(&self, instant: Instant) -> String {
        let offset = self.table.offsets[self.segment(instant.second())];
        match (jiff::Timestamp::from_microsecond(instant.0), i32::try_from(offset).map(jiff::tz::Offset::from_seconds))
        {
            (Ok(timestamp), Ok(Ok(offset))) => timestamp.display_with_offset(offset).to_string(),
            _ => instant.to_string(),
        }
    }

    /// Writes an instant as the clocks of the zone show it, for people who know which zone is meant:
    /// `Fri 2026-03-06 16:30`, with seconds where there are any.
    pub fn show_clock(&self, instant: Instant) -> String {
        const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        let Local { date, time } = self.local(instant);
        let seconds = time / Instant::SECOND;
        let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        let seconds = if second == 0 { String::new() } else { format!(":{second:02}") };
        format!("{} {date} {hour:02}:{minute:02}{seconds}", DAYS[super::weekday(date)])
    }

    /// Returns the local date and time of an instant.
    pub fn local(&self, instant: Instant) -> Local {
        let offset = self.table.offsets[self.segment(instant.second())];
        let micros = instant.0.saturating_add(offset * Instant::SECOND);
        let day = micros.div_euclid(DAY * Instant::SECOND);
        Local { date: Date(0).plus_days(day), time: micros.rem_euclid(DAY * Instant::SECOND) }
    }

    /// Returns the local date of an instant.
    pub fn date(&self, instant: Instant) -> Date {
        self.local(instant).date
    }

    /// Returns the instant of a local time: moved forward where the clock skipped it, the earlier where it
    /// was repeated (S2.5).
    pub fn instant(&self, date: Date, time: i64) -> Instant {
        self.resolve(date, time).0
    }

    /// Returns the instant of a local time: moved forward where the clock skipped it, the later where it was repeated,
    /// as windows close (S4.4).
    pub fn latest_instant(&self, date: Date, time: i64) -> Instant {
        self.readings(date, time).1
    }

    /// Returns the instant of a local time, and whether that time exists once.
    ///
    /// `time` is in microseconds since 00:00 and may run past the day's end.
    pub fn resolve(&self, date: Date, time: i64) -> (Instant, LocalKind) {
        let (earlier, _, kind) = self.readings(date, time);
        (earlier, kind)
    }

    /// Returns the earliest and the latest instant of a local time, and whether that time exists once.
    fn readings(&self, date: Date, time: i64) -> (Instant, Instant, LocalKind) {
        let micros = i64::from(date.0) * DAY * Instant::SECOND + time;
        let second = micros.div_euclid(Instant::SECOND);
        let at = |offset: i64| Instant(micros - offset * Instant::SECOND);
        let Table { starts, offsets } = &*self.table;
        // No offset is as much as two days from another.
        let first = self.segment(second.saturating_sub(2 * DAY));
        let mut found = None;
        let mut skipped = None;
        for index in first..starts.len() {
            if starts[index] > second.saturating_add(2 * DAY) {
                break;
            }
            let utc = second - offsets[index];
            let end = starts.get(index + 1).copied().unwrap_or(i64::MAX);
            if utc >= starts[index] && utc < end {
                if let Some(earlier) = found {
                    return (earlier, at(offsets[index]), LocalKind::Repeated);
                }
                found = Some(at(offsets[index]));
            } else if utc >= end && second - offsets[index + 1] < end {
                skipped = Some(at(offsets[index]));
            }
        }
        match (found, skipped) {
            (Some(instant), _) => (instant, instant, LocalKind::Unique),
            (None, Some(instant)) => (instant, instant, LocalKind::Skipped),
            // INVARIANT: segments cover the time line, so one of the two is there.
            (None, None) => (at(0), at(0), LocalKind::Unique),
        }
    }

    /// Returns the first instant of a day: 00:00, or where the clock jumps over it, what follows.
    pub fn start_of(&self, date: Date) -> Instant {
        self.instant(date, 0)
    }

    /// Returns the reading of a day: from its first instant to the last microsecond before the next day's.
    pub fn day(&self, date: Date) -> Reading {
        Reading { from: self.start_of(date), until: Instant(self.start_of(date.plus_days(1)).0 - 1) }
    }

    /// Returns the index of the offset that holds at a second of UTC.
    fn segment(&self, second: i64) -> usize {
        self.table.starts.partition_point(|start| *start <= second).max(1) - 1
    }
}

/// Returns the zone of the bundled database whose name is nearest to `name`.
pub fn nearest_zone(name: &str) -> Option<String> {
    let place = |zone: &str| zone.rsplit('/').next().unwrap_or(zone).to_lowercase();
    let wanted = name.to_lowercase();
    let mut best: Option<(f64, String)> = None;
    for zone in jiff::tz::db().available() {
        let zone = zone.as_str().to_string();
        let whole = strsim::normalized_damerau_levenshtein(&wanted, &zone.to_lowercase());
        // "New York" or "america/newyork" mean the city.
        let city = strsim::normalized_damerau_levenshtein(&place(&name.replace(' ', "_")), &place(&zone)) - 0.05;
        let score = whole.max(city);
        if score >= 0.7 && best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, zone));
        }
    }
    best.map(|(_, zone)| zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table answers as jiff itself does, on both sides of every change of the clock.
    #[test]
    fn the_table_agrees_with_jiff() {
        for name in [
            "America/New_York",
            "Asia/Kolkata",
            "Australia/Lord_Howe",
            "America/Sao_Paulo",
            "Asia/Tehran",
            "Pacific/Apia",
        ] {
            let zone = Zone::find(name).unwrap();
            let jiff_zone = TimeZone::get(name).unwrap();
            for year in 1990..2040 {
                for step in 0..(366 * 8) {
                    let second = i64::from(Date::new(year, 1, 1).unwrap().0) * DAY + step * 10_800 + 1_234;
                    let timestamp = jiff::Timestamp::from_second(second).unwrap();
                    let civil = jiff_zone.to_datetime(timestamp);
                    let local = zone.local(Instant::from_second(second));
                    assert_eq!(local.date.to_civil(), civil.date(), "{name} {timestamp}");
                    let wall = second; // the same number read as a local time
                    let (date, time) =
                        (Date(0).plus_days(wall.div_euclid(DAY)), wall.rem_euclid(DAY) * Instant::SECOND);
                    let read = jiff::tz::Offset::UTC.to_datetime(timestamp);
                    let expected = jiff_zone.to_ambiguous_timestamp(read).compatible().unwrap();
                    let (instant, kind) = zone.resolve(date, time);
                    assert_eq!(instant.0, expected.as_microsecond(), "{name} {read}");
                    let ambiguous = jiff_zone.to_ambiguous_timestamp(read).is_ambiguous();
                    assert_eq!(kind != LocalKind::Unique, ambiguous, "{name} {read}");
                }
            }
        }
    }

    #[test]
    fn a_near_zone_is_suggested() {
        assert_eq!(nearest_zone("America/NewYork").as_deref(), Some("America/New_York"));
        assert_eq!(nearest_zone("new york").as_deref(), Some("America/New_York"));
        assert_eq!(nearest_zone("zzz"), None);
    }
}
