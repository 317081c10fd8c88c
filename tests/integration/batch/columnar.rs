//! Parquet and Arrow: types, structs, lists, and files that are damaged.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, BinaryArray, BooleanArray, Date32Array, Date64Array, Decimal128Array, Decimal256Array,
    DictionaryArray, DurationSecondArray, FixedSizeBinaryArray, Float32Array, Float64Array, Int8Array, Int32Array,
    Int64Array, LargeBinaryArray, LargeStringArray, ListArray, RecordBatch, RecordBatchOptions, StringArray,
    StringViewArray, StructArray, Time32SecondArray, TimestampMicrosecondArray, TimestampMillisecondArray,
    TimestampNanosecondArray, TimestampSecondArray, UInt64Array,
};
use arrow::buffer::NullBuffer;
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Fields, Int32Type, Schema, i256};

use super::Batch;
use crate::written::{arrow_file, arrow_stream, parquet};

/// Returns the batch of these columns, after a key `id` of `L1`, `L2` and so on.
fn batch(columns: &[(&str, ArrayRef)]) -> RecordBatch {
    let rows = columns.first().map_or(0, |(_, array)| array.len());
    let ids: ArrayRef = Arc::new(StringArray::from_iter_values((1..=rows).map(|row| format!("L{row}"))));
    let all = [("id", ids)].into_iter().chain(columns.iter().cloned());
    let fields: Vec<Field> =
        all.clone().map(|(name, array)| Field::new(name, array.data_type().clone(), true)).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), all.map(|(_, array)| array).collect()).unwrap()
}

/// Reads one column as a field of this type, in each of the formats that can hold it; all must agree.
#[track_caller]
fn read(field: &str, array: impl Array + 'static) -> (Vec<String>, Vec<String>) {
    let array: ArrayRef = Arc::new(array);
    let written = batch(&[("x", array.clone())]);
    let mut files = vec![
        ("leads.arrow", arrow_file(std::slice::from_ref(&written))),
        ("leads.arrows", arrow_stream(std::slice::from_ref(&written))),
    ];
    // Parquet has no half floats in files of this writer's kind that differ, and no bytes of no length.
    files.push(("leads.parquet", parquet(&[written], 2)));
    let outcomes = files.into_iter().map(|(name, bytes)| {
        let outcome = Batch::new(bytes).named(name).fields(&format!("x {field}")).read();
        (outcome.column("x"), outcome.found())
    });
    let all: Vec<_> = outcomes.collect();
    assert!(all.iter().all(|other| *other == all[0]), "{all:?}");
    all.into_iter().next().unwrap()
}

/// Returns a column's values where nothing is found.
#[track_caller]
fn values(field: &str, array: impl Array + 'static) -> Vec<String> {
    let (values, found) = read(field, array);
    assert_eq!(found, Vec::<String>::new());
    values
}

#[test]
fn text_of_every_kind() {
    let texts = vec![Some("Web"), None, Some(" Trade show "), Some(""), Some("Web")];
    let expected = ["Web", "-", "Trade show", "-", "Web"];
    assert_eq!(values("text", StringArray::from(texts.clone())), expected);
    assert_eq!(values("text", LargeStringArray::from(texts.clone())), expected);
    assert_eq!(values("text", StringViewArray::from(texts.clone())), expected);
    let bytes: Vec<Option<&[u8]>> = texts.iter().map(|text| text.map(str::as_bytes)).collect();
    assert_eq!(values("text", BinaryArray::from(bytes.clone())), expected);
    assert_eq!(values("text", LargeBinaryArray::from(bytes)), expected);
    assert_eq!(values("text", texts.into_iter().collect::<DictionaryArray<Int32Type>>()), expected);
}

#[test]
fn bytes_that_are_no_text_are_a_finding_of_their_cell() {
    let (values, found) = read("text", BinaryArray::from(vec![Some(b"caf\xe9".as_slice()), Some(b"ok"), None]));
    assert_eq!(values, ["-", "ok", "-"]);
    assert_eq!(found, ["D606 row 1 [x] the byte E9 at offset 3 of the cell is no UTF-8"]);
}

