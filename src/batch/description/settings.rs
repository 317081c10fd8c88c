//! The shapes that settings have: each is asked for by what it should be, and refused in the same words.

use super::yaml::{Node, Shape};
use crate::batch::error;
use crate::diagnostic::Diagnostics;
use crate::source::Spanned;

/// Reads settings and collects what is wrong with them.
pub(super) struct Settings<'a> {
    pub diagnostics: &'a mut Diagnostics,
}

impl Settings<'_> {
    /// Says that a value is not of the shape that its key has.
    pub(super) fn reject(&mut self, key: &str, node: &Node, wanted: &str, example: &str) {
        self.diagnostics.push(error::wrong_shape(node.span, key, wanted, node.called(), example));
    }

    /// Returns the entries of a mapping; a key that is written twice is an error.
    pub(super) fn entries<'n>(&mut self, key: &str, node: &'n Node, example: &str) -> Vec<&'n (Spanned<String>, Node)> {
        let Shape::Map(entries) = &node.shape else {
            self.reject(key, node, "a mapping", example);
            return Vec::new();
        };
        let mut seen: Vec<&(Spanned<String>, Node)> = Vec::new();
        let mut known = std::collections::HashSet::new();
        for entry in entries {
            if known.insert(entry.0.value.as_str()) {
                seen.push(entry);
            } else {
                self.diagnostics.push(error::repeated_key(entry.0.span, &entry.0.value));
            }
        }
        seen
    }

    /// Returns the items of a list.
    pub(super) fn items<'n>(&mut self, key: &str, node: &'n Node, example: &str) -> &'n [Node] {
        match &node.shape {
            Shape::List(items) => items,
            _ => {
                self.reject(key, node, "a list", example);
                &[]
            }
        }
    }

    /// Returns a text.
    pub(super) fn text(&mut self, key: &str, node: &Node, example: &str) -> Option<Spanned<String>> {
        match node.text() {
            Some(text) => Some(Spanned::new(text.to_string(), node.span)),
            None => {
                self.reject(key, node, "a text", example);
                None
            }
        }
    }

    /// Returns one of a few words.
    pub(super) fn word(&mut self, key: &str, node: &Node, known: &[&'static str]) -> Option<&'static str> {
        let example = format!("{key}: {}", known.first().copied().unwrap_or_default());
        let text = self.text(key, node, &example)?;
        let found = known.iter().copied().find(|word| *word == text.value);
        if found.is_none() {
            self.diagnostics.push(error::unknown_word(text.span, key, &text.value, known));
        }
        found
    }

    /// Returns a delimiter: one ASCII character that is no quote and ends no line, or `tab`.
    pub(super) fn delimiter(&mut self, node: &Node) -> Option<u8> {
        let Shape::Scalar { text, .. } = &node.shape else {
            self.reject("delimiter", node, "one character", "delimiter: \";\"");
            return None;
        };
        match text.as_bytes() {
            _ if text == "tab" || text == "\\t" => Some(b'\t'),
            [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r' | 0) && !byte.is_ascii_alphanumeric() => {
                Some(*byte)
            }
            _ => {
                self.diagnostics.push(error::bad_delimiter(node.span, text));
                None
            }
        }
    }
}
