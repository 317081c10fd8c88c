//! A batch's Arrow columns as the evaluator's own.

use std::borrow::Cow;

use arrow::array::{
    Array, AsArray, BooleanArray, Date32Array, Decimal64Array, DictionaryArray, Int64Array, RecordBatch, StringArray,
    TimestampMicrosecondArray,
};
use arrow::datatypes::Int32Type;

use super::moment::Moments;
use crate::time::{Date, Instant, Reading, Zone};
use crate::types::{
    Column, Decimal, FieldId, Happened, Numbers, Schema, Texts, Times, Truth, Type, trim, until_column,
};

/// The readings of a date or timestamp field, by lead; `from` is after `until` where the cell is missing.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    from: Vec<i64>,
    until: Vec<i64>,
    days: Option<Vec<i32>>,
}

impl Cells {
    /// Returns what is known of a lead's instant.
    pub(super) fn reading(&self, row: usize) -> Option<Reading> {
        let reading = Reading { from: Instant(self.from[row]), until: Instant(self.until[row]) };
        (reading.from <= reading.until).then_some(reading)
    }

    fn missing(rows: usize) -> Cells {
        Cells { from: vec![0; rows], until: vec![-1; rows], days: None }
    }
}

/// Reads a date or timestamp field. A date is the whole of its day in `zone`, the batch's (S2.4).
pub(super) fn cells(leads: &RecordBatch, schema: &Schema, field: FieldId, zone: &Zone) -> Cells {
    let field = schema.field(field);
    let mut cells = Cells::missing(leads.num_rows());
    if field.kind == Type::Date {
        cells.days = Some(vec![0; leads.num_rows()]);
    }
    let Some(column) = leads.column_by_name(&field.name) else { return cells };
    if let Some(dates) = column.as_any().downcast_ref::<Date32Array>() {
        let days = cells.days.get_or_insert_with(|| vec![0; dates.len()]);
        let mut last: Option<(i32, Reading)> = None;
        for row in (0..dates.len()).filter(|row| dates.is_valid(*row)) {
            let day = dates.value(row);
            let reading = match last {
                Some((known, reading)) if known == day => reading,
                _ => zone.day(Date(day)),
            };
            last = Some((day, reading));
            days[row] = day;
            (cells.from[row], cells.until[row]) = (reading.from.0, reading.until.0);
        }
    } else if let Some(from) = column.as_any().downcast_ref::<TimestampMicrosecondArray>() {
        let until = leads.column_by_name(&until_column(&field.name));
        let until = until.and_then(|until| until.as_any().downcast_ref::<TimestampMicrosecondArray>());
        for row in (0..from.len()).filter(|row| from.is_valid(*row)) {
            cells.from[row] = from.value(row);
            let until = until.filter(|until| until.is_valid(row));
            cells.until[row] = until.map_or(from.value(row), |until| until.value(row));
        }
    }
    cells
}

/// Returns a field's column as seen from the instants judged at (S2.7).
pub(super) fn field<'a>(
    leads: &'a RecordBatch,
    schema: &Schema,
    id: FieldId,
    zone: &Zone,
    moments: &Moments,
) -> Column<'a> {
    let field = schema.field(id);
    let rows = leads.num_rows();
    let column = leads.column_by_name(&field.name);
    match field.kind {
        Type::Text | Type::Key | Type::OneOf(_) => Column::Texts(texts(column.map(|column| &**column), rows)),
        Type::ManyOf(_) => Column::Sets(texts(column.map(|column| &**column), rows)),
        Type::Boolean => {
            let array = column.and_then(|column| column.as_any().downcast_ref::<BooleanArray>());
            let truth = |array: &BooleanArray, row: usize| {
                if array.is_valid(row) { Truth::from(array.value(row)) } else { Truth::Unknown }
            };
            Column::Truths((0..rows).map(|row| array.map_or(Truth::Unknown, |array| truth(array, row))).collect())
        }
        Type::Integer => {
            let array = column.and_then(|column| column.as_any().downcast_ref::<Int64Array>());
            Column::Numbers(numbers(array.map(|array| (&array.values()[..], array as &dyn Array)), rows, 1))
        }
        Type::Decimal | Type::Money => {
            let array = column.and_then(|column| column.as_any().downcast_ref::<Decimal64Array>());
            let one = Decimal::ONE;
            Column::Numbers(numbers(array.map(|array| (&array.values()[..], array as &dyn Array)), rows, one))
        }
        Type::Date | Type::Timestamp | Type::Duration | Type::Score => {
            let cells = cells(leads, schema, id, zone);
            Column::Times(seen_from(cells, id, field.latest, moments))
        }
    }
}

/// Tells for each instant whether it has happened at the instant judged at.
fn seen_from(cells: Cells, field: FieldId, latest: bool, moments: &Moments) -> Times {
    let rows = cells.from.len();
    let happened = (0..rows).map(|row| {
        let Some(reading) = cells.reading(row) else { return Happened::Missing };
        let moment = moments.reading(row);
        if moments.source(row) == Some(field) {
            Happened::Now
        } else if reading.from > moment.until {
            // The export keeps only the last occurrence, so what was there before is not known (S2.7).
            if latest { Happened::Missing } else { Happened::No }
        } else if reading.until <= moment.from {
            Happened::Yes
        } else if latest {
            Happened::PerhapsLost
        } else {
            Happened::Perhaps
        }
    });
    let happened = happened.collect();
    Times { happened, from: cells.from, until: cells.until, days: cells.days }
}

fn texts(column: Option<&dyn Array>, rows: usize) -> Texts<'_> {
    let dictionary = column.and_then(|column| column.as_any().downcast_ref::<DictionaryArray<Int32Type>>());
    let Some(dictionary) = dictionary else {
        return Texts::new(vec![Texts::MISSING; rows], Vec::new());
    };
    let keys = dictionary.keys();
    let keys = (0..rows).map(|row| if keys.is_valid(row) { keys.value(row) } else { Texts::MISSING }).collect();
    let values: &StringArray = dictionary.values().as_string();
    Texts::new(keys, (0..values.len()).map(|place| Cow::Borrowed(trim(values.value(place)))).collect())
}

fn numbers(array: Option<(&[i64], &dyn Array)>, rows: usize, one: i64) -> Numbers {
    match array {
        None => Numbers { values: vec![0; rows], valid: vec![false; rows], one },
        Some((values, array)) => {
            let valid: Vec<bool> = (0..rows).map(|row| array.is_valid(row)).collect();
            Numbers { values: values.to_vec(), valid, one }
        }
    }
}
