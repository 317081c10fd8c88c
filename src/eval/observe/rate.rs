//! Leads that count, or do not, in a share or a number of leads.

use super::{LeftOut, Says, value};
use crate::eval::judged::{HandoffVerdict, Judged};
use crate::eval::moment::MomentId;
use crate::eval::rejection::{RejectionVerdict, window_of_right};
use crate::eval::run::Evaluation;
use crate::eval::timer::clock::{Clock, Target};
use crate::eval::timer::point::{Found, reached, recorded};
use crate::eval::timer::{Doubt, TimerVerdict, clock_of};
use crate::ir::{Base, Limit, Outcome, Point, Recorded, SlaId, StageId};
use crate::time::{Duration, Instant, Reading};
use crate::types::Truth;

type Seen = (Reading, Says, Option<Instant>);

/// Returns what a lead says to the rate of rejections or acceptances: its window is that of the hand-off (S5.3, S5.4).
pub(super) fn rejection(run: &Evaluation<'_>, judged: &Judged, accepted: bool, row: usize) -> Option<Seen> {
    let rejection = run.program().rejection.as_ref()?;
    let state = judged.rejections[row];
    let Found::At(handed, _) = reached(run, rejection.of, row) else { return None };
    if is_outside_rate(run, judged, row) {
        return None;
    }
    let says = match state.counts_as? {
        RejectionVerdict::Valid => Says::Counts(!accepted),
        RejectionVerdict::Accepted | RejectionVerdict::DeemedAccepted => Says::Counts(accepted),
        RejectionVerdict::Undecided => Says::LeftOut(LeftOut::Undecided),
        RejectionVerdict::Open => Says::LeftOut(LeftOut::Open),
        _ => Says::LeftOut(LeftOut::Indeterminate),
    };
    Some((handed, says, waits_for(run, judged, row, handed)))
}

/// Returns the last instant that can still change what a lead says to a rate of its hand-off (S5.5): until it its right
/// can be used and, where a rejection stands, be disputed. What does not stand, a dispute does not change: a rejection
/// that comes a year late does not open a window again.
pub(super) fn waits_for(run: &Evaluation<'_>, judged: &Judged, row: usize, handed: Reading) -> Option<Instant> {
    let rejection = run.program().rejection.as_ref()?;
    let clock = clock_of(run, rejection.within, rejection.on);
    let lapses = in_time_until(&clock, handed.until);
    let stands = matches!(
        judged.rejections[row].verdict,
        Some(RejectionVerdict::Valid | RejectionVerdict::Overturned | RejectionVerdict::Indeterminate)
    );
    lapses.max(stands.then(|| window_of_right(run, row, handed)).flatten())
}

/// Returns the last instant at which a use of a right is in time. Business time stands still from the close at which
/// it is up to the next opening, and a use in between is in time (S4.1).
fn in_time_until(clock: &Clock<'_>, start: Instant) -> Option<Instant> {
    let target = clock.target(start);
    if target.named.is_some() {
        return target.named;
    }
    let one_more = Target { amount: target.amount.saturating_add(1), named: None };
    clock.due(start, one_more, &[]).map(|late| Instant(late.0 - 1))
}

/// Returns whether a lead is in no rate of rejections: it was recycled (S3.8), or came back for a reason that counts
/// against nobody (S5.1).
fn is_outside_rate(run: &Evaluation<'_>, judged: &Judged, row: usize) -> bool {
    let state = judged.rejections[row];
    let is_valid = state.counts_as == Some(RejectionVerdict::Valid);
    is_recycled(run, row) || (is_valid && is_against_nobody(run, state.reason))
}

fn is_against_nobody(run: &Evaluation<'_>, reason: Option<u16>) -> bool {
    let reasons = run.program().rejection.as_ref().map(|rejection| &rejection.reasons);
    reasons.zip(reason).is_some_and(|(reasons, place)| reasons[usize::from(place)].counts_against_nobody)
}

/// Returns whether a lead was given back for later, which is no rejection (S3.8).
fn is_recycled(run: &Evaluation<'_>, row: usize) -> bool {
    let exits = run.program().exits.iter().filter(|exit| exit.outcome == Outcome::Recycled);
    exits.into_iter().any(|exit| has_exit(run, &exit.recorded, row))
}

fn has_exit(run: &Evaluation<'_>, exit: &Recorded, row: usize) -> bool {
    match exit {
        Recorded::Never => false,
        Recorded::At(field) => recorded(run, *field, row).is_some(),
        Recorded::When(criterion) => run.truth(criterion.node, MomentId::AS_OF, row) == Truth::Met,
    }
}

