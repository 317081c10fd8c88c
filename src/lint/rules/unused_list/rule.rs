//! Lists that nothing looks into.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::Block;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L803", name: "unused-list", page: include_str!("rule.md") },
    category: Category::Correctness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for name in contract.unused(|block| matches!(block, Block::List(_))) {
        found.push(
            Diagnostic::warning(RULE.code, format!("nothing looks into the list `{}`", name.value))
                .label(name.span, "read, and not used")
                .help("ask for it with `in`, or take it away"),
        );
    }
}
