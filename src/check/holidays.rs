//! Files of closed days: iCalendar, as calendars of holidays are published, and YAML, as people write lists.
//!
//! Only whole days are closed by an event, or what is left of its day from the event's beginning on. What is not
//! understood of a file is an error: a holiday that is left out would make deadlines too early.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;

use icalendar::parser::{Component, read_components, unfold};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::literal::time_of_day;
use crate::time::{Date, Instant, Zone};

/// The last year that days are laid out to.
const LAST_YEAR: i16 = 2199;
/// How deep components of iCalendar nest.
const DEEPEST: usize = 16;
/// The most days of one event: longer ones are no holidays.
const LONGEST: i32 = 366;

/// The closed days of a file.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Holidays {
    /// By day, the time from which on it is closed; `None` for all day.
    pub days: BTreeMap<Date, Option<i64>>,
    /// Whether some repeat every year, so that no year is beyond them.
    pub repeat: bool,
}

impl Holidays {
    /// Reads a file by the extension of its name, for a calendar in that zone.
    ///
    /// # Errors
    /// What is not understood, a sentence for each.
    pub(super) fn read(name: &str, text: &str, zone: Option<&Zone>) -> Result<Holidays, Vec<String>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut holidays = Holidays::default();
        let mut wrong = Vec::new();
        if name.to_lowercase().ends_with(".ics") {
            if let Err(why) = each_event(text, |event| wrong.extend(holidays.event(event, zone).err())) {
                wrong.push(why);
            }
        } else {
            match serde_yaml::from_str::<BTreeMap<String, Closing>>(text) {
                Ok(days) => days.iter().for_each(|(day, closing)| wrong.extend(holidays.day(day, closing).err())),
                Err(why) => wrong.push(format!("it is no mapping of days: {why}")),
            }
        }
        if wrong.is_empty() && holidays.days.is_empty() {
            wrong.push("it closes no day".to_string());
        }
        if wrong.is_empty() { Ok(holidays) } else { Err(wrong) }
    }

    /// Returns the years that the days lie in, the last being open where some repeat.
    pub(super) fn years(&self) -> Option<(i16, i16)> {
        let year = |date: &Date| date.to_civil().year();
        let (first, last) = (self.days.keys().next()?, self.days.keys().next_back()?);
        Some((year(first), if self.repeat { LAST_YEAR } else { year(last) }))
    }

    /// Takes up a line of YAML.
    fn day(&mut self, day: &str, closing: &Closing) -> Result<(), String> {
        let date = Date::parse(day).ok_or_else(|| format!("`{day}` is no day, such as `2026-12-25`"))?;
        let from = match &closing.from {
            None => None,
            Some(text) => Some(opening(text).ok_or_else(|| format!("`{text}` is no time of day, such as `12:00`"))?),
        };
        close(&mut self.days, date, from);
        Ok(())
    }

    /// Takes up an event of iCalendar.
    fn event(&mut self, event: &Component<'_>, zone: Option<&Zone>) -> Result<(), String> {
        let value = |name: &str| event.find_prop(name).map(|property| property.val.as_str().trim());
        if value("STATUS").is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED")) {
            return Ok(());
        }
        let called = value("SUMMARY").map_or_else(String::new, |summary| format!(" `{summary}`"));
        let start = value("DTSTART").ok_or_else(|| format!("the event{called} has no DTSTART"))?;
        let unread = |what: &str, text: &str| format!("the {what} `{text}` of the event{called} is not read");
        for name in ["RDATE", "DURATION", "RECURRENCE-ID"] {
            if let Some(text) = value(name) {
                return Err(format!("{}; write its days as events of their own", unread(name, text)));
            }
        }
        let (first, from) = moment(start).ok_or_else(|| unread("DTSTART", start))?;
        if from.is_some()
            && let Some(other) = zone_of(event).filter(|name| Zone::find(name).as_ref() != zone)
        {
            return Err(format!("the event{called} is in the zone `{other}`, and the calendar is not"));
        }
        let length = match (value("DTEND"), from) {
            (None, None) => 1,
            (None, Some(_)) => return Err(format!("the event{called} has a time of day and no end")),
            (Some(end), _) => {
                let (last, until) = moment(end).ok_or_else(|| unread("DTEND", end))?;
                let days = last.0 - first.0;
                match (from, until) {
                    (None, None) if days >= 1 => days,
                    // What is left of a day: to its end, which is the next day's beginning.
                    (Some(_), Some(0)) if days == 1 => 1,
                    (Some(_), Some(_)) if days == 0 => {
                        return Err(format!(
                            "the event{called} is a part of {first}; only a whole day, or the rest of one, can be closed"
                        ));
                    }
                    _ => return Err(format!("the event{called} ends on {last}, and begins on {first}")),
                }
            }
        };
        if length > LONGEST {
            return Err(format!("the event{called} is {length} days long"));
        }
        let mut except: Vec<Date> = Vec::new();
        let dates = event.properties.iter().filter(|property| property.name.as_str() == "EXDATE");
        for text in dates.flat_map(|property| property.val.as_str().split(',')) {
            except.push(moment(text.trim()).ok_or_else(|| unread("EXDATE", text))?.0);
        }
        let starts = match value("RRULE") {
            None => vec![first],
            Some(rule) => {
                self.repeat = true;
                yearly(first, rule)
                    .ok_or_else(|| format!("{}; only FREQ=YEARLY on one date is", unread("RRULE", rule)))?
            }
        };
        for start in starts.into_iter().filter(|start| !except.contains(start)) {
            (0..length).for_each(|day| close(&mut self.days, start.plus_days(day.into()), from));
        }
        Ok(())
    }
}

