//! Two times for one answer.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{CalendarId, Criterion, Limit, NodeId, Sla};
use crate::lint::contract::named;
use crate::lint::{Category, Contract, Level, Rule};
use crate::source::Span;
use crate::syntax::ast::Block;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L844", name: "conflicting-response", page: include_str!("rule.md") },
    category: Category::Fairness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let slas = &contract.program.slas;
    for (place, sla) in slas.iter().enumerate() {
        let is_same = |other: &&Sla| {
            other.party == sla.party
                && other.starts == sla.starts
                && other.stops == sla.stops
                && may_meet(other, sla)
                && targets(other) != targets(sla)
        };
        let Some(first) = slas[..place].iter().find(is_same) else { continue };
        found.push(
            Diagnostic::warning(RULE.code, format!("`{}` and `{}` give one answer two times", first.name, sla.name))
                .label(place_of(contract, sla), "another")
                .label(place_of(contract, first), "one time")
                .help("make the two one timer whose targets have a `when`, or a `kpi` of the looser: `unanswered of SLA within …`"),
        );
    }
}

/// Returns whether a lead may be in both: of two filters nothing is known, unless they are one.
fn may_meet(left: &Sla, right: &Sla) -> bool {
    match (&left.scope, &right.scope) {
        (Some(left), Some(right)) => left.node == right.node,
        _ => true,
    }
}

/// A target or the choice of a calendar: how long, on which calendar, for which leads.
type Said = (Option<Limit>, Option<CalendarId>, Option<NodeId>);

/// Returns what a timer's targets say, and what its calendars do.
fn targets(sla: &Sla) -> Vec<Said> {
    let node = |when: &Option<Criterion>| when.as_ref().map(|criterion| criterion.node);
    let tiers = sla.tiers.iter().map(|tier| (Some(tier.limit), tier.on, node(&tier.when)));
    tiers.chain(sla.calendars.iter().map(|choice| (None, Some(choice.calendar), node(&choice.when)))).collect()
}

/// Returns where a timer is complained of.
fn place_of(contract: &Contract<'_>, sla: &Sla) -> Span {
    let headers = contract.ast.blocks().filter_map(|block| if let Block::Sla(body) = block { Some(&body.header) } else { None });
    let own = headers.into_iter().find(|header| header.span == sla.span);
    own.map_or(sla.span.at_start(), named)
}