#[test]
fn text_that_is_none_is_a_finding_of_its_cell() {
    let written = batch(&[("x", Arc::new(StringArray::from(vec!["plain", "caf#", "ok"])) as ArrayRef)]);
    let properties = parquet::file::properties::WriterProperties::builder().set_dictionary_enabled(false).build();
    let mut writer = parquet::arrow::ArrowWriter::try_new(Vec::new(), written.schema(), Some(properties)).unwrap();
    writer.write(&written).unwrap();
    let files = [
        ("l.parquet", writer.into_inner().unwrap()),
        ("l.arrow", arrow_file(std::slice::from_ref(&written))),
        ("l.arrows", arrow_stream(&[written])),
    ];
    for (name, mut bytes) in files {
        // In Parquet the text stands in the statistics too.
        let places: Vec<usize> = (0..bytes.len() - 4).filter(|at| &bytes[*at..at + 4] == b"caf#").collect();
        places.into_iter().for_each(|at| bytes[at + 3] = 0xe9);
        let outcome = Batch::new(bytes).named(name).fields("x text").read();
        assert_eq!(outcome.column("x"), ["plain", "-", "ok"], "{name}");
        assert_eq!(outcome.found(), ["D606 row 2 [x] the byte E9 at offset 3 of the cell is no UTF-8"]);
    }
}

#[test]
fn a_dictionary_of_nulls_and_one_that_is_larger_than_the_chunk() {
    let keys = arrow::array::Int32Array::from(vec![Some(1), Some(0), None, Some(2), Some(1)]);
    let entries = StringArray::from(vec![Some("a"), Some("b"), None, Some("c"), Some("d"), Some("e"), Some("f")]);
    let array = DictionaryArray::try_new(keys, Arc::new(entries)).unwrap();
    let read = |bytes: Vec<u8>, rows: usize| {
        Batch::new(bytes).named("leads.arrow").fields("x text").chunk_rows(rows).read().column("x")
    };
    let bytes = arrow_file(&[batch(&[("x", Arc::new(array) as ArrayRef)])]);
    for rows in [1, 3, 100] {
        assert_eq!(read(bytes.clone(), rows), ["b", "a", "-", "-", "b"]);
    }
}

#[test]
fn s1_7_numbers_are_exact() {
    assert_eq!(values("integer", Int8Array::from(vec![-128, 127])), ["-128", "127"]);
    assert_eq!(values("integer", Int64Array::from(vec![Some(i64::MIN), None])), ["-9223372036854775808", "-"]);
    assert_eq!(values("decimal", Int32Array::from(vec![5, -7])), ["5.000000", "-7.000000"]);
    let (unsigned, found) = read("integer", UInt64Array::from(vec![7, u64::MAX]));
    assert_eq!(unsigned, ["7", "-"]);
    assert_eq!(found, ["D608 row 2 [x] `18446744073709551615` does not fit 64 bits"]);
    let money = Decimal128Array::from(vec![Some(123_450), None, Some(-1)]).with_precision_and_scale(10, 3).unwrap();
    assert_eq!(values("money", money), ["123.450000", "-", "-0.001000"]);
    let long = Decimal128Array::from(vec![1_500_000_000_000_000_000, -2_000_000_000_000_000_000]);
    assert_eq!(values("decimal", long.with_precision_and_scale(38, 18).unwrap()), ["1.500000", "-2.000000"]);
    let wide = Decimal256Array::from(vec![i256::from(25), i256::from(-100)]).with_precision_and_scale(60, 1).unwrap();
    assert_eq!(values("decimal", wide), ["2.500000", "-10.000000"]);
    let fine = Decimal128Array::from(vec![1, 10]).with_precision_and_scale(20, 7).unwrap();
    let (fine, found) = read("decimal", fine);
    assert_eq!(fine, ["-", "0.000001"]);
    assert_eq!(found, ["D608 row 1 [x] `0.0000001` has more than 12 digits before or 6 after the point"]);
}

#[test]
fn floats_are_their_shortest_decimals() {
    assert_eq!(
        values("decimal", Float64Array::from(vec![0.1, -1234.5, 1e11, 0.0])),
        ["0.100000", "-1234.500000", "100000000000.000000", "0.000000"]
    );
    assert_eq!(values("decimal", Float32Array::from(vec![0.1, 16_777_216.0])), ["0.100000", "16777216.000000"]);
    assert_eq!(values("integer", Float64Array::from(vec![5.0, -3.0])), ["5", "-3"]);
    let (read, found) = read("integer", Float64Array::from(vec![f64::NAN, f64::INFINITY, 1e300, 2.5]));
    assert_eq!(read, ["-"; 4]);
    assert_eq!(found[0], "D607 row 1 [x] `NaN` is no number as `1234.56` is written");
    assert_eq!(found[1], "D607 row 2 [x] `inf` is no number as `1234.56` is written");
    assert!(found[2].starts_with("D608 row 3 [x] `1000000000"), "{}", found[2]);
    assert_eq!(found[3], "D607 row 4 [x] `2.5` is no whole number");
}

