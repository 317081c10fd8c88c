//! Contracts on disk: a folder read as one contract, lists beside its files, and what cannot be read.

use std::fs;
use std::path::Path;

use leadpact::pipeline::load;

const CONTRACT: &str = "contract \"A\" {\n  version 1\n  effective 2026-04-01\n  timezone \"UTC\"\n}\n";
const LEAD: &str = "lead {\n  id text key\n  email text\n}\n";
const LISTED: &str = "list known from \"data/known.txt\"\ndefine listed = email in known\n";

#[test]
fn a_folder_is_one_contract() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    fs::create_dir_all(folder.path().join("parts/data")).unwrap();
    write("lead.pact", LEAD);
    write("parts/listed.pact", LISTED);
    write("terms.pact", CONTRACT);
    write("parts/data/known.txt", "a@one.example\n\n b@two.example\n");
    let checked = load(folder.path()).unwrap().parse().check();
    assert_eq!(checked.diagnostics.to_plain(&checked.sources), "");
    assert_eq!(checked.program.unwrap().lists[0].values, ["a@one.example", "b@two.example"]);
}

#[test]
fn a_missing_list_is_an_error_at_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.pact");
    fs::write(&path, format!("{CONTRACT}{LEAD}{LISTED}")).unwrap();
    let checked = load(&path).unwrap().parse().check();
    let codes: Vec<&str> = checked.diagnostics.iter().map(|one| one.code.id).collect();
    assert_eq!(codes, ["C209"]);
    assert!(checked.program.is_none());
}

#[track_caller]
fn refused(path: &Path) -> String {
    let diagnostics = load(path).unwrap_err();
    diagnostics.iter().map(|one| one.code.id).collect()
}

#[test]
fn what_cannot_be_read_is_said() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(refused(folder.path()), "S002");
    assert_eq!(refused(&folder.path().join("none.pact")), "S001");
    fs::write(folder.path().join("bytes.pact"), b"contract \xff").unwrap();
    assert_eq!(refused(folder.path()), "S003");
}
