//! Timers that may run out as often as they like.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Base, SlaId};
use crate::lint::contract::named;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Block, SlaStatement};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L833", name: "sla-without-target", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Info,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for block in contract.ast.blocks() {
        let Block::Sla(body) = block else { continue };
        let has_target = body.statements.iter().any(|statement| matches!(statement.value, SlaStatement::Target(_)));
        let name = body.header.name.as_ref().map_or("", |name| name.value.as_str());
        if !has_target && !is_measured(contract, name) {
            found.push(
                Diagnostic::warning(RULE.code, "no share of these timers has to be met")
                    .label(named(&body.header), "has no `target`")
                    .help("write `target 95% per month`: some are always missed, and the share says how many are too many"),
            );
        }
    }
}

/// Returns whether a commitment or a figure holds the timer to something.
fn is_measured(contract: &Contract<'_>, name: &str) -> bool {
    let Some(place) = contract.program.slas.iter().position(|sla| sla.name == name) else { return false };
    let is_this = |sla: SlaId| sla.index() == place;
    contract.program.measures.iter().any(|measure| match &measure.metric.base {
        Base::Attainment(sla) | Base::Unanswered { sla, .. } | Base::TimeOf { sla, .. } => is_this(*sla),
        _ => false,
    })
}
