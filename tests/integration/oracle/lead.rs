//! Leads as plain cells, and the Arrow batch that holds the same leads.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, BooleanArray, Date32Array, Decimal64Array, DictionaryArray, Int32Array, Int64Array, RecordBatch,
    StringArray, TimestampMicrosecondArray,
};
use arrow::datatypes::{Int32Type, Schema as ArrowSchema};
use jiff::tz::TimeZone;
use leadpact::ir::{Activity, Program};
use leadpact::time::{Date, Instant, Reading, Zone};
use leadpact::types::{Activities, Decimal, Field, FieldId, Schema, Type, Value, arrow_fields};

/// A cell that is there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Text(String),
    Integer(i64),
    Decimal(Decimal),
    Boolean(bool),
    Date(Date),
    Instant(Reading),
    Options(Vec<String>),
}

/// A cell for each field of a schema, `None` where it is missing. Defaults are applied already.
pub(crate) type Cells = Vec<Option<Cell>>;

/// A lead: its own cells, and those of its activities.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlainLead {
    pub(crate) cells: Cells,
    /// By the activity's name, one an activity; no entry where no file of them was given.
    pub(crate) activities: BTreeMap<String, Vec<Cells>>,
}

impl PlainLead {
    /// Returns a field's cell.
    pub(crate) fn cell(&self, field: FieldId) -> Option<&Cell> {
        self.cells[field.index()].as_ref()
    }

    /// Reads cells as people write them, by the name of their field; a field not named is missing.
    ///
    /// A timestamp is `2026-04-01T09:00-04:00`, `2026-04-01T09:00` in the batch's zone, or a date alone. Under the
    /// name of an activity stand all of the lead's, `at 2026-04-01, kind call; at 2026-04-02`.
    pub(crate) fn read(program: &Program, batch_zone: &Zone, cells: &[(String, String)]) -> PlainLead {
        let mut own: Vec<(&str, &str)> = Vec::new();
        let mut activities = BTreeMap::new();
        for (name, text) in cells {
            match program.activities.iter().find(|activity| activity.name == *name) {
                Some(activity) => {
                    let rows = text.split(';').map(str::trim).filter(|row| !row.is_empty());
                    let cells = |row: &str| {
                        let cells = row.split(',').filter_map(|cell| cell.trim().split_once(' '));
                        read_cells(&activity.schema, batch_zone, &cells.collect::<Vec<_>>())
                    };
                    activities.insert(name.clone(), rows.map(cells).collect());
                }
                None => own.push((name, text)),
            }
        }
        PlainLead { cells: read_cells(&program.schema, batch_zone, &own), activities }
    }

    /// Returns the lead as text, for a message: the cells that are there.
    pub(crate) fn show(&self, program: &Program) -> String {
        let show = |schema: &Schema, cells: &Cells| {
            let cells = schema.fields.iter().zip(cells);
            let there =
                cells.filter_map(|(field, cell)| Some(format!("{}: {}", field.name, show_cell(cell.as_ref()?))));
            there.collect::<Vec<String>>()
        };
        let mut lines = show(&program.schema, &self.cells);
        for activity in &program.activities {
            for row in self.activities.get(&activity.name).into_iter().flatten() {
                lines.push(format!("{} {}", activity.name, show(&activity.schema, row).join(", ")));
            }
        }
        format!("  {}\n", lines.join("\n  "))
    }
}

pub(crate) fn read_cells(schema: &Schema, batch_zone: &Zone, cells: &[(&str, &str)]) -> Cells {
    for (name, _) in cells {
        assert!(schema.find(name).is_some(), "there is no field `{name}`");
    }
    let read = |field: &Field| match cells.iter().find(|(name, _)| *name == field.name) {
        Some((_, text)) => Some(read_cell(field, text, batch_zone)),
        None => field.default.as_ref().map(default_cell),
    };
    schema.fields.iter().map(read).collect()
}

fn show_cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => format!("{text:?}"),
        Cell::Integer(value) => value.to_string(),
        Cell::Decimal(value) => value.to_string(),
        Cell::Boolean(value) => value.to_string(),
        Cell::Date(value) => value.to_string(),
        Cell::Instant(reading) if reading.is_exact() => reading.from.to_string(),
        Cell::Instant(reading) => format!("{} to {}", reading.from, reading.until),
        Cell::Options(options) => format!("{options:?}"),
    }
}

fn read_cell(field: &Field, text: &str, batch_zone: &Zone) -> Cell {
    match field.kind {
        Type::Text | Type::Key | Type::OneOf(_) => Cell::Text(text.to_string()),
        Type::Integer => Cell::Integer(text.parse().unwrap()),
        Type::Decimal | Type::Money => Cell::Decimal(Decimal::parse(text).unwrap()),
        Type::Boolean => Cell::Boolean(text == "true"),
        Type::Date => Cell::Date(Date::parse(text).unwrap()),
        Type::Timestamp => Cell::Instant(read_instant(text, batch_zone)),
        Type::ManyOf(_) => {
            let written: Vec<&str> = text.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
            let declared = field.options.iter().filter(|option| written.contains(&option.label.as_str()));
            Cell::Options(declared.map(|option| option.label.clone()).collect())
        }
        Type::Duration | Type::Score => unreachable!("no field has this type"),
    }
}

