//! A short text of a syntax tree, for snapshots: made from its `Debug` form, so that no part can be forgotten.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a snapshot that cannot be written is a broken test")]

use std::fmt::{Debug, Write};

use leadpact::source::{FileId, Span};

/// A value as `Debug` shows it.
#[derive(Debug)]
enum Value {
    Atom(String),
    Text(String),
    List(Vec<Value>),
    Tuple(String, Vec<Value>),
    Record(String, Vec<(String, Value)>),
}

/// Returns the tree as nested lists, without the places; what stands in a list of statements has its own line.
pub(crate) fn dump(tree: &impl Debug) -> String {
    let mut text = String::new();
    write_value(&mut text, &read(tree), 0);
    text
}

/// Returns every place in a tree.
pub(crate) fn spans(tree: &impl Debug) -> Vec<Span> {
    let mut spans = Vec::new();
    collect(&read(tree), &mut spans);
    spans
}

fn read(tree: &impl Debug) -> Value {
    let text = format!("{tree:?}");
    let mut reader = Reader { rest: &text };
    reader.value()
}

fn collect(value: &Value, spans: &mut Vec<Span>) {
    match value {
        Value::Record(name, fields) if name == "Span" => {
            let number = |index: usize| match &fields[index].1 {
                Value::Atom(digits) => digits.parse::<usize>().unwrap(),
                other => panic!("a span holds {other:?}"),
            };
            spans.push(Span::new(FileId(0), number(1), number(2)));
        }
        Value::Record(_, fields) => fields.iter().for_each(|(_, value)| collect(value, spans)),
        Value::List(values) | Value::Tuple(_, values) => values.iter().for_each(|value| collect(value, spans)),
        Value::Atom(_) | Value::Text(_) => {}
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn value(&mut self) -> Value {
        match self.rest.chars().next().unwrap() {
            '"' => Value::Text(self.quoted()),
            '[' => {
                self.skip("[");
                Value::List(self.values("]"))
            }
            _ => {
                let word = self.word();
                if self.rest.starts_with('(') {
                    self.skip("(");
                    Value::Tuple(word, self.values(")"))
                } else if self.rest.starts_with(" {") {
                    self.skip(" { ");
                    let mut fields = Vec::new();
                    loop {
                        let name = self.word();
                        self.skip(": ");
                        fields.push((name, self.value()));
                        if !self.rest.starts_with(", ") {
                            break;
                        }
                        self.skip(", ");
                    }
                    self.skip(" }");
                    Value::Record(word, fields)
                } else {
                    Value::Atom(word)
                }
            }
        }
    }

    fn values(&mut self, end: &str) -> Vec<Value> {
        let mut values = Vec::new();
        while !self.rest.starts_with(end) {
            values.push(self.value());
            if self.rest.starts_with(", ") {
                self.skip(", ");
            }
        }
        self.skip(end);
        values
    }

    fn quoted(&mut self) -> String {
        let mut escaped = false;
        let end = self.rest[1..].find(|next| {
            let ends = next == '"' && !escaped;
            escaped = next == '\\' && !escaped;
            ends
        });
        let (text, rest) = self.rest.split_at(end.unwrap() + 2);
        self.rest = rest;
        text.to_string()
    }

    fn word(&mut self) -> String {
        let end = self.rest.find(|next: char| !next.is_alphanumeric() && next != '_').unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.to_string()
    }

    fn skip(&mut self, text: &str) {
        self.rest = self.rest.strip_prefix(text).unwrap_or_else(|| panic!("{text:?} expected: {:.60}", self.rest));
    }
}

/// Returns a text that says nothing but a place.
fn is_place(value: &Value) -> bool {
    match value {
        Value::Record(name, _) => name == "Span",
        Value::Tuple(name, values) => name == "FileId" || (name == "Some" && values.iter().all(is_place)),
        _ => false,
    }
}

fn write_value(text: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Atom(word) => text.push_str(word),
        Value::Text(quoted) => text.push_str(quoted),
        Value::List(values) => {
            text.push('[');
            for value in values {
                line(text, depth + 1);
                write_value(text, value, depth + 1);
            }
            text.push(']');
        }
        Value::Tuple(name, values) if name == "Some" && !values.iter().all(is_place) => {
            write_value(text, &values[0], depth);
        }
        Value::Tuple(name, values) => {
            write!(text, "({name}").unwrap();
            for value in values.iter().filter(|value| !is_place(value)) {
                text.push(' ');
                write_value(text, value, depth);
            }
            text.push(')');
        }
        Value::Record(name, fields) => write_record(text, name, fields, depth),
    }
}

fn write_record(text: &mut String, name: &str, fields: &[(String, Value)], depth: usize) {
    match (name, fields) {
        ("Spanned" | "Expression", [(_, value), ..]) => write_value(text, value, depth),
        ("Metric", [(_, kind), _]) => write_value(text, kind, depth),
        ("Number", [(_, Value::Text(digits)), (_, Value::Atom(percent)), ..]) => {
            text.push_str(digits.trim_matches('"'));
            if percent == "true" {
                text.push('%');
            }
        }
        _ => {
            write!(text, "({name}").unwrap();
            for (field, value) in fields {
                // A place that may be there says something by being there.
                if matches!(value, Value::Tuple(_, _)) && is_place(value) && field != "id" {
                    write!(text, " {field}").unwrap();
                }
                if is_place(value) {
                    continue;
                }
                let is_absent = matches!(value, Value::Atom(word) if word == "None" || word == "false");
                // The quantifier `none` looks like an absence in `Debug`.
                if is_absent && field != "quantifier" {
                    continue;
                }
                if matches!(value, Value::List(values) if values.is_empty()) {
                    continue;
                }
                let is_long = matches!(value, Value::List(_));
                if is_long || matches!(field.as_str(), "body" | "header") {
                    line(text, depth + 1);
                } else {
                    text.push(' ');
                }
                write!(text, "{field}=").unwrap();
                write_value(text, value, depth + 1);
            }
            text.push(')');
        }
    }
}

fn line(text: &mut String, depth: usize) {
    text.push('\n');
    text.push_str(&"  ".repeat(depth));
}
