//! Instants of a lead's life that timers and rates are counted from.

use indexmap::IndexMap;

use super::facts::Facts;
use super::shared::distinct;
use crate::check::context::{Checker, Scope};
use crate::check::error;
use crate::check::names::{Kind, snake};
use crate::ir::StageId;
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

/// Checks an instant that a timer starts or stops at. Returns the field it is read from, where there is one.
pub(super) fn check(
    checker: &mut Checker<'_>,
    facts: &Facts<'_>,
    point: &Spanned<Point>,
    side: Side,
) -> Option<FieldId> {
    match &point.value {
        Point::Name(name) => one(checker, facts, name, side),
        Point::FirstOf(names) => {
            first_of(checker, facts, names, point.span, side);
            None
        }
        Point::FirstActivity { activity, filter } => {
            let place = checker.resolve_activity(activity)?;
            if let Some(filter) = filter {
                checker.criterion(filter, Scope::Activity(place));
            }
            None
        }
    }
}

fn first_of(checker: &mut Checker<'_>, facts: &Facts<'_>, names: &[Name], span: Span, side: Side) {
    if let [only] = names {
        checker.push(error::first_of_one(&only.value, span));
    }
    distinct(checker, "instant", names, snake);
    let mut fields: IndexMap<FieldId, &Name> = IndexMap::new();
    for name in names {
        let Some(field) = one(checker, facts, name, side) else { continue };
        match fields.get(&field) {
            // The same name twice has its error.
            Some(first) if snake(&first.value) == snake(&name.value) => {}
            Some(first) => checker.push(error::one_instant(first, name)),
            None => {
                fields.insert(field, name);
            }
        }
    }
}

/// Returns the field of a stage or time field.
fn one(checker: &mut Checker<'_>, facts: &Facts<'_>, name: &Name, side: Side) -> Option<FieldId> {
    let declared = checker.names.find(Kind::Stage, &name.value).map(|declared| declared.kind);
    match declared {
        Some(Kind::Field) => checker.resolve_time_field(name),
        Some(Kind::Exit) => {
            let field = facts.exit(name).and_then(|exit| {
                exit.body.statements.iter().find_map(|statement| match &statement.value {
                    ExitStatement::Recorded(field, _) => Some(field.value.as_str()),
                    _ => None,
                })
            });
            checker.fail(error::exit_is_no_point(name, field))
        }
        Some(Kind::Stage) => match side {
            Side::Starts => {
                let id = stage_with_instant(checker, name, "the start of a timer")?;
                field_of(checker, id)
            }
            Side::Stops => {
                let id = checker.resolve_stage(name)?;
                let stage = checker.stage(id)?;
                if let Recording::Never = recording(checker, stage) {
                    checker.push(error::never_recorded(name, stage.body.header.keyword));
                }
                field_of(checker, id)
            }
        },
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

fn field_of(checker: &Checker<'_>, id: StageId) -> Option<FieldId> {
    match recording(checker, checker.stage(id)?) {
        Recording::At(field) => field,
        _ => None,
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
