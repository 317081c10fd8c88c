//! `leadpact check`: syntax, names, types, and the rules of the linter.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Exit;
use super::context::{Context, Format};
use super::project::{self, Read};
use super::project_file::ProjectFile;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::lint::{self, Contract, Settings};
use crate::pipeline::Checked;
use crate::source::Sources;

/// Checks contracts: syntax, names, types, and what compiles and cannot work; says all of it in one run
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Contracts: a .pact file or a folder each, or one at a revision as `REV:path`; the nearest leadpact.yaml's, else this folder, where none is named
    contracts: Vec<PathBuf>,
    /// How messages are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// End with exit code 1 where something of this level or above is found
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t)]
    deny: Deny,
    /// The day that reviews, phases and exceptions are held against; nothing is past without it
    #[arg(long, value_name = "INSTANT")]
    as_of: Option<String>,
}

/// What a job may want to refuse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Whatever is found
    Info,
    /// Warnings and errors
    #[default]
    Warning,
    /// Errors only
    Error,
    /// Nothing that the linter finds
    Never,
}

impl Deny {
    fn refuses(self, severity: Severity) -> bool {
        match self {
            Deny::Info => true,
            Deny::Warning => severity >= Severity::Warning,
            Deny::Error => severity >= Severity::Error,
            Deny::Never => false,
        }
    }
}

pub(super) fn run(arguments: &CheckArguments, context: &mut Context) -> Exit {
    let mut paths = arguments.contracts.clone();
    if paths.is_empty() {
        match project::contract_path(None) {
            Ok(path) => paths.push(path),
            Err(diagnostic) => return context.refuse(diagnostic, arguments.format),
        }
    }
    let project = match ProjectFile::nearest() {
        Ok(project) => project,
        Err(diagnostic) => return context.refuse(diagnostic, arguments.format),
    };
    let mut exit = Exit::Done;
    let mut documents = Vec::new();
    for path in &paths {
        let (diagnostics, sources, found) = match project::read(path) {
            Err(diagnostics) => (diagnostics, Sources::default(), Exit::Impossible),
            Ok(Read { checked, .. }) => match lint(checked, &project.lint, arguments.as_of.as_deref()) {
                Ok(Linted { diagnostics, sources, compiles }) => {
                    let is_refused = diagnostics.iter().any(|found| arguments.deny.refuses(found.severity));
                    let found = match (compiles, is_refused) {
                        (false, _) => Exit::Broken,
                        (true, true) => Exit::Found,
                        (true, false) => Exit::Done,
                    };
                    (diagnostics, sources, found)
                }
                Err(diagnostic) => return context.refuse(diagnostic, arguments.format),
            },
        };
        if arguments.format == Format::Human {
            context.report(&diagnostics, &sources, Format::Human);
            context.note(&verdict(path, &sources, &diagnostics));
        }
        documents.push((diagnostics, sources));
        // What could not be read at all weighs more than what does not compile, and that more than what is found.
        let weight =
            |exit: Exit| [Exit::Done, Exit::Found, Exit::Broken, Exit::Impossible].iter().position(|it| *it == exit);
        exit = if weight(found) > weight(exit) { found } else { exit };
    }
    if arguments.format == Format::Json {
        context.print(&format!("{:#}\n", merged(&documents)));
    }
    exit
}

/// A contract with all that is found in it.
struct Linted {
    diagnostics: Diagnostics,
    sources: Sources,
    compiles: bool,
}

/// Follows the rules of the linter, where a contract compiles.
fn lint(checked: Checked, settings: &Settings, as_of: Option<&str>) -> Result<Linted, Diagnostic> {
    let Checked { sources, ast, program, mut diagnostics } = checked;
    let Some(program) = program else { return Ok(Linted { diagnostics, sources, compiles: false }) };
    let today = as_of.map(|text| project::as_of(Some(text), &program)).transpose()?;
    let today = today.map(|instant| program.contract.timezone.date(instant));
    diagnostics.extend(lint::lint(&Contract { program: &program, ast: &ast, sources: &sources, today }, settings));
    diagnostics.sort();
    Ok(Linted { diagnostics, sources, compiles: true })
}

fn verdict(path: &std::path::Path, sources: &Sources, found: &Diagnostics) -> String {
    let count = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    let of = |severity: Severity| found.iter().filter(|found| found.severity == severity).count();
    let mut text = format!(
        "{}: {}, {}",
        path.display(),
        count(sources.ids().count(), "file"),
        count(of(Severity::Error), "error")
    );
    for (severity, word) in [(Severity::Warning, "warning"), (Severity::Note, "note")] {
        if of(severity) > 0 {
            text.push_str(&format!(", {}", count(of(severity), word)));
        }
    }
    text.push('\n');
    text
}

/// Returns the messages of several contracts as one document.
fn merged(documents: &[(Diagnostics, Sources)]) -> serde_json::Value {
    let mut all = Vec::new();
    for (diagnostics, sources) in documents {
        let document = crate::diagnostic::render_json(diagnostics, sources);
        all.extend(document["diagnostics"].as_array().cloned().unwrap_or_default());
    }
    serde_json::json!({ "version": 1, "diagnostics": all })
}
