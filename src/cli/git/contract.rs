//! A contract as it stood at a commit, its lists and calendars too.

use std::path::{Path, PathBuf};

use super::{Commit, Entry, Repository, error, normal};
use crate::diagnostic::Diagnostic;
use crate::pipeline::Checked;
use crate::source::Sources;

/// The largest file that is read as a contract, in bytes.
const LARGEST: u64 = 64 << 20;
/// What stands in a repository for a file that is kept beside it.
const POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";
/// How many links may lead from one to the next.
const MOST_LINKS: usize = 8;

/// A contract at a commit.
pub(in crate::cli) struct ContractAt<'r> {
    pub(in crate::cli) repository: &'r Repository,
    pub(in crate::cli) commit: Commit,
    /// What messages call the revision.
    pub(in crate::cli) revision: String,
    /// Its path from the top of the repository.
    pub(in crate::cli) path: String,
}

impl<'r> ContractAt<'r> {
    /// Finds the contract that `REV:path` names.
    ///
    /// # Errors
    /// When git does not know the revision.
    pub(in crate::cli) fn find(
        repository: &'r Repository,
        revision: &str,
        path: &str,
    ) -> Result<ContractAt<'r>, Diagnostic> {
        let commit = repository.commit(revision)?;
        // Nobody reads all of a commit's name.
        let revision = if commit.id == revision { commit.short.clone() } else { revision.to_string() };
        let resolved = repository.resolve(path).ok_or_else(|| error::outside_repository(&revision, path))?;
        Ok(ContractAt { repository, commit, revision, path: resolved })
    }

    /// Returns what the contract is called.
    pub(in crate::cli) fn name(&self) -> String {
        self.called(&self.path)
    }

    /// Reads and checks it.
    ///
    /// # Errors
    /// When there is none.
    pub(in crate::cli) fn check(&self) -> Result<Checked, Diagnostic> {
        let sources = self.load()?;
        let prefix = self.called("");
        let mut read = |contract: &Path, named: &str| {
            let contract = contract.to_string_lossy();
            let contract = contract.strip_prefix(&prefix).unwrap_or(&contract);
            let beside = Path::new(contract).parent().unwrap_or(Path::new("")).join(named);
            let path = normal(&beside.to_string_lossy())
                .ok_or_else(|| error::outside_repository(&self.revision, &beside.to_string_lossy()).message)?;
            let file = self.file(&path).map_err(|refused| refused.message)?;
            let file = file.ok_or_else(|| error::not_at_revision(&self.called(&path)).message)?;
            self.text(&file, &path).map_err(|refused| refused.message)
        };
        Ok(sources.parse().check_with(&mut read))
    }

    fn called(&self, path: &str) -> String {
        format!("{}:{path}", self.revision)
    }

    /// Reads the `.pact` file, or those below the folder, as on disk: folders named `tests` and hidden ones are not
    /// entered.
    fn load(&self) -> Result<Sources, Diagnostic> {
        let entries = self.repository.files(&self.commit, &self.path)?;
        let mut sources = Sources::default();
        if let [only] = &entries[..]
            && only.path == self.path
        {
            sources.add(self.name(), self.text(only, &self.path)?);
            return Ok(sources);
        }
        if entries.is_empty() {
            return Err(error::not_at_revision(&self.name()));
        }
        let below = |path: &str| path.strip_prefix(&self.path).unwrap_or(path).trim_start_matches('/').to_string();
        let is_entered = |folder: &str| folder != "tests" && !folder.starts_with('.');
        let is_part = |entry: &&Entry| {
            let path = below(&entry.path);
            let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
            let is_contract = Path::new(&path).extension().is_some_and(|extension| extension == "pact");
            is_contract && folders.split('/').all(|folder| folder.is_empty() || is_entered(folder))
        };
        let mut files: Vec<&Entry> = entries.iter().filter(is_part).collect();
        files.sort_by_key(|entry| PathBuf::from(&entry.path));
        if files.is_empty() {
            return Err(error::no_contract_at_revision(&self.name()));
        }
        for file in files {
            sources.add(self.called(&file.path), self.text(file, &file.path)?);
        }
        Ok(sources)
    }

    fn file(&self, path: &str) -> Result<Option<Entry>, Diagnostic> {
        let entries = self.repository.files(&self.commit, path)?;
        Ok(entries.into_iter().find(|entry| entry.path == path))
    }

    /// Returns the text of a file; a link is followed within the repository.
    fn text(&self, entry: &Entry, path: &str) -> Result<String, Diagnostic> {
        let mut target = self.link(entry)?;
        let mut content = self.content(entry, path)?;
        for _ in 0..MOST_LINKS {
            let Some(at) = target else { break };
            let linked = self.file(&at)?.ok_or_else(|| error::not_at_revision(&self.called(&at)))?;
            target = self.link(&linked)?;
            content = self.content(&linked, path)?;
        }
        String::from_utf8(content)
            .map_err(|wrong| error::not_text_at_revision(&self.called(path), wrong.utf8_error().valid_up_to()))
    }

    fn content(&self, entry: &Entry, path: &str) -> Result<Vec<u8>, Diagnostic> {
        if entry.size > LARGEST {
            return Err(error::too_large_at_revision(&self.called(path)));
        }
        let content = self.repository.content(entry)?;
        // A list of such lines would be read without a word, and hold nobody.
        if content.starts_with(POINTER) { Err(error::kept_elsewhere(&self.called(path))) } else { Ok(content) }
    }

    /// Returns the path that a link leads to; none for a file.
    fn link(&self, entry: &Entry) -> Result<Option<String>, Diagnostic> {
        if !entry.is_link {
            return Ok(None);
        }
        let target = self.repository.content(entry)?;
        let folder = Path::new(&entry.path).parent().unwrap_or(Path::new(""));
        let target = folder.join(String::from_utf8_lossy(&target).as_ref());
        let target = target.to_string_lossy();
        normal(&target).map(Some).ok_or_else(|| error::outside_repository(&self.revision, &target))
    }
}
