//! Findings in data: what `--rejects` asks for.

use std::io::{self, Write};

use arrow::array::{ArrayBuilder, Int64Builder, RecordBatch, StringBuilder};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use serde_json::json;

use super::OutputFormat;
use super::columnar::ColumnarWriter;
use super::table::{end, separate};
use super::value::guarded;
use crate::types::Finding;

/// The columns of findings, in order.
const COLUMNS: [&str; 8] = ["kind", "code", "effect", "file", "row", "column", "value", "reason"];

/// How many findings are gathered before they become columns.
const GATHERED: usize = 1 << 10;

/// Writes findings, one a row.
pub struct FindingWriter<W: Write + Send> {
    sink: Sink<W>,
}

enum Sink<W: Write + Send> {
    Csv(Box<csv::Writer<W>>),
    Json { output: W, in_array: bool, count: u64 },
    Columns(Box<Columns<W>>),
}

impl<W: Write + Send> FindingWriter<W> {
    /// Starts a table of findings; the header is written at once.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn new(format: OutputFormat, mut output: W) -> io::Result<FindingWriter<W>> {
        let sink = match format {
            OutputFormat::Csv => {
                let mut writer = csv::Writer::from_writer(output);
                writer.write_record(COLUMNS)?;
                Sink::Csv(Box::new(writer))
            }
            OutputFormat::Json | OutputFormat::Ndjson => {
                let in_array = format == OutputFormat::Json;
                if in_array {
                    output.write_all(b"[")?;
                }
                Sink::Json { output, in_array, count: 0 }
            }
            OutputFormat::Parquet | OutputFormat::Arrow | OutputFormat::ArrowStream => {
                Sink::Columns(Box::new(Columns::new(format, output)?))
            }
        };
        Ok(FindingWriter { sink })
    }

    /// Writes a finding.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write(&mut self, finding: &Finding) -> io::Result<()> {
        let (code, effect) = (finding.kind.code(), finding.kind.effect().word());
        match &mut self.sink {
            Sink::Csv(writer) => {
                let row = finding.row.to_string();
                let cells = [&finding.file, &finding.column, finding.value.as_str(), &finding.reason].map(guarded);
                let [file, column, value, reason] = cells;
                writer.write_record([code.name, code.id, effect, &*file, &row, &*column, &*value, &*reason])?;
            }
            Sink::Json { output, in_array, count } => {
                separate(output, *in_array, *count)?;
                *count += 1;
                let object = json!({
                    "kind": code.name,
                    "code": code.id,
                    "effect": effect,
                    "file": &*finding.file,
                    "row": finding.row,
                    "column": &*finding.column,
                    "value": finding.value,
                    "reason": finding.reason,
                });
                serde_json::to_writer(output, &object)?;
            }
            Sink::Columns(columns) => columns.push(finding)?,
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
            Sink::Json { mut output, in_array, count } => {
                end(&mut output, in_array, count)?;
                Ok(output)
            }
            Sink::Columns(mut columns) => {
                columns.hand_over()?;
                columns.writer.finish()
            }
        }
    }
}

/// Findings on their way into columns.
struct Columns<W: Write + Send> {
    writer: ColumnarWriter<W>,
    schema: SchemaRef,
    /// The columns of [`COLUMNS`] but for the row.
    texts: [StringBuilder; 7],
    rows: Int64Builder,
}

/// The place of the row among [`COLUMNS`].
const ROW: usize = 4;

impl<W: Write + Send> Columns<W> {
    fn new(format: OutputFormat, output: W) -> io::Result<Columns<W>> {
        let column =
            |(place, name)| Field::new(name, if place == ROW { DataType::Int64 } else { DataType::Utf8 }, true);
        let schema = Schema::new(COLUMNS.into_iter().enumerate().map(column).collect::<Vec<_>>());
        let schema: SchemaRef = schema.into();
        let writer = ColumnarWriter::new(format, output, schema.clone())?;
        Ok(Columns { writer, schema, texts: Default::default(), rows: Int64Builder::new() })
    }

    fn push(&mut self, finding: &Finding) -> io::Result<()> {
        let code = finding.kind.code();
        let effect = finding.kind.effect().word();
        let texts =
            [code.name, code.id, effect, &*finding.file, &*finding.column, finding.value.as_str(), &*finding.reason];
        for (column, text) in self.texts.iter_mut().zip(texts) {
            column.append_value(text);
        }
        self.rows.append_value(i64::try_from(finding.row).map_err(io::Error::other)?);
        if self.rows.len() == GATHERED { self.hand_over() } else { Ok(()) }
    }

    fn hand_over(&mut self) -> io::Result<()> {
        let mut columns: Vec<_> = self.texts.iter_mut().map(ArrayBuilder::finish).collect();
        columns.insert(ROW, ArrayBuilder::finish(&mut self.rows));
        self.writer.write(&RecordBatch::try_new(self.schema.clone(), columns).map_err(io::Error::other)?)
    }
}
