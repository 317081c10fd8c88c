//! Expression nodes over columns: each kind of node meets its kernel.

use std::borrow::Cow;

use super::aggregate::{self, Asked};
use super::moment::MomentId;
use super::run::{Evaluation, present, present_texts};
use crate::ir::{Node, NodeId};
use crate::ops::age::{Age, age};
use crate::ops::arithmetic::{Fault, arithmetic, negate};
use crate::ops::{CompareOperator, compare, includes, member, search};
use crate::types::{Column, Decimal, Happened, Numbers, Scores, Texts, Times, Truth, Type, Value, trim};

/// Computes a node from its operands' columns; the faults are the leads for which arithmetic failed (S1.7).
pub(super) fn compute<'a>(run: &Evaluation<'a>, id: NodeId, moment: MomentId) -> (Column<'a>, Vec<(usize, Fault)>) {
    let nodes = &run.program().nodes;
    match nodes.node(id) {
        Node::Arithmetic { operator, left, right } => {
            let (left, right) = (numbers(run, *left, moment), numbers(run, *right, moment));
            let (numbers, faults) = arithmetic(*operator, left, right);
            (Column::Numbers(numbers), faults)
        }
        Node::Negate(value) => {
            let (numbers, faults) = negate(numbers(run, *value, moment));
            (Column::Numbers(numbers), faults)
        }
        Node::Literal(value) => (literal(value, run), Vec::new()),
        Node::Else { value, fallback } => {
            fall_back(run.column(*value, moment), run.column(*fallback, moment), nodes.kind(id))
        }
        Node::Aggregate { function, activity, field, filter } => {
            let asked = Asked { function: *function, activity: *activity, field: *field, filter: *filter };
            aggregate::compute(run, &asked, nodes.kind(id), moment)
        }
        node => (Column::Truths(criterion(run, node, moment)), Vec::new()),
    }
}

