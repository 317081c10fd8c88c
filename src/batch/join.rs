//! Further files, joined to the main one by the key.
//!
//! A further file is converted whole when the batch is opened. Each lead then takes the values of the row that has
//! its key; a lead without such a row reads as one whose cells are blank. A row that is broken but for its key is
//! its lead's all the same: every value of it is missing, and no default stands in (S1.4).

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arrow::array::{
    Array, ArrayRef, AsArray, DictionaryArray, Int32Array, StringArray, StringBuilder, UInt32Array, new_null_array,
};
use arrow::compute::{concat, take};
use arrow::datatypes::{DataType, Int32Type};
use rustc_hash::FxHashMap;

use super::convert::{Converted, FileConverter, Owner, text_at};
use super::json::LateKey;
use super::reason;
use super::records::Records;
use super::report::{self, ColumnCounts, FileReport, JoinedRows, Rejected};
use super::vendor::identity;
use crate::types::Finding;

/// How many rows of a joined file are converted at a time.
const ROWS: usize = 1 << 16;
/// About how many bytes of it.
const BYTES: usize = 1 << 24;
/// What the table of keys takes for a row, in bytes, beside the key.
const ENTRY: usize = 64;
/// What a finding takes, in bytes, beside its texts.
const FINDING: usize = size_of::<Finding>();

/// A joined file.
#[derive(Debug)]
pub(super) struct Joined {
    pub converter: FileConverter,
    keys: ArrayRef,
    /// By what a key is compared by the row of its first occurrence. Hashed at random: the keys of a file may be chosen to collide.
    rows: HashMap<String, u32>,
    /// Likewise the number of the row that is a key's and cannot be read.
    lost: HashMap<String, u64>,
    /// The arrays of each plan; the last values stand for a blank cell and for one that cannot be read.
    columns: Vec<Vec<ArrayRef>>,
    numbers: Vec<u64>,
    /// Which rows a lead has taken.
    taken: Vec<AtomicBool>,
    /// Where the blank values are.
    blank: u32,
    /// Which rows repeat a key, so that none can take them.
    repeated: Vec<bool>,
    /// How many rows the file has, those that are none among them.
    pub read: u64,
    /// What is counted of its columns.
    pub counts: Vec<ColumnCounts>,
    /// How many of its rows are rejected, by kind.
    pub rejected: Rejected,
}

/// Why a file cannot be joined.
pub(super) enum Refused {
    /// It cannot be read.
    Unreadable(io::Error),
    /// It is larger than what is left of the budget.
    TooLarge,
}

/// A joined file, and what it takes.
pub(super) struct Held {
    pub joined: Joined,
    /// About how many bytes of memory.
    pub memory: u64,
    /// The keys of objects that the header does not have.
    pub late: Vec<LateKey>,
}

/// The whole of a file, converted.
#[derive(Default)]
struct Whole {
    keys: Vec<ArrayRef>,
    columns: Vec<Vec<Vec<ArrayRef>>>,
    numbers: Vec<u64>,
    found: Vec<Finding>,
    lost: Vec<Owner>,
    late: Vec<LateKey>,
    read: u64,
    memory: u64,
    counts: Vec<ColumnCounts>,
}

impl Whole {
    /// Reads and converts a file, which may take `budget` bytes.
    fn of(converter: &FileConverter, records: &mut dyn Records, budget: u64) -> Result<Whole, Refused> {
        let mut whole = Whole { columns: converter.plans.iter().map(|_| Vec::new()).collect(), ..Whole::default() };
        while let Some(content) = records.next(ROWS, BYTES).map_err(Refused::Unreadable)? {
            let Converted { keys, columns, rows, mut findings, mut lost, late, read, counts } =
                converter.convert(&content);
            whole.read += read;
            // Each key stands once more in the table of keys.
            let arrays = columns.iter().flatten().chain([&keys, &keys]);
            let found = findings.iter().map(|finding| FINDING + finding.value.len() + finding.reason.len());
            whole.memory += (arrays.map(held).sum::<usize>() + rows.len() * ENTRY + found.sum::<usize>()) as u64;
            whole.numbers.extend(rows);
            if whole.memory > budget || whole.numbers.len() > i32::MAX as usize {
                return Err(Refused::TooLarge);
            }
            whole.keys.push(keys);
            for (all, arrays) in whole.columns.iter_mut().zip(columns) {
                all.push(arrays);
            }
            whole.found.append(&mut findings);
            whole.lost.append(&mut lost);
            whole.late.extend(late);
            report::merge(&mut whole.counts, counts);
        }
        Ok(whole)
    }
}

