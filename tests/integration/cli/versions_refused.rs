//! What keeps several versions of a contract from being judged by.

use super::support::Place;
use super::versions::{JUDGE, LEADS, files, history, version};

#[test]
fn versions_that_do_not_go_together() {
    let place = files()
        .with("same_day.pact", version(2).replace("version   2", "version   4"))
        .with("same_number.pact", version(2).replace("2026-04-01", "2026-05-01"))
        .with("other.pact", version(2).replace("\"Small\"", "\"Large\""))
        .with("score.pact", version(2).replace("score size", "score answer").replace("sla answer", "sla reply"))
        .with("text.pact", version(2).replace("revenue   integer", "revenue   text"));
    place
        .transcript()
        .run("eval v2.pact same_day.pact --leads leads.csv")
        .run("eval v2.pact same_number.pact --leads leads.csv")
        .run("eval v1.pact other.pact --leads leads.csv")
        .run("eval v1.pact score.pact --leads leads.csv")
        .run("eval text.pact v3.pact --leads leads.csv --keep revenue")
        .run("eval v1.pact v2.pact --leads leads.csv --keep regoin,revenue")
        .run("eval v1.pact v2.pact --leads none.csv")
        .run("eval v1.pact v2.pact --leads v1.pact --as-of 2026-10-01")
        .check("versions_refused");
}

#[test]
fn s2_3_two_versions_of_one_date_are_named_with_their_commits() {
    let place = history();
    place.write("c.pact", version(3).replace("version   3", "version   4"));
    place.commit("Version 4, of the day of version 3");
    place.transcript().run(&format!("eval c.pact --history {JUDGE}")).check("versions_same_date");
}

#[test]
fn revisions_that_are_none() {
    let place = history();
    std::fs::create_dir(place.path("empty")).unwrap();
    place.write("empty/note.txt", "nothing");
    place.commit("A folder without a contract");
    place
        .transcript()
        .run("eval mian:c.pact c.pact --leads leads.csv")
        .run("eval main:d.pact c.pact --leads leads.csv")
        .run("check main:empty")
        .run("check main:../c.pact")
        .run("eval c.pact --history=mian --leads leads.csv")
        .run("eval --history c.pact --leads leads.csv")
        .run("eval none.pact --history --leads leads.csv")
        .run("eval main:c.pact --history --leads leads.csv")
        .run("eval c.pact v2.pact --history --leads leads.csv")
        .check("versions_revisions");
}

#[test]
fn a_revision_is_never_an_option() {
    let place = history();
    for words in [
        &["check", "--", "--output=evil:c.pact"][..],
        &["check", "--", "-h:c.pact"],
        &["eval", "c.pact", "--history=--output=evil", "--leads", "leads.csv"],
    ] {
        let run = place.run_words(words);
        assert!(run.stderr.starts_with("S008 unknown-revision"), "{words:?}: {}", run.stderr);
    }
    assert!(!place.names().contains(&"evil".to_string()));
}

#[test]
fn where_there_is_no_repository_and_no_git() {
    let place = Place::new().with("c.pact", version(1)).with("leads.csv", LEADS);
    let run = |words: &[&str], path: Option<&str>| {
        let mut command = place.command(words);
        command.env("GIT_CEILING_DIRECTORIES", place.path("..").canonicalize().unwrap());
        if let Some(path) = path {
            command.env("PATH", path);
        }
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap().lines().next().unwrap().to_string()
    };
    assert_eq!(run(&["check", "main:c.pact"], None), "S007 no-repository");
    assert_eq!(run(&["eval", "c.pact", "--history", "--leads", "leads.csv"], None), "S007 no-repository");
    assert_eq!(run(&["check", "main:c.pact"], Some("")), "S006 git-failed");
}

#[test]
fn a_version_of_which_no_commit_compiles() {
    let place = Place::new().repository().with("leads.csv", LEADS);
    for text in [
        version(1),
        version(2).replace("employees >= 100", "employes >= 100"),
        version(2).replace("within 4 hours", "within"),
        version(3),
    ] {
        place.write("c.pact", text);
        place.commit("A version");
    }
    place
        .transcript()
        .run(&format!("eval c.pact --history {JUDGE}"))
        .with("v2.pact", version(2))
        .run(&format!("eval HEAD~3:c.pact v2.pact HEAD:c.pact {JUDGE} --fail-on breach"))
        .check("versions_none_compiles");
}

#[test]
fn a_file_on_disk_wins_over_a_revision() {
    let place = history();
    place.write("main:c.pact", "nonsense");
    assert_eq!(place.run("check main:c.pact").code, 3);
    assert_eq!(place.run("check --deny never HEAD:c.pact").code, 0);
}
