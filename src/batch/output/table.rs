//! Rows of columns.

use std::io::{self, Write};

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;

use super::OutputFormat;
use super::value::{Column, guarded, guarded_key};

/// Writes batches of rows, the columns of which are given once. The first column is the key.
pub struct TableWriter<W: Write> {
    encoder: TableEncoder,
    output: W,
    count: u64,
}

/// Turns batches of rows into bytes; several threads may share it.
#[derive(Clone, Debug)]
pub struct TableEncoder {
    format: OutputFormat,
    schema: SchemaRef,
    /// The columns' names, as JSON writes them.
    names: Vec<String>,
}

/// Rows in the form they are written in.
#[derive(Clone, Debug)]
pub struct EncodedRows {
    bytes: Vec<u8>,
    rows: u64,
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
        let columns: Vec<Column<'_>> = batch.columns().iter().map(Column::of).collect::<io::Result<_>>()?;
        let bytes = match self.format {
            OutputFormat::Csv => csv_rows(&columns, batch.num_rows())?,
            OutputFormat::Json | OutputFormat::Ndjson => self.json_rows(&columns, batch.num_rows())?,
        };
        Ok(EncodedRows { bytes, rows: batch.num_rows() as u64 })
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

impl<W: Write> TableWriter<W> {
    /// Starts a table; the header is written at once.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn new(format: OutputFormat, mut output: W, schema: SchemaRef) -> io::Result<TableWriter<W>> {
        match format {
            OutputFormat::Csv => {
                let mut writer = csv::Writer::from_writer(Vec::new());
                writer.write_record(schema.fields().iter().map(|field| guarded(field.name()).into_owned()))?;
                output.write_all(&writer.into_inner().map_err(|error| error.into_error())?)?;
            }
            OutputFormat::Json => output.write_all(b"[")?,
            OutputFormat::Ndjson => {}
        }
        let names = schema.fields().iter().map(|field| quoted(field.name())).collect();
        Ok(TableWriter { encoder: TableEncoder { format, schema, names }, output, count: 0 })
    }

    /// Returns what turns rows into bytes for this table.
    pub fn encoder(&self) -> TableEncoder {
        self.encoder.clone()
    }

    /// Writes rows that the table's encoder made.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write_encoded(&mut self, rows: &EncodedRows) -> io::Result<()> {
        if self.encoder.format != OutputFormat::Csv && rows.rows > 0 {
            separate(&mut self.output, self.encoder.format == OutputFormat::Json, self.count)?;
        }
        self.count += rows.rows;
        self.output.write_all(&rows.bytes)
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
    pub fn finish(mut self) -> io::Result<W> {
        if self.encoder.format != OutputFormat::Csv {
            end(&mut self.output, self.encoder.format == OutputFormat::Json, self.count)?;
        }
        self.output.flush()?;
        Ok(self.output)
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
