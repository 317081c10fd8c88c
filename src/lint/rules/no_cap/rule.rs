//! A right to hand leads back that knows no measure.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::contract::named;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Block, RejectionStatement};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L830", name: "no-cap", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Info,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for block in contract.ast.blocks() {
        let Block::Rejection(body) = block else { continue };
        if !body.statements.iter().any(|statement| matches!(statement.value, RejectionStatement::Cap(_))) {
            found.push(
                Diagnostic::warning(RULE.code, "as many leads may come back as there are")
                    .label(named(&body.header), "has no `cap`")
                    .help("write `cap 30% per month by owner`, or a share that both parties can live with"),
            );
        }
    }
}
