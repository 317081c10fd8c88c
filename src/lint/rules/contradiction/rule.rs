//! Criteria that no lead can meet together.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{CompareOperator, Criterion, Node, NodeId, Nodes, Program, Recorded, RejectionRecord, Worth, ScoreBody};
use crate::lint::{Category, Contract, Level, Rule};
use crate::source::Span;
use crate::types::{Decimal, Value, fold, trim};

/// The most criteria about one value that another is held against.
const MOST_COMPARED: usize = 100;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L817", name: "contradiction", page: include_str!("rule.md") },
    category: Category::Correctness,
    level: Level::Error,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let nodes = &contract.program.nodes;
    let mut told = BTreeSet::new();
    for together in groups(contract.program) {
        let mut rest: Vec<Vec<&Criterion>> = vec![together];
        while let Some(together) = rest.pop() {
            let mut asked = Vec::new();
            together.iter().for_each(|criterion| leaves(nodes, criterion, &mut asked));
            for (first, second) in contradictions(nodes, &asked) {
                if told.insert(second) {
                    found.push(
                        Diagnostic::error(RULE.code, "no lead can meet both")
                            .label(second, "this")
                            .label(first, "and this")
                            .help("write `any { … }` where either will do, or mend the one that is meant otherwise"),
                    );
                }
            }
            // What is not asked for with the others is a question of its own.
            rest.extend(asked.iter().flat_map(|leaf| &leaf.parts).map(|part| vec![part]));
        }
    }
}

/// Returns the criteria of a contract, by what is asked for together.
fn groups(program: &Program) -> Vec<Vec<&Criterion>> {
    let mut groups: Vec<Vec<&Criterion>> = Vec::new();
    let mut alone: Vec<&Criterion> = program.contract.scope.iter().collect();
    for icp in &program.icps {
        groups.push(icp.firmographics.iter().collect());
        alone.extend(icp.triggers.iter().chain(&icp.disqualify).chain(&icp.tags));
        alone.extend(icp.personas.iter().map(|persona| &persona.criterion));
    }
    for score in &program.scores {
        let ScoreBody::Lines { lines, .. } = &score.body else { continue };
        for line in lines {
            if let Worth::When(when) = &line.worth {
                alone.push(when);
            }
        }
    }
    let exits = program.exits.iter().map(|exit| &exit.recorded);
    let records = program.stages.iter().map(|stage| &stage.recorded).chain(exits);
    alone.extend(records.filter_map(|record| if let Recorded::When(when) = record { Some(when) } else { None }));
    alone.extend(program.stages.iter().filter_map(|stage| stage.when.as_ref()));
    for sla in &program.slas {
        alone.extend(sla.cancelled.iter().chain(&sla.scope));
        alone.extend(sla.tiers.iter().filter_map(|tier| tier.when.as_ref()));
        alone.extend(sla.calendars.iter().filter_map(|choice| choice.when.as_ref()));
    }
    if let Some(rejection) = &program.rejection {
        if let RejectionRecord::When(when) = &rejection.recorded {
            alone.push(when);
        }
        alone.extend(rejection.dispute.iter().map(|dispute| &dispute.upheld));
    }
    let metrics = program.measures.iter().map(|measure| &measure.metric);
    let metrics = metrics.chain(program.pauses.iter().map(|rule| &rule.metric));
    groups.extend(metrics.map(|metric| metric.filters.iter().chain(metric.part()).collect()));
    groups.extend(alone.into_iter().map(|criterion| vec![criterion]));
    groups
}

/// Collects what must all be met for a criterion to be met.
fn leaves<'a>(nodes: &Nodes, criterion: &'a Criterion, asked: &mut Vec<&'a Criterion>) {
    match (&criterion.parts[..], nodes.node(criterion.node)) {
        // A define stands for its part.
        ([part], _) if part.node == criterion.node => leaves(nodes, part, asked),
        ([_, ..], Node::And(_)) => criterion.parts.iter().for_each(|part| leaves(nodes, part, asked)),
        _ => asked.push(criterion),
    }
}

