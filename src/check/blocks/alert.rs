//! `alert`: trends that somebody must hear of.

use super::facts::Facts;
use super::figure;
use super::metric::{self, Use};
use super::shared::{minimum, run};
use crate::check::context::{Checker, Seen};
use crate::check::{error, literal};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{AlertStatement, Body, Number, Trend};

pub(super) fn check(checker: &mut Checker<'_>, facts: &Facts<'_>, body: &Body<AlertStatement>) {
    let mut seen = Seen::default();
    for statement in &body.statements {
        let span = statement.span;
        match &statement.value {
            AlertStatement::When(at_least, trends) => {
                if checker.once(&mut seen, "when", span) {
                    count(checker, at_least.as_ref(), trends, span, body.complete);
                    for trend in trends {
                        check_trend(checker, facts, &trend.value);
                    }
                }
            }
            AlertStatement::Minimum(number) => {
                if checker.once(&mut seen, "minimum", span) {
                    minimum(checker, number);
                }
            }
            AlertStatement::Then(_, duration) => {
                if checker.once(&mut seen, "then", span) {
                    checker.duration(duration, literal::PLAIN);
                }
            }
        }
    }
    checker.needs(&body.header, body.complete, &seen, &["when"]);
}

/// Checks `at least N of`; a block that was not wholly read may have more trends than are known.
fn count(
    checker: &mut Checker<'_>,
    at_least: Option<&Number>,
    trends: &[Spanned<Trend>],
    span: Span,
    is_complete: bool,
) {
    if trends.is_empty() && is_complete {
        checker.push(error::nothing_listed("`when`", span));
        return;
    }
    let Some(number) = at_least else { return };
    let Some(wanted) = checker.integer(number, 0..=i64::MAX) else { return };
    let is_reached = usize::try_from(wanted).is_ok_and(|wanted| wanted <= trends.len());
    if wanted == 0 || (!is_reached && is_complete) {
        checker.push(error::bad_count(number, trends.len(), "trends"));
    }
}

fn check_trend(checker: &mut Checker<'_>, facts: &Facts<'_>, trend: &Trend) {
    match trend {
        Trend::Direction { metric, run: length, .. } => {
            metric::measured(checker, facts, metric, Use::Elsewhere);
            run(checker, length);
        }
        Trend::Threshold { metric, operator, value, run: length } => {
            let measured = metric::measured(checker, facts, metric, Use::Elsewhere);
            figure::bound(checker, operator);
            if let Some(measured) = measured {
                figure::check(checker, metric.span, measured.quantity, value);
            }
            run(checker, length);
        }
    }
}
