//! `check --baseline`: what was known is not said again; what is new is; what is gone is counted.

use super::check_formats::FEW;
use super::support::{Place, SMALL};

fn place() -> Place {
    Place::new().with("leadpact.yaml", FEW).with("small.pact", SMALL)
}

#[test]
fn a_project_that_begins() {
    let changed = SMALL.replace("  note      text\n", "  fax       text\n");
    place()
        .transcript()
        .run("check small.pact --write-baseline known.json")
        .show("known.json", 40)
        .run("check small.pact --baseline known.json --deny info")
        .with("small.pact", format!("# Another line.\n\n{}", SMALL.replace("note      text", "note text")))
        .run("check small.pact --baseline known.json --deny info")
        .with("small.pact", changed)
        .run("check small.pact --baseline known.json --deny info")
        .run("check small.pact --baseline known.json --format gitlab")
        .check("check_baseline");
}

#[test]
fn errors_are_never_known() {
    let place = place();
    place.done("check small.pact --write-baseline known.json");
    let known = place.read("known.json");
    place.write("small.pact", SMALL.replace("employees >= 50", "employes >= 50"));
    let run = place.run("check small.pact --write-baseline known.json");
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("is not written"), "{}", run.stderr);
    assert_eq!(place.read("known.json"), known, "what stood there stands");
    assert_eq!(place.run("check small.pact --baseline known.json").code, 3);
}

#[test]
fn files_that_are_no_baseline() {
    let mut transcript = place().transcript().run("check small.pact --baseline none.json");
    for text in [
        "",
        "[]",
        r#"{"version":2,"findings":[]}"#,
        r#"{"version":1,"findings":[],"more":1}"#,
        r#"{"version":1,"findings":[{"file":"a","rule":"b","fingerprint":"c","d":1}]}"#,
    ] {
        transcript = transcript.with("bad.json", text).run("check small.pact --baseline bad.json");
    }
    transcript.run("check small.pact --baseline a --write-baseline b").check("check_baseline_bad");
}

#[test]
fn it_is_written_whole_or_not_at_all() {
    let place = place();
    std::fs::create_dir(place.path("folder")).unwrap();
    assert_eq!(place.run("check small.pact --write-baseline folder").code, 2);
    assert_eq!(place.run("check small.pact --write-baseline none/known.json").code, 2);
    assert_eq!(place.names(), ["folder", "leadpact.yaml", "small.pact"]);
}

#[test]
fn several_contracts_have_one() {
    let place = place().with("other.pact", SMALL);
    place.done("check small.pact other.pact --write-baseline known.json");
    place.done("check small.pact other.pact --baseline known.json --deny info");
    let run = place.run("check other.pact --baseline known.json --deny info");
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("2 entries match nothing any more"), "{}", run.stderr);
}
