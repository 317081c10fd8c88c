//! The pass before the grammar: comments, quotes, brackets and the ends of statements.
//!
//! The result is a text of the same length, so that every offset is the source's: comments are blank, and so
//! is every newline that does not end a statement. What is wrong with a quote or a bracket is said here, once;
//! the pieces it stands in are not complained of again. Nesting is bounded here too, so that nothing after
//! this pass can run out of stack.

mod brackets;
mod words;

use super::ast::Comment;
use super::parser::error;
use crate::diagnostic::{Diagnostic, Diagnostics, MOST_MESSAGES};
use crate::source::{FileId, Span};

/// The most brackets that may be open at once, and the most prefix operators in a row.
const DEEPEST: usize = 64;

/// The most brackets and prefix operators that may be open together.
const HEAVIEST: usize = 2 * DEEPEST;

/// A file after the pass.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The text the grammar reads.
    pub(super) text: String,
    /// What was blanked as comments.
    pub(super) comments: Vec<Comment>,
    /// Braces and newlines that separate, in order.
    pub(super) marks: Vec<Mark>,
    /// Where a block's first word stands in column 0, in order.
    pub(super) starts: Vec<usize>,
    /// Where something was said already, in order.
    pub(super) broken: Vec<usize>,
    /// Brackets that are never closed, in order.
    pub(super) unclosed: Vec<usize>,
    /// Closing brackets that close nothing, in order, one a line: what is missing may be said better by whoever
    /// reads the statements.
    pub(super) strays: Vec<(usize, u8)>,
}

/// A brace or a newline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    /// Its offset.
    pub(super) offset: usize,
    /// Which it is.
    pub(super) kind: MarkKind,
}

/// The kinds of [`Mark`]. The order is the one they are read in where they stand at one offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MarkKind {
    /// Where a brace that is never closed is taken to end.
    Missing,
    /// `{`
    Open,
    /// `}`
    Close,
    /// A newline that ends a statement.
    Newline,
}

/// A bracket that is open.
#[derive(Clone, Copy, Debug)]
struct Opener {
    offset: usize,
    byte: u8,
    /// The column of the first thing on its line, in bytes.
    indent: usize,
    /// How much it counts towards [`HEAVIEST`].
    weight: usize,
    /// Whether what closes it may be lost in a quote that does not end.
    tainted: bool,
}

/// What a newline does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Newline {
    Separates,
    Continues,
    /// Inside the round or square bracket that opens there; if that is never closed, `true` continues still.
    Inside(usize, bool),
}

/// What is put back when a block is read a second time.
#[derive(Clone, Copy, Debug, Default)]
struct Checkpoint {
    at: usize,
    marks: usize,
    newlines: usize,
    comments: usize,
    broken: usize,
    unclosed: usize,
    strays: usize,
    messages: usize,
    more: usize,
}

/// The line after another.
#[derive(Clone, Copy, Debug)]
struct NextLine {
    /// Where the line before it starts.
    of: usize,
    /// How far it is indented.
    indent: usize,
    /// Whether it starts with `}`.
    closes: bool,
}

struct Scanner<'a> {
    source: &'a str,
    bytes: &'a [u8],
    file: FileId,
    masked: Vec<u8>,
    layout: Layout,
    messages: Vec<Diagnostic>,
    /// How many messages there was no room for.
    more: usize,
    stack: Vec<Opener>,
    newlines: Vec<(usize, Newline)>,
    at: usize,
    line_start: usize,
    /// The first thing on the line, where there is one yet.
    line_first: Option<usize>,
    /// The newlines from here on stand between the last thing and the next.
    pending: usize,
    after_comma: bool,
    /// How many prefix operators stand in a row.
    run: usize,
    checkpoint: Checkpoint,
    /// What stands in the next line that is not blank, where it was asked for.
    next_line: Option<NextLine>,
    /// Whether indentation says which brace a brace closes: only where counting them did not come out even.
    by_indent: bool,
}

/// Runs the pass over one text.
pub(super) fn layout(source: &str, file: FileId) -> (Layout, Diagnostics) {
    let mut scanner = Scanner {
        source,
        bytes: source.as_bytes(),
        file,
        masked: source.as_bytes().to_vec(),
        layout: Layout::default(),
        messages: Vec::new(),
        more: 0,
        stack: Vec::new(),
        newlines: Vec::new(),
        at: 0,
        line_start: 0,
        line_first: None,
        pending: 0,
        after_comma: false,
        run: 0,
        checkpoint: Checkpoint::default(),
        next_line: None,
        by_indent: false,
    };
    if source.starts_with('\u{feff}') {
        scanner.blank(0, '\u{feff}'.len_utf8());
        scanner.at = '\u{feff}'.len_utf8();
        scanner.line_start = scanner.at;
        scanner.checkpoint.at = scanner.at;
    }
    scanner.run();
    scanner.finish()
}

