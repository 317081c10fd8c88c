//! Decisions and findings out.
//!
//! A writer is given its columns once and takes batches of them; what it writes to is the caller's, so that an
//! output can appear whole or not at all (S7.3).

mod columnar;
mod findings;
mod held;
mod table;
mod value;

use std::path::Path;

pub use findings::FindingWriter;
pub use held::HeldRows;
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
    /// Parquet.
    Parquet,
    /// Arrow IPC as a file, which Feather is too.
    Arrow,
    /// Arrow IPC as a stream.
    ArrowStream,
}

impl OutputFormat {
    /// Every format, by its name, which is its extension too.
    pub const ALL: [(&'static str, OutputFormat); 6] = [
        ("csv", OutputFormat::Csv),
        ("json", OutputFormat::Json),
        ("ndjson", OutputFormat::Ndjson),
        ("parquet", OutputFormat::Parquet),
        ("arrow", OutputFormat::Arrow),
        ("arrows", OutputFormat::ArrowStream),
    ];

    /// Other extensions that formats go by.
    const OTHERS: [(&'static str, OutputFormat); 4] = [
        ("jsonl", OutputFormat::Ndjson),
        ("pq", OutputFormat::Parquet),
        ("feather", OutputFormat::Arrow),
        ("ipc", OutputFormat::Arrow),
    ];

    /// Returns the format of a name or an extension; case does not count.
    pub fn find(name: &str) -> Option<OutputFormat> {
        let wanted = name.to_ascii_lowercase();
        let mut known = OutputFormat::ALL.iter().chain(&OutputFormat::OTHERS);
        known.find(|(known, _)| *known == wanted).map(|(_, format)| *format)
    }

    /// Returns the format's name.
    pub fn name(self) -> &'static str {
        OutputFormat::ALL.iter().find(|(_, format)| *format == self).map_or("", |(name, _)| *name)
    }

    /// Returns the format that a path's extension names; case does not count.
    ///
    /// # Errors
    /// When it names none; the error lists those that are known.
    pub fn of(path: &Path) -> Result<OutputFormat, Diagnostic> {
        let extension = path.extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default();
        let names = OutputFormat::ALL.map(|(name, _)| name);
        OutputFormat::find(&extension)
            .ok_or_else(|| error::unknown_format(&path.display().to_string(), &extension, &names))
    }

    /// Returns whether rows are written as text, one after the other, rather than by column.
    pub(super) fn is_text(self) -> bool {
        matches!(self, OutputFormat::Csv | OutputFormat::Json | OutputFormat::Ndjson)
    }
}
