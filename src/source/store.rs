//! The store of every text that was read.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{FileId, Position, SourceFile, Span};

/// The largest file that is read as a contract or a batch description, in bytes.
const LARGEST: u64 = 64 << 20;

/// Why a source could not be read.
#[derive(Debug)]
pub enum LoadError {
    /// The file system refused.
    Unreadable(PathBuf, io::Error),
    /// The folder holds no file with the extension asked for.
    Empty(PathBuf),
    /// The file is not UTF-8; the byte offset of the first bad byte.
    NotText(PathBuf, usize),
    /// The file is larger than 64 MiB.
    TooLarge(PathBuf),
}

/// Every text of a run, by [`FileId`].
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Returns a store that holds this one text; handy in tests and examples.
    pub fn single(name: &str, text: &str) -> Sources {
        let mut sources = Sources::default();
        sources.add(name, text);
        sources
    }

    /// Adds a text under a name and returns its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile::new(name, text));
        id
    }

    /// Reads one file into the store. A byte-order mark is kept: the parser steps over it.
    ///
    /// # Errors
    /// When the file cannot be read, is larger than 64 MiB, or is not UTF-8.
    pub fn load_file(&mut self, path: &Path) -> Result<FileId, LoadError> {
        let unreadable = |error| LoadError::Unreadable(path.to_path_buf(), error);
        if fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
            return Err(LoadError::TooLarge(path.to_path_buf()));
        }
        self.add_bytes(path, fs::read(path).map_err(unreadable)?)
    }

    /// Reads a stream into the store, under a name.
    ///
    /// # Errors
    /// As [`Sources::load_file`].
    pub fn load_stream(&mut self, name: &Path, stream: impl Read) -> Result<FileId, LoadError> {
        let mut bytes = Vec::new();
        let read = stream.take(LARGEST + 1).read_to_end(&mut bytes);
        match read.map_err(|error| LoadError::Unreadable(name.to_path_buf(), error))? {
            length if length as u64 > LARGEST => Err(LoadError::TooLarge(name.to_path_buf())),
            _ => self.add_bytes(name, bytes),
        }
    }

    fn add_bytes(&mut self, path: &Path, bytes: Vec<u8>) -> Result<FileId, LoadError> {
        let text = String::from_utf8(bytes)
            .map_err(|error| LoadError::NotText(path.to_path_buf(), error.utf8_error().valid_up_to()))?;
        Ok(self.add(path.display().to_string(), text))
    }

    /// Reads a contract: all of [`contract_files`].
    ///
    /// # Errors
    /// As [`Sources::load_file`], and when a folder holds no `.pact` file.
    pub fn load_contract(&mut self, path: &Path) -> Result<Vec<FileId>, LoadError> {
        contract_files(path)?.iter().map(|path| self.load_file(path)).collect()
    }

    /// Returns a file of the store.
    pub fn file(&self, id: FileId) -> &SourceFile {
        // INVARIANT: a FileId is only made by `add`.
        &self.files[id.0 as usize]
    }

    /// Returns the ids of all files, in the order they were added.
    pub fn ids(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..u32::try_from(self.files.len()).unwrap_or(u32::MAX)).map(FileId)
    }

    /// Returns the text at a span.
    pub fn slice(&self, span: Span) -> &str {
        self.file(span.file).slice(span)
    }

    /// Returns the line and column at which a span starts.
    pub fn position(&self, span: Span) -> Position {
        self.file(span.file).position(span.start)
    }
}

/// Returns the files of a contract: the one named, or every `.pact` file below a folder in the order of their paths.
/// Folders named `tests` and hidden ones are not entered.
///
/// # Errors
/// When a folder cannot be read or holds no `.pact` file.
pub fn contract_files(path: &Path) -> Result<Vec<PathBuf>, LoadError> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut paths = Vec::new();
    collect(path, &mut paths)?;
    paths.sort();
    if paths.is_empty() { Err(LoadError::Empty(path.to_path_buf())) } else { Ok(paths) }
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), LoadError> {
    let unreadable = |error| LoadError::Unreadable(folder.to_path_buf(), error);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        // A link to a folder is not followed, so that a loop of links ends.
        let kind = entry.file_type().map_err(unreadable)?;
        if kind.is_dir() && name != "tests" && !name.starts_with('.') {
            collect(&path, paths)?;
        } else if !kind.is_dir() && path.extension().is_some_and(|extension| extension == "pact") {
            paths.push(path);
        }
    }
    Ok(())
}
