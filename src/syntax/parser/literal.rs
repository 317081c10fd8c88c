//! Literals: texts, numbers, instants and durations.

use super::Rule;
use super::node::{Built, Children, Node};
use crate::source::Spanned;
use crate::syntax::ast::{Duration, Number, Text, When};

/// Builds a text; its escapes were checked before the grammar.
pub(super) fn text(node: &Node<'_>) -> Text {
    let written = node.text();
    let inner = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(written);
    Spanned::new(unescape(inner), node.span())
}

fn unescape(inner: &str) -> String {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let escape = &rest[at + 1..];
        let mut characters = escape.chars();
        rest = match characters.next() {
            Some('n') => {
                text.push('\n');
                characters.as_str()
            }
            Some('t') => {
                text.push('\t');
                characters.as_str()
            }
            Some('u') => {
                let (digits, after) =
                    escape.get(2..).and_then(|rest| rest.split_once('}')).unwrap_or(("", characters.as_str()));
                text.extend(u32::from_str_radix(digits, 16).ok().and_then(char::from_u32));
                after
            }
            Some(other) => {
                text.push(other);
                characters.as_str()
            }
            None => "",
        };
    }
    text.push_str(rest);
    text
}

/// Builds a number.
pub(super) fn number(node: &Node<'_>) -> Number {
    let written = node.text();
    let percent = written.ends_with('%');
    let digits = written.trim_start_matches('+').trim_end_matches('%').replace('_', "");
    Number { digits, percent, span: node.span() }
}

/// Builds a date, an instant or a time of day.
pub(super) fn when(node: &Node<'_>) -> When {
    node.name()
}

/// Builds a duration.
pub(super) fn duration(node: &Node<'_>) -> Built<Duration> {
    let mut children = node.children();
    Ok(Duration {
        amount: children.number()?,
        business: children.has(Rule::k_business),
        unit: children.take(Rule::unit)?.name(),
        same_time: children.has(Rule::k_same),
        span: node.span(),
    })
}

impl Children<'_> {
    /// Takes the first number.
    pub(super) fn number(&mut self) -> Built<Number> {
        Ok(number(&self.take(Rule::number)?))
    }

    /// Takes the first date or instant.
    pub(super) fn when(&mut self) -> Built<When> {
        Ok(when(&self.take(Rule::instant)?))
    }

    /// Takes the first duration.
    pub(super) fn duration(&mut self) -> Built<Duration> {
        duration(&self.take(Rule::duration)?)
    }

    /// Takes the duration below the first `within`, where there is one.
    pub(super) fn in_time(&mut self) -> Built<Option<Duration>> {
        self.maybe(Rule::in_time).map(|node| node.children().duration()).transpose()
    }
}
