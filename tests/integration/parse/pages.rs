//! The pages of the codes: what they show as failing fails with that code and no other, what works works.

use leadpact::diagnostic::codes;
use leadpact::source::{FileId, Sources};
use leadpact::syntax::parse;

const STANDARD: &str = "contract \"Example\" {\n  version 1\n}\nlead {\n  id text key\n}\n";

#[test]
fn pages() {
    for code in codes::syntax::ALL {
        let page = code.page;
        assert!(page.starts_with(&format!("# {}\n\n", code.name)), "{} has another title", code.id);
        // An example may fail more than once, yet never with another code.
        let mut codes = found(section(page, "Fails"));
        codes.dedup();
        assert_eq!(codes, [code.id], "{} fails otherwise", code.id);
        let works = section(page, "Works");
        assert!(!works.is_empty(), "{} shows nothing that works", code.id);
        assert_eq!(found(works), [""; 0], "{} does not work", code.id);
    }
}

/// Returns the example below a title.
fn section<'a>(page: &'a str, title: &str) -> &'a str {
    // A page without the section shows an empty example, which neither fails nor is right.
    let rest = page.split_once(&format!("## {title}\n\n```pact\n")).map_or("", |(_, rest)| rest);
    rest.split_once("```").map_or("", |(example, _)| example)
}

#[track_caller]
fn found(example: &str) -> Vec<&'static str> {
    let text = format!("{STANDARD}{example}");
    let sources = Sources::single("page.pact", &text);
    let (_, diagnostics) = parse(&sources, FileId(0));
    diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect()
}
