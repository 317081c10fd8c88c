//! What the figures of a batch come to: sources, commitments and kpis, window by window.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::Summary;
use super::human::{count, counted, share, table};
use crate::eval::LeftOut;
use crate::ir::{Alert, Figure, Measure, Metric, PauseRule, Quantity};
use crate::measure::alert::{self, AlertVerdict};
use crate::measure::pause::{PauseVerdict, SourceVerdict, follow};
use crate::measure::target::{TargetVerdict, target_of, verdict};
use crate::measure::{Figures, GroupFigures, State, WindowFigure};
use crate::statistics::interval;
use crate::time::Instant;
use crate::types::{Decimal, FieldId, Truth};

/// How many groups of a series the page shows, and how many windows a trend has.
const GROUPS: usize = 12;
const TREND: usize = 12;

/// Returns the rules that pause sources, each with its figures.
fn pauses<'s>(summary: &'s Summary<'_>) -> impl Iterator<Item = (&'s PauseRule, &'s Figures)> {
    summary.program.pauses.iter().zip(summary.figures)
}

/// Returns the commitments and kpis, each with its figures.
pub(super) fn measures<'s>(summary: &'s Summary<'_>) -> impl Iterator<Item = (&'s Measure, &'s Figures)> {
    summary.program.measures.iter().zip(&summary.figures[summary.program.pauses.len()..])
}

/// Iterates over the verdicts on all sources.
pub(super) fn verdicts<'s>(summary: &'s Summary<'_>) -> impl Iterator<Item = PauseVerdict> + 's {
    let zone = &summary.program.contract.timezone;
    pauses(summary).flat_map(move |(rule, figures)| {
        figures.groups.iter().map(move |group| follow(rule, group, zone, summary.as_of).verdict)
    })
}

/// Returns whether a commitment or kpi missed its target in its latest final window.
pub(super) fn has_missed(summary: &Summary<'_>) -> bool {
    let contract = &summary.program.contract;
    let missed = |measure: &Measure, group: &GroupFigures| {
        latest(group).is_some_and(|window| verdict(measure, window, contract) == TargetVerdict::Missed)
    };
    measures(summary).any(|(measure, figures)| figures.groups.iter().any(|group| missed(measure, group)))
}

/// Writes the sources for people: the verdict on each, and the windows it rests on.
pub(super) fn sources(summary: &Summary<'_>, width: usize) -> String {
    let zone = &summary.program.contract.timezone;
    let mut text = String::new();
    for (rule, figures) in pauses(summary) {
        let mut judged: Vec<(&GroupFigures, SourceVerdict)> =
            figures.groups.iter().map(|group| (group, follow(rule, group, zone, summary.as_of))).collect();
        // Those that ask for something come first.
        judged.sort_by_key(|(_, source)| (urgency(source.verdict), source.verdict));
        let rows = judged.iter().take(GROUPS).map(|(group, source)| {
            let latest = latest(group);
            vec![
                shown(group),
                said(summary, source),
                latest.map_or_else(String::new, |window| window.name(rule.per)),
                latest.map_or_else(String::new, |window| share(window.hits, window.total)),
                latest.map_or_else(String::new, of_so_many),
                latest.map_or_else(String::new, range),
                trend(group),
            ]
        });
        let by = names(summary, &rule.by);
        let header = [by.as_str(), "verdict", "latest final", "rate", "of decided", "95% interval", "trend"];
        text.push_str(&table(width, 3, &header, rows.collect()));
        let more = judged.len().saturating_sub(GROUPS);
        if more > 0 {
            let _ = writeln!(text, "  and {more} more of {}, in --summary", rule.name);
        }
        text.push_str(&unplaced(&rule.name, figures));
    }
    text
}

/// Writes of how many leads nobody knows in which window they count, and so are in no figure.
fn unplaced(name: &str, figures: &Figures) -> String {
    match figures.unplaced {
        0 => String::new(),
        leads => {
            format!("  {name} leaves out {}: it is not known in which window they count\n", counted(leads, "lead"))
        }
    }
}

fn urgency(verdict: PauseVerdict) -> u8 {
    match verdict {
        PauseVerdict::Pause | PauseVerdict::Rework => 0,
        PauseVerdict::Paused => 1,
        PauseVerdict::Watch => 2,
        PauseVerdict::Ok => 3,
        PauseVerdict::InsufficientData | PauseVerdict::Provisional => 4,
    }
}

