//! Declared formats of dates, in the `%` notation of strptime.

use jiff::fmt::strtime;

use super::epoch::Epoch;
use super::order::{Layout, half_day, swapped};
use super::time::{Stamp, at_utc, days, iso, stamp_of};
use crate::time::{Date, Instant};

/// A format that dates are read with, known to work.
#[derive(Clone, Debug)]
pub(in crate::batch) struct TimeFormat {
    text: String,
    way: Way,
    layout: Option<Layout>,
    /// How many digits it reads, where it reads digits alone.
    digits: Option<usize>,
    /// The same with day and month in each other's place, where that is another format.
    swapped: Option<Box<TimeFormat>>,
}

/// How a format is read with.
#[derive(Clone, Debug)]
enum Way {
    /// It is ISO 8601, whose own reading reads the same texts and more.
    Iso,
    /// Numbers of fixed width: tried before the general reading, which takes several times as long.
    Plain(Vec<Piece>),
    /// It counts from 1970.
    Epoch(Epoch),
    /// In general.
    General,
}

/// A piece of a format of numbers of fixed width.
#[derive(Clone, Copy, Debug)]
enum Piece {
    /// This byte.
    Literal(u8),
    /// A number: which of year, month, day, hour, minute and second, and of how many digits.
    Number(usize, usize),
}

/// Formats that are ISO 8601 already.
const ISO: [&str; 8] = [
    "%Y-%m-%d",
    "%F",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %T",
    "%F %T",
];

impl TimeFormat {
    /// Returns the format, once a date has been written and read again with it.
    ///
    /// # Errors
    /// Why it cannot be read with.
    pub(in crate::batch) fn new(text: &str) -> Result<TimeFormat, String> {
        if let Some(epoch) = Epoch::of(text) {
            let way = Way::Epoch(epoch);
            return Ok(TimeFormat { text: text.to_string(), way, layout: None, digits: Some(0), swapped: None });
        }
        if text.contains("%s") {
            return Err("`%s` counts seconds from 1970, which `epoch-s` is for".to_string());
        }
        let mut format = TimeFormat::alone(text)?;
        format.swapped = swapped(text).and_then(|other| TimeFormat::alone(&other).ok()).map(Box::new);
        Ok(format)
    }

    /// Returns the format without its other order.
    fn alone(text: &str) -> Result<TimeFormat, String> {
        if let Some(why) = half_day(text) {
            return Err(why.to_string());
        }
        let sample = jiff::civil::date(2026, 11, 23).at(14, 5, 6, 0).to_zoned(jiff::tz::TimeZone::UTC);
        let sample = sample.map_err(|error| error.to_string())?;
        let written = strtime::format(text, &sample).map_err(|error| last_clause(&error.to_string()))?;
        let read = strtime::parse(text, &written).map_err(|error| last_clause(&error.to_string()))?;
        if read.to_date().is_err() && read.to_timestamp().is_err() {
            return Err("a date needs its year, its month and its day".to_string());
        }
        let way = match plain(text) {
            _ if ISO.contains(&text) => Way::Iso,
            Some(pieces) => Way::Plain(pieces),
            None => Way::General,
        };
        let is_digits = written.bytes().all(|byte| byte.is_ascii_digit());
        let digits = is_digits.then_some(written.len());
        Ok(TimeFormat { text: text.to_string(), way, layout: Layout::of(text), digits, swapped: None })
    }

    /// Says why the format cannot stand beside those before it and ISO 8601: where one of them has day and month
    /// the other way round, the order that a text is in would be a guess (S2.6).
    pub(in crate::batch) fn against(&self, before: &[TimeFormat]) -> Option<String> {
        let layout = self.layout.as_ref()?;
        let other = before.iter().find(|other| other.layout.as_ref().is_some_and(|other| layout.is_against(other)));
        let (name, other) = match other {
            Some(other) => (format!("`{}`", other.text), other.layout.clone()?),
            None => ("ISO 8601".to_string(), Layout::of("%Y-%m-%d").filter(|iso| layout.is_against(iso))?),
        };
        Some(format!("{} goes first here, in {name} {}", layout.first(), other.first()))
    }

