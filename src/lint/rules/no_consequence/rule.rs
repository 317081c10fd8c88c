//! Promises from whose breach nothing follows.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::contract::named;
use crate::lint::{Category, Contract, Level, Rule};
use crate::source::Spanned;
use crate::syntax::ast::{Block, Body, MeasureStatement, RejectionStatement, SlaStatement};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L835", name: "no-consequence", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Info,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for block in contract.ast.blocks() {
        let (header, has_consequence) = match block {
            Block::Sla(body) => (&body.header, any(body, |said| matches!(said, SlaStatement::Consequence(_)))),
            Block::Rejection(body) => {
                (&body.header, any(body, |said| matches!(said, RejectionStatement::Consequence(_))))
            }
            Block::Commitment(body) => {
                (&body.header, any(body, |said| matches!(said, MeasureStatement::Consequence(_))))
            }
            _ => continue,
        };
        if !has_consequence {
            found.push(
                Diagnostic::warning(RULE.code, "nothing follows where this is not kept")
                    .label(named(header), "has no `consequence`")
                    .help("write `consequence` and what happens then, in a sentence that both parties can carry out"),
            );
        }
    }
}

fn any<S>(body: &Body<S>, is_wanted: fn(&S) -> bool) -> bool {
    body.statements.iter().any(|Spanned { value, .. }| is_wanted(value))
}