fn said(summary: &Summary<'_>, source: &SourceVerdict) -> String {
    let day = |at: Instant| summary.program.contract.timezone.date(at);
    let word = source.verdict.word();
    match (source.verdict, source.pauses.last()) {
        (PauseVerdict::Pause | PauseVerdict::Rework | PauseVerdict::Paused, Some(pause)) => {
            format!("{word} since {}", day(pause.from))
        }
        (_, Some(pause)) => {
            let until = pause.until.map_or_else(String::new, |until| format!(" until {}", day(until)));
            format!("{word}; paused{until}")
        }
        _ => word.to_string(),
    }
}

/// Writes what was promised for people: the latest final window of each group.
pub(super) fn targets(summary: &Summary<'_>, width: usize) -> String {
    let owner = |measure: &Measure| match measure.party {
        Some(party) => format!("{} ({})", measure.name, summary.program.party(party)),
        None => measure.name.clone(),
    };
    let whole = measures(summary).filter(|(measure, _)| measure.by.is_empty());
    let rows: Vec<Vec<String>> = whole
        .map(|(measure, figures)| match figures.groups.first() {
            Some(group) => target_row(summary, measure, group, owner(measure)),
            None => vec![owner(measure), String::new(), String::new(), String::new(), "no_data".to_string()],
        })
        .collect();
    let mut text = if rows.is_empty() { String::new() } else { table(width, 5, &header("promise"), rows) };
    let whole = measures(summary).filter(|(measure, _)| measure.by.is_empty());
    whole.for_each(|(measure, figures)| text.push_str(&unplaced(&measure.name, figures)));
    for (measure, figures) in measures(summary).filter(|(measure, _)| !measure.by.is_empty()) {
        let rows = figures.groups.iter().take(GROUPS).map(|group| target_row(summary, measure, group, shown(group)));
        let by = names(summary, &measure.by);
        let _ = writeln!(text, "\n  {}, by {by}", owner(measure));
        text.push_str(&table(width, 5, &header(&by), rows.collect()));
        let more = figures.groups.len().saturating_sub(GROUPS);
        if more > 0 {
            let _ = writeln!(text, "  and {more} more, in --summary");
        }
        text.push_str(&unplaced(&measure.name, figures));
    }
    text
}

/// Returns the columns of promises, the first of which is what they are about.
fn header(first: &str) -> [&str; 8] {
    [first, "latest final", "figure", "target", "verdict", "met", "missed", "trend"]
}

fn target_row(summary: &Summary<'_>, measure: &Measure, group: &GroupFigures, name: String) -> Vec<String> {
    let contract = &summary.program.contract;
    let latest = latest(group);
    let counted = |wanted: TargetVerdict| {
        let windows = group.windows.iter().filter(|window| verdict(measure, window, contract) == wanted);
        count(windows.count() as u64)
    };
    vec![
        name,
        latest.map_or_else(String::new, |window| window.name(measure.per)),
        latest.map_or_else(String::new, |window| figure(measure, window)),
        latest.map_or_else(String::new, |window| wanted(summary, measure, window)),
        latest.map_or_else(|| "no_data".to_string(), |window| verdict(measure, window, contract).word().to_string()),
        counted(TargetVerdict::Met),
        counted(TargetVerdict::Missed),
        trend(group),
    ]
}

/// Returns the alerts, each with what it says.
fn alerts<'s>(summary: &'s Summary<'_>) -> impl Iterator<Item = (&'s Alert, AlertVerdict)> + 's {
    let mut next = summary.program.pauses.len() + summary.program.measures.len();
    summary.program.alerts.iter().map(move |alert| {
        let figures = &summary.figures[next..next + alert.trends.len()];
        next += alert.trends.len();
        (alert, alert::verdict(alert, figures))
    })
}

/// Writes the alerts for people: whether each fires, and what its trends do.
pub(super) fn trends(summary: &Summary<'_>) -> String {
    let mut text = String::new();
    for (alert, verdict) in alerts(summary) {
        let _ = writeln!(text, "  alert {}: {}", alert.name, fires(verdict.fires));
        for (trend, truth) in alert.trends.iter().zip(&verdict.trends) {
            let sign = match truth {
                Truth::Met => "✓",
                Truth::Unmet => "✗",
                Truth::Unknown => "?",
            };
            let source = summary.sources.slice(trend.span).split_whitespace().collect::<Vec<_>>().join(" ");
            let _ = writeln!(text, "    {sign} {source}");
        }
        if let (Truth::Met, Some((what, within))) = (verdict.fires, &alert.then) {
            let _ = writeln!(text, "    then, within {within}: {what}");
        }
    }
    text
}