/// Closes a day; where it is closed twice, from the earlier time on.
pub(super) fn close(days: &mut BTreeMap<Date, Option<i64>>, date: Date, from: Option<i64>) {
    let earlier = |known: Option<i64>| known.zip(from).map(|(known, from)| known.min(from));
    days.entry(date).and_modify(|known| *known = earlier(*known)).or_insert(from);
}

/// What a line of YAML says of its day: from when on it is closed. Why is for people, whatever YAML takes it for.
struct Closing {
    from: Option<String>,
}

/// A line that says more than why.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    from: String,
    #[serde(rename = "why")]
    _why: Option<IgnoredAny>,
}

impl<'de> Deserialize<'de> for Closing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Closing, D::Error> {
        deserializer.deserialize_any(ClosingVisitor)
    }
}

struct ClosingVisitor;

impl<'de> Visitor<'de> for ClosingVisitor {
    type Value = Closing;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("why the day is closed, or a mapping with `from`")
    }

    fn visit_str<E>(self, _: &str) -> Result<Closing, E> {
        Ok(Closing { from: None })
    }

    fn visit_bool<E>(self, _: bool) -> Result<Closing, E> {
        Ok(Closing { from: None })
    }

    fn visit_i64<E>(self, _: i64) -> Result<Closing, E> {
        Ok(Closing { from: None })
    }

    fn visit_u64<E>(self, _: u64) -> Result<Closing, E> {
        Ok(Closing { from: None })
    }

    fn visit_f64<E>(self, _: f64) -> Result<Closing, E> {
        Ok(Closing { from: None })
    }

    fn visit_unit<E>(self) -> Result<Closing, E> {
        Ok(Closing { from: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Closing, A::Error> {
        let part = Part::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Closing { from: Some(part.from) })
    }
}

/// Returns the zone that an event's times are written in, where it says one.
fn zone_of(event: &Component<'_>) -> Option<String> {
    let start = event.find_prop("DTSTART")?;
    let zone = start.params.iter().find(|parameter| parameter.key.as_str().eq_ignore_ascii_case("TZID"))?;
    Some(zone.val.as_ref()?.as_str().trim_matches('"').to_string())
}

/// Calls `each` with every event of a calendar.
fn each_event(text: &str, mut each: impl FnMut(&Component<'_>)) -> Result<(), String> {
    let text = unfold(text);
    let mut depth = 0_usize;
    for line in text.lines() {
        let word = line.split(':').next().unwrap_or_default().trim();
        depth = match word.to_ascii_uppercase().as_str() {
            "BEGIN" => depth + 1,
            "END" => depth.saturating_sub(1),
            _ => depth,
        };
        if depth > DEEPEST {
            return Err(format!("its components nest deeper than {DEEPEST}"));
        }
    }
    let what = "it is no iCalendar: each BEGIN has an END, and every line between is a property";
    let components = read_components(&text).map_err(|_| what.to_string())?;
    let mut open: VecDeque<&Component<'_>> = components.iter().collect();
    while let Some(component) = open.pop_front() {
        if component.name.as_str().eq_ignore_ascii_case("VEVENT") {
            each(component);
        }
        open.extend(&component.components);
    }
    Ok(())
}

/// Reads `20261225` or `20261224T120000`, the time being that of the calendar's clock: what is in UTC is no day of it.
fn moment(text: &str) -> Option<(Date, Option<i64>)> {
    let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(day, 8) {
        return None;
    }
    let date = Date::parse(&format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]))?;
    let time = match time {
        None => None,
        Some(time) if digits(time, 6) => Some(opening(&format!("{}:{}", &time[..2], &time[2..4]))?),
        Some(_) => return None,
    };
    Some((date, time))
}

