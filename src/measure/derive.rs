//! What is made of figures: how far groups lie apart, and how a figure changed against the window before.

use indexmap::IndexMap;

use super::figures::{GroupFigures, State, Value, WindowFigure};
use super::group::GroupTable;
use crate::ir::{Derived, Metric};
use crate::types::Decimal;

/// Returns the figures of a metric from those that it is made of; shares are figures already. `table` has the groups,
/// where leads have some.
pub(super) fn derive(metric: &Metric, groups: Vec<GroupFigures>, table: Option<&GroupTable>) -> Vec<GroupFigures> {
    metric.derived.iter().fold(groups, |groups, derived| match derived {
        Derived::Share(_) => groups,
        Derived::Spread(_) => spread(metric, groups, table),
        Derived::Growth => groups.into_iter().map(growth).collect(),
    })
}

/// Returns how far the groups of the last field lie apart: the greatest figure less the least, over groups with enough
/// leads and a value, of which there must be two.
fn spread(metric: &Metric, groups: Vec<GroupFigures>, table: Option<&GroupTable>) -> Vec<GroupFigures> {
    let mut merged: IndexMap<Vec<Option<String>>, Vec<GroupFigures>> = IndexMap::new();
    for mut group in groups {
        let compared = group.key.pop();
        group.shown.pop();
        // A lead without a value is of no group that could be compared.
        if compared.flatten().is_some() {
            merged.entry(group.key.clone()).or_default().push(group);
        }
    }
    let one = |(key, groups): (Vec<Option<String>>, Vec<GroupFigures>)| {
        let first = groups.first()?;
        let windows = (0..first.windows.len())
            .map(|place| apart(metric, &groups.iter().map(|group| &group.windows[place]).collect::<Vec<_>>()));
        let windows = windows.collect::<Option<Vec<_>>>()?;
        // Together they may be spelt otherwise than any of them.
        let places = groups.iter().map(|group| group.place);
        let shown = table.map_or_else(|| first.shown.clone(), |table| table.shown_together(places, key.len()));
        Some(GroupFigures { key, place: first.place, shown, windows })
    };
    merged.into_iter().filter_map(one).collect()
}

fn apart(metric: &Metric, windows: &[&WindowFigure]) -> Option<WindowFigure> {
    let first = *windows.first()?;
    let is_enough = |window: &&&WindowFigure| metric.is_enough(window.total);
    let values: Vec<Value> = windows.iter().filter(is_enough).filter_map(|window| window.value).collect();
    let order = |left: &&Value, right: &&Value| left.order(**right);
    let ends = values.iter().max_by(order).zip(values.iter().min_by(order)).filter(|_| values.len() > 1);
    let value = ends.and_then(|(most, least)| {
        let high = most.numerator.checked_mul(least.denominator)?;
        let low = least.numerator.checked_mul(most.denominator)?;
        let denominator = most.denominator.checked_mul(least.denominator)?;
        Some(Value { numerator: high.checked_sub(low)?, denominator })
    });
    Some(WindowFigure {
        state: windows.iter().map(|window| window.state).max().unwrap_or(first.state),
        final_at: windows.iter().map(|window| window.final_at).max().unwrap_or(first.final_at),
        hits: 0,
        total: windows.iter().map(|window| window.total).sum(),
        left_out: std::array::from_fn(|why| windows.iter().map(|window| window.left_out[why]).sum()),
        value,
        ..first.clone()
    })
}

/// Returns how each window's figure changed against the one before; nothing where that is not above 0.
fn growth(group: GroupFigures) -> GroupFigures {
    let before = std::iter::once(None).chain(group.windows.iter().map(Some));
    let windows = before.zip(&group.windows).map(|(before, window)| {
        let value = before.and_then(|before| before.value).zip(window.value).and_then(|(before, now)| {
            // now / before - 1, in millionths.
            let denominator = now.denominator.checked_mul(before.numerator)?;
            let numerator = now.numerator.checked_mul(before.denominator)?.checked_sub(denominator)?;
            let numerator = numerator.checked_mul(i128::from(Decimal::ONE))?;
            (denominator > 0).then_some(Value { numerator, denominator })
        });
        let is_final = before.is_none_or(|before| before.state == State::Final);
        let state = if is_final { window.state } else { window.state.max(State::Provisional) };
        let final_at = before.map_or(window.final_at, |before| window.final_at.max(before.final_at));
        WindowFigure { value, state, final_at, ..window.clone() }
    });
    GroupFigures { windows: windows.collect(), ..group }
}
