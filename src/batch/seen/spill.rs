//! Sorted runs of hashes in a temporary file.

use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

use crate::source::{Scratch, scratch};

use super::Print;

/// Entries in a block, the unit that is read.
const BLOCK: usize = 128;
/// Bytes of an entry: a hash and its row.
const ENTRY: usize = 24;
/// Bits of a filter for each entry, and how many of them an entry sets: one in a hundred new values passes.
const BITS: u64 = 10;
const PROBES: u64 = 7;

/// The runs, and the file they are in.
#[derive(Default)]
pub(super) struct Spill {
    file: Option<Scratch>,
    runs: Vec<Run>,
    end: u64,
}

/// Entries in the order of their hashes.
struct Run {
    offset: u64,
    count: usize,
    /// The first hash of each block.
    firsts: Vec<Print>,
    filter: Filter,
}

impl Spill {
    /// Adds a run, whose entries are in order.
    pub(super) fn push(&mut self, entries: &[(Print, u64)]) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(scratch()?),
        };
        let mut filter = Filter::new(entries.len());
        file.seek(SeekFrom::Start(self.end))?;
        let mut writer = BufWriter::with_capacity(1 << 16, file);
        for ((first, second), row) in entries {
            filter.insert((*first, *second));
            for part in [first, second, row] {
                writer.write_all(&part.to_be_bytes())?;
            }
        }
        writer.flush()?;
        let firsts = entries.chunks(BLOCK).map(|block| block[0].0).collect();
        self.runs.push(Run { offset: self.end, count: entries.len(), firsts, filter });
        self.end += (entries.len() * ENTRY) as u64;
        Ok(())
    }

    /// Returns the row of a hash.
    pub(super) fn find(&mut self, print: Print) -> io::Result<Option<u64>> {
        let Some(file) = &mut self.file else { return Ok(None) };
        for run in &self.runs {
            if !run.filter.may_hold(print) {
                continue;
            }
            let block = run.firsts.partition_point(|first| *first <= print);
            if block == 0 {
                continue;
            }
            let start = (block - 1) * BLOCK;
            let mut bytes = vec![0; (run.count - start).min(BLOCK) * ENTRY];
            file.seek(SeekFrom::Start(run.offset + (start * ENTRY) as u64))?;
            file.read_exact(&mut bytes)?;
            let wanted = [print.0.to_be_bytes(), print.1.to_be_bytes()].concat();
            // Big-endian bytes are in the order of their numbers.
            let found = bytes.chunks_exact(ENTRY).find(|entry| entry[..16] == wanted[..]);
            if let Some(row) = found.and_then(|entry| entry[16..].try_into().ok()) {
                return Ok(Some(u64::from_be_bytes(row)));
            }
        }
        Ok(None)
    }
}

/// A Bloom filter: what it has not, it never had.
struct Filter {
    words: Vec<u64>,
}

impl Filter {
    fn new(entries: usize) -> Filter {
        let bits = (entries as u64 * BITS).next_power_of_two().max(64);
        Filter { words: vec![0; usize::try_from(bits / 64).unwrap_or(1)] }
    }

    fn places(&self, print: Print) -> impl Iterator<Item = (usize, u64)> + use<> {
        let mask = self.words.len() as u64 * 64 - 1;
        (0..PROBES).map(move |probe| {
            let bit = print.0.wrapping_add(probe.wrapping_mul(print.1 | 1)) & mask;
            (usize::try_from(bit / 64).unwrap_or(0), 1 << (bit % 64))
        })
    }

    fn insert(&mut self, print: Print) {
        for (word, bit) in self.places(print) {
            self.words[word] |= bit;
        }
    }

    fn may_hold(&self, print: Print) -> bool {
        self.places(print).all(|(word, bit)| self.words[word] & bit != 0)
    }
}
