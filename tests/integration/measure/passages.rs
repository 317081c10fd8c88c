//! What passed from party to party, and what each owes, against counting the decisions in a loop.

use std::collections::BTreeMap;
use std::path::Path;

use assert_cmd::Command;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::run::{Decision, Ran};

/// Judges the batch that ships, with what the counting needs beside the verdicts.
fn acme() -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let acme = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/acme");
    let mut command = Command::new(env!("CARGO_BIN_EXE_leadpact"));
    command.current_dir(&folder).arg("eval").arg(&acme).arg("--leads").arg(acme.join("leads.csv"));
    command.arg("--batch").arg(acme.join("leads.yaml")).args(["--as-of", "2026-10-01", "--keep", "mql_at"]);
    command.args(["--out", "decisions.csv", "--summary", "summary.json"]).assert().success();
    let path = |name: &str| folder.path().join(name);
    let summary = serde_json::from_str(&std::fs::read_to_string(path("summary.json")).unwrap()).unwrap();
    let decisions = csv::Reader::from_path(path("decisions.csv")).unwrap().deserialize().map(Result::unwrap).collect();
    Ran { summary, decisions }
}

/// Returns the month of a hand-off in the contract's zone; a day is one of the same zone.
fn month(decision: &Decision) -> String {
    let text = &decision["mql_at"];
    let zone = TimeZone::get("America/Chicago").unwrap();
    match text.parse::<Timestamp>() {
        Ok(at) => at.to_zoned(zone).strftime("%Y-%m").to_string(),
        Err(_) => text[..7].to_string(),
    }
}

fn numbers(value: &Value) -> [u64; 3] {
    ["ok", "premature", "unproven"].map(|name| value[name].as_u64().unwrap())
}

#[test]
fn what_passed_in_a_month_is_what_the_decisions_say() {
    let ran = acme();
    let mut counted: BTreeMap<String, ([u64; 3], [u64; 3])> = BTreeMap::new();
    for decision in &ran.decisions {
        let Some(place) = ["ok", "premature", "unproven"].iter().position(|word| decision["handoff"] == *word) else {
            continue;
        };
        let (handed, rejected) = counted.entry(month(decision)).or_default();
        handed[place] += 1;
        rejected[place] += u64::from(decision["rejection"] == "valid");
    }
    let passage = &ran.summary["passages"][0];
    assert_eq!((&passage["stage"], &passage["per"], &passage["unplaced"]), (&"mql".into(), &"month".into(), &0.into()));
    let windows = passage["windows"].as_array().unwrap().iter();
    let shown: BTreeMap<String, ([u64; 3], [u64; 3])> = windows
        .map(|window| {
            let name = window["window"].as_str().unwrap().to_string();
            (name, (numbers(&window["handed_over"]), numbers(&window["valid_rejections"])))
        })
        .collect();
    assert!(counted.len() > 10, "{counted:?}");
    assert_eq!(shown, counted);
    // The reasons of all months together are those of the batch.
    let mut reasons: BTreeMap<&str, u64> = BTreeMap::new();
    for window in passage["windows"].as_array().unwrap() {
        for reason in window["top_reasons"].as_array().unwrap() {
            *reasons.entry(reason["code"].as_str().unwrap()).or_default() += reason["leads"].as_u64().unwrap();
        }
    }
    let all = ran.summary["rejection"]["valid_by_reason"].as_array().unwrap().iter();
    let all: BTreeMap<&str, u64> =
        all.map(|reason| (reason["code"].as_str().unwrap(), reason["leads"].as_u64().unwrap())).collect();
    assert_eq!(reasons, all);
}

#[test]
fn what_a_party_breaks_is_what_the_decisions_say() {
    let ran = acme();
    let mut counted: BTreeMap<String, u64> = BTreeMap::new();
    for breach in ran.decisions.iter().flat_map(|decision| decision["breaches"].split(';')).filter(|it| !it.is_empty())
    {
        *counted.entry(breach.to_string()).or_default() += 1;
    }
    let mut shown: BTreeMap<String, u64> = BTreeMap::new();
    let mut verdicts = 0;
    for party in ran.summary["parties"].as_array().unwrap() {
        for obligation in party["owes"].as_array().unwrap() {
            if let Some(leads) = obligation["leads_in_breach"].as_u64() {
                let name = format!("{}:{}", party["party"].as_str().unwrap(), obligation["name"].as_str().unwrap());
                assert_eq!(shown.insert(name, leads), None);
            }
            verdicts += obligation["windows"]["met"].as_u64().unwrap_or(0);
        }
    }
    assert_eq!(shown, counted);
    let promises = ran.summary["promises"].as_array().unwrap().iter();
    let windows = promises.flat_map(|promise| promise["groups"].as_array().unwrap());
    let windows = windows.flat_map(|group| group["windows"].as_array().unwrap());
    assert_eq!(verdicts, windows.filter(|window| window["verdict"] == "met").count() as u64);
}
