//! `--fix` and `--diff`: fixes put into a contract, round after round, until none is left.
//!
//! A round is only kept where the contract still compiles. Where it does not, its fixes are tried one by one, and those
//! that break it are left out.

use std::io::Write;
use std::path::Path;

use similar::TextDiff;

use super::inspect::Inspected;
use crate::cli::error;
use crate::diagnostic::{Diagnostic, apply_fixes, relative_path};
use crate::source::{FileId, Output, Sources, name_all};

/// The most rounds: fixes that bring each other about would go on for ever.
const MOST_ROUNDS: usize = 10;

/// A contract that was mended.
pub(super) struct Mended {
    /// What it is like now.
    pub(super) inspected: Inspected,
    /// What was done, a line each.
    done: Vec<String>,
}

impl Mended {
    /// Returns what was done.
    pub(super) fn said(&self) -> String {
        self.done.concat()
    }
}

/// Mends a contract in memory; `None` where there is nothing to mend.
pub(super) fn mend(
    inspected: &Inspected,
    inspect: impl Fn(Sources) -> Result<Inspected, Diagnostic>,
) -> Result<Option<Mended>, Diagnostic> {
    let mut mended: Option<Mended> = None;
    for _ in 0..MOST_ROUNDS {
        let now = mended.as_ref().map_or(inspected, |mended| &mended.inspected);
        let Some((next, lines)) = round(now, &inspect)? else { break };
        let mut done = mended.map_or_else(Vec::new, |mended| mended.done);
        done.extend(lines);
        mended = Some(Mended { inspected: next, done });
    }
    Ok(mended)
}

/// Puts as many fixes into a contract as go together, and returns what came of it and what was done.
fn round(
    now: &Inspected,
    inspect: impl Fn(Sources) -> Result<Inspected, Diagnostic>,
) -> Result<Option<(Inspected, Vec<String>)>, Diagnostic> {
    let wanted: Vec<&Diagnostic> = now.diagnostics.iter().filter(|found| found.fix.is_some()).collect();
    if wanted.is_empty() || !now.compiles() {
        return Ok(None);
    }
    let all = apply_fixes(&wanted, &now.sources);
    let next = inspect(all.sources)?;
    if next.compiles() {
        let lines = all.taken.iter().map(|place| line(wanted[*place], &now.sources));
        return Ok(Some((next, lines.collect())));
    }
    for one in wanted {
        let next = inspect(apply_fixes(&[one], &now.sources).sources)?;
        if next.compiles() {
            return Ok(Some((next, vec![line(one, &now.sources)])));
        }
    }
    Ok(None)
}

fn line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let title = diagnostic.fix.as_ref().map_or("", |fix| &fix.title);
    let place = diagnostic.span().map_or_else(String::new, |span| {
        let position = sources.position(span);
        format!("{}:{}:{}: ", sources.file(span.file).name(), position.line, position.column)
    });
    format!("fixed {place}{}: {title}\n", diagnostic.code.name)
}

/// Iterates over the files that changed.
fn changed<'a>(old: &'a Sources, new: &'a Sources) -> impl Iterator<Item = FileId> + 'a {
    old.ids().filter(|file| old.file(*file).text() != new.file(*file).text())
}

/// Writes the files that changed: all of them, or none.
pub(super) fn write(old: &Sources, new: &Sources) -> Result<(), Diagnostic> {
    let mut files = Vec::new();
    for file in changed(old, new) {
        let name = new.file(file).name();
        let cannot = |cause: &std::io::Error| error::cannot_write(&name, cause);
        let mut output = Output::create(Path::new(name)).map_err(|cause| cannot(&cause))?;
        output.write_all(new.file(file).text().as_bytes()).map_err(|cause| cannot(&cause))?;
        files.push(output.complete().map_err(|cause| cannot(&cause))?);
    }
    name_all(files).map_err(|unnamed| error::cannot_name(&unnamed))
}

/// Returns what changed as `patch` and `git apply` read it.
pub(super) fn diff(old: &Sources, new: &Sources) -> String {
    let folder = std::env::current_dir().unwrap_or_default();
    let one = |file: FileId| {
        let (old, new) = (old.file(file), new.file(file));
        let name = relative_path(old.name(), &folder);
        let (from, to) = (format!("a/{name}"), format!("b/{name}"));
        TextDiff::from_lines(old.text(), new.text()).unified_diff().header(&from, &to).to_string()
    };
    changed(old, new).map(one).collect()
}
