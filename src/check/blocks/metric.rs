//! Metrics: what each measures, of what, and in which quantity.

use indexmap::IndexSet;

use super::facts::Facts;
use super::figure::Quantity;
use super::point::{in_order, stage_with_instant};
use super::shared::{criterion, group, minimum};
use crate::check::context::{Checker, Seen};
use crate::check::names::snake;
use crate::check::{error, literal};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Body, Metric, MetricKind, MetricStatement, Name, Statistic};
use crate::types::Type;

/// What a metric measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measured {
    /// Its quantity.
    pub(super) quantity: Quantity,
    /// What may be made of it.
    pub(super) nature: Nature,
}

/// What may be made of a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// Its parts add up to the whole, so that one may ask for a part's share.
    Sum,
    /// A rate of leads, which a group of them has too.
    Rate,
    /// A value of leads.
    Value,
    /// A figure from outside, for all leads at once.
    Outside,
}

/// Where a metric stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// In a `metric` block, which may say the part that `share of` counts.
    MetricBlock,
    /// Anywhere else.
    Elsewhere,
}

/// Checks every metric block, each after the one it names.
pub(super) fn check_all(checker: &mut Checker<'_>, facts: &mut Facts<'_>) {
    // A metric names at most one other, so that each is followed along one line.
    let next: Vec<Option<(usize, Span)>> = facts.metrics.iter().map(|body| named_by(facts, body)).collect();
    let mut is_done = vec![false; next.len()];
    for start in 0..next.len() {
        let mut way: IndexSet<usize> = IndexSet::new();
        let mut current = Some(start);
        while let Some(place) = current.filter(|place| !is_done[*place]) {
            if let (from, false) = way.insert_full(place) {
                let circle: Vec<usize> = way.iter().copied().skip(from).collect();
                report_circle(checker, facts, &next, &circle);
                break;
            }
            current = next[place].map(|(named, _)| named);
        }
        for place in way.into_iter().rev() {
            is_done[place] = true;
            facts.measured[place] = check_block(checker, facts, facts.metrics[place]);
        }
    }
}

/// Returns the metric that a metric block is made of, and where it is named.
fn named_by(facts: &Facts<'_>, body: &Body<MetricStatement>) -> Option<(usize, Span)> {
    let mut metric = body.statements.iter().find_map(|statement| match &statement.value {
        MetricStatement::Metric(metric) => Some(metric),
        _ => None,
    })?;
    loop {
        metric = match &metric.kind {
            MetricKind::Share(inner) | MetricKind::Growth(inner) | MetricKind::Spread { metric: inner, .. } => inner,
            MetricKind::Named(name) => return facts.metric_place(name).map(|place| (place, name.span)),
            _ => return None,
        };
    }
}

fn report_circle(checker: &mut Checker<'_>, facts: &Facts<'_>, next: &[Option<(usize, Span)>], circle: &[usize]) {
    let way = circle.iter().filter_map(|place| {
        let name = facts.metrics[*place].header.name.as_ref()?;
        let (_, span) = next[*place]?;
        Some((name.value.clone(), span))
    });
    let way: Vec<(String, Span)> = way.collect();
    checker.push(error::cycle(&way));
}

fn check_block(checker: &mut Checker<'_>, facts: &Facts<'_>, body: &Body<MetricStatement>) -> Option<Measured> {
    let mut seen = Seen::default();
    let mut found: Option<(&Metric, Option<Measured>)> = None;
    let mut external: Option<Span> = None;
    for statement in &body.statements {
        let span = statement.span;
        match &statement.value {
            MetricStatement::Metric(metric) => {
                let is_first = one_metric(checker, &mut seen, span);
                let measured = measured(checker, facts, metric, Use::MetricBlock);
                if is_first {
                    found = Some((metric, measured));
                }
            }
            MetricStatement::External => {
                if one_metric(checker, &mut seen, span) {
                    external = Some(span);
                }
            }
            MetricStatement::Where(expression) => {
                if checker.once(&mut seen, "where", span) {
                    criterion(checker, expression);
                }
            }
            MetricStatement::Part(expression) => {
                if checker.once(&mut seen, "part", span) {
                    criterion(checker, expression);
                }
            }
            MetricStatement::Minimum(number) => {
                if checker.once(&mut seen, "minimum", span) {
                    minimum(checker, number);
                }
            }
        }
    }
    if let Some(external) = external {
        for statement in ["where", "part"] {
            if let Some(span) = seen.get(statement) {
                checker.push(error::not_for_external(statement, span, external));
            }
        }
        return Some(Measured { quantity: Quantity::Any, nature: Nature::Outside });
    }
    let Some((metric, measured)) = found else {
        if body.complete {
            checker.push(error::metric_of_nothing(body.header.keyword));
        }
        return None;
    };
    match (share_in(metric), seen.get("part")) {
        (Some(share), None) if body.complete => checker.push(error::share_without_part(share)),
        (None, Some(part)) => checker.push(error::part_without_share(part)),
        _ => {}
    }
    measured
}

