//! Rows that wait for what only the whole batch tells, in a temporary file beyond some memory.

use std::io::{self, Read};

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use arrow::ipc::reader::StreamReader;
use arrow::ipc::writer::StreamWriter;

use super::columnar::of_arrow;
use crate::source::Spool;

/// Batches of rows of one schema, to be read again in their order.
pub struct HeldRows {
    writer: StreamWriter<Spool>,
}

impl HeldRows {
    /// Returns a place for rows of a schema.
    ///
    /// # Errors
    /// When the room for temporary files fails.
    pub fn new(schema: &SchemaRef) -> io::Result<HeldRows> {
        Ok(HeldRows { writer: StreamWriter::try_new(Spool::new(), schema).map_err(of_arrow)? })
    }

    /// Adds a batch.
    ///
    /// # Errors
    /// When the room for temporary files fails, and for a batch of another schema.
    pub fn push(&mut self, batch: &RecordBatch) -> io::Result<()> {
        self.writer.write(batch).map_err(of_arrow)
    }

    /// Returns the batches, as they were added.
    ///
    /// # Errors
    /// When the room for temporary files fails.
    pub fn into_batches(self) -> io::Result<impl Iterator<Item = io::Result<RecordBatch>>> {
        let spool = self.writer.into_inner().map_err(of_arrow)?;
        let reader: Box<dyn Read> = Box::new(io::BufReader::with_capacity(1 << 16, spool.into_reader()?));
        let reader = StreamReader::try_new(reader, None).map_err(of_arrow)?;
        Ok(reader.map(|batch| batch.map_err(of_arrow)))
    }
}
