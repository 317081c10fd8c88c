//! `explain`: leads of every verdict, and that the story agrees with the decision.

use std::collections::BTreeMap;

use serde_json::Value;

use super::support::{ACME, HEAD, Place, SMALL};

fn explain(key: &str) -> String {
    format!("{} --lead {key}", ACME.replacen("eval", "explain", 1))
}

#[track_caller]
fn check(name: &str, key: &str) {
    Place::acme().transcript().run(&explain(key)).check(&format!("explain_{name}"));
}

#[test]
fn qualified() {
    check("ok", "L-0000006");
}

#[test]
fn premature() {
    check("premature", "L-0000007");
}

#[test]
fn unproven() {
    check("unproven", "L-0000004");
}

#[test]
fn missed() {
    check("missed", "L-0000445");
}

#[test]
fn disqualified() {
    check("disqualified", "L-0000018");
}

#[test]
fn a_day_without_a_time() {
    check("date_only", "L-0000142");
}

#[test]
fn as_json() {
    Place::acme().transcript().run(&format!("{} --format json", explain("L-0000004"))).check("explain_json");
}

#[test]
fn unknown_keys() {
    let line = |key: &str| format!("explain small.pact --leads leads.csv --as-of 2026-10-01 --lead {key}");
    Place::small(format!("{HEAD}L-001,a@x.example,60,,\nL-002,,,,\n"))
        .transcript()
        .run(&line("l-001"))
        .run(&line("L-01"))
        .run(&line("zebra"))
        .run(&format!("{} --format json", line("L-01")))
        .check("explain_unknown");
}

#[test]
fn a_joined_file() {
    let leads = "id,email,note\nL1,a@x.example,first\nL2,b@x.example,\n";
    Place::new()
        .with("small.pact", SMALL)
        .with("leads.csv", leads)
        .with("deals.csv", "lead,employees,mql_at\nL2,60,2026-04-01\nL1,40,2026-04-02T09:00Z\nL1,50,\n")
        .with("leads.yaml", "files:\n  - path: leads.csv\n  - path: deals.csv\n    key: lead\n")
        .transcript()
        .run("explain small.pact --batch leads.yaml --as-of 2026-10-01 --lead L1")
        .run("explain small.pact --batch leads.yaml --as-of 2026-10-01 --lead L2")
        .check("explain_joined");
}

#[test]
fn out_of_scope() {
    let contract = SMALL.replace("  party     marketing", "  scope     employees >= 20\n  party     marketing");
    Place::small(format!("{HEAD}L1,a@x.example,10,2026-04-01T09:00Z,\nL2,,,,\n"))
        .with("small.pact", contract)
        .transcript()
        .run("explain small.pact --leads leads.csv --as-of 2026-10-01 --lead L1")
        .run("explain small.pact --leads leads.csv --as-of 2026-10-01 --lead L2")
        .check("explain_out_of_scope");
}

#[test]
fn decay_and_caps() {
    let score = "\
score interest min -5 max 30 {
  large:   +20    employees >= 50
  sized:   +0.05  each employees max 10
  named:   +15    note is present
  decay 25% every 7 days since mql_at
}
score warmth max 30 {
  large:   +20    employees >= 50
  named:   +15.5  note is present
}
";
    Place::small(format!("{HEAD}L1,a@x.example,900,2026-09-10T09:00Z,x\nL2,,,2026-09-10,\nL3,,60,,x\n"))
        .with("small.pact", format!("{SMALL}{score}"))
        .transcript()
        .run("explain small.pact --leads leads.csv --as-of 2026-10-01 --lead L1")
        .run("explain small.pact --leads leads.csv --as-of 2026-10-01 --lead L2")
        .run("explain small.pact --leads leads.csv --as-of 2026-10-01 --lead L3")
        .check("explain_decay");
}

#[test]
fn what_was_found_about_the_lead() {
    Place::small(format!("{HEAD}L1,a@x.example,many,2026-04-01T09:00Z,\nL1,b@x.example,60,,\n"))
        .transcript()
        .run("explain small.pact --leads leads.csv --as-of 2026-10-01 --lead L1")
        .check("explain_findings");
}

