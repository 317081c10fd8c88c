//! Figures of real batches against counting the files directly.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use assert_cmd::Command;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, date};
use serde_json::Value;

use super::{FICZON, OLIST, ROOT, Real};

/// The rows of a file by column.
type Rows = Vec<BTreeMap<String, String>>;

/// By source and month: the rejected, the leads, and the last hand-off.
type BySource = BTreeMap<Option<String>, BTreeMap<Date, (u64, u64, DateTime)>>;

fn rows(path: &Path) -> Rows {
    csv::Reader::from_path(path).unwrap().into_deserialize().map(Result::unwrap).collect()
}

/// Judges a batch by its contract and what is written after it, and returns the summary.
fn summary(real: &Real, leads: &Path, added: &str, as_of: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let (contract, summary) = (folder.path().join("contract.pact"), folder.path().join("summary.json"));
    let home = Path::new(ROOT).join("tests/real").join(real.name);
    let text = std::fs::read_to_string(home.join("contract.pact")).unwrap();
    std::fs::write(&contract, text + added).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_leadpact"));
    command.current_dir(ROOT).arg("eval").arg(&contract).arg("--batch").arg(home.join("leads.yaml"));
    if !real.joined {
        command.arg("--leads").arg(leads);
    }
    command.args(["--as-of", as_of]).arg("--summary").arg(&summary).assert().success();
    serde_json::from_str(&std::fs::read_to_string(summary).unwrap()).unwrap()
}

/// Returns what tells a group of one field apart: its value folded, none where it is blank.
fn group(group: &Value) -> Option<String> {
    group["group"][0]["value"].as_str().map(str::to_lowercase)
}

fn count(value: &Value, name: &str) -> u64 {
    value[name].as_u64().unwrap()
}

fn ficzon_source(row: &BTreeMap<String, String>) -> Option<String> {
    let source = match row["Source"].trim() {
        "" | "#VALUE!" => return None,
        // As the description of the batch has it.
        "Live Chat -PPC" => "Live Chat-PPC",
        "Existing Customer" => "Existing Client",
        other => other,
    };
    Some(source.to_lowercase())
}

const RULES: [(&str, u64, bool); 3] = [("bare", 1, false), ("of_twenty", 20, false), ("certain", 20, true)];

/// The least rejected of so many that are certainly above 20%, with 80% confidence: Wilson's bound, as it is written.
fn is_certain(rejected: u64, decided: u64) -> bool {
    let (z, n) = (0.841_621_233_572_914_3_f64, decided as f64);
    let share = rejected as f64 / n;
    let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    (share + z * z / (2.0 * n) - half) / (1.0 + z * z / n) > 0.2
}

/// Junk leads as rejections: by source and month as counted in the file, and which sources would have been paused.
#[test]
fn s5_9_ficzon_sources_that_would_have_been_paused() {
    let Some(leads) = FICZON.leads() else { return };
    let mut counted = BySource::new();
    for row in rows(&leads) {
        let created = DateTime::strptime("%d-%m-%Y %H:%M", &row["Created"]).unwrap();
        let month = created.date().first_of_month();
        let entry = counted.entry(ficzon_source(&row)).or_default().entry(month).or_insert((0, 0, created));
        entry.0 += u64::from(row["Status"] == "Junk Lead");
        entry.1 += 1;
        entry.2 = entry.2.max(created);
    }
    let rule = |(name, minimum, certain): (&str, u64, bool)| {
        let confidence = if certain { "  confidence 80%\n" } else { "" };
        format!(
            "pause {name} {{\n  by source\n  when rejection_rate > 20% for 2 consecutive months\n  \
             minimum {minimum} decided\n{confidence}  then pause\n  resume when signed off by marketing, sales\n}}\n"
        )
    };
    let summary = summary(&FICZON, &leads, &RULES.map(rule).concat(), FICZON.as_of);
    println!(
        "source; the day from which on it was paused: bare, with a minimum of 20, with 80% confidence too; junk by month"
    );
    let mut paused: BTreeMap<Option<String>, Vec<String>> = BTreeMap::new();
    for ((name, minimum, certain), found) in RULES.into_iter().zip(summary["sources"].as_array().unwrap()) {
        assert_eq!(found["pause"], name);
        assert_eq!(found["unplaced"], 0);
        let groups = found["groups"].as_array().unwrap();
        let names: BTreeSet<Option<String>> = groups.iter().map(group).collect();
        assert_eq!(names, counted.keys().cloned().collect());
        for found in groups {
            let source = group(found);
            let months = &counted[&source];
            for window in found["windows"].as_array().unwrap() {
                let month: Date = format!("{}-01", window["window"].as_str().unwrap()).parse().unwrap();
                let (rejected, leads, _) = months.get(&month).copied().unwrap_or_default();
                let shown = (count(window, "numerator"), count(window, "denominator"));
                assert_eq!(shown, (rejected, leads), "{source:?} {month}");
                // December begins at as-of.
                let is_final = month < date(2018, 12, 1);
                assert_eq!(window["state"], if is_final { "final" } else { "provisional" });
            }
            // Two months one after the other that trip the rule; nothing ends the pause.
            let trips = |month: Date| {
                let (rejected, leads, _) = months.get(&month).copied().unwrap_or_default();
                leads >= minimum && 5 * rejected > leads && (!certain || is_certain(rejected, leads))
            };
            let year = (5..=11).map(|month| date(2018, month, 1));
            let second = year.into_iter().find(|month| trips(*month) && trips(*month - 1.month()));
            let begins = second.filter(|_| source.is_some()).map(|month| {
                // The rights of the last hand-offs of both months have lapsed, seven days after.
                let of = |month: Date| months[&month].2 + 7.days();
                of(month).max(of(month - 1.month())).max((month + 1.month()).to_datetime(jiff::civil::Time::midnight()))
            });
            let day = begins.map_or_else(|| "-".to_string(), |at| at.date().to_string());
            let begins = begins.map(|at| at.in_tz("Asia/Kolkata").unwrap().timestamp().to_string());
            let pauses: Vec<&str> =
                found["pauses"].as_array().unwrap().iter().map(|pause| pause["from"].as_str().unwrap()).collect();
            assert_eq!(pauses, begins.iter().map(String::as_str).collect::<Vec<_>>(), "{name} {source:?}");
            let trend: Vec<String> =
                months.values().map(|(rejected, leads, _)| format!("{rejected}/{leads}")).collect();
            let line = paused.entry(source).or_insert_with(|| vec![trend.join(" ")]);
            line.push(day);
        }
    }
    for (source, line) in &paused {
        let source = source.as_deref().unwrap_or("(none)");
        if line[1..].iter().any(|at| at != "-") {
            println!("{source:28} {}  {}", line[1..].join("  "), line[0]);
        }
    }
}

