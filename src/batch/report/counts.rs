//! What is counted of a column while its cells are read.
//!
//! Counts of chunks are merged in the order of the file, and every count, extent and first example is the same
//! whatever the chunks. A run of equal cells is counted once, with its length: that costs nothing per cell.

use std::borrow::Cow;

use super::times::{TimeCounts, TimeRead};
use crate::batch::cell::{self, NumberPattern};
use crate::batch::plan::Manner;
use crate::batch::reason;
use crate::types::FindingKind;

/// How many examples of a kind are kept.
const EXAMPLES: usize = 3;

/// What became of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::batch) enum Way {
    /// It has a value.
    #[default]
    Read,
    /// Nothing stands in it.
    Blank,
    /// It says that it is missing.
    Null,
    /// It cannot be read.
    Unread,
}

/// What is to be counted of a cell, beside its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::batch) struct Outcome {
    pub way: Way,
    /// Whether `values` says what it means.
    pub is_mapped: bool,
    /// Whether it is taken for a value that is written in another way.
    pub is_folded: bool,
    /// Whether a default stands in for it.
    pub is_defaulted: bool,
}

impl Outcome {
    /// What almost every cell comes to: a value that is written as it is.
    const PLAIN: Outcome = Outcome { way: Way::Read, is_mapped: false, is_folded: false, is_defaulted: false };
}

/// What is to be counted of a value.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::batch) enum Detail {
    #[default]
    Nothing,
    Number(i64),
    Time(Edge, TimeRead),
}

/// An end of what a column reaches: a number twice, the day twice, or the first and the last instant that it may be.
pub(in crate::batch) type Edge = (i64, i64);

/// Cells of which the same is to be said: how many, and the first that differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noted {
    /// How many cells.
    pub count: u64,
    /// The first three that differ.
    pub examples: Vec<Example>,
}

/// A cell that stands for others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The cell, cut where it is long.
    pub value: String,
    /// The row.
    pub row: u64,
    /// What it became; `None` where that is missing.
    pub became: Option<String>,
}

impl Noted {
    /// Counts a cell.
    pub(in crate::batch) fn add(&mut self, value: &str, row: u64, became: impl FnOnce() -> Option<String>) {
        self.count += 1;
        self.example(value, row, became);
    }

    /// Keeps a cell as an example, where it is one of the first that differ.
    pub(in crate::batch) fn example(&mut self, value: &str, row: u64, became: impl FnOnce() -> Option<String>) {
        if self.examples.len() == EXAMPLES {
            return;
        }
        let shown = shown(value);
        if !self.examples.iter().any(|example| example.value == shown) {
            self.examples.push(Example { value: shown.into_owned(), row, became: became() });
        }
    }

    fn merge(&mut self, later: Noted) {
        self.count += later.count;
        for example in later.examples {
            if self.examples.len() < EXAMPLES && !self.examples.iter().any(|known| known.value == example.value) {
                self.examples.push(example);
            }
        }
    }
}

/// Returns a cell as reports show it; most are shown whole.
fn shown(value: &str) -> Cow<'_, str> {
    if value.len() <= reason::SHOWN { Cow::Borrowed(value) } else { Cow::Owned(reason::short(value)) }
}

/// What is counted of a column: of the rows that have a key, those that repeat an earlier row among them.
#[derive(Clone, Debug, Default)]
pub(in crate::batch) struct ColumnCounts {
    pub cells: u64,
    pub read: u64,
    pub blank: u64,
    pub null: u64,
    pub unread: u64,
    pub defaulted: u64,
    pub mapped: Noted,
    pub folded: Noted,
    /// What is found in its cells, by kind.
    pub found: Vec<(FindingKind, Noted)>,
    /// Its least and its greatest value.
    pub extent: Option<(Edge, Edge)>,
    /// What times are read from.
    pub times: Option<Box<TimeCounts>>,
    /// How many cells that are no numbers each pattern would read.
    pub patterns: [u64; NumberPattern::ALL.len()],
}

impl ColumnCounts {
    /// Returns the counts of no cells yet, of as many as are to come.
    pub(in crate::batch) fn new(cells: usize) -> ColumnCounts {
        ColumnCounts { cells: cells as u64, ..ColumnCounts::default() }
    }

