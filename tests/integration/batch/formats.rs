//! One batch is the same leads and the same findings in every format.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Decimal32Array, Decimal64Array, Decimal128Array, Int8Array, Int16Array,
    Int32Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray, TimestampMillisecondArray,
    TimestampNanosecondArray, TimestampSecondArray, UInt8Array, UInt16Array, UInt32Array, UInt64Array,
};
use arrow::compute::concat_batches;
use arrow::datatypes::{DataType, TimeUnit};
use proptest::prelude::*;

use super::Batch;
use super::support::Outcome;
use crate::written::{FORMATS, Table, arrow_file, arrow_stream, gzip, parquet, zstd};

/// The header of the tables, a field each.
const HEADER: [&str; 8] = ["id", "a", "n", "d", "b", "t", "o", "m"];
/// What they are.
const FIELDS: &str = "a text default \"none\"\nn integer\nd decimal\nb boolean default true\nt timestamp\n\
                      o one of \"Web\" also [\"internet\"], \"Ads\"\nm many of \"X\", \"Y\"";

/// A cell: what its field reads or anything else; `None` is null.
fn cell(good: &'static str) -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        5 => good.prop_map(Some),
        1 => Just(None),
        1 => "[ \t,;\"\n\r'a-é0-9\u{0}]{0,8}".prop_map(Some),
        1 => any::<String>().prop_map(|text| Some(text.chars().take(8).collect())),
    ]
}

fn row() -> impl Strategy<Value = Vec<Option<String>>> {
    (
        prop_oneof![9 => Just(true), 1 => Just(false)],
        cell("[a-z]{0,6}"),
        cell("-?[0-9]{1,20}"),
        cell("-?[0-9]{1,13}\\.[0-9]{1,7}"),
        cell("yes|no|TRUE|0"),
        cell("20[0-9]{2}-[01][0-9]-[0-3][0-9]( 0[0-9]:30)?"),
        cell(" ?(Web|INTERNET|ads) ?"),
        cell("(X|y|;){0,3}"),
    )
        .prop_map(|(keyed, a, n, d, b, t, o, m)| vec![keyed.then(String::new), a, n, d, b, t, o, m])
}

/// Returns a table whose keys are its rows'; some rows have none.
fn table(mut rows: Vec<Vec<Option<String>>>) -> Table {
    for (number, row) in rows.iter_mut().enumerate() {
        row[0] = row[0].take().map(|_| format!("K{number}"));
    }
    Table::new(&HEADER, rows)
}

/// Returns the leads and the findings; rows are counted from 1, as if there were no header.
fn told(outcome: &Outcome, header_rows: u64) -> (Vec<String>, Vec<String>) {
    let found = outcome.findings.iter().map(|finding| {
        let (row, value) = (finding.row - header_rows, &finding.value);
        format!("{} row {row} [{}] {value:?} {}", finding.kind.code().id, finding.column, finding.reason)
    });
    (outcome.leads(), found.collect())
}

/// The values of a row: an integer, millionths, a truth value, a day and an instant.
type Values = (i64, i64, bool, i32, i64);