#[test]
fn numbers_of_a_type_do_not_follow_the_numbers_of_text() {
    let bytes = parquet(&[batch(&[("x", Arc::new(Float64Array::from(vec![1.5, 1000.0])))])], 9);
    let outcome = Batch::new(bytes).named("leads.parquet").fields("x decimal").yaml("numbers: \"1.234,56\"").read();
    assert_eq!(outcome.column("x"), ["1.500000", "1000.000000"]);
}

#[test]
fn truth_values_and_numbers_for_other_fields() {
    assert_eq!(values("boolean", BooleanArray::from(vec![Some(true), None, Some(false)])), ["true", "-", "false"]);
    assert_eq!(values("text", BooleanArray::from(vec![true])), ["true"]);
    assert_eq!(values("boolean", Int64Array::from(vec![1, 0])), ["true", "false"]);
    assert_eq!(values("text", Int64Array::from(vec![42])), ["42"]);
}

#[test]
fn dates_and_the_years_beyond_them() {
    assert_eq!(values("date", Date32Array::from(vec![Some(0), None, Some(20_544)])), ["1970-01-01", "-", "2026-04-01"]);
    assert_eq!(values("date", Date64Array::from(vec![20_544 * 86_400_000])), ["2026-04-01"]);
    // A day in a field of instants is the whole of it.
    assert_eq!(values("timestamp", Date32Array::from(vec![20_544])), ["2026-04-01T04:00:00Z"]);
    let (dates, found) = read("date", Date32Array::from(vec![i32::MAX, i32::MIN, 84_005, 84_006, -25_567, -25_568]));
    assert_eq!(dates, ["-", "-", "2199-12-31", "-", "1900-01-01", "-"]);
    let kinds: Vec<&str> = found.iter().map(|line| &line[..10]).collect();
    assert_eq!(kinds, ["D610 row 1", "D610 row 2", "D611 row 4", "D611 row 6"]);
}

#[test]
fn s2_5_instants_with_a_zone_and_times_without_one() {
    let micros = 1_775_048_400_000_000;
    let zoned = TimestampMicrosecondArray::from(vec![Some(micros), None]).with_timezone("Asia/Tokyo");
    assert_eq!(values("timestamp", zoned), ["2026-04-01T13:00:00Z", "-"]);
    let seconds = TimestampSecondArray::from(vec![micros / 1_000_000]);
    assert_eq!(values("timestamp", seconds), ["2026-04-01T17:00:00Z"]);
    let millis = TimestampMillisecondArray::from(vec![micros / 1_000 + 5]);
    assert_eq!(values("timestamp", millis), ["2026-04-01T17:00:00.005Z"]);
    let nanos = TimestampNanosecondArray::from(vec![-1]).with_timezone("UTC");
    assert_eq!(values("timestamp", nanos), ["1969-12-31T23:59:59.999999Z"]);
    // 2026-03-08 02:30, which the clock of New York skipped.
    let skipped = TimestampSecondArray::from(vec![1_772_937_000]);
    let (read_times, found) = read("timestamp", skipped);
    assert_eq!(read_times, ["2026-03-08T07:30:00Z"]);
    assert!(found[0].starts_with("D614 row 1 [x] the clock skipped `2026-03-08T02:30:00`"), "{}", found[0]);
    let beyond = TimestampMicrosecondArray::from(vec![i64::MAX, i64::MIN, 0]).with_timezone("+00:00");
    let (read_times, found) = read("timestamp", beyond);
    assert_eq!(read_times, ["-", "-", "1970-01-01T00:00:00Z"]);
    assert_eq!(found.len(), 2);
}

