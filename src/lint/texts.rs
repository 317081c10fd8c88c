//! The texts that each field of text is compared with.

use std::collections::BTreeMap;

use super::contract::Contract;
use super::expressions::Scoped;
use crate::source::Span;
use crate::syntax::ast::{Block, CompareOperator, Expression, ExpressionKind, FieldAttribute, PauseStatement, Set};
use crate::types::{Type, fold, trim};

/// A field of text: of an activity, or of the lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TextField<'a> {
    /// The activity; none where it is the lead's.
    pub(super) record: Option<&'a str>,
    /// Its name.
    pub(super) name: &'a str,
}

/// A text that a field is compared with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    /// The text, trimmed.
    pub(super) text: &'a str,
    /// Where it is written, quotes included.
    pub(super) span: Span,
    /// Which line of the contract it is in: those of one line are the same.
    pub(super) line: usize,
}

/// Returns the texts that each field of text is compared with as a whole: by `=`, `!=` and `in`, where a default or `else`
/// stands in for it, and where a pause of its leads ends.
pub(super) fn compared<'a>(contract: &Contract<'a>) -> BTreeMap<TextField<'a>, Vec<Text<'a>>> {
    let mut found = Found { contract, fields: BTreeMap::new(), line: 0 };
    for line in contract.expressions() {
        found.line += 1;
        line.all().for_each(|part| found.expression(part));
    }
    contract.ast.blocks().for_each(|block| found.block(block));
    let mut fields = found.fields;
    fields.values_mut().for_each(|texts| texts.sort_by_key(|text| text.span));
    fields
}

/// Returns the texts that differ (S1.5), each with the places that it is written at.
pub(super) fn one_each<'t, 'a>(texts: &'t [Text<'a>]) -> Vec<(Vec<char>, Vec<&'t Text<'a>>)> {
    let mut each: BTreeMap<Vec<char>, Vec<&Text<'_>>> = BTreeMap::new();
    for text in texts {
        each.entry(fold(text.text).chars().collect()).or_default().push(text);
    }
    let mut each: Vec<_> = each.into_iter().collect();
    each.sort_by_key(|(_, texts)| texts.first().map(|text| text.span));
    each
}

struct Found<'a, 'c> {
    contract: &'c Contract<'a>,
    fields: BTreeMap<TextField<'a>, Vec<Text<'a>>>,
    line: usize,
}

impl<'a> Found<'a, '_> {
    fn expression(&mut self, part: Scoped<'a>) {
        match &part.expression.kind {
            ExpressionKind::Compare { operator, left, right } => {
                if matches!(operator.value, CompareOperator::Equal | CompareOperator::NotEqual) {
                    self.side(left, part.record, [&**right]);
                    self.side(right, part.record, [&**left]);
                }
            }
            ExpressionKind::In { value, set: Set::Values(values, _), .. } => self.side(value, part.record, values),
            ExpressionKind::Else { value, fallback } => self.side(value, part.record, [&**fallback]),
            _ => {}
        }
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Lead(body) => {
                for field in body.statements.iter().map(|statement| &statement.value) {
                    for attribute in &field.attributes {
                        if let FieldAttribute::Default(value) = &attribute.value {
                            self.line += 1;
                            self.named(&field.name.value, None, [value]);
                        }
                    }
                }
            }
            Block::Pause(body) => {
                let statements = || body.statements.iter().map(|statement| &statement.value);
                let by = statements().find_map(|said| if let PauseStatement::By(by) = said { Some(by) } else { None });
                for said in statements() {
                    let PauseStatement::Resumed { values, .. } = said else { continue };
                    self.line += 1;
                    for (field, value) in by.into_iter().flatten().zip(values) {
                        self.add(&field.value, None, &value.value, value.span);
                    }
                }
            }
            _ => {}
        }
    }

    /// Adds texts where the other side is a field, or a field and what stands in for it.
    fn side(&mut self, side: &'a Expression, record: Option<&'a str>, texts: impl IntoIterator<Item = &'a Expression>) {
        match &side.kind {
            ExpressionKind::Group(inner) | ExpressionKind::Else { value: inner, .. } => self.side(inner, record, texts),
            ExpressionKind::Name(name) => self.named(name, record, texts),
            ExpressionKind::Path { record, field } => {
                let record = Some(record.value.as_str()).filter(|record| *record != "lead");
                self.named(&field.value, record, texts);
            }
            _ => {}
        }
    }

    fn named(&mut self, name: &'a str, record: Option<&'a str>, texts: impl IntoIterator<Item = &'a Expression>) {
        for text in texts {
            if let ExpressionKind::Text(written) = &text.kind {
                self.add(name, record, written, text.span);
            }
        }
    }

    fn add(&mut self, name: &'a str, record: Option<&'a str>, text: &'a str, span: Span) {
        let program = self.contract.program;
        let schema = match record {
            None => Some(&program.schema),
            Some(record) => program.activities.iter().find(|one| one.name == record).map(|one| &one.schema),
        };
        let kind = schema.and_then(|schema| Some(schema.field(schema.find(name)?).kind));
        if kind == Some(Type::Text) {
            let text = Text { text: trim(text), span, line: self.line };
            self.fields.entry(TextField { record, name }).or_default().push(text);
        }
    }
}
