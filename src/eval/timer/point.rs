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
            Some(times) => times.earliest(row),
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

/// Returns the fields that an instant may be read from, each once.
pub(super) fn fields(points: &Point, found: &dyn Fn(&Point) -> Found) -> Vec<(Reading, FieldId)> {
    let mut fields: Vec<(Reading, FieldId)> = Vec::new();
    let points = if let Point::FirstOf(points) = points { points } else { std::slice::from_ref(points) };
    for point in points {
        if let Found::At(at, Some(field)) = found(point)
            && !fields.iter().any(|(_, known)| *known == field)
        {
            fields.push((at, field));
        }
    }
    fields
}

/// Returns the field that is the first in every reading, where there is one; `first` is when the first of them is.
pub(super) fn only(fields: &[(Reading, FieldId)], first: Reading) -> Option<FieldId> {
    // Of two at one instant it is the one that is written first.
    let place = fields.iter().position(|(at, _)| at.until == first.until)?;
    let may_be_first = |(other, at): (usize, &(Reading, FieldId))| {
        other != place && (at.0.from < first.until || (at.0.from == first.until && other < place))
    };
    (!fields.iter().enumerate().any(may_be_first)).then(|| fields[place].1)
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

/// One of the activities that may start or stop a timer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::eval) struct Candidate {
    /// When it happened.
    pub(in crate::eval) at: Reading,
    /// Whether it is certain that it counts.
    pub(in crate::eval) is_certain: bool,
    /// Whether it is certain that it is not before the start, beside what its instant says.
    pub(in crate::eval) is_after_start: bool,
    /// Its place in the file.
    pub(in crate::eval) place: usize,
}

/// The instants of the activities that a filter lets through, lead by lead.
#[derive(Debug)]
pub(in crate::eval) struct ActivityTimes {
    pub(in crate::eval) activity: ActivityId,
    pub(in crate::eval) filter: Option<NodeId>,
    /// In the order of their earliest.
    instants: Vec<Candidate>,
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
                    let is_certain = truth == Truth::Met;
                    instants.push(Candidate { at: reading, is_certain, is_after_start: false, place });
                }
            }
            instants[begin..].sort_by_key(|one| (one.at.from, one.at.until));
            starts.push(instants.len());
        }
        Some(ActivityTimes { activity, filter, instants, starts })
    }

    /// Returns those of a lead.
    pub(in crate::eval) fn of_lead(&self, lead: usize) -> &[Candidate] {
        &self.instants[self.starts[lead]..self.starts[lead + 1]]
    }

    /// Returns the first at or after a start, where there is one in every reading.
    pub(super) fn first_from(&self, start: Reading, lead: usize) -> Option<Reading> {
        let instants = self.of_lead(lead).iter();
        let possible = instants.clone().filter(|one| one.at.until >= start.from);
        let certain = instants.filter(|one| one.is_certain && one.at.from >= start.until);
        let from = possible.map(|one| one.at.from.max(start.from)).min()?;
        Some(Reading { from, until: certain.map(|one| one.at.until).min()? })
    }

    fn earliest(&self, lead: usize) -> Found {
        let instants = self.of_lead(lead);
        let Some(first) = instants.first() else { return Found::Not };
        match instants.iter().filter(|one| one.is_certain).map(|one| one.at.until).min() {
            Some(until) => Found::At(Reading { from: first.at.from, until }, None),
            None => Found::Perhaps(self.activity),
        }
    }
}
