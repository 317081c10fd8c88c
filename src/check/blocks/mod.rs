//! The blocks that are checked and not judged yet: a file a kind.
//!
//! Their names are declared by the first pass, and an activity's fields are resolved by `record.rs`, since
//! expressions need them. Their criteria get types and nodes as all criteria do; those nodes are thrown away, since
//! nothing evaluates them.

mod alert;
mod calendar;
mod exception;
mod exit;
mod facts;
mod figure;
mod measure;
mod metric;
mod pause;
mod point;
mod rejection;
mod review;
mod shared;
mod sla;

use facts::Facts;

use super::context::Checker;
use crate::ir;
use crate::syntax::ast::{Ast, Block};

/// Checks the blocks that are not judged, the others being the passes' own, and returns the calendars without an error.
pub(super) fn check<'a>(checker: &mut Checker<'a>, ast: &'a Ast) -> Vec<ir::Calendar> {
    let nodes = checker.nodes.clone();
    let mut facts = Facts::gather(ast);
    metric::check_all(checker, &mut facts);
    let mut calendars = Vec::new();
    for block in ast.blocks() {
        match block {
            Block::Calendar(body) => calendars.extend(calendar::check(checker, body)),
            other => check_block(checker, &facts, other),
        }
    }
    review::distinct_labels(checker, ast);
    checker.nodes = nodes;
    calendars
}

fn check_block(checker: &mut Checker<'_>, facts: &Facts<'_>, block: &Block) {
    match block {
        Block::Exit(exit) => exit::check(checker, exit),
        Block::Sla(body) => sla::check(checker, facts, body),
        // A second one is an error as such.
        Block::Rejection(body) if facts.is_rejection(body) => rejection::check(checker, body),
        Block::Rejection(_) => {}
        Block::Pause(body) => pause::check(checker, facts, body),
        Block::Commitment(body) => measure::check(checker, facts, body, measure::Kind::Commitment),
        Block::Kpi(body) => measure::check(checker, facts, body, measure::Kind::Kpi),
        Block::Alert(body) => alert::check(checker, facts, body),
        Block::Exception(body) => exception::check(checker, body),
        Block::Review(review) => review::check(checker, facts, review),
        // The metrics come before the rest, which is measured by them, and the calendars are taken up.
        Block::Metric(_) | Block::Calendar(_) => {}
        Block::Contract(_)
        | Block::Lead(_)
        | Block::Activity(_)
        | Block::List(_)
        | Block::Define(_)
        | Block::Icp(_)
        | Block::Score(_)
        | Block::Stage(_)
        | Block::Junk { .. } => {}
    }
}
