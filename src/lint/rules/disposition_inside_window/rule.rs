//! Answers that are owed before the right to give one ends.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{CalendarId, Limit, Point, Recorded, Rejection, RejectionRecord, Sla, Tier};
use crate::lint::{Category, Contract, Level, Rule};
use crate::source::Span;
use crate::syntax::ast::{Block, RejectionStatement};
use crate::time::{Duration, Unit};
use crate::types::FieldId;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L842", name: "disposition-inside-window", page: include_str!("rule.md") },
    category: Category::Fairness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let program = contract.program;
    let Some(rejection) = &program.rejection else { return };
    let RejectionRecord::At { field, .. } = rejection.recorded else { return };
    for sla in program.slas.iter().filter(|sla| sla.party == rejection.party && is_stop(&sla.stops, field)) {
        let starts = match &sla.starts {
            Point::Stage(stage) => *stage == rejection.of,
            Point::Field(start) => program.stage(rejection.of).recorded == Recorded::At(*start),
            _ => false,
        };
        let Some(tier) = sla.tiers.iter().find(|tier| starts && is_shorter(sla, tier, rejection)) else { continue };
        let silence = if rejection.accepted_on_expiry {
            "give both the same time, or the answer the longer one"
        } else {
            "give both the same time: as it is, a lead without an answer is a breach first and undecided later"
        };
        found.push(
            Diagnostic::warning(RULE.code, format!("a rejection in time may be a breach of `{}`", sla.name))
                .label(tier.span, "the answer is owed by then")
                .label(right(contract), "the right to say no lasts longer")
                .help(silence),
        );
    }
}

/// Returns where the contract says how long the right lasts.
fn right(contract: &Contract<'_>) -> Span {
    let within = contract.ast.blocks().find_map(|block| {
        let Block::Rejection(body) = block else { return None };
        body.statements.iter().find_map(|statement| match &statement.value {
            RejectionStatement::Within(duration, _) => Some(duration.span),
            _ => None,
        })
    });
    within.unwrap_or(contract.place())
}

/// Returns whether a timer stops at the instant in a field.
fn is_stop(point: &Point, field: FieldId) -> bool {
    match point {
        Point::Field(stop) => *stop == field,
        Point::FirstOf(points) => points.contains(&Point::Field(field)),
        Point::Stage(_) | Point::Activity { .. } => false,
    }
}

/// Returns whether a target ends before the right to reject does, for certain.
fn is_shorter(sla: &Sla, tier: &Tier, rejection: &Rejection) -> bool {
    match (tier.limit, rejection.within) {
        (Limit::Within(limit), Limit::Within(within)) => {
            let is_plain = !limit.unit.is_business() && !within.unit.is_business();
            // Pauses make a timer last longer.
            (is_plain || is_one_calendar(sla, tier, rejection))
                && sla.pauses.is_empty()
                && lengths(limit).zip(lengths(within)).is_some_and(|(limit, within)| limit.1 < within.0)
                && (is_plain || (limit.unit == Unit::BusinessDays) == (within.unit == Unit::BusinessDays))
        }
        _ => false,
    }
}

/// Returns whether both run on one calendar.
fn is_one_calendar(sla: &Sla, tier: &Tier, rejection: &Rejection) -> bool {
    let own: Option<CalendarId> = tier.on.or(match &sla.calendars[..] {
        [only] => Some(only.calendar),
        _ => None,
    });
    own.is_some() && own == rejection.on
}

/// Returns the least and the most minutes of a length of time; of business days so many days, which compare with each
/// other only. None for what mixes the two clocks.
fn lengths(duration: Duration) -> Option<(i64, i64)> {
    // A day on which the clock changes has an hour more or less.
    let (least, most) = match duration.unit {
        Unit::Minutes | Unit::BusinessMinutes => (1, 1),
        Unit::Hours | Unit::BusinessHours => (60, 60),
        Unit::Days => (23 * 60, 25 * 60),
        Unit::Weeks => (7 * 24 * 60 - 60, 7 * 24 * 60 + 60),
        Unit::Months => (28 * 24 * 60 - 60, 31 * 24 * 60 + 60),
        Unit::BusinessDays => (1, 1),
    };
    let times = |minutes: i64| duration.amount.checked_mul(minutes);
    times(least).zip(times(most))
}
