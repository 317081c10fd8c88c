//! Where objects begin and end.

use std::io::{self, Read};

use memchr::{memchr, memchr3};

use crate::batch::csv::{Broken, Fault, RawRecords, Record};
use crate::batch::records::{Content, LONGEST, Records, SHOWN};

/// How much is read at a time.
const PIECE: u64 = 1 << 20;

/// How objects follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::batch) enum Shape {
    /// One a line; a row is a line.
    Lines,
    /// In one array; a row is one of its elements.
    Array,
}

/// Splits a stream into objects.
pub(in crate::batch) struct Splitter {
    input: Box<dyn Read + Send>,
    shape: Shape,
    /// How much is read at a time, in bytes, and how long an object is at the most.
    piece: u64,
    longest: usize,
    buffer: Vec<u8>,
    at_end: bool,
    offset: u64,
    row: u64,
    place: Place,
    nesting: Nesting,
    /// How many bytes of the object at hand have been looked at.
    scanned: usize,
    /// Whether the object at hand is too long and is stepped over.
    skipping: bool,
}

/// How far an array has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Before,
    Inside,
    After,
}

/// How deep in brackets and whether in a string the scan is.
#[derive(Clone, Copy, Debug, Default)]
struct Nesting {
    depth: usize,
    /// Whether in a string.
    in_string: bool,
    /// Where the string began, as long as that is at hand.
    opened: Option<usize>,
    /// Up to where quotes stand for themselves, since one of them did not close.
    unquoted: usize,
}

/// Where an object ends: at `end`, the next begins at `next`.
struct End {
    end: usize,
    next: usize,
    is_last: bool,
}

impl Splitter {
    /// Returns a splitter of a stream whose first byte is at `offset` in its file.
    pub(in crate::batch) fn new(input: Box<dyn Read + Send>, shape: Shape, offset: u64) -> Splitter {
        Splitter {
            input,
            shape,
            piece: PIECE,
            longest: LONGEST,
            buffer: Vec::new(),
            at_end: false,
            offset,
            row: 1,
            place: if shape == Shape::Array { Place::Before } else { Place::Inside },
            nesting: Nesting::default(),
            scanned: 0,
            skipping: false,
        }
    }

    /// Returns the next objects as [`Records::next`] does.
    pub(in crate::batch) fn split(&mut self, most: usize, limit: usize) -> io::Result<Option<RawRecords>> {
        let mut found = RawRecords { offset: self.offset, ..RawRecords::default() };
        let mut at = 0;
        if self.place == Place::Before {
            at = self.enter()?;
        }
        while self.place == Place::Inside && found.records.len() + found.broken.len() < most {
            if self.skipping {
                // What is stepped over lies in no chunk, so that offsets within a chunk stay right.
                if at > 0 {
                    break;
                }
                self.offset += self.scanned as u64;
                found.offset = self.offset;
                self.buffer.drain(..self.scanned);
                (self.scanned, self.nesting.opened, self.nesting.unquoted) = (0, None, 0);
            }
            let rest = self.buffer.get(at..).unwrap_or_default();
            let end = match self.shape {
                Shape::Lines => line_end(rest, self.scanned, self.at_end),
                Shape::Array => element_end(rest, &mut self.scanned, &mut self.nesting),
            };
            match end {
                Some(end) => {
                    let is_last_line = end.is_last && self.shape == Shape::Lines && !self.skipping;
                    if is_last_line && is_cut(&rest[..end.end]) {
                        return Err(damaged("its last object does not end: the file is cut short"));
                    }
                    self.take(&mut found, at, &end);
                    at += end.next;
                    (self.scanned, self.nesting) = (0, Nesting::default());
                    if end.is_last {
                        self.place = Place::After;
                    }
                }
                None if self.at_end => return Err(cut_short()),
                None => {
                    if self.shape == Shape::Lines {
                        self.scanned = rest.len();
                    }
                    if rest.len() > self.longest && !self.skipping {
                        found.broken.push(self.too_long(at));
                        self.skipping = true;
                    }
                    self.fill()?;
                }
            }
            // A chunk never grows beyond what its offsets can name.
            if at > limit.min(u32::MAX as usize / 2) {
                break;
            }
        }
        if self.place == Place::After && self.shape == Shape::Array {
            self.leave(at)?;
        }
        let rest = self.buffer.split_off(at.min(self.buffer.len()));
        found.bytes = std::mem::replace(&mut self.buffer, rest);
        self.offset += found.bytes.len() as u64;
        let is_over = self.place == Place::After && found.records.is_empty() && found.broken.is_empty();
        Ok((!is_over).then_some(found))
    }

