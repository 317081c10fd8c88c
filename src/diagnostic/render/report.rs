//! What renderings for machines have in common: the messages of several contracts, each with a place.

use std::path::Path;

use super::path::relative_path;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{Sources, Span};

/// What is known of a kind of message beside its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// What it is about, in a word.
    pub category: &'static str,
    /// How much its messages weigh unless a project says otherwise.
    pub level: Severity,
}

/// The messages about one contract.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The contract, as it was named.
    pub name: &'a str,
    /// What is said of it.
    pub diagnostics: &'a Diagnostics,
    /// The texts that are spoken of.
    pub sources: &'a Sources,
    /// What tells each message from all others, in their order; none where nobody asks for it.
    pub fingerprints: &'a [String],
}

/// What renderings are told beside the messages.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The working directory, which paths are relative to.
    pub folder: &'a Path,
    /// Returns what is known of a kind of message.
    pub kind: fn(Code) -> Kind,
    /// Returns whether a message makes the run fail.
    pub fails: &'a dyn Fn(&Diagnostic) -> bool,
}

/// A message with its place.
pub(super) struct Item<'a> {
    pub(super) diagnostic: &'a Diagnostic,
    pub(super) fingerprint: Option<&'a str>,
    pub(super) place: Place<'a>,
    pub(super) sources: &'a Sources,
}

/// Where a message is shown. One that is about no text is shown on the first line of its contract: a code host refuses
/// a whole document for one result without a place.
pub(super) struct Place<'a> {
    /// The path of the file, relative to the working directory, with `/`.
    pub(super) path: String,
    span: Option<(Span, &'a Sources)>,
}

impl<'a> Report<'a> {
    /// Iterates over the messages with their places.
    pub(super) fn items(&self, setting: &Setting<'a>) -> impl Iterator<Item = Item<'a>> {
        let (report, folder) = (*self, setting.folder);
        report.diagnostics.iter().enumerate().map(move |(place, diagnostic)| Item {
            diagnostic,
            fingerprint: report.fingerprints.get(place).map(String::as_str),
            place: match diagnostic.span() {
                Some(span) => Place::of(span, report.sources, folder),
                None => Place { path: relative_path(report.first_file(), folder), span: None },
            },
            sources: report.sources,
        })
    }

    fn first_file(&self) -> &'a str {
        self.sources.ids().next().map_or(self.name, |file| self.sources.file(file).name())
    }
}

impl<'a> Place<'a> {
    pub(super) fn of(span: Span, sources: &'a Sources, folder: &Path) -> Place<'a> {
        Place { path: relative_path(sources.file(span.file).name(), folder), span: Some((span, sources)) }
    }

    /// Returns the first and the last line.
    pub(super) fn lines(&self) -> (usize, usize) {
        self.span.map_or((1, 1), |(span, sources)| (sources.position(span).line, sources.position(span.at_end()).line))
    }

    /// Returns the first column and the one behind the last, in characters.
    pub(super) fn columns(&self) -> Option<(usize, usize)> {
        let (span, sources) = self.span?;
        Some((sources.position(span).column, sources.position(span.at_end()).column))
    }

    /// Returns these columns in code units of UTF-16.
    pub(super) fn utf16_columns(&self) -> Option<(usize, usize)> {
        let (span, sources) = self.span?;
        let file = sources.file(span.file);
        Some((file.utf16_column(span.start), file.utf16_column(span.end)))
    }

    /// Returns the place as people write it: `acme/sla.pact:18:5`.
    pub(super) fn shown(&self) -> String {
        let column = self.columns().map_or_else(String::new, |(column, _)| format!(":{column}"));
        format!("{}:{}{column}", self.path, self.lines().0)
    }
}

/// Returns a message with its help as one text.
pub(super) fn text_of(diagnostic: &Diagnostic) -> String {
    match &diagnostic.help {
        Some(help) => format!("{}\n{help}", diagnostic.message),
        None => diagnostic.message.clone(),
    }
}
