//! Calendars that know of no holiday.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::contract::named;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Block, CalendarStatement};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L838", name: "calendar-without-closed-days", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Info,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for block in contract.ast.blocks() {
        let Block::Calendar(body) = block else { continue };
        let is_closed = |statement: &CalendarStatement| {
            matches!(statement, CalendarStatement::Closed { .. } | CalendarStatement::ClosedFrom(_))
        };
        if !body.statements.iter().any(|statement| is_closed(&statement.value)) {
            found.push(
                Diagnostic::warning(RULE.code, "business time runs on every holiday")
                    .label(named(&body.header), "has no `closed` day")
                    .help("write `closed DATE` for each, or `closed from` with a calendar of public holidays"),
            );
        }
    }
}
