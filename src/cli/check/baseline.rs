//! What the linter found when a project began to follow it: a file that people review, and that only gets shorter.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::inspect::Inspected;
use crate::cli::error;
use crate::cli::project_file::ProjectFile;
use crate::diagnostic::Diagnostic;
use crate::lint::rules;
use crate::source::{Output, name_all};

/// The version of the file.
const VERSION: u32 = 1;

/// Findings that are known.
#[derive(Clone, Default)]
pub(super) struct Baseline {
    /// By fingerprint, each with whether it was found again.
    known: BTreeMap<String, (Entry, bool)>,
}

/// The file.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    findings: Vec<Entry>,
}

/// A finding that is known. The order of its members is that of the file.
#[derive(Clone, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    file: String,
    rule: String,
    fingerprint: String,
}

impl Baseline {
    /// Reads the file.
    pub(super) fn read(path: &Path) -> Result<Baseline, Diagnostic> {
        let bad = |why: &str| error::bad_baseline(path, why);
        let text = crate::source::read_text(path).map_err(|cause| bad(&cause.to_string()))?;
        if !text.trim_start().starts_with('{') {
            return Err(bad("it is no object of JSON"));
        }
        let document: Document = serde_json::from_str(&text).map_err(|cause| bad(&cause.to_string()))?;
        if document.version != VERSION {
            return Err(bad(&format!("it is of version {}, and {VERSION} is read", document.version)));
        }
        let known = document.findings.into_iter().map(|entry| (entry.fingerprint.clone(), (entry, false)));
        Ok(Baseline { known: known.collect() })
    }

    /// Takes what is known from what was found. What keeps a contract from compiling is never known.
    pub(super) fn silence(&mut self, inspected: &mut Inspected) {
        inspected.retain(|diagnostic, fingerprint| match self.known.get_mut(fingerprint) {
            Some((_, is_found)) if rules::find(diagnostic.code.id).is_some() => {
                *is_found = true;
                false
            }
            _ => true,
        });
    }

    /// Takes all that the linter found, to be written.
    pub(super) fn take(&mut self, inspected: &mut Inspected) {
        let sources = inspected.sources.clone();
        inspected.retain(|diagnostic, fingerprint| {
            let (Some(rule), Some(span)) = (rules::find(diagnostic.code.id), diagnostic.span()) else { return true };
            let file = ProjectFile::path_of(sources.file(span.file).name());
            let entry = Entry { file, rule: rule.code.name.to_string(), fingerprint: fingerprint.to_string() };
            self.known.insert(fingerprint.to_string(), (entry, true));
            false
        });
    }

    /// Writes the file, whole or not at all, and returns what is said of it.
    pub(super) fn write(&self, path: &Path) -> Result<String, Diagnostic> {
        let mut findings: Vec<Entry> = self.known.values().map(|(entry, _)| entry.clone()).collect();
        findings.sort();
        let count = counted(findings.len(), "finding");
        let document = Document { version: VERSION, findings };
        let written = Output::create(path).and_then(|mut output| {
            serde_json::to_writer_pretty(&mut output, &document)?;
            output.write_all(b"\n")?;
            output.complete()
        });
        let complete = written.map_err(|cause| error::cannot_write(&path.display(), &cause))?;
        name_all(vec![complete]).map_err(|unnamed| error::cannot_name(&unnamed))?;
        Ok(format!("{}: {count}\n", path.display()))
    }

    /// Returns what is said of entries that nothing matches any more.
    pub(super) fn left(&self, path: &Path, contracts: &[PathBuf]) -> String {
        let left = self.known.values().filter(|(_, is_found)| !is_found).count();
        if left == 0 {
            return String::new();
        }
        let contracts: String = contracts.iter().map(|path| format!(" {}", path.display())).collect();
        let verb = if left == 1 { "matches" } else { "match" };
        let entries = if left == 1 { "entry" } else { "entries" };
        let path = path.display();
        format!(
            "{path}: {left} {entries} {verb} nothing any more; `leadpact check{contracts} --write-baseline {path}` writes it anew\n"
        )
    }
}

fn counted(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}
