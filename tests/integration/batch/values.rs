//! Cells and the values they hold.

use super::Batch;

/// Reads a column of cells into a field `x` of this type.
#[track_caller]
fn check(kind: &str, cells: &[&str], values: &[&str], found: &[&str]) {
    check_with("", kind, cells, values, found);
}

#[track_caller]
fn check_with(yaml: &str, kind: &str, cells: &[&str], values: &[&str], found: &[&str]) {
    let rows: String =
        cells.iter().enumerate().map(|(row, cell)| format!("{row},\"{}\"\n", cell.replace('"', "\"\""))).collect();
    let outcome = Batch::new(format!("id,x\n{rows}")).fields(&format!("x {kind}")).yaml(yaml).read();
    assert_eq!(outcome.column("x"), values);
    let reasons: Vec<String> =
        outcome.findings.iter().map(|finding| format!("{} {}", finding.kind.code().name, finding.reason)).collect();
    assert_eq!(reasons, found);
}

#[test]
fn s1_3_blank_is_missing_and_so_is_what_is_listed() {
    check(
        "text",
        &["", "  ", "\u{feff}\u{a0}", "n/a", "-", "0", " a b "],
        &["-", "-", "-", "n/a", "-", "0", "a b"],
        &[],
    );
    check_with("nulls: [n/a, Select]", "text", &["n/a", "N/A", " Select ", ""], &["-", "N/A", "-", "-"], &[]);
}

#[test]
fn s1_4_a_default_stands_in_for_blank_alone() {
    check(
        "integer default 7",
        &["", "3", "x"],
        &["7", "3", "-"],
        &["bad-number `x` is no number as `1234.56` is written"],
    );
    check("text default \"none\"", &["", "a"], &["none", "a"], &[]);
    check("boolean default false", &["", "yes"], &["false", "true"], &[]);
    check("many of \"A\", \"B\" default []", &["", ";", "b"], &["", "", "B"], &[]);
    check("many of \"A\", \"B\"", &["", ";", "b"], &["-", "-", "B"], &[]);
}

#[test]
fn s1_6_a_value_that_no_option_has_is_a_finding() {
    check(
        "one of \"SMB\", \"Mid-market\" also [\"MM\", \"midmarket\"], \"Enterprise\"",
        &["smb", " MM", "MIDMARKET", "Enterprize", "xyz", "enterprise"],
        &["SMB", "Mid-market", "Mid-market", "-", "-", "Enterprise"],
        &[
            "unknown-option `Enterprize` is none of the options; the nearest is `Enterprise`",
            "unknown-option `xyz` is none of the options: `SMB`, `Mid-market` or `Enterprise`",
        ],
    );
    check(
        "many of \"Analytics\", \"Payroll\", \"Security\"",
        &["security; analytics;security", ";Payroll;", "Payrol;x;Security"],
        &["Analytics;Security", "Payroll", "-"],
        &[
            "unknown-option `Payrol` is none of the options; the nearest is `Payroll`",
            "unknown-option `x` is none of the options: `Analytics`, `Payroll` or `Security`",
        ],
    );
}

#[test]
fn s1_7_numbers_are_exact_and_in_range() {
    check(
        "integer",
        &["12", "-3", "+4", "5.0", "5.5", "9223372036854775808", "1,000"],
        &["12", "-3", "4", "5", "-", "-", "-"],
        &[
            "bad-number `5.5` is no whole number",
            "number-out-of-range `9223372036854775808` does not fit 64 bits",
            "bad-number `1,000` is no number as `1234.56` is written; declare `numbers: \"1,234.56\"` if the export writes them so",
        ],
    );
    check(
        "decimal",
        &["0.1", "-12.345678", "0.1234567", "1000000000000", "1e3"],
        &["0.100000", "-12.345678", "-", "-", "-"],
        &[
            "number-out-of-range `0.1234567` has more than 12 digits before or 6 after the point",
            "number-out-of-range `1000000000000` has more than 12 digits before or 6 after the point",
            "bad-number `1e3` is no number as `1234.56` is written",
        ],
    );
    check_with(
        "numbers: \"1 234,56\"",
        "money",
        &["1 234,5", "1\u{a0}234", "12 34"],
        &["1234.500000", "1234.000000", "-"],
        &["bad-number `12 34` is no number as `1 234,56` is written"],
    );
}

