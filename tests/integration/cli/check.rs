//! `check`: several contracts, files that are missing or hostile, and messages for machines.

use std::time::{Duration, Instant};

use super::support::{Place, QUIET, SMALL};

#[test]
fn several_contracts() {
    let place = Place::new()
        .with("leadpact.yaml", QUIET)
        .with("good.pact", SMALL)
        .with("broken.pact", SMALL.replace("employees >= 50", "employes >= 50"))
        .with(
            "half.pact",
            SMALL.replace("when { size", "when  size").replace("mql_at    timestamp", "mql_at    tmestamp"),
        );
    place
        .transcript()
        .run("check good.pact")
        .run("check good.pact broken.pact half.pact")
        .run("check broken.pact none.pact")
        .run("check none.pact broken.pact")
        .check("check_several");
}

#[test]
fn paths_that_hold_no_contract() {
    let place = Place::new().with("latin.pact", b"contract \"Caf\xe9\" {").with("notes.txt", "none");
    std::fs::create_dir(place.path("empty")).unwrap();
    place.transcript().run("check none").run("check empty").run("check latin.pact").run("check").check("check_paths");
}

#[test]
fn as_json() {
    Place::new()
        .with("leadpact.yaml", QUIET)
        .with("good.pact", SMALL)
        .with("broken.pact", SMALL.replace("employees >= 50", "employes >= 50"))
        .transcript()
        .run("check good.pact --format json")
        .run("check good.pact broken.pact none.pact --format json")
        .check("check_json");
}

#[test]
fn a_broken_block_hides_no_error_of_another() {
    let text = format!(
        "{SMALL}score fit {{ +++ }}\nstage sql after mqll {{ recorded sql_at }}\nicp x {{ firmographics {{ country = 5 }}\n"
    );
    Place::new().with("broken.pact", text).transcript().run("check broken.pact").check("check_broken_block");
}

#[test]
fn acme() {
    Place::acme().transcript().run("check acme").check("check_acme");
}

#[test]
fn s7_3_ten_megabytes_of_brackets_end_in_an_error_soon() {
    for sign in ["{", "(", "[", "\"", "not "] {
        let place = Place::new().with("brackets.pact", sign.repeat(10_000_000 / sign.len()));
        let started = Instant::now();
        let run = place.run("check brackets.pact");
        assert_eq!(run.code, 3, "{sign}");
        assert!(run.stderr.len() < 10_000, "{sign}: {} bytes of messages", run.stderr.len());
        assert!(started.elapsed() < Duration::from_secs(20), "{sign}: {:?}", started.elapsed());
    }
}
