//! Parties that have not signed.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::ContractStatement;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L836", name: "unsigned", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    // What is not in force yet may wait for its signatures.
    if contract.today.is_some_and(|today| today < contract.program.contract.effective) {
        return;
    }
    let has_signed = |wanted: &str| {
        contract.head_statements().any(|statement| match &statement.value {
            ContractStatement::Signed { party, .. } => party.value == wanted,
            _ => false,
        })
    };
    for statement in contract.head_statements() {
        let ContractStatement::Party(name, _) = &statement.value else { continue };
        if !has_signed(&name.value) {
            found.push(
                Diagnostic::warning(RULE.code, format!("`{}` has not signed", name.value))
                    .label(name.span, "agrees to nothing yet")
                    .help(format!("write `signed {} DATE \"WHO\"` once the one who stands for it has agreed", name.value)),
            );
        }
    }
}