fn criterion(run: &Evaluation<'_>, node: &Node, moment: MomentId) -> Vec<Truth> {
    let program = run.program();
    let zone = &program.contract.timezone;
    let column = |node: &NodeId| run.column(*node, moment);
    let truths = |node: &NodeId| run.truths(*node, moment);
    let exactly = |node: &NodeId| program.nodes.kind(*node) == Type::Key;
    match node {
        Node::Compare { operator, left, right } => {
            let exactly = exactly(left) || exactly(right);
            if left == right {
                return same(*operator, column(left));
            }
            compare_columns(*operator, column(left), column(right), exactly, run)
        }
        Node::Elapsed { operator, later, earlier, duration } => match (column(later), column(earlier)) {
            (Column::Times(later), Column::Times(earlier)) => {
                compare::elapsed(*operator, later, earlier, *duration, zone)
            }
            _ => unreachable!("the check gives both sides a type of time"),
        },
        Node::InValues { value, values } => match column(value) {
            Column::Texts(texts) => member::texts_in(texts, values.iter().filter_map(text), exactly(value)),
            Column::Numbers(numbers) => member::numbers_in(numbers, values),
            Column::Scores(scores) => member::scores_in(scores, values),
            Column::Times(times) => member::times_in(times, values, zone),
            Column::Truths(truths) => truths_in(truths, values),
            Column::Sets(_) => unreachable!("the check refuses `in` on a multi-select picklist"),
        },
        Node::InRange { value, low, high } => match column(value) {
            Column::Numbers(numbers) => member::numbers_within(numbers, low.as_ref(), high.as_ref()),
            Column::Scores(scores) => member::scores_within(scores, low.as_ref(), high.as_ref()),
            Column::Times(times) => member::times_within(times, low.as_ref(), high.as_ref(), zone),
            _ => unreachable!("the check asks a range for numbers, scores and times"),
        },
        Node::InList { value, list } => {
            let values = program.lists[list.index()].values.iter().map(String::as_str);
            member::texts_in(texts(column(value)), values, exactly(value))
        }
        Node::Search { operator, value, needles } => {
            search::search(*operator, texts(column(value)), needles, exactly(value))
        }
        Node::Matches { value, pattern } => match run.plan.pattern(pattern, exactly(value)) {
            Some(compiled) => crate::ops::matches::matches(texts(column(value)), compiled),
            None => unreachable!("the check compiled every pattern"),
        },
        Node::Includes { quantifier, value, options } => includes::includes(*quantifier, texts(column(value)), options),
        Node::Present(value) => match column(value) {
            Column::Texts(texts) | Column::Sets(texts) => present_texts(texts),
            Column::Numbers(numbers) => numbers.valid.iter().map(|valid| (*valid).into()).collect(),
            Column::Times(times) => present(times),
            Column::Truths(truths) => truths.iter().map(|truth| (*truth != Truth::Unknown).into()).collect(),
            Column::Scores(scores) => vec![Truth::Met; scores.value.len()],
        },
        Node::Within(value, duration) => {
            age(Age::Within, times(column(value)), *duration, |row| run.moment(moment, row), zone)
        }
        Node::OlderThan(value, duration) => {
            age(Age::OlderThan, times(column(value)), *duration, |row| run.moment(moment, row), zone)
        }
        Node::Before(date) => {
            let end = zone.start_of(*date);
            let before = |row: usize| {
                let judged = run.moment(moment, row);
                Truth::of_readings(judged.until < end, judged.from >= end)
            };
            (0..run.rows()).map(before).collect()
        }
        Node::Not(value) => truths(value).iter().map(|truth| truth.negate()).collect(),
        Node::And(parts) => fold(parts.iter().map(truths), Truth::Met, Ord::min, run.rows()),
        Node::Or(parts) => fold(parts.iter().map(truths), Truth::Unmet, Ord::max, run.rows()),
        Node::AtLeast(needed, parts) => {
            let parts: Vec<&[Truth]> = parts.iter().map(truths).collect();
            (0..run.rows()).map(|row| at_least(*needed, parts.iter().map(|part| part[row]))).collect()
        }
        Node::Icp(icp) => run.icp(*icp, moment).verdicts.iter().map(|verdict| verdict.truth()).collect(),
        // Whether a stage is recorded is never unknown: where the status is missing, it is not (S1.2).
        Node::StageRecorded(stage) => {
            run.recorded(*stage, moment).iter().map(|truth| (*truth == Truth::Met).into()).collect()
        }
        Node::Field(_)
        | Node::Literal(_)
        | Node::Else { .. }
        | Node::Negate(_)
        | Node::Arithmetic { .. }
        | Node::Score(_)
        | Node::Stage(_)
        | Node::Aggregate { .. } => unreachable!("computed before"),
    }
}

/// Returns whether at least so many criteria are met (S1.1).
pub(super) fn at_least(needed: u32, truths: impl Iterator<Item = Truth>) -> Truth {
    let (mut met, mut possible) = (0, 0);
    for truth in truths {
        met += u32::from(truth == Truth::Met);
        possible += u32::from(truth != Truth::Unmet);
    }
    Truth::of_readings(met >= needed, possible < needed)
}

fn fold<'t>(
    mut parts: impl Iterator<Item = &'t [Truth]>,
    neutral: Truth,
    combine: fn(Truth, Truth) -> Truth,
    rows: usize,
) -> Vec<Truth> {
    let mut result = parts.next().map_or_else(|| vec![neutral; rows], <[Truth]>::to_vec);
    for part in parts {
        result.iter_mut().zip(part).for_each(|(left, right)| *left = combine(*left, *right));
    }
    result
}

fn compare_columns(
    operator: CompareOperator,
    left: &Column<'_>,
    right: &Column<'_>,
    exactly: bool,
    run: &Evaluation<'_>,
) -> Vec<Truth> {
    match (left, right) {
        (Column::Texts(left), Column::Texts(right)) => compare::texts(operator, left, right, exactly),
        (Column::Numbers(left), Column::Numbers(right)) => compare::numbers(operator, left, right),
        (Column::Scores(left), Column::Numbers(right)) => compare::scores(operator, left, right),
        (Column::Numbers(left), Column::Scores(right)) => compare::scores(operator.mirrored(), right, left),
        (Column::Scores(left), Column::Scores(right)) => compare::score_pairs(operator, left, right),
        (Column::Truths(left), Column::Truths(right)) => compare::truths(operator, left, right),
        (Column::Times(left), Column::Times(right)) => {
            compare::times(operator, left, right, &run.program().contract.timezone)
        }
        _ => unreachable!("the check compares like with like"),
    }
}

