//! Texts that nobody writes on purpose: nothing panics, everything ends soon, and places are places.

use std::time::{Duration, Instant};

use leadpact::source::{FileId, Sources};
use leadpact::syntax::parse;
use proptest::prelude::*;

use super::dump::spans;

const WHOLE: &str = include_str!("../../corpus/parse/contract_whole.pact");

/// Parses a text, demands that it ends soon and that places lie in the text, and returns the codes.
#[track_caller]
fn check(text: &str) -> Vec<&'static str> {
    let sources = Sources::single("hostile.pact", text);
    let started = Instant::now();
    let (file, diagnostics) = parse(&sources, FileId(0));
    let took = started.elapsed();
    assert!(took < Duration::from_secs(20), "took {took:?}");
    let mut places: Vec<_> = diagnostics.iter().flat_map(|one| one.labels.iter().map(|label| label.span)).collect();
    if text.len() < 100_000 {
        places.extend(spans(&file));
        let _ = diagnostics.to_plain(&sources);
    }
    for place in places {
        assert!(place.start <= place.end && text.get(place.range()).is_some(), "{place:?} is not in the text");
    }
    diagnostics.iter().map(|one| one.code.id).collect()
}

const LONG: usize = 10 << 20;

#[test]
fn long_brackets() {
    for bracket in ["{", "(", "["] {
        assert_eq!(check(&bracket.repeat(LONG)), ["P106"], "{bracket}");
        let text = format!("define x = {}\nlead {{\n  id text key\n}}\n", bracket.repeat(LONG));
        assert_eq!(check(&text), ["P106"], "{bracket}");
    }
    for bracket in ["}", ")", "]"] {
        assert_eq!(check(&bracket.repeat(LONG)), ["P105"], "{bracket}");
    }
    assert_eq!(check(&"{\n".repeat(LONG / 2)), ["P106"]);
    assert_eq!(check(&format!("stage x {{\n  recorded a {}\n  outcome won\n}}\n", "}".repeat(LONG))), ["P105"]);
    assert_eq!(check(&format!("stage x {{\n{}", "  recorded a }\n".repeat(LONG / 100))).len(), 201);
}

#[test]
fn long_prefixes() {
    for prefix in ["not ", "- ", "-", "share of ", "not (", "-(", "(- "] {
        let text = format!("define x = {}\n", prefix.repeat(LONG / 10));
        assert_eq!(check(&text), ["P106"], "{prefix}");
        let text = format!("metric x = {}win_rate\n", prefix.repeat(LONG / 10));
        assert_eq!(check(&text), ["P106"], "{prefix}");
    }
}

#[test]
fn long_chains() {
    let chain = |operator: &str, count: usize| format!("define x = a{}\n", format!(" {operator} a").repeat(count));
    assert_eq!(check(&chain("and", 30_000)), [""; 0]);
    assert_eq!(check(&chain("or", 30_000)), [""; 0]);
    for operator in ["+", "-", "*", "/", "else"] {
        assert_eq!(check(&chain(operator, 30_000)), ["P106"], "{operator}");
        assert_eq!(check(&chain(operator, 60)), [""; 0], "{operator}");
    }
}

#[test]
fn nested_as_deep_as_allowed() {
    let nested =
        |open: &str, close: &str, count: usize| format!("define x = {}a{}\n", open.repeat(count), close.repeat(count));
    assert_eq!(check(&nested("(", ")", 64)), [""; 0]);
    assert_eq!(check(&nested("(", ")", 65)), ["P106"]);
    assert_eq!(check(&nested("all { ", " }", 60)), [""; 0]);
    assert_eq!(check(&nested("not ", "", 64)), [""; 0]);
    assert_eq!(check(&nested("not ", "", 65)), ["P106"]);
    assert_eq!(check(&nested("not (", ")", 60)), [""; 0]);
    assert_eq!(check(&nested("a in [", "]", 60)), [""; 0]);
}

#[test]
fn unclosed_braces() {
    for count in [1, 2, 22, 30, 60] {
        assert_eq!(check(&format!("stage x {}", "{ ".repeat(count))), ["P103"], "{count}");
        assert_eq!(check(&format!("define x = {}", "all { ".repeat(count))), ["P103"], "{count}");
        assert_eq!(check(&format!("lead {}\nlead {{\n  id text\n}}", "{\n".repeat(count))), ["P103"], "{count}");
    }
}

#[test]
fn long_lists_and_lines() {
    let list = format!("define x = a in [{}]\n", "\"text\", ".repeat(LONG / 200));
    assert_eq!(check(&list), [""; 0]);
    assert_eq!(check(&format!("define x = \"{}\"\n", "a".repeat(LONG / 10))), [""; 0]);
    assert_eq!(check(&format!("# {}\n", "a".repeat(LONG / 10))), [""; 0]);
    let fields: String = (0..LONG / 400).map(|number| format!("  field_{number} text\n")).collect();
    assert_eq!(check(&format!("lead {{\n{fields}}}\n")), [""; 0]);
    assert!(check(&"word\n".repeat(LONG / 400)).len() <= 201);
    assert!(check(&"a b \"c\n".repeat(LONG / 200)).len() <= 201);
}

/// A piece of a contract, or something that is none.
fn scrap() -> impl Strategy<Value = String> {
    let words: Vec<&'static str> = WHOLE.split_inclusive([' ', '\n', ',', '"', '[', '(']).collect();
    prop_oneof![
        6 => proptest::sample::select(words).prop_map(str::to_string),
        1 => "[\\[\\](){}\"#,:.=<>!%+*/'\\\\-]{1,3}",
        1 => "\\PC{0,6}",
        1 => "[ \\t\\r\\n\\x00\u{feff}é€]{1,4}",
        1 => "[0-9]{1,4}[-_.,:%a-z]{0,2}[0-9]{0,2}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "(?s).{0,300}") {
        check(&text);
    }

    #[test]
    fn any_scraps(scraps in proptest::collection::vec(scrap(), 0..60)) {
        check(&scraps.concat());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// The whole contract with a stretch of it taken out, and something else put there.
    #[test]
    fn any_change(from in 0..WHOLE.len(), length in 0..40_usize, scraps in proptest::collection::vec(scrap(), 0..4)) {
        let to = (from + length).min(WHOLE.len());
        let text = format!("{}{}{}", &WHOLE[..from], scraps.concat(), &WHOLE[to..]);
        check(&text);
    }
}
