//! Rows of columns.

use std::io::{self, Write};

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;

use super::OutputFormat;
use super::columnar::{ColumnarWriter, recast, shown};
use super::value::{Column, guarded, guarded_key};

/// Writes batches of rows, the columns of which are given once. The first column is the key.
pub struct TableWriter<W: Write + Send> {
    encoder: TableEncoder,
    sink: Sink<W>,
}

enum Sink<W: Write + Send> {
    /// Text, and how many rows it has.
    Text(W, u64),
    Columns(Box<ColumnarWriter<W>>),
}

/// Turns batches of rows into bytes; several threads may share it.
#[derive(Clone, Debug)]
pub struct TableEncoder {
    format: OutputFormat,
    schema: SchemaRef,
    /// The columns as a columnar format writes them.
    shown: SchemaRef,
    /// The columns' names, as JSON writes them.
    names: Vec<String>,
}

/// Rows in the form they are written in.
#[derive(Clone, Debug)]
pub struct EncodedRows(Encoded);

#[derive(Clone, Debug)]
enum Encoded {
    /// Text, and how many rows it has.
    Text(Vec<u8>, u64),
    Columns(RecordBatch),
}

impl TableEncoder {
    /// Returns the rows of a batch as they are written.
    ///
    /// # Errors
    /// For a batch of other columns.
    pub fn encode(&self, batch: &RecordBatch) -> io::Result<EncodedRows> {
        if batch.num_columns() != self.schema.fields().len() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "a batch of other columns"));
        }
        if !self.format.is_text() {
            return recast(batch, &self.shown).map(|batch| EncodedRows(Encoded::Columns(batch)));
        }
        let columns: Vec<Column<'_>> = batch.columns().iter().map(Column::of).collect::<io::Result<_>>()?;
        let bytes = match self.format {
            OutputFormat::Csv => csv_rows(&columns, batch.num_rows())?,
            _ => self.json_rows(&columns, batch.num_rows())?,
        };
        Ok(EncodedRows(Encoded::Text(bytes, batch.num_rows() as u64)))
    }

    fn json_rows(&self, columns: &[Column<'_>], rows: usize) -> io::Result<Vec<u8>> {
        let (mut bytes, mut buffer) = (Vec::new(), String::new());
        for row in 0..rows {
            // What stands between two chunks is the writer's.
            if row > 0 {
                separate(&mut bytes, self.format == OutputFormat::Json, 1)?;
            }
            for (place, (column, name)) in columns.iter().zip(&self.names).enumerate() {
                bytes.write_all(if place == 0 { b"{" } else { b"," })?;
                bytes.write_all(name.as_bytes())?;
                bytes.write_all(b":")?;
                match column.value(row, &mut buffer) {
                    None => bytes.write_all(b"null")?,
                    Some(value) if column.is_bare() => bytes.write_all(value.as_bytes())?,
                    Some(value) => serde_json::to_writer(&mut bytes, value)?,
                }
            }
            bytes.write_all(b"}")?;
        }
        Ok(bytes)
    }
}

fn csv_rows(columns: &[Column<'_>], rows: usize) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::with_capacity(rows * 128));
    let mut buffer = String::new();
    for row in 0..rows {
        for (place, column) in columns.iter().enumerate() {
            let value = column.value(row, &mut buffer).unwrap_or_default();
            match (column.is_text(), place) {
                (false, _) => writer.write_field(value)?,
                (true, 0) => writer.write_field(&*guarded_key(value))?,
                (true, _) => writer.write_field(&*guarded(value))?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.into_inner().map_err(|error| error.into_error())
}

impl<W: Write + Send> TableWriter<W> {
    /// Starts a table; a header is written at once.
    ///
    /// # Errors
    /// When the output cannot be written, and for a column of a type that results do not have.
    pub fn new(format: OutputFormat, mut output: W, schema: SchemaRef) -> io::Result<TableWriter<W>> {
        let shown = shown(&schema)?;
        let sink = match format {
            OutputFormat::Csv => {
                let mut writer = csv::Writer::from_writer(Vec::new());
                writer.write_record(schema.fields().iter().map(|field| guarded(field.name()).into_owned()))?;
                output.write_all(&writer.into_inner().map_err(|error| error.into_error())?)?;
                Sink::Text(output, 0)
            }
            OutputFormat::Json => {
                output.write_all(b"[")?;
                Sink::Text(output, 0)
            }
            OutputFormat::Ndjson => Sink::Text(output, 0),
            OutputFormat::Parquet | OutputFormat::Arrow | OutputFormat::ArrowStream => {
                Sink::Columns(Box::new(ColumnarWriter::new(format, output, shown.clone())?))
            }
        };
        let names = schema.fields().iter().map(|field| quoted(field.name())).collect();
        Ok(TableWriter { encoder: TableEncoder { format, schema, shown, names }, sink })
    }

    /// Returns what turns rows into what this table takes.
    pub fn encoder(&self) -> TableEncoder {
        self.encoder.clone()
    }

    /// Writes rows that the table's encoder made.
    ///
    /// # Errors
    /// When the output cannot be written, and for rows of another format's encoder.
    pub fn write_encoded(&mut self, rows: &EncodedRows) -> io::Result<()> {
        match (&mut self.sink, &rows.0) {
            (Sink::Text(output, count), Encoded::Text(bytes, rows)) => {
                if self.encoder.format != OutputFormat::Csv && *rows > 0 {
                    separate(output, self.encoder.format == OutputFormat::Json, *count)?;
                }
                *count += rows;
                output.write_all(bytes)
            }
            (Sink::Columns(writer), Encoded::Columns(batch)) => writer.write(batch),
            _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "rows of another format")),
        }
    }

    /// Writes the rows of a batch.
    ///
    /// # Errors
    /// When the output cannot be written, and for a batch of other columns.
    pub fn write(&mut self, batch: &RecordBatch) -> io::Result<()> {
        let rows = self.encoder.encode(batch)?;
        self.write_encoded(&rows)
    }

    /// Ends the table and returns the output.
    ///
    /// # Errors
    /// When the last bytes cannot be written.
    pub fn finish(self) -> io::Result<W> {
        match self.sink {
            Sink::Text(mut output, count) => {
                if self.encoder.format != OutputFormat::Csv {
                    end(&mut output, self.encoder.format == OutputFormat::Json, count)?;
                }
                output.flush()?;
                Ok(output)
            }
            Sink::Columns(writer) => writer.finish(),
        }
    }
}

/// Writes what stands before an object.
pub(super) fn separate(output: &mut impl Write, in_array: bool, count: u64) -> io::Result<()> {
    output.write_all(match (in_array, count) {
        (true, 0) | (false, 1..) => b"\n",
        (true, _) => b",\n",
        (false, 0) => b"",
    })
}

/// Writes what stands after the last object.
pub(super) fn end(output: &mut impl Write, in_array: bool, count: u64) -> io::Result<()> {
    output.write_all(match (in_array, count) {
        (true, 0) => b"]\n",
        (true, _) => b"\n]\n",
        (false, 0) => b"",
        (false, _) => b"\n",
    })?;
    output.flush()
}

fn quoted(name: &str) -> String {
    serde_json::Value::from(name).to_string()
}
