//! Ast to [`Program`]: names are found, types are told, and every error of a contract is collected in one run.
//!
//! The passes, in this order:
//!
//! 1. **declare** (`declare.rs`): every name of every block, so that the order of blocks and files does not
//!    matter and a name is known even where its block could not be read.
//! 2. **resolve** (`contract.rs`, `record.rs`, `list.rs`, `chain.rs`, `order.rs`): what expressions build on:
//!    the zone and currency, the fields with their types, the lists, the chain of stages; and in which order
//!    names stand for each other, which finds every circle before anything is followed round it.
//! 3. **infer and lower** (`expression/`, `icp.rs`, `score.rs`, `stage.rs`, `blocks/`, `activity.rs`): one walk,
//!    since a node of the program is made at the moment its type is known. Defines come first, each after those
//!    it names, so that a use of one is a look-up.
//!
//! A check that fails says so once and returns `None`; what needs its result is left out in silence, so that one
//! cause gives one error. A program is made only of a contract without errors.

mod activity;
mod blocks;
mod chain;
mod context;
mod contract;
mod declare;
mod error;
mod expression;
mod holidays;
mod icp;
mod list;
mod literal;
mod names;
mod order;
mod record;
mod score;
mod stage;

pub use context::Loader;

use context::Checker;

use crate::diagnostic::Diagnostics;
use crate::ir::{NotJudged, Program};
use crate::source::Sources;
use crate::syntax::ast::Ast;
use crate::types::{Field, FieldId, Schema};

/// Checks a contract. The program is there if and only if no message is an error; messages are in order of place.
///
/// `load` reads the files of lists.
pub fn check(ast: &Ast, sources: &Sources, load: &mut Loader<'_>) -> (Option<Program>, Diagnostics) {
    let mut checker = Checker::new(sources, load);
    let program = checker.run(ast);
    let mut diagnostics = checker.diagnostics;
    diagnostics.push_rest(sources);
    diagnostics.sort();
    let program = program.filter(|_| !diagnostics.has_errors());
    (program, diagnostics)
}

impl<'a> Checker<'a> {
    fn run(&mut self, ast: &'a Ast) -> Option<Program> {
        let blocks = self.declare(ast);

        self.contract_facts(&blocks);
        self.records(&blocks);
        self.lists(&blocks);
        self.chain(&blocks);
        let order = self.order(&blocks);

        self.defines(&blocks, &order);
        let contract = self.contract(&blocks);
        let icps = self.icps(&blocks);
        let scores = self.scores(&blocks);
        let stages = self.stages();
        let mut promises = blocks::check(self, ast, &blocks);

        let judged = promises.judged();
        let others = blocks.others.iter();
        let others = others.filter(|(_, header)| !judged.contains(&header.span));
        let not_judged = others.map(|(keyword, header)| NotJudged {
            keyword,
            name: header.name.as_ref().map(|name| name.value.clone()),
            span: header.span,
        });
        let lead = self.records.first()?;
        let schema = self.schema(self.fields.iter().take(lead.fields.len()).cloned().collect(), lead.key?)?;
        let (mut icps, mut stages, mut slas) = (icps?, stages?, promises.slas?);
        blocks::attach(&promises.exceptions, &mut icps, &mut stages, &mut slas, &mut promises.pauses);
        let program = Program {
            contract: contract?,
            schema,
            nodes: std::mem::take(&mut self.nodes),
            lists: std::mem::take(&mut self.lists).into(),
            icps,
            scores: scores?,
            stages,
            exits: promises.exits?,
            calendars: promises.calendars?,
            activities: Vec::new(),
            slas,
            rejection: promises.rejection,
            pauses: promises.pauses,
            measures: promises.measures,
            alerts: promises.alerts,
            externals: promises.externals,
            exceptions: promises.exceptions,
            not_judged: not_judged.collect(),
        };
        let activities = self.activities(&program)?;
        Some(Program { activities, ..program })
    }

    /// Returns the schema of these fields.
    fn schema(&self, fields: Vec<Field>, key: FieldId) -> Option<Schema> {
        Some(Schema {
            fields,
            key,
            zone: self.contract.zone.clone()?,
            currency: self.contract.currency.clone(),
            rates: self.contract.rates.clone(),
        })
    }
}
