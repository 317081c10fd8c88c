//! The words of a contract outside of texts and comments: enough to tell whether a name is ever used.

use std::collections::BTreeSet;

use crate::source::{Sources, Span};
use crate::syntax::ast::{Ast, Block};

/// Returns every word that may use a name: those that declare one are left out, those before a text, which are words of
/// the language (`owner "…"`), and those before a colon, which name a criterion (`size: employees >= 50`).
pub(super) fn uses<'a>(ast: &Ast, sources: &'a Sources) -> BTreeSet<&'a str> {
    let mut declared: BTreeSet<Span> = BTreeSet::new();
    for block in ast.blocks() {
        if let Some(name) = super::contract::header(block).and_then(|header| header.name.as_ref()) {
            declared.insert(name.span);
        }
        if let Block::Lead(body) | Block::Activity(body) = block {
            declared.extend(body.statements.iter().map(|statement| statement.value.name.span));
        }
    }
    let mut uses = BTreeSet::new();
    for file in &ast.files {
        let text = sources.file(file.id).text();
        let bytes = text.as_bytes();
        // Letters of other alphabets are of several bytes, none of them ASCII.
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii();
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                b'#' => at = text[at..].find('\n').map_or(bytes.len(), |end| at + end),
                b'"' => at = end_of_text(bytes, at),
                byte if is_part(byte) => {
                    let end = (at..bytes.len()).find(|place| !is_part(bytes[*place])).unwrap_or(bytes.len());
                    let is_no_use = text[end..].trim_start_matches([' ', '\t']).starts_with(['"', ':']);
                    if !is_no_use && !declared.contains(&Span::new(file.id, at, end)) {
                        uses.insert(&text[at..end]);
                    }
                    at = end;
                }
                _ => at += 1,
            }
        }
    }
    uses
}

/// Returns the place behind a text that begins at a quote.
fn end_of_text(bytes: &[u8], quote: usize) -> usize {
    let mut at = quote + 1;
    while at < bytes.len() && bytes[at] != b'"' && bytes[at] != b'\n' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at + 1
}
