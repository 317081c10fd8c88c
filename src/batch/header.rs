//! Which column holds which field.
//!
//! Headers and names are compared trimmed, with inner white space collapsed, folded and without a byte-order mark;
//! an underscore is a space. What is tried, in this order: what the description says under `columns`, the field's
//! name, its aliases, and what HubSpot and Salesforce call it. The first of these that a header matches decides;
//! two headers that match equally well are an error. What vendors call a field takes no header that another field
//! has by name.

use super::names;
use crate::types::{Field, fold, trim};

/// Returns a header as headers are compared.
pub(super) fn key(header: &str) -> String {
    let text = header.trim_start_matches('\u{feff}').replace('_', " ");
    let words: Vec<&str> = text.split(char::is_whitespace).map(trim).filter(|word| !word.is_empty()).collect();
    fold(&words.join(" ")).into_owned()
}

/// The header of a file, ready to be looked up in.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// The cells as they are shown: trimmed.
    pub cells: Vec<String>,
    keys: Vec<String>,
}

/// What a field finds in a header.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Found {
    /// No column.
    Nothing,
    /// One, at this place.
    One(usize),
    /// Two at the least.
    Two(usize, usize),
}

impl Header {
    pub(super) fn new(cells: Vec<String>) -> Header {
        let keys = cells.iter().map(|cell| key(cell)).collect();
        let cells = cells.iter().map(|cell| trim(cell).to_string()).collect();
        Header { cells, keys }
    }

    /// Adds a column and returns its place.
    pub(super) fn push(&mut self, cell: &str) -> usize {
        self.keys.push(key(cell));
        self.cells.push(trim(cell).to_string());
        self.cells.len() - 1
    }

    /// Finds a header by what it says; one that says exactly that goes before others that match.
    pub(super) fn find(&self, header: &str) -> Found {
        let exact = trim(header);
        match self.matching(|place, _| self.cells[place] == exact) {
            Found::One(place) => Found::One(place),
            _ => self.same(header),
        }
    }

    fn same(&self, header: &str) -> Found {
        let wanted = key(header);
        self.matching(|_, candidate| candidate == wanted)
    }

    /// Finds the column of a field by its name and, failing that, by its aliases.
    pub(super) fn by_name(&self, field: &Field) -> Found {
        match self.same(&field.name) {
            Found::Nothing => {
                let aliases: Vec<String> = field.aliases.iter().map(|alias| key(alias)).collect();
                self.matching(|_, candidate| aliases.iter().any(|alias| alias == candidate))
            }
            found => found,
        }
    }

    /// Finds the column of a field by what vendors call it, among those that `free` says no other field has.
    pub(super) fn by_vendor(&self, field: &Field, free: &dyn Fn(usize) -> bool) -> Found {
        let names: Vec<String> = names::written_as(&field.name).map(|header| key(&header)).collect();
        self.matching(|place, candidate| free(place) && names.iter().any(|name| name == candidate))
    }

    fn matching(&self, matches: impl Fn(usize, &str) -> bool) -> Found {
        let mut places = (0..self.keys.len()).filter(|place| matches(*place, &self.keys[*place]));
        match (places.next(), places.next()) {
            (None, _) => Found::Nothing,
            (Some(place), None) => Found::One(place),
            (Some(first), Some(second)) => Found::Two(first, second),
        }
    }
}
