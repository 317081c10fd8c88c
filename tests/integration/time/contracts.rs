//! Contracts over leads that are written as plain cells.

use std::collections::BTreeMap;

use leadpact::eval::{Input, Judged, Plan, Settings, evaluate};
use leadpact::ir::Program;
use leadpact::time::Instant;
use leadpact::types::Activities;

use super::vectors::instant;
use crate::oracle::compile;
use crate::oracle::lead::{PlainLead, read_cells, record_batch};

/// What a lead holds, by field; what is blank is missing.
pub(super) type Cells = Vec<(&'static str, String)>;

/// Writes the lines of a calendar: its hours, as `mon..fri 09:00-17:00; sat 22:00-06:00+1`, and its closed days.
pub(super) fn calendar_lines(open: &str, closed: &str) -> String {
    let open = open.split("; ").map(|hours| format!("  open {}\n", hours.replace("+1", "")));
    let closed = closed.split_whitespace().map(|date| format!("  closed {date}\n"));
    open.chain(closed).collect()
}

/// Writes a contract of a zone with what stands in it.
pub(super) fn contract(zone: &str, blocks: &str) -> String {
    format!(
        "contract \"Cases\" {{\n  version 1\n  effective 2026-01-01\n  timezone \"{zone}\"\n  \
         party marketing \"Dana Fox\"\n  party sales \"Lee Park\"\n}}\n{blocks}"
    )
}

/// Judges leads by a contract, times without an offset being of its zone.
#[track_caller]
pub(super) fn judge(contract: &str, leads: &[Cells], as_of: Instant) -> Judged {
    let program = compile(contract);
    let zone = program.contract.timezone.clone();
    let read = |cells: &Cells| {
        let given = cells.iter().filter(|(_, text)| !text.is_empty());
        let given: Vec<_> = given.map(|(name, text)| ((*name).to_string(), text.clone())).collect();
        PlainLead::read(&program, &zone, &given)
    };
    let leads: Vec<PlainLead> = leads.iter().map(read).collect();
    let plan = Plan::new(&program);
    let batch = record_batch(&program.schema, &leads);
    evaluate(&plan, &Input::new(&plan, &batch, &[]), &Settings { as_of, zone })
}

/// Reads `field = cell | field = cell`.
fn cells(text: &str) -> Vec<(String, String)> {
    let pairs = text.split(" | ").filter(|part| !part.is_empty());
    pairs.map(|pair| pair.split_once(" = ").map(|(name, cell)| (name.to_string(), cell.to_string())).unwrap()).collect()
}

/// Judges a lead with its activities; none is another thing than no file of them.
pub(super) fn judge_with(program: &Program, lead: &str, touches: Option<&[&str]>, as_of: &str) -> Judged {
    let zone = program.contract.timezone.clone();
    let lead = PlainLead::read(program, &zone, &cells(lead));
    let activities = touches.map(|touches| {
        let schema = &program.activities[0].schema;
        let touch = |touch: &&str| {
            let cells = cells(touch);
            let cells: Vec<(&str, &str)> = cells.iter().map(|(name, cell)| (name.as_str(), cell.as_str())).collect();
            PlainLead { cells: read_cells(schema, &zone, &cells), activities: BTreeMap::new() }
        };
        let touches: Vec<PlainLead> = touches.iter().map(touch).collect();
        Activities::new(record_batch(schema, &touches), vec![0, u32::try_from(touches.len()).unwrap()])
    });
    let plan = Plan::new(program);
    let input = Input::new(&plan, &record_batch(&program.schema, &[lead]), &[activities]);
    evaluate(&plan, &input, &Settings { as_of: instant(as_of), zone })
}
