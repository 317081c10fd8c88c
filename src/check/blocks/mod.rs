//! The blocks that are no criteria of the lead itself: a file a kind.
//!
//! Their names are declared by the first pass, and an activity's fields are resolved by `record.rs`, since
//! expressions need them. The criteria of blocks that are checked and not judged yet get types and nodes as all
//! criteria do; those nodes are thrown away, since nothing evaluates them.

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
mod promised;
mod rejection;
mod review;
mod shared;
mod sla;

pub(super) use exception::attach;
use facts::Facts;

use super::context::Checker;
use super::declare::Blocks;
use crate::ir;
use crate::source::Span;
use crate::syntax::ast::{Ast, Block};

/// What the parties promise each other, as far as it is right.
pub(super) struct Promises {
    pub(super) exits: Option<Vec<ir::Exit>>,
    pub(super) calendars: Option<Vec<ir::Calendar>>,
    pub(super) slas: Option<Vec<ir::Sla>>,
    pub(super) rejection: Option<ir::Rejection>,
    pub(super) pauses: Vec<ir::PauseRule>,
    pub(super) measures: Vec<ir::Measure>,
    pub(super) alerts: Vec<ir::Alert>,
    pub(super) exceptions: Vec<ir::Exception>,
    /// The metrics whose figures come from outside.
    pub(super) externals: Vec<String>,
    /// Where the metrics stand that are computed.
    metrics: Vec<Span>,
}

impl Promises {
    /// Returns where the blocks stand whose figures are computed.
    pub(super) fn judged(&self) -> Vec<Span> {
        let pauses = self.pauses.iter().map(|rule| rule.span);
        let alerts = self.alerts.iter().map(|alert| alert.span);
        let measures = self.measures.iter().map(|measure| measure.span);
        let exceptions = self.exceptions.iter().map(|exception| exception.span);
        pauses.chain(measures).chain(alerts).chain(exceptions).chain(self.metrics.iter().copied()).collect()
    }
}

/// Checks the blocks that other passes do not check, and returns what those that are judged come to.
pub(super) fn check<'a>(checker: &mut Checker<'a>, ast: &'a Ast, blocks: &Blocks<'a>) -> Promises {
    let mut facts = Facts::gather(ast);
    let calendars: Vec<_> = blocks.calendars.iter().map(|body| calendar::check(checker, body)).collect();
    let exits: Vec<_> = blocks.exits.iter().map(|exit| exit::check(checker, exit)).collect();
    let slas: Vec<_> = blocks.slas.iter().map(|body| sla::check(checker, &facts, body)).collect();
    let rejection = blocks.rejection.and_then(|body| rejection::check(checker, body));
    let mut promises = Promises {
        exits: exits.into_iter().collect(),
        calendars: calendars.into_iter().collect(),
        slas: slas.into_iter().collect(),
        rejection,
        pauses: Vec::new(),
        measures: Vec::new(),
        alerts: Vec::new(),
        exceptions: Vec::new(),
        externals: Vec::new(),
        metrics: Vec::new(),
    };
    // The metrics come before the rest, which is measured by them.
    metric::check_all(checker, &mut facts);
    let measured = facts.metrics.iter().zip(&facts.measured);
    let computed = measured.filter(|(_, metric)| metric.is_some());
    promises.metrics = computed.map(|(body, _)| body.header.span).collect();
    let names = facts.measured.iter().flatten().filter_map(|metric| match &metric.base {
        ir::Base::External(name) => Some(name.clone()),
        _ => None,
    });
    promises.externals = names.collect::<indexmap::IndexSet<_>>().into_iter().collect();
    for block in ast.blocks() {
        check_measured(checker, &facts, block, &mut promises);
    }
    // Exceptions name pauses, wherever these stand.
    for body in &blocks.exceptions {
        let exception = exception::check(checker, blocks, &promises.pauses, body);
        promises.exceptions.extend(exception);
    }
    let promised = promised::measures(promises.slas.as_deref().unwrap_or_default(), promises.rejection.as_ref());
    promises.measures.extend(promised);
    let nodes = checker.nodes.clone();
    let activity_nodes = checker.activity_nodes.clone();
    for block in ast.blocks() {
        check_not_judged(checker, &facts, block);
    }
    review::distinct_labels(checker, ast);
    (checker.nodes, checker.activity_nodes) = (nodes, activity_nodes);
    promises
}

/// Checks a block of what is measured over many leads. One that is wrong is left out: there is an error then.
fn check_measured(checker: &mut Checker<'_>, facts: &Facts<'_>, block: &Block, promises: &mut Promises) {
    match block {
        Block::Pause(body) => promises.pauses.extend(pause::check(checker, facts, body)),
        Block::Commitment(body) => {
            promises.measures.extend(measure::check(checker, facts, body, measure::Kind::Commitment));
        }
        Block::Kpi(body) => promises.measures.extend(measure::check(checker, facts, body, measure::Kind::Kpi)),
        Block::Alert(body) => promises.alerts.extend(alert::check(checker, facts, body)),
        _ => {}
    }
}

fn check_not_judged(checker: &mut Checker<'_>, facts: &Facts<'_>, block: &Block) {
    match block {
        Block::Review(review) => review::check(checker, facts, review),
        // The others are checked by now.
        Block::Metric(_)
        | Block::Pause(_)
        | Block::Commitment(_)
        | Block::Kpi(_)
        | Block::Alert(_)
        | Block::Exception(_)
        | Block::Calendar(_)
        | Block::Exit(_)
        | Block::Sla(_)
        | Block::Rejection(_)
        | Block::Contract(_)
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
