//! The contracts that ship: their batches are what the generator makes.

#![expect(clippy::unwrap_used, reason = "a test's helper may fail the test")]

#[path = "../support/generate/mod.rs"]
mod generate;

use generate::Config;

fn leads(config: Config) -> Vec<u8> {
    let mut out = Vec::new();
    generate::write_leads(config, &mut out).unwrap();
    out
}

#[test]
fn acme_leads_are_the_generators() {
    let shipped = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/policies/acme/leads.csv")).unwrap();
    let made = leads(Config { rows: 2000, seed: 42, dirty: true });
    assert!(shipped == made, "policies/acme/leads.csv is out of date: run `just generate`");
}

#[test]
fn a_longer_file_begins_like_a_shorter_one() {
    let short = leads(Config { rows: 100, seed: 7, dirty: true });
    let long = leads(Config { rows: 300, seed: 7, dirty: true });
    assert!(long.starts_with(&short));
}

#[test]
fn a_clean_file_has_one_line_a_lead_and_no_key_twice() {
    let clean = leads(Config { rows: 2000, seed: 42, dirty: false });
    let mut keys: Vec<String> =
        csv::Reader::from_reader(clean.as_slice()).records().map(|record| record.unwrap()[0].to_owned()).collect();
    keys.dedup();
    assert_eq!(keys.len(), 2000);
    assert_eq!(clean.iter().filter(|byte| **byte == b'\n').count(), 2001);
}
