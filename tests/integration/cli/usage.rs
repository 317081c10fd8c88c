//! Which contract is meant, what is no usage, and streams that close early.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use super::support::{HEAD, Place, SMALL};

fn project(yaml: &str) -> Place {
    let place = Place::new().with("leadpact.yaml", yaml).with("leads.csv", format!("{HEAD}L1,,60,,\n"));
    std::fs::create_dir_all(place.path("contracts/inside")).unwrap();
    place.with("contracts/small.pact", SMALL)
}

#[test]
fn the_contract_of_the_project_file() {
    let place = project("contract: contracts\n");
    assert!(place.run("check").stderr.contains("0 errors"));
    place.done("eval --leads leads.csv --as-of 2026-10-01");
    place.done("explain --leads leads.csv --as-of 2026-10-01 --lead L1");
    // The path is relative to the file, wherever below it the command runs.
    let mut below = place.command(&["check", "--deny", "error"]);
    below.current_dir(place.path("contracts/inside"));
    assert!(below.output().unwrap().status.success());
}

#[test]
fn project_files_that_cannot_be_used() {
    let mut place = project("contrct: contracts\n").transcript().run("check");
    for (yaml, line) in [
        ("contract: [contracts]\n", "check"),
        ("contract: none\n", "check"),
        ("contract: contracts\nformat: json\n", "eval --leads leads.csv"),
        (": :\n", "explain --leads leads.csv --lead L1"),
        ("", "check"),
    ] {
        place = place.with("leadpact.yaml", yaml).run(line);
    }
    place.check("usage_project");
}

#[test]
fn a_contract_that_is_named_needs_no_project_file() {
    let place = project("contrct: contracts\n");
    // But `check` does: it says what the linter looks for.
    assert_eq!(place.run("check contracts").code, 2);
    place.done("eval contracts/small.pact --leads leads.csv");
}

#[test]
fn what_is_no_usage() {
    Place::small(format!("{HEAD}L1,,60,,\n"))
        .with("leads.yaml", "timezone: America/New_York\n")
        .transcript()
        .run("eval small.pact")
        .run("eval small.pact --batch leads.yaml")
        .run("eval small.pact --leads leads.csv --frobnicate")
        .run("eval small.pact --leads leads.csv --summry s.json")
        .run("eval small.pact --leads leads.csv --fail-on braech")
        .run("eval small.pact --leads leads.csv --format yaml")
        .run("eval small.pact --leads leads.csv --threads 0")
        .run("eval small.pact --leads leads.csv --batch laeds.yaml")
        .run("eval small.pact --leads laeds.csv")
        .run("explain small.pact --leads leads.csv")
        .run("evl small.pact")
        .run("eval small.pact --leads")
        .check("usage_wrong");
}

#[test]
fn leads_from_stdin() {
    let place = Place::small("");
    let mut command = place.command(&["eval", "small.pact", "--leads", "-", "--as-of", "2026-10-01", "--out", "-"]);
    let output = command.write_stdin(format!("{HEAD}L1,,60,,\n")).output().unwrap();
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stdout).contains("\nL1,,mql,missed,"));
}

/// Runs a line, reads the first line of what it prints, closes the stream, and returns what it ended with.
fn closed_early(place: &Place, line: &str) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_leadpact"));
    command.args(line.split_whitespace()).current_dir(place.path("")).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut first = String::new();
    BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn s7_3_a_reader_that_has_read_enough_is_no_failure() {
    let place = Place::acme();
    let eval = super::support::ACME;
    for line in [
        "rule".to_string(),
        format!("{eval} --format json"),
        format!("{eval} --out - --keep company --summary s.json"),
        "--help".to_string(),
    ] {
        let (code, stderr) = closed_early(&place, &line);
        assert!(!stderr.contains("cannot be written") && !stderr.contains("bug"), "{line}: {stderr}");
        assert_eq!(code, Some(0), "{line}: {stderr}");
    }
    assert_eq!(place.json("s.json")["rows"]["read"], 2_000, "the other outputs are whole");
}
