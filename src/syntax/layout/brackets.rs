//! Brackets: which closes which, which is lost, and how deep they go.

use super::{DEEPEST, HEAVIEST, Mark, MarkKind, NextLine, Opener, Scanner, is_word};
use crate::syntax::parser::{blocks, error};

impl Scanner<'_> {
    pub(super) fn open(&mut self, byte: u8) {
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
    pub(super) fn check_run(&mut self) {
        if self.run > DEEPEST {
            self.at -= 1;
            self.too_deep();
        }
    }

    pub(super) fn close(&mut self, byte: u8) {
        let first = self.line_first.is_none();
        self.thing();
        self.run = 0;
        let opening = opening(byte);
        let column = self.at - self.line_start;
        let by_indent = (self.by_indent && byte == b'}' && first)
            .then(|| self.stack.iter().rposition(|opener| opener.byte == b'{' && opener.indent == column))
            .flatten();
        let by_count = || self.stack.iter().rposition(|opener| opener.byte == opening);
        match by_indent.or_else(by_count).filter(|index| by_indent.is_some() || !self.goes_on(*index, byte, first)) {
            None if byte == b'}' && !self.by_indent => {
                self.read_again();
                return;
            }
            Some(index) => {
                self.leave_open(index + 1);
                if let Some(opener) = self.stack.pop()
                    && byte == b'}'
                {
                    self.layout.marks.push(Mark { offset: opener.offset, kind: MarkKind::Open });
                    self.layout.marks.push(Mark { offset: self.at, kind: MarkKind::Close });
                }
            }
            None => self.stray(byte, first),
        }
        self.at += 1;
    }

    /// Returns whether, to the eye, the block of an opener goes on behind a `}` that would close it.
    fn goes_on(&mut self, index: usize, byte: u8, first: bool) -> bool {
        let opener = self.stack[index];
        if !self.by_indent || byte != b'}' || opener.offset >= self.line_start {
            return false;
        }
        if first {
            return self.at - self.line_start > opener.indent;
        }
        // Looked up once a line, or a long line of `}` would be read from each of them on.
        if self.next_line.is_none_or(|next| next.of != self.line_start) {
            let mut lines = self.source[self.at..].split('\n').skip(1);
            let next = lines.find(|line| !line.trim().is_empty()).unwrap_or("");
            let rest = next.trim_start_matches([' ', '\t']);
            let (indent, closes) = (next.len() - rest.len(), rest.starts_with('}'));
            self.next_line = Some(NextLine { of: self.line_start, indent, closes });
        }
        let goes = |next: NextLine| next.indent > opener.indent || (next.indent == opener.indent && next.closes);
        self.next_line.is_some_and(goes)
    }

    /// Ends the block before this offset. Where brackets are open the block is read once more, by its
    /// indentation, which says better which of them was meant to be closed; returns whether that is to be done.
    pub(super) fn end_of_block(&mut self) -> bool {
        if self.stack.is_empty() {
            return false;
        }
        if self.by_indent {
            self.leave_open(0);
            return false;
        }
        self.read_again();
        true
    }

    /// Goes back to the start of the block, to read it by its indentation.
    fn read_again(&mut self) {
        let checkpoint = self.checkpoint;
        let again = checkpoint.at..self.at;
        self.masked[again.clone()].copy_from_slice(&self.bytes[again]);
        self.stack.clear();
        self.layout.marks.truncate(checkpoint.marks);
        self.newlines.truncate(checkpoint.newlines);
        self.layout.comments.truncate(checkpoint.comments);
        self.layout.broken.truncate(checkpoint.broken);
        self.layout.unclosed.truncate(checkpoint.unclosed);
        self.layout.strays.truncate(checkpoint.strays);
        self.messages.truncate(checkpoint.messages);
        self.more = checkpoint.more;
        self.at = checkpoint.at;
        // The block's first word is stepped over, or it would start the block again.
        self.line_start = self.source[..self.at].rfind('\n').map_or(self.first_line(), |newline| newline + 1);
        self.line_first = Some(self.at);
        self.at += self.bytes[self.at..].iter().take_while(|byte| is_word(**byte)).count();
        self.pending = self.newlines.len();
        self.run = 0;
        self.after_comma = false;
        self.by_indent = true;
    }

    /// Returns where the first line starts: behind a byte-order mark.
    fn first_line(&self) -> usize {
        if self.source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
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

    /// Complains of a closing bracket that closes nothing.
    fn stray(&mut self, byte: u8, first: bool) {
        let here = self.span(self.at, self.at + 1);
        if first && byte == b'}' {
            self.masked[self.at] = b' ';
        }
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
            _ if self.layout.broken.last().is_some_and(|broken| *broken >= self.line_start) => {
                self.masked[self.at] = b' ';
            }
            _ => {
                self.layout.broken.push(self.at);
                self.layout.strays.push((self.at, byte));
            }
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
}

/// Returns the bracket that `byte` closes.
fn opening(byte: u8) -> u8 {
    match byte {
        b')' => b'(',
        b']' => b'[',
        _ => b'{',
    }
}
