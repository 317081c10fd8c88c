//! Where activities wait for their leads: in memory as long as they fit a budget, then in a temporary file, sorted by
//! the hash of their key.
//!
//! A run is as many activities as the budget holds, sorted. Where all of them fit, that run is the store. Else runs
//! are written to a temporary file, and at the end merged into one in another, of which the first hash of every block
//! stays in memory: 16 bytes for 4 KiB of activities.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

use super::row::{Piece, record};
use crate::source::{Scratch, scratch};

/// About how many bytes of records a block has, the unit that is read.
const BLOCK: u64 = 1 << 12;
/// How many bytes of a run are read at a time while runs are merged.
const PART: usize = 1 << 16;

/// A record in memory: its hash, its piece, and its place there.
type Entry = (u64, u32, u32);

/// Activities as they come, in the order of their files.
#[derive(Debug)]
pub(super) struct Gathering {
    budget: usize,
    pieces: Vec<Vec<u8>>,
    entries: Vec<Entry>,
    held: usize,
    file: Option<Scratch>,
    /// Where each run ends in the file.
    ends: Vec<u64>,
}

/// All activities, found by the hash of their key.
#[derive(Debug)]
pub(super) enum Store {
    Memory { pieces: Vec<Vec<u8>>, entries: Vec<Entry> },
    Disk { file: Mutex<Scratch>, blocks: Vec<Block>, end: u64 },
}

/// A block of the file: the hash of its first record, and where it begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    first: u64,
    offset: u64,
}

impl Gathering {
    pub(super) fn new(budget: usize) -> Gathering {
        Gathering { budget, pieces: Vec::new(), entries: Vec::new(), held: 0, file: None, ends: Vec::new() }
    }

    /// Adds the activities that follow.
    pub(super) fn add(&mut self, piece: Piece) -> io::Result<()> {
        if piece.records.is_empty() {
            return Ok(());
        }
        let size = piece.bytes.len() + piece.records.len() * size_of::<Entry>();
        if self.held > 0 && self.held + size > self.budget {
            self.spill()?;
        }
        self.held += size;
        // INVARIANT: pieces within a budget of memory are fewer than a u32 counts.
        let place = u32::try_from(self.pieces.len()).unwrap_or(u32::MAX);
        self.entries.extend(piece.records.iter().map(|(hash, offset)| (*hash, place, *offset)));
        self.pieces.push(piece.bytes);
        Ok(())
    }

    /// Ends it.
    pub(super) fn finish(mut self) -> io::Result<Store> {
        if self.file.is_some() {
            self.spill()?;
        }
        match self.file.take() {
            None => {
                // Places rise in the order of the files, so that it is kept among equal hashes.
                self.entries.sort_unstable();
                Ok(Store::Memory { pieces: self.pieces, entries: self.entries })
            }
            Some(runs) => {
                (self.pieces, self.entries) = (Vec::new(), Vec::new());
                merge(runs, &self.ends)
            }
        }
    }

    /// Writes what is in memory as a run.
    fn spill(&mut self) -> io::Result<()> {
        self.entries.sort_unstable();
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(scratch()?),
        };
        let mut end = self.ends.last().copied().unwrap_or(0);
        let mut writer = BufWriter::with_capacity(PART, file);
        for (_, piece, offset) in self.entries.drain(..) {
            let bytes = &self.pieces[piece as usize][offset as usize..];
            let length = record(bytes).map_or(0, |(.., length)| length);
            writer.write_all(&bytes[..length])?;
            end += length as u64;
        }
        writer.flush()?;
        self.ends.push(end);
        self.pieces.clear();
        self.held = 0;
        Ok(())
    }
}

