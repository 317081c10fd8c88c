//! A program as text, for snapshots: its nodes, then its blocks.

mod promise;

use std::fmt::Write;

use super::{
    ArithmeticOperator, Bound, Calendar, Criterion, DecayRate, Icp, Includes, Node, NodeId, Program, Recorded, Score,
    ScoreBody, SearchOperator, Stage, Worth,
};
use crate::time::Instant;
use crate::types::{FieldId, Schema, Value};

/// The most closed days of a calendar that are written out.
const MOST_DAYS: usize = 8;

/// Returns the program as text: one line a node (`n7 boolean: n3 >= n6`), then the blocks that refer to them.
pub fn print(program: &Program) -> String {
    let mut page = String::new();
    nodes(&mut page, 0, program);
    contract(&mut page, program);
    for list in program.lists.iter() {
        line(&mut page, 0, &format!("list {}: {}", list.name, quoted(&list.values)));
    }
    program.icps.iter().for_each(|one| icp(&mut page, one));
    program.scores.iter().for_each(|one| score(&mut page, program, one));
    program.stages.iter().for_each(|one| stage(&mut page, program, one));
    program.exits.iter().for_each(|one| promise::exit(&mut page, program, one));
    program.activities.iter().for_each(|one| promise::activity(&mut page, one));
    program.calendars.iter().for_each(|one| calendar(&mut page, one));
    program.slas.iter().for_each(|one| promise::sla(&mut page, program, one));
    program.rejection.iter().for_each(|one| promise::rejection(&mut page, program, one));
    program.exceptions.iter().for_each(|one| promise::exception(&mut page, program, one));
    for block in &program.not_judged {
        line(&mut page, 0, &format!("not judged: {} {}", block.keyword, block.name.as_deref().unwrap_or("")));
    }
    page
}

/// Writes one line a node.
fn nodes(page: &mut String, indent: usize, program: &Program) {
    for (id, node, kind) in program.nodes.iter() {
        line(page, indent, &format!("n{} {kind}: {}", id.0, node_text(program, node)));
    }
}

fn line(page: &mut String, indent: usize, text: &str) {
    let _ = writeln!(page, "{:indent$}{}", "", text.trim_end(), indent = indent * 2);
}

fn contract(page: &mut String, program: &Program) {
    let contract = &program.contract;
    let (name, version) = (&contract.name, contract.version);
    let (day, zone) = (contract.effective, contract.timezone.name());
    line(page, 0, &format!("contract {name:?} version {version} effective {day} in {zone}"));
    for (name, who) in &contract.parties {
        line(page, 1, &format!("party {name} {who:?}"));
    }
    if let Some(currency) = &program.schema.currency {
        let rates = program.schema.rates.iter().map(|(code, rate)| format!(", {code} {rate}"));
        line(page, 1, &format!("currency {currency}{}", rates.collect::<String>()));
    }
    contract.scope.iter().for_each(|scope| criterion(page, 1, "scope ", scope));
    program.schema.ids().for_each(|id| field(page, &program.schema, id));
}

fn field(page: &mut String, schema: &Schema, id: FieldId) {
    let field = schema.field(id);
    let mut text = format!("field {} {}", field.name, field.kind);
    for option in &field.options {
        let _ = write!(text, " {:?}", option.label);
        if !option.also.is_empty() {
            let _ = write!(text, " also {}", quoted(&option.also));
        }
    }
    for (said, word) in [(field.required, "required"), (field.unique, "unique"), (field.latest, "latest")] {
        if said {
            let _ = write!(text, " {word}");
        }
    }
    if let Some(default) = &field.default {
        let _ = write!(text, " default {default:?}");
    }
    if !field.aliases.is_empty() {
        let _ = write!(text, " aliases {}", quoted(&field.aliases));
    }
    if let Some(currency) = field.currency {
        let _ = write!(text, " in {}", schema.field(currency).name);
    }
    line(page, 1, &text);
}

