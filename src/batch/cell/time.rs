//! Dates and timestamps (S2.4, S2.5, S2.6).

use super::{Problem, TimeFormat};
use crate::batch::reason;
use crate::batch::report::TimeRead;
use crate::time::{Date, Instant, LocalKind, Reading, Zone};

/// What a cell says of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stamp {
    pub date: Date,
    /// Microseconds since 00:00; `None` for a date without a time.
    pub time: Option<i64>,
    /// Seconds east of UTC, where it is said.
    pub offset: Option<i64>,
}

/// Turns local times into instants: a zone, with what it answered of late.
///
/// Most days have one offset from beginning to end, so that a day looked up once serves all of its times.
pub(in crate::batch) struct Clock<'z> {
    zone: &'z Zone,
    days: Vec<(i32, i64)>,
}

/// How many days a clock remembers; a power of 2.
const REMEMBERED: usize = 1 << 12;
/// The offset of a day that has several, or of none.
const SEVERAL: i64 = i64::MIN;
/// Microseconds in a day without a change of the clock.
const DAY: i64 = 86_400 * Instant::SECOND;

impl<'z> Clock<'z> {
    pub(in crate::batch) fn new(zone: &'z Zone) -> Clock<'z> {
        Clock { zone, days: vec![(i32::MIN, SEVERAL); REMEMBERED] }
    }

    fn instant(&mut self, date: Date, time: i64) -> (Instant, LocalKind) {
        let zone = self.zone;
        let slot = &mut self.days[date.0 as usize & (REMEMBERED - 1)];
        if slot.0 != date.0 {
            *slot = (date.0, day_offset(zone, date));
        }
        if slot.1 == SEVERAL {
            return zone.resolve(date, time);
        }
        (Instant(i64::from(date.0) * DAY + time - slot.1), LocalKind::Unique)
    }
}

/// Returns the microseconds by which every time of a day is east of UTC, or [`SEVERAL`].
fn day_offset(zone: &Zone, date: Date) -> i64 {
    let start = i64::from(date.0) * DAY;
    let at = |time: i64| match zone.resolve(date, time) {
        (instant, LocalKind::Unique) => Some(start + time - instant.0),
        _ => None,
    };
    // A change of the clock shifts what follows, so that both ends of a day without one agree.
    match (at(0), at(DAY / 2), at(DAY - 1)) {
        (Some(first), Some(noon), Some(last)) if first == noon && noon == last => first,
        _ => SEVERAL,
    }
}

impl Stamp {
    /// Returns how it was read: by which format, and as which time of day in the zone.
    fn read_by(self, format: usize, clock: Option<i64>) -> TimeRead {
        let is_far_midnight = self.offset.is_some() && self.time == Some(0) && clock != Some(0);
        // INVARIANT: a description has fewer formats than a u32 counts.
        TimeRead { format: format as u32, date: self.date, clock, has_offset: self.offset.is_some(), is_far_midnight }
    }

