//! Headers that nothing reads and that are nearly the name of a field.

use std::collections::HashSet;
use std::sync::Arc;

use super::Suspicion;
use crate::batch::header;
use crate::types::{FieldId, Schema};

/// The shortest name of which a slip is told from another name.
const SHORTEST: usize = 5;

/// The fields that a header may have been meant for.
#[derive(Debug)]
pub(super) struct NearHeaders {
    /// A field with its names as headers are compared, and the header that it is read from.
    fields: Vec<(String, Vec<String>, Option<String>)>,
}

impl NearHeaders {
    /// Takes up the fields that are not read from a header of their own name.
    pub(super) fn new<'a>(schema: &Schema, read: impl Iterator<Item = (FieldId, &'a str)> + Clone) -> NearHeaders {
        let mut fields = Vec::new();
        for id in schema.ids() {
            let field = schema.field(id);
            let name = header::key(&field.name);
            let from = read.clone().find(|(other, _)| *other == id).map(|(_, header)| header);
            if from.is_none_or(|from| header::key(from) != name) {
                let names = [name].into_iter().chain(field.aliases.iter().map(|alias| header::key(alias)));
                fields.push((field.name.clone(), names.collect(), from.map(str::to_string)));
            }
        }
        NearHeaders { fields }
    }

    /// Returns those of the unused headers that are nearly a field's name, of which no header has it just so.
    pub(super) fn among(&self, unused: &[(Arc<str>, Arc<str>)]) -> Vec<Suspicion> {
        let keys: Vec<String> = unused.iter().map(|(_, header)| header::key(header)).collect();
        let known: HashSet<&str> = keys.iter().map(String::as_str).collect();
        let is_there = |names: &[String]| names.iter().any(|name| known.contains(name.as_str()));
        let open: Vec<_> = self.fields.iter().filter(|(_, names, _)| !is_there(names)).collect();
        let mut found = Vec::new();
        for ((file, header), key) in unused.iter().zip(&keys) {
            // A header that is some field's name is not another's.
            let is_own = self.fields.iter().any(|(_, names, _)| names.contains(key));
            let near = open.iter().find(|(_, names, _)| names.iter().any(|name| is_slip(key, name)));
            if let (false, Some((field, _, from))) = (is_own, near) {
                found.push(Suspicion::near_header(field, file, header, from.as_deref()));
            }
        }
        found
    }
}

/// Returns whether a text is a name with one character too many or too few, or with two that changed places. One
/// character for another is none: `mql_at` and `sql_at` are two names.
fn is_slip(text: &str, name: &str) -> bool {
    let (length, other) = (text.chars().count(), name.chars().count());
    if length.min(other) < SHORTEST || length.abs_diff(other) > 1 || strsim::osa_distance(text, name) != 1 {
        return false;
    }
    let sorted = |text: &str| {
        let mut characters: Vec<char> = text.chars().collect();
        characters.sort_unstable();
        characters
    };
    length != other || sorted(text) == sorted(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_character_more_or_less_or_two_that_changed_places() {
        for (text, name) in [("employes", "employees"), ("emplyoees", "employees"), ("created  at", "created at")] {
            assert!(is_slip(text, name), "{text} {name}");
        }
        for (text, name) in [("sql at", "mql at"), ("fit", "fits"), ("updated at", "created at"), ("owner", "owner")] {
            assert!(!is_slip(text, name), "{text} {name}");
        }
    }
}
