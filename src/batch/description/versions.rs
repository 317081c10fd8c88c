//! A description that is read with several versions of a contract: what it says of one is nothing to the others.

use super::{Description, Meanings};
use crate::batch::cell::Options;
use crate::source::Spanned;
use crate::types::{Schema, Type, trim};

impl Description {
    /// Takes away what is said of fields and options that a version does not have and another one has. What none has
    /// stays, and is a mistake.
    pub fn keep_version(&mut self, own: &Schema, others: &[&Schema]) {
        let is_kept = |name: &str| own.find(name).is_some() || !others.iter().any(|other| other.find(name).is_some());
        self.columns.retain(|(field, _)| is_kept(&field.value));
        self.values.retain(|(field, _)| is_kept(&field.value));
        let nulls = std::mem::take(&mut self.nulls);
        for (field, meanings) in &mut self.values {
            let Meant { own, others } = Meant::of(&field.value, own, others);
            let fits = |options: &Option<Options>, meant: &Spanned<String>| {
                let text = trim(&meant.value);
                let is_missing = text.is_empty() || nulls.iter().any(|null| null == text);
                options.as_ref().is_none_or(|options| is_missing || has_all(options, text))
            };
            let is_kept = |meant: &Spanned<String>| fits(&own, meant) || !others.iter().any(|other| fits(other, meant));
            let kept: Meanings = meanings.drain(..).filter(|(_, meant)| is_kept(meant)).collect();
            *meanings = kept;
        }
        self.nulls = nulls;
    }

    /// Takes away what is said of activities that a version does not have and another one has, and of their fields.
    pub fn keep_activities(&mut self, own: &[(&str, &Schema)], others: &[(&str, &Schema)]) {
        let is_of = |known: &[(&str, &Schema)], name: &str| known.iter().any(|(known, _)| *known == name);
        self.activities.retain(|said| is_of(own, &said.name.value) || !is_of(others, &said.name.value));
        for said in &mut self.activities {
            let name = said.name.value.clone();
            let others: Vec<&Schema> =
                others.iter().filter(|(known, _)| *known == name).map(|(_, schema)| *schema).collect();
            if let Some((_, own)) = own.iter().find(|(known, _)| *known == name) {
                said.own_mut().keep_version(own, &others);
            }
        }
    }
}

/// The options of a field, by version; none where it is no picklist.
struct Meant {
    own: Option<Options>,
    others: Vec<Option<Options>>,
}

impl Meant {
    fn of(name: &str, own: &Schema, others: &[&Schema]) -> Meant {
        let options = |schema: &Schema| {
            let field = schema.field(schema.find(name)?);
            matches!(field.kind, Type::OneOf(_) | Type::ManyOf(_)).then(|| Options::new(field))
        };
        let others = others.iter().filter(|other| other.find(name).is_some());
        Meant { own: options(own), others: others.map(|other| options(other)).collect() }
    }
}

fn has_all(options: &Options, text: &str) -> bool {
    let members = text.split(';').map(trim).filter(|member| !member.is_empty());
    options.place(text).is_some() || members.into_iter().all(|member| options.place(member).is_some())
}