#[test]
fn what_was_found_about_the_lead_in_joined_files() {
    Place::new()
        .with("small.pact", SMALL)
        .with("leads.csv", "id,email,note\nL1,a@x.example,\nL2,b@x.example,\nL3,c@x.example,\n")
        .with("deals.csv", "lead,employees,mql_at\nL1,many,03/04/2026\nL2,40\nL3,60,2026-04-01\n")
        .with("leads.yaml", "files:\n  - path: leads.csv\n  - path: deals.csv\n    key: lead\n")
        .transcript()
        .run("explain small.pact --batch leads.yaml --as-of 2026-10-01 --lead L1")
        .run("explain small.pact --batch leads.yaml --as-of 2026-10-01 --lead L2")
        .run("explain small.pact --batch leads.yaml --as-of 2026-10-01 --lead L3")
        .check("explain_findings_joined");
}

#[test]
fn s7_2_a_row_that_is_rejected_leaves_its_key_to_a_later_one() {
    let mut leads = format!("{HEAD}L1,a@x.example,60,2026-04-01T09:00Z,\nL2,a@x.example,60,,\n");
    // The lead is in another chunk than the row that is none.
    (0..9_000).for_each(|row| leads.push_str(&format!("F{row},f{row}@x.example,60,,\n")));
    leads.push_str("L2,b@x.example,70,2026-04-01T09:00Z,\nL3,b@x.example,1,,\n");
    Place::small(leads)
        .transcript()
        .run("explain small.pact --leads leads.csv --as-of 2026-10-01 --lead L2")
        .run("explain small.pact --leads leads.csv --as-of 2026-10-01 --lead L3")
        .check("explain_later");
}

#[test]
fn the_story_agrees_with_the_decision() {
    let place = Place::acme();
    let mut reader = csv::Reader::from_path(place.path("acme/leads.csv")).unwrap();
    let mut writer = csv::Writer::from_path(place.path("some.csv")).unwrap();
    writer.write_record(reader.headers().unwrap()).unwrap();
    for record in reader.records().take(200) {
        writer.write_record(&record.unwrap()).unwrap();
    }
    writer.flush().unwrap();
    let batch = "acme --leads some.csv --batch acme/leads.yaml --as-of 2026-10-01";
    place.done(&format!("eval {batch} --out d.csv"));
    let decisions = place.rows("d.csv");
    assert!(decisions.len() > 190);
    for decision in &decisions {
        let story = place.done(&format!("explain {batch} --format json --lead {}", decision["id"]));
        let story: Value = serde_json::from_str(&story).unwrap();
        assert_eq!(told(&story), decided(decision), "{}", decision["id"]);
    }
}

/// Returns what a decision says, by name.
fn decided(row: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let names =
        ["recorded_stage", "qualified_stage", "handoff", "fit", "engagement", "total", "missing", "flags", "judged_at"];
    names.map(|name| (name.to_string(), row[name].clone())).into()
}

/// Returns the same of a story.
fn told(story: &Value) -> BTreeMap<String, String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let list = |value: &Value| value.as_array().unwrap().iter().map(text).collect::<Vec<_>>().join(";");
    let mut told: BTreeMap<String, String> =
        ["recorded_stage", "qualified_stage"].map(|name| (name.to_string(), text(&story[name]))).into();
    told.insert("handoff".into(), text(&story["handoffs"][0]["verdict"]));
    for name in ["missing", "flags"] {
        told.insert(name.into(), list(&story[name]));
    }
    let at = &story["judged_at"];
    told.insert("judged_at".into(), text(if at.is_object() { &at["from"] } else { at }));
    for score in story["scores"].as_array().unwrap() {
        let outcome = text(&score["outcome"]);
        let value = outcome.split(|sign: char| sign.is_whitespace() || sign == ',').next().unwrap_or_default();
        told.insert(text(&score["name"]), value.to_string());
    }
    told
}
