//! An activity as bytes, and back: what is kept of it until its lead comes.
//!
//! A record is the hash of its key, its length, and its row. A row is the place of its file, its key, a bit for each
//! column that says whether a value stands there, and the values: numbers in eight bytes, texts with their length
//! before them. Nothing is compared or skipped by anything else than these lengths.

use std::hash::{DefaultHasher, Hasher};
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, Decimal64Array, Int32Array, Int32Builder, Int64Array,
    RecordBatch, StringArray, StringBuilder, TimestampMicrosecondArray,
};
use arrow::buffer::NullBuffer;
use arrow::datatypes::{
    DataType, Date32Type, Decimal64Type, Int32Type, Int64Type, SchemaRef, TimestampMicrosecondType,
};

use crate::batch::cell::Options;
use crate::batch::column::{Dictionary, dictionary};
use crate::batch::vendor::identity;
use crate::types::{FieldId, Schema, Type, arrow_fields};

/// Bytes before the row of a record: the hash of its key and its length.
pub(super) const HEAD: usize = 12;
/// About the most bytes of records that one piece holds, so that a place in it fits 32 bits.
const PIECE: usize = 1 << 26;

/// How activities lie in columns, and in bytes.
#[derive(Debug)]
pub(super) struct Layout {
    schema: SchemaRef,
    columns: Vec<Kind>,
    /// How many bits of a hash count.
    bits: u32,
}

/// How a column lies in bytes.
#[derive(Debug)]
enum Kind {
    /// It is the key, which stands in each row anyway.
    Key,
    /// The place of an option, and the options.
    Option(Arc<StringArray>),
    Text,
    Boolean,
    Day,
    /// A number of 64 bits, of which the type says what it counts.
    Number(DataType),
}

/// Records one after the other, and the hash and the place of each.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub bytes: Vec<u8>,
    pub records: Vec<(u64, u32)>,
}

/// The rows of some leads: the lead's place, and where the bytes are.
#[derive(Default)]
pub(super) struct Found {
    pub bytes: Vec<u8>,
    pub rows: Vec<(u32, usize)>,
}

impl Found {
    /// Adds a row of a lead.
    pub(super) fn push(&mut self, lead: u32, row: &[u8]) {
        self.rows.push((lead, self.bytes.len()));
        self.bytes.extend_from_slice(row);
    }
}

impl Layout {
    /// Returns the layout of some fields of an activity; of each hash only so many bits count.
    pub(super) fn new(schema: &Schema, fields: &[FieldId], bits: u32) -> Layout {
        let arrow = arrow_fields(schema, fields);
        let columns = arrow.iter().map(|column| match column.data_type() {
            DataType::Dictionary(..) => {
                let field = schema.find(column.name());
                match field.map(|id| schema.field(id)) {
                    Some(_) if field == Some(schema.key) => Kind::Key,
                    Some(field) if matches!(field.kind, Type::OneOf(_)) => Kind::Option(Options::new(field).values()),
                    _ => Kind::Text,
                }
            }
            DataType::Boolean => Kind::Boolean,
            DataType::Date32 => Kind::Day,
            other => Kind::Number(other.clone()),
        });
        let columns = columns.collect();
        Layout { schema: Arc::new(arrow::datatypes::Schema::new(arrow)), columns, bits }
    }

    /// Returns the hash that a key is found by: one for both forms of a Salesforce id (S7.2).
    pub(super) fn hash(&self, key: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        hasher.write(identity(key).as_bytes());
        hasher.finish() & u64::MAX.checked_shr(64 - self.bits).unwrap_or(0)
    }

