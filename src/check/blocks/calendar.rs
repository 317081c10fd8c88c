//! `calendar`: when business time runs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use indexmap::IndexSet;

use super::shared::{DAYS, Dates, distinct, weekday};
use crate::check::context::{Checker, Seen};
use crate::check::error;
use crate::check::holidays::{Holidays, close};
use crate::ir;
use crate::source::Span;
use crate::syntax::ast::{Body, CalendarStatement, DayRange, Text, TimeRange, When};
use crate::time::{self, Date, Hours, Instant, Zone};

/// Microseconds in a day and in a week of local time.
const DAY: i64 = 86_400 * Instant::SECOND;
const WEEK: i64 = 7 * DAY;

/// Days that are looked at for an open minute: every day of a year.
const YEAR: i64 = 366;
/// The most that is said of one file of closed days.
const MOST_COMPLAINTS: usize = 5;

/// An open window of every week.
#[derive(Clone, Copy)]
struct Window {
    /// Microseconds from Monday 00:00 to its opening.
    start: i64,
    /// How long it is, at most a day.
    length: i64,
    /// Where its times are written.
    span: Span,
}

/// What a calendar says, as far as it is right.
#[derive(Default)]
struct Week {
    windows: Vec<Window>,
    /// Days that are closed, wholly or from a time on.
    closed: BTreeMap<Date, Option<i64>>,
    /// Whether some of its hours are in error.
    broken: bool,
}

pub(super) fn check(checker: &mut Checker<'_>, body: &Body<CalendarStatement>) -> Option<ir::Calendar> {
    let mut zone = checker.contract.zone.clone();
    // A file may be named before the zone that its times are of.
    let own = body.statements.iter().find_map(|statement| match &statement.value {
        CalendarStatement::Timezone(name) => Zone::find(&name.value),
        _ => None,
    });
    let written = own.or_else(|| zone.clone());
    let mut seen = Seen::default();
    let mut week = Week::default();
    let mut dates = Dates::default();
    let mut files: Vec<&Text> = Vec::new();
    for statement in &body.statements {
        match &statement.value {
            CalendarStatement::Timezone(name) => {
                if checker.once(&mut seen, "timezone", statement.span) {
                    zone = checker.zone(name);
                }
            }
            CalendarStatement::Open { days, times } => {
                // Hours may be written line by line.
                if seen.get("open").is_none() {
                    checker.once(&mut seen, "open", statement.span);
                }
                open(checker, &mut week, days, times);
            }
            CalendarStatement::Closed { date, from, .. } => {
                let date = dates.add(checker, date);
                let from = from.as_ref().map(|from| opening(checker, from));
                if let (Some(date), None | Some(Some(_))) = (date, from) {
                    close(&mut week.closed, date, from.flatten());
                }
            }
            CalendarStatement::ClosedFrom(file) => {
                files.push(file);
                if let Some(holidays) = calendar_file(checker, file, written.as_ref()) {
                    holidays.days.into_iter().for_each(|(date, from)| close(&mut week.closed, date, from));
                }
            }
        }
    }
    let beside = |file: &&Text| {
        let contract = Path::new(checker.sources.file(file.span.file).name());
        contract.parent().unwrap_or(Path::new("")).join(&file.value)
    };
    let paths: Vec<PathBuf> = files.iter().map(beside).collect();
    distinct(checker, "file", files, str::to_string);
    checker.needs(&body.header, body.complete, &seen, &["open"]);
    overlaps(checker, &mut week.windows);
    if body.complete && !week.broken && !week.windows.is_empty() && !is_ever_open(checker, &week) {
        checker.push(error::never_open(body.header.name.as_ref(), body.header.keyword));
    }
    let name = body.header.name.as_ref().map(|name| name.value.clone()).unwrap_or_default();
    let hours = time::Calendar::new(week.hours(zone?));
    Some(ir::Calendar { name, hours, files: paths, span: body.header.span })
}

impl Week {
    /// Returns the hours in a zone.
    fn hours(&self, zone: Zone) -> Hours {
        let mut hours = Hours { zone, week: Default::default(), closed: self.closed.clone() };
        for window in &self.windows {
            let day = usize::try_from(window.start / DAY).unwrap_or_default();
            let start = window.start % DAY;
            hours.week[day % 7].push((start, start + window.length));
        }
        hours
    }
}

fn open(checker: &mut Checker<'_>, week: &mut Week, days: &[DayRange], times: &[TimeRange]) {
    let mut on: [Option<Span>; 7] = [None; 7];
    for range in days {
        let Some((from, to, span)) = day_range(checker, range) else {
            week.broken = true;
            continue;
        };
        let twice = (from..=to).find_map(|day| on[day].map(|first| (day, first)));
        if let Some((day, first)) = twice {
            checker.push(error::named_twice("day", DAYS[day].0, span, first));
        }
        for place in &mut on[from..=to] {
            *place = place.or(Some(span));
        }
    }
    for range in times {
        let Some((start, end)) = hours(checker, range) else {
            week.broken = true;
            continue;
        };
        let length = if end > start { end - start } else { end + DAY - start };
        let span = range.from.span.to(range.to.span);
        let opened = (0_i64..).zip(on).filter(|(_, place)| place.is_some());
        week.windows.extend(opened.map(|(day, _)| Window { start: day * DAY + start, length, span }));
    }
}

