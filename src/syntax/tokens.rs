//! A text as tokens: what a layout of a contract may move apart, and what it may not touch.

use super::layout::layout;
use crate::source::FileId;

/// A stretch of the text with no place inside of it where blanks may be put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// Its text, exactly as written.
    pub text: &'a str,
    /// Its first byte in the file.
    pub start: usize,
    /// What it is.
    pub kind: TokenKind,
    /// Whether a statement begins with it: a block, a statement between braces, a line of a group.
    pub starts: bool,
}

impl Token<'_> {
    /// Returns the byte after its last in the file.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The kinds of [`Token`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A name or a word of the language.
    Word,
    /// A text, with its quotes.
    Text,
    /// A number, with `%` where that follows.
    Number,
    /// A date or an instant.
    Instant,
    /// A time of day.
    Time,
    /// A `+` or `-` that belongs to what stands right behind it.
    Sign,
    /// Anything else: brackets, commas, operators.
    Symbol,
}

/// Returns the tokens of a text, without its comments. Of a text that the parser understands they are what it read.
pub fn tokens(source: &str) -> Vec<Token<'_>> {
    let (layout, _) = layout(source, FileId::default());
    let bytes = layout.text.as_bytes();
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let (mut at, mut starts) = (0, true);
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            starts |= *byte == b'\n';
            at += 1;
            continue;
        }
        let after_time = tokens.last().is_some_and(|last| last.kind == TokenKind::Time);
        let (kind, length) = token(&bytes[at..], after_time);
        // INVARIANT: a token ends where an ASCII character stands or the text ends.
        let text = source.get(at..at + length).unwrap_or_default();
        tokens.push(Token { text, start: at, kind, starts: starts && text != "}" });
        starts = text == "{";
        at += length;
    }
    tokens
}

/// Returns what begins here and how long it is.
fn token(rest: &[u8], after_time: bool) -> (TokenKind, usize) {
    let second = rest.get(1).copied();
    match rest[0] {
        b'"' => (TokenKind::Text, text(rest)),
        b'0'..=b'9' => number(rest),
        byte if is_word(byte) => (TokenKind::Word, word(rest)),
        b'.' if second == Some(b'.') => (TokenKind::Symbol, 2),
        b'<' | b'>' | b'!' if second == Some(b'=') => (TokenKind::Symbol, 2),
        b'+' | b'-' if !after_time && second.is_some_and(|byte| !byte.is_ascii_whitespace()) => (TokenKind::Sign, 1),
        _ => (TokenKind::Symbol, 1),
    }
}

fn text(rest: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = rest.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    rest.len()
}

fn word(rest: &[u8]) -> usize {
    rest.iter().take_while(|byte| is_word(**byte)).count()
}

/// Reads what begins with a digit.
fn number(rest: &[u8]) -> (TokenKind, usize) {
    if let Some(length) = shape(rest, b"0000-00-00") {
        return (TokenKind::Instant, length + time_of_instant(&rest[length..]));
    }
    if let Some(length) = clock(rest) {
        return (TokenKind::Time, length);
    }
    let digits = |rest: &[u8]| rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'_').count();
    let mut length = digits(rest);
    if rest.get(length) == Some(&b'.') && rest.get(length + 1).is_some_and(u8::is_ascii_digit) {
        length += 1 + digits(&rest[length + 1..]);
    }
    match rest.get(length) {
        Some(b'%') => (TokenKind::Number, length + 1),
        Some(byte) if is_word(*byte) => (TokenKind::Word, length + word(&rest[length..])),
        _ => (TokenKind::Number, length),
    }
}

/// Returns how long the time and the offset behind a day are.
fn time_of_instant(rest: &[u8]) -> usize {
    let Some(time) = rest.strip_prefix(b"T").and_then(clock) else { return 0 };
    let offset = match rest.get(1 + time) {
        Some(b'Z') => 1,
        Some(b'+' | b'-') => clock(&rest[2 + time..]).map_or(0, |length| 1 + length),
        _ => 0,
    };
    1 + time + offset
}

/// Returns how long a time of day is, where one begins here.
fn clock(rest: &[u8]) -> Option<usize> {
    let minutes = shape(rest, b"00:00")?;
    let Some(seconds) = shape(&rest[minutes..], b":00") else { return Some(minutes) };
    let end = minutes + seconds;
    let parts = rest[end..].strip_prefix(b".").unwrap_or_default();
    let parts = parts.iter().take_while(|byte| byte.is_ascii_digit()).count();
    Some(if parts > 0 { end + 1 + parts } else { end })
}

/// Returns the length of a shape, in which `0` is any digit, where it begins here.
fn shape(rest: &[u8], shape: &[u8]) -> Option<usize> {
    let fits = |(byte, part): (&u8, &u8)| if *part == b'0' { byte.is_ascii_digit() } else { byte == part };
    (rest.len() >= shape.len() && rest.iter().zip(shape).all(fits)).then_some(shape.len())
}

/// Returns whether a byte may stand in a word; every byte of a character beyond ASCII may.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        let shown: Vec<String> = tokens(source)
            .iter()
            .map(|token| format!("{}{}", if token.starts { "|" } else { "" }, token.text))
            .collect();
        shown.join(" ")
    }

    #[test]
    fn numbers_days_and_signs() {
        assert_eq!(shown("a in -10..-5.50"), "|a in - 10 .. - 5.50");
        assert_eq!(shown("+20% a - 2_000-b"), "|+ 20% a - 2_000 - b");
        assert_eq!(shown("open sat 09:00-12:00:30.5"), "|open sat 09:00 - 12:00:30.5");
        assert_eq!(shown("2026-01-01..2026-03-31"), "|2026-01-01 .. 2026-03-31");
        assert_eq!(
            shown("2026-04-01T09:00-04:00 2026-04-01T09:00:30.5Z"),
            "|2026-04-01T09:00-04:00 2026-04-01T09:00:30.5Z"
        );
        assert_eq!(shown("touch.at>=1st \"a \\\" b\"x"), "|touch . at >= 1st \"a \\\" b\" x");
    }

    #[test]
    fn ends_of_statements() {
        assert_eq!(
            shown("lead { # {\n  a text\n\n  b one of \"x\",\n \"y\"\n}\n"),
            "|lead { |a text |b one of \"x\" , \"y\" }"
        );
        assert_eq!(shown("define a = b\n  # c\n  or (\n  c)\ndefine"), "|define a = b or ( c ) |define");
    }

    #[test]
    fn whatever_is_read_comes_out_whole() {
        for source in ["", "\"", "\"\\", "é\u{301}ß %§ 9\u{fe0f}", "2026-", "1.", "..", "09:0", "\u{feff}a"] {
            let text: String = tokens(source).iter().map(|token| token.text).collect();
            assert!(source.trim_start_matches('\u{feff}').replace(' ', "").starts_with(&text), "{source:?}: {text:?}");
        }
    }
}
