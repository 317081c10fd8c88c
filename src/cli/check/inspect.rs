//! One contract looked at: all that is said of it, with what tells each message from all others.

use std::path::Path;

use super::{CheckArguments, Deny};
use crate::cli::project_file::ProjectFile;
use crate::cli::{Exit, project};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::lint::{self, Contract, Other, fingerprints};
use crate::pipeline::Checked;
use crate::source::Sources;
use crate::syntax::ast::Ast;

/// A contract with all that is said of it.
pub(super) struct Inspected {
    /// The path that it was named by.
    pub(super) name: String,
    /// How many files it has.
    pub(super) files: usize,
    pub(super) sources: Sources,
    pub(super) diagnostics: Diagnostics,
    /// One a message.
    pub(super) fingerprints: Vec<String>,
    /// Which version of which contract it is, where it compiles.
    pub(super) version: Option<Other>,
    state: State,
}

/// How far a contract came.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unread,
    Broken,
    Compiles,
}

/// What contracts are looked at with.
pub(super) struct Inspector<'a> {
    pub(super) project: &'a ProjectFile,
    pub(super) arguments: &'a CheckArguments,
    /// The contracts that were looked at before.
    pub(super) others: Vec<Other>,
}

impl Inspected {
    /// Returns what could not be read, and why.
    pub(super) fn unread(path: &Path, diagnostics: Diagnostics) -> Inspected {
        let sources = Sources::default();
        let fingerprints = fingerprints(&diagnostics, &Ast::default(), &sources, &ProjectFile::path_of);
        Inspected {
            name: path.display().to_string(),
            files: 0,
            sources,
            diagnostics,
            fingerprints,
            version: None,
            state: State::Unread,
        }
    }

    /// Returns one that a test has made.
    #[cfg(test)]
    pub(super) fn made(sources: Sources, diagnostics: Diagnostics, compiles: bool) -> Inspected {
        let state = if compiles { State::Compiles } else { State::Broken };
        Inspected {
            name: "a.pact".to_string(),
            files: 1,
            sources,
            diagnostics,
            fingerprints: Vec::new(),
            version: None,
            state,
        }
    }

    /// Returns whether it compiles.
    pub(super) fn compiles(&self) -> bool {
        self.state == State::Compiles
    }

    /// Returns what the run ends with, were this its only contract.
    pub(super) fn exit(&self, deny: Deny) -> Exit {
        match self.state {
            State::Unread => Exit::Impossible,
            State::Broken => Exit::Broken,
            State::Compiles if self.diagnostics.iter().any(|found| deny.refuses(found)) => Exit::Found,
            State::Compiles => Exit::Done,
        }
    }

    /// Keeps the messages that `keep` wants, each with its fingerprint.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(&Diagnostic, &str) -> bool) {
        let fingerprints = std::mem::take(&mut self.fingerprints);
        let (mut kept, mut kept_fingerprints) = (Diagnostics::default(), Vec::new());
        for (diagnostic, fingerprint) in self.diagnostics.iter().zip(fingerprints) {
            if keep(diagnostic, &fingerprint) {
                kept.push(diagnostic.clone());
                kept_fingerprints.push(fingerprint);
            }
        }
        (self.diagnostics, self.fingerprints) = (kept, kept_fingerprints);
    }
}

impl Inspector<'_> {
    /// Looks at a contract: its errors; where it compiles what the linter finds, and what an export lacks.
    ///
    /// # Errors
    /// When the day that it is held against is none.
    pub(super) fn inspect(&self, path: &Path, checked: Checked) -> Result<Inspected, Diagnostic> {
        let Checked { mut sources, ast, program, mut diagnostics } = checked;
        let files = sources.ids().count();
        let mut state = State::Broken;
        if let Some(program) = &program {
            state = State::Compiles;
            let as_of = self.arguments.as_of.as_deref();
            let as_of = as_of.map(|text| project::as_of(Some(text), program)).transpose()?;
            let today = as_of.map(|instant| program.contract.timezone.date(instant));
            let contract = Contract { program, ast: &ast, sources: &sources, today, others: &self.others };
            diagnostics.extend(lint::lint(&contract, &self.project.lint));
            if let Some(batch) = &self.arguments.batch {
                diagnostics.extend(super::batch::held_against(program, &mut sources, batch, &self.arguments.leads));
            }
            diagnostics.sort();
        }
        let fingerprints = fingerprints(&diagnostics, &ast, &sources, &ProjectFile::path_of);
        let name = path.display().to_string();
        let version = program.map(|program| Other {
            name: program.contract.name,
            version: program.contract.version,
            effective: program.contract.effective,
            path: name.clone(),
        });
        Ok(Inspected { name, files, sources, diagnostics, fingerprints, version, state })
    }
}
