//! Defines that nothing names.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::Block;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L802", name: "unused-define", page: include_str!("rule.md") },
    category: Category::Correctness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for name in contract.unused(|block| matches!(block, Block::Define(_))) {
        found.push(
            Diagnostic::warning(RULE.code, format!("nothing uses the define `{}`", name.value))
                .label(name.span, "decides nothing")
                .help("name it where it was meant to decide, or take it away"),
        );
    }
}
