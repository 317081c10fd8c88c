//! Timers that stop at what comes before their start.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Program, Recorded};
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Block, Name, Point, SlaStatement};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L812", name: "stops-before-start", page: include_str!("rule.md") },
    category: Category::Correctness,
    level: Level::Error,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let program = contract.program;
    for block in contract.ast.blocks() {
        let Block::Sla(body) = block else { continue };
        let (mut starts, mut stops) = (None, None);
        for statement in &body.statements {
            match &statement.value {
                SlaStatement::Starts(point) => starts = Some(point),
                SlaStatement::Stops(point) => stops = Some(point),
                _ => {}
            }
        }
        let (Some(starts), Some(stops)) = (starts, stops) else { continue };
        // Of several starts the earliest counts, which is that of a stage only where all of them are.
        let starts: Option<Vec<usize>> = names(&starts.value).into_iter().map(|name| stage(program, name)).collect();
        let Some(start) = starts.and_then(|starts| starts.into_iter().min()) else { continue };
        for name in names(&stops.value) {
            let Some(stop) = stage(program, name).filter(|stop| *stop <= start) else { continue };
            let (message, said) = if stop == start {
                ("the timer stops as it starts", format!("`{}` is where it starts", program.stages[start].name))
            } else {
                let (stop, start) = (&program.stages[stop].name, &program.stages[start].name);
                ("the timer stops before it starts", format!("`{stop}` comes before `{start}`"))
            };
            found.push(
                Diagnostic::error(RULE.code, message)
                    .label(name.span, said)
                    .help("name what comes after the start: a stop before it leaves every timer open (S4.8)"),
            );
        }
    }
}

fn names(point: &Point) -> Vec<&Name> {
    match point {
        Point::Name(name) => vec![name],
        Point::FirstOf(names) => names.iter().collect(),
        Point::FirstActivity { .. } => Vec::new(),
    }
}

/// Returns the place of the stage that a name says, or that its field records.
fn stage(program: &Program, name: &Name) -> Option<usize> {
    let field = program.schema.find(&name.value);
    program.stages.iter().position(|stage| match stage.recorded {
        Recorded::At(recorded) if field == Some(recorded) => true,
        _ => stage.name == name.value,
    })
}
