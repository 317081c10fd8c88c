//! Exceptions: what they change in decisions, figures and a story (S3.9).

use super::support::Place;

/// A contract with an exception to each kind of block. Sources are paused from 2026-03-01 on, when a week's right to
/// reject the leads of February has lapsed.
const CONTRACT: &str = "\
contract \"Fairs\" {
  version   1
  effective 2026-01-05
  timezone  \"America/New_York\"
  party     marketing \"Dana Fox\"
  party     sales \"Lee Park\"
}
lead {
  id          text key
  employees   integer
  country     text
  source      text
  mql_at      timestamp
  answered_at timestamp
  rejected_at timestamp
}
icp main {
  firmographics { headcount: employees >= 50 }
}
stage mql {
  recorded mql_at
  handoff  marketing to sales
  when { fits: icp main }
}
stage sal after mql {
  recorded answered_at
  when { answered: answered_at is present }
}
sla answer {
  party  sales
  starts mql
  stops  answered_at
  within 4 hours
}
rejection {
  party     sales
  of        mql
  recorded  rejected_at
  within    1 day
  on expiry accepted
}
pause sources {
  by     source
  when   rejection_rate > 20% for 1 month
  then   pause
  resume after 2 months
}
exception cards \"Cards from fairs have no head count\" {
  to    icp main
  party sales
  where source = \"Fair\"
  until 2026-03-20
}
exception handed_early {
  to    stage sal
  party sales
  where country = \"AT\"
  until 2026-04-01
}
exception holidays {
  to    sla answer
  party sales
  where country = \"DE\"
  until 2026-03-25
}
exception fairs_go_on {
  to    pause sources
  party marketing
  where country = \"DE\"
  until 2026-03-20
}
";

/// `F` are leads of a source that is paused in March.
const LEADS: &str = "\
id,employees,country,source,mql_at,answered_at,rejected_at
F1,60,US,Fair,2026-02-10T10:00,,2026-02-10T12:00
F2,,US,Fair,2026-02-11T10:00,2026-02-11T11:00,
F3,10,US,Fair,2026-03-10T10:00,2026-03-10T11:00,
F4,10,DE,Fair,2026-03-10T10:00,2026-03-12T11:00,
F5,60,,Fair,2026-03-10T10:00,2026-03-12T11:00,
F6,60,DE,Fair,2026-03-20T00:00,2026-03-22T00:00,
F7,10,AT,Fair,2026-03-26T10:00,,
O1,60,DE,Other,2026-03-10T10:00,2026-03-12T11:00,
O2,10,US,,2026-03-10T10:00,2026-03-10T11:00,
";

const JUDGE: &str = "--leads leads.csv --as-of 2026-03-31T12:00-04:00";

fn place() -> Place {
    Place::new().with("fairs.pact", CONTRACT).with("leads.csv", LEADS)
}

#[test]
fn s3_9_what_exceptions_change_is_flagged() {
    place()
        .transcript()
        .run(&format!("eval fairs.pact {JUDGE} --strict --out decisions.csv --summary s.json"))
        .show("decisions.csv", 20)
        .check("exceptions_decisions");
}

#[test]
fn s3_9_a_source_under_an_exception_is_active() {
    let place = place();
    place.done(&format!("eval fairs.pact {JUDGE} --out decisions.csv --summary s.json"));
    let rows = place.rows("decisions.csv");
    let of = |id: &str, column: &str| rows.iter().find(|row| row["id"] == id).unwrap()[column].clone();
    for (id, status, is_breach, flag) in [
        // Before the pause began.
        ("F1", "active", false, false),
        ("F3", "paused", true, false),
        ("F4", "active", false, true),
        ("F5", "indeterminate", false, false),
        // The exception has ended.
        ("F6", "paused", true, false),
        ("O1", "active", false, false),
    ] {
        assert_eq!(of(id, "source_status"), status, "{id}");
        assert_eq!(of(id, "breaches").contains("marketing:sources"), is_breach, "{id}");
        assert_eq!(of(id, "flags").contains("exception:fairs_go_on"), flag, "{id}");
    }
    let summary = place.json("s.json");
    assert_eq!(summary["flags"]["exception:fairs_go_on"], 1);
    // Every hand-off stays in the rate.
    let source = &summary["sources"][0]["groups"][0];
    assert_eq!(source["group"][0]["value"], "Fair", "{source:#}");
    let march = source["windows"].as_array().unwrap().iter().find(|window| window["window"] == "2026-03").unwrap();
    assert_eq!(march["denominator"], 5, "{march:#}");
}

