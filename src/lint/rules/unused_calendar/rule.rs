//! Calendars that no timer runs on.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::Block;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L805", name: "unused-calendar", page: include_str!("rule.md") },
    category: Category::Correctness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for name in contract.unused(|block| matches!(block, Block::Calendar(_))) {
        found.push(
            Diagnostic::warning(RULE.code, format!("nothing runs on the calendar `{}`", name.value))
                .label(name.span, "not used")
                .help("write `on` and its name behind the time that is business time, or take it away"),
        );
    }
}
