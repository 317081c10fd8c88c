//! What a file said at a revision, through the user's git: a program of its own, given arguments and no shell.
//!
//! A revision and a path are written as git writes them, `REV:path`: the path starts at the top of the repository, or
//! with `./` and `../` at the current folder.

mod command;
mod contract;
mod error;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

pub(super) use contract::ContractAt;

use crate::diagnostic::Diagnostic;
use command::{Failure, git};

/// A repository, as git sees it from a folder.
pub(super) struct Repository {
    /// The folder in which git runs.
    folder: PathBuf,
    /// The way from the top of the repository to the folder: empty, or with a `/` at its end.
    prefix: String,
    /// What was read, by the name of its content: a file that did not change is read once.
    read: RefCell<BTreeMap<String, Vec<u8>>>,
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Commit {
    /// Its full name.
    pub(super) id: String,
    /// As much of it as tells it apart.
    pub(super) short: String,
}

/// A file in a commit.
struct Entry {
    is_link: bool,
    id: String,
    size: u64,
    /// From the top of the repository.
    path: String,
}

/// Splits `REV:path` as git does: at the first colon that is not in braces.
pub(super) fn split(argument: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let colon = argument.char_indices().find(|(_, each)| {
        match each {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        *each == ':' && depth == 0
    });
    let (revision, path) = colon.map(|(at, _)| (&argument[..at], &argument[at + 1..]))?;
    (!revision.is_empty()).then_some((revision, path))
}

impl Repository {
    /// Opens the repository that a folder lies in.
    ///
    /// # Errors
    /// When there is none, and when git cannot be run.
    pub(super) fn open(folder: &Path) -> Result<Repository, Diagnostic> {
        let prefix = git(folder, &["rev-parse", "--show-prefix"]).map_err(|failure| match failure {
            Failure::Refused { said, .. } if said.contains("not a git repository") => error::no_repository(folder),
            failure => failed(&failure),
        })?;
        let prefix = text(prefix).trim_end_matches(['\n', '\r']).to_string();
        Ok(Repository { folder: folder.to_path_buf(), prefix, read: RefCell::default() })
    }

    /// Returns the commit that a revision names.
    ///
    /// # Errors
    /// When it names none.
    pub(super) fn commit(&self, revision: &str) -> Result<Commit, Diagnostic> {
        // No revision begins so; git would take it for an option.
        if revision.starts_with('-') {
            return Err(error::unknown_revision(revision));
        }
        let name = format!("{revision}^{{commit}}");
        let id = match git(&self.folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &name]) {
            Ok(id) => text(id).trim().to_string(),
            Err(Failure::Refused { .. }) if self.is_shallow() => return Err(error::not_in_shallow_clone(revision)),
            Err(Failure::Refused { .. }) => return Err(error::unknown_revision(revision)),
            Err(failure) => return Err(failed(&failure)),
        };
        let short = self.say(&["rev-parse", "--short", &id])?;
        Ok(Commit { id, short })
    }

    /// Returns the commits that changed a path, the first first: those of the line that a commit ends, in which a
    /// merge is one change.
    ///
    /// # Errors
    /// When git fails.
    pub(super) fn log(&self, of: &Commit, path: &str) -> Result<Vec<Commit>, Diagnostic> {
        let path = self.literal(path);
        let listed = self.say(&["rev-list", "--first-parent", "--reverse", "--format=%h", &of.id, "--", &path])?;
        let mut commits = Vec::new();
        let mut lines = listed.lines();
        while let (Some(head), Some(short)) = (lines.next(), lines.next()) {
            let id = head.trim_start_matches("commit ").to_string();
            commits.push(Commit { id, short: short.to_string() });
        }
        Ok(commits)
    }

    /// Returns whether the repository has only the latest part of its history.
    pub(super) fn is_shallow(&self) -> bool {
        self.say(&["rev-parse", "--is-shallow-repository"]).is_ok_and(|said| said == "true")
    }

    /// Returns whether a path of the work tree is not what the last commit has.
    pub(super) fn differs(&self, path: &str) -> bool {
        self.say(&["status", "--porcelain", "--", &self.literal(path)]).is_ok_and(|said| !said.is_empty())
    }

    /// Returns a path as seen from the top of the repository; none where it leads out of it.
    pub(super) fn resolve(&self, path: &str) -> Option<String> {
        let is_from_here = matches!(path, "." | "..") || path.starts_with("./") || path.starts_with("../");
        let start = if is_from_here { self.prefix.as_str() } else { "" };
        normal(&format!("{start}{path}"))
    }

    /// Writes a path from the top of the repository so that git, which runs in a folder, finds it.
    fn literal(&self, path: &str) -> String {
        format!(":(top,literal){path}")
    }

    /// Returns the files at or below a path in a commit.
    fn files(&self, commit: &Commit, path: &str) -> Result<Vec<Entry>, Diagnostic> {
        let mut arguments = vec!["ls-tree", "-r", "-l", "-z", "--full-tree", &commit.id];
        if !path.is_empty() {
            arguments.extend(["--", path]);
        }
        let listed = git(&self.folder, &arguments).map_err(|failure| failed(&failure))?;
        let entries = listed.split(|byte| *byte == 0).filter_map(|line| {
            let line = String::from_utf8_lossy(line);
            let (facts, path) = line.split_once('\t')?;
            let mut facts = facts.split_whitespace();
            let (mode, kind, id) = (facts.next()?, facts.next()?, facts.next()?);
            let size = facts.next()?.parse().unwrap_or(0);
            let entry = Entry { is_link: mode == "120000", id: id.to_string(), size, path: path.to_string() };
            (kind == "blob").then_some(entry)
        });
        Ok(entries.collect())
    }

    /// Returns what a file holds.
    fn content(&self, entry: &Entry) -> Result<Vec<u8>, Diagnostic> {
        if let Some(known) = self.read.borrow().get(&entry.id) {
            return Ok(known.clone());
        }
        let content = git(&self.folder, &["cat-file", "blob", &entry.id]).map_err(|failure| failed(&failure))?;
        self.read.borrow_mut().insert(entry.id.clone(), content.clone());
        Ok(content)
    }

    fn say(&self, arguments: &[&str]) -> Result<String, Diagnostic> {
        let said = git(&self.folder, arguments).map_err(|failure| failed(&failure))?;
        Ok(text(said).trim_end_matches(['\n', '\r']).to_string())
    }
}

fn failed(failure: &Failure) -> Diagnostic {
    match failure {
        Failure::NotRun(cause) => error::no_git(cause),
        Failure::Refused { arguments, said } => error::git_failed(arguments, said),
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Returns a path without `.` and `..`, with `/` between its parts; none for one that starts elsewhere or leads up
/// from its start.
fn normal(path: &str) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for component in Path::new(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop()?;
            }
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_ends_at_the_first_colon_outside_braces() {
        assert_eq!(split("main:policies/acme"), Some(("main", "policies/acme")));
        assert_eq!(split("main@{2026-01-01 10:00}:a:b"), Some(("main@{2026-01-01 10:00}", "a:b")));
        assert_eq!(split(":a"), None);
        assert_eq!(split("policies/acme"), None);
    }

    #[test]
    fn a_path_stays_in_the_repository() {
        assert_eq!(normal("a/./b/../c").as_deref(), Some("a/c"));
        assert_eq!(normal("").as_deref(), Some(""));
        assert_eq!(normal("a/../../b"), None);
        assert_eq!(normal("/a"), None);
    }
}
