//! The story of a timer and of a rejection: the instants that made it what it is.

use super::tell::Teller;
use super::{Story, value};
use crate::eval::missing::{self, Names};
use crate::eval::moment::MomentId;
use crate::eval::rejection::RejectionState;
use crate::eval::run::Evaluation;
use crate::eval::timer::point::{Found, entered, recorded};
use crate::eval::timer::{Doubt, TimerState, clock_of};
use crate::ir::{CalendarId, Criterion, Point, Recorded, RejectionRecord, SlaId};
use crate::source::Span;
use crate::time::{Instant, Reading};
use crate::types::{FieldId, Truth};

/// An instant of a story, and what it is read from: a field, or an activity.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// When.
    pub at: Reading,
    /// From what.
    pub from: Option<String>,
}

/// The story of a timer.
#[derive(Clone, Debug, PartialEq)]
pub struct TimerStory {
    /// Which.
    pub sla: SlaId,
    /// What it came to.
    pub state: TimerState,
    /// When it started.
    pub start: Option<Mark>,
    /// When it stopped.
    pub stop: Option<Mark>,
    /// When it stood still: from when on, and until when, unless it does still.
    pub standstills: Vec<(Mark, Option<Mark>)>,
    /// Where the target is written that is the lead's.
    pub tier: Option<Span>,
    /// How much of its clock may run, in microseconds; where its start is exact.
    pub target: Option<i64>,
    /// The calendar that it runs on.
    pub calendar: Option<CalendarId>,
    /// Why it is indeterminate, with the fields and activities that would decide it.
    pub doubt: Option<(Doubt, Vec<String>)>,
    /// What decides that it runs, for whom, and what cancels it: the criteria with what they came to.
    pub criteria: Vec<Story>,
}

/// The story of the right to hand a lead back.
#[derive(Clone, Debug, PartialEq)]
pub struct RejectionStory {
    /// What became of it.
    pub state: RejectionState,
    /// When the lead was handed over.
    pub handed_over: Option<Mark>,
    /// When the right lapses; where that is one instant.
    pub lapses_at: Option<Instant>,
    /// The calendar that the right runs on.
    pub calendar: Option<CalendarId>,
    /// When the lead was rejected.
    pub rejected: Option<Mark>,
    /// The reason that was given, as the data have it.
    pub reason: Option<String>,
    /// When the rejection was disputed.
    pub disputed: Option<Mark>,
    /// What decides whether the dispute overturned it, and, where only a status tells of a rejection, that status.
    pub criteria: Vec<Story>,
}

/// Tells the story of every timer of a lead.
pub(super) fn timers(run: &Evaluation<'_>, row: usize) -> Vec<TimerStory> {
    (0..run.program().slas.len())
        .map(|place| timer(run, SlaId(u32::try_from(place).unwrap_or(u32::MAX)), row))
        .collect()
}

fn timer(run: &Evaluation<'_>, id: SlaId, row: usize) -> TimerStory {
    let program = run.program();
    let sla = program.sla(id);
    let outcome = run.timers[id.index()][row];
    let tier = outcome.tier.map(|tier| &sla.tiers[tier]);
    let exact = outcome.start.filter(|start| start.is_exact());
    let target =
        tier.zip(exact).map(|(tier, start)| clock_of(run, tier.limit, outcome.calendar).target(start.from).amount);
    let standstills = if outcome.start.is_some() { standstills(run, id, row) } else { Vec::new() };
    TimerStory {
        sla: id,
        state: outcome.state,
        start: outcome.start.map(|at| Mark { at, from: source(run, &sla.starts, at, row) }),
        stop: outcome.stop.map(|at| Mark { at, from: source(run, &sla.stops, at, row) }),
        standstills,
        tier: tier.map(|tier| tier.span),
        target: target.filter(|amount| *amount != i64::MAX),
        calendar: outcome.calendar,
        doubt: outcome.doubt.map(|doubt| (doubt, in_doubt(run, id.index(), doubt, row))),
        criteria: criteria(run, id, row),
    }
}

/// Tells of the criteria that were asked: one after the other, until the next had nothing to decide.
fn criteria(run: &Evaluation<'_>, id: SlaId, row: usize) -> Vec<Story> {
    let (sla, moments) = (run.program().sla(id), run.plan.timers[id.index()]);
    let outcome = run.timers[id.index()][row];
    let at = |moment: MomentId| move |criterion: &Criterion| Teller { run, moment, row }.criterion(criterion);
    if outcome.start.is_none() {
        return Vec::new();
    }
    let mut told: Vec<Story> = sla.scope.iter().map(at(moments.start)).collect();
    let is_owed = told.iter().all(|scope| scope.truth != Some(Truth::Unmet));
    let teller = Teller { run, moment: moments.start, row };
    told.extend(sla.exceptions.iter().map(|id| {
        let exception = teller.exception(*id, is_owed, "the timer does not apply");
        Story { wanted: Truth::Unmet, ..exception }
    }));
    if told.iter().any(|scope| !scope.helps()) {
        return told;
    }
    let tiers = match (outcome.tier, outcome.doubt) {
        (Some(tier), _) | (None, Some(Doubt::Tier(tier))) => tier + 1,
        (None, _) => sla.tiers.len(),
    };
    told.extend(sla.tiers.iter().take(tiers).filter_map(|tier| tier.when.as_ref()).map(at(moments.start)));
    let Some(tier) = outcome.tier.map(|tier| &sla.tiers[tier]) else { return told };
    if tier.limit.is_business() && tier.on.is_none() {
        for when in sla.calendars.iter().map_while(|choice| choice.when.as_ref()) {
            let story = at(moments.start)(when);
            let is_last = story.truth != Some(Truth::Unmet);
            told.push(story);
            if is_last {
                break;
            }
        }
    }
    told.extend(sla.cancelled.iter().map(at(moments.end)));
    told
}

