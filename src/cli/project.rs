//! Which contract is meant, and when it is judged.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::context::{Context, Format};
use super::{Exit, error};
use crate::diagnostic::Diagnostic;
use crate::ir::Program;
use crate::pipeline::{self, Checked};
use crate::source::Sources;
use crate::time::{Date, Instant};

/// The project file: `leadpact.yaml` in the working folder or above it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Project {
    /// The contract, relative to the file.
    contract: Option<PathBuf>,
}

/// Returns the path of the contract: the one named, else the nearest `leadpact.yaml`'s, else `.`.
pub(super) fn contract_path(named: Option<&Path>) -> Result<PathBuf, Diagnostic> {
    if let Some(path) = named {
        return Ok(path.to_path_buf());
    }
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    for folder in here.ancestors() {
        let file = folder.join("leadpact.yaml");
        if !file.is_file() {
            continue;
        }
        let text = crate::source::read_text(&file).map_err(|why| error::bad_project(&file, &why.to_string()))?;
        let project: Project =
            serde_yaml::from_str(&text).map_err(|why| error::bad_project(&file, &first_line(&why.to_string())))?;
        return Ok(project.contract.map_or_else(|| PathBuf::from("."), |contract| folder.join(contract)));
    }
    Ok(PathBuf::from("."))
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or("").to_string()
}

/// Compiles a contract; where it does not compile, says why and returns the exit code.
pub(super) fn compile(named: Option<&Path>, context: &mut Context, format: Format) -> Result<Compiled, Exit> {
    let path = contract_path(named).map_err(|diagnostic| context.refuse(diagnostic, format))?;
    let sources = pipeline::load(&path).map_err(|diagnostics| {
        context.report(&diagnostics, &Sources::default(), format);
        Exit::Impossible
    })?;
    let Checked { sources, program, diagnostics, .. } = sources.parse().check();
    program.map(|program| Compiled { sources: sources.clone(), program }).ok_or_else(|| {
        context.report(&diagnostics, &sources, format);
        Exit::Broken
    })
}

/// A contract that compiles, with the texts it came from.
pub(super) struct Compiled {
    pub(super) sources: Sources,
    pub(super) program: Program,
}

/// Reads `--as-of`: an instant, or a date for its first instant in the contract's zone; the clock without it (S2.1).
pub(super) fn as_of(text: Option<&str>, program: &Program) -> Result<Instant, Diagnostic> {
    match text {
        None => Ok(Instant::now()),
        Some(text) => {
            let start = Date::parse(text).map(|date| program.contract.timezone.start_of(date));
            start.or_else(|| Instant::parse(text)).ok_or_else(|| error::bad_as_of(text))
        }
    }
}
