//! What promises need of their leads.

use super::{Item, TimerMoments};
use crate::eval::exception;
use crate::eval::moment::MomentId;
use crate::ir::{Base, Criterion, Exit, Metric, Point, Program, Recorded, Rejection, RejectionRecord, Sla};
use crate::types::FieldId;

/// Returns what a timer needs, and when it is judged (S2.2).
pub(super) fn of_sla(program: &Program, sla: &Sla, moments: &TimerMoments) -> Vec<(Item, MomentId)> {
    let mut roots = Vec::new();
    point(&sla.starts, &mut roots);
    point(&sla.stops, &mut roots);
    for pause in &sla.pauses {
        roots.extend([pause.from, pause.to].map(|field| (Item::Field(field), MomentId::AS_OF)));
    }
    let tiers = sla.tiers.iter().filter_map(|tier| tier.when.as_ref());
    let calendars = sla.calendars.iter().filter_map(|calendar| calendar.when.as_ref());
    let at_start = sla.scope.iter().chain(tiers).chain(calendars);
    roots.extend(at_start.map(|criterion| at(criterion, moments.start)));
    roots.extend(exception::operands_of(program, &sla.exceptions).map(|item| (item, moments.start)));
    roots.extend(sla.cancelled.iter().map(|criterion| at(criterion, moments.end)));
    roots
}

/// Stages are needed anyway, and activities are computed on their own.
fn point(point: &Point, roots: &mut Vec<(Item, MomentId)>) {
    match point {
        Point::Field(field) => roots.push((Item::Field(*field), MomentId::AS_OF)),
        Point::FirstOf(points) => points.iter().for_each(|one| self::point(one, roots)),
        Point::Stage(_) | Point::Activity { .. } => {}
    }
}

/// Returns what the right to hand a lead back needs.
pub(super) fn of_rejection(rejection: &Rejection) -> Vec<(Item, MomentId)> {
    let mut roots = Vec::new();
    match &rejection.recorded {
        RejectionRecord::At { field, because } => {
            let fields = [Some(*field), *because].into_iter().flatten();
            roots.extend(fields.map(|field| (Item::Field(field), MomentId::AS_OF)));
        }
        RejectionRecord::When(criterion) => roots.push(at(criterion, MomentId::AS_OF)),
    }
    if let Some(dispute) = &rejection.dispute {
        roots.push((Item::Field(dispute.recorded), MomentId::AS_OF));
        roots.push(at(&dispute.upheld, MomentId::AS_OF));
    }
    roots
}

/// Returns what a way out of the funnel needs.
pub(super) fn of_exit(exit: &Exit) -> (Item, MomentId) {
    match &exit.recorded {
        Recorded::At(field) => (Item::Field(*field), MomentId::AS_OF),
        Recorded::When(criterion) => at(criterion, MomentId::AS_OF),
        Recorded::Never => unreachable!("the check asks an exit how it is recorded"),
    }
}

/// Returns what a metric needs, its filters being judged at `moment`.
pub(super) fn of_metric(metric: &Metric, by: &[FieldId], moment: MomentId) -> Vec<(Item, MomentId)> {
    let mut roots: Vec<(Item, MomentId)> = metric.filters.iter().map(|filter| at(filter, moment)).collect();
    roots.extend(metric.part().map(|part| at(part, moment)));
    let fields = by.iter().copied().chain(metric.spread_by());
    roots.extend(fields.map(|field| (Item::Field(field), MomentId::AS_OF)));
    if let Base::Value { field, .. } | Base::Distinct { field, .. } | Base::Velocity { field } = metric.base {
        roots.push((Item::Field(field), MomentId::AS_OF));
    }
    roots
}

fn at(criterion: &Criterion, moment: MomentId) -> (Item, MomentId) {
    (Item::Node(criterion.node), moment)
}
