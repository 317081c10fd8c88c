//! Figures that count what people do and not what comes of it.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Base, Measure, MeasureKind, Metric};
use crate::lint::reads::Reads;
use crate::lint::{Category, Contract, Level, Rule};
use crate::ops::CompareOperator;

/// What is done, in many.
const DOINGS: [&str; 9] =
    ["calls", "dials", "emails", "mails", "meetings", "messages", "touches", "voicemails", "activities"];
/// That it was done, and which of it.
const DONE: [&str; 17] = [
    "made", "sent", "placed", "logged", "booked", "held", "done", "dialed", "outbound", "sales", "number", "total", "of", "per", "rep", "day", "week",
];

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L845", name: "activity-kpi", page: include_str!("rule.md") },
    category: Category::Fairness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for measure in contract.program.measures.iter().filter(|measure| asks_for_much(measure)) {
        if let Some(counted) = counted(contract, &measure.metric) {
            found.push(
                Diagnostic::warning(RULE.code, format!("`{}` is reached by being busy", measure.name))
                    .label(measure.metric.span, format!("counts {counted}"))
                    .help("hold it to what comes of it: a conversion, a share accepted, an answer in time"),
            );
        }
    }
}

/// Returns whether a measure asks for as much as possible: few leads that nobody called is a result.
fn asks_for_much(measure: &Measure) -> bool {
    matches!(measure.kind, MeasureKind::Commitment | MeasureKind::Kpi)
        && matches!(measure.target.operator, CompareOperator::Greater | CompareOperator::GreaterOrEqual)
}

/// Returns what is counted, where that is what people do.
fn counted(contract: &Contract<'_>, metric: &Metric) -> Option<String> {
    let program = contract.program;
    let name = match &metric.base {
        Base::Value { field, .. } => &program.schema.field(*field).name,
        Base::External(name) => name,
        // A rate over the leads that were worked is one of results; so many of them is not.
        Base::Volume(_) => {
            let criteria = metric.filters.iter().chain(metric.part());
            let reads = Reads::of_criteria(program, criteria);
            return reads.has_activities.then(|| "leads by what was done about them".to_string());
        }
        _ => return None,
    };
    is_doing(name).then(|| format!("`{name}`"))
}

/// Returns whether a name says what people do and nothing else: `calls`, `outbound_calls_made`.
fn is_doing(name: &str) -> bool {
    let mut words = name.split('_');
    let is_known = |word: &str| DOINGS.contains(&word) || DONE.contains(&word);
    words.clone().any(|word| DOINGS.contains(&word)) && words.all(is_known)
}

#[cfg(test)]
mod tests {
    use super::is_doing;

    #[test]
    fn names_of_what_people_do() {
        for name in ["calls", "calls_made", "emails_sent", "outbound_calls", "number_of_calls", "meetings_booked"] {
            assert!(is_doing(name), "{name}");
        }
        for name in ["calls_won", "emails_opened", "meeting_room", "callsign", "sales", "made", "pricing_views", ""] {
            assert!(!is_doing(name), "{name}");
        }
    }
}
