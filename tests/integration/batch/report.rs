//! What each column was read as, and what looks wrong with it.

use leadpact::batch::{ColumnReport, Noted, Report, Suspicion};
use proptest::prelude::*;

use super::Batch;

/// Returns the report of a column by its field.
fn column<'r>(report: &'r Report, field: &str) -> &'r ColumnReport {
    report.columns.iter().find(|column| column.name == field).unwrap()
}

/// Returns cells, read, blank, null, unreadable, defaulted, mapped and folded.
fn counts(column: &ColumnReport) -> [u64; 8] {
    let ColumnReport { cells, read, blank, null, unread, defaulted, .. } = *column;
    [cells, read, blank, null, unread, defaulted, column.mapped.count, column.folded.count]
}

/// Returns the examples, each as `VALUE at ROW is BECAME`.
fn examples(noted: &Noted) -> Vec<String> {
    let shown = |example: &leadpact::batch::Example| {
        format!("{} at {} is {}", example.value, example.row, example.became.as_deref().unwrap_or("-"))
    };
    noted.examples.iter().map(shown).collect()
}

/// Returns a file of one column beside the key.
fn of_cells<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> String {
    let rows = cells.into_iter().enumerate();
    let rows: Vec<String> = rows.map(|(place, cell)| format!("K{place},\"{}\"\n", cell.as_ref())).collect();
    format!("id,x\n{}", rows.concat())
}