/// Returns all chunks as one, for comparing arrays.
fn whole(outcome: &Outcome) -> RecordBatch {
    assert_eq!(outcome.error, None, "the batch cannot be read");
    concat_batches(&outcome.chunks[0].batch.schema(), outcome.chunks.iter().map(|chunk| &chunk.batch)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn one_batch_is_the_same_in_every_format(
        rows in prop::collection::vec(row(), 1..12),
        chunk in 1_usize..14,
        packing in 0_usize..3,
    ) {
        let table = table(rows);
        let mut first = None;
        for (extension, write) in FORMATS {
            let (bytes, packed) = (write(&table), ["", ".gz", ".zst"][packing]);
            let bytes = [bytes.clone(), gzip(&bytes), zstd(&bytes)][packing].clone();
            let name = format!("leads.{extension}{packed}");
            let outcome = Batch::new(&bytes).named(&name).fields(FIELDS).chunk_rows(chunk).read();
            let header_rows = u64::from(matches!(extension, "csv" | "tsv"));
            let told = told(&outcome, header_rows);
            prop_assert_eq!(&told, first.get_or_insert_with(|| told.clone()), "{}", name);
        }
    }

    #[test]
    fn values_of_a_type_are_those_of_their_text(
        values in prop::collection::vec(
            prop::option::weighted(0.9, (any::<i64>(), -999_999_999_999_999_999..999_999_999_999_999_999_i64, any::<bool>(), -25_567..84_005_i32, -2_208_988_800_000_000..7_258_118_399_999_999_i64)),
            1..20,
        ),
        chunk in 1_usize..14,
    ) {
        let text = |show: &dyn Fn(&Values) -> String| values.iter().map(|value| value.as_ref().map(show)).collect::<Vec<_>>();
        let columns = [
            (0..values.len()).map(|row| Some(format!("K{row}"))).collect(),
            text(&|value| value.0.to_string()),
            text(&|value| leadpact::types::Decimal(value.1).to_string()),
            text(&|value| value.2.to_string()),
            text(&|value| leadpact::time::Date(value.3).to_string()),
            text(&|value| leadpact::time::Instant(value.4).to_string()),
        ];
        let rows = (0..values.len()).map(|row| columns.iter().map(|column: &Vec<Option<String>>| column[row].clone()).collect());
        let table = Table::new(&["id", "n", "d", "b", "t", "at"], rows.collect());
        let types = [
            DataType::Utf8,
            DataType::Int64,
            DataType::Decimal128(18, 6),
            DataType::Boolean,
            DataType::Date32,
            DataType::Timestamp(TimeUnit::Microsecond, Some("+00:00".into())),
        ];
        let typed = table.typed(&types);
        let fields = "n integer\nd decimal\nb boolean\nt date\nat timestamp";
        let read = |name: &str, bytes: Vec<u8>| Batch::new(&bytes).named(name).fields(fields).chunk_rows(chunk).read();
        let csv = read("l.csv", table.delimited(b','));
        prop_assert_eq!(csv.found(), Vec::<String>::new());
        for (name, bytes) in [
            ("l.parquet", parquet(std::slice::from_ref(&typed), 4)),
            ("l.arrow", arrow_file(std::slice::from_ref(&typed))),
            ("l.arrows", arrow_stream(std::slice::from_ref(&typed))),
        ] {
            let outcome = read(name, bytes);
            prop_assert_eq!(outcome.found(), Vec::<String>::new());
            prop_assert_eq!(whole(&outcome), whole(&csv), "{}", name);
        }
    }

    /// A null that begins as a number does and is none sends a column by way of text, whatever is in it.
    #[test]
    fn values_taken_directly_are_those_that_go_by_text(
        numbers in prop::collection::vec(prop::option::weighted(0.9, number()), 1..12),
        kind in 0_usize..KINDS,
        chunk in 1_usize..14,
        has_default in any::<bool>(),
        keyless in 0_usize..20,
    ) {
        let (field, default, array) = column(kind, &numbers);
        let ids: ArrayRef = Arc::new(StringArray::from_iter((0..numbers.len()).map(|row| (row != keyless).then(|| format!("K{row}")))));
        let written = RecordBatch::try_from_iter_with_nullable([("id", ids, true), ("x", array, true)]).unwrap();
        let bytes = arrow_file(&[written]);
        let default = if has_default { default } else { "" };
        let read = |yaml: &str| {
            Batch::new(&bytes).named("l.arrow").fields(&format!("x {field}{default}")).yaml(yaml).chunk_rows(chunk).read()
        };
        // What means nothing in a batch of these values, and keeps it from being read directly.
        let (direct, by_text) = (read("nulls: [\"n/a\"]"), read("nulls: [\"+\"]\nvalues: { x: { \"n/a\": \"n/a\" } }"));
        prop_assert_eq!(told(&direct, 0), told(&by_text, 0));
        prop_assert_eq!(whole(&direct), whole(&by_text));
    }
}

/// Numbers large and small, and those where ranges end.
fn number() -> impl Strategy<Value = i64> {
    prop_oneof![
        -300..300_i64,
        any::<i64>(),
        prop::sample::select(vec![i64::MIN, i64::MAX, 84_005, 84_006, -25_567, -25_568]),
        prop::sample::select(vec![999_999_999_999, 1_000_000_000_000, 7_258_118_399, 7_258_118_400]),
        -2_208_988_801..7_258_118_401_i64,
    ]
}

/// How many kinds of columns there are.
const KINDS: usize = 20;

/// Returns a column of some kind with its field and its default, made of numbers.
fn column(kind: usize, numbers: &[Option<i64>]) -> (&'static str, &'static str, ArrayRef) {
    macro_rules! of {
        ($array:ty) => {
            Arc::new(numbers.iter().map(|number| number.map(|number| number as _)).collect::<$array>()) as ArrayRef
        };
    }
    macro_rules! decimals {
        ($array:ty, $precision:expr, $scale:expr, $below:expr) => {
            Arc::new(
                numbers
                    .iter()
                    .map(|number| number.map(|number| (number % $below) as _))
                    .collect::<$array>()
                    .with_precision_and_scale($precision, $scale)
                    .unwrap(),
            ) as ArrayRef
        };
    }
    let times = |array: ArrayRef, unit| {
        arrow::compute::cast(&array, &DataType::Timestamp(unit, Some("+02:00".into()))).unwrap()
    };
    match kind {
        0 => ("integer", " default 7", of!(Int8Array)),
        1 => ("integer", " default 7", of!(Int16Array)),
        2 => ("integer", " default 7", of!(Int32Array)),
        3 => ("integer", " default 7", of!(Int64Array)),
        4 => ("integer", "", of!(UInt8Array)),
        5 => ("integer", "", of!(UInt16Array)),
        6 => ("integer", "", of!(UInt32Array)),
        7 => ("integer", " default 7", of!(UInt64Array)),
        8 => ("decimal", "", of!(Int64Array)),
        9 => ("money", "", of!(Int32Array)),
        10 => ("decimal", "", decimals!(Decimal32Array, 9, 2, 1_000_000_000)),
        11 => ("money", "", decimals!(Decimal64Array, 18, 6, 1_000_000_000_000_000_000)),
        12 => ("money", "", decimals!(Decimal128Array, 38, 9, i64::MAX)),
        13 => ("decimal", "", decimals!(Decimal128Array, 20, -3, i64::MAX)),
        14 => (
            "boolean",
            " default true",
            Arc::new(numbers.iter().map(|number| number.map(|number| number > 0)).collect::<BooleanArray>()),
        ),
        15 => ("date", "", of!(Date32Array)),
        16 => ("timestamp", "", times(of!(TimestampSecondArray), TimeUnit::Second)),
        17 => ("timestamp", "", times(of!(TimestampMillisecondArray), TimeUnit::Millisecond)),
        18 => ("timestamp", "", times(of!(TimestampMicrosecondArray), TimeUnit::Microsecond)),
        _ => ("timestamp", "", times(of!(TimestampNanosecondArray), TimeUnit::Nanosecond)),
    }
}