fn fires(truth: Truth) -> &'static str {
    match truth {
        Truth::Met => "fires",
        Truth::Unmet => "quiet",
        Truth::Unknown => "insufficient_data",
    }
}

/// Returns the alerts for machines.
pub(super) fn alerts_json(summary: &Summary<'_>) -> Vec<Value> {
    let one = |(alert, verdict): (&Alert, AlertVerdict)| {
        let trends = alert
            .trends
            .iter()
            .zip(&verdict.trends)
            .map(|(trend, truth)| json!({ "trend": summary.sources.slice(trend.span), "truth": truth.word() }));
        json!({
            "name": alert.name,
            "verdict": fires(verdict.fires),
            "needed": alert.needed,
            "trends": trends.collect::<Vec<_>>(),
            "then": alert.then.as_ref().map(|(what, within)| json!({ "what": what, "within": within.to_string() })),
        })
    };
    alerts(summary).map(one).collect()
}

/// Returns the latest final window.
fn latest(group: &GroupFigures) -> Option<&WindowFigure> {
    group.windows.iter().rev().find(|window| window.state == State::Final)
}

fn shown(group: &GroupFigures) -> String {
    let values = group.shown.iter().map(|value| value.as_deref().unwrap_or("(none)"));
    values.collect::<Vec<_>>().join(", ")
}

fn names(summary: &Summary<'_>, by: &[FieldId]) -> String {
    by.iter().map(|field| summary.program.schema.field(*field).name.as_str()).collect::<Vec<_>>().join(", ")
}

fn of_so_many(window: &WindowFigure) -> String {
    format!("{} of {}", count(window.hits), count(window.total))
}

fn range(window: &WindowFigure) -> String {
    let tenths = |tenths: u16| format!("{}.{}", tenths / 10, tenths % 10);
    interval(window.hits, window.total)
        .map_or_else(String::new, |range| format!("{}–{}%", tenths(range.low), tenths(range.high)))
}

/// Writes a figure with its unit.
fn figure(measure: &Measure, window: &WindowFigure) -> String {
    let Some(value) = window.value else { return String::new() };
    let rounded = |scale: i128| crate::types::divide_rounding(value.numerator, value.denominator * scale);
    match measure.metric.quantity {
        Quantity::Share if measure.metric.is_rate() => {
            format!("{} ({})", share(window.hits, window.total), of_so_many(window))
        }
        Quantity::Share | Quantity::Change => {
            let tenths = rounded(i128::from(Decimal::ONE) / 1_000);
            let sign = if tenths < 0 { "-" } else { "" };
            format!("{sign}{}.{}%", tenths.abs() / 10, tenths.abs() % 10)
        }
        Quantity::Count => rounded(1).to_string(),
        Quantity::Any if matches!(measure.target.figure, Figure::Time(_)) => {
            let hours = rounded(i128::from(Instant::SECOND) * 3_600);
            format!("{} d {} h", hours / 24, hours % 24)
        }
        Quantity::Number | Quantity::Money | Quantity::Any => {
            let hundredths = rounded(i128::from(Decimal::ONE) / 100);
            format!("{}.{:02}", hundredths / 100, (hundredths % 100).abs())
        }
        Quantity::Time { .. } => {
            let seconds = rounded(i128::from(Instant::SECOND));
            let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
            match (days, measure.metric.quantity) {
                (1.., Quantity::Time { business: false }) => format!("{days} d {hours} h"),
                _ if seconds < 3_600 => format!("{minutes} min"),
                _ => format!("{} h {minutes} min", seconds / 3_600),
            }
        }
    }
}

/// Writes the target that held for a window, as the contract has it.
fn wanted(summary: &Summary<'_>, measure: &Measure, window: &WindowFigure) -> String {
    let target = target_of(measure, window, &summary.program.contract.timezone);
    // A phase of a timer's target has no text of its own: a share is written as it is.
    match target.figure {
        Figure::Number(share) if measure.metric.quantity == Quantity::Share => {
            format!("{} {}%", target.operator.sign(), Decimal(share.0.saturating_mul(100)))
        }
        _ => format!("{} {}", target.operator.sign(), summary.sources.slice(target.span)),
    }
}

