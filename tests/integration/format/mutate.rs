//! A contract written otherwise: other blanks, line breaks and comments wherever the language lets them stand.

use leadpact::syntax::{Token, TokenKind, tokens};

/// What may be done to a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Freedom {
    /// Blanks only, and how far lines are indented.
    Blanks,
    /// Line breaks, blank lines and comments as well.
    All,
}

/// Choices to be made, from random bytes; when they run out, the first choice is always taken.
pub(super) struct Choices<'b> {
    bytes: std::slice::Iter<'b, u8>,
    comments: usize,
}

impl<'b> Choices<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Choices<'b> {
        Choices { bytes: bytes.iter(), comments: 0 }
    }

    fn of(&mut self, count: u8) -> u8 {
        self.bytes.next().map_or(0, |byte| byte % count)
    }

    fn blanks(&mut self) -> &'static str {
        [" ", "  ", "\t", " \t ", "        "][usize::from(self.of(5))]
    }

    fn comment(&mut self) -> String {
        self.comments += 1;
        let text = ["#", "# text", "#\ttab  ", "#\" { ( [ ", "# } ] ) or", "#é字"][usize::from(self.of(6))];
        format!("{text}{}", self.comments)
    }
}

/// Returns a text that says the same as another.
pub(super) fn mutate(source: &str, freedom: Freedom, choices: &mut Choices<'_>) -> String {
    let mut text = String::new();
    let mut before: Option<Token<'_>> = None;
    let mut end = 0;
    let mut open: Vec<&str> = Vec::new();
    let plain = without_comments(source);
    for token in tokens(source) {
        let gap = &plain[end..token.start];
        let in_brackets = open.last().is_some_and(|bracket| *bracket != "{");
        let is_block = open.is_empty() && token.starts;
        let breaks = if token.starts || token.text == "}" {
            // A block of one statement may stand on one line or on several.
            gap.contains('\n') || (freedom == Freedom::All && before.is_some() && choices.of(3) == 1)
        } else if freedom == Freedom::Blanks {
            gap.contains('\n')
        } else {
            let may =
                in_brackets || matches!(token.text, "and" | "or" | "else") || before.is_some_and(|it| it.text == ",");
            may && may_part(before, token) && choices.of(4) == 1
        };
        // What a comment was before stands still where it may not be changed.
        if freedom == Freedom::Blanks {
            for line in source[end..token.start].split_inclusive('\n') {
                let written = line.trim_matches([' ', '\t', '\n']);
                if written.starts_with('#') {
                    text.push_str(choices.blanks());
                    text.push_str(written);
                } else if !line.contains('\n') {
                    continue;
                }
                text.push('\n');
            }
        } else if breaks {
            if choices.of(4) == 1 && before.is_some() {
                text.push_str(choices.blanks());
                text.push_str(&choices.comment());
            }
            text.push('\n');
            while choices.of(4) == 1 {
                if choices.of(2) == 1 {
                    text.push_str(choices.blanks());
                    text.push_str(&choices.comment());
                }
                text.push('\n');
            }
        }
        let parted = breaks || !gap.is_empty() || (may_part(before, token) && choices.of(3) == 1);
        let is_first = before.is_none() || (breaks && is_block);
        if parted && !is_first {
            text.push_str(choices.blanks());
        }
        text.push_str(token.text);
        match token.text {
            "(" | "[" | "{" => open.push(token.text),
            ")" | "]" | "}" => {
                open.pop();
            }
            _ => {}
        }
        end = token.end();
        before = Some(token);
    }
    match freedom {
        Freedom::Blanks => text.push_str(&source[end..]),
        Freedom::All => {
            text.push_str(["\n", "", " \n\n", " # the end", "\n\n# the end\n"][usize::from(choices.of(5))]);
            if choices.of(3) == 1 {
                text = text.replace('\n', "\r\n");
            }
            if choices.of(5) == 1 {
                text.insert(0, '\u{feff}');
            }
        }
    }
    text
}

/// Returns whether blanks may stand before a token.
fn may_part(before: Option<Token<'_>>, token: Token<'_>) -> bool {
    let Some(before) = before else { return true };
    let is_path = |token: Token<'_>| token.text == ".";
    before.kind != TokenKind::Sign && !is_path(before) && !is_path(token)
}

/// Returns a text with blanks in place of comments.
fn without_comments(source: &str) -> String {
    let file = super::understood(source).unwrap();
    let mut bytes = source.as_bytes().to_vec();
    for comment in &file.comments {
        bytes[comment.span.range()].fill(b' ');
    }
    String::from_utf8(bytes).unwrap().replace('\r', " ").replace('\u{feff}', "   ")
}
