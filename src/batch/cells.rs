//! The cells of some rows, column by column: what every format is turned into before a value is read.
//!
//! So there is one way from a cell to a value, whatever the file: the same text is the same value in CSV, JSON and
//! Parquet. A cell is a range of the chunk's own bytes; what does not stand there as it reads (doubled quotes, escapes,
//! numbers of a binary column) stands aside.

use std::borrow::Cow;

use super::cell::Problem;

/// A cell: a range of the chunk's bytes or, beyond their end, of what stands aside.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Cell {
    pub start: u32,
    pub end: u32,
    pub form: Form,
}

/// What a cell is, beside its bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// Text; an empty one is blank.
    #[default]
    Text,
    /// A number as the format itself writes numbers, whatever the batch says of numbers in text.
    Number,
    /// A date or a time as the format itself has it, in ISO 8601, whatever the batch says of dates in text.
    Time,
    /// An object, whose members are columns of their own.
    Object,
    /// A list in a column that takes one value.
    List,
    /// A key that stands twice in its object.
    Twice,
    /// Text with an escape that stands for no character.
    Escape,
}

impl Form {
    /// Returns whether the bytes are those of one value.
    pub(super) fn is_one_value(self) -> bool {
        matches!(self, Form::Text | Form::Number | Form::Time)
    }
}

/// A row that is none: why, its beginning, and whose it may be.
#[derive(Debug)]
pub(super) struct Bad {
    pub row: u64,
    pub problem: Problem,
    pub shown: String,
    /// The cells that may hold its key.
    pub keys: Vec<String>,
    /// Whether one of them is its key.
    pub is_certain: bool,
}

/// Where the cells of a file go.
#[derive(Clone, Debug)]
pub(super) struct Places {
    /// For each place in the header the slot its cells go to.
    pub slots: Vec<Option<u32>>,
    /// How many slots there are.
    pub used: usize,
    /// Which slots take lists.
    pub lists: Vec<bool>,
    /// Which slots are read into numbers, and into nothing else.
    pub numbers: Vec<bool>,
    /// Where in the header the key is.
    pub key: Option<usize>,
}

/// Where in a file a byte is that is no text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Offset {
    /// So many bytes into the file.
    File(u64),
    /// So many bytes into the cell.
    Cell(usize),
}

/// Gathers cells.
pub(super) struct Gathering<'a> {
    bytes: &'a [u8],
    offset: u64,
    aside: Vec<u8>,
    origins: Vec<(usize, usize)>,
    cells: Vec<Cell>,
    stride: usize,
    rows: Vec<u64>,
}

impl<'a> Gathering<'a> {
    /// Starts with the bytes of a chunk, which begin at `offset` in the file; there is room for `rows` rows.
    pub(super) fn new(bytes: &'a [u8], offset: u64, rows: usize, places: &Places) -> Gathering<'a> {
        Gathering {
            bytes,
            offset,
            aside: Vec::new(),
            origins: Vec::new(),
            cells: vec![Cell::default(); rows * places.used],
            stride: rows,
            rows: Vec::with_capacity(rows),
        }
    }

    /// Ends a row: its cells are put.
    pub(super) fn end_row(&mut self, row: u64) {
        self.rows.push(row);
    }

    /// Puts a cell into the row that is not ended yet.
    pub(super) fn put(&mut self, slot: usize, cell: Cell) {
        self.cells[slot * self.stride + self.rows.len()] = cell;
    }

    /// Puts a cell into the row that will have this place; rows end when all their cells are put.
    pub(super) fn put_at(&mut self, slot: usize, place: usize, cell: Cell) {
        self.cells[slot * self.stride + place] = cell;
    }

    /// Returns the bytes of the chunk.
    pub(super) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Returns the text of a cell of the row that is not ended yet; `None` where it is none.
    pub(super) fn text(&self, slot: usize) -> Option<String> {
        let Cell { start, end, .. } = self.cells[slot * self.stride + self.rows.len()];
        let (start, end, beyond) = (start as usize, end as usize, self.bytes.len());
        let raw = match start < beyond {
            true => self.bytes.get(start..end),
            false => self.aside.get(start - beyond..end - beyond),
        };
        raw.and_then(|raw| std::str::from_utf8(raw).ok()).map(str::to_string)
    }

    /// Takes back what was put into the row that is not ended yet.
    pub(super) fn clear(&mut self) {
        let at = self.rows.len();
        for slot in 0..self.cells.len() / self.stride.max(1) {
            self.cells[slot * self.stride + at] = Cell::default();
        }
    }

    /// Returns the cell of a range of the chunk's bytes.
    pub(super) fn within(&self, start: usize, end: usize, form: Form) -> Cell {
        // INVARIANT: a chunk is shorter than 2 GiB, and so is what stands aside of it.
        Cell { start: start as u32, end: end as u32, form }
    }

    /// Writes a cell that stands nowhere as it reads; `origin` is where in the bytes it came from, where that is
    /// known.
    pub(super) fn aside(&mut self, origin: Option<usize>, form: Form, write: impl FnOnce(&[u8], &mut Vec<u8>)) -> Cell {
        let start = self.aside.len();
        if let Some(origin) = origin {
            self.origins.push((start, origin));
        }
        write(self.bytes, &mut self.aside);
        self.within(self.bytes.len() + start, self.bytes.len() + self.aside.len(), form)
    }

    /// Returns the cells.
    pub(super) fn finish(self) -> Cells<'a> {
        let has_nul = |bytes: &[u8]| memchr::memchr(0, bytes).is_some();
        Cells {
            bytes: self.bytes,
            text: std::str::from_utf8(self.bytes).ok(),
            has_nul: has_nul(self.bytes) || has_nul(&self.aside),
            aside: match String::from_utf8(self.aside) {
                Ok(text) => Aside::Text(text),
                Err(error) => Aside::Bytes(error.into_bytes()),
            },
            origins: self.origins,
            cells: self.cells,
            stride: self.stride,
            offset: self.offset,
            rows: self.rows,
        }
    }
}

