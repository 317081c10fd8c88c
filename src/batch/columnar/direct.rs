//! Columns whose type is their field's: their values as they are, without a way by text.
//!
//! This is only for speed. Where a value might not mean what its text means, because the batch gives it a meaning or
//! its field does not hold it, the whole column goes by way of text, which finds what there is to be found.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, ArrowPrimitiveType, AsArray, BooleanBuilder, Date32Builder, Decimal64Builder, Int64Builder,
    TimestampMicrosecondBuilder, UInt32Array,
};
use arrow::buffer::NullBuffer;
use arrow::compute::take;
use arrow::datatypes::{
    DataType, Date32Type, Decimal32Type, Decimal64Type, Decimal128Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimeUnit, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};

use crate::batch::plan::{Kind, Manner, Plan};
use crate::batch::records::Content;
use crate::time::Reading;

/// The millionths of one.
const ONE: i128 = 1_000_000;
/// The first millionths that a decimal does not hold.
const BOUND: i128 = 1_000_000_000_000_000_000;
/// 1900-01-01 to 2199-12-31, the days that are read.
const DAYS: std::ops::RangeInclusive<i64> = -25_567..=84_005;
/// Microseconds in a day.
const DAY: i64 = 86_400_000_000;

/// The arrays of a column: one, or two for a timestamp.
pub(in crate::batch) struct Direct {
    arrays: Vec<ArrayRef>,
}

/// The arrays of some rows, and which of their values are blank in the file.
pub(in crate::batch) struct Taken {
    pub arrays: Vec<ArrayRef>,
    pub blank: Option<NullBuffer>,
}

impl Direct {
    /// Returns the values of these rows, by their numbers in the file; `plan` is the column's.
    pub(in crate::batch) fn of_rows(self, plan: &Plan, content: &Content, rows: &[u64]) -> Taken {
        let Content::Columns(batch, first) = content else { return Taken { arrays: self.arrays, blank: None } };
        let source = batch.column(plan.slot);
        if rows.len() == batch.num_rows() {
            return Taken { arrays: self.arrays, blank: source.logical_nulls() };
        }
        // INVARIANT: a chunk has fewer rows than a u32 counts, and these are some of them.
        let places: UInt32Array = rows.iter().map(|row| Some((row - first) as u32)).collect();
        let of_places = |array: &ArrayRef| take(array, &places, None).unwrap_or_else(|error| unreachable!("{error}"));
        Taken { arrays: self.arrays.iter().map(of_places).collect(), blank: of_places(source).logical_nulls() }
    }
}

/// Returns the values of a column, one for each row; `None` where they are to be read from text.
pub(in crate::batch) fn direct(plan: &Plan, array: &ArrayRef, manner: &Manner) -> Option<Direct> {
    if !plan.values.is_empty() || manner.nulls.iter().any(|null| may_be(null, array.data_type())) {
        return None;
    }
    let arrays = match &plan.kind {
        Kind::Integer => vec![integers(plan, array)?],
        Kind::Decimal | Kind::Money(None) => vec![decimals(plan, array)?],
        Kind::Boolean => vec![booleans(plan, array)?],
        Kind::Date => vec![dates(plan, array)?],
        Kind::Timestamp => timestamps(plan, array, manner)?,
        Kind::Money(Some(_)) | Kind::Text | Kind::OneOf(_) | Kind::ManyOf(_) => return None,
    };
    Some(Direct { arrays })
}

/// Returns whether a text may be that of a value of this type.
fn may_be(null: &str, data_type: &DataType) -> bool {
    match data_type {
        DataType::Boolean => matches!(null, "true" | "false"),
        _ => null.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '+')),
    }
}

/// Calls `push` with each value as `read` returns it, `default` for a null; `None` as soon as a value cannot be read.
fn each<T: ArrowPrimitiveType, V: Copy>(
    array: &ArrayRef,
    default: Option<V>,
    read: impl Fn(T::Native) -> Option<V>,
    mut push: impl FnMut(Option<V>),
) -> Option<()> {
    for value in array.as_primitive_opt::<T>()? {
        push(match value {
            Some(value) => Some(read(value)?),
            None => default,
        });
    }
    Some(())
}

/// Calls `push` with each integer of a column of any size.
fn whole<V: Copy>(
    array: &ArrayRef,
    default: Option<V>,
    read: impl Fn(i128) -> Option<V>,
    push: impl FnMut(Option<V>),
) -> Option<()> {
    match array.data_type() {
        DataType::Int8 => each::<Int8Type, V>(array, default, |value| read(value.into()), push),
        DataType::Int16 => each::<Int16Type, V>(array, default, |value| read(value.into()), push),
        DataType::Int32 => each::<Int32Type, V>(array, default, |value| read(value.into()), push),
        DataType::Int64 => each::<Int64Type, V>(array, default, |value| read(value.into()), push),
        DataType::UInt8 => each::<UInt8Type, V>(array, default, |value| read(value.into()), push),
        DataType::UInt16 => each::<UInt16Type, V>(array, default, |value| read(value.into()), push),
        DataType::UInt32 => each::<UInt32Type, V>(array, default, |value| read(value.into()), push),
        DataType::UInt64 => each::<UInt64Type, V>(array, default, |value| read(value.into()), push),
        _ => None,
    }
}

