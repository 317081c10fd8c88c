//! The statements of what the teams owe each other: from the sla to the review.

use super::node::{Built, Children, Node};
use super::{Rule, Statement, agreement, error, expression, literal, measure};
use crate::source::Spanned;
use crate::syntax::ast::{
    AgendaContent, AgendaItem, AlertStatement, ExceptionStatement, MeasureStatement, MetricStatement, PauseStatement,
    Point, Reason, RejectionStatement, ReviewStatement, SlaStatement,
};

/// Builds a statement of `sla`.
pub(super) fn sla(statement: Statement<'_>) -> Built<SlaStatement> {
    let mut children = statement.children;
    Ok(match statement.rule {
        Rule::party => SlaStatement::Party(children.name()?),
        Rule::starts => SlaStatement::Starts(point(&children.take(Rule::point)?)?),
        Rule::stops => SlaStatement::Stops(point(&children.take(Rule::point)?)?),
        Rule::cancelled => SlaStatement::CancelledWhen(children.expression()?),
        Rule::paused => SlaStatement::Paused(children.name()?, children.name()?),
        Rule::filtered => SlaStatement::Where(children.expression()?),
        Rule::on_calendar_when => SlaStatement::Calendar(children.name()?, children.expression_in(Rule::condition_of)?),
        Rule::within => SlaStatement::Within {
            duration: children.duration()?,
            on: children.name_in(Rule::on_calendar)?,
            when: children.expression_in(Rule::condition_of)?,
        },
        Rule::by_end => SlaStatement::EndOfBusinessDay {
            on: children.name_in(Rule::on_calendar)?,
            when: children.expression_in(Rule::condition_of)?,
        },
        Rule::warn => SlaStatement::Warn(children.number()?),
        Rule::escalate => SlaStatement::Escalate(children.number()?, children.text()?),
        Rule::target => SlaStatement::Target(measure::quota(&children.take(Rule::quota)?)?),
        Rule::before_share => SlaStatement::Before(children.when()?, children.number()?),
        Rule::consequence => SlaStatement::Consequence(children.text()?),
        _ => return Err(error::unreadable(statement.span)),
    })
}

fn point(node: &Node<'_>) -> Built<Spanned<Point>> {
    let form = node.only()?;
    let mut children = form.children();
    let point = match form.rule() {
        Rule::first_of => Point::FirstOf(children.names()?),
        Rule::first_activity => {
            Point::FirstActivity { activity: children.name()?, filter: children.expression_in(Rule::filter)? }
        }
        _ => Point::Name(form.name()),
    };
    Ok(Spanned::new(point, node.span()))
}

/// Builds a statement of `rejection`.
pub(super) fn rejection(statement: Statement<'_>) -> Built<RejectionStatement> {
    let mut children = statement.children;
    Ok(match statement.rule {
        Rule::party => RejectionStatement::Party(children.name()?),
        Rule::of_stage => RejectionStatement::Of(children.name()?),
        Rule::recorded if children.has(Rule::expression) => RejectionStatement::RecordedWhen(children.expression()?),
        Rule::recorded => RejectionStatement::Recorded(children.name()?, children.name_in(Rule::because)?),
        Rule::within_on => RejectionStatement::Within(children.duration()?, children.name_in(Rule::on_calendar)?),
        Rule::on_expiry => RejectionStatement::OnExpiry(children.name()?),
        Rule::dispute => RejectionStatement::Dispute {
            within: children.duration()?,
            recorded: children.name()?,
            upheld: children.expression()?,
        },
        Rule::escalate_disputes => RejectionStatement::EscalateDisputes(children.text()?),
        Rule::reasons => RejectionStatement::Reasons(statement.lines.iter().map(reason).collect::<Built<_>>()?),
        Rule::cap => RejectionStatement::Cap(measure::quota(&children.take(Rule::quota)?)?),
        Rule::consequence => RejectionStatement::Consequence(children.text()?),
        _ => return Err(error::unreadable(statement.span)),
    })
}

fn reason(node: &Node<'_>) -> Built<Reason> {
    let mut children = node.children();
    Ok(Reason {
        code: children.name()?,
        label: children.text()?,
        also: agreement::also(&mut children)?,
        counts_against_nobody: children.has(Rule::nobody),
        span: node.span(),
    })
}

