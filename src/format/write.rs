//! Statements to lines: how far each line is indented, and what stands on it.

use super::columns::{Kind, columns};
use super::lines::Lines;
use super::spacing::{has_blank, line_width};
use super::tree::{Above, Braces, Part, Piece, Statement, Tree};
use crate::syntax::TokenKind;

/// How far a line is indented below the one that it belongs to.
const STEP: usize = 2;

/// What stands in braces on one line goes on lines of its own where the line would be longer than this.
const WIDEST: usize = 100;

/// Returns the text of a tree in its layout.
pub(super) fn write(tree: &Tree<'_>) -> String {
    let mut writer = Writer { lines: Lines::default(), fresh: true };
    writer.statements(&tree.blocks, Kind::Blocks, 0);
    writer.above(&tree.end.above, 0);
    writer.lines.finish()
}

struct Writer {
    lines: Lines,
    /// Whether nothing was written yet between the braces, so that a blank line would be the first there.
    fresh: bool,
}

/// A bracket that is open.
struct Frame {
    /// Where lines inside of it begin.
    inside: usize,
    /// Where the line of the bracket that closes it begins.
    close: usize,
}

/// A statement being written.
struct Progress<'s, 'a> {
    parts: &'s [Part<'a>],
    indent: usize,
    /// The columns at which its parts stand so far.
    places: Vec<usize>,
    frames: Vec<Frame>,
    /// The column of the list that the last comma outside of brackets stood in.
    list: usize,
    /// Braces before this part that could be on one line are not, or the line would be too long.
    opened: usize,
}

