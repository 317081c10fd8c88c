//! A contract that is cut into versions which all say the same: together they are that contract.

use std::collections::BTreeMap;

use serde_json::Value;

use super::support::Place;

const JUDGE: &str = "--leads acme/leads.csv --batch acme/leads.yaml --as-of 2026-10-01 --out d.csv --rejects r.csv";

/// Returns a folder with the acme contract as one version from a date on, `one`, and cut at others, `cut0` and so on.
fn cut(from: &str, dates: &[&str]) -> (Place, String) {
    let place = Place::acme();
    let contract = place.read("acme/contract.pact");
    let copy = |folder: &str, number: usize, date: &str| {
        std::fs::create_dir(place.path(folder)).unwrap();
        for entry in std::fs::read_dir(place.path("acme")).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), place.path(folder).join(entry.file_name())).unwrap();
        }
        let text = contract.replace("version   7", &format!("version   {number}"));
        place.write(
            &format!("{folder}/contract.pact"),
            text.replace("effective 2026-01-05", &format!("effective {date}")),
        );
    };
    copy("one", 7, from);
    let mut folders = Vec::new();
    for (number, date) in [from].iter().chain(dates).enumerate() {
        let folder = format!("cut{number}");
        copy(&folder, number + 1, date);
        folders.push(folder);
    }
    (place, folders.join(" "))
}

/// Returns what is in each window of a measure that leads say something in.
fn windows(measure: &Value) -> BTreeMap<String, Value> {
    let groups = measure["groups"].as_array().unwrap().iter();
    let windows =
        groups.flat_map(|group| group["windows"].as_array().unwrap().iter().map(move |window| (group, window)));
    let is_said = |window: &Value| {
        let left_out = window["left_out"].as_object().unwrap().values();
        [&window["numerator"], &window["denominator"]].into_iter().chain(left_out).any(|number| number != 0)
    };
    let named = windows
        .filter(|(_, window)| is_said(window))
        .map(|(group, window)| (format!("{} {}", group["group"], window["window"]), window.clone()));
    named.collect()
}

/// Windows of a month and a quarter that begin with a version are its own: so the cuts are at quarters.
#[test]
fn s2_3_a_contract_that_is_cut_in_three_judges_as_one() {
    let (place, folders) = cut("2025-07-01", &["2026-01-01", "2026-07-01"]);
    place.done(&format!("eval one {JUDGE} --summary s.json"));
    let (alone, rejects, whole) = (place.rows("d.csv"), place.read("r.csv"), place.json("s.json"));
    place.done(&format!("eval {folders} {JUDGE} --summary s.json"));
    let document = place.json("s.json");
    let versions: Vec<&Value> = document["versions"].as_array().unwrap().iter().map(|one| &one["summary"]).collect();
    let mut together = place.rows("d.csv");
    let mut judged: BTreeMap<String, u64> = BTreeMap::new();
    for row in &mut together {
        *judged.entry(row.remove("contract_version").unwrap()).or_default() += 1;
    }
    assert!(together == alone, "the decisions differ");
    assert_eq!(judged.len(), 3);
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(String::from).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&place.read("r.csv")), sorted(&rejects));
    // A source is followed over all of them.
    assert_eq!(versions[0]["sources"], whole["sources"]);
    for (measure, one) in whole["promises"].as_array().unwrap().iter().enumerate() {
        let mut seen = BTreeMap::new();
        for version in &versions {
            for (name, window) in windows(&version["promises"][measure]) {
                assert!(seen.insert(name.clone(), window).is_none(), "{name} is of two versions");
            }
        }
        assert_eq!(seen, windows(one), "{}", one["name"]);
    }
    let sum =
        |pointer: &str| versions.iter().map(|version| version.pointer(pointer).unwrap().as_u64().unwrap()).sum::<u64>();
    for pointer in [
        "/handoffs/0/ok",
        "/handoffs/0/premature",
        "/handoffs/0/missed",
        "/rows/leads",
        "/slas/0/verdicts/breached",
        "/rejection/verdicts/valid",
    ] {
        assert_eq!(
            sum(pointer),
            whole.pointer(pointer).unwrap_or_else(|| panic!("no {pointer}")).as_u64().unwrap(),
            "{pointer}"
        );
    }
    let mut breaches: BTreeMap<String, u64> = BTreeMap::new();
    for breach in versions.iter().flat_map(|version| version["breaches"].as_array().unwrap()) {
        *breaches.entry(format!("{}:{}", breach["party"], breach["obligation"])).or_default() +=
            breach["leads"].as_u64().unwrap();
    }
    let of_one = whole["breaches"].as_array().unwrap().iter();
    let of_one = of_one
        .map(|breach| (format!("{}:{}", breach["party"], breach["obligation"]), breach["leads"].as_u64().unwrap()));
    assert_eq!(breaches, of_one.collect());
}
