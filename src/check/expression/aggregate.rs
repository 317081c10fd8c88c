//! Values computed from activities: checked in full, and a node that stands for the whole.

use super::{Checker, Operand};
use crate::check::context::Scope;
use crate::check::error;
use crate::ir::Node;
use crate::ops::{age, aggregate};
use crate::source::Span;
use crate::syntax::ast::{Aggregate, AggregateFunction};
use crate::types::{FieldId, Type};

impl Checker<'_> {
    /// `count of (touch …)` and its kin.
    pub(super) fn aggregate(&mut self, written: &Aggregate, span: Span, scope: Scope) -> Option<Operand> {
        if scope != Scope::Lead {
            return self.fail(error::not_in_activity("an aggregate", span));
        }
        let within = match &written.within {
            Some(duration) => self.duration(duration, age::UNITS).is_some(),
            None => true,
        };
        let record = self.resolve_activity(&written.activity)?;
        let is_right = match &written.filter {
            Some(filter) => self.filter(filter, record),
            None => true,
        };
        let kind = self.aggregate_type(written, record, span)?;
        if !is_right || !within {
            return None;
        }
        let name = self.records.get(record)?.name.clone();
        let text = one_line(self.sources.slice(span));
        Some(self.operand(Node::Activity { name, text }, kind, span))
    }

    /// Checks a filter over an activity's fields; its nodes are none of the program's.
    fn filter(&mut self, filter: &crate::syntax::ast::Expression, record: usize) -> bool {
        let kept = std::mem::take(&mut self.nodes);
        let criterion = self.criterion(filter, Scope::Activity(record));
        self.nodes = kept;
        criterion.is_some()
    }

    fn aggregate_type(&mut self, written: &Aggregate, record: usize, span: Span) -> Option<Type> {
        let function = written.function.value;
        let Some(name) = &written.field else {
            return match function {
                AggregateFunction::Count => Some(Type::Integer),
                _ => self.fail(error::aggregate_without_field(&written.activity, span)),
            };
        };
        if function == AggregateFunction::Count {
            return self.fail(error::count_of_field(name, &written.activity));
        }
        let field = self.record_field_named(record, name)?;
        let kind = self.field(field).kind;
        if function == AggregateFunction::Sum && !aggregate::sums(kind) {
            let found = (kind, name.span);
            return self.fail(error::wrong_operand("sum of", written.function.span, "a number", found, None));
        }
        Some(kind)
    }

    /// Returns the node of a criterion over an activity's field as a whole.
    pub(super) fn activity_node(&mut self, field: FieldId, span: Span) -> Node {
        let has_field = |record: &&crate::check::context::Record| record.fields.contains(&Some(field));
        let name = self.records.iter().find(has_field).map(|record| record.name.clone()).unwrap_or_default();
        Node::Activity { name, text: one_line(self.sources.slice(span)) }
    }
}

/// Returns the text of an expression on one line: white space between its words is one space, and comments go.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut characters = text.chars();
    let (mut in_text, mut is_after_space) = (false, false);
    while let Some(character) = characters.next() {
        match character {
            '\\' if in_text => {
                line.push(character);
                line.extend(characters.next());
            }
            '"' => {
                if is_after_space && !line.is_empty() {
                    line.push(' ');
                }
                is_after_space = false;
                in_text = !in_text;
                line.push(character);
            }
            '#' if !in_text => {
                characters.by_ref().find(|character| *character == '\n');
                is_after_space = true;
            }
            character if character.is_whitespace() && !in_text => is_after_space = true,
            character => {
                if is_after_space && !line.is_empty() {
                    line.push(' ');
                }
                is_after_space = false;
                line.push(character);
            }
        }
    }
    line
}
