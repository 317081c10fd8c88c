//! `leadpact check`: syntax, names and types.

use std::path::PathBuf;

use clap::Args;

use super::Exit;
use super::context::{Context, Format};
use super::project::{self, Read};
use crate::diagnostic::{Diagnostics, Severity};
use crate::source::Sources;

/// Checks contracts: syntax, names and types; says every error in one run
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Contracts: a .pact file or a folder each, or one at a revision as `REV:path`; the nearest leadpact.yaml's, else this folder, where none is named
    contracts: Vec<PathBuf>,
    /// How messages are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(arguments: &CheckArguments, context: &mut Context) -> Exit {
    let mut paths = arguments.contracts.clone();
    if paths.is_empty() {
        match project::contract_path(None) {
            Ok(path) => paths.push(path),
            Err(diagnostic) => return context.refuse(diagnostic, arguments.format),
        }
    }
    let mut exit = Exit::Done;
    let mut documents = Vec::new();
    for path in &paths {
        let (diagnostics, sources, found) = match project::read(path) {
            Err(diagnostics) => (diagnostics, Sources::default(), Exit::Impossible),
            Ok(Read { checked, .. }) => {
                let found = if checked.program.is_some() { Exit::Done } else { Exit::Broken };
                (checked.diagnostics, checked.sources, found)
            }
        };
        if arguments.format == Format::Human {
            context.report(&diagnostics, &sources, Format::Human);
            let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
            context.note(&verdict(path, &sources, errors));
        }
        documents.push((diagnostics, sources));
        // What could not be read at all weighs more than what does not compile.
        exit = if exit == Exit::Impossible || found == Exit::Done { exit } else { found };
    }
    if arguments.format == Format::Json {
        context.print(&format!("{:#}\n", merged(&documents)));
    }
    exit
}

fn verdict(path: &std::path::Path, sources: &Sources, errors: usize) -> String {
    let count = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    format!("{}: {}, {}\n", path.display(), count(sources.ids().count(), "file"), count(errors, "error"))
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
