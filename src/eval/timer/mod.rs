//! Timers: what each came to for each lead (S4.1 to S4.9).
//!
//! - [`point`] finds the instants that start and stop a timer, in fields and among activities.
//! - [`choice`] takes the target and the calendar that are a lead's, at the start.
//! - [`clock`] counts the time that a target is in.
//! - [`course`] goes from the start to the verdict, over every reading of a day without a time.
//! - [`way`] takes apart what may start and stop it, where days without a time leave that open.
//! - [`state`] is what comes of it.
//!
//! What cancels a timer is judged when the timer is decided: when it can no longer be met, else when it stops, else at
//! as-of. So a promise that was broken stays so, whatever becomes of the lead later (S4.7).

mod choice;
pub(super) mod clock;
pub(super) mod course;
pub(super) mod point;
mod state;
mod way;

use super::exception;
use super::moment::{MomentId, Moments};
use super::run::Evaluation;
use crate::ir::{CalendarId, Limit, Point, Sla, SlaId, Tier};
use crate::time::Reading;
use crate::types::{FieldId, Truth};
use clock::Clock;
use course::{Course, Finish, Standstill, Stops};
use point::{ActivityTimes, Found, recorded};
use way::{Events, Way, Ways};

pub use state::{Doubt, TimerState, TimerVerdict};

/// What a timer of a lead came to, and by what way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Outcome {
    pub(super) state: TimerState,
    /// When it started.
    pub(super) start: Option<Reading>,
    /// When it stopped.
    pub(super) stop: Option<Reading>,
    /// When it was decided, as far as it is known; none for as-of.
    pub(super) decided: Option<Reading>,
    /// The field that this was read from.
    pub(super) decided_by: Option<FieldId>,
    /// The place of its target among the tiers.
    pub(super) tier: Option<usize>,
    /// The calendar that it runs on.
    pub(super) calendar: Option<CalendarId>,
    /// Why it is indeterminate.
    pub(super) doubt: Option<Doubt>,
}

impl Outcome {
    fn bare(verdict: TimerVerdict) -> Outcome {
        let state = TimerState::bare(verdict);
        Outcome {
            state,
            start: None,
            stop: None,
            decided: None,
            decided_by: None,
            tier: None,
            calendar: None,
            doubt: None,
        }
    }

    fn doubtful(self, doubt: Doubt) -> Outcome {
        let state = TimerState::bare(TimerVerdict::Indeterminate);
        Outcome { state, doubt: Some(doubt), ..self }
    }
}

/// Returns when a timer starts, for the leads for which it does, else as-of.
pub(super) fn starts(run: &Evaluation<'_>, sla: SlaId) -> Moments {
    let sla = run.program().sla(sla);
    let times = activity_times(run, &sla.starts);
    let start = |row| match point::start(run, &sla.starts, times.as_ref(), row) {
        Found::At(reading, _) => {
            let fields = point::fields(&sla.starts, &|point| point::start(run, point, None, row));
            (reading, point::only(&fields, reading))
        }
        _ => (Reading::exact(run.settings.as_of), None),
    };
    Moments::collect((0..run.rows()).map(start))
}

/// Returns when a timer is decided.
pub(super) fn ends(run: &Evaluation<'_>, sla: SlaId) -> Moments {
    let as_of = Reading::exact(run.settings.as_of);
    let end = |outcome: &Outcome| (outcome.decided.unwrap_or(as_of), outcome.decided_by);
    Moments::collect(run.timers[sla.index()].iter().map(end))
}

/// Judges every timer of every lead, as if nothing cancelled them.
pub(super) fn judge(run: &Evaluation<'_>) -> Vec<Vec<Outcome>> {
    let slas = run.program().slas.iter().zip(&run.plan.timers);
    slas.map(|(sla, moments)| {
        let judge = Judge {
            run,
            sla,
            start: moments.start,
            start_times: activity_times(run, &sla.starts),
            stop_times: activity_times(run, &sla.stops),
        };
        let mut standstills = Vec::new();
        (0..run.rows()).map(|row| judge.outcome(row, &mut standstills)).collect()
    })
    .collect()
}

