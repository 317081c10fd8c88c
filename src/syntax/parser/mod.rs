//! From text to [`File`](crate::syntax::ast::File), in this order:
//!
//! 1. `layout` (beside this folder) blanks comments and checks quotes, brackets and nesting;
//! 2. `outline` (beside this folder) cuts the text into blocks, and a block into statements;
//! 3. [`reader`] reads each piece by the rule that [`blocks`] names for its first word;
//! 4. [`agreement`], [`promise`], [`expression`], [`measure`] and [`literal`] build the tree of what was read;
//! 5. [`explain`] says in [`error`]'s words why a piece was refused: [`habits`] and [`figures`] know what people write
//!    by mistake, [`names`] what would have been right.
//!
//! A piece is read on its own, so that a broken one hides no other: recovery needs no rules in the grammar.

pub(super) mod blocks;
pub(super) mod error;

mod agreement;
mod customs;
mod explain;
mod expression;
mod figures;
mod habits;
mod literal;
mod measure;
mod names;
mod node;
mod promise;
mod reader;

pub use habits::METRICS;

use crate::diagnostic::Diagnostics;
use crate::source::{FileId, Sources, Span};
use crate::syntax::ast::File;
use crate::syntax::layout::layout;
use node::{Children, Node};
use reader::Reader;

/// The grammar's rules and the code that reads them, written by pest from `grammar/pact.pest`.
mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/pact.pest"]
    pub(crate) struct Grammar;
}

use grammar::Grammar;
pub(crate) use grammar::Rule;

/// A statement that the grammar could read.
#[derive(Debug)]
struct Statement<'a> {
    /// The rule that read it.
    rule: Rule,
    /// Its node.
    node: Node<'a>,
    /// What stands in it.
    children: Children<'a>,
    /// The lines between its braces.
    lines: Vec<Node<'a>>,
    /// The whole, braces included.
    span: Span,
}

/// Reads one file of a contract: what was understood, and a message for each thing that was not.
///
/// It never fails: a statement that cannot be read is left out of its block, a block that cannot be read
/// becomes [`Block::Junk`](crate::syntax::ast::Block::Junk), and everything else is read as usual.
///
/// ```
/// use leadpact::source::{FileId, Sources};
/// let sources = Sources::single("a.pact", "lead {\n  id text key\n}\n");
/// let (file, diagnostics) = leadpact::syntax::parse(&sources, FileId(0));
/// assert_eq!(file.blocks.len(), 1);
/// assert!(diagnostics.is_empty());
/// ```
pub fn parse(sources: &Sources, file: FileId) -> (File, Diagnostics) {
    let source = sources.file(file).text();
    // Lines that end with a carriage return alone are read as lines, and said once.
    let old_lines = source.find('\r').filter(|_| !source.contains('\n'));
    let as_lines = old_lines.map(|_| source.replace('\r', "\n"));
    let (layout, mut diagnostics) = layout(as_lines.as_deref().unwrap_or(source), file);
    if let Some(at) = old_lines {
        diagnostics.push(error::control_character(Span::new(file, at, at + 1), b'\r'));
    }
    let mut reader = Reader::new(&layout, file, &mut diagnostics);
    let blocks = reader.blocks();
    diagnostics.push_rest(sources);
    diagnostics.sort();
    (File { id: file, blocks, comments: layout.comments }, diagnostics)
}
