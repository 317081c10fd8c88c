//! What is said of a text that cannot be read: one function for each message.

use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Diagnostic, list};
use crate::source::Span;

/// What showed that a bracket is never closed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Interruption {
    /// The text ended.
    End,
    /// A bracket around it was closed here.
    Bracket(Span),
    /// The next block begins here.
    Block(Span),
}

/// A text that does not end on its line.
pub(crate) fn unclosed_quote(text: Span) -> Diagnostic {
    Diagnostic::error(codes::UNCLOSED_QUOTE, "a text is not closed")
        .label(text, "starts here and has no closing `\"` on this line")
        .help("close it with `\"`; inside a text a quote is written `\\\"` and a line break `\\n`")
}

/// A backslash before something that is no escape.
pub(crate) fn bad_escape(escape: Span, written: &str) -> Diagnostic {
    let help = if written.starts_with("\\u") {
        "a character by its number is written `\\u{20ac}`".to_string()
    } else {
        let doubled = format!("\\{written}");
        format!(
            "the escapes are `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u{{…}}`; a backslash itself is doubled: `{doubled}`"
        )
    };
    Diagnostic::error(codes::BAD_ESCAPE, format!("`{written}` is not an escape"))
        .label(escape, "not an escape")
        .help(help)
}

/// A bracket that is never closed.
pub(crate) fn unclosed_bracket(bracket: Span, byte: u8, found: Interruption) -> Diagnostic {
    let (opening, closing) = (char::from(byte), closing(byte));
    let message =
        Diagnostic::error(codes::UNCLOSED_BRACKET, format!("`{opening}` is never closed")).label(bracket, "opens here");
    match found {
        Interruption::End => message.help(format!("add `{closing}`")),
        Interruption::Bracket(place) => {
            message.label(place, format!("`{closing}` is missing before this")).help(format!("add `{closing}`"))
        }
        Interruption::Block(place) => message.label(place, "the next block begins here").help(format!(
            "add `{closing}`; a block's first word in column 0 begins a new block, so statements are indented"
        )),
    }
}

/// A bracket closed by one of another kind.
pub(crate) fn mismatched_bracket(open: Span, close: Span, opened: u8, closed: u8) -> Diagnostic {
    let (opening, closing, found) = (char::from(opened), closing(opened), char::from(closed));
    Diagnostic::error(codes::MISMATCHED_BRACKET, format!("`{opening}` is closed by `{found}`"))
        .label(close, format!("`{closing}` belongs here"))
        .label(open, "opens here")
        .help(format!("close `{opening}` with `{closing}`"))
}

/// A closing bracket that closes nothing.
pub(crate) fn stray_bracket(bracket: Span, byte: u8) -> Diagnostic {
    let found = char::from(byte);
    let help = if byte == b'}' {
        "take it out; where the lines before it stand outside of their block, an earlier `}` closed it too soon"
    } else {
        "take it out, or open it before"
    };
    Diagnostic::error(codes::STRAY_BRACKET, format!("`{found}` closes nothing"))
        .label(bracket, "nothing is open here")
        .help(help)
}

/// Nesting beyond what is read.
pub(crate) fn too_deep(place: Span, deepest: usize) -> Diagnostic {
    Diagnostic::error(codes::TOO_DEEP, format!("nested more than {deepest} deep"))
        .label(place, "too deep from here on; the rest of the block is not read")
        .help("give a part of it a name with `define`")
}

/// A chain of operators beyond what is read.
pub(crate) fn too_long(place: Span, deepest: usize) -> Box<Diagnostic> {
    let message = Diagnostic::error(codes::TOO_DEEP, format!("nested more than {deepest} deep"))
        .label(place, "too many operators in one expression")
        .help("give a part of it a name with `define`");
    Box::new(message)
}

/// A character that cannot be seen.
pub(crate) fn control_character(place: Span, byte: u8) -> Diagnostic {
    let help = match byte {
        b'\r' => "lines end with a line feed, alone or after a carriage return",
        0 => "the file may not be text, or not UTF-8",
        _ => "take it out",
    };
    Diagnostic::error(codes::CONTROL_CHARACTER, format!("a control character (U+{byte:04X}) stands in the text"))
        .label(place, "here")
        .help(help)
}

