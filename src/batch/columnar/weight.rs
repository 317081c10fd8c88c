//! How long the cells of some rows are as text, so that a chunk of them has bounds.

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::datatypes::DataType;

/// What a number or a date may take, in bytes.
const VALUE: usize = 48;

/// Returns about how many bytes the cells of a batch take as text, and rather more than fewer.
pub(super) fn weight(batch: &RecordBatch) -> usize {
    batch.columns().iter().map(bytes_of).fold(0, usize::saturating_add)
}

/// Returns about how many bytes the cells of a column take as text.
pub(super) fn bytes_of(array: &ArrayRef) -> usize {
    match array.data_type() {
        DataType::Dictionary(..) => of_dictionary(array),
        DataType::List(_) => of_list(array.as_list::<i32>().value_offsets(), array.as_list::<i32>().values()),
        DataType::LargeList(_) => of_list(array.as_list::<i64>().value_offsets(), array.as_list::<i64>().values()),
        DataType::FixedSizeList(..) => of_values(array.as_fixed_size_list().values()),
        DataType::Null => 0,
        _ => match Lengths::of(array) {
            Lengths::Small(offsets) => span(offsets),
            Lengths::Large(offsets) => span(offsets),
            lengths => (0..array.len()).map(|at| lengths.at(at)).fold(0, usize::saturating_add),
        },
    }
}

fn of_dictionary(array: &ArrayRef) -> usize {
    let Some(dictionary) = array.as_any_dictionary_opt() else { return 0 };
    if dictionary.values().is_empty() {
        return 0;
    }
    let lengths = Lengths::of(dictionary.values());
    dictionary.normalized_keys().into_iter().map(|key| lengths.at(key)).fold(0, usize::saturating_add)
}

fn of_list<O: Copy + Into<i64>>(offsets: &[O], values: &ArrayRef) -> usize {
    let first = usize::try_from(offsets.first().copied().map_or(0, Into::into)).unwrap_or_default();
    of_values(&values.slice(first, span(offsets)))
}

fn of_values(values: &ArrayRef) -> usize {
    // Each may stand in quotes and before a comma.
    bytes_of(values).saturating_add(values.len().saturating_mul(3))
}

/// Returns what lies between the first offset and the last.
fn span<O: Copy + Into<i64>>(offsets: &[O]) -> usize {
    let end = |offset: Option<&O>| offset.copied().map_or(0, Into::into);
    usize::try_from(end(offsets.last()) - end(offsets.first())).unwrap_or_default()
}

/// Where the lengths of a column's values are.
pub(super) enum Lengths<'a> {
    Small(&'a [i32]),
    Large(&'a [i64]),
    Views(&'a [u128]),
    All(usize),
}

impl<'a> Lengths<'a> {
    pub(super) fn of(array: &'a ArrayRef) -> Lengths<'a> {
        match array.data_type() {
            DataType::Utf8 => Lengths::Small(array.as_string::<i32>().value_offsets()),
            DataType::Binary => Lengths::Small(array.as_binary::<i32>().value_offsets()),
            DataType::LargeUtf8 => Lengths::Large(array.as_string::<i64>().value_offsets()),
            DataType::LargeBinary => Lengths::Large(array.as_binary::<i64>().value_offsets()),
            DataType::Utf8View => Lengths::Views(array.as_string_view().views()),
            DataType::BinaryView => Lengths::Views(array.as_binary_view().views()),
            _ => Lengths::All(VALUE),
        }
    }

    /// Returns the length of a value.
    pub(super) fn at(&self, place: usize) -> usize {
        let length = match self {
            Lengths::Small(offsets) => i64::from(offsets[place + 1]) - i64::from(offsets[place]),
            Lengths::Large(offsets) => offsets[place + 1] - offsets[place],
            // The lowest 32 bits of a view are its length.
            Lengths::Views(views) => i64::from(views[place] as u32),
            Lengths::All(length) => return *length,
        };
        usize::try_from(length).unwrap_or_default()
    }
}
