//! The columns of a file and their types.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray, RecordBatch};
use arrow::compute::nullif;
use arrow::datatypes::{DataType, Field, Fields};

/// How deep the members of structs are columns.
const DEEPEST: usize = 8;

/// A column: one at the top, or a member of structs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    /// Its name, after those of the structs that it is in.
    pub name: String,
    /// Its place at the top, then in each struct.
    pub path: Vec<usize>,
    pub data_type: DataType,
    /// Its leaves, counted as Parquet does: what is no struct, list or map.
    pub leaves: Range<usize>,
}

/// Returns the columns of a file in order.
pub(super) fn columns(fields: &Fields) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut leaves = 0;
    gather(fields, "", &mut Vec::new(), &mut leaves, &mut columns);
    columns
}

fn gather(fields: &Fields, above: &str, path: &mut Vec<usize>, leaves: &mut usize, columns: &mut Vec<Column>) {
    for (place, field) in fields.iter().enumerate() {
        let name = format!("{above}{}", field.name());
        path.push(place);
        match field.data_type() {
            DataType::Struct(members) if !members.is_empty() && path.len() < DEEPEST => {
                gather(members, &format!("{name}."), path, leaves, columns);
            }
            data_type => {
                let first = *leaves;
                *leaves += leaves_of(data_type);
                columns.push(Column { name, path: path.clone(), data_type: data_type.clone(), leaves: first..*leaves });
            }
        }
        path.pop();
    }
}

/// Returns how many leaves a type has.
fn leaves_of(data_type: &DataType) -> usize {
    match data_type {
        DataType::Struct(members) => members.iter().map(|member| leaves_of(member.data_type())).sum(),
        DataType::List(member)
        | DataType::LargeList(member)
        | DataType::ListView(member)
        | DataType::LargeListView(member)
        | DataType::FixedSizeList(member, _)
        | DataType::Map(member, _) => leaves_of(member.data_type()),
        DataType::Dictionary(_, value) => leaves_of(value),
        _ => 1,
    }
}

/// Returns the path of a column where only these columns are decoded; its own is among them.
pub(super) fn projected(path: &[usize], used: &[&Column]) -> Vec<usize> {
    let place = |depth: usize| {
        let siblings = used.iter().filter(|column| column.path.len() > depth && column.path[..depth] == path[..depth]);
        let before: BTreeSet<usize> =
            siblings.map(|column| column.path[depth]).filter(|at| *at < path[depth]).collect();
        before.len()
    };
    (0..path.len()).map(place).collect()
}

/// Returns a column of a batch; where the struct that it is in is null, so is it.
pub(super) fn column_at(batch: &RecordBatch, path: &[usize]) -> Result<ArrayRef, String> {
    let missing = || "a column is not where the schema says".to_string();
    let (first, rest) = path.split_first().ok_or_else(missing)?;
    let mut array = batch.columns().get(*first).cloned().ok_or_else(missing)?;
    for place in rest {
        let parent = array.as_struct_opt().ok_or_else(missing)?;
        let member = parent.columns().get(*place).cloned().ok_or_else(missing)?;
        array = match parent.nulls().filter(|nulls| nulls.null_count() > 0) {
            Some(nulls) if *member.data_type() != DataType::Null => {
                nullif(&member, &BooleanArray::new(!nulls.inner(), None)).map_err(|error| error.to_string())?
            }
            _ => member,
        };
    }
    Ok(array)
}

/// Returns a field whose texts are bytes, by `bytes`: a text that is none is then a bad cell, and not the end of the
/// file (S7.1).
pub(super) fn as_bytes(field: &Field, bytes: fn(&DataType) -> DataType) -> Field {
    let inner = |field: &Arc<Field>| Arc::new(as_bytes(field, bytes));
    let data_type = match field.data_type() {
        DataType::Struct(members) => DataType::Struct(members.iter().map(inner).collect()),
        DataType::List(member) => DataType::List(inner(member)),
        DataType::LargeList(member) => DataType::LargeList(inner(member)),
        DataType::FixedSizeList(member, length) => DataType::FixedSizeList(inner(member), *length),
        other => bytes(other),
    };
    field.clone().with_data_type(data_type)
}

/// Returns whether cells can be made of a column of this type.
pub(super) fn is_readable(data_type: &DataType) -> bool {
    match data_type {
        DataType::List(member) | DataType::LargeList(member) | DataType::FixedSizeList(member, _) => {
            is_scalar(member.data_type())
        }
        other => is_scalar(other),
    }
}

fn is_scalar(data_type: &DataType) -> bool {
    match data_type {
        DataType::Dictionary(_, value) => is_plain(value),
        other => is_plain(other),
    }
}

fn is_plain(data_type: &DataType) -> bool {
    matches!(data_type, DataType::Null | DataType::Boolean | DataType::Date32 | DataType::Date64)
        || (data_type.is_numeric() && *data_type != DataType::Float16)
        || matches!(data_type, DataType::Timestamp(..))
        || is_text(data_type)
}

/// Returns whether a type is text or bytes that may be.
fn is_text(data_type: &DataType) -> bool {
    use DataType::{Binary, BinaryView, LargeBinary, LargeUtf8, Utf8, Utf8View};
    matches!(data_type, Utf8 | LargeUtf8 | Utf8View | Binary | LargeBinary | BinaryView)
}

/// Returns a type in plain words, and what to write instead of it, for one that no field is read from.
pub(super) fn refused(data_type: &DataType) -> (String, &'static str) {
    use DataType::{Duration, Interval, List, Map, Struct, Time32, Time64, Union};
    let (name, advice) = match data_type {
        Struct(_) => ("structs within structs within structs", "write its members as columns of their own"),
        Map(..) => ("maps", "write the values of the keys that are needed as columns of their own"),
        Union(..) => ("unions", "write one type a column"),
        Duration(_) | Interval(_) => ("durations", "write it as a number, in the unit that the contract reads"),
        DataType::FixedSizeBinary(_) => ("bytes of a fixed number, such as a UUID", "write it as text"),
        DataType::Float16 => ("floats of half precision", "write it as a decimal"),
        Time32(_) | Time64(_) => ("times of day", "write date and time in one column, or the time as text"),
        List(_) | DataType::LargeList(_) | DataType::FixedSizeList(..) => {
            ("lists of lists or structs", "write single values, or one list of them")
        }
        other => return (format!("of the type {other}"), "write it as text, a number, a date or a timestamp"),
    };
    (format!("of {name}"), advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, data_type: DataType) -> Field {
        Field::new(name, data_type, true)
    }

    #[test]
    fn members_of_structs_are_columns_by_their_paths() {
        let inner = DataType::Struct(Fields::from(vec![field("x", DataType::Int8), field("y", DataType::Utf8)]));
        let list = DataType::List(Arc::new(field("item", inner.clone())));
        let fields = Fields::from(vec![field("a", DataType::Utf8), field("l", list), field("s", inner)]);
        let found = columns(&fields);
        let names: Vec<&str> = found.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["a", "l", "s.x", "s.y"]);
        let leaves: Vec<Range<usize>> = found.iter().map(|column| column.leaves.clone()).collect();
        assert_eq!(leaves, [0..1, 1..3, 3..4, 4..5]);
        let used = [&found[0], &found[3]];
        assert_eq!(projected(&found[3].path, &used), [1, 0]);
        assert!(!is_readable(&found[1].data_type));
    }
}
