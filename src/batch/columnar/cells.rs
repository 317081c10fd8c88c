//! Columns written out as cells.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray, RecordBatch};
use arrow::buffer::NullBuffer;
use arrow::datatypes::{
    ArrowPrimitiveType, DataType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type,
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimeUnit, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};

use super::text;
use super::weight::Lengths;
use crate::batch::cells::{Bad, Cell, Cells, Form, Gathering, Places};
use crate::batch::csv::Fault;
use crate::batch::reason;
use crate::batch::records::{LONGEST, SHOWN};
use crate::batch::vendor::{is_footer, may_be_footer};
use crate::types::trim;

/// Milliseconds in a day.
const DAY: i64 = 86_400_000;

/// Writes out the cells of some columns, one for each slot, and finds the rows that are too long to be rows. Of a slot
/// that is not `wanted` the cells stay blank.
pub(in crate::batch) fn cells(
    batch: &RecordBatch,
    first_row: u64,
    places: &Places,
    wanted: &[bool],
) -> (Cells<'static>, Vec<Bad>) {
    let rows = batch.num_rows();
    let mut cells = Gathering::new(&[], 0, rows, places);
    let key = places.key.and_then(|place| places.slots[place]).map(|slot| slot as usize);
    let key_of = |at: usize| key.and_then(|slot| text_of(batch.column(slot), at));
    let mut none = too_long(batch);
    let mut bad = Vec::new();
    for at in &none {
        let problem = reason::broken(Fault::TooLong);
        let (row, shown) = (first_row + *at as u64, beginning(batch, *at));
        bad.push(Bad { row, problem, shown, keys: key_of(*at).into_iter().collect(), is_certain: true });
    }
    for at in key.map(|slot| footers(batch, slot)).unwrap_or_default() {
        let (row, shown) = (first_row + at as u64, key_of(at).unwrap_or_default());
        bad.push(Bad { row, problem: reason::report_footer(), shown, keys: Vec::new(), is_certain: true });
        none.push(at);
    }
    none.sort_unstable();
    let sound = |at: &usize| none.binary_search(at).is_err();
    let kept: Option<Vec<usize>> = (!none.is_empty()).then(|| (0..rows).filter(sound).collect());
    for (slot, array) in batch.columns().iter().enumerate().filter(|(slot, _)| wanted[*slot]) {
        let is_list = places.lists[slot];
        let writer = Writer::new(array, is_list);
        let nulls = array.logical_nulls();
        let is_null = |at: usize| nulls.as_ref().is_some_and(|nulls: &NullBuffer| nulls.is_null(at));
        // A dictionary's value is written once, where the dictionary is not larger than the rows.
        let mut written: Vec<Option<Cell>> = Vec::new();
        let dictionary = array.as_any_dictionary_opt().filter(|dictionary| dictionary.values().len() <= rows);
        let keys = dictionary.filter(|dictionary| !dictionary.values().is_empty()).map(|dictionary| {
            written.resize(dictionary.values().len(), None);
            dictionary.normalized_keys()
        });
        let mut put = |place: usize, at: usize| {
            if is_null(at) {
                return;
            }
            let mut write = || cells.aside(None, writer.form, |_, out| writer.write(at, out));
            let cell = match &keys {
                Some(keys) => *written[keys[at]].get_or_insert_with(write),
                None => write(),
            };
            cells.put_at(slot, place, cell);
        };
        match &kept {
            Some(kept) => kept.iter().enumerate().for_each(|(place, at)| put(place, *at)),
            None => (0..rows).for_each(|at| put(at, at)),
        }
    }
    match kept {
        Some(kept) => kept.into_iter().for_each(|at| cells.end_row(first_row + at as u64)),
        None => (0..rows).for_each(|at| cells.end_row(first_row + at as u64)),
    }
    (cells.finish(), bad)
}

/// Returns the rows that are too long, in order.
fn too_long(batch: &RecordBatch) -> Vec<usize> {
    if super::weight::weight(batch) <= LONGEST {
        return Vec::new();
    }
    let mut lengths = vec![0_usize; batch.num_rows()];
    for array in batch.columns() {
        add_lengths(array, &mut lengths);
    }
    (0..lengths.len()).filter(|at| lengths[*at] > LONGEST).collect()
}

fn add_lengths(array: &ArrayRef, lengths: &mut [usize]) {
    if let Some(dictionary) = array.as_any_dictionary_opt() {
        if !dictionary.values().is_empty() {
            let of = Lengths::of(dictionary.values());
            lengths.iter_mut().zip(dictionary.normalized_keys()).for_each(|(sum, key)| *sum += of.at(key));
        }
        return;
    }
    let of = Lengths::of(array);
    if let Some(list) = List::of(array) {
        for (at, sum) in lengths.iter_mut().enumerate() {
            *sum = sum.saturating_add(super::weight::bytes_of(&list.at(at)));
        }
        return;
    }
    if array.data_type() != &DataType::Null {
        lengths.iter_mut().enumerate().for_each(|(at, sum)| *sum = sum.saturating_add(of.at(at)));
    }
}

