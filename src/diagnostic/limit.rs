//! How much is said of one file: so many messages, and so much of what the user wrote in each.

use std::collections::BTreeMap;

use super::codes::source::MORE;
use super::{Diagnostic, Severity};
use crate::source::{FileId, Sources, Span};

/// The most messages about one file; what comes after them is hardly the first thing to mend.
pub(crate) const MOST_MESSAGES: usize = 200;

/// The most messages that look for a near name: after them the time would show.
pub(crate) const MOST_SUGGESTIONS: usize = 100;

/// The most characters that are shown of one thing the user wrote.
const LONGEST: usize = 60;

/// What was said of each file, and what was not.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Limit {
    said: BTreeMap<FileId, usize>,
    more: BTreeMap<FileId, (usize, Option<Severity>)>,
}

impl Limit {
    /// Notes a message, and returns whether there is still room for it.
    pub(super) fn admits(&mut self, diagnostic: &Diagnostic) -> bool {
        let Some(span) = diagnostic.span() else { return true };
        let said = self.said.entry(span.file).or_default();
        if *said < MOST_MESSAGES {
            *said += 1;
            return true;
        }
        let (count, worst) = self.more.entry(span.file).or_default();
        *count += 1;
        *worst = (*worst).max(Some(diagnostic.severity));
        false
    }

    /// Counts errors that were not kept.
    pub(super) fn count(&mut self, file: FileId, count: usize) {
        if count > 0 {
            let (more, worst) = self.more.entry(file).or_default();
            *more += count;
            *worst = Some(Severity::Error);
        }
    }

    /// Takes the last message of each file that had more to say.
    pub(super) fn rest(&mut self, sources: &Sources) -> Vec<Diagnostic> {
        let more = std::mem::take(&mut self.more);
        more.into_iter()
            .map(|(file, (count, worst))| {
                let end = sources.file(file).text().len();
                let severity = worst.unwrap_or(Severity::Error);
                let word = severity.word();
                let plural = if count == 1 { "" } else { "s" };
                let message = format!("and {} more {word}{plural} in this file", grouped(count));
                Diagnostic { severity, ..Diagnostic::error(MORE, message) }
                    .label(Span::new(file, end, end), "up to here")
                    .help("mend the first ones: the others often come from them")
            })
            .collect()
    }
}

/// Returns a sentence in which nothing in backticks is longer than a line.
pub(super) fn cut(sentence: String) -> String {
    if sentence.len() <= LONGEST {
        return sentence;
    }
    let cut: Vec<String> = sentence.split('`').map(shortened).collect();
    cut.join("`")
}

fn shortened(stretch: &str) -> String {
    // The sentence's own words are never so long without a blank.
    let is_long = stretch.len() > 3 * LONGEST || (stretch.len() > LONGEST && !stretch.contains(' '));
    match stretch.char_indices().nth(LONGEST) {
        Some((end, _)) if is_long => format!("{}…", &stretch[..end]),
        _ => stretch.to_string(),
    }
}

/// Writes a number with commas: 19,800.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut written = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}
