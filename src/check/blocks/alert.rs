//! `alert`: trends that somebody must hear of.

use super::facts::Facts;
use super::figure;
use super::metric::{self, Use};
use super::shared::{minimum, run};
use crate::check::context::{Checker, Seen};
use crate::check::{error, literal};
use crate::ir::{self, Course, Target};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{AlertStatement, Body, Number, Trend};

/// Returns an alert, where it has no error.
pub(super) fn check(checker: &mut Checker<'_>, facts: &Facts<'_>, body: &Body<AlertStatement>) -> Option<ir::Alert> {
    let mut seen = Seen::default();
    let (mut needed, mut trends, mut least, mut then) = (None, None, None, None);
    for statement in &body.statements {
        let span = statement.span;
        match &statement.value {
            AlertStatement::When(at_least, written) => {
                if checker.once(&mut seen, "when", span) {
                    needed = count(checker, at_least.as_ref(), written, span, body.complete);
                    let checked: Vec<Option<ir::Trend>> =
                        written.iter().map(|trend| check_trend(checker, facts, trend)).collect();
                    trends = checked.into_iter().collect::<Option<Vec<_>>>();
                }
            }
            AlertStatement::Minimum(number) => {
                if checker.once(&mut seen, "minimum", span) {
                    least = minimum(checker, number);
                }
            }
            AlertStatement::Then(what, duration) => {
                if checker.once(&mut seen, "then", span) {
                    then = checker.duration(duration, literal::PLAIN).map(|within| (what.value.clone(), within));
                }
            }
        }
    }
    checker.needs(&body.header, body.complete, &seen, &["when"]);
    let with_minimum = |trend: ir::Trend| ir::Trend { metric: metric::held(trend.metric, None, least), ..trend };
    Some(ir::Alert {
        name: body.header.name.as_ref()?.value.clone(),
        label: body.header.label.as_ref().map(|label| label.value.clone()),
        needed: needed?,
        trends: trends?.into_iter().map(with_minimum).collect(),
        then,
        span: body.header.span,
    })
}

/// Returns how many trends must hold; a block that was not wholly read may have more of them than are known.
fn count(
    checker: &mut Checker<'_>,
    at_least: Option<&Number>,
    trends: &[Spanned<Trend>],
    span: Span,
    is_complete: bool,
) -> Option<u32> {
    if trends.is_empty() && is_complete {
        return checker.fail(error::nothing_listed("`when`", span));
    }
    let Some(number) = at_least else { return u32::try_from(trends.len()).ok() };
    let wanted = checker.integer(number, 0..=i64::MAX)?;
    let is_reached = usize::try_from(wanted).is_ok_and(|wanted| wanted <= trends.len());
    if wanted == 0 || (!is_reached && is_complete) {
        return checker.fail(error::bad_count(number, trends.len(), "trends"));
    }
    u32::try_from(wanted).ok()
}

fn check_trend(checker: &mut Checker<'_>, facts: &Facts<'_>, trend: &Spanned<Trend>) -> Option<ir::Trend> {
    match &trend.value {
        Trend::Direction { metric, rising, run: length } => {
            let measured = metric::measured(checker, facts, metric, Use::Elsewhere);
            let course = if *rising { Course::Rising } else { Course::Falling };
            let (windows, per) = run(checker, length)?;
            Some(ir::Trend { metric: measured?, course, windows, per, span: trend.span })
        }
        Trend::Threshold { metric, operator, value, run: length } => {
            let measured = metric::measured(checker, facts, metric, Use::Elsewhere);
            let bound = figure::bound(checker, operator);
            let checked =
                measured.as_ref().and_then(|measured| figure::check(checker, metric.span, measured.quantity, value));
            let run = run(checker, length);
            bound?;
            let target =
                Target { operator: figure::operator(operator.value), figure: checked?.figure, span: value.span };
            let (windows, per) = run?;
            Some(ir::Trend { metric: measured?, course: Course::Holds(target), windows, per, span: trend.span })
        }
    }
}
