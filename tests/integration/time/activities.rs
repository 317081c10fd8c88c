//! What is computed from a lead's activities, through contracts (S2.7).

use super::contracts::{contract, judge_with};
use crate::oracle::compile;

const BLOCKS: &str = r#"
lead {
  id     text key
  region text
  mql_at timestamp
}
activity touch {
  lead_id text      joins id
  at      timestamp instant
  kind    one of "call", "email"
  minutes integer
}
"#;

const AS_OF: &str = "2026-06-15T12:00-04:00";

/// A criterion, the activities of a lead, and what is known of it: `unknown touch` names what is missing.
type Case = (&'static str, Option<&'static [&'static str]>, &'static str);

#[track_caller]
fn check(stage: &str, lead: &str, cases: &[Case]) {
    for (criterion, touches, expected) in cases {
        let text =
            contract("America/New_York", &format!("{BLOCKS}stage mql {{\n{stage}  when {{ {criterion} }}\n}}\n"));
        let judged = judge_with(&compile(&text), lead, *touches, AS_OF);
        let found = format!("{} {}", judged.stages[0][0].word(), judged.missing[0]);
        assert_eq!(found.trim_end(), *expected, "{criterion}\nlead: {lead}\ntouches: {touches:#?}");
    }
}

const CALL: &str = "at = 2026-06-10T10:00-04:00 | kind = call | minutes = 10";
const MAIL: &str = "at = 2026-06-12T10:00-04:00 | kind = email | minutes = 0";
const UNKNOWN: &str = "at = 2026-06-11T10:00-04:00 | minutes = 5";
const LATER: &str = "at = 2026-06-15T12:00:01-04:00 | kind = call | minutes = 60";
const TODAY: &str = "at = 2026-06-15 | kind = call | minutes = 30";
const UNTIMED: &str = "at = 2026-06-13T10:00-04:00 | kind = call";

#[test]
fn s2_7_what_is_later_or_may_be_does_not_count() {
    check(
        "",
        "region = US",
        &[
            ("count of (touch) = 2", Some(&[CALL, MAIL, LATER]), "met"),
            ("count of (touch where kind = \"call\") = 1", Some(&[CALL, MAIL, LATER]), "met"),
            ("count of (touch within 4 days) = 1", Some(&[CALL, MAIL, LATER]), "met"),
            ("count of (touch) = 0", Some(&[]), "met"),
            ("count of (touch) = 0", None, "unknown touch"),
            ("sum of (touch.minutes) = 0", Some(&[]), "met"),
            ("sum of (touch.minutes) = 10", Some(&[CALL, MAIL, LATER]), "met"),
            ("first of (touch.at) is missing", Some(&[LATER]), "met"),
            // A kind that is missing leaves it open whether it counts, also where the number would do.
            ("count of (touch where kind = \"call\") >= 1", Some(&[CALL, UNKNOWN]), "unknown touch"),
            ("count of (touch) >= 1", Some(&[CALL, UNKNOWN]), "met"),
            ("sum of (touch.minutes where kind = \"call\") > 1", Some(&[CALL, UNKNOWN]), "unknown touch"),
            // So does a day that holds as-of, and a value that is missing does for its sum.
            ("count of (touch) = 2", Some(&[CALL, TODAY]), "unknown touch"),
            ("sum of (touch.minutes) > 1", Some(&[CALL, UNTIMED]), "unknown touch"),
        ],
    );
}

#[test]
fn s2_7_first_and_latest_where_it_is_known_which() {
    check(
        "",
        "region = US",
        &[
            ("first of (touch.kind) = \"call\"", Some(&[MAIL, CALL]), "met"),
            ("latest of (touch.kind) = \"email\"", Some(&[MAIL, CALL, LATER]), "met"),
            ("latest of (touch.at where kind = \"call\") within 5 days", Some(&[MAIL, CALL]), "unmet"),
            // Which is the latest is open, and makes no difference, or one.
            ("latest of (touch.kind) = \"call\"", Some(&[CALL, TODAY]), "met"),
            ("latest of (touch.minutes) > 1", Some(&[CALL, TODAY]), "unknown touch"),
            ("latest of (touch.minutes where kind = \"call\") > 1", Some(&[CALL, UNKNOWN]), "unknown touch"),
            // What may count comes before the latest in every reading.
            ("latest of (touch.minutes where kind = \"call\" or minutes = 0) = 0", Some(&[UNKNOWN, MAIL]), "met"),
            ("first of (touch.kind) = \"call\"", Some(&[]), "unknown touch"),
        ],
    );
}

#[test]
fn s2_2_activities_are_read_at_the_instant_of_the_stage() {
    check(
        "  recorded mql_at\n",
        "region = US | mql_at = 2026-06-11T09:00-04:00",
        &[
            ("count of (touch) = 1", Some(&[CALL, MAIL, LATER]), "met"),
            ("count of (touch within 1 day) = 1", Some(&[CALL, MAIL]), "met"),
            ("count of (touch where at < lead.mql_at) = 1", Some(&[CALL, MAIL]), "met"),
            ("count of (touch where lead.region = \"US\") = 1", Some(&[CALL, MAIL]), "met"),
        ],
    );
}
