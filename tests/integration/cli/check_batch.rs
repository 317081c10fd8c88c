//! `check --batch`: an export held against a contract, before anybody judges by it.

use leadpact::diagnostic::codes;

use super::check_formats::FEW;
use super::support::{Place, SMALL};
use crate::batch_pages::fences;
use crate::check::pages::with_standard;

fn place(yaml: &str, leads: &str) -> Place {
    let contract = SMALL
        .replace("  note      text\n", "  kind      one of \"Inbound\", \"Event\"\n")
        .replace("size: employees >= 50", "size: employees >= 50 and kind = \"Inbound\"");
    Place::new()
        .with("leadpact.yaml", FEW.replace("no-owner: warning", "no-owner: off"))
        .with("small.pact", contract)
        .with("leads.yaml", yaml)
        .with("leads.csv", leads)
}

const GOOD: &str = "id,email,employees,mql_at,kind\nL1,a@x.example,60,2026-04-01T09:00Z,Inbound\n";

#[test]
fn an_export_that_fits() {
    let place = place("nulls: [\"\"]\n", GOOD);
    place.done("check small.pact --batch leads.yaml --leads leads.csv --deny info");
    place.done("check small.pact --batch leads.yaml --deny info");
}

#[test]
fn what_does_not_fit() {
    let leads = "id,email,employees,mql_at,kind\nL1,a@x.example,60,2026-04-01T09:00Z,Inbuond\nL2,b@x.example,many,04/05/2026,Event\n\
                 L3,c@x.example,some,,Evnt\nL3,d@x.example,5,,Event\n,,,,\n";
    place("nulls: [\"\"]\n", leads)
        .transcript()
        .run("check small.pact --batch leads.yaml --leads leads.csv")
        .run("check small.pact --batch leads.yaml --leads leads.csv --format github")
        .run("check small.pact --batch leads.yaml --leads leads.csv --deny error")
        .with("leads.csv", "id,e-mail,mql_at,kind\nL1,,,\n")
        .run("check small.pact --batch leads.yaml --leads leads.csv")
        .with("leads.yaml", "nuls: []\ncolumns: { employes: Size }\n")
        .run("check small.pact --batch leads.yaml")
        .with("leads.yaml", "columns: { employes: Size }\n")
        .run("check small.pact --batch leads.yaml")
        .run("check small.pact --batch none.yaml")
        .run("check small.pact --batch leads.yaml --leads none.csv")
        .check("check_batch");
}

#[test]
fn acme_fits_but_for_what_its_page_counts() {
    let place = Place::acme();
    let line = "check acme --batch acme/leads.yaml --leads acme/leads.csv --as-of 2026-10-01 --format json";
    let run = place.run(line);
    let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let found = found["diagnostics"].as_array().unwrap();
    // Of the contract itself there are notes only.
    let found: Vec<_> = found.iter().filter(|message| message["severity"] != "note").collect();
    assert!(found.iter().all(|message| message["category"] == "data" || message["category"] == "batch"), "{found:#?}");
    assert!(found.iter().any(|message| message["name"] == "unknown-option"), "{found:#?}");
    assert!(found.iter().all(|message| message["severity"] != "error"), "{found:#?}");
}

#[test]
fn the_page_of_what_looks_wrong_is_true() {
    let code = codes::find("looks-wrong").unwrap();
    for (title, is_found) in [("Fails", true), ("Works", false)] {
        let (_, section) = code.page.split_once(&format!("## {title}\n")).unwrap();
        let fences = fences(section.split("\n## ").next().unwrap());
        let of = |language: &str| &fences.iter().find(|fence| fence.language == language).unwrap().text;
        let place = Place::new()
            .with("page.pact", with_standard(of("pact")))
            .with("leads.csv", of("csv"))
            .with("leads.yaml", "nulls: [\"\"]\n");
        let run = place.run("check page.pact --batch leads.yaml --leads leads.csv --format json");
        assert_eq!(run.stdout.contains("\"looks-wrong\""), is_found, "{title}\n{}", run.stdout);
    }
}
