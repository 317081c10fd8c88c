//! The lead's declared fields.

use super::{Decimal, Type, Value};
use crate::source::Span;
use crate::time::Zone;

/// Names a field of a [`Schema`]: its place in the order of `lead`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub u32);

impl FieldId {
    /// Returns the place as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A declared field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its type; a picklist's names the field itself.
    pub kind: Type,
    /// The options of a picklist, in order; empty for other types.
    pub options: Vec<PicklistOption>,
    /// Whether an empty cell at the hand-off is a finding; changes no verdict.
    pub required: bool,
    /// Whether no two leads share a value (S7.2).
    pub unique: bool,
    /// Whether the export keeps only the last occurrence (S2.7).
    pub latest: bool,
    /// What stands in for a blank cell.
    pub default: Option<Value>,
    /// Other headers it goes by.
    pub aliases: Vec<String>,
    /// For money in several currencies: the field that holds each amount's currency.
    pub currency: Option<FieldId>,
    /// Where it is declared.
    pub span: Span,
}

/// An option of a picklist, with its other spellings.
#[derive(Clone, Debug, PartialEq)]
pub struct PicklistOption {
    /// The option.
    pub label: String,
    /// Other spellings that an export may hold.
    pub also: Vec<String>,
}

/// The fields of a lead (or of an activity), and what is needed to read their cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// The fields in the order they are declared.
    pub fields: Vec<Field>,
    /// The field that identifies a lead.
    pub key: FieldId,
    /// The contract's zone, in which a batch without one is read.
    pub zone: Zone,
    /// The contract's currency.
    pub currency: Option<String>,
    /// What one unit of another currency is worth in the contract's.
    pub rates: Vec<(String, Decimal)>,
}

impl Schema {
    /// Returns a field.
    pub fn field(&self, id: FieldId) -> &Field {
        // INVARIANT: a FieldId is only made for a field of its schema.
        &self.fields[id.index()]
    }

    /// Returns the field of a name.
    pub fn find(&self, name: &str) -> Option<FieldId> {
        self.ids().find(|id| self.field(*id).name == name)
    }

    /// Iterates over the ids of all fields, in order.
    pub fn ids(&self) -> impl Iterator<Item = FieldId> + use<> {
        (0..u32::try_from(self.fields.len()).unwrap_or(u32::MAX)).map(FieldId)
    }
}