    /// Says why the format cannot stand beside those before it: where a number counts in one of them and is
    /// something else in the other, what it means would be a guess.
    pub(in crate::batch) fn counts_against(&self, before: &[TimeFormat]) -> Option<String> {
        let said = |format: &TimeFormat| match format.epoch() {
            Some(epoch) => format!("`{}` counts {}", format.text, epoch.title()),
            None => format!("`{}` is digits alone", format.text),
        };
        let clashes = |other: &&TimeFormat| {
            let (one, two) = (self.epoch(), other.epoch());
            let is_count = one.is_some() || two.is_some();
            let is_same = if is_count { one == two } else { self.text == other.text };
            // Two formats of digits read the same texts where these are as long in both.
            let may_meet = is_count || self.digits == other.digits;
            self.digits.is_some() && other.digits.is_some() && may_meet && !is_same
        };
        before.iter().find(clashes).map(|other| format!("{}, {}", said(self), said(other)))
    }

    /// Returns what a number counts that is read with the format.
    pub(super) fn epoch(&self) -> Option<Epoch> {
        match self.way {
            Way::Epoch(epoch) => Some(epoch),
            _ => None,
        }
    }

    /// Returns whether it is ISO 8601, so that it reads all that is.
    pub(in crate::batch) fn is_iso(&self) -> bool {
        matches!(self.way, Way::Iso)
    }

    /// Returns whether its dates may be meant with day and month the other way round.
    pub(in crate::batch) fn may_be_swapped(&self) -> bool {
        self.layout.as_ref().is_some_and(Layout::is_in_doubt)
    }

    /// Returns the format with day and month in each other's place, as it would be declared.
    pub(in crate::batch) fn swapped(&self) -> Option<&str> {
        self.swapped.as_deref().map(TimeFormat::text)
    }

    /// Returns whether a text is a date with day and month in each other's place.
    pub(super) fn reads_swapped(&self, text: &str) -> bool {
        self.swapped.as_ref().is_some_and(|other| other.read(text).is_some())
    }

    /// Returns the format as it is declared.
    pub(in crate::batch) fn text(&self) -> &str {
        &self.text
    }

    /// Reads a text.
    pub(super) fn read(&self, text: &str) -> Option<Stamp> {
        match &self.way {
            Way::Iso => iso(text.as_bytes()),
            Way::Plain(pieces) => numbers(text.as_bytes(), pieces).or_else(|| self.spaced(text)),
            Way::Epoch(epoch) => epoch.read(text),
            Way::General => self.spaced(text),
        }
    }

    /// Reads a text in which any space stands for a space: between time and `PM` many programs write a narrow one.
    fn spaced(&self, text: &str) -> Option<Stamp> {
        if text.is_ascii() {
            return self.general(text);
        }
        self.general(&text.replace(['\u{a0}', '\u{202f}', '\u{2009}'], " "))
    }

    fn general(&self, text: &str) -> Option<Stamp> {
        let read = strtime::parse(&self.text, text).ok()?;
        if let Some(timestamp) = read.timestamp() {
            return Some(at_utc(Instant(timestamp.as_microsecond())));
        }
        if read.iana_time_zone().is_some() {
            return Some(at_utc(Instant(read.to_timestamp().ok()?.as_microsecond())));
        }
        let date = Date::from_civil(read.to_date().ok()?);
        let time = match read.hour() {
            None => None,
            Some(_) => {
                let time = read.to_time().ok()?;
                let seconds = i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60 + i64::from(time.second());
                Some(seconds * Instant::SECOND + i64::from(time.subsec_nanosecond()) / 1_000)
            }
        };
        Some(Stamp { date, time, offset: read.offset().map(|offset| i64::from(offset.seconds())) })
    }
}

/// Returns the part of a nested message that says most, which is the last.
fn last_clause(message: &str) -> String {
    message.rsplit(": ").next().unwrap_or(message).trim_end_matches('.').to_string()
}

/// Returns the pieces of a format that has no others than numbers of fixed width and plain characters.
fn plain(format: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut bytes = format.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            pieces.push(byte.is_ascii_graphic().then_some(Piece::Literal(byte)).or(match byte {
                b' ' => Some(Piece::Literal(b' ')),
                _ => None,
            })?);
            continue;
        }
        match bytes.next()? {
            b'Y' => pieces.push(Piece::Number(0, 4)),
            b'm' => pieces.push(Piece::Number(1, 2)),
            b'd' => pieces.push(Piece::Number(2, 2)),
            b'H' => pieces.push(Piece::Number(3, 2)),
            b'M' => pieces.push(Piece::Number(4, 2)),
            b'S' => pieces.push(Piece::Number(5, 2)),
            _ => return None,
        }
    }
    // Each number once; an hour with its minute, or neither.
    let count =
        |which| pieces.iter().filter(|piece| matches!(piece, Piece::Number(found, _) if *found == which)).count();
    let counts: Vec<usize> = (0..6).map(count).collect();
    let sound = counts[..3] == [1, 1, 1] && counts[3] == counts[4] && counts[3] <= 1 && counts[5] <= counts[3];
    sound.then_some(pieces)
}

