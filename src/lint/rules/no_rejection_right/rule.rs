//! Hand-offs that cannot be answered with no.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Block, StageStatement};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L828", name: "no-rejection-right", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    if contract.program.rejection.is_some() {
        return;
    }
    // A contract has one such right, so one finding: at the first hand-off.
    let handoff = contract.ast.blocks().find_map(|block| {
        let Block::Stage(stage) = block else { return None };
        stage.body.statements.iter().find_map(|statement| match &statement.value {
            StageStatement::Handoff(from, to) => Some((from, to)),
            _ => None,
        })
    });
    if let Some((from, to)) = handoff {
        found.push(
            Diagnostic::warning(RULE.code, format!("`{}` cannot hand a lead back", to.value))
                .label(from.span.to(to.span), "takes whatever comes")
                .help("write a `rejection`: until when, for which reasons, and what silence means"),
        );
    }
}
