//! For a merge request of GitLab: the findings of a code-quality report.

use serde_json::{Value, json};

use super::report::{Item, Report, Setting, text_of};
use crate::diagnostic::Severity;

/// Renders messages as a code-quality report: a list of findings, each with a fingerprint of its own.
pub fn render_gitlab(reports: &[Report<'_>], setting: &Setting<'_>) -> Value {
    reports.iter().flat_map(|report| report.items(setting)).map(|item| finding(&item)).collect()
}

fn finding(item: &Item<'_>) -> Value {
    let diagnostic = item.diagnostic;
    let severity = match diagnostic.severity {
        Severity::Note => "info",
        Severity::Warning => "minor",
        Severity::Error => "major",
    };
    let (begin, end) = item.place.lines();
    json!({
        "description": text_of(diagnostic),
        "check_name": diagnostic.code.name,
        "fingerprint": item.fingerprint,
        "severity": severity,
        "location": { "path": item.place.path, "lines": { "begin": begin, "end": end } },
    })
}
