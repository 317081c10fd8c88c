//! A lead's values as people read them.

use arrow::array::{Array, AsArray, RecordBatch, StringArray};
use arrow::datatypes::{Date32Type, Decimal64Type, Int32Type, Int64Type, TimestampMicrosecondType};

use crate::ir::Program;
use crate::time::{Date, Instant, Zone};
use crate::types::{Decimal, FieldId, Type, until_column};

/// Returns a lead's value of a field; none where it is missing. Instants are written by `show`, a date
/// without a time as that date in `zone`, the batch's.
pub fn shown(
    program: &Program,
    leads: &RecordBatch,
    field: FieldId,
    row: usize,
    zone: &Zone,
    show: impl Fn(Instant) -> String,
) -> Option<String> {
    let field = program.schema.field(field);
    let column = leads.column_by_name(&field.name).filter(|column| column.is_valid(row))?;
    Some(match field.kind {
        Type::Text | Type::Key | Type::OneOf(_) | Type::ManyOf(_) => {
            let dictionary = column.as_dictionary::<Int32Type>();
            let values: &StringArray = dictionary.values().as_string();
            let text = values.value(usize::try_from(dictionary.keys().value(row)).ok()?);
            format!("{text:?}")
        }
        Type::Integer => column.as_primitive::<Int64Type>().value(row).to_string(),
        Type::Decimal | Type::Money => Decimal(column.as_primitive::<Decimal64Type>().value(row)).to_string(),
        Type::Boolean => column.as_boolean().value(row).to_string(),
        Type::Date => Date(column.as_primitive::<Date32Type>().value(row)).to_string(),
        Type::Timestamp => {
            let instant = Instant(column.as_primitive::<TimestampMicrosecondType>().value(row));
            let until = leads.column_by_name(&until_column(&field.name));
            let day_only = until.is_some_and(|until| until.is_valid(row));
            if day_only { zone.date(instant).to_string() } else { show(instant) }
        }
        Type::Duration | Type::Score => return None,
    })
}