/// What a criterion leaves of the values that something may have.
enum Limit<'a> {
    /// Not below this number, nor at it where it is excluded.
    Low(i128, bool),
    /// Not above this number, nor at it where it is excluded.
    High(i128, bool),
    /// One of these texts.
    Texts(Vec<&'a str>),
}

impl Limit<'_> {
    /// Returns whether no value is within both.
    fn excludes(&self, other: &Limit<'_>) -> bool {
        match (self, other) {
            (Limit::Low(low, above), Limit::High(high, below)) | (Limit::High(high, below), Limit::Low(low, above)) => {
                low > high || (low == high && (*above || *below))
            }
            (Limit::Texts(texts), Limit::Texts(others)) => {
                let is_same = |text: &str, other: &str| fold(trim(text)) == fold(trim(other));
                !texts.iter().any(|text| others.iter().any(|other| is_same(text, other)))
            }
            _ => false,
        }
    }
}

/// Returns pairs of criteria that cannot both be met: numbers with nothing between them, texts with none in common.
fn contradictions(nodes: &Nodes, asked: &[&Criterion]) -> Vec<(Span, Span)> {
    let mut found = Vec::new();
    let mut before: BTreeMap<NodeId, Vec<(Limit<'_>, Span)>> = BTreeMap::new();
    for criterion in asked {
        let Some((value, limits)) = limits(nodes, criterion.node) else { continue };
        let before = before.entry(value).or_default();
        let mut earlier = before.iter().take(MOST_COMPARED);
        let excluded = earlier.find(|(earlier, _)| limits.iter().any(|limit| limit.excludes(earlier)));
        found.extend(excluded.map(|(_, first)| (*first, criterion.span)));
        before.extend(limits.into_iter().map(|limit| (limit, criterion.span)));
    }
    found
}

/// Returns the value that a comparison with literals is about, and what it leaves of it.
fn limits(nodes: &Nodes, node: NodeId) -> Option<(NodeId, Vec<Limit<'_>>)> {
    match nodes.node(node) {
        Node::Compare { operator, left, right } => {
            let (value, literal, operator) = match (nodes.node(*left), nodes.node(*right)) {
                (_, Node::Literal(literal)) => (*left, literal, *operator),
                (Node::Literal(literal), _) => (*right, literal, operator.mirrored()),
                _ => return None,
            };
            if let (Value::Text(text), CompareOperator::Equal) = (literal, operator) {
                return Some((value, vec![Limit::Texts(vec![text.as_str()])]));
            }
            let number = number(literal)?;
            let limits = match operator {
                CompareOperator::Equal => vec![Limit::Low(number, false), Limit::High(number, false)],
                CompareOperator::Greater => vec![Limit::Low(number, true)],
                CompareOperator::GreaterOrEqual => vec![Limit::Low(number, false)],
                CompareOperator::Less => vec![Limit::High(number, true)],
                CompareOperator::LessOrEqual => vec![Limit::High(number, false)],
                CompareOperator::NotEqual => return None,
            };
            Some((value, limits))
        }
        Node::InRange { value, low, high } => {
            let low = low.as_ref().and_then(number).map(|low| Limit::Low(low, false));
            let high = high.as_ref().and_then(number).map(|high| Limit::High(high, false));
            Some((*value, low.into_iter().chain(high).collect()))
        }
        Node::InValues { value, values } => {
            let texts: Option<Vec<&str>> = values.iter().map(text).collect();
            Some((*value, vec![Limit::Texts(texts?)]))
        }
        _ => None,
    }
}

/// Returns a number in millionths.
fn number(value: &Value) -> Option<i128> {
    match value {
        Value::Integer(value) => Some(i128::from(*value) * i128::from(Decimal::ONE)),
        Value::Decimal(value) => Some(i128::from(value.0)),
        _ => None,
    }
}

fn text(value: &Value) -> Option<&str> {
    if let Value::Text(text) = value { Some(text) } else { None }
}
