//! Records: the fields of the lead and of activities.

use indexmap::IndexMap;

use super::context::{Checker, Record, Seen};
use super::declare::Blocks;
use super::error;
use super::names::snake;
use crate::ir::Nodes;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Body, FieldAttribute, FieldType, Name, Text};
use crate::types::{Field, FieldId, PicklistOption, Type, Value, fold, trim};

impl<'a> Checker<'a> {
    /// Resolves the fields of the lead, then those of every activity.
    pub(super) fn records(&mut self, blocks: &Blocks<'a>) {
        match blocks.lead {
            Some(body) => {
                let lead = self.record("lead", body, true);
                self.records.push(lead);
            }
            None => self.records.push(Record { name: "lead".to_string(), ..Record::default() }),
        }
        for body in &blocks.activities {
            let name = body.header.name.as_ref().map(|name| name.value.as_str()).unwrap_or_default();
            let record = self.record(name, body, false);
            self.records.push(record);
            self.activity_nodes.push(Nodes::default());
        }
    }

    fn record(&mut self, name: &str, body: &'a Body<ast::Field>, is_lead: bool) -> Record {
        let mut record = Record {
            name: name.to_string(),
            complete: body.complete,
            span: Some(body.header.span),
            ..Record::default()
        };
        let mut marks = Seen::default();
        for statement in &body.statements {
            let place = record.fields.len();
            let name = &statement.value.name;
            if !is_lead {
                self.activity_field_name(&record, name, body);
            }
            record.places.entry(snake(&name.value)).or_insert(place);
            let field = self.record_field(&statement.value, is_lead, &mut marks);
            let id = FieldId(u32::try_from(self.fields.len()).unwrap_or(u32::MAX));
            if marks.get(if is_lead { "key" } else { "joins" }) == Some(name.span) {
                record.key = Some(id);
            }
            if marks.get("instant") == Some(name.span) {
                record.instant = Some(id);
            }
            record.fields.push(field.is_some().then_some(id));
            // A field in error keeps its place.
            self.fields.push(field.unwrap_or_else(|| plain_field(name, Type::Text, statement.span)));
        }
        self.currency_fields(&record, body);
        self.aliases(body);
        self.marks(body, &marks, is_lead);
        record
    }

    fn activity_field_name(&mut self, record: &Record, name: &Name, body: &Body<ast::Field>) {
        let right = snake(&name.value);
        if name.value != right {
            self.push(error::bad_spelling(name, &right));
        }
        if let Some(first) = record.places.get(&right).and_then(|place| body.statements.get(*place)) {
            let kind = super::names::Kind::Field;
            self.push(error::duplicate_name(name, kind, first.value.name.span, kind));
        }
    }

    /// Asks for the key of a lead, for the join and the instant of an activity.
    fn marks(&mut self, body: &Body<ast::Field>, marks: &Seen, is_lead: bool) {
        if !body.complete {
            return;
        }
        if is_lead {
            if marks.get("key").is_none() {
                self.push(error::missing_key(body.header.keyword));
            }
            return;
        }
        for mark in ["joins", "instant"] {
            if marks.get(mark).is_none() {
                self.push(error::activity_without(mark, body.header.keyword));
            }
        }
    }

    fn record_field(&mut self, written: &ast::Field, is_lead: bool, marks: &mut Seen) -> Option<Field> {
        let id = FieldId(u32::try_from(self.fields.len()).unwrap_or(u32::MAX));
        let (kind, options) = self.field_type(&written.kind, id);
        let mut field = plain_field(&written.name, kind.unwrap_or(Type::Text), written.name.span);
        field.options = options;
        if kind == Some(Type::Money) {
            self.ask_for_currency(&written.name);
        }
        let mut said = Seen::default();
        for attribute in &written.attributes {
            let word = attribute_word(&attribute.value);
            if !self.once(&mut said, word, attribute.span) {
                continue;
            }
            // Without a type there is nothing to hold its attributes against; marks count all the same.
            match kind {
                Some(kind) => self.attribute(&mut field, kind, attribute, written, is_lead, marks),
                None => self.mark(&attribute.value, written.name.span, marks),
            }
        }
        kind.map(|_| field)
    }

    fn mark(&mut self, attribute: &FieldAttribute, place: Span, marks: &mut Seen) {
        let word = attribute_word(attribute);
        if matches!(word, "key" | "joins" | "instant") {
            match marks.get(word) {
                Some(first) if word == "key" => self.push(error::several_keys(place, first)),
                Some(first) => self.push(error::activity_with_two(word, place, first)),
                None => {
                    self.once(marks, word, place);
                }
            }
        }
    }

