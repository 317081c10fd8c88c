//! `exit`: a way out of the funnel.

use super::shared::{criterion, reason_field};
use crate::check::context::{Checker, Seen};
use crate::check::error;
use crate::syntax::ast::{Exit, ExitStatement};

/// What a lead that left may be.
const OUTCOMES: &[&str] = &["lost", "recycled", "disqualified"];

pub(super) fn check(checker: &mut Checker<'_>, exit: &Exit) {
    let body = &exit.body;
    match &exit.from {
        Some(stage) => {
            checker.resolve_stage(stage);
        }
        None => checker.push(error::exit_from_nowhere(body.header.keyword)),
    }
    let mut seen = Seen::default();
    for statement in &body.statements {
        let span = statement.span;
        match &statement.value {
            ExitStatement::Recorded(field, because) => {
                recorded_once(checker, &mut seen, "recorded", span);
                checker.resolve_time_field(field);
                if let Some(because) = because {
                    reason_field(checker, because);
                }
            }
            ExitStatement::RecordedWhen(expression) => {
                recorded_once(checker, &mut seen, "recorded when", span);
                criterion(checker, expression);
            }
            ExitStatement::Outcome(word) => {
                if checker.once(&mut seen, "outcome", span) {
                    checker.one_of_words(word, "outcome of an exit", OUTCOMES);
                }
            }
        }
    }
    if seen.get("recorded when").is_none() {
        checker.needs(&body.header, body.complete, &seen, &["recorded"]);
    }
    checker.needs(&body.header, body.complete, &seen, &["outcome"]);
}

/// Notes `recorded` or `recorded when`, of which one may be said, and once.
pub(super) fn recorded_once(
    checker: &mut Checker<'_>,
    seen: &mut Seen,
    statement: &'static str,
    span: crate::source::Span,
) {
    let other = if statement == "recorded" { "recorded when" } else { "recorded" };
    match seen.get(other) {
        Some(first) => checker.push(error::either_or("recorded", first, span)),
        None => {
            checker.once(seen, statement, span);
        }
    }
}
