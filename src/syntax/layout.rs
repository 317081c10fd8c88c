//! The pass before the grammar: comments, quotes, brackets and the ends of statements.
//!
//! The result is a text of the same length, so that every offset is the source's: comments are blank, and so
//! is every newline that does not end a statement. What is wrong with a quote or a bracket is said here, once;
//! the pieces it stands in are not complained of again. Nesting is bounded here too, so that nothing after
//! this pass can run out of stack.

use super::ast::Comment;
use super::parser::{blocks, error};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, Span};

/// The most brackets that may be open at once, and the most prefix operators in a row.
const DEEPEST: usize = 64;

/// The most brackets and prefix operators that may be open together.
const HEAVIEST: usize = 2 * DEEPEST;

/// The most messages about one file; what comes after them is hardly the first thing to mend.
pub(super) const MOST_MESSAGES: usize = 200;

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
    /// Closing brackets that close nothing, in order.
    pub(super) strays: Vec<usize>,
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
    /// Inside the round or square bracket that opens there.
    Inside(usize),
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
}

struct Scanner<'a> {
    source: &'a str,
    bytes: &'a [u8],
    file: FileId,
    masked: Vec<u8>,
    layout: Layout,
    messages: Vec<Diagnostic>,
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
        stack: Vec::new(),
        newlines: Vec::new(),
        at: 0,
        line_start: 0,
        line_first: None,
        pending: 0,
        after_comma: false,
        run: 0,
        checkpoint: Checkpoint::default(),
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
            Some(opener) if opener.byte != b'{' => Newline::Inside(opener.offset),
            _ if self.after_comma => Newline::Continues,
            _ => Newline::Separates,
        };
        self.newlines.push((self.at, kind));
        self.at += 1;
        self.line_start = self.at;
        self.line_first = None;
    }

    fn comment(&mut self) {
        let rest = &self.source[self.at..];
        let text = rest.lines().next().unwrap_or(rest);
        let text = text.trim_end();
        let span = self.span(self.at, self.at + text.len());
        let own_line = self.line_first.is_none();
        if let Some((offset, control)) = text.bytes().enumerate().find(|(_, byte)| is_control(*byte)) {
            let at = self.at + offset;
            self.report(at, error::control_character(self.span(at, at + 1), control));
        }
        self.layout.comments.push(Comment { text: text.to_string(), span, own_line });
        self.blank(self.at, self.at + text.len());
        self.at += text.len();
    }

    fn text(&mut self) {
        self.thing();
        self.run = 0;
        let start = self.at;
        let mut at = start + 1;
        loop {
            match self.bytes.get(at) {
                Some(b'"') => {
                    self.at = at + 1;
                    return;
                }
                Some(b'\\') => at = self.escape(at),
                None | Some(b'\n') => break,
                Some(b'\r') if self.bytes.get(at + 1) == Some(&b'\n') => break,
                Some(byte) if is_control(*byte) => {
                    self.report(at, error::control_character(self.span(at, at + 1), *byte));
                    self.masked[at] = b' ';
                    at += 1;
                }
                Some(_) => at += 1,
            }
        }
        self.report(start, error::unclosed_quote(self.span(start, at)));
        // What stands behind the quote may have closed the brackets of this line.
        let line_start = self.line_start;
        while self.stack.last().is_some_and(|opener| opener.offset >= line_start && opener.byte != b'{') {
            self.stack.pop();
        }
        if self.source[start..at].trim_end().ends_with('}')
            && self.stack.last().is_some_and(|opener| opener.offset >= line_start)
            && let Some(opener) = self.stack.pop()
        {
            self.layout.marks.push(Mark { offset: opener.offset, kind: MarkKind::Open });
            self.layout.marks.push(Mark { offset: at, kind: MarkKind::Missing });
        }
        for opener in &mut self.stack {
            opener.tainted |= opener.byte != b'{';
        }
        // A block that opens behind the quote is opened all the same.
        let written = self.source[start..at].trim_end();
        if written.ends_with('{') {
            let indent = self.line_first.map_or(0, |first| first - self.line_start);
            let offset = start + written.len() - 1;
            self.stack.push(Opener { offset, byte: b'{', indent, weight: 1, tainted: false });
        }
        self.at = at;
    }

    /// Returns the offset after an escape, and complains of one that does not exist.
    fn escape(&mut self, at: usize) -> usize {
        let rest = &self.source[at + 1..];
        let Some(next) = rest.chars().next().filter(|next| *next != '\n' && *next != '\r') else { return at + 1 };
        let length = match next {
            '"' | '\\' | 'n' | 't' => return at + 2,
            'u' if rest.starts_with("u{") => {
                let digits = rest[2..].bytes().take_while(u8::is_ascii_alphanumeric).count();
                let closed = rest.as_bytes().get(2 + digits) == Some(&b'}');
                let scalar = u32::from_str_radix(&rest[2..2 + digits], 16).ok().and_then(char::from_u32);
                if closed && scalar.is_some() {
                    return at + 4 + digits;
                }
                3 + digits + usize::from(closed)
            }
            _ => 1 + next.len_utf8(),
        };
        let written = &self.source[at..(at + length).min(self.source.len())];
        let message = error::bad_escape(self.span(at, at + length), written);
        self.report(at, message);
        at + length
    }

    fn word(&mut self) {
        let start = self.at;
        let length = self.bytes[start..].iter().take_while(|byte| is_word(**byte)).count();
        let end = start + length;
        let word = &self.source[start..end];
        if start == self.line_start && blocks::is_block(word) {
            // A second reading of the block before it starts over from there.
            if self.end_of_block() {
                return;
            }
            self.start_block();
        } else if matches!(word, "and" | "or" | "else") && self.line_first.is_none() {
            for (_, kind) in &mut self.newlines[self.pending..] {
                if *kind == Newline::Separates {
                    *kind = Newline::Continues;
                }
            }
        }
        self.thing();
        match word {
            "not" | "share" | "growth" | "spread" => self.run += 1,
            "of" => {}
            _ => self.run = 0,
        }
        self.at = end;
        self.check_run();
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
        };
    }

    /// Ends the block before this offset. Where brackets are open the block is read once more, by its
    /// indentation, which says better which of them was meant to be closed; returns whether that is to be done.
    fn end_of_block(&mut self) -> bool {
        if self.stack.is_empty() {
            return false;
        }
        if self.by_indent {
            self.leave_open(0);
            return false;
        }
        let checkpoint = self.checkpoint;
        self.stack.clear();
        self.layout.marks.truncate(checkpoint.marks);
        self.newlines.truncate(checkpoint.newlines);
        self.layout.comments.truncate(checkpoint.comments);
        self.layout.broken.truncate(checkpoint.broken);
        self.layout.unclosed.truncate(checkpoint.unclosed);
        self.layout.strays.truncate(checkpoint.strays);
        self.messages.truncate(checkpoint.messages);
        self.at = checkpoint.at;
        // The block's first word is stepped over, or it would start the block again.
        self.line_start = self.source[..self.at].rfind('\n').map_or(0, |newline| newline + 1);
        self.line_first = Some(self.at);
        self.at += self.bytes[self.at..].iter().take_while(|byte| is_word(**byte)).count();
        self.pending = self.newlines.len();
        self.run = 0;
        self.after_comma = false;
        self.by_indent = true;
        true
    }

    fn open(&mut self, byte: u8) {
        self.thing();
        let weight = self.run + 1;
        self.run = 0;
        let open: usize = self.stack.iter().map(|opener| opener.weight).sum();
        if self.stack.len() >= DEEPEST || open + weight > HEAVIEST {
            self.too_deep();
            return;
        }
        let indent = self.line_first.map_or(0, |first| first - self.line_start);
        self.stack.push(Opener { offset: self.at, byte, indent, weight, tainted: false });
        self.at += 1;
    }

    /// Bounds the prefix operators in a row; the last of them was just stepped over.
    fn check_run(&mut self) {
        if self.run > DEEPEST {
            self.at -= 1;
            self.too_deep();
        }
    }

    /// Complains of what is nested too deeply and steps over the rest of the block.
    fn too_deep(&mut self) {
        let at = self.at.min(self.bytes.len().saturating_sub(1));
        let start = (0..=at).rev().find(|start| self.source.is_char_boundary(*start)).unwrap_or(0);
        let end = self.source[start..].chars().next().map_or(start, |next| start + next.len_utf8());
        self.report(start, error::too_deep(self.span(start, end), DEEPEST));
        let mut next = self.at;
        let resume = loop {
            let Some(newline) = self.bytes[next..].iter().position(|byte| *byte == b'\n') else {
                break self.bytes.len();
            };
            next += newline + 1;
            let length = self.bytes[next..].iter().take(12).take_while(|byte| is_word(**byte)).count();
            if self.source.get(next..next + length).is_some_and(blocks::is_block) {
                break next;
            }
        };
        // The newline before the next block stays: it ends this one.
        let end = if resume < self.bytes.len() { resume - 1 } else { resume };
        // The first character stays, so that the piece it stands in is known to be broken.
        let rest = start + (1..).find(|next| self.source.is_char_boundary(start + next)).unwrap_or(1);
        self.masked[rest.min(end)..end].fill(b' ');
        for opener in std::mem::take(&mut self.stack) {
            if opener.byte == b'{' {
                self.layout.marks.push(Mark { offset: opener.offset, kind: MarkKind::Open });
                self.layout.marks.push(Mark { offset: end, kind: MarkKind::Missing });
                self.layout.unclosed.push(opener.offset);
            }
        }
        self.run = 0;
        self.at = end;
    }

    fn close(&mut self, byte: u8) {
        let first = self.line_first.is_none();
        self.thing();
        self.run = 0;
        let opening = opening(byte);
        let column = self.at - self.line_start;
        let by_indent = (self.by_indent && byte == b'}' && first)
            .then(|| self.stack.iter().rposition(|opener| opener.byte == b'{' && opener.indent == column))
            .flatten();
        match by_indent.or_else(|| self.stack.iter().rposition(|opener| opener.byte == opening)) {
            Some(index) => {
                self.leave_open(index + 1);
                if let Some(opener) = self.stack.pop()
                    && byte == b'}'
                {
                    self.layout.marks.push(Mark { offset: opener.offset, kind: MarkKind::Open });
                    self.layout.marks.push(Mark { offset: self.at, kind: MarkKind::Close });
                }
            }
            None => self.stray(byte),
        }
        self.at += 1;
    }

    /// Complains of a closing bracket that closes nothing.
    fn stray(&mut self, byte: u8) {
        let here = self.span(self.at, self.at + 1);
        self.masked[self.at] = b' ';
        self.layout.strays.push(self.at);
        match self.stack.last().copied() {
            Some(opener) if opener.byte != b'{' => {
                self.stack.pop();
                let there = self.span(opener.offset, opener.offset + 1);
                self.layout.broken.push(opener.offset);
                if !opener.tainted {
                    self.report(self.at, error::mismatched_bracket(there, here, opener.byte, byte));
                }
            }
            // One is enough for a line.
            _ if self.layout.broken.last().is_some_and(|broken| *broken >= self.line_start) => {}
            _ => self.report(self.at, error::stray_bracket(here, byte)),
        }
    }

    /// Drops the brackets from `index` on as never closed, with one message for the innermost.
    fn leave_open(&mut self, index: usize) {
        let open = self.stack.split_off(index);
        let Some(last) = open.last() else { return };
        let next = self.span(self.at, (self.at + 1).min(self.bytes.len()));
        let ends_here = self.bytes.get(self.at).is_some_and(|byte| matches!(byte, b')' | b']' | b'}'));
        let tainted = open.iter().any(|opener| opener.tainted);
        if !tainted {
            let span = self.span(last.offset, last.offset + 1);
            let found = if self.at >= self.bytes.len() {
                error::Interruption::End
            } else if ends_here {
                error::Interruption::Bracket(next)
            } else {
                error::Interruption::Block(next)
            };
            self.report(last.offset, error::unclosed_bracket(span, last.byte, found));
        }
        for (depth, opener) in open.iter().enumerate() {
            self.layout.broken.push(opener.offset);
            if opener.byte == b'{' {
                let last =
                    if ends_here { self.at } else { self.newlines.get(self.pending).map_or(self.at, |line| line.0) };
                let end = if index + depth == 0 { last } else { self.end_by_indent(opener, last) };
                self.layout.marks.push(Mark { offset: opener.offset, kind: MarkKind::Open });
                self.layout.marks.push(Mark { offset: end, kind: MarkKind::Missing });
            }
            self.layout.unclosed.push(opener.offset);
        }
    }

    /// Returns where a brace that is never closed ends to the eye: before the first line that is not indented
    /// deeper than its own.
    fn end_by_indent(&self, opener: &Opener, last: usize) -> usize {
        let from = self.newlines.partition_point(|(offset, _)| *offset < opener.offset);
        for (offset, _) in &self.newlines[from..] {
            let line = &self.masked[offset + 1..self.at.max(offset + 1)];
            let indent = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            let empty = line.get(indent).is_none_or(|byte| matches!(byte, b'\n' | b'\r'));
            if !empty && indent <= opener.indent {
                return (*offset).min(last);
            }
        }
        last
    }

    fn report(&mut self, at: usize, message: Diagnostic) {
        self.layout.broken.push(at);
        if self.messages.len() < MOST_MESSAGES {
            self.messages.push(message);
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
                Newline::Inside(opener) => self.layout.unclosed.binary_search(opener).is_ok(),
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
            diagnostics.push(message);
        }
        (self.layout, diagnostics)
    }
}

/// Returns the bracket that `byte` closes.
fn opening(byte: u8) -> u8 {
    match byte {
        b')' => b'(',
        b']' => b'[',
        _ => b'{',
    }
}

/// Returns whether a byte may stand in a word; every byte of a character beyond ASCII may.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn is_control(byte: u8) -> bool {
    (byte < 0x20 && byte != b'\t') || byte == 0x7f
}
