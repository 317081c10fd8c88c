//! The cells of objects.

use std::borrow::Cow;
use std::fmt;

use rustc_hash::FxHashSet;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::keys::{DEEPEST, Keys};
use crate::batch::cells::{Bad, Cell, Cells, Form, Gathering, Places};
use crate::batch::csv::{RawRecords, Record};
use crate::batch::reason;
use crate::batch::records::SHOWN;
use crate::batch::vendor::{is_footer, may_be_footer};
use crate::types::trim;

/// How many places of a number an exponent may add: more than any type has.
const SHIFTED: i64 = 48;

/// A key that is none of the header's, and the first row that has it.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::batch) struct LateKey {
    /// Its path.
    pub path: String,
    /// The row.
    pub row: u64,
}

/// What is found in objects.
pub(in crate::batch) struct Found<'a> {
    pub cells: Cells<'a>,
    /// The rows that are none.
    pub bad: Vec<Bad>,
    /// The keys that the header does not have.
    pub late: Vec<LateKey>,
    /// By slot, whether any object has its key.
    pub stood: Vec<bool>,
}

/// Finds the cells of objects.
pub(in crate::batch) fn cells<'a>(raw: &'a RawRecords, keys: &Keys, places: &Places) -> Found<'a> {
    let mut bad: Vec<Bad> = Vec::new();
    for broken in &raw.broken {
        let (problem, shown) = (reason::broken(broken.fault), broken.text.trim_start().to_string());
        bad.push(Bad { row: broken.row, problem, shown, keys: Vec::new(), is_certain: true });
    }
    let whole = std::str::from_utf8(&raw.bytes).ok();
    let mut reading = Reading {
        cells: Gathering::new(&raw.bytes, raw.offset, raw.records.len(), places),
        places,
        stood: vec![0; places.used],
        row: 0,
        turn: 0,
        filled: 0,
        said: String::new(),
        known: FxHashSet::default(),
        late: Vec::new(),
    };
    for record in &raw.records {
        let bytes = &raw.bytes[record.start as usize..record.end as usize];
        let text = whole.and_then(|text| text.get(record.start as usize..record.end as usize));
        let text = text.map_or_else(|| patched(bytes), Cow::Borrowed);
        match reading.record(&text, *record, keys) {
            Ok(()) if reading.is_footer() => {
                reading.cells.clear();
                let (problem, shown) = (reason::report_footer(), reading.said.clone());
                bad.push(Bad { row: record.row, problem, shown, keys: Vec::new(), is_certain: true });
            }
            Ok(()) => reading.cells.end_row(record.row),
            Err(error) => {
                let key = reading.key();
                reading.cells.clear();
                let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(SHOWN)]).trim().to_string();
                let problem = reason::no_object(text.trim_start(), &error);
                bad.push(Bad { row: record.row, problem, shown, keys: key.into_iter().collect(), is_certain: true });
            }
        }
    }
    let stood = reading.stood.iter().map(|turn| *turn > 0).collect();
    Found { cells: reading.cells.finish(), bad, late: reading.late, stood }
}

/// Returns bytes that are no text as one of the same length, so that its places are theirs.
fn patched(bytes: &[u8]) -> Cow<'_, str> {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    Cow::Owned(text)
}

/// Returns the first key of an object.
pub(in crate::batch) fn first_key(object: &str) -> Option<String> {
    let mut first = None;
    // INVARIANT: what is a cell has been parsed.
    let _ = members(object, &mut |key, _| {
        first.get_or_insert_with(|| key.to_string());
    });
    first
}

/// Calls `each` with every key of an object and its value as it is written.
///
/// # Errors
/// When the text is no object.
pub(super) fn members<'t>(text: &'t str, each: &mut dyn FnMut(&str, &'t str)) -> Result<(), serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Members(each).deserialize(&mut deserializer)?;
    deserializer.end()
}

struct Members<'f, 't>(&'f mut dyn FnMut(&str, &'t str));

impl<'t> DeserializeSeed<'t> for Members<'_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'t> Visitor<'t> for Members<'_, 't> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(Key)? {
            let value: &'t RawValue = map.next_value()?;
            (self.0)(&key, value.get());
        }
        Ok(())
    }
}

/// A key, as it stands in the text where it has no escapes.
struct Key;

impl<'t> DeserializeSeed<'t> for Key {
    type Value = Cow<'t, str>;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Cow<'t, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'t> Visitor<'t> for Key {
    type Value = Cow<'t, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, text: &'t str) -> Result<Cow<'t, str>, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Cow<'t, str>, E> {
        Ok(Cow::Owned(text.to_string()))
    }
}

