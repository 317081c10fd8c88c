//! Tiers and calendars of a timer that are never chosen.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Criterion, Node, NodeId, Nodes};
use crate::lint::{Category, Contract, Level, Rule};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L811", name: "unreachable-tier", page: include_str!("rule.md") },
    category: Category::Correctness,
    level: Level::Error,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for sla in &contract.program.slas {
        let tiers: Vec<&Criterion> = sla.tiers.iter().filter_map(|tier| tier.when.as_ref()).collect();
        let calendars: Vec<&Criterion> = sla.calendars.iter().filter_map(|choice| choice.when.as_ref()).collect();
        for (what, criteria) in [("tier", tiers), ("calendar", calendars)] {
            for (place, later) in criteria.iter().enumerate() {
                let is_sooner = |earlier: &&&Criterion| holds_with(&contract.program.nodes, &earlier.node, &later.node);
                let Some(earlier) = criteria[..place].iter().find(is_sooner) else { continue };
                let help = match earlier.node == later.node {
                    true => "take one of the two away, or ask for something else in one".to_string(),
                    false => format!("put the narrower {what} first"),
                };
                found.push(
                    Diagnostic::error(RULE.code, format!("a {what} of `{}` is never chosen", sla.name))
                        .label(later.span, "where this is met, an earlier one is met too")
                        .label(earlier.span, "the first that is met counts")
                        .help(help),
                );
            }
        }
    }
}

/// Returns whether the first criterion is met wherever the second is, as far as their parts show.
fn holds_with(nodes: &Nodes, first: &NodeId, second: &NodeId) -> bool {
    let asked = all_of(nodes, second);
    let is_asked = |node: &NodeId| node == second || asked.contains(node);
    match nodes.node(*first) {
        Node::Or(parts) => is_asked(first) || parts.iter().any(is_asked),
        _ => all_of(nodes, first).iter().all(is_asked),
    }
}

fn all_of<'n>(nodes: &'n Nodes, node: &'n NodeId) -> &'n [NodeId] {
    match nodes.node(*node) {
        Node::And(parts) => parts,
        _ => std::slice::from_ref(node),
    }
}