/// Something other than what may stand there.
pub(crate) fn unexpected(place: Span, expected: &str, found: &str, help: Option<String>) -> Diagnostic {
    Diagnostic::error(codes::UNEXPECTED, format!("expected {expected}, found {found}"))
        .label(place, "not expected here")
        .maybe_help(help)
}

/// A statement that was read but not understood.
pub(crate) fn unreadable(place: Span) -> Box<Diagnostic> {
    let message = Diagnostic::error(codes::UNEXPECTED, "this cannot be read").label(place, "not understood");
    Box::new(message)
}

/// A second statement on a line.
pub(crate) fn two_statements(place: Span, word: &str) -> Diagnostic {
    Diagnostic::error(codes::TWO_STATEMENTS, format!("`{word}` begins a second statement on one line"))
        .label(place, "belongs on a line of its own")
        .help(format!("start a new line before `{word}`"))
}

/// A second criterion, reason or item on a line.
pub(crate) fn two_lines(place: Span, found: &str) -> Diagnostic {
    Diagnostic::error(codes::TWO_STATEMENTS, format!("{found} stands where the line should end"))
        .label(place, "the line should end before this")
        .help("between `{` and `}` each entry stands on a line of its own, without commas")
}

/// A first word that begins no block.
pub(crate) fn unknown_block(place: Span, word: &str, nearest: Option<String>, known: &[&str]) -> Diagnostic {
    let help = nearest.unwrap_or_else(|| format!("the blocks are {}", list(known.iter().copied())));
    Diagnostic::error(codes::UNKNOWN_BLOCK, format!("`{word}` begins no block"))
        .label(place, "unknown block")
        .help(help)
}

/// A first word that begins no statement.
pub(crate) fn unknown_statement(place: Span, block: &str, word: &str, help: String) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_STATEMENT, format!("`{word}` begins no statement of `{block}`"))
        .label(place, "unknown statement")
        .help(help)
}

/// A block that does not begin in column 0.
pub(crate) fn indented_block(place: Span, word: &str) -> Diagnostic {
    Diagnostic::error(codes::INDENTED_BLOCK, format!("`{word}` begins a block and is indented"))
        .label(place, "stands in column 0")
        .help("a block's first word stands in column 0, outside of every other block")
}

/// A reserved word where a name is asked for.
pub(crate) fn reserved_name(place: Span, word: &str, is_field: bool) -> Diagnostic {
    let help = if is_field {
        let header = word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect::<String>();
        format!("take another name and keep the column with `aliases \"{header}\"`")
    } else {
        "take another name".to_string()
    };
    Diagnostic::error(codes::RESERVED_NAME, format!("`{word}` is a reserved word and cannot be a name"))
        .label(place, "reserved")
        .help(help)
}

/// A comparison of a comparison.
pub(crate) fn chained_comparison(place: Span, first: Option<Span>, range: Option<String>) -> Diagnostic {
    let help = match range {
        Some(range) => format!("a range says it, both ends included: `{range}`; or join two comparisons with `and`"),
        None => "join two comparisons with `and`, or ask for a range: `employees in 10..50`".to_string(),
    };
    let message = Diagnostic::error(codes::CHAINED_COMPARISON, "a comparison cannot be compared again")
        .label(place, "second comparison");
    let message = match first {
        Some(first) => message.label(first, "first comparison"),
        None => message,
    };
    message.help(help)
}

/// An operator without spaces around it.
pub(crate) fn unspaced_operator(place: Span, operator: &str) -> Box<Diagnostic> {
    Box::new(unspaced(place, operator, None))
}

/// An operator without spaces around it, with what was meant.
pub(crate) fn unspaced(place: Span, operator: &str, meant: Option<String>) -> Diagnostic {
    let help = meant.unwrap_or_else(|| format!("put a space before and after `{operator}`"));
    Diagnostic::error(codes::UNSPACED_OPERATOR, format!("`{operator}` stands between operands without spaces"))
        .label(place, "not read as an operator")
        .help(help)
}