    /// Returns what is said of an object that is longer than any.
    fn too_long(&self, at: usize) -> Broken {
        let text = beginning(&self.buffer[at..]);
        Broken { row: self.row, fault: Fault::TooLong, text, sound: Vec::new() }
    }

    /// Notes the object that ends there.
    fn take(&mut self, found: &mut RawRecords, at: usize, end: &End) {
        let is_blank = self.buffer[at..at + end.end].iter().all(u8::is_ascii_whitespace);
        // The end of a stream of lines is no line, the end of an array no element.
        let is_nothing = is_blank && (end.is_last || self.shape == Shape::Lines);
        if !self.skipping && !is_nothing && end.end > self.longest {
            found.broken.push(self.too_long(at));
        } else if !self.skipping && !is_nothing {
            // INVARIANT: a chunk ends before its bytes pass 4 GiB.
            let (start, end) = (at as u32, (at + end.end) as u32);
            found.records.push(Record { start, end, quoted: false, row: self.row });
        }
        self.skipping = false;
        self.row += 1;
    }

    /// Steps over the bracket that opens the array and returns where its first element begins.
    fn enter(&mut self) -> io::Result<usize> {
        loop {
            match self.buffer.iter().position(|byte| !byte.is_ascii_whitespace()) {
                Some(at) if self.buffer[at] == b'[' => {
                    self.place = Place::Inside;
                    return Ok(at + 1);
                }
                Some(_) => return Err(damaged("it is no array")),
                None if self.at_end => return Err(cut_short()),
                None => self.fill()?,
            }
        }
    }

    /// Checks that nothing stands after the array.
    fn leave(&mut self, at: usize) -> io::Result<()> {
        loop {
            if self.buffer[at..].iter().any(|byte| !byte.is_ascii_whitespace()) {
                return Err(damaged("text follows its array"));
            }
            if self.at_end {
                self.buffer.truncate(at);
                return Ok(());
            }
            self.buffer.truncate(at);
            self.fill()?;
        }
    }

    /// Reads more.
    fn fill(&mut self) -> io::Result<()> {
        let count = (&mut self.input).take(self.piece).read_to_end(&mut self.buffer)?;
        self.at_end = (count as u64) < self.piece;
        Ok(())
    }
}

impl Records for Splitter {
    fn next(&mut self, most: usize, limit: usize) -> io::Result<Option<Content>> {
        Ok(self.split(most, limit)?.map(Content::Objects))
    }
}