/// Returns the text of a value; `None` where it is missing or none.
fn text_of(array: &ArrayRef, at: usize) -> Option<String> {
    if array.is_null(at) {
        return None;
    }
    let mut out = Vec::new();
    Writer::new(array, false).write(at, &mut out);
    String::from_utf8(out).ok()
}

/// Returns the rows that are lines below a report: such a text for a key, and nothing in the other columns that are
/// read.
fn footers(batch: &RecordBatch, key: usize) -> Vec<usize> {
    let array = batch.column(key);
    let nulls = array.logical_nulls();
    let writer = Writer::new(array, false);
    if writer.form != Form::Text {
        return Vec::new();
    }
    let mut text = Vec::new();
    let mut found = Vec::new();
    for at in 0..batch.num_rows() {
        if nulls.as_ref().is_some_and(|nulls| nulls.is_null(at)) {
            continue;
        }
        text.clear();
        writer.write(at, &mut text);
        if !may_be_footer(text.trim_ascii_start())
            || !std::str::from_utf8(&text).is_ok_and(|text| is_footer(trim(text)))
        {
            continue;
        }
        let is_blank = |array: &ArrayRef| text_of(array, at).is_none_or(|text| trim(&text).is_empty());
        if batch.columns().iter().enumerate().all(|(slot, array)| slot == key || is_blank(array)) {
            found.push(at);
        }
    }
    found
}

/// Returns how a row begins that is too long.
fn beginning(batch: &RecordBatch, at: usize) -> String {
    let first = batch.columns().iter().find(|array| Lengths::of(array).at(at) > 0 && array.is_valid(at));
    let mut out = Vec::new();
    if let Some(array) = first.filter(|array| List::of(array).is_none()) {
        Writer::new(array, false).write(at, &mut out);
    }
    String::from_utf8_lossy(&out[..out.len().min(SHOWN)]).into_owned()
}

