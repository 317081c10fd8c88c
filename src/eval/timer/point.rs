//! Where the instants that start and stop timers are found.

use crate::eval::moment::MomentId;
use crate::eval::run::{ActivityRun, Evaluation};
use crate::ir::{ActivityId, NodeId, Point, Recorded, StageId};
use crate::time::Reading;
use crate::types::{Column, FieldId, Truth};

/// What is found of an instant for a lead.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::eval) enum Found {
    /// It is not recorded.
    Not,
    /// The lead went past the stage without its being recorded (S3.7).
    Skipped,
    /// It happened, and nothing is known of when (S3.5).
    Untimed,
    /// It is recorded, in the field where it is one.
    At(Reading, Option<FieldId>),
    /// The data leave open whether it happened.
    Perhaps(ActivityId),
}

/// Returns a lead's instant in a field, as far as it is known; one later than as-of is not recorded (S2.7).
pub(in crate::eval) fn recorded(run: &Evaluation<'_>, field: FieldId, row: usize) -> Option<Reading> {
    let reading = run.field_times(field, MomentId::AS_OF).reading(row);
    let as_of = run.settings.as_of;
    let is_recorded = reading.from <= reading.until && reading.from <= as_of;
    is_recorded.then(|| Reading { until: reading.until.min(as_of), ..reading })
}

/// Returns when a lead entered a stage.
pub(in crate::eval) fn entered(run: &Evaluation<'_>, stage: StageId, row: usize) -> Found {
    let program = run.program();
    let is_recorded = |stage: StageId| run.recorded(stage, MomentId::AS_OF)[row] == Truth::Met;
    if is_recorded(stage) {
        return match program.stage(stage).recorded {
            Recorded::At(field) => recorded(run, field, row).map_or(Found::Not, |at| Found::At(at, Some(field))),
            _ => Found::Untimed,
        };
    }
    if later(program.stages.len(), stage).any(is_recorded) { Found::Skipped } else { Found::Not }
}

/// Returns when a lead counts as having entered a stage: where it skipped it, when it entered the next that is
/// recorded (S3.7).
pub(in crate::eval) fn reached(run: &Evaluation<'_>, stage: StageId, row: usize) -> Found {
    match entered(run, stage, row) {
        Found::Skipped => {
            let next = later(run.program().stages.len(), stage).map(|stage| entered(run, stage, row));
            next.into_iter().find(|found| matches!(found, Found::At(..) | Found::Untimed)).unwrap_or(Found::Not)
        }
        found => found,
    }
}

fn later(stages: usize, stage: StageId) -> impl Iterator<Item = StageId> {
    (stage.index() + 1..stages).map(|place| StageId(u32::try_from(place).unwrap_or(u32::MAX)))
}

/// Returns what starts a timer for a lead; of activities, the first of all.
pub(super) fn start(run: &Evaluation<'_>, point: &Point, activities: Option<&ActivityTimes>, row: usize) -> Found {
    match point {
        Point::Stage(stage) => entered(run, *stage, row),
        Point::Field(field) => recorded(run, *field, row).map_or(Found::Not, |at| Found::At(at, Some(*field))),
        Point::FirstOf(points) => first(points.iter().map(|point| start(run, point, None, row))),
        Point::Activity { activity, .. } => match activities {
            None => Found::Perhaps(*activity),
            Some(times) => times.earliest(row, *activity),
        },
    }
}

/// Returns what stops a timer for a lead, where that is no activity.
pub(super) fn stop(run: &Evaluation<'_>, point: &Point, row: usize) -> Found {
    match point {
        Point::Stage(stage) => reached(run, *stage, row),
        Point::Field(field) => recorded(run, *field, row).map_or(Found::Not, |at| Found::At(at, Some(*field))),
        Point::FirstOf(points) => first(points.iter().map(|point| stop(run, point, row))),
        Point::Activity { activity, .. } => Found::Perhaps(*activity),
    }
}

/// Returns the first of several instants; one of which nothing is known but that it happened leaves it open which
/// is.
fn first(found: impl Iterator<Item = Found>) -> Found {
    found.fold(Found::Not, |first, next| match (first, next) {
        (Found::Untimed, _) | (_, Found::Untimed) => Found::Untimed,
        (Found::At(first, field), Found::At(next, other)) => {
            let reading = Reading { from: first.from.min(next.from), until: first.until.min(next.until) };
            Found::At(reading, if next.from < first.from { other } else { field })
        }
        (Found::At(..), _) => first,
        (_, Found::At(..)) => next,
        (Found::Not, next) => next,
        (first, _) => first,
    })
}

/// The instants of the activities that a filter lets through, lead by lead.
#[derive(Debug)]
pub(in crate::eval) struct ActivityTimes {
    /// In the order of their earliest, whether each is certain to count.
    instants: Vec<(Reading, bool)>,
    starts: Vec<usize>,
}

impl ActivityTimes {
    /// Collects the activities that have happened at as-of.
    pub(in crate::eval) fn of(run: &Evaluation<'_>, activity: ActivityId, filter: Option<NodeId>) -> Option<Self> {
        let ActivityRun { joined, run: rows } = run.activities[activity.index()].as_ref()?;
        let as_of = run.settings.as_of;
        let times = rows.field_times(run.program().activity(activity).record_instant(), MomentId::AS_OF);
        let truths = filter.map(|filter| match rows.column(filter, MomentId::AS_OF) {
            Column::Truths(truths) => truths.as_slice(),
            _ => unreachable!("a filter is a criterion"),
        });
        let (mut instants, mut starts) = (Vec::new(), vec![0]);
        for lead in 0..run.rows() {
            let begin = instants.len();
            for place in joined.activities.of(lead) {
                let truth = truths.map_or(Truth::Met, |truths| truths[place]);
                let reading = times.reading(place);
                let is_recorded = reading.from <= reading.until && reading.from <= as_of;
                if is_recorded && truth != Truth::Unmet {
                    let reading = Reading { until: reading.until.min(as_of), ..reading };
                    instants.push((reading, truth == Truth::Met));
                }
            }
            instants[begin..].sort_by_key(|(reading, _)| (reading.from, reading.until));
            starts.push(instants.len());
        }
        Some(ActivityTimes { instants, starts })
    }

    /// Returns those of a lead.
    pub(in crate::eval) fn of_lead(&self, lead: usize) -> &[(Reading, bool)] {
        &self.instants[self.starts[lead]..self.starts[lead + 1]]
    }

    fn earliest(&self, lead: usize, activity: ActivityId) -> Found {
        let instants = self.of_lead(lead);
        let Some((first, _)) = instants.first() else { return Found::Not };
        match instants.iter().filter(|(_, certain)| *certain).map(|(reading, _)| reading.until).min() {
            Some(until) => Found::At(Reading { from: first.from, until }, None),
            None => Found::Perhaps(activity),
        }
    }
}
