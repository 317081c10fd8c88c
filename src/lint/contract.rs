//! A contract as rules see it.

use std::collections::BTreeSet;

use crate::ir::Program;
use crate::source::{Sources, Span, Spanned};
use crate::syntax::ast::{
    Ast, Block, Body, ContractStatement, Header, MeasureStatement, Name, Score, ScoreBody, SlaStatement, When,
};
use crate::time::Date;

/// A contract that compiles, with its syntax and text.
#[derive(Clone, Copy, Debug)]
pub struct Contract<'a> {
    /// What it compiles to.
    pub program: &'a Program,
    /// How it is written.
    pub ast: &'a Ast,
    /// Its text.
    pub sources: &'a Sources,
    /// The day that dates are held against, in the contract's zone; none where nobody said one, and then nothing is
    /// past (S2.1).
    pub today: Option<Date>,
    /// The contracts that were checked before it in the same run: versions of it may be among them.
    pub others: &'a [Other],
}

/// Another contract of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Other {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: i64,
    /// The day from which on it is in force.
    pub effective: Date,
    /// Where it was read.
    pub path: String,
}

impl<'a> Contract<'a> {
    /// Returns the `contract` block.
    pub(super) fn head(&self) -> Option<&'a Body<ContractStatement>> {
        self.ast.blocks().find_map(|block| if let Block::Contract(body) = block { Some(body) } else { None })
    }

    /// Returns where the contract as a whole is complained of: the first line of its `contract` block.
    pub(super) fn place(&self) -> Span {
        match self.head() {
            Some(body) => {
                body.header.label.as_ref().map_or(body.header.keyword, |label| body.header.keyword.to(label.span))
            }
            None => self.program.contract.span.at_start(),
        }
    }

    /// Returns the names that the contract uses, beside those words of the language that stand before a text.
    pub(super) fn uses(&self) -> BTreeSet<&'a str> {
        super::words::uses(self.ast, self.sources)
    }

    /// Returns the names of those blocks that nothing in the contract uses; `is_meant` says which kind of block.
    pub(super) fn unused(&self, is_meant: fn(&Block) -> bool) -> Vec<&'a Name> {
        let uses = self.uses();
        let names = self.ast.blocks().filter(|block| is_meant(block)).filter_map(|block| header(block)?.name.as_ref());
        names.filter(|name| !uses.contains(name.value.as_str())).collect()
    }

    /// Returns the statements of the `contract` block.
    pub(super) fn head_statements(&self) -> impl Iterator<Item = &'a Spanned<ContractStatement>> {
        self.head().into_iter().flat_map(|body| &body.statements)
    }
}

/// Returns where a block is complained of: its name, else its first word.
pub(super) fn named(header: &Header) -> Span {
    header.name.as_ref().map_or(header.keyword, |name| name.span)
}

/// Returns what stands before a block's body; none for what could not be read.
pub(super) fn header(block: &Block) -> Option<&Header> {
    Some(match block {
        Block::Contract(body) => &body.header,
        Block::Lead(body) | Block::Activity(body) => &body.header,
        Block::List(list) => &list.header,
        Block::Define(define) => &define.header,
        Block::Calendar(body) => &body.header,
        Block::Icp(body) => &body.header,
        Block::Score(score) => &score.header,
        Block::Stage(stage) => &stage.body.header,
        Block::Exit(exit) => &exit.body.header,
        Block::Sla(body) => &body.header,
        Block::Rejection(body) => &body.header,
        Block::Pause(body) => &body.header,
        Block::Commitment(body) | Block::Kpi(body) => &body.header,
        Block::Metric(body) => &body.header,
        Block::Alert(body) => &body.header,
        Block::Exception(body) => &body.header,
        Block::Review(review) => &review.body.header,
        Block::Junk { .. } => return None,
    })
}

/// Returns the span of a block and those of its statements.
pub(super) fn extents(block: &Block) -> Vec<Span> {
    fn spans<S>(statements: &[Spanned<S>]) -> Vec<Span> {
        statements.iter().map(|statement| statement.span).collect()
    }
    let statements = match block {
        Block::Contract(body) => spans(&body.statements),
        Block::Lead(body) | Block::Activity(body) => spans(&body.statements),
        Block::Calendar(body) => spans(&body.statements),
        Block::Icp(body) => spans(&body.statements),
        Block::Score(Score { body: ScoreBody::Lines { statements, .. }, .. }) => spans(statements),
        Block::Stage(stage) => spans(&stage.body.statements),
        Block::Exit(exit) => spans(&exit.body.statements),
        Block::Sla(body) => spans(&body.statements),
        Block::Rejection(body) => spans(&body.statements),
        Block::Pause(body) => spans(&body.statements),
        Block::Commitment(body) | Block::Kpi(body) => spans(&body.statements),
        Block::Metric(body) => spans(&body.statements),
        Block::Alert(body) => spans(&body.statements),
        Block::Exception(body) => spans(&body.statements),
        Block::Review(review) => spans(&review.body.statements),
        Block::List(_) | Block::Define(_) | Block::Score(_) | Block::Junk { .. } => Vec::new(),
    };
    header(block).map(|header| header.span).into_iter().chain(statements).collect()
}

/// Returns the days of a block's phases, `before DATE …`, in the order they are written.
pub(super) fn phases(block: &Block) -> Vec<&When> {
    match block {
        Block::Sla(body) => {
            let days = body.statements.iter().map(|statement| match &statement.value {
                SlaStatement::Before(day, _) => Some(day),
                _ => None,
            });
            days.flatten().collect()
        }
        Block::Commitment(body) | Block::Kpi(body) => {
            let days = body.statements.iter().map(|statement| match &statement.value {
                MeasureStatement::Before(day, _, _) => Some(day),
                _ => None,
            });
            days.flatten().collect()
        }
        _ => Vec::new(),
    }
}