    fn attribute(
        &mut self,
        field: &mut Field,
        kind: Type,
        attribute: &Spanned<FieldAttribute>,
        written: &ast::Field,
        is_lead: bool,
        marks: &mut Seen,
    ) {
        let (span, name) = (attribute.span, written.name.span);
        let word = attribute_word(&attribute.value);
        match &attribute.value {
            FieldAttribute::Key if !is_lead => {
                self.push(error::bad_attribute(word, span, "belongs to the lead; an activity `joins` its key"));
            }
            FieldAttribute::Joins(_) | FieldAttribute::Instant if is_lead => {
                self.push(error::bad_attribute(word, span, "belongs to an activity"));
            }
            FieldAttribute::Key => {
                self.mark(&attribute.value, name, marks);
                if kind == Type::Text {
                    field.kind = Type::Key;
                } else {
                    self.push(error::key_not_text(span, written.kind.span));
                }
                let has_default = |other: &&Spanned<FieldAttribute>| attribute_word(&other.value) == "default";
                if let Some(default) = written.attributes.iter().find(has_default) {
                    self.push(error::bad_attribute("default", default.span, "makes no sense for a key"));
                }
            }
            FieldAttribute::Required => field.required = true,
            FieldAttribute::Unique => {
                field.unique = true;
                let has_default = |other: &&Spanned<FieldAttribute>| attribute_word(&other.value) == "default";
                let is_key = |other: &Spanned<FieldAttribute>| attribute_word(&other.value) == "key";
                if let Some(default) = written.attributes.iter().find(has_default)
                    && !written.attributes.iter().any(is_key)
                {
                    self.push(error::bad_attribute("default", default.span, "would give every blank one value"));
                }
            }
            FieldAttribute::Latest => {
                field.latest = true;
                if !kind.is_time() {
                    self.push(error::bad_attribute(word, span, "is for a date or timestamp"));
                }
            }
            FieldAttribute::Default(expression) => field.default = self.default_value(field, expression),
            FieldAttribute::DefaultEmpty => match kind {
                Type::ManyOf(_) => field.default = Some(Value::Options(Vec::new())),
                _ => self.push(error::empty_default(span)),
            },
            FieldAttribute::Aliases(aliases) => {
                field.aliases = aliases.iter().map(|alias| trim(&alias.value).to_string()).collect();
            }
            FieldAttribute::In(_) => {
                if kind != Type::Money {
                    self.push(error::bad_attribute(word, span, "is for money: it names the field of its currency"));
                }
            }
            FieldAttribute::Joins(key) => {
                self.mark(&attribute.value, name, marks);
                self.joins(key);
                if kind == Type::Text {
                    field.kind = Type::Key;
                } else {
                    self.push(error::joins_not_text(written.kind.span));
                }
            }
            FieldAttribute::Instant => {
                self.mark(&attribute.value, name, marks);
                if !kind.is_time() {
                    self.push(error::instant_not_time(written.kind.span));
                }
            }
        }
    }

    fn joins(&mut self, key: &Name) {
        let Some(lead) = self.records.first() else { return };
        match lead.key.and_then(|id| self.fields.get(id.index())) {
            Some(field) if field.name == key.value => {}
            Some(field) => {
                let right = field.name.clone();
                self.push(error::joins_no_key(key, Some(&right)));
            }
            // A lead without a key has an error of its own.
            None => {}
        }
    }

    fn default_value(&mut self, field: &Field, expression: &ast::Expression) -> Option<Value> {
        if matches!(field.kind, Type::ManyOf(_)) {
            return self.fail(error::option_default(expression.span));
        }
        if !super::expression::is_literal(expression) {
            return self.fail(error::not_a_literal("for a default", expression.span));
        }
        if super::expression::text_of(expression).is_some_and(|text| trim(text).is_empty()) {
            return self.fail(error::blank_default(expression.span));
        }
        if let Type::OneOf(_) = field.kind {
            return match super::expression::text_of(expression) {
                Some(text) => self.option_of(text, expression.span, &field.name, &field.options).map(Value::Text),
                None => self.fail(error::bad_default(&field.name, field.kind, expression.span)),
            };
        }
        let (value, kind) = self.literal(expression, Some(field.kind))?;
        match field.kind {
            wanted if wanted == kind => Some(value),
            // A key has a complaint about its default already.
            Type::Key => None,
            wanted => self.fail(error::bad_default(&field.name, wanted, expression.span)),
        }
    }

    fn ask_for_currency(&mut self, name: &Name) {
        if self.contract.complete && self.contract.currency.is_none() {
            self.push(error::missing_currency(name));
            // One field stands for all of them.
            self.contract.complete = false;
        }
    }

