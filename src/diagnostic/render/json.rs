//! For machines: one object, with lines and columns beside byte offsets.

use serde_json::{Value, json};

use crate::diagnostic::Diagnostics;
use crate::source::Sources;

/// Renders messages as a JSON document: `{"version": 1, "diagnostics": […]}`.
///
/// Lines and columns count from 1, columns in characters; `start` and `end` are byte offsets.
pub fn render_json(diagnostics: &Diagnostics, sources: &Sources) -> Value {
    let items: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| {
            let labels: Vec<Value> = diagnostic
                .labels
                .iter()
                .map(|label| {
                    let file = sources.file(label.span.file);
                    let (start, end) = (file.position(label.span.start), file.position(label.span.end));
                    json!({
                        "file": file.name(),
                        "line": start.line,
                        "column": start.column,
                        "end_line": end.line,
                        "end_column": end.column,
                        "start": label.span.start,
                        "end": label.span.end,
                        "text": label.text,
                    })
                })
                .collect();
            json!({
                "code": diagnostic.code.id,
                "name": diagnostic.code.name,
                "severity": diagnostic.severity.word(),
                "message": diagnostic.message,
                "help": diagnostic.help,
                "labels": labels,
            })
        })
        .collect();
    json!({ "version": 1, "diagnostics": items })
}