fn calendar(page: &mut String, calendar: &Calendar) {
    let hours = calendar.hours.hours();
    line(page, 0, &format!("calendar {} in {}", calendar.name, hours.zone.name()));
    let time = |micros: i64| {
        let minutes = micros / (60 * Instant::SECOND);
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    };
    for (day, windows) in ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().zip(&hours.week) {
        let windows: Vec<String> = windows.iter().map(|(from, to)| format!("{}-{}", time(*from), time(*to))).collect();
        if !windows.is_empty() {
            line(page, 1, &format!("{day} {}", windows.join(", ")));
        }
    }
    // A file may repeat a day for centuries.
    for (date, from) in hours.closed.iter().take(MOST_DAYS) {
        let from = from.map_or_else(String::new, |from| format!(" from {}", time(from)));
        line(page, 1, &format!("closed {date}{from}"));
    }
    if let Some(rest) = hours.closed.len().checked_sub(MOST_DAYS).filter(|rest| *rest > 0) {
        line(page, 1, &format!("closed on {rest} days more"));
    }
}

fn icp(page: &mut String, icp: &Icp) {
    line(page, 0, &format!("icp {} {:?}", icp.name, icp.label.as_deref().unwrap_or("")));
    icp.firmographics.iter().for_each(|one| criterion(page, 1, "firmographic ", one));
    for one in &icp.triggers {
        criterion(page, 1, &format!("trigger (of {}) ", icp.triggers_needed), one);
    }
    for one in &icp.personas {
        criterion(page, 1, &format!("persona {:?} (of {}) ", one.role, icp.personas_needed), &one.criterion);
    }
    icp.disqualify.iter().for_each(|one| criterion(page, 1, "disqualify ", one));
    icp.tags.iter().for_each(|one| criterion(page, 1, "tag ", one));
}

fn score(page: &mut String, program: &Program, score: &Score) {
    match &score.body {
        ScoreBody::Sum { terms, balanced } => {
            let terms: Vec<&str> = terms.iter().map(|term| program.score(*term).name.as_str()).collect();
            let balanced = if *balanced { " balanced" } else { "" };
            line(page, 0, &format!("score {} = {}{balanced}", score.name, terms.join(" + ")));
        }
        ScoreBody::Lines { min, max, lines, decay, recorded } => {
            line(page, 0, &format!("score {} from {min} to {max} hundredths", score.name));
            for one in lines {
                let name = one.name.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
                match &one.worth {
                    Worth::When(when) => criterion(page, 1, &format!("{name}{:+} when ", one.points), when),
                    Worth::Each { value, max, .. } => {
                        line(page, 1, &format!("{name}{:+} each n{} max {max}", one.points, value.0));
                    }
                }
            }
            if let Some(decay) = decay {
                let rate = match decay.rate {
                    DecayRate::Half => "half".to_string(),
                    DecayRate::Share(share) => share.to_string(),
                };
                line(page, 1, &format!("decay {rate} every {} since n{}", decay.every, decay.since.0));
            }
            recorded.iter().for_each(|field| line(page, 1, &format!("recorded {}", field_name(program, *field))));
        }
    }
}

fn stage(page: &mut String, program: &Program, stage: &Stage) {
    let won = if stage.won { " won" } else { "" };
    line(page, 0, &format!("stage {} {:?}{won}", stage.name, stage.label.as_deref().unwrap_or("")));
    match &stage.recorded {
        Recorded::Never => {}
        Recorded::At(field) => line(page, 1, &format!("recorded {}", field_name(program, *field))),
        Recorded::When(when) => criterion(page, 1, "recorded when ", when),
    }
    if let Some(handoff) = stage.handoff {
        line(page, 1, &format!("handoff {} to {}", program.party(handoff.from), program.party(handoff.to)));
    }
    stage.when.iter().for_each(|when| criterion(page, 1, "when ", when));
}

fn criterion(page: &mut String, indent: usize, before: &str, criterion: &Criterion) {
    let name = criterion.name.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
    line(page, indent, &format!("{before}{name}n{}", criterion.node.0));
    criterion.parts.iter().for_each(|part| self::criterion(page, indent + 1, "", part));
}

