//! Further files, joined to the main one by the key.
//!
//! A further file is converted whole when the batch is opened. Each lead then takes the values of the row that has
//! its key; a lead without such a row reads as one whose cells are blank. A row that is broken but for its key is
//! its lead's all the same: every value of it is missing, and no default stands in (S1.4).

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use arrow::array::{Array, ArrayRef, AsArray, UInt32Array};
use arrow::compute::{concat, take};

use super::convert::{Converted, FileConverter, text_at};
use super::csv::RawRecords;
use super::reason;
use crate::types::Finding;

/// A joined file.
#[derive(Debug)]
pub(super) struct Joined {
    pub converter: FileConverter,
    keys: ArrayRef,
    /// By key the row of its first occurrence. Hashed at random: the keys of a file may be chosen to collide.
    rows: HashMap<String, u32>,
    /// The arrays of each plan; the last values stand for a blank cell and for one that cannot be read.
    columns: Vec<Vec<ArrayRef>>,
    numbers: Vec<u64>,
    /// Which rows a lead has taken.
    taken: Vec<AtomicBool>,
    /// Where the blank values are.
    blank: u32,
    /// Which rows repeat a key, so that none can take them.
    repeated: Vec<bool>,
}

impl Joined {
    /// Converts a whole file; what is found in it is added to `findings`.
    pub(super) fn new(converter: FileConverter, raw: &RawRecords, findings: &mut Vec<Finding>) -> Joined {
        let Converted { keys, columns, rows: numbers, findings: mut found, mut lost } = converter.convert(raw);
        // INVARIANT: a joined file fits in memory and has fewer rows than a u32 counts.
        let blank = u32::try_from(numbers.len()).unwrap_or(u32::MAX - 1);
        let unreadable = blank + 1;
        lost.sort_by_key(|owner| owner.row);
        let mut broken: HashMap<&str, u64> = HashMap::new();
        for owner in lost.iter().filter(|owner| owner.is_certain) {
            for key in &owner.keys {
                broken.entry(key).or_insert(owner.row);
            }
        }
        let mut rows: HashMap<String, u32> = HashMap::new();
        let mut repeated = vec![false; numbers.len()];
        for (place, number) in numbers.iter().enumerate() {
            let key = text_at(keys.as_dictionary(), place).unwrap_or_default();
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            let earlier = rows.get(key).map(|first| numbers[*first as usize]);
            let lost = broken.get(key).copied().filter(|row| row < number);
            match earlier.into_iter().chain(lost).min() {
                None => {
                    rows.insert(key.to_string(), place);
                }
                Some(first) => {
                    let header = converter.key.as_ref().map_or_else(|| "".into(), |plan| plan.header.clone());
                    let problem = reason::duplicate_key(key, first);
                    found.push(converter.manner.finding(problem, *number, &header, key.to_string()));
                    repeated[place as usize] = true;
                }
            }
        }
        for key in lost.iter().flat_map(|owner| &owner.keys) {
            rows.entry(key.clone()).or_insert(unreadable);
        }
        found.sort_by_key(|finding| finding.row);
        findings.append(&mut found);
        let blanks = converter.blanks();
        let columns = columns.into_iter().zip(blanks).map(|(arrays, blank)| with_blank(arrays, &blank)).collect();
        let taken = numbers.iter().map(|_| AtomicBool::new(false)).collect();
        Joined { converter, keys, rows, columns, numbers, taken, blank, repeated }
    }

    /// Returns for each key the place of its row.
    pub(super) fn places(&self, keys: &ArrayRef) -> UInt32Array {
        let keys = keys.as_dictionary();
        (0..keys.len())
            .map(|at| {
                let place = self.rows.get(text_at(keys, at).unwrap_or_default()).copied();
                if let Some(taken) = place.and_then(|place| self.taken.get(place as usize)) {
                    taken.store(true, Ordering::Relaxed);
                }
                Some(place.unwrap_or(self.blank))
            })
            .collect()
    }

    /// Returns the values of a plan's columns at these places.
    pub(super) fn take(&self, plan: usize, places: &UInt32Array) -> Vec<ArrayRef> {
        self.columns[plan]
            .iter()
            // INVARIANT: places lie within the columns.
            .map(|array| take(array, places, None).unwrap_or_else(|error| unreachable!("{error}")))
            .collect()
    }

    /// Returns how many rows were joined to a lead.
    pub(super) fn matched(&self) -> u64 {
        self.taken.iter().filter(|taken| taken.load(Ordering::Relaxed)).count() as u64
    }

    /// Returns a note for each row whose key no lead has.
    pub(super) fn unmatched(&self) -> Vec<Finding> {
        let header = self.converter.key.as_ref().map_or_else(|| "".into(), |plan| plan.header.clone());
        let mut notes = Vec::new();
        for (place, number) in self.numbers.iter().enumerate() {
            if !self.taken[place].load(Ordering::Relaxed) && !self.repeated[place] {
                let key = text_at(self.keys.as_dictionary(), place).unwrap_or_default();
                let problem = reason::unmatched_row(key);
                notes.push(self.converter.manner.finding(problem, *number, &header, key.to_string()));
            }
        }
        notes
    }
}

impl FileConverter {
    /// Returns the arrays of one lead whose cells are all blank.
    fn blanks(&self) -> Vec<Vec<ArrayRef>> {
        // A record of nothing but a key, which is never looked at.
        let filler = "x";
        let line: Vec<&str> = self
            .slots
            .iter()
            .map(|slot| match (&self.key, slot) {
                (Some(key), Some(slot)) if *slot as usize == key.slot => filler,
                _ => "",
            })
            .collect();
        let bytes = line.join(&char::from(self.delimiter).to_string()).into_bytes();
        let mut splitter = super::csv::Splitter::new(Box::new(std::io::Cursor::new(bytes)), self.delimiter, 0);
        let raw = splitter.next(1, usize::MAX).ok().flatten().unwrap_or_default();
        self.convert(&raw).columns
    }
}

/// Returns the arrays with the blank values after them, and missing ones after those.
fn with_blank(arrays: Vec<ArrayRef>, blank: &[ArrayRef]) -> Vec<ArrayRef> {
    arrays
        .into_iter()
        .zip(blank)
        .map(|(array, blank)| match blank.is_null(0) {
            true => append_null(&array),
            false => concat(&[array.as_ref(), blank.as_ref()]).unwrap_or(array),
        })
        .map(|array| append_null(&array))
        .collect()
}

fn append_null(array: &ArrayRef) -> ArrayRef {
    let places: UInt32Array = (0..array.len()).map(|at| u32::try_from(at).ok()).chain([None]).collect();
    take(array, &places, None).unwrap_or_else(|error| unreachable!("{error}"))
}
