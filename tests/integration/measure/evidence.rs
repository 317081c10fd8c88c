//! The leads behind each figure are as many as the figure says.

use std::collections::BTreeMap;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// What asks for a figure, its window and group.
type Place = (String, String, String, String);

#[test]
fn the_leads_behind_each_figure_are_as_many_as_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let acme = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/acme");
    let mut command = Command::new(env!("CARGO_BIN_EXE_leadpact"));
    command.current_dir(&folder).arg("eval").arg(&acme).arg("--leads").arg(acme.join("leads.csv"));
    command.arg("--batch").arg(acme.join("leads.yaml")).args(["--as-of", "2026-10-01"]);
    command.args(["--evidence", "evidence.csv", "--summary", "summary.json"]).assert().success();
    let path = |name: &str| folder.path().join(name);
    let summary: Value = serde_json::from_str(&std::fs::read_to_string(path("summary.json")).unwrap()).unwrap();

    let mut counted: BTreeMap<Place, BTreeMap<String, u64>> = BTreeMap::new();
    let mut unplaced: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(path("evidence.csv")).unwrap();
    for row in reader.deserialize::<BTreeMap<String, String>>().map(Result::unwrap) {
        assert!(!row["id"].is_empty());
        let text = |name: &str| row[name].clone();
        if row["window"].is_empty() {
            *unplaced.entry((text("block"), text("name"))).or_default() += 1;
            continue;
        }
        // A text that a spreadsheet would run as a formula is quoted.
        let group = text("group").trim_start_matches('\'').to_lowercase();
        let place = (text("block"), text("name"), text("window"), group);
        *counted.entry(place).or_default().entry(text("says")).or_default() += 1;
    }
    let mut seen = 0;
    for promise in summary["promises"].as_array().unwrap() {
        let text = |name: &str| promise[name].as_str().unwrap().to_string();
        // What comes from outside has no leads.
        if text("name") == "pay_back" {
            continue;
        }
        let key = (text("block"), text("name"));
        assert_eq!(unplaced.get(&key).copied().unwrap_or(0), promise["unplaced"].as_u64().unwrap(), "{key:?}");
        for group in promise["groups"].as_array().unwrap() {
            let values = group["group"].as_array().unwrap().iter();
            let values = values.map(|value| value["value"].as_str().unwrap_or("(none)").to_lowercase());
            let name = values.collect::<Vec<_>>().join(", ");
            for window in group["windows"].as_array().unwrap() {
                let place = (text("block"), text("name"), window["window"].as_str().unwrap().to_string(), name.clone());
                let says = counted.remove(&place).unwrap_or_default();
                let count = |what: &str| says.get(what).copied().unwrap_or(0);
                let counts = count("numerator") + count("denominator") + count("value");
                assert_eq!(counts, window["denominator"].as_u64().unwrap(), "{place:?}");
                if !window["interval"].is_null() {
                    assert_eq!(count("numerator"), window["numerator"].as_u64().unwrap(), "{place:?}");
                }
                for why in ["open", "undecided", "indeterminate", "missing"] {
                    assert_eq!(count(why), window["left_out"][why].as_u64().unwrap(), "{why} of {place:?}");
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 100);
    // What is left is of pauses and alerts.
    assert!(counted.keys().all(|(block, ..)| block == "pause" || block == "alert"), "{counted:?}");
}
