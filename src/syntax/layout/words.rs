//! Comments, texts and words.

use super::{Mark, MarkKind, Newline, Opener, Scanner, is_control, is_word};
use crate::syntax::ast::Comment;
use crate::syntax::parser::{blocks, error};

impl Scanner<'_> {
    pub(super) fn comment(&mut self) {
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

    pub(super) fn text(&mut self) {
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
        // A block that opens behind the quote is opened all the same, and a list goes on.
        let written = self.source[start..at].trim_end();
        self.after_comma = written.ends_with(',');
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

    pub(super) fn word(&mut self) {
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
                *kind = match *kind {
                    Newline::Inside(opener, _) => Newline::Inside(opener, true),
                    _ => Newline::Continues,
                };
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
}
