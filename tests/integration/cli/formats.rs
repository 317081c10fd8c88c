//! One batch in every format: the decisions are the same to the byte.

use std::fs;

use super::support::{ACME, Place};
use crate::written::{FORMATS, Table, gzip, zstd};

/// Judges the acme batch as a file of this name and returns the decisions.
fn decisions(place: &Place, name: &str) -> String {
    let line = ACME.replace("acme/leads.csv", name);
    place.done(&format!("{line} --out decisions.csv --keep source,mql_at,amount,employees"));
    place.read("decisions.csv")
}

#[test]
fn acme_is_judged_alike_in_every_format() {
    let place = Place::acme();
    let csv = decisions(&place, "acme/leads.csv");
    assert!(csv.lines().count() > 300);
    let table = Table::of_csv(&fs::read(place.path("acme/leads.csv")).unwrap());
    for (extension, write) in FORMATS {
        let bytes = write(&table);
        for (name, bytes) in [
            (format!("leads.{extension}"), bytes.clone()),
            (format!("leads.{extension}.gz"), gzip(&bytes)),
            (format!("leads.{extension}.zst"), zstd(&bytes)),
        ] {
            place.write(&name, bytes);
            assert!(decisions(&place, &name) == csv, "{name} is judged otherwise");
        }
    }
}