/// Compares an expression with itself: equal wherever there is a value, however little is known of it.
fn same(operator: CompareOperator, column: &Column<'_>) -> Vec<Truth> {
    let equal = Truth::from(operator.holds(std::cmp::Ordering::Equal));
    let known = |known: bool| if known { equal } else { Truth::Unknown };
    match column {
        Column::Texts(texts) | Column::Sets(texts) => texts.keys.iter().map(|key| known(*key >= 0)).collect(),
        Column::Numbers(numbers) => numbers.valid.iter().map(|valid| known(*valid)).collect(),
        Column::Times(times) => (0..times.from.len()).map(|row| known(times.usable(row))).collect(),
        Column::Truths(truths) => truths.iter().map(|truth| known(*truth != Truth::Unknown)).collect(),
        Column::Scores(scores) => vec![equal; scores.value.len()],
    }
}

fn truths_in(truths: &[Truth], values: &[Value]) -> Vec<Truth> {
    let listed = |truth: Truth| values.contains(&Value::Boolean(truth == Truth::Met));
    let decide = |truth: &Truth| if *truth == Truth::Unknown { Truth::Unknown } else { listed(*truth).into() };
    truths.iter().map(decide).collect()
}

fn text(value: &Value) -> Option<&str> {
    if let Value::Text(text) = value { Some(text) } else { None }
}

fn texts<'c, 'a>(column: &'c Column<'a>) -> &'c Texts<'a> {
    match column {
        Column::Texts(texts) | Column::Sets(texts) => texts,
        _ => unreachable!("the check gives this operator text"),
    }
}

fn times<'c>(column: &'c Column<'_>) -> &'c Times {
    match column {
        Column::Times(times) => times,
        _ => unreachable!("the check gives this operator a type of time"),
    }
}

fn numbers<'c>(run: &'c Evaluation<'_>, node: NodeId, moment: MomentId) -> &'c Numbers {
    match run.column(node, moment) {
        Column::Numbers(numbers) => numbers,
        _ => unreachable!("the check gives arithmetic numbers"),
    }
}

/// Returns a column that holds one value for every lead.
fn literal<'a>(value: &'a Value, run: &Evaluation<'_>) -> Column<'a> {
    let rows = run.rows();
    let whole =
        |number: i64, one: i64| Column::Numbers(Numbers { values: vec![number; rows], valid: vec![true; rows], one });
    let time = |from: i64, until: i64, day: Option<i32>| {
        let (from, until, days) = (vec![from; rows], vec![until; rows], day.map(|day| vec![day; rows]));
        Column::Times(Times { from, until, days, happened: vec![Happened::Yes; rows] })
    };
    match value {
        Value::Text(text) => Column::Texts(Texts::new(vec![0; rows], vec![Cow::Borrowed(trim(text))])),
        Value::Options(options) => Column::Sets(Texts::new(vec![0; rows], vec![Cow::Owned(options.join(";"))])),
        Value::Integer(number) => whole(*number, 1),
        Value::Decimal(number) => whole(number.0, Decimal::ONE),
        Value::Boolean(truth) => Column::Truths(vec![Truth::from(*truth); rows]),
        Value::Timestamp(instant) => time(instant.0, instant.0, None),
        Value::Date(date) => {
            let day = run.settings.zone.day(*date);
            time(day.from.0, day.until.0, Some(date.0))
        }
    }
}