/// Returns about how many bytes a column holds.
fn held(array: &ArrayRef) -> usize {
    array.to_data().get_slice_memory_size().unwrap_or_else(|_| array.get_array_memory_size())
}

/// Returns the parts of a column one after the other; `empty` is a column without values. Parts that share a dictionary
/// keep it as it is, so that the key of an option stays its place.
fn end_to_end(parts: &[ArrayRef], empty: ArrayRef) -> ArrayRef {
    let parts: Vec<&dyn Array> = parts.iter().map(AsRef::as_ref).chain([empty.as_ref()]).collect();
    // INVARIANT: the parts of a column have one type.
    let concat = |parts: &[&dyn Array]| concat(parts).unwrap_or_else(|error| unreachable!("{error}"));
    let texts: Option<Vec<_>> = parts.iter().map(|part| part.as_dictionary_opt::<Int32Type>()).collect();
    let shared = texts.and_then(|texts| {
        let values = texts.first()?.values().clone();
        let is_shared = texts.iter().all(|part| Arc::ptr_eq(part.values(), &values));
        is_shared.then(|| (texts.iter().map(|part| part.keys() as &dyn Array).collect::<Vec<_>>(), values))
    });
    match shared {
        Some((keys, values)) => {
            let keys = concat(&keys).as_primitive::<Int32Type>().clone();
            Arc::new(DictionaryArray::try_new(keys, values).unwrap_or_else(|error| unreachable!("{error}")))
        }
        None => concat(&parts),
    }
}

impl Joined {
    /// Converts a whole file, which may take `budget` bytes; what is found in it is added to `findings`.
    pub(super) fn read(
        converter: FileConverter,
        records: &mut dyn Records,
        budget: u64,
        findings: &mut Vec<Finding>,
    ) -> Result<Held, Refused> {
        let Whole { keys, columns, numbers, mut found, mut lost, late, read, memory, counts } =
            Whole::of(&converter, records, budget)?;
        let blanks = converter.blanks();
        let text = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        let keys = end_to_end(&keys, new_null_array(&text, 0));
        // INVARIANT: a joined file has fewer rows than an i32 counts.
        let blank = u32::try_from(numbers.len()).unwrap_or(u32::MAX - 1);
        let unreadable = blank + 1;
        lost.sort_by_key(|owner| owner.row);
        let mut broken: HashMap<&str, u64> = HashMap::new();
        for owner in lost.iter().filter(|owner| owner.is_certain) {
            for key in &owner.keys {
                broken.entry(identity(key)).or_insert(owner.row);
            }
        }
        let mut rows: HashMap<String, u32> = HashMap::new();
        let mut repeated = vec![false; numbers.len()];
        for (place, number) in numbers.iter().enumerate() {
            let key = text_at(keys.as_dictionary(), place).unwrap_or_default();
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            let earlier = rows.get(identity(key)).map(|first| numbers[*first as usize]);
            let lost = broken.get(identity(key)).copied().filter(|row| row < number);
            match earlier.into_iter().chain(lost).min() {
                None => {
                    rows.insert(identity(key).to_string(), place);
                }
                Some(first) => {
                    let header = converter.key.as_ref().map_or_else(|| "".into(), |plan| plan.header.clone());
                    let problem = reason::duplicate_key(key, first);
                    found.push(converter.manner.finding(problem, *number, &header, key.to_string()));
                    repeated[place as usize] = true;
                }
            }
        }
        let mut lost_rows = HashMap::new();
        for (owner, key) in lost.iter().flat_map(|owner| owner.keys.iter().map(move |key| (owner, key))) {
            if *rows.entry(identity(key).to_string()).or_insert(unreadable) == unreadable {
                lost_rows.entry(identity(key).to_string()).or_insert(owner.row);
            }
        }
        found.sort_by_key(|finding| finding.row);
        let mut rejected = Rejected::default();
        rejected.add(&found);
        findings.append(&mut found);
        let all = |(chunks, blanks): (Vec<Vec<ArrayRef>>, Vec<ArrayRef>)| {
            let column = |(place, blank): (usize, &ArrayRef)| {
                let parts: Vec<ArrayRef> = chunks.iter().map(|arrays| arrays[place].clone()).collect();
                end_to_end(&parts, blank.slice(0, 0))
            };
            with_blank(blanks.iter().enumerate().map(column).collect(), &blanks)
        };
        let columns = columns.into_iter().zip(blanks).map(all).collect();
        let taken = numbers.iter().map(|_| AtomicBool::new(false)).collect();
        let lost = lost_rows;
        let joined =
            Joined { converter, keys, rows, lost, columns, numbers, taken, blank, repeated, read, counts, rejected };
        Ok(Held { joined, memory, late })
    }

