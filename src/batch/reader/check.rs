//! What a description says, against what the contract declares.

use crate::batch::cell::Options;
use crate::batch::description::Description;
use crate::batch::error;
use crate::diagnostic::Diagnostics;
use crate::types::{Schema, Type, trim};

impl Description {
    /// Returns the fields that are named and that the contract does not declare.
    pub fn check(&self, schema: &Schema) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        let columns = self.columns.iter().map(|(field, _)| ("columns", field));
        for (section, field) in columns.chain(self.values.iter().map(|(field, _)| ("values", field))) {
            if schema.find(&field.value).is_none() {
                let names = schema.fields.iter().map(|field| field.name.as_str());
                diagnostics.push(error::undeclared_field(Some(field.span), section, &field.value, names));
            }
        }
        self.check_options(schema, &mut diagnostics);
        diagnostics
    }

    /// Returns what is said of activities and the contract does not declare: `declared` are its activities, with their
    /// fields.
    pub fn check_activities(&self, declared: &[(&str, &Schema)]) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        for said in &self.activities {
            let name = &said.name;
            match declared.iter().find(|(known, _)| *known == name.value) {
                Some((_, schema)) => diagnostics.extend(self.of_activity(&name.value).check(schema)),
                None => {
                    let known = declared.iter().map(|(known, _)| *known);
                    diagnostics.push(error::undeclared_activity(name.span, &name.value, known));
                }
            }
        }
        diagnostics
    }

    /// Checks that what cells of picklists mean is an option.
    fn check_options(&self, schema: &Schema, diagnostics: &mut Diagnostics) {
        for (name, pairs) in &self.values {
            let Some(field) = schema.find(&name.value).map(|id| schema.field(id)) else { continue };
            let is_many = matches!(field.kind, Type::ManyOf(_));
            if !is_many && !matches!(field.kind, Type::OneOf(_)) {
                continue;
            }
            let options = Options::new(field);
            let is_missing = |text: &str| text.is_empty() || self.nulls.iter().any(|null| null == text);
            for (written, meant) in pairs.iter().filter(|(_, meant)| !is_missing(trim(&meant.value))) {
                let members: Vec<&str> = match is_many {
                    true => meant.value.split(';').map(trim).filter(|member| !member.is_empty()).collect(),
                    false => vec![trim(&meant.value)],
                };
                for member in members.into_iter().filter(|member| options.place(member).is_none()) {
                    let labels = options.labels().iter().map(String::as_str);
                    diagnostics.push(error::no_such_option(meant.span, &field.name, written, member, labels));
                }
            }
        }
    }
}
