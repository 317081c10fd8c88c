//! The one type of message.

use super::Code;
use super::limit::{Limit, cut};
use crate::source::{FileId, Sources, Span};

/// How much a message weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; changes nothing.
    Note,
    /// Probably not meant.
    Warning,
    /// Nothing is evaluated until it is mended.
    Error,
}

impl Severity {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// Returns the word that projects use for it: their level.
    pub fn level(self) -> &'static str {
        match self {
            Severity::Note => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A place and what is to be said of it; the first label of a message is where the message is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is said of it; may be empty.
    pub text: String,
}

/// A message: what is wrong in one sentence, where, and what to do about it.
///
/// Messages are lower case, without a full stop and without "you"; the user's text stands in backticks; the
/// place is in the labels and the advice in the help.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Diagnostic {
    /// Which kind of message, with its page.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// One sentence.
    pub message: String,
    /// Where; empty when the message is about no text (a missing file, say).
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
    /// What would mend it without changing more than it says.
    pub fix: Option<Fix>,
}

/// A change of the text that mends what a message is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What it does, in a few words: "write the option as it is declared".
    pub title: String,
    /// The changes, none of which touches another.
    pub edits: Vec<Edit>,
}

/// Another text in the place of one that is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// What is replaced; an empty span is a place between two characters.
    pub span: Span,
    /// What stands there then.
    pub text: String,
}

impl Diagnostic {
    /// Returns an error without labels.
    pub fn error(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// Returns a warning without labels.
    pub fn warning(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message) }
    }

    /// Adds a label.
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Sets the help.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Sets the help where there is one.
    pub fn maybe_help(mut self, help: Option<String>) -> Diagnostic {
        self.help = help;
        self
    }

    /// Sets what would mend it: one text in the place of another.
    pub fn fix(mut self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Diagnostic {
        let edits = vec![Edit { span, text: text.into() }];
        self.fix = Some(Fix { title: title.into(), edits });
        self
    }

    /// Returns the place the message is shown at.
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }
}

/// The messages of a run, collected rather than thrown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
    limit: Limit,
}

impl Diagnostics {
    /// Adds a message.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Adds a message where there is still room for one about its file, and only counts it otherwise. What the
    /// user wrote is cut where it is long.
    pub(crate) fn push_limited(&mut self, diagnostic: Diagnostic) {
        if self.limit.admits(&diagnostic) {
            let Diagnostic { message, labels, help, .. } = diagnostic;
            let labels = labels.into_iter().map(|label| Label { text: cut(label.text), ..label }).collect();
            self.items.push(Diagnostic { message: cut(message), labels, help: help.map(cut), ..diagnostic });
        }
    }

    /// Counts errors of a file that there was no room for.
    pub(crate) fn count_more(&mut self, file: FileId, count: usize) {
        self.limit.count(file, count);
    }

    /// Adds a last message for each file of which more was to be said.
    pub(crate) fn push_rest(&mut self, sources: &Sources) {
        self.items.extend(self.limit.rest(sources));
    }

    /// Adds all messages of another collection.
    pub fn extend(&mut self, other: Diagnostics) {
        self.items.extend(other.items);
    }

    /// Orders the messages by place; those without a place come first. Equal messages are said once.
    pub fn sort(&mut self) {
        self.items.sort_by_key(Diagnostic::span);
        self.items.dedup();
    }

    /// Returns whether one of the messages is an error.
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|item| item.severity == Severity::Error)
    }

    /// Returns whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Returns how many messages there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Iterates over the messages in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.items.iter()
    }

    /// Renders all messages plainly, as tests and logs show them: no colour, 80 columns.
    pub fn to_plain(&self, sources: &Sources) -> String {
        super::render_human(self, sources, super::HumanStyle { color: false, width: 80 })
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Diagnostics {
        Diagnostics::from_iter([diagnostic])
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(items: I) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        for diagnostic in items {
            diagnostics.push(diagnostic);
        }
        diagnostics
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}
