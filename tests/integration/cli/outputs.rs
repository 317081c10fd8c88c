//! Outputs appear whole or not at all, and are the same bytes however they were made.

use std::fs;

use super::support::{ACME, HEAD, Place, SMALL};
use crate::tables;

/// Runs a line that must fail, and holds that every file and name is as before.
#[track_caller]
fn leaves_all_as_it_was(place: &Place, line: &str) {
    let before: Vec<(String, Option<Vec<u8>>)> =
        place.names().into_iter().map(|name| (name.clone(), fs::read(place.path(&name)).ok())).collect();
    let run = place.run(line);
    assert_eq!(run.code, 2, "{line}\n{}", run.stdout);
    let after: Vec<(String, Option<Vec<u8>>)> =
        place.names().into_iter().map(|name| (name.clone(), fs::read(place.path(&name)).ok())).collect();
    assert_eq!(after, before, "{line}");
}

#[test]
fn s7_3_a_run_that_fails_leaves_what_was_there() {
    let place = Place::small(format!("{HEAD}L1,a@x.example,60,,\n"))
        .with("d.csv", "old decisions")
        .with("r.csv", "old findings")
        .with("s.json", "old summary");
    std::fs::create_dir(place.path("folder.json")).unwrap();
    let run = "eval small.pact --as-of 2026-10-01 --out d.csv --rejects r.csv --summary s.json";
    for leads in ["--leads none.csv", "--leads leads.csv none.csv", "--leads leads.csv small.pact"] {
        leaves_all_as_it_was(&place, &format!("{run} {leads}"));
    }
    let eval = "eval small.pact --as-of 2026-10-01 --leads leads.csv";
    for outputs in [
        "--out d.csv --rejects r.csv --summary none/s.json",
        "--out d.csv --rejects none/r.csv",
        "--out none/d.csv --summary s.json",
        "--out d.csv --rejects d.csv",
        "--out d.csv --rejects ./d.csv",
        "--out d.csv --rejects r.csv --summary small.pact/s.json",
        "--out d.csv --rejects r.csv --summary folder.json",
        "--out d.xlsx --summary s.json",
        "--out d.csv --rejects r.doc",
        "--out - --rejects -",
        "--out leads.csv",
        "--rejects ./leads.csv",
        "--summary small.pact",
    ] {
        leaves_all_as_it_was(&place, &format!("{eval} {outputs}"));
    }
}

#[test]
fn s7_3_bytes_that_are_none_far_down_leave_what_was_there() {
    // An archive's first bytes in the middle of the second file, and a file that grows bad only at its end.
    let mut late = HEAD.as_bytes().to_vec();
    for row in 0..20_000 {
        late.extend_from_slice(format!("L{row},,60,,{}\n", "x".repeat(40)).as_bytes());
    }
    late.extend_from_slice(b"L1,\xff\xfe,\0\0,,\n\"");
    let place = Place::small(late).with("d.csv", "old decisions");
    let run = place.run("eval small.pact --as-of 2026-10-01 --leads leads.csv --out d.csv");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(place.names(), ["d.csv", "leads.csv", "small.pact"]);
    assert_eq!(place.read("d.csv").lines().count(), 20_001);
}

#[test]
fn refused_outputs() {
    Place::small(format!("{HEAD}L1,a@x.example,60,,\n"))
        .transcript()
        .run("eval small.pact --as-of 2026-10-01 --leads leads.csv --out none/d.csv")
        .run("eval small.pact --as-of 2026-10-01 --leads leads.csv --out d.csv --rejects d.csv")
        .run("eval small.pact --as-of 2026-10-01 --leads leads.csv --out d.csv --rejects ./d.csv")
        .run("eval small.pact --as-of 2026-10-01 --leads leads.csv --out d.xlsx")
        .run("eval small.pact --as-of 2026-10-01 --leads leads.csv --out leads.csv")
        .run("eval small.pact --as-of 2026-10-01 --leads leads.csv none.csv --out d.csv")
        .list()
        .check("outputs_refused");
}

#[test]
fn columnar_outputs_have_the_values_of_the_lines() {
    let place = Place::acme();
    let run = |extension: &str| {
        let keep = "--keep source,mql_at,amount,employees,owner";
        place.done(&format!("{ACME} --out d.{extension} --rejects r.{extension} {keep} --summary s.json"));
        ["d", "r"].map(|name| fs::read(place.path(&format!("{name}.{extension}"))).unwrap())
    };
    let lines = run("ndjson").map(|bytes| String::from_utf8(bytes).unwrap());
    for extension in ["parquet", "arrow", "arrows"] {
        for (bytes, lines) in run(extension).iter().zip(&lines) {
            let table = tables::columnar(extension, bytes);
            assert!(table.rows.len() > 10, "{extension}");
            assert_eq!(table, tables::ndjson(lines, &table.names), "{extension}");
        }
    }
    let header: Vec<String> = String::from_utf8(run("csv")[0].clone())
        .unwrap()
        .lines()
        .next()
        .unwrap()
        .split(',')
        .map(str::to_string)
        .collect();
    assert_eq!(tables::columnar("parquet", &run("parquet")[0]).names, header);
}