/// The lists of a column.
enum List<'a> {
    Small(&'a arrow::array::ListArray),
    Large(&'a arrow::array::LargeListArray),
    Fixed(&'a arrow::array::FixedSizeListArray),
}

impl<'a> List<'a> {
    fn of(array: &'a ArrayRef) -> Option<List<'a>> {
        match array.data_type() {
            DataType::List(_) => array.as_list_opt().map(List::Small),
            DataType::LargeList(_) => array.as_list_opt().map(List::Large),
            DataType::FixedSizeList(..) => array.as_fixed_size_list_opt().map(List::Fixed),
            _ => None,
        }
    }

    fn at(&self, at: usize) -> ArrayRef {
        match self {
            List::Small(list) => list.value(at),
            List::Large(list) => list.value(at),
            List::Fixed(list) => list.value(at),
        }
    }
}

/// Writes a value that is not null.
type Write<'a> = Box<dyn Fn(usize, &mut Vec<u8>) + 'a>;

/// Writes the values of a column.
struct Writer<'a> {
    form: Form,
    write: Write<'a>,
}

impl<'a> Writer<'a> {
    fn new(array: &'a ArrayRef, takes_lists: bool) -> Writer<'a> {
        let Some(list) = List::of(array) else {
            return Writer { form: form(array.data_type()), write: scalars(array) };
        };
        match takes_lists {
            true => Writer { form: Form::Text, write: Box::new(move |at, out| joined(&list.at(at), out)) },
            false => Writer { form: Form::List, write: Box::new(move |at, out| shown(&list.at(at), out)) },
        }
    }

    fn write(&self, at: usize, out: &mut Vec<u8>) {
        (self.write)(at, out);
    }
}

/// Returns what the cells of a type are.
fn form(data_type: &DataType) -> Form {
    match data_type {
        DataType::Dictionary(_, value) => form(value),
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => Form::Time,
        other if other.is_numeric() => Form::Number,
        _ => Form::Text,
    }
}

/// Writes the values of a list between `;`.
fn joined(values: &ArrayRef, out: &mut Vec<u8>) {
    let write = scalars(values);
    let nulls = values.logical_nulls();
    let mut is_first = true;
    for at in (0..values.len()).filter(|at| nulls.as_ref().is_none_or(|nulls| nulls.is_valid(*at))) {
        if !is_first {
            out.push(b';');
        }
        is_first = false;
        write(at, out);
    }
}

/// Writes a list as JSON would have it.
fn shown(values: &ArrayRef, out: &mut Vec<u8>) {
    let write = scalars(values);
    let nulls = values.logical_nulls();
    let is_bare = form(values.data_type()) == Form::Number || values.data_type() == &DataType::Boolean;
    out.push(b'[');
    for at in 0..values.len() {
        if at > 0 {
            out.push(b',');
        }
        if nulls.as_ref().is_some_and(|nulls| nulls.is_null(at)) {
            out.extend_from_slice(b"null");
        } else if is_bare {
            write(at, out);
        } else {
            let mut value = Vec::new();
            write(at, &mut value);
            text::display(serde_json::Value::from(String::from_utf8_lossy(&value).into_owned()), out);
        }
    }
    out.push(b']');
}

/// Returns what writes the values of a column of one value a cell.
fn scalars(array: &ArrayRef) -> Write<'_> {
    use DataType::{
        Binary, BinaryView, Boolean, Date32, Date64, Decimal32, Decimal64, Decimal128, Decimal256, Float32, Float64,
        Int8, Int16, Int32, Int64, LargeBinary, LargeUtf8, Timestamp, UInt8, UInt16, UInt32, UInt64, Utf8, Utf8View,
    };
    macro_rules! bytes {
        ($array:expr, $as_bytes:expr) => {{
            let array = $array;
            Box::new(move |at: usize, out: &mut Vec<u8>| out.extend_from_slice($as_bytes(array.value(at))))
        }};
    }
    let same = |value| -> &[u8] { value };
    match array.data_type() {
        Utf8 => bytes!(array.as_string::<i32>(), str::as_bytes),
        LargeUtf8 => bytes!(array.as_string::<i64>(), str::as_bytes),
        Utf8View => bytes!(array.as_string_view(), str::as_bytes),
        Binary => bytes!(array.as_binary::<i32>(), same),
        LargeBinary => bytes!(array.as_binary::<i64>(), same),
        BinaryView => bytes!(array.as_binary_view(), same),
        Boolean => booleans(array.as_boolean()),
        Int8 => numbers::<Int8Type>(array),
        Int16 => numbers::<Int16Type>(array),
        Int32 => numbers::<Int32Type>(array),
        Int64 => numbers::<Int64Type>(array),
        UInt8 => numbers::<UInt8Type>(array),
        UInt16 => numbers::<UInt16Type>(array),
        UInt32 => numbers::<UInt32Type>(array),
        UInt64 => numbers::<UInt64Type>(array),
        Float32 => numbers::<Float32Type>(array),
        Float64 => numbers::<Float64Type>(array),
        Decimal32(_, scale) => decimals::<Decimal32Type>(array, *scale),
        Decimal64(_, scale) => decimals::<Decimal64Type>(array, *scale),
        Decimal128(_, scale) => decimals::<Decimal128Type>(array, *scale),
        Decimal256(_, scale) => decimals::<Decimal256Type>(array, *scale),
        Date32 => {
            let array = array.as_primitive::<Date32Type>();
            Box::new(move |at, out| text::date(array.value(at).into(), out))
        }
        Date64 => {
            let array = array.as_primitive::<Date64Type>();
            Box::new(move |at, out| match array.value(at) {
                whole if whole % DAY == 0 => text::date(whole / DAY, out),
                other => text::time(other, 1_000, false, out),
            })
        }
        Timestamp(unit, zone) => times(array, *unit, zone.as_ref()),
        DataType::Dictionary(..) => match array.as_any_dictionary_opt() {
            Some(dictionary) if !dictionary.values().is_empty() => {
                let write = scalars(dictionary.values());
                let keys = dictionary.normalized_keys();
                Box::new(move |at, out| write(keys[at], out))
            }
            _ => Box::new(|_, _| {}),
        },
        // INVARIANT: a column of another type is refused before any row is read; of nulls nothing is written.
        _ => Box::new(|_, _| {}),
    }
}

fn booleans(array: &BooleanArray) -> Write<'_> {
    Box::new(move |at, out| out.extend_from_slice(if array.value(at) { b"true" } else { b"false" }))
}

fn numbers<T: ArrowPrimitiveType<Native: std::fmt::Display>>(array: &ArrayRef) -> Write<'_> {
    let array = array.as_primitive::<T>();
    Box::new(move |at, out| text::display(array.value(at), out))
}

fn decimals<T: ArrowPrimitiveType<Native: std::fmt::Display>>(array: &ArrayRef, scale: i8) -> Write<'_> {
    let array = array.as_primitive::<T>();
    Box::new(move |at, out| text::decimal(array.value(at), scale, out))
}

fn times<'a>(array: &'a ArrayRef, unit: TimeUnit, zone: Option<&Arc<str>>) -> Write<'a> {
    let is_instant = zone.is_some();
    macro_rules! write {
        ($kind:ty, $units:expr) => {{
            let array = array.as_primitive::<$kind>();
            Box::new(move |at, out| text::time(array.value(at), $units, is_instant, out))
        }};
    }
    match unit {
        TimeUnit::Second => write!(TimestampSecondType, 1),
        TimeUnit::Millisecond => write!(TimestampMillisecondType, 1_000),
        TimeUnit::Microsecond => write!(TimestampMicrosecondType, 1_000_000),
        TimeUnit::Nanosecond => write!(TimestampNanosecondType, 1_000_000_000),
    }
}
