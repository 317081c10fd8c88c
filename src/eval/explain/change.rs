//! What would change a criterion that does not help a lead.

use super::tell::{Teller, points};
use crate::ir::{CompareOperator, Node, NodeId, ScoreBody, ScoreId, Worth};
use crate::types::{Column, Happened, Truth, Value};

/// Returns what would change a criterion; `missing` are the fields that would decide it.
pub(super) fn of_criterion(teller: &Teller<'_, '_>, node: NodeId, missing: &[String]) -> Option<String> {
    let program = teller.run.program();
    match program.nodes.node(node) {
        Node::Compare { left, right, operator } => {
            if let (Node::Score(score), Node::Literal(value)) = (program.nodes.node(*left), program.nodes.node(*right))
            {
                return Some(of_score(teller, *score, *operator, value, missing));
            }
        }
        Node::Present(_) => {
            let (fields, _) = teller.reads(node);
            let names: Vec<String> = fields.iter().map(|field| program.schema.field(*field).name.clone()).collect();
            return Some(fill_in(teller, &names));
        }
        Node::Within(value, duration) => {
            let moment = teller.run.moment(teller.moment, teller.row);
            let zone = &program.contract.timezone;
            let bound = duration.shift_reading(moment, -1, zone);
            if let Column::Times(times) = teller.run.column(*value, teller.moment)
                && missing.is_empty()
                && times.happened[teller.row] != Happened::Missing
            {
                let zone = &teller.run.settings.zone;
                return Some(format!("an instant from {} to {}", zone.show(bound.until), zone.show(moment.from)));
            }
        }
        Node::OlderThan(_, duration) if missing.is_empty() => {
            let moment = teller.run.moment(teller.moment, teller.row);
            let bound = duration.shift_reading(moment, -1, &program.contract.timezone);
            return Some(format!("an instant before {}", teller.run.settings.zone.show(bound.from)));
        }
        _ => {}
    }
    if !missing.is_empty() {
        return Some(fill_in(teller, missing));
    }
    let (fields, _) = teller.reads(node);
    let names: Vec<&str> = fields.iter().map(|field| program.schema.field(*field).name.as_str()).collect();
    (!names.is_empty()).then(|| format!("another value of {}", quoted(&names)))
}

/// Returns the advice to fill in fields; where a field has a value, what is wrong with that one.
pub(super) fn fill_in(teller: &Teller<'_, '_>, missing: &[String]) -> String {
    let advice = |name: &String| {
        let Some(field) = teller.run.program().schema.find(name) else { return "give" };
        match (teller.run.is_blank(field, teller.row), teller.run.program().schema.field(field).kind.is_time()) {
            (true, _) => "fill in",
            (false, false) => "another value of",
            // It is the instant judged at, of which only the day is known.
            (false, true) if teller.run.moment_source(teller.moment, teller.row) == Some(field) => "the time of day of",
            (false, true) if teller.run.field_times(field, teller.moment).reading(teller.row).is_exact() => {
                // The value came later than the instant judged at.
                "what was then in"
            }
            (false, true) => "the time of day of",
        }
    };
    let mut parts: Vec<(&str, Vec<&str>)> = Vec::new();
    for name in missing {
        match parts.iter_mut().find(|(known, _)| *known == advice(name)) {
            Some((_, names)) => names.push(name),
            None => parts.push((advice(name), vec![name])),
        }
    }
    parts.iter().map(|(advice, names)| format!("{advice} {}", quoted(names))).collect::<Vec<_>>().join(", ")
}

/// Returns by how much a score falls short, and the lines that could bring it.
fn of_score(
    teller: &Teller<'_, '_>,
    score: ScoreId,
    operator: CompareOperator,
    bound: &Value,
    missing: &[String],
) -> String {
    let scores = teller.run.scores(score, teller.moment);
    let value = scores.value[teller.row];
    let bound = match bound {
        Value::Integer(number) => number.saturating_mul(100),
        // Points have two decimals: a finer bound is reached at the next hundredth.
        Value::Decimal(number) => number.0.div_euclid(10_000) + i64::from(number.0.rem_euclid(10_000) > 0),
        _ => return "another score".to_string(),
    };
    let short = match operator {
        CompareOperator::GreaterOrEqual => bound - value,
        CompareOperator::Greater => bound - value + 1,
        _ => return format!("the score is {}", points(value)),
    };
    let mut advice = format!("{} more points", points(short));
    let mut lines = Vec::new();
    open_lines(teller, score, &mut lines);
    lines.sort_by_key(|(worth, _, _)| std::cmp::Reverse(*worth));
    let offers: Vec<String> =
        lines.iter().take(3).map(|(worth, line, _)| format!("up to {} from {line}", points(*worth))).collect();
    let more = lines.len().saturating_sub(offers.len());
    if !offers.is_empty() {
        advice.push_str(&format!(": {}", offers.join(", ")));
        if more > 0 {
            advice.push_str(&format!(" and {more} more"));
        }
    }
    if !missing.is_empty() {
        advice.push_str(&format!("; {}", fill_in(teller, missing)));
    }
    advice
}

/// Collects the lines that bring nothing yet and could: their worth, and what they are called or read.
fn open_lines(teller: &Teller<'_, '_>, score: ScoreId, lines: &mut Vec<(i64, String, ScoreId)>) {
    let program = teller.run.program();
    match &program.score(score).body {
        ScoreBody::Sum { terms, .. } => terms.iter().for_each(|term| open_lines(teller, *term, lines)),
        ScoreBody::Lines { lines: own, .. } => {
            for line in own.iter().filter(|line| line.points > 0) {
                let (node, worth) = match &line.worth {
                    Worth::When(criterion) => (criterion.node, line.points),
                    Worth::Each { value, max, .. } => (*value, *max),
                };
                let is_criterion = matches!(line.worth, Worth::When(_));
                if is_criterion && teller.run.truth(node, teller.moment, teller.row) == Truth::Met {
                    continue;
                }
                let (fields, _) = teller.reads(node);
                let names: Vec<&str> = fields.iter().map(|field| program.schema.field(*field).name.as_str()).collect();
                let name = line.name.clone().map_or_else(|| quoted(&names), |name| format!("`{name}`"));
                lines.push((worth, name, score));
            }
        }
    }
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
