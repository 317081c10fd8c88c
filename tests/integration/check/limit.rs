//! A contract that is wrong all over: it ends soon, and says no more than anybody reads.

use std::time::{Duration, Instant};

use leadpact::source::Sources;

const HEAD: &str = "contract \"A\" {\n  version 1\n  effective 2026-04-01\n  timezone \"UTC\"\n}\n";

/// Checks a contract that demands a short page soon, and returns the page.
#[track_caller]
fn check(text: &str) -> String {
    let started = Instant::now();
    let checked = Sources::single("wrong.pact", &format!("{HEAD}{text}")).parse().check();
    let page = checked.diagnostics.to_plain(&checked.sources);
    let took = started.elapsed();
    assert!(took < Duration::from_secs(20), "took {took:?}");
    assert!(page.len() < 1_000_000, "{} bytes", page.len());
    assert!(checked.program.is_none());
    page
}

#[test]
fn many_unknown_names() {
    let defines: String = (0..50_000).map(|number| format!("define d{number} = unknown_{number} > 1\n")).collect();
    assert!(check(&format!("lead {{\n  id text key\n}}\n{defines}")).contains("and 49,800 more errors in this file"));
    let chain = "zz > 1 and ".repeat(20_000);
    assert!(check(&format!("lead {{\n  id text key\n}}\ndefine d = {chain}zz > 2\n")).contains("and 19,801 more"));
}

#[test]
fn many_unknown_options() {
    let list = |word: &str| (0..10_000).map(|number| format!("\"{word} {number}\"")).collect::<Vec<_>>().join(", ");
    let text = format!("lead {{\n  id text key\n  pick one of {}\n}}\n", list("option"));
    let page = check(&format!("{text}define d = pick in [{}]\n", list("wrong")));
    assert!(page.contains("and 9,800 more errors in this file"));
}

#[test]
fn many_unread_blocks() {
    assert!(check(&"define d = id >> 1\n".repeat(5000)).contains("more errors in this file"));
}

#[test]
fn long_literals() {
    let digits = "9".repeat(100_000);
    let page = check(&format!("lead {{\n  id text key\n  size integer\n}}\ndefine d = size > {digits}\n"));
    assert!(page.contains(&format!("number `{}…`", "9".repeat(60))), "{page}");
}
