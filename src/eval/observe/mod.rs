//! What each lead says to a metric (S6.1): whether it counts, for what, and in which window.
//!
//! Nothing is added up here: a lead gives an observation or several, and windows and groups are the business of who
//! collects them.

mod handover;
mod rate;
mod value;

pub use handover::{Handover, handovers};

use std::borrow::Cow;

use super::judged::Judged;
use super::moment::MomentId;
use super::plan::Plan;
use super::run::Evaluation;
use crate::ir::{Base, Metric, Program, StageId};
use crate::time::{Instant, Reading, Window};
use crate::types::{Column, FieldId, Truth};

/// What a lead says to a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The place of the lead.
    pub row: usize,
    /// What says in which window it counts; none where it is known that it happened, and not when (S3.5).
    pub at: Option<Reading>,
    /// What it says.
    pub says: Says,
    /// The last instant at which the window is not final because of it (S5.5); none where it waits for nothing.
    pub waits: Option<Instant>,
    /// Whether the lead is of the part that a share is of; true where no share is asked for.
    pub in_part: bool,
}

/// What an observation says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// It counts: in the numerator too, or not.
    Counts(bool),
    /// A value: millionths of a number, or microseconds.
    Value(i64),
    /// It was won.
    Won {
        /// For how much, in millionths.
        amount: i64,
        /// After how long, in microseconds.
        took: i64,
    },
    /// It is left out, and counted apart.
    LeftOut(LeftOut),
}

/// Why a lead is left out of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOut {
    /// There is time still: a right that lasts, a timer that runs.
    Open,
    /// It was not decided in time (S5.2).
    Undecided,
    /// The data do not say.
    Indeterminate,
    /// The value is missing.
    Missing,
}

impl LeftOut {
    /// Every reason, in the order outputs list them.
    pub const ALL: [LeftOut; 4] = [LeftOut::Open, LeftOut::Undecided, LeftOut::Indeterminate, LeftOut::Missing];

    /// Returns the word that outputs use.
    pub fn word(self) -> &'static str {
        match self {
            LeftOut::Open => "open",
            LeftOut::Undecided => "undecided",
            LeftOut::Indeterminate => "indeterminate",
            LeftOut::Missing => "missing",
        }
    }
}

/// Returns what the leads of a batch say to a metric in windows of a kind, in their order. Leads out of scope say
/// nothing, nor do those that a filter keeps out; where a filter is unknown, they are left out as indeterminate, and
/// so they are where it is unknown whether they are of the part that a share is of.
pub fn observe(run: &Evaluation<'_>, judged: &Judged, metric: &Metric, per: Window) -> Vec<Observation> {
    let mut observations = Vec::new();
    let moment = filter_moment(run.plan, &metric.base);
    for row in (0..run.rows()).filter(|row| !judged.is_out_of_scope(*row)) {
        let filters = metric.filters.iter().map(|filter| run.truth(filter.node, moment, row));
        let truth = filters.min().unwrap_or(Truth::Met);
        if truth == Truth::Unmet {
            continue;
        }
        let part = metric.part().map_or(Truth::Met, |part| run.truth(part.node, moment, row));
        let first = observations.len();
        observe_lead(run, judged, metric, per, row, &mut observations);
        for observation in &mut observations[first..] {
            observation.in_part = part == Truth::Met;
            if truth == Truth::Unknown || part == Truth::Unknown {
                observation.says = Says::LeftOut(LeftOut::Indeterminate);
            }
        }
    }
    observations
}

fn observe_lead(
    run: &Evaluation<'_>,
    judged: &Judged,
    metric: &Metric,
    per: Window,
    row: usize,
    found: &mut Vec<Observation>,
) {
    let observation = |(at, says, waits): (Reading, Says, Option<Instant>)| Observation {
        row,
        at: Some(at),
        says,
        waits,
        in_part: true,
    };
    for _ in 0..rate::untimed(run, judged, &metric.base, row) {
        let says = Says::LeftOut(LeftOut::Indeterminate);
        found.push(Observation { row, at: None, says, waits: None, in_part: true });
    }
    match &metric.base {
        Base::Rejections { accepted } => found.extend(rate::rejection(run, judged, *accepted, row).map(observation)),
        Base::FeedbackCompletion => found.extend(rate::feedback(run, judged, row).map(observation)),
        Base::Volume(stage) => found.extend(rate::volume(run, judged, *stage, row).map(observation)),
        Base::Conversion { from, to, within } => {
            found.extend(rate::conversion(run, *from, *to, *within, row).map(observation));
        }
        Base::WinRate => found.extend(rate::closings(run, row).into_iter().flatten().map(observation)),
        Base::Attainment(sla) => found.extend(rate::attainment(run, *sla, row).map(observation)),
        Base::Unanswered { sla, within } => {
            found.extend(rate::unanswered(run, *sla, *within, row).map(observation));
        }
        Base::Value { field, stage, .. } => found.extend(value::at_stage(run, *field, *stage, row).map(observation)),
        Base::Distinct { field, stage } => found.extend(value::distinct(run, *field, *stage, row).map(observation)),
        Base::Age { stage, .. } => found.extend(value::ages(run, *stage, per, row).into_iter().map(observation)),
        Base::TimeOf { sla, .. } => found.extend(value::time_of(run, *sla, row).map(observation)),
        Base::TimeBetween { from, to, .. } => {
            found.extend(value::time_between(run, *from, *to, row).map(observation));
        }
        Base::Velocity { field } => found.extend(value::deals(run, *field, row).into_iter().flatten().map(observation)),
        Base::Stuck(stage) => found.extend(value::ages(run, *stage, per, row).into_iter().map(observation)),
        Base::External(_) => {}
    }
}

