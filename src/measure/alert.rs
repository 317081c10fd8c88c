//! Trends that somebody must hear of (S6.5).

use std::cmp::Ordering;

use super::figures::{Figures, State, Value, WindowFigure};
use crate::ir::{Alert, Course, Trend};
use crate::types::Truth;

/// What an alert says, and each of its trends.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertVerdict {
    /// Whether it fires: met; whether too few data leave it open: unknown.
    pub fires: Truth,
    /// What each trend does.
    pub trends: Vec<Truth>,
}

/// Returns what an alert says; `figures` are those of its trends.
pub fn verdict(alert: &Alert, figures: &[Figures]) -> AlertVerdict {
    let trends: Vec<Truth> = alert.trends.iter().zip(figures).map(|(trend, figures)| holds(trend, figures)).collect();
    let needed = alert.needed as usize;
    let met = trends.iter().filter(|truth| **truth == Truth::Met).count();
    let possible = trends.iter().filter(|truth| **truth != Truth::Unmet).count();
    AlertVerdict { fires: Truth::of_readings(met >= needed, possible < needed), trends }
}

/// Returns whether a trend holds over the latest final windows: so many in a row, each with enough leads.
fn holds(trend: &Trend, figures: &Figures) -> Truth {
    let Some(group) = figures.groups.first() else { return Truth::Unknown };
    // A later window may be final while an earlier one waits; only adjacent ones are a course (S5.6).
    let finals: Vec<&WindowFigure> = group.windows.iter().take_while(|window| window.state == State::Final).collect();
    let windows = trend.windows as usize + usize::from(!matches!(trend.course, Course::Holds(_)));
    let Some(first) = finals.len().checked_sub(windows) else { return Truth::Unknown };
    let value = |window: &&WindowFigure| window.value.filter(|_| trend.metric.is_enough(window.total));
    let values: Option<Vec<Value>> = finals[first..].iter().map(value).collect();
    let Some(values) = values else { return Truth::Unknown };
    let order = |pair: &[Value]| pair[1].order(pair[0]);
    match trend.course {
        Course::Rising => values.windows(2).all(|pair| order(pair) == Ordering::Greater).into(),
        Course::Falling => values.windows(2).all(|pair| order(pair) == Ordering::Less).into(),
        Course::Holds(target) => {
            let held = values.iter().map(|value| value.holds(target).map_or(Truth::Unknown, Truth::from));
            held.min().unwrap_or(Truth::Unknown)
        }
    }
}
