//! The activities of the leads of a batch.

use std::ops::Range;

use arrow::array::RecordBatch;

/// The activities of some leads, lead by lead.
///
/// The columns are laid out as those of leads are, one a field of the activity's schema, a timestamp with its
/// `#until`. The activities of a lead stand together, in the order of their file.
#[derive(Clone, Debug, PartialEq)]
pub struct Activities {
    rows: RecordBatch,
    starts: Vec<u32>,
}

impl Activities {
    /// Returns the activities in `rows`, of which lead N has those from `starts[N]` to before `starts[N + 1]`.
    ///
    /// # Panics
    /// When the starts do not rise from 0 to the number of rows.
    pub fn new(rows: RecordBatch, starts: Vec<u32>) -> Activities {
        let ends = (starts.first().copied(), starts.last().map(|last| *last as usize));
        assert!(ends == (Some(0), Some(rows.num_rows())) && starts.is_sorted(), "activities that are no lead's");
        Activities { rows, starts }
    }

    /// Returns the activities, lead by lead.
    pub fn rows(&self) -> &RecordBatch {
        &self.rows
    }

    /// Returns how many leads they are the activities of.
    pub fn leads(&self) -> usize {
        self.starts.len() - 1
    }

    /// Returns where the activities of a lead are.
    pub fn of(&self, lead: usize) -> Range<usize> {
        self.starts[lead] as usize..self.starts[lead + 1] as usize
    }
}
