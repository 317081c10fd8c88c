//! What looks wrong with a column as a whole, with the numbers that speak for it: all rules, and all wording.
//!
//! A suspicion is no finding: each cell may be read just as it is meant. So it says `may`, and what to declare if it
//! is so.

use std::sync::Arc;

use super::ColumnReport;
use super::counts::ColumnCounts;
use super::times::{DATES, TimeCounts};
use crate::batch::cell::{NumberPattern, TimeFormat};
use crate::diagnostic::list;
use crate::time::Zone;
use crate::types::{FindingKind, Type};

/// How many times a column must have before their times of day say something.
const TIMES: u64 = 20;

/// Something that looks wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Suspicion {
    /// What it is, in a word for machines.
    pub id: &'static str,
    /// The field.
    pub field: String,
    /// The file.
    pub file: Arc<str>,
    /// The header.
    pub header: Arc<str>,
    /// The numbers that speak for it, by name.
    pub evidence: Vec<(&'static str, u64)>,
    /// What it is, in a sentence without a full stop.
    pub what: String,
    /// What to declare if it is so.
    pub help: String,
}

/// What was declared of a file.
pub(super) struct Declared<'a> {
    pub formats: &'a [TimeFormat],
    pub zone: &'a Zone,
    pub numbers: NumberPattern,
}

type Said = (&'static str, Vec<(&'static str, u64)>, String, String);

/// Returns what is suspected of a column; `is_needed` says whether the contract cannot do without it.
pub(super) fn of_column(
    column: &ColumnReport,
    is_needed: bool,
    counts: &ColumnCounts,
    declared: &Declared<'_>,
) -> Vec<Suspicion> {
    let mut said: Vec<Said> = Vec::new();
    said.extend(blank(column, is_needed));
    match column.kind {
        Type::OneOf(_) | Type::ManyOf(_) => said.extend(options(column)),
        kind if kind.is_number() => said.extend(numbers(column, counts, declared)),
        _ => {}
    }
    if let Some(times) = &counts.times {
        said.extend(order(times, declared));
        said.extend(late(times, declared));
        said.extend(midnights(column, times, declared));
    }
    said.into_iter()
        .map(|(id, evidence, what, help)| Suspicion {
            id,
            field: column.name.clone(),
            file: column.file.clone(),
            header: column.header.clone(),
            evidence,
            what,
            help,
        })
        .collect()
}

impl Suspicion {
    /// Returns that of a header which nothing reads and which is nearly a field's name.
    pub(super) fn near_header(field: &str, file: &Arc<str>, header: &Arc<str>, from: Option<&str>) -> Suspicion {
        let from = from.map_or("which no column is read for".to_string(), |from| format!("which `{from}` is read for"));
        Suspicion {
            id: "header-like-a-field",
            field: field.to_string(),
            file: file.clone(),
            header: header.clone(),
            evidence: Vec::new(),
            what: format!("the header `{header}` is not read and may be `{field}` misspelt, {from}"),
            help: format!("if it is, declare it under `columns`: `{field}: {header}`"),
        }
    }
}

fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Nothing stands in a column that the contract needs.
fn blank(column: &ColumnReport, is_needed: bool) -> Option<Said> {
    let is_blank = is_needed && column.cells > 0 && column.blank + column.null == column.cells;
    is_blank.then(|| {
        let null = if column.null == 0 { "" } else { " or says that it is missing" };
        (
            "blank-column",
            vec![("cells", column.cells), ("blank", column.blank), ("null", column.null)],
            format!("every cell is blank{null}, though the contract reads the field: the export may hold it elsewhere"),
            "if another header has it, declare that under `columns`".to_string(),
        )
    })
}

/// Most values of a picklist are none of its options.
fn options(column: &ColumnReport) -> Option<Said> {
    let values = column.read + column.unread;
    let unknown = found(column, FindingKind::UnknownOption);
    (unknown * 2 > values).then(|| {
        (
            "options-not-matched",
            vec![("values", values), ("unknown", unknown)],
            format!(
                "{unknown} of {} match no option: the column may be another, or may spell the options in its own way",
                counted(values, "value", "values")
            ),
            format!(
                "if they are spellings, declare them under `values` for `{}`, or `also` in the contract",
                column.name
            ),
        )
    })
}

fn found(column: &ColumnReport, kind: FindingKind) -> u64 {
    column.found.iter().find(|(other, _)| *other == kind).map_or(0, |(_, noted)| noted.count)
}

/// Most numbers are none as declared, and another pattern would read them.
fn numbers(column: &ColumnReport, counts: &ColumnCounts, declared: &Declared<'_>) -> Option<Said> {
    let values = column.read + column.unread;
    let unread = found(column, FindingKind::BadNumber);
    let others = || NumberPattern::ALL.iter().zip(counts.patterns).filter(|((_, other), _)| *other != declared.numbers);
    let most = others().map(|(_, count)| count).max().unwrap_or_default();
    (most * 2 > values).then(|| {
        let fitting: Vec<&str> = others().filter(|(_, count)| *count == most).map(|((name, _), _)| *name).collect();
        (
            "numbers-of-another-pattern",
            vec![("values", values), ("unreadable", unread), ("readable", most)],
            format!(
                "{unread} of {} are no numbers as `{}` is written; {most} of them may be written as {}",
                counted(values, "value", "values"),
                declared.numbers.written(),
                list(fitting.iter().copied()),
            ),
            match fitting.as_slice() {
                [one] => format!("if they are, declare `numbers: \"{one}\"`"),
                _ => "if they are, declare `numbers` as that which the export writes".to_string(),
            },
        )
    })
}

