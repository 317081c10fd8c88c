//! Where records begin and end.
//!
//! A quote that does not close, or that is followed by more text, costs its own row only: the row becomes a
//! finding and reading goes on at the line after the record's first. A record of several lines must also have as
//! many cells as the header, since a stray quote on one line and another further down look like one long cell.
//!
//! Each byte is looked at a bounded number of times: what a broken record runs over ends at the next odd run of
//! quotes, at 1 MiB or at the end of the file, and only a record with an odd run of its own is broken.

use std::io::{self, Read};

use memchr::{memchr, memchr_iter, memchr2, memchr3};

use crate::batch::records::{Content, LONGEST, Records, SHOWN};

/// How much is read at a time.
const PIECE: u64 = 1 << 20;
/// How much of a broken row is looked at for its key, in bytes.
const SOUND: usize = 1 << 10;

/// A record: a range of the chunk's bytes, without the line end.
#[derive(Clone, Copy, Debug)]
pub(in crate::batch) struct Record {
    /// Its first byte.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
    /// Whether a quote stands in it.
    pub quoted: bool,
    /// Its row.
    pub row: u64,
}

/// A row that is no record.
#[derive(Clone, Debug)]
pub(in crate::batch) struct Broken {
    /// Its row.
    pub row: u64,
    /// Why.
    pub fault: Fault,
    /// The beginning of its first line.
    pub text: String,
    /// Its sound cells, each with the delimiter after it, as far as they are looked at.
    pub sound: Vec<u8>,
}

/// Why a row is no record; lines count from 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::batch) enum Fault {
    /// The quote opened on this line does not close.
    Open(u64),
    /// The quote opened on this line closes, and text follows.
    TextAfter(u64),
    /// The row is longer than any record.
    TooLong,
}

/// Some records, as they stand in the file.
#[derive(Clone, Debug, Default)]
pub(in crate::batch) struct RawRecords {
    /// The bytes, in UTF-8 as far as they are text.
    pub bytes: Vec<u8>,
    /// The offset of the first byte in the file.
    pub offset: u64,
    /// The records in order.
    pub records: Vec<Record>,
    /// The rows that are none, in order.
    pub broken: Vec<Broken>,
}

/// Splits a stream into records.
pub(in crate::batch) struct Splitter {
    input: Box<dyn Read + Send>,
    delimiter: u8,
    /// How much is read at a time, in bytes, and how long a record is at the most.
    piece: u64,
    longest: usize,
    /// How many cells the header has, once it is read.
    width: Option<usize>,
    buffer: Vec<u8>,
    at_end: bool,
    offset: u64,
    row: u64,
    line: u64,
    skipping: bool,
}

/// What lies at the beginning of some bytes.
enum Scan {
    /// A record that ends at `end`; the next begins at `next`.
    Record { end: usize, next: usize, quoted: bool, lines: u64 },
    /// It ends beyond these bytes. A quote that opened is at that offset.
    More(Option<usize>),
    /// The quote at that offset closes, and text follows.
    TextAfter(usize),
}

impl Splitter {
    /// Returns a splitter of a stream whose first byte is at `offset` in its file.
    pub(in crate::batch) fn new(input: Box<dyn Read + Send>, delimiter: u8, offset: u64) -> Splitter {
        Splitter {
            input,
            delimiter,
            piece: PIECE,
            longest: LONGEST,
            width: None,
            buffer: Vec::new(),
            at_end: false,
            offset,
            row: 1,
            line: 1,
            skipping: false,
        }
    }

    /// Says that a line stands before the stream that is no row: a spreadsheet does not count it, an editor does.
    pub(in crate::batch) fn after_a_line(mut self) -> Splitter {
        self.line += 1;
        self
    }

    /// Says how many cells a record has, from the header.
    pub(in crate::batch) fn set_width(&mut self, width: usize) {
        self.width = Some(width);
    }

