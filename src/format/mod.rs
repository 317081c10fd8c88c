//! The layout of contracts, in this order:
//!
//! 1. `tree` puts the parser's tokens, comments and line breaks into statements and braces;
//! 2. `columns` says which parts of neighbouring statements stand in one column;
//! 3. `write` indents, with the blanks of `spacing`, into `lines` that carry their comments;
//! 4. `proof` reads the result again and compares.
//!
//! Only blanks and line ends are changed. A token is never touched, and an author's line break inside of a statement
//! stays; so does a blank line, though never two.

mod columns;
mod lines;
mod proof;
mod spacing;
mod tree;
mod write;

use crate::diagnostic::Diagnostics;
use crate::source::{FileId, Sources};
use crate::syntax::parse;

/// Why a file has no layout.
#[derive(Debug)]
pub enum Refusal {
    /// It does not parse: the parser's messages.
    Broken(Diagnostics),
    /// The result is not what was read, which is a bug: what differs.
    Changed(String),
}

/// Returns the text of a file in its layout. Whether its names and types are right does not matter.
///
/// ```
/// use leadpact::source::Sources;
/// let sources = Sources::single("a.pact", "lead {\n\tid text   key\n\temployees integer # heads\n}");
/// let file = sources.ids().next().unwrap();
/// let text = "lead {\n  id        text    key\n  employees integer  # heads\n}\n";
/// assert_eq!(leadpact::format::format(&sources, file).unwrap(), text);
/// ```
///
/// # Errors
/// When the file does not parse, and when the result would be another contract or lose a comment.
pub fn format(sources: &Sources, file: FileId) -> Result<String, Refusal> {
    let source = sources.file(file).text();
    let (parsed, diagnostics) = parse(sources, file);
    if diagnostics.has_errors() {
        return Err(Refusal::Broken(diagnostics));
    }
    let result = write::write(&tree::tree(source, &parsed.comments));
    match proof::difference(source, &parsed, &result) {
        Some(difference) => Err(Refusal::Changed(difference)),
        None => Ok(result),
    }
}
