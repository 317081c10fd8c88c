//! Scores that nothing asks for.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::Block;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L804", name: "unused-score", page: include_str!("rule.md") },
    category: Category::Correctness,
    level: Level::Info,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for name in contract.unused(|block| matches!(block, Block::Score(_))) {
        found.push(
            Diagnostic::warning(RULE.code, format!("nothing asks for the score `{}`", name.value))
                .label(name.span, "shown, and decides nothing")
                .help("ask for it in a stage, add it to another score, or take it away"),
        );
    }
}
