//! Fields that record two events.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Block, ExitStatement, Name, RejectionStatement, StageStatement};

/// What an instant records.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Event {
    Stage,
    Exit,
    Rejection,
    Dispute,
}

impl Event {
    /// Returns whether both may be one and the same: a lead that is handed back may leave by that.
    fn may_be(self, other: Event) -> bool {
        let is_return = |event: Event| matches!(event, Event::Rejection | Event::Dispute);
        (self == Event::Exit && is_return(other)) || (is_return(self) && other == Event::Exit)
    }
}

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L814", name: "shared-record", page: include_str!("rule.md") },
    category: Category::Correctness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, Vec<(Event, String)>> = BTreeMap::new();
    for (event, what, field) in events(contract) {
        let records = seen.entry(field.value.as_str()).or_default();
        if let Some((_, other)) = records.iter().find(|(other, _)| !event.may_be(*other)) {
            found.push(
                Diagnostic::warning(RULE.code, format!("`{}` records two things", field.value))
                    .label(field.span, format!("{what}, and {other}"))
                    .help("whenever one happens, so does the other: name a field of its own"),
            );
        }
        records.push((event, what));
    }
}

/// Returns what fields record: stages first, then what may befall a lead in them.
fn events<'a>(contract: &Contract<'a>) -> Vec<(Event, String, &'a Name)> {
    let mut stages = Vec::new();
    let mut others = Vec::new();
    for block in contract.ast.blocks() {
        match block {
            Block::Stage(stage) => stages.extend(stage.body.statements.iter().filter_map(|statement| {
                let StageStatement::Recorded(field) = &statement.value else { return None };
                Some((Event::Stage, format!("that a lead enters `{}`", stage.body.header.name.as_ref()?.value), field))
            })),
            Block::Exit(exit) => others.extend(exit.body.statements.iter().filter_map(|statement| {
                let ExitStatement::Recorded(field, _) = &statement.value else { return None };
                Some((Event::Exit, format!("that it leaves by `{}`", exit.body.header.name.as_ref()?.value), field))
            })),
            Block::Rejection(body) => others.extend(body.statements.iter().filter_map(|statement| {
                match &statement.value {
                    RejectionStatement::Recorded(field, _) => {
                        Some((Event::Rejection, "that it is handed back".to_string(), field))
                    }
                    RejectionStatement::Dispute { recorded, .. } => {
                        Some((Event::Dispute, "that this is disputed".to_string(), recorded))
                    }
                    _ => None,
                }
            })),
            _ => {}
        }
    }
    stages.extend(others);
    stages
}
