//! Exceptions that are over.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Block, ExceptionStatement};
use crate::time::Date;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L815", name: "ended-exception", page: include_str!("rule.md") },
    category: Category::Correctness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let Some(today) = contract.today else { return };
    for block in contract.ast.blocks() {
        let Block::Exception(body) = block else { continue };
        for statement in &body.statements {
            let ExceptionStatement::Until(until) = &statement.value else { continue };
            if Date::parse(&until.value).is_some_and(|until| until <= today) {
                let name = body.header.name.as_ref().map_or("", |name| name.value.as_str());
                found.push(
                    Diagnostic::warning(RULE.code, format!("the exception `{name}` is over"))
                        .label(until.span, format!("it is {today}"))
                        .help("take it away, or agree on it anew with another day"),
                );
            }
        }
    }
}
