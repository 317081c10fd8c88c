//! Where one blank stands between two tokens of a line, and where none.

use unicode_width::UnicodeWidthStr;

use super::tree::{Part, Piece};
use crate::syntax::TokenKind;

/// Returns how many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// Returns whether a blank stands before a part, the first of a statement excepted.
pub(super) fn has_blank(parts: &[Part<'_>], index: usize) -> bool {
    let piece = |index: Option<usize>| index.and_then(|index| parts.get(index));
    let Some(before) = piece(index.checked_sub(1)).map(Part::last) else { return false };
    let Some(next) = piece(Some(index)).map(Part::first) else { return false };
    let further = piece(index.checked_sub(2)).map(Part::last);
    let behind = piece(Some(index + 1)).map(Part::first);
    match (before.text, next.text) {
        ("(" | "[" | ".", _) | (_, ")" | "]" | "," | ":" | ".") => false,
        ("{", _) | (_, "}") => true,
        (_, "..") => !is_end_of_range(before) && !are_days(Some(before), behind),
        ("..", _) => !begins_number(next) && !are_days(further, Some(next)),
        ("-", _) if further.is_some_and(is_time) => false,
        (_, "-") if is_time(before) => false,
        _ => before.kind != TokenKind::Sign,
    }
}

fn is_time(piece: &Piece<'_>) -> bool {
    piece.kind == TokenKind::Time
}

fn is_end_of_range(piece: &Piece<'_>) -> bool {
    matches!(piece.kind, TokenKind::Number | TokenKind::Instant)
}

fn begins_number(piece: &Piece<'_>) -> bool {
    is_end_of_range(piece) || piece.kind == TokenKind::Sign
}

/// Returns whether what stands on both sides of `..` are days of the week.
fn are_days(before: Option<&Piece<'_>>, behind: Option<&Piece<'_>>) -> bool {
    let is_word = |piece: Option<&Piece<'_>>| piece.is_some_and(|piece| piece.kind == TokenKind::Word);
    is_word(before) && is_word(behind)
}

/// Returns how many columns parts take on one line, with the blanks between them and the one before the first.
pub(super) fn line_width(parts: &[Part<'_>], from: usize, to: usize) -> usize {
    (from..to).map(|index| usize::from(has_blank(parts, index)) + part_width(&parts[index])).sum()
}

/// Returns how many columns a part takes on one line.
fn part_width(part: &Part<'_>) -> usize {
    match part {
        Part::Piece(piece) => width(piece.text),
        Part::Braces(braces) if braces.flat => {
            let inner: usize = braces
                .statements
                .iter()
                .map(|statement| 1 + line_width(&statement.parts, 0, statement.parts.len()))
                .sum();
            "{".len() + inner + " }".len()
        }
        Part::Braces(_) => "{".len(),
    }
}
