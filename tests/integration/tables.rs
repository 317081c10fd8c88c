//! Tables of every output format, read back by other code than that which wrote them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Date32Type, Decimal128Type, Int64Type, SchemaRef, TimestampMicrosecondType};
use arrow::ipc::reader::{FileReader, StreamReader};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::value::RawValue;

/// A table: the names of its columns, and its rows as JSON would write their values, a number without closing zeros.
#[derive(Debug, PartialEq)]
pub(crate) struct Table {
    pub(crate) names: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// Returns the columns and the batches of a columnar file.
pub(crate) fn batches(extension: &str, bytes: &[u8]) -> (SchemaRef, Vec<RecordBatch>) {
    let bytes = bytes.to_vec();
    match extension {
        "parquet" => {
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(&bytes).unwrap();
            let builder = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
            (builder.schema().clone(), builder.build().unwrap().map(Result::unwrap).collect())
        }
        "arrow" => {
            let reader = FileReader::try_new(Cursor::new(bytes), None).unwrap();
            (reader.schema(), reader.map(Result::unwrap).collect())
        }
        "arrows" => {
            let reader = StreamReader::try_new(Cursor::new(bytes), None).unwrap();
            (reader.schema(), reader.map(Result::unwrap).collect())
        }
        other => panic!("{other} is not columnar"),
    }
}

/// Returns a columnar file as a table.
pub(crate) fn columnar(extension: &str, bytes: &[u8]) -> Table {
    let (schema, batches) = batches(extension, bytes);
    let names = schema.fields().iter().map(|field| field.name().clone()).collect();
    let row = |batch: &RecordBatch, row| batch.columns().iter().map(|column| value(column, row)).collect();
    let rows = batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |at| row(batch, at)));
    Table { names, rows: rows.collect() }
}

fn value(column: &dyn Array, row: usize) -> String {
    if column.is_null(row) {
        return "null".to_string();
    }
    let quoted = |text: String| serde_json::Value::from(text).to_string();
    match column.data_type() {
        DataType::Utf8 => quoted(column.as_string::<i32>().value(row).to_string()),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Boolean => column.as_boolean().value(row).to_string(),
        DataType::Decimal128(18, _) => short(&column.as_primitive::<Decimal128Type>().value_as_string(row)),
        DataType::Date32 => quoted(column.as_primitive::<Date32Type>().value_as_date(row).unwrap().to_string()),
        DataType::Timestamp(_, Some(zone)) if &**zone == "UTC" => {
            let micros = column.as_primitive::<TimestampMicrosecondType>().value(row);
            quoted(jiff::Timestamp::from_microsecond(micros).unwrap().to_string())
        }
        other => panic!("a column of type {other}"),
    }
}

/// Returns NDJSON as a table of these columns.
pub(crate) fn ndjson(text: &str, names: &[String]) -> Table {
    let row = |line: &str| {
        let mut values: BTreeMap<String, Box<RawValue>> = serde_json::from_str(line).unwrap();
        let row = names.iter().map(|name| short(values.remove(name).unwrap().get())).collect();
        assert!(values.is_empty(), "more keys than columns: {values:?}");
        row
    };
    Table { names: names.to_vec(), rows: text.lines().map(row).collect() }
}

/// Returns a number without closing zeros; another value as it is.
fn short(value: &str) -> String {
    if value.contains('.') && value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-')) {
        value.trim_end_matches('0').trim_end_matches('.').to_string()
    } else {
        value.to_string()
    }
}
