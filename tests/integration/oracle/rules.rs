//! Every rule of parts 1 to 3 with a case worked out by hand, as data that any judge answers.
//!
//! A lead is written `field = cell | field = cell`, what is expected `column = value | column = value`, with
//! `!=` for the answer that practice gives and that must not come out.

use std::collections::BTreeSet;

use leadpact::time::{Instant, Zone};

use super::assert_same;
use super::decision::OracleDecision;
use super::lead::PlainLead;

pub(super) const NEW_YORK: &str = "America/New_York";
const LORD_HOWE: &str = "Australia/Lord_Howe";

/// A Monday at noon.
const AS_OF: &str = "2026-06-15T12:00-04:00";

/// The fields that all contracts of these tests share.
pub(super) const LEAD: &str = r#"
lead {
  id          text key
  email       text
  country     text
  job_title   text
  status      text
  segment     one of "SMB", "Mid-market" also ["MM"], "Enterprise"
  tier        one of "smb", "enterprise", "Partner"
  interests   many of "Analytics", "SaaS", "Fintech"
  employees   integer
  visits      integer default 0
  views       integer
  ratio       decimal
  amount      money
  opt_out     boolean default false
  verified    boolean
  funded_on   date
  signed_on   date
  asked_at    timestamp
  seen_at     timestamp latest
  touched_at  timestamp
  mql_at      timestamp
  sal_at      timestamp
  sql_at      timestamp
  won_on      date
  answered_at timestamp
  held_at     timestamp
  resumed_at  timestamp
  rejected_at timestamp
  reason      text
  disputed_at timestamp
  lost_at     timestamp
}

activity touch {
  lead_id text      joins id
  at      timestamp instant
  kind    one of "call", "email", "demo"
  minutes integer
  booked  timestamp
}
"#;

/// When and where leads are judged.
#[derive(Clone, Copy)]
pub(super) struct Occasion {
    pub(super) as_of: &'static str,
    /// The contract's zone.
    pub(super) zone: &'static str,
    /// The batch's zone.
    pub(super) days_of: &'static str,
}

pub(super) const USUAL: Occasion = Occasion { as_of: AS_OF, zone: NEW_YORK, days_of: NEW_YORK };

/// Writes a contract: the header, the lead, and what follows.
pub(super) fn contract(zone: &str, scope: &str, rest: &str) -> String {
    let scope = if scope.is_empty() { String::new() } else { format!("  scope     {scope}\n") };
    format!(
        "contract \"Rules\" {{\n  version   1\n  effective 2026-01-01\n  timezone  \"{zone}\"\n  currency  USD\n  \
         party     marketing \"Dana Fox\"\n  party     sales \"Lee Park\"\n{scope}}}\n{LEAD}\n{rest}\n"
    )
}

/// Reads `name = value | name = value`, or with `!=`, which is marked.
fn pairs(text: &str) -> Vec<(String, String, bool)> {
    let parts = text.split(" | ").filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or_else(|| panic!("no `=` in `{part}`"));
            let wrong = name.ends_with('!');
            let name = name.trim_end_matches('!').trim();
            (name.to_string(), value.strip_prefix(' ').unwrap_or(value).to_string(), wrong)
        })
        .collect()
}

/// Judges leads by a contract, and compares each with what is expected of it.
#[track_caller]
pub(super) fn check_contract(occasion: Occasion, scope: &str, rest: &str, rows: &[(&str, &str)]) {
    let text = contract(occasion.zone, scope, rest);
    let zone = Zone::find(occasion.days_of).unwrap();
    let program = super::compile(&text);
    let mut leads: Vec<PlainLead> = rows
        .iter()
        .map(|(cells, _)| {
            let cells: Vec<_> = pairs(cells).into_iter().map(|(name, value, _)| (name, value)).collect();
            PlainLead::read(&program, &zone, &cells)
        })
        .collect();
    // A file of activities is given for all leads or for none.
    let given: BTreeSet<String> = leads.iter().flat_map(|lead| lead.activities.keys().cloned()).collect();
    for lead in &mut leads {
        for name in &given {
            lead.activities.entry(name.clone()).or_default();
        }
    }
    let decisions = assert_same(&text, &leads, Instant::parse(occasion.as_of).unwrap(), &zone);
    for ((cells, expected), decision) in rows.iter().zip(&decisions) {
        check_columns(&format!("{rest}\nlead: {cells}"), expected, decision);
    }
}

#[track_caller]
fn check_columns(about: &str, expected: &str, decision: &OracleDecision) {
    for (column, value, wrong) in pairs(expected) {
        let found = decision.column(&column);
        if wrong {
            assert_ne!(found, value, "{about}\ncolumn: {column}");
        } else {
            assert_eq!(found, value, "{about}\ncolumn: {column}\n{decision:#?}");
        }
    }
}

/// Judges criteria, each with its lead: `met`, `unmet`, or `unknown` with the names of what is missing.
#[track_caller]
pub(super) fn check_criteria(occasion: Occasion, rows: &[(&str, &str, &str)]) {
    check_criteria_of("stage probe", occasion, rows);
}

/// Judges criteria at the instant in `mql_at`.
#[track_caller]
pub(super) fn check_criteria_at_mql(occasion: Occasion, rows: &[(&str, &str, &str)]) {
    check_criteria_of("stage probe recorded mql_at", occasion, rows);
}

#[track_caller]
fn check_criteria_of(stage: &str, occasion: Occasion, rows: &[(&str, &str, &str)]) {
    let recorded = if stage.ends_with("mql_at") { "  recorded mql_at\n" } else { "" };
    for (criterion, cells, expected) in rows {
        let rest = format!("stage probe {{\n{recorded}  when {{\n    {criterion}\n  }}\n}}");
        let (word, missing) = expected.split_once(' ').unwrap_or((expected, ""));
        let expected = format!("stage probe = {word} | missing = {missing}");
        check_contract(occasion, "", &rest, &[(cells, &expected)]);
    }
}

// -------------------------------------------------------------------- 1. truth and missing data

