//! Decisions and findings out.

use std::path::Path;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Decimal64Array, DictionaryArray, Int64Array, RecordBatch, StringArray,
    TimestampMicrosecondArray,
};
use arrow::datatypes::Int32Type;
use leadpact::batch::{FindingWriter, OutputFormat, TableWriter};
use leadpact::source::Sources;
use leadpact::types::{Finding, FindingKind};

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
    let written = |format| {
        let mut writer = FindingWriter::new(format, Vec::new()).unwrap();
        writer.write(&finding).unwrap();
        String::from_utf8(writer.finish().unwrap()).unwrap()
    };
    assert_eq!(
        written(OutputFormat::Csv),
        "kind,code,effect,file,row,column,value,reason\nbad-number,D607,missing,leads.csv,3,Employees,\"'=1, 2\",\"`=1, 2` is no number\"\n"
    );
    assert_eq!(
        written(OutputFormat::Ndjson),
        "{\"kind\":\"bad-number\",\"code\":\"D607\",\"effect\":\"missing\",\"file\":\"leads.csv\",\"row\":3,\"column\":\"Employees\",\"value\":\"=1, 2\",\"reason\":\"`=1, 2` is no number\"}\n"
    );
}

#[test]
fn the_format_is_that_of_the_extension() {
    assert_eq!(OutputFormat::of(Path::new("a/OUT.CSV")).unwrap(), OutputFormat::Csv);
    assert_eq!(OutputFormat::of(Path::new("out.jsonl")).unwrap(), OutputFormat::Ndjson);
    let error = OutputFormat::of(Path::new("out.xlsx")).unwrap_err();
    let mut diagnostics = leadpact::diagnostic::Diagnostics::default();
    diagnostics.push(error);
    insta::assert_snapshot!(diagnostics.to_plain(&Sources::default()), @r#"
B503 unknown-format

  × the format of `out.xlsx` is not known: `xlsx` is none of the extensions
  help: known are `csv`, `json` or `ndjson`
"#);
}
