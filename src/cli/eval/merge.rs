//! The held rows of several versions, put together again in the order of the file.

use std::io;

use arrow::array::{AsArray, PrimitiveArray, RecordBatch};
use arrow::compute::interleave_record_batch;
use arrow::datatypes::{SchemaRef, UInt64Type};

use super::columns::{NUMBER, ROW, widened};
use crate::batch::HeldRows;

/// The most rows of a batch that is put together.
const MOST_ROWS: usize = 8_192;

/// Some rows, and where in the file each is.
type Placed = (RecordBatch, PrimitiveArray<UInt64Type>);

/// The rows of one version, in the order of the file.
pub(super) struct Rows<'r> {
    batches: Box<dyn Iterator<Item = io::Result<Placed>> + 'r>,
    /// The batch that is read, and how many of its rows are taken.
    head: Option<(Placed, usize)>,
}

impl<'r> Rows<'r> {
    /// Reads what was held as rows of the table; `complete` gives a held batch its decisions.
    ///
    /// # Errors
    /// When the room for temporary files fails.
    pub(super) fn new(
        held: HeldRows,
        table: &'r SchemaRef,
        mut complete: impl FnMut(&RecordBatch) -> RecordBatch + 'r,
    ) -> io::Result<Rows<'r>> {
        let batches = held.into_batches()?.map(move |held| {
            let held = held?;
            let fact = |name: &str| {
                // INVARIANT: what is held has these columns.
                held.column_by_name(name).unwrap_or_else(|| unreachable!("no column {name}")).clone()
            };
            Ok((widened(&complete(&held), &fact(NUMBER), table), fact(ROW).as_primitive().clone()))
        });
        Ok(Rows { batches: Box::new(batches), head: None })
    }

    /// Returns where in the file the next row is.
    fn next(&self) -> Option<u64> {
        self.head.as_ref().map(|((_, rows), taken)| rows.value(*taken))
    }

    /// Returns whether all rows of the batch that is read are taken.
    fn is_used_up(&self) -> bool {
        self.head.as_ref().is_some_and(|((batch, _), taken)| *taken == batch.num_rows())
    }

    /// Goes on to the next batch with rows.
    fn advance(&mut self) -> io::Result<()> {
        self.head = None;
        for placed in self.batches.by_ref() {
            let placed = placed?;
            if placed.0.num_rows() > 0 {
                self.head = Some((placed, 0));
                break;
            }
        }
        Ok(())
    }
}

/// Puts rows together in the order of the file: each is of one version.
pub(super) struct Merged<'r> {
    versions: Vec<Rows<'r>>,
}

impl<'r> Merged<'r> {
    /// Begins with the first rows of each.
    ///
    /// # Errors
    /// When the room for temporary files fails.
    pub(super) fn new(mut versions: Vec<Rows<'r>>) -> io::Result<Merged<'r>> {
        for version in &mut versions {
            version.advance()?;
        }
        Ok(Merged { versions })
    }

    fn batch(&mut self) -> io::Result<Option<RecordBatch>> {
        let mut order: Vec<(usize, usize)> = Vec::new();
        while order.len() < MOST_ROWS && !self.versions.iter().any(Rows::is_used_up) {
            let heads = self.versions.iter().enumerate();
            let first = heads.filter_map(|(place, rows)| Some((rows.next()?, place))).min();
            let Some((_, place)) = first else { break };
            if let Some((_, taken)) = &mut self.versions[place].head {
                order.push((place, *taken));
                *taken += 1;
            }
        }
        if order.is_empty() {
            return Ok(None);
        }
        let empty = self.versions.iter().find_map(|rows| rows.head.as_ref()).map(|((batch, _), _)| batch.slice(0, 0));
        let empty = empty.unwrap_or_else(|| unreachable!("a row is of a batch"));
        let batches: Vec<&RecordBatch> =
            self.versions.iter().map(|rows| rows.head.as_ref().map_or(&empty, |((batch, _), _)| batch)).collect();
        let together = interleave_record_batch(&batches, &order).map_err(io::Error::other)?;
        for rows in self.versions.iter_mut().filter(|rows| rows.is_used_up()) {
            rows.advance()?;
        }
        Ok(Some(together))
    }
}

impl Iterator for Merged<'_> {
    type Item = io::Result<RecordBatch>;

    fn next(&mut self) -> Option<io::Result<RecordBatch>> {
        self.batch().transpose()
    }
}