/// Objects that are being read.
struct Reading<'a, 'p> {
    cells: Gathering<'a>,
    places: &'p Places,
    /// By slot the turn of the last object that had it; turns count from 1.
    stood: Vec<usize>,
    turn: usize,
    row: u64,
    /// How many members of the object hold something.
    filled: usize,
    /// What the first of them says, where it may be a line below a report.
    said: String,
    known: FxHashSet<String>,
    late: Vec<LateKey>,
}

impl Reading<'_, '_> {
    /// Reads an object; its text may stand for bytes that are none, place by place.
    fn record(&mut self, text: &str, record: Record, keys: &Keys) -> Result<(), serde_json::Error> {
        (self.row, self.turn, self.filled) = (record.row, self.turn + 1, 0);
        let start = text.as_ptr() as usize;
        let origin = |value: &str| record.start as usize + (value.as_ptr() as usize - start);
        self.object(text, &origin, keys, None)
    }

    /// Returns whether the object is a line below a report, which has nothing beside.
    fn is_footer(&self) -> bool {
        self.filled == 1 && is_footer(trim(&self.said))
    }

    /// Returns the key of the object, as far as it has been read.
    fn key(&self) -> Option<String> {
        let slot = self.places.slots[self.places.key?]? as usize;
        if self.stood[slot] == self.turn { self.cells.text(slot) } else { None }
    }

    /// Counts a member that holds something, and keeps the first where it may be a line below a report.
    fn fill(&mut self, value: &str) {
        if matches!(value, "null" | "\"\"") {
            return;
        }
        self.filled += 1;
        if self.filled == 1 {
            self.said.clear();
            let inner = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default();
            if may_be_footer(inner.trim_start().as_bytes()) {
                self.said.push_str(inner);
            }
        }
    }

    fn object(
        &mut self,
        text: &str,
        origin: &dyn Fn(&str) -> usize,
        keys: &Keys,
        above: Option<&Above<'_>>,
    ) -> Result<(), serde_json::Error> {
        let mut failed = None;
        members(text, &mut |key, value| {
            if !value.starts_with('{') {
                self.fill(value);
            }
            let Some(node) = keys.nodes.get(key) else { return self.note_late(above, key, value) };
            if let Some(slot) = node.place.and_then(|place| self.places.slots[place]) {
                self.put(slot as usize, value, origin(value));
            }
            match &node.inside {
                Some(inside) if value.starts_with('{') => {
                    let above = Above { key, above };
                    failed = self.object(value, origin, inside, Some(&above)).err().or(failed.take());
                }
                _ if node.place.is_none() || value.starts_with('{') => self.note_late(above, key, value),
                _ => {}
            }
        })?;
        failed.map_or(Ok(()), Err)
    }

    fn put(&mut self, slot: usize, value: &str, origin: usize) {
        let cell = match std::mem::replace(&mut self.stood[slot], self.turn) == self.turn {
            true => self.cells.within(origin, origin + value.len(), Form::Twice),
            false => self.cell(slot, value, origin),
        };
        self.cells.put(slot, cell);
    }

    fn cell(&mut self, slot: usize, value: &str, origin: usize) -> Cell {
        let as_written = |form| (origin, origin + value.len(), form);
        let (start, end, form) = match value.as_bytes() {
            [b'n', ..] => return Cell::default(),
            [b'"', inner @ .., b'"'] if memchr::memchr(b'\\', inner).is_none() => {
                (origin + 1, origin + 1 + inner.len(), Form::Text)
            }
            [b'"', ..] => match serde_json::from_str::<String>(value) {
                Ok(text) if self.is_sound(origin, value) => {
                    return self.cells.aside(None, Form::Text, |_, aside| aside.extend_from_slice(text.as_bytes()));
                }
                Ok(_) => as_written(Form::Text),
                Err(_) => as_written(Form::Escape),
            },
            [b'{', ..] => as_written(Form::Object),
            [b'[', ..] if self.places.lists[slot] => match listed(value) {
                Some(text) if self.is_sound(origin, value) => {
                    return self.cells.aside(None, Form::Text, |_, aside| aside.extend_from_slice(text.as_bytes()));
                }
                Some(_) => as_written(Form::Text),
                None => as_written(Form::List),
            },
            [b'[', ..] => as_written(Form::List),
            [b't' | b'f', ..] => as_written(Form::Text),
            // What is read into a number is written as every other format writes it; else it is what stands there.
            _ => match Some(value).filter(|_| self.places.numbers[slot]).and_then(plain) {
                Some(number) => {
                    return self.cells.aside(None, Form::Number, |_, aside| aside.extend_from_slice(number.as_bytes()));
                }
                None => as_written(Form::Number),
            },
        };
        self.cells.within(start, end, form)
    }

