//! Dirt as a user meets it: the message in full, and what the other rows got.

use super::support::{HEAD, Place};

const EVAL: &str = "eval small.pact --leads leads.csv --as-of 2026-10-01 --out decisions.csv --rejects rejects.csv";

/// Judges a dirty file; a transcript of the run, the findings and the decisions.
#[track_caller]
fn check(name: &str, leads: impl AsRef<[u8]>) {
    let transcript = Place::small(leads).transcript().run(EVAL);
    let judged = transcript.place.path("decisions.csv").exists();
    let transcript =
        if judged { transcript.show("rejects.csv", 50).show("decisions.csv", 50) } else { transcript.list() };
    transcript.check(&format!("dirt_{name}"));
}

/// Returns three good rows with some between the first and the others.
fn among(rows: &str) -> String {
    format!(
        "{HEAD}L1,a@x.example,60,2026-04-01T09:00Z,\n{rows}L8,h@x.example,40,2026-04-01T09:00Z,\n\
         L9,i@x.example,,2026-04-01T09:00Z,\n"
    )
}

#[test]
fn wrong_header() {
    check("wrong_header", "id,email,employes,mql_at,note\nL1,a@x.example,60,2026-04-01,\n");
}

#[test]
fn s2_6_a_date_that_could_be_another_is_not_guessed() {
    check(
        "wrong_date",
        among("L2,b@x.example,60,03/04/2026,\nL3,c@x.example,60,2026-02-30,\nL4,d@x.example,60,yesterday,\n"),
    );
}

#[test]
fn s2_6_a_declared_format_says_which_is_the_day() {
    let place = Place::small(format!("{HEAD}L1,,60,03/04/2026,\n"));
    let read = |format: &str| {
        place.write("leads.yaml", format!("timestamps: [\"{format}\"]\n"));
        place.done("eval small.pact --leads leads.csv --batch leads.yaml --as-of 2026-10-01 --out d.csv --keep mql_at");
        place.rows("d.csv")[0]["mql_at"].clone()
    };
    assert_eq!(read("%d/%m/%Y"), "2026-04-03");
    assert_eq!(read("%m/%d/%Y"), "2026-03-04");
}

#[test]
fn s2_5_local_times_are_read_in_the_batchs_zone_and_odd_ones_noted() {
    let rows = "L2,,60,2026-03-08 02:30,\nL3,,60,2026-11-01 01:30,\nL4,,60,2026-07-01 09:00,\n";
    let place = Place::small(format!("{HEAD}{rows}")).with("leads.yaml", "timezone: America/Chicago\n");
    place
        .transcript()
        .run("eval small.pact --leads leads.csv --batch leads.yaml --as-of 2026-12-01 --out d.csv --rejects r.csv --keep mql_at")
        .show("r.csv", 10)
        .show("d.csv", 10)
        .check("dirt_clock_changes");
}

#[test]
fn s7_2_the_first_of_two_rows_is_the_lead() {
    check(
        "duplicates",
        among("L1,b@x.example,10,,second L1\nl1,C@x.example,70,,another key\nL4,c@X.example,80,,the same address\n"),
    );
}

#[test]
fn s7_2_trusted_duplicates_are_all_judged_and_the_summary_says_so() {
    Place::small(among("L1,b@x.example,10,,second L1\n"))
        .with("leads.yaml", "duplicates: trusted\n")
        .transcript()
        .run("eval small.pact --leads leads.csv --batch leads.yaml --as-of 2026-10-01 --out decisions.csv")
        .show("decisions.csv", 10)
        .check("dirt_duplicates_trusted");
}

/// Judges the same three leads in another guise; the decisions must be the plain file's.
#[track_caller]
fn same(leads: impl AsRef<[u8]>) {
    let plain = Place::small(among(""));
    plain.done(EVAL);
    let guised = Place::small(leads);
    guised.done(EVAL);
    assert_eq!(guised.read("decisions.csv"), plain.read("decisions.csv"));
    assert_eq!(guised.read("rejects.csv"), plain.read("rejects.csv"));
}

