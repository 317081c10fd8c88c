//! Keys of objects that come late: what they would have been columns of.

use std::collections::HashSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::OpenFile;
use crate::batch::description::Description;
use crate::batch::header::{self, Found};
use crate::batch::json::LateKey;
use crate::batch::{error, names};
use crate::diagnostic::Diagnostics;
use crate::types::{Field, FieldId, Schema};

/// Keys that would be columns of fields; they must be among those of the first objects.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// By key, as headers are compared, the field.
    fields: FxHashMap<String, String>,
    /// The others that have come, with their files. Hashed at random: the keys of a file may be chosen to collide.
    noted: HashSet<(Arc<str>, Arc<str>)>,
}

impl Claims {
    /// Returns the keys that would be columns of the `wanted` fields, had they come earlier.
    pub(super) fn new(schema: &Schema, wanted: &[FieldId], description: &Description, files: &[OpenFile]) -> Claims {
        let mut claims = Claims::default();
        let described = |field: &Field| description.columns.iter().any(|(name, _)| name.value == field.name);
        for tier in 0..3 {
            for field in wanted.iter().map(|id| schema.field(*id)).filter(|field| !described(field)) {
                // What decides a field goes before what is tried after it, whenever that comes.
                let decided = (0..3).find(|tier| {
                    let names = names_of(field, *tier);
                    files.iter().any(|file| names.iter().any(|name| file.header.find(name) != Found::Nothing))
                });
                if decided.is_none_or(|decided| tier <= decided) {
                    for name in names_of(field, tier) {
                        claims.fields.entry(header::key(&name)).or_insert_with(|| field.name.clone());
                    }
                }
            }
        }
        claims
    }

    /// Says of late keys which fields they hold: to leave them out would be to lose what they say.
    pub(super) fn refuse(&self, file: &str, late: &[LateKey]) -> Diagnostics {
        let found = late.iter().filter_map(|key| Some((key, self.fields.get(&header::key(&key.path))?)));
        found.map(|(key, field)| error::late_key(file, key.row, &key.path, field)).collect()
    }

    /// Adds late keys to the headers that nothing reads, each once.
    pub(super) fn note(&mut self, file: &Arc<str>, late: Vec<LateKey>, unused: &mut Vec<(Arc<str>, Arc<str>)>) {
        for key in late {
            let entry = (file.clone(), Arc::from(key.path));
            if self.noted.insert(entry.clone()) {
                unused.push(entry);
            }
        }
    }
}

/// Returns what a field may be called: 0 by its name, 1 by its aliases, 2 by vendors.
fn names_of(field: &Field, tier: usize) -> Vec<String> {
    match tier {
        0 => vec![field.name.clone()],
        1 => field.aliases.clone(),
        _ => names::written_as(&field.name).collect(),
    }
}
