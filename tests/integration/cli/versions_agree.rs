//! That several versions together say of each lead what the one in force says alone, in any order and however the batch
//! comes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::support::Place;
use super::versions::{JUDGE, LEADS, files, version};

type Row = BTreeMap<String, String>;

/// Returns a batch of leads that are handed over from before the first version to the last, most of them with an answer,
/// some with dirt.
fn many(count: usize) -> String {
    let mut leads = LEADS.lines().next().unwrap().to_string();
    leads.push('\n');
    let mut state = 20_260_101_u64;
    let mut next = |limit: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % limit
    };
    for id in 0..count {
        let (month, day, hour) = (next(14), next(28) + 1, next(24));
        let at = |hour: u64| match month {
            0 => format!("2025-12-{day:02}T{hour:02}:30Z"),
            12 => String::new(),
            13 => format!("2026-04-{day:02}"),
            month => format!("2026-{month:02}-{day:02}T{hour:02}:30Z"),
        };
        let (start, stop) = (at(hour), if next(4) == 0 { String::new() } else { at(23) });
        let employees = if next(20) == 0 { "many".to_string() } else { next(300).to_string() };
        let key = if next(30) == 0 { 0 } else { id };
        let (revenue, email) = (next(30), if next(40) == 0 { 0 } else { id });
        let source = ["Google", "Bing", ""][usize::try_from(next(3)).unwrap()];
        let _ = writeln!(leads, "K{key},{email}@x.example,{employees},{revenue},{start},{stop},{source},EU");
    }
    leads
}

fn by_id(place: &Place) -> BTreeMap<String, Row> {
    place.rows("d.csv").into_iter().map(|row| (row["id"].clone(), row)).collect()
}

#[test]
fn s2_3_a_row_is_what_the_version_in_force_says_alone() {
    let place = files().with("leads.csv", many(600));
    place.done(&format!("eval v1.pact v2.pact v3.pact {JUDGE} --out d.csv --rejects r.csv --summary s.json"));
    let (together, document) = (by_id(&place), place.json("s.json"));
    let rejects = place.rows("r.csv");
    let mut alone: BTreeMap<String, (BTreeMap<String, Row>, Vec<Row>)> = BTreeMap::new();
    for number in ["1", "2", "3"] {
        place.done(&format!(
            "eval v{number}.pact --leads leads.csv --as-of 2026-10-01T04:00:00Z --out d.csv --rejects r.csv"
        ));
        alone.insert(number.to_string(), (by_id(&place), place.rows("r.csv")));
    }
    let mut judged: BTreeMap<&str, u64> = BTreeMap::new();
    for (id, row) in &together {
        let number = row["contract_version"].as_str();
        *judged.entry(number).or_default() += 1;
        let Some((rows, _)) = alone.get(number) else {
            assert!(["before_contract", "indeterminate"].contains(&row["handoff"].as_str()), "{row:?}");
            for name in ["qualified_stage", "breaches", "answer", "judged_at", "missing"] {
                assert_eq!(row[name], "", "{row:?}");
            }
            assert_eq!(row["recorded_stage"], "mql");
            continue;
        };
        for (name, value) in
            row.iter().filter(|(name, _)| !["contract_version", "revenue", "source"].contains(&name.as_str()))
        {
            assert_eq!(Some(value), rows[id].get(name).or(Some(&String::new())), "{id} {name} of version {number}");
        }
    }
    assert_eq!(judged.len(), 4, "{judged:?}");
    for (place, number) in ["3", "2", "1"].iter().enumerate() {
        assert_eq!(document["versions"][place]["leads"], judged[number]);
    }
    assert_eq!(document["before_contract"], judged[""]);
    // Each row is told of by one version, and by one that found it alone.
    let key = |row: &Row| (row["row"].clone(), row["kind"].clone(), row["column"].clone());
    let mut seen = std::collections::BTreeSet::new();
    for found in &rejects {
        assert!(seen.insert(key(found)), "twice: {found:?}");
        assert!(alone.values().any(|(_, rejects)| rejects.iter().any(|other| key(other) == key(found))), "{found:?}");
    }
    let rejected =
        |rows: &[Row]| rows.iter().filter(|row| row["effect"] == "rejected").map(key).collect::<Vec<_>>().len();
    assert_eq!(rejected(&rejects), rejected(&alone["1"].1));
    assert_eq!(together.len() + rejected(&rejects), 600);
}