impl Scanner<'_> {
    fn run(&mut self) {
        loop {
            while let Some(byte) = self.bytes.get(self.at) {
                self.step(*byte);
            }
            if !self.end_of_block() {
                return;
            }
        }
    }

    fn step(&mut self, byte: u8) {
        match byte {
            b' ' | b'\t' => self.at += 1,
            b'\r' if self.bytes.get(self.at + 1) == Some(&b'\n') => {
                self.blank(self.at, self.at + 1);
                self.at += 1;
            }
            b'\n' => self.newline(),
            b'#' => self.comment(),
            b'"' => self.text(),
            b'(' | b'[' | b'{' => self.open(byte),
            b')' | b']' | b'}' => self.close(byte),
            b'-' => {
                self.thing();
                self.run += 1;
                self.at += 1;
                self.check_run();
            }
            0..=0x1f | 0x7f => {
                self.report(self.at, error::control_character(self.span(self.at, self.at + 1), byte));
                self.blank(self.at, self.at + 1);
                self.at += 1;
            }
            _ if is_word(byte) => self.word(),
            _ => {
                self.thing();
                self.run = 0;
                self.after_comma = byte == b',';
                self.at += 1;
            }
        }
    }

    /// Notes that something other than a blank stands here.
    fn thing(&mut self) {
        self.line_first.get_or_insert(self.at);
        self.pending = self.newlines.len();
        self.after_comma = false;
    }

    fn newline(&mut self) {
        let kind = match self.stack.last() {
            Some(opener) if opener.byte != b'{' => Newline::Inside(opener.offset, self.after_comma),
            _ if self.after_comma => Newline::Continues,
            _ => Newline::Separates,
        };
        self.newlines.push((self.at, kind));
        self.at += 1;
        self.line_start = self.at;
        self.line_first = None;
    }

    fn start_block(&mut self) {
        for (_, kind) in &mut self.newlines[self.pending..] {
            *kind = Newline::Separates;
        }
        self.layout.starts.push(self.at);
        self.by_indent = false;
        self.checkpoint = Checkpoint {
            at: self.at,
            marks: self.layout.marks.len(),
            newlines: self.newlines.len(),
            comments: self.layout.comments.len(),
            broken: self.layout.broken.len(),
            unclosed: self.layout.unclosed.len(),
            strays: self.layout.strays.len(),
            messages: self.messages.len(),
            more: self.more,
        };
    }

    fn report(&mut self, at: usize, message: Diagnostic) {
        self.layout.broken.push(at);
        if self.messages.len() < MOST_MESSAGES {
            self.messages.push(message);
        } else {
            self.more += 1;
        }
    }

    fn blank(&mut self, from: usize, to: usize) {
        self.masked[from..to].fill(b' ');
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    fn finish(mut self) -> (Layout, Diagnostics) {
        self.layout.unclosed.sort_unstable();
        for (offset, kind) in &self.newlines {
            let separates = match kind {
                Newline::Separates => true,
                Newline::Continues => false,
                Newline::Inside(_, true) => false,
                Newline::Inside(opener, false) => self.layout.unclosed.binary_search(opener).is_ok(),
            };
            if separates {
                self.layout.marks.push(Mark { offset: *offset, kind: MarkKind::Newline });
            } else {
                self.masked[*offset] = b' ';
            }
        }
        self.layout.marks.sort_unstable();
        self.layout.broken.sort_unstable();
        // INVARIANT: only whole characters were blanked, so this is still UTF-8.
        self.layout.text = String::from_utf8(self.masked).unwrap_or_default();
        let mut diagnostics = Diagnostics::default();
        for message in self.messages {
            diagnostics.push_limited(message);
        }
        diagnostics.count_more(self.file, self.more);
        (self.layout, diagnostics)
    }
}

/// Returns whether a byte may stand in a word; every byte of a character beyond ASCII may.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn is_control(byte: u8) -> bool {
    (byte < 0x20 && byte != b'\t') || byte == 0x7f
}
