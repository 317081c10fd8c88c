//! `sla`: a timer that a party owes.

use std::ops::Bound;

use indexmap::IndexMap;

use super::facts::Facts;
use super::point::{self, Side};
use super::shared::{Dates, criterion, folded, quota, share_within, timed};
use crate::check::context::{Checker, Seen};
use crate::check::error;
use crate::check::names::snake;
use crate::ir::{CalendarChoice, Criterion, Escalation, Limit, Pause, Point, Quota, Sla, Tier};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Body, Expression, Header, Name, Number, SlaStatement, Text};
use crate::time::Date;
use crate::types::{Decimal, trim};

/// The most that a timer may be over its target when somebody is told, in percent.
const ESCALATE_MOST: i64 = 1_000;

/// What the statements of an sla say together.
#[derive(Default)]
struct Timer<'a> {
    party: Option<usize>,
    starts: Option<(&'a Spanned<ast::Point>, Option<Point>)>,
    stops: Option<(&'a Spanned<ast::Point>, Option<Point>)>,
    cancelled: Option<Criterion>,
    scope: Option<Criterion>,
    pauses: Vec<Pause>,
    calendars: Vec<CalendarChoice>,
    tiers: Vec<Tier>,
    target: Option<Quota>,
    phases: Vec<(Date, Decimal)>,
    /// The first tier that is for every lead.
    last_tier: Option<Span>,
    /// The first calendar that is for every lead.
    last_calendar: Option<Span>,
    /// Whether a calendar is named, and where.
    names_calendar: Option<Span>,
    is_business: bool,
    befores: Vec<Span>,
    dates: Dates,
    warnings: IndexMap<Decimal, Span>,
    escalations: IndexMap<(Decimal, String), Escalation>,
}

/// Returns an sla, where it has no error.
pub(super) fn check(checker: &mut Checker<'_>, facts: &Facts<'_>, body: &Body<SlaStatement>) -> Option<Sla> {
    let mut seen = Seen::default();
    let mut timer = Timer::default();
    let mut pairs: Vec<(&Name, &Name)> = Vec::new();
    for statement in &body.statements {
        let span = statement.span;
        match &statement.value {
            SlaStatement::Party(party) => {
                if checker.once(&mut seen, "party", span) {
                    timer.party = checker.resolve_party(party);
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
                    timer.cancelled = criterion(checker, expression);
                }
            }
            SlaStatement::Paused(from, to) => {
                timer.pauses.extend(paused(checker, from, to, span, &mut pairs));
            }
            SlaStatement::Where(expression) => {
                if checker.once(&mut seen, "where", span) {
                    timer.scope = criterion(checker, expression);
                }
            }
            SlaStatement::Calendar(name, when) => {
                timer.names_calendar = timer.names_calendar.or(Some(span));
                hidden(checker, &mut timer.last_calendar, "calendar", when.as_ref(), span);
                let calendar = checker.resolve_calendar(name);
                let when = when.as_ref().map(|when| criterion(checker, when));
                if let (Some(calendar), None | Some(Some(_))) = (calendar, &when) {
                    timer.calendars.push(CalendarChoice { calendar, when: when.flatten(), span });
                }
            }
            // The tiers are read once all calendars are known.
            SlaStatement::Within { when, .. } | SlaStatement::EndOfBusinessDay { when, .. } => {
                if seen.get("within").is_none() {
                    checker.once(&mut seen, "within", span);
                }
                hidden(checker, &mut timer.last_tier, "tier", when.as_ref(), span);
            }
            SlaStatement::Warn(number) => warn(checker, &mut timer, number),
            SlaStatement::Escalate(number, who) => escalate(checker, &mut timer, number, who),
            SlaStatement::Target(target) => {
                if checker.once(&mut seen, "target", span) {
                    let share = share_within(checker, &target.share, 0, Bound::Included(100));
                    timer.target = quota(checker, share, target);
                }
            }
            SlaStatement::Before(when, number) => {
                timer.befores.push(span);
                let date = timer.dates.add(checker, when);
                let share = share_within(checker, number, 0, Bound::Included(100));
                timer.phases.extend(date.zip(share));
            }
            SlaStatement::Consequence(_) => {
                checker.once(&mut seen, "consequence", span);
            }
        }
    }
    checker.needs(&body.header, body.complete, &seen, &["party", "starts", "stops", "within"]);
    same_point(checker, &timer);
    tiers(checker, body, &mut timer);
    if let (Some(first), true, None) = (timer.befores.first(), body.complete, seen.get("target")) {
        checker.push(error::needs_other("before", "target", *first));
    }
    timer.finish(&body.header)
}

impl Timer<'_> {
    fn finish(mut self, header: &Header) -> Option<Sla> {
        let mut warnings: Vec<Decimal> = self.warnings.keys().copied().collect();
        warnings.sort_unstable();
        let mut escalations: Vec<Escalation> = self.escalations.into_values().collect();
        escalations.sort_by_key(|escalation| escalation.share);
        self.phases.sort_unstable();
        Some(Sla {
            name: header.name.as_ref()?.value.clone(),
            label: header.label.as_ref().map(|label| label.value.clone()),
            party: self.party?,
            starts: self.starts?.1?,
            stops: self.stops?.1?,
            cancelled: self.cancelled,
            pauses: self.pauses,
            scope: self.scope,
            calendars: self.calendars,
            tiers: self.tiers,
            warnings,
            escalations,
            target: self.target,
            phases: self.phases,
            exceptions: Vec::new(),
            span: header.span,
        })
    }
}

