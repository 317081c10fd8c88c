//! What tells a message from all others, and stays the same while the contract around it changes.
//!
//! It is made of the rule, the path of the file, the kind and name of the block, the text at the place without its white
//! space, and which of several equal ones it is. So neither lines that are added above nor another layout change it; a
//! change of what is complained of does.

use std::collections::BTreeMap;

use twox_hash::XxHash3_128;

use super::contract::header;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Sources, Span};
use crate::syntax::ast::{Ast, Block};

/// What is hashed begins with this: another way to make fingerprints has another number.
const VERSION: &str = "1";

/// Returns a fingerprint a message, in their order: 32 digits. `path` returns the path of a file from the folder of
/// the project; a message about no text is told by its sentence.
pub fn fingerprints(
    diagnostics: &Diagnostics,
    ast: &Ast,
    sources: &Sources,
    path: &dyn Fn(&str) -> String,
) -> Vec<String> {
    let mut equal: BTreeMap<String, usize> = BTreeMap::new();
    let mut fingerprint = |diagnostic: &Diagnostic| {
        let told = told(diagnostic, ast, sources, path);
        let ordinal = equal.entry(told.clone()).or_default();
        *ordinal += 1;
        format!("{:032x}", XxHash3_128::oneshot(format!("{told}\0{ordinal}").as_bytes()))
    };
    diagnostics.iter().map(&mut fingerprint).collect()
}

/// Returns what a message is told by, but for which of several equal ones it is.
fn told(diagnostic: &Diagnostic, ast: &Ast, sources: &Sources, path: &dyn Fn(&str) -> String) -> String {
    let parts = match diagnostic.span() {
        None => [String::new(), String::new(), diagnostic.message.clone()],
        Some(span) => {
            let text = sources.slice(span).split_whitespace().collect();
            [path(sources.file(span.file).name()), block(span, ast, sources), text]
        }
    };
    let [file, block, text] = parts;
    [VERSION, diagnostic.code.name, &file, &block, &text].join("\0")
}

/// Returns the kind and the name of the block that a place is in; nothing outside of all.
fn block(place: Span, ast: &Ast, sources: &Sources) -> String {
    let holds = |span: Span| span.file == place.file && (span.start..=span.end).contains(&place.start);
    let named = |block: &Block| {
        let (span, keyword, name) = match (header(block), block) {
            (Some(header), _) => (header.span, Some(sources.slice(header.keyword)), header.name.as_ref()),
            (None, Block::Junk { keyword, name, span }) => {
                (*span, keyword.as_ref().map(|keyword| keyword.value.as_str()), name.as_ref())
            }
            (None, _) => return None,
        };
        let name = name.map_or("", |name| name.value.as_str());
        holds(span).then(|| format!("{} {name}", keyword.unwrap_or_default()))
    };
    ast.blocks().find_map(named).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes::check::UNKNOWN_NAME;
    use crate::source::FileId;

    const TEXT: &str = "lead {\n  id text key\n}\nicp a {\n  firmographics { x = 1 or x = 1 }\n}\nicp b {\n  firmographics { x = 1 }\n}\n";

    /// Returns the fingerprints of every `x = 1` of a contract, as it is written there.
    fn of(text: &str, written: &str) -> Vec<String> {
        let parsed = Sources::single("acme/a.pact", text).parse();
        let places = text.match_indices(written).map(|(at, found)| Span::new(FileId(0), at, at + found.len()));
        let found = places.map(|span| Diagnostic::warning(UNKNOWN_NAME, "there is no x").label(span, ""));
        fingerprints(&found.collect(), &parsed.ast, &parsed.sources, &str::to_string)
    }

    #[test]
    fn lines_above_and_layout_change_nothing() {
        let known = of(TEXT, "x = 1");
        assert_eq!(known.len(), 3);
        assert!(known[0] != known[1] && known[1] != known[2] && known[0] != known[2], "each is told from the others");
        assert_eq!(of(&format!("# a line\n\n{TEXT}"), "x = 1"), known);
        assert_eq!(of(&TEXT.replace("x = 1", "x  =\n 1"), "x  =\n 1"), known);
        assert_eq!(of(&TEXT.replace("\n", "\r\n"), "x = 1"), known);
    }

    #[test]
    fn another_block_file_or_text_is_another_finding() {
        let known = of(TEXT, "x = 1");
        let renamed = of(&TEXT.replace("icp b", "icp c"), "x = 1");
        assert_eq!(renamed[..2], known[..2]);
        assert_ne!(renamed[2], known[2]);
        assert!(of(&TEXT.replace("x = 1", "x = 2"), "x = 2").iter().all(|other| !known.contains(other)));
    }

    #[test]
    fn it_is_the_same_on_every_machine() {
        assert_eq!(of(TEXT, "x = 1")[2], "8468cbf882f8ff5d0acc900e4e121afa");
    }
}
