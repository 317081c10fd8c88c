//! A text as pieces: blocks, the statements between a block's braces, the lines of a group.
//!
//! Every piece is read by the grammar on its own, so that a broken one hides no other.

use super::layout::{Layout, MarkKind};

/// A stretch of the text that is read as one, without the blanks around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    /// Its first byte.
    pub(super) start: usize,
    /// The byte after its last.
    pub(super) end: usize,
    /// The first braces in it.
    pub(super) braces: Option<Braces>,
}

/// A pair of braces.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Braces {
    /// Where `{` stands.
    pub(super) open: usize,
    /// Where `}` stands, or where it is taken to be.
    pub(super) close: usize,
    /// Whether `}` is there.
    pub(super) closed: bool,
}

impl Braces {
    /// Returns where the text behind the braces starts.
    pub(super) fn after(self) -> usize {
        self.close + usize::from(self.closed)
    }
}

/// Splits a stretch of the text at the newlines that are not between braces of its own.
pub(super) fn split(layout: &Layout, start: usize, end: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut depth, mut from, mut braces) = (0_usize, start, None::<Braces>);
    let first = layout.marks.partition_point(|mark| mark.offset < start);
    for mark in layout.marks[first..].iter().take_while(|mark| mark.offset < end) {
        match mark.kind {
            MarkKind::Open => {
                if depth == 0 && braces.is_none() {
                    braces = Some(Braces { open: mark.offset, close: end, closed: false });
                }
                depth += 1;
            }
            MarkKind::Close | MarkKind::Missing => {
                depth = depth.saturating_sub(1);
                if let Some(braces) = braces.as_mut().filter(|braces| depth == 0 && braces.close == end) {
                    braces.close = mark.offset;
                    braces.closed = mark.kind == MarkKind::Close;
                }
            }
            MarkKind::Newline if depth == 0 => {
                push(layout, &mut pieces, Piece { start: from, end: mark.offset, braces: braces.take() });
                from = mark.offset + 1;
            }
            MarkKind::Newline => {}
        }
    }
    push(layout, &mut pieces, Piece { start: from, end, braces });
    pieces
}

/// Adds a piece, unless it is blank.
fn push(layout: &Layout, pieces: &mut Vec<Piece>, piece: Piece) {
    if let Some((start, end)) = trim(layout, piece.start, piece.end) {
        pieces.push(Piece { start, end, ..piece });
    }
}

/// Returns a stretch without the blanks around it, unless it is blank.
pub(super) fn trim(layout: &Layout, start: usize, end: usize) -> Option<(usize, usize)> {
    let text = layout.text.get(start..end)?;
    let left = text.trim_start_matches([' ', '\t', '\n', '\r']);
    let right = left.trim_end_matches([' ', '\t', '\n', '\r']);
    let start = end - left.len();
    (!right.is_empty()).then(|| (start, start + right.len()))
}
