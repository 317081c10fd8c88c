//! Scores and their possible ranges (S3.2 to S3.4).
//!
//! Points are summed exactly, in hundredths of a millionth of a point; the sum is decayed and rounded once.

use super::moment::MomentId;
use super::run::Evaluation;
use crate::ir::{Decay, DecayRate, Line, ScoreBody, ScoreId, Worth};
use crate::time::{Reading, Unit};
use crate::types::{Column, Decimal, Happened, Numbers, Scores, Times, Truth, divide_rounding};

/// Exact points to a hundredth of a point.
const EXACT: i128 = Decimal::ONE as i128;

/// The exact points of a lead: the value, and the least and most it can be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Points {
    pub(super) value: i128,
    pub(super) low: i128,
    pub(super) high: i128,
}

impl Points {
    /// Adds points that are certain.
    fn add(&mut self, points: i128) {
        self.value += points;
        self.low += points;
        self.high += points;
    }

    /// Returns the points held between the floor and the cap, in hundredths.
    fn held(self, min: i64, max: i64) -> Points {
        let held = |points: i128| points.clamp(i128::from(min), i128::from(max));
        Points { value: held(self.value), low: held(self.low), high: held(self.high) }
    }

    /// Widens the range by what an unknown line may be worth.
    fn widen(&mut self, points: i128) {
        self.low += points.min(0);
        self.high += points.max(0);
    }
}

/// Computes a score for every lead.
pub(super) fn compute(run: &Evaluation<'_>, id: ScoreId, moment: MomentId) -> Scores {
    match &run.program().score(id).body {
        ScoreBody::Sum { terms, .. } => sum(terms.iter().map(|term| run.scores(*term, moment)), run.rows()),
        ScoreBody::Lines { min, max, lines, decay, .. } => {
            let columns = columns(run, lines, moment);
            let mut scores = Scores { value: Vec::new(), low: Vec::new(), high: Vec::new() };
            for row in 0..run.rows() {
                let points = undecayed(&columns, row);
                let held = match decay {
                    None => finish(points).held(*min, *max),
                    Some(decay) => fade(run, decay, row, moment, points).held(*min, *max).0,
                };
                // INVARIANT: held between two numbers of 64 bits.
                let narrow = |points: i128| i64::try_from(points).unwrap_or(*max);
                scores.value.push(narrow(held.value));
                scores.low.push(narrow(held.low));
                scores.high.push(narrow(held.high));
            }
            scores
        }
    }
}

fn sum<'s>(terms: impl Iterator<Item = &'s Scores>, rows: usize) -> Scores {
    let mut total = Scores { value: vec![0; rows], low: vec![0; rows], high: vec![0; rows] };
    for term in terms {
        let add =
            |total: &mut Vec<i64>, part: &[i64]| total.iter_mut().zip(part).for_each(|(total, part)| *total += part);
        add(&mut total.value, &term.value);
        add(&mut total.low, &term.low);
        add(&mut total.high, &term.high);
    }
    total
}

