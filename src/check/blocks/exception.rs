//! `exception`: leads that a block does not apply to, until a day.

use super::shared::criterion;
use crate::check::context::{Checker, Seen};
use crate::check::names::Kind;
use crate::syntax::ast::{Body, ExceptionStatement};

/// What there are exceptions to.
const BLOCKS: &[(&str, Kind)] =
    &[("icp", Kind::Icp), ("stage", Kind::Stage), ("sla", Kind::Sla), ("pause", Kind::Pause)];

pub(super) fn check(checker: &mut Checker<'_>, body: &Body<ExceptionStatement>) {
    let mut seen = Seen::default();
    for statement in &body.statements {
        let span = statement.span;
        match &statement.value {
            ExceptionStatement::To(block, name) => {
                if checker.once(&mut seen, "to", span)
                    && let Some(kind) = checker.one_of(block, "block that an exception is made to", BLOCKS)
                {
                    checker.resolve(name, kind);
                }
            }
            ExceptionStatement::Party(party) => {
                if checker.once(&mut seen, "party", span) {
                    checker.resolve_party(party);
                }
            }
            ExceptionStatement::Where(expression) => {
                if checker.once(&mut seen, "where", span) {
                    criterion(checker, expression);
                }
            }
            ExceptionStatement::Until(date) => {
                if checker.once(&mut seen, "until", span) {
                    checker.date(date);
                }
            }
        }
    }
    checker.needs(&body.header, body.complete, &seen, &["to", "party", "until"]);
}
