//! Values computed from activities: what is asked of one activity is a node of that activity's own.

use super::{Checker, Operand};
use crate::check::context::Scope;
use crate::check::error;
use crate::ir::{ActivityId, Node, NodeId};
use crate::ops::{self, age, aggregate};
use crate::source::Span;
use crate::syntax::ast::{Aggregate, AggregateFunction, Expression};
use crate::time::Duration;
use crate::types::{FieldId, Type};

impl Checker<'_> {
    /// `count of (touch …)` and its kin.
    pub(super) fn aggregate(&mut self, written: &Aggregate, span: Span, scope: Scope) -> Option<Operand> {
        if scope != Scope::Lead {
            return self.fail(error::not_in_activity("an aggregate", span));
        }
        let within = written.within.as_ref().map(|duration| self.duration(duration, age::UNITS));
        let record = self.resolve_activity(&written.activity)?;
        let filter = written.filter.as_ref().map(|filter| self.filter(filter, record));
        let (kind, field) = self.aggregate_type(written, record, span)?;
        // Each of them has said what is wrong with it.
        let (within, filter) = (transposed(within)?, transposed(filter)?);
        let filter = match within {
            Some(within) => Some(self.recent(within, filter, record)?),
            None => filter,
        };
        let function = match written.function.value {
            AggregateFunction::Count => ops::AggregateFunction::Count,
            AggregateFunction::First => ops::AggregateFunction::First,
            AggregateFunction::Latest => ops::AggregateFunction::Latest,
            AggregateFunction::Sum => ops::AggregateFunction::Sum,
        };
        Some(self.operand(Node::Aggregate { function, activity: activity_id(record), field, filter }, kind, span))
    }

    /// Returns a criterion over an activity's fields, which is a node of the activity's own.
    pub(in crate::check) fn filter(&mut self, filter: &Expression, record: usize) -> Option<NodeId> {
        self.in_activity(record, |checker| checker.criterion(filter, Scope::Activity(record)))
            .flatten()
            .map(|criterion| criterion.node)
    }

    /// Returns the criterion that an activity is of the time before the instant judged at, and meets the filter.
    fn recent(&mut self, within: Duration, filter: Option<NodeId>, record: usize) -> Option<NodeId> {
        let instant = self.records.get(record)?.instant?;
        let kind = self.field(instant).kind;
        self.in_activity(record, |checker| {
            let instant = checker.nodes.add(Node::Field(instant), kind);
            let recent = checker.nodes.add(Node::Within(instant, within), Type::Boolean);
            match filter {
                Some(filter) => checker.nodes.add(Node::And(vec![recent, filter]), Type::Boolean),
                None => recent,
            }
        })
    }

    /// Does something while nodes are those of an activity's record.
    fn in_activity<T>(&mut self, record: usize, add: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let place = record.checked_sub(1).filter(|place| *place < self.activity_nodes.len())?;
        std::mem::swap(&mut self.nodes, &mut self.activity_nodes[place]);
        let result = add(self);
        std::mem::swap(&mut self.nodes, &mut self.activity_nodes[place]);
        Some(result)
    }

    fn aggregate_type(&mut self, written: &Aggregate, record: usize, span: Span) -> Option<(Type, Option<FieldId>)> {
        let function = written.function.value;
        let Some(name) = &written.field else {
            return match function {
                AggregateFunction::Count => Some((Type::Integer, None)),
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
        Some((kind, Some(field)))
    }
}

/// Returns the id of an activity, by the place of its record: the first is the lead's.
pub(in crate::check) fn activity_id(record: usize) -> ActivityId {
    ActivityId(u32::try_from(record.saturating_sub(1)).unwrap_or(u32::MAX))
}

/// Returns what is written and right, or nothing written; none for what is written and wrong.
fn transposed<T>(written: Option<Option<T>>) -> Option<Option<T>> {
    match written {
        None => Some(None),
        Some(right) => right.map(Some),
    }
}
