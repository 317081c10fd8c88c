//! Profiles of companies without people.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::contract::named;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Block, IcpStatement};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L826", name: "no-persona", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Info,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for block in contract.ast.blocks() {
        let Block::Icp(body) = block else { continue };
        let has = |wanted: fn(&IcpStatement) -> bool| body.statements.iter().any(|statement| wanted(&statement.value));
        // Of a customer one knows whom to talk to.
        let expands = has(|statement| matches!(statement, IcpStatement::Motion(motion) if motion.value == "expand"));
        if !expands && !has(|statement| matches!(statement, IcpStatement::Personas(..))) {
            found.push(
                Diagnostic::warning(RULE.code, "the profile says nothing about people")
                    .label(named(&body.header), "has no `personas`")
                    .help("write who has to be there: the one who signs, the one who wants it, the one who can stop it"),
            );
        }
    }
}
