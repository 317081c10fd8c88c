//! Phases that are not in the order of their days.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::contract::phases;
use crate::lint::{Category, Contract, Level, Rule};
use crate::time::Date;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L883", name: "phases-out-of-order", page: include_str!("rule.md") },
    category: Category::Style,
    level: Level::Info,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for block in contract.ast.blocks() {
        let days = phases(block).into_iter().filter_map(|when| Some((Date::parse(&when.value)?, when)));
        let days: Vec<_> = days.collect();
        for pair in days.windows(2).filter(|pair| pair[1].0 < pair[0].0) {
            found.push(
                Diagnostic::warning(RULE.code, "the phases are not in the order of their days")
                    .label(pair[1].1.span, format!("before {}", pair[0].0))
                    .help("put the first day first, as they follow each other"),
            );
        }
    }
}