/// Returns the stays in a stage that are over, of all leads of the contract: until when, and how long, in
/// microseconds (S6.4). Those of which an instant is not exact are none.
pub fn stays(run: &Evaluation<'_>, judged: &Judged, stage: StageId) -> Vec<(Instant, i64)> {
    let rows = (0..run.rows()).filter(|row| !judged.is_out_of_scope(*row));
    rows.filter_map(|row| value::stay(run, stage, row)).collect()
}

/// Returns the instant at which a metric's filters are judged (S2.2).
pub(super) fn filter_moment(plan: &Plan<'_>, base: &Base) -> MomentId {
    let program = plan.program();
    match base {
        Base::Rejections { .. } | Base::FeedbackCompletion => {
            program.rejection.as_ref().map_or(MomentId::AS_OF, |rejection| plan.entry[rejection.of.index()])
        }
        Base::Volume(stage)
        | Base::Stuck(stage)
        | Base::Value { stage, .. }
        | Base::Distinct { stage, .. }
        | Base::Age { stage, .. } => plan.entry[stage.index()],
        Base::Conversion { from, .. } | Base::TimeBetween { from, .. } => plan.entry[from.index()],
        Base::Attainment(sla) | Base::Unanswered { sla, .. } | Base::TimeOf { sla, .. } => {
            plan.timers[sla.index()].start
        }
        Base::WinRate | Base::Velocity { .. } => {
            program.stages.iter().position(|stage| stage.won).map_or(MomentId::AS_OF, |stage| plan.entry[stage])
        }
        Base::External(_) => MomentId::AS_OF,
    }
}

/// Iterates over the metrics of a program, with the fields that they are grouped by.
pub(super) fn metrics(program: &Program) -> impl Iterator<Item = (&Metric, &[FieldId])> {
    let pauses = program.pauses.iter().map(|pause| (&pause.metric, &pause.by[..]));
    let measures = program.measures.iter().map(|measure| (&measure.metric, &measure.by[..]));
    let trends = program.alerts.iter().flat_map(|alert| &alert.trends).map(|trend| (&trend.metric, &[][..]));
    pauses.chain(measures).chain(trends)
}

/// The values that leads are grouped by: for each lead the place of its value, below 0 where it is missing.
#[derive(Clone, Debug)]
pub struct Groups<'a> {
    /// By lead.
    pub keys: Vec<i32>,
    /// The distinct values as written.
    pub values: Vec<Cow<'a, str>>,
    /// What tells them apart: the values folded (S1.5), those of a key as they are.
    pub folded: Vec<Cow<'a, str>>,
}

/// Returns the values of a field that leads are grouped by.
pub fn groups<'a>(run: &Evaluation<'a>, field: FieldId) -> Groups<'a> {
    match run.field_column(field, MomentId::AS_OF) {
        Column::Texts(texts) => {
            let is_key = run.program().schema.field(field).kind == crate::types::Type::Key;
            let folded = if is_key { texts.values.clone() } else { texts.folded.clone() };
            Groups { keys: texts.keys.clone(), values: texts.values.clone(), folded }
        }
        Column::Truths(truths) => {
            let key = |truth: &Truth| match truth {
                Truth::Unmet => 0,
                Truth::Met => 1,
                Truth::Unknown => -1,
            };
            let words = vec![Cow::Borrowed("false"), Cow::Borrowed("true")];
            Groups { keys: truths.iter().map(key).collect(), values: words.clone(), folded: words }
        }
        _ => unreachable!("the check groups by text, options and booleans"),
    }
}
