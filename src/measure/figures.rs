//! What a metric comes to, for each group and window.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::collect::{Cell, Collection, Series, Total, series};
use super::derive::derive;
use super::period::Period;
use crate::eval::LeftOut;
use crate::ir::{Base, CompareOperator, Figure, Metric, Program, Statistic, Target};
use crate::time::{Duration, Instant, Unit, Window, WindowNumber};
use crate::types::Decimal;

/// Whether a window can still change (S5.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It is over, and so is all that its metric waits for.
    Final,
    /// It is over, and the period of its conversion is not (S6.2).
    Maturing,
    /// It is not over, or what it waits for is not.
    Provisional,
}

impl State {
    /// Returns the word that outputs use.
    pub fn word(self) -> &'static str {
        match self {
            State::Final => "final",
            State::Maturing => "maturing",
            State::Provisional => "provisional",
        }
    }
}

/// A figure, exactly: a fraction of whole units. The unit of a share and of a count is one, of a number a millionth,
/// of a time a microsecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// The numerator.
    pub numerator: i128,
    /// The denominator, above 0.
    pub denominator: i128,
}

impl Value {
    /// Returns whether a target holds (S5.7); none where the figure is of no fixed length, as business days.
    pub fn holds(self, target: Target) -> Option<bool> {
        let figure = match target.figure {
            // A share and a number are written in millionths.
            Figure::Number(number) => (i128::from(number.0), 1),
            Figure::Count(count) => (i128::from(count), 1),
            Figure::Time(duration) => (length(duration)?, 1),
        };
        let left = self.numerator.checked_mul(figure.1)?;
        let right = figure.0.checked_mul(self.denominator)?;
        let order = left.cmp(&right);
        Some(match target.operator {
            CompareOperator::Less => order == Ordering::Less,
            CompareOperator::LessOrEqual => order != Ordering::Greater,
            CompareOperator::Greater => order == Ordering::Greater,
            CompareOperator::GreaterOrEqual => order != Ordering::Less,
            CompareOperator::Equal => order == Ordering::Equal,
            CompareOperator::NotEqual => order != Ordering::Equal,
        })
    }
}

/// Returns a length of time in microseconds: of days those of 24 hours, of months those of 30 days.
pub fn length(duration: Duration) -> Option<i128> {
    let seconds = match duration.unit {
        Unit::Minutes | Unit::BusinessMinutes => 60,
        Unit::Hours | Unit::BusinessHours => 3_600,
        Unit::Days => 86_400,
        Unit::Weeks => 7 * 86_400,
        Unit::Months => 30 * 86_400,
        Unit::BusinessDays => return None,
    };
    Some(i128::from(duration.amount) * seconds * i128::from(Instant::SECOND))
}

/// A figure of a group in a window.
#[derive(Clone, Debug, PartialEq)]
pub struct WindowFigure {
    /// Which window.
    pub window: WindowNumber,
    /// When it begins.
    pub start: Instant,
    /// When it is final, or will be as far as is known.
    pub final_at: Instant,
    /// Whether it is.
    pub state: State,
    /// Leads in the numerator.
    pub hits: u64,
    /// Leads that count: n.
    pub total: u64,
    /// Leads that are left out, by reason, in the order of [`LeftOut::ALL`].
    pub left_out: [u64; LeftOut::ALL.len()],
    /// The figure; none where no lead counts.
    pub value: Option<Value>,
}

/// The figures of a group, window by window, without gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupFigures {
    /// What tells the group apart: by field its value folded; none where it is missing.
    pub key: Vec<Option<String>>,
    /// Its place, as [`Collection::merge`] gave it to its leads.
    pub place: u32,
    /// The group as it is shown.
    pub shown: Vec<Option<String>>,
    /// Its windows, the first first.
    pub windows: Vec<WindowFigure>,
}

/// The figures of one series of a contract.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// The groups, in the order of what tells them apart; those without a value last.
    pub groups: Vec<GroupFigures>,
    /// Leads of which it is not known in which window they count.
    pub unplaced: u64,
}

impl Figures {
    /// Returns the figures of a contract's series at as-of: of its pauses, then of its commitments and kpis, then of the
    /// trends of its alerts; none for one that is not computed.
    pub fn of(
        program: &Program,
        collection: &Collection,
        externals: &Externals,
        as_of: Instant,
    ) -> Vec<Option<Figures>> {
        let all = series(program).into_iter().zip(&collection.totals);
        all.map(|(series, total)| {
            let series = series?;
            Some(match &series.metric.base {
                Base::External(name) => external(program, series, externals.get(name), collection.period, as_of),
                _ => figures(program, series, total, collection.period, as_of),
            })
        })
        .collect()
    }

    /// Puts the groups in their order.
    pub(super) fn sort(&mut self) {
        self.groups.sort_by(|left, right| {
            let by_value = |group: &GroupFigures| -> Vec<(bool, Option<String>)> {
                group.key.iter().map(|value| (value.is_none(), value.clone())).collect()
            };
            by_value(left).cmp(&by_value(right))
        });
    }
}

/// Figures that come from outside, by metric, kind of window and window.
pub type Externals = BTreeMap<String, BTreeMap<(Window, WindowNumber), Value>>;

