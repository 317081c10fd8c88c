//! What keys and unique values earlier rows had (S7.2).
//!
//! Values are kept as 128-bit hashes, so that a row costs the same however long its key is: among ten million
//! values the odds that two different ones share a hash are 1 in 10^24. Beyond a budget of memory the hashes go to a
//! temporary file in sorted runs; of each run a filter and the first hash of every block stay in memory, so that a
//! value that is new rarely costs a read, and one that is not costs one.

mod spill;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};
use std::io;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray};
use arrow::compute::filter_record_batch;
use arrow::datatypes::{DataType, Date32Type, Decimal64Type, Int32Type, Int64Type, TimestampMicrosecondType};

use super::convert::{Chunk, text_at};
use super::vendor::identity;
use super::{error, reason};
use crate::diagnostic::Diagnostic;
use crate::time::Instant;
use crate::types::{FieldId, Finding, Schema, fold};
use spill::Spill;

/// A hash of a value of a field.
pub(super) type Print = (u64, u64);

/// Hashes that are hashes already.
#[derive(Clone, Copy, Default)]
struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 ^= value;
    }
}

/// Finds rows that repeat a key or a unique value of an earlier one.
pub(super) struct Seen {
    trusted: bool,
    /// The unique fields but the key: name and whether it is text.
    unique: Vec<String>,
    recent: HashMap<Print, u64, BuildHasherDefault<Ready>>,
    most: usize,
    spill: Spill,
}

/// Bytes that an entry in memory takes at the most: 24 for itself, as many and a half for the room that a table keeps
/// free, and 24 more while a table is sorted into a run.
const ENTRY: usize = 74;

impl Seen {
    /// The memory that is used unless said otherwise.
    pub(super) const BUDGET: usize = 256 << 20;

    /// Returns a record of no rows, which keeps to `budget` bytes of memory; with `trusted`, of none ever.
    pub(super) fn new(schema: &Schema, trusted: bool, budget: usize) -> Seen {
        let unique = |id: &FieldId| schema.field(*id).unique && *id != schema.key;
        Seen {
            trusted,
            unique: schema.ids().filter(unique).map(|id| schema.field(id).name.clone()).collect(),
            recent: HashMap::default(),
            most: (budget / ENTRY).max(1),
            spill: Spill::default(),
        }
    }

    /// Takes away the rows of a chunk that repeat an earlier row, in this chunk or another before it; each becomes a
    /// finding. Chunks must come in order. A row that is taken away leaves no trace: its other values are free.
    ///
    /// # Errors
    /// When the temporary file cannot be written or read.
    pub(super) fn deduplicate(&mut self, converter: &super::Converter, chunk: &mut Chunk) -> Result<(), Diagnostic> {
        if self.trusted {
            return Ok(());
        }
        self.deduplicate_rows(converter, chunk).map_err(|cause| error::no_scratch(&cause))
    }

    fn deduplicate_rows(&mut self, converter: &super::Converter, chunk: &mut Chunk) -> io::Result<()> {
        let mut columns: Vec<(u64, String, ArrayRef)> = Vec::new();
        for (number, field) in (1..).zip(&self.unique) {
            if let Some(array) = chunk.batch.column_by_name(field) {
                columns.push((number, field.clone(), array.clone()));
            }
        }
        let printed: Vec<Vec<Option<Print>>> =
            columns.iter().map(|(number, _, array)| prints(*number, array)).collect();
        let mut keep = Vec::with_capacity(chunk.rows.len());
        let mut found = Vec::new();
        let mut fresh = Vec::new();
        for place in 0..chunk.rows.len() {
            let row = chunk.rows[place];
            fresh.clear();
            let key = print(0, identity(chunk.id(place)).as_bytes());
            let mut clash = self.find(key)?.map(|first| (reason::duplicate_key(chunk.id(place), first), 0));
            fresh.push(key);
            for (column, prints) in printed.iter().enumerate() {
                if clash.is_some() {
                    break;
                }
                let Some(print) = prints[place] else { continue };
                if let Some(first) = self.find(print)? {
                    let (_, field, array) = &columns[column];
                    clash = Some((reason::duplicate_value(field, &shown(array, place), first), column + 1));
                }
                fresh.push(print);
            }
            keep.push(clash.is_none());
            match clash {
                Some((problem, column)) => {
                    let (field, value) = match column {
                        0 => (None, chunk.id(place).to_string()),
                        _ => (Some(columns[column - 1].1.as_str()), shown(&columns[column - 1].2, place)),
                    };
                    let (file, header) = converter.column_of(field);
                    let crate::batch::cell::Problem { kind, reason } = problem;
                    found.push(Finding { kind, file, row, column: header, value, reason });
                }
                None => {
                    for print in fresh.drain(..) {
                        self.insert(print, row)?;
                    }
                }
            }
        }
        if !found.is_empty() {
            take_away(chunk, &keep, found);
        }
        Ok(())
    }

