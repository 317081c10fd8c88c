//! What the parser understood: a contract as it was written, with the span of every part.
//!
//! Numbers, dates and instants keep their text: the parser decides shape, the check decides whether a day or
//! a number exists. Words that choose among a few (a cadence, a window, a role) are names here too, so that a
//! misspelt one is an error with a suggestion rather than a broken statement.

mod block;
mod expression;
mod measure;
mod promise;

pub use block::*;
pub use expression::*;
pub use measure::*;
pub use promise::*;

use crate::source::{FileId, Span, Spanned};

/// A word that names something, as written.
pub type Name = Spanned<String>;

/// A text literal without its quotes, escapes resolved.
pub type Text = Spanned<String>;

/// A whole contract: the blocks of all its files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ast {
    /// The files in the order they were read.
    pub files: Vec<File>,
}

impl Ast {
    /// Iterates over the blocks of all files, in order.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.files.iter().flat_map(|file| &file.blocks)
    }
}

/// One file of a contract.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Which file.
    pub id: FileId,
    /// Its blocks; what could not be read is a [`Block::Junk`].
    pub blocks: Vec<Block>,
    /// Its comments, without which the formatter would lose them.
    pub comments: Vec<Comment>,
}

/// A comment, from `#` to the end of the line.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// The text from `#` on, without the line's end.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// Whether nothing but white space stands before it on its line.
    pub own_line: bool,
}

/// A number as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Digits and at most one point, with a leading `-` where one was written, without `_` and `%`.
    pub digits: String,
    /// Whether `%` follows: `30%` is 0.3.
    pub percent: bool,
    /// Where it stands.
    pub span: Span,
}

/// A date (`2026-04-01`), an instant (`2026-04-01T09:00-04:00`) or a time of day (`09:00`), as written.
pub type When = Spanned<String>;

/// A length of time with its unit and clock, as written: `2 business hours`.
#[derive(Clone, Debug, PartialEq)]
pub struct Duration {
    /// How many.
    pub amount: Number,
    /// Whether `business` stands before the unit.
    pub business: bool,
    /// The unit as written: `minutes`, `hour`, `days`, …
    pub unit: Name,
    /// Whether `same time` follows (`2 business days same time`).
    pub same_time: bool,
    /// The whole.
    pub span: Span,
}