/// Reads a text of numbers of fixed width; what another reading may read too is `None`.
fn numbers(text: &[u8], pieces: &[Piece]) -> Option<Stamp> {
    let mut values = [0_i64; 6];
    let mut timed = false;
    let mut at = 0;
    for piece in pieces {
        match *piece {
            Piece::Literal(byte) => {
                if text.get(at) != Some(&byte) {
                    return None;
                }
                at += 1;
            }
            Piece::Number(which, digits) => {
                for byte in text.get(at..at + digits)? {
                    let digit = byte.wrapping_sub(b'0');
                    if digit > 9 {
                        return None;
                    }
                    values[which] = values[which] * 10 + i64::from(digit);
                }
                timed |= which == 3;
                at += digits;
            }
        }
    }
    let [year, month, day, hour, minute, second] = values;
    (at == text.len()).then_some(())?;
    stamp_of(days(year, month, day)?, timed.then_some((hour, minute, second)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_must_be_one_that_reads() {
        assert!(TimeFormat::new("%d-%m-%Y %H:%M").is_ok());
        assert!(TimeFormat::new("%m/%d/%Y %I:%M %p").is_ok());
        assert!(TimeFormat::new("%s").unwrap_err().contains("`epoch-s`"));
        assert_eq!(TimeFormat::new("%d/%m").unwrap_err(), "a date needs its year, its month and its day");
        assert!(TimeFormat::new("%E!").is_err());
        for format in ["%d-%m-%Y %I:%M", "%d-%m-%Y %l:%M"] {
            let why = "`%I` is an hour of 12 and needs `%p`; `%H` is one of 24";
            assert_eq!(TimeFormat::new(format).unwrap_err(), why);
        }
        assert!(TimeFormat::new("DD/MM/YYYY").is_err());
    }

    #[test]
    fn any_space_is_a_space() {
        let format = TimeFormat::new("%m/%d/%Y %I:%M %p").unwrap();
        let expected = format.read("3/15/2026 2:30 PM");
        assert!(expected.is_some());
        assert_eq!(format.read("3/15/2026 2:30\u{202f}PM"), expected);
        assert_eq!(format.read("3/15/2026\u{a0}2:30\u{a0}PM"), expected);
    }

    #[test]
    fn what_a_number_means_is_never_a_guess() {
        let format = |text: &str| TimeFormat::new(text).unwrap();
        for (before, after, clashes) in [
            ("epoch-ms", "epoch-s", true),
            ("%y%m%d", "%d%m%y", true),
            ("%d%m%Y", "%Y%m%d", true),
            ("epoch-s", "%Y%m%d", true),
            ("%Y%m%d%H%M%S", "epoch-ms", true),
            ("epoch-ms", "%Y-%m-%d", false),
            ("%d/%m/%Y %H:%M", "epoch-s", false),
            ("%Y%m%d", "%Y%m%d%H%M%S", false),
            ("epoch-s", "epoch-s", false),
        ] {
            assert_eq!(format(after).counts_against(&[format(before)]).is_some(), clashes, "{before} {after}");
        }
    }

    #[test]
    fn the_quick_way_reads_as_the_general_one() {
        for format in ["%d-%m-%Y %H:%M", "%m/%d/%Y", "%Y%m%d%H%M%S", "%d.%m.%Y %H:%M:%S", "%d. %m. %Y"] {
            let format = TimeFormat::new(format).unwrap();
            assert!(matches!(format.way, Way::Plain(_)));
            for text in [
                "14-11-2018 10:05",
                "31-02-2018 10:05",
                "1-1-2018 9:05",
                "14-11-2018 24:00",
                "11/14/2018",
                "1/2/2018",
                "20181114100559",
                "14.11.2018 10:05:59",
                "14.11.2018  10:05:59",
                "14. 11. 2018",
                "14.11.2018",
                "",
            ] {
                assert_eq!(format.read(text), format.general(text), "{text:?} as {}", format.text);
            }
        }
    }
}