/// Returns figures that come from outside, from the first window that has one to the one of as-of.
fn external(
    program: &Program,
    series: Series<'_>,
    given: Option<&BTreeMap<(Window, WindowNumber), Value>>,
    period: Period,
    as_of: Instant,
) -> Figures {
    let zone = &program.contract.timezone;
    let now = series.per.of(zone.date(as_of));
    let given = given.into_iter().flatten().filter(|((per, _), _)| *per == series.per);
    let given = given.filter(|((per, window), _)| period.has(*per, *window));
    let given: BTreeMap<WindowNumber, Value> = given.map(|((_, window), value)| (*window, *value)).collect();
    let Some(first) = given.keys().min().copied() else { return Figures { groups: Vec::new(), unplaced: 0 } };
    let (_, last) = period.clip(series.per, None, now.max(first));
    let windows = (first..=last).map(|window| {
        let figure = window_figure(program, series, window, None, as_of);
        let value = given.get(&window).copied();
        WindowFigure { value, total: u64::from(value.is_some()), ..figure }
    });
    let group = GroupFigures { key: Vec::new(), place: 0, shown: Vec::new(), windows: windows.collect() };
    Figures { groups: derive(series.metric, vec![group]), unplaced: 0 }
}

fn figures(program: &Program, series: Series<'_>, total: &Total, period: Period, as_of: Instant) -> Figures {
    let zone = &program.contract.timezone;
    let now = series.per.of(zone.date(as_of));
    let first = total.cells.keys().map(|(_, window)| *window).min();
    let last = total.cells.keys().map(|(_, window)| *window).max().unwrap_or(now).max(now);
    let (first, last) = period.clip(series.per, first, last);
    // A group of which no lead says anything is none.
    let mut is_seen = vec![false; total.groups.len()];
    total.cells.keys().for_each(|(group, _)| is_seen[*group as usize] = true);
    let groups: Vec<GroupFigures> = (0..total.groups.len())
        .filter(|place| is_seen[*place])
        .map(|place| {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            let figure = |window: WindowNumber| {
                let cell = total.cells.get(&(place, window));
                window_figure(program, series, window, cell, as_of)
            };
            GroupFigures {
                key: total.groups.key(place).clone(),
                place,
                shown: total.groups.shown(place),
                windows: first.map_or_else(Vec::new, |first| (first..=last).map(figure).collect()),
            }
        })
        .collect();
    let mut figures = Figures { groups: derive(series.metric, groups), unplaced: total.unplaced };
    figures.sort();
    figures
}

pub(super) fn window_figure(
    program: &Program,
    series: Series<'_>,
    window: WindowNumber,
    cell: Option<&Cell>,
    as_of: Instant,
) -> WindowFigure {
    let zone = &program.contract.timezone;
    let (start, end) = (series.per.start(window, zone), series.per.start(window + 1, zone));
    let period = match series.metric.base {
        Base::Conversion { within: Some(within), .. } => Some(within.shift(end, 1, zone)),
        _ => None,
    };
    let waits = cell.and_then(|cell| cell.waits);
    let final_at = end.max(waits.unwrap_or(end)).max(period.unwrap_or(end));
    // A right, and a dispute, may be used at the last instant too: until it is past, the window can change.
    let state = if as_of >= final_at && waits.is_none_or(|waits| as_of > waits) {
        State::Final
    } else if as_of >= end && period.is_some() {
        State::Maturing
    } else {
        State::Provisional
    };
    WindowFigure {
        window,
        start,
        final_at,
        state,
        hits: cell.map_or(0, |cell| cell.hits),
        total: cell.map_or(0, |cell| cell.total),
        left_out: cell.map_or([0; LeftOut::ALL.len()], |cell| cell.left_out),
        value: value(series.metric, cell),
    }
}

/// Returns what a cell comes to. A number of leads is 0 where there are none; all else is nothing.
fn value(metric: &Metric, cell: Option<&Cell>) -> Option<Value> {
    let whole = |numerator: i128| Some(Value { numerator, denominator: 1 });
    if metric.part().is_some() {
        let cell = cell?;
        let (part, all) = match metric.base {
            Base::Value { .. } => (cell.part.1, cell.sum),
            _ => (i128::from(cell.part.0), i128::from(cell.hits)),
        };
        return (all > 0).then_some(Value { numerator: part * i128::from(Decimal::ONE), denominator: all });
    }
    if let Base::Volume(_) = metric.base {
        return whole(cell.map_or(0, |cell| i128::from(cell.hits)));
    }
    let cell = cell.filter(|cell| cell.total > 0)?;
    let total = i128::from(cell.total);
    let statistic = match &metric.base {
        Base::Distinct { .. } => {
            let mut values = cell.values.clone();
            values.sort_unstable();
            values.dedup();
            return whole(i128::try_from(values.len()).unwrap_or(i128::MAX));
        }
        Base::Value { statistic, .. }
        | Base::Age { statistic, .. }
        | Base::TimeOf { statistic, .. }
        | Base::TimeBetween { statistic, .. } => *statistic,
        // A share is written in millionths, as the figure it is held against.
        _ => return Some(Value { numerator: i128::from(cell.hits) * i128::from(Decimal::ONE), denominator: total }),
    };
    match statistic {
        Statistic::Sum => whole(cell.sum),
        Statistic::Mean => Some(Value { numerator: cell.sum, denominator: total }),
        Statistic::Median => {
            let mut values = cell.values.clone();
            values.sort_unstable();
            let (low, high) = (values[(values.len() - 1) / 2], values[values.len() / 2]);
            Some(Value { numerator: i128::from(low) + i128::from(high), denominator: 2 })
        }
        Statistic::P90 => {
            let mut values = cell.values.clone();
            values.sort_unstable();
            // The least value that nine tenths do not exceed.
            whole(i128::from(values[(values.len() * 9).div_ceil(10) - 1]))
        }
    }
}

impl WindowFigure {
    /// Returns how a window is called.
    pub fn name(&self, per: Window) -> String {
        per.name(self.window)
    }
}