#[test]
fn s2_1_neither_threads_nor_rows_nor_the_way_they_come_change_a_decision() {
    let leads = many(300);
    let place = files().with("leads.csv", &leads);
    let run = |line: &str| {
        let page = place.done(&format!(
            "eval v1.pact v2.pact v3.pact --as-of 2026-10-01 {line} --rejects r.csv --out d.csv --summary s.json"
        ));
        (page, place.read("d.csv"), place.read("r.csv"), place.read("s.json"))
    };
    let first = run("--leads leads.csv --threads 1");
    assert_eq!(run("--leads leads.csv --threads 2"), first);
    // Without repeated keys the order of rows says nothing of a lead.
    let mut rows: Vec<&str> = leads.lines().skip(1).collect();
    let mut keys = std::collections::BTreeSet::new();
    let mut emails = std::collections::BTreeSet::new();
    rows.retain(|row| {
        let mut cells = row.split(',');
        keys.insert(cells.next().unwrap()) && emails.insert(cells.next().unwrap())
    });
    let head = leads.lines().next().unwrap();
    let decided = |rows: &[&str]| {
        place.write("leads.csv", format!("{head}\n{}\n", rows.join("\n")));
        run("--leads leads.csv");
        let written: Vec<Row> = place.rows("d.csv");
        let order: Vec<&str> = rows.iter().map(|row| row.split(',').next().unwrap()).collect();
        assert_eq!(written.iter().map(|row| row["id"].as_str()).collect::<Vec<_>>(), order, "the order of the file");
        by_id(&place)
    };
    let straight = decided(&rows);
    rows.reverse();
    assert_eq!(decided(&rows), straight);
}

#[test]
fn a_stream_is_read_by_every_version() {
    let place = files();
    place.done(&format!("eval v1.pact v2.pact v3.pact {JUDGE} --out d.csv"));
    let expected = place.read("d.csv");
    let line = "eval v1.pact v2.pact v3.pact --leads - --as-of 2026-10-01 --keep revenue,source --out e.csv";
    let words: Vec<&str> = line.split(' ').collect();
    let output = place.command(&words).write_stdin(LEADS).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(place.read("e.csv"), expected);
}

#[test]
fn every_format_has_the_columns_of_all_versions() {
    let place = files();
    let all = "eval v1.pact v2.pact v3.pact --leads leads.csv --as-of 2026-10-01";
    place.done(&format!("{all} --out d.csv"));
    place.done(&format!("{all} --out d.parquet"));
    place.done(&format!("{all} --out d.json"));
    let header = place.read("d.csv").lines().next().unwrap().to_string();
    let names: Vec<&str> = header.split(',').collect();
    assert_eq!(names[..2], ["id", "contract_version"]);
    // Only version 2 has the score.
    assert_eq!(names.last(), Some(&"size"));
    let first = &place.json("d.json")[0];
    assert_eq!(first["contract_version"], 1);
    assert_eq!(first.as_object().unwrap().len(), names.len());
}

