//! Leads in JSON: objects one a line, or in one array.

use super::Batch;

const FIELDS: &str = "email text\nemployees integer\namount decimal\nopted_out boolean\ncreated_at timestamp\n\
                      tags many of \"A\", \"B\", \"C\"";

/// Reads objects one a line.
fn lines(text: impl AsRef<[u8]>) -> Batch {
    Batch::new(text).named("leads.ndjson").fields(FIELDS).needed(&["email"])
}

/// Reads objects in one array.
fn array(text: impl AsRef<[u8]>) -> Batch {
    Batch::new(text).named("leads.json").fields(FIELDS).needed(&["email"])
}

#[track_caller]
fn check(batch: Batch, leads: &[&str], found: &[&str]) {
    let outcome = batch.read();
    assert_eq!(outcome.leads(), leads);
    assert_eq!(outcome.found(), found);
}

#[track_caller]
fn refused(batch: Batch, code: &str, message: &str) {
    let outcome = batch.read();
    assert_eq!(outcome.codes, [code]);
    let said = outcome.error().replace('│', "").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains(message), "{said}");
}

#[test]
fn values_are_read_as_their_text_in_any_other_file() {
    let object = r#"{"id": "L1", "email": " a@x.example ", "employees": 12, "amount": 1.50, "opted_out": true, "created_at": "2026-04-01T09:00", "tags": "A;C"}"#;
    let lead =
        "id=L1 email=a@x.example employees=12 amount=1.500000 opted_out=true created_at=2026-04-01T13:00:00Z tags=A;C";
    check(lines(object), &[lead], &[]);
    check(array(format!("[{object}]")), &[lead], &[]);
    check(array(format!("\u{feff} [\n  {}\n]\n", object.replace(", ", ",\n    "))), &[lead], &[]);
    let wide: Vec<u8> = format!("\u{feff}{object}\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(lines(wide), &[lead], &[]);
}

#[test]
fn null_blank_and_absent_are_one() {
    let text =
        "{\"id\": \"1\", \"email\": null, \"employees\": \"\"}\n{\"id\": \"2\"}\n{\"id\": \"3\", \"email\": \"n/a\"}\n";
    let batch = Batch::new(text)
        .named("l.ndjson")
        .fields("email text default \"none\"\nemployees integer")
        .yaml("nulls: [n/a]");
    check(batch, &["id=1 email=none employees=-", "id=2 email=none employees=-", "id=3 email=none employees=-"], &[]);
}

#[test]
fn rows_are_lines_and_elements() {
    let text = "{\"id\": \"1\", \"email\": \"a\"}\n\n  \n{\"id\": \"2\", \"employees\": \"x\"}\r\n{\"id\": \"3\", \"employees\": \"y\"}";
    let bad =
        |row: u64, text: &str| format!("D607 row {row} [employees] `{text}` is no number as `1234.56` is written");
    let outcome = lines(text).read();
    assert_eq!(outcome.found(), [bad(4, "x"), bad(5, "y")]);
    assert_eq!(outcome.report.rows, 3);
    let elements = text.lines().filter(|line| line.starts_with('{')).collect::<Vec<_>>().join("\n,\n");
    assert_eq!(array(format!("[{elements}]")).read().found(), [bad(2, "x"), bad(3, "y")]);
}

#[test]
fn a_row_that_is_no_object_costs_itself() {
    let objects = [
        r#"{"id": "1", "email": "a"}"#,
        r#"{"id": "2", "email" "b"}"#,
        r#"{"id": "3", "email": "b}"#,
        r#"["4", "b"]"#,
        r#""5""#,
        r#"{"id": "6"} {"id": "7"}"#,
        r#"{"id": "8", "employees": 007}"#,
        r#"{"id": "9", "email": "c"}"#,
    ];
    let found = [
        "D622 row 2 [] the object is no JSON: expected `:` at column 21",
        "D622 row 3 [] the object is no JSON: EOF while parsing a string at column 24",
        "D622 row 4 [] the row is a list, not an object with a key for each column",
        "D622 row 5 [] the row is no object with a key for each column",
        "D622 row 6 [] the object is no JSON: trailing characters at column 13",
        "D622 row 7 [] the object is no JSON: invalid number at column 27",
    ];
    let leads = ["1", "9"];
    let outcome = lines(objects.join("\n")).read();
    assert_eq!(
        (outcome.column("id"), outcome.found()),
        (leads.map(str::to_string).to_vec(), found.map(str::to_string).to_vec())
    );
    // In an array a quote that does not close swallows no more than its line.
    let outcome = array(format!("[\n{}\n]", objects.join(",\n"))).read();
    assert_eq!(outcome.column("id"), leads);
    assert_eq!(outcome.found().len(), 6);
    assert_eq!(
        array("[{\"id\": \"1\", \"email\": \"a\"},, {\"id\": \"2\"},\n]").read().found(),
        ["D622 row 2 [] nothing stands between two commas"]
    );
}

#[test]
fn a_file_that_is_cut_short() {
    refused(
        lines("{\"id\": \"1\", \"email\": \"a\"}\n{\"id\": \"2\", \"ema"),
        "B517",
        "`leads.ndjson` cannot be read to its end: its last object does not end: the file is cut short",
    );
    // A line that ends is whole, whatever stands on it.
    let broken = lines("{\"id\": \"1\", \"email\": \"a\"}\n{\"id\": \"2\", \"ema\n").read();
    assert_eq!(broken.found(), ["D622 row 2 [] the object is no JSON: EOF while parsing a string at column 16"]);
    let cut = "`leads.json` cannot be read to its end: its array does not end: the file is cut short, or a bracket is missing";
    refused(array("[{\"id\": \"1\", \"email\": \"a\"},\n{\"id\": \"2\", \"ema"), "B517", cut);
    refused(array("[{\"id\": \"1\", \"email\": \"a\"}"), "B517", cut);
    refused(array("[{\"id\": \"1\", \"email\": \"a\"}] {}"), "B517", "text follows its array");
}

#[test]
fn what_is_no_json_is_refused_before_it_is_read() {
    refused(
        array("{\"results\": []}"),
        "B502",
        "`leads.json` is an object, not an array of JSON help: if it has an object a line, say `--input-format ndjson`",
    );
    refused(lines("[{\"id\": 1}]"), "B502", "`leads.ndjson` is an array of JSON, not JSON, an object a line");
    refused(lines("id,email\n1,a\n"), "B502", "`leads.ndjson` is something else, not JSON");
    refused(array("[]"), "B502", "`leads.json` has no object with keys, so that there are no columns");
    refused(array("[1, 2]"), "B502", "has no object with keys");
    refused(array(""), "B502", "`leads.json` is empty");
}

#[test]
fn members_of_objects_are_columns_by_their_path() {
    let text = r#"{"id": "1", "properties": {"email": "a", "company": {"size": 5}}, "attributes": {"type": "Lead"}}
{"id": "2", "properties": null}
{"id": "3", "properties": {"email": {"work": "c"}, "company": {"size": [1]}}}"#;
    let outcome = lines(text).yaml("columns: { email: properties.email, employees: properties.company.size }").read();
    assert_eq!(outcome.leads(), ["id=1 email=a employees=5", "id=2 email=- employees=-", "id=3 email=- employees=-"]);
    assert_eq!(
        outcome.found(),
        [
            "D623 row 3 [properties.email] the cell is an object, not a value; its members are columns of their own, such as `properties.email.work`",
            "D623 row 3 [properties.company.size] the cell is a list, not a value; only a field of `many of` takes several",
        ]
    );
    let unused: Vec<&str> = outcome.report.unused.iter().map(|(_, header)| &**header).collect();
    assert_eq!(unused, ["attributes.type", "properties", "properties.email.work"]);
}

#[test]
fn a_list_is_read_by_a_field_of_many() {
    let object = |number: u32, tags: &str| format!("{{\"id\": \"{number}\", \"email\": \"a\", \"tags\": {tags}}}");
    let text = ["[\"C\", \"a\"]", "[]", "[null, \"B\"]", "[[\"A\"]]", "[\"A\", \"D\"]", "\"B;A\""];
    let text: Vec<String> = (1..).zip(text).map(|(number, tags)| object(number, tags)).collect();
    let outcome = lines(text.join("\n")).read();
    assert_eq!(outcome.column("tags"), ["A;C", "-", "B", "-", "-", "A;B"]);
    assert_eq!(
        outcome.found(),
        [
            "D623 row 4 [tags] the cell is a list, not a value; only a field of `many of` takes several",
            "D612 row 5 [tags] `D` is none of the options: `A`, `B` or `C`",
        ]
    );
    let listed = lines("{\"id\": \"1\", \"email\": [\"a\"]}").read();
    assert_eq!(
        listed.found(),
        ["D623 row 1 [email] the cell is a list, not a value; only a field of `many of` takes several"]
    );
}

#[test]
fn a_key_that_stands_twice_says_nothing() {
    let outcome = lines(
        "{\"id\": \"1\", \"email\": \"a\", \"email\": \"b\"}\n{\"id\": \"2\", \"x\": 1, \"x\": 2, \"email\": \"c\"}",
    )
    .read();
    assert_eq!(outcome.column("email"), ["-", "c"]);
    assert_eq!(outcome.found(), ["D623 row 1 [email] the object has the key `email` twice"]);
}

#[test]
fn s1_7_numbers_are_exact_however_they_are_written() {
    let text = r#"{"id": 1, "email": 7.10, "employees": 5e2, "amount": 1.5E-3}
{"id": 2, "employees": 1234567890123456789012345678901234567890, "amount": 0.1234567}
{"id": 3, "employees": -1.20e1, "amount": 1e999}
{"id": 4, "employees": 1.5, "amount": 123456789012.123456}
{"id": 5, "employees": true, "amount": "1.000"}"#;
    // The pattern is for numbers in text: a number of JSON is written as JSON writes it.
    let outcome = lines(text).yaml("numbers: \"1.234,56\"").read();
    assert_eq!(
        outcome.leads(),
        [
            "id=1 email=7.10 employees=500 amount=0.001500",
            "id=2 email=- employees=- amount=-",
            "id=3 email=- employees=-12 amount=-",
            "id=4 email=- employees=- amount=123456789012.123456",
            "id=5 email=- employees=- amount=1000.000000",
        ]
    );
    assert_eq!(
        outcome.found(),
        [
            "D608 row 2 [employees] `1234567890123456789012345678901234567890` does not fit 64 bits",
            "D608 row 2 [amount] `0.1234567` has more than 12 digits before or 6 after the point",
            "D607 row 3 [amount] `1e999` is no number as `1234.56` is written",
            "D607 row 4 [employees] `1.5` is no whole number",
            "D607 row 5 [employees] `true` is no number as `1.234,56` is written",
        ]
    );
}

#[test]
fn bytes_and_escapes_that_are_no_text() {
    let mut text = b"{\"id\": \"1\", \"email\": \"a\\u0000b\"}\n{\"id\": \"2\", \"email\": \"\\ud800\"}\n".to_vec();
    text.extend_from_slice(b"{\"id\": \"3\", \"email\": \"caf\xe9\", \"employees\": 3}\n");
    text.extend_from_slice(b"{\"id\": \"4\", \"email\": \"\\n\xe9\", \"note\": \"\xff\"}\n");
    text.extend_from_slice("{\"id\": \"5\", \"email\": \"caf\\u00e9 \\ud83e\\udd84\"}\n".as_bytes());
    text.extend_from_slice(b"{\"id\": \"6\", \"email\": \"a\0b\"}\n{\"id\": \"7\", \"ema\0il\": \"b\"}\n");
    let outcome = lines(&text).read();
    assert_eq!(outcome.column("id"), ["1", "2", "3", "4", "5"]);
    assert_eq!(outcome.column("email"), ["-", "-", "-", "-", "café 🦄"]);
    assert_eq!(outcome.column("employees")[2], "3");
    let offset = |byte: u8, from: usize| text[from..].iter().position(|found| *found == byte).unwrap() + from;
    let first = offset(0xe9, 0);
    assert_eq!(
        outcome.found(),
        [
            "D606 row 1 [email] the cell holds a NUL byte, which no text does".to_string(),
            "D606 row 2 [email] the cell has an escape that stands for no character".to_string(),
            format!("D606 row 3 [email] the byte E9 at offset {first} is no UTF-8; declare `encoding` if the file is in another"),
            format!(
                "D606 row 4 [email] the byte E9 at offset {} is no UTF-8; declare `encoding` if the file is in another",
                offset(0xe9, first + 1)
            ),
            "D622 row 6 [] the object is no JSON: control character (\\u0000-\\u001F) found while parsing a string at column 23".to_string(),
            "D622 row 7 [] the object is no JSON: control character (\\u0000-\\u001F) found while parsing a string at column 17".to_string(),
        ]
    );
    let latin = lines(b"{\"id\": \"1\", \"email\": \"caf\xe9\"}").yaml("encoding: windows-1252").read();
    assert_eq!(latin.column("email"), ["café"]);
}

#[test]
fn an_object_longer_than_a_mebibyte_costs_its_row() {
    let objects = [
        "{\"id\": \"1\", \"email\": \"a\"}".to_string(),
        format!("{{\"id\": \"2\", \"email\": \"{}\"}}", "x".repeat(3 << 20)),
        "{\"id\": \"3\", \"email\": \"c\"}".to_string(),
    ];
    for batch in [lines(objects.join("\n")), array(format!("[{}]", objects.join(",")))] {
        let outcome = batch.read();
        assert_eq!(outcome.column("id"), ["1", "3"]);
        assert_eq!(outcome.found(), ["D625 row 2 [] the row is longer than 1 MiB"]);
    }
}

#[test]
fn an_amount_whose_currency_is_said_twice_is_not_known() {
    let outcome = Batch::new("{\"id\":\"1\",\"amount\":5,\"code\":\"EUR\",\"code\":null}\n")
        .named("leads.ndjson")
        .fields("amount money in code\ncode text default \"USD\"")
        .yaml("nulls: [\"null\"]")
        .read();
    assert_eq!(outcome.column("amount"), ["-"]);
    assert!(outcome.found()[0].contains("`code` cannot be read"), "{:?}", outcome.found());
}

#[test]
fn objects_nest_as_deep_as_they_like() {
    let deep = format!("{{\"id\": \"1\", \"email\": \"a\", \"x\": {}1{}}}", "{\"a\":".repeat(500), "}".repeat(500));
    let lists = format!("{{\"id\": \"2\", \"email\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let outcome = lines(format!("{deep}\n{lists}\n{{\"id\": \"3\", \"email\": \"c\"}}")).read();
    assert_eq!(outcome.column("id").last().map(String::as_str), Some("3"));
    assert!(outcome.found().iter().all(|line| line.starts_with("D62")), "{:?}", outcome.found());
}

#[test]
fn a_key_that_comes_late_is_not_lost() {
    let text =
        "{\"id\": \"1\", \"source\": \"Web\"}\n{\"id\": \"2\", \"note\": 1}\n{\"id\": \"3\", \"Work email\": \"c\"}\n";
    let batch =
        |yaml: &str| Batch::new(text).named("l.ndjson").fields("email text\nsource text").sample_rows(1).yaml(yaml);
    refused(
        batch("{}").needed(&[]),
        "B518",
        "row 3 of `l.ndjson` has the key `Work email`, which holds the field `email`, and no object at the beginning has it \
         help: say so with `columns: { email: Work email }`",
    );
    let outcome = batch("columns: { email: Work email }").read();
    assert_eq!(outcome.column("email"), ["-", "-", "c"]);
    assert_eq!(outcome.report.unused, [("l.ndjson".into(), "note".into())]);
    refused(
        batch("columns: { email: Work e-mail }"),
        "B513",
        "no object of `l.ndjson` has the key `Work e-mail` that `email` is to be read from",
    );
}

#[test]
fn a_late_key_of_a_field_that_has_a_column_is_no_matter_unless_it_goes_before() {
    let read = |late: &str| {
        let text = format!("{{\"id\": \"1\", \"E-mail\": \"a\"}}\n{{\"id\": \"2\", \"{late}\": \"b\"}}\n");
        Batch::new(text).named("l.ndjson").fields("email text aliases [\"Mail\"]").sample_rows(1).read()
    };
    assert_eq!(read("anything").codes, Vec::<&str>::new());
    // By its vendor's name it has a column; its own name and its aliases would have gone before.
    for late in ["email", "EMAIL", "mail", "Work email"] {
        assert_eq!(read(late).codes, ["B518"], "{late}");
    }
}

#[test]
fn further_files_are_joined_whatever_their_format() {
    let text =
        "{\"id\": \"1\", \"email\": \"a\"}\n{\"id\": \"2\", \"email\": \"b\"}\n{\"id\": \"3\", \"email\": \"c\"}\n";
    let outcome = Batch::new(text)
        .named("leads.ndjson")
        .fields("email text\namount integer\nowner text\nwon_at date")
        .join(
            "deals.json",
            "[{\"id\": \"3\", \"amount\": 5}, {\"id\": \"1\", \"amount\": \"x\"}, {\"id\": \"9\"}, {\"id\": \"3\"}]",
        )
        .join("owners.csv", "owner,id\nAda,2\nBob,2\n")
        .join("won.tsv", "id\twon_at\n1\t2026-04-01\n")
        .read();
    assert_eq!(
        outcome.leads(),
        [
            "id=1 email=a amount=- owner=- won_at=2026-04-01",
            "id=2 email=b amount=- owner=Ada won_at=-",
            "id=3 email=c amount=5 owner=- won_at=-"
        ]
    );
    assert_eq!(
        outcome.found(),
        [
            "D607 row 2 [amount] `x` is no number as `1234.56` is written",
            "D604 row 4 [id] the key `3` is that of row 1",
            "D604 row 3 [id] the key `2` is that of row 2",
            "D621 row 3 [id] no lead has the key `9`",
        ]
    );
    assert_eq!(outcome.report.joined, [("deals.json".into(), 2), ("owners.csv".into(), 1), ("won.tsv".into(), 1)]);
}

#[test]
fn a_broken_object_is_its_leads_as_far_as_its_key_can_be_read() {
    let outcome = Batch::new("id\n1\n2\n3\n")
        .fields("views integer default 0")
        .join(
            "deals.ndjson",
            "{\"id\": \"1\", \"views\": NaN}\n{\"views\": NaN, \"id\": \"2\"}\n{\"id\": \"3\", \"views\": 7}\n",
        )
        .read();
    // Where the key stands behind what is broken, nobody knows whose the row is.
    assert_eq!(outcome.column("views"), ["-", "0", "7"]);
    let found = outcome.found();
    assert!(found[0].ends_with("the row is that of `1`, so that what this file says of it is missing"), "{found:?}");
    assert!(found[1].ends_with("it is not known whose row it is"), "{found:?}");
}

#[test]
fn a_late_key_that_holds_nothing_loses_nothing() {
    let text = "{\"id\": \"1\"}\n{\"id\": \"2\", \"email\": null, \"properties\": null}\n";
    let outcome = Batch::new(text).named("l.ndjson").fields("email text").needed(&[]).sample_rows(1).read();
    assert_eq!(outcome.column("id"), ["1", "2"]);
    assert!(outcome.report.unused.is_empty(), "{:?}", outcome.report.unused);
}

#[test]
fn numbers_are_written_out_for_numbers_alone() {
    let text =
        "{\"id\": 1e3, \"email\": 0.10, \"employees\": -1.0, \"amount\": 7.50}\n{\"id\": 1000, \"employees\": 1e1}\n";
    let outcome = lines(text)
        .yaml("nulls: [\"-1\"]\nvalues: { employees: { \"10\": \"4\" }, amount: { \"7.5\": \"8\" } }")
        .read();
    assert_eq!(
        outcome.leads(),
        ["id=1e3 email=0.10 employees=- amount=8.000000", "id=1000 email=- employees=4 amount=-"]
    );
    assert_eq!(outcome.found(), Vec::<String>::new());
}
