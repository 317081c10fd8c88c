//! What a promise or an alert measures: a metric, and shares, spreads and growths of it.

use std::collections::{BTreeMap, BTreeSet};

use super::lead::{DAY, HOUR, Length, Per};
use super::reference::{Batch, Counted, Filter, Group, Metric, Of, Stage, Window};

/// What is measured, as a contract writes it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    pub(super) metric: Metric,
    /// A share of this part.
    pub(super) part: Option<Filter>,
    /// A `metric` block, with its filter and minimum.
    pub(super) block: Option<(Filter, Option<u64>)>,
    /// The spread of it by this field.
    pub(super) spread: Option<&'static str>,
    /// The growth of all that.
    pub(super) growth: bool,
}

/// What is measured, with all filters; its minimum stands before that of the metric it names.
pub(super) struct Asked {
    pub(super) metric: Metric,
    pub(super) part: Option<Filter>,
    pub(super) filters: Vec<Filter>,
    pub(super) minimum: Option<u64>,
    pub(super) spread: Option<&'static str>,
    growth: bool,
}

/// How a figure is held against another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Least,
    Above,
    Most,
    Below,
}

impl Sign {
    pub(super) fn written(self) -> &'static str {
        match self {
            Sign::Least => ">=",
            Sign::Above => ">",
            Sign::Most => "<=",
            Sign::Below => "<",
        }
    }

    pub(super) fn holds(self, (numerator, denominator): (i128, i128), figure: i128) -> bool {
        let figure = figure * denominator;
        match self {
            Sign::Least => numerator >= figure,
            Sign::Above => numerator > figure,
            Sign::Most => numerator <= figure,
            Sign::Below => numerator < figure,
        }
    }
}

impl Measure {
    pub(super) fn plain(metric: Metric) -> Self {
        Self { metric, part: None, block: None, spread: None, growth: false }
    }

    pub(super) fn share(metric: Metric, part: Filter) -> Self {
        Self { part: Some(part), block: Some((Filter::All, None)), ..Self::plain(metric) }
    }

    pub(super) fn spread(self, field: &'static str) -> Self {
        Self { spread: Some(field), ..self }
    }

    pub(super) fn growth(self) -> Self {
        Self { growth: true, ..self }
    }

    pub(super) fn named(self, filter: Filter, minimum: Option<u64>) -> Self {
        Self { block: Some((filter, minimum)), ..self }
    }

    pub(super) fn asked(&self, filter: Filter, minimum: Option<u64>) -> Asked {
        let (own, least) = self.block.unwrap_or((Filter::All, None));
        Asked {
            metric: self.metric,
            part: self.part,
            filters: vec![filter, own],
            minimum: minimum.or(least),
            spread: self.spread,
            growth: self.growth,
        }
    }

    /// Writes it; `name` is that of its block.
    pub(super) fn written(&self, name: &str) -> String {
        let mut text = if self.block.is_some() { name.to_string() } else { written(self.metric) };
        if let Some(field) = self.spread {
            text = format!("spread of {text} by {field}");
        }
        if self.growth { format!("growth of {text}") } else { text }
    }

    /// Writes its block, if it has one.
    pub(super) fn block(&self, name: &str) -> String {
        let Some((filter, minimum)) = self.block else { return String::new() };
        let share = if self.part.is_some() { "share of " } else { "" };
        let part = self.part.and_then(Filter::written).map(|part| format!("  part {part}\n")).unwrap_or_default();
        let filter = filter.written().map(|filter| format!("  where {filter}\n")).unwrap_or_default();
        let minimum = minimum.map(|minimum| format!("  minimum {minimum}\n")).unwrap_or_default();
        format!("metric {name} {{\n  {share}{}\n{part}{filter}{minimum}}}\n", written(self.metric))
    }

    /// Writes a figure in the unit of it; a growth lies around nothing.
    pub(super) fn figure(&self, figure: i64) -> String {
        match self.metric {
            _ if self.growth => format!("{}%", figure - 50),
            _ if self.part.is_some() => format!("{figure}%"),
            Metric::Volume(_)
            | Metric::Amount(..)
            | Metric::Size(..)
            | Metric::Stuck(_)
            | Metric::Distinct(..)
            | Metric::Velocity => figure.to_string(),
            Metric::TimeOfAnswer(_) => format!("{figure} hours"),
            Metric::TimeBetween(..) | Metric::Age(..) => format!("{figure} days"),
            _ => format!("{figure}%"),
        }
    }

    /// Returns a figure in the units of values: millionths, microseconds or leads.
    pub(super) fn units(&self, figure: i64) -> i128 {
        let figure = i128::from(figure);
        match self.metric {
            _ if self.growth => (figure - 50) * 10_000,
            _ if self.part.is_some() => figure * 10_000,
            Metric::Volume(_) | Metric::Stuck(_) | Metric::Distinct(..) => figure,
            Metric::Amount(..) | Metric::Size(..) | Metric::Velocity => figure * 1_000_000,
            Metric::TimeOfAnswer(_) => figure * i128::from(HOUR),
            Metric::TimeBetween(..) | Metric::Age(..) => figure * i128::from(DAY),
            _ => figure * 10_000,
        }
    }
}

impl Asked {
    /// Returns whether a window has fewer leads than it must have (S6.1).
    pub(super) fn few(&self, window: &Window) -> bool {
        self.minimum.is_some_and(|minimum| minimum > 1 && window.denominator < minimum)
    }

    /// Returns the figure of a window that has its minimum.
    pub(super) fn known(&self, window: &Window) -> Option<(i128, i128)> {
        window.value.filter(|_| !self.few(window))
    }
}

