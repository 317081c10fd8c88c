//! Leads that come back without a word.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::contract::named;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Block, RejectionStatement};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L829", name: "no-reasons", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for block in contract.ast.blocks() {
        let Block::Rejection(body) = block else { continue };
        let has_reasons =
            body.statements.iter().any(|statement| matches!(statement.value, RejectionStatement::Reasons(_)));
        if has_reasons {
            continue;
        }
        let because = body.statements.iter().find_map(|statement| match &statement.value {
            RejectionStatement::Recorded(_, because) => because.as_ref(),
            _ => None,
        });
        found.push(match because {
            Some(field) => Diagnostic::warning(RULE.code, "any text is a reason for handing a lead back")
                .label(field.span, "has no list of reasons")
                .help("write `reasons { }` with four or five codes: free text cannot be counted"),
            None => Diagnostic::warning(RULE.code, "a lead comes back without a reason")
                .label(named(&body.header), "asks for none")
                .help("write `recorded FIELD because FIELD` and `reasons { }` with four or five codes"),
        });
    }
}