    /// Returns the row that a value was first seen in.
    fn find(&mut self, print: Print) -> io::Result<Option<u64>> {
        match self.recent.get(&print) {
            Some(row) => Ok(Some(*row)),
            None => self.spill.find(print),
        }
    }

    fn insert(&mut self, print: Print, row: u64) -> io::Result<()> {
        if self.recent.len() >= self.most {
            let mut run: Vec<(Print, u64)> = std::mem::take(&mut self.recent).into_iter().collect();
            run.sort_unstable();
            self.spill.push(&run)?;
        }
        self.recent.insert(print, row);
        Ok(())
    }
}

/// Leaves the rows that are to be kept, and notes the others.
pub(super) fn take_away(chunk: &mut Chunk, keep: &[bool], found: Vec<Finding>) {
    let mask = BooleanArray::from(keep.to_vec());
    // INVARIANT: the mask is as long as the batch.
    if let Ok(batch) = filter_record_batch(&chunk.batch, &mask) {
        chunk.batch = batch;
    }
    for places in &mut chunk.places {
        let mut flags = keep.iter();
        *places = places.iter().filter(|_| flags.next().copied().unwrap_or(true)).collect();
    }
    // What is wrong with the cells of a row that is no lead is of no interest.
    chunk.findings.retain(|finding| found.binary_search_by_key(&finding.row, |other| other.row).is_err());
    let mut flags = keep.iter();
    chunk.rows.retain(|_| flags.next().copied().unwrap_or(true));
    chunk.findings.extend(found);
    chunk.findings.sort_by_key(|finding| finding.row);
}

/// Returns the hash of a value of a field; the key is field 0.
fn print(field: u64, value: &[u8]) -> Print {
    let half = |salt: u64| {
        let mut hasher = DefaultHasher::new();
        (salt, field).hash(&mut hasher);
        hasher.write(value);
        hasher.finish()
    };
    (half(0x6c65_6164), half(0x7061_6374))
}

/// Returns the hashes of a column; blanks have none. Texts are folded, once a dictionary entry.
fn prints(field: u64, array: &ArrayRef) -> Vec<Option<Print>> {
    if let Some(texts) = array.as_dictionary_opt::<Int32Type>() {
        let values = texts.values().as_string::<i32>();
        let known: Vec<Print> =
            values.iter().map(|value| print(field, fold(value.unwrap_or_default()).as_bytes())).collect();
        return (0..texts.len()).map(|at| texts.key(at).map(|code| known[code])).collect();
    }
    (0..array.len()).map(|at| number(array, at).map(|value| print(field, &value.to_le_bytes()))).collect()
}

/// Returns a value that is no text as a number.
fn number(array: &ArrayRef, at: usize) -> Option<i64> {
    if array.is_null(at) {
        return None;
    }
    Some(match array.data_type() {
        DataType::Int64 => array.as_primitive::<Int64Type>().value(at),
        DataType::Decimal64(..) => array.as_primitive::<Decimal64Type>().value(at),
        DataType::Date32 => i64::from(array.as_primitive::<Date32Type>().value(at)),
        DataType::Timestamp(..) => array.as_primitive::<TimestampMicrosecondType>().value(at),
        DataType::Boolean => i64::from(array.as_boolean().value(at)),
        _ => return None,
    })
}

/// Returns a value as findings show it.
fn shown(array: &ArrayRef, at: usize) -> String {
    if let Some(texts) = array.as_dictionary_opt::<Int32Type>() {
        return text_at(texts, at).unwrap_or_default().to_string();
    }
    if let Some(instants) = array.as_primitive_opt::<TimestampMicrosecondType>() {
        return Instant(instants.value(at)).to_string();
    }
    arrow::util::display::array_value_to_string(array, at).unwrap_or_default()
}