/// Merges sorted runs into one file; among equal hashes the order of runs is kept.
fn merge(mut runs: Scratch, ends: &[u64]) -> io::Result<Store> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let mut parts: Vec<Part> = starts.zip(ends).map(|(start, end)| Part::new(start, *end)).collect();
    let mut order = BinaryHeap::new();
    for (place, part) in parts.iter_mut().enumerate() {
        order.extend(part.hash(&mut runs)?.map(|hash| Reverse((hash, place))));
    }
    let mut file = scratch()?;
    let mut writer = BufWriter::with_capacity(PART, &mut file);
    let (mut blocks, mut end): (Vec<Block>, u64) = (Vec::new(), 0);
    while let Some(Reverse((hash, place))) = order.pop() {
        let part = &mut parts[place];
        if blocks.last().is_none_or(|block| end - block.offset >= BLOCK) {
            blocks.push(Block { first: hash, offset: end });
        }
        let bytes = part.take();
        writer.write_all(bytes)?;
        end += bytes.len() as u64;
        order.extend(part.hash(&mut runs)?.map(|hash| Reverse((hash, place))));
    }
    writer.flush()?;
    drop(writer);
    Ok(Store::Disk { file: Mutex::new(file), blocks, end })
}

/// A run while it is merged.
struct Part {
    next: u64,
    end: u64,
    bytes: Vec<u8>,
    at: usize,
}

impl Part {
    fn new(start: u64, end: u64) -> Part {
        Part { next: start, end, bytes: Vec::new(), at: 0 }
    }

    /// Returns the hash of the next record, which is read whole; `None` at the end of the run.
    fn hash(&mut self, file: &mut Scratch) -> io::Result<Option<u64>> {
        loop {
            if let Some((hash, ..)) = record(&self.bytes[self.at..]) {
                return Ok(Some(hash));
            }
            if self.next == self.end {
                return Ok(None);
            }
            self.bytes.drain(..self.at);
            self.at = 0;
            let kept = self.bytes.len();
            // A record that is longer than a part is read in larger ones.
            let more = (PART.max(kept) as u64).min(self.end - self.next);
            self.bytes.resize(kept + usize::try_from(more).unwrap_or(PART), 0);
            file.seek(SeekFrom::Start(self.next))?;
            file.read_exact(&mut self.bytes[kept..])?;
            self.next += more;
        }
    }

    /// Returns the next record, which has been looked at.
    fn take(&mut self) -> &[u8] {
        let start = self.at;
        self.at += record(&self.bytes[start..]).map_or(0, |(.., length)| length);
        &self.bytes[start..self.at]
    }
}

impl Store {
    /// Hands the rows of these hashes, which rise, to `take`, hash by hash and of each in the order of the files, until
    /// it has enough.
    pub(super) fn each(&self, hashes: &[u64], mut take: impl FnMut(u64, &[u8]) -> bool) -> io::Result<()> {
        match self {
            Store::Memory { pieces, entries } => {
                for hash in hashes {
                    let start = entries.partition_point(|(other, ..)| other < hash);
                    for (_, piece, offset) in entries[start..].iter().take_while(|(other, ..)| other == hash) {
                        let found = record(&pieces[*piece as usize][*offset as usize..]);
                        if let Some((_, row, _)) = found
                            && !take(*hash, row)
                        {
                            return Ok(());
                        }
                    }
                }
            }
            Store::Disk { file, blocks, end } => {
                let mut held = (0..0, Vec::new());
                for hash in hashes {
                    // A block may begin within the records of a hash.
                    let start = blocks.partition_point(|block| block.first < *hash).saturating_sub(1);
                    let stop = blocks.partition_point(|block| block.first <= *hash);
                    let offset = |block: usize| blocks.get(block).map_or(*end, |block| block.offset);
                    let wanted = offset(start)..offset(stop);
                    if held.0 != wanted {
                        held.1.resize(usize::try_from(wanted.end - wanted.start).unwrap_or(usize::MAX), 0);
                        // A thread that panicked has left nothing half done: the place is sought anew.
                        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                        file.seek(SeekFrom::Start(wanted.start))?;
                        file.read_exact(&mut held.1)?;
                        held.0 = wanted;
                    }
                    let mut rest = held.1.as_slice();
                    while let Some((other, row, length)) = record(rest) {
                        if other == *hash && !take(*hash, row) {
                            return Ok(());
                        }
                        if other > *hash {
                            break;
                        }
                        rest = &rest[length..];
                    }
                }
            }
        }
        Ok(())
    }

    /// Returns whether activities are on disk.
    pub(super) fn is_on_disk(&self) -> bool {
        matches!(self, Store::Disk { .. })
    }
}