    /// Returns whether the bytes of a value are the text that it was read as.
    fn is_sound(&self, origin: usize, value: &str) -> bool {
        self.cells.bytes().get(origin..origin + value.len()) == Some(value.as_bytes())
    }

    /// Notes a key that the header does not have, or the keys of the object that it holds. One that holds nothing loses
    /// nothing.
    fn note_late(&mut self, above: Option<&Above<'_>>, key: &str, value: &str) {
        if value == "null" || (above.is_none() && self.known.contains(key)) {
            return;
        }
        if value.starts_with('{') {
            let above = Above { key, above };
            if above.depth() < DEEPEST {
                // INVARIANT: what holds a key has been parsed.
                let _ = members(value, &mut |key, value| self.note_late(Some(&above), key, value));
            }
            return;
        }
        let path = above.map_or_else(|| key.to_string(), |above| format!("{}.{key}", above.path()));
        if !self.known.contains(&path) {
            self.known.insert(path.clone());
            self.late.push(LateKey { path, row: self.row });
        }
    }
}

/// The keys of the objects that an object is in, the innermost first.
struct Above<'k> {
    key: &'k str,
    above: Option<&'k Above<'k>>,
}

impl Above<'_> {
    fn depth(&self) -> usize {
        1 + self.above.map_or(0, Above::depth)
    }

    fn path(&self) -> String {
        self.above.map_or_else(|| self.key.to_string(), |above| format!("{}.{}", above.path(), self.key))
    }
}

/// Returns the values of a list between `;`; `None` where one of them is no single value.
fn listed(value: &str) -> Option<String> {
    let members: Vec<&RawValue> = serde_json::from_str(value).ok()?;
    let mut texts = Vec::with_capacity(members.len());
    for member in members {
        texts.push(match member.get().as_bytes() {
            [b'n', ..] => continue,
            [b'"', ..] => serde_json::from_str(member.get()).ok()?,
            [b'{' | b'[', ..] => return None,
            _ => member.get().to_string(),
        });
    }
    Some(texts.join(";"))
}

/// Returns a number without its exponent and without zeros at the end of its fraction, digit for digit; `None` where it
/// has neither, or an exponent that no type has room for.
fn plain(number: &str) -> Option<String> {
    let (mantissa, exponent) = match number.split_once(['e', 'E']) {
        Some(parts) => parts,
        None if number.contains('.') && number.ends_with('0') => (number, "0"),
        None => return None,
    };
    let exponent: i64 = exponent.parse().ok().filter(|exponent: &i64| exponent.abs() <= SHIFTED)?;
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let point = whole.len() as i64 + exponent;
    let length = digits.len() as i64;
    let text = if point <= 0 {
        let zeros = usize::try_from(-point).unwrap_or_default();
        format!("0.{}{digits}", "0".repeat(zeros))
    } else if point >= length {
        let zeros = usize::try_from(point - length).unwrap_or_default();
        format!("{digits}{}", "0".repeat(zeros))
    } else {
        let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or_default());
        format!("{whole}.{fraction}")
    };
    let text = match text.split_once('.') {
        Some((whole, fraction)) => {
            let fraction = fraction.trim_end_matches('0');
            if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") }
        }
        None => text,
    };
    Some(format!("{sign}{text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponents_are_written_out_digit_for_digit() {
        for (number, expected) in [
            ("1e3", "1000"),
            ("1.5E2", "150"),
            ("-1.25e1", "-12.5"),
            ("5e-1", "0.5"),
            ("1e-07", "0.0000001"),
            ("12.50e0", "12.5"),
            ("0e0", "0"),
            ("-1.0", "-1"),
            ("10.50", "10.5"),
        ] {
            assert_eq!(plain(number).as_deref(), Some(expected), "{number}");
        }
        assert_eq!(plain("1200"), None);
        assert_eq!(plain("1e999999999999"), None);
    }

    #[test]
    fn patches_keep_every_place() {
        let bytes = b"{\"a\":\"x\xff\xe9y\"}";
        assert_eq!(patched(bytes).len(), bytes.len());
    }
}