/// Reads an instant: exact with an offset, local without, a whole day without a time (S2.4, S2.5).
pub(crate) fn read_instant(text: &str, batch_zone: &Zone) -> Reading {
    if let Some(date) = Date::parse(text) {
        return day(date, batch_zone);
    }
    if let Some(instant) = Instant::parse(text) {
        return Reading::exact(instant);
    }
    let local: jiff::civil::DateTime = text.parse().unwrap();
    let zoned = local.to_zoned(TimeZone::get(batch_zone.name()).unwrap()).unwrap();
    Reading::exact(Instant(zoned.timestamp().as_microsecond()))
}

/// Returns the instants of a day of a zone.
pub(crate) fn day(date: Date, zone: &Zone) -> Reading {
    let zone = TimeZone::get(zone.name()).unwrap();
    let midnight = |date: jiff::civil::Date| {
        let zoned = date.at(0, 0, 0, 0).to_zoned(zone.clone()).unwrap();
        zoned.timestamp().as_microsecond()
    };
    let civil = date.to_civil();
    Reading { from: Instant(midnight(civil)), until: Instant(midnight(civil.tomorrow().unwrap()) - 1) }
}

fn default_cell(value: &Value) -> Cell {
    match value {
        Value::Text(text) => Cell::Text(text.clone()),
        Value::Integer(value) => Cell::Integer(*value),
        Value::Decimal(value) => Cell::Decimal(*value),
        Value::Boolean(value) => Cell::Boolean(*value),
        Value::Date(value) => Cell::Date(*value),
        Value::Timestamp(value) => Cell::Instant(Reading::exact(*value)),
        Value::Options(options) => Cell::Options(options.clone()),
    }
}

/// Lays leads out as a batch of all fields, in the layout that `types::column` describes.
pub(crate) fn record_batch(schema: &Schema, leads: &[PlainLead]) -> RecordBatch {
    columns(schema, &leads.iter().map(|lead| &lead.cells).collect::<Vec<_>>())
}

/// Lays the leads' activities out, by activity of the contract; none where no file of them was given.
pub(crate) fn activities(program: &Program, leads: &[PlainLead]) -> Vec<Option<Activities>> {
    let laid_out = |activity: &Activity| {
        let given = leads.iter().filter(|lead| lead.activities.contains_key(&activity.name)).count();
        assert!(given == 0 || given == leads.len(), "a file of activities is given for all leads or for none");
        let of = |lead: &PlainLead| lead.activities.get(&activity.name).map_or(0, Vec::len);
        let mut starts = vec![0];
        for lead in leads {
            starts.push(starts.last().unwrap() + u32::try_from(of(lead)).unwrap());
        }
        let rows: Vec<&Cells> = leads.iter().filter_map(|lead| lead.activities.get(&activity.name)).flatten().collect();
        (given > 0).then(|| Activities::new(columns(&activity.schema, &rows), starts))
    };
    program.activities.iter().map(laid_out).collect()
}

fn columns(schema: &Schema, rows: &[&Cells]) -> RecordBatch {
    let ids: Vec<FieldId> = schema.ids().collect();
    let mut columns: Vec<ArrayRef> = Vec::new();
    for id in &ids {
        let cells: Vec<Option<&Cell>> = rows.iter().map(|row| row[id.index()].as_ref()).collect();
        columns.extend(field_columns(schema.field(*id), &cells));
    }
    let arrow_schema = Arc::new(ArrowSchema::new(arrow_fields(schema, &ids)));
    RecordBatch::try_new(arrow_schema, columns).unwrap()
}

fn field_columns(field: &Field, cells: &[Option<&Cell>]) -> Vec<ArrayRef> {
    match field.kind {
        Type::Text | Type::Key => vec![texts(cells.iter().map(|cell| cell.map(text_of)))],
        Type::ManyOf(_) => vec![texts(cells.iter().map(|cell| cell.map(text_of)))],
        Type::OneOf(_) => vec![options(field, cells)],
        Type::Integer => {
            vec![Arc::new(Int64Array::from_iter(cells.iter().map(|cell| {
                cell.map(|cell| match cell {
                    Cell::Integer(value) => *value,
                    other => panic!("{other:?} in an integer"),
                })
            })))]
        }
        Type::Decimal | Type::Money => {
            let values = Decimal64Array::from_iter(cells.iter().map(|cell| {
                cell.map(|cell| match cell {
                    Cell::Decimal(value) => value.0,
                    other => panic!("{other:?} in a decimal"),
                })
            }));
            vec![Arc::new(values.with_precision_and_scale(18, 6).unwrap())]
        }
        Type::Boolean => {
            vec![Arc::new(BooleanArray::from_iter(cells.iter().map(|cell| {
                cell.map(|cell| match cell {
                    Cell::Boolean(value) => *value,
                    other => panic!("{other:?} in a boolean"),
                })
            })))]
        }
        Type::Date => {
            vec![Arc::new(Date32Array::from_iter(cells.iter().map(|cell| {
                cell.map(|cell| match cell {
                    Cell::Date(value) => value.0,
                    other => panic!("{other:?} in a date"),
                })
            })))]
        }
        Type::Timestamp => {
            let readings: Vec<Option<Reading>> = cells.iter().map(|cell| cell.map(reading_of)).collect();
            let until = |reading: &Option<Reading>| {
                reading.filter(|reading| !reading.is_exact()).map(|reading| reading.until.0)
            };
            let from = TimestampMicrosecondArray::from_iter(readings.iter().map(|one| one.map(|one| one.from.0)));
            let until = TimestampMicrosecondArray::from_iter(readings.iter().map(until));
            vec![Arc::new(from.with_timezone("UTC")), Arc::new(until.with_timezone("UTC"))]
        }
        Type::Duration | Type::Score => unreachable!("no field has this type"),
    }
}

