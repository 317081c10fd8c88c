//! Timers that run out unheard.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::contract::named;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Block, SlaStatement};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L832", name: "sla-without-escalation", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Info,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for block in contract.ast.blocks() {
        let Block::Sla(body) = block else { continue };
        if !body.statements.iter().any(|statement| matches!(statement.value, SlaStatement::Escalate(..))) {
            found.push(
                Diagnostic::warning(RULE.code, "nobody hears of it when this timer runs out")
                    .label(named(&body.header), "has no `escalate`")
                    .help("write `escalate at 100% to` with somebody who can still see to the lead"),
            );
        }
    }
}
