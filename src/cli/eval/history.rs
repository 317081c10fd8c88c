//! `--history`: the versions of a contract from the log of its path.
//!
//! The last commit of each version number is that version: what is mended in it counts, and what its successor says is
//! the successor's. Of a branch that was merged, the merge counts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::error;
use super::open::Found;
use crate::cli::git::{Commit, ContractAt, Repository};
use crate::cli::project::{Compiled, Named};
use crate::diagnostic::codes::source as codes;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::pipeline::Checked;
use crate::syntax::ast::{Ast, Block, ContractStatement};

/// A commit whose contract does not compile.
struct Broken {
    name: String,
    why: String,
}

/// Returns the versions in the log of a contract's path up to a revision, and what is to be known of them.
///
/// # Errors
/// When there is none, and when a version has no commit that compiles.
pub(super) fn versions(contract: &Path, revision: &str) -> Result<(Vec<Found>, Diagnostics), Diagnostics> {
    if let Named::At { revision, path } = Named::of(contract) {
        return Err(error::history_of_revision(&revision, &path).into());
    }
    let (folder, rest) = split(contract);
    let repository = Repository::open(&folder)?;
    let end = repository.commit(revision).map_err(|unknown| match Path::new(revision).exists() {
        true => error::history_takes_revision(revision),
        false => unknown,
    })?;
    let path = repository.resolve(&format!("./{}", rest.display())).unwrap_or_default();
    let mut versions: BTreeMap<i64, Found> = BTreeMap::new();
    let mut broken: BTreeMap<Option<i64>, Vec<Broken>> = BTreeMap::new();
    let commits = repository.log(&end, &path)?;
    for commit in &commits {
        let at = at(&repository, commit, &path);
        let Checked { sources, ast, program, diagnostics } = match at.check() {
            Ok(checked) => checked,
            // There was none then: it had another name, or was taken away for a while.
            Err(refused) if refused.code == codes::UNREADABLE || refused.code == codes::NO_CONTRACT => continue,
            Err(refused) => return Err(refused.into()),
        };
        match program {
            Some(program) => {
                let (number, name) = (program.contract.version, at.name());
                let compiled = Compiled { sources, program, commit: Some(commit.clone()) };
                versions.insert(number, Found { compiled, name });
            }
            None => {
                let first = diagnostics.iter().find(|diagnostic| diagnostic.severity == Severity::Error);
                let why = first.map_or_else(String::new, |first| first.message.clone());
                broken.entry(number(&ast)).or_default().push(Broken { name: at.name(), why });
            }
        }
    }
    // What is in force must be there still, whatever was before.
    if let Some(last) = commits.last() {
        at(&repository, &end, &path).check().map_err(|_| error::no_history(contract, last))?;
    }
    let notes = passed_over(&versions, &broken)?;
    let Some(oldest) = versions.keys().next().copied() else {
        return Err(error::no_history(contract, &end).into());
    };
    let shallow = repository.is_shallow().then(|| error::shallow(oldest));
    let differs = (revision == "HEAD" && repository.differs(&path)).then(|| error::not_committed(contract));
    let notes: Diagnostics = notes.into_iter().chain(shallow).chain(differs).collect();
    Ok((versions.into_values().collect(), notes))
}

fn at<'r>(repository: &'r Repository, commit: &Commit, path: &str) -> ContractAt<'r> {
    let (commit, revision) = (commit.clone(), commit.short.clone());
    ContractAt { repository, commit, revision, path: path.to_string() }
}

/// Returns the folder that git runs in and the way from it to the contract: a folder that was taken away since has a
/// log too.
fn split(contract: &Path) -> (PathBuf, PathBuf) {
    let mut folder = contract.to_path_buf();
    let mut rest = PathBuf::new();
    while !folder.is_dir() {
        let Some(name) = folder.file_name() else { return (PathBuf::from("."), contract.to_path_buf()) };
        rest = if rest.as_os_str().is_empty() { PathBuf::from(name) } else { Path::new(name).join(rest) };
        folder.pop();
        if folder.as_os_str().is_empty() {
            folder = PathBuf::from(".");
        }
    }
    (folder, rest)
}

/// Returns the version that a contract says it is, though it does not compile.
fn number(ast: &Ast) -> Option<i64> {
    let statements = ast.blocks().filter_map(|block| match block {
        Block::Contract(contract) => Some(&contract.statements),
        _ => None,
    });
    let mut numbers = statements.flatten().filter_map(|statement| match &statement.value {
        ContractStatement::Version(number) => number.digits.parse().ok(),
        _ => None,
    });
    numbers.next()
}

/// Returns what is said of the commits that do not compile.
///
/// # Errors
/// When no commit of a version does.
fn passed_over(
    versions: &BTreeMap<i64, Found>,
    broken: &BTreeMap<Option<i64>, Vec<Broken>>,
) -> Result<Vec<Diagnostic>, Diagnostics> {
    let (mut notes, mut errors) = (Vec::new(), Diagnostics::default());
    for (number, commits) in broken {
        let instead = number.and_then(|number| versions.get(&number));
        let Some(last) = commits.last() else { continue };
        match number {
            Some(number) if instead.is_none() => {
                errors.push(error::broken_version(*number, &last.name, commits.len(), &last.why));
            }
            None if versions.is_empty() => errors.push(error::broken_history(&last.name, &last.why)),
            _ => notes.extend(commits.iter().map(|commit| {
                let instead = instead.map(|found| found.name.as_str());
                error::passed_over(*number, &commit.name, instead, &commit.why)
            })),
        }
    }
    if errors.is_empty() { Ok(notes) } else { Err(errors) }
}
