//! Where the records of a file come from, whatever its format: in order, some at a time.

use std::io;

use arrow::array::RecordBatch;

use super::cells::Places;
use super::csv::RawRecords;
use crate::diagnostic::Diagnostics;

/// The longest row that is read, in bytes, whatever the format.
pub(super) const LONGEST: usize = 1 << 20;
/// How much of a row that is none is shown, in bytes.
pub(super) const SHOWN: usize = 200;

/// Hands out the records of a file in order.
pub(super) trait Records: Send {
    /// Says before the first record which columns are read, so that a format of columns leaves the others alone.
    ///
    /// # Errors
    /// When one of them cannot be read.
    fn choose(&mut self, _places: &Places) -> Result<(), Diagnostics> {
        Ok(())
    }

    /// Returns the next records, none at the end: `most` at the most, and about `limit` bytes.
    ///
    /// # Errors
    /// When the file cannot be read further.
    fn next(&mut self, most: usize, limit: usize) -> io::Result<Option<Content>>;
}

/// Records before they are cut into cells: one form a kind of format.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// Rows of delimited text.
    Delimited(RawRecords),
    /// Objects of JSON.
    Objects(RawRecords),
    /// The columns that are read, in the order of their slots, and the row of their first value.
    Columns(RecordBatch, u64),
}

impl Content {
    /// Returns how many rows it holds, those that are no records among them.
    pub(super) fn rows(&self) -> usize {
        match self {
            Content::Delimited(raw) | Content::Objects(raw) => raw.records.len() + raw.broken.len(),
            Content::Columns(batch, _) => batch.num_rows(),
        }
    }
}