impl Filter {
    pub(super) fn written(self) -> Option<&'static str> {
        match self {
            Filter::All => None,
            Filter::Vip => Some("vip = true"),
            Filter::Answered => Some("answered_at is present"),
            Filter::Webinar => Some("source = \"Webinar\""),
        }
    }
}

impl Batch<'_> {
    /// Counts what is asked for.
    pub(super) fn figures(&self, asked: &Asked, per: Per, by: &[&str]) -> Counted {
        let fields: Vec<&str> = by.iter().copied().chain(asked.spread).collect();
        let mut counted = self.counted(asked, per, &fields);
        if asked.spread.is_some() {
            counted.groups = spread(asked, by.len(), &counted.groups);
        }
        if asked.growth {
            for windows in counted.groups.values_mut() {
                *windows = growth(windows);
            }
        }
        counted
    }
}

/// Puts the groups of the last field together: how far the greatest of them lies from the least, of those that have
/// their minimum; two there must be. The leads without a value are no group to compare.
fn spread(asked: &Asked, fields: usize, groups: &BTreeMap<Group, Vec<Window>>) -> BTreeMap<Group, Vec<Window>> {
    let groups: BTreeMap<&Group, &Vec<Window>> = groups.iter().filter(|(group, _)| !group[fields].0).collect();
    let keys: BTreeSet<Group> = groups.keys().map(|group| group[..fields].to_vec()).collect();
    let together = |key: Group| {
        let parts: Vec<&Vec<Window>> =
            groups.iter().filter(|(group, _)| group[..fields] == key).map(|(_, windows)| *windows).collect();
        let windows = (0..parts[0].len()).map(|place| {
            let parts: Vec<&Window> = parts.iter().map(|windows| &windows[place]).collect();
            let mut values: Vec<(i128, i128)> = parts.iter().filter_map(|window| asked.known(window)).collect();
            values.sort_by(|left, right| (left.0 * right.1).cmp(&(right.0 * left.1)));
            let mut whole = Window { numerator: 0, ..parts[0].clone() };
            for part in &parts[1..] {
                whole.denominator += part.denominator;
                whole.final_at = whole.final_at.max(part.final_at);
                for (place, count) in part.left_out.iter().enumerate() {
                    whole.left_out[place] += count;
                }
                if part.state != "final" {
                    whole.state = part.state;
                }
            }
            whole.value = match (values.first(), values.last()) {
                (Some(least), Some(most)) if values.len() > 1 => {
                    Some(reduced(most.0 * least.1 - least.0 * most.1, most.1 * least.1))
                }
                _ => None,
            };
            whole
        });
        let windows = windows.collect();
        (key, windows)
    };
    keys.into_iter().map(together).collect()
}

/// Holds each window against the one before it, of which no minimum is asked.
fn growth(windows: &[Window]) -> Vec<Window> {
    let mut grown = windows.to_vec();
    for place in 0..windows.len() {
        let before = place.checked_sub(1).map(|before| &windows[before]);
        grown[place].value = match (before.and_then(|before| before.value), windows[place].value) {
            (Some(before), Some(now)) if before.0 != 0 => {
                Some(reduced((now.0 * before.1 - before.0 * now.1) * 1_000_000, before.0 * now.1))
            }
            _ => None,
        };
        if let Some(before) = before {
            grown[place].final_at = windows[place].final_at.max(before.final_at);
            if before.state != "final" {
                grown[place].state = "provisional";
            }
        }
    }
    grown
}

/// Returns a fraction in its least terms, as fractions of fractions grow.
pub(super) fn reduced(numerator: i128, denominator: i128) -> (i128, i128) {
    let (mut left, mut right) = (numerator.abs(), denominator);
    while right != 0 {
        (left, right) = (right, left % right);
    }
    (numerator / left, denominator / left)
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Mql => "mql",
        Stage::Sal => "sal",
        Stage::Won => "won",
    }
}

fn of(of: Of) -> &'static str {
    match of {
        Of::Sum => "sum",
        Of::Mean => "mean",
        Of::Median => "median",
        Of::P90 => "p90",
    }
}

fn within(length: Option<Length>) -> String {
    length.map_or_else(String::new, |length| format!(" within {}", length.written()))
}

/// Writes a metric.
pub(super) fn written(metric: Metric) -> String {
    match metric {
        Metric::RejectionRate => "rejection_rate".into(),
        Metric::AcceptanceRate => "acceptance_rate".into(),
        Metric::FeedbackCompletion => "feedback_completion".into(),
        Metric::Volume(of) => format!("volume of {}", stage(of)),
        Metric::Conversion(from, to, length) => {
            format!("conversion from {} to {}{}", stage(from), stage(to), within(length))
        }
        Metric::WinRate => "win_rate".into(),
        Metric::Attainment => "attainment of answer".into(),
        Metric::Unanswered(length) => format!("unanswered of answer{}", within(length)),
        Metric::Amount(statistic, at) => format!("{} of amount at {}", of(statistic), stage(at)),
        Metric::Size(statistic, at) => format!("{} of size at {}", of(statistic), stage(at)),
        Metric::TimeOfAnswer(statistic) => format!("{} time of answer", of(statistic)),
        Metric::TimeBetween(statistic, from, to) => {
            format!("{} time from {} to {}", of(statistic), stage(from), stage(to))
        }
        Metric::Distinct(field, at) => format!("distinct {} at {}", format!("{field:?}").to_lowercase(), stage(at)),
        Metric::Velocity => "velocity".into(),
        Metric::Age(statistic, at) => format!("{} age of {}", of(statistic), stage(at)),
        Metric::Stuck(at) => format!("stuck of {}", stage(at)),
    }
}