/// Returns whether a lead that was handed over got an answer in time: accepted in fact, or rejected with a reason, even
/// where a dispute overturned that.
pub(super) fn feedback(run: &Evaluation<'_>, judged: &Judged, row: usize) -> Option<Seen> {
    let rejection = run.program().rejection.as_ref()?;
    let Found::At(handed, _) = reached(run, rejection.of, row) else { return None };
    let clock = clock_of(run, rejection.within, rejection.on);
    let says = match judged.rejections[row].verdict? {
        // A rejection that was overturned was one in time, and with its reason.
        RejectionVerdict::Valid | RejectionVerdict::Overturned => Says::Counts(true),
        RejectionVerdict::Accepted => {
            let later = rejection.of.index() + 1..run.program().stages.len();
            let stages = later.map(|place| StageId(u32::try_from(place).unwrap_or(u32::MAX)));
            let next = stages.map(|stage| reached(run, stage, row)).find(|found| *found != Found::Not);
            match next {
                Some(Found::At(answered, _)) => in_time(clock.late(handed, answered)),
                _ => Says::LeftOut(LeftOut::Indeterminate),
            }
        }
        RejectionVerdict::Open => Says::LeftOut(LeftOut::Open),
        RejectionVerdict::Indeterminate => Says::LeftOut(LeftOut::Indeterminate),
        _ => Says::Counts(false),
    };
    Some((handed, says, waits_for(run, judged, row, handed)))
}

fn in_time(late: Truth) -> Says {
    match late {
        Truth::Unmet => Says::Counts(true),
        Truth::Met => Says::Counts(false),
        Truth::Unknown => Says::LeftOut(LeftOut::Indeterminate),
    }
}

/// Returns whether a lead entered a stage: one with a hand-off rightly, so that it counts (S6.3).
pub(super) fn volume(run: &Evaluation<'_>, judged: &Judged, stage: StageId, row: usize) -> Option<Seen> {
    let Found::At(entered, _) = reached(run, stage, row) else { return None };
    let handoff = judged.handoffs.iter().find(|(handed, _)| *handed == stage).map(|(_, verdicts)| verdicts[row]);
    let says = match handoff {
        None | Some(HandoffVerdict::Ok) => Says::Counts(true),
        Some(HandoffVerdict::Unproven) => Says::LeftOut(LeftOut::Indeterminate),
        // Delivered below the criteria.
        Some(_) => Says::Counts(false),
    };
    Some((entered, says, None))
}

/// Returns whether a lead that entered a stage reached another, within a time where one is written (S6.2).
pub(super) fn conversion(
    run: &Evaluation<'_>,
    from: StageId,
    to: StageId,
    within: Option<Duration>,
    row: usize,
) -> Option<Seen> {
    let Found::At(entered, _) = reached(run, from, row) else { return None };
    let reached = reached(run, to, row);
    let Some(within) = within else {
        return Some((entered, Says::Counts(!matches!(reached, Found::Not | Found::Skipped)), None));
    };
    let zone = &run.program().contract.timezone;
    let says = match reached {
        Found::At(reached, _) if reached.until < entered.from => Says::LeftOut(LeftOut::Indeterminate),
        Found::At(reached, _) => {
            let clock = Clock { calendar: None, limit: Limit::Within(within), zone };
            in_time(clock.late(entered, reached))
        }
        Found::Untimed => Says::LeftOut(LeftOut::Indeterminate),
        _ => Says::Counts(false),
    };
    Some((entered, says, None))
}

/// Returns that a lead was won, and that it was lost, by the instant of each (S6.4).
pub(super) fn closings(run: &Evaluation<'_>, row: usize) -> [Option<Seen>; 2] {
    let program = run.program();
    let won = program.stages.iter().position(|stage| stage.won);
    let won = won.map(|place| reached(run, StageId(u32::try_from(place).unwrap_or(u32::MAX)), row));
    let won = match won {
        Some(Found::At(at, _)) => Some((at, Says::Counts(true), None)),
        _ => None,
    };
    let exits = program.exits.iter().filter(|exit| exit.outcome == Outcome::Lost);
    let lost = exits.filter_map(|exit| match exit.recorded {
        Recorded::At(field) => recorded(run, field, row),
        _ => None,
    });
    let lost = lost.min_by_key(|reading| reading.from).map(|at| (at, Says::Counts(false), None));
    [won, lost]
}

