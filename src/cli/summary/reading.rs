//! The reader's report as JSON: files, columns, and what looks wrong.

use serde_json::{Map, Value, json};

use super::Summary;
use crate::batch::{ColumnReport, FileReport, Noted, Report, TimesRead};
use crate::ir::Program;
use crate::types::Type;

/// Returns what became of the rows of each file.
pub(super) fn files(report: &Report) -> Vec<Value> {
    let one = |file: &FileReport| {
        let rejected: Vec<Value> = file
            .rejected
            .iter()
            .map(|(kind, count)| json!({ "code": kind.code().id, "kind": kind.code().name, "count": count }))
            .collect();
        let joined = file
            .joined
            .map(|rows| json!({ "matched": rows.matched, "unmatched": rows.unmatched, "repeated": rows.repeated }));
        let activity = file.activity.as_ref().map(|rows| {
            json!({ "name": rows.name, "matched": rows.matched, "unmatched": rows.unmatched, "later": rows.later })
        });
        json!({ "file": &*file.file, "read": file.read, "rejected": rejected, "joined": joined, "activity": activity })
    };
    report.files.iter().map(one).collect()
}

/// Returns what each column was read as.
pub(super) fn columns(summary: &Summary<'_>) -> Vec<Value> {
    summary.report.columns.iter().map(|column| self::column(column, summary.program)).collect()
}

fn column(column: &ColumnReport, program: &Program) -> Value {
    let found: Vec<Value> = column
        .found
        .iter()
        .map(|(kind, noted)| {
            let mut entry = Map::new();
            entry.insert("code".into(), json!(kind.code().id));
            entry.insert("kind".into(), json!(kind.code().name));
            entry.insert("effect".into(), json!(kind.effect().word()));
            entry.append(&mut self::noted(noted));
            Value::Object(entry)
        })
        .collect();
    let (least, most) = column.extent.as_ref().map_or((None, None), |(least, most)| (Some(least), Some(most)));
    json!({
        "field": column.name,
        "file": &*column.file,
        "header": &*column.header,
        "read_as": read_as(column, program),
        "cells": column.cells,
        "read": column.read,
        "blank": column.blank,
        "null": column.null,
        "unreadable": column.unread,
        "defaulted": column.defaulted,
        "mapped": noted(&column.mapped),
        "folded": noted(&column.folded),
        "findings": found,
        "least": least,
        "most": most,
        "times": column.times.as_ref().map(times),
    })
}

fn noted(noted: &Noted) -> Map<String, Value> {
    let examples = noted.examples.iter();
    let examples = examples
        .map(|example| json!({ "value": example.value, "row": example.row, "became": example.became }))
        .collect::<Vec<_>>();
    Map::from_iter([("count".to_string(), json!(noted.count)), ("examples".to_string(), json!(examples))])
}

fn times(times: &TimesRead) -> Value {
    let formats = times.formats.iter();
    let formats: Vec<Value> =
        formats.map(|(format, cells)| json!({ "format": format_name(format.as_deref()), "cells": cells })).collect();
    json!({ "formats": formats, "without_time": times.without_clock })
}

/// Returns what a format is called.
pub(super) fn format_name(format: Option<&str>) -> &str {
    format.unwrap_or("ISO 8601")
}

/// Returns what a column is read as, in the contract's words.
pub(super) fn read_as(column: &ColumnReport, program: &Program) -> String {
    let field = program.schema.field(column.field);
    match column.kind {
        Type::Key => "key".to_string(),
        Type::OneOf(_) => format!("one of {} options", field.options.len()),
        Type::ManyOf(_) => format!("many of {} options", field.options.len()),
        Type::Money => {
            let own = program.schema.currency.as_deref().unwrap_or_default();
            match field.currency {
                Some(other) => format!("money in `{}`, as {own}", program.schema.field(other).name),
                None => format!("money in {own}").trim_end_matches(" in ").to_string(),
            }
        }
        kind => kind.to_string(),
    }
}

/// Returns what looks wrong.
pub(super) fn suspicions(report: &Report) -> Vec<Value> {
    let one = |suspicion: &crate::batch::Suspicion| {
        let evidence = suspicion.evidence.iter().map(|(name, number)| ((*name).to_string(), json!(number)));
        json!({
            "id": suspicion.id,
            "field": suspicion.field,
            "file": &*suspicion.file,
            "header": &*suspicion.header,
            "evidence": Map::from_iter(evidence),
            "what": suspicion.what,
            "help": suspicion.help,
        })
    };
    report.suspicions.iter().map(one).collect()
}