#[test]
fn cells_are_counted_by_what_became_of_them() {
    let cells = ["Small", "small", " Small ", "S", "ENT", "Huge", "Huge", "", " ", "n/a", "none", "Huge", "Tiny"];
    let outcome = Batch::new(of_cells(cells))
        .fields("x one of \"Small\" also [\"S\"], \"Large\" default \"Large\"")
        .yaml("nulls: [n/a]\nvalues:\n  x: { ENT: Large, none: \"\" }\n")
        .read();
    let x = column(&outcome.report, "x");
    assert_eq!(counts(x), [13, 5, 2, 2, 4, 4, 2, 3]);
    assert_eq!(examples(&x.folded), ["small at 3 is Small", " Small  at 4 is Small", "S at 5 is Small"]);
    assert_eq!(examples(&x.mapped), ["ENT at 6 is Large", "none at 12 is -"]);
    let [(kind, unknown)] = x.found.as_slice() else { panic!("{:?}", x.found) };
    assert_eq!((kind.code().id, unknown.count), ("D612", 4));
    assert_eq!(examples(unknown), ["Huge at 7 is -", "Tiny at 14 is -"]);
    assert_eq!(counts(column(&outcome.report, "id")), [13, 13, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn a_default_stands_in_for_blank_and_null_alone() {
    let outcome =
        Batch::new(of_cells(["7", "", "-", "many"])).fields("x integer default 0").yaml("nulls: [\"-\"]\n").read();
    assert_eq!(counts(column(&outcome.report, "x")), [4, 1, 1, 1, 1, 2, 0, 0]);
    assert_eq!(column(&outcome.report, "x").extent, Some(("7".to_string(), "7".to_string())), "a default is no cell");
}

#[test]
fn truth_values_and_lists_in_other_words_are_folded() {
    let outcome = Batch::new(of_cells(["true", "false", "Yes", "0", "TRUE", "true "])).fields("x boolean").read();
    assert_eq!(counts(column(&outcome.report, "x"))[7], 4);
    assert_eq!(
        examples(&column(&outcome.report, "x").folded),
        ["Yes at 4 is true", "0 at 5 is false", "TRUE at 6 is true"]
    );
    let cells = ["A; B", "B;A", "a;B", ";", "A;C", "A;C;D"];
    let outcome = Batch::new(of_cells(cells)).fields("x many of \"A\", \"B\"").read();
    let x = column(&outcome.report, "x");
    assert_eq!(counts(x), [6, 3, 1, 0, 2, 0, 0, 1]);
    assert_eq!(examples(&x.folded), ["a;B at 4 is A;B"]);
    assert_eq!(x.found[0].1.count, 2, "two unknown options of one cell are one cell");
}

#[test]
fn times_say_which_formats_were_used_and_what_they_reach() {
    let cells = ["31-12-2025", "2026-01-02 10:00", "2026-01-03", "01-02-2026", "2026-01-02T10:00:00Z", "soon"];
    let outcome =
        Batch::new(of_cells(cells)).fields("x timestamp").yaml("timestamps: [\"%Y-%m-%d\", \"%d-%m-%Y\"]\n").read();
    let x = column(&outcome.report, "x");
    let times = x.times.as_ref().unwrap();
    assert_eq!(times.formats, [(Some("%d-%m-%Y".to_string()), 2), (None, 3)], "a declared ISO 8601 is ISO 8601");
    assert_eq!(times.without_clock, 3);
    assert_eq!(x.extent, Some(("2025-12-31".to_string(), "2026-02-01".to_string())));
    let outcome = Batch::new(of_cells(["2026-03-08 02:30", "2026-03-09 02:30"])).fields("x timestamp").read();
    let x = column(&outcome.report, "x");
    assert_eq!(examples(&x.found[0].1), ["2026-03-08 02:30 at 2 is 2026-03-08T07:30:00Z"]);
    assert_eq!(counts(x), [2, 2, 0, 0, 0, 0, 0, 0], "a note leaves a cell read");
}

#[test]
fn a_long_cell_is_cut() {
    let outcome = Batch::new(of_cells(["é".repeat(61), "é".repeat(62)])).fields("x integer").read();
    let cut = format!("{}… at 2 is -", "é".repeat(60));
    assert_eq!(examples(&column(&outcome.report, "x").found[0].1), [cut], "what is shown alike is one example");
}

#[test]
fn rows_without_a_key_are_not_counted_and_duplicates_are() {
    let outcome = Batch::new("id,x\nA,1\nA,2\n,3\nB\nC,4\n").fields("x integer").read();
    assert_eq!(counts(column(&outcome.report, "id")), [4, 3, 1, 0, 0, 0, 0, 0]);
    assert_eq!(counts(column(&outcome.report, "x")), [3, 3, 0, 0, 0, 0, 0, 0]);
    let [main] = outcome.report.files.as_slice() else { panic!("one file") };
    let rejected: Vec<(&str, u64)> = main.rejected.iter().map(|(kind, count)| (kind.code().id, *count)).collect();
    assert_eq!((main.read, rejected), (5, vec![("D602", 1), ("D603", 1), ("D604", 1)]));
}

#[test]
fn joined_files_say_what_became_of_their_rows() {
    let outcome =
        Batch::new("id\nA\nB\nC\n").fields("x integer").join("deals.csv", "id,x\nA,1\nA,2\nB,\nZ,3\n,4\nY\n").read();
    let joined = outcome.report.files[1].joined.unwrap();
    assert_eq!((joined.matched, joined.unmatched, joined.repeated), (2, 1, 1));
    assert_eq!(outcome.report.files[1].read, 6);
    assert_eq!(counts(column(&outcome.report, "x")), [4, 3, 1, 0, 0, 0, 0, 0]);
    let keys: Vec<(&str, u64)> = outcome
        .report
        .columns
        .iter()
        .filter(|column| column.name == "id")
        .map(|column| (&*column.file, column.cells))
        .collect();
    assert_eq!(keys, [("leads.csv", 3), ("deals.csv", 5)]);
}

/// Cells of every kind of dirt, many of them alike.
fn dirty() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "", " ", "n/a", "1", "1.5", "1,5", "yes", "true", "A", "a", "A;b", "Z", "2026-04-01", "13/04/2026", "04/13/2026",
            "2026-04-01 00:00", "2026-03-08 02:30", "2026-04-01T00:00:00Z", "other",
        ])
        .prop_map(str::to_string),
        1 => "[a-c;, /0-9-]{0,70}",
        1 => (1_u32..29, 1_u32..13).prop_map(|(day, month)| format!("{day:02}/{month:02}/2026")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_report_of_chunks_is_that_of_the_whole_and_adds_up(
        rows in prop::collection::vec((0_u32..30, prop::collection::vec(dirty(), 6)), 0..60),
        repeats in 1_usize..4,
    ) {
        let mut text = "id,t,n,d,b,o,m\n".to_string();
        for (key, cells) in &rows {
            for _ in 0..repeats {
                let cells: Vec<String> = cells.iter().map(|cell| format!("\"{cell}\"")).collect();
                text.push_str(&format!("K{key},{}\n", cells.join(",")));
            }
        }
        let report = |chunk: usize| {
            let outcome = Batch::new(&text)
                .fields("t timestamp\nn decimal\nd date\nb boolean\no one of \"A\", \"B\" default \"B\"\nm many of \"A\", \"B\"")
                .yaml("nulls: [n/a]\ntimestamps: [\"%d/%m/%Y\"]\nvalues:\n  o: { other: B }\n")
                .chunk_rows(chunk)
                .at("2026-04-01T02:00Z")
                .read();
            assert_eq!(outcome.error, None);
            outcome.report
        };
        let whole = report(1_000);
        for column in &whole.columns {
            prop_assert_eq!(column.blank + column.null + column.read + column.unread, column.cells);
            prop_assert_eq!(column.cells, (rows.len() * repeats) as u64);
            let missing = column.found.iter().filter(|(kind, _)| kind.effect() == leadpact::types::Effect::Missing);
            prop_assert_eq!(missing.map(|(_, noted)| noted.count).sum::<u64>(), column.unread);
            prop_assert!(column.defaulted <= column.blank + column.null);
            prop_assert!(column.folded.count <= column.read);
            if let Some(times) = &column.times {
                prop_assert_eq!(times.formats.iter().map(|(_, cells)| cells).sum::<u64>(), column.read);
            }
        }
        for chunk in [1, 2, 7] {
            let parts = report(chunk);
            prop_assert_eq!(&parts.columns, &whole.columns);
            prop_assert_eq!(&parts.suspicions, &whole.suspicions);
            prop_assert_eq!(&parts.files, &whole.files);
        }
    }
}

/// Returns what is suspected of a column of these cells.
fn suspected<T: AsRef<str>>(kind: &str, yaml: &str, cells: impl IntoIterator<Item = T>) -> Vec<Suspicion> {
    let outcome = Batch::new(of_cells(cells)).fields(&format!("x {kind}")).yaml(yaml).at("2026-06-01T12:00Z").read();
    assert_eq!(outcome.error, None);
    outcome.report.suspicions
}

/// Checks which suspicion there is, and its evidence; none for `""`.
#[track_caller]
fn check<T: AsRef<str>>(
    id: &str,
    evidence: &[(&str, u64)],
    kind: &str,
    yaml: &str,
    cells: impl IntoIterator<Item = T>,
) -> String {
    let found = suspected(kind, yaml, cells);
    let ids: Vec<&str> = found.iter().map(|suspicion| suspicion.id).collect();
    let expected: Vec<&str> = Some(id).filter(|id| !id.is_empty()).into_iter().collect();
    assert_eq!(ids, expected, "{found:#?}");
    let Some(one) = found.first() else { return String::new() };
    assert_eq!(one.evidence, evidence);
    assert!(one.what.contains("may"), "{}", one.what);
    format!("{}; {}", one.what, one.help)
}

const NOTHING: &str = "nulls: []\n";
const UTC: &str = "timezone: UTC\n";

/// Returns days of 2025, one in every step.
fn days(step: usize, count: usize) -> impl Iterator<Item = leadpact::time::Date> + Clone {
    let first = leadpact::time::Date::new(2025, 1, 1).unwrap();
    (0..count).map(move |place| first.plus_days((place * step) as i64))
}

#[test]
fn s2_6_day_and_month_may_be_swapped_where_cells_say_so() {
    let yaml = "timestamps: [\"%d/%m/%Y\"]\n";
    let cells = ["01/02/2026", "12/25/2025", "10/31/2025", "31/02/2026", "soon"];
    let said = check("swapped-day-and-month", &[("read", 1), ("readable_swapped", 2)], "date", yaml, cells);
    assert_eq!(
        said,
        "2 cells that are no dates in `%d/%m/%Y` would be with day and month the other way round: these may be swapped; \
         if the export writes the other first, declare `timestamps: [\"%m/%d/%Y\"]`; which one is meant is not guessed"
    );
    let iso = ["2026-02-01", "2025-25-12"];
    check("swapped-day-and-month", &[("read", 1), ("readable_swapped", 1)], "date", NOTHING, iso);
    check("", &[], "date", yaml, ["01/02/2026", "31/02/2026", "45/13/2026"]);
}

#[test]
fn s2_6_day_and_month_may_be_swapped_where_no_day_is_above_12() {
    let yaml = "timestamps: [\"%d/%m/%Y\"]\n";
    let low = |format: fn(usize, usize) -> String| {
        move |count: usize| (0..count).map(move |place| format(1 + place % 12, 1 + place / 6)).collect::<Vec<_>>()
    };
    let slashes = low(|day, month| format!("{day:02}/{month:02}/2025"));
    check("swapped-day-and-month", &[("read", 24), ("different_dates_at_least", 20)], "date", yaml, slashes(24));
    check("", &[], "date", yaml, slashes(19));
    let mut high = slashes(24);
    high.push("13/01/2025".to_string());
    check("", &[], "date", yaml, high);
    // Days of one month and the next, and the same day of every month, are no sign.
    check("", &[], "date", yaml, (0..24).map(|place| format!("{:02}/{:02}/2025", 1 + place % 12, 1 + place / 12)));
    check("", &[], "date", yaml, (0..24).map(|place| format!("01/{:02}/{}", 1 + place % 12, 2024 + place / 12)));
    // With the year first nobody means the day by what comes next.
    check("", &[], "date", NOTHING, low(|day, month| format!("2025-{month:02}-{day:02}"))(24));
    // One date many times is one date.
    check("", &[], "date", yaml, (0..60).map(|place| format!("{:02}/{:02}/2025", 1 + place % 3, 1 + place % 6)));
}

#[test]
fn s2_5_times_later_than_as_of_by_hours_may_be_of_another_zone() {
    let cells = ["2026-06-01 11:59", "2026-06-01 15:30", "2026-06-02 01:59"];
    let evidence = [("times", 3), ("later", 2), ("later_by_minutes", 839)];
    let said = check("wrong-zone", &evidence, "timestamp", UTC, cells);
    assert!(said.starts_with(
        "2 times without an offset are later than as-of, by no more than 13 h 59 min: they may be of another zone than UTC"
    ));
    check("", &[], "timestamp", UTC, ["2026-06-01 11:59", "2026-06-01 12:00"]);
    let far = ["2026-06-01 11:59", "2026-06-02 02:01"];
    check("later-than-as-of", &[("times", 2), ("later", 1)], "timestamp", UTC, far);
    // What says its offset is not of another zone, and a day has no clock.
    let sure = ["2026-06-01T15:30:00Z", "2026-06-02"];
    check("later-than-as-of", &[("times", 2), ("later", 2)], "timestamp", UTC, sure);
    check("", &[], "date", UTC, ["2026-06-02"]);
}

#[test]
fn s2_4_midnights_of_another_zone_may_be_days() {
    let at = |clock: &'static str, count: usize| days(3, count).map(move |day| format!("{day} {clock}"));
    let evidence =
        [("times", 20), ("at_one_time_of_day", 20), ("minutes_after_midnight", 180), ("not_at_a_full_minute", 0)];
    let said = check("midnights-of-another-zone", &evidence, "timestamp", UTC, at("03:00:00", 20));
    assert_eq!(
        said,
        "20 of 20 times are at 03:00:00 in UTC: they may be days, written as midnight of a zone 3 hours west of it, or the \
         column may be written in a zone 3 hours east of it; if they are, declare the `timezone` that the export writes, or \
         export days without a time"
    );
    assert!(
        suspected("timestamp", UTC, at("18:30", 20))[0].what.contains("a zone 5 h 30 min east of it"),
        "midnight in India, read as UTC"
    );
    check("", &[], "timestamp", UTC, at("03:00:00", 19));
    check("", &[], "timestamp", UTC, at("03:00:01", 20));
    check("", &[], "timestamp", UTC, at("03:00", 17).chain(at("09:12", 3)));
    check("", &[], "timestamp", UTC, days(3, 40).map(|day| day.to_string()));
}

#[test]
fn s2_4_midnights_among_times_to_the_second_stand_out() {
    let second = |count: usize| {
        days(1, count).enumerate().map(|(place, day)| format!("{day} 11:{:02}:{:02}", place % 60, 1 + place % 59))
    };
    let at = |clock: &'static str, count: usize| days(3, count).map(move |day| format!("{day} {clock}"));
    let evidence =
        [("times", 120), ("at_one_time_of_day", 20), ("minutes_after_midnight", 180), ("not_at_a_full_minute", 100)];
    check("midnights-of-another-zone", &evidence, "timestamp", UTC, second(100).chain(at("03:00", 20)));
    check("", &[], "timestamp", UTC, second(100).chain(at("03:00", 19)));
    // Two hours that are as usual are the hours of an office.
    check("", &[], "timestamp", UTC, second(100).chain(at("09:00", 20)).chain(at("10:00", 20)));
    check("", &[], "timestamp", UTC, second(30).chain(at("03:00", 30)));
}

#[test]
fn s2_4_midnights_by_an_offset_of_their_own_may_be_days_before() {
    // Half of the year New York is 4 hours behind, half 5: no one time of day.
    let cells = days(9, 40).map(|day| format!("{day}T00:00:00Z"));
    let evidence = [("times", 40), ("midnights_by_their_offset", 40)];
    check("midnights-of-another-zone", &evidence, "timestamp", NOTHING, cells.clone());
    check("midnights-of-another-zone", &evidence, "date", NOTHING, cells);
    check("", &[], "date", UTC, days(9, 40).map(|day| format!("{day}T00:00:00Z")));
}

#[test]
fn s2_4_times_that_are_all_midnight_may_be_days() {
    let at = |clock: &'static str, count: usize| days(3, count).map(move |day| format!("{day} {clock}"));
    let said = check("days-written-as-instants", &[("times", 20)], "timestamp", NOTHING, at("00:00:00", 20));
    assert!(said.starts_with("all 20 times are 00:00:00 in America/New_York: they may be days"), "{said}");
    check("", &[], "timestamp", NOTHING, at("00:00", 19));
    check("", &[], "timestamp", NOTHING, at("00:00", 30).chain(at("00:00:01", 1)));
    check("", &[], "date", NOTHING, at("00:00", 20));
}

#[test]
fn a_column_that_is_needed_and_blank_is_suspected() {
    let evidence = [("cells", 3), ("blank", 2), ("null", 1)];
    check("blank-column", &evidence, "text", "nulls: [\"-\"]\n", ["", " ", "-"]);
    check("", &[], "text", "nulls: [\"-\"]\n", ["", " ", "a"]);
    let outcome = Batch::new("id,x\nA,\n").fields("x text").needed(&[]).read();
    assert_eq!(outcome.report.suspicions, [], "nothing reads it");
    let outcome = Batch::new("id,x\n").fields("x text").read();
    assert_eq!(outcome.report.suspicions, [], "no row is no blank row");
}

#[test]
fn s1_6_a_picklist_of_which_most_match_nothing_is_suspected() {
    let kind = "one of \"A\", \"B\"";
    check("options-not-matched", &[("values", 3), ("unknown", 2)], kind, NOTHING, ["A", "x", "y", ""]);
    check("", &[], kind, NOTHING, ["A", "x", "b", "y"]);
    check("options-not-matched", &[("values", 1), ("unknown", 1)], "many of \"A\", \"B\"", NOTHING, ["A;x"]);
}

#[test]
fn s1_7_numbers_of_another_pattern_are_suspected() {
    let evidence = [("values", 4), ("unreadable", 3), ("readable", 3)];
    let said =
        check("numbers-of-another-pattern", &evidence, "decimal", NOTHING, ["1.234,50", "2.000.000,1", "3.000,5", "7"]);
    assert_eq!(
        said,
        "3 of 4 values are no numbers as `1234.56` is written; 3 of them may be written as `1.234,56`; \
         if they are, declare `numbers: \"1.234,56\"`"
    );
    assert!(suspected("decimal", NOTHING, ["7,5"])[0].what.contains("as `1.234,56`, `1 234,56` or `1234,56`"));
    // Thousands apart in whole numbers, which a fraction is taken for; amounts with what is declared beside them.
    let evidence = [("values", 2), ("unreadable", 2), ("readable", 2)];
    check("numbers-of-another-pattern", &evidence, "integer", NOTHING, ["1.234", "12.500"]);
    check(
        "numbers-of-another-pattern",
        &evidence,
        "money",
        "money: { symbols: { \"$\": USD } }\n",
        ["$1,234.00", "$2,000.50"],
    );
    check("", &[], "decimal", NOTHING, ["7,5", "7.5"]);
    check("", &[], "decimal", NOTHING, ["about 7", "50-100", "7,5"]);
    check("", &[], "integer", NOTHING, ["7.5", "8.5"]);
    check("", &[], "decimal", "numbers: \"1.234,56\"\n", ["1.234,50"]);
}

#[test]
fn a_header_that_is_nearly_a_fields_name_is_suspected() {
    let of = |header: &str, yaml: &str| {
        let outcome = Batch::new(format!("{header}\n{}\n", vec!["1"; header.split(',').count()].join(",")))
            .fields("employees integer\nmql_at text aliases \"Became MQL\"")
            .needed(&[])
            .yaml(yaml)
            .read();
        let found = outcome.report.suspicions;
        found.iter().map(|one| format!("{}: {}", one.id, one.what)).collect::<Vec<_>>()
    };
    assert_eq!(
        of("id,employes", NOTHING),
        [
            "header-like-a-field: the header `employes` is not read and may be `employees` misspelt, which no column is read for"
        ]
    );
    assert_eq!(
        of("id,Employees_,head count", "columns: { employees: head count }\n"),
        Vec::<String>::new(),
        "a header that is the name is passed over on purpose"
    );
    assert_eq!(
        of("id,employes,head count", "columns: { employees: head count }\n"),
        [
            "header-like-a-field: the header `employes` is not read and may be `employees` misspelt, which `head count` is read for"
        ]
    );
    assert_eq!(of("id,employes,employees", NOTHING), Vec::<String>::new(), "the field has its column");
    assert_eq!(of("id,sql_at,Became SQL", NOTHING), Vec::<String>::new(), "one character for another is another name");
}

#[test]
fn nothing_is_suspected_without_as_of_of_what_is_later() {
    let outcome = Batch::new(of_cells(["2099-01-01 10:00"])).fields("x timestamp").read();
    assert_eq!(outcome.report.suspicions, []);
}

#[test]
fn s2_4_midnights_of_a_zone_that_changes_its_clock_are_at_two_times() {
    let berlin = leadpact::time::Zone::find("Europe/Berlin").unwrap();
    let midnights = days(1, 300).map(|day| berlin.start_of(day).to_string());
    let found = suspected("timestamp", UTC, midnights);
    assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), ["midnights-of-another-zone"]);
    assert!(found[0].what.starts_with("300 of 300 times are at 22:00:00 or 23:00:00 in UTC"), "{}", found[0].what);
    // In London's winter midnight is that of UTC, in its summer the hour before.
    let london = leadpact::time::Zone::find("Europe/London").unwrap();
    let found = suspected("timestamp", UTC, days(1, 300).map(|day| london.start_of(day).to_string()));
    assert!(found[0].what.contains("are at 23:00:00 or 00:00:00 in UTC"), "{found:?}");
    // Meetings at nine and ten, and others, are no midnights.
    let meetings = days(1, 60).enumerate().map(|(at, day)| format!("{day}T{:02}:00:00Z", [9, 10, 14][at % 3]));
    check("", &[], "timestamp", UTC, meetings);
}
