//! What the blocks that are not judged need to know of each other.

use indexmap::IndexMap;

use crate::check::names::snake;
use crate::ir;
use crate::syntax::ast::{
    Ast, Block, Body, Exit, ExitStatement, Header, MetricStatement, Name, RejectionStatement, SlaStatement,
};

/// The blocks that others name or are measured by. Of two blocks of one name the first is meant.
#[derive(Default)]
pub(super) struct Facts<'a> {
    /// The metrics, in the order they are written.
    pub(super) metrics: Vec<&'a Body<MetricStatement>>,
    /// What each of them measures; `None` where it is in error.
    pub(super) measured: Vec<Option<ir::Metric>>,
    metric_places: IndexMap<String, usize>,
    slas: IndexMap<String, &'a Body<SlaStatement>>,
    exits: IndexMap<String, &'a Exit>,
    rejection: Option<&'a Body<RejectionStatement>>,
    /// Whether what could not be read may have been a rejection.
    unread_rejection: bool,
    /// Whether a lead can be lost, or may be by an exit that could not be read.
    can_be_lost: bool,
}

impl<'a> Facts<'a> {
    /// Gathers the facts of a contract.
    pub(super) fn gather(ast: &'a Ast) -> Facts<'a> {
        let mut facts = Facts::default();
        for block in ast.blocks() {
            facts.add(block);
        }
        facts.measured = vec![None; facts.metrics.len()];
        facts
    }

    fn add(&mut self, block: &'a Block) {
        match block {
            Block::Metric(body) => {
                if let Some(key) = key(&body.header) {
                    self.metric_places.entry(key).or_insert(self.metrics.len());
                }
                self.metrics.push(body);
            }
            Block::Sla(body) => {
                if let Some(key) = key(&body.header) {
                    self.slas.entry(key).or_insert(body);
                }
            }
            Block::Exit(exit) => {
                self.can_be_lost |= may_be_lost(&exit.body);
                if let Some(key) = key(&exit.body.header) {
                    self.exits.entry(key).or_insert(exit);
                }
            }
            Block::Rejection(body) => self.rejection = self.rejection.or(Some(body)),
            Block::Junk { keyword, .. } => {
                let word = keyword.as_ref().map(|keyword| keyword.value.as_str());
                self.unread_rejection |= matches!(word, None | Some("rejection"));
                self.can_be_lost |= matches!(word, None | Some("exit"));
            }
            _ => {}
        }
    }

    /// Returns the place of a metric in [`Facts::metrics`].
    pub(super) fn metric_place(&self, name: &Name) -> Option<usize> {
        self.metric_places.get(&snake(&name.value)).copied()
    }

    /// Returns an exit.
    pub(super) fn exit(&self, name: &Name) -> Option<&'a Exit> {
        self.exits.get(&snake(&name.value)).copied()
    }

    /// Returns whether there is a rejection, or may be one that could not be read.
    pub(super) fn has_rejection(&self) -> bool {
        self.rejection.is_some() || self.unread_rejection
    }

    /// Returns the stage that leads are rejected at.
    pub(super) fn rejected_at(&self) -> Option<&'a Name> {
        self.rejection?.statements.iter().find_map(|statement| match &statement.value {
            RejectionStatement::Of(stage) => Some(stage),
            _ => None,
        })
    }

    /// Returns whether an exit has, or may have, `outcome lost`.
    pub(super) fn can_be_lost(&self) -> bool {
        self.can_be_lost
    }

    /// Returns whether an sla runs on a calendar for some leads; one that is not known does.
    pub(super) fn runs_on_calendar(&self, sla: &Name) -> bool {
        let Some(body) = self.slas.get(&snake(&sla.value)) else { return true };
        let has_calendar = body.statements.iter().any(|statement| match &statement.value {
            SlaStatement::Calendar(..) => true,
            SlaStatement::Within { on, .. } | SlaStatement::EndOfBusinessDay { on, .. } => on.is_some(),
            _ => false,
        });
        has_calendar || !body.complete
    }
}

/// Returns whether an exit is lost, or may be: its outcome is in error or was not read.
fn may_be_lost(body: &Body<ExitStatement>) -> bool {
    let mut outcomes = body.statements.iter().filter_map(|statement| match &statement.value {
        ExitStatement::Outcome(word) => Some(word.value.as_str()),
        _ => None,
    });
    match outcomes.next() {
        Some(word) => !matches!(word, "recycled" | "disqualified"),
        // An exit without an outcome has an error of its own.
        None => true,
    }
}

fn key(header: &Header) -> Option<String> {
    header.name.as_ref().map(|name| snake(&name.value))
}