    fn field_type(&mut self, kind: &Spanned<FieldType>, id: FieldId) -> (Option<Type>, Vec<PicklistOption>) {
        match &kind.value {
            FieldType::Named(word) => match Type::WORDS.iter().find(|(known, _)| known == word) {
                Some((_, kind)) => (Some(*kind), Vec::new()),
                None => {
                    let words: Vec<&str> = Type::WORDS.iter().map(|(word, _)| *word).collect();
                    self.push(error::unknown_type(word, kind.span, &words));
                    (None, Vec::new())
                }
            },
            FieldType::OneOf(options) => (Some(Type::OneOf(id)), self.options(options, kind.span, false)),
            FieldType::ManyOf(options) => (Some(Type::ManyOf(id)), self.options(options, kind.span, true)),
        }
    }

    fn options(&mut self, written: &[ast::PicklistOption], span: Span, many: bool) -> Vec<PicklistOption> {
        if written.is_empty() {
            self.push(error::no_options(span));
        }
        let mut seen: IndexMap<String, Span> = IndexMap::new();
        for text in written.iter().flat_map(|option| std::iter::once(&option.label).chain(&option.also)) {
            self.option(text, &mut seen);
            if many && text.value.contains(';') {
                self.push(error::option_with_separator(text));
            }
        }
        let trimmed = |text: &Text| trim(&text.value).to_string();
        let option = |option: &ast::PicklistOption| PicklistOption {
            label: trimmed(&option.label),
            also: option.also.iter().map(trimmed).collect(),
        };
        written.iter().map(option).collect()
    }

    fn option(&mut self, text: &Text, seen: &mut IndexMap<String, Span>) {
        let folded = fold(trim(&text.value)).into_owned();
        if folded.is_empty() {
            self.push(error::blank_option(text));
        } else if let Some(first) = seen.get(&folded) {
            self.push(error::duplicate_option(text, *first));
        } else {
            seen.insert(folded, text.span);
        }
    }

    /// Resolves `in FIELD`, once every field has its type.
    fn currency_fields(&mut self, record: &Record, body: &Body<ast::Field>) {
        for (statement, id) in body.statements.iter().zip(&record.fields) {
            for attribute in &statement.value.attributes {
                let (FieldAttribute::In(name), Some(id)) = (&attribute.value, id) else { continue };
                if self.field(*id).kind == Type::Money {
                    let currency = self.field_of(record, name);
                    self.fields[id.index()].currency = currency;
                }
            }
        }
    }

    fn field_of(&mut self, record: &Record, name: &Name) -> Option<FieldId> {
        let Some(place) = record.places.get(&snake(&name.value)) else {
            if !record.complete {
                return None;
            }
            let candidates = record.places.keys().map(String::as_str).take(self.suggestions());
            return self.fail(error::unknown_name(name, "field", candidates));
        };
        let id = record.fields.get(*place).copied().flatten()?;
        let kind = self.field(id).kind;
        if matches!(kind, Type::Text | Type::OneOf(_)) {
            Some(id)
        } else {
            self.fail(error::currency_of_other_type(name, kind))
        }
    }

    /// Headers under which two fields of a record would be read.
    fn aliases(&mut self, body: &Body<ast::Field>) {
        let mut seen: IndexMap<String, Span> = IndexMap::new();
        for statement in &body.statements {
            seen.entry(fold(&statement.value.name.value).into_owned()).or_insert(statement.value.name.span);
        }
        for statement in &body.statements {
            let own = statement.value.name.span;
            for attribute in &statement.value.attributes {
                let FieldAttribute::Aliases(aliases) = &attribute.value else { continue };
                for alias in aliases {
                    let folded = fold(trim(&alias.value)).into_owned();
                    match seen.get(&folded) {
                        Some(first) if *first == own => {}
                        Some(first) => self.push(error::duplicate_alias(&alias.value, alias.span, *first)),
                        None => {
                            seen.insert(folded, alias.span);
                        }
                    }
                }
            }
        }
    }
}

fn plain_field(name: &Name, kind: Type, span: Span) -> Field {
    Field {
        name: name.value.clone(),
        kind,
        options: Vec::new(),
        required: false,
        unique: false,
        latest: false,
        default: None,
        aliases: Vec::new(),
        currency: None,
        span,
    }
}

fn attribute_word(attribute: &FieldAttribute) -> &'static str {
    match attribute {
        FieldAttribute::Key => "key",
        FieldAttribute::Required => "required",
        FieldAttribute::Unique => "unique",
        FieldAttribute::Latest => "latest",
        FieldAttribute::Default(_) | FieldAttribute::DefaultEmpty => "default",
        FieldAttribute::Aliases(_) => "aliases",
        FieldAttribute::In(_) => "in",
        FieldAttribute::Joins(_) => "joins",
        FieldAttribute::Instant => "instant",
    }
}
