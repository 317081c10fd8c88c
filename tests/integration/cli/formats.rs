//! One batch in every format: the decisions are the same to the byte.

use std::fs;
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringArray};

use super::support::{ACME, Place};
use crate::written::{FORMATS, Table, arrow_file, arrow_stream, gzip, parquet, zstd};

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

#[test]
fn acme_is_judged_alike_from_the_standard_input() {
    let place = Place::acme();
    let csv = decisions(&place, "acme/leads.csv");
    let table = Table::of_csv(&fs::read(place.path("acme/leads.csv")).unwrap());
    for (extension, write) in FORMATS {
        let bytes = write(&table);
        for bytes in [bytes.clone(), gzip(&bytes)] {
            let line = ACME.replace("acme/leads.csv", "-");
            let line =
                format!("{line} --input-format {extension} --out decisions.csv --keep source,mql_at,amount,employees");
            let words: Vec<&str> = line.split(' ').collect();
            place.command(&words).write_stdin(bytes).assert().success();
            assert!(place.read("decisions.csv") == csv, "{extension} from the standard input is judged otherwise");
        }
    }
}

/// Each of these makes the library that reads the format panic; that is caught, and nobody is told of a bug.
#[test]
fn damage_that_a_library_does_not_survive_is_an_error_of_the_file() {
    let ids: ArrayRef = Arc::new(StringArray::from(vec![Some("L1"), None]));
    let batch = [RecordBatch::try_from_iter_with_nullable([("id", ids, true)]).unwrap()];
    let contract =
        "contract \"T\" {\n  version 1\n  effective 2026-05-01\n  timezone \"UTC\"\n}\nlead {\n  id text key\n}\n";
    let place = Place::new().with("t.pact", contract);
    for (name, mut bytes, at, value) in [
        ("l.parquet", parquet(&batch, 9), 12, 0),
        ("l.arrow", arrow_file(&batch), 328, 127),
        ("l.arrows", arrow_stream(&batch), 264, 127),
    ] {
        bytes[at] = value;
        place.write(name, bytes);
        let run = place.run(&format!("eval t.pact --leads {name} --as-of 2026-10-01 --out d.csv"));
        assert_eq!(run.code, 2, "{name}: {}", run.stderr);
        assert!(run.stderr.contains("B517") && !run.stderr.contains("bug"), "{name}: {}", run.stderr);
        assert!(!place.path("d.csv").exists());
    }
}