fn node_text(program: &Program, node: &Node) -> String {
    match node {
        Node::Field(field) => field_name(program, *field).to_string(),
        Node::Literal(value) => value_text(value),
        Node::Else { value, fallback } => format!("{} else {}", id(*value), id(*fallback)),
        Node::Negate(value) => format!("- {}", id(*value)),
        Node::Arithmetic { operator, left, right } => {
            let sign = match operator {
                ArithmeticOperator::Add => "+",
                ArithmeticOperator::Subtract => "-",
                ArithmeticOperator::Multiply => "*",
                ArithmeticOperator::Divide => "/",
            };
            format!("{} {sign} {}", id(*left), id(*right))
        }
        Node::Score(score) => format!("score {}", program.score(*score).name),
        Node::Aggregate { function, activity, field, filter } => {
            let activity = program.activity(*activity);
            let field = field.map_or_else(String::new, |field| format!(".{}", field_name(&activity.record, field)));
            let filter = filter.map_or_else(String::new, |filter| format!(" where {}", id(filter)));
            format!("{} of ({}{field}{filter})", function.word(), activity.name)
        }
        Node::Compare { operator, left, right } => format!("{} {} {}", id(*left), operator.sign(), id(*right)),
        Node::Elapsed { operator, later, earlier, duration } => {
            format!("{} - {} {} {duration}", id(*later), id(*earlier), operator.sign())
        }
        Node::InValues { value, values } => {
            let values: Vec<String> = values.iter().map(value_text).collect();
            format!("{} in [{}]", id(*value), values.join(", "))
        }
        Node::InRange { value, low, high } => format!("{} in {}..{}", id(*value), bound(low), bound(high)),
        Node::InList { value, list } => format!("{} in {}", id(*value), program.lists[list.index()].name),
        Node::Search { operator, value, needles } => {
            let word = match operator {
                SearchOperator::Contains => "contains",
                SearchOperator::StartsWith => "starts with",
                SearchOperator::EndsWith => "ends with",
                SearchOperator::HasWord => "has word",
            };
            format!("{} {word} {}", id(*value), quoted(needles))
        }
        Node::Matches { value, pattern } => format!("{} matches {pattern:?}", id(*value)),
        Node::Includes { quantifier, value, options } => {
            let word = match quantifier {
                Includes::Any => "any of",
                Includes::All => "all of",
                Includes::None => "none of",
            };
            format!("{} includes {word} {}", id(*value), quoted(options))
        }
        Node::Present(value) => format!("{} is present", id(*value)),
        Node::Within(value, duration) => format!("{} within {duration}", id(*value)),
        Node::OlderThan(value, duration) => format!("{} older than {duration}", id(*value)),
        Node::Before(date) => format!("judged before {date}"),
        Node::Not(inner) => format!("not {}", id(*inner)),
        Node::And(parts) => ids(parts, " and "),
        Node::Or(parts) => ids(parts, " or "),
        Node::AtLeast(count, parts) => format!("at least {count} of {}", ids(parts, ", ")),
        Node::Icp(icp) => format!("icp {}", program.icp(*icp).name),
        Node::Stage(stage) => format!("stage {}", program.stage(*stage).name),
        Node::StageRecorded(stage) => format!("stage {} is present", program.stage(*stage).name),
    }
}

fn field_name(program: &Program, field: FieldId) -> &str {
    &program.schema.field(field).name
}

fn id(node: NodeId) -> String {
    format!("n{}", node.0)
}

fn ids(nodes: &[NodeId], between: &str) -> String {
    nodes.iter().map(|node| id(*node)).collect::<Vec<_>>().join(between)
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("{text:?}"),
        value => value.to_string(),
    }
}

fn bound(bound: &Bound) -> String {
    bound.as_ref().map(value_text).unwrap_or_default()
}

fn quoted(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| format!("{text:?}")).collect();
    format!("[{}]", texts.join(", "))
}
