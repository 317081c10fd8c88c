//! Rows as columns, for other engines: Parquet and Arrow IPC.
//!
//! The bytes depend on the rows alone and not on the batches they come in (S2.1): rows are gathered until a block of
//! them is full, and what is full is decided row by row. A block is copied together even where it is a part of one
//! batch, since the bits behind the last row of a part are its neighbours'.

use std::io::{self, Write};
use std::sync::Arc;

use arrow::array::{Array, ArrayData, AsArray, MutableArrayData, RecordBatch, StringArray, make_array};
use arrow::compute::{CastOptions, cast_with_options};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use arrow::error::ArrowError;
use arrow::ipc::writer::{FileWriter, StreamWriter};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::OutputFormat;

/// The most rows of a block.
const BLOCK_ROWS: usize = 1 << 16;
/// The most bytes of text in a block, but for the row that crosses it.
const BLOCK_BYTES: usize = 1 << 24;
/// The most rows of a row group in Parquet: what a reader takes at once, and a writer holds.
const GROUP_ROWS: usize = 1 << 17;
/// The most bytes of a row group, as they are encoded.
const GROUP_BYTES: usize = 1 << 25;

/// Writes batches of one schema, which is that of [`shown`].
pub(super) struct ColumnarWriter<W: Write + Send> {
    sink: Sink<W>,
    schema: SchemaRef,
    waiting: Vec<RecordBatch>,
    rows: usize,
    bytes: usize,
}

enum Sink<W: Write + Send> {
    Parquet(Box<ArrowWriter<Slot<W>>>),
    File(Box<FileWriter<W>>),
    Stream(Box<StreamWriter<W>>),
}

/// An output that can be taken back. Parquet's own way to give it back writes the last bytes and, where that fails,
/// does not tell what the file system said.
struct Slot<W>(Option<W>);

impl<W: Write> Slot<W> {
    fn output(&mut self) -> io::Result<&mut W> {
        self.0.as_mut().ok_or_else(|| io::ErrorKind::BrokenPipe.into())
    }
}

impl<W: Write> Write for Slot<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.output()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output()?.flush()
    }
}

/// Returns the columns as other engines get them: no dictionaries, and numbers in the widths that everyone reads.
///
/// # Errors
/// For a column of a type that results do not have.
pub(super) fn shown(schema: &Schema) -> io::Result<SchemaRef> {
    let field = |field: &Arc<Field>| {
        let shown = match field.data_type() {
            DataType::Dictionary(_, value) if **value == DataType::Utf8 => DataType::Utf8,
            DataType::Decimal64(precision, scale) => DataType::Decimal128(*precision, *scale),
            DataType::UInt64 => DataType::Int64,
            same @ (DataType::Utf8
            | DataType::Int64
            | DataType::Boolean
            | DataType::Date32
            | DataType::Timestamp(TimeUnit::Microsecond, _)) => same.clone(),
            other => return Err(super::value::no_column(other)),
        };
        Ok(Field::new(field.name(), shown, true))
    };
    Ok(Arc::new(Schema::new(schema.fields().iter().map(field).collect::<io::Result<Vec<_>>>()?)))
}

/// Returns a batch in the columns of [`shown`].
///
/// # Errors
/// For a number that the wider type does not hold.
pub(super) fn recast(batch: &RecordBatch, schema: &SchemaRef) -> io::Result<RecordBatch> {
    let options = CastOptions { safe: false, ..CastOptions::default() };
    let columns = batch.columns().iter().zip(schema.fields());
    let columns = columns.map(|(column, field)| cast_with_options(column, field.data_type(), &options));
    RecordBatch::try_new(schema.clone(), columns.collect::<Result<_, _>>().map_err(of_arrow)?).map_err(of_arrow)
}

