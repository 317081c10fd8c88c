//! Metrics: what each measures, of what, and in which quantity.

use indexmap::IndexSet;

use super::facts::Facts;
use super::figure::words;
use super::point::{in_order, stage_with_instant};
use super::shared::{criterion, group, minimum};
use crate::check::context::{Checker, Seen};
use crate::check::names::snake;
use crate::check::{error, literal};
use crate::ir::{self, Base, Criterion, Derived, Limit, NodeId, Quantity, StageId, Statistic};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Body, Metric, MetricKind, MetricStatement, Name};
use crate::types::{FieldId, Type};

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

/// Returns what may be made of a metric.
pub(super) fn nature(metric: &ir::Metric) -> Nature {
    let of_base = match &metric.base {
        Base::Rejections { .. }
        | Base::FeedbackCompletion
        | Base::Conversion { .. }
        | Base::WinRate
        | Base::Attainment(_)
        | Base::Unanswered { .. } => Nature::Rate,
        Base::Volume(_) | Base::Stuck(_) | Base::Value { statistic: Statistic::Sum, .. } => Nature::Sum,
        Base::Velocity { .. }
        | Base::Value { .. }
        | Base::Distinct { .. }
        | Base::Age { .. }
        | Base::TimeOf { .. }
        | Base::TimeBetween { .. } => Nature::Value,
        Base::External(_) => Nature::Outside,
    };
    metric.derived.iter().fold(of_base, |nature, derived| match derived {
        Derived::Share(_) => Nature::Rate,
        Derived::Growth if nature == Nature::Outside => Nature::Outside,
        Derived::Growth | Derived::Spread(_) => Nature::Value,
    })
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

fn check_block(checker: &mut Checker<'_>, facts: &Facts<'_>, body: &Body<MetricStatement>) -> Option<ir::Metric> {
    let mut seen = Seen::default();
    let mut found: Option<(&Metric, Option<ir::Metric>)> = None;
    let mut external: Option<Span> = None;
    let (mut filter, mut part, mut least) = (None, None, None);
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
                    filter = criterion(checker, expression);
                }
            }
            MetricStatement::Part(expression) => {
                if checker.once(&mut seen, "part", span) {
                    part = criterion(checker, expression);
                }
            }
            MetricStatement::Minimum(number) => {
                if checker.once(&mut seen, "minimum", span) {
                    least = minimum(checker, number);
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
        let name = body.header.name.as_ref().map(|name| name.value.clone()).unwrap_or_default();
        return Some(plain(Base::External(name), Quantity::Any, body.header.span));
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
    let mut measured = measured?;
    for derived in &mut measured.derived {
        if let (Derived::Share(whole), Some(part)) = (derived, &part) {
            *whole = part.clone();
        }
    }
    Some(held(measured, filter, least))
}

/// Returns a metric over fewer leads: those that a block's filter lets through, and from its minimum on.
pub(super) fn held(metric: ir::Metric, filter: Option<Criterion>, minimum: Option<i64>) -> ir::Metric {
    let mut filters = metric.filters;
    filters.extend(filter);
    ir::Metric { filters, minimum: minimum.unwrap_or(metric.minimum), ..metric }
}

fn plain(base: Base, quantity: Quantity, span: Span) -> ir::Metric {
    ir::Metric { base, derived: Vec::new(), filters: Vec::new(), minimum: 1, quantity, span }
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
pub(super) fn measured(
    checker: &mut Checker<'_>,
    facts: &Facts<'_>,
    metric: &Metric,
    place: Use,
) -> Option<ir::Metric> {
    let of = |base: Base, quantity: Quantity| Some(plain(base, quantity, metric.span));
    let rate = |base: Base| of(base, Quantity::Share);
    match &metric.kind {
        MetricKind::RejectionRate(stage) | MetricKind::AcceptanceRate(stage) => {
            rejected(checker, facts, metric, stage.as_ref())?;
            rate(Base::Rejections { accepted: matches!(metric.kind, MetricKind::AcceptanceRate(_)) })
        }
        MetricKind::FeedbackCompletion => {
            rejected(checker, facts, metric, None)?;
            rate(Base::FeedbackCompletion)
        }
        MetricKind::Volume(stage) => of(Base::Volume(checker.resolve_stage(stage)?), Quantity::Count),
        MetricKind::Stuck(stage) => of(Base::Stuck(checker.resolve_stage(stage)?), Quantity::Count),
        MetricKind::Conversion { from, to, within } => {
            let first = stage_with_instant(checker, from, "a conversion");
            let second = stages(checker, from, first.is_some(), to);
            // A wrong period has its error; what is said of the figure is said all the same.
            let within = within.as_ref().and_then(|within| checker.duration(within, literal::PLAIN));
            rate(Base::Conversion { from: first?, to: second?, within })
        }
        MetricKind::WinRate => {
            lost(checker, facts, metric, "win_rate")?;
            rate(Base::WinRate)
        }
        MetricKind::Velocity(field) => {
            let is_lost = lost(checker, facts, metric, "velocity");
            let field = money(checker, metric, field.as_ref());
            is_lost?;
            of(Base::Velocity { field: field? }, Quantity::Money)
        }
        MetricKind::Attainment(sla) => rate(Base::Attainment(checker.resolve_sla(sla)?)),
        MetricKind::Unanswered { sla, within } => rate(unanswered(checker, facts, sla, within.as_ref())?),
        MetricKind::Value { statistic, field, stage } => {
            let field = checker.resolve_number_field(field);
            let stage = checker.resolve_stage(stage);
            let (field, stage) = (field?, stage?);
            let is_money = checker.field(field).kind == Type::Money;
            let quantity = if is_money { Quantity::Money } else { Quantity::Number };
            of(Base::Value { statistic: lowered(statistic.value), field, stage }, quantity)
        }
        MetricKind::Distinct { field, stage } => {
            let field = checker.resolve_field(field);
            let stage = checker.resolve_stage(stage);
            of(Base::Distinct { field: field?, stage: stage? }, Quantity::Count)
        }
        MetricKind::Age { statistic, stage } => {
            no_sum(checker, statistic);
            let base = Base::Age { statistic: lowered(statistic.value), stage: checker.resolve_stage(stage)? };
            of(base, Quantity::Time { business: false })
        }
        MetricKind::TimeOf { statistic, sla } => {
            no_sum(checker, statistic);
            let base = Base::TimeOf { statistic: lowered(statistic.value), sla: checker.resolve_sla(sla)? };
            of(base, Quantity::Time { business: facts.runs_on_calendar(sla) })
        }
        MetricKind::TimeBetween { statistic, from, to } => {
            no_sum(checker, statistic);
            let first = checker.resolve_stage(from);
            let second = stages(checker, from, first.is_some(), to);
            let base = Base::TimeBetween { statistic: lowered(statistic.value), from: first?, to: second? };
            of(base, Quantity::Time { business: false })
        }
        MetricKind::Share(inner) => share(checker, facts, metric, inner, place),
        MetricKind::Spread { metric: inner, by } => {
            let measured = measured(checker, facts, inner, place);
            let group = group(checker, by);
            let measured = of_leads(checker, measured?, inner, "spread")?;
            Some(derived(measured, Derived::Spread(group?), None))
        }
        MetricKind::Growth(inner) => {
            let measured = measured(checker, facts, inner, place)?;
            Some(derived(measured, Derived::Growth, Some(Quantity::Change)))
        }
        MetricKind::Named(name) => named(checker, facts, name),
    }
}

fn derived(mut metric: ir::Metric, derived: Derived, quantity: Option<Quantity>) -> ir::Metric {
    metric.derived.push(derived);
    ir::Metric { quantity: quantity.unwrap_or(metric.quantity), ..metric }
}

fn lowered(statistic: ast::Statistic) -> Statistic {
    match statistic {
        ast::Statistic::Sum => Statistic::Sum,
        ast::Statistic::Mean => Statistic::Mean,
        ast::Statistic::Median => Statistic::Median,
        ast::Statistic::P90 => Statistic::P90,
    }
}

/// Returns the fields that a metric is grouped by; a figure from outside has no leads to group.
pub(super) fn grouped(
    checker: &mut Checker<'_>,
    measured: Option<&ir::Metric>,
    metric: &Metric,
    by: &[Name],
) -> Option<Vec<FieldId>> {
    let fields: Option<Vec<FieldId>> = super::shared::groups(checker, by).into_iter().collect();
    if let (Some(measured), false) = (measured, by.is_empty()) {
        of_leads(checker, measured.clone(), metric, "by")?;
    }
    fields
}

fn of_leads(checker: &mut Checker<'_>, measured: ir::Metric, metric: &Metric, word: &str) -> Option<ir::Metric> {
    match nature(&measured) {
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

/// Returns the amount that is named, or the lead's only one.
fn money(checker: &mut Checker<'_>, metric: &Metric, field: Option<&Name>) -> Option<FieldId> {
    if let Some(name) = field {
        let field = checker.resolve_number_field(name)?;
        let kind = checker.field(field).kind;
        return if kind == Type::Money { Some(field) } else { checker.fail(error::wrong_field(name, "money", kind)) };
    }
    let amounts = checker.lead_fields(Type::Money);
    match amounts[..] {
        [(field, _)] => Some(field),
        _ => {
            let names: Vec<&str> = amounts.iter().map(|(_, name)| name.as_str()).collect();
            checker.fail(error::which_money(metric.span, &names))
        }
    }
}

/// Returns the second of two stages, which comes after the first.
fn stages(checker: &mut Checker<'_>, from: &Name, is_known: bool, to: &Name) -> Option<StageId> {
    let second = checker.resolve_stage(to)?;
    if is_known {
        in_order(checker, from, to);
    }
    Some(second)
}

fn unanswered(
    checker: &mut Checker<'_>,
    facts: &Facts<'_>,
    sla: &Name,
    within: Option<&ast::Duration>,
) -> Option<Base> {
    let id = checker.resolve_sla(sla);
    let Some(within) = within else { return Some(Base::Unanswered { sla: id?, within: None }) };
    let length = checker.duration(within, literal::ANY)?;
    if length.unit.is_business() && !facts.runs_on_calendar(sla) {
        return checker.fail(error::sla_without_calendar(&sla.value, within.span));
    }
    let limit = if within.same_time { Limit::SameTime(length.amount) } else { Limit::Within(length) };
    Some(Base::Unanswered { sla: id?, within: Some(limit) })
}

fn no_sum(checker: &mut Checker<'_>, statistic: &Spanned<ast::Statistic>) {
    if statistic.value == ast::Statistic::Sum {
        checker.push(error::sum_of_times(statistic.span));
    }
}

fn share(
    checker: &mut Checker<'_>,
    facts: &Facts<'_>,
    metric: &Metric,
    inner: &Metric,
    place: Use,
) -> Option<ir::Metric> {
    let of = measured(checker, facts, inner, place);
    if place == Use::Elsewhere {
        return checker.fail(error::share_outside(metric.span));
    }
    let of = of?;
    if nature(&of) != Nature::Sum {
        return checker.fail(error::share_of_no_sum(inner.span, words(of.quantity)));
    }
    // The block's `part` takes this place.
    let part = Criterion { name: None, node: NodeId(0), span: metric.span, parts: Vec::new() };
    Some(derived(of, Derived::Share(part), Some(Quantity::Share)))
}

fn named(checker: &mut Checker<'_>, facts: &Facts<'_>, name: &Name) -> Option<ir::Metric> {
    checker.resolve_metric(name)?;
    let place = facts.metric_place(name)?;
    facts.measured.get(place).cloned().flatten()
}
