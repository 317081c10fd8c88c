//! Rows of columns.

use std::io::{self, Write};

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;

use super::OutputFormat;
use super::value::{Column, guarded, guarded_key};

/// Writes batches of rows, the columns of which are given once. The first column is the key.
pub struct TableWriter<W: Write> {
    schema: SchemaRef,
    sink: Sink<W>,
}

/// Where rows go.
enum Sink<W: Write> {
    Csv(Box<csv::Writer<W>>),
    /// Objects: where to, whether in an array, how many so far.
    Json {
        output: W,
        in_array: bool,
        count: u64,
        names: Vec<String>,
    },
}

impl<W: Write> TableWriter<W> {
    /// Starts a table; the header is written at once.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn new(format: OutputFormat, mut output: W, schema: SchemaRef) -> io::Result<TableWriter<W>> {
        let sink = match format {
            OutputFormat::Csv => {
                let mut writer = csv::Writer::from_writer(output);
                writer.write_record(schema.fields().iter().map(|field| guarded(field.name()).into_owned()))?;
                Sink::Csv(Box::new(writer))
            }
            OutputFormat::Json | OutputFormat::Ndjson => {
                let in_array = format == OutputFormat::Json;
                if in_array {
                    output.write_all(b"[")?;
                }
                let names = schema.fields().iter().map(|field| quoted(field.name())).collect();
                Sink::Json { output, in_array, count: 0, names }
            }
        };
        Ok(TableWriter { schema, sink })
    }

    /// Writes the rows of a batch.
    ///
    /// # Errors
    /// When the output cannot be written, and for a batch of other columns.
    pub fn write(&mut self, batch: &RecordBatch) -> io::Result<()> {
        if batch.num_columns() != self.schema.fields().len() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "a batch of other columns"));
        }
        let columns: Vec<Column<'_>> = batch.columns().iter().map(Column::of).collect::<io::Result<_>>()?;
        let mut buffer = String::new();
        for row in 0..batch.num_rows() {
            match &mut self.sink {
                Sink::Csv(writer) => {
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
                Sink::Json { output, in_array, count, names } => {
                    separate(output, *in_array, *count)?;
                    *count += 1;
                    for (place, (column, name)) in columns.iter().zip(names.iter()).enumerate() {
                        output.write_all(if place == 0 { b"{" } else { b"," })?;
                        output.write_all(name.as_bytes())?;
                        output.write_all(b":")?;
                        match column.value(row, &mut buffer) {
                            None => output.write_all(b"null")?,
                            Some(value) if column.is_bare() => output.write_all(value.as_bytes())?,
                            Some(value) => serde_json::to_writer(&mut *output, value)?,
                        }
                    }
                    output.write_all(b"}")?;
                }
            }
        }
        Ok(())
    }

    /// Ends the table and returns the output.
    ///
    /// # Errors
    /// When the last bytes cannot be written.
    pub fn finish(self) -> io::Result<W> {
        match self.sink {
            Sink::Csv(writer) => writer.into_inner().map_err(|error| error.into_error()),
            Sink::Json { mut output, in_array, count, .. } => {
                end(&mut output, in_array, count)?;
                Ok(output)
            }
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
