//! The records of a file of columns.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;

use arrow::array::{RecordBatch, RecordBatchOptions};
use arrow::datatypes::{Field, Fields, Schema};

use super::guard::guarded;
use super::ipc::{IpcFile, IpcStream};
use super::parquet::ParquetFile;
use super::schema::{Column, column_at, columns, is_readable, projected, refused};
use super::weight::weight;
use crate::batch::cells::Places;
use crate::batch::error;
use crate::batch::input::{Opened, Progress};
use crate::batch::records::{Content, Records};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// About how many bytes of cells a chunk holds at the most: cells are found by 32 bits.
const HEAVIEST: usize = 1 << 28;

/// What decodes a file.
pub(super) trait Source: Send {
    /// Returns the schema's fields.
    fn fields(&self) -> &Fields;

    /// Says which columns are decoded; without it, all.
    fn choose(&mut self, used: &[&Column]) -> Result<(), Refused>;

    /// Returns the next rows, `most` at the most where the format leaves a choice; none at the end.
    fn next(&mut self, most: usize) -> Result<Option<RecordBatch>, String>;

    /// Returns about how many bytes of the file the last rows took.
    fn taken(&self) -> u64;

    /// Returns whether members of structs can be left out one by one.
    fn takes_members(&self) -> bool;
}

/// Why a file is not read.
#[derive(Debug)]
pub(in crate::batch) enum Refused {
    /// It is damaged.
    Damaged(String),
    /// A column is written in a way that is not read: the column and the way.
    Codec(String, String),
    /// It has no columns.
    Empty,
    /// It cannot be read at all.
    Other(Diagnostic),
}

impl From<String> for Refused {
    fn from(cause: String) -> Refused {
        Refused::Damaged(cause)
    }
}

impl Refused {
    /// Returns what is to be said of it.
    pub(in crate::batch) fn told(self, name: &str) -> Diagnostic {
        match self {
            Refused::Damaged(cause) => error::damaged(name, &cause),
            Refused::Codec(column, codec) => error::unreadable_codec(name, &column, &codec),
            Refused::Empty => error::no_columns(name),
            Refused::Other(diagnostic) => diagnostic,
        }
    }
}

/// A file of columns, open.
pub(in crate::batch) struct Table {
    name: String,
    columns: Vec<Column>,
    source: Box<dyn Source>,
    /// By slot where its column is among what is decoded.
    paths: Vec<Vec<usize>>,
    schema: Arc<Schema>,
    /// What is decoded and not handed out.
    pending: VecDeque<RecordBatch>,
    /// The row of the next record; the first is 1.
    row: u64,
    /// Where the bytes of a file are counted that is read in any order.
    progress: Option<Progress>,
}

impl Table {
    /// Opens a file of Parquet.
    pub(in crate::batch) fn parquet(name: &str, opened: Opened) -> Result<Table, Refused> {
        let progress = opened.uncounted();
        let file = opened.seekable().map_err(Refused::Other)?;
        Table::new(name, Box::new(guarded(|| ParquetFile::open(file))?), progress)
    }

    /// Opens Arrow IPC, a file or a stream.
    pub(in crate::batch) fn arrow(name: &str, opened: Opened) -> Result<Table, Refused> {
        if opened.begins_with(b"ARROW1") {
            let progress = opened.uncounted();
            let file = opened.seekable().map_err(Refused::Other)?;
            return Table::new(name, Box::new(guarded(|| IpcFile::open(file))?), progress);
        }
        let stream = opened.bytes();
        Table::new(name, Box::new(guarded(|| IpcStream::open(stream))?), None)
    }

    fn new(name: &str, source: Box<dyn Source>, progress: Option<Progress>) -> Result<Table, Refused> {
        let columns = columns(source.fields());
        if columns.is_empty() {
            return Err(Refused::Empty);
        }
        Ok(Table {
            name: name.to_string(),
            columns,
            source,
            paths: Vec::new(),
            schema: Arc::new(Schema::empty()),
            pending: VecDeque::new(),
            row: 1,
            progress,
        })
    }

    /// Returns the header.
    pub(in crate::batch) fn header(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// Returns the columns that are read of a decoded batch, in the order of their slots.
    fn read_columns(&self, batch: &RecordBatch) -> Result<RecordBatch, String> {
        let arrays = self.paths.iter().map(|path| column_at(batch, path)).collect::<Result<Vec<_>, _>>()?;
        let options = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
        let schema = self.schema.clone();
        RecordBatch::try_new_with_options(schema, arrays, &options).map_err(|error| error.to_string())
    }

    /// Cuts a batch in two until each part is as small as asked for.
    fn cut(&mut self, batch: RecordBatch, most: usize, limit: usize) {
        let mut rest = vec![batch];
        while let Some(batch) = rest.pop() {
            let rows = batch.num_rows();
            if rows > 1 && (rows > most || weight(&batch) > limit) {
                let first = if rows > most { most } else { rows / 2 };
                rest.push(batch.slice(first, rows - first));
                rest.push(batch.slice(0, first));
            } else if rows > 0 {
                self.pending.push_back(batch);
            }
        }
    }
}

impl Records for Table {
    fn choose(&mut self, places: &Places) -> Result<(), Diagnostics> {
        let mut by_slot: Vec<(u32, &Column)> =
            places.slots.iter().zip(&self.columns).filter_map(|(slot, column)| Some(((*slot)?, column))).collect();
        by_slot.sort_by_key(|(slot, _)| *slot);
        let mut diagnostics = Diagnostics::default();
        for (_, column) in by_slot.iter().filter(|(_, column)| !is_readable(&column.data_type)) {
            let (what, advice) = refused(&column.data_type);
            diagnostics.push(error::unreadable_column(&self.name, &column.name, &what, advice));
        }
        if !diagnostics.is_empty() {
            return Err(diagnostics);
        }
        let used: Vec<&Column> = by_slot.iter().map(|(_, column)| *column).collect();
        self.source.choose(&used).map_err(|refused| refused.told(&self.name))?;
        let is_whole = !self.source.takes_members();
        let path = |column: &Column| {
            let mut path = projected(&column.path, &used);
            if is_whole {
                path[1..].copy_from_slice(&column.path[1..]);
            }
            path
        };
        self.paths = used.iter().map(|column| path(column)).collect();
        let fields: Vec<Field> =
            used.iter().map(|column| Field::new(&column.name, column.data_type.clone(), true)).collect();
        self.schema = Arc::new(Schema::new(fields));
        Ok(())
    }

    fn next(&mut self, most: usize, limit: usize) -> io::Result<Option<Content>> {
        let damaged = |cause: String| io::Error::new(io::ErrorKind::InvalidData, cause);
        while self.pending.is_empty() {
            let source = &mut self.source;
            let Some(batch) = guarded(|| source.next(most)).map_err(damaged)? else { return Ok(None) };
            if let Some(progress) = &self.progress {
                progress.add(self.source.taken());
            }
            let batch = guarded(|| self.read_columns(&batch)).map_err(damaged)?;
            self.cut(batch, most.max(1), limit.min(HEAVIEST));
        }
        let Some(batch) = self.pending.pop_front() else { return Ok(None) };
        let first = self.row;
        self.row += batch.num_rows() as u64;
        Ok(Some(Content::Columns(batch, first)))
    }
}