impl<W: Write + Send> ColumnarWriter<W> {
    /// Starts a file of a columnar format.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub(super) fn new(format: OutputFormat, output: W, schema: SchemaRef) -> io::Result<ColumnarWriter<W>> {
        let sink = match format {
            OutputFormat::Arrow => Sink::File(Box::new(FileWriter::try_new(output, &schema).map_err(of_arrow)?)),
            OutputFormat::ArrowStream => {
                Sink::Stream(Box::new(StreamWriter::try_new(output, &schema).map_err(of_arrow)?))
            }
            _ => {
                let properties = WriterProperties::builder()
                    .set_compression(Compression::ZSTD(ZstdLevel::default()))
                    .set_max_row_group_row_count(Some(GROUP_ROWS))
                    .set_max_row_group_bytes(Some(GROUP_BYTES));
                let writer = ArrowWriter::try_new(Slot(Some(output)), schema.clone(), Some(properties.build()));
                Sink::Parquet(Box::new(writer.map_err(of_parquet)?))
            }
        };
        Ok(ColumnarWriter { sink, schema, waiting: Vec::new(), rows: 0, bytes: 0 })
    }

    /// Takes rows; those of a full block are written.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub(super) fn write(&mut self, batch: &RecordBatch) -> io::Result<()> {
        let texts: Vec<&StringArray> = batch.columns().iter().filter_map(|column| column.as_string_opt()).collect();
        let mut start = 0;
        for row in 0..batch.num_rows() {
            self.rows += 1;
            let length = |text: &&StringArray| usize::try_from(text.value_length(row)).unwrap_or_default();
            self.bytes += texts.iter().map(length).sum::<usize>();
            if self.rows == BLOCK_ROWS || self.bytes >= BLOCK_BYTES {
                self.waiting.push(batch.slice(start, row + 1 - start));
                self.write_block()?;
                start = row + 1;
            }
        }
        if start < batch.num_rows() {
            self.waiting.push(batch.slice(start, batch.num_rows() - start));
        }
        Ok(())
    }

    fn write_block(&mut self) -> io::Result<()> {
        let (waiting, rows) = (std::mem::take(&mut self.waiting), std::mem::take(&mut self.rows));
        self.bytes = 0;
        let columns = (0..self.schema.fields().len()).map(|place| {
            let parts: Vec<ArrayData> = waiting.iter().map(|batch| batch.column(place).to_data()).collect();
            let mut whole = MutableArrayData::new(parts.iter().collect(), false, rows);
            for (part, data) in parts.iter().enumerate() {
                whole.try_extend(part, 0, data.len())?;
            }
            Ok(make_array(whole.freeze()))
        });
        let columns = columns.collect::<Result<Vec<_>, ArrowError>>().map_err(of_arrow)?;
        let block = RecordBatch::try_new(self.schema.clone(), columns).map_err(of_arrow)?;
        match &mut self.sink {
            Sink::Parquet(writer) => writer.write(&block).map_err(of_parquet),
            Sink::File(writer) => writer.write(&block).map_err(of_arrow),
            Sink::Stream(writer) => writer.write(&block).map_err(of_arrow),
        }
    }

    /// Writes what is left, ends the file and returns the output.
    ///
    /// # Errors
    /// When the last bytes cannot be written.
    pub(super) fn finish(mut self) -> io::Result<W> {
        if self.rows > 0 {
            self.write_block()?;
        }
        let mut output = match self.sink {
            Sink::Parquet(mut writer) => {
                writer.finish().map_err(of_parquet)?;
                // INVARIANT: nobody else takes the output.
                writer.inner_mut().0.take().unwrap_or_else(|| unreachable!("the output is taken once"))
            }
            Sink::File(writer) => writer.into_inner().map_err(of_arrow)?,
            Sink::Stream(writer) => writer.into_inner().map_err(of_arrow)?,
        };
        output.flush()?;
        Ok(output)
    }
}

/// Returns what the file system said, without what was built around it.
pub(super) fn of_arrow(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, cause) => cause,
        other => io::Error::other(other),
    }
}

fn of_parquet(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(cause) => *cause,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}