/// What a line reads, and what it is worth.
pub(super) enum LineColumn<'r> {
    /// A criterion, and the exact points it brings.
    When(&'r [Truth], i128),
    /// A number, the points for each, and the most, both in hundredths.
    Each(&'r Numbers, i64, i64),
}

/// Returns what the lines of a score read.
pub(super) fn columns<'r>(run: &'r Evaluation<'_>, lines: &[Line], moment: MomentId) -> Vec<LineColumn<'r>> {
    let column = |line: &Line| match &line.worth {
        Worth::When(criterion) => LineColumn::When(run.truths(criterion.node, moment), i128::from(line.points) * EXACT),
        Worth::Each { value, max, .. } => LineColumn::Each(each_numbers(run, *value, moment), line.points, *max),
    };
    lines.iter().map(column).collect()
}

/// Sums the lines for a lead, exactly.
pub(super) fn undecayed(columns: &[LineColumn<'_>], row: usize) -> Points {
    let mut points = Points::default();
    for column in columns {
        match column {
            LineColumn::When(truths, worth) => match truths[row] {
                Truth::Met => points.add(*worth),
                Truth::Unknown => points.widen(*worth),
                Truth::Unmet => {}
            },
            LineColumn::Each(numbers, each_points, max) => match each(*each_points, *max, numbers, row) {
                Some(worth) => points.add(worth),
                None => points.widen(i128::from(*max) * EXACT * i128::from(each_points.signum())),
            },
        }
    }
    points
}

/// Returns the column that an `each` line counts.
pub(super) fn each_numbers<'r>(run: &'r Evaluation<'_>, value: crate::ir::NodeId, moment: MomentId) -> &'r Numbers {
    match run.column(value, moment) {
        Column::Numbers(numbers) => numbers,
        _ => unreachable!("the check asks `each` for a number"),
    }
}

/// Returns the exact worth of an `each` line: points times the value, not below 0, up to the line's maximum.
pub(super) fn each(points: i64, max: i64, numbers: &Numbers, row: usize) -> Option<i128> {
    let number = numbers.valid[row].then(|| numbers.millionths(row).max(0))?;
    let worth = (i128::from(points.abs()) * number).min(i128::from(max) * EXACT);
    Some(worth * i128::from(points.signum()))
}

/// What decay made of a lead's points (S3.4).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Faded {
    /// The points, in hundredths: the ones that give the value.
    points: Points,
    /// The points at other readings of the start that may be.
    others: [Option<Points>; 2],
    /// How many whole periods have passed, at least and at most; none where the start is missing.
    pub(super) periods: Option<(i64, i64)>,
}

impl Faded {
    /// Returns the points held between the floor and the cap, and whether the readings of the start differ there.
    pub(super) fn held(&self, min: i64, max: i64) -> (Points, bool) {
        let first = self.points.held(min, max);
        let (mut points, mut differ) = (first, false);
        for other in self.others.iter().flatten().map(|other| other.held(min, max)) {
            differ |= other != first;
            points.low = points.low.min(other.low);
            points.high = points.high.max(other.high);
        }
        (points, differ)
    }

    /// Returns the value before it is held.
    pub(super) fn value(&self) -> i128 {
        self.points.value
    }
}

/// Decays the points of a lead and rounds them. Where a day leaves the number of periods open, the value takes the
/// most, and the range covers all; where it leaves open whether the start has happened, that it is missing too.
pub(super) fn fade(run: &Evaluation<'_>, decay: &Decay, row: usize, moment: MomentId, points: Points) -> Faded {
    let since = match run.column(decay.since, moment) {
        Column::Times(times) => times,
        _ => unreachable!("the check asks `since` for a type of time"),
    };
    let rounded = finish(points);
    let without = Points { value: 0, low: rounded.low.min(0), high: rounded.high.max(0) };
    let periods = periods(run, decay, since, row, run.moment(moment, row));
    let Some((least, most)) = periods else {
        return Faded { points: without, others: [None; 2], periods };
    };
    let after = |periods: i64| {
        let at = |exact: i128| decayed(exact, decay.rate, periods);
        Points { value: at(points.value), low: at(points.low), high: at(points.high) }
    };
    let perhaps = matches!(since.happened[row], Happened::Perhaps | Happened::PerhapsLost);
    let others = [(least != most).then(|| after(least)), perhaps.then_some(without)];
    Faded { points: after(most), others, periods }
}

/// Returns the whole periods between the local dates of the start and of the instant judged at, at least and at
/// most; several where a day is all that is known of one of them.
fn periods(run: &Evaluation<'_>, decay: &Decay, since: &Times, row: usize, moment: Reading) -> Option<(i64, i64)> {
    let length = decay.every.amount * if decay.every.unit == Unit::Weeks { 7 } else { 1 };
    let zone = &run.program().contract.timezone;
    let date = |instant| i64::from(zone.date(instant).0);
    let (from, until) = match since.happened[row] {
        Happened::Missing | Happened::No => return None,
        Happened::Now => return Some((0, 0)),
        Happened::Yes | Happened::Perhaps | Happened::PerhapsLost => match &since.days {
            Some(days) => (i64::from(days[row]), i64::from(days[row])),
            None => (date(since.reading(row).from), date(since.reading(row).until)),
        },
    };
    let periods = |days: i64| days.div_euclid(length.max(1)).max(0);
    Some((periods(date(moment.from) - until), periods(date(moment.until) - from)))
}

/// Returns exact points after so many periods, rounded to hundredths, half away from zero.
fn decayed(exact: i128, rate: DecayRate, periods: i64) -> i128 {
    match rate {
        DecayRate::Half => divide_rounding(exact, EXACT << periods.clamp(0, 40)),
        DecayRate::Share(share) => {
            let left = EXACT.saturating_sub(i128::from(share.0).saturating_mul(i128::from(periods))).max(0);
            divide_rounding(exact * left, EXACT * EXACT)
        }
    }
}

/// Rounds exact points to hundredths, half away from zero (S3.3).
pub(super) fn finish(points: Points) -> Points {
    let round = |exact: i128| divide_rounding(exact, EXACT);
    Points { value: round(points.value), low: round(points.low), high: round(points.high) }
}
