//! Profiles that leave nobody out.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::contract::named;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Block, IcpStatement};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L825", name: "no-disqualifier", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Info,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for block in contract.ast.blocks() {
        let Block::Icp(body) = block else { continue };
        if !body.statements.iter().any(|statement| matches!(statement.value, IcpStatement::Disqualify(_))) {
            found.push(
                Diagnostic::warning(RULE.code, "the profile leaves nobody out")
                    .label(named(&body.header), "has no `disqualify`")
                    .help("write down whom neither team may bring: competitors, customers, countries under embargo"),
            );
        }
    }
}
