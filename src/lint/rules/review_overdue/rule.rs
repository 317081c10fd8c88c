//! A contract that was to be read again and was not.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::{Category, Contract, Level, Rule};
use crate::source::Spanned;
use crate::syntax::ast::{ContractStatement, Name, When};
use crate::time::{Date, Duration, Unit};

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L823", name: "review-overdue", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let (mut cadence, mut reviewed): (Option<&Name>, Option<&When>) = (None, None);
    for Spanned { value, .. } in contract.head_statements() {
        match value {
            ContractStatement::Review(name) => cadence = Some(name),
            ContractStatement::Reviewed(when) => reviewed = Some(when),
            _ => {}
        }
    }
    let Some(cadence) = cadence else { return };
    // A contract that was never read again is counted from the day on which it began to govern.
    let begins = reviewed.map_or(Some(contract.program.contract.effective), |when| Date::parse(&when.value));
    let due = begins.zip(period(&cadence.value)).map(|(begins, period)| period.shift_date(begins, 1));
    let past = due.zip(contract.today).filter(|(due, today)| today > due);
    match (reviewed, past, contract.today) {
        (Some(reviewed), Some((due, today)), _) => found.push(
            Diagnostic::warning(RULE.code, format!("the contract was to be read again by {due}"))
                .label(reviewed.span, format!("`{}`, and it is {today}", cadence.value))
                .help("read it together and write the day: a review that changes nothing is one too"),
        ),
        (None, Some((due, today)), _) => found.push(
            Diagnostic::warning(RULE.code, format!("the contract was to be read again by {due}"))
                .label(cadence.span, format!("no day is written, and it is {today}"))
                .help("write `reviewed` with the day on which both parties last read it"),
        ),
        (None, None, None) => found.push(
            Diagnostic::warning(RULE.code, "nothing says when the contract was last read")
                .label(cadence.span, "says how often")
                .help("write `reviewed` with the day on which both parties last read it; at first that is the day they signed"),
        ),
        _ => {}
    }
}

/// Returns the time from one review to the next.
fn period(cadence: &str) -> Option<Duration> {
    let (amount, unit) = match cadence {
        "weekly" => (1, Unit::Weeks),
        "biweekly" => (2, Unit::Weeks),
        "monthly" => (1, Unit::Months),
        "quarterly" => (3, Unit::Months),
        "yearly" => (12, Unit::Months),
        _ => return None,
    };
    Some(Duration { amount, unit })
}
