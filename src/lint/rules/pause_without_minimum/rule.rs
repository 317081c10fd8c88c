//! Pauses that a handful of leads can bring about.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::contract::named;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Block, PauseStatement};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L861", name: "pause-without-minimum", page: include_str!("rule.md") },
    category: Category::Statistics,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for block in contract.ast.blocks() {
        let Block::Pause(body) = block else { continue };
        let has_minimum = body.statements.iter().any(|statement| matches!(statement.value, PauseStatement::Minimum(_)));
        if !has_minimum {
            found.push(
                Diagnostic::warning(RULE.code, "a single lead can pause a source")
                    .label(named(&body.header), "asks for no number of leads")
                    .help("write `minimum 20 decided`, or as many as its sources send in a window"),
            );
        }
    }
}
