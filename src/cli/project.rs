//! Which contract is meant, and when it is judged.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use super::context::{Context, Format};
use super::{Exit, error};
use crate::diagnostic::Diagnostic;
use crate::ir::Program;
use crate::pipeline::{self, Checked};
use crate::source::Sources;
use crate::time::{Date, Instant};

/// The project file: `leadpact.yaml` in the working folder or above it.
#[derive(Debug, Deserialize)]
struct Project {
    /// The contract, relative to the file.
    contract: Option<Value>,
    /// Keys that are none, to be named.
    #[serde(flatten)]
    others: BTreeMap<String, Value>,
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
        let contract = contract_of(&text).map_err(|why| error::bad_project(&file, &why))?;
        return Ok(contract.map_or_else(|| PathBuf::from("."), |contract| folder.join(contract)));
    }
    Ok(PathBuf::from("."))
}

/// Reads the project file: at most `contract`, a path.
fn contract_of(text: &str) -> Result<Option<String>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let project: Project = serde_yaml::from_str(text).map_err(|_| "it is no YAML of keys and values".to_string())?;
    match project.others.keys().next() {
        Some(key) => Err(format!("`{key}` is no key of it")),
        None => match project.contract {
            Some(Value::String(path)) => Ok(Some(path)),
            Some(_) => Err("`contract` is not a path".to_string()),
            None => Ok(None),
        },
    }
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