/// Returns a column without a value.
pub(super) fn missing<'a>(kind: Type, rows: usize) -> Column<'a> {
    match kind {
        Type::Boolean => Column::Truths(vec![Truth::Unknown; rows]),
        Type::Integer => Column::Numbers(Numbers { values: vec![0; rows], valid: vec![false; rows], one: 1 }),
        Type::Decimal | Type::Money => {
            Column::Numbers(Numbers { values: vec![0; rows], valid: vec![false; rows], one: Decimal::ONE })
        }
        Type::Date | Type::Timestamp | Type::Duration => Column::Times(Times {
            from: vec![0; rows],
            until: vec![-1; rows],
            days: (kind == Type::Date).then(|| vec![0; rows]),
            happened: vec![Happened::Missing; rows],
        }),
        Type::Text | Type::Key | Type::OneOf(_) => Column::Texts(Texts::new(vec![Texts::MISSING; rows], Vec::new())),
        Type::ManyOf(_) => Column::Sets(Texts::new(vec![Texts::MISSING; rows], Vec::new())),
        Type::Score => Column::Scores(Scores { value: vec![0; rows], low: vec![0; rows], high: vec![0; rows] }),
    }
}

/// `value else fallback`, lead by lead.
fn fall_back<'a>(value: &Column<'a>, fallback: &Column<'a>, kind: Type) -> (Column<'a>, Vec<(usize, Fault)>) {
    let column = match (value, fallback) {
        (Column::Truths(value), Column::Truths(fallback)) => {
            let pairs = value.iter().zip(fallback);
            Column::Truths(pairs.map(|(value, other)| if *value == Truth::Unknown { *other } else { *value }).collect())
        }
        (Column::Texts(value), Column::Texts(fallback)) => Column::Texts(fall_back_texts(value, fallback)),
        (Column::Sets(value), Column::Sets(fallback)) => Column::Sets(fall_back_texts(value, fallback)),
        (Column::Numbers(value), Column::Numbers(fallback)) => {
            let (numbers, faults) = fall_back_numbers(value, fallback, kind);
            return (Column::Numbers(numbers), faults);
        }
        (Column::Times(value), Column::Times(fallback)) => Column::Times(fall_back_times(value, fallback)),
        _ => unreachable!("the check gives both sides of `else` one type"),
    };
    (column, Vec::new())
}

fn fall_back_texts<'a>(value: &Texts<'a>, fallback: &Texts<'a>) -> Texts<'a> {
    // INVARIANT: a batch's dictionaries are far from 2^31 entries.
    let offset = i32::try_from(value.values.len()).unwrap_or(i32::MAX);
    let shifted = |key: i32| if key < 0 { key } else { key + offset };
    let pairs = value.keys.iter().zip(&fallback.keys);
    Texts {
        keys: pairs.map(|(value, other)| if *value < 0 { shifted(*other) } else { *value }).collect(),
        values: value.values.iter().chain(&fallback.values).cloned().collect(),
        folded: value.folded.iter().chain(&fallback.folded).cloned().collect(),
    }
}

/// An integer beside a decimal is one; where it is beyond a decimal's range, the value is missing (S1.7).
fn fall_back_numbers(value: &Numbers, fallback: &Numbers, kind: Type) -> (Numbers, Vec<(usize, Fault)>) {
    let one = if kind == Type::Integer { 1 } else { Decimal::ONE };
    let rows = value.values.len();
    let mut result = Numbers { values: vec![0; rows], valid: vec![false; rows], one };
    let mut faults = Vec::new();
    for row in 0..rows {
        let source = if value.valid[row] { value } else { fallback };
        if !source.valid[row] {
            continue;
        }
        let number = if one == source.one {
            Some(source.values[row])
        } else {
            Decimal::from_integer(source.values[row]).map(|number| number.0)
        };
        match number {
            Some(number) => (result.values[row], result.valid[row]) = (number, true),
            None => faults.push((row, Fault::Overflow)),
        }
    }
    (result, faults)
}

fn fall_back_times(value: &Times, fallback: &Times) -> Times {
    let mut result = value.clone();
    for row in 0..result.from.len() {
        if matches!(value.happened[row], Happened::Missing | Happened::No) {
            result.from[row] = fallback.from[row];
            result.until[row] = fallback.until[row];
            result.happened[row] = fallback.happened[row];
            if let (Some(days), Some(other)) = (&mut result.days, &fallback.days) {
                days[row] = other[row];
            }
        }
    }
    result
}
