//! Decisions and findings out.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Decimal64Array, DictionaryArray, Int64Array, RecordBatch, StringArray,
    TimestampMicrosecondArray,
};
use arrow::datatypes::{DataType, Int32Type, TimeUnit};
use leadpact::batch::{FindingWriter, OutputFormat, TableWriter};
use leadpact::source::Sources;
use leadpact::types::{Finding, FindingKind};

use crate::tables;

/// The columnar formats, by their extensions.
const COLUMNAR: [(&str, OutputFormat); 3] =
    [("parquet", OutputFormat::Parquet), ("arrow", OutputFormat::Arrow), ("arrows", OutputFormat::ArrowStream)];

fn batch() -> RecordBatch {
    let owner: DictionaryArray<Int32Type> = [Some("=cmd()"), None].into_iter().collect();
    let columns: [(&str, ArrayRef); 6] = [
        ("id", Arc::new(StringArray::from(vec!["-L1", "+a b"]))),
        ("owner", Arc::new(owner)),
        ("elapsed_s", Arc::new(Int64Array::from(vec![Some(-5), None]))),
        ("score", Arc::new(Decimal64Array::from(vec![1_250, -5]).with_precision_and_scale(18, 2).unwrap())),
        ("fits", Arc::new(BooleanArray::from(vec![Some(true), None]))),
        (
            "due_at",
            Arc::new(TimestampMicrosecondArray::from(vec![Some(1_775_000_000_000_000), None]).with_timezone("UTC")),
        ),
    ];
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, array)| (name, array, true))).unwrap()
}

fn table(format: OutputFormat) -> String {
    let batch = batch();
    let mut writer = TableWriter::new(format, Vec::new(), batch.schema()).unwrap();
    writer.write(&batch.slice(0, 1)).unwrap();
    writer.write(&batch.slice(1, 1)).unwrap();
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

#[test]
fn a_table_in_every_format() {
    assert_eq!(
        table(OutputFormat::Csv),
        "id,owner,elapsed_s,score,fits,due_at\n-L1,'=cmd(),-5,12.50,true,2026-03-31T23:33:20Z\n'+a b,,,-0.05,,\n"
    );
    let first =
        r#"{"id":"-L1","owner":"=cmd()","elapsed_s":-5,"score":12.50,"fits":true,"due_at":"2026-03-31T23:33:20Z"}"#;
    let second = r#"{"id":"+a b","owner":null,"elapsed_s":null,"score":-0.05,"fits":null,"due_at":null}"#;
    assert_eq!(table(OutputFormat::Json), format!("[\n{first},\n{second}\n]\n"));
    assert_eq!(table(OutputFormat::Ndjson), format!("{first}\n{second}\n"));
    let empty = |format| {
        let writer = TableWriter::new(format, Vec::new(), batch().schema()).unwrap();
        String::from_utf8(writer.finish().unwrap()).unwrap()
    };
    assert_eq!(empty(OutputFormat::Json), "[]\n");
    assert_eq!(empty(OutputFormat::Ndjson), "");
    assert_eq!(empty(OutputFormat::Csv), "id,owner,elapsed_s,score,fits,due_at\n");
}

/// Returns many rows of every type, some missing, with texts that repeat and texts that do not.
fn rows(count: i64) -> RecordBatch {
    let some = |row: i64, every: i64| row % every != 0;
    let each = || 0..count;
    let word: DictionaryArray<Int32Type> =
        each().map(|row| some(row, 7).then(|| ["ok", "premature", "-x"][row as usize % 3])).collect();
    let columns: [(&str, ArrayRef); 7] = [
        ("id", Arc::new(each().map(|row| Some(format!("L{row}"))).collect::<StringArray>())),
        ("word", Arc::new(word)),
        ("count", Arc::new(each().map(|row| some(row, 3).then_some(row * row - 9)).collect::<Int64Array>())),
        (
            "score",
            Arc::new(
                each()
                    .map(|row| some(row, 5).then_some(row - 50))
                    .collect::<Decimal64Array>()
                    .with_data_type(DataType::Decimal64(18, 2)),
            ),
        ),
        ("fits", Arc::new(each().map(|row| some(row, 4).then_some(row % 2 == 0)).collect::<BooleanArray>())),
        ("on", Arc::new(each().map(|row| some(row, 6).then_some(row as i32 % 30_000)).collect::<Date32Array>())),
        (
            "at",
            Arc::new(
                each()
                    .map(|row| some(row, 8).then_some(row * 1_000_000_007))
                    .collect::<TimestampMicrosecondArray>()
                    .with_timezone("UTC"),
            ),
        ),
    ];
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, array)| (name, array, true))).unwrap()
}

