//! What a metric comes to, for each group and window.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::collect::{Cell, Collection, Full, Series, Total, series};
use super::derive::derive;
use super::period::Period;
use super::stuck::Limits;
use crate::eval::LeftOut;
use crate::ir::{Base, CompareOperator, Figure, Metric, Program, Statistic, Target};
use crate::time::{Duration, Instant, Unit, Window, WindowNumber};
use crate::types::{Decimal, divide_rounding};

/// How many windows of groups are kept of all series together.
const MOST_FIGURES: usize = 1_000_000;
/// A day of velocity, in microseconds.
const DAY: i128 = 86_400 * Instant::SECOND as i128;

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
    /// Returns which of two figures is the greater. Whole parts are compared first, then those of the rests turned over:
    /// so no product can be too large.
    pub fn order(self, other: Value) -> Ordering {
        let (mut left, mut right) = (self, other);
        loop {
            let whole = |value: Value| value.numerator.div_euclid(value.denominator);
            let rest = |value: Value| value.numerator.rem_euclid(value.denominator);
            let order = whole(left).cmp(&whole(right));
            match (rest(left), rest(right)) {
                _ if order.is_ne() => return order,
                (0, right) => return 0.cmp(&right),
                (_, 0) => return Ordering::Greater,
                (left_rest, right_rest) => {
                    let turned = |value: Value, rest: i128| Value { numerator: value.denominator, denominator: rest };
                    (left, right) = (turned(right, right_rest), turned(left, left_rest));
                }
            }
        }
    }

    /// Returns whether a target holds (S5.7); none where the figure is of no fixed length, as business days.
    pub fn holds(self, target: Target) -> Option<bool> {
        let figure = match target.figure {
            // A share and a number are written in millionths.
            Figure::Number(number) => i128::from(number.0),
            Figure::Count(count) => i128::from(count),
            Figure::Time(duration) => length(duration)?,
        };
        let order = self.order(Value { numerator: figure, denominator: 1 });
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
    /// trends of its alerts.
    ///
    /// # Errors
    /// When the groups have more windows than are kept: each has all from the first that any lead is in (S6.1).
    pub fn of(
        program: &Program,
        collection: &Collection,
        externals: &Externals,
        as_of: Instant,
    ) -> Result<Vec<Figures>, Full> {
        let mut kept = 0;
        let mut all = Vec::new();
        for (place, (series, total)) in series(program).into_iter().zip(&collection.totals).enumerate() {
            let (first, last) = span(program, series, total, as_of);
            let windows = usize::try_from(first.map_or(0, |first| last - first + 1)).unwrap_or(0);
            kept += windows * total.groups.len();
            if kept > MOST_FIGURES {
                return Err(Full { series: place, groups: total.groups.len() });
            }
            all.push(match &series.metric.base {
                Base::External(name) => external(program, series, externals.get(name), collection.period, as_of),
                _ => figures(program, series, total, collection.period, as_of),
            });
        }
        Ok(all)
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
    Figures { groups: derive(series.metric, vec![group], None), unplaced: 0 }
}

/// Returns the first window that any lead is in, where there is one, and the last or that of as-of.
fn span(program: &Program, series: Series<'_>, total: &Total, as_of: Instant) -> (Option<WindowNumber>, WindowNumber) {
    let now = series.per.of(program.contract.timezone.date(as_of));
    let windows = || total.cells.keys().map(|(_, window)| *window);
    (windows().min(), windows().max().unwrap_or(now).max(now))
}

fn figures(program: &Program, series: Series<'_>, total: &Total, period: Period, as_of: Instant) -> Figures {
    let zone = &program.contract.timezone;
    let (first, last) = span(program, series, total, as_of);
    let (first, last) = period.clip(series.per, first, last);
    // A group of which no lead says anything is none.
    let mut is_seen = vec![false; total.groups.len()];
    total.cells.keys().for_each(|(group, _)| is_seen[*group as usize] = true);
    total.before.iter().for_each(|group| is_seen[*group as usize] = true);
    let limits = matches!(series.metric.base, Base::Stuck(_)).then(|| Limits::of(total, series.per, zone, as_of));
    let groups: Vec<GroupFigures> = (0..total.groups.len())
        .filter(|place| is_seen[*place])
        .map(|place| {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            let figure = |window: WindowNumber| {
                let cell = total.cells.get(&(place, window));
                let Some(limits) = &limits else { return window_figure(program, series, window, cell, as_of) };
                let cell = cell.map(|cell| limits.count(window, cell));
                let figure = window_figure(program, series, window, cell.as_ref(), as_of);
                // Of no leads none is stuck, whatever the limit; of leads of which nobody knows since when, nobody knows.
                let is_nobody_there = figure.left_out[LeftOut::Indeterminate as usize] == 0;
                let is_known = if figure.total == 0 { is_nobody_there } else { limits.has(window) };
                WindowFigure { value: figure.value.filter(|_| is_known), ..figure }
            };
            GroupFigures {
                key: total.groups.key(place).clone(),
                place,
                shown: total.groups.shown(place),
                windows: first.map_or_else(Vec::new, |first| (first..=last).map(figure).collect()),
            }
        })
        .collect();
    let groups = derive(series.metric, groups, Some(&total.groups));
    let mut figures = Figures { groups, unplaced: total.unplaced };
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
    if metric.is_number_of_leads() {
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
        // Money is rounded to what it is written with (S1.7).
        Base::Velocity { .. } => {
            let days = cell.sum.checked_mul(i128::from(cell.hits))?.checked_mul(DAY)?;
            return whole(divide_rounding(days, Some(cell.took).filter(|took| *took > 0)?));
        }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn figures_are_ordered_as_their_products_are(a in -50_i128..50, b in 1_i128..20, c in -50_i128..50, d in 1_i128..20) {
            let (left, right) = (Value { numerator: a, denominator: b }, Value { numerator: c, denominator: d });
            prop_assert_eq!(left.order(right), (a * d).cmp(&(c * b)));
        }
    }

    #[test]
    fn the_largest_figures_have_an_order() {
        let huge = |numerator: i128, denominator: i128| Value { numerator, denominator };
        let (third, more) = (huge(i128::MAX / 3, i128::MAX), huge(i128::MAX / 3 + 1, i128::MAX));
        assert_eq!(third.order(more), Ordering::Less);
        assert_eq!(more.order(third), Ordering::Greater);
        assert_eq!(huge(i128::MIN, 7).order(huge(i128::MIN, 7)), Ordering::Equal);
    }
}