#[test]
fn truth_values_are_those_of_crm_exports() {
    check(
        "boolean",
        &["TRUE", "no", "1", "Checked", "t"],
        &["true", "false", "true", "true", "-"],
        &["bad-boolean `t` is no truth value; `true`, `yes` and `1` are, and `false`, `no` and `0`"],
    );
}

#[test]
fn s6_7_money_is_in_the_contracts_currency() {
    let outcome =
        Batch::new("id,amount,currency\n1,10,usd\n2,10.01,EUR\n3,5,GBP\n4,7,\n5,,GBP\n6,999999999999,EUR\n7,1,EUP\n")
            .fields("amount money in currency\ncurrency text")
            .read();
    assert_eq!(outcome.column("amount"), ["10.000000", "11.011000", "-", "-", "-", "-", "-"]);
    assert_eq!(
        outcome.found(),
        [
            "D613 row 4 [amount] the contract has no rate for `GBP`, so the amount `5` is not known in USD",
            "D613 row 5 [amount] the currency of the amount `7` is not known: `currency` is empty; nor is the amount in USD",
            "D608 row 7 [amount] `999999999999` EUR is more than 12 digits in USD",
            "D613 row 8 [amount] the contract has no rate for `EUP`, so the amount `1` is not known in USD",
        ]
    );
}

#[test]
fn s6_7_what_is_said_of_an_unknown_currency_is_true() {
    let fields = "amount money in cur\ncur one of \"USD\", \"EUR\", \"GBP\"";
    let outcome = Batch::new("id,amount,cur\n1,10,CHF\n2,11,GBP\n3,12,\n4,13,E\0UR\n5,14,EUR\n").fields(fields).read();
    let found = outcome.found().into_iter().filter(|line| line.contains("[amount]")).collect::<Vec<_>>();
    assert_eq!(
        found,
        [
            "D613 row 2 [amount] the currency of the amount `10` is not known: `CHF` is no option of `cur`; nor is the amount in USD",
            "D613 row 3 [amount] the contract has no rate for `GBP`, so the amount `11` is not known in USD",
            "D613 row 4 [amount] the currency of the amount `12` is not known: `cur` is empty; nor is the amount in USD",
            "D613 row 5 [amount] the currency of the amount `13` is not known: `cur` cannot be read; nor is the amount in USD",
        ]
    );
    assert_eq!(outcome.column("amount"), ["-", "-", "-", "-", "15.400000"]);
}

#[test]
fn s2_4_dates_and_timestamps() {
    check(
        "date",
        &["2026-04-01", "2026-04-01T23:30", "2026-04-02T03:30Z", "2026-4-1"],
        &["2026-04-01", "2026-04-01", "2026-04-01", "-"],
        &[
            "bad-time `2026-4-1` is no date in ISO 8601, such as `2026-04-01 09:00`; declare other formats under `timestamps`",
        ],
    );
    check_with(
        "timezone: Asia/Kolkata\ntimestamps: [\"%d-%m-%Y %H:%M\", \"%m/%d/%Y %I:%M %p\", epoch-s]",
        "timestamp",
        &["14-11-2018 10:05", "3/15/2024 2:30 PM", "2026-04-01", "1775000000"],
        &["2018-11-14T04:35:00Z", "2024-03-15T09:00:00Z", "2026-03-31T18:30:00Z", "2026-03-31T23:33:20Z"],
        &[],
    );
}

#[test]
fn s2_5_local_times_that_do_not_exist_once_are_notes() {
    check(
        "timestamp",
        &["2026-03-08 02:30", "2026-11-01 01:30", "2026-11-01 01:30-05:00"],
        &["2026-03-08T07:30:00Z", "2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"],
        &[
            "skipped-time the clock skipped `2026-03-08 02:30` in America/New_York; it is read as 2026-03-08T07:30:00Z",
            "repeated-time the clock repeated `2026-11-01 01:30` in America/New_York; it is read as the earlier, 2026-11-01T05:30:00Z",
        ],
    );
}
