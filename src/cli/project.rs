//! Which contract is meant, and when it is judged.

use std::path::{Path, PathBuf};

use super::context::{Context, Format};
use super::git::{self, Commit, ContractAt, Repository};
use super::project_file::ProjectFile;
use super::{Exit, error};
use crate::diagnostic::{Diagnostic, Diagnostics};
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

/// What names a contract: a path, or `REV:path`.
pub(super) enum Named {
    Path(PathBuf),
    At { revision: String, path: String },
}

impl Named {
    /// Returns what an argument names. What exists on disk is a path, whatever its name.
    pub(super) fn of(argument: &Path) -> Named {
        let at = argument.to_str().and_then(git::split).filter(|_| !argument.exists());
        match at {
            Some((revision, path)) => Named::At { revision: revision.to_string(), path: path.to_string() },
            None => Named::Path(argument.to_path_buf()),
        }
    }
}

/// A contract that was read and checked, and the commit it is of.
pub(super) struct Read {
    pub(super) checked: Checked,
    pub(super) commit: Option<Commit>,
}

/// Reads and checks a contract: a file, a folder, or either at a revision.
///
/// # Errors
/// What could not be read.
pub(super) fn read(argument: &Path) -> Result<Read, Diagnostics> {
    match Named::of(argument) {
        Named::Path(path) => Ok(Read { checked: pipeline::load(&path)?.parse().check(), commit: None }),
        Named::At { revision, path } => {
            let repository = Repository::open(Path::new("."))?;
            let contract = ContractAt::find(&repository, &revision, &path)?;
            Ok(Read { checked: contract.check()?, commit: Some(contract.commit) })
        }
    }
}

/// Compiles a contract; where it does not compile, says why and returns the exit code.
pub(super) fn compile(named: Option<&Path>, context: &mut Context, format: Format) -> Result<Compiled, Exit> {
    let path = contract_path(named).map_err(|diagnostic| context.refuse(diagnostic, format))?;
    let Read { checked, commit } = read(&path).map_err(|diagnostics| {
        context.report(&diagnostics, &Sources::default(), format);
        Exit::Impossible
    })?;
    let Checked { sources, program, diagnostics, .. } = checked;
    match program {
        Some(program) => Ok(Compiled { sources, program, commit }),
        None => {
            context.report(&diagnostics, &sources, format);
            Err(Exit::Broken)
        }
    }
}

/// A contract that compiles, with the texts it came from.
pub(super) struct Compiled {
    pub(super) sources: Sources,
    pub(super) program: Program,
    /// The commit it is of, where it was read from one.
    pub(super) commit: Option<Commit>,
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
