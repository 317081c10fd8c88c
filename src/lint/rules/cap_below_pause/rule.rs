//! Caps that are broken before a source is paused.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::rates::{pausing, percent};
use crate::lint::{Category, Contract, Level, Rule};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L843", name: "cap-below-pause", page: include_str!("rule.md") },
    category: Category::Fairness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let Some(cap) = contract.program.rejection.as_ref().and_then(|rejection| rejection.cap.as_ref()) else { return };
    // A pause of some leads only is not reached by the cap on all.
    let all = contract.program.pauses.iter().filter(|rule| rule.metric.filters.is_empty());
    let pauses = all.filter_map(|rule| Some((pausing(rule)?, rule)));
    let Some((share, rule)) = pauses.filter(|(share, _)| *share > cap.share).min_by_key(|(share, _)| *share) else {
        return;
    };
    let (capped, share) = (percent(cap.share), percent(share));
    found.push(
        Diagnostic::warning(RULE.code, "the cap is broken before a source is paused")
            .label(cap.span, format!("a breach above {capped}"))
            .label(rule.trips.span, format!("nothing happens up to {share}"))
            .help("raise the cap to the threshold at least, or lower the threshold to it"),
    );
}