fn text_of(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => leadpact::types::trim(text).to_string(),
        Cell::Options(options) => options.join(";"),
        other => panic!("{other:?} in a text"),
    }
}

fn reading_of(cell: &Cell) -> Reading {
    match cell {
        Cell::Instant(reading) => *reading,
        other => panic!("{other:?} in a timestamp"),
    }
}

/// A dictionary of the values that occur, each once, in the order they first do.
fn texts(values: impl Iterator<Item = Option<String>>) -> ArrayRef {
    let mut distinct: Vec<String> = Vec::new();
    let mut keys: Vec<Option<i32>> = Vec::new();
    for value in values {
        keys.push(value.map(|value| {
            let place = distinct.iter().position(|known| *known == value).unwrap_or_else(|| {
                distinct.push(value);
                distinct.len() - 1
            });
            i32::try_from(place).unwrap()
        }));
    }
    dictionary(keys, distinct)
}

/// A dictionary of all declared options in order.
fn options(field: &Field, cells: &[Option<&Cell>]) -> ArrayRef {
    let labels: Vec<String> = field.options.iter().map(|option| option.label.clone()).collect();
    let key = |cell: &Cell| {
        let label = text_of(cell);
        let place = labels.iter().position(|known| *known == label);
        i32::try_from(place.unwrap_or_else(|| panic!("`{label}` is no option of {}", field.name))).unwrap()
    };
    let keys = cells.iter().map(|cell| cell.map(key)).collect();
    dictionary(keys, labels)
}

fn dictionary(keys: Vec<Option<i32>>, values: Vec<String>) -> ArrayRef {
    let values: Arc<dyn Array> = Arc::new(StringArray::from(values));
    Arc::new(DictionaryArray::<Int32Type>::try_new(Int32Array::from(keys), values).unwrap())
}

#[cfg(test)]
mod tests {
    use arrow::array::AsArray;
    use arrow::datatypes::{Decimal64Type, TimestampMicrosecondType};

    use super::*;

    #[test]
    fn a_batch_has_the_layout_of_its_columns() {
        let program = crate::oracle::compile(&crate::oracle::rules::contract("UTC", "", ""));
        let schema = &program.schema;
        let cells = [
            ("id", " a1"),
            ("segment", "Enterprise"),
            ("interests", "; SaaS;Analytics"),
            ("ratio", "0.5"),
            ("asked_at", "2026-06-01"),
            ("mql_at", "2026-06-01T12:00Z"),
        ];
        let cells: Vec<_> = cells.iter().map(|(name, cell)| ((*name).to_string(), (*cell).to_string())).collect();
        let lead = PlainLead::read(&program, &Zone::utc(), &cells);
        let batch = record_batch(schema, &[lead, PlainLead::read(&program, &Zone::utc(), &[])]);

        let column = |name: &str| Arc::clone(batch.column_by_name(name).unwrap());
        let keys = column("segment").as_dictionary::<Int32Type>().keys().clone();
        assert_eq!((keys.value(0), keys.is_null(1)), (2, true));
        let interests = column("interests");
        let interests = interests.as_dictionary::<Int32Type>().downcast_dict::<StringArray>().unwrap();
        assert_eq!(interests.into_iter().collect::<Vec<_>>(), [Some("Analytics;SaaS"), None]);
        let ids = column("id");
        let ids = ids.as_dictionary::<Int32Type>().downcast_dict::<StringArray>().unwrap();
        assert_eq!(ids.into_iter().collect::<Vec<_>>(), [Some("a1"), None]);
        assert_eq!(column("ratio").as_primitive::<Decimal64Type>().value(0), 500_000);
        let instants = |name: &str| column(name).as_primitive::<TimestampMicrosecondType>().clone();
        assert_eq!(instants("asked_at#until").value(0) - instants("asked_at").value(0), 86_400_000_000 - 1);
        assert!(instants("mql_at").is_valid(0) && instants("mql_at#until").is_null(0));
        // The default is there already.
        assert_eq!(column("visits").as_primitive::<arrow::datatypes::Int64Type>().value(1), 0);
    }
}
