//! What a batch description may say, and what is said of one that is wrong.

use super::Batch;

#[track_caller]
fn wrong(yaml: &str, codes: &[&str]) -> String {
    let outcome = Batch::new("id,email\n1,a\n").fields("email text").yaml(yaml).read();
    assert_eq!(outcome.codes, codes);
    outcome.error().to_string()
}

#[test]
fn every_key_at_once() {
    let yaml = "
# how this CRM's export becomes lead records
columns: { email: Work mail, created_at: Created }
nulls: [\"\", Select, \"#VALUE!\", no, ~]
timezone: America/Sao_Paulo
timestamps: [\"%d/%m/%Y %H:%M\", '%Y-%m-%d']
delimiter: \";\"
values:
  source: { google: Google, no: Organic, 0123: Code }
encoding: windows-1252
numbers: \"1.234,56\"
duplicates: check
";
    let text =
        "id;Work mail;source;employees;Created\n1;Select;GOOGLE;1.234;03/04/2026 10:00\n2;no;No;;\n3;a;0123;;#VALUE!\n";
    let outcome = Batch::new(text).yaml(yaml).read();
    assert_eq!(
        outcome.leads(),
        [
            "id=1 email=- source=Google employees=1234 created_at=2026-04-03T13:00:00Z",
            "id=2 email=- source=- employees=- created_at=-",
            "id=3 email=a source=Code employees=- created_at=-",
        ]
    );
    assert!(outcome.found().is_empty());
}

#[test]
fn a_row_can_be_the_key() {
    let batch = Batch::new("email\na\nb\n").named("exports/leads.csv").fields("email text").yaml("key: row");
    assert_eq!(batch.read().leads(), ["id=leads.csv:2 email=a", "id=leads.csv:3 email=b"]);
}

#[test]
fn unknown_keys_are_errors_with_the_nearest() {
    insta::assert_snapshot!(wrong("colums: {}\ntimezone: UTC\nfoo: 1\n", &["B505", "B505"]), @"");
}

#[test]
fn wrong_shapes_are_errors_all_at_once() {
    let text = wrong(
        "columns: [a]\nnulls: x\ntimezone: [UTC]\ndelimiter: abc\nnumbers: 1_000\nkey: rows\nduplicates: no\nfiles: [{ key: a }]\n",
        &["B506"; 8],
    );
    insta::assert_snapshot!(text, @"");
}

#[test]
fn names_that_do_not_exist_are_errors_with_the_nearest() {
    let text = wrong(
        "timezone: America/NewYork\nencoding: windows-1252x\ntimestamps: [\"%d/%m\", \"DD.MM.YYYY\"]\n",
        &["B508", "B509", "B510", "B510"],
    );
    insta::assert_snapshot!(text, @"");
    insta::assert_snapshot!(wrong("columns: { emial: x }\nvalues: { sorce: { a: b } }\n", &["B507", "B507"]), @"");
    insta::assert_snapshot!(wrong("columns: { email: E-mial }\n", &["B513"]), @"");
}

#[test]
fn what_is_no_yaml_is_an_error() {
    insta::assert_snapshot!(wrong("columns: { email: x\n", &["B504"]), @"");
    wrong("a: &x [1]\nb: *x\n", &["B504"]);
    wrong("- a\n- b\n", &["B506"]);
    wrong("nulls: [[[[[[[[[[1]]]]]]]]]]\n", &["B504"]);
    wrong("nulls: []\nnulls: []\n", &["B505"]);
}

#[test]
fn nothing_is_a_description_too() {
    assert_eq!(Batch::new("id,email\n1,a\n").fields("email text").yaml("# nothing yet\n").read().leads().len(), 1);
    assert_eq!(
        Batch::new("id,email\n1,a\n").fields("email text").yaml("\u{feff}nulls: [a]\n").read().leads(),
        ["id=1 email=-"]
    );
}
