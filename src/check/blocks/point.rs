//! Instants of a lead's life that timers and rates are counted from.

use indexmap::IndexMap;

use super::facts::Facts;
use super::shared::distinct;
use crate::check::context::Checker;
use crate::check::error;
use crate::check::expression::activity_id;
use crate::check::names::{Kind, snake};
use crate::ir::{self, StageId};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{ExitStatement, Name, Point, Stage, StageStatement};
use crate::types::FieldId;

/// How a stage is recorded, where that is known.
pub(super) enum Recording {
    /// By the instant in a field; `None` for a field in error.
    At(Option<FieldId>),
    /// By a status, without its instant: here.
    When(Span),
    /// Not at all.
    Never,
    /// By a statement that could not be read.
    Unknown,
}

/// Returns how a stage is recorded. What is wrong with the stage is said where the stage is checked.
pub(super) fn recording(checker: &Checker<'_>, stage: &Stage) -> Recording {
    let said = stage.body.statements.iter().find_map(|statement| match &statement.value {
        StageStatement::Recorded(field) => Some(Recording::At(known_field(checker, field))),
        StageStatement::RecordedWhen(_) => Some(Recording::When(statement.span)),
        _ => None,
    });
    said.unwrap_or(if stage.body.complete { Recording::Never } else { Recording::Unknown })
}

fn known_field(checker: &Checker<'_>, name: &Name) -> Option<FieldId> {
    let declared = checker.names.find(Kind::Field, &name.value).filter(|declared| declared.kind == Kind::Field)?;
    checker.records.first()?.fields.get(declared.place?).copied().flatten()
}

/// Returns a stage that must keep the instant a lead enters it, since `what` needs it (S4.11).
pub(super) fn stage_with_instant(checker: &mut Checker<'_>, name: &Name, what: &str) -> Option<StageId> {
    let id = checker.resolve_stage(name)?;
    let stage = checker.stage(id)?;
    match recording(checker, stage) {
        Recording::At(_) | Recording::Unknown => {}
        Recording::When(place) => checker.push(error::no_instant(name, what, place)),
        Recording::Never => checker.push(error::no_instant(name, what, stage.body.header.keyword)),
    }
    Some(id)
}

/// Whether an instant begins a timer or ends it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Starts,
    Stops,
}

/// Returns an instant that a timer starts or stops at.
pub(super) fn check(
    checker: &mut Checker<'_>,
    facts: &Facts<'_>,
    point: &Spanned<Point>,
    side: Side,
) -> Option<ir::Point> {
    match &point.value {
        Point::Name(name) => one(checker, facts, name, side),
        Point::FirstOf(names) => first_of(checker, facts, names, point.span, side),
        Point::FirstActivity { activity, filter } => {
            let place = checker.resolve_activity(activity)?;
            let filter = match filter {
                Some(filter) => Some(checker.filter(filter, place)?),
                None => None,
            };
            Some(ir::Point::Activity { activity: activity_id(place), filter })
        }
    }
}

fn first_of(checker: &mut Checker<'_>, facts: &Facts<'_>, names: &[Name], span: Span, side: Side) -> Option<ir::Point> {
    if let [only] = names {
        checker.push(error::first_of_one(&only.value, span));
    }
    distinct(checker, "instant", names, snake);
    let mut fields: IndexMap<FieldId, &Name> = IndexMap::new();
    let mut points = Vec::new();
    for name in names {
        let point = one(checker, facts, name, side);
        if let Some(field) = point.as_ref().and_then(|point| field_of(checker, point)) {
            match fields.get(&field) {
                // The same name twice has its error.
                Some(first) if snake(&first.value) == snake(&name.value) => {}
                Some(first) => checker.push(error::one_instant(first, name)),
                None => {
                    fields.insert(field, name);
                }
            }
        }
        points.push(point);
    }
    points.into_iter().collect::<Option<Vec<_>>>().map(ir::Point::FirstOf)
}

/// Returns the instant of a stage or in a time field.
fn one(checker: &mut Checker<'_>, facts: &Facts<'_>, name: &Name, side: Side) -> Option<ir::Point> {
    let declared = checker.names.find(Kind::Stage, &name.value).map(|declared| declared.kind);
    match declared {
        Some(Kind::Field) => checker.resolve_time_field(name).map(ir::Point::Field),
        Some(Kind::Exit) => {
            let field = facts.exit(name).and_then(|exit| {
                exit.body.statements.iter().find_map(|statement| match &statement.value {
                    ExitStatement::Recorded(field, _) => Some(field.value.as_str()),
                    _ => None,
                })
            });
            checker.fail(error::exit_is_no_point(name, field))
        }
        Some(Kind::Stage) => {
            let id = match side {
                Side::Starts => stage_with_instant(checker, name, "the start of a timer")?,
                Side::Stops => {
                    let id = checker.resolve_stage(name)?;
                    let stage = checker.stage(id)?;
                    if let Recording::Never = recording(checker, stage) {
                        checker.push(error::never_recorded(name, stage.body.header.keyword));
                    }
                    id
                }
            };
            Some(ir::Point::Stage(id))
        }
        Some(found) => checker.fail(error::not_a_point(name, Some(found), None)),
        None => {
            if checker.names.may_be_broken(&[Kind::Field, Kind::Stage], &name.value) {
                return None;
            }
            if let Some(found) = checker.names.anywhere(&name.value).map(|declared| declared.kind) {
                return checker.fail(error::not_a_point(name, Some(found), None));
            }
            let candidates = checker.names.of(Kind::Stage).chain(checker.names.of(Kind::Field));
            let near = crate::diagnostic::nearest(&name.value, candidates).map(str::to_string);
            checker.fail(error::not_a_point(name, None, near))
        }
    }
}

/// Returns the field that an instant is read from, where there is one.
pub(super) fn field_of(checker: &Checker<'_>, point: &ir::Point) -> Option<FieldId> {
    match point {
        ir::Point::Field(field) => Some(*field),
        ir::Point::Stage(stage) => match recording(checker, checker.stage(*stage)?) {
            Recording::At(field) => field,
            _ => None,
        },
        ir::Point::FirstOf(_) | ir::Point::Activity { .. } => None,
    }
}

/// Checks two stages of which the second comes later. Says nothing where `after` is in error.
pub(super) fn in_order(checker: &mut Checker<'_>, from: &Name, to: &Name) {
    let Some(mut stage) = find_stage(checker, from) else { return };
    let Some(wanted) = find_stage(checker, to) else { return };
    for _ in 0..=checker.stages.len() {
        if std::ptr::eq(stage, wanted) {
            checker.push(error::stages_backwards(from, to));
            return;
        }
        match stage.after.as_ref().and_then(|after| find_stage(checker, after)) {
            Some(earlier) => stage = earlier,
            None => return,
        }
    }
}

fn find_stage<'a>(checker: &Checker<'a>, name: &Name) -> Option<&'a Stage> {
    let declared = checker.names.find(Kind::Stage, &name.value).filter(|declared| declared.kind == Kind::Stage)?;
    checker.stages.get(declared.place?).copied()
}
