//! The cells of a chunk of records.

use std::borrow::Cow;

use memchr::memchr_iter;

use super::split::{RawRecords, Record, closing};

/// A cell: a range of the chunk's bytes or, beyond their end, of what quotes were taken out of.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::batch) struct Cell {
    start: u32,
    end: u32,
}

/// A row that has another number of cells than the header.
#[derive(Clone, Copy, Debug)]
pub(in crate::batch) struct Ragged {
    /// Its row.
    pub row: u64,
    /// How many cells it has.
    pub cells: usize,
    /// Where it stands.
    record: Record,
}

/// The cells of the columns that are used, column by column.
pub(in crate::batch) struct Cells<'a> {
    bytes: &'a [u8],
    /// The bytes as text, where all of them are.
    text: Option<&'a str>,
    /// Whether a NUL is among the bytes, which cells are asked about only then.
    has_nul: bool,
    /// Cells with doubled quotes, as they read.
    unquoted: Vec<u8>,
    /// Where in `unquoted` each of them begins, and where in `bytes` it came from.
    origins: Vec<(usize, usize)>,
    cells: Vec<Cell>,
    stride: usize,
    offset: u64,
    /// The rows that have the right number of cells.
    pub rows: Vec<u64>,
    /// The rows that have not.
    pub ragged: Vec<Ragged>,
}

impl<'a> Cells<'a> {
    /// Finds the cells. `slots` says for each place in the header which column it is read into, `None` for none;
    /// there are `columns` of them.
    pub(in crate::batch) fn find(
        raw: &'a RawRecords,
        delimiter: u8,
        slots: &[Option<u32>],
        columns: usize,
    ) -> Cells<'a> {
        let stride = raw.records.len();
        let mut cells = Cells {
            bytes: &raw.bytes,
            text: std::str::from_utf8(&raw.bytes).ok(),
            has_nul: memchr::memchr(0, &raw.bytes).is_some(),
            unquoted: Vec::new(),
            origins: Vec::new(),
            cells: vec![Cell::default(); stride * columns],
            stride,
            offset: raw.offset,
            rows: Vec::with_capacity(stride),
            ragged: Vec::new(),
        };
        for record in &raw.records {
            let at = cells.rows.len();
            let count = match record.quoted {
                false => cells.plain(*record, delimiter, slots, at),
                true => cells.quoted(*record, delimiter, slots, at),
            };
            if count == slots.len() {
                cells.rows.push(record.row);
            } else {
                cells.ragged.push(Ragged { row: record.row, cells: count, record: *record });
            }
        }
        cells
    }

    /// Cuts a record without quotes.
    fn plain(&mut self, record: Record, delimiter: u8, slots: &[Option<u32>], at: usize) -> usize {
        let line = &self.bytes[record.start as usize..record.end as usize];
        let mut start = record.start;
        let mut place = 0;
        for end in memchr_iter(delimiter, line) {
            // INVARIANT: a record is shorter than 4 GiB.
            let end = record.start + end as u32;
            self.put(slots, place, at, Cell { start, end });
            start = end + 1;
            place += 1;
        }
        self.put(slots, place, at, Cell { start, end: record.end });
        place + 1
    }

    /// Cuts a record with quotes.
    fn quoted(&mut self, record: Record, delimiter: u8, slots: &[Option<u32>], at: usize) -> usize {
        let bytes = &self.bytes[..record.end as usize];
        let mut start = record.start as usize;
        let mut place = 0;
        loop {
            let (cell, end) = if bytes.get(start) == Some(&b'"') {
                let close = closing(bytes, start + 1).unwrap_or(bytes.len());
                let used = slots.get(place).is_some_and(Option::is_some);
                (if used { self.unquote(start + 1, close) } else { Cell::default() }, (close + 1).min(bytes.len()))
            } else {
                let end = bytes[start..].iter().position(|byte| *byte == delimiter).map_or(bytes.len(), |n| start + n);
                (Cell { start: start as u32, end: end as u32 }, end)
            };
            self.put(slots, place, at, cell);
            place += 1;
            if end >= bytes.len() {
                return place;
            }
            start = end + 1;
        }
    }

    /// Returns the cell between two quotes, with doubled quotes made one.
    fn unquote(&mut self, start: usize, end: usize) -> Cell {
        let inner = &self.bytes[start..end];
        if memchr::memchr(b'"', inner).is_none() {
            return Cell { start: start as u32, end: end as u32 };
        }
        let from = self.bytes.len() + self.unquoted.len();
        self.origins.push((self.unquoted.len(), start));
        let mut rest = inner;
        while let Some(quote) = memchr::memchr(b'"', rest) {
            self.unquoted.extend_from_slice(&rest[..=quote]);
            rest = rest.get(quote + 2..).unwrap_or_default();
        }
        self.unquoted.extend_from_slice(rest);
        Cell { start: from as u32, end: (self.bytes.len() + self.unquoted.len()) as u32 }
    }

    fn put(&mut self, slots: &[Option<u32>], place: usize, at: usize, cell: Cell) {
        if let Some(Some(slot)) = slots.get(place) {
            self.cells[*slot as usize * self.stride + at] = cell;
        }
    }

    /// Returns the cells of a column, one for each of `rows`.
    pub(in crate::batch) fn column(&self, slot: usize) -> &[Cell] {
        let start = slot * self.stride;
        &self.cells[start..start + self.rows.len()]
    }

    /// Returns the text of a cell.
    ///
    /// # Errors
    /// Where the cell is no text: the offset in the file of the first byte that is none.
    pub(in crate::batch) fn text(&self, cell: Cell) -> Result<&str, u64> {
        let (start, end) = (cell.start as usize, cell.end as usize);
        if start < self.bytes.len()
            && let Some(text) = self.text
        {
            return Ok(text.get(start..end).unwrap_or_default());
        }
        let raw = self.raw(cell);
        std::str::from_utf8(raw).map_err(|error| {
            let valid = error.valid_up_to();
            let at = match start < self.bytes.len() {
                true => start + valid,
                // Each quote before it stands twice in the file.
                false => self.origin(start) + valid + raw[..valid].iter().filter(|byte| **byte == b'"').count(),
            };
            self.offset + at as u64
        })
    }

    /// Returns where in the file a cell came from that quotes were taken out of.
    fn origin(&self, start: usize) -> usize {
        let from = start - self.bytes.len();
        let after = self.origins.partition_point(|(begin, _)| *begin <= from);
        after.checked_sub(1).map_or(0, |place| self.origins[place].1)
    }

    /// Returns the bytes of a cell.
    pub(in crate::batch) fn raw(&self, cell: Cell) -> &[u8] {
        let (start, end, beyond) = (cell.start as usize, cell.end as usize, self.bytes.len());
        match start < beyond {
            true => self.bytes.get(start..end),
            false => self.unquoted.get(start - beyond..end.saturating_sub(beyond)),
        }
        .unwrap_or_default()
    }

    /// Returns the cell as people are shown it, whatever its bytes are.
    pub(in crate::batch) fn shown(&self, cell: Cell) -> Cow<'_, str> {
        String::from_utf8_lossy(self.raw(cell))
    }

    /// Returns the bytes of a row with too many or too few cells.
    pub(in crate::batch) fn line(&self, ragged: Ragged) -> &[u8] {
        self.bytes.get(ragged.record.start as usize..ragged.record.end as usize).unwrap_or_default()
    }

    /// Returns whether a text holds a NUL character.
    pub(in crate::batch) fn holds_nul(&self, text: &str) -> bool {
        self.has_nul && memchr::memchr(0, text.as_bytes()).is_some()
    }

    /// Returns the beginning of a row with too many or too few cells.
    pub(in crate::batch) fn beginning(&self, ragged: Ragged) -> String {
        let line = self.line(ragged);
        String::from_utf8_lossy(&line[..line.len().min(200)]).into_owned()
    }
}