    /// Returns the next records, none at the end: `most` at the most, and no more than `limit` bytes and a record.
    pub(in crate::batch) fn split(&mut self, most: usize, limit: usize) -> io::Result<Option<RawRecords>> {
        let mut found = RawRecords { offset: self.offset, ..RawRecords::default() };
        let mut at = 0;
        while found.records.len() + found.broken.len() < most {
            if self.skipping {
                // What is skipped lies in no chunk, so that offsets within a chunk stay right.
                if at > 0 || !self.skip(&mut at)? {
                    break;
                }
                found.offset = self.offset;
            }
            let rest = self.buffer.get(at..).unwrap_or_default();
            if rest.is_empty() {
                if self.at_end || !self.fill()? {
                    break;
                }
                continue;
            }
            // No more is looked at than a record and its line end may take, so that what is at hand makes no difference.
            let window = &rest[..rest.len().min(self.longest + 2)];
            let is_all = window.len() == rest.len();
            match scan(window, self.delimiter, self.at_end && is_all) {
                Scan::Record { end, .. } if end > self.longest => self.too_long(&mut found, at),
                Scan::Record { end, next, quoted, lines } => {
                    if is_blank(&rest[..end], self.delimiter) {
                        // A blank line.
                    } else if lines > 1 && self.width.is_some_and(|width| count(rest, end, self.delimiter) != width) {
                        let quote = first_open(rest, self.delimiter);
                        at = self.recover(&mut found, at, quote, false);
                        continue;
                    } else {
                        found.records.push(Record { start: offset(at), end: offset(at + end), quoted, row: self.row });
                    }
                    at += next;
                    self.row += 1;
                    self.line += lines;
                }
                Scan::TextAfter(quote) => at = self.recover(&mut found, at, quote, true),
                Scan::More(quote) => {
                    if !self.at_end && is_all {
                        self.fill()?;
                    } else if let Some(quote) = quote {
                        at = self.recover(&mut found, at, quote, false);
                    } else {
                        self.too_long(&mut found, at);
                    }
                }
            }
            // A chunk never grows beyond what its offsets can name.
            if at > limit.min(u32::MAX as usize / 2) {
                break;
            }
        }
        let rest = self.buffer.split_off(at.min(self.buffer.len()));
        found.bytes = std::mem::replace(&mut self.buffer, rest);
        self.offset += found.bytes.len() as u64;
        let is_empty = found.records.is_empty() && found.broken.is_empty();
        let is_over = is_empty && self.at_end && self.buffer.is_empty();
        Ok((!is_over).then_some(found))
    }

    /// Notes a row that is longer than any record; reading goes on after its first line.
    fn too_long(&mut self, found: &mut RawRecords, at: usize) {
        let rest = &self.buffer[at..];
        let (text, sound) = (beginning(rest), sound(rest));
        found.broken.push(Broken { row: self.row, fault: Fault::TooLong, text, sound });
        self.skipping = true;
    }

    /// Notes a broken row and returns where reading goes on: after its first line.
    fn recover(&mut self, found: &mut RawRecords, at: usize, quote: usize, closed: bool) -> usize {
        let rest = &self.buffer[at..];
        let line = self.line + count_lines(&rest[..quote.min(rest.len())]);
        let fault = if closed { Fault::TextAfter(line) } else { Fault::Open(line) };
        let sound = sound(&rest[..quote.min(rest.len())]);
        found.broken.push(Broken { row: self.row, fault, text: beginning(rest), sound });
        match memchr2(b'\n', b'\r', rest) {
            Some(end) if rest[end] == b'\n' || rest.len() > end + 1 || self.at_end => {
                self.row += 1;
                self.line += 1;
                let pair = rest[end] == b'\r' && rest.get(end + 1) == Some(&b'\n');
                at + end + if pair { 2 } else { 1 }
            }
            None if self.at_end => self.buffer.len(),
            // Its line ends in what is still to be read.
            _ => {
                self.skipping = true;
                at
            }
        }
    }