/// Builds a statement of `pause`.
pub(super) fn pause(statement: Statement<'_>) -> Built<PauseStatement> {
    let mut children = statement.children;
    Ok(match statement.rule {
        Rule::by_fields => PauseStatement::By(children.names()?),
        Rule::when_run => PauseStatement::When {
            metric: measure::metric(&children.take(Rule::metric)?)?,
            operator: expression::comparison(&children.take(Rule::comparison)?),
            value: expression::figure(&children.take(Rule::figure)?)?,
            run: measure::run(&children.take(Rule::run)?)?,
        },
        Rule::filtered => PauseStatement::Where(children.expression()?),
        Rule::minimum_decided => PauseStatement::Minimum(children.number()?),
        Rule::gap => PauseStatement::Gap(children.name()?),
        Rule::confidence => PauseStatement::Confidence(children.number()?),
        Rule::then => PauseStatement::Then(children.name()?),
        Rule::resume if children.has(Rule::by) => PauseStatement::ResumeSigned(children.names_in(Rule::by)?),
        Rule::resume => PauseStatement::ResumeAfter(children.duration()?),
        Rule::resumed => PauseStatement::Resumed {
            values: children.texts()?,
            date: children.when()?,
            by: children.names_in(Rule::by)?,
        },
        _ => return Err(error::unreadable(statement.span)),
    })
}

/// Builds a statement of `commitment` or of `kpi`.
pub(super) fn target(statement: Statement<'_>) -> Built<MeasureStatement> {
    let mut children = statement.children;
    Ok(match statement.rule {
        Rule::party => MeasureStatement::Party(children.name()?),
        Rule::measure => MeasureStatement::Measure(measure::measure(&statement.node)?),
        Rule::filtered => MeasureStatement::Where(children.expression()?),
        Rule::minimum => MeasureStatement::Minimum(children.number()?),
        Rule::before => MeasureStatement::Before(
            children.when()?,
            expression::comparison(&children.take(Rule::comparison)?),
            expression::figure(&children.take(Rule::figure)?)?,
        ),
        Rule::consequence => MeasureStatement::Consequence(children.text()?),
        _ => return Err(error::unreadable(statement.span)),
    })
}

/// Builds a statement of `metric`.
pub(super) fn metric(statement: Statement<'_>) -> Built<MetricStatement> {
    let mut children = statement.children;
    Ok(match statement.rule {
        Rule::metric_is => MetricStatement::Metric(measure::metric(&children.take(Rule::metric)?)?),
        Rule::external => MetricStatement::External,
        Rule::filtered => MetricStatement::Where(children.expression()?),
        Rule::part => MetricStatement::Part(children.expression()?),
        Rule::minimum => MetricStatement::Minimum(children.number()?),
        _ => return Err(error::unreadable(statement.span)),
    })
}

/// Builds a statement of `alert`.
pub(super) fn alert(statement: Statement<'_>) -> Built<AlertStatement> {
    let mut children = statement.children;
    let trend = |children: &mut Children<'_>| measure::trend(&children.take(Rule::trend_of)?);
    Ok(match statement.rule {
        Rule::when_trend => AlertStatement::When(None, vec![trend(&mut children)?]),
        Rule::when_several => {
            let trends = statement.lines.iter().map(|line| trend(&mut line.children())).collect::<Built<_>>()?;
            AlertStatement::When(Some(children.number()?), trends)
        }
        Rule::minimum => AlertStatement::Minimum(children.number()?),
        Rule::then_within => AlertStatement::Then(children.text()?, children.duration()?),
        _ => return Err(error::unreadable(statement.span)),
    })
}

/// Builds a statement of `exception`.
pub(super) fn exception(statement: Statement<'_>) -> Built<ExceptionStatement> {
    let mut children = statement.children;
    Ok(match statement.rule {
        Rule::to => ExceptionStatement::To(children.take(Rule::any_word)?.name(), children.name()?),
        Rule::party => ExceptionStatement::Party(children.name()?),
        Rule::filtered => ExceptionStatement::Where(children.expression()?),
        Rule::until => ExceptionStatement::Until(literal::when(&children.take(Rule::instant)?)),
        _ => return Err(error::unreadable(statement.span)),
    })
}

/// Builds a statement of `review`.
pub(super) fn review(statement: Statement<'_>) -> Built<ReviewStatement> {
    let mut children = statement.children;
    Ok(match statement.rule {
        Rule::owner => ReviewStatement::Owner(children.text()?),
        Rule::attendees => ReviewStatement::Attendees(children.texts()?),
        Rule::quorum => ReviewStatement::Quorum(children.number()?, children.texts()?),
        Rule::held => ReviewStatement::Held(children.name()?, children.duration()?),
        Rule::log => ReviewStatement::Log(children.duration()?),
        Rule::agenda => ReviewStatement::Agenda(statement.lines.iter().map(item).collect::<Built<_>>()?),
        _ => return Err(error::unreadable(statement.span)),
    })
}

fn item(node: &Node<'_>) -> Built<AgendaItem> {
    let mut children = node.children();
    let title = children.text()?;
    let content = if children.has(Rule::k_deals) {
        AgendaContent::Deals(children.expression()?)
    } else if children.has(Rule::k_notes) {
        AgendaContent::Notes
    } else {
        match children.maybe(Rule::metric) {
            Some(metric) => AgendaContent::Metric(measure::metric(&metric)?, children.names_in(Rule::by)?),
            None => AgendaContent::Title,
        }
    };
    Ok(AgendaItem { title, content, span: node.span() })
}
