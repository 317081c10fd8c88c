//! Every kind of dirt, with what is said of it.

use super::Batch;

const HEAD: &str = "id,email,source,employees,created_at\n";

#[track_caller]
fn check(batch: Batch, leads: &[&str], found: &[&str]) {
    let outcome = batch.read();
    assert_eq!(outcome.found(), found);
    assert_eq!(outcome.column("id"), leads);
}

fn rows(text: &str) -> Batch {
    Batch::new(format!("{HEAD}{text}"))
}

#[test]
fn a_clean_batch() {
    let outcome = rows("L1,a@x.example,Website,12,2026-04-01T09:00\nL2,,,,2026-04-01\n").read();
    assert_eq!(
        outcome.leads(),
        [
            "id=L1 email=a@x.example source=Website employees=12 created_at=2026-04-01T13:00:00Z",
            "id=L2 email=- source=- employees=- created_at=2026-04-01T04:00:00Z created_at#until=2026-04-02T03:59:59.999999Z",
        ]
    );
    assert!(outcome.found().is_empty());
    assert_eq!(outcome.report.rows, 2);
}

#[test]
fn line_ends_marks_and_encodings_make_no_difference() {
    let text =
        format!("{HEAD}L1,ä@x.example,Web,1,2026-04-01\nL2,b@x.example,\"Two, or\n\"\"three\"\"\",2,2026-04-02\n");
    let expected = Batch::new(&text).read().leads();
    assert_eq!(expected.len(), 2);
    assert!(expected[1].contains("source=Two, or\n\"three\""), "{expected:?}");
    let wide = |little: bool| {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect::<Vec<u8>>()
    };
    assert_eq!(Batch::new(format!("\u{feff}{text}")).read().leads(), expected);
    assert_eq!(Batch::new(wide(true)).read().leads(), expected);
    assert_eq!(Batch::new(wide(false)).read().leads(), expected);
    assert_eq!(Batch::new(text.trim_end()).read().leads(), expected);
    let crlf = text.replace('\n', "\r\n").replace("or\r\n", "or\n");
    assert_eq!(Batch::new(&crlf).read().leads(), expected);
    let cr = text.replace('\n', "\r").replace("or\r", "or\n");
    assert_eq!(Batch::new(cr).read().leads(), expected);
    assert_eq!(
        Batch::new(text.replace(',', "\t").replace("Two\t or", "Two, or")).named("leads.tsv").read().leads(),
        expected
    );
    let latin: Vec<u8> = text.chars().map(|character| character as u8).collect();
    assert_eq!(Batch::new(latin).yaml("encoding: windows-1252").read().leads(), expected);
}

#[test]
fn blank_lines_are_no_leads_but_rows() {
    check(
        rows("\nL1,,,,\n\r\n\nL2,,,x,\n"),
        &["L1", "L2"],
        &["D607 row 6 [employees] `x` is no number as `1234.56` is written"],
    );
}

#[test]
fn an_unterminated_quote_in_the_middle_costs_its_row() {
    check(
        rows("L1,\"open,Web,1,\nL2,b@x.example,Web,2,\nL3,\"c@x.example\",Web,3,\n"),
        &["L2", "L3"],
        &[
            "D601 row 2 [] the quote opened on line 2 closes in the middle of a cell; a quote inside a quoted cell is written twice",
        ],
    );
    check(
        rows("L1,\"open,Web,1,\nL2,b@x.example,Web,2,\nL3,c,\"\",3,\n"),
        &["L2", "L3"],
        &["D601 row 2 [] the quote opened on line 2 does not close"],
    );
    // A quote further down that would close it makes a row of another width.
    check(
        rows("L1,\"open,Web,1,\nL2,b@x.example,Web,2,\nL3,c,d\",3,\nL4,,,,\n"),
        &["L2", "L3", "L4"],
        &["D601 row 2 [] the quote opened on line 2 does not close"],
    );
}

#[test]
fn an_unterminated_quote_at_the_end_costs_its_row() {
    check(
        rows("L1,,,,\nL2,\"open,Web,1,\nL3,,,,\nL4,,,,"),
        &["L1", "L3", "L4"],
        &["D601 row 3 [] the quote opened on line 3 does not close"],
    );
    check(rows("L1,,,,\nL2,\"open"), &["L1"], &["D601 row 3 [] the quote opened on line 3 does not close"]);
}

