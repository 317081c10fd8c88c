//! The dirt of exports in JSON, and of files that are cut short.

use std::io::Write as _;

use super::support::{HEAD, Place};

/// Every dirt that an object can hold, each in a row of its own among good ones.
const OBJECTS: [&str; 18] = [
    r#"{"id": "L1", "email": "a@x.example", "employees": 60, "mql_at": "2026-04-01T09:00Z"}"#,
    r#"{"id": "L2", "email": "b@x.example", "employees": 60, "mql_at": "03/04/2026"}"#,
    r#"{"id": "L3", "email": "c@x.example", "employees": 60, "mql_at": "2026-02-30"}"#,
    r#"{"id": "L4", "email": "d@x.example", "employees": 1234567890123456789012345678901234567890, "mql_at": "2026-04-01"}"#,
    r#"{"id": "L5", "email": "e@x.example", "employees": {"from": 50, "to": 100}, "mql_at": "2026-04-01"}"#,
    r#"{"id": "L6", "email": "f@x.example", "employees": [60], "mql_at": "2026-04-01"}"#,
    r#"{"id": "L7", "email": "g@x.example", "employees": "sixty", "mql_at": "2026-04-01"}"#,
    r#"{"id": "L1", "email": "second@x.example", "employees": 10}"#,
    r#"{"id": "l1", "email": "A@X.example", "employees": 10}"#,
    r#"{"id": "", "email": "h@x.example"}"#,
    r#"{"email": "i@x.example"}"#,
    r#"{"id": "L8", "email": "j@x.example", "note": "nul \u0000"}"#,
    r#"{"id": "L9", "email": "k@x.example", "email": "l@x.example"}"#,
    r#"{"id": "L10", "email": "m@x.example" "employees": 60}"#,
    r#"{"id": "L11", "email": "n@x.example, "employees": 60}"#,
    r#"["L12", "o@x.example"]"#,
    r#"{"id": "L13", "employees": 1.5, "mql_at": 1775034000000, "note": "\ud800"}"#,
    r#"{"id": "L14", "email": "p@x.example", "employees": 60, "mql_at": "2026-04-01T09:00Z", "note": "good"}"#,
];

fn check(name: &str, file: &str, leads: impl AsRef<[u8]>) {
    let eval = format!(
        "eval small.pact --leads {file} --as-of 2026-10-01 --out decisions.csv --rejects rejects.csv --keep note"
    );
    let transcript = Place::small(HEAD).with(file, leads).transcript().run(&eval);
    transcript.show("rejects.csv", 50).show("decisions.csv", 50).check(&format!("dirt_{name}"));
}

#[test]
fn objects_a_line() {
    check("ndjson", "leads.ndjson", OBJECTS.join("\n"));
}

#[test]
fn objects_in_an_array() {
    check("json", "leads.json", format!("[\n  {}\n]\n", OBJECTS.join(",\n  ")));
}

/// Returns the whole of a batch that is not small when it is packed.
fn many(late: &str) -> String {
    let object = |number: u32| {
        format!(
            "{{\"id\":\"L{number}\",\"employees\":{},\"mql_at\":\"2026-04-01\",\"note\":\"{:x}\"}}\n",
            number % 97,
            u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        )
    };
    (0..9_000).map(object).collect::<String>() + late
}

fn packed(text: &str, by: &str) -> Vec<u8> {
    match by {
        "gz" => {
            let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            writer.write_all(text.as_bytes()).unwrap();
            writer.finish().unwrap()
        }
        _ => zstd::encode_all(text.as_bytes(), 0).unwrap(),
    }
}

#[test]
fn a_packed_file_that_is_cut_short_is_judged_not_at_all() {
    for by in ["gz", "zst"] {
        let whole = packed(&many(""), by);
        let place = Place::small(HEAD).with("decisions.csv", "what was there\n");
        let eval = format!(
            "eval small.pact --leads leads.ndjson.{by} --as-of 2026-10-01 --out decisions.csv --rejects rejects.csv"
        );
        for length in [20, whole.len() / 2, whole.len() - 1] {
            place.write(&format!("leads.ndjson.{by}"), &whole[..length]);
            let run = place.run(&eval);
            assert_eq!(run.code, 2, "{by} {length}");
            assert!(run.stderr.contains("B517 damaged-file"), "{}", run.stderr);
            assert_eq!(place.read("decisions.csv"), "what was there\n");
            assert!(!place.path("rejects.csv").exists());
        }
        let mut damaged = whole.clone();
        let middle = whole.len() / 2;
        damaged[middle..middle + 50].fill(0);
        place.write(&format!("leads.ndjson.{by}"), damaged);
        assert_eq!(place.run(&eval).code, 2);
        place.write(&format!("leads.ndjson.{by}"), whole);
        assert_eq!(place.run(&eval).code, 0);
        assert_eq!(place.rows("decisions.csv").len(), 9_000);
    }
    let whole = packed(&many(""), "gz");
    Place::small(HEAD)
        .with("leads.ndjson.gz", &whole[..whole.len() / 2])
        .transcript()
        .run("eval small.pact --leads leads.ndjson.gz --as-of 2026-10-01 --out decisions.csv")
        .list()
        .check("dirt_cut_short");
}

#[test]
fn a_key_that_comes_late_ends_the_run_until_it_is_declared() {
    Place::small(HEAD)
        .with("leads.ndjson", many("{\"id\": \"late\", \"E-mail\": \"a@x.example\"}\n"))
        .with("leads.yaml", "columns: { email: E-mail }\n")
        .transcript()
        .run("eval small.pact --leads leads.ndjson --as-of 2026-10-01 --out decisions.csv")
        .run("eval small.pact --leads leads.ndjson --batch leads.yaml --as-of 2026-10-01 --out decisions.csv")
        .check("dirt_late_key");
}