/// Takes into account what cancels timers, which goes before all else (S4.6).
pub(super) fn cancel(run: &mut Evaluation<'_>) {
    let mut timers = std::mem::take(&mut run.timers);
    let slas = run.program().slas.iter().zip(&run.plan.timers);
    for ((sla, moments), outcomes) in slas.zip(&mut timers) {
        let Some(cancelled) = &sla.cancelled else { continue };
        for (outcome, truth) in outcomes.iter_mut().zip(run.truths(cancelled.node, moments.end)) {
            // A promise that is not about the lead cannot be cancelled, and it may be none.
            let is_owed = !matches!(outcome.doubt, Some(Doubt::Scope | Doubt::Tier(_)))
                && outcome.state.verdict != TimerVerdict::NotApplicable;
            if outcome.start.is_none() || !is_owed {
                continue;
            }
            match truth {
                Truth::Unmet => {}
                Truth::Met => {
                    outcome.state = TimerState::bare(TimerVerdict::Cancelled);
                    outcome.doubt = None;
                }
                Truth::Unknown => *outcome = outcome.doubtful(Doubt::Cancelled),
            }
        }
    }
    run.timers = timers;
}

/// Returns the instants of the activities that a point reads, where it reads any that were given.
fn activity_times(run: &Evaluation<'_>, point: &Point) -> Option<ActivityTimes> {
    match point {
        Point::Activity { activity, filter } => ActivityTimes::of(run, *activity, *filter),
        _ => None,
    }
}

struct Judge<'r, 'a> {
    run: &'r Evaluation<'a>,
    sla: &'r Sla,
    start: MomentId,
    start_times: Option<ActivityTimes>,
    stop_times: Option<ActivityTimes>,
}

impl Judge<'_, '_> {
    fn outcome(&self, row: usize, standstills: &mut Vec<Standstill>) -> Outcome {
        let (start, start_field) = match point::start(self.run, &self.sla.starts, self.start_times.as_ref(), row) {
            Found::Not => return Outcome::bare(TimerVerdict::NotStarted),
            Found::Skipped => return Outcome::bare(TimerVerdict::NotApplicable),
            // The check asks a start for its instant (S4.11).
            Found::Untimed => return Outcome::bare(TimerVerdict::NotStarted).doubtful(Doubt::Untimed),
            Found::Perhaps(activity) => {
                return Outcome::bare(TimerVerdict::NotStarted).doubtful(Doubt::Activity(activity));
            }
            Found::At(reading, field) => (reading, field),
        };
        let mut outcome = Outcome { start: Some(start), ..Outcome::bare(TimerVerdict::NotApplicable) };
        // Until more is known it may be decided at any time from its start on.
        outcome.decided = Some(Reading { from: start.from, until: self.run.settings.as_of });
        let tier = match self.choose(&mut outcome, row) {
            Ok(Some(tier)) => tier,
            Ok(None) => return outcome,
            Err(doubt) => {
                // What cancels it is judged at its stop, on whatever calendar: so the stop is noted, and no more.
                self.stop(&mut outcome, start, start_field, row).ok();
                return outcome.doubtful(doubt);
            }
        };
        let stop = self.stop(&mut outcome, start, start_field, row);
        let standing = self.standstills(start, row, None, standstills);
        let stop = match (stop, standing) {
            (Err(doubt @ Doubt::OutOfOrder { .. }), _) | (_, Err(doubt)) | (Err(doubt), Ok(())) => {
                return outcome.doubtful(doubt);
            }
            (Ok(stop), Ok(())) => stop,
        };
        let clock = clock_of(self.run, tier.limit, outcome.calendar);
        let (sla, as_of) = (self.sla, self.run.settings.as_of);
        let finish = match stop {
            Some(stops) if start.is_exact() => Some(Course { sla, clock, start, stops, standstills, as_of }.finish()),
            _ => {
                let finishes = self.ways(start, row).into_iter().filter_map(|way| {
                    self.standstills(way.start, row, Some(&way), standstills).ok()?;
                    Some(Course { sla, clock, start: way.start, stops: way.stops(), standstills, as_of }.finish())
                });
                finishes.reduce(Finish::agree)
            }
        };
        let Some(Finish { state, stop, decided, stop_decides }) = finish else { return outcome.doubtful(Doubt::Day) };
        (outcome.stop, outcome.decided) = (stop, Some(decided));
        outcome.decided_by = outcome.decided_by.filter(|_| stop_decides);
        if state.verdict == TimerVerdict::Indeterminate {
            return outcome.doubtful(Doubt::Day);
        }
        Outcome { state, ..outcome }
    }