/// Returns the first and the last day of a range, and where it is written.
fn day_range(checker: &mut Checker<'_>, range: &DayRange) -> Option<(usize, usize, Span)> {
    let from = weekday(checker, &range.from);
    let to = match &range.to {
        Some(to) => weekday(checker, to),
        None => from,
    };
    let (from, to) = (from?, to?);
    let span = range.to.as_ref().map_or(range.from.span, |to| range.from.span.to(to.span));
    if from > to {
        return checker.fail(error::days_backwards(DAYS[from].0, DAYS[to].0, span));
    }
    Some((from, to, span))
}

/// Returns the times of a range; the second is not above the first where it is over midnight.
fn hours(checker: &mut Checker<'_>, range: &TimeRange) -> Option<(i64, i64)> {
    let start = opening(checker, &range.from);
    let end = checker.time_of_day(&range.to);
    let (start, end) = (start?, end?);
    if start == end {
        return checker.fail(error::empty_hours(range.from.span.to(range.to.span)));
    }
    Some((start, end))
}

/// Returns a time of day that something may begin at: `24:00` is an end only.
fn opening(checker: &mut Checker<'_>, when: &When) -> Option<i64> {
    let time = checker.time_of_day(when)?;
    if time == DAY { checker.fail(error::begins_at_end_of_day(when)) } else { Some(time) }
}

/// Reads a file of closed days, which must know of the year that the contract begins in.
fn calendar_file(checker: &mut Checker<'_>, file: &Text, zone: Option<&Zone>) -> Option<Holidays> {
    let lower = file.value.to_lowercase();
    if !lower.ends_with(".ics") && !lower.ends_with(".yaml") {
        return checker.fail(error::bad_calendar_file(file));
    }
    let contract = Path::new(checker.sources.file(file.span.file).name()).to_path_buf();
    let text = match (checker.load)(&contract, &file.value) {
        Ok(text) => text,
        Err(why) => return checker.fail(error::unreadable_calendar_file(file, &why)),
    };
    let holidays = match Holidays::read(&file.value, &text, zone) {
        Ok(holidays) => holidays,
        Err(wrong) => {
            for why in wrong.iter().take(MOST_COMPLAINTS) {
                checker.push(error::unreadable_calendar_file(file, why));
            }
            return None;
        }
    };
    if let (Some((first, last)), Some(begins)) = (holidays.years(), checker.contract.effective) {
        let year = begins.to_civil().year();
        if !(first..=last).contains(&year) {
            checker.push(error::holidays_of_other_years(file, first, last, year));
        }
    }
    Some(holidays)
}

/// Reports windows that overlap: each pair of hours once, however many days they overlap on.
fn overlaps(checker: &mut Checker<'_>, windows: &mut [Window]) {
    windows.sort_by_key(|window| (window.start, window.span));
    let mut reported: IndexSet<(Span, Span)> = IndexSet::new();
    let mut furthest: Option<Window> = None;
    // Once round the week and once more, since Sunday night may run into Monday.
    let again = windows.iter().map(|window| Window { start: window.start + WEEK, ..*window });
    for window in windows.iter().copied().chain(again) {
        if let Some(earlier) = furthest.filter(|earlier| window.start < earlier.start + earlier.length) {
            let pair = (earlier.span.min(window.span), earlier.span.max(window.span));
            if reported.insert(pair) {
                let day = usize::try_from(window.start.rem_euclid(WEEK) / DAY).unwrap_or_default();
                checker.push(error::overlapping_hours(DAYS[day].0, pair.0, pair.1));
            }
        }
        if furthest.is_none_or(|earlier| window.start + window.length > earlier.start + earlier.length) {
            furthest = Some(window);
        }
    }
}

/// Returns whether a minute of the year from the contract's first day on is open.
fn is_ever_open(checker: &Checker<'_>, week: &Week) -> bool {
    let first = checker.contract.effective.or_else(|| week.closed.keys().min().copied());
    let first = first.unwrap_or(Date(0));
    (0..YEAR).map(|days| first.plus_days(days)).any(|date| {
        // 1970-01-01 was a Thursday.
        let weekday = i64::from(date.0 + 3).rem_euclid(7);
        let mut windows = week.windows.iter().filter(|window| window.start / DAY == weekday);
        match week.closed.get(&date) {
            None => windows.next().is_some(),
            Some(None) => false,
            Some(Some(from)) => windows.any(|window| window.start % DAY < *from),
        }
    })
}
