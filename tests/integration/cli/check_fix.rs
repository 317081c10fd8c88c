//! `check --fix` and `--diff`: what is mended, that nothing else changes, and that a second run has nothing to do.

use proptest::prelude::*;

use super::check_formats::FEW;
use super::support::{Place, SMALL};

/// Comments that allow what is not there: alone on a line, behind something, and beside one that is needed.
const STALE: [(&str, &str); 4] = [
    ("  note      text\n", "  # leadpact: allow no-owner, because it was.\n  note      text\n"),
    ("stage mql {\n", "stage mql {   # leadpact: allow unused-field, no-owner, because “ü” was.\n"),
    (
        "contract \"Small\" {\n",
        "# leadpact: allow unused-field, no-owner, because nobody wants it.\ncontract \"Small\" {\n",
    ),
    (
        "  employees integer\n",
        "  # leadpact: allow no-owner, because one.\n  # leadpact: allow no-owner, because two.\n  employees integer\n",
    ),
];

fn stale(which: [bool; 4]) -> String {
    let wanted = STALE.iter().zip(which).filter(|(_, is_wanted)| *is_wanted);
    wanted.fold(SMALL.to_string(), |text, ((old, new), _)| text.replacen(old, new, 1))
}

fn place(text: &str) -> Place {
    Place::new().with("leadpact.yaml", FEW).with("small.pact", text)
}

#[test]
fn stale_comments_go_and_nothing_else_does() {
    place(&stale([true; 4]))
        .transcript()
        .run("check small.pact --diff")
        .run("check small.pact --fix")
        .show("small.pact", 40)
        .run("check small.pact --fix")
        .run("check small.pact --diff")
        .list()
        .check("check_fix");
}

#[test]
fn a_file_that_needs_nothing_is_not_touched() {
    let place = place(SMALL);
    let when = || std::fs::metadata(place.path("small.pact")).unwrap().modified().unwrap();
    let before = when();
    place.run("check small.pact --fix");
    assert_eq!(when(), before);
}

#[test]
fn a_diff_is_what_patch_reads() {
    let place = place(&stale([true, true, false, false]).replace('\n', "\r\n"));
    let diff = place.run("check small.pact --diff").stdout;
    assert!(diff.starts_with("--- a/small.pact\n+++ b/small.pact\n@@ "), "{diff}");
    assert_eq!(place.read("small.pact").matches("leadpact:").count(), 2, "nothing is written");
    place.run("check small.pact --fix");
    assert_eq!(place.read("small.pact"), SMALL.replace('\n', "\r\n"));
}

#[test]
fn what_does_not_compile_is_not_mended() {
    let text = stale([true; 4]).replace("employees >= 50", "employes >= 50");
    let place = place(&text);
    assert_eq!(place.run("check small.pact --fix").code, 3);
    assert_eq!(place.read("small.pact"), text);
}

#[test]
fn what_is_known_is_not_mended() {
    let place = place(&stale([true, false, false, false]));
    place.done("check small.pact --write-baseline known.json");
    place.done("check small.pact --baseline known.json --fix --deny info");
    assert!(place.read("small.pact").contains("because it was"));
}

#[test]
fn flags_that_exclude_each_other() {
    let place = place(SMALL);
    for line in ["--fix --diff", "--diff --format json", "--write-baseline a --fix", "--batch a --fix", "--leads a"] {
        let run = place.run(&format!("check small.pact {line}"));
        assert_eq!(run.code, 2, "{line}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_second_run_has_nothing_to_do(which in any::<[bool; 4]>(), windows in any::<bool>(), no_end in any::<bool>()) {
        let mut text = stale(which);
        if no_end {
            text.push_str("# leadpact: allow no-owner, because it ends here.");
        }
        let text = if windows { text.replace('\n', "\r\n") } else { text };
        let place = place(&text);
        let first = place.run("check small.pact --fix");
        let once = place.read("small.pact");
        prop_assert_eq!(first.stderr.contains("fixed "), once != text);
        let second = place.run("check small.pact --fix");
        prop_assert!(!second.stderr.contains("fixed ") && !second.stderr.contains("unused-allow"));
        prop_assert_eq!(&place.read("small.pact"), &once);
        let left = once.replace('\r', "");
        prop_assert_eq!(left.matches("leadpact:").count(), usize::from(which[2]), "{}", left);
    }
}
