//! One value as text.

use std::borrow::Cow;
use std::fmt::Write;
use std::io;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray, DictionaryArray, PrimitiveArray, StringArray};
use arrow::datatypes::{
    DataType, Date32Type, Decimal64Type, Int32Type, Int64Type, TimeUnit, TimestampMicrosecondType, UInt64Type,
};

use crate::time::{Date, Instant};

/// A column of a batch, by what its values are.
pub(super) enum Column<'a> {
    Text(&'a StringArray),
    Dictionary(&'a DictionaryArray<Int32Type>, &'a StringArray),
    Integer(&'a PrimitiveArray<Int64Type>),
    Count(&'a PrimitiveArray<UInt64Type>),
    /// Decimals and how many places they have.
    Decimal(&'a PrimitiveArray<Decimal64Type>, u32),
    Boolean(&'a BooleanArray),
    Date(&'a PrimitiveArray<Date32Type>),
    Timestamp(&'a PrimitiveArray<TimestampMicrosecondType>),
}

impl<'a> Column<'a> {
    /// Returns a column of a type that results have.
    pub(super) fn of(array: &'a ArrayRef) -> io::Result<Column<'a>> {
        Ok(match array.data_type() {
            DataType::Utf8 => Column::Text(array.as_string()),
            DataType::Dictionary(key, value) if **key == DataType::Int32 && **value == DataType::Utf8 => {
                let dictionary = array.as_dictionary::<Int32Type>();
                Column::Dictionary(dictionary, dictionary.values().as_string())
            }
            DataType::Int64 => Column::Integer(array.as_primitive()),
            DataType::UInt64 => Column::Count(array.as_primitive()),
            DataType::Decimal64(_, scale) => {
                Column::Decimal(array.as_primitive(), u32::try_from(*scale).unwrap_or_default())
            }
            DataType::Boolean => Column::Boolean(array.as_boolean()),
            DataType::Date32 => Column::Date(array.as_primitive()),
            DataType::Timestamp(TimeUnit::Microsecond, _) => Column::Timestamp(array.as_primitive()),
            other => return Err(no_column(other)),
        })
    }

    /// Returns whether the values are text, which a spreadsheet might run and JSON quotes.
    pub(super) fn is_text(&self) -> bool {
        matches!(self, Column::Text(_) | Column::Dictionary(..))
    }

    /// Returns whether JSON writes the values bare.
    pub(super) fn is_bare(&self) -> bool {
        matches!(self, Column::Integer(_) | Column::Count(_) | Column::Decimal(..) | Column::Boolean(_))
    }

    /// Returns a value: a text as it is, another written to `buffer`; `None` where it is missing.
    pub(super) fn value<'b>(&'b self, row: usize, buffer: &'b mut String) -> Option<&'b str> {
        buffer.clear();
        // Writing to a String cannot fail.
        let _ = match self {
            Column::Text(array) => return (!array.is_null(row)).then(|| array.value(row)),
            Column::Dictionary(array, values) => return array.key(row).map(|code| values.value(code)),
            Column::Integer(array) if array.is_valid(row) => write!(buffer, "{}", array.value(row)),
            Column::Count(array) if array.is_valid(row) => write!(buffer, "{}", array.value(row)),
            Column::Decimal(array, scale) if array.is_valid(row) => decimal(buffer, array.value(row), *scale),
            Column::Boolean(array) if array.is_valid(row) => write!(buffer, "{}", array.value(row)),
            Column::Date(array) if array.is_valid(row) => write!(buffer, "{}", Date(array.value(row))),
            Column::Timestamp(array) if array.is_valid(row) => write!(buffer, "{}", Instant(array.value(row))),
            _ => return None,
        };
        Some(buffer)
    }
}

/// Results have no column of this type.
pub(super) fn no_column(data_type: &DataType) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("no column of type {data_type}"))
}

/// Writes a decimal: one of two places with both of them, as money and scores are; another without closing zeros.
fn decimal(buffer: &mut String, value: i64, scale: u32) -> std::fmt::Result {
    let one = 10_u64.saturating_pow(scale);
    let (whole, fraction) = (value.unsigned_abs() / one, value.unsigned_abs() % one);
    let sign = if value < 0 { "-" } else { "" };
    write!(buffer, "{sign}{whole}")?;
    let places = format!("{fraction:0width$}", width = scale as usize);
    let places = if scale == 2 { places.as_str() } else { places.trim_end_matches('0') };
    match places {
        "" => Ok(()),
        _ if scale == 0 => Ok(()),
        places => write!(buffer, ".{places}"),
    }
}

/// Returns a text as it goes into CSV: with `'` before it where a spreadsheet would run it as a formula.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    let runs = text.starts_with(['\t', '\r', '\n'])
        || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '−', '＠', '﹢', '﹣', '﹦', '﹫']);
    if runs { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Returns a key as it goes into CSV: letters, digits, `-` and `_` are never a formula.
pub(super) fn guarded_key(text: &str) -> Cow<'_, str> {
    let plain = text.chars().all(|each| each.is_alphanumeric() || matches!(each, '-' | '_'));
    if plain { Cow::Borrowed(text) } else { guarded(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_guarded() {
        for text in ["=1+1", "+1", "-x", "@a", "  =1", "\t=1", "\rx", "\u{a0}=1", "＝1", "－1"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "a=1", "Website", "1-2", "'=1"] {
            assert_eq!(guarded(text), text);
        }
        assert_eq!(guarded_key("-abc_12"), "-abc_12");
        assert_eq!(guarded_key("-a+b"), "'-a+b");
        assert_eq!(guarded_key("=a"), "'=a");
    }

    #[test]
    fn decimals_show_their_places() {
        let shown = |value, scale| {
            let mut buffer = String::new();
            decimal(&mut buffer, value, scale).unwrap();
            buffer
        };
        assert_eq!(shown(1_250, 2), "12.50");
        assert_eq!(shown(-5, 2), "-0.05");
        assert_eq!(shown(1_500_000, 6), "1.5");
        assert_eq!(shown(-2_000_000, 6), "-2");
        assert_eq!(shown(7, 0), "7");
    }
}
