//! Phases that are over.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::contract::phases;
use crate::lint::{Category, Contract, Level, Rule};
use crate::time::Date;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L816", name: "past-phase", page: include_str!("rule.md") },
    category: Category::Correctness,
    level: Level::Info,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let effective = contract.program.contract.effective;
    for when in contract.ast.blocks().flat_map(phases) {
        let Some(end) = Date::parse(&when.value) else { continue };
        if end <= effective {
            found.push(
                Diagnostic::warning(RULE.code, "the phase is over before the contract begins")
                    .label(when.span, format!("in force from {effective} on"))
                    .help("take it away: it holds for no window"),
            );
        } else if let Some(today) = contract.today.filter(|today| end <= *today) {
            found.push(
                Diagnostic::warning(RULE.code, "the phase is over")
                    .label(when.span, format!("it is {today}"))
                    .help("windows of that time are still held to it; take it away once nobody looks at them"),
            );
        }
    }
}