fn integers(plan: &Plan, array: &ArrayRef) -> Option<ArrayRef> {
    let default = plan.default_integer();
    let mut values = Int64Builder::with_capacity(array.len());
    whole(array, default, |value| i64::try_from(value).ok(), |value| values.append_option(value))?;
    Some(Arc::new(values.finish()))
}

fn decimals(plan: &Plan, array: &ArrayRef) -> Option<ArrayRef> {
    let default = plan.default_decimal();
    let held = |millionths: i128| {
        let is_held = millionths.unsigned_abs() < BOUND.unsigned_abs();
        i64::try_from(millionths).ok().filter(|_| is_held)
    };
    // Millionths of a number with so many decimal places; none where it has more than six.
    let scaled = |scale: i8| {
        move |value: i128| match i32::from(scale) {
            0..=6 => held(value.checked_mul(10_i128.pow(6 - scale.unsigned_abs() as u32))?),
            7..=38 => {
                let unit = 10_i128.pow(scale.unsigned_abs() as u32 - 6);
                if value % unit == 0 { held(value / unit) } else { None }
            }
            _ => None,
        }
    };
    let data_type = DataType::Decimal64(18, 6);
    let mut values = Decimal64Builder::with_capacity(array.len()).with_data_type(data_type);
    let push = |value| values.append_option(value);
    match array.data_type() {
        DataType::Decimal32(_, scale) => {
            let read = scaled(*scale);
            each::<Decimal32Type, i64>(array, default, |value| read(value.into()), push)?;
        }
        DataType::Decimal64(_, scale) => {
            let read = scaled(*scale);
            each::<Decimal64Type, i64>(array, default, |value| read(value.into()), push)?;
        }
        DataType::Decimal128(_, scale) => each::<Decimal128Type, i64>(array, default, scaled(*scale), push)?,
        _ => whole(array, default, |value| held(value.checked_mul(ONE)?), push)?,
    }
    Some(Arc::new(values.finish()))
}

fn booleans(plan: &Plan, array: &ArrayRef) -> Option<ArrayRef> {
    let array = array.as_boolean_opt()?;
    let default = plan.default_boolean();
    if default.is_none() {
        return Some(Arc::new(array.clone()));
    }
    let mut values = BooleanBuilder::with_capacity(array.len());
    array.iter().for_each(|value| values.append_option(value.or(default)));
    Some(Arc::new(values.finish()))
}

fn dates(plan: &Plan, array: &ArrayRef) -> Option<ArrayRef> {
    let default = plan.default_day();
    let mut values = Date32Builder::with_capacity(array.len());
    let read = |day: i32| DAYS.contains(&day.into()).then_some(day);
    each::<Date32Type, i32>(array, default, read, |value| values.append_option(value))?;
    Some(Arc::new(values.finish()))
}

fn timestamps(plan: &Plan, array: &ArrayRef, manner: &Manner) -> Option<Vec<ArrayRef>> {
    // Without a zone it is what a clock shows, and that depends on the batch's zone.
    let DataType::Timestamp(unit, Some(_)) = array.data_type() else { return None };
    let default = plan.default_time(&manner.zone);
    let mut from = TimestampMicrosecondBuilder::with_capacity(array.len());
    let mut until = TimestampMicrosecondBuilder::with_capacity(array.len());
    let read = |micros: Option<i64>| {
        let micros = micros.filter(|micros| DAYS.contains(&micros.div_euclid(DAY)))?;
        Some(Reading::exact(crate::time::Instant(micros)))
    };
    let push = |reading: Option<Reading>| {
        from.append_option(reading.map(|reading| reading.from.0));
        until.append_option(reading.filter(|reading| !reading.is_exact()).map(|reading| reading.until.0));
    };
    match unit {
        TimeUnit::Second => {
            each::<TimestampSecondType, _>(array, default, |value| read(value.checked_mul(1_000_000)), push)?;
        }
        TimeUnit::Millisecond => {
            each::<TimestampMillisecondType, _>(array, default, |value| read(value.checked_mul(1_000)), push)?;
        }
        TimeUnit::Microsecond => each::<TimestampMicrosecondType, _>(array, default, |value| read(Some(value)), push)?,
        TimeUnit::Nanosecond => {
            each::<TimestampNanosecondType, _>(array, default, |value| read(Some(value.div_euclid(1_000))), push)?;
        }
    }
    Some(vec![Arc::new(from.finish().with_timezone("UTC")), Arc::new(until.finish().with_timezone("UTC"))])
}
