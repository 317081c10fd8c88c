//! The course of one timer: from its start, stop and standstills to what it came to.
//!
//! Where all instants are exact there is one course. Where one is known by its day only, there is a course for each
//! of its instants (S2.4); those that could be the best and the worst for the party are followed, and what they do
//! not agree on is not known. A timer is the better, the later it starts, the earlier it stops and the longer it
//! stands still.

use super::clock::{Clock, OPEN, Target};
use super::point::Candidate;
use super::state::{TimerState, TimerVerdict};
use crate::ir::{Escalation, Sla};
use crate::time::{Instant, Reading};
use crate::types::Decimal;

/// What is known of a stretch of time in which a timer stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::eval) struct Standstill {
    /// When it begins.
    pub(in crate::eval) begin: Reading,
    /// When it ends; none while it lasts.
    pub(in crate::eval) end: Option<Reading>,
    /// Whether it began at the start or after it, whatever `begin` says.
    pub(in crate::eval) is_after_start: bool,
    /// Whether what ends it is what stops the timer.
    pub(in crate::eval) ends_at_stop: bool,
}

/// What may stop a timer.
#[derive(Clone, Copy, Debug)]
pub(in crate::eval) enum Stops<'t> {
    /// An instant that is recorded, if it is.
    One(Option<Reading>),
    /// The start itself: both are read from one field, or are one activity.
    AtStart,
    /// The first at or after the start of these, which are in the order of their earliest.
    FirstOf(&'t [Candidate]),
}

/// One timer of one lead.
#[derive(Clone, Copy, Debug)]
pub(in crate::eval) struct Course<'c> {
    pub(in crate::eval) sla: &'c Sla,
    pub(in crate::eval) clock: Clock<'c>,
    pub(in crate::eval) start: Reading,
    pub(in crate::eval) stops: Stops<'c>,
    pub(in crate::eval) standstills: &'c [Standstill],
    pub(in crate::eval) as_of: Instant,
}

/// What a course comes to, and when it stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::eval) struct Finish {
    pub(in crate::eval) state: TimerState,
    /// When it is stopped, if it is; none too where that hangs on what is not known.
    pub(in crate::eval) stop: Option<Reading>,
    /// When it is decided: when it can no longer be met, else when it stops, else as-of.
    pub(in crate::eval) decided: Reading,
    /// Whether its stop decides it.
    pub(in crate::eval) stop_decides: bool,
}

impl Finish {
    /// Returns what two ways of a timer agree on.
    pub(in crate::eval) fn agree(self, other: Finish) -> Finish {
        let stop = self.stop.zip(other.stop).map(|(stop, other)| hull(stop, other));
        Finish {
            state: agree(self.state, other.state),
            stop,
            decided: hull(self.decided, other.decided),
            stop_decides: self.stop_decides && other.stop_decides,
        }
    }
}