/// Returns the cells of the header, which is the only record of `raw`; the offset of a byte that is no text.
pub(in crate::batch) fn header_cells(raw: &RawRecords, delimiter: u8) -> Result<Vec<String>, u64> {
    let cells = first_cells(raw, delimiter);
    cells.into_iter().collect()
}

/// Returns the cells of a row by itself, `None` where one is no text.
pub(in crate::batch) fn lone_cells(bytes: &[u8], delimiter: u8) -> Vec<Option<String>> {
    // INVARIANT: a row is shorter than 4 GiB.
    let record = Record { start: 0, end: bytes.len() as u32, quoted: true, row: 1 };
    let raw = RawRecords { bytes: bytes.to_vec(), records: vec![record], ..RawRecords::default() };
    first_cells(&raw, delimiter).into_iter().map(Result::ok).collect()
}

fn first_cells(raw: &RawRecords, delimiter: u8) -> Vec<Result<String, u64>> {
    let Some(record) = raw.records.first() else { return Vec::new() };
    // A record has no more cells than bytes, and one.
    let most = (record.end - record.start) as usize + 1;
    let slots: Vec<Option<u32>> = (0..most).map(|slot| u32::try_from(slot).ok()).collect();
    let only = RawRecords { records: vec![*record], ..raw.clone() };
    let mut cells = Cells::find(&only, delimiter, &slots, most);
    let count = match cells.ragged.first() {
        Some(ragged) => ragged.cells,
        None => most,
    };
    cells.rows = vec![record.row];
    (0..count).map(|slot| cells.text(cells.column(slot)[0]).map(str::to_string)).collect()
}
