//! What each column was read as, what became of each file's rows, and what looks wrong: what somebody who reads an
//! export for the first time has to see before any figure is believed.
//!
//! Nothing here changes a value or a verdict. What is suspected is said with the numbers that speak for it, and nothing
//! is done about it: declaring it is for those who know the export.

mod arrays;
mod counts;
mod gather;
mod near;
mod suspicion;
mod times;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) use counts::{ColumnCounts, Detail, Edge, Outcome, Way, merge};
pub use counts::{Example, Noted};
pub(super) use gather::{Counted, Gathered};
pub use suspicion::Suspicion;
pub(super) use times::{TimeCounts, TimeRead};

use crate::time::{Reading, Zone};
use crate::types::{Effect, FieldId, Finding, FindingKind, Type};

/// A column that is read, and what became of its cells: those of all rows that have a key, whether a later check takes
/// the row away or not.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnReport {
    /// The field.
    pub field: FieldId,
    /// Its name.
    pub name: String,
    /// What its cells are read as.
    pub kind: Type,
    /// The file.
    pub file: Arc<str>,
    /// The header.
    pub header: Arc<str>,
    /// How many cells there are: `read`, `blank`, `null` and `unread` together.
    pub cells: u64,
    /// Cells that have a value of their own.
    pub read: u64,
    /// Cells in which nothing stands.
    pub blank: u64,
    /// Cells that say that they are missing: an entry of `nulls`, or what `values` takes for one.
    pub null: u64,
    /// Cells that cannot be read.
    pub unread: u64,
    /// Cells, of those that are blank or null, for which a default stands in.
    pub defaulted: u64,
    /// Cells of which `values` says what they mean.
    pub mapped: Noted,
    /// Cells that are taken for an option or a truth value that is written in another way.
    pub folded: Noted,
    /// What is found in its cells, by kind; of a cell, each kind once.
    pub found: Vec<(FindingKind, Noted)>,
    /// The least and the greatest value of numbers, the earliest and the latest of times.
    pub extent: Option<(String, String)>,
    /// What times were read from.
    pub times: Option<TimesRead>,
}

/// What the times of a column were read from.
#[derive(Clone, Debug, PartialEq)]
pub struct TimesRead {
    /// How many cells each declared format read, in the order they are tried, then ISO 8601, declared or not: it has
    /// no text here.
    pub formats: Vec<(Option<String>, u64)>,
    /// How many are dates without a time.
    pub without_clock: u64,
}

/// A file of a batch, and what became of its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct FileReport {
    /// The file.
    pub file: Arc<str>,
    /// How many rows it has, those that are no records among them.
    pub read: u64,
    /// How many of them are rejected, by kind.
    pub rejected: Vec<(FindingKind, u64)>,
    /// Of a joined file, what became of the rows that have a key; `None` for the others.
    pub joined: Option<JoinedRows>,
    /// Of a file of activities, what became of those that are kept; `None` for the others.
    pub activity: Option<ActivityRows>,
}

/// What became of the rows of a file of activities that have a key and an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityRows {
    /// The name of the activity.
    pub name: String,
    /// They are those of a lead.
    pub matched: u64,
    /// No lead has their key.
    pub unmatched: u64,
    /// They are later than the clock of the run, so that they do not count (S2.7); they are counted above too.
    pub later: u64,
}

/// What became of the rows of a joined file that have a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JoinedRows {
    /// A lead took their values.
    pub matched: u64,
    /// No lead has their key.
    pub unmatched: u64,
    /// An earlier row has their key.
    pub repeated: u64,
}

/// How many rows are rejected, by kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Rejected(BTreeMap<FindingKind, u64>);

impl Rejected {
    /// Counts the rows that these findings reject: a row has one such finding.
    pub(super) fn add(&mut self, findings: &[Finding]) {
        for finding in findings.iter().filter(|finding| finding.kind.effect() == Effect::Rejected) {
            *self.0.entry(finding.kind).or_default() += 1;
        }
    }

    /// Returns the counts, in the order of kinds.
    pub(super) fn counts(&self) -> Vec<(FindingKind, u64)> {
        self.0.iter().map(|(kind, count)| (*kind, *count)).collect()
    }
}

/// Returns a time as reports show it: an instant, or the day that it is the whole of.
pub(super) fn shown_time(reading: Reading, zone: &Zone) -> String {
    if reading.is_exact() { reading.from.to_string() } else { zone.date(reading.from).to_string() }
}
