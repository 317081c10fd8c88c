//! Changed contracts: whatever can be read can be checked, soon and without a panic.

use std::path::Path;

use leadpact::ir::print;
use leadpact::source::Sources;
use proptest::prelude::*;

use super::pages::list_file;

const WHOLE: &str = include_str!("../../corpus/check/whole.pact");

/// Checks a text, and demands that a program is there if and only if nothing is wrong.
fn check(text: &str) {
    let mut load = |_: &Path, named: &str| list_file(named);
    let checked = Sources::single("changed.pact", text).parse().check_with(&mut load);
    assert_eq!(checked.program.is_some(), !checked.diagnostics.has_errors());
    if checked.diagnostics.len() < 500 {
        let _ = checked.diagnostics.to_plain(&checked.sources);
    }
    checked.program.iter().for_each(|program| assert!(!print(program).is_empty()));
}

/// A word of the contract.
fn word() -> impl Strategy<Value = &'static str> {
    let words: Vec<&'static str> = WHOLE.split_whitespace().collect();
    proptest::sample::select(words)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// A word of the contract replaced by others of it.
    #[test]
    fn any_word(place in 0..4_000_usize, words in proptest::collection::vec(word(), 0..3)) {
        let starts: Vec<&str> = WHOLE.split_whitespace().collect();
        let old = starts[place % starts.len()];
        let from = old.as_ptr() as usize - WHOLE.as_ptr() as usize;
        check(&format!("{}{}{}", &WHOLE[..from], words.join(" "), &WHOLE[from + old.len()..]));
    }

    /// A line of the contract moved elsewhere.
    #[test]
    fn any_line(from in 0..400_usize, to in 0..400_usize) {
        let mut lines: Vec<&str> = WHOLE.lines().collect();
        let line = lines.remove(from % lines.len());
        lines.insert(to % lines.len(), line);
        check(&format!("{}\n", lines.join("\n")));
    }
}

/// Defines of defines: neither the time nor the program grows without bound.
#[test]
fn doubling_defines() {
    let mut text = super::pages::with_standard("define a0 = employees > 1\n");
    for number in 1..2_000 {
        text.push_str(&format!("define a{number} = a{0} and (a{0} or not a{0})\n", number - 1));
    }
    check(&text);
    let circle: String = (0..2_000).map(|number| format!("define b{number} = b{}\n", (number + 1) % 2_000)).collect();
    check(&super::pages::with_standard(&circle));
}

/// A circle of every define with every other: its errors have a bound too.
#[test]
fn tangled_defines() {
    let names: Vec<String> = (0..300).map(|number| format!("t{number}")).collect();
    let all = names.join(" and ");
    let text: String = names.iter().map(|name| format!("define {name} = {all}\n")).collect();
    check(&super::pages::with_standard(&text));
    let chain: String = (0..20_000).map(|number| format!("define t{number} = t{} or t0\n", number + 1)).collect();
    check(&super::pages::with_standard(&chain));
}

#[test]
fn many_unknown_names() {
    let text: String = (0..5_000).map(|number| format!("define d{number} = unknown_{number}_d\n")).collect();
    check(&super::pages::with_standard(&text));
}

#[test]
fn long_and_deep() {
    let nested =
        |open: &str, close: &str| format!("define deep = {}email_opt_out{}\n", open.repeat(60), close.repeat(60));
    let long = |operator: &str| {
        format!("define long = email_opt_out{}\n", format!(" {operator} email_opt_out").repeat(20_000))
    };
    let texts = [nested("not (", ")"), nested("all { ", " }"), nested("(", ")"), long("and"), long("or")];
    for text in texts {
        check(&super::pages::with_standard(&text));
    }
    let values = vec!["\"text\""; 20_000].join(", ");
    check(&super::pages::with_standard(&format!("define listed = source in [{values}]\n")));
}

#[test]
fn nothing_at_all() {
    check("");
    check("\n");
    check("# no block\n");
    assert!(Sources::default().parse().check().program.is_none());
}
