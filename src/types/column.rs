//! How a batch of leads lies in Arrow columns.
//!
//! A column is named as its field. Each type has one layout:
//!
//! | type | Arrow type | null |
//! |---|---|---|
//! | text, key | `Dictionary(Int32, Utf8)`, values trimmed, as written | missing |
//! | one of | `Dictionary(Int32, Utf8)`, whose values are the declared options in order: a key is an option's place | missing |
//! | many of | `Dictionary(Int32, Utf8)`, each value a set: its options in declared order, joined by `;`, maybe none | missing |
//! | integer | `Int64` | missing |
//! | decimal, money | `Decimal64(18, 6)`: millionths; money is in the contract's currency already | missing |
//! | boolean | `Boolean` | missing |
//! | date | `Date32` | missing |
//! | timestamp | `Timestamp(µs, UTC)`, and a second column `FIELD#until` of the same type | missing; in `#until`: the instant is exact |
//!
//! `#until` is set where the cell was a date without a time: the instant lies between the two, both in (S2.4).

use std::sync::Arc;

use arrow::datatypes::{DataType, Field as ArrowField, TimeUnit};

use super::{FieldId, Schema, Type};

/// Returns the name of the column that holds the latest reading of a timestamp field.
pub fn until_column(field: &str) -> String {
    format!("{field}#until")
}

/// Returns the Arrow columns of these fields, in order: one each, two for a timestamp.
pub fn arrow_fields(schema: &Schema, ids: &[FieldId]) -> Vec<ArrowField> {
    let mut columns = Vec::new();
    for id in ids {
        let field = schema.field(*id);
        let arrow_type = arrow_type(field.kind);
        columns.push(ArrowField::new(&field.name, arrow_type.clone(), true));
        if field.kind == Type::Timestamp {
            columns.push(ArrowField::new(until_column(&field.name), arrow_type, true));
        }
    }
    columns
}

fn arrow_type(kind: Type) -> DataType {
    match kind {
        Type::Text | Type::Key | Type::OneOf(_) | Type::ManyOf(_) => {
            DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
        }
        Type::Integer => DataType::Int64,
        Type::Decimal | Type::Money => DataType::Decimal64(18, 6),
        Type::Boolean => DataType::Boolean,
        Type::Date => DataType::Date32,
        Type::Timestamp => DataType::Timestamp(TimeUnit::Microsecond, Some(Arc::from("UTC"))),
        // INVARIANT: no field is declared with these.
        Type::Duration | Type::Score => DataType::Null,
    }
}
