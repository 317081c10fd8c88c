//! A contract that nobody keeps.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::ContractStatement;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L821", name: "no-owner", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let has_owner = contract.head_statements().any(|statement| matches!(statement.value, ContractStatement::Owner(_)));
    if !has_owner {
        found.push(
            Diagnostic::warning(RULE.code, "nobody owns the contract")
                .label(contract.place(), "whose is it?")
                .help("write `owner \"…\"`: one person who keeps it true, of neither party alone"),
        );
    }
}