#[test]
fn instants_of_a_type_do_not_follow_the_formats_of_text() {
    let at = TimestampSecondArray::from(vec![1_775_048_400]).with_timezone("UTC");
    let bytes = parquet(&[batch(&[("x", Arc::new(at) as ArrayRef)])], 9);
    // In text this format takes `Z` for a letter. The null is there so that the column is not read directly.
    for nulls in ["[]", "[\"2\"]"] {
        let yaml = format!("timestamps: [\"%Y-%m-%dT%H:%M:%SZ\"]\nnulls: {nulls}\n");
        let outcome = Batch::new(bytes.clone()).named("leads.parquet").fields("x timestamp").yaml(&yaml).read();
        assert_eq!(outcome.column("x"), ["2026-04-01T13:00:00Z"]);
    }
}

#[test]
fn what_the_batch_says_of_values_and_nulls_holds_for_types_too() {
    let column = Arc::new(Int64Array::from(vec![Some(-1), Some(5), Some(7), None]));
    let bytes = parquet(&[batch(&[("x", column)])], 9);
    let read = |yaml: &str, field: &str| {
        Batch::new(bytes.clone()).named("leads.parquet").fields(&format!("x {field}")).yaml(yaml).read().column("x")
    };
    assert_eq!(read("nulls: [\"-1\"]", "integer"), ["-", "5", "7", "-"]);
    assert_eq!(read("values: { x: { \"5\": \"50\" } }", "integer"), ["-1", "50", "7", "-"]);
    assert_eq!(read("nulls: [\"n/a\"]", "integer default 9"), ["-1", "5", "7", "9"]);
    assert_eq!(read("nulls: [\"7\"]", "integer default 9"), ["-1", "5", "9", "9"]);
}

#[test]
fn what_values_says_is_text_of_the_batch_in_every_format() {
    let yaml = "numbers: \"1.234,56\"\ntimestamps: [\"%d-%m-%Y\"]\n\
        values: { n: { \"5\": \"1.234\" }, d: { \"2026-04-01\": 03-02-2026 } }\n";
    let numbers: ArrayRef = Arc::new(Int64Array::from(vec![5, 6]));
    let days: ArrayRef = Arc::new(Date32Array::from(vec![20_544, 20_545]));
    let columns = parquet(&[batch(&[("n", numbers), ("d", days)])], 9);
    let lines = "{\"id\":\"L1\",\"n\":5,\"d\":\"2026-04-01\"}\n{\"id\":\"L2\",\"n\":6,\"d\":\"2026-04-02\"}\n";
    let text = "id,n,d\nL1,5,2026-04-01\nL2,6,2026-04-02\n";
    let files: [(&str, Vec<u8>); 3] =
        [("leads.parquet", columns), ("leads.ndjson", lines.into()), ("leads.csv", text.into())];
    for (name, bytes) in files {
        let outcome = Batch::new(bytes).named(name).fields("n decimal\nd date").yaml(yaml).read();
        assert_eq!(outcome.leads(), ["id=L1 n=1234.000000 d=2026-02-03", "id=L2 n=6.000000 d=2026-04-02"], "{name}");
        assert_eq!(outcome.found(), [""; 0], "{name}");
    }
}

/// Returns a column of lists of texts.
fn lists() -> ListArray {
    let values = StringArray::from(vec![Some("A"), Some("b"), None, Some("C")]);
    let field = Arc::new(Field::new("item", DataType::Utf8, true));
    let offsets = arrow::buffer::OffsetBuffer::new(vec![0, 2, 2, 4, 4].into());
    ListArray::new(field, offsets, Arc::new(values), Some(NullBuffer::from(vec![true, true, true, false])))
}

#[test]
fn lists_are_the_options_of_a_field_of_several() {
    assert_eq!(values("many of \"A\", \"B\", \"C\"", lists()), ["A;B", "-", "C", "-"]);
    let (single, found) = read("text", lists());
    assert_eq!(single, ["-"; 4]);
    assert_eq!(found[0], "D623 row 1 [x] the cell is a list, not a value; only a field of `many of` takes several");
    assert_eq!(found.len(), 3);
}