    /// Returns the records of some activities of a file; `keys` has a key for each.
    pub(super) fn records<'k>(&self, batch: &RecordBatch, key: &dyn Fn(usize) -> &'k str, file: u32) -> Vec<Piece> {
        let columns: Vec<Option<&ArrayRef>> =
            self.schema.fields().iter().map(|field| batch.column_by_name(field.name())).collect();
        let mut pieces = vec![Piece::default()];
        for row in 0..batch.num_rows() {
            if pieces.last().is_none_or(|piece| piece.bytes.len() > PIECE) {
                pieces.push(Piece::default());
            }
            if let Some(piece) = pieces.last_mut() {
                let key = key(row);
                let hash = self.hash(key);
                // INVARIANT: a piece ends soon after its size is reached, and no row is as long as what is left.
                piece.records.push((hash, u32::try_from(piece.bytes.len()).unwrap_or(u32::MAX)));
                self.record(&mut piece.bytes, hash, file, key, &columns, row);
            }
        }
        pieces.iter_mut().for_each(|piece| piece.bytes.shrink_to_fit());
        pieces
    }

    fn record(&self, into: &mut Vec<u8>, hash: u64, file: u32, key: &str, columns: &[Option<&ArrayRef>], row: usize) {
        let start = into.len();
        into.extend_from_slice(&hash.to_le_bytes());
        into.extend_from_slice(&[0; 4]);
        into.extend_from_slice(&file.to_le_bytes());
        put_text(into, key);
        let bits = into.len();
        into.resize(bits + columns.len().div_ceil(8), 0);
        for (place, (kind, array)) in self.columns.iter().zip(columns).enumerate() {
            let Some(array) = array.filter(|array| array.is_valid(row)) else { continue };
            into[bits + place / 8] |= 1 << (place % 8);
            match kind {
                Kind::Key => {}
                Kind::Option(_) => put_number(into, array.as_dictionary::<Int32Type>().keys().value(row).into()),
                Kind::Text => {
                    let texts = array.as_dictionary::<Int32Type>();
                    let value = usize::try_from(texts.keys().value(row)).unwrap_or_default();
                    put_text(into, texts.values().as_string::<i32>().value(value));
                }
                Kind::Boolean => put_number(into, array.as_boolean().value(row).into()),
                Kind::Day => put_number(into, array.as_primitive::<Date32Type>().value(row).into()),
                Kind::Number(DataType::Decimal64(..)) => {
                    put_number(into, array.as_primitive::<Decimal64Type>().value(row));
                }
                Kind::Number(DataType::Timestamp(..)) => {
                    put_number(into, array.as_primitive::<TimestampMicrosecondType>().value(row));
                }
                Kind::Number(_) => put_number(into, array.as_primitive::<Int64Type>().value(row)),
            }
        }
        // INVARIANT: a row of a file is shorter than 4 GiB.
        let length = u32::try_from(into.len() - start - HEAD).unwrap_or(u32::MAX);
        into[start + 8..start + HEAD].copy_from_slice(&length.to_le_bytes());
    }

    /// Returns the rows, in their order, as columns.
    pub(super) fn columns(&self, found: &Found) -> RecordBatch {
        let mut columns: Vec<Values<'_>> =
            self.columns.iter().map(|kind| Values::new(kind, found.rows.len())).collect();
        for (_, start) in &found.rows {
            let mut rest = &found.bytes[*start + 4..];
            let key = take_text(&mut rest);
            let (bits, mut rest) = rest.split_at(columns.len().div_ceil(8));
            for (place, (values, kind)) in columns.iter_mut().zip(&self.columns).enumerate() {
                let is_there = bits[place / 8] & (1 << (place % 8)) != 0;
                values.push(kind, is_there, key, &mut rest);
            }
        }
        let arrays = columns.into_iter().zip(&self.columns).map(|(values, kind)| values.finish(kind));
        // INVARIANT: every column has a value a row, of the type that the schema says.
        RecordBatch::try_new_with_options(
            self.schema.clone(),
            arrays.collect(),
            &arrow::array::RecordBatchOptions::new().with_row_count(Some(found.rows.len())),
        )
        .unwrap_or_else(|error| unreachable!("{error}"))
    }
}

