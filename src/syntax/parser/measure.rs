//! Metrics, targets and trends.

use super::node::{Built, Node};
use super::{Rule, error, expression, literal};
use crate::source::Spanned;
use crate::syntax::ast::{Measure, Metric, MetricKind, Quota, Run, Statistic, Trend};

/// Builds a metric.
pub(super) fn metric(node: &Node<'_>) -> Built<Metric> {
    let form = node.only()?;
    let mut children = form.children();
    let kind = match form.rule() {
        Rule::rejection_rate => MetricKind::RejectionRate(children.maybe_name()),
        Rule::acceptance_rate => MetricKind::AcceptanceRate(children.maybe_name()),
        Rule::volume => MetricKind::Volume(children.name()?),
        Rule::conversion => {
            MetricKind::Conversion { from: children.name()?, to: children.name()?, within: children.in_time()? }
        }
        Rule::win_rate => MetricKind::WinRate,
        Rule::velocity => MetricKind::Velocity(children.maybe_name()),
        Rule::feedback => MetricKind::FeedbackCompletion,
        Rule::attainment => MetricKind::Attainment(children.name()?),
        Rule::unanswered => MetricKind::Unanswered { sla: children.name()?, within: children.in_time()? },
        Rule::stuck => MetricKind::Stuck(children.name()?),
        Rule::distinct => MetricKind::Distinct { field: children.name()?, stage: children.name()? },
        Rule::value_of => MetricKind::Value {
            statistic: statistic(&children.take(Rule::statistic)?),
            field: children.name()?,
            stage: children.name()?,
        },
        Rule::age_of => {
            MetricKind::Age { statistic: statistic(&children.take(Rule::statistic)?), stage: children.name()? }
        }
        Rule::time_of => {
            MetricKind::TimeOf { statistic: statistic(&children.take(Rule::statistic)?), sla: children.name()? }
        }
        Rule::time_between => MetricKind::TimeBetween {
            statistic: statistic(&children.take(Rule::statistic)?),
            from: children.name()?,
            to: children.name()?,
        },
        Rule::share => MetricKind::Share(Box::new(metric(&children.take(Rule::metric)?)?)),
        Rule::spread => {
            MetricKind::Spread { metric: Box::new(metric(&children.take(Rule::metric)?)?), by: children.name()? }
        }
        Rule::growth => MetricKind::Growth(Box::new(metric(&children.take(Rule::metric)?)?)),
        Rule::named_metric => MetricKind::Named(children.name()?),
        _ => return Err(error::unreadable(form.span())),
    };
    Ok(Metric { kind, span: node.span() })
}

fn statistic(node: &Node<'_>) -> Spanned<Statistic> {
    let statistic = match node.text() {
        "sum" => Statistic::Sum,
        "mean" => Statistic::Mean,
        "median" => Statistic::Median,
        _ => Statistic::P90,
    };
    Spanned::new(statistic, node.span())
}

/// Builds what a kpi or a commitment asks for.
pub(super) fn measure(node: &Node<'_>) -> Built<Measure> {
    let mut children = node.children();
    Ok(Measure {
        metric: metric(&children.take(Rule::metric)?)?,
        operator: expression::comparison(&children.take(Rule::comparison)?),
        value: expression::figure(&children.take(Rule::figure)?)?,
        per: children.name_in(Rule::per)?,
        by: children.names_in(Rule::by)?,
    })
}

/// Builds a condition of an alert.
pub(super) fn trend(node: &Node<'_>) -> Built<Spanned<Trend>> {
    let mut children = node.children();
    let metric = metric(&children.take(Rule::metric)?)?;
    let run = run(&children.take(Rule::run)?)?;
    let trend = match children.maybe(Rule::comparison) {
        Some(operator) => Trend::Threshold {
            metric,
            operator: expression::comparison(&operator),
            value: expression::figure(&children.take(Rule::figure)?)?,
            run,
        },
        None => Trend::Direction { metric, rising: children.has(Rule::k_rising), run },
    };
    Ok(Spanned::new(trend, node.span()))
}

/// Builds `for 2 consecutive months`.
pub(super) fn run(node: &Node<'_>) -> Built<Run> {
    let mut children = node.children();
    Ok(Run { count: children.number()?, window: children.name()?, span: node.span() })
}

/// Builds `95% per month by owner`.
pub(super) fn quota(node: &Node<'_>) -> Built<Quota> {
    let mut children = node.children();
    let per = children.take(Rule::per)?.children().name()?;
    Ok(Quota { share: literal::number(&children.take(Rule::number)?), per, by: children.names_in(Rule::by)? })
}
