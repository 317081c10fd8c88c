//! The cells of a chunk of delimited records.

use memchr::memchr_iter;

use super::split::{RawRecords, Record, closing};
use crate::batch::cells::{Bad, Cell, Cells, Form, Gathering, Places};
use crate::batch::reason;
use crate::batch::records::SHOWN;
use crate::batch::vendor::{is_footer, may_be_footer};
use crate::types::trim;

/// Finds the cells of records, and the rows that are none.
pub(in crate::batch) fn cells<'a>(raw: &'a RawRecords, delimiter: u8, places: &Places) -> (Cells<'a>, Vec<Bad>) {
    let mut cells = Gathering::new(&raw.bytes, raw.offset, raw.records.len(), places);
    let mut bad: Vec<Bad> = Vec::new();
    for broken in &raw.broken {
        // The last cell is the broken one, or is cut.
        let mut before = lone_cells(&broken.sound, delimiter);
        before.pop();
        let key = places.key.and_then(|place| before.into_iter().nth(place).flatten());
        let problem = reason::broken(broken.fault);
        let shown = broken.text.clone();
        bad.push(Bad { row: broken.row, problem, shown, keys: key.into_iter().collect(), is_certain: true });
    }
    for record in &raw.records {
        if let Some(shown) = footer(&raw.bytes[record.start as usize..record.end as usize], delimiter) {
            let problem = reason::report_footer();
            bad.push(Bad { row: record.row, problem, shown, keys: Vec::new(), is_certain: true });
            continue;
        }
        let count = match record.quoted {
            false => plain(&mut cells, &raw.bytes, *record, delimiter, &places.slots),
            true => quoted(&mut cells, &raw.bytes, *record, delimiter, &places.slots),
        };
        if count == places.slots.len() {
            cells.end_row(record.row);
        } else {
            cells.clear();
            bad.push(ragged(raw, *record, count, delimiter, places));
        }
    }
    (cells.finish(), bad)
}

/// Returns the line below a report that a row is: such a text in the first cell, and nothing in the others, of
/// which a spreadsheet may have added any number.
fn footer(line: &[u8], delimiter: u8) -> Option<String> {
    let text = line.strip_prefix(b"\"").unwrap_or(line).trim_ascii_start();
    if !may_be_footer(text) {
        return None;
    }
    let mut cells = lone_cells(line, delimiter).into_iter();
    let first = cells.next().flatten()?;
    let are_blank = cells.all(|cell| cell.is_some_and(|cell| trim(&cell).is_empty()));
    (are_blank && is_footer(trim(&first))).then_some(first)
}

/// Cuts a record without quotes.
fn plain(cells: &mut Gathering<'_>, bytes: &[u8], record: Record, delimiter: u8, slots: &[Option<u32>]) -> usize {
    let line = &bytes[record.start as usize..record.end as usize];
    let mut start = record.start;
    let mut place = 0;
    for end in memchr_iter(delimiter, line) {
        // INVARIANT: a record is shorter than 4 GiB.
        let end = record.start + end as u32;
        put(cells, slots, place, Cell { start, end, form: Form::Text });
        start = end + 1;
        place += 1;
    }
    put(cells, slots, place, Cell { start, end: record.end, form: Form::Text });
    place + 1
}

/// Cuts a record with quotes.
fn quoted(cells: &mut Gathering<'_>, bytes: &[u8], record: Record, delimiter: u8, slots: &[Option<u32>]) -> usize {
    let bytes = &bytes[..record.end as usize];
    let mut start = record.start as usize;
    let mut place = 0;
    loop {
        let (cell, end) = if bytes.get(start) == Some(&b'"') {
            let close = closing(bytes, start + 1).unwrap_or(bytes.len());
            let used = slots.get(place).is_some_and(Option::is_some);
            let cell = if used { unquote(cells, bytes, start + 1, close) } else { Cell::default() };
            (cell, (close + 1).min(bytes.len()))
        } else {
            let end = bytes[start..].iter().position(|byte| *byte == delimiter).map_or(bytes.len(), |n| start + n);
            (cells.within(start, end, Form::Text), end)
        };
        put(cells, slots, place, cell);
        place += 1;
        if end >= bytes.len() {
            return place;
        }
        start = end + 1;
    }
}