    /// Counts as many cells of one outcome and one value; examples are noted apart.
    #[inline]
    pub(in crate::batch) fn add(&mut self, outcome: Outcome, detail: &Detail, cells: u64) {
        if outcome == Outcome::PLAIN {
            self.read += cells;
        } else {
            self.add_other(outcome, cells);
        }
        match detail {
            Detail::Number(value) if cells > 0 => self.reach((*value, *value)),
            Detail::Time(edge, how) if cells > 0 => self.add_time(*edge, how, cells),
            _ => {}
        }
    }

    fn add_other(&mut self, outcome: Outcome, cells: u64) {
        match outcome.way {
            Way::Read => self.read += cells,
            Way::Blank => self.blank += cells,
            Way::Null => self.null += cells,
            Way::Unread => self.unread += cells,
        }
        self.defaulted += if outcome.is_defaulted { cells } else { 0 };
        self.mapped.count += if outcome.is_mapped { cells } else { 0 };
        self.folded.count += if outcome.is_folded { cells } else { 0 };
    }

    fn add_time(&mut self, edge: Edge, how: &TimeRead, cells: u64) {
        self.reach(edge);
        if let Some(times) = &mut self.times {
            times.add(edge, how, cells);
        }
    }

    #[inline]
    fn reach(&mut self, edge: Edge) {
        match &mut self.extent {
            None => self.extent = Some((edge, edge)),
            // Almost every value lies within.
            Some((least, most)) => {
                if edge.0 <= least.0 {
                    *least = edge.min(*least);
                }
                if edge.0 >= most.0 {
                    *most = edge.max(*most);
                }
            }
        }
    }

    /// Notes what was found in a cell; a cell of which the same is found twice counts once.
    pub(in crate::batch) fn find(
        &mut self,
        kind: FindingKind,
        value: &str,
        row: u64,
        became: impl FnOnce() -> Option<String>,
    ) {
        self.found(kind).add(value, row, became);
    }

    /// Looks whether a cell that cannot be read could be, were it declared otherwise.
    pub(in crate::batch) fn look_again(&mut self, kind: FindingKind, text: &str, manner: &Manner) {
        match kind {
            FindingKind::BadTime => {
                if let (Some(times), Some(format)) = (&mut self.times, cell::swapped(text, &manner.formats)) {
                    times.swapped(format);
                }
            }
            FindingKind::BadNumber => {
                let text = manner.money.as_ref().and_then(|money| money.number_in(text)).unwrap_or(text);
                let place = NumberPattern::ALL.iter().position(|(_, known)| *known == manner.numbers);
                let mut patterns = cell::patterns(text, false);
                // What is a number as declared is one with a fraction, where a whole one was to be read.
                if place.is_some_and(|place| patterns[place]) {
                    patterns = cell::patterns(text, true);
                }
                for (count, reads) in self.patterns.iter_mut().zip(patterns) {
                    *count += u64::from(reads);
                }
            }
            _ => {}
        }
    }

    fn found(&mut self, kind: FindingKind) -> &mut Noted {
        let place = match self.found.binary_search_by_key(&kind, |(kind, _)| *kind) {
            Ok(place) => place,
            Err(place) => {
                self.found.insert(place, (kind, Noted::default()));
                place
            }
        };
        &mut self.found[place].1
    }

    /// Adds the counts of the cells that follow.
    pub(in crate::batch) fn merge(&mut self, later: ColumnCounts) {
        self.cells += later.cells;
        self.read += later.read;
        self.blank += later.blank;
        self.null += later.null;
        self.unread += later.unread;
        self.defaulted += later.defaulted;
        self.mapped.merge(later.mapped);
        self.folded.merge(later.folded);
        for (kind, noted) in later.found {
            self.found(kind).merge(noted);
        }
        if let Some((least, most)) = later.extent {
            self.reach(least);
            self.reach(most);
        }
        match (&mut self.times, later.times) {
            (Some(times), Some(later)) => times.merge(&later),
            (times, later) => *times = times.take().or(later),
        }
        for (count, more) in self.patterns.iter_mut().zip(later.patterns) {
            *count += more;
        }
    }
}

/// Adds the counts of the columns of a file, in its order.
pub(in crate::batch) fn merge(all: &mut Vec<ColumnCounts>, later: Vec<ColumnCounts>) {
    if all.is_empty() {
        *all = later;
        return;
    }
    for (counts, later) in all.iter_mut().zip(later) {
        counts.merge(later);
    }
}
