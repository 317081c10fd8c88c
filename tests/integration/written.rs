//! One table of texts, written in every format that leads are read in.

#![expect(clippy::unwrap_used, reason = "a test's helper may fail the test")]

use std::io::Write;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Schema};
use arrow::ipc::writer::{FileWriter, StreamWriter};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

/// A table of texts; a cell may be null.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<Option<String>>>,
}

/// A format by the extension of its files, and what writes a table in it.
pub(crate) type Format = (&'static str, fn(&Table) -> Vec<u8>);

/// Every format, the first of them CSV.
pub(crate) const FORMATS: [Format; 7] = [
    ("csv", |table| table.delimited(b',')),
    ("tsv", |table| table.delimited(b'\t')),
    ("ndjson", Table::ndjson),
    ("json", Table::json),
    ("parquet", |table| parquet(&[table.texts()], 3)),
    ("arrow", |table| arrow_file(&table.pieces())),
    ("arrows", |table| arrow_stream(&table.pieces())),
];

impl Table {
    /// Returns the table of a CSV file.
    pub(crate) fn of_csv(bytes: &[u8]) -> Table {
        let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
        let header = reader.headers().unwrap().iter().map(str::to_string).collect();
        let row = |row: csv::StringRecord| row.iter().map(|cell| Some(cell.to_string())).collect();
        Table { header, rows: reader.records().map(|record| row(record.unwrap())).collect() }
    }

    pub(crate) fn new(header: &[&str], rows: Vec<Vec<Option<String>>>) -> Table {
        Table { header: header.iter().map(|name| (*name).to_string()).collect(), rows }
    }

    pub(crate) fn delimited(&self, delimiter: u8) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(&self.header).unwrap();
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| cell.as_deref().unwrap_or_default())).unwrap();
        }
        writer.into_inner().unwrap()
    }

    fn objects(&self) -> impl Iterator<Item = String> {
        self.rows.iter().map(|row| {
            let cells = row.iter().map(|cell| serde_json::Value::from(cell.clone()));
            let object: serde_json::Map<_, _> = self.header.iter().cloned().zip(cells).collect();
            serde_json::Value::Object(object).to_string()
        })
    }

    fn ndjson(&self) -> Vec<u8> {
        self.objects().map(|object| format!("{object}\n")).collect::<String>().into_bytes()
    }

    fn json(&self) -> Vec<u8> {
        format!("[{}]\n", self.objects().collect::<Vec<_>>().join(",\n")).into_bytes()
    }

    /// Returns the table as columns of text.
    pub(crate) fn texts(&self) -> RecordBatch {
        self.typed(&vec![DataType::Utf8; self.header.len()])
    }

    /// Returns the table as columns of these types; every cell must be a text of its type.
    pub(crate) fn typed(&self, types: &[DataType]) -> RecordBatch {
        let column = |(place, data_type): (usize, &DataType)| {
            let texts: StringArray = self.rows.iter().map(|row| row[place].clone()).collect();
            let array = cast(&texts, data_type).unwrap();
            assert_eq!(array.null_count(), texts.null_count(), "{data_type}: {texts:?}");
            array
        };
        let arrays: Vec<ArrayRef> = types.iter().enumerate().map(column).collect();
        let fields: Vec<Field> =
            self.header.iter().zip(types).map(|(name, kind)| Field::new(name, kind.clone(), true)).collect();
        RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).unwrap()
    }

    /// Returns the table as batches of a few rows.
    fn pieces(&self) -> Vec<RecordBatch> {
        let whole = self.texts();
        let (rows, step) = (whole.num_rows(), 5_000.min(whole.num_rows() / 3 + 1));
        if rows == 0 {
            return vec![whole];
        }
        (0..rows).step_by(step).map(|start| whole.slice(start, step.min(rows - start))).collect()
    }
}

/// Writes batches as Parquet, in groups of so many rows, or of 5,000 where there are many.
pub(crate) fn parquet(batches: &[RecordBatch], rows: usize) -> Vec<u8> {
    let rows = if batches[0].num_rows() > 100 { 5_000 } else { rows };
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_max_row_group_row_count(Some(rows))
        .build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batches[0].schema(), Some(properties)).unwrap();
    batches.iter().for_each(|batch| writer.write(batch).unwrap());
    writer.into_inner().unwrap()
}

/// Writes batches as a file of Arrow IPC.
pub(crate) fn arrow_file(batches: &[RecordBatch]) -> Vec<u8> {
    let mut writer = FileWriter::try_new(Vec::new(), &batches[0].schema()).unwrap();
    batches.iter().for_each(|batch| writer.write(batch).unwrap());
    writer.finish().unwrap();
    writer.into_inner().unwrap()
}

/// Writes batches as a stream of Arrow IPC.
pub(crate) fn arrow_stream(batches: &[RecordBatch]) -> Vec<u8> {
    let mut writer = StreamWriter::try_new(Vec::new(), &batches[0].schema()).unwrap();
    batches.iter().for_each(|batch| writer.write(batch).unwrap());
    writer.finish().unwrap();
    writer.into_inner().unwrap()
}

/// Compresses a file with gzip.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// Compresses a file with zstd.
pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}
