//! Picklists: options by any of their spellings (S1.6).

use rustc_hash::FxHashMap;

use super::Problem;
use crate::batch::reason;
use crate::types::{Field, fold, trim};

/// The options of a picklist.
#[derive(Clone, Debug)]
pub(in crate::batch) struct Options {
    labels: Vec<String>,
    spellings: FxHashMap<String, i32>,
}

impl Options {
    pub(in crate::batch) fn new(field: &Field) -> Options {
        let labels: Vec<String> = field.options.iter().map(|option| option.label.clone()).collect();
        let mut spellings = FxHashMap::default();
        for (place, option) in (0..).zip(&field.options) {
            // What an option is called goes before what another is also called.
            spellings.insert(fold(trim(&option.label)).into_owned(), place);
        }
        for (place, option) in (0..).zip(&field.options) {
            for also in &option.also {
                spellings.entry(fold(trim(also)).into_owned()).or_insert(place);
            }
        }
        Options { labels, spellings }
    }

    /// Returns the options in the order they are declared.
    pub(in crate::batch) fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Returns the place of an option by one of its spellings.
    pub(in crate::batch) fn place(&self, text: &str) -> Option<i32> {
        self.spellings.get(&*fold(text)).copied()
    }

    /// Returns the place of an option by one of its spellings; where there is none, that is a problem.
    pub(in crate::batch) fn one(&self, text: &str) -> Result<i32, Problem> {
        self.place(text).ok_or_else(|| reason::unknown_option(text, self.labels.iter().map(String::as_str)))
    }

    /// Returns the set of options that a cell lists between `;`, in the order they are declared and joined by
    /// `;`; every unknown one is a problem.
    pub(in crate::batch) fn many(&self, text: &str) -> Result<String, Vec<Problem>> {
        let mut places = Vec::new();
        let mut problems = Vec::new();
        for member in text.split(';').map(trim).filter(|member| !member.is_empty()) {
            match self.one(member) {
                Ok(place) => places.push(place),
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        places.sort_unstable();
        places.dedup();
        let labels = places.iter().filter_map(|place| self.labels.get(usize::try_from(*place).ok()?));
        Ok(labels.map(String::as_str).collect::<Vec<_>>().join(";"))
    }
}