/// What stands aside, as text where all of it is.
enum Aside {
    Text(String),
    Bytes(Vec<u8>),
}

/// The cells of the columns that are used, column by column.
pub(super) struct Cells<'a> {
    bytes: &'a [u8],
    /// The bytes as text, where all of them are.
    text: Option<&'a str>,
    /// Whether a NUL is among the bytes, which cells are asked about only then.
    has_nul: bool,
    aside: Aside,
    /// Where in what stands aside some of it begins, and where in the bytes it came from.
    origins: Vec<(usize, usize)>,
    cells: Vec<Cell>,
    stride: usize,
    offset: u64,
    /// The row of each of them in the file.
    pub rows: Vec<u64>,
}

impl Cells<'_> {
    /// Returns one row of blank cells.
    pub(super) fn blank(places: &Places) -> Cells<'static> {
        let mut cells = Gathering::new(&[], 0, 1, places);
        cells.end_row(0);
        cells.finish()
    }

    /// Returns the cells of a column, one for each of `rows`.
    pub(super) fn column(&self, slot: usize) -> &[Cell] {
        let start = slot * self.stride;
        &self.cells[start..start + self.rows.len()]
    }

    /// Returns the text of a cell.
    ///
    /// # Errors
    /// Where the cell is no text: the first byte that is none.
    pub(super) fn text(&self, cell: Cell) -> Result<&str, Offset> {
        let (start, end, beyond) = (cell.start as usize, cell.end as usize, self.bytes.len());
        let known = match (&self.aside, self.text) {
            (Aside::Text(text), _) if start >= beyond => text.get(start - beyond..end.saturating_sub(beyond)),
            (_, Some(text)) if start < beyond => text.get(start..end),
            _ => None,
        };
        if let Some(text) = known {
            return Ok(text);
        }
        let raw = self.raw(cell);
        std::str::from_utf8(raw).map_err(|error| {
            let valid = error.valid_up_to();
            if start < beyond {
                return Offset::File(self.offset + (start + valid) as u64);
            }
            match self.origin(start - beyond) {
                // Each quote before it stands twice in the file.
                Some(origin) => {
                    let quotes = raw[..valid].iter().filter(|byte| **byte == b'"').count();
                    Offset::File(self.offset + (origin + valid + quotes) as u64)
                }
                None => Offset::Cell(valid),
            }
        })
    }

    /// Returns where in the bytes something came from that stands aside.
    fn origin(&self, from: usize) -> Option<usize> {
        let place = self.origins.binary_search_by_key(&from, |(begin, _)| *begin).ok()?;
        Some(self.origins[place].1)
    }

    /// Returns the bytes of a cell.
    pub(super) fn raw(&self, cell: Cell) -> &[u8] {
        let (start, end, beyond) = (cell.start as usize, cell.end as usize, self.bytes.len());
        if start < beyond {
            return self.bytes.get(start..end).unwrap_or_default();
        }
        let aside = match &self.aside {
            Aside::Text(text) => text.as_bytes(),
            Aside::Bytes(bytes) => bytes,
        };
        aside.get(start - beyond..end.saturating_sub(beyond)).unwrap_or_default()
    }

    /// Returns the cell as people are shown it, whatever its bytes are.
    pub(super) fn shown(&self, cell: Cell) -> Cow<'_, str> {
        String::from_utf8_lossy(self.raw(cell))
    }

    /// Returns whether a text holds a NUL character.
    pub(super) fn holds_nul(&self, text: &str) -> bool {
        self.has_nul && memchr::memchr(0, text.as_bytes()).is_some()
    }
}