fn standstills(run: &Evaluation<'_>, id: SlaId, row: usize) -> Vec<(Mark, Option<Mark>)> {
    let mark = |field: FieldId| {
        recorded(run, field, row).map(|at| Mark { at, from: Some(run.program().schema.field(field).name.clone()) })
    };
    let pauses = run.program().sla(id).pauses.iter();
    pauses.filter_map(|pause| mark(pause.from).map(|begin| (begin, mark(pause.to)))).collect()
}

/// Returns the name of the field or activity that an instant was read from.
fn source(run: &Evaluation<'_>, point: &Point, at: Reading, row: usize) -> Option<String> {
    let program = run.program();
    let name = |field: FieldId| {
        let found = recorded(run, field, row)?;
        (found.from == at.from).then(|| program.schema.field(field).name.clone())
    };
    match point {
        Point::Field(field) => name(*field),
        Point::Stage(stage) => {
            // A stage that was skipped counts at the next one that is recorded.
            program.stages[stage.index()..].iter().find_map(|stage| match stage.recorded {
                Recorded::At(field) => name(field),
                _ => None,
            })
        }
        Point::FirstOf(points) => points.iter().find_map(|point| source(run, point, at, row)),
        Point::Activity { activity, .. } => Some(program.activity(*activity).name.clone()),
    }
}

/// Returns the names of the fields and activities that would decide the timer at a place.
pub(in crate::eval) fn in_doubt(run: &Evaluation<'_>, place: usize, doubt: Doubt, row: usize) -> Vec<String> {
    let program = run.program();
    let (sla, moments) = (&program.slas[place], run.plan.timers[place]);
    let missing = |criterion: Option<&Criterion>, moment: MomentId| {
        let mut names = Names::default();
        if let Some(criterion) = criterion {
            missing::of_criterion(run, criterion.node, moment, row, &mut names);
        }
        names.iter(run).map(str::to_string).collect()
    };
    let field = |field: FieldId| program.schema.field(field).name.clone();
    match doubt {
        Doubt::Scope => {
            let mut names = Names::default();
            let excepted = sla.exceptions.iter().map(|id| program.exception(*id).node);
            for node in sla.scope.iter().map(|scope| scope.node).chain(excepted) {
                missing::of_criterion(run, node, moments.start, row, &mut names);
            }
            names.iter(run).map(str::to_string).collect()
        }
        Doubt::Tier(place) => missing(sla.tiers[place].when.as_ref(), moments.start),
        Doubt::Calendar(place) => missing(sla.calendars[place].when.as_ref(), moments.start),
        Doubt::Cancelled => missing(sla.cancelled.as_ref(), moments.end),
        Doubt::Activity(activity) => vec![program.activity(activity).name.clone()],
        Doubt::OutOfOrder { earlier, later } => earlier.into_iter().chain(later).map(field).collect(),
        Doubt::Untimed => Vec::new(),
        Doubt::Day => {
            let mut days = Vec::new();
            let outcome = run.timers[place][row];
            for (point, at) in [(&sla.starts, outcome.start), (&sla.stops, outcome.stop)] {
                let inexact = at.filter(|at| !at.is_exact());
                days.extend(inexact.and_then(|at| source(run, point, at, row)));
            }
            for pause in &sla.pauses {
                let inexact = [pause.from, pause.to].into_iter();
                days.extend(inexact.filter(|one| recorded(run, *one, row).is_some_and(|at| !at.is_exact())).map(field));
            }
            days
        }
    }
}

/// Tells what became of the right to hand a lead back.
pub(super) fn rejection(run: &Evaluation<'_>, state: RejectionState, row: usize) -> Option<RejectionStory> {
    let program = run.program();
    let rejection = program.rejection.as_ref()?;
    let mark = |field: FieldId| {
        recorded(run, field, row).map(|at| Mark { at, from: Some(program.schema.field(field).name.clone()) })
    };
    let handed_over = match entered(run, rejection.of, row) {
        Found::At(at, field) => Some(Mark { at, from: field.map(|field| program.schema.field(field).name.clone()) }),
        _ => None,
    };
    let clock = clock_of(run, rejection.within, rejection.on);
    let exact = handed_over.as_ref().filter(|mark| mark.at.is_exact());
    let lapses_at = exact.and_then(|mark| clock.due(mark.at.from, clock.target(mark.at.from), &[]));
    let told = |criterion: &Criterion| Teller { run, moment: MomentId::AS_OF, row }.criterion(criterion);
    let mut criteria = Vec::new();
    let (mut rejected, mut reason) = (None, None);
    match &rejection.recorded {
        RejectionRecord::At { field, because } => {
            rejected = mark(*field);
            reason = because.and_then(|because| {
                value::shown(program, run.leads, because, row, &run.settings.zone, |instant| instant.to_string())
            });
        }
        RejectionRecord::When(criterion) => criteria.push(told(criterion)),
    }
    let disputed = rejection.dispute.as_ref().and_then(|dispute| mark(dispute.recorded));
    criteria.extend(rejection.dispute.iter().filter(|_| disputed.is_some()).map(|dispute| told(&dispute.upheld)));
    Some(RejectionStory { state, handed_over, lapses_at, calendar: rejection.on, rejected, reason, disputed, criteria })
}
