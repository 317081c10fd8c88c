//! The keys of objects, as the columns of a file.

use indexmap::IndexSet;

use super::cells::members;
use crate::batch::csv::RawRecords;

/// How deep the members of objects are columns.
const DEEPEST: usize = 8;

/// The keys of objects: which column each of them is, and which objects have columns inside.
#[derive(Clone, Debug, Default)]
pub(in crate::batch) struct Keys {
    pub(super) nodes: rustc_hash::FxHashMap<String, Node>,
}

/// What a key is.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    /// Its column's place in the header.
    pub place: Option<usize>,
    /// The keys of the object that it holds.
    pub inside: Option<Keys>,
}

impl Keys {
    /// Returns the keys of some objects with the header they make: the paths of their values in the order in which
    /// they are met.
    pub(in crate::batch) fn of(sample: &RawRecords) -> (Keys, Vec<String>) {
        let mut paths: IndexSet<Vec<String>> = IndexSet::new();
        for record in &sample.records {
            let bytes = &sample.bytes[record.start as usize..record.end as usize];
            gather(&String::from_utf8_lossy(bytes), &mut Vec::new(), &mut paths);
        }
        let mut keys = Keys::default();
        for (place, path) in paths.iter().enumerate() {
            keys.add(path, place);
        }
        (keys, paths.iter().map(|path| path.join(".")).collect())
    }

    /// Adds a column by its path.
    pub(in crate::batch) fn insert(&mut self, path: &str, place: usize) {
        let steps: Vec<String> = path.split('.').map(str::to_string).collect();
        self.add(&steps, place);
    }

    fn add(&mut self, path: &[String], place: usize) {
        let Some((first, rest)) = path.split_first() else { return };
        let node = self.nodes.entry(first.clone()).or_default();
        match rest {
            [] => node.place = Some(place),
            rest => node.inside.get_or_insert_with(Keys::default).add(rest, place),
        }
    }
}

/// Gathers the paths of an object's values; what is no object has none.
fn gather(text: &str, above: &mut Vec<String>, paths: &mut IndexSet<Vec<String>>) {
    // What is no JSON is found out when its row is read.
    let _ = members(text, &mut |key, value| {
        above.push(key.to_string());
        if value.starts_with('{') && above.len() < DEEPEST {
            gather(value, above, paths);
        } else {
            paths.insert(above.clone());
        }
        above.pop();
    });
}