#[test]
fn s1_1_unknown_follows_kleene_and_names_what_would_decide() {
    check_criteria(
        USUAL,
        &[
            (r#"employees > 5 and country = "DE""#, "employees = 9 | country = DE", "met"),
            (r#"employees > 5 and country = "DE""#, "employees = 9", "unknown country"),
            (r#"employees > 5 and country = "DE""#, "employees = 3", "unmet"),
            (r#"employees > 5 or country = "DE""#, "employees = 9", "met"),
            (r#"employees > 5 or country = "DE""#, "employees = 3", "unknown country"),
            // The order is that of `lead`, not of the criterion.
            (r#"employees > 5 or country = "DE""#, "", "unknown country employees"),
            ("not employees > 5", "", "unknown employees"),
            ("not employees > 5", "employees = 3", "met"),
            ("verified", "", "unknown verified"),
            ("verified = false", "verified = false", "met"),
            ("employees > visits", "visits = 3", "unknown employees"),
            ("employees > views", "", "unknown employees views"),
            // A decided criterion names nothing, although a part of it is unknown.
            (r#"any { employees > 5 }"#, "employees = 9", "met"),
            (
                "at least 2 of {\n employees > 5\n country = \"DE\"\n verified\n }",
                "employees = 9 | verified = true",
                "met",
            ),
            (
                "at least 2 of {\n employees > 5\n country = \"DE\"\n verified\n }",
                "employees = 9",
                "unknown country verified",
            ),
            (
                "at least 2 of {\n employees > 5\n country = \"DE\"\n verified\n }",
                "employees = 3 | verified = false",
                "unmet",
            ),
            ("none {\n employees > 5\n country = \"DE\"\n }", "employees = 3", "unknown country"),
            ("none {\n employees > 5\n country = \"DE\"\n }", "country = DE", "unmet"),
            (r#"count of (touch where kind = "demo") >= 1"#, "", "unknown touch"),
            (r#"count of (touch where kind = "demo") >= 1 and employees > 5"#, "", "unknown employees touch"),
        ],
    );
}

#[test]
fn s1_2_unknown_never_qualifies_and_never_disqualifies() {
    // The wrong answer: Salesforce reads a blank as 0, and 0 is less than 10.
    let rest = "stage mql {\n recorded mql_at\n handoff marketing to sales\n when {\n  employees < 10\n }\n}";
    check_contract(
        USUAL,
        "",
        rest,
        &[
            (
                "mql_at = 2026-06-01T09:00",
                "handoff mql = unproven | handoff mql != ok | missing = employees | breaches =",
            ),
            ("mql_at = 2026-06-01T09:00 | employees = 9", "handoff mql = ok | qualified = mql | missing ="),
            ("mql_at = 2026-06-01T09:00 | employees = 10", "handoff mql = premature | breaches = marketing:mql"),
        ],
    );
    // Case 37: a blank headcount is insufficient, neither fit nor misfit.
    check_contract(
        USUAL,
        "",
        "icp main {\n firmographics {\n  employees >= 50\n }\n}\nstage mql {\n when {\n  icp main\n }\n}",
        &[
            ("", "icp_verdict = insufficient_data | icp_verdict != no_fit | missing = employees | stage mql = unknown"),
            ("employees = 50", "icp_verdict = fit | icp = main"),
            ("employees = 49", "icp_verdict = no_fit | missing ="),
        ],
    );
}

#[test]
fn s1_3_zero_and_a_dash_are_values() {
    check_criteria(
        USUAL,
        &[
            ("employees is present", "employees = 0", "met"),
            ("employees is missing", "employees = 0", "unmet"),
            ("employees < 10", "employees = 0", "met"),
            (r#"country = "-""#, "country = -", "met"),
            (r#"country is missing"#, "country = N/A", "unmet"),
            ("ratio = 0", "ratio = 0", "met"),
        ],
    );
}

#[test]
fn s1_4_else_default_and_is_missing_decide_without_the_data() {
    check_criteria(
        USUAL,
        &[
            ("employees else 0 >= 50", "", "unmet"),
            ("employees else 0 >= 50", "employees = 50", "met"),
            ("employees else views >= 50", "views = 60", "met"),
            ("employees else views >= 50", "", "unknown employees views"),
            ("employees else 0.5 >= 0.5", "", "met"),
            ("employees is missing", "", "met"),
            ("not employees is present", "", "met"),
            ("visits = 0", "", "met"),
            ("opt_out = false", "", "met"),
            ("verified else true", "", "met"),
            ("verified else true", "verified = false", "unmet"),
            (r#"((employees > 5) else true) and country = "DE""#, "country = DE", "met"),
            (r#"status else country = "DE""#, "country = de", "met"),
            ("seen_at else touched_at within 7 days", "touched_at = 2026-06-10T12:00", "met"),
            ("seen_at else touched_at within 7 days", "", "unknown seen_at touched_at"),
        ],
    );
}

#[test]
fn s1_5_text_compares_trimmed_and_folded_and_keys_exactly() {
    check_criteria(
        USUAL,
        &[
            (r#"country = "de""#, "country =  DE ", "met"),
            (r#"country = "DE""#, "country = \u{feff}de\u{a0}", "met"),
            (r#"country != "DE""#, "country = de", "unmet"),
            (r#"country = "MÜNCHEN""#, "country = münchen", "met"),
            // Simple folding: nothing is normalised and no letter becomes two.
            (r#"country = "STRASSE""#, "country = straße", "unmet"),
            (r#"country = "münchen""#, "country = mu\u{308}nchen", "unmet"),
            (r#"country in ["KP", "IR"]"#, "country = ir", "met"),
            (r#"country not in ["KP", "IR"]"#, "", "unknown country"),
            (r#"country = status"#, "country = de | status = DE", "met"),
            // Two 15-character ids that differ by case alone are two.
            (r#"id = "0015f00001aBcDe""#, "id = 0015f00001aBcDe", "met"),
            (r#"id = "0015f00001aBcDe""#, "id = 0015f00001AbcDe", "unmet"),
            (r#"id in ["0015f00001aBcDe"]"#, "id = 0015f00001AbcDe", "unmet"),
            (r#"id else "X" = "x""#, "", "unmet"),
            (r#"email ends with "@Rival.example""#, "email = ann@rival.EXAMPLE ", "met"),
            (r#"email ends with any of ["@gmail.com", "@yahoo.com"]"#, "email = ann@yahoo.com", "met"),
            (r#"email starts with "ann@""#, "email =  Ann@x.example", "met"),
            (r#"job_title contains "cto""#, "job_title = Director", "met"),
            (r#"job_title has word "cto""#, "job_title = Director", "unmet"),
            (r#"job_title has word any of ["vp", "chief"]"#, "job_title = Vice-President (VP)", "met"),
            (r#"job_title has word "vice president""#, "job_title = Vice-President, Sales", "met"),
            (r#"job_title has word "vice president""#, "job_title = President, Vice", "unmet"),
            (r#"job_title has word "r""#, "job_title = R&D", "met"),
            (r#"job_title has word "chef""#, "job_title = Che\u{301}f", "unmet"),
            (r#"job_title has word "vp""#, "", "unknown job_title"),
            (r#"job_title matches "^head\\b""#, "job_title =  Head of growth", "met"),
            (r#"job_title matches "\\bhead""#, "job_title = ahead", "unmet"),
        ],
    );
}

#[test]
fn s1_5_a_list_is_compared_as_text_is() {
    let rest = "list embargo from \"embargo.txt\"\nlist customers from \"customers.txt\"\n\
                stage listed {\n when {\n  country in embargo\n }\n}\n\
                stage known after listed {\n when {\n  id in customers\n }\n}";
    check_contract(
        USUAL,
        "",
        rest,
        &[
            ("country = kp | id = 0015f00001aBcDe", "stage listed = met | stage known = met"),
            ("country = DE | id = 0015f00001AbcDe", "stage listed = unmet | stage known = unmet"),
            ("id = x", "stage listed = unknown | missing = country"),
        ],
    );
}

#[test]
fn s1_6_a_picklist_compares_by_its_options() {
    check_criteria(
        USUAL,
        &[
            (r#"segment = "Mid-market""#, "segment = Mid-market", "met"),
            (r#"segment in ["SMB", "Enterprise"]"#, "segment = Mid-market", "unmet"),
            (r#"segment = "SMB""#, "", "unknown segment"),
            ("segment = tier", "segment = SMB | tier = smb", "met"),
            ("segment = tier", "segment = SMB | tier = Partner", "unmet"),
            // Case 38: `;SaaS; Fintech` in a cell.
            (r#"interests includes any of ["Fintech"]"#, "interests = ;SaaS; Fintech", "met"),
            (r#"interests includes all of ["Fintech", "Analytics"]"#, "interests = ;SaaS; Fintech", "unmet"),
            (r#"interests includes none of ["Analytics"]"#, "interests = ;SaaS; Fintech", "met"),
            (r#"interests includes none of ["Analytics"]"#, "", "unknown interests"),
            (r#"interests includes any of ["Analytics"]"#, "interests = ;", "unmet"),
        ],
    );
}

#[test]
fn s1_7_numbers_are_exact() {
    check_criteria(
        USUAL,
        &[
            ("ratio + 0.2 = 0.3", "ratio = 0.1", "met"),
            // As floats these two are the same.
            ("employees = 9007199254740993", "employees = 9007199254740992", "unmet"),
            ("employees = ratio", "employees = 3 | ratio = 3", "met"),
            ("employees > ratio", "employees = 3 | ratio = 2.999999", "met"),
            ("views / employees > 0.2", "views = 5 | employees = 25", "unmet"),
            ("views / employees > 0.2", "views = 6 | employees = 25", "met"),
            ("views / employees = 0.666667", "views = 2 | employees = 3", "met"),
            ("views / employees = -0.666667", "views = -2 | employees = 3", "met"),
            ("ratio * 0.5 = 0.000001", "ratio = 0.000001", "met"),
            ("ratio * 0.4 = 0", "ratio = 0.000001", "met"),
            ("7 / 2 = 3.5", "", "met"),
            ("amount >= 2_000_000", "amount = 2000000", "met"),
            ("ratio >= 30%", "ratio = 0.3", "met"),
            ("-employees < -5", "employees = 6", "met"),
            ("employees in 50..1000", "employees = 50", "met"),
            ("employees in 50..1000", "employees = 1000", "met"),
            ("employees in 50..1000", "employees = 1001", "unmet"),
            ("employees in ..-1", "employees = -1", "met"),
            ("employees not in 50..", "employees = 49", "met"),
            // What has no result is missing: neither a wrap nor an infinity, and named by all that was read.
            ("employees + views > 0", "employees = 9223372036854775807 | views = 1", "unknown employees views"),
            ("employees - views < 0", "employees = -9223372036854775808 | views = 1", "unknown employees views"),
            ("employees * views > 0", "employees = 9223372036854775807 | views = 2", "unknown employees views"),
            ("-employees > 0", "employees = -9223372036854775808", "unknown employees"),
            ("views / employees > 0", "views = 1 | employees = 0", "unknown employees views"),
            ("(views / employees) else 7 = 7", "views = 1 | employees = 0", "met"),
            ("(employees else views) + 1 > 0", "views = 9223372036854775807", "unknown employees views"),
            ("ratio + 0.000001 > 0", "ratio = 999999999999.999999", "unknown ratio"),
            ("views / employees > 0 and ratio > 0", "views = 1 | employees = 0", "unknown employees views ratio"),
            ("views / employees > 0", "views = 1", "unknown employees"),
        ],
    );
}

// -------------------------------------------------------------------- 2. the instant judged at

#[test]
fn s2_1_every_decision_carries_its_instant() {
    check_contract(USUAL, "", "stage mql {\n recorded mql_at\n}", &[("", "judged_at = 2026-06-15T16:00:00Z")]);
}

#[test]
fn s2_2_a_stage_is_judged_at_the_instant_the_lead_entered_it() {
    let rest = "score fit max 50 {\n +20 asked_at within 10 days\n}\n\
                stage mql {\n recorded mql_at\n handoff marketing to sales\n when {\n  asked_at within 10 days\n }\n}\n\
                stage sal after mql {\n recorded sal_at\n when {\n  asked_at within 10 days\n }\n}";
    check_contract(
        USUAL,
        "",
        rest,
        &[
            // At the hand-off the request was 5 days old; as of now it is 45. The wrong answer judges now.
            (
                "asked_at = 2026-05-01T12:00 | mql_at = 2026-05-06T12:00",
                "handoff mql = ok | handoff mql != premature | judged_at = 2026-05-06T16:00:00Z | score fit = 20 | stage sal = unmet | qualified = mql",
            ),
            // The profile and scores are of the hand-off, a later stage's criteria of its own instant.
            (
                "asked_at = 2026-05-01T12:00 | mql_at = 2026-05-06T12:00 | sal_at = 2026-05-30T12:00",
                "stage mql = met | stage sal = unmet | recorded = sal | judged_at = 2026-05-06T16:00:00Z | score fit = 20",
            ),
            // Not handed over: as of now.
            ("asked_at = 2026-06-10T12:00", "handoff mql = missed | judged_at = 2026-06-15T16:00:00Z | score fit = 20"),
            // The request came after the hand-off: it had not happened.
            ("asked_at = 2026-05-07T12:00 | mql_at = 2026-05-06T12:00", "handoff mql = premature | score fit = 0"),
        ],
    );
}

#[test]
fn s2_3_one_contract_judges_what_was_before_it_too() {
    check_contract(
        USUAL,
        "",
        "stage mql {\n recorded mql_at\n handoff marketing to sales\n when {\n  verified\n }\n}",
        &[("mql_at = 2025-12-01T12:00 | verified = true", "handoff mql = ok | judged_at = 2025-12-01T17:00:00Z")],
    );
}

#[test]
fn s2_4_a_date_without_a_time_is_every_instant_of_its_day() {
    // Noon of 15 June less 10 days is noon of 5 June.
    check_criteria(
        USUAL,
        &[
            ("funded_on within 10 days", "funded_on = 2026-06-06", "met"),
            ("funded_on within 10 days", "funded_on = 2026-06-05", "unknown funded_on"),
            ("funded_on within 10 days", "funded_on = 2026-06-04", "unmet"),
            ("funded_on older than 10 days", "funded_on = 2026-06-06", "unmet"),
            ("funded_on older than 10 days", "funded_on = 2026-06-05", "unknown funded_on"),
            ("funded_on older than 10 days", "funded_on = 2026-06-04", "met"),
            // A cell without a time in a column of instants is the same.
            ("asked_at within 10 days", "asked_at = 2026-06-05", "unknown asked_at"),
            ("asked_at within 10 days", "asked_at = 2026-06-05T12:00", "met"),
            ("asked_at within 10 days", "asked_at = 2026-06-05T11:59", "unmet"),
            // Today: it may be still to come.
            ("funded_on within 10 days", "funded_on = 2026-06-15", "unknown funded_on"),
            ("funded_on is present", "funded_on = 2026-06-15", "met"),
            ("funded_on is present", "funded_on = 2026-06-16", "unmet"),
            ("funded_on >= 2026-01-01", "funded_on = 2026-06-15", "unknown funded_on"),
            ("asked_at < touched_at", "asked_at = 2026-06-01 | touched_at = 2026-06-01T12:00", "unknown asked_at"),
            ("asked_at < touched_at", "asked_at = 2026-06-01 | touched_at = 2026-06-02", "met"),
            ("asked_at < touched_at", "asked_at = 2026-06-01 | touched_at = 2026-06-01", "unknown asked_at touched_at"),
            ("asked_at > touched_at", "asked_at = 2026-06-01 | touched_at = 2026-06-02", "unmet"),
            ("asked_at = asked_at", "asked_at = 2026-06-01", "met"),
            ("funded_on = signed_on", "funded_on = 2026-06-01 | signed_on = 2026-06-01", "met"),
            ("funded_on < signed_on", "funded_on = 2026-06-01 | signed_on = 2026-06-02", "met"),
            ("asked_at in 2026-06-01T00:00-04:00..2026-06-01T23:00-04:00", "asked_at = 2026-06-01", "unknown asked_at"),
            ("asked_at in 2026-06-01..2026-06-02", "asked_at = 2026-06-01", "met"),
            ("asked_at in [2026-06-01T12:00-04:00]", "asked_at = 2026-06-01", "unknown asked_at"),
            ("asked_at in [2026-06-02T12:00-04:00]", "asked_at = 2026-06-01", "unmet"),
            ("funded_on in [2026-06-01, 2026-06-03]", "funded_on = 2026-06-01", "met"),
        ],
    );
    // The day is of the batch's zone: 5 June in UTC ends at 20:00 in New York, and has 4 June's evening.
    let in_utc = Occasion { days_of: "UTC", ..USUAL };
    check_criteria(
        in_utc,
        &[
            ("asked_at = 2026-06-05", "asked_at = 2026-06-05", "unknown asked_at"),
            ("asked_at in 2026-06-04..2026-06-05", "asked_at = 2026-06-05", "met"),
            ("asked_at in [2026-06-04, 2026-06-05]", "asked_at = 2026-06-05", "met"),
            ("asked_at >= 2026-06-05T00:00Z", "asked_at = 2026-06-05", "met"),
            ("asked_at >= 2026-06-05T00:00-04:00", "asked_at = 2026-06-05", "unknown asked_at"),
        ],
    );
    // A recorded instant can be a day too: then what it decides must hold at each of its instants.
    check_criteria_at_mql(
        USUAL,
        &[
            ("asked_at within 2 days", "mql_at = 2026-06-10 | asked_at = 2026-06-09T00:00", "met"),
            ("asked_at within 2 days", "mql_at = 2026-06-10 | asked_at = 2026-06-08T12:00", "unknown mql_at"),
            ("asked_at within 2 days", "mql_at = 2026-06-10 | asked_at = 2026-06-07T23:59", "unmet"),
            ("asked_at within 2 days", "mql_at = 2026-06-10 | asked_at = 2026-06-10T12:00", "unknown mql_at"),
            ("asked_at within 2 days", "mql_at = 2026-06-10 | asked_at = 2026-06-10", "unknown asked_at mql_at"),
            ("mql_at within 1 day", "mql_at = 2026-06-10", "met"),
            ("mql_at >= 2026-06-01", "mql_at = 2026-06-10", "met"),
            ("asked_at older than 2 days", "mql_at = 2026-06-10 | asked_at = 2026-06-08T12:00", "unknown mql_at"),
            ("asked_at older than 2 days", "mql_at = 2026-06-10 | asked_at = 2026-06-07T23:59", "met"),
            ("asked_at older than 2 days", "mql_at = 2026-06-10 | asked_at = 2026-06-09T00:00", "unmet"),
            ("mql_at older than 1 day", "mql_at = 2026-06-10", "unmet"),
            ("mql_at is present", "mql_at = 2026-06-10", "met"),
            ("asked_at >= 2026-06-01", "mql_at = 2026-06-10 | asked_at = 2026-06-10T12:00", "unknown mql_at"),
            ("asked_at is present", "mql_at = 2026-06-10 | asked_at = 2026-06-10T12:00", "met"),
        ],
    );
    // A date against a timestamp is a day, of which nothing is open: the timestamp's day is what is missing.
    check_contract(
        Occasion { days_of: "UTC", ..USUAL },
        "",
        "stage probe {\n when {\n  signed_on = touched_at\n }\n}",
        &[("signed_on = 2026-03-01 | touched_at = 2026-03-02", "stage probe = unknown | missing = touched_at")],
    );
}

#[test]
fn s2_5_local_times_move_forward_in_a_gap_and_are_the_earlier_of_two() {
    let stage = "stage mql {\n recorded mql_at\n handoff marketing to sales\n}";
    check_contract(
        USUAL,
        "",
        stage,
        &[
            ("mql_at = 2026-03-08T02:30", "judged_at = 2026-03-08T07:30:00Z"),
            ("mql_at = 2025-11-02T01:30", "judged_at = 2025-11-02T05:30:00Z"),
        ],
    );
    // Lord Howe moves its clocks by half an hour.
    check_contract(
        Occasion { as_of: "2026-12-01T00:00Z", zone: LORD_HOWE, days_of: LORD_HOWE },
        "",
        stage,
        &[
            ("mql_at = 2026-10-04T02:15", "judged_at = 2026-10-03T15:45:00Z"),
            ("mql_at = 2026-04-05T01:45", "judged_at = 2026-04-04T14:45:00Z"),
            // A day of 24 and a half hours.
            (
                "mql_at = 2026-04-05",
                "judged_at = 2026-04-04T13:00:00Z..2026-04-05T13:29:59.999999Z | flags = date_only",
            ),
        ],
    );
}

#[test]
fn s2_7_what_is_later_than_the_instant_has_not_happened() {
    check_criteria(
        USUAL,
        &[
            ("asked_at within 10 days", "asked_at = 2026-06-15T12:00", "met"),
            ("asked_at within 10 days", "asked_at = 2026-06-15T12:01", "unmet"),
            ("asked_at older than 10 days", "asked_at = 2026-06-15T12:01", "unmet"),
            ("asked_at is present", "asked_at = 2026-06-15T12:01", "unmet"),
            ("asked_at is missing", "asked_at = 2026-06-15T12:01", "met"),
            ("asked_at >= 2026-01-01", "asked_at = 2026-06-15T12:01", "unknown asked_at"),
            ("asked_at - touched_at <= 3 days", "asked_at = 2026-06-16 | touched_at = 2026-06-14", "unknown asked_at"),
            // The very instant judged at has happened.
            ("asked_at >= 2026-01-01", "asked_at = 2026-06-15T12:00", "met"),
            // What `else` passed over is missing too where nothing came of it.
            ("asked_at else touched_at >= 2026-01-01", "touched_at = 2026-06-15T12:01", "unknown asked_at touched_at"),
            ("asked_at else touched_at within 10 days", "asked_at = 2026-06-16 | touched_at = 2026-06-14", "met"),
            // `latest`: the export has forgotten what was there before.
            ("seen_at within 10 days", "seen_at = 2026-06-15T12:01", "unknown seen_at"),
            ("seen_at older than 10 days", "seen_at = 2026-06-15T12:01", "unknown seen_at"),
            ("seen_at is present", "seen_at = 2026-06-15T12:01", "unmet"),
            ("seen_at within 10 days", "seen_at = 2026-06-15T12:00", "met"),
        ],
    );
    check_criteria_at_mql(
        USUAL,
        &[
            ("seen_at within 10 days", "mql_at = 2026-06-01T12:00 | seen_at = 2026-06-03T12:00", "unknown seen_at"),
            ("touched_at within 10 days", "mql_at = 2026-06-01T12:00 | touched_at = 2026-06-03T12:00", "unmet"),
            ("touched_at is present", "mql_at = 2026-06-01T12:00 | touched_at = 2026-06-01T12:00", "met"),
        ],
    );
    // As-of bounds everything: a stage recorded later is not recorded.
    check_contract(
        USUAL,
        "",
        "stage mql {\n recorded mql_at\n handoff marketing to sales\n}\nstage won after mql {\n recorded won_on\n}",
        &[
            ("mql_at = 2026-06-15T12:01", "recorded = | handoff mql = none | judged_at = 2026-06-15T16:00:00Z"),
            ("mql_at = 2026-06-15T12:00", "recorded = mql | handoff mql = ok"),
            // Today, the hour unknown: it is read as recorded.
            ("mql_at = 2026-06-15", "recorded = mql | handoff mql = ok | flags = date_only"),
            ("mql_at = 2026-06-01T12:00 | won_on = 2026-06-16", "recorded = mql"),
        ],
    );
}

#[test]
fn s2_8_bounds_are_included_and_follow_the_calendar() {
    check_criteria(
        USUAL,
        &[
            ("asked_at within 14 days", "asked_at = 2026-06-01T12:00", "met"),
            ("asked_at within 14 days", "asked_at = 2026-06-01T11:59:59.999999", "unmet"),
            ("asked_at older than 14 days", "asked_at = 2026-06-01T12:00", "unmet"),
            ("asked_at older than 14 days", "asked_at = 2026-06-01T11:59:59.999999", "met"),
            ("asked_at within 2 weeks", "asked_at = 2026-06-01T12:00", "met"),
            ("asked_at within 48 hours", "asked_at = 2026-06-13T12:00", "met"),
            ("asked_at within 90 minutes", "asked_at = 2026-06-15T10:29", "unmet"),
            // By local date in the contract's zone: 02:30 UTC is the evening before in New York.
            ("asked_at = 2026-03-31", "asked_at = 2026-04-01T02:30Z", "met"),
            ("asked_at = 2026-04-01", "asked_at = 2026-04-01T02:30Z", "unmet"),
            ("asked_at in 2026-04-01..2026-04-30", "asked_at = 2026-04-01T02:30Z", "unmet"),
            ("asked_at < funded_on", "asked_at = 2026-04-01T02:30Z | funded_on = 2026-04-01", "met"),
            // Across the change of clocks a day is the same time of day, and 24 hours are not.
            ("sal_at - mql_at <= 1 day", "mql_at = 2026-03-07T12:00 | sal_at = 2026-03-08T12:00", "met"),
            ("sal_at - mql_at <= 1 day", "mql_at = 2026-03-07T12:00 | sal_at = 2026-03-08T12:01", "unmet"),
            ("sal_at - mql_at <= 24 hours", "mql_at = 2026-03-07T12:00 | sal_at = 2026-03-08T13:00", "met"),
            ("sal_at - mql_at <= 24 hours", "mql_at = 2026-03-07T12:00 | sal_at = 2026-03-08T13:01", "unmet"),
            ("sal_at - mql_at > 2 days", "mql_at = 2026-05-01 | sal_at = 2026-05-03T12:00", "unknown mql_at"),
            ("sal_at - mql_at > 2 days", "mql_at = 2026-05-01 | sal_at = 2026-05-04T00:00", "met"),
            ("sal_at - mql_at > 2 days", "mql_at = 2026-05-01T12:00 | sal_at = 2026-05-03", "unknown sal_at"),
            ("sal_at - mql_at > 2 days", "mql_at = 2026-05-01 | sal_at = 2026-05-03", "unknown mql_at sal_at"),
            ("signed_on - funded_on <= 30 days", "funded_on = 2026-05-01 | signed_on = 2026-05-31", "met"),
            ("signed_on - funded_on <= 1 month", "funded_on = 2026-01-31 | signed_on = 2026-02-28", "met"),
            ("signed_on - funded_on <= 1 month", "funded_on = 2026-01-31 | signed_on = 2026-03-01", "unmet"),
            ("signed_on - funded_on <= 1 month", "funded_on = 2026-01-31", "unknown signed_on"),
            // A day plus hours is a range of instants, against a timestamp by the instant.
            ("asked_at - funded_on <= 12 hours", "funded_on = 2026-05-01 | asked_at = 2026-05-01T12:00", "met"),
            (
                "asked_at - funded_on <= 12 hours",
                "funded_on = 2026-05-01 | asked_at = 2026-05-01T12:01",
                "unknown funded_on",
            ),
            // A day plus days is a day, against a timestamp by its local date.
            ("asked_at - funded_on <= 1 day", "funded_on = 2026-05-01 | asked_at = 2026-05-02T23:59", "met"),
            ("asked_at - funded_on <= 1 day", "funded_on = 2026-05-01 | asked_at = 2026-05-03T00:00", "unmet"),
        ],
    );
    // One day before Monday 02:30 is in the gap of 8 March: 03:30.
    let after_the_gap = Occasion { as_of: "2026-03-09T02:30-04:00", ..USUAL };
    check_criteria(
        after_the_gap,
        &[
            ("asked_at within 1 day", "asked_at = 2026-03-08T03:30", "met"),
            ("asked_at within 1 day", "asked_at = 2026-03-08T03:29", "unmet"),
            ("asked_at within 24 hours", "asked_at = 2026-03-08T01:30", "met"),
            ("asked_at within 24 hours", "asked_at = 2026-03-08T01:29", "unmet"),
        ],
    );
    // The calendar is the contract's, whatever the zone of the batch: 03:30 in New York is 07:30 in UTC.
    check_criteria(
        Occasion { days_of: "UTC", ..after_the_gap },
        &[
            ("asked_at within 1 day", "asked_at = 2026-03-08T07:30", "met"),
            ("asked_at within 1 day", "asked_at = 2026-03-08T07:29", "unmet"),
        ],
    );
    // One day before Monday 01:30 is there twice on 1 November: the earlier.
    let after_the_fold = Occasion { as_of: "2026-11-02T01:30-05:00", ..USUAL };
    check_criteria(
        after_the_fold,
        &[
            ("asked_at within 1 day", "asked_at = 2026-11-01T01:30-04:00", "met"),
            ("asked_at within 1 day", "asked_at = 2026-11-01T01:29:59-04:00", "unmet"),
        ],
    );
    let lord_howe = Occasion { as_of: "2026-10-05T02:15+11:00", zone: LORD_HOWE, days_of: LORD_HOWE };
    check_criteria(
        lord_howe,
        &[
            ("asked_at within 1 day", "asked_at = 2026-10-04T02:45+11:00", "met"),
            ("asked_at within 1 day", "asked_at = 2026-10-04T02:44+11:00", "unmet"),
        ],
    );
    // A month is held at its last day.
    let end_of_march = Occasion { as_of: "2026-03-31T12:00-04:00", ..USUAL };
    check_criteria(
        end_of_march,
        &[
            ("asked_at within 1 month", "asked_at = 2026-02-28T12:00", "met"),
            ("asked_at within 1 month", "asked_at = 2026-02-28T11:59", "unmet"),
        ],
    );
}

// -------------------------------------------------------------------- 3. icp, score, stage

const PROFILE: &str = r#"
icp main {
  firmographics {
    industry: country = "DE"
    headcount: employees in 50..1000
  }
  triggers {
    asked: asked_at within 30 days
    funded: funded_on within 180 days
  }
  personas at least 2 {
    vp role decision_maker: job_title has word "vp"
    ops role champion: job_title has word "ops"
    security role blocker: job_title has word "security"
  }
  disqualify {
    embargo: status = "embargo"
    email ends with "@rival.example"
  }
  tags {
    large: employees >= 500
    known: verified
  }
}

stage mql {
  recorded mql_at
  handoff marketing to sales
  when {
    icp main
  }
}
"#;

#[test]
fn s3_1_a_profile_is_disqualified_then_no_fit_then_fit() {
    let fitting = "country = DE | employees = 500 | asked_at = 2026-06-01T12:00 | job_title = VP Ops | status = new | email = a@b.example";
    let with = |more: &str| format!("{more} | {fitting}");
    check_contract(
        USUAL,
        "",
        PROFILE,
        &[
            (fitting, "icp_verdict = fit | icp = main | tags = large | stage mql = met | handoff mql = missed"),
            (
                &with("status = embargo").replace(" | status = new", ""),
                "icp_verdict = disqualified | disqualified_by = main.embargo | icp = | stage mql = unmet",
            ),
            (
                "status = embargo | email = x@rival.example | country = US",
                "icp_verdict = disqualified | disqualified_by = main.embargo main.disqualify_2 | missing =",
            ),
            // A disqualifier goes before a firmographic that is unmet; unknown disqualifies nobody.
            ("country = US", "icp_verdict = no_fit | missing ="),
            // Case 43: only the disqualifier's field is blank.
            (
                &fitting.replace(" | status = new", ""),
                "icp_verdict = insufficient_data | icp_verdict != fit | missing = status | stage mql = unknown",
            ),
            // One persona and a blocker are not two personas.
            (&fitting.replace("VP Ops", "VP Security"), "icp_verdict = no_fit"),
            // A group that has its number asks for no more: `funded_on` is blank in all of these.
            (
                &fitting.replace(" | employees = 500", ""),
                "icp_verdict = insufficient_data | missing = employees | tags =",
            ),
            // A group that can no longer reach its number.
            (
                &with("funded_on = 2025-01-01")
                    .replace(" | asked_at = 2026-06-01T12:00", " | asked_at = 2026-01-01T12:00"),
                "icp_verdict = no_fit",
            ),
            (
                &fitting.replace(" | asked_at = 2026-06-01T12:00", ""),
                "icp_verdict = insufficient_data | missing = funded_on asked_at",
            ),
            (
                "verified = true",
                "icp_verdict = insufficient_data | tags = known | missing = email country job_title status employees funded_on asked_at",
            ),
        ],
    );
    // Over several: fit if any fits, else insufficient, else disqualified, else no fit.
    let two = "icp first {\n disqualify {\n  status = \"bad\"\n }\n firmographics {\n  employees > 10\n }\n}\n\
               icp second {\n firmographics {\n  country = \"DE\"\n }\n}";
    check_contract(
        USUAL,
        "",
        two,
        &[
            ("status = bad | country = DE", "icp_verdict = fit | icp = second | disqualified_by = first.disqualify_1"),
            ("status = bad", "icp_verdict = insufficient_data"),
            ("status = bad | country = US", "icp_verdict = disqualified"),
            ("status = ok | employees = 5 | country = US", "icp_verdict = no_fit"),
            ("status = ok | employees = 50 | country = DE", "icp_verdict = fit | icp = first"),
        ],
    );
    // Without a profile there is no verdict; a profile that asks for nothing fits.
    check_contract(USUAL, "", "stage mql {\n recorded mql_at\n}", &[("", "icp_verdict = | icp =")]);
    check_contract(USUAL, "", "icp all {\n motion land\n}", &[("", "icp_verdict = fit | icp = all")]);
}

#[test]
fn s3_2_unknown_lines_widen_the_range() {
    let rest =
        |lines: &str, criterion: &str| format!("score fit {lines}\n}}\nstage mql {{\n when {{\n  {criterion}\n }}\n}}");
    let two = "max 50 {\n +10 employees in 1..10\n +20 employees in 11..100\n +5 verified";
    check_contract(
        USUAL,
        "",
        &rest(two, "fit >= 20"),
        &[
            ("employees = 50 | verified = true", "score fit = 25 | stage mql = met"),
            // Two lines on one missing field both widen the range.
            ("verified = true", "score fit = 5 of 5..35 | stage mql = unknown | missing = employees"),
            ("employees = 5", "score fit = 10 of 10..15 | stage mql = unmet | missing ="),
            ("", "score fit = 0 of 0..35 | missing = employees verified"),
        ],
    );
    // The wrong answer: what is unknown counts as 0, and the lead is turned away.
    check_contract(USUAL, "", &rest(two, "fit >= 30"), &[("", "stage mql = unknown | stage mql != unmet")]);
    check_contract(
        USUAL,
        "",
        &rest("max 50 min -50 {\n +5 each visits max 20\n -2 each employees max 10\n -30 verified", "fit in -10..20"),
        &[
            ("visits = 3 | employees = 2 | verified = false", "score fit = 11 | stage mql = met"),
            // At most 20, at most -10; a value below 0 counts as 0.
            ("visits = 30 | employees = 30 | verified = false", "score fit = 10"),
            ("visits = -3 | employees = -3 | verified = false", "score fit = 0"),
            ("visits = 3 | verified = false", "score fit = 15 of 5..15 | stage mql = met"),
            ("visits = 3", "score fit = 15 of -25..15 | stage mql = unknown | missing = employees verified"),
        ],
    );
    // A cap can close the range, and then nothing is missing.
    let capped = "max 50 {\n +50 country = \"DE\"\n +10 verified";
    check_contract(
        USUAL,
        "",
        &rest(capped, "fit >= 50"),
        &[
            ("country = DE", "score fit = 50 | stage mql = met | missing ="),
            ("country = US", "score fit = 0 of 0..10 | stage mql = unmet"),
        ],
    );
    // Within the range lies the number that is asked for, so neither answer is sure.
    check_contract(
        USUAL,
        "",
        &rest("max 50 {\n +20 verified", "fit = 10"),
        &[("", "stage mql = unknown | missing = verified"), ("verified = true", "stage mql = unmet")],
    );
    check_contract(
        USUAL,
        "",
        &rest("max 50 {\n +20 verified", "fit in 5..15"),
        &[("", "stage mql = unknown"), ("verified = false", "stage mql = unmet")],
    );
}

#[test]
fn s3_3_lines_are_rounded_once_and_held_within_the_caps() {
    let score = |text: &str| {
        format!("score fit {text}\n}}\nscore other max 10 {{\n +4.25 verified\n}}\nscore total = fit + other")
    };
    check_contract(
        USUAL,
        "",
        &score("max 50 {\n +1 each ratio max 50\n +1 each ratio max 49"),
        &[
            // Rounded line by line it would be 0.66.
            ("ratio = 0.333333 | verified = true", "score fit = 0.67 | score fit != 0.66 | score total = 4.92"),
            ("ratio = 0.0025 | verified = false", "score fit = 0.01 | score total = 0.01"),
            ("ratio = 0.002499 | verified = false", "score fit = 0"),
            // 49.999999 and 49: 98.999999, held at 50.
            ("ratio = 49.999999", "score fit = 50 | score total = 50 of 50..54.25"),
        ],
    );
    check_contract(
        USUAL,
        "",
        &score("max 50 min -5 {\n -1 each ratio max 20\n +30 country = \"DE\""),
        &[
            ("ratio = 0.005 | country = US", "score fit = -0.01"),
            ("ratio = 0.004999 | country = US", "score fit = 0"),
            ("ratio = 9 | country = US", "score fit = -5"),
            ("ratio = 9", "score fit = -5 of -5..21 | score total = -5 of -5..25.25"),
        ],
    );
    // The floor is 0 unless written. Case 39: exactly 50 is enough.
    check_contract(
        USUAL,
        "",
        "score fit max 100 {\n -20 verified\n +50 country = \"DE\"\n}\nstage mql {\n recorded mql_at\n handoff marketing to sales\n when {\n  fit >= 50\n }\n}",
        &[
            ("verified = true | country = US", "score fit = 0"),
            ("verified = false | country = DE | mql_at = 2026-06-01T09:00", "score fit = 50 | handoff mql = ok"),
        ],
    );
}

#[test]
fn s3_4_scores_decay_by_whole_periods() {
    let score = |text: &str| format!("score heat {text}\n}}\nstage mql {{\n when {{\n  heat >= 10\n }}\n}}");
    check_contract(
        USUAL,
        "",
        &score("max 50 {\n +30 verified\n decay half every 30 days since touched_at"),
        &[
            // 29, 30, 59 and 60 days before 15 June; the time of day does not count.
            ("verified = true | touched_at = 2026-05-17T00:00", "score heat = 30"),
            ("verified = true | touched_at = 2026-05-16T23:59", "score heat = 15 | stage mql = met"),
            ("verified = true | touched_at = 2026-04-17T00:00", "score heat = 15"),
            ("verified = true | touched_at = 2026-04-16T23:59", "score heat = 7.5 | stage mql = unmet"),
            // 6 halvings: 0.46875.
            ("verified = true | touched_at = 2025-12-17T12:00", "score heat = 0.47"),
            ("verified = true | touched_at = 1920-01-01T12:00", "score heat = 0"),
            // Where t is missing, or has not happened: 0, up to the undecayed points.
            ("verified = true", "score heat = 0 of 0..30 | stage mql = unknown | missing = touched_at"),
            ("verified = true | touched_at = 2026-06-16T12:00", "score heat = 0 of 0..30 | missing = touched_at"),
            ("verified = false", "score heat = 0 | stage mql = unmet | missing ="),
            ("", "score heat = 0 of 0..30 | missing = verified touched_at"),
            ("touched_at = 2026-05-16T12:00", "score heat = 0 of 0..15 | missing = verified"),
        ],
    );
    check_contract(
        USUAL,
        "",
        &score("max 50 min -50 {\n -0.01 verified\n decay half every 1 week since touched_at"),
        &[
            // Half of a hundredth is rounded away from zero.
            ("verified = true | touched_at = 2026-06-08T12:00", "score heat = -0.01"),
            ("verified = true | touched_at = 2026-06-01T12:00", "score heat = 0"),
            ("verified = true", "score heat = 0 of -0.01..0 | missing ="),
        ],
    );
    check_contract(
        USUAL,
        "",
        &score("max 50 {\n +30 verified\n decay 10% every 1 week since touched_at else asked_at"),
        &[
            ("verified = true | touched_at = 2026-05-25T12:00", "score heat = 21"),
            ("verified = true | asked_at = 2026-05-25T12:00", "score heat = 21"),
            // Ten weeks and more: nothing is left, and nothing goes below it.
            ("verified = true | touched_at = 2026-04-06T12:00", "score heat = 0"),
            ("verified = true | touched_at = 2025-04-06T12:00", "score heat = 0"),
            ("verified = true", "score heat = 0 of 0..30 | missing = asked_at touched_at"),
        ],
    );
    // A floor above 0 holds the value where t is missing too.
    check_contract(
        USUAL,
        "",
        &score("max 50 min 5 {\n +30 verified\n decay half every 1 week since touched_at"),
        &[("verified = true", "score heat = 5 of 5..30"), ("verified = false", "score heat = 5")],
    );
    // A date is a day; a day of another zone can be two local days.
    check_contract(
        Occasion { days_of: "UTC", ..USUAL },
        "",
        &score("max 50 {\n +30 verified\n decay half every 1 day since touched_at"),
        &[
            (
                "verified = true | touched_at = 2026-06-12",
                "score heat = 1.88 of 1.88..3.75 | stage mql = unmet | missing =",
            ),
            (
                "verified = true | touched_at = 2026-06-14",
                "score heat = 7.5 of 7.5..15 | stage mql = unknown | missing = touched_at",
            ),
        ],
    );
}

#[test]
fn s3_4_a_score_decays_since_days_that_are_several_local_days() {
    let rest = |since: &str| {
        format!(
            "score heat max 50 {{\n +30 verified\n decay half every 1 day since {since}\n}}\n\
             stage mql {{\n recorded mql_at\n handoff marketing to sales\n}}"
        )
    };
    let in_utc = Occasion { as_of: "2026-06-15T22:00-04:00", days_of: "UTC", ..USUAL };
    // Since the very instant judged at: no time has passed, however inexact it is.
    check_contract(in_utc, "", &rest("mql_at"), &[("verified = true | mql_at = 2026-06-10", "score heat = 30")]);
    // 16 June in UTC begins on 15 June in New York: no period is below 0, and where it has not begun it is missing.
    check_contract(
        in_utc,
        "",
        &rest("touched_at"),
        &[("verified = true | touched_at = 2026-06-16", "score heat = 30 of 0..30")],
    );
    // The value is that of the most periods; the range has both ends, which for points below 0 is the other way.
    let days = |lines: &str| {
        format!(
            "score heat {lines}\n decay half every 1 day since touched_at\n}}\n\
             stage mql {{\n when {{\n  heat >= 40\n }}\n}}"
        )
    };
    check_contract(
        Occasion { days_of: "UTC", ..USUAL },
        "",
        &days("max 50 min -50 {\n -30 verified"),
        &[("verified = true | touched_at = 2026-06-12", "score heat = -1.88 of -3.75..-1.88")],
    );
    // Where both ends come out alike, the day is not what is missing.
    check_contract(
        Occasion { days_of: "UTC", ..USUAL },
        "",
        &days("max 50 {\n +1000 verified"),
        &[("touched_at = 2026-06-12", "score heat = 0 of 0..50 | stage mql = unknown | missing = verified")],
    );
    // Rounded before it decays too, this would be a hundredth: 0.0096, 0.0048.
    for rate in ["half", "50%"] {
        let rest =
            format!("score heat max 50 {{\n +1 each ratio max 5\n decay {rate} every 1 week since touched_at\n}}");
        check_contract(
            USUAL,
            "",
            &rest,
            &[("ratio = 0.0096 | touched_at = 2026-06-08T12:00", "score heat = 0 | score heat != 0.01")],
        );
    }
    // A sum names only what widens it: the first score is sure although a line of it is not.
    check_contract(
        USUAL,
        "",
        "score first max 50 {\n +50 country = \"DE\"\n +10 verified\n}\nscore second max 10 {\n +5 employees > 1\n}\n\
         score total = first + second\nstage mql {\n when {\n  total >= 52\n }\n}",
        &[("country = DE", "score total = 50 of 50..55 | stage mql = unknown | missing = employees")],
    );
}

#[test]
fn s3_5_recorded_and_qualified_stages() {
    let chain = "stage mql {\n recorded mql_at\n handoff marketing to sales\n when {\n  employees >= 10\n }\n}\n\
                 stage sal after mql {\n recorded sal_at\n}\n\
                 stage sql after sal {\n recorded sql_at\n when {\n  stage sal\n  amount is present\n }\n}\n\
                 stage won after sql {\n recorded when status = \"won\"\n}";
    check_contract(
        USUAL,
        "",
        chain,
        &[
            ("employees = 10", "recorded = | qualified = mql | stage sal = unmet | handoff mql = missed | missing ="),
            (
                "employees = 10 | mql_at = 2026-06-01T12:00 | sal_at = 2026-06-02T12:00 | amount = 5",
                "recorded = sal | qualified = sql | stage won = unknown | missing = status",
            ),
            // The furthest whose criteria *and those of all before it* are met.
            (
                "employees = 9 | mql_at = 2026-06-01T12:00 | sal_at = 2026-06-02T12:00 | sql_at = 2026-06-03T12:00 | amount = 5",
                "recorded = sql | qualified = | stage sql = met | handoff mql = premature | breaches = marketing:mql",
            ),
            // Criteria that read no instant see the data as exported; `stage sal` at sql's own instant.
            (
                "employees = 10 | mql_at = 2026-06-01T12:00 | sal_at = 2026-06-04T12:00 | sql_at = 2026-06-03T12:00 | amount = 5 | status = lost",
                "stage sql = unmet | qualified = sal | stage sal = met | stage won = unmet",
            ),
            (
                "employees = 10 | mql_at = 2026-06-01T12:00 | sal_at = 2026-06-02T12:00 | sql_at = 2026-06-03T12:00 | amount = 5 | status = WON",
                "recorded = won | qualified = won",
            ),
            ("status = won", "recorded = won | handoff mql = none | missing = employees | flags = backfilled"),
        ],
    );
    // Case 42: without `when` and not recorded: not qualified, and no hand-off.
    check_contract(
        USUAL,
        "",
        "stage mql {\n recorded mql_at\n handoff marketing to sales\n}",
        &[("", "qualified = | handoff mql = none | stage mql = unmet | missing =")],
    );
    check_contract(
        USUAL,
        "",
        "stage mql {\n recorded mql_at\n}\nstage sal after mql {\n when {\n  stage mql is present\n }\n}\n\
         stage sql after sal {\n when {\n  stage sal is missing\n }\n}",
        &[
            ("mql_at = 2026-06-01T12:00", "qualified = sql | recorded = mql"),
            ("mql_at = 2026-06-16T12:00", "qualified = | stage sal = unmet"),
        ],
    );
}

#[test]
fn s3_6_the_verdict_of_a_hand_off() {
    let chain = "stage mql {\n recorded mql_at\n handoff marketing to sales\n when {\n  employees >= 10\n }\n}\n\
                 stage sal after mql {\n recorded sal_at\n}\n\
                 stage sql after sal {\n recorded when status = \"sql\"\n handoff sales to marketing\n when {\n  verified\n }\n}";
    check_contract(
        USUAL,
        "",
        chain,
        &[
            (
                "employees = 10 | mql_at = 2026-06-01T12:00 | verified = false",
                "handoff mql = ok | handoff sql = none | breaches =",
            ),
            ("employees = 9 | mql_at = 2026-06-01T12:00", "handoff mql = premature | breaches = marketing:mql"),
            ("mql_at = 2026-06-01T12:00", "handoff mql = unproven | breaches = | handoff sql = none"),
            ("employees = 10", "handoff mql = missed | breaches ="),
            (
                "employees = 10 | sal_at = 2026-06-02T12:00",
                "handoff mql = none | handoff mql != missed | flags = backfilled",
            ),
            ("", "handoff mql = none"),
            // A further hand-off has a verdict of its own, and a stage without an instant is judged at as-of.
            (
                "employees = 9 | mql_at = 2026-06-01T12:00 | status = sql | verified = false",
                "handoff mql = premature | handoff sql = premature | breaches = marketing:mql sales:sql | judged_at = 2026-06-01T16:00:00Z",
            ),
            ("employees = 9 | verified = true | status = new", "handoff sql = missed"),
        ],
    );
}

#[test]
fn s3_7_skipped_and_unordered_stages_are_flagged() {
    // S2.2, to the letter: a stage without an instant of its own is judged at as-of.
    check_contract(
        USUAL,
        "",
        "stage mql {\n recorded mql_at\n when {\n  asked_at within 10 days\n }\n}\nstage sal after mql {\n recorded sal_at\n}",
        &[("asked_at = 2026-06-10T12:00 | sal_at = 2026-06-01T12:00", "stage mql = met | flags = backfilled")],
    );
    let chain = "stage lead_in {\n when {\n  verified else true\n }\n}\n\
                 stage mql after lead_in {\n recorded mql_at\n}\nstage sal after mql {\n recorded sal_at\n}\n\
                 stage won after sal {\n recorded won_on\n}";
    check_contract(
        USUAL,
        "",
        chain,
        &[
            // A stage that is never recorded is not skipped.
            ("mql_at = 2026-06-01T12:00 | sal_at = 2026-06-02T12:00", "flags = | recorded = sal"),
            ("sal_at = 2026-06-02T12:00", "flags = backfilled | recorded = sal"),
            ("mql_at = 2026-06-02T12:00 | sal_at = 2026-06-01T12:00", "flags = out_of_order"),
            ("mql_at = 2026-06-01T12:00 | sal_at = 2026-06-01T12:00", "flags ="),
            // Out of order only if every reading is.
            ("mql_at = 2026-06-01T12:00 | sal_at = 2026-06-01", "flags = date_only"),
            ("mql_at = 2026-06-02T12:00 | sal_at = 2026-06-01", "flags = out_of_order date_only"),
            (
                "mql_at = 2026-06-02T12:00 | won_on = 2026-06-01",
                "flags = backfilled out_of_order date_only | recorded = won",
            ),
            (
                "mql_at = 2026-06-02T00:00 | sal_at = 2026-06-03T00:00 | won_on = 2026-06-02",
                "flags = out_of_order date_only",
            ),
            // Not later than as-of, or not recorded.
            ("mql_at = 2026-06-01T12:00 | won_on = 2026-07-01", "flags = | recorded = mql"),
        ],
    );
}

#[test]
fn a_lead_out_of_scope_has_no_verdict() {
    let rest = "icp main {\n firmographics {\n  employees >= 10\n }\n}\nscore fit max 50 {\n +5 verified\n}\n\
                stage mql {\n recorded mql_at\n handoff marketing to sales\n when {\n  icp main\n }\n}";
    check_contract(
        USUAL,
        r#"country in ["DE", "FR"]"#,
        rest,
        &[
            ("country = DE | employees = 10", "scope = in | qualified = mql | flags ="),
            (
                "country = US | employees = 9 | mql_at = 2026-06-01T12:00",
                "scope = out | qualified = | handoff mql = | icp_verdict = | score fit = | breaches = | missing = | flags = out_of_scope",
            ),
            ("employees = 10", "scope = unknown | qualified = mql | flags = scope_unknown"),
        ],
    );
    // The scope is judged at the instant of the hand-off.
    check_contract(
        USUAL,
        "asked_at within 10 days",
        rest,
        &[
            ("asked_at = 2026-05-01T12:00 | mql_at = 2026-05-02T12:00", "scope = in"),
            ("asked_at = 2026-05-01T12:00", "scope = out"),
        ],
    );
}

#[test]
fn s7_3_extreme_numbers_are_judged() {
    check_contract(
        USUAL,
        "",
        "score fit max 1000000 min -1000000 {\n +100 each employees max 1000000\n -100 each views max 1000000\n +0.01 each ratio max 1\n}",
        &[
            ("employees = 9223372036854775807 | views = 0 | ratio = 999999999999.999999", "score fit = 1000000"),
            (
                "employees = -9223372036854775808 | views = 9223372036854775807 | ratio = 0.000001",
                "score fit = -1000000",
            ),
        ],
    );
}

#[test]
fn s7_3_lengths_beyond_the_calendar_are_judged() {
    for length in ["10_000_000 months", "10_000_000 weeks", "10_000_000 days"] {
        let cells =
            "asked_at = 1900-01-01 | touched_at = 2026-06-15T12:00 | funded_on = 1900-01-01 | signed_on = 2026-06-14";
        let rows: Vec<(String, &str)> = vec![
            (format!("asked_at within {length}"), "met"),
            (format!("asked_at older than {length}"), "unmet"),
            (format!("touched_at - asked_at <= {length}"), "met"),
            (format!("signed_on - funded_on > {length}"), "unmet"),
            (format!("signed_on - asked_at > {length}"), "unmet"),
            (format!("touched_at - funded_on < {length}"), "met"),
        ];
        for (criterion, expected) in &rows {
            check_criteria(USUAL, &[(criterion, cells, expected)]);
        }
    }
}
