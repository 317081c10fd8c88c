//! Rejections by the party that handed the lead over.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Block, RejectionStatement};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L813", name: "rejected-by-the-giver", page: include_str!("rule.md") },
    category: Category::Correctness,
    level: Level::Error,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let program = contract.program;
    let Some(rejection) = &program.rejection else { return };
    let stage = program.stage(rejection.of);
    let Some(handoff) = stage.handoff.filter(|handoff| handoff.from == rejection.party) else { return };
    for block in contract.ast.blocks() {
        let Block::Rejection(body) = block else { continue };
        for statement in &body.statements {
            let RejectionStatement::Party(party) = &statement.value else { continue };
            found.push(
                Diagnostic::error(RULE.code, "the party that hands the lead over also hands it back")
                    .label(party.span, format!("gives it at `{}`", stage.name))
                    .help(format!("write `party {}`: who takes a lead may reject it", program.party(handoff.to))),
            );
        }
    }
}
