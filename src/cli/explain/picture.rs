//! A timer as a picture in text: a line a day, a sign for each half hour.

use crate::time::{Calendar, Date, Instant, Zone, weekday};

/// Half an hour, and how many a day has.
const CELL: i64 = 1_800 * Instant::SECOND;
const CELLS: i64 = 48;

/// What a picture shows.
pub(super) struct Picture<'a> {
    /// The zone that its days are days of.
    pub(super) zone: &'a Zone,
    /// The calendar that the timer runs on.
    pub(super) calendar: Option<&'a Calendar>,
    /// From when to when it runs.
    pub(super) run: (Instant, Instant),
    /// When it stands still.
    pub(super) standstills: Vec<(Instant, Instant)>,
    /// What is marked: a letter and when.
    pub(super) marks: Vec<(char, Instant)>,
}

impl Picture<'_> {
    /// Returns the lines of the picture: those of days with a mark and of their neighbours, and between them how many
    /// days are left out.
    pub(super) fn lines(&self) -> Vec<String> {
        let days: Vec<Date> = self.marks.iter().map(|(_, at)| self.zone.date(*at)).collect();
        let (Some(first), Some(last)) = (days.iter().min().copied(), days.iter().max().copied()) else {
            return Vec::new();
        };
        let mut lines = vec![self.scale()];
        let mut skipped = 0;
        for day in (first.0..=last.0).map(Date) {
            let is_near = days.iter().any(|marked| (marked.0 - day.0).abs() <= 1);
            // A line that says that one day is left out is as long as that day.
            let is_alone = skipped == 0 && days.iter().any(|marked| marked.0 == day.0 + 2);
            if is_near || is_alone {
                if skipped > 0 {
                    lines.push(format!("{:16}{skipped} days more", ""));
                    skipped = 0;
                }
                lines.push(self.day(day));
            } else {
                skipped += 1;
            }
        }
        lines
    }

    fn scale(&self) -> String {
        let hours: String = (0..8).map(|three| format!("{:<6}", format!("{:02}", three * 3))).collect();
        format!("{:16}{hours}{}", "", self.zone.name())
    }

    fn day(&self, day: Date) -> String {
        const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        let signs: String = (0..CELLS).map(|cell| self.sign(day, cell)).collect();
        format!("{} {day}  {}", DAYS[weekday(day)], signs.trim_end())
    }

    /// Returns the sign of half an hour; a blank for one that a change of the clock left out.
    fn sign(&self, day: Date, cell: i64) -> char {
        let from = self.zone.instant(day, cell * CELL);
        // A local time that does not exist is moved to one that does.
        if self.zone.local(from).time != cell * CELL {
            return ' ';
        }
        let until = match cell + 1 {
            CELLS => self.zone.start_of(day.plus_days(1)),
            next => self.zone.instant(day, next * CELL),
        };
        if until <= from {
            return ' ';
        }
        let mut marks = self.marks.iter().filter(|(_, at)| from <= *at && *at < until).map(|(letter, _)| *letter);
        match (marks.next(), marks.next()) {
            (Some(letter), None) => return letter,
            (Some(_), Some(_)) => return '*',
            (None, _) => {}
        }
        let run = (from.max(self.run.0), until.min(self.run.1));
        let still = self.standstills.iter().map(|(begin, end)| self.open(run.0.max(*begin), run.1.min(*end)));
        let still: i64 = still.sum();
        if self.open(run.0, run.1) > still {
            '█'
        } else if still > 0 {
            '▒'
        } else if self.calendar.is_some() && self.open(from, until) > 0 {
            '░'
        } else {
            '·'
        }
    }

    /// Returns how much of the timer's clock lies between two instants.
    fn open(&self, from: Instant, until: Instant) -> i64 {
        match self.calendar {
            Some(calendar) => calendar.elapsed(from, until),
            None => (until.0 - from.0).max(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::time::Hours;

    #[test]
    fn a_weekend_and_a_change_of_the_clock() {
        let zone = Zone::find("America/New_York").unwrap();
        let nine_to_five = vec![(9 * 2 * CELL, 17 * 2 * CELL)];
        let week: [Vec<(i64, i64)>; 7] =
            std::array::from_fn(|day| if day < 5 { nine_to_five.clone() } else { Vec::new() });
        let calendar = Calendar::new(Hours { zone: zone.clone(), week, closed: BTreeMap::new() });
        let at = |text: &str| Instant::parse(text).unwrap();
        let picture = Picture {
            zone: &zone,
            calendar: Some(&calendar),
            run: (at("2026-03-06T16:30-05:00"), at("2026-03-09T12:00-04:00")),
            standstills: vec![(at("2026-03-09T09:30-04:00"), at("2026-03-09T10:30-04:00"))],
            marks: vec![('S', at("2026-03-06T16:30-05:00")), ('X', at("2026-03-09T12:00-04:00"))],
        };
        let expected = "
                00    03    06    09    12    15    18    21    America/New_York
Fri 2026-03-06  ··················░░░░░░░░░░░░░░░S··············
Sat 2026-03-07  ················································
Sun 2026-03-08  ····  ··········································
Mon 2026-03-09  ··················█▒▒███X░░░░░░░░░··············";
        assert_eq!(format!("\n{}", picture.lines().join("\n")), expected);
    }
}
