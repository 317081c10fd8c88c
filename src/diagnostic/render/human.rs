//! For people: a labelled excerpt, drawn by miette.

use std::fmt;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
    SpanContents,
};

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, SourceFile, Sources};

/// How excerpts are drawn.
#[derive(Clone, Copy, Debug)]
pub struct HumanStyle {
    /// Whether colour is used.
    pub color: bool,
    /// The width of the page in columns.
    pub width: usize,
}

/// Renders messages as labelled excerpts, one after the other.
pub fn render_human(diagnostics: &Diagnostics, sources: &Sources, style: HumanStyle) -> String {
    let theme = if style.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler =
        GraphicalReportHandler::new_themed(theme).with_links(false).with_width(style.width).with_context_lines(1);
    let mut page = String::new();
    for diagnostic in diagnostics {
        // A label in another file than the first is drawn in an excerpt of its own.
        let mut files: Vec<FileId> = Vec::new();
        for label in &diagnostic.labels {
            if !files.contains(&label.span.file) {
                files.push(label.span.file);
            }
        }
        let first = files.first().copied();
        let related = files.iter().skip(1).map(|file| Report::excerpt(diagnostic, sources, *file)).collect();
        let report = Report::new(diagnostic, sources, first, related);
        // Writing to a String cannot fail, and an excerpt that miette cannot draw still has its sentence.
        if handler.render_report(&mut page, &report).is_err() {
            page.push_str(&format!("{}: {}\n", diagnostic.code.id, diagnostic.message));
        }
    }
    page
}

/// One message as miette wants it.
struct Report<'a> {
    diagnostic: &'a Diagnostic,
    text: Option<Text<'a>>,
    file: Option<FileId>,
    related: Vec<Report<'a>>,
    is_excerpt: bool,
}

impl<'a> Report<'a> {
    fn new(
        diagnostic: &'a Diagnostic,
        sources: &'a Sources,
        file: Option<FileId>,
        related: Vec<Report<'a>>,
    ) -> Report<'a> {
        let text = file.map(|file| Text { file: sources.file(file) });
        Report { diagnostic, text, file, related, is_excerpt: false }
    }

    fn excerpt(diagnostic: &'a Diagnostic, sources: &'a Sources, file: FileId) -> Report<'a> {
        Report { is_excerpt: true, ..Report::new(diagnostic, sources, Some(file), Vec::new()) }
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_excerpt { write!(formatter, "also here") } else { write!(formatter, "{}", self.diagnostic.message) }
    }
}

impl fmt::Debug for Report<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for Report<'_> {}

impl miette::Diagnostic for Report<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        let code = self.diagnostic.code;
        (!self.is_excerpt).then(|| Box::new(format!("{} {}", code.id, code.name)) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match (self.is_excerpt, self.diagnostic.severity) {
            (true, _) | (_, Severity::Note) => miette::Severity::Advice,
            (_, Severity::Warning) => miette::Severity::Warning,
            (_, Severity::Error) => miette::Severity::Error,
        })
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        let help = self.diagnostic.help.as_deref().filter(|_| !self.is_excerpt)?;
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.text.as_ref().map(|text| text as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels = self.diagnostic.labels.iter().filter(|label| Some(label.span.file) == self.file);
        Some(Box::new(labels.map(|label| {
            let text = (!label.text.is_empty()).then(|| label.text.clone());
            LabeledSpan::new(text, label.span.start as usize, (label.span.end - label.span.start) as usize)
        })))
    }

    fn related<'b>(&'b self) -> Option<Box<dyn Iterator<Item = &'b dyn miette::Diagnostic> + 'b>> {
        if self.related.is_empty() {
            return None;
        }
        Some(Box::new(self.related.iter().map(|report| report as &dyn miette::Diagnostic)))
    }
}

/// A file under its name. A very long line is not drawn whole: the excerpt is cut around the label.
struct Text<'a> {
    file: &'a SourceFile,
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.file.name())
    }
}

/// The most of a line that is drawn, in bytes on each side of the label.
const LONGEST: usize = 400;

impl SourceCode for Text<'_> {
    fn read_span<'b>(
        &'b self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let text = self.file.text();
        let (start, end) = (floor(text, span.offset()), floor(text, span.offset() + span.len()));
        let position = self.file.position(u32::try_from(start).unwrap_or(u32::MAX));
        let contents = |from: usize, to: usize, column: usize| {
            let cut = &text[from..to];
            Box::new(MietteSpanContents::new_named(
                self.file.name().to_string(),
                cut.as_bytes(),
                SourceSpan::new(from.into(), cut.len()),
                position.line - 1,
                column,
                cut.lines().count(),
            ))
        };
        // Without context miette asks where the span begins; with it, for what to draw: its whole lines, no more.
        if before == 0 && after == 0 {
            return Ok(contents(start, end, position.column - 1));
        }
        let line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        // With the newline, so that a place at the end of a line can be drawn.
        let line_end = text[end..].find('\n').map_or(text.len(), |newline| end + newline + 1);
        let from = floor(text, start.saturating_sub(LONGEST)).max(line);
        let to = floor(text, end.min(start + LONGEST).saturating_add(LONGEST)).min(line_end);
        Ok(contents(from, to, from - line))
    }
}

/// Returns the nearest character boundary at or before `offset`.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