impl Writer {
    fn statements<'a>(&mut self, statements: &[Statement<'a>], kind: Kind<'a>, indent: usize) {
        let pads = columns(statements, kind);
        for (statement, pads) in statements.iter().zip(&pads) {
            let Some(first) = statement.parts.first().map(Part::first) else { continue };
            self.above(&first.above, indent);
            if first.blank && !self.fresh {
                self.lines.blank();
            }
            self.fresh = false;
            self.lines.begin(indent);
            self.statement(statement, pads, kind.inside(statement), indent);
        }
    }

    /// Writes comments that have lines of their own.
    fn above(&mut self, comments: &[Above<'_>], indent: usize) {
        for comment in comments {
            if comment.blank && !self.fresh {
                self.lines.blank();
            }
            self.fresh = false;
            self.lines.begin(indent);
            self.lines.push(comment.text);
        }
    }

    fn statement<'a>(&mut self, statement: &Statement<'a>, pads: &[usize], kind: Kind<'a>, indent: usize) {
        let parts = &statement.parts[..];
        let places = Vec::with_capacity(parts.len());
        let mut progress = Progress { parts, indent, places, frames: Vec::new(), list: indent, opened: 0 };
        self.measure(&mut progress, 0);
        for (index, part) in parts.iter().enumerate() {
            let piece = part.first();
            if index > 0 && piece.breaks {
                self.break_line(&progress, index);
                self.measure(&mut progress, index);
            } else if has_blank(parts, index) {
                self.lines.pad(1 + pads.get(index).copied().unwrap_or(0));
            }
            progress.places.push(self.lines.column());
            match part {
                Part::Piece(piece) => self.piece(piece, &mut progress, index),
                Part::Braces(braces) if braces.flat && index >= progress.opened => self.flat(braces),
                Part::Braces(braces) => {
                    self.braces(braces, kind);
                    let same_line = parts.get(index + 1).is_some_and(|next| !next.first().breaks);
                    if same_line && index + 1 >= progress.opened {
                        self.measure(&mut progress, index + 1);
                    }
                }
            }
        }
    }

    fn piece(&mut self, piece: &Piece<'_>, progress: &mut Progress<'_, '_>, index: usize) {
        let column = self.lines.column();
        self.lines.push(piece.text);
        self.behind(piece);
        match piece.text {
            "(" | "[" => {
                // What follows its bracket on the line says where the lines inside of it begin.
                let hangs = progress.parts.get(index + 1).is_some_and(|next| next.first().breaks);
                let base = self.lines.indent();
                let frame = Frame { inside: base + STEP, close: base };
                progress.frames.push(if hangs { frame } else { Frame { inside: column + 1, close: column } });
            }
            ")" | "]" => {
                progress.frames.pop();
            }
            "," if progress.frames.is_empty() => {
                let start = start_of_item(progress.parts, index);
                let goes_on = start > 0 && progress.parts[start - 1].last().text == ",";
                if !goes_on {
                    progress.list = progress.places[start];
                }
            }
            _ => {}
        }
    }

    /// Goes to the next line inside of a statement.
    fn break_line(&mut self, progress: &Progress<'_, '_>, index: usize) {
        let (parts, piece) = (progress.parts, progress.parts[index].first());
        let (inside, here) = match progress.frames.last() {
            Some(frame) if matches!(piece.text, ")" | "]") => (frame.inside, frame.close),
            Some(frame) => (frame.inside, frame.inside),
            None if parts[index - 1].last().text == "," => (progress.list, progress.list),
            None => (progress.indent + STEP, progress.indent + STEP),
        };
        self.fresh = matches!(parts[index - 1].last().text, "(" | "[");
        self.above(&piece.above, inside);
        if piece.blank && !self.fresh && !matches!(piece.text, ")" | "]") {
            self.lines.blank();
        }
        self.fresh = false;
        self.lines.begin(here);
    }

    /// Decides whether braces that could be on the line are, for what stands on it from here on.
    fn measure(&self, progress: &mut Progress<'_, '_>, from: usize) {
        let parts = progress.parts;
        let breaks = (from + 1..parts.len()).find(|index| parts[*index].first().breaks).unwrap_or(parts.len());
        let braces = (from..breaks).find(|index| matches!(&parts[*index], Part::Braces(braces) if !braces.flat));
        let to = braces.map_or(breaks, |braces| braces + 1);
        let blank = usize::from(parts[from].first().breaks && has_blank(parts, from));
        if self.lines.column() + line_width(parts, from, to) - blank > WIDEST {
            progress.opened = to;
        }
    }

    fn flat(&mut self, braces: &Braces<'_>) {
        self.lines.push("{");
        for statement in &braces.statements {
            self.lines.pad(1);
            for (index, part) in statement.parts.iter().enumerate() {
                if has_blank(&statement.parts, index) {
                    self.lines.pad(1);
                }
                match part {
                    Part::Piece(piece) => self.lines.push(piece.text),
                    Part::Braces(braces) => self.flat(braces),
                }
            }
        }
        self.lines.push(" }");
        self.behind(&braces.close);
    }

    fn braces<'a>(&mut self, braces: &Braces<'a>, kind: Kind<'a>) {
        let indent = self.lines.indent();
        self.lines.push("{");
        self.behind(&braces.open);
        self.fresh = true;
        self.statements(&braces.statements, kind, indent + STEP);
        self.above(&braces.close.above, indent + STEP);
        self.fresh = false;
        self.lines.begin(indent);
        self.lines.push("}");
        self.behind(&braces.close);
    }

    fn behind(&mut self, piece: &Piece<'_>) {
        if let Some(comment) = piece.behind {
            self.lines.comment(comment);
        }
    }
}

/// Returns the first part of what stands before a comma: a text with its other spellings, a range of days or times.
fn start_of_item(parts: &[Part<'_>], comma: usize) -> usize {
    let text = |index: usize| parts[index].last().text;
    let mut start = comma.saturating_sub(1);
    if text(start) == "]" {
        while start > 0 && text(start) != "[" {
            start -= 1;
        }
        start = start.saturating_sub(2);
    }
    let is_time = |index: usize| parts[index].last().kind == TokenKind::Time;
    while start > 1 && (text(start - 1) == ".." || (text(start - 1) == "-" && is_time(start))) {
        start -= 2;
    }
    start
}