/// Notes the metric of a block, of which there is one.
pub(super) fn one_metric(checker: &mut Checker<'_>, seen: &mut Seen, span: Span) -> bool {
    match seen.get("metric") {
        Some(first) => {
            checker.push(error::two_metrics(first, span));
            false
        }
        None => checker.once(seen, "metric", span),
    }
}

/// Returns where a metric asks for a share.
fn share_in(metric: &Metric) -> Option<Span> {
    match &metric.kind {
        MetricKind::Share(_) => Some(metric.span),
        MetricKind::Growth(inner) | MetricKind::Spread { metric: inner, .. } => share_in(inner),
        _ => None,
    }
}

/// Returns what a metric measures, where all that it names is there and of the right type.
pub(super) fn measured(checker: &mut Checker<'_>, facts: &Facts<'_>, metric: &Metric, place: Use) -> Option<Measured> {
    let plain = |quantity| Some(Measured { quantity, nature: Nature::Value });
    let rate = || Some(Measured { quantity: Quantity::Share, nature: Nature::Rate });
    match &metric.kind {
        MetricKind::RejectionRate(stage) | MetricKind::AcceptanceRate(stage) => {
            rejected(checker, facts, metric, stage.as_ref())?;
            rate()
        }
        MetricKind::FeedbackCompletion => {
            rejected(checker, facts, metric, None)?;
            rate()
        }
        MetricKind::Volume(stage) | MetricKind::Stuck(stage) => {
            checker.resolve_stage(stage)?;
            Some(Measured { quantity: Quantity::Count, nature: Nature::Sum })
        }
        MetricKind::Conversion { from, to, within } => {
            let first = stage_with_instant(checker, from, "a conversion");
            stages(checker, from, first.is_some(), to);
            if let Some(within) = within {
                checker.duration(within, literal::PLAIN);
            }
            rate()
        }
        MetricKind::WinRate => {
            lost(checker, facts, metric, "win_rate")?;
            rate()
        }
        MetricKind::Velocity => {
            lost(checker, facts, metric, "velocity")?;
            plain(Quantity::Money)
        }
        MetricKind::Attainment(sla) => {
            checker.resolve_sla(sla)?;
            rate()
        }
        MetricKind::Unanswered { sla, within } => {
            unanswered(checker, facts, sla, within.as_ref());
            rate()
        }
        MetricKind::Value { statistic, field, stage } => {
            let field = checker.resolve_number_field(field);
            checker.resolve_stage(stage);
            let is_money = checker.field(field?).kind == Type::Money;
            let quantity = if is_money { Quantity::Money } else { Quantity::Number };
            let nature = if statistic.value == Statistic::Sum { Nature::Sum } else { Nature::Value };
            Some(Measured { quantity, nature })
        }
        MetricKind::Distinct { field, stage } => {
            checker.resolve_field(field);
            checker.resolve_stage(stage);
            plain(Quantity::Count)
        }
        MetricKind::Age { statistic, stage } => {
            no_sum(checker, statistic);
            checker.resolve_stage(stage);
            plain(Quantity::Time { business: false })
        }
        MetricKind::TimeOf { statistic, sla } => {
            no_sum(checker, statistic);
            checker.resolve_sla(sla);
            plain(Quantity::Time { business: facts.runs_on_calendar(sla) })
        }
        MetricKind::TimeBetween { statistic, from, to } => {
            no_sum(checker, statistic);
            let first = checker.resolve_stage(from);
            stages(checker, from, first.is_some(), to);
            plain(Quantity::Time { business: false })
        }
        MetricKind::Share(inner) => share(checker, facts, metric, inner, place),
        MetricKind::Spread { metric: inner, by } => {
            let of = measured(checker, facts, inner, place);
            group(checker, by);
            let of = of_leads(checker, of?, inner, "spread")?;
            Some(Measured { nature: Nature::Value, ..of })
        }
        MetricKind::Growth(inner) => {
            let of = measured(checker, facts, inner, place)?;
            let nature = if of.nature == Nature::Outside { Nature::Outside } else { Nature::Value };
            Some(Measured { quantity: Quantity::Change, nature })
        }
        MetricKind::Named(name) => named(checker, facts, name),
    }
}

