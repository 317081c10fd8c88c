//! The decisions of several versions as one table.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, RecordBatch, StringArray, StringDictionaryBuilder, new_null_array,
};
use arrow::compute::nullif;
use arrow::datatypes::{DataType, Field, Int32Type, Schema, SchemaRef};

use super::error;
use super::governed::Governs;
use crate::diagnostic::Diagnostic;

/// The column that says by which version a lead is judged.
const VERSION: &str = "contract_version";
/// What is held of a lead beside its decision: its row, and the version that judges it.
pub(super) const ROW: &str = "#row";
pub(super) const NUMBER: &str = "#version";
/// What is a fact of the export, and no verdict.
const FACTS: [&str; 5] = ["id", "recorded_stage", "flags", ROW, NUMBER];
/// The flags among the facts.
const FLAGS: [&str; 3] = ["backfilled", "out_of_order", "date_only"];

/// Returns the columns of the table: the key and the version, those of the newest version, then those that only older
/// ones have. `versions` are their numbers and columns, the newest first.
///
/// # Errors
/// When a column has two types.
pub(super) fn merged(versions: &[(i64, &SchemaRef)]) -> Result<SchemaRef, Diagnostic> {
    let mut fields: Vec<(i64, Arc<Field>)> = Vec::new();
    for (number, schema) in versions {
        for field in schema.fields() {
            match fields.iter().find(|(_, known)| known.name() == field.name()) {
                Some((newer, known)) if known.data_type() != field.data_type() => {
                    return Err(error::other_type(field.name(), [*newer, *number]));
                }
                Some(_) => {}
                None => fields.push((*number, field.clone())),
            }
        }
    }
    let mut fields: Vec<Arc<Field>> = fields.into_iter().map(|(_, field)| field).collect();
    fields.insert(1.min(fields.len()), Arc::new(Field::new(name_of_version(&fields), DataType::Int64, true)));
    Ok(Arc::new(Schema::new(fields)))
}

/// Returns what the column of versions is called: it steps back for a column of the contract's.
fn name_of_version(fields: &[Arc<Field>]) -> String {
    let mut name = VERSION.to_string();
    while fields.iter().any(|field| *field.name() == name) {
        name = format!("leadpact_{name}");
    }
    name
}

/// Returns held rows as rows of the table.
pub(super) fn widened(rows: &RecordBatch, numbers: &ArrayRef, table: &SchemaRef) -> RecordBatch {
    let columns =
        table.fields().iter().enumerate().map(|(place, field)| match (place, rows.column_by_name(field.name())) {
            (1, _) => numbers.clone(),
            (_, Some(column)) => column.clone(),
            (_, None) => new_null_array(field.data_type(), rows.num_rows()),
        });
    // INVARIANT: a column of one name has one type in every version.
    RecordBatch::try_new(table.clone(), columns.collect()).unwrap_or_else(|error| unreachable!("{error}"))
}

/// Empties what is said of leads that no version judges, but for facts and kept fields; `handoff` says why.
pub(super) fn silence(rows: &RecordBatch, governs: &[Governs], kept: &[String]) -> RecordBatch {
    let word = |governs: &Governs| match governs {
        Governs::Version(_) => None,
        Governs::Before => Some("before_contract"),
        Governs::Open => Some("indeterminate"),
    };
    if governs.iter().all(|governs| word(governs).is_none()) {
        return rows.clone();
    }
    let is_silent: BooleanArray = governs.iter().map(|governs| Some(word(governs).is_some())).collect();
    let schema = rows.schema();
    let columns = schema.fields().iter().zip(rows.columns()).map(|(field, column)| match field.name().as_str() {
        "handoff" => with_words(column, governs.iter().map(word)),
        "flags" => facts_of(column, &is_silent),
        name if FACTS.contains(&name) || kept.iter().any(|kept| kept == name) || !field.is_nullable() => column.clone(),
        // INVARIANT: one value a lead, of any type.
        _ => nullif(column, &is_silent).unwrap_or_else(|error| unreachable!("{error}")),
    });
    // INVARIANT: the columns keep their types.
    RecordBatch::try_new(schema.clone(), columns.collect()).unwrap_or_else(|error| unreachable!("{error}"))
}

/// Returns a column of words with some of them replaced.
fn with_words<'w>(column: &ArrayRef, words: impl Iterator<Item = Option<&'w str>>) -> ArrayRef {
    let column = column.as_dictionary::<Int32Type>();
    let values: &StringArray = column.values().as_string();
    let mut builder = StringDictionaryBuilder::<Int32Type>::new();
    for (row, word) in words.enumerate() {
        let own = column.key(row).map(|key| values.value(key));
        builder.append_option(word.or(own));
    }
    Arc::new(builder.finish())
}

/// Returns the flags of leads, of silent ones those that are facts of the export.
fn facts_of(column: &ArrayRef, is_silent: &BooleanArray) -> ArrayRef {
    let flags = column.as_string::<i32>();
    let kept = (0..flags.len()).map(|row| {
        let own = flags.is_valid(row).then(|| flags.value(row))?;
        if !is_silent.value(row) {
            return Some(own.to_string());
        }
        let facts: Vec<&str> = own.split(';').filter(|flag| FLAGS.contains(flag)).collect();
        (!facts.is_empty()).then(|| facts.join(";"))
    });
    Arc::new(kept.collect::<StringArray>())
}