#[test]
fn s3_9_an_exception_goes_before_rework_and_before_a_day_that_leaves_it_open() {
    let place = place();
    place.write("fairs.pact", CONTRACT.replacen("then   pause", "then   rework", 1));
    // The day of F8 is the one on which the source is resumed, of a pause that began on 1 March.
    place.write("leads.csv", format!("{LEADS}F8,60,DE,Fair,2026-03-08,,\nF9,60,US,Fair,2026-03-08,,\n"));
    let resumed = CONTRACT.replacen("resume after 2 months", "resume after 180 hours", 1);
    place.write("resumed.pact", resumed);
    for (contract, rows) in [
        (
            "fairs.pact",
            [("F3", "rework", false), ("F4", "active", true), ("F5", "indeterminate", false), ("F6", "rework", false)],
        ),
        (
            "resumed.pact",
            [("F3", "active", false), ("F4", "active", false), ("F8", "active", true), ("F9", "indeterminate", false)],
        ),
    ] {
        place.done(&format!("eval {contract} {JUDGE} --out d.csv"));
        let leads = place.rows("d.csv");
        for (id, status, is_flagged) in rows {
            let lead = leads.iter().find(|row| row["id"] == id).unwrap();
            assert_eq!(lead["source_status"], status, "{contract} {id}");
            assert_eq!(lead["flags"].contains("exception:fairs_go_on"), is_flagged, "{contract} {id}");
            assert!(contract == "resumed.pact" || !lead["breaches"].contains("marketing:sources"), "{contract} {id}");
        }
    }
}

#[test]
fn s3_9_a_decision_is_the_same_where_nothing_is_written_and_on_any_number_of_threads() {
    let place = place();
    let run = |threads: usize, name: &str| {
        place.done(&format!("eval fairs.pact {JUDGE} --threads {threads} --out {name}"));
        place.read(name)
    };
    assert_eq!(run(1, "one.csv"), run(4, "four.csv"));
    let summary = place.done(&format!("eval fairs.pact {JUDGE}"));
    assert!(summary.contains("exception fairs_go_on, until 2026-03-20, made a difference to: 1 lead"), "{summary}");
}

#[test]
fn s3_9_a_story_tells_of_exceptions() {
    let lead = |key: &str| format!("explain fairs.pact {JUDGE} --lead {key}");
    place()
        .transcript()
        .run(&lead("F4"))
        .run(&lead("F5"))
        .run(&lead("F7"))
        .run(&lead("O2"))
        .check("exceptions_explain");
}

/// The day of UTC on which the exceptions end holds midnight in New York.
const ON_THE_LAST_DAY: &str = "id,employees,country,source,mql_at,answered_at,rejected_at\n\
    D1,10,US,Fair,2026-03-20,2026-03-20T12:00Z,\n";

#[test]
fn s3_9_a_story_tells_of_an_exception_to_a_stage() {
    let to_stage = CONTRACT.replacen("to    icp main", "to    stage mql", 1);
    let day = "explain stage.pact --batch days.yaml --as-of 2026-03-31T12:00-04:00 --lead D1";
    place()
        .with("stage.pact", to_stage)
        .with("days.csv", ON_THE_LAST_DAY)
        .with("days.yaml", "timezone: UTC\nfiles:\n  - path: days.csv\n")
        .transcript()
        .run(&format!("explain stage.pact {JUDGE} --lead F4"))
        .run(day)
        .check("exceptions_explain_stage");
}

#[test]
fn what_hangs_on_the_day_of_the_hand_off_is_told() {
    // The field of the hand-off is no operand of what is asked.
    let (contract, _) = CONTRACT.split_once("exception cards").unwrap();
    let place = place()
        .with("days.pact", contract.replacen("employees >= 50", "answered_at within 3 days", 1))
        .with("days.csv", "id,source,mql_at,answered_at,rejected_at\nD1,Fair,2026-03-20,2026-03-17T12:00,\n");
    let told = place.done("explain days.pact --leads days.csv --as-of 2026-03-31T12:00-04:00 --lead D1");
    assert!(told.contains("to change it: the time of day of `mql_at`"), "{told}");
}
