//! Activities that nothing reads.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::Block;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L806", name: "unused-activity", page: include_str!("rule.md") },
    category: Category::Correctness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for name in contract.unused(|block| matches!(block, Block::Activity(_))) {
        found.push(
            Diagnostic::warning(RULE.code, format!("nothing reads the activity `{}`", name.value))
                .label(name.span, "not used")
                .help("count it where it was meant to decide, or take it away"),
        );
    }
}