#[test]
fn members_of_structs_are_columns_by_their_paths() {
    let members = Fields::from(vec![
        Field::new("unused", DataType::Int64, true),
        Field::new("email", DataType::Utf8, true),
        Field::new("size", DataType::Int32, true),
    ]);
    let columns: Vec<ArrayRef> = vec![
        Arc::new(Int64Array::from(vec![1, 2, 3])),
        Arc::new(StringArray::from(vec!["a@x", "b@x", "c@x"])),
        Arc::new(Int32Array::from(vec![10, 20, 30])),
    ];
    // The second is null as a whole, whatever stands in it.
    let inner = StructArray::new(members, columns, Some(NullBuffer::from(vec![true, false, true])));
    let written = batch(&[("other", Arc::new(Int8Array::from(vec![1, 2, 3])) as ArrayRef), ("p", Arc::new(inner))]);
    let yaml = "columns: { email: p.email, employees: p.size }";
    for (name, bytes) in [
        ("leads.parquet", parquet(std::slice::from_ref(&written), 2)),
        ("leads.arrow", arrow_file(std::slice::from_ref(&written))),
        ("leads.arrows", arrow_stream(std::slice::from_ref(&written))),
    ] {
        let outcome = Batch::new(bytes).named(name).fields("email text\nemployees integer").yaml(yaml).read();
        assert_eq!(
            outcome.leads(),
            ["id=L1 email=a@x employees=10", "id=L2 email=- employees=-", "id=L3 email=c@x employees=30"]
        );
        let unused: Vec<&str> = outcome.report.unused.iter().map(|(_, header)| &**header).collect();
        assert_eq!(unused, ["other", "p.unused"]);
    }
}

#[test]
fn a_type_that_no_field_is_read_from_is_an_error_only_where_it_is_used() {
    let times: ArrayRef = Arc::new(Time32SecondArray::from(vec![1]));
    let spans: ArrayRef = Arc::new(DurationSecondArray::from(vec![1]));
    let structs = StructArray::from(vec![(
        Arc::new(Field::new("a", DataType::Int32, true)),
        Arc::new(Int32Array::from(vec![1])) as ArrayRef,
    )]);
    let field = Arc::new(Field::new("item", structs.data_type().clone(), true));
    let offsets = arrow::buffer::OffsetBuffer::new(vec![0, 1].into());
    let nested: ArrayRef = Arc::new(ListArray::new(field, offsets, Arc::new(structs), None));
    let halves = cast(&Float32Array::from(vec![0.1]), &DataType::Float16).unwrap();
    let fixed: ArrayRef = Arc::new(FixedSizeBinaryArray::try_from_iter([[0x41; 16]].iter()).unwrap());
    let written = batch(&[("time", times), ("span", spans), ("nested", nested), ("half", halves), ("uuid", fixed)]);
    for (name, bytes) in
        [("l.arrow", arrow_file(std::slice::from_ref(&written))), ("l.parquet", parquet(&[written], 9))]
    {
        let read = |fields: &str| Batch::new(bytes.clone()).named(name).fields(fields).read();
        assert_eq!(read("").leads(), ["id=L1"]);
        let outcome = read("time text\nspan integer\nnested text\nhalf decimal\nuuid text");
        assert_eq!(outcome.codes, ["B519"; 5]);
        let error = outcome.error().replace("\n  │ ", " ");
        let column =
            |column: &str, what: &str| format!("the column `{column}` of `{name}` is of {what}, which no field");
        for said in [
            column("time", "times of day"),
            column("span", "durations"),
            column("nested", "lists of lists or structs"),
            column("half", "floats of half precision"),
            column("uuid", "bytes of a fixed number, such as a UUID"),
        ] {
            assert!(error.contains(&said), "{said} is not in {error}");
        }
    }
}

#[test]
fn rows_are_numbered_from_one_and_a_key_may_be_missing() {
    let ids: ArrayRef = Arc::new(StringArray::from(vec![Some("A"), None, Some("A"), Some("B")]));
    let sizes: ArrayRef = Arc::new(Int64Array::from(vec![1, 2, 3, 4]));
    let written = RecordBatch::try_from_iter([("id", ids), ("employees", sizes)]).unwrap();
    let outcome = Batch::new(parquet(&[written], 2)).named("l.parquet").fields("employees integer").read();
    assert_eq!(outcome.leads(), ["id=A employees=1", "id=B employees=4"]);
    let rows: Vec<(&str, u64)> = outcome.findings.iter().map(|finding| (finding.kind.code().id, finding.row)).collect();
    assert_eq!(rows, [("D603", 2), ("D604", 3)]);
    assert_eq!(outcome.report.rows, 4);
}

