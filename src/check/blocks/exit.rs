//! `exit`: a way out of the funnel.

use super::shared::{criterion, reason_field};
use crate::check::context::{Checker, Seen};
use crate::check::error;
use crate::ir;
use crate::syntax::ast::{Exit, ExitStatement};

pub(super) fn check(checker: &mut Checker<'_>, exit: &Exit) -> Option<ir::Exit> {
    let body = &exit.body;
    let from = match &exit.from {
        Some(stage) => checker.resolve_stage(stage),
        None => checker.fail(error::exit_from_nowhere(body.header.keyword)),
    };
    let (mut record, mut reason, mut outcome) = (None, None, None);
    let mut seen = Seen::default();
    for statement in &body.statements {
        let span = statement.span;
        match &statement.value {
            ExitStatement::Recorded(field, because) => {
                recorded_once(checker, &mut seen, "recorded", span);
                record = checker.resolve_time_field(field).map(ir::Recorded::At);
                reason = because.as_ref().map(|because| reason_field(checker, because));
            }
            ExitStatement::RecordedWhen(expression) => {
                recorded_once(checker, &mut seen, "recorded when", span);
                record = criterion(checker, expression).map(ir::Recorded::When);
            }
            ExitStatement::Outcome(word) => {
                if checker.once(&mut seen, "outcome", span) {
                    outcome = checker.one_of(word, "outcome of an exit", &ir::Outcome::WORDS);
                }
            }
        }
    }
    if seen.get("recorded when").is_none() {
        checker.needs(&body.header, body.complete, &seen, &["recorded"]);
    }
    checker.needs(&body.header, body.complete, &seen, &["outcome"]);
    Some(ir::Exit {
        name: body.header.name.as_ref()?.value.clone(),
        from: from?,
        recorded: record?,
        because: reason.flatten(),
        outcome: outcome?,
        span: body.header.span,
    })
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
