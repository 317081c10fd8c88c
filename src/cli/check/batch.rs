//! `check --batch`: an export held against a contract. Its files are read to the end, and nothing is judged.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::batch::{ColumnReport, Noted, Reader, Report, Request, Suspicion};
use crate::cli::batch::{describe, needed};
use crate::diagnostic::codes::batch as codes;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::eval::Plan;
use crate::ir::Program;
use crate::source::{Sources, Span};
use crate::types::{Effect, Finding, FindingKind};

/// What was found first in the cells of a column, of each kind: its reason.
type Reasons = BTreeMap<(Arc<str>, Arc<str>, FindingKind), String>;

/// Returns what an export lacks that the contract asks for, and what of it cannot be read.
pub(super) fn held_against(program: &Program, sources: &mut Sources, batch: &Path, leads: &[PathBuf]) -> Diagnostics {
    read(program, sources, batch, leads).unwrap_or_else(|errors| errors)
}

fn read(program: &Program, sources: &mut Sources, batch: &Path, leads: &[PathBuf]) -> Result<Diagnostics, Diagnostics> {
    let description = describe(sources, batch)?;
    let activities = program.activities.iter();
    let declared: Vec<_> = activities.map(|activity| (activity.name.as_str(), &activity.schema)).collect();
    let mut diagnostics = description.check_activities(&declared);
    if leads.is_empty() && !description.has_leads() {
        diagnostics.extend(description.check(&program.schema));
        return Ok(diagnostics);
    }
    let needed = needed(&Plan::new(program));
    let request = Request::new(&program.schema, &needed, &description, leads);
    let (report, reasons) = match read_all(request) {
        Ok(read) => read,
        Err(errors) => {
            diagnostics.extend(errors);
            return Err(diagnostics);
        }
    };
    for file in &report.files {
        for (kind, count) in &file.rejected {
            let reason = first_reason(&reasons, &file.file, *kind);
            diagnostics.push(of_rows(&file.file, *kind, *count, reason));
        }
    }
    for column in &report.columns {
        for (kind, noted) in &column.found {
            let reason = reasons.get(&(column.file.clone(), column.header.clone(), *kind));
            diagnostics.push(of_cells(program, column, *kind, noted, reason));
        }
    }
    for suspicion in &report.suspicions {
        diagnostics.push(suspected(program, suspicion));
    }
    Ok(diagnostics)
}

/// Reads an export to its end.
fn read_all(request: Request<'_>) -> Result<(Report, Reasons), Diagnostics> {
    let mut reader = Reader::open(request)?;
    let converter = reader.converter();
    let mut reasons = Reasons::new();
    let mut note = |findings: &[Finding]| {
        for finding in findings {
            let of = (finding.file.clone(), finding.column.clone(), finding.kind);
            reasons.entry(of).or_insert_with(|| finding.reason.clone());
        }
    };
    while let Some(raw) = reader.next_chunk()? {
        let mut chunk = converter.convert(&raw);
        reader.settle(&mut chunk)?;
        note(&chunk.findings);
    }
    reader.finish()?;
    let report = reader.report();
    note(&report.findings);
    Ok((report, reasons))
}

fn first_reason<'r>(reasons: &'r Reasons, file: &Arc<str>, kind: FindingKind) -> Option<&'r String> {
    reasons.iter().find(|((of, _, other), _)| of == file && *other == kind).map(|(_, reason)| reason)
}

/// Returns a message about data: a warning where something is lost of a lead, else worth knowing.
fn about(kind: FindingKind, message: String) -> Diagnostic {
    let severity = if kind.effect() == Effect::Note { Severity::Note } else { Severity::Warning };
    Diagnostic { severity, ..Diagnostic::warning(kind.code(), message) }
}

fn counted(number: u64, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// Rows that are no leads.
fn of_rows(file: &str, kind: FindingKind, count: u64, reason: Option<&String>) -> Diagnostic {
    let name = kind.code().name;
    about(kind, format!("{} of `{file}`: {name}", counted(count, "row")))
        .maybe_help(reason.map(|reason| format!("the first: {reason}")))
}

/// Cells of a column of which the same is found.
fn of_cells(
    program: &Program,
    column: &ColumnReport,
    kind: FindingKind,
    noted: &Noted,
    reason: Option<&String>,
) -> Diagnostic {
    let (header, file, name) = (&column.header, &column.file, kind.code().name);
    let first = noted.examples.first();
    let first = first.map_or_else(String::new, |example| format!(", first `{}` in row {}", example.value, example.row));
    let message = format!("{} in the column `{header}` of `{file}`: {name}{first}", counted(noted.count, "cell"));
    about(kind, message).label(place(program, &column.name), "read for this field").maybe_help(reason.cloned())
}

/// What looks wrong with a column as a whole.
fn suspected(program: &Program, suspicion: &Suspicion) -> Diagnostic {
    let Suspicion { field, file, header, what, help, .. } = suspicion;
    Diagnostic::warning(codes::LOOKS_WRONG, format!("the column `{header}` of `{file}` looks wrong: {what}"))
        .label(place(program, field), "read for this field")
        .help(help.clone())
}

fn place(program: &Program, field: &str) -> Span {
    let field = program.schema.find(field);
    field.map_or(program.contract.span, |field| program.schema.field(field).span)
}