impl Course<'_> {
    /// Follows the timer.
    pub(in crate::eval) fn finish(&self) -> Finish {
        let are_exact = |still: &Standstill| still.begin.is_exact() && still.end.is_none_or(Reading::is_exact);
        let standstills_are_exact = self.standstills.iter().all(are_exact);
        if self.start.is_exact()
            && standstills_are_exact
            && let Some(stop) = self.exact_stop()
        {
            let mut spans = Vec::new();
            self.lay_out(false, (self.start.from, stop), &mut spans);
            let state = self.exact(self.start.from, stop, &mut spans);
            let (decided, stop_decides) = self.decided(state, stop);
            return Finish { state, stop: stop.map(Reading::exact), decided: Reading::exact(decided), stop_decides };
        }
        match self.stops {
            Stops::One(_) | Stops::AtStart => {
                let mut starts = vec![self.start.from, self.start.until];
                self.turns(&mut starts);
                self.over(&starts, standstills_are_exact)
            }
            Stops::FirstOf(instants) => {
                // Between two instants at which an activity may lie nothing changes but how long ago the start was.
                let mut starts = vec![self.start.from, self.start.until];
                self.turns(&mut starts);
                let bounds = instants.iter().flat_map(|one| [one.at.from, one.at.until]);
                for bound in bounds.filter(|bound| self.start.from <= *bound && *bound < self.start.until) {
                    starts.extend([bound, Instant(bound.0 + 1)]);
                }
                starts.sort_unstable();
                starts.dedup();
                self.over(&starts, standstills_are_exact)
            }
        }
    }

    /// Adds the starts at which a target that is an instant turns another way: its length does not go with the start,
    /// and with it what is a share of it, and when it has run outside standstills. Between them all goes one way.
    fn turns(&self, starts: &mut Vec<Instant>) {
        let shares = !self.sla.warnings.is_empty() || !self.sla.escalations.is_empty();
        let hangs_on_length = shares || !self.standstills.is_empty();
        let (Some(calendar), true) = (self.clock.calendar, hangs_on_length && !self.start.is_exact()) else { return };
        if self.clock.target(self.start.from).named.is_none() {
            return;
        }
        let mut edges: Vec<Instant> = Vec::new();
        let windows = calendar.windows(self.start.from, self.start.until);
        edges.extend(windows.into_iter().flat_map(|(from, until)| [from, until]));
        let due = [self.start.from, self.start.until].map(|start| self.clock.target(start).named);
        if let [Some(first), Some(last)] = due {
            // Where the due instant crosses an edge, the start has its time of day.
            let zone = calendar.zone();
            for (from, until) in calendar.windows(first, last) {
                for edge in [from, until] {
                    let time = zone.local(edge).time;
                    let days = [self.start.from, self.start.until].map(|start| zone.date(start));
                    edges.extend(days.map(|day| zone.instant(day, time)));
                }
            }
        }
        for edge in edges {
            let beside = [Instant(edge.0 - 1), edge, Instant(edge.0 + 1)];
            starts.extend(beside.into_iter().filter(|at| self.start.from <= *at && *at <= self.start.until));
        }
    }

    /// Returns the stop of a timer whose start is exact, where it is exact too.
    fn exact_stop(&self) -> Option<Option<Instant>> {
        match self.stops {
            Stops::One(stop) => stop.is_none_or(Reading::is_exact).then_some(stop.map(|stop| stop.from)),
            Stops::AtStart => Some(Some(self.start.from)),
            Stops::FirstOf(instants) => {
                let first = instants.partition_point(|one| one.at.from < self.start.from);
                let are_exact = instants.iter().all(|one| one.is_certain && one.at.is_exact());
                are_exact.then(|| instants.get(first).map(|one| one.at.from))
            }
        }
    }

    /// Follows the timer from each of these starts, at its best and at its worst.
    fn over(&self, starts: &[Instant], standstills_are_exact: bool) -> Finish {
        let mut agreed: Option<TimerState> = None;
        let mut stops: Option<Option<Reading>> = None;
        let mut decided: Option<Reading> = None;
        let mut stop_decides = true;
        let mut spans = Vec::new();
        let lengths: &[bool] = if standstills_are_exact { &[false] } else { &[false, true] };
        for start in starts {
            let readings = [false, true].map(|is_worst| self.stop(*start, is_worst));
            for ((start, stop), short) in
                readings.iter().flat_map(|reading| lengths.iter().map(move |short| (reading, short)))
            {
                spans.clear();
                self.lay_out(*short, (*start, *stop), &mut spans);
                let state = self.exact(*start, *stop, &mut spans);
                agreed = Some(agreed.map_or(state, |known| agree(known, state)));
                let (end, is_stop) = self.decided(state, *stop);
                stop_decides &= is_stop;
                let end = Reading::exact(end);
                decided = Some(decided.map_or(end, |known| hull(known, end)));
                stops = Some(match (stops, stop) {
                    (None, stop) => stop.map(Reading::exact),
                    (Some(Some(known)), Some(stop)) => Some(hull(known, Reading::exact(*stop))),
                    (Some(_), _) => None,
                });
            }
        }
        let state = agreed.unwrap_or_else(|| TimerState::bare(TimerVerdict::Indeterminate));
        let decided = decided.unwrap_or(Reading::exact(self.as_of));
        Finish { state, stop: stops.flatten(), decided, stop_decides }
    }

    /// Returns when a timer is decided that came to this, and whether its stop decides it: when it could no longer be
    /// met, where it was not; a late stop changes nothing (S4.7).
    fn decided(&self, state: TimerState, stop: Option<Instant>) -> (Instant, bool) {
        let lost = state.due_at.filter(|_| state.verdict == TimerVerdict::Breached);
        match lost {
            Some(due) => (self.clock.lost(due), false),
            None => (stop.unwrap_or(self.as_of), stop.is_some()),
        }
    }

    /// Returns a start with the stop that is the best or the worst for it.
    fn stop(&self, start: Instant, is_worst: bool) -> (Instant, Option<Instant>) {
        match self.stops {
            Stops::One(None) => (start, None),
            Stops::AtStart => (start, Some(start)),
            // No reading has the stop before the start, unless all have.
            Stops::One(Some(stop)) if is_worst => (start.min(stop.until), Some(stop.until)),
            Stops::One(Some(stop)) => {
                let start = start.min(stop.until);
                (start, Some(stop.from.max(start)))
            }
            Stops::FirstOf(instants) if is_worst => {
                let certain =
                    instants.iter().filter(|one| one.is_certain && (one.is_after_start || one.at.from >= start));
                (start, certain.map(|one| one.at.until).min())
            }
            Stops::FirstOf(instants) => {
                let possible = instants.iter().filter(|one| one.at.until >= start);
                (start, possible.map(|one| one.at.from.max(start)).min())
            }
        }
    }

    /// Lays out the standstills, as short or as long as they can be.
    fn lay_out(&self, short: bool, (start, stop): (Instant, Option<Instant>), spans: &mut Vec<(Instant, Instant)>) {
        for still in self.standstills {
            let begin = if short { still.begin.until } else { still.begin.from };
            let begin = if still.is_after_start { begin.max(start) } else { begin };
            let end = still.end.map_or(OPEN, |end| if short { end.from } else { end.until });
            let end = stop.filter(|_| still.ends_at_stop).unwrap_or(end);
            // One that begins when the timer has stopped is none of it (S4.6).
            if end > begin && stop.is_none_or(|stop| begin < stop) {
                spans.push((begin, end));
            }
        }
        spans.sort_unstable();
        // What overlaps counts once.
        spans.dedup_by(|later, earlier| {
            let overlaps = later.0 <= earlier.1;
            if overlaps {
                earlier.1 = earlier.1.max(later.1);
            }
            overlaps
        });
    }

    /// Follows the timer where everything is exact. A stop goes before a standstill that begins with it (S4.6).
    fn exact(&self, start: Instant, stop: Option<Instant>, spans: &mut Vec<(Instant, Instant)>) -> TimerState {
        let end = stop.unwrap_or(self.as_of);
        spans.retain(|(begin, _)| *begin < end || (stop.is_none() && *begin == end));
        let target = self.clock.target(start);
        let elapsed = self.clock.elapsed(start, end, spans);
        let due = self.clock.due(start, target, spans);
        let is_late = target.is_passed(end, elapsed, due);
        let stands_still = spans.iter().any(|(begin, until)| *begin <= end && end < *until);
        let at_risk = self.sla.warnings.first().is_some_and(|share| target.is_reached(elapsed, *share));
        let verdict = match (stop, is_late) {
            (_, true) => TimerVerdict::Breached,
            (Some(_), false) => TimerVerdict::Met,
            (None, false) if stands_still => TimerVerdict::Paused,
            (None, false) if at_risk => TimerVerdict::AtRisk,
            (None, false) => TimerVerdict::Running,
        };
        TimerState {
            verdict,
            due_at: due.filter(|_| verdict != TimerVerdict::Paused),
            elapsed: Some(elapsed),
            overdue: is_late.then(|| elapsed.saturating_sub(target.amount).max(0)),
            escalated: self.escalated(start, stop, target, due, spans),
        }
    }

    /// Returns how many escalations were reached: a stop at the very instant goes before one (S4.6).
    fn escalated(
        &self,
        start: Instant,
        stop: Option<Instant>,
        target: Target,
        due: Option<Instant>,
        spans: &[(Instant, Instant)],
    ) -> u16 {
        let escalations = &self.sla.escalations;
        if escalations.is_empty() {
            return 0;
        }
        let until = stop.map_or(self.as_of, |stop| Instant(stop.0 - 1));
        let elapsed = self.clock.elapsed(start, until, spans);
        let is_reached = |escalation: &&Escalation| match (target.named, due) {
            (Some(_), Some(due)) if escalation.share.0 == Decimal::ONE => due <= until,
            _ => until >= start && target.is_reached(elapsed, escalation.share),
        };
        u16::try_from(escalations.iter().take_while(is_reached).count()).unwrap_or(u16::MAX)
    }
}

/// Returns what holds two readings.
fn hull(first: Reading, second: Reading) -> Reading {
    Reading { from: first.from.min(second.from), until: first.until.max(second.until) }
}

/// Returns what two courses agree on.
fn agree(first: TimerState, second: TimerState) -> TimerState {
    if first.verdict != second.verdict {
        return TimerState::bare(TimerVerdict::Indeterminate);
    }
    fn same<T: PartialEq>(first: Option<T>, second: Option<T>) -> Option<T> {
        if first == second { first } else { None }
    }
    TimerState {
        verdict: first.verdict,
        due_at: same(first.due_at, second.due_at),
        elapsed: same(first.elapsed, second.elapsed),
        overdue: same(first.overdue, second.overdue),
        escalated: first.escalated.min(second.escalated),
    }
}
