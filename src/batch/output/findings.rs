//! Findings in data: what `--rejects` asks for.

use std::io::{self, Write};

use serde_json::json;

use super::OutputFormat;
use super::table::{end, separate};
use super::value::guarded;
use crate::types::Finding;

/// The columns of findings, in order.
const COLUMNS: [&str; 8] = ["kind", "code", "effect", "file", "row", "column", "value", "reason"];

/// Writes findings, one a row.
pub struct FindingWriter<W: Write> {
    sink: Sink<W>,
}

enum Sink<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Json { output: W, in_array: bool, count: u64 },
}

impl<W: Write> FindingWriter<W> {
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
        }
    }
}
