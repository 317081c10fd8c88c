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
        assert_eq!(found(section(page, "Works")), [""; 0], "{} does not work", code.id);
    }
}

/// Returns the example below a title.
fn section<'a>(page: &'a str, title: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("## {title}\n\n```pact\n")).expect("the section is there");
    rest.split_once("```").expect("the example ends").0
}

#[track_caller]
fn found(example: &str) -> Vec<&'static str> {
    let text = format!("{STANDARD}{example}");
    let sources = Sources::single("page.pact", &text);
    let (_, diagnostics) = parse(&sources, FileId(0));
    diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect()
}
