//! Versions of a contract that begin on one day.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::{Category, Contract, Level, Other, Rule};
use crate::syntax::ast::ContractStatement;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L840", name: "same-effective-date", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Error,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let own = &contract.program.contract;
    let is_same = |other: &&Other| other.name == own.name && other.effective == own.effective;
    let Some(other) = contract.others.iter().find(is_same) else { return };
    let statement = contract
        .head_statements()
        .find(|statement| matches!(statement.value, ContractStatement::Effective(_)))
        .map_or(contract.place(), |statement| statement.span);
    found.push(
        Diagnostic::warning(RULE.code, format!("version {} of this contract begins on the same day", other.version))
            .label(statement, "which of the two is in force?")
            .help(format!("give one of them another day; the other is in `{}`", other.path)),
    );
}
