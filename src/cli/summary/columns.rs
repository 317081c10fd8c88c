//! The reader's report on the terminal: files, the columns with something to note, and what looks wrong.

use super::Summary;
use super::human::{count, counted, table};
use super::reading::{format_name, read_as};
use crate::batch::{ColumnReport, FileReport, Noted};
use crate::types::{Effect, Type};

/// Shows what became of the rows of each file, where there are several.
pub(super) fn files(summary: &Summary<'_>, width: usize) -> String {
    let files = &summary.report.files;
    if files.len() < 2 {
        return String::new();
    }
    let row = |file: &FileReport| {
        let rejected: u64 = file.rejected.iter().map(|(_, number)| number).sum();
        let joined = |number: fn(crate::batch::JoinedRows) -> u64| {
            file.joined.map_or_else(String::new, |rows| count(number(rows)))
        };
        vec![
            last_part(&file.file).to_string(),
            count(file.read),
            count(rejected),
            joined(|rows| rows.matched),
            joined(|rows| rows.unmatched),
            joined(|rows| rows.repeated),
        ]
    };
    let header = ["file", "rows", "rejected", "of a lead", "of no lead", "repeat a key"];
    table(width, 1, &header, files.iter().map(row).collect())
}

fn last_part(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Shows the columns with something to note, or all of them.
pub(super) fn columns(summary: &Summary<'_>, width: usize) -> String {
    let all = &summary.report.columns;
    let shown: Vec<&ColumnReport> =
        all.iter().filter(|column| summary.all_columns || is_to_note(column, summary)).collect();
    let name = |column: &ColumnReport| {
        let is_alone = all.iter().filter(|other| other.header == column.header).count() == 1;
        if is_alone { column.header.to_string() } else { format!("{} ({})", column.header, last_part(&column.file)) }
    };
    let row = |column: &&ColumnReport| {
        vec![
            name(column),
            read_as(column, summary.program),
            count(column.read),
            count(column.blank + column.null),
            count(column.unread),
            notes(column).join("; "),
        ]
    };
    let mut text = String::new();
    if !shown.is_empty() {
        let header = ["column", "read as", "read", "blank", "unreadable", ""];
        text = table(width, 2, &header, shown.iter().map(row).collect());
    }
    let others = (all.len() - shown.len()) as u64;
    if others > 0 {
        let more = if shown.is_empty() { "" } else { "and " };
        let words = if shown.is_empty() { "column" } else { "more column" };
        text.push_str(&format!("  {more}{} read with nothing to note; --columns shows all\n", counted(others, words)));
    }
    text
}

/// Returns whether a column has something to note, beyond cells that are blank or that the batch says the meaning of.
fn is_to_note(column: &ColumnReport, summary: &Summary<'_>) -> bool {
    let is_suspected = || {
        let of_column = |header: &str, file: &str| header == &*column.header && file == &*column.file;
        summary.report.suspicions.iter().any(|suspicion| of_column(&suspicion.header, &suspicion.file))
    };
    let is_picklist = matches!(column.kind, Type::OneOf(_) | Type::ManyOf(_));
    !column.found.is_empty()
        || column.defaulted > 0
        || (is_picklist && column.folded.count > 0)
        || (column.cells > 0 && column.blank + column.null == column.cells)
        || is_mixed(column)
        || is_suspected()
}

/// Returns whether the times of a column are written in more ways than one.
fn is_mixed(column: &ColumnReport) -> bool {
    column.times.as_ref().is_some_and(|times| {
        let some = |number: u64| number > 0 && number < column.read;
        (column.kind == Type::Timestamp && some(times.without_clock))
            || times.formats.iter().any(|(_, cells)| some(*cells))
    })
}

/// Returns what there is to say of a column.
fn notes(column: &ColumnReport) -> Vec<String> {
    let mut notes = Vec::new();
    let mut note = |number: u64, what: &str| {
        if number > 0 {
            notes.push(format!("{} {what}", count(number)));
        }
    };
    note(column.null, "null");
    note(column.defaulted, "by default");
    note(column.mapped.count, "by `values`");
    let folded = format!("spelt otherwise: {}", examples(&column.folded));
    note(column.folded.count, &folded);
    for (kind, noted) in column.found.iter().filter(|(kind, _)| kind.effect() == Effect::Note) {
        note(noted.count, kind.code().name);
    }
    if let Some(times) = &column.times {
        // ISO 8601 is what is expected; a format of its own says which number is the month.
        let has_several = times.formats.iter().filter(|(_, cells)| *cells > 0).count() > 1;
        for (format, cells) in times.formats.iter().filter(|(format, _)| has_several || format.is_some()) {
            note(*cells, &format!("as {}", shown_format(format.as_deref())));
        }
        if column.kind == Type::Timestamp {
            note(times.without_clock, "without a time");
        }
    }
    if let Some((least, most)) = &column.extent {
        notes.push(format!("{least} to {most}"));
    }
    notes
}

fn shown_format(format: Option<&str>) -> String {
    format.map_or_else(|| format_name(None).to_string(), |format| format!("`{format}`"))
}

fn examples(noted: &Noted) -> String {
    let examples = noted.examples.iter().map(|example| match &example.became {
        Some(became) => format!("`{}` is {became}", example.value),
        None => format!("`{}`", example.value),
    });
    examples.collect::<Vec<_>>().join(", ")
}

/// Shows what looks wrong, with what to declare if it is.
pub(super) fn suspicions(summary: &Summary<'_>, width: usize) -> String {
    let suspicions = &summary.report.suspicions;
    if suspicions.is_empty() {
        return String::new();
    }
    let row = |suspicion: &crate::batch::Suspicion| {
        vec![suspicion.header.to_string(), format!("{}\n{}", suspicion.what, suspicion.help)]
    };
    table(width, 2, &["looks wrong", "why, and what to do"], suspicions.iter().map(row).collect())
}
