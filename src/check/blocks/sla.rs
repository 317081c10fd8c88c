//! `sla`: a timer that a party owes.

use std::ops::Bound;

use indexmap::IndexMap;

use super::facts::Facts;
use super::point::{self, Side};
use super::shared::{Dates, criterion, folded, share_within, timed, window_and_groups};
use crate::check::context::{Checker, Seen};
use crate::check::error;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Body, Expression, Name, Number, Point, SlaStatement, Text};
use crate::types::{Decimal, FieldId};

/// The most that a timer may be over its target when somebody is told, in percent.
const ESCALATE_MOST: i64 = 1_000;

/// What the statements of an sla say together.
#[derive(Default)]
struct Timer<'a> {
    starts: Option<(&'a Spanned<Point>, Option<FieldId>)>,
    stops: Option<(&'a Spanned<Point>, Option<FieldId>)>,
    /// The first tier that is for every lead.
    last_tier: Option<Span>,
    /// The first calendar that is for every lead.
    last_calendar: Option<Span>,
    calendars: Vec<Span>,
    is_business: bool,
    befores: Vec<Span>,
    dates: Dates,
    warnings: IndexMap<Decimal, Span>,
    escalations: IndexMap<(Decimal, String), Span>,
}

pub(super) fn check(checker: &mut Checker<'_>, facts: &Facts<'_>, body: &Body<SlaStatement>) {
    let mut seen = Seen::default();
    let mut timer = Timer::default();
    for statement in &body.statements {
        let span = statement.span;
        match &statement.value {
            SlaStatement::Party(party) => {
                if checker.once(&mut seen, "party", span) {
                    checker.resolve_party(party);
                }
            }
            SlaStatement::Starts(point) => {
                if checker.once(&mut seen, "starts", span) {
                    timer.starts = Some((point, point::check(checker, facts, point, Side::Starts)));
                }
            }
            SlaStatement::Stops(point) => {
                if checker.once(&mut seen, "stops", span) {
                    timer.stops = Some((point, point::check(checker, facts, point, Side::Stops)));
                }
            }
            SlaStatement::CancelledWhen(expression) => {
                if checker.once(&mut seen, "cancelled when", span) {
                    criterion(checker, expression);
                }
            }
            SlaStatement::Paused(from, to) => {
                if checker.once(&mut seen, "paused", span) {
                    paused(checker, from, to);
                }
            }
            SlaStatement::Where(expression) => {
                if checker.once(&mut seen, "where", span) {
                    criterion(checker, expression);
                }
            }
            SlaStatement::Calendar(name, when) => {
                timer.calendars.push(span);
                hidden(checker, &mut timer.last_calendar, "calendar", when.as_ref(), span);
                checker.resolve_calendar(name);
                if let Some(when) = when {
                    criterion(checker, when);
                }
            }
            SlaStatement::Within { when, .. } | SlaStatement::EndOfBusinessDay { when, .. } => {
                if seen.get("within").is_none() {
                    checker.once(&mut seen, "within", span);
                }
                hidden(checker, &mut timer.last_tier, "tier", when.as_ref(), span);
                if let Some(when) = when {
                    criterion(checker, when);
                }
            }
            SlaStatement::Warn(number) => warn(checker, &mut timer, number),
            SlaStatement::Escalate(number, who) => escalate(checker, &mut timer, number, who),
            SlaStatement::Target(target) => {
                if checker.once(&mut seen, "target", span) {
                    share_within(checker, &target.share, 0, Bound::Included(100));
                    window_and_groups(checker, target);
                }
            }
            SlaStatement::Before(when, number) => {
                timer.befores.push(span);
                timer.dates.add(checker, when);
                share_within(checker, number, 0, Bound::Included(100));
            }
            SlaStatement::Consequence(_) => {
                checker.once(&mut seen, "consequence", span);
            }
        }
    }
    checker.needs(&body.header, body.complete, &seen, &["party", "starts", "stops", "within"]);
    same_point(checker, &timer);
    clocks(checker, body, &mut timer);
    if let (Some(first), true, None) = (timer.befores.first(), body.complete, seen.get("target")) {
        checker.push(error::needs_other("before", "target", *first));
    }
}

/// Checks the clock of every tier, once all calendars of the block are known.
fn clocks(checker: &mut Checker<'_>, body: &Body<SlaStatement>, timer: &mut Timer<'_>) {
    let own = timer.last_calendar.is_some() || !body.complete;
    for statement in &body.statements {
        match &statement.value {
            SlaStatement::Within { duration, on, .. } => {
                let length = timed(checker, duration, on.as_ref(), own);
                timer.is_business |= length.is_none_or(|length| length.unit.is_business());
            }
            SlaStatement::EndOfBusinessDay { on, .. } => {
                timer.is_business = true;
                match on {
                    Some(calendar) => {
                        checker.resolve_calendar(calendar);
                    }
                    None if !own => checker.push(error::missing_calendar(statement.span)),
                    None => {}
                }
            }
            _ => {}
        }
    }
    if let (Some(first), true, false) = (timer.calendars.first(), body.complete, timer.is_business) {
        checker.push(error::calendar_without_business(*first));
    }
}

/// Reports what stands after one that is for every lead: the first that is met counts.
fn hidden(checker: &mut Checker<'_>, last: &mut Option<Span>, what: &str, when: Option<&Expression>, span: Span) {
    match last {
        Some(hider) => checker.push(error::hidden(what, span, *hider)),
        None if when.is_none() => *last = Some(span),
        None => {}
    }
}

fn paused(checker: &mut Checker<'_>, from: &Name, to: &Name) {
    let first = checker.resolve_time_field(from);
    let second = checker.resolve_time_field(to);
    if first.is_some() && first == second {
        checker.push(error::same_point("a pause begins and ends", &from.value, from.span, to.span));
    }
}

fn same_point(checker: &mut Checker<'_>, timer: &Timer<'_>) {
    if let (Some((starts, first)), Some((stops, second))) = (&timer.starts, &timer.stops)
        && let (Point::Name(name), true, true) = (&starts.value, first.is_some(), first == second)
    {
        checker.push(error::same_point("the timer starts and stops", &name.value, starts.span, stops.span));
    }
}

fn warn(checker: &mut Checker<'_>, timer: &mut Timer<'_>, number: &Number) {
    let Some(share) = share_within(checker, number, 0, Bound::Excluded(100)) else { return };
    match timer.warnings.get(&share) {
        Some(first) => checker.push(error::named_twice("share", &shown(number), number.span, *first)),
        None => {
            timer.warnings.insert(share, number.span);
        }
    }
}

fn escalate(checker: &mut Checker<'_>, timer: &mut Timer<'_>, number: &Number, who: &Text) {
    let Some(share) = share_within(checker, number, 0, Bound::Included(ESCALATE_MOST)) else { return };
    let key = (share, folded(&who.value));
    match timer.escalations.get(&key) {
        Some(first) => checker.push(error::told_twice(&shown(number), &who.value, who.span, *first)),
        None => {
            timer.escalations.insert(key, who.span);
        }
    }
}

fn shown(number: &Number) -> String {
    format!("{}%", number.digits)
}