/// Day and month may be meant the other way round.
fn order(times: &TimeCounts, declared: &Declared<'_>) -> Vec<Said> {
    const ID: &str = "swapped-day-and-month";
    let names = declared.formats.iter().map(Some).chain([None]);
    let mut said = Vec::new();
    for (format, counts) in names.zip(&times.formats) {
        let name = format.map_or("ISO 8601".to_string(), |format| format!("`{}`", format.text()));
        let other = format.and_then(TimeFormat::swapped).unwrap_or_default();
        let help = match format {
            Some(_) => format!(
                "if the export writes the other first, declare `timestamps: [\"{other}\"]`; which one is meant is not guessed"
            ),
            None => {
                "if the export writes the day before the month, export the dates in another order: year first with the \
                     day next is ISO 8601 with other days, and is not read"
                    .to_string()
            }
        };
        if counts.swapped > 0 {
            let evidence = vec![("read", counts.cells), ("readable_swapped", counts.swapped)];
            let cells = counted(counts.swapped, "cell that is no date", "cells that are no dates");
            let what =
                format!("{cells} in {name} would be with day and month the other way round: these may be swapped");
            said.push((ID, evidence, what, help));
        } else if let Some((first, last)) = counts.without_high_days() {
            let evidence = vec![("read", counts.cells), ("different_dates_at_least", DATES as u64)];
            let what = format!(
                "no day is above 12 among the {DATES} or more different dates that {name} reads, from {first} to {last}: \
                 day and month may be swapped"
            );
            said.push((ID, evidence, what, help));
        }
    }
    said
}

/// Instants later than as-of: by hours, as those of another zone are, or by more.
fn late(times: &TimeCounts, declared: &Declared<'_>) -> Option<Said> {
    let all = times.later + times.later_hours;
    if all == 0 {
        return None;
    }
    // Where most are later by more than a zone can be, the others are no sign of one.
    if times.later_hours > times.later {
        let minutes = u64::try_from(times.later_most / 60_000_000).unwrap_or_default();
        let by = format!("{} h {:02} min", minutes / 60, minutes % 60);
        return Some((
            "wrong-zone",
            vec![("times", times.with_clock), ("later", times.later_hours), ("later_by_minutes", minutes)],
            format!(
                "{} later than as-of, by no more than {by}: they may be of another zone than {}",
                counted(times.later_hours, "time without an offset is", "times without an offset are"),
                declared.zone.name(),
            ),
            "if they are, declare the export's `timezone`; if as-of is earlier than the export, pass a later --as-of"
                .to_string(),
        ));
    }
    Some((
        "later-than-as-of",
        vec![("times", times.with_clock + times.without_clock), ("later", all)],
        format!("{} later than as-of: the column may hold plans, or slips", counted(all, "time is", "times are")),
        "if as-of is earlier than the export, pass a later --as-of".to_string(),
    ))
}

/// Times that are all of one time of day may be days.
fn midnights(column: &ColumnReport, times: &TimeCounts, declared: &Declared<'_>) -> Option<Said> {
    const FAR: &str = "midnights-of-another-zone";
    let (all, zone) = (times.with_clock, declared.zone.name());
    if all < TIMES {
        return None;
    }
    let is_most = |count: u64| u128::from(count) * 10 >= u128::from(all) * 9;
    let (minute, count, next) = times.usual_clock();
    // Where times are written to the second, hardly any is at a full hour by chance.
    let stands_out = count >= TIMES && count >= next * 3 && times.with_seconds * 2 > all;
    if minute > 0 && (is_most(count) || stands_out) {
        let (away, side, other) =
            if minute <= 720 { (minute, "west", "east") } else { (1_440 - minute, "east", "west") };
        let away = match (away / 60, away % 60) {
            (hours, 0) => counted(hours, "hour", "hours"),
            (hours, minutes) => format!("{hours} h {minutes} min"),
        };
        return Some((
            FAR,
            vec![
                ("times", all),
                ("at_one_time_of_day", count),
                ("minutes_after_midnight", minute),
                ("not_at_a_full_minute", times.with_seconds),
            ],
            format!(
                "{count} of {all} times are at {:02}:{:02}:00 in {zone}: they may be days, written as midnight of a zone \
                 {away} {side} of it, or the column may be written in a zone {away} {other} of it",
                minute / 60,
                minute % 60,
            ),
            "if they are, declare the `timezone` that the export writes, or export days without a time".to_string(),
        ));
    }
    if is_most(times.far_midnights) {
        return Some((
            FAR,
            vec![("times", all), ("midnights_by_their_offset", times.far_midnights)],
            format!(
                "{} of {all} times are midnight by their own offset and not in {zone}: they may be days, of which some \
                 are read as the day before",
                times.far_midnights
            ),
            "if they are, export them as dates without a time".to_string(),
        ));
    }
    let ((early, late), both) = times.usual_pair();
    if !is_most(count) && is_most(both) {
        return Some((
            FAR,
            vec![("times", all), ("at_two_times_of_day", both), ("minutes_after_midnight", early), ("and", late)],
            format!(
                "{both} of {all} times are at {:02}:{:02}:00 or {:02}:{:02}:00 in {zone}: they may be days, written as \
                 midnight of a zone that changes its clock, and some are read as the day before",
                early / 60,
                early % 60,
                late / 60,
                late % 60
            ),
            "if they are, declare the `timezone` that the export writes, or export days without a time".to_string(),
        ));
    }
    let are_days = column.kind == Type::Timestamp && times.midnights() == all;
    are_days.then(|| {
        (
            "days-written-as-instants",
            vec![("times", all)],
            format!("all {all} times are 00:00:00 in {zone}: they may be days, which are read as instants"),
            format!(
                "if they are, export them as dates without a time or declare `{}` a date: then each is its whole day (S2.4)",
                column.name
            ),
        )
    })
}
