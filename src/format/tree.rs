//! A file as statements in braces, with its comments, its blank lines and the author's line breaks.

use std::iter::Peekable;

use crate::syntax::ast::Comment;
use crate::syntax::{Token, TokenKind, tokens};

/// A token, what is said of it in comments, and how the author set it.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    /// Its text, empty at the end of the file.
    pub(super) text: &'a str,
    /// What it is.
    pub(super) kind: TokenKind,
    /// The comments above it, on lines of their own.
    pub(super) above: Vec<Above<'a>>,
    /// Whether it begins a line.
    pub(super) breaks: bool,
    /// Whether a blank line stands right above it.
    pub(super) blank: bool,
    /// The comment behind it on its line.
    pub(super) behind: Option<&'a str>,
    /// Whether the end of a statement stands before it.
    starts: bool,
}

/// A comment on a line of its own.
#[derive(Debug)]
pub(super) struct Above<'a> {
    /// Its text from `#` on.
    pub(super) text: &'a str,
    /// Whether a blank line stands right above it.
    pub(super) blank: bool,
}

/// A part of a statement.
#[derive(Debug)]
pub(super) enum Part<'a> {
    /// A token.
    Piece(Piece<'a>),
    /// Statements in braces.
    Braces(Braces<'a>),
}

/// Statements in braces.
#[derive(Debug)]
pub(super) struct Braces<'a> {
    /// `{`
    pub(super) open: Piece<'a>,
    /// What stands between.
    pub(super) statements: Vec<Statement<'a>>,
    /// `}`
    pub(super) close: Piece<'a>,
    /// Whether all of it may stand on one line: it does, or there is nothing in it.
    pub(super) flat: bool,
}

/// A block, a statement of a block or a line of a group.
#[derive(Debug)]
pub(super) struct Statement<'a> {
    /// Its parts, at least one.
    pub(super) parts: Vec<Part<'a>>,
}

/// A whole file.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    /// Its blocks.
    pub(super) blocks: Vec<Statement<'a>>,
    /// Its end, for the comments before it.
    pub(super) end: Piece<'a>,
}

impl<'a> Part<'a> {
    /// Returns its first token.
    pub(super) fn first(&self) -> &Piece<'a> {
        match self {
            Part::Piece(piece) => piece,
            Part::Braces(braces) => &braces.open,
        }
    }

    /// Returns its last token.
    pub(super) fn last(&self) -> &Piece<'a> {
        match self {
            Part::Piece(piece) => piece,
            Part::Braces(braces) => &braces.close,
        }
    }
}

impl<'a> Statement<'a> {
    /// Returns the text of a part's first token, or nothing where the statement is shorter.
    pub(super) fn word(&self, index: usize) -> &'a str {
        self.parts.get(index).map_or("", |part| part.first().text)
    }

    /// Returns what a part's first token is.
    pub(super) fn kind(&self, index: usize) -> Option<TokenKind> {
        self.parts.get(index).map(|part| part.first().kind)
    }

    /// Returns whether a blank line stands above it or between it and a comment above it.
    pub(super) fn is_apart(&self) -> bool {
        self.parts.first().is_some_and(|part| {
            let first = part.first();
            first.blank || first.above.iter().any(|comment| comment.blank)
        })
    }
}

/// Returns the tree of a text that the parser understands.
pub(super) fn tree<'a>(source: &'a str, comments: &'a [Comment]) -> Tree<'a> {
    let (mut pieces, end) = pieces(source, comments);
    let mut pieces = pieces.drain(..).peekable();
    Tree { blocks: statements(&mut pieces), end }
}

/// Returns the tokens with what stands between them, and the end of the file.
fn pieces<'a>(source: &'a str, comments: &'a [Comment]) -> (Vec<Piece<'a>>, Piece<'a>) {
    let mut comments = comments.iter().peekable();
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let mut before = 0;
    let end = Token { text: "", start: source.len(), kind: TokenKind::Symbol, starts: true };
    for token in tokens(source).into_iter().chain([end]) {
        let mut piece = Piece {
            text: token.text,
            kind: token.kind,
            above: Vec::new(),
            breaks: newlines(source, before, token.start) > 0,
            blank: false,
            behind: None,
            starts: token.starts,
        };
        while let Some(comment) = comments.next_if(|comment| comment.span.range().start < token.start) {
            let place = comment.span.range();
            match pieces.last_mut().filter(|_| !comment.own_line) {
                Some(last) => last.behind = Some(&comment.text),
                None => {
                    let blank = newlines(source, before, place.start) > 1;
                    piece.above.push(Above { text: &comment.text, blank });
                }
            }
            before = place.end;
        }
        piece.blank = newlines(source, before, token.start) > 1;
        before = token.end();
        pieces.push(piece);
    }
    let end = pieces.pop().unwrap_or_else(|| Piece {
        text: "",
        kind: TokenKind::Symbol,
        above: Vec::new(),
        breaks: true,
        blank: false,
        behind: None,
        starts: true,
    });
    (pieces, end)
}

fn newlines(source: &str, start: usize, end: usize) -> usize {
    source.get(start..end).unwrap_or_default().matches('\n').count()
}

/// Reads statements up to the brace that closes them, or to the end. Braces nest no deeper than the parser allows.
fn statements<'a>(pieces: &mut Peekable<impl Iterator<Item = Piece<'a>>>) -> Vec<Statement<'a>> {
    let mut statements: Vec<Statement<'a>> = Vec::new();
    while let Some(piece) = pieces.next_if(|piece| piece.text != "}") {
        let starts = piece.starts;
        let part = if piece.text == "{" { Part::Braces(braces(piece, pieces)) } else { Part::Piece(piece) };
        match statements.last_mut().filter(|_| !starts) {
            Some(statement) => statement.parts.push(part),
            None => statements.push(Statement { parts: vec![part] }),
        }
    }
    statements
}

fn braces<'a>(open: Piece<'a>, pieces: &mut Peekable<impl Iterator<Item = Piece<'a>>>) -> Braces<'a> {
    let statements = statements(&mut *pieces);
    let close = pieces.next().unwrap_or_else(|| Piece {
        text: "}",
        kind: TokenKind::Symbol,
        above: Vec::new(),
        breaks: false,
        blank: false,
        behind: None,
        starts: false,
    });
    let bare = open.behind.is_none() && close.above.is_empty();
    let flat = bare && if statements.is_empty() { true } else { !close.breaks && statements.iter().all(is_flat) };
    Braces { open, statements, close, flat }
}

/// Returns whether a statement stands on the line of the brace before it, all of it.
fn is_flat(statement: &Statement<'_>) -> bool {
    statement.parts.iter().all(|part| {
        let is_flat = match part {
            Part::Piece(_) => true,
            Part::Braces(braces) => !braces.open.breaks && braces.flat && !braces.close.breaks,
        };
        is_flat && !part.first().breaks && part.last().behind.is_none()
    })
}