/// Reads the tiers with their clocks, once all calendars of the block are known.
fn tiers(checker: &mut Checker<'_>, body: &Body<SlaStatement>, timer: &mut Timer<'_>) {
    let own = timer.last_calendar.is_some() || !body.complete;
    for statement in &body.statements {
        let span = statement.span;
        let (limit, when) = match &statement.value {
            SlaStatement::Within { duration, on, when } => {
                let limit = timed(checker, duration, on.as_ref(), own);
                timer.is_business |= limit.is_none_or(|(limit, _)| limit.is_business());
                (limit, when)
            }
            SlaStatement::EndOfBusinessDay { on, when } => {
                timer.is_business = true;
                let limit = match on {
                    Some(calendar) => {
                        checker.resolve_calendar(calendar).map(|calendar| (Limit::EndOfBusinessDay, Some(calendar)))
                    }
                    None if !own => checker.fail(error::missing_calendar(span)),
                    None => Some((Limit::EndOfBusinessDay, None)),
                };
                (limit, when)
            }
            _ => continue,
        };
        let when = when.as_ref().map(|when| criterion(checker, when));
        if let (Some((limit, on)), None | Some(Some(_))) = (limit, &when) {
            timer.tiers.push(Tier { limit, on, when: when.flatten(), span });
        }
    }
    if let (Some(first), true, false) = (timer.names_calendar, body.complete, timer.is_business) {
        checker.push(error::calendar_without_business(first));
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

/// Returns a pause, which may be said as often as the timer stands still; each pair of fields once.
fn paused<'a>(
    checker: &mut Checker<'_>,
    from: &'a Name,
    to: &'a Name,
    span: Span,
    pairs: &mut Vec<(&'a Name, &'a Name)>,
) -> Option<Pause> {
    let first = checker.resolve_time_field(from);
    let second = checker.resolve_time_field(to);
    if first.is_some() && first == second {
        return checker.fail(error::same_point("a pause begins and ends", &from.value, from.span, to.span));
    }
    let is_again = |pair: &&(&Name, &Name)| snake(&pair.0.value) == snake(&from.value);
    match pairs.iter().find(is_again) {
        Some((earlier, _)) => return checker.fail(error::named_twice("field", &from.value, from.span, earlier.span)),
        None => pairs.push((from, to)),
    }
    Some(Pause { from: first?, to: second?, span })
}

fn same_point(checker: &mut Checker<'_>, timer: &Timer<'_>) {
    let (Some((starts, Some(first))), Some((stops, Some(second)))) = (&timer.starts, &timer.stops) else { return };
    let (first, second) = (point::field_of(checker, first), point::field_of(checker, second));
    if let (ast::Point::Name(name), true, true) = (&starts.value, first.is_some(), first == second) {
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
        Some(first) => checker.push(error::told_twice(&shown(number), &who.value, who.span, first.span)),
        None => {
            let name = trim(&who.value).to_string();
            timer.escalations.insert(key, Escalation { share, who: name, span: who.span });
        }
    }
}

fn shown(number: &Number) -> String {
    format!("{}%", number.digits)
}