fn damaged(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

/// Returns whether a line without an end is an object without one.
fn is_cut(line: &[u8]) -> bool {
    let is_blank = line.iter().all(u8::is_ascii_whitespace);
    !is_blank && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_err_and(|error| error.is_eof())
}

fn cut_short() -> io::Error {
    damaged("its array does not end: the file is cut short, or a bracket is missing")
}

/// Finds the end of a line, of which `scanned` bytes have been looked at; the last one needs none.
fn line_end(rest: &[u8], scanned: usize, at_end: bool) -> Option<End> {
    match memchr(b'\n', &rest[scanned..]).map(|step| scanned + step) {
        Some(end) => Some(End { end, next: end + 1, is_last: false }),
        None => at_end.then_some(End { end: rest.len(), next: rest.len(), is_last: true }),
    }
}

/// Finds the end of an element, at a comma or the bracket that closes the array. `scanned` bytes of it have been
/// looked at already. A string ends with its line, as JSON wants it; where its quote is missing, the brackets on its line
/// count, so that it costs one element.
fn element_end(rest: &[u8], scanned: &mut usize, nesting: &mut Nesting) -> Option<End> {
    let mut at = *scanned;
    loop {
        if nesting.in_string {
            let found = rest.get(at..).and_then(|rest| memchr3(b'"', b'\\', b'\n', rest));
            let Some(step) = found else { break };
            at += step;
            if rest[at] == b'\\' {
                // What is escaped is read together with its backslash.
                if at + 1 >= rest.len() {
                    *scanned = at;
                    return None;
                }
                at += 2;
                continue;
            }
            nesting.in_string = false;
            match nesting.opened.take() {
                Some(opened) if rest[at] == b'\n' => (nesting.unquoted, at) = (at, opened + 1),
                _ => at += 1,
            }
            continue;
        }
        let is_mark = |byte: &u8| matches!(byte, b'"' | b'{' | b'[' | b'}' | b']' | b',');
        let Some(step) = rest.get(at..).and_then(|rest| rest.iter().position(is_mark)) else { break };
        at += step;
        match rest[at] {
            b'"' if at >= nesting.unquoted => (nesting.in_string, nesting.opened) = (true, Some(at)),
            b'{' | b'[' => nesting.depth += 1,
            b',' if nesting.depth == 0 => return Some(End { end: at, next: at + 1, is_last: false }),
            b']' if nesting.depth == 0 => return Some(End { end: at, next: at + 1, is_last: true }),
            b'}' | b']' => nesting.depth = nesting.depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    *scanned = rest.len();
    None
}

fn beginning(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(SHOWN)]).into_owned()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    /// Objects with row, offset and text, the rows of those that are too long, and why reading ended early.
    type Found = (Vec<(u64, u64, Vec<u8>)>, Vec<u64>, Option<String>);

    /// Returns what is found in some bytes, however they come.
    fn split(bytes: &[u8], shape: Shape, piece: u64, longest: usize, most: usize) -> Found {
        let mut splitter = Splitter::new(Box::new(Cursor::new(bytes.to_vec())), shape, 0);
        (splitter.piece, splitter.longest) = (piece, longest);
        let (mut records, mut broken) = (Vec::new(), Vec::new());
        loop {
            let raw = match splitter.split(most, usize::MAX) {
                Err(error) => return (records, broken, Some(error.to_string())),
                Ok(None) => return (records, broken, None),
                Ok(Some(raw)) => raw,
            };
            for record in &raw.records {
                let text = raw.bytes[record.start as usize..record.end as usize].to_vec();
                records.push((record.row, raw.offset + u64::from(record.start), text));
            }
            broken.extend(raw.broken.iter().map(|broken| broken.row));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn pieces_and_chunks_make_no_difference(
            bytes in prop::collection::vec(prop::sample::select(b"ab,,[]{}\"\\\n ".to_vec()), 0..60),
            lines in any::<bool>(),
            piece in 1_u64..9,
            most in 1_usize..4,
        ) {
            let (shape, bytes) = match lines {
                true => (Shape::Lines, bytes),
                false => (Shape::Array, [b" [".to_vec(), bytes].concat()),
            };
            let (records, broken, error) = split(&bytes, shape, piece, 1_000, most);
            let whole = split(&bytes, shape, 1_000, 1_000, 1_000);
            prop_assert_eq!(&error, &whole.2);
            if error.is_none() {
                prop_assert_eq!((&records, &broken), (&whole.0, &whole.1));
            }
            for (_, offset, text) in &records {
                let start = usize::try_from(*offset).unwrap();
                prop_assert_eq!(&bytes[start..start + text.len()], &text[..]);
            }
        }

        #[test]
        fn long_objects_cost_their_row_and_no_other(
            lengths in prop::collection::vec(0_usize..40, 1..12),
            piece in 1_u64..9,
            most in 1_usize..4,
        ) {
            let objects: Vec<String> = lengths.iter().map(|length| format!("{{\"a\":\"{}\"}}", "x".repeat(*length))).collect();
            for (shape, text) in [(Shape::Lines, objects.join("\n")), (Shape::Array, format!("[{}]", objects.join(",")))] {
                let (records, broken, error) = split(text.as_bytes(), shape, piece, 20, most);
                prop_assert_eq!(error, None);
                let rows: Vec<u64> = records.iter().map(|record| record.0).chain(broken.iter().copied()).collect();
                prop_assert_eq!(rows.len(), objects.len());
                for (row, offset, found) in records {
                    prop_assert_eq!(&objects[usize::try_from(row).unwrap() - 1].as_bytes(), &found);
                    prop_assert!(found.len() <= 20);
                    let start = usize::try_from(offset).unwrap();
                    prop_assert_eq!(&text.as_bytes()[start..start + found.len()], &found[..]);
                }
                prop_assert!(broken.iter().all(|row| objects[usize::try_from(*row).unwrap() - 1].len() > 20));
            }
        }
    }
}