#[test]
fn joined_files_of_columns() {
    let written = batch(&[("employees", Arc::new(Int64Array::from(vec![10, 20, 30])) as ArrayRef)]);
    for (name, bytes) in
        [("more.parquet", parquet(std::slice::from_ref(&written), 2)), ("more.arrow", arrow_file(&[written]))]
    {
        let outcome = Batch::new("id,source\nL2,Web\nL9,Ads\n")
            .fields("source text\nemployees integer")
            .join(name, bytes.clone())
            .read();
        assert_eq!(outcome.leads(), ["id=L2 source=Web employees=20", "id=L9 source=Ads employees=-"]);
        let outcome = Batch::new(bytes)
            .named(name)
            .fields("source text\nemployees integer")
            .join("other.csv", "id,source\nL2,Web\n")
            .read();
        assert_eq!(outcome.column("source"), ["-", "Web", "-"]);
        assert_eq!(outcome.column("employees"), ["10", "20", "30"]);
    }
}

#[test]
fn no_rows_and_no_columns() {
    let none = batch(&[("source", Arc::new(StringArray::from(Vec::<&str>::new())) as ArrayRef)]);
    let options = RecordBatchOptions::new().with_row_count(Some(3));
    let bare = RecordBatch::try_new_with_options(Arc::new(Schema::empty()), Vec::new(), &options).unwrap();
    let written = |batch: &RecordBatch| {
        let batch = std::slice::from_ref(batch);
        [("l.parquet", parquet(batch, 9)), ("l.arrow", arrow_file(batch)), ("l.arrows", arrow_stream(batch))]
    };
    for ((name, none), (_, bare)) in written(&none).into_iter().zip(written(&bare)) {
        let outcome = Batch::new(none).named(name).fields("source text").read();
        assert_eq!(outcome.leads(), Vec::<String>::new());
        assert_eq!(outcome.report.rows, 0);
        let outcome = Batch::new(bare).named(name).fields("").read();
        assert_eq!(outcome.codes, ["B502"], "{name}: {:?}", outcome.error);
        assert!(outcome.error().contains(&format!("`{name}` has no columns")));
    }
}

#[test]
fn with_rows_as_keys_and_no_field_a_row_is_still_a_lead() {
    let written = batch(&[("source", Arc::new(StringArray::from(vec!["a", "b", "c", "d"])) as ArrayRef)]);
    for (name, bytes) in [
        ("l.parquet", parquet(std::slice::from_ref(&written), 3)),
        ("l.arrow", arrow_file(std::slice::from_ref(&written))),
        ("l.arrows", arrow_stream(std::slice::from_ref(&written))),
    ] {
        let outcome = Batch::new(bytes).named(name).fields("").yaml("key: row").read();
        let expected: Vec<String> = (1..=4).map(|row| format!("id={name}:{row}")).collect();
        assert_eq!(outcome.leads(), expected);
    }
}

#[test]
fn two_columns_of_one_name() {
    let ids: ArrayRef = Arc::new(StringArray::from(vec!["L1"]));
    let fields = vec![
        Field::new("id", DataType::Utf8, true),
        Field::new("source", DataType::Utf8, true),
        Field::new("source", DataType::Utf8, true),
    ];
    let written = RecordBatch::try_new(Arc::new(Schema::new(fields)), vec![ids.clone(), ids.clone(), ids]).unwrap();
    for (name, bytes) in
        [("l.parquet", parquet(std::slice::from_ref(&written), 9)), ("l.arrow", arrow_file(&[written]))]
    {
        let read = |fields: &str| Batch::new(bytes.clone()).named(name).fields(fields).read();
        assert_eq!(read("source text").codes, ["B512"]);
        assert_eq!(read("").leads(), ["id=L1"]);
    }
}

