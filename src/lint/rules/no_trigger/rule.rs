//! Profiles without an occasion.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::contract::named;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Block, IcpStatement};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L827", name: "no-trigger", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Info,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for block in contract.ast.blocks() {
        let Block::Icp(body) = block else { continue };
        if !body.statements.iter().any(|statement| matches!(statement.value, IcpStatement::Triggers(..))) {
            found.push(
                Diagnostic::warning(RULE.code, "the profile asks for no occasion to buy")
                    .label(named(&body.header), "has no `triggers`")
                    .help("write what shows that one is buying now: a new site, a round of funding, a demo asked for"),
            );
        }
    }
}