/// Returns the place of the file that a row is of.
pub(super) fn file_of(row: &[u8]) -> u32 {
    row.first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

/// Returns the key of a row.
pub(super) fn key_of(row: &[u8]) -> &str {
    let mut rest = row.get(4..).unwrap_or_default();
    take_text(&mut rest)
}

/// Returns the hash and the row of the record that bytes begin with, and how long the record is; `None` where it is not
/// whole.
pub(super) fn record(bytes: &[u8]) -> Option<(u64, &[u8], usize)> {
    let (hash, rest) = bytes.split_first_chunk()?;
    let (length, rest) = rest.split_first_chunk()?;
    let length = u32::from_le_bytes(*length) as usize;
    Some((u64::from_le_bytes(*hash), rest.get(..length)?, HEAD + length))
}

fn put_number(into: &mut Vec<u8>, number: i64) {
    into.extend_from_slice(&number.to_le_bytes());
}

fn put_text(into: &mut Vec<u8>, text: &str) {
    // INVARIANT: a cell is shorter than 4 GiB.
    into.extend_from_slice(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
    into.extend_from_slice(text.as_bytes());
}

fn take_number(rest: &mut &[u8]) -> i64 {
    let Some((number, after)) = rest.split_first_chunk() else { return 0 };
    *rest = after;
    i64::from_le_bytes(*number)
}

fn take_text<'r>(rest: &mut &'r [u8]) -> &'r str {
    let Some((length, after)) = rest.split_first_chunk() else { return "" };
    let (text, after) = after.split_at(u32::from_le_bytes(*length) as usize);
    *rest = after;
    // INVARIANT: it was written from a text. A temporary file that another program has changed reads as another text.
    std::str::from_utf8(text).unwrap_or_default()
}

/// The values of a column, as far as they are read.
enum Values<'r> {
    Texts(Dictionary<'r>, Int32Builder),
    /// Keys: nearly as many as rows.
    Keys(StringBuilder, Int32Builder, Option<&'r str>),
    Numbers(Vec<i64>, Vec<bool>),
}

impl<'r> Values<'r> {
    fn new(kind: &Kind, rows: usize) -> Values<'r> {
        match kind {
            Kind::Text => Values::Texts(Dictionary::new(rows), Int32Builder::with_capacity(rows)),
            Kind::Key => Values::Keys(StringBuilder::new(), Int32Builder::with_capacity(rows), None),
            _ => Values::Numbers(Vec::with_capacity(rows), Vec::with_capacity(rows)),
        }
    }

    fn push(&mut self, kind: &Kind, is_there: bool, key: &'r str, rest: &mut &'r [u8]) {
        match self {
            Values::Texts(texts, keys) => keys.append_option(is_there.then(|| texts.code(take_text(rest)))),
            Values::Keys(texts, keys, last) => {
                // The activities of a lead stand together.
                if *last != Some(key) {
                    texts.append_value(key);
                    *last = Some(key);
                }
                keys.append_option(i32::try_from(arrow::array::ArrayBuilder::len(texts)).ok().map(|count| count - 1));
            }
            Values::Numbers(values, valid) => {
                values.push(if is_there && !matches!(kind, Kind::Key) { take_number(rest) } else { 0 });
                valid.push(is_there);
            }
        }
    }

    fn finish(self, kind: &Kind) -> ArrayRef {
        let (values, valid) = match self {
            Values::Texts(texts, keys) => return texts.finish(keys),
            Values::Keys(mut texts, keys, _) => return dictionary(keys, Arc::new(texts.finish())),
            Values::Numbers(values, valid) => (values, valid),
        };
        let nulls = Some(NullBuffer::from(valid)).filter(|nulls| nulls.null_count() > 0);
        // INVARIANT: what was put in 64 bits was shorter.
        let short = |values: &[i64]| values.iter().map(|value| i32::try_from(*value).unwrap_or_default()).collect();
        match kind {
            Kind::Option(options) => {
                let keys = Int32Array::new(short(&values), nulls);
                let mut builder = Int32Builder::with_capacity(keys.len());
                builder.append_array(&keys);
                dictionary(builder, options.clone())
            }
            Kind::Day => Arc::new(Date32Array::new(short(&values), nulls)),
            Kind::Boolean => Arc::new(BooleanArray::new(values.iter().map(|value| *value != 0).collect(), nulls)),
            Kind::Number(DataType::Timestamp(..)) => {
                Arc::new(TimestampMicrosecondArray::new(values.into(), nulls).with_timezone("UTC"))
            }
            Kind::Number(decimal @ DataType::Decimal64(..)) => {
                Arc::new(Decimal64Array::new(values.into(), nulls).with_data_type(decimal.clone()))
            }
            Kind::Number(_) | Kind::Text | Kind::Key => Arc::new(Int64Array::new(values.into(), nulls)),
        }
    }
}