/// Won within 90 days of the first contact, by origin and month, as counted in the files.
#[test]
fn s6_2_olist_conversion_by_origin_and_month() {
    let Some(leads) = OLIST.leads() else { return };
    let as_of = date(2018, 6, 30).at(0, 0, 0, 0);
    let deals = rows(&leads.with_file_name("closed_deals.csv"));
    let won: BTreeMap<String, DateTime> =
        deals.iter().map(|deal| (deal["mql_id"].clone(), deal["won_date"].parse().unwrap())).collect();
    // By origin and month: converted, of so many, and those of which it is not known.
    let mut counted: BTreeMap<(Option<String>, Date), [u64; 3]> = BTreeMap::new();
    for lead in rows(&leads) {
        let origin = Some(lead["origin"].trim().to_lowercase()).filter(|origin| !origin.is_empty());
        let contact: Date = lead["first_contact_date"].parse().unwrap();
        let cell = counted.entry((origin, contact.first_of_month())).or_default();
        // The ninetieth day after the contact, of which the first or the last instant may be the limit.
        let limit = (contact + 90.days()).at(0, 0, 0, 0);
        match won.get(&lead["mql_id"]).filter(|won| **won <= as_of) {
            Some(won) if *won < contact.at(0, 0, 0, 0) => cell[2] += 1,
            Some(won) if *won <= limit => cell[0] += 1,
            Some(won) if *won < limit + 1.day() => cell[2] += 1,
            _ => {}
        }
        cell[1] += 1;
    }
    let summary = summary(&OLIST, &leads, "", "2018-06-30T00:00-03:00");
    let found = &summary["promises"][0];
    let (mut seen, mut indeterminate) = (0, 0);
    let mut months: BTreeMap<String, (u64, u64, &str)> = BTreeMap::new();
    for found in found["groups"].as_array().unwrap() {
        let mut line = String::new();
        for window in found["windows"].as_array().unwrap() {
            let name = window["window"].as_str().unwrap();
            let month: Date = format!("{name}-01").parse().unwrap();
            let [converted, leads, unknown] = counted.get(&(group(found), month)).copied().unwrap_or_default();
            let shown = (count(window, "numerator"), count(window, "denominator"));
            assert_eq!(shown, (converted, leads - unknown), "{:?} {month}", group(found));
            assert_eq!(window["left_out"]["indeterminate"], unknown);
            // Those of March have had their 90 days when the last of June begins; April's and May's have not.
            let state = match () {
                () if month <= date(2018, 3, 1) => "final",
                () if month <= date(2018, 5, 1) => "maturing",
                () => "provisional",
            };
            assert_eq!(window["state"], state, "{month}");
            assert!(state == "final" || window["verdict"] == state, "{window}");
            line += &format!("  {converted}/{}", leads - unknown);
            seen += leads;
            indeterminate += unknown;
            let total = months.entry(name.to_string()).or_insert((0, 0, state));
            (total.0, total.1) = (total.0 + converted, total.1 + leads - unknown);
        }
        println!("{:18}{line}", group(found).as_deref().unwrap_or("(none)"));
    }
    for (month, (converted, leads, state)) in months {
        println!("{month} {converted}/{leads} {state}");
    }
    // One deal was won on the ninetieth day, and one before its first contact.
    assert_eq!((seen, indeterminate), (8_000, 2));
}
