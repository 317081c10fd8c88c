//! The activities of a batch's leads, from files of their own.
//!
//! They are read before the leads, as a stream and in the same three steps:
//!
//! 1. [`ActivityReader::next_chunk`] splits files into records, in order, one file after the other;
//! 2. [`RawActivities::read`] turns records into columns, findings and bytes to be kept, on any thread;
//! 3. [`ActivityReader::settle`] keeps them, in order again.
//!
//! Then [`ActivityReader::finish`] gives the [`ActivityStore`], which hands out the activities of some leads at a time.
//! They are found by the hash of their key, and each key is compared. Memory is bounded by a budget, beyond which
//! activities go to a temporary file: see `store`. Only the activities of one lead have to fit in memory.

mod reader;
mod row;
mod store;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arrow::array::DictionaryArray;
use arrow::datatypes::Int32Type;

use super::convert::text_at;
use super::report::{ActivityRows, FileReport, Suspicion};
use super::vendor::same_key;
use super::{Description, Input, error};
use crate::diagnostic::Diagnostic;
use crate::time::Instant;
use crate::types::{Activities, FieldId, Schema};
pub use reader::{ActivityReader, RawActivities, ReadActivities};
use row::{Found, Layout};
use store::Store;

/// What is asked of the files of an activity.
pub struct ActivityRequest<'a> {
    /// The activity's name.
    pub name: &'a str,
    /// Its fields.
    pub schema: &'a Schema,
    /// The field that says when it happened.
    pub instant: FieldId,
    /// The fields that are read, in the order of the schema; the key and the instant are among them.
    pub needed: &'a [FieldId],
    /// What is said of the batch.
    pub description: &'a Description,
    /// The files; they replace those of the description. May be empty.
    pub files: Vec<Input>,
    /// The clock of the run: what is later is counted.
    pub as_of: Instant,
    /// The only lead whose activities are kept, by its key; those of all where there is none.
    pub only: Option<&'a str>,
    /// About the most bytes of activities in memory.
    pub budget: usize,
    /// The most rows in a chunk.
    pub chunk_rows: usize,
    /// How many bits of the hash of a key count. Fewer change nothing but the time that looking up takes.
    pub hash_bits: u32,
}

impl<'a> ActivityRequest<'a> {
    /// Bytes of activities in memory unless said otherwise.
    pub const BUDGET: usize = 128 << 20;

    /// Returns a request for all activities of the files that are described, with the defaults.
    pub fn new(
        name: &'a str,
        schema: &'a Schema,
        instant: FieldId,
        needed: &'a [FieldId],
        description: &'a Description,
        as_of: Instant,
    ) -> ActivityRequest<'a> {
        ActivityRequest {
            name,
            schema,
            instant,
            needed,
            description,
            files: Vec::new(),
            as_of,
            only: None,
            budget: ActivityRequest::BUDGET,
            chunk_rows: super::Request::CHUNK_ROWS,
            hash_bits: u64::BITS,
        }
    }
}

/// All activities of one kind, to be looked up by the keys of leads, on any thread.
#[derive(Debug)]
pub struct ActivityStore {
    name: String,
    layout: Arc<Layout>,
    store: Store,
    files: Vec<StoredFile>,
    suspicions: Vec<Suspicion>,
    unused: Vec<(Arc<str>, Arc<str>)>,
}

/// What is counted of a file of activities.
#[derive(Debug)]
struct StoredFile {
    report: FileReport,
    /// How many activities are kept.
    kept: u64,
    later: u64,
    matched: AtomicU64,
}

impl ActivityStore {
    /// Looks up the activities of leads, whose keys these are. Where they take more than about `limit` bytes it is
    /// `None`, unless there is one lead alone.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub fn find(
        &self,
        keys: &DictionaryArray<Int32Type>,
        limit: usize,
    ) -> Result<Option<FoundActivities<'_>>, Diagnostic> {
        let mut leads: Vec<(u64, u32)> = (0..)
            .zip(0..keys.len())
            .map(|(lead, place)| (self.layout.hash(text_at(keys, place).unwrap_or_default()), lead))
            .collect();
        leads.sort_unstable();
        let mut hashes: Vec<u64> = leads.iter().map(|(hash, _)| *hash).collect();
        hashes.dedup();
        let mut found = Found::default();
        let take = |hash: u64, row: &[u8]| {
            let start = leads.partition_point(|(other, _)| *other < hash);
            for (_, lead) in leads[start..].iter().take_while(|(other, _)| *other == hash) {
                if same_key(row::key_of(row), text_at(keys, *lead as usize).unwrap_or_default()) {
                    found.push(*lead, row);
                }
            }
            found.bytes.len() <= limit || leads.len() == 1
        };
        self.store.each(&hashes, take).map_err(|cause| error::no_room(&cause))?;
        if found.bytes.len() > limit && leads.len() > 1 {
            return Ok(None);
        }
        // Those of a lead stay in their order.
        found.rows.sort_by_key(|(lead, _)| *lead);
        Ok(Some(FoundActivities { store: self, found, leads: leads.len() }))
    }

    /// Returns whether activities are in a temporary file.
    pub fn is_on_disk(&self) -> bool {
        self.store.is_on_disk()
    }

    /// Returns what became of the rows of each file, once every lead has been looked up.
    pub fn files(&self) -> impl Iterator<Item = FileReport> {
        self.files.iter().map(|file| {
            let matched = file.matched.load(Ordering::Relaxed);
            // Where duplicates are trusted a key that comes twice is found twice.
            let unmatched = file.kept.saturating_sub(matched);
            let activity = ActivityRows { name: self.name.clone(), matched, unmatched, later: file.later };
            FileReport { activity: Some(activity), ..file.report.clone() }
        })
    }

    /// Returns what looks wrong with columns.
    pub fn suspicions(&self) -> &[Suspicion] {
        &self.suspicions
    }

    /// Returns the headers that nothing reads, with their files.
    pub fn unused(&self) -> &[(Arc<str>, Arc<str>)] {
        &self.unused
    }
}

/// The activities of some leads, found.
pub struct FoundActivities<'s> {
    store: &'s ActivityStore,
    found: Found,
    leads: usize,
}

impl FoundActivities<'_> {
    /// Returns them in the order of the leads, and those of a lead in the order of the files. They count as those of
    /// leads from now on.
    pub fn take(self) -> Activities {
        let FoundActivities { store, found, leads } = self;
        let mut starts = vec![0; leads + 1];
        let mut matched: BTreeMap<u32, u64> = BTreeMap::new();
        for (lead, start) in &found.rows {
            starts[*lead as usize + 1] += 1;
            *matched.entry(row::file_of(&found.bytes[*start..])).or_default() += 1;
        }
        for place in 1..starts.len() {
            starts[place] += starts[place - 1];
        }
        for (file, count) in matched {
            store.files[file as usize].matched.fetch_add(count, Ordering::Relaxed);
        }
        Activities::new(store.layout.columns(&found), starts)
    }
}
