//! YAML as a tree that keeps every scalar as it is written, and where.
//!
//! The tree is built from the parser's events rather than through serde, for two reasons: an untyped reading lies
//! (`no` becomes false, `0123` becomes 123), and serde stops at the first thing it does not expect.

use serde_yaml::granit_parser::{Event, Parser, ScalarStyle, Span as YamlSpan};

use crate::batch::error;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span, Spanned};

/// The most nodes that a batch description has.
const MOST: usize = 100_000;
/// How deep a batch description nests.
const DEEPEST: usize = 8;

/// A piece of YAML.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub span: Span,
    pub shape: Shape,
}

/// What a piece of YAML is.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// A scalar; `quoted` where it stands in quotes.
    Scalar { text: String, quoted: bool },
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order it is written.
    Map(Vec<(Spanned<String>, Node)>),
}

impl Node {
    /// Returns what people call it.
    pub(super) fn called(&self) -> &'static str {
        match &self.shape {
            Shape::Scalar { text, quoted: false } if text.is_empty() || text == "~" || text == "null" => "nothing",
            Shape::Scalar { .. } => "a text",
            Shape::List(_) => "a list",
            Shape::Map(_) => "a mapping",
        }
    }

    /// Returns the text of a scalar that is there.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.shape {
            Shape::Scalar { text, .. } if self.called() != "nothing" => Some(text),
            _ => None,
        }
    }
}

/// A list or mapping that is still open.
struct Open {
    start: Span,
    shape: Shape,
    key: Option<Spanned<String>>,
}

/// Reads a text; `None` where it holds no node.
///
/// # Errors
/// Where it is no YAML, or more YAML than a batch description is.
pub(super) fn parse(text: &str, file: FileId) -> Result<Option<Node>, Diagnostic> {
    let mut open: Vec<Open> = Vec::new();
    let mut root: Option<Node> = None;
    let mut count = 0;
    // The parser steps over a byte-order mark, which offsets do not count then.
    let shift = text.len() - text.trim_start_matches('\u{feff}').len();
    let place = |span: &YamlSpan| {
        let range = span.byte_range().unwrap_or(0..0);
        Span::new(file, range.start + shift, range.end + shift)
    };
    for next in Parser::new_from_str(&text[shift..]) {
        let (event, span) = next.map_err(|scan| {
            let at = scan.marker().byte_offset().unwrap_or(0) + shift;
            error::bad_yaml(character(text, file, at), &scan.kind().to_string())
        })?;
        let span = place(&span);
        count += 1;
        if count > MOST {
            return Err(error::description_too_large(span, "is longer than any should be"));
        }
        let node = match event {
            Event::Scalar(value, style, ..) => {
                let quoted = !matches!(style, ScalarStyle::Plain);
                Node { span, shape: Shape::Scalar { text: value.into_owned(), quoted } }
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if open.len() == DEEPEST {
                    return Err(error::description_too_large(span, "nests deeper than any should"));
                }
                let is_list = matches!(event, Event::SequenceStart(..));
                let shape = if is_list { Shape::List(Vec::new()) } else { Shape::Map(Vec::new()) };
                open.push(Open { start: span, shape, key: None });
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(done) => {
                    let end = trimmed_end(text, done.start, span);
                    Node { span: done.start.to(end), shape: done.shape }
                }
                None => continue,
            },
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                return Err(error::description_too_large(span, "uses an alias, which is not read here"));
            }
            Event::DocumentStart(..) if root.is_some() => {
                return Err(error::description_too_large(span, "has a second document"));
            }
            _ => continue,
        };
        match open.last_mut() {
            None => root = Some(node),
            Some(parent) => parent.take(node)?,
        }
    }
    Ok(root.filter(|root| root.called() != "nothing"))
}

/// Returns the character at an offset, or the last one of the text.
fn character(text: &str, file: FileId, offset: usize) -> Span {
    let last = text.trim_end().char_indices().next_back().map_or(0, |(at, _)| at);
    let start = offset.min(last);
    let length = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    Span::new(file, start, start + length)
}

/// Returns where a block ends without the blank lines after it.
fn trimmed_end(text: &str, start: Span, end: Span) -> Span {
    let whole = text.get(start.start as usize..end.end as usize).unwrap_or_default();
    let length = whole.trim_end().len();
    Span::new(start.file, start.start as usize, start.start as usize + length)
}

impl Open {
    fn take(&mut self, node: Node) -> Result<(), Diagnostic> {
        match &mut self.shape {
            Shape::List(items) => items.push(node),
            Shape::Map(entries) => match self.key.take() {
                Some(key) => entries.push((key, node)),
                None => match node.shape {
                    Shape::Scalar { text, .. } => self.key = Some(Spanned::new(text, node.span)),
                    _ => return Err(error::bad_yaml(node.span, "a key is a text")),
                },
            },
            Shape::Scalar { .. } => {}
        }
        Ok(())
    }
}
