//! Names: fields, defines, scores, profiles and stages.

use super::{Checker, Inferred, Operand, plain};
use crate::check::context::Scope;
use crate::check::error;
use crate::check::names::{Kind, snake};
use crate::ir::{Node, ScoreId};
use crate::source::{Span, Spanned};
use crate::syntax::ast::Name;
use crate::types::{FieldId, Type};

impl Checker<'_> {
    /// A bare name: the lead's field, a define or a score; inside an aggregate the activity's field.
    pub(super) fn name(&mut self, name: &str, span: Span, scope: Scope) -> Option<Inferred> {
        let written = Spanned::new(name.to_string(), span);
        if let Scope::Activity(record) = scope {
            return self.record_field_named(record, &written).map(|field| plain(self.field_operand(field, span)));
        }
        let Some(declared) = self.names.find(Kind::Field, name).cloned() else {
            return self.unknown(name, span);
        };
        if !Kind::VALUES.contains(&declared.kind) {
            return self.fail(error::not_a_value(name, span, declared.kind));
        }
        self.spelling(&written, &declared.name);
        let place = declared.place?;
        match declared.kind {
            Kind::Field => {
                let field = self.records.first()?.fields.get(place).copied().flatten()?;
                Some(plain(self.field_operand(field, span)))
            }
            Kind::Define => {
                let meaning = self.defines.get(place).cloned().flatten()?;
                let operand = Operand { span, ..meaning.operand };
                Some(Inferred { operand, parts: meaning.criterion.into_iter().collect(), name: None })
            }
            _ => {
                let score = ScoreId(u32::try_from(place).unwrap_or(u32::MAX));
                Some(plain(self.operand(Node::Score(score), Type::Score, span)))
            }
        }
    }

    fn unknown(&mut self, name: &str, span: Span) -> Option<Inferred> {
        if self.names.may_be_broken(&Kind::VALUES, name) {
            return None;
        }
        if let Some(other) = self.names.anywhere(name) {
            let kind = other.kind;
            return self.fail(error::not_a_value(name, span, kind));
        }
        let candidates =
            Kind::VALUES.into_iter().flat_map(|kind| self.names.of(kind).map(move |name| (name, kind.word())));
        let candidates: Vec<(&str, &'static str)> = candidates.take(self.suggestions()).collect();
        let diagnostic = error::unknown_value(name, span, candidates.iter().copied());
        self.fail(diagnostic)
    }

    /// `touch.at` and `lead.source`, which stand inside an aggregate only.
    pub(super) fn path(&mut self, record: &Name, field: &Name, span: Span, scope: Scope) -> Option<Inferred> {
        let Scope::Activity(activity) = scope else {
            return self.fail(error::path_outside(&record.value, &field.value, span));
        };
        let own = self.records.get(activity).map(|record| record.name.clone())?;
        let place = if record.value == "lead" {
            0
        } else if snake(&record.value) == snake(&own) {
            activity
        } else {
            return self.fail(error::path_inside(&record.value, record.span, &own));
        };
        let field = self.record_field_named(place, field)?;
        Some(plain(self.field_operand(field, span)))
    }

    /// Returns a field of a record by its name.
    pub(super) fn record_field_named(&mut self, place: usize, name: &Name) -> Option<FieldId> {
        let record = self.records.get(place)?;
        let right = snake(&name.value);
        if let Some(field) = record.places.get(&right) {
            let field = record.fields.get(*field).copied().flatten();
            let declared = field.map_or(right, |field| self.field(field).name.clone());
            self.spelling(name, &declared);
            return field;
        }
        if !record.complete {
            return None;
        }
        let in_lead = self.records.first().is_some_and(|lead| lead.places.contains_key(&right));
        let candidates = record.places.keys().map(String::as_str).take(self.suggestions());
        let diagnostic = error::unknown_field_of(&record.name, &name.value, name.span, candidates, in_lead);
        self.fail(diagnostic)
    }

    fn field_operand(&mut self, field: FieldId, span: Span) -> Operand {
        let kind = self.field(field).kind;
        self.operand(Node::Field(field), kind, span)
    }

    /// `icp NAME`
    pub(super) fn icp_criterion(&mut self, name: &Name, span: Span, scope: Scope) -> Option<Operand> {
        if scope != Scope::Lead {
            return self.fail(error::not_in_activity("an icp", span));
        }
        let icp = self.resolve_icp(name)?;
        Some(self.operand(Node::Icp(icp), Type::Boolean, span))
    }

    /// `stage NAME`: its criteria are met (S3.5).
    pub(super) fn stage_criterion(&mut self, name: &Name, span: Span, scope: Scope) -> Option<Operand> {
        if scope != Scope::Lead {
            return self.fail(error::not_in_activity("a stage", span));
        }
        let stage = self.resolve_stage(name)?;
        Some(self.operand(Node::Stage(stage), Type::Boolean, span))
    }
}