#[test]
fn a_quote_open_for_more_than_a_mebibyte_costs_its_row() {
    let many: String = (0..100_000).map(|number| format!("L{number},a@x.example,,,\n")).collect();
    let outcome = rows(&format!("first,\"open,,,\n{many}")).chunk_rows(8_192).read();
    assert_eq!(outcome.column("id").len(), 100_000);
    assert_eq!(outcome.found(), ["D601 row 2 [] the quote opened on line 2 does not close"]);
}

#[test]
fn a_line_longer_than_a_mebibyte_costs_its_row() {
    let long = "x".repeat(3 << 20);
    check(
        rows(&format!("L1,,,,\nL2,{long},,,\nL3,,,x,\n")),
        &["L1", "L3"],
        &[
            "D625 row 3 [] the row is longer than 1 MiB",
            "D607 row 4 [employees] `x` is no number as `1234.56` is written",
        ],
    );
}

#[test]
fn text_after_a_quote_costs_its_row() {
    check(
        rows("L1,\"a\" b,,,\nL2,5\" pipe,,,\n"),
        &["L2"],
        &[
            "D601 row 2 [] the quote opened on line 2 closes in the middle of a cell; a quote inside a quoted cell is written twice",
        ],
    );
}

#[test]
fn too_many_and_too_few_cells() {
    check(
        rows("L1,,,,,\nL2,,,\nL3,,,,\nL4\n"),
        &["L3"],
        &[
            "D602 row 2 [] the row has 6 cells, the header has 5",
            "D602 row 3 [] the row has 4 cells, the header has 5",
            "D602 row 5 [] the row has 1 cell, the header has 5",
        ],
    );
}

#[test]
fn a_row_without_a_key_is_no_lead() {
    check(
        rows(" ,x,,bad,\nn/a,,,,\nL3,,,,\n").yaml("nulls: [n/a]"),
        &["L3"],
        &[
            "D603 row 2 [id] the row has no `id`, which identifies a lead",
            "D603 row 3 [id] the row has no `id`, which identifies a lead",
        ],
    );
}

#[test]
fn s7_2_the_first_of_two_rows_is_the_lead() {
    check(
        rows("L1,,,1,\nl1,,,2,\n L1 ,,,x,\nL2,,,,\n"),
        &["L1", "l1", "L2"],
        &["D604 row 4 [id] the key `L1` is that of row 2"],
    );
    let trusted = rows("L1,,,1,\nL1,,,2,\n").yaml("duplicates: trusted");
    check(trusted, &["L1", "L1"], &[]);
}

#[test]
fn s7_2_unique_values_are_folded_and_a_row_taken_away_leaves_no_trace() {
    let batch = Batch::new("id,email\nL1,A@x.example\nL2,a@X.example\nL1,b@x.example\nL3,b@x.example\nL4,\nL5,\n");
    check(
        batch.fields("email text unique"),
        &["L1", "L3", "L4", "L5"],
        &[
            "D605 row 3 [email] the `email` `a@X.example` is that of row 2",
            "D604 row 4 [id] the key `L1` is that of row 2",
        ],
    );
}

#[test]
fn invalid_utf_8_costs_its_cell() {
    let mut bytes = format!("{HEAD}L1,caf").into_bytes();
    bytes.extend_from_slice(b"\xe9@x.example,Web,7,\nL2,b,,,\n");
    let outcome = Batch::new(&bytes).read();
    assert_eq!(
        outcome.found(),
        ["D606 row 2 [email] the byte E9 at offset 43 is no UTF-8; declare `encoding` if the file is in another"]
    );
    assert_eq!(outcome.findings[0].value, "caf\u{fffd}@x.example");
    assert_eq!(bytes[43], 0xe9);
    assert_eq!(outcome.column("email"), ["-", "b"]);
    assert_eq!(outcome.column("employees"), ["7", "-"]);
    let mut marked = b"\xef\xbb\xbf".to_vec();
    marked.extend_from_slice(&bytes);
    assert!(Batch::new(marked).read().found()[0].contains("offset 46"));
}