fn written(format: OutputFormat, parts: &[RecordBatch]) -> Vec<u8> {
    let mut writer = TableWriter::new(format, Vec::new(), parts[0].schema()).unwrap();
    parts.iter().for_each(|part| writer.write(part).unwrap());
    writer.finish().unwrap()
}

#[test]
fn a_columnar_table_has_the_values_of_the_lines() {
    for batch in [batch().slice(0, 0), batch(), rows(150_000)] {
        let names: Vec<String> = batch.schema().fields().iter().map(|field| field.name().clone()).collect();
        let lines = String::from_utf8(written(OutputFormat::Ndjson, std::slice::from_ref(&batch))).unwrap();
        let lines = tables::ndjson(&lines, &names);
        for (extension, format) in COLUMNAR {
            let table = tables::columnar(extension, &written(format, std::slice::from_ref(&batch)));
            assert_eq!(table.names, names, "{extension}");
            assert_eq!(table.rows.len(), batch.num_rows(), "{extension}");
            assert!(table == lines, "{extension} differs from the lines");
        }
    }
}

#[test]
fn a_columnar_table_has_types_that_everyone_reads() {
    let types = [
        DataType::Utf8,
        DataType::Utf8,
        DataType::Int64,
        DataType::Decimal128(18, 2),
        DataType::Boolean,
        DataType::Date32,
        DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
    ];
    for (extension, format) in COLUMNAR {
        let (schema, _) = tables::batches(extension, &written(format, &[rows(9)]));
        let found: Vec<DataType> = schema.fields().iter().map(|field| field.data_type().clone()).collect();
        assert_eq!(found, types, "{extension}");
    }
}

#[test]
fn s2_1_columnar_bytes_do_not_depend_on_the_batches_they_come_in() {
    // Of the second, blocks end with the row that is too much, in the middle of a byte of bits.
    let long: ArrayRef = Arc::new(StringArray::from(vec!["x".repeat(1_500_000); 45]));
    let fits: ArrayRef = Arc::new((0..45).map(|row| (row % 4 != 0).then_some(row % 3 == 0)).collect::<BooleanArray>());
    let wide = RecordBatch::try_from_iter_with_nullable([("id", long, true), ("fits", fits, true)]).unwrap();
    for (all, sizes) in [(rows(150_000), [1_013, 65_536, 65_537, 149_999]), (wide, [1, 7, 12, 44])] {
        for (extension, format) in COLUMNAR {
            let whole = written(format, std::slice::from_ref(&all));
            for size in sizes {
                let starts = (0..all.num_rows()).step_by(size);
                let parts: Vec<RecordBatch> =
                    starts.map(|start| all.slice(start, size.min(all.num_rows() - start))).collect();
                assert!(written(format, &parts) == whole, "{extension}: other bytes from batches of {size} rows");
            }
        }
    }
}

/// An output that forgets its bytes, and knows how many it got before it was ended.
struct Counted(Arc<AtomicUsize>);

impl std::io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.fetch_add(bytes.len(), Ordering::Relaxed);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_columnar_table_is_written_as_it_goes() {
    // Rows of 64 KiB that do not compress to nothing: what is held is bounded by bytes, not only by rows.
    let mut state = 1_u64;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'!' + (state >> 40) as u8 % 90)
    });
    let noise: String = noise.take(64 << 16).collect();
    let wide = |row: usize| {
        let text = &noise[((row % 63) << 16) + row / 63..][..1 << 16];
        let column: ArrayRef = Arc::new(StringArray::from(vec![text]));
        RecordBatch::try_from_iter_with_nullable([("id", column, true)]).unwrap()
    };
    for (extension, format) in COLUMNAR {
        let written = Arc::new(AtomicUsize::new(0));
        let mut writer = TableWriter::new(format, Counted(written.clone()), wide(0).schema()).unwrap();
        let mut most = 0;
        for row in 0..1_500 {
            writer.write(&wide(row)).unwrap();
            most = most.max((row << 16).saturating_sub(written.load(Ordering::Relaxed)));
        }
        writer.finish().unwrap();
        assert!(most < 70 << 20, "{extension}: {most} bytes were held");
    }
}