    /// Returns the ways that the timer may go.
    fn ways(&self, start: Reading, row: usize) -> Vec<Way> {
        let run = self.run;
        let starts = point::fields(&self.sla.starts, &|point| point::start(run, point, None, row));
        let stops = point::fields(&self.sla.stops, &|point| point::stop(run, point, row));
        let starts = Events::of(self.start_times.as_ref(), &starts);
        let stops = Events::of(self.stop_times.as_ref(), &stops);
        Ways { run, pauses: &self.sla.pauses, row, start, starts, stops }.all()
    }

    /// Returns the target of a lead, and notes it and its calendar; none where the promise is not about the lead.
    fn choose(&self, outcome: &mut Outcome, row: usize) -> Result<Option<&Tier>, Doubt> {
        let (run, sla) = (self.run, self.sla);
        let scope = sla.scope.as_ref().map_or(Truth::Met, |scope| run.truth(scope.node, self.start, row));
        let excepted = exception::any(run, &sla.exceptions, self.start, row);
        match scope.min(excepted.negate()) {
            Truth::Unmet => return Ok(None),
            Truth::Unknown => return Err(Doubt::Scope),
            Truth::Met => {}
        }
        let Some(place) = choice::tier(run, sla, self.start, row)? else { return Ok(None) };
        outcome.tier = Some(place);
        let tier = &sla.tiers[place];
        if tier.limit.is_business() {
            outcome.calendar = choice::calendar(run, sla, tier, self.start, row)?;
        }
        Ok(Some(tier))
    }

    /// Returns what stops the timer, where that is known to the instant or is an activity, and notes when it is decided
    /// where that is known by it.
    fn stop(
        &self,
        outcome: &mut Outcome,
        start: Reading,
        start_field: Option<FieldId>,
        row: usize,
    ) -> Result<Option<Stops<'_>>, Doubt> {
        let point = match (&self.sla.stops, &self.stop_times) {
            (Point::Activity { activity, .. }, None) => return Err(Doubt::Activity(*activity)),
            (Point::Activity { .. }, Some(times)) => {
                outcome.decided = times.first_from(start, row).or(outcome.decided);
                return Ok(Some(Stops::FirstOf(times.of_lead(row))));
            }
            (point, _) => point,
        };
        match point::stop(self.run, point, row) {
            Found::Untimed => Err(Doubt::Untimed),
            Found::Perhaps(activity) => Err(Doubt::Activity(activity)),
            Found::Not | Found::Skipped => Ok(Some(Stops::One(None))),
            Found::At(stop, field) => {
                outcome.decided = Some(stop);
                let fields = point::fields(point, &|point| point::stop(self.run, point, row));
                outcome.decided_by = point::only(&fields, stop);
                if stop.until < start.from {
                    outcome.stop = Some(stop);
                    return Err(Doubt::OutOfOrder { earlier: start_field, later: field });
                }
                Ok(stop.is_exact().then_some(Stops::One(Some(stop))))
            }
        }
    }

    /// Collects when the timer stands still, on one of its ways. One that ends and did not begin may have begun at any
    /// time before.
    fn standstills(
        &self,
        start: Reading,
        row: usize,
        way: Option<&Way>,
        standstills: &mut Vec<Standstill>,
    ) -> Result<(), Doubt> {
        standstills.clear();
        for pause in &self.sla.pauses {
            let field = |field: FieldId| recorded(self.run, field, row);
            let (begin, end) = match (field(pause.from), field(pause.to)) {
                (None, None) => continue,
                (Some(begin), Some(end)) if end.until < begin.from => {
                    return Err(Doubt::OutOfOrder { earlier: Some(pause.from), later: Some(pause.to) });
                }
                (Some(begin), end) => (begin, end),
                (None, Some(end)) if end.until <= start.from => continue,
                (None, Some(end)) => (Reading { from: start.from.min(end.from), until: end.until }, Some(end)),
            };
            let is_after_start = field(pause.from).is_none();
            let still = Standstill { begin, end, is_after_start, ends_at_stop: false };
            standstills.extend(way.map_or(Some(still), |way| way.adapted(pause, still)));
        }
        Ok(())
    }
}

/// Returns the clock of a limit.
pub(super) fn clock_of<'p>(run: &Evaluation<'p>, limit: Limit, calendar: Option<CalendarId>) -> Clock<'p> {
    let program = run.program();
    let calendar = calendar.map(|calendar| &program.calendar(calendar).hours);
    Clock { calendar, limit, zone: &program.contract.timezone }
}
