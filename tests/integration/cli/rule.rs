//! `rule`, and that the pages it prints are true: every example of what evaluation finds, and of what commands refuse.

use std::collections::BTreeSet;

use leadpact::diagnostic::{Code, codes};

use super::support::{Place, SMALL};
use crate::check::pages::with_standard;

#[test]
fn every_code_has_its_page_by_id_and_by_name() {
    let place = Place::new();
    for code in codes::all() {
        let page = place.done(&format!("rule {}", code.id));
        assert!(page.starts_with(&format!("{}: {}\n\n", code.id, code.name)), "{page}");
        assert_eq!(place.done(&format!("rule {}", code.name)), page);
    }
    assert_eq!(place.done("rule c201"), place.done("rule C201"));
}

#[test]
fn ids_and_names_are_used_once() {
    let words: Vec<&str> = codes::all().flat_map(|code| [code.id, code.name]).collect();
    let once: BTreeSet<&str> = words.iter().copied().collect();
    assert_eq!(once.len(), words.len());
}

#[test]
fn every_page_shows_what_fails_and_what_works() {
    for code in codes::all() {
        assert!(code.page.starts_with(&format!("# {}\n\n", code.name)), "{}: the title", code.id);
        for title in ["Fails", "Works"] {
            assert!(!examples(&code, title).is_empty(), "{} shows nothing under {title}", code.id);
        }
    }
}

#[test]
fn pages_lists_and_unknown_codes() {
    Place::new()
        .transcript()
        .run("rule D612")
        .run("rule bad-as-of")
        .run("rule D61")
        .run("rule unknown-nam")
        .run("rule zebra")
        .check("rule");
    Place::new().transcript().run("rule").check("rule_list");
}

/// Returns the fenced examples below a title: language and text.
fn examples<'a>(code: &Code, title: &str) -> Vec<(&'a str, &'a str)> {
    let page = code.page;
    let Some((_, section)) = page.split_once(&format!("## {title}\n")) else { return Vec::new() };
    let section = section.split("\n## ").next().unwrap_or_default();
    let fences = section.split("```").skip(1).step_by(2);
    fences.filter_map(|fence| fence.split_once('\n')).collect()
}

/// Returns the codes that evaluation finds in an example, each with its count.
fn found(code: &Code, title: &str) -> Vec<(String, u64)> {
    let example = |language: &str| {
        let examples = examples(code, title);
        examples.iter().find(|(other, _)| *other == language).unwrap_or_else(|| panic!("{} {title}", code.id)).1
    };
    let contract = example("pact");
    // A definition is judged where something reads it.
    let uses = match contract.lines().find_map(|line| line.strip_prefix("define ")) {
        Some(line) => format!("icp used {{ firmographics {{ here: {} }} }}\n", line.split(' ').next().unwrap()),
        None => String::new(),
    };
    let place =
        Place::new().with("page.pact", with_standard(&format!("{contract}{uses}"))).with("leads.csv", example("csv"));
    place.done("eval page.pact --leads leads.csv --as-of 2026-10-01 --summary s.json");
    let summary = place.json("s.json");
    let findings = summary["findings"].as_array().unwrap().iter();
    findings.map(|one| (one["code"].as_str().unwrap().to_string(), one["count"].as_u64().unwrap())).collect()
}

#[test]
fn what_evaluation_finds_is_found_in_what_fails_and_nothing_in_what_works() {
    for id in ["D616", "D617", "D618", "D619", "D620"] {
        let code = codes::find(id).unwrap();
        assert_eq!(found(&code, "Fails"), [(id.to_string(), 1)], "{id} fails");
        assert_eq!(found(&code, "Works"), [], "{id} works");
    }
}

/// A folder in which the commands of the pages make sense.
fn ready() -> Place {
    let contract = format!(
        "{}\nreview weekly \"Desk\" {{\n  owner \"Jo\"\n}}\n{TOUCH}",
        SMALL.replace("  note      text\n", "  source    text\n")
    );
    Place::new()
        .with("small.pact", contract)
        .with("leads.csv", "id,email,employees,mql_at,source\n00Q1,a@x.example,60,,Website\n00Q2,,,,\n")
        .with("leads.yaml", "nulls: [\"\", \"n/a\"]\n")
        .with("external.yaml", "external: { pay_back: { 2026-Q2: 13.5 } }\n")
        .with("touches.csv", "lead_id,at\n00Q1,2026-04-01T09:00Z\n")
}

/// An activity that nothing reads.
const TOUCH: &str = "activity touch {\n  lead_id text joins id\n  at timestamp instant\n}\n";

/// Adds later versions of the small contract, and another contract.
fn with_versions(place: Place) -> Place {
    let small = place
        .read("small.pact")
        .replace("employees integer", "employees text")
        .replace("employees >= 50", "email is present");
    let next = small.replace("version   1", "version   2").replace("2026-01-05", "2026-07-06");
    place
        .with("next.pact", &next)
        .with("next-signed.pact", next.replace("version   2", "version   3"))
        .with("next-other.pact", next.replace("\"Small\"", "\"Other\""))
}

#[test]
fn commands_of_the_pages_do_what_they_say() {
    for code in codes::command::ALL {
        // Threads that the machine does not give cannot be shown on one that gives them, nor millions of groups.
        for (title, fails) in [("Fails", !["X709", "X713"].contains(&code.id)), ("Works", false)] {
            for (_, line) in examples(code, title) {
                let (command, said) = line.trim().split_once("  # with ").unwrap_or((line.trim(), ""));
                let mut place = ready();
                if let Some((project, _)) = said.strip_prefix('"').and_then(|said| said.split_once('"')) {
                    place = place.with("leadpact.yaml", project.replace("policies/acme", "small.pact"));
                }
                // Only where it is asked for: the files of a folder are one contract.
                if command.contains("counting.pact") {
                    let score = "score often max 10 {\n  +10 count of (touch) >= 2\n}\n";
                    place = place.with("counting.pact", format!("{SMALL}{TOUCH}{score}"));
                }
                // A folder with several versions is read as one contract of too many blocks.
                if command.contains("next") {
                    place = with_versions(place);
                }
                let words: Vec<&str> = command.strip_prefix("leadpact ").unwrap().split_whitespace().collect();
                let run = place.run_words(&words);
                if fails {
                    assert_eq!(run.code, 2, "{command}\n{}", run.stderr);
                    assert!(run.stderr.starts_with(&format!("{} {}\n", code.id, code.name)), "{}", run.stderr);
                } else {
                    assert_eq!(run.code, 0, "{command}\n{}", run.stderr);
                }
            }
        }
    }
}