/// A duration with a short unit, or with none.
pub(crate) fn bad_duration(place: Span, written: &str, help: String) -> Diagnostic {
    let message = if written.is_empty() {
        "a duration has no unit".to_string()
    } else {
        format!("`{written}` is not a duration")
    };
    Diagnostic::error(codes::BAD_DURATION, message).label(place, "the unit is spelled out").help(help)
}

/// A word where a unit is asked for.
pub(crate) fn unknown_unit(place: Span, word: &str, help: String) -> Diagnostic {
    Diagnostic::error(codes::BAD_DURATION, format!("`{word}` is not a unit of time"))
        .label(place, "unknown unit")
        .help(help)
}

/// A number in a form that is not read.
pub(crate) fn bad_number(place: Span, written: &str, help: String) -> Diagnostic {
    Diagnostic::error(codes::BAD_NUMBER, format!("`{written}` is not a number")).label(place, "not read").help(help)
}

/// An operator of another language.
pub(crate) fn foreign_operator(place: Span, written: &str, help: String) -> Diagnostic {
    Diagnostic::error(codes::FOREIGN_OPERATOR, format!("`{written}` is not an operator"))
        .label(place, "unknown operator")
        .help(help)
}

/// Quotes other than the double ones.
pub(crate) fn foreign_quotes(place: Span, quote: char) -> Diagnostic {
    Diagnostic::error(codes::FOREIGN_QUOTES, format!("`{quote}` does not begin a text"))
        .label(place, "not a text")
        .help("a text stands in straight double quotes: `\"text\"`")
}

/// A date or a time in a form that is not read.
pub(crate) fn bad_date(place: Span, written: &str, help: String) -> Diagnostic {
    Diagnostic::error(codes::BAD_DATE, format!("`{written}` is not a date or a time"))
        .label(place, "not read")
        .help(help)
}

/// A question after `is` other than the two there are.
pub(crate) fn bad_presence(place: Span, written: &str, help: String) -> Diagnostic {
    let message = if written == "is" {
        "`is` asks for nothing".to_string()
    } else {
        format!("`{written}` is not a question that can be asked")
    };
    Diagnostic::error(codes::BAD_PRESENCE, message)
        .label(place, "`is` is followed by `present` or `missing`")
        .help(help)
}

/// A block or a group without its braces.
pub(crate) fn missing_braces(place: Span, word: &str) -> Diagnostic {
    Diagnostic::error(codes::MISSING_BRACES, format!("`{word}` has no `{{`"))
        .label(place, "`{` is missing here")
        .help(format!("what belongs to `{word}` stands between `{{` and `}}`, which opens on the same line"))
}

/// A brace on the line after the head it belongs to.
pub(crate) fn brace_on_next_line(place: Span, word: &str) -> Diagnostic {
    Diagnostic::error(codes::MISSING_BRACES, format!("the `{{` of `{word}` stands on the next line"))
        .label(place, "belongs at the end of the line before")
        .help(format!("end the line of `{word}` with `{{`"))
}

/// A statement that stands in no block.
pub(crate) fn outside_block(place: Span, word: &str) -> Diagnostic {
    Diagnostic::error(codes::OUTSIDE_BLOCK, format!("`{word}` stands outside of every block"))
        .label(place, "in no block")
        .help("a statement stands between the `{` and `}` of its block; a block's first word stands in column 0")
}

/// Something other than a word outside of every block.
pub(crate) fn not_a_block(place: Span, found: &str) -> Diagnostic {
    Diagnostic::error(codes::UNEXPECTED, format!("expected a block, found {found}"))
        .label(place, "not expected here")
        .help("a block begins with its first word in column 0, such as `lead` or `sla`")
}

/// Returns the bracket that closes `byte`.
fn closing(byte: u8) -> char {
    match byte {
        b'(' => ')',
        b'[' => ']',
        _ => '}',
    }
}