    /// Steps over the rest of a line that is too long; `false` at the end of the file.
    fn skip(&mut self, at: &mut usize) -> io::Result<bool> {
        loop {
            let rest = &self.buffer[*at..];
            match memchr2(b'\n', b'\r', rest) {
                Some(end) if rest[end] == b'\n' || rest.len() > end + 1 || self.at_end => {
                    let pair = rest[end] == b'\r' && rest.get(end + 1) == Some(&b'\n');
                    *at += end + if pair { 2 } else { 1 };
                    self.row += 1;
                    self.line += 1;
                    self.skipping = false;
                    return Ok(true);
                }
                Some(_) => {
                    self.fill()?;
                }
                None => {
                    // What is skipped is not kept, but for what records before it stand in.
                    self.offset += rest.len() as u64;
                    self.buffer.truncate(*at);
                    if !self.fill()? {
                        return Ok(false);
                    }
                }
            }
        }
    }

    /// Reads more; `false` at the end of the file.
    fn fill(&mut self) -> io::Result<bool> {
        let count = (&mut self.input).take(self.piece).read_to_end(&mut self.buffer)?;
        self.at_end = (count as u64) < self.piece;
        Ok(count > 0)
    }
}

impl Records for Splitter {
    fn next(&mut self, most: usize, limit: usize) -> io::Result<Option<Content>> {
        Ok(self.split(most, limit)?.map(Content::Delimited))
    }
}

/// Returns whether a line has nothing but blanks on it.
fn is_blank(line: &[u8], delimiter: u8) -> bool {
    line.iter().all(|byte| matches!(byte, b' ' | b'\t') && *byte != delimiter)
}

fn offset(at: usize) -> u32 {
    // INVARIANT: a chunk ends before its bytes pass 4 GiB.
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Finds the end of the record at the beginning of `bytes`.
fn scan(bytes: &[u8], delimiter: u8, at_end: bool) -> Scan {
    let mut at = 0;
    let mut quoted = false;
    let mut lines = 1;
    loop {
        let Some(step) = memchr3(b'"', b'\n', b'\r', &bytes[at..]) else {
            return match at_end {
                true => Scan::Record { end: bytes.len(), next: bytes.len(), quoted, lines },
                false => Scan::More(None),
            };
        };
        at += step;
        match bytes[at] {
            b'\n' => return Scan::Record { end: at, next: at + 1, quoted, lines },
            b'\r' => {
                return match bytes.get(at + 1) {
                    Some(b'\n') => Scan::Record { end: at, next: at + 2, quoted, lines },
                    None if !at_end => Scan::More(None),
                    _ => Scan::Record { end: at, next: at + 1, quoted, lines },
                };
            }
            _ if at > 0 && bytes[at - 1] != delimiter => {
                // A quote inside a cell that is not quoted stands for itself.
                quoted = true;
                at += 1;
            }
            _ => {
                quoted = true;
                let open = at;
                let Some(close) = closing(bytes, at + 1) else { return Scan::More(Some(open)) };
                lines += count_lines(&bytes[open..close]);
                match bytes.get(close + 1) {
                    None if !at_end => return Scan::More(Some(open)),
                    None | Some(b'\n' | b'\r') => at = close + 1,
                    Some(byte) if *byte == delimiter => at = close + 1,
                    Some(_) => return Scan::TextAfter(open),
                }
            }
        }
    }
}

/// Returns where the quote that closes a cell is, from its first character on.
pub(super) fn closing(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr(b'"', bytes.get(at..)?)?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// Counts the line ends in some bytes: CRLF is one.
fn count_lines(bytes: &[u8]) -> u64 {
    let alone = memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) != Some(&b'\n')).count();
    (memchr_iter(b'\n', bytes).count() + alone) as u64
}

