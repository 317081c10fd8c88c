//! The pages: their contracts compile, their tables are the parser's and the program's, their command lines are
//! understood, and what they show as output is what the program prints.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use leadpact::diagnostic::codes;
use leadpact::source::Sources;
use regex::Regex;

use crate::batch_pages::fences;
use crate::check::pages::{list_file, with_standard};

/// What examples may name without declaring it; left out where an example declares blocks of that kind itself.
const COMPANIONS: [(&str, &str); 10] = [
    (
        "activity",
        "activity touch {\n  lead_id text joins id\n  at timestamp instant\n  kind one of \"call\", \"demo\"\n}\n",
    ),
    ("calendar", "calendar office { open mon..fri 09:00-17:30 }\n"),
    ("list", "list customers from \"customers.txt\"\n"),
    ("icp", "icp mid_market {\n  firmographics { employees >= 50 }\n}\n"),
    ("score", "score total max 100 { +60 employees >= 50 }\n"),
    (
        "stage",
        "stage mql {\n  recorded mql_at\n  handoff marketing to sales\n}\nstage sql after mql { recorded sql_at }\n\
         stage opportunity after sql { recorded opportunity_at }\n",
    ),
    ("exit", "exit lost from mql {\n  recorded lost_at\n  outcome lost\n}\n"),
    ("sla", "sla answer {\n  party sales\n  starts mql\n  stops first_response_at\n  within 1 hour\n}\n"),
    (
        "rejection",
        "rejection {\n  party sales\n  of mql\n  recorded rejected_at\n  within 48 hours\n  on expiry accepted\n}\n",
    ),
    ("pause", "pause sources {\n  by source\n  when rejection_rate > 20% for 1 month\n  then pause\n}\n"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn page(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// Returns the paths of the pages: the README, those of `docs/`, and those beside them.
fn pages() -> Vec<String> {
    let mut paths: Vec<String> =
        ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "policies/acme/README.md"].map(String::from).to_vec();
    let docs = std::fs::read_dir(root().join("docs")).unwrap();
    paths.extend(docs.map(|entry| format!("docs/{}", entry.unwrap().file_name().to_str().unwrap())));
    paths.retain(|path| Path::new(path).extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    paths
}

/// Runs the program in the repository's folder and returns what it writes to stdout.
fn output(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_leadpact")).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

// ---- Contracts ----

/// Returns an example with what it may name but does not declare. An example that declares its lead is whole.
fn with_companions(example: &str) -> String {
    let declares = |kind: &str| example.lines().any(|line| line.split(' ').next() == Some(kind));
    let mut text = example.to_string();
    let is_whole = declares("lead");
    text.extend(COMPANIONS.iter().filter(|(kind, _)| !is_whole && !declares(kind)).map(|(_, block)| *block));
    with_standard(&text)
}

#[test]
fn contracts_compile() {
    let mut wrong = String::new();
    for path in pages() {
        for fence in fences(&page(&path)).iter().filter(|fence| fence.language == "pact") {
            let sources = Sources::single("page.pact", &with_companions(&fence.text));
            let mut load = |_: &Path, named: &str| list_file(named);
            let checked = sources.parse().check_with(&mut load);
            let messages = checked.diagnostics.to_plain(&checked.sources);
            match fence.name {
                "" if messages.is_empty() => {}
                "fails" if !messages.is_empty() => {}
                _ => writeln!(wrong, "{path}: {}\n{}{messages}", fence.name, fence.text).unwrap(),
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

// ---- The tables of statements ----

/// Returns the first words of each block's statements, as the parser's table has them.
fn statements_of_the_parser() -> BTreeMap<String, BTreeSet<String>> {
    let code = page("src/syntax/parser/blocks.rs");
    let tables = Regex::new(r"(?s)const ([A-Z]+): &\[StatementForm\] =\s*&\[(.*?)\];").unwrap();
    let statement = Regex::new(r#"(?:line|group)\("([a-z]+)""#).unwrap();
    let tables: BTreeMap<&str, BTreeSet<String>> = tables
        .captures_iter(&code)
        .map(|table| {
            let text = table.get(2).unwrap().as_str();
            (table.get(1).unwrap().as_str(), statement.captures_iter(text).map(|word| word[1].to_string()).collect())
        })
        .collect();
    let block = Regex::new(r#"block\("([a-z]+)", Rule::[a-z_]+, (?:([A-Z]+)|&\[\])\)"#).unwrap();
    let found: BTreeMap<String, BTreeSet<String>> = block
        .captures_iter(&code)
        .map(|block| {
            let words = block.get(2).map(|table| tables[table.as_str()].clone());
            (block[1].to_string(), words.unwrap_or_default())
        })
        .collect();
    assert!(found.len() > 15 && found["sla"].len() > 10, "the parser's table is written otherwise: {found:?}");
    found
}

/// Returns what each section of the reference is about, with its text.
fn sections(page: &str) -> Vec<(Vec<&str>, &str)> {
    let parts = page.split("\n### ").skip(1);
    let parts = parts.map(|part| part.split("\n## ").next().unwrap());
    parts.map(|part| (part.lines().next().unwrap().split('`').skip(1).step_by(2).collect(), part)).collect()
}

/// Returns the statements in a section's table: the code of the first column.
fn statements_of(section: &str) -> Vec<&str> {
    let rows = section.lines().skip_while(|line| !line.starts_with("| statement |")).skip(2);
    rows.take_while(|line| line.starts_with('|')).map(|line| line.split('`').nth(1).unwrap_or_default()).collect()
}

fn first_word(statement: &str) -> Option<&str> {
    statement.split(' ').next().filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()))
}

#[test]
fn the_reference_has_every_statement() {
    let reference = page("docs/language.md");
    let sections = sections(&reference);
    let mut known = statements_of_the_parser();
    // These have a head only.
    for head in ["list", "define"] {
        known.entry(head.to_string()).or_default();
    }
    for (kind, words) in known {
        let Some((_, section)) = sections.iter().find(|(kinds, _)| kinds.contains(&kind.as_str())) else {
            panic!("docs/language.md has no section `{kind}`");
        };
        let said: BTreeSet<&str> = statements_of(section).into_iter().filter_map(first_word).collect();
        let missing: Vec<&String> = words.iter().filter(|word| !said.contains(word.as_str())).collect();
        assert!(missing.is_empty(), "the table of `{kind}` lacks {missing:?}");
        let is_alone = sections.iter().any(|(kinds, _)| kinds.as_slice() == [kind.as_str()]);
        let strange: Vec<&&str> = said.iter().filter(|word| !words.contains(**word)).collect();
        assert!(!is_alone || strange.is_empty(), "the table of `{kind}` has {strange:?}, which the parser does not");
    }
}

#[test]
fn every_statement_of_the_reference_has_an_example() {
    let reference = page("docs/language.md");
    for (kinds, section) in sections(&reference) {
        let examples = fences(section);
        let lines: Vec<&str> =
            examples.iter().flat_map(|fence| fence.text.lines()).flat_map(|line| line.split("{ ")).collect();
        for word in statements_of(section).into_iter().filter_map(first_word) {
            let is_shown = lines.iter().any(|line| line.split_whitespace().next() == Some(word));
            assert!(is_shown, "{kinds:?}: no example says `{word}`");
        }
    }
}

// ---- Command lines ----

/// Returns the command lines of a page that start the program, without its name.
fn command_lines(page: &str) -> Vec<String> {
    let joined = page.replace("\\\n", " ");
    let line = Regex::new(r"(?m)(?:^|`)(?:cargo run --release -- |leadpact )([^`\n]*)").unwrap();
    line.captures_iter(&joined).map(|found| found[1].trim().to_string()).collect()
}

#[test]
fn command_lines_are_understood() {
    let mut helps: BTreeMap<String, String> = BTreeMap::new();
    let mut seen = 0;
    for path in pages() {
        for line in command_lines(&page(&path)) {
            let mut words = line.split_whitespace();
            let command = words.next().unwrap().to_string();
            let help = helps.entry(command.clone()).or_insert_with(|| output(&[&command, "--help"]));
            for flag in words.filter(|word| word.starts_with("--")) {
                let is_known =
                    help.split_whitespace().any(|word| word.trim_end_matches(',').split('[').next() == Some(flag));
                assert!(is_known, "{path}: `leadpact {command}` has no {flag}: {line}");
            }
            seen += 1;
        }
    }
    assert!(seen > 8, "only {seen} command lines were found");
}

// ---- Output ----

/// Asserts that every line of an excerpt stands in the output, in order; `…` stands for what is left out.
#[track_caller]
fn is_excerpt(excerpt: &str, whole: &str) {
    let mut rest = whole.lines();
    for line in excerpt.lines().filter(|line| !line.is_empty() && *line != "…") {
        assert!(rest.any(|other| other == line), "not in the output, or not in this order:\n{line}\n\n{whole}");
    }
}

#[test]
fn the_readme_shows_what_is_printed() {
    let readme = page("README.md");
    let fences = fences(&readme);
    let mut shown = 0;
    for (place, fence) in fences.iter().enumerate().filter(|(_, fence)| fence.language == "text") {
        let command = fences[..place].iter().rev().find(|fence| fence.language == "sh").unwrap();
        let lines = command_lines(&command.text);
        let arguments: Vec<&str> = lines.last().unwrap().split_whitespace().collect();
        is_excerpt(&fence.text, &output(&arguments));
        shown += 1;
    }
    assert!(shown >= 2, "the README shows {shown} outputs");
}

/// Evaluates the shipped batch; returns the header of its decisions and its summary.
fn evaluated() -> (Vec<String>, serde_json::Value) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("decisions.csv");
    let acme = ["eval", "policies/acme", "--leads", "policies/acme/leads.csv", "--batch", "policies/acme/leads.yaml"];
    let how = ["--as-of", "2026-10-01", "--format", "json", "--out", out.to_str().unwrap()];
    let summary = serde_json::from_str(&output(&[&acme[..], &how[..]].concat())).unwrap();
    let header = csv::Reader::from_path(&out).unwrap().headers().unwrap().iter().map(String::from).collect();
    (header, summary)
}

/// Returns the rows of the first table below a heading row: the cells of each.
fn rows<'p>(page: &'p str, heading: &str) -> Vec<Vec<&'p str>> {
    let lines = page.lines().skip_while(|line| *line != heading).skip(2).take_while(|line| line.starts_with('|'));
    lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

#[test]
fn columns_of_the_decisions() {
    let (header, summary) = evaluated();
    let scores: Vec<&str> =
        summary["scores"].as_array().unwrap().iter().map(|score| score["name"].as_str().unwrap()).collect();
    let batches = page("docs/batches.md");
    let (mut said, mut timers): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for row in rows(&batches, "| column | holds |") {
        match row[0] {
            "a column a score" => said.extend(scores.iter().map(|score| score.to_string())),
            "`<sla>`" | "`<sla>_due_at`" | "`<sla>_elapsed_s`" | "`<sla>_overdue_s`" => {
                timers.push(row[0].trim_matches('`').to_string());
            }
            "`rejection`" => {
                let slas = summary["slas"].as_array().unwrap().iter().map(|sla| sla["name"].as_str().unwrap());
                said.extend(slas.flat_map(|sla| timers.iter().map(move |column| column.replace("<sla>", sla))));
                said.push("rejection".to_string());
            }
            // Acme has one hand-off, and keeps nothing.
            "`<stage>_handoff`" | "the fields of `--keep`" => {}
            name => said.push(name.trim_matches('`').to_string()),
        }
    }
    assert_eq!(said, header);
}

#[test]
fn kinds_of_findings() {
    let batches = page("docs/batches.md");
    let said: Vec<String> = rows(&batches, "| code | found | becomes |").iter().map(|row| row[0].to_string()).collect();
    let known: Vec<String> = codes::batch::ALL
        .iter()
        .filter(|code| code.id.starts_with('D'))
        .map(|code| format!("{} `{}`", code.id, code.name))
        .collect();
    assert_eq!(said, known);
}

#[test]
fn acme_counts_its_findings() {
    let (_, summary) = evaluated();
    let mut counted: BTreeMap<String, (u64, String)> = BTreeMap::new();
    for finding in summary["findings"].as_array().unwrap() {
        let text = |key: &str| finding[key].as_str().unwrap();
        let kind = counted.entry(format!("{} `{}`", text("code"), text("kind"))).or_default();
        kind.0 += finding["count"].as_u64().unwrap();
        kind.1 = text("effect").to_string();
    }
    let readme = page("policies/acme/README.md");
    let said: Vec<(String, (u64, String))> = rows(&readme, "| finding | rows | becomes | from |")
        .iter()
        .map(|row| (row[0].to_string(), (row[1].parse().unwrap(), row[2].to_string())))
        .collect();
    assert_eq!(said, counted.into_iter().collect::<Vec<_>>());
}