#[test]
fn a_row_that_is_too_long_is_rejected_as_in_csv() {
    let long = "x".repeat(1 << 20);
    let texts = vec![Some("a"), Some(long.as_str()), Some("b"), None];
    let plain: ArrayRef = Arc::new(StringArray::from(texts.clone()));
    let dictionary: ArrayRef = Arc::new(texts.iter().copied().collect::<DictionaryArray<Int32Type>>());
    let sizes: ArrayRef = Arc::new(Int64Array::from(vec![1, 2, 3, 4]));
    for column in [plain, dictionary] {
        let written = batch(&[("x", column), ("n", sizes.clone())]);
        for (name, bytes) in
            [("l.parquet", parquet(std::slice::from_ref(&written), 9)), ("l.arrow", arrow_file(&[written]))]
        {
            let outcome = Batch::new(bytes).named(name).fields("x text\nn integer").chunk_rows(100).read();
            assert_eq!(outcome.leads(), ["id=L1 x=a n=1", "id=L3 x=b n=3", "id=L4 x=- n=4"]);
            assert_eq!(outcome.found(), ["D625 row 2 [] the row is longer than 1 MiB"]);
            assert!(outcome.findings[0].value.len() <= 200);
        }
    }
}

#[test]
fn an_index_of_another_version_than_its_messages_is_read() {
    let written = batch(&[("x", Arc::new(Int64Array::from(vec![7])) as ArrayRef)]);
    let options = arrow::ipc::writer::IpcWriteOptions::try_new(8, false, arrow::ipc::MetadataVersion::V4).unwrap();
    let schema = written.schema();
    let mut writer = arrow::ipc::writer::FileWriter::try_new_with_options(Vec::new(), &schema, options).unwrap();
    writer.write(&written).unwrap();
    writer.finish().unwrap();
    let outcome = Batch::new(writer.into_inner().unwrap()).named("l.arrow").fields("x integer").read();
    assert_eq!(outcome.column("x"), ["7"]);
}

#[test]
fn a_row_that_is_too_long_is_its_leads_all_the_same() {
    let ids: ArrayRef = Arc::new(StringArray::from(vec!["1", "2"]));
    let views: ArrayRef = Arc::new(Int64Array::from(vec![9, 8]));
    let notes: ArrayRef = Arc::new(StringArray::from(vec!["x".repeat(1 << 20), "short".to_string()]));
    let written = RecordBatch::try_from_iter([("id", ids), ("views", views), ("note", notes)]).unwrap();
    let outcome = Batch::new("id\n1\n2\n3\n")
        .fields("views integer default 0\nnote text")
        .join("deals.parquet", parquet(&[written], 9))
        .read();
    assert_eq!(outcome.column("views"), ["-", "8", "0"]);
    assert_eq!(
        outcome.found(),
        [
            "D625 row 1 [] the row is longer than 1 MiB; the row is that of `1`, so that what this file says of it is missing"
        ]
    );
}

#[test]
fn lines_below_a_report_are_no_leads_in_any_format() {
    let cells = ["L1", "L2", "Grand Totals (2 records)", "Copyright (c) 2000-2026 salesforce.com, inc."];
    let ids: ArrayRef = Arc::new(StringArray::from(cells.to_vec()));
    let sizes: ArrayRef = Arc::new(Int64Array::from(vec![Some(5), None, None, None]));
    let notes: ArrayRef = Arc::new(StringArray::from(vec![Some("a"), Some("b"), None, Some(" ")]));
    let written = RecordBatch::try_from_iter([("id", ids), ("employees", sizes), ("note", notes)]).unwrap();
    let json = format!(
        "[{{\"id\": \"L1\", \"employees\": 5, \"note\": \"a\"}}, {{\"id\": \"L2\", \"employees\": null, \"note\": \"b\"}}, \
         {{\"id\": \"{}\", \"employees\": null}}, {{\"id\": \"{}\", \"note\": \"\"}}]",
        cells[2], cells[3]
    );
    let csv = format!("id,employees,note\nL1,5,a\nL2,,b\n{},,\n\"{}\",, \n", cells[2], cells[3]);
    let files = [
        ("l.csv", csv.into_bytes()),
        ("l.json", json.into_bytes()),
        ("l.parquet", parquet(std::slice::from_ref(&written), 9)),
        ("l.arrow", arrow_file(&[written])),
    ];
    for (name, bytes) in files {
        let outcome = Batch::new(bytes).named(name).fields("employees integer\nnote text").read();
        assert_eq!(outcome.leads(), ["id=L1 employees=5 note=a", "id=L2 employees=- note=b"], "{name}");
        let kinds: Vec<&str> = outcome.findings.iter().map(|finding| finding.kind.code().id).collect();
        assert_eq!((kinds, outcome.report.rows), (vec!["D624", "D624"], 2), "{name}");
    }
}