#[test]
fn malformed_text_of_a_declared_encoding_costs_its_cell() {
    let mut bytes = format!("{HEAD}L1,a").into_bytes();
    bytes.extend_from_slice(b"\x81\x20,Web,7,\nL2,\x82\xa0,,,\n");
    let outcome = Batch::new(&bytes).yaml("encoding: shift_jis").read();
    assert_eq!(outcome.found(), ["D606 row 2 [email] the cell is no text in Shift_JIS"]);
    assert_eq!(outcome.column("email"), ["-", "あ"]);
}

#[test]
fn a_nul_byte_costs_its_cell() {
    let text = rows("L1,a\0b,Web,7,\nL2,\"c\"\"\0\",,,\nL3,d,,,\n\0,,,,\n");
    check(
        text,
        &["L1", "L2", "L3"],
        &[
            "D606 row 2 [email] the cell holds a NUL byte, which no text does",
            "D606 row 3 [email] the cell holds a NUL byte, which no text does",
            "D606 row 5 [id] the cell holds a NUL byte, which no text does",
            "D603 row 5 [id] the row has no `id`, which identifies a lead",
        ],
    );
}

#[test]
fn dates_that_cannot_be_read() {
    check(
        rows("L1,,,,03/04/2026\nL2,,,,yesterday\nL3,,,,9999-12-31\nL4,,,,14.11.2018 10:05\nL5,,,,2026-02-30\n"),
        &["L1", "L2", "L3", "L4", "L5"],
        &[
            "D610 row 2 [created_at] the order of day and month in `03/04/2026` is not guessed; declare `timestamps: [\"%d/%m/%Y\"]` or `[\"%m/%d/%Y\"]`",
            "D610 row 3 [created_at] `yesterday` is no date in ISO 8601, such as `2026-04-01 09:00`; declare other formats under `timestamps`",
            "D611 row 4 [created_at] `9999-12-31` is outside the years 1900 to 2199",
            "D610 row 5 [created_at] the order of day and month in `14.11.2018 10:05` is not guessed; declare `timestamps: [\"%d.%m.%Y %H:%M\"]` or `[\"%m.%d.%Y %H:%M\"]`",
            "D610 row 6 [created_at] `2026-02-30` is no date in ISO 8601, such as `2026-04-01 09:00`; declare other formats under `timestamps`",
        ],
    );
    check(
        rows("L1,,,,14-11-2018 10:05\nL2,,,,11/14/2018\n")
            .yaml("timestamps: [\"%d-%m-%Y %H:%M\", \"%Y\u{2f}%m\u{2f}%d\"]"),
        &["L1", "L2"],
        &["D610 row 3 [created_at] `11/14/2018` is no date in `%d-%m-%Y %H:%M` or `%Y/%m/%d` or ISO 8601"],
    );
}

#[test]
fn the_last_day_of_the_calendar_is_out_of_range_in_every_format() {
    check(
        rows("L1,,,,31-Dec-9999\nL2,,,,31/12/9999\nL3,,,,01-Jan-0001\nL4,,,,30-Dec-9999\nL5,,,,31-Dec-2199\n")
            .yaml("timestamps: [\"%d-%b-%Y\", \"%d/%m/%Y\"]"),
        &["L1", "L2", "L3", "L4", "L5"],
        &[
            "D611 row 2 [created_at] `31-Dec-9999` is outside the years 1900 to 2199",
            "D611 row 3 [created_at] `31/12/9999` is outside the years 1900 to 2199",
            "D611 row 4 [created_at] `01-Jan-0001` is outside the years 1900 to 2199",
            "D611 row 5 [created_at] `30-Dec-9999` is outside the years 1900 to 2199",
        ],
    );
}

#[test]
fn ten_thousand_leads_with_one_absurd_cell_each_are_ten_thousand_leads() {
    let absurd =
        ["", "\u{feff}", "1e999", "=cmd()", "9999-99-99", "\"\"\"\"", "NaN", "😀", "-", "18446744073709551616"];
    let text: String = (0..10_000)
        .map(|number| {
            let cells: Vec<&str> = (0..4).map(|at| if number % 4 == at { absurd[number % 10] } else { "" }).collect();
            format!("L{number},{}\n", cells.join(","))
        })
        .collect();
    let outcome = rows(&text).chunk_rows(1_000).read();
    assert_eq!(outcome.column("id").len(), 10_000);
    assert!(outcome.findings.len() > 2_000, "{}", outcome.findings.len());
}
