//! The lines of the result, each with the comment behind it.

use super::spacing::width;

/// Lines being written.
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: Vec<Line>,
}

#[derive(Debug, Default)]
struct Line {
    code: String,
    /// How many blanks it begins with.
    indent: usize,
    /// How many columns the code takes.
    width: usize,
    comment: Option<String>,
}

impl Lines {
    /// Begins a line; what was blank before it stays so.
    pub(super) fn begin(&mut self, indent: usize) {
        self.lines.push(Line { code: " ".repeat(indent), indent, width: indent, comment: None });
    }

    /// Leaves a line blank.
    pub(super) fn blank(&mut self) {
        self.lines.push(Line::default());
    }

    /// Adds to the last line.
    pub(super) fn push(&mut self, text: &str) {
        if let Some(line) = self.lines.last_mut() {
            line.code.push_str(text);
            line.width += width(text);
        }
    }

    /// Adds blanks to the last line.
    pub(super) fn pad(&mut self, blanks: usize) {
        self.push(&" ".repeat(blanks));
    }

    /// Puts a comment behind the last line.
    pub(super) fn comment(&mut self, text: &str) {
        if let Some(line) = self.lines.last_mut() {
            line.comment = Some(text.to_string());
        }
    }

    /// Returns the column that the last line has come to.
    pub(super) fn column(&self) -> usize {
        self.lines.last().map_or(0, |line| line.width)
    }

    /// Returns how far the last line is indented.
    pub(super) fn indent(&self) -> usize {
        self.lines.last().map_or(0, |line| line.indent)
    }

    /// Returns the text: comments behind neighbouring lines stand in one column, two blanks behind the longest.
    pub(super) fn finish(self) -> String {
        let mut text = String::new();
        let goes_on =
            |one: &Line, next: &Line| one.comment.is_some() && next.comment.is_some() && !one.opens() && !next.closes();
        for group in self.lines.chunk_by(goes_on) {
            let column = group.iter().map(|line| line.width).max().unwrap_or(0);
            for line in group {
                text.push_str(line.code.trim_end());
                if let Some(comment) = &line.comment {
                    text.push_str(&" ".repeat(column - line.width + 2));
                    text.push_str(comment);
                }
                text.push('\n');
            }
        }
        text
    }
}

impl Line {
    /// Returns whether a bracket stands at its end, with what is inside of it on the next lines.
    fn opens(&self) -> bool {
        self.code.ends_with(['{', '(', '['])
    }

    /// Returns whether it begins with a bracket that was opened on another line.
    fn closes(&self) -> bool {
        self.code.trim_start().starts_with(['}', ')', ']'])
    }
}