/// Checks fields that a metric is grouped by; a figure from outside has no leads to group.
pub(super) fn grouped(checker: &mut Checker<'_>, measured: Option<Measured>, metric: &Metric, by: &[Name]) {
    super::shared::groups(checker, by);
    if let (Some(measured), false) = (measured, by.is_empty()) {
        of_leads(checker, measured, metric, "by");
    }
}

fn of_leads(checker: &mut Checker<'_>, measured: Measured, metric: &Metric, word: &str) -> Option<Measured> {
    match measured.nature {
        Nature::Outside => checker.fail(error::external_grouped(word, metric.span)),
        _ => Some(measured),
    }
}

/// Checks that leads are rejected, and at the stage that is named.
fn rejected(checker: &mut Checker<'_>, facts: &Facts<'_>, metric: &Metric, stage: Option<&Name>) -> Option<()> {
    if let Some(stage) = stage {
        checker.resolve_stage(stage)?;
    }
    if !facts.has_rejection() {
        return checker.fail(error::without_rejection(metric.span));
    }
    match (stage, facts.rejected_at()) {
        (Some(stage), Some(right)) if snake(&stage.value) != snake(&right.value) => {
            checker.fail(error::not_rejected_at(stage, right))
        }
        _ => Some(()),
    }
}

/// Checks that a lead can be lost (S6.4).
fn lost(checker: &mut Checker<'_>, facts: &Facts<'_>, metric: &Metric, word: &str) -> Option<()> {
    if facts.can_be_lost() { Some(()) } else { checker.fail(error::never_lost(word, metric.span)) }
}

/// Checks the second of two stages, which comes after the first.
fn stages(checker: &mut Checker<'_>, from: &Name, is_known: bool, to: &Name) {
    if checker.resolve_stage(to).is_some() && is_known {
        in_order(checker, from, to);
    }
}

fn unanswered(checker: &mut Checker<'_>, facts: &Facts<'_>, sla: &Name, within: Option<&ast::Duration>) {
    checker.resolve_sla(sla);
    let Some(within) = within else { return };
    let length = checker.duration(within, literal::ANY);
    if length.is_some_and(|length| length.unit.is_business()) && !facts.runs_on_calendar(sla) {
        checker.push(error::sla_without_calendar(&sla.value, within.span));
    }
}

fn no_sum(checker: &mut Checker<'_>, statistic: &Spanned<Statistic>) {
    if statistic.value == Statistic::Sum {
        checker.push(error::sum_of_times(statistic.span));
    }
}

fn share(
    checker: &mut Checker<'_>,
    facts: &Facts<'_>,
    metric: &Metric,
    inner: &Metric,
    place: Use,
) -> Option<Measured> {
    let of = measured(checker, facts, inner, place);
    if place == Use::Elsewhere {
        return checker.fail(error::share_outside(metric.span));
    }
    let of = of?;
    if of.nature != Nature::Sum {
        return checker.fail(error::share_of_no_sum(inner.span, of.quantity.words()));
    }
    Some(Measured { quantity: Quantity::Share, nature: Nature::Rate })
}

fn named(checker: &mut Checker<'_>, facts: &Facts<'_>, name: &Name) -> Option<Measured> {
    checker.resolve_metric(name)?;
    let place = facts.metric_place(name)?;
    facts.measured.get(place).copied().flatten()
}
