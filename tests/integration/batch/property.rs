//! What holds of every batch.

use std::collections::HashMap;

use proptest::prelude::*;

use super::Batch;

/// Any text of a cell, dirt included.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-z]{0,6}",
        1 => "[ \t,;\"\n\r'a-é]{0,8}",
        1 => any::<String>().prop_map(|text| text.chars().take(8).collect()),
    ]
}

/// Writes a table as the csv crate does.
fn written(rows: &[Vec<String>], delimiter: u8, terminator: csv::Terminator) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).terminator(terminator).from_writer(Vec::new());
    writer.write_record(["id", "a", "b", "c"]).unwrap();
    for (number, row) in rows.iter().enumerate() {
        writer.write_field(format!("K{number}")).unwrap();
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_table_is_read_as_it_was_written_whatever_the_chunks(
        rows in prop::collection::vec(prop::collection::vec(cell(), 3), 0..20),
        chunk in 1_usize..9,
        crlf in any::<bool>(),
    ) {
        let terminator = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let bytes = written(&rows, b',', terminator);
        let outcome = Batch::new(&bytes).fields("a text\nb text\nc text").chunk_rows(chunk).read();
        prop_assert_eq!(outcome.found(), Vec::<String>::new());
        for (place, name) in ["a", "b", "c"].into_iter().enumerate() {
            let expected: Vec<String> = rows
                .iter()
                .map(|row| leadpact::types::trim(&row[place]))
                .map(|text| if text.is_empty() { "-".to_string() } else { text.to_string() })
                .collect();
            prop_assert_eq!(outcome.column(name), expected);
        }
    }

    #[test]
    fn no_bytes_are_the_end_of_the_run_and_chunks_make_no_difference(
        bytes in prop::collection::vec(prop_oneof![5 => prop::sample::select(b"a,\"\n\r;0 ".to_vec()), 1 => any::<u8>()], 0..200),
    ) {
        let text = [b"id,a,b\n".to_vec(), bytes].concat();
        let read = |chunk: usize| {
            let outcome = Batch::new(&text).fields("a integer\nb text").chunk_rows(chunk).read();
            match outcome.error {
                Some(error) => (vec![error], Vec::new(), 0),
                None => (outcome.leads(), outcome.found(), outcome.report.rows),
            }
        };
        let whole = read(1_000);
        prop_assert_eq!(&read(1), &whole);
        prop_assert_eq!(&read(3), &whole);
    }

    #[test]
    fn numbers_truth_values_and_dates_come_back(
        values in prop::collection::vec((any::<i64>(), -999_999_999_999_999_999..999_999_999_999_999_999_i64, any::<bool>(), -25_567..84_005_i32), 1..20),
    ) {
        let mut text = "id,n,d,b,t\n".to_string();
        for (number, (integer, decimal, truth, day)) in values.iter().enumerate() {
            let decimal = leadpact::types::Decimal(*decimal);
            text.push_str(&format!("{number},{integer},{decimal},{truth},{}\n", leadpact::time::Date(*day)));
        }
        let outcome = Batch::new(&text).fields("n integer\nd decimal\nb boolean\nt date").read();
        prop_assert_eq!(outcome.found(), Vec::<String>::new());
        let column = |show: fn(&(i64, i64, bool, i32)) -> String| values.iter().map(show).collect::<Vec<_>>();
        prop_assert_eq!(outcome.column("n"), column(|value| value.0.to_string()));
        prop_assert_eq!(outcome.column("b"), column(|value| value.2.to_string()));
        prop_assert_eq!(outcome.column("t"), column(|value| leadpact::time::Date(value.3).to_string()));
        let decimals: Vec<Option<leadpact::types::Decimal>> =
            outcome.column("d").iter().map(|text| leadpact::types::Decimal::parse(text)).collect();
        prop_assert_eq!(decimals, values.iter().map(|value| Some(leadpact::types::Decimal(value.1))).collect::<Vec<_>>());
    }

    #[test]
    fn s7_2_a_tiny_memory_finds_the_same_duplicates(
        rows in prop::collection::vec((0_u32..60, 0_u32..40), 0..200),
        budget in 1_usize..2_000,
        chunk in 1_usize..50,
    ) {
        let mut text = "id,email\n".to_string();
        let (mut keys, mut emails) = (HashMap::new(), HashMap::new());
        let mut leads = Vec::new();
        for (number, (key, email)) in rows.iter().enumerate() {
            let address = if email % 10 == 0 { String::new() } else { format!("E{email}@x.example") };
            let shown = if number % 2 == 0 { address.to_lowercase() } else { address.clone() };
            text.push_str(&format!("K{key},{shown}\n"));
            let clashes = keys.contains_key(key) || (!address.is_empty() && emails.contains_key(email));
            if !clashes {
                keys.insert(*key, number);
                emails.insert(*email, number);
                leads.push(format!("K{key}"));
            }
        }
        let outcome = Batch::new(&text).fields("email text unique").budget(budget).chunk_rows(chunk).read();
        prop_assert_eq!(outcome.column("id"), leads.clone());
        prop_assert_eq!(outcome.findings.len(), rows.len() - leads.len());
    }
}
