//! The groups that leads fall into, whatever their spelling (S1.5).

use std::collections::BTreeMap;

use indexmap::IndexMap;
use indexmap::map::Entry;
use rustc_hash::FxBuildHasher;

use crate::eval::Groups;

/// What tells a group from others: for each field its value folded, none where it is missing.
pub(super) type GroupKey = Vec<Option<String>>;

/// By field how often each spelling occurs.
type Spellings = Vec<BTreeMap<String, u64>>;

/// The groups seen, each with how often each spelling occurs.
#[derive(Clone, Debug, Default)]
pub(super) struct GroupTable {
    groups: IndexMap<GroupKey, Spellings, FxBuildHasher>,
}

impl GroupTable {
    /// Returns how many groups there are.
    pub(super) fn len(&self) -> usize {
        self.groups.len()
    }

    /// Returns the place of each lead's group; `rows` says how many leads there are.
    pub(super) fn place(&mut self, columns: &[Groups<'_>], rows: usize) -> Vec<u32> {
        // A group of the batch as one number: the places of its values, the missing one first, with mixed bases.
        let bases: Vec<u64> = columns.iter().map(|column| column.values.len() as u64 + 1).collect();
        let digit = |column: &Groups<'_>, row: usize| u64::try_from(i64::from(column.keys[row]) + 1).unwrap_or(0);
        let number = |row: usize| {
            let digits = columns.iter().zip(&bases);
            // INVARIANT: a batch has some thousand leads, and so have its values: three fields fit easily.
            digits.fold(0_u64, |number, (column, base)| number.wrapping_mul(*base).wrapping_add(digit(column, row)))
        };
        let mut known: IndexMap<u64, (u32, usize, u64), FxBuildHasher> = IndexMap::default();
        let mut places = Vec::with_capacity(rows);
        for row in 0..rows {
            let place = match known.entry(number(row)) {
                Entry::Occupied(mut entry) => {
                    entry.get_mut().2 += 1;
                    entry.get().0
                }
                Entry::Vacant(entry) => {
                    let value = |column: &Groups<'_>| {
                        let key = usize::try_from(column.keys[row]).ok()?;
                        Some(column.folded[key].to_string())
                    };
                    let place = group_place(&mut self.groups, columns.iter().map(value).collect(), columns.len());
                    entry.insert((place, row, 1));
                    place
                }
            };
            places.push(place);
        }
        for (place, row, count) in known.into_values() {
            for (field, column) in columns.iter().enumerate() {
                if let Ok(key) = usize::try_from(column.keys[row]) {
                    self.spell(place, field, &column.values[key], count);
                }
            }
        }
        places
    }

    fn spell(&mut self, group: u32, field: usize, spelling: &str, count: u64) {
        let spellings = &mut self.groups[group as usize][field];
        match spellings.get_mut(spelling) {
            Some(known) => *known += count,
            None => {
                spellings.insert(spelling.to_string(), count);
            }
        }
    }

    /// Takes over the groups of another table, and returns the place of each of them here.
    pub(super) fn merge(&mut self, other: GroupTable) -> Vec<u32> {
        let mut places = Vec::with_capacity(other.len());
        for (key, spellings) in other.groups {
            let place = group_place(&mut self.groups, key, spellings.len());
            for (field, spellings) in spellings.into_iter().enumerate() {
                spellings.into_iter().for_each(|(spelling, count)| self.spell(place, field, &spelling, count));
            }
            places.push(place);
        }
        places
    }

    /// Returns what tells a group apart.
    pub(super) fn key(&self, place: u32) -> &GroupKey {
        // INVARIANT: a place is only made by this table.
        self.groups.get_index(place as usize).unwrap_or_else(|| unreachable!("no group {place}")).0
    }

    /// Returns some groups that are one as it is shown, by the first of their fields.
    pub(super) fn shown_together(&self, places: impl Iterator<Item = u32>, fields: usize) -> Vec<Option<String>> {
        let mut together: Spellings = vec![BTreeMap::new(); fields];
        for place in places {
            for (total, spellings) in together.iter_mut().zip(&self.groups[place as usize]) {
                for (spelling, count) in spellings {
                    *total.entry(spelling.clone()).or_default() += count;
                }
            }
        }
        together.iter().map(most_frequent).collect()
    }

    /// Returns the place of a group; none where no lead is of it.
    pub(super) fn find(&self, key: &GroupKey) -> Option<u32> {
        self.groups.get_index_of(key).and_then(|place| u32::try_from(place).ok())
    }

    /// Returns a group as it is shown: each value in its most frequent spelling, ties by code point.
    pub(super) fn shown(&self, place: u32) -> Vec<Option<String>> {
        self.groups[place as usize].iter().map(most_frequent).collect()
    }
}

fn most_frequent(spellings: &BTreeMap<String, u64>) -> Option<String> {
    // The last of the greatest would win: so the order is turned round.
    let spellings = spellings.iter().rev().max_by_key(|(_, count)| **count);
    spellings.map(|(spelling, _)| spelling.clone())
}

/// Returns the place of a group, which is added where it is new.
fn group_place(groups: &mut IndexMap<GroupKey, Spellings, FxBuildHasher>, key: GroupKey, fields: usize) -> u32 {
    let place = match groups.get_index_of(&key) {
        Some(place) => place,
        None => groups.insert_full(key, vec![BTreeMap::new(); fields]).0,
    };
    // INVARIANT: a collection is full long before so many groups.
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    #[test]
    fn s1_5_a_group_is_shown_in_its_most_frequent_spelling() {
        let values = vec![Cow::Borrowed("Google"), Cow::Borrowed("google"), Cow::Borrowed("GOOGLE")];
        let folded = vec![Cow::Borrowed("google"); 3];
        let column = Groups { keys: vec![0, 1, 2, -1, 1], values, folded };
        let mut table = GroupTable::default();
        assert_eq!(table.place(std::slice::from_ref(&column), 5), [0, 0, 0, 1, 0]);
        assert_eq!(table.shown(0), [Some("google".to_string())]);
        assert_eq!(table.shown(1), [None]);

        let tied = Groups { keys: vec![0, 2], ..column };
        let mut other = GroupTable::default();
        other.place(&[tied], 2);
        table.merge(other);
        // Two of each: the first by code point.
        assert_eq!(table.shown(0), [Some("GOOGLE".to_string())]);
    }
}