/// What is said of the batch, and the files of activities, may be of one version only.
#[test]
fn what_only_one_version_knows_is_nothing_to_the_others() {
    let touch = "activity touch {\n  lead_id text joins id\n  at timestamp instant\n}\n\
                 score often max 10 {\n  +10 count of (touch) >= 1\n}\n";
    let place = files()
        .with(
            "v3.pact",
            format!("{}{touch}", version(3).replace("source    text", "source    one of \"Google\", \"Bing\"")),
        )
        .with("v2.pact", version(2).replace("source    text", "source    one of \"Google\""))
        .with("touches.csv", "lead_id,at\nL3,2026-07-01T09:00Z\n")
        .with(
            "batch.yaml",
            "columns: { region: region, revenue: revenue }\nvalues: { source: { g: Google, b: Bing } }\n",
        );
    let line = "eval v1.pact v2.pact v3.pact --leads leads.csv --batch batch.yaml --as-of 2026-10-01 --activities";
    place.done(&format!("{line} touches.csv --out d.csv"));
    assert_eq!(by_id(&place)["L3"]["often"], "10.00");
    assert_eq!(by_id(&place)["L1"]["often"], "");
    place.done(&format!("{line} touch=touches.csv"));
    // What none knows is a mistake still.
    place.write("batch.yaml", "columns: { regoin: region }\n");
    let refused = place.run(&format!("{line} touches.csv"));
    assert!(refused.code == 2 && refused.stderr.contains("regoin"), "{}", refused.stderr);
}

/// S5.6: the run of a source goes on over the change of version, each window as its own version counts it.
#[test]
fn s2_3_a_pause_follows_a_source_over_versions() {
    let contract = |number: usize, rule: &str| {
        let effective = ["2026-01-01", "2026-04-01", "2026-07-01"][number - 1];
        format!(
            "contract \"P\" {{\n  version {number}\n  effective {effective}\n  timezone \"UTC\"\n  party a \"A\"\n  party b \
             \"B\"\n}}\nlead {{\n  id text key\n  source text\n  mql_at timestamp\n  rejected_at timestamp\n}}\nstage mql {{\n  \
             recorded mql_at\n  handoff a to b\n}}\nrejection {{\n  party b\n  of mql\n  recorded rejected_at\n  within 5 days\n  \
             on expiry accepted\n}}\n{rule}"
        )
    };
    let rule = |name: &str| {
        format!(
            "pause {name} {{\n  by source\n  when rejection_rate > 50% for 2 consecutive months\n  minimum 1 decided\n  then pause\n}}\n"
        )
    };
    let lead = |id: &str, month: usize, day: usize, rejected: bool| {
        let rejected = if rejected { format!("2026-{month:02}-{:02}T12:00Z", day + 1) } else { String::new() };
        format!("{id},Google,2026-{month:02}-{day:02}T12:00Z,{rejected}\n")
    };
    let leads = [
        "id,source,mql_at,rejected_at\n".to_string(),
        lead("A", 3, 10, true),
        lead("B", 4, 10, true),
        lead("C", 5, 20, false),
        lead("D", 8, 20, false),
    ];
    let place = Place::new()
        .with("v1.pact", contract(1, &rule("sources")))
        .with("v2.pact", contract(2, &rule("sources")))
        .with("v3.pact", contract(3, ""))
        .with("other.pact", contract(2, &rule("others")))
        .with("leads.csv", leads.concat());
    let statuses = |contracts: &str| {
        place.done(&format!("eval {contracts} --leads leads.csv --as-of 2026-10-01 --out d.csv --summary s.json"));
        let rows = by_id(&place);
        ["A", "B", "C", "D"]
            .map(|id| format!("{} {}", rows[id]["source_status"], rows[id]["breaches"]).trim().to_string())
    };
    // March is version 1's, April version 2's: together two windows, so that a lead of May comes from a paused source.
    assert_eq!(statuses("v1.pact v2.pact v3.pact"), ["active", "active", "paused a:sources", ""]);
    let breaches = &place.json("s.json")["versions"][1]["summary"]["breaches"];
    assert_eq!(breaches[0]["leads"], 1, "{breaches}");
    // A rule of another name begins anew.
    assert_eq!(statuses("v1.pact other.pact"), ["active", "active", "active", "active"]);
    assert_eq!(statuses("other.pact v3.pact"), ["", "active", "active", ""]);
}
