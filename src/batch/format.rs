//! The formats that leads are read in.

use std::borrow::Cow;
use std::path::Path;

use super::error;
use super::input::Input;
use crate::diagnostic::Diagnostic;

/// A format that leads are read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// One array of objects.
    Json,
    /// Objects, one a line.
    Ndjson,
    /// Parquet.
    Parquet,
    /// Arrow IPC: a file, which Feather is too, or a stream.
    Arrow,
}

/// What a file's name may end with after its format: how it is compressed, which its first bytes tell.
const COMPRESSED: [&str; 3] = ["gz", "zst", "zstd"];

impl Format {
    /// Every format, by its name, which is its extension too.
    pub const ALL: [(&'static str, Format); 6] = [
        ("csv", Format::Csv),
        ("tsv", Format::Tsv),
        ("json", Format::Json),
        ("ndjson", Format::Ndjson),
        ("parquet", Format::Parquet),
        ("arrow", Format::Arrow),
    ];

    /// Other extensions that formats go by.
    const OTHERS: [(&'static str, Format); 7] = [
        ("txt", Format::Csv),
        ("tab", Format::Tsv),
        ("jsonl", Format::Ndjson),
        ("pq", Format::Parquet),
        ("arrows", Format::Arrow),
        ("feather", Format::Arrow),
        ("ipc", Format::Arrow),
    ];

    /// Returns the format of a name or an extension; case does not count.
    pub fn find(name: &str) -> Option<Format> {
        let wanted = name.to_ascii_lowercase();
        let mut known = Format::ALL.iter().chain(&Format::OTHERS);
        known.find(|(known, _)| *known == wanted).map(|(_, format)| *format)
    }

    /// Returns the format's name.
    pub fn name(self) -> &'static str {
        Format::ALL.iter().find(|(_, format)| *format == self).map_or("", |(name, _)| *name)
    }

    /// Returns the format's name as messages write it.
    pub(super) fn title(self) -> &'static str {
        match self {
            Format::Csv => "CSV",
            Format::Tsv => "TSV",
            Format::Json => "an array of JSON",
            Format::Ndjson => "JSON, an object a line",
            Format::Parquet => "Parquet",
            Format::Arrow => "Arrow IPC",
        }
    }

    /// Returns the format of a file by its name's extension, before that of its compression; CSV for a stream.
    ///
    /// # Errors
    /// When the extension names none.
    pub(super) fn of(input: &Input) -> Result<Format, Diagnostic> {
        let Some(path) = input.path() else { return Ok(Format::Csv) };
        let found = extension(&unpacked(path));
        let unknown = || error::unknown_format(&input.name(), &found, &Format::ALL.map(|(name, _)| name));
        Format::find(&found).ok_or_else(unknown)
    }

    /// Returns whether it is text, whose encoding may be declared.
    pub(super) fn is_text(self) -> bool {
        !matches!(self, Format::Parquet | Format::Arrow)
    }
}

/// Returns the extension of a path; empty where it has none.
fn extension(path: &Path) -> String {
    path.extension().map_or_else(String::new, |found| found.to_string_lossy().into_owned())
}

/// Returns a path without the extension of its compression.
pub(super) fn unpacked(path: &Path) -> Cow<'_, Path> {
    let is_compressed = COMPRESSED.contains(&extension(path).to_ascii_lowercase().as_str());
    if is_compressed { Cow::Owned(path.with_extension("")) } else { Cow::Borrowed(path) }
}
