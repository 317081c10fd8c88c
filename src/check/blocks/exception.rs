//! `exception`: leads that a block does not hold against, until a day (S3.9).

use super::shared::criterion;
use crate::check::context::{Checker, Seen};
use crate::check::declare::Blocks;
use crate::check::names::Kind;
use crate::ir::{Criterion, Excepted, Exception, ExceptionId, Icp, Node, NodeId, PauseRule, Sla, Stage};
use crate::syntax::ast::{Body, ExceptionStatement, Name};
use crate::time::Date;
use crate::types::Type;

/// What there are exceptions to.
const BLOCKS: &[(&str, Kind)] =
    &[("icp", Kind::Icp), ("stage", Kind::Stage), ("sla", Kind::Sla), ("pause", Kind::Pause)];

/// Returns an exception, where it has no error; `pauses` are those that have none.
pub(super) fn check(
    checker: &mut Checker<'_>,
    blocks: &Blocks<'_>,
    pauses: &[PauseRule],
    body: &Body<ExceptionStatement>,
) -> Option<Exception> {
    let mut seen = Seen::default();
    let mut to: Option<Excepted> = None;
    let mut by: Option<usize> = None;
    let mut filter: Option<Option<Criterion>> = None;
    let mut until: Option<Date> = None;
    for statement in &body.statements {
        let span = statement.span;
        match &statement.value {
            ExceptionStatement::To(block, name) => {
                if checker.once(&mut seen, "to", span)
                    && let Some(kind) = checker.one_of(block, "block that an exception is made to", BLOCKS)
                {
                    to = excepted(checker, blocks, pauses, kind, name);
                }
            }
            ExceptionStatement::Party(party) => {
                if checker.once(&mut seen, "party", span) {
                    by = checker.resolve_party(party);
                }
            }
            ExceptionStatement::Where(expression) => {
                if checker.once(&mut seen, "where", span) {
                    filter = Some(criterion(checker, expression));
                }
            }
            ExceptionStatement::Until(date) => {
                if checker.once(&mut seen, "until", span) {
                    until = checker.date(date);
                }
            }
        }
    }
    checker.needs(&body.header, body.complete, &seen, &["to", "party", "until"]);
    let filter = match filter {
        Some(filter) => Some(filter?),
        None => None,
    };
    let until = until?;
    let in_force = checker.nodes.add(Node::Before(until), Type::Boolean);
    let node = acts(checker, in_force, filter.as_ref());
    Some(Exception {
        name: body.header.name.as_ref()?.value.clone(),
        label: body.header.label.as_ref().map(|label| label.value.clone()),
        to: to?,
        party: by?,
        filter,
        until,
        in_force,
        node,
        span: body.header.span,
    })
}

/// Returns the criterion that an exception acts by.
fn acts(checker: &mut Checker<'_>, in_force: NodeId, filter: Option<&Criterion>) -> NodeId {
    match filter {
        Some(filter) => checker.nodes.add(Node::And(vec![in_force, filter.node]), Type::Boolean),
        None => in_force,
    }
}

/// Returns what an exception is made to.
fn excepted(
    checker: &mut Checker<'_>,
    blocks: &Blocks<'_>,
    pauses: &[PauseRule],
    kind: Kind,
    name: &Name,
) -> Option<Excepted> {
    match kind {
        Kind::Icp => checker.resolve_icp(name).map(Excepted::Icp),
        Kind::Stage => checker.resolve_stage(name).map(Excepted::Stage),
        Kind::Sla => checker.resolve_sla(name).map(Excepted::Sla),
        _ => {
            let (_, header) = blocks.others.get(checker.resolve(name, kind)?)?;
            pauses.iter().position(|pause| pause.span == header.span).map(Excepted::Pause)
        }
    }
}

/// Tells each block which exceptions there are to it.
pub(in crate::check) fn attach(
    exceptions: &[Exception],
    icps: &mut [Icp],
    stages: &mut [Stage],
    slas: &mut [Sla],
    pauses: &mut [PauseRule],
) {
    for (id, exception) in (0..).map(ExceptionId).zip(exceptions) {
        match exception.to {
            Excepted::Icp(icp) => icps[icp.index()].exceptions.push(id),
            Excepted::Stage(stage) => stages[stage.index()].exceptions.push(id),
            Excepted::Sla(sla) => slas[sla.index()].exceptions.push(id),
            Excepted::Pause(place) => pauses[place].exceptions.push(id),
        }
    }
}
