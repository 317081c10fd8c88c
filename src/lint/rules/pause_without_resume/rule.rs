//! Pauses that nothing ends.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::contract::named;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Block, PauseStatement};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L831", name: "pause-without-resume", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for block in contract.ast.blocks() {
        let Block::Pause(body) = block else { continue };
        let is_end = |statement: &PauseStatement| {
            matches!(
                statement,
                PauseStatement::ResumeSigned(_) | PauseStatement::ResumeAfter(_) | PauseStatement::Resumed { .. }
            )
        };
        if !body.statements.iter().any(|statement| is_end(&statement.value)) {
            found.push(
                Diagnostic::warning(RULE.code, "a source that is paused stays so for good")
                    .label(named(&body.header), "does not say how it ends")
                    .help("write `resume when signed off by` with both parties, or `resume after 3 months`"),
            );
        }
    }
}
