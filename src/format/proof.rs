//! The proof that a layout changed nothing: the result is read again and compared with what was read before.

use std::fmt::Debug;

use crate::source::Sources;
use crate::syntax::ast::{Block, Comment, File};
use crate::syntax::{Token, parse, tokens};

/// Compares a text with its layout; returns what differs, where anything does.
///
/// Three things must be the same: every token and where statements end, every comment and the token it stands
/// behind, and the tree that the parser makes of it all.
pub(super) fn difference(source: &str, file: &File, result: &str) -> Option<String> {
    let sources = Sources::single("the result", result);
    let id = sources.ids().next()?;
    let (read, diagnostics) = parse(&sources, id);
    if diagnostics.has_errors() {
        return Some("the result does not parse".to_string());
    }
    let (before, after) = (tokens(source), tokens(result));
    let same = |(one, other): &(&Token<'_>, &Token<'_>)| {
        one.text == other.text && one.kind == other.kind && one.starts == other.starts
    };
    if before.len() != after.len() || !before.iter().zip(&after).all(|pair| same(&pair)) {
        return Some("the result has other tokens".to_string());
    }
    if !attached(&before, &file.comments).eq(attached(&after, &read.comments)) {
        return Some("the result has other comments".to_string());
    }
    let same = |(one, other): (&Block, &Block)| shape(one) == shape(other);
    if file.blocks.len() != read.blocks.len() || !file.blocks.iter().zip(&read.blocks).all(same) {
        return Some("the result has another tree".to_string());
    }
    None
}

/// Iterates over comments: the text, whether it has a line of its own, how many tokens stand before it.
fn attached<'a>(tokens: &'a [Token<'_>], comments: &'a [Comment]) -> impl Iterator<Item = (&'a str, bool, usize)> {
    comments.iter().map(|comment| {
        let start = comment.span.range().start;
        (comment.text.as_str(), comment.own_line, tokens.partition_point(|token| token.start < start))
    })
}

/// Returns a tree as its `Debug` form without the places, so that no part of it can be forgotten.
fn shape(tree: &impl Debug) -> String {
    let text = format!("{tree:?}");
    let mut shape = String::with_capacity(text.len());
    let mut rest = &text[..];
    while let Some(at) = rest.find(['"', 'S']) {
        let (before, here) = rest.split_at(at);
        shape.push_str(before);
        let length = match here.strip_prefix("Span { file: ") {
            Some(span) => {
                shape.push('·');
                rest = span.find('}').map_or("", |end| &span[end + 1..]);
                continue;
            }
            None if here.starts_with('"') => quoted(here),
            None => 1,
        };
        shape.push_str(&here[..length]);
        rest = &here[length..];
    }
    shape.push_str(rest);
    shape
}

/// Returns the length of a text in quotes.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "# top\nlead {\n  id text key # key\n  b integer\n}\ndefine a = b - 1 > 2 and c\n";

    #[track_caller]
    fn differs(from: &str, to: &str) -> Option<String> {
        let result = SOURCE.replacen(from, to, 1);
        assert_ne!(result, SOURCE);
        let sources = Sources::single("a.pact", SOURCE);
        let (file, diagnostics) = parse(&sources, sources.ids().next().unwrap());
        assert!(diagnostics.is_empty());
        difference(SOURCE, &file, &result)
    }

    #[test]
    fn blanks_and_line_breaks_are_no_difference() {
        for (from, to) in [("  id", "\tid"), ("  b", "\n\n    b"), (" and", "\n  and"), ("key #", "key   #")] {
            assert_eq!(differs(from, to), None, "{to}");
        }
    }

    #[test]
    fn whatever_is_lost_or_moved_is_one() {
        for (from, to, what) in [
            ("  b integer\n", "  b integer }\n", "does not parse"),
            ("  b integer\n", "", "tokens"),
            ("b integer", "c integer", "tokens"),
            ("2 and", "2_0 and", "tokens"),
            (" and c", "\ndefine c = c", "tokens"),
            ("# top\n", "", "comments"),
            ("# key", "# kez", "comments"),
            (" # key\n", "\n # key\n", "comments"),
            ("# key\n  b integer", "\n  b integer # key", "comments"),
            ("# top\nlead {", "lead {\n# top", "comments"),
        ] {
            let found = differs(from, to).unwrap_or_default();
            assert!(found.contains(what), "{to:?}: {found}");
        }
    }

    #[test]
    fn a_shape_is_a_tree_without_places() {
        let shown = |text: &str| {
            let sources = Sources::single("a.pact", text);
            shape(&parse(&sources, sources.ids().next().unwrap()).0.blocks)
        };
        assert_eq!(shown("define a = b = \"x\""), shown("\n\n#\ndefine   a=b  =\"x\""));
        assert_ne!(shown("define a = b = \"Span { file: 1 }\""), shown("define a = b = \"Span { file: 2 }\""));
        assert_ne!(
            shown("define a = b = \"\\\" Span { file: 1 }\""),
            shown("define a = b = \"\\\" Span { file: 2 }\"")
        );
        assert_ne!(shown("define a = b and c"), shown("define a = (b and c)"));
        assert!(!shown("lead \"S\" {\n  Species text key\n}").contains("Span {"));
        assert!(shown("lead \"S\" {\n  Species text key\n}").contains("Species"));
    }
}