/// Draws the last final windows: each as high as its figure is beside the highest.
fn trend(group: &GroupFigures) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let finals: Vec<Option<(i128, i128)>> = group
        .windows
        .iter()
        .filter(|window| window.state == State::Final)
        .map(|window| window.value.map(|value| (value.numerator, value.denominator)))
        .collect();
    let last = &finals[finals.len().saturating_sub(TREND)..];
    // For the eye only: whole thousandths of a unit will do.
    let height = |(numerator, denominator): (i128, i128)| numerator.max(0).saturating_mul(1_000) / denominator;
    let most = last.iter().flatten().map(|value| height(*value)).max().unwrap_or(0).max(1);
    let bar = |value: &Option<(i128, i128)>| match value {
        None => ' ',
        Some(value) => BARS[usize::try_from(height(*value) * 7 / most).unwrap_or(0).min(7)],
    };
    last.iter().map(bar).collect::<String>().trim_end().to_string()
}

/// Returns the sources for machines.
pub(super) fn sources_json(summary: &Summary<'_>) -> Vec<Value> {
    let zone = &summary.program.contract.timezone;
    let one = |(rule, figures): (&PauseRule, &Figures)| {
        let group = |group: &GroupFigures| {
            let source = follow(rule, group, zone, summary.as_of);
            let pauses = source.pauses.iter().map(
                |pause| json!({ "from": pause.from.to_string(), "until": pause.until.map(|until| until.to_string()) }),
            );
            json!({
                "group": by_field(summary, &rule.by, group),
                "verdict": source.verdict.word(),
                "run": source.run,
                "pauses": pauses.collect::<Vec<_>>(),
                "windows": group.windows.iter().map(|window| self::window(window, &rule.metric, rule.per)).collect::<Vec<_>>(),
            })
        };
        json!({
            "pause": rule.name,
            "metric": summary.sources.slice(rule.metric.span),
            "per": rule.per.word(),
            "groups": figures.groups.iter().map(group).collect::<Vec<_>>(),
            "unplaced": figures.unplaced,
        })
    };
    pauses(summary).map(one).collect()
}

/// Returns commitments and kpis for machines.
pub(super) fn targets_json(summary: &Summary<'_>) -> Vec<Value> {
    let contract = &summary.program.contract;
    let one = |(measure, figures): (&Measure, &Figures)| {
        let group = |group: &GroupFigures| {
            let windows = group.windows.iter().map(|window| {
                let mut row = self::window(window, &measure.metric, measure.per);
                row.insert("target".into(), json!(wanted(summary, measure, window)));
                row.insert("verdict".into(), json!(verdict(measure, window, contract).word()));
                Value::Object(row)
            });
            json!({ "group": by_field(summary, &measure.by, group), "windows": windows.collect::<Vec<_>>() })
        };
        json!({
            "block": measure.kind.word(),
            "name": measure.name,
            "party": measure.party.map(|party| summary.program.party(party)),
            "metric": summary.sources.slice(measure.metric.span),
            "per": measure.per.word(),
            "minimum": measure.metric.minimum,
            "groups": figures.groups.iter().map(group).collect::<Vec<_>>(),
            "unplaced": figures.unplaced,
        })
    };
    measures(summary).map(one).collect()
}

fn by_field(summary: &Summary<'_>, by: &[FieldId], group: &GroupFigures) -> Vec<Value> {
    let names = by.iter().map(|field| &summary.program.schema.field(*field).name);
    names.zip(&group.shown).map(|(field, value)| json!({ "field": field, "value": value })).collect()
}

/// Returns a window with its numbers. The rate is that of the numerator and denominator beside it, to six places.
fn window(window: &WindowFigure, metric: &Metric, per: crate::time::Window) -> Map<String, Value> {
    let mut row = Map::new();
    let left_out = LeftOut::ALL.map(|why| (why.word().to_string(), json!(window.left_out[why as usize])));
    let exact = window
        .value
        .map(|value| json!({ "numerator": value.numerator.to_string(), "denominator": value.denominator.to_string() }));
    // Of a sum or a time the two numbers beside it are no share.
    let interval = metric
        .is_rate()
        .then(|| interval(window.hits, window.total))
        .flatten()
        .map(|range| json!({ "low": f64::from(range.low) / 1_000.0, "high": f64::from(range.high) / 1_000.0 }));
    row.insert("window".into(), json!(window.name(per)));
    row.insert("start".into(), json!(window.start.to_string()));
    row.insert("state".into(), json!(window.state.word()));
    row.insert("final_at".into(), json!(window.final_at.to_string()));
    row.insert("numerator".into(), json!(window.hits));
    row.insert("denominator".into(), json!(window.total));
    row.insert("interval".into(), json!(interval));
    row.insert("value".into(), json!(exact));
    row.insert("left_out".into(), Value::Object(left_out.into_iter().collect()));
    row
}
