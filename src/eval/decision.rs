//! Decisions as Arrow columns, for the writers.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, Decimal64Array, DictionaryArray, Int32Array, Int64Array, RecordBatch, StringArray,
    TimestampMicrosecondArray,
};
use arrow::datatypes::{DataType, Field, Int32Type, Schema, SchemaRef, TimeUnit};

use super::judged::Judged;
use super::{RejectionVerdict, TimerState, TimerVerdict};
use crate::ir::Program;
use crate::time::{Date, Instant, Zone};
use crate::types::{FieldId, Type, until_column};

/// Returns the columns of the decisions on a contract, in order, those of `keep` last.
pub fn decision_schema(program: &Program, keep: &[FieldId]) -> SchemaRef {
    let word = || DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    let instant = || DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()));
    let mut fields = vec![
        Field::new("id", DataType::Utf8, true),
        Field::new("recorded_stage", word(), true),
        Field::new("qualified_stage", word(), true),
        Field::new("handoff", word(), true),
    ];
    let handoffs = program.stages.iter().filter(|stage| stage.handoff.is_some()).skip(1);
    fields.extend(handoffs.map(|stage| Field::new(format!("{}_handoff", stage.name), word(), true)));
    fields.push(Field::new("icp", word(), true));
    fields.push(Field::new("icp_verdict", word(), true));
    fields.extend(program.scores.iter().map(|score| Field::new(&score.name, DataType::Decimal64(18, 2), true)));
    fields.push(Field::new("missing", DataType::Utf8, true));
    for sla in &program.slas {
        fields.push(Field::new(&sla.name, word(), true));
        fields.push(Field::new(format!("{}_due_at", sla.name), instant(), true));
        fields.push(Field::new(format!("{}_elapsed_s", sla.name), DataType::Int64, true));
        fields.push(Field::new(format!("{}_overdue_s", sla.name), DataType::Int64, true));
    }
    fields.push(Field::new("rejection", word(), true));
    fields.push(Field::new("source_status", word(), true));
    fields.push(Field::new("breaches", DataType::Utf8, true));
    fields.push(Field::new("judged_at", instant(), true));
    fields.push(Field::new("disqualified_by", DataType::Utf8, true));
    fields.push(Field::new("tags", DataType::Utf8, true));
    fields.push(Field::new("escalations", DataType::Utf8, true));
    fields.push(Field::new("flags", DataType::Utf8, true));
    for id in keep {
        let field = program.schema.field(*id);
        fields.push(Field::new(&field.name, kept_type(field.kind), true));
    }
    // Two columns of one name could not be told apart: a kept field steps back.
    let mut taken = BTreeSet::new();
    let fields = fields.into_iter().map(|field| {
        let mut name = field.name().clone();
        while !taken.insert(name.clone()) {
            name = format!("lead_{name}");
        }
        field.with_name(name)
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// Returns the decisions on a batch: the columns of [`decision_schema`], one row a lead. `zone` is the batch's.
pub fn decisions(
    program: &Program,
    schema: &SchemaRef,
    leads: &RecordBatch,
    judged: &Judged,
    keep: &[FieldId],
    zone: &Zone,
) -> RecordBatch {
    let rows = judged.rows();
    let key = &program.schema.field(program.schema.key).name;
    let stages: Vec<&str> = program.stages.iter().map(|stage| stage.name.as_str()).collect();
    let icps: Vec<&str> = program.icps.iter().map(|icp| icp.name.as_str()).collect();
    let in_scope = |row: usize| !judged.is_out_of_scope(row);
    let mut columns: Vec<ArrayRef> = vec![
        kept(leads, key, Type::Key, zone),
        words(&stages, judged.recorded_stage.iter().map(|stage| stage.map(|stage| stage.index()))),
        words(&stages, judged.qualified_stage.iter().map(|stage| stage.map(|stage| stage.index()))),
    ];
    let verdicts = super::HandoffVerdict::ALL.map(super::HandoffVerdict::word);
    let handoff = |place: usize| {
        let column = judged.handoffs.get(place).map(|(_, column)| column);
        let verdict = |row: usize| column.filter(|_| in_scope(row)).map(|column| column[row] as usize);
        words(&verdicts, (0..rows).map(verdict))
    };
    columns.push(handoff(0));
    columns.extend((1..judged.handoffs.len()).map(handoff));
    columns.push(words(&icps, judged.icp.iter().map(|icp| icp.map(|icp| icp.index()))));
    let verdicts = ["fit", "insufficient_data", "disqualified", "no_fit"];
    columns.push(words(&verdicts, judged.icp_verdict.iter().map(|verdict| verdict.map(|verdict| verdict as usize))));
    for scores in &judged.scores {
        let values = scores.iter().enumerate().map(|(row, (value, _, _))| in_scope(row).then_some(*value));
        columns.push(Arc::new(values.collect::<Decimal64Array>().with_data_type(DataType::Decimal64(18, 2))));
    }
    let texts = |texts: &[String]| -> ArrayRef {
        Arc::new(texts.iter().map(|text| (!text.is_empty()).then_some(text)).collect::<StringArray>())
    };
    columns.push(texts(&judged.missing));
    for states in &judged.timers {
        columns.extend(timer(states, in_scope));
    }
    let verdicts = RejectionVerdict::ALL.map(RejectionVerdict::word);
    let rejection = |row: usize| {
        let state = judged.rejections.get(row).filter(|_| in_scope(row))?;
        state.verdict.map(|verdict| verdict as usize)
    };
    columns.push(words(&verdicts, (0..rows).map(rejection)));
    // Only the whole batch tells it (S5.9).
    columns.push(words(&[], (0..rows).map(|_| None)));
    columns.push(texts(&judged.breaches));
    let judged_at = judged.judged_at.iter().enumerate().map(|(row, reading)| in_scope(row).then_some(reading.from.0));
    columns.push(Arc::new(judged_at.collect::<TimestampMicrosecondArray>().with_timezone("UTC")));
    columns.push(texts(&judged.disqualified_by));
    columns.push(texts(&judged.tags));
    columns.push(texts(&judged.escalations));
    columns.push(texts(&judged.flags));
    for id in keep {
        let field = program.schema.field(*id);
        columns.push(kept(leads, &field.name, field.kind, zone));
    }
    // INVARIANT: the columns are those of `decision_schema`, in its order and of its types.
    RecordBatch::try_new(schema.clone(), columns).unwrap_or_else(|error| unreachable!("{error}"))
}

/// Returns the four columns of a timer: the verdict, when it is up, and whole seconds of its clock, of which a begun
/// one counts as late.
fn timer(states: &[TimerState], in_scope: impl Fn(usize) -> bool) -> [ArrayRef; 4] {
    let verdicts = TimerVerdict::ALL.map(TimerVerdict::word);
    let states = || states.iter().enumerate().map(|(row, state)| in_scope(row).then_some(state));
    let due_at = states().map(|state| state?.due_at.map(|due| due.0));
    let elapsed = states().map(|state| state?.elapsed.map(|elapsed| elapsed / Instant::SECOND));
    let overdue = states().map(|state| state?.overdue.map(begun_seconds));
    [
        words(&verdicts, states().map(|state| state.map(|state| state.verdict as usize))),
        Arc::new(due_at.collect::<TimestampMicrosecondArray>().with_timezone("UTC")),
        Arc::new(elapsed.collect::<Int64Array>()),
        Arc::new(overdue.collect::<Int64Array>()),
    ]
}

/// Returns how many seconds have begun of a length of time in microseconds: what is late is late by at least one.
pub fn begun_seconds(micros: i64) -> i64 {
    micros / Instant::SECOND + i64::from(micros % Instant::SECOND > 0)
}

/// Returns a column of a few words: `places` are places in `words`.
fn words(words: &[&str], places: impl Iterator<Item = Option<usize>>) -> ArrayRef {
    let keys: Int32Array = places.map(|place| place.and_then(|place| i32::try_from(place).ok())).collect();
    let values: StringArray = words.iter().map(|word| Some(*word)).collect();
    // INVARIANT: every place is one of `words`.
    Arc::new(
        DictionaryArray::<Int32Type>::try_new(keys, Arc::new(values)).unwrap_or_else(|error| unreachable!("{error}")),
    )
}

fn kept_type(kind: Type) -> DataType {
    match kind {
        Type::Integer => DataType::Int64,
        Type::Decimal | Type::Money => DataType::Decimal64(18, 6),
        Type::Boolean => DataType::Boolean,
        _ => DataType::Utf8,
    }
}

/// Returns a field of the leads as it is written out: times as text, since a date without a time stays one.
fn kept(leads: &RecordBatch, name: &str, kind: Type, zone: &Zone) -> ArrayRef {
    use arrow::array::{Array, AsArray};
    let (target, rows) = (kept_type(kind), leads.num_rows());
    let Some(column) = leads.column_by_name(name) else {
        return arrow::array::new_null_array(&target, rows);
    };
    match kind {
        Type::Date => {
            let days = column.as_primitive::<arrow::datatypes::Date32Type>();
            Arc::new(days.iter().map(|day| day.map(|day| Date(day).to_string())).collect::<StringArray>())
        }
        Type::Timestamp => {
            let from = column.as_primitive::<arrow::datatypes::TimestampMicrosecondType>();
            let until = leads.column_by_name(&until_column(name));
            let shown = |row: usize| {
                let inexact = until.is_some_and(|until| until.is_valid(row));
                // A date without a time stays one.
                let instant = Instant(from.value(row));
                from.is_valid(row).then(|| if inexact { zone.date(instant).to_string() } else { instant.to_string() })
            };
            Arc::new((0..rows).map(shown).collect::<StringArray>())
        }
        Type::Text | Type::Key | Type::OneOf(_) | Type::ManyOf(_) => {
            let dictionary = column.as_dictionary::<Int32Type>();
            let values: &StringArray = dictionary.values().as_string();
            let keys = dictionary.keys().iter();
            let text = |key: i32| usize::try_from(key).ok().map(|key| values.value(key));
            Arc::new(keys.map(|key| key.and_then(text)).collect::<StringArray>())
        }
        _ => column.clone(),
    }
}
