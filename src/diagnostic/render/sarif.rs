//! For code hosts: SARIF 2.1.0, one run with all contracts.
//!
//! Columns count code units of UTF-16, which is declared. Paths are references relative to `%SRCROOT%`, the working
//! directory; where that lies is not said, so that the same contract gives the same document everywhere.

use serde_json::{Map, Value, json};

use super::path::{is_whole, uri};
use super::report::{Item, Place, Report, Setting, text_of};
use crate::diagnostic::{Code, Edit, Severity};
use crate::source::Sources;

/// The schema that documents hold to.
const SCHEMA: &str = "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json";

/// The name of the fingerprint, with its version: another way to compute it gets another name.
const FINGERPRINT: &str = "leadpact/v1";

/// The most characters of a description: GitHub takes no more.
const MOST: usize = 1024;

/// Renders messages as a SARIF log.
pub fn render_sarif(reports: &[Report<'_>], setting: &Setting<'_>) -> Value {
    let items: Vec<Item<'_>> = reports.iter().flat_map(|report| report.items(setting)).collect();
    let mut codes: Vec<Code> = items.iter().map(|item| item.diagnostic.code).collect();
    codes.sort_by_key(|code| code.id);
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| rule(*code, setting)).collect();
    let results: Vec<Value> = items.iter().map(|item| result(item, &codes, setting)).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "leadpact",
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                },
            },
            "columnKind": "utf16CodeUnits",
            "originalUriBaseIds": {
                "%SRCROOT%": { "description": { "text": "the folder that leadpact was run in" } },
            },
            "results": results,
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn rule(code: Code, setting: &Setting<'_>) -> Value {
    let kind = (setting.kind)(code);
    json!({
        "id": code.id,
        "name": code.name,
        "shortDescription": { "text": cut(&code.sentence()) },
        "fullDescription": { "text": cut(code.about()) },
        "help": { "text": code.page, "markdown": code.page },
        "defaultConfiguration": { "level": level(kind.level) },
        "properties": { "category": kind.category, "tags": [kind.category] },
    })
}

/// Returns as much of a description as hosts take.
fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST - 1) {
        Some((end, _)) if text.chars().count() > MOST => format!("{}…", &text[..end]),
        _ => text.to_string(),
    }
}

fn result(item: &Item<'_>, codes: &[Code], setting: &Setting<'_>) -> Value {
    let diagnostic = item.diagnostic;
    let mut result = Map::new();
    let mut set = |name: &str, value: Value| result.insert(name.to_string(), value);
    set("ruleId", json!(diagnostic.code.id));
    set("ruleIndex", json!(codes.iter().position(|code| *code == diagnostic.code)));
    set("level", json!(level(diagnostic.severity)));
    set("message", json!({ "text": text_of(diagnostic) }));
    set("locations", json!([{ "physicalLocation": location(&item.place) }]));
    let related = diagnostic.labels.iter().enumerate().skip(1).map(|(place, label)| {
        let at = Place::of(label.span, item.sources, setting.folder);
        json!({ "id": place, "message": { "text": label.text }, "physicalLocation": location(&at) })
    });
    let related: Vec<Value> = related.collect();
    if !related.is_empty() {
        set("relatedLocations", json!(related));
    }
    if let Some(fingerprint) = item.fingerprint {
        set("partialFingerprints", json!({ FINGERPRINT: fingerprint }));
    }
    if let Some(fix) = &diagnostic.fix {
        let changes = changes(&fix.edits, item.sources, setting);
        set("fixes", json!([{ "description": { "text": fix.title }, "artifactChanges": changes }]));
    }
    Value::Object(result)
}

fn location(place: &Place<'_>) -> Value {
    json!({ "artifactLocation": artifact(place), "region": region(place) })
}

fn artifact(place: &Place<'_>) -> Value {
    match is_whole(&place.path) {
        true => json!({ "uri": uri(&place.path) }),
        false => json!({ "uri": uri(&place.path), "uriBaseId": "%SRCROOT%" }),
    }
}

/// Returns the lines and columns of a place; the end column is the one behind it.
fn region(place: &Place<'_>) -> Value {
    let (line, end_line) = place.lines();
    match place.utf16_columns() {
        None => json!({ "startLine": line }),
        Some((column, end_column)) => {
            json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
        }
    }
}

/// Returns the changes of a fix, file by file.
fn changes(edits: &[Edit], sources: &Sources, setting: &Setting<'_>) -> Vec<Value> {
    let mut changes: Vec<(Value, Vec<Value>)> = Vec::new();
    for edit in edits {
        let place = Place::of(edit.span, sources, setting.folder);
        let replacement = json!({ "deletedRegion": region(&place), "insertedContent": { "text": edit.text } });
        let artifact = artifact(&place);
        match changes.iter_mut().find(|(other, _)| *other == artifact) {
            Some((_, replacements)) => replacements.push(replacement),
            None => changes.push((artifact, vec![replacement])),
        }
    }
    let change = |(artifact, replacements)| json!({ "artifactLocation": artifact, "replacements": replacements });
    changes.into_iter().map(change).collect()
}
