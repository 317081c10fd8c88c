//! The keys of objects, as the columns of a file.

use indexmap::IndexSet;

use super::cells::members;
use crate::batch::csv::RawRecords;

/// How deep the members of objects are columns.
pub(super) const DEEPEST: usize = 8;
/// What stands between the keys of a path while they are gathered: keys may have dots of their own.
const STEP: char = '\0';

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
        let mut paths: IndexSet<String> = IndexSet::new();
        for record in &sample.records {
            let bytes = &sample.bytes[record.start as usize..record.end as usize];
            gather(&String::from_utf8_lossy(bytes), &mut String::new(), 0, &mut paths);
        }
        let mut keys = Keys::default();
        for (place, path) in paths.iter().enumerate() {
            keys.add(&path.split(STEP).collect::<Vec<_>>(), place);
        }
        (keys, paths.iter().map(|path| path.replace(STEP, ".")).collect())
    }

    /// Adds a column by its path.
    pub(in crate::batch) fn insert(&mut self, path: &str, place: usize) {
        self.add(&path.split('.').collect::<Vec<_>>(), place);
    }

    fn add(&mut self, path: &[&str], place: usize) {
        let Some((first, rest)) = path.split_first() else { return };
        let node = self.nodes.entry((*first).to_string()).or_default();
        match rest {
            [] => node.place = Some(place),
            rest => node.inside.get_or_insert_with(Keys::default).add(rest, place),
        }
    }
}

/// Gathers the paths of an object's values; what is no object has none. Keys that are known cost nothing.
fn gather(text: &str, path: &mut String, depth: usize, paths: &mut IndexSet<String>) {
    let above = path.len();
    // What is no JSON is found out when its row is read.
    let _ = members(text, &mut |key, value| {
        path.push_str(key);
        if value.starts_with('{') && depth + 1 < DEEPEST {
            path.push(STEP);
            gather(value, path, depth + 1, paths);
        } else if !paths.contains(path.as_str()) {
            paths.insert(path.clone());
        }
        path.truncate(above);
    });
}