    /// Returns the instant, where its offset is known.
    fn instant(self) -> Option<Instant> {
        let (time, offset) = (self.time?, self.offset?);
        Some(Instant(i64::from(self.date.0) * DAY + time - offset * Instant::SECOND))
    }
}

/// Reads an instant: the declared formats in their order, then ISO 8601. A date without a time is the whole of its
/// day (S2.4). Returns how it was read, and a note where the clock skipped or repeated the local time (S2.5).
pub(in crate::batch) fn timestamp(
    text: &str,
    formats: &[TimeFormat],
    clock: &mut Clock<'_>,
) -> Result<(Reading, TimeRead, Option<Problem>), Problem> {
    let (stamp, format) = stamp(text, formats)?;
    let Some(time) = stamp.time else {
        let day = clock.zone.day(stamp.date);
        let read = stamp.read_by(format, None);
        // A day that the zone left out, as Samoa did in 2011, moves forward as a skipped time does.
        if day.until < day.from {
            let next = clock.zone.day(stamp.date.plus_days(1));
            return Ok((next, read, Some(reason::skipped_time(text, clock.zone, next.from))));
        }
        return Ok((day, read, None));
    };
    if let Some(instant) = stamp.instant() {
        let local = clock.zone.local(instant).time;
        return Ok((Reading::exact(instant), stamp.read_by(format, Some(local)), None));
    }
    let (instant, kind) = clock.instant(stamp.date, time);
    let note = match kind {
        LocalKind::Unique => None,
        LocalKind::Skipped => Some(reason::skipped_time(text, clock.zone, instant)),
        LocalKind::Repeated => Some(reason::repeated_time(text, clock.zone, instant)),
    };
    Ok((Reading::exact(instant), stamp.read_by(format, Some(time)), note))
}

/// Reads a day; of an instant with an offset, its local date. A count from 1970 that is 00:00 UTC is that day of UTC
/// wherever the zone is, since so HubSpot keeps dates.
pub(in crate::batch) fn date(text: &str, formats: &[TimeFormat], zone: &Zone) -> Result<(Date, TimeRead), Problem> {
    let (stamp, format) = stamp(text, formats)?;
    let is_epoch = formats.get(format).is_some_and(|format| format.epoch().is_some());
    match stamp.instant() {
        Some(instant) if !(is_epoch && stamp.time == Some(0)) => {
            let local = zone.local(instant);
            Ok((local.date, stamp.read_by(format, Some(local.time))))
        }
        _ => Ok((stamp.date, stamp.read_by(format, stamp.time))),
    }
}

/// Returns which format would read a text that none reads, with day and month in each other's place.
pub(in crate::batch) fn swapped(text: &str, formats: &[TimeFormat]) -> Option<usize> {
    let declared = formats.iter().position(|format| !format.is_iso() && format.reads_swapped(text));
    declared.or_else(|| iso_swapped(text.as_bytes()).then_some(formats.len()))
}

/// Returns whether a text is ISO 8601 with day and month in each other's place.
fn iso_swapped(text: &[u8]) -> bool {
    // Nothing longer is a time.
    let mut other = [0; 64];
    let Some(other) = other.get_mut(..text.len()).filter(|_| text.len() >= 10) else { return false };
    other.copy_from_slice(text);
    other[5..7].copy_from_slice(&text[8..10]);
    other[8..10].copy_from_slice(&text[5..7]);
    iso(other).is_some()
}

/// Returns what a text says, and which format says so: the place of a declared one, which is that after the last for
/// ISO 8601, whether it is declared or not.
fn stamp(text: &str, formats: &[TimeFormat]) -> Result<(Stamp, usize), Problem> {
    let place_of = |place: usize| if formats[place].is_iso() { formats.len() } else { place };
    let declared = formats.iter().enumerate().find_map(|(place, format)| Some((format.read(text)?, place_of(place))));
    let Some((stamp, format)) = declared.or_else(|| Some((iso(text.as_bytes())?, formats.len()))) else {
        return Err(match has_long_year(text) {
            true => reason::time_out_of_range(text),
            false => reason::bad_time(text, formats.iter().map(TimeFormat::text)),
        });
    };
    // 1900-01-01 to 2199-12-31.
    if !(-25_567..=84_005).contains(&stamp.date.0) {
        return Err(reason::time_out_of_range(text));
    }
    if let Some(epoch) = formats.get(format).and_then(TimeFormat::epoch)
        && stamp.date.0.abs() < NEAR_1970
    {
        return Err(reason::tiny_epoch(text, epoch));
    }
    Ok((stamp, format))
}

/// So many days about 1970 no count is of: a count of seconds that is taken for milliseconds lies there, and so does a
/// 0 that stands for nothing.
const NEAR_1970: i32 = 120;

/// Returns whether a text begins like ISO 8601 with a year of more than four digits.
fn has_long_year(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_pair = |at: usize| text.get(at..at + 2).is_some_and(|pair| pair.bytes().all(|byte| byte.is_ascii_digit()));
    let is_dash = |at: usize| text.as_bytes().get(at) == Some(&b'-');
    digits > 4 && is_dash(digits) && is_pair(digits + 1) && is_dash(digits + 3) && is_pair(digits + 4)
}

/// Returns what an instant says.
pub(super) fn at_utc(instant: Instant) -> Stamp {
    let day = instant.0.div_euclid(DAY);
    Stamp { date: Date(0).plus_days(day), time: Some(instant.0.rem_euclid(DAY)), offset: Some(0) }
}

/// Returns the stamp of a local day and a time of day that the clock has.
pub(super) fn stamp_of(date: Date, time: Option<(i64, i64, i64)>) -> Option<Stamp> {
    let time = match time {
        None => None,
        Some((hour, minute, second)) if hour < 24 && minute < 60 && second < 60 => {
            Some((hour * 3_600 + minute * 60 + second) * Instant::SECOND)
        }
        Some(_) => return None,
    };
    Some(Stamp { date, time, offset: None })
}

/// Reads ISO 8601: `YYYY-MM-DD`, then maybe `T` or a space and `HH:MM[:SS[.fraction]]`, then maybe `Z` or an
/// offset. What a fraction says beyond microseconds is dropped.
pub(super) fn iso(text: &[u8]) -> Option<Stamp> {
    let pair = |at: usize| -> Option<i64> {
        let (tens, ones) = (text.get(at)?.wrapping_sub(b'0'), text.get(at + 1)?.wrapping_sub(b'0'));
        (tens < 10 && ones < 10).then(|| i64::from(tens) * 10 + i64::from(ones))
    };
    if text.len() < 10 || text[4] != b'-' || text[7] != b'-' {
        return None;
    }
    let date = days(pair(0)? * 100 + pair(2)?, pair(5)?, pair(8)?)?;
    if text.len() == 10 {
        return Some(Stamp { date, time: None, offset: None });
    }
    if !matches!(text[10], b'T' | b't' | b' ') || text.get(13) != Some(&b':') {
        return None;
    }
    let (hour, minute) = (pair(11)?, pair(14)?);
    let (mut second, mut micros, mut at) = (0, 0, 16);
    if text.get(at) == Some(&b':') {
        second = pair(17)?;
        at = 19;
        if matches!(text.get(at), Some(b'.' | b',')) {
            let digits = text[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 || digits > 9 {
                return None;
            }
            for place in 0..6 {
                let digit = if place < digits { i64::from(text[at + 1 + place] - b'0') } else { 0 };
                micros = micros * 10 + digit;
            }
            at += 1 + digits;
        }
    }
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let time = Some((hour * 3_600 + minute * 60 + second) * Instant::SECOND + micros);
    if text.get(at) == Some(&b' ') && text.len() > at + 1 {
        at += 1;
    }
    let offset = match text.get(at..)? {
        [] => None,
        [b'Z' | b'z'] | [b'U', b'T', b'C'] => Some(0),
        [sign @ (b'+' | b'-'), rest @ ..] => {
            let minutes = match rest.len() {
                2 => 0,
                4 => pair(at + 3)?,
                5 if rest[2] == b':' => pair(at + 4)?,
                _ => return None,
            };
            let hours = pair(at + 1)?;
            if hours > 23 || minutes > 59 {
                return None;
            }
            Some((hours * 3_600 + minutes * 60) * if *sign == b'-' { -1 } else { 1 })
        }
        _ => return None,
    };
    Some(Stamp { date, time, offset })
}

/// Returns the day of a proleptic Gregorian date, where the calendar has it.
pub(super) fn days(year: i64, month: i64, day: i64) -> Option<Date> {
    const LENGTHS: [i64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = LENGTHS.get(usize::try_from(month - 1).ok()?)? + i64::from(month == 2 && is_leap);
    if day < 1 || day > length {
        return None;
    }
    // Years that begin in March put the leap day last, so that months follow one another evenly.
    let (shifted, moved) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, within) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let of_year = (153 * moved + 2) / 5 + day - 1;
    let of_era = within * 365 + within / 4 - within / 100 + of_year;
    i32::try_from(era * 146_097 + of_era - 719_468).ok().map(Date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, zone: &str) -> Result<String, String> {
        let zone = Zone::find(zone).unwrap();
        let mut clock = Clock::new(&zone);
        timestamp(text, &[], &mut clock)
            .map(|(reading, _, note)| {
                let end = if reading.is_exact() { String::new() } else { format!(" to {}", reading.until) };
                format!("{}{end}{}", reading.from, note.map(|note| format!(" ({})", note.reason)).unwrap_or_default())
            })
            .map_err(|problem| problem.reason)
    }

    #[test]
    fn iso_8601_in_its_usual_forms() {
        for text in [
            "2026-04-01T13:00:00Z",
            "2026-04-01 13:00Z",
            "2026-04-01T09:00:00.000-04:00",
            "2026-04-01T09:00-0400",
            "2026-04-01 09:00:00 -04",
            "2026-04-01 09:00",
            "2026-04-01 13:00:00 UTC",
        ] {
            assert_eq!(read(text, "America/New_York").as_deref(), Ok("2026-04-01T13:00:00Z"), "{text}");
        }
        assert_eq!(read("2026-04-01T09:00:00.1234567Z", "UTC").as_deref(), Ok("2026-04-01T09:00:00.123456Z"));
        for text in ["2026-02-29", "2026-13-01", "2026-04-01T24:00", "2026-04-01T09:00:60", "2026-04-01T9:00", "2026"] {
            assert!(read(text, "UTC").is_err(), "{text}");
        }
    }

    #[test]
    fn s2_4_a_date_is_the_whole_of_its_day_in_the_zone() {
        assert_eq!(
            read("2026-03-08", "America/New_York").as_deref(),
            Ok("2026-03-08T05:00:00Z to 2026-03-09T03:59:59.999999Z")
        );
    }

    #[test]
    fn s2_5_skipped_times_move_forward_and_repeated_ones_are_the_earlier() {
        assert_eq!(
            read("2026-03-08 02:30", "America/New_York").as_deref(),
            Ok(
                "2026-03-08T07:30:00Z (the clock skipped `2026-03-08 02:30` in America/New_York; it is read as 2026-03-08T07:30:00Z)"
            )
        );
        assert_eq!(
            read("2026-11-01 01:30", "America/New_York").as_deref(),
            Ok(
                "2026-11-01T05:30:00Z (the clock repeated `2026-11-01 01:30` in America/New_York; it is read as the earlier, 2026-11-01T05:30:00Z)"
            )
        );
    }

    #[test]
    fn s2_5_a_day_that_the_zone_left_out_moves_forward() {
        let next = "2011-12-30T10:00:00Z to 2011-12-31T09:59:59.999999Z";
        assert_eq!(read("2011-12-31", "Pacific/Apia").as_deref(), Ok(next));
        let left_out = read("2011-12-30", "Pacific/Apia").unwrap();
        assert!(left_out.starts_with(next) && left_out.contains("the clock skipped `2011-12-30`"), "{left_out}");
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for day in -30_000..90_000 {
            let date = Date(day);
            let civil = date.to_civil();
            assert_eq!(days(civil.year().into(), civil.month().into(), civil.day().into()), Some(date));
        }
    }

    #[test]
    fn a_clock_answers_as_its_zone_does() {
        for name in ["America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "Asia/Tehran"] {
            let zone = Zone::find(name).unwrap();
            let mut clock = Clock::new(&zone);
            for day in 12_000..22_000 {
                for minute in (0..1_440).step_by(47) {
                    let time = minute * 60 * Instant::SECOND;
                    assert_eq!(clock.instant(Date(day), time), zone.resolve(Date(day), time), "{name} {day} {minute}");
                }
            }
        }
    }
}