const ALL: &str = "--out d.csv --rejects r.csv --summary s.json --keep source,mql_at";

fn outputs(place: &Place, line: &str) -> [String; 4] {
    [place.done(line), place.read("d.csv"), place.read("r.csv"), place.read("s.json")]
}

#[test]
fn s2_1_the_same_bytes_twice_and_on_any_number_of_threads() {
    let place = Place::acme();
    let first = outputs(&place, &format!("{ACME} {ALL}"));
    for more in ["", "--threads 1", "--threads 2", "--threads 7"] {
        assert!(outputs(&place, &format!("{ACME} {ALL} {more}")) == first, "other bytes with `{more}`");
    }
    for extension in ["parquet", "arrow", "arrows"] {
        let run = |more: &str| {
            place.done(&format!("{ACME} --out d.{extension} --rejects r.{extension} {more}"));
            ["d", "r"].map(|name| fs::read(place.path(&format!("{name}.{extension}"))).unwrap())
        };
        let first = run("");
        for more in ["", "--threads 1", "--threads 7"] {
            assert!(run(more) == first, "{extension}: other bytes with `{more}`");
        }
    }
}

#[test]
fn s2_1_the_order_of_a_contracts_files_decides_nothing() {
    let place = Place::acme();
    let first = outputs(&place, &format!("{ACME} {ALL}"));
    // Other names, another order: only the places of blocks are told by file.
    for (place_in_row, name) in
        ["contract", "lead", "icp", "scoring", "stages", "sla", "rejection", "targets", "review"]
            .into_iter()
            .enumerate()
    {
        let path = place.path(&format!("acme/{name}.pact"));
        fs::rename(path, place.path(&format!("acme/{place_in_row}_{name}.pact"))).unwrap();
    }
    let second = outputs(&place, &format!("{ACME} {ALL}"));
    assert_eq!(second[1], first[1]);
    assert_eq!(second[2], first[2]);
    let counts = |summary: &str| {
        let mut summary: serde_json::Value = serde_json::from_str(summary).unwrap();
        summary["not_judged"].take();
        summary
    };
    assert_eq!(counts(&second[3]), counts(&first[3]));
}

#[test]
fn an_output_of_no_leads_is_whole_too() {
    let place = Place::small(HEAD);
    let eval = "eval small.pact --as-of 2026-10-01 --leads leads.csv";
    place.done(&format!("{eval} --out d.csv --rejects r.ndjson --summary s.json"));
    assert_eq!(place.read("d.csv").lines().count(), 1);
    assert_eq!(place.read("r.ndjson"), "");
    place.done(&format!("{eval} --out d.json"));
    assert_eq!(place.json("d.json"), serde_json::json!([]));
    assert_eq!(place.json("s.json")["rows"]["read"], 0);
    assert_eq!(place.read("small.pact"), SMALL);
}

/// Writing to this device always fails as on a full disk.
#[cfg(target_os = "linux")]
#[test]
fn s7_3_a_stream_that_fails_midway_leaves_the_files_as_they_were() {
    let place = Place::acme().with("r.csv", "old findings").with("s.json", "old summary");
    let line = format!("{ACME} --out - --rejects r.csv --summary s.json");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_leadpact"));
    command.args(line.split_whitespace()).current_dir(place.path(""));
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command.stdout(full).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.starts_with("X705 cannot-write"), "{stderr}");
    assert_eq!(place.names(), ["acme", "r.csv", "s.json"]);
    assert_eq!((place.read("r.csv").as_str(), place.read("s.json").as_str()), ("old findings", "old summary"));
}

#[test]
fn an_output_that_links_to_what_is_read_is_refused() {
    #[cfg(unix)]
    {
        let place = Place::small(format!("{HEAD}L1,a@x.example,60,,\n"));
        std::os::unix::fs::symlink(place.path("leads.csv"), place.path("d.csv")).unwrap();
        leaves_all_as_it_was(&place, "eval small.pact --as-of 2026-10-01 --leads leads.csv --out d.csv");
    }
}

#[test]
fn an_output_that_is_a_list_of_the_contract_is_refused() {
    let place = Place::acme();
    let before = place.read("acme/industries.csv");
    let eval = "eval acme --as-of 2026-10-01 --leads acme/leads.csv --batch acme/leads.yaml --out acme/industries.csv";
    let output = place.command(&eval.split(' ').collect::<Vec<_>>()).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("`acme/industries.csv` is read by this run: it cannot be an output"), "{stderr}");
    assert_eq!(place.read("acme/industries.csv"), before);
}