/// An output with room for so many bytes.
struct Room(usize);

impl std::io::Write for Room {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if bytes.len() > self.0 {
            return Err(std::io::ErrorKind::StorageFull.into());
        }
        self.0 -= bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn s7_3_wherever_the_room_ends_the_cause_is_told() {
    let batch = rows(300);
    for (name, format) in OutputFormat::ALL {
        let total = written(format, std::slice::from_ref(&batch)).len();
        let write = |room: usize| {
            let mut writer = TableWriter::new(format, Room(room), batch.schema())?;
            (0..300).step_by(100).try_for_each(|start| writer.write(&batch.slice(start, 100)))?;
            writer.finish()
        };
        assert_eq!(write(total).unwrap().0, 0, "{name}");
        for room in (0..total).step_by(97).chain([total - 1]) {
            let error = write(room).map(|_| ()).unwrap_err();
            assert_eq!(
                error.kind(),
                std::io::ErrorKind::StorageFull,
                "{name} with room for {room} of {total}: {error}"
            );
        }
    }
}

#[test]
fn findings_in_every_format() {
    let finding = Finding {
        kind: FindingKind::BadNumber,
        file: "leads.csv".into(),
        row: 3,
        column: "Employees".into(),
        value: "=1, 2".to_string(),
        reason: "`=1, 2` is no number".to_string(),
    };
    let bytes = |format, count: usize| {
        let mut writer = FindingWriter::new(format, Vec::new()).unwrap();
        (0..count).for_each(|_| writer.write(&finding).unwrap());
        writer.finish().unwrap()
    };
    let written = |format| String::from_utf8(bytes(format, 1)).unwrap();
    assert_eq!(
        written(OutputFormat::Csv),
        "kind,code,effect,file,row,column,value,reason\nbad-number,D607,missing,leads.csv,3,Employees,\"'=1, 2\",\"`=1, 2` is no number\"\n"
    );
    assert_eq!(
        written(OutputFormat::Ndjson),
        "{\"kind\":\"bad-number\",\"code\":\"D607\",\"effect\":\"missing\",\"file\":\"leads.csv\",\"row\":3,\"column\":\"Employees\",\"value\":\"=1, 2\",\"reason\":\"`=1, 2` is no number\"}\n"
    );
    for (extension, format) in COLUMNAR {
        for count in [0, 1, 2_500] {
            let table = tables::columnar(extension, &bytes(format, count));
            let lines = String::from_utf8(bytes(OutputFormat::Ndjson, count)).unwrap();
            assert_eq!(table.names, ["kind", "code", "effect", "file", "row", "column", "value", "reason"]);
            assert_eq!(table.rows.len(), count, "{extension}");
            assert_eq!(table, tables::ndjson(&lines, &table.names), "{extension}");
        }
    }
}

#[test]
fn the_format_is_that_of_the_extension() {
    assert_eq!(OutputFormat::of(Path::new("a/OUT.CSV")).unwrap(), OutputFormat::Csv);
    assert_eq!(OutputFormat::of(Path::new("out.jsonl")).unwrap(), OutputFormat::Ndjson);
    assert_eq!(OutputFormat::of(Path::new("out.Feather")).unwrap(), OutputFormat::Arrow);
    assert_eq!(OutputFormat::of(Path::new("out.arrows")).unwrap(), OutputFormat::ArrowStream);
    let error = OutputFormat::of(Path::new("out.xlsx")).unwrap_err();
    let mut diagnostics = leadpact::diagnostic::Diagnostics::default();
    diagnostics.push(error);
    insta::assert_snapshot!(diagnostics.to_plain(&Sources::default()), @r#"
B503 unknown-format

  × the format of `out.xlsx` is not known: `xlsx` is none of the extensions
  help: known are `csv`, `json`, `ndjson`, `parquet`, `arrow` or `arrows`; a
        spreadsheet opens CSV, and saves a sheet as CSV UTF-8
"#);
}
