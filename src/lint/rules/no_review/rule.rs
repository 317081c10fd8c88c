//! A contract that nobody will read again.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::ContractStatement;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L822", name: "no-review", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let has_review =
        contract.head_statements().any(|statement| matches!(statement.value, ContractStatement::Review(_)));
    if !has_review {
        found.push(
            Diagnostic::warning(RULE.code, "nothing says when the contract is read again")
                .label(contract.place(), "how often?")
                .help("write `review monthly`: what is right about leads today is not in a year"),
        );
    }
}
