//! Decisions and findings out.
//!
//! A writer is given its columns once and takes batches of them; what it writes to is the caller's, so that an
//! output can appear whole or not at all (S7.3).

mod findings;
mod table;
mod value;

use std::path::Path;

pub use findings::FindingWriter;
pub use table::{EncodedRows, TableEncoder, TableWriter};

use super::error;
use crate::diagnostic::Diagnostic;

/// A format that results are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputFormat {
    /// Comma-separated values, with a header.
    Csv,
    /// An array of objects, one a line.
    Json,
    /// Objects, one a line.
    Ndjson,
}

impl OutputFormat {
    /// The formats of decisions, by name, which is the extension too.
    pub const ALL: [(&'static str, OutputFormat); 3] =
        [("csv", OutputFormat::Csv), ("json", OutputFormat::Json), ("ndjson", OutputFormat::Ndjson)];

    /// Returns the format that a path's extension names; case does not count.
    ///
    /// # Errors
    /// When it names none; the error lists those that are known.
    pub fn of(path: &Path) -> Result<OutputFormat, Diagnostic> {
        let extension = path.extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default();
        let lower = extension.to_ascii_lowercase();
        let wanted = if lower == "jsonl" { "ndjson" } else { lower.as_str() };
        let found = OutputFormat::ALL.iter().find(|(name, _)| *name == wanted);
        let names = OutputFormat::ALL.map(|(name, _)| name);
        found
            .map(|(_, format)| *format)
            .ok_or_else(|| error::unknown_format(&path.display().to_string(), &extension, &names))
    }
}