/// Returns the cell between two quotes, with doubled quotes made one.
fn unquote(cells: &mut Gathering<'_>, bytes: &[u8], start: usize, end: usize) -> Cell {
    if memchr::memchr(b'"', &bytes[start..end]).is_none() {
        return cells.within(start, end, Form::Text);
    }
    cells.aside(Some(start), Form::Text, |bytes, aside| {
        let mut rest = &bytes[start..end];
        while let Some(quote) = memchr::memchr(b'"', rest) {
            aside.extend_from_slice(&rest[..=quote]);
            rest = rest.get(quote + 2..).unwrap_or_default();
        }
        aside.extend_from_slice(rest);
    })
}

fn put(cells: &mut Gathering<'_>, slots: &[Option<u32>], place: usize, cell: Cell) {
    if let Some(Some(slot)) = slots.get(place) {
        cells.put(*slot as usize, cell);
    }
}

/// Returns what is to be said of a row with too many or too few cells. Its key may be as far from its beginning as
/// in the header, since cells may be wrong after it, or as far from its end, since they may be before it.
fn ragged(raw: &RawRecords, record: Record, count: usize, delimiter: u8, places: &Places) -> Bad {
    let line = &raw.bytes[record.start as usize..record.end as usize];
    let cells = lone_cells(line, delimiter);
    let mut candidates = Vec::new();
    if let Some(place) = places.key {
        candidates.push(place);
        // Nothing stands before a first column.
        candidates.extend((cells.len() + place).checked_sub(places.slots.len()).filter(|_| place > 0));
    }
    let is_certain = candidates == [0];
    let mut keys: Vec<String> = candidates.into_iter().filter_map(|place| cells.get(place)?.clone()).collect();
    keys.dedup();
    Bad {
        row: record.row,
        problem: reason::cell_count(count, places.slots.len()),
        shown: String::from_utf8_lossy(&line[..line.len().min(SHOWN)]).into_owned(),
        keys,
        is_certain,
    }
}

/// Returns the cells of the header, which is the only record of `raw`; the offset of a byte that is no text.
pub(in crate::batch) fn header_cells(raw: &RawRecords, delimiter: u8) -> Result<Vec<String>, u64> {
    let Some(record) = raw.records.first() else { return Ok(Vec::new()) };
    let line = &raw.bytes[record.start as usize..record.end as usize];
    if let Err(error) = std::str::from_utf8(line) {
        return Err(raw.offset + u64::from(record.start) + error.valid_up_to() as u64);
    }
    Ok(lone_cells(line, delimiter).into_iter().flatten().collect())
}

/// Returns the cells of a row by itself, `None` where one is no text.
fn lone_cells(bytes: &[u8], delimiter: u8) -> Vec<Option<String>> {
    // A record has no more cells than bytes, and one.
    let most = bytes.len() + 1;
    let slots: Vec<Option<u32>> = (0..most).map(|slot| u32::try_from(slot).ok()).collect();
    let places = Places { slots, used: most, lists: Vec::new(), numbers: Vec::new(), key: None };
    let mut cells = Gathering::new(bytes, 0, 1, &places);
    // INVARIANT: a row is shorter than 4 GiB.
    let record = Record { start: 0, end: bytes.len() as u32, quoted: true, row: 1 };
    let count = quoted(&mut cells, bytes, record, delimiter, &places.slots);
    cells.end_row(1);
    let cells = cells.finish();
    (0..count).map(|slot| cells.text(cells.column(slot)[0]).ok().map(str::to_string)).collect()
}
