//! Which contract is meant, and when it is judged.

use std::path::{Path, PathBuf};

use super::context::{Context, Format};
use super::project_file::ProjectFile;
use super::{Exit, error};
use crate::diagnostic::Diagnostic;
use crate::ir::Program;
use crate::pipeline::{self, Checked};
use crate::source::Sources;
use crate::time::{Date, Instant};

/// Returns the path of the contract: the one named, else the nearest `leadpact.yaml`'s, else `.`.
pub(super) fn contract_path(named: Option<&Path>) -> Result<PathBuf, Diagnostic> {
    if let Some(path) = named {
        return Ok(path.to_path_buf());
    }
    Ok(ProjectFile::nearest()?.contract.unwrap_or_else(|| PathBuf::from(".")))
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
