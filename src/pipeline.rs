//! The stages of a contract as types, and the steps between them as methods: `sources.parse().check()`.
//!
//! A step never fails: what was understood goes on, and what was not is among the messages.

use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::check::{self, Loader};
use crate::diagnostic::codes::source as codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::Program;
use crate::source::{LoadError, Sources, contract_files};
use crate::syntax::{self, ast::Ast};

/// A contract that was read.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// Its text.
    pub sources: Sources,
    /// What was understood of it.
    pub ast: Ast,
    /// What was not.
    pub diagnostics: Diagnostics,
}

/// A contract that was checked.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Its text.
    pub sources: Sources,
    /// Its syntax, for what works on that.
    pub ast: Ast,
    /// The contract compiled; there if and only if no message is an error.
    pub program: Option<Program>,
    /// All messages, in order of place.
    pub diagnostics: Diagnostics,
}

impl Sources {
    /// Parses every file of the store as one contract.
    ///
    /// ```
    /// use leadpact::source::Sources;
    /// let text = "contract \"A\" {\n  version 1\n  effective 2026-04-01\n  timezone \"UTC\"\n}\nlead {\n  id text key\n}\n";
    /// let checked = Sources::single("a.pact", text).parse().check();
    /// assert!(checked.diagnostics.is_empty() && checked.program.is_some());
    /// ```
    pub fn parse(self) -> Parsed {
        let mut ast = Ast::default();
        let mut diagnostics = Diagnostics::default();
        for id in self.ids() {
            let (file, found) = syntax::parse(&self, id);
            ast.files.push(file);
            diagnostics.extend(found);
        }
        diagnostics.sort();
        Parsed { sources: self, ast, diagnostics }
    }
}

impl Parsed {
    /// Checks the contract; its lists are read beside its files.
    pub fn check(self) -> Checked {
        self.check_with(&mut read_beside)
    }

    /// As [`Parsed::check`], with another way to read the files of lists.
    pub fn check_with(self, load: &mut Loader<'_>) -> Checked {
        let Parsed { sources, ast, mut diagnostics } = self;
        let (program, found) = check::check(&ast, &sources, load);
        diagnostics.extend(found);
        diagnostics.sort();
        let program = program.filter(|_| !diagnostics.has_errors());
        Checked { sources, ast, program, diagnostics }
    }
}

/// Reads a contract: a file, or every `.pact` file below a folder.
///
/// # Errors
/// What could not be read, as messages.
pub fn load(path: &Path) -> Result<Sources, Diagnostics> {
    let mut sources = Sources::default();
    sources.load_contract(path).map_err(|error| message(&error))?;
    Ok(sources)
}

/// Returns the files of a contract, each to be read on its own.
///
/// # Errors
/// What could not be read, as messages.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, Diagnostics> {
    contract_files(path).map_err(|error| message(&error))
}

/// Reads a contract's file from a stream.
///
/// # Errors
/// What could not be read, as messages.
pub fn load_stream(name: &Path, stream: impl Read) -> Result<Sources, Diagnostics> {
    let mut sources = Sources::default();
    sources.load_stream(name, stream).map_err(|error| message(&error))?;
    Ok(sources)
}

fn message(error: &LoadError) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(refused(error));
    diagnostics
}

/// Reads a file that is named in a contract's file, relative to that.
fn read_beside(contract: &Path, named: &str) -> Result<String, String> {
    let path = contract.parent().unwrap_or(Path::new("")).join(named);
    let mut sources = Sources::default();
    match sources.load_file(&path) {
        Ok(id) => Ok(sources.file(id).text().to_string()),
        Err(error) => Err(refused(&error).message),
    }
}

fn refused(error: &LoadError) -> Diagnostic {
    match error {
        LoadError::Unreadable(path, error) if error.kind() == ErrorKind::NotFound => {
            Diagnostic::error(codes::UNREADABLE, format!("`{}` does not exist", path.display()))
        }
        LoadError::Unreadable(path, error) => {
            Diagnostic::error(codes::UNREADABLE, format!("`{}` cannot be read: {error}", path.display()))
        }
        LoadError::Empty(path) => {
            Diagnostic::error(codes::NO_CONTRACT, format!("folder `{}` holds no contract", path.display()))
                .help("a contract is a file that ends in `.pact`")
        }
        LoadError::NotText(path, offset) => {
            Diagnostic::error(codes::NOT_TEXT, format!("`{}` is not UTF-8: byte {offset} is none", path.display()))
                .help("save the file as UTF-8")
        }
        LoadError::TooLarge(path) => {
            Diagnostic::error(codes::TOO_LARGE, format!("`{}` is larger than 64 MiB", path.display()))
        }
    }
}
