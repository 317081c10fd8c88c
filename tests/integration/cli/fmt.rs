//! `fmt`: what is written, what is only shown, and what is refused.

use super::support::{Place, SMALL};

/// A small contract that nobody laid out.
const UGLY: &str = "\
lead {
\tid text   key\t# the CRM's

  \temployees   integer required


}
define big=missing_field >= 50
";

/// The same, laid out.
const NEAT: &str = "\
lead {
  id text key  # the CRM's

  employees integer required
}
define big = missing_field >= 50
";

#[test]
fn files_are_written_in_their_places() {
    let place = Place::new().with("a.pact", UGLY).with("b.pact", NEAT);
    place.transcript().run("fmt a.pact b.pact").show("a.pact", 20).run("fmt a.pact b.pact").list().check("fmt_written");
}

#[test]
fn what_is_laid_out_already_is_not_written() {
    let place = Place::new().with("a.pact", UGLY).with("b.pact", NEAT);
    let modified = || std::fs::metadata(place.path("b.pact")).unwrap().modified().unwrap();
    let before = modified();
    place.done("fmt a.pact b.pact");
    assert_eq!((place.read("a.pact").as_str(), place.read("b.pact").as_str()), (NEAT, NEAT));
    assert_eq!(modified(), before);
}

#[test]
fn a_folder_is_a_contract() {
    let place = Place::new().with("leadpact.yaml", "contract: contracts\n");
    std::fs::create_dir_all(place.path("contracts/sales")).unwrap();
    std::fs::create_dir_all(place.path("contracts/tests")).unwrap();
    for name in ["contracts/a.pact", "contracts/sales/b.pact", "contracts/tests/c.pact", "contracts/d.txt"] {
        place.write(name, UGLY);
    }
    place
        .transcript()
        .run("fmt --check contracts/sales contracts/sales/../sales/b.pact")
        .run("fmt")
        .run("fmt contracts contracts/a.pact")
        .show("contracts/d.txt", 2)
        .show("contracts/tests/c.pact", 2)
        .check("fmt_folder");
}

#[test]
fn check_shows_what_would_change_and_writes_nothing() {
    let place = Place::new().with("a.pact", UGLY).with("b.pact", NEAT).with("c.pact", "# no newline");
    place
        .transcript()
        .run("fmt --check a.pact b.pact c.pact")
        .run("fmt --diff a.pact")
        .run("fmt --check b.pact")
        .run("fmt --check --diff b.pact")
        .show("a.pact", 3)
        .check("fmt_check");
}

#[test]
fn what_does_not_parse_is_not_touched_and_neither_is_what_stands_beside_it() {
    let place = Place::new()
        .with("a.pact", UGLY)
        .with("broken.pact", "lead {\n\tid text key\n\tkey is 5\n}\n")
        .with("latin.pact", b"# Caf\xe9");
    std::fs::create_dir(place.path("empty")).unwrap();
    place
        .transcript()
        .run("fmt a.pact broken.pact")
        .run("fmt --check broken.pact")
        .run("fmt a.pact none.pact broken.pact")
        .run("fmt empty latin.pact")
        .show("a.pact", 3)
        .check("fmt_refused");
}

#[test]
fn the_standard_input_goes_to_the_standard_output() {
    let place = Place::new();
    let run = |words: &[&str], text: &[u8]| {
        let output = place.command(words).write_stdin(text).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    };
    assert_eq!(run(&["fmt", "-"], UGLY.as_bytes()), (0, NEAT.to_string(), String::new()));
    assert_eq!(run(&["fmt", "-"], b""), (0, String::new(), String::new()));
    let (code, stdout, stderr) = run(&["fmt", "--check", "-"], UGLY.as_bytes());
    assert_eq!((code, stderr.as_str()), (1, "stdin: would be formatted\n1 file, 1 would be formatted\n"));
    assert!(stdout.starts_with("--- stdin\n+++ stdin\n@@ "), "{stdout}");
    assert_eq!(run(&["fmt", "--check", "-"], NEAT.as_bytes()).0, 0);
    let (code, stdout, stderr) = run(&["fmt", "-"], b"lead {");
    assert_eq!((code, stdout.as_str()), (3, ""));
    assert!(stderr.contains("stdin:1:6"), "{stderr}");
    let (code, stdout, stderr) = run(&["fmt", "-"], b"# \xff");
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.contains("`stdin` is not UTF-8"), "{stderr}");
    let (code, stdout, stderr) = run(&["fmt", "-", "a.pact"], UGLY.as_bytes());
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.starts_with("X719 stdin-beside-files"), "{stderr}");
}

#[test]
fn line_ends_and_marks_are_those_of_the_house() {
    let place = Place::new().with("a.pact", format!("\u{feff}{}", SMALL.replace('\n', "\r\n")));
    place.done("fmt a.pact");
    let text = place.read("a.pact");
    assert!(text.starts_with("contract") && text.ends_with("}\n") && !text.contains('\r'), "{text:?}");
}

#[cfg(unix)]
#[test]
fn a_link_stays_one() {
    let place = Place::new().with("a.pact", UGLY);
    std::os::unix::fs::symlink(place.path("a.pact"), place.path("linked.pact")).unwrap();
    // One file by two names is laid out once.
    assert!(place.run("fmt linked.pact a.pact").stderr.ends_with("1 file, 1 formatted\n"));
    assert_eq!(place.read("a.pact"), NEAT);
    assert!(place.path("linked.pact").is_symlink());
}