    /// Returns for each key the place of its row.
    pub(super) fn places(&self, keys: &ArrayRef) -> UInt32Array {
        let keys = keys.as_dictionary();
        (0..keys.len())
            .map(|at| {
                let place = self.rows.get(identity(text_at(keys, at).unwrap_or_default())).copied();
                Some(place.unwrap_or(self.blank))
            })
            .collect()
    }

    /// Returns the name of the file.
    pub(super) fn file(&self) -> &Arc<str> {
        &self.converter.manner.file
    }

    /// Returns the row that is that of a key, whether it can be read or not.
    pub(super) fn row_of(&self, key: &str) -> Option<u64> {
        let place = *self.rows.get(identity(key))?;
        self.numbers.get(place as usize).or_else(|| self.lost.get(identity(key))).copied()
    }

    /// Notes that leads have the rows at these places.
    pub(super) fn mark(&self, places: &UInt32Array) {
        for taken in places.values().iter().filter_map(|place| self.taken.get(*place as usize)) {
            taken.store(true, Ordering::Relaxed);
        }
    }

    /// Returns the values of a plan's columns at these places.
    pub(super) fn take(&self, plan: usize, places: &UInt32Array) -> Vec<ArrayRef> {
        self.columns[plan]
            .iter()
            // INVARIANT: places lie within the columns.
            .map(|array| take(array, places, None).unwrap_or_else(|error| unreachable!("{error}")))
            .map(|array| if self.converter.plans[plan].kind.is_text() { compact(array) } else { array })
            .collect()
    }

    /// Returns how many rows were joined to a lead.
    pub(super) fn matched(&self) -> u64 {
        self.taken.iter().filter(|taken| taken.load(Ordering::Relaxed)).count() as u64
    }

    /// Returns what became of its rows.
    pub(super) fn report(&self) -> FileReport {
        let (matched, repeated) = (self.matched(), self.repeated.iter().filter(|repeated| **repeated).count() as u64);
        let unmatched = self.numbers.len() as u64 - matched - repeated;
        FileReport {
            file: self.file().clone(),
            read: self.read,
            rejected: self.rejected.counts(),
            joined: Some(JoinedRows { matched, unmatched, repeated }),
            activity: None,
        }
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

/// Returns the arrays with the blank values after them, and missing ones after those.
fn with_blank(arrays: Vec<ArrayRef>, blank: &[ArrayRef]) -> Vec<ArrayRef> {
    arrays
        .into_iter()
        .zip(blank)
        .map(|(array, blank)| match blank.is_null(0) {
            true => append_null(&array),
            false => end_to_end(&[array], blank.clone()),
        })
        .map(|array| append_null(&array))
        .collect()
}

/// Returns a column of texts with no others in its dictionary than stand in it: that of the whole file would be gone
/// through for every chunk of leads.
fn compact(array: ArrayRef) -> ArrayRef {
    let Some(texts) = array.as_dictionary_opt::<Int32Type>() else { return array };
    let values: &StringArray = texts.values().as_string();
    let (mut codes, mut used) = (FxHashMap::default(), StringBuilder::new());
    let keys = texts.keys().iter().map(|key| {
        let key = key?;
        let next = i32::try_from(codes.len()).ok()?;
        Some(*codes.entry(key).or_insert_with(|| {
            used.append_value(values.value(usize::try_from(key).unwrap_or_default()));
            next
        }))
    });
    let keys: Int32Array = keys.collect();
    // INVARIANT: the keys are places among the values.
    Arc::new(DictionaryArray::try_new(keys, Arc::new(used.finish())).unwrap_or_else(|error| unreachable!("{error}")))
}

fn append_null(array: &ArrayRef) -> ArrayRef {
    let places: UInt32Array = (0..array.len()).map(|at| u32::try_from(at).ok()).chain([None]).collect();
    take(array, &places, None).unwrap_or_else(|error| unreachable!("{error}"))
}