/// Returns how often a lead did what says in which window it counts, without its being known when: by its status it
/// entered the stage, or was lost (S3.5). Silence would make a rate of those alone whose instants are recorded.
pub(super) fn untimed(run: &Evaluation<'_>, judged: &Judged, base: &Base, row: usize) -> usize {
    let program = run.program();
    let entered = |stage: StageId| usize::from(reached(run, stage, row) == Found::Untimed);
    match base {
        Base::Rejections { .. } if is_outside_rate(run, judged, row) => 0,
        Base::Rejections { .. } | Base::FeedbackCompletion => {
            program.rejection.as_ref().map_or(0, |rejection| entered(rejection.of))
        }
        Base::Volume(stage)
        | Base::Value { stage, .. }
        | Base::Distinct { stage, .. }
        | Base::Conversion { from: stage, .. }
        | Base::TimeBetween { from: stage, .. } => entered(*stage),
        Base::WinRate | Base::Velocity { .. } => {
            let won = program.stages.iter().position(|stage| stage.won);
            let won = won.map_or(0, |place| entered(StageId(u32::try_from(place).unwrap_or(u32::MAX))));
            let lost = || program.exits.iter().filter(|exit| exit.outcome == Outcome::Lost);
            let is_timed =
                lost().any(|exit| matches!(exit.recorded, Recorded::At(field) if recorded(run, field, row).is_some()));
            won + usize::from(!is_timed && lost().any(|exit| has_exit(run, &exit.recorded, row)))
        }
        Base::Stuck(stage) | Base::Age { stage, .. } => usize::from(value::is_untimed(run, *stage, row)),
        // A timer starts at an instant.
        Base::Attainment(_) | Base::Unanswered { .. } | Base::TimeOf { .. } | Base::External(_) => 0,
    }
}

/// Returns whether a timer was met, by the window in which it was due (S4.9).
pub(super) fn attainment(run: &Evaluation<'_>, sla: SlaId, row: usize) -> Option<Seen> {
    let outcome = run.timers[sla.index()][row];
    let start = outcome.start?;
    let at = outcome.state.due_at.map_or(start, Reading::exact);
    let says = match outcome.state.verdict {
        TimerVerdict::Met => Says::Counts(true),
        TimerVerdict::Breached => Says::Counts(false),
        TimerVerdict::Running | TimerVerdict::AtRisk | TimerVerdict::Paused => Says::LeftOut(LeftOut::Open),
        TimerVerdict::Indeterminate => Says::LeftOut(LeftOut::Indeterminate),
        TimerVerdict::NotApplicable | TimerVerdict::NotStarted | TimerVerdict::Cancelled => return None,
    };
    Some((at, says, None))
}

/// Returns whether a timer had no stop by a time after its start, by the window in which it started. What leaves the
/// timer's own verdict open, that its limit lies in a day, need not leave this open.
pub(super) fn unanswered(run: &Evaluation<'_>, sla: SlaId, within: Option<Limit>, row: usize) -> Option<Seen> {
    let outcome = run.timers[sla.index()][row];
    let start = outcome.start?;
    if matches!(outcome.state.verdict, TimerVerdict::NotApplicable | TimerVerdict::Cancelled) {
        return None;
    }
    let sla = run.program().sla(sla);
    let limit = within.or_else(|| outcome.tier.map(|tier| sla.tiers[tier].limit));
    let late = match (limit, outcome.doubt, outcome.stop) {
        (Some(limit), None | Some(Doubt::Day), stop) => {
            // Hours and days that are no business time run day and night, whatever the timer's own calendar.
            let clock = clock_of(run, limit, outcome.calendar.filter(|_| limit.is_business()));
            match stop {
                Some(stop) if stop.until < start.from => Truth::Unknown,
                Some(stop) => clock.late(start, stop),
                // Which activity is the answer may hang on the reading.
                None if outcome.doubt.is_some() && matches!(sla.stops, Point::Activity { .. }) => Truth::Unknown,
                None => match clock.late(start, Reading::exact(run.settings.as_of)) {
                    Truth::Unmet => return Some((start, Says::LeftOut(LeftOut::Open), None)),
                    late => late,
                },
            }
        }
        _ => Truth::Unknown,
    };
    let says = match in_time(late) {
        Says::Counts(in_time) => Says::Counts(!in_time),
        says => says,
    };
    Some((start, says, None))
}