/// Counts the cells of a sound record that ends at `end`.
fn count(bytes: &[u8], end: usize, delimiter: u8) -> usize {
    let mut cells = 1;
    let mut at = 0;
    while at < end {
        if bytes[at] == b'"' && (at == 0 || bytes[at - 1] == delimiter) {
            at = closing(bytes, at + 1).unwrap_or(end) + 1;
        } else {
            cells += usize::from(bytes[at] == delimiter);
            at += 1;
        }
    }
    cells
}

/// Returns where the first quoted cell that holds a line end opens.
fn first_open(bytes: &[u8], delimiter: u8) -> usize {
    let mut at = 0;
    while let Some(step) = memchr(b'"', bytes.get(at..).unwrap_or_default()) {
        at += step;
        if at > 0 && bytes[at - 1] != delimiter {
            at += 1;
            continue;
        }
        let close = closing(bytes, at + 1).unwrap_or(bytes.len());
        if count_lines(&bytes[at..close]) > 0 {
            return at;
        }
        at = close + 1;
    }
    0
}

/// Returns what is looked at of the sound part of a broken row.
fn sound(bytes: &[u8]) -> Vec<u8> {
    bytes[..bytes.len().min(SOUND)].to_vec()
}

/// Returns the first characters of the first line, for people to find it by.
fn beginning(bytes: &[u8]) -> String {
    let end = memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len()).min(SHOWN);
    String::from_utf8_lossy(&bytes[..end]).into_owned()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    /// Records with row, offset and text; broken rows with their faults.
    type Found = (Vec<(u64, u64, Vec<u8>)>, Vec<(u64, Fault)>);

    /// Returns the records and the broken rows of some bytes, however they come.
    fn split(bytes: &[u8], piece: u64, longest: usize, most: usize) -> Found {
        let mut splitter = Splitter::new(Box::new(Cursor::new(bytes.to_vec())), b',', 0);
        (splitter.piece, splitter.longest) = (piece, longest);
        splitter.set_width(2);
        let (mut records, mut broken) = (Vec::new(), Vec::new());
        while let Some(raw) = splitter.split(most, usize::MAX).unwrap() {
            for record in &raw.records {
                let text = raw.bytes[record.start as usize..record.end as usize].to_vec();
                records.push((record.row, raw.offset + u64::from(record.start), text));
            }
            broken.extend(raw.broken.iter().map(|broken| (broken.row, broken.fault)));
        }
        (records, broken)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn pieces_and_chunks_make_no_difference(
            bytes in prop::collection::vec(prop::sample::select(b"ab,,\"\"\n\n\r".to_vec()), 0..60),
            piece in 1_u64..9,
            most in 1_usize..4,
        ) {
            prop_assert_eq!(split(&bytes, piece, 1_000, most), split(&bytes, 1_000, 1_000, 1_000));
        }

        #[test]
        fn a_row_is_too_long_wherever_it_stands(
            bytes in prop::collection::vec(prop::sample::select(b"abc,\"\"\n\n\r".to_vec()), 0..60),
            piece in 1_u64..9,
            most in 1_usize..4,
        ) {
            let (records, broken) = split(&bytes, piece, 6, most);
            prop_assert!(records.iter().all(|(_, _, text)| text.len() <= 6));
            prop_assert_eq!((records, broken), split(&bytes, 1_000, 6, 1_000));
        }

        #[test]
        fn records_stand_where_their_offsets_say_also_past_long_ones(
            bytes in prop::collection::vec(prop::sample::select(b"abcdefgh,\"\n\r".to_vec()), 0..80),
            piece in 1_u64..9,
            most in 1_usize..4,
        ) {
            let (records, broken) = split(&bytes, piece, 8, most);
            for (_, offset, text) in &records {
                let start = usize::try_from(*offset).unwrap();
                prop_assert_eq!(&bytes[start..start + text.len()], &text[..]);
            }
            let mut rows: Vec<u64> = records.iter().map(|record| record.0).chain(broken.iter().map(|row| row.0)).collect();
            rows.sort_unstable();
            let count = rows.len();
            rows.dedup();
            prop_assert_eq!(rows.len(), count, "a row is one thing only");
        }
    }
}
