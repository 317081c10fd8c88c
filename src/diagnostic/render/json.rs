//! For machines: one object, with lines and columns beside byte offsets.

use serde_json::{Value, json};

use super::path::relative_path;
use super::report::{Item, Report, Setting};
use crate::diagnostic::Fix;
use crate::source::{Sources, Span};

/// Renders messages as a JSON document: `{"version": 1, "diagnostics": […]}`.
///
/// Lines and columns count from 1, columns in characters; `start` and `end` are byte offsets.
pub fn render_json(reports: &[Report<'_>], setting: &Setting<'_>) -> Value {
    let items = reports.iter().flat_map(|report| report.items(setting));
    let items: Vec<Value> = items.map(|item| message(&item, setting)).collect();
    json!({ "version": 1, "diagnostics": items })
}

fn message(item: &Item<'_>, setting: &Setting<'_>) -> Value {
    let diagnostic = item.diagnostic;
    let labels = diagnostic.labels.iter().map(|label| place(label.span, &label.text, item.sources, setting));
    json!({
        "code": diagnostic.code.id,
        "name": diagnostic.code.name,
        "category": (setting.kind)(diagnostic.code).category,
        "severity": diagnostic.severity.word(),
        "level": diagnostic.severity.level(),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "labels": labels.collect::<Vec<_>>(),
        "fix": diagnostic.fix.as_ref().map(|fix| self::fix(fix, item.sources, setting)),
        "fingerprint": item.fingerprint,
    })
}

fn fix(fix: &Fix, sources: &Sources, setting: &Setting<'_>) -> Value {
    let edits = fix.edits.iter().map(|edit| place(edit.span, &edit.text, sources, setting));
    json!({ "title": fix.title, "edits": edits.collect::<Vec<_>>() })
}

/// Returns a place and the text that belongs to it: what is said there, or what is to stand there.
fn place(span: Span, text: &str, sources: &Sources, setting: &Setting<'_>) -> Value {
    let file = sources.file(span.file);
    let (start, end) = (file.position(span.start), file.position(span.end));
    json!({
        "file": relative_path(file.name(), setting.folder),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "start": span.start,
        "end": span.end,
        "text": text,
    })
}