#[test]
fn marks_encodings_and_line_ends_change_nothing() {
    let text = among("");
    same(format!("\u{feff}{text}"));
    same(text.replace('\n', "\r\n"));
    same(text.replace('\n', "\r"));
    same(text.trim_end());
    let marked = format!("\u{feff}{text}");
    same(marked.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    same(marked.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>());
}

#[test]
fn utf_16_without_a_mark() {
    check("utf_16", among("").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
}

#[test]
fn bytes_that_are_no_text() {
    let mut leads = among("").into_bytes();
    leads.extend_from_slice(b"L10,j@x.example,60,2026-04-01,caf\xe9\nL\xe9,k@x.example,60,2026-04-01,\n");
    check("bad_text", leads);
}

#[test]
fn quotes() {
    check(
        "quotes",
        among(
            "L2,b@x.example,60,2026-04-01,\"two\nlines, and \"\"quotes\"\"\"\nL3,c@x.example,60,2026-04-01,\"ends\" late\n",
        ),
    );
}

#[test]
fn an_unterminated_quote() {
    check("unterminated_quote", among("L2,b@x.example,60,2026-04-01,\"never ends\n"));
}

#[test]
fn too_many_cells_and_too_few() {
    check("cell_count", among("L2,b@x.example,60,2026-04-01,note,more,and more\nL3,c@x.example\n"));
}

#[test]
fn a_workbook_by_another_name() {
    check("workbook", b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00[Content_Types].xml\x00\x00\x00");
}

#[test]
fn other_things_by_another_name() {
    check("gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03");
    check("parquet", b"PAR1\x15\x04\x15\x10");
    check("page", "<!DOCTYPE html>\n<html><body>Your session has expired</body></html>\n");
}

#[test]
fn an_empty_file() {
    check("empty", "");
    check("blank", " \n\n");
}

#[test]
fn a_header_only() {
    check("header_only", HEAD);
}

#[test]
fn keys_that_are_blank() {
    check("blank_keys", among(",b@x.example,60,2026-04-01,\n \t,c@x.example,60,2026-04-01,\n"));
}

/// What nobody would write, or would they.
const ABSURD: [&str; 20] = [
    "=cmd|' /C calc'!A0",
    "\"line\nbreak\"",
    "\"\"\"quoted\"\"\"",
    "99999999999999999999999999",
    "-9223372036854775809",
    "NaN",
    "1e400",
    "0000-00-00 00:00:00",
    "2026-02-30",
    "9999-12-31T23:59:60Z",
    "31/12/2026",
    "\u{202e}desrever",
    "\u{1f984}\u{1f984}",
    "\u{0}",
    "NULL",
    "true",
    "'; DROP TABLE leads; --",
    "\u{feff}",
    "\"1.234.567,89\"",
    "-0",
];

#[test]
fn s7_1_ten_thousand_leads_with_an_absurd_cell_each_are_ten_thousand_decisions() {
    let header = Place::acme().read("acme/leads.csv").lines().next().unwrap().to_string();
    let columns = header.split(',').count();
    let mut leads = format!("{header}\n");
    for row in 0..10_000_usize {
        let mut cells = vec![String::new(); columns];
        cells[0] = format!("A-{row}");
        cells[columns - 1] = "2026-05-01".to_string();
        // Each column but the key in turn, each absurdity in turn; addresses must differ.
        let (column, absurd) = (1 + row % (columns - 1), ABSURD[(row / (columns - 1)) % ABSURD.len()]);
        cells[2] = format!("a{row}@x.example");
        cells[column] = match absurd.strip_prefix('"') {
            _ if column != 2 => absurd.to_string(),
            Some(quoted) => format!("\"{row}{quoted}"),
            None => format!("{row}{absurd}"),
        };
        leads.push_str(&cells.join(","));
        leads.push('\n');
    }
    let place = Place::acme().with("absurd.csv", leads);
    let eval = "eval acme --leads absurd.csv --batch acme/leads.yaml --as-of 2026-10-01";
    place.done(&format!("{eval} --out d.csv --rejects r.csv --summary s.json"));
    let rows = place.rows("d.csv");
    assert_eq!(rows.len(), 10_000);
    assert!(rows.iter().enumerate().all(|(row, decision)| decision["id"] == format!("A-{row}")));
    let summary = place.json("s.json");
    assert_eq!(summary["rows"]["rejected"], 0);
    assert!(place.rows("r.csv").len() > 1_000);
    place.transcript().run(eval).check("dirt_absurd");
}