/// Reads a time of day that something may begin at.
fn opening(text: &str) -> Option<i64> {
    time_of_day(text).filter(|time| *time < 24 * 3_600 * Instant::SECOND)
}

/// Returns the same date of each year, as a rule says; `None` for a rule that says more.
fn yearly(first: Date, rule: &str) -> Option<Vec<Date>> {
    let civil = first.to_civil();
    let (mut step, mut count, mut until) = (1_i16, usize::MAX, Date::LAST);
    let mut is_yearly = false;
    for part in rule.split(';').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=')?;
        match name.to_ascii_uppercase().as_str() {
            "FREQ" => is_yearly = value.eq_ignore_ascii_case("YEARLY"),
            "INTERVAL" => step = value.parse().ok().filter(|step| (1..=200).contains(step))?,
            "COUNT" => count = value.parse().ok()?,
            "UNTIL" => until = moment(value.trim_end_matches('Z'))?.0,
            "BYMONTH" if value.parse() == Ok(civil.month()) => {}
            "BYMONTHDAY" if value.parse() == Ok(civil.day()) => {}
            "WKST" => {}
            _ => return None,
        }
    }
    let years = (civil.year()..=LAST_YEAR).step_by(usize::try_from(step).ok()?);
    // A rule for 29 February holds in the years that have it.
    let dates = years.filter_map(|year| Date::new(year, civil.month(), civil.day()));
    is_yearly.then(|| dates.take(count).take_while(|date| *date <= until).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ics(events: &str) -> Result<Vec<String>, Vec<String>> {
        let text = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n", events.replace('\n', "\r\n"));
        shown("h.ics", &text)
    }

    fn shown(name: &str, text: &str) -> Result<Vec<String>, Vec<String>> {
        let hours = |from: i64| from / (3_600 * Instant::SECOND);
        let show = |(date, from): (&Date, &Option<i64>)| {
            from.map_or_else(|| date.to_string(), |from| format!("{date} from {}", hours(from)))
        };
        Holidays::read(name, text, Zone::find("America/New_York").as_ref())
            .map(|read| read.days.iter().map(show).collect())
    }

    fn event(lines: &str) -> String {
        format!("BEGIN:VEVENT\nSUMMARY:Day\n{lines}\nEND:VEVENT\n")
    }

    #[test]
    fn whole_days_and_what_is_left_of_one() {
        let events = [
            event("DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261227"),
            event("DTSTART;VALUE=DATE:20260101"),
            event("DTSTART;TZID=America/New_York:20261224T120000\nDTEND;TZID=America/New_York:20261225T000000"),
            event("DTSTART;VALUE=DATE:20260601\nSTATUS:CANCELLED"),
        ];
        let expected = ["2026-01-01", "2026-12-24 from 12", "2026-12-25", "2026-12-26"];
        assert_eq!(ics(&events.concat()), Ok(expected.map(str::to_string).to_vec()));
    }

    #[test]
    fn a_date_of_every_year() {
        let read = |lines: &str| ics(&event(&format!("DTSTART;VALUE=DATE:20240704\n{lines}")));
        assert_eq!(
            read("RRULE:FREQ=YEARLY;COUNT=3\nEXDATE;VALUE=DATE:20250704"),
            Ok(vec!["2024-07-04".into(), "2026-07-04".into()])
        );
        assert_eq!(read("RRULE:FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=4;UNTIL=20250704").map(|days| days.len()), Ok(2));
        assert_eq!(read("RRULE:FREQ=YEARLY").map(|days| days.len()), Ok(176));
        for rule in ["FREQ=YEARLY;BYDAY=4TH", "FREQ=WEEKLY", "FREQ=YEARLY;BYMONTH=8"] {
            let wrong = read(&format!("RRULE:{rule}")).unwrap_err();
            assert_eq!(
                wrong,
                [format!("the RRULE `{rule}` of the event `Day` is not read; only FREQ=YEARLY on one date is")]
            );
        }
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for (lines, said) in [
            ("DTSTART:20261224T120000\nDTEND:20261224T130000", "is a part of 2026-12-24"),
            (
                "DTSTART;TZID=Europe/London:20261224T120000\nDTEND;TZID=Europe/London:20261225T000000",
                "is in the zone `Europe/London`",
            ),
            ("DTSTART:20261224T120000Z\nDTEND:20261225T000000Z", "the DTSTART `20261224T120000Z`"),
            ("DTSTART;VALUE=DATE:20261332", "the DTSTART `20261332`"),
            ("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261224", "ends on 2026-12-24, and begins on 2026-12-24"),
            ("DTSTART;VALUE=DATE:20201224\nDTEND;VALUE=DATE:20261224", "is 2191 days long"),
            ("DTSTART;VALUE=DATE:20261224\nDURATION:P2D", "the DURATION `P2D`"),
            ("UID:1", "has no DTSTART"),
        ] {
            let wrong = ics(&event(lines)).unwrap_err();
            assert!(wrong.len() == 1 && wrong[0].contains(said), "{wrong:?}");
        }
        assert_eq!(ics("").unwrap_err(), ["it closes no day"]);
        assert!(shown("h.ics", "no calendar").is_err());
        assert!(shown("h.ics", &"BEGIN:VEVENT\n".repeat(100_000)).unwrap_err()[0].contains("deeper"));
    }

    #[test]
    fn a_mapping_of_days() {
        let text = "2026-12-25: Christmas Day\n2026-01-01:\n2026-01-02: no\n2026-12-24: { from: \"12:00\", why: Christmas Eve }\n";
        assert_eq!(
            shown("h.yaml", text),
            Ok(["2026-01-01", "2026-01-02", "2026-12-24 from 12", "2026-12-25"].map(str::to_string).to_vec())
        );
        assert_eq!(shown("h.yaml", "2026-02-30: x\n12/25/2026: y\n").unwrap_err().len(), 2);
        assert!(shown("h.yaml", "2026-12-24: { form: \"12:00\" }\n").is_err());
        assert!(shown("h.yaml", "- 2026-12-24\n").is_err());
        assert!(shown("h.yaml", "2026-12-24: { from: \"25:00\" }\n").unwrap_err()[0].contains("`25:00`"));
    }
}
