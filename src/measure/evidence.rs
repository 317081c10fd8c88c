//! The leads behind each figure: what every lead says to every metric, in which window and group.

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, DictionaryArray, RecordBatch, StringBuilder};
use arrow::datatypes::{DataType, Field, Int32Type, Schema, SchemaRef};

use super::collect::{Series, series};
use super::period::Period;
use crate::eval::{Evaluation, Groups, Judged, Observation, Says, groups, observe};
use crate::ir::{Base, Metric, Program, Quantity};
use crate::time::{Instant, Zone};
use crate::types::Decimal;

/// The columns: `id` of the lead, `block` and `name` of what asks for the figure, `window`, `group`, what the lead
/// `says` and its `value`.
const COLUMNS: [&str; 7] = ["id", "block", "name", "window", "group", "says", "value"];

/// Returns the columns of evidence, the key's first.
pub fn schema() -> SchemaRef {
    Arc::new(Schema::new(COLUMNS.map(|name| Field::new(name, DataType::Utf8, true)).to_vec()))
}

/// Returns what the leads of a run say to every figure of the contract, figure by figure and lead by lead; `ids` are
/// their keys. Of the leads those speak whose places are `counted`, in windows of the period. A lead of which it is not
/// known in which window it counts has none.
pub fn evidence(
    run: &Evaluation<'_>,
    judged: &Judged,
    ids: &DictionaryArray<Int32Type>,
    period: Period,
    counted: impl Fn(usize) -> bool,
) -> RecordBatch {
    let program = run.program();
    let zone = &program.contract.timezone;
    let keys = ids.values().as_string::<i32>();
    let mut columns: [StringBuilder; COLUMNS.len()] = Default::default();
    for ((block, name), series) in names(program).into_iter().zip(series(program)) {
        let fields: Vec<Groups<'_>> = series.fields().into_iter().map(|field| groups(run, field)).collect();
        for observation in observe(run, judged, series.metric, series.per) {
            let first = observation.at.map(|at| series.per.of(zone.date(at.from)));
            let is_own = first.map_or(period.takes_undated(), |first| period.has(series.per, first));
            // A lead without a value of what is compared is in no group that could be (S6.8).
            let compared = &fields[series.by.len()..];
            let is_compared = compared.iter().all(|column| column.keys[observation.row] >= 0);
            if !is_own || !is_compared || !counted(observation.row) {
                continue;
            }
            columns[0].append_option(ids.key(observation.row).map(|key| keys.value(key)));
            columns[1].append_value(block);
            columns[2].append_value(name);
            columns[3].append_option(window(series, &observation, zone));
            let group = fields.iter().map(|column| shown(column, observation.row));
            let group: Vec<String> = group.collect();
            columns[4].append_option((!group.is_empty()).then(|| group.join(", ")));
            let (says, value) = said(series.metric, &observation);
            columns[5].append_value(says);
            columns[6].append_option(value);
        }
    }
    let columns = columns.map(|mut column| Arc::new(column.finish()) as ArrayRef);
    // INVARIANT: every observation has a cell in every column.
    RecordBatch::try_new(schema(), columns.to_vec()).unwrap_or_else(|_| RecordBatch::new_empty(schema()))
}

/// Returns what asks for each series: the block's word and its name.
fn names(program: &Program) -> Vec<(&'static str, &str)> {
    let pauses = program.pauses.iter().map(|rule| ("pause", rule.name.as_str()));
    let measures = program.measures.iter().map(|measure| (measure.kind.word(), measure.name.as_str()));
    let alerts = program.alerts.iter().flat_map(|alert| alert.trends.iter().map(|_| ("alert", alert.name.as_str())));
    pauses.chain(measures).chain(alerts).collect()
}

fn window(series: Series<'_>, observation: &Observation, zone: &Zone) -> Option<String> {
    let at = observation.at?;
    let window = |instant: Instant| series.per.of(zone.date(instant));
    (window(at.from) == window(at.until)).then(|| series.per.name(window(at.from)))
}

fn shown(column: &Groups<'_>, row: usize) -> String {
    let value = usize::try_from(column.keys[row]).ok().map(|key| column.values[key].to_string());
    value.unwrap_or_else(|| "(none)".to_string())
}

/// Returns what a lead says in a word, and its value: a number, or whole seconds.
fn said(metric: &Metric, observation: &Observation) -> (&'static str, Option<String>) {
    let in_part = |says: bool| if says && observation.in_part { "numerator" } else { "denominator" };
    match observation.says {
        // Of a share the whole is the leads that count in a number; others are beside it.
        Says::Counts(false) if metric.part().is_some() => ("outside", None),
        Says::Counts(hit) => (in_part(hit), None),
        Says::LeftOut(why) => (why.word(), None),
        Says::Won { amount, .. } => ("numerator", Some(Decimal(amount).to_string())),
        Says::Value(value) => {
            let says = if metric.part().is_some() { in_part(true) } else { "value" };
            let is_time = matches!(metric.quantity, Quantity::Time { .. }) || matches!(metric.base, Base::Stuck(_));
            let text = match &metric.base {
                // What tells a value from others says nothing to people.
                Base::Distinct { .. } => None,
                _ if is_time => Some((value / Instant::SECOND).to_string()),
                _ => Some(Decimal(value).to_string()),
            };
            (says, text)
        }
    }
}
