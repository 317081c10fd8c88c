//! The first pass: every name that a contract declares, and every block under its kind.

use super::context::Checker;
use super::error;
use super::names::{Kind, snake};
use crate::source::Span;
use crate::syntax::ast::{
    Ast, Block, Body, CalendarStatement, ContractStatement, Define, ExceptionStatement, Exit, Field, Header,
    IcpStatement, List, Name, RejectionStatement, Score, SlaStatement, Stage,
};

/// The blocks of a contract by kind, each in the order it is written: a name's place is its place here.
#[derive(Default)]
pub(super) struct Blocks<'a> {
    pub(super) contract: Option<&'a Body<ContractStatement>>,
    pub(super) lead: Option<&'a Body<Field>>,
    pub(super) activities: Vec<&'a Body<Field>>,
    pub(super) lists: Vec<&'a List>,
    pub(super) defines: Vec<&'a Define>,
    pub(super) icps: Vec<&'a Body<IcpStatement>>,
    pub(super) scores: Vec<&'a Score>,
    pub(super) stages: Vec<&'a Stage>,
    pub(super) exits: Vec<&'a Exit>,
    pub(super) calendars: Vec<&'a Body<CalendarStatement>>,
    pub(super) slas: Vec<&'a Body<SlaStatement>>,
    pub(super) rejection: Option<&'a Body<RejectionStatement>>,
    pub(super) exceptions: Vec<&'a Body<ExceptionStatement>>,
    /// Those that are not judged, with their first word.
    pub(super) others: Vec<(&'static str, &'a Header)>,
    junk_contract: bool,
    junk_lead: bool,
}

impl<'a> Checker<'a> {
    /// Declares every name, so that no later pass depends on the order of blocks.
    pub(super) fn declare(&mut self, ast: &'a Ast) -> Blocks<'a> {
        let mut blocks = Blocks::default();
        for block in ast.blocks() {
            self.declare_block(&mut blocks, block);
        }
        let place = ast.files.first().map(|file| Span::new(file.id, 0, 0));
        if blocks.contract.is_none() && !blocks.junk_contract {
            self.push(error::missing_block("contract", place));
        }
        if blocks.lead.is_none() && !blocks.junk_lead {
            self.push(error::missing_block("lead", place));
        }
        if blocks.contract.is_none_or(|body| !body.complete) {
            self.names.add_uncertain(Kind::Party);
        }
        if blocks.lead.is_none_or(|body| !body.complete) {
            self.names.add_uncertain(Kind::Field);
        }
        blocks
    }

    fn declare_block(&mut self, blocks: &mut Blocks<'a>, block: &'a Block) {
        match block {
            Block::Contract(body) => match blocks.contract {
                Some(first) => self.push(error::repeated_block("contract", first.header.keyword, body.header.keyword)),
                None => {
                    blocks.contract = Some(body);
                    self.declare_parties(body);
                }
            },
            Block::Lead(body) => match blocks.lead {
                Some(first) => {
                    self.push(error::repeated_block("lead", first.header.keyword, body.header.keyword));
                    self.names.add_uncertain(Kind::Field);
                }
                None => {
                    blocks.lead = Some(body);
                    for (place, field) in body.statements.iter().enumerate() {
                        self.declare_name(Kind::Field, &field.value.name, place);
                    }
                }
            },
            Block::Activity(body) => {
                blocks.activities.push(body);
                // The first record is the lead's.
                self.declare_header(Kind::Activity, &body.header, blocks.activities.len());
            }
            Block::List(list) => {
                self.declare_header(Kind::List, &list.header, blocks.lists.len());
                blocks.lists.push(list);
            }
            Block::Define(define) => {
                self.declare_header(Kind::Define, &define.header, blocks.defines.len());
                blocks.defines.push(define);
            }
            Block::Icp(body) => {
                self.declare_header(Kind::Icp, &body.header, blocks.icps.len());
                blocks.icps.push(body);
            }
            Block::Score(score) => {
                self.declare_header(Kind::Score, &score.header, blocks.scores.len());
                blocks.scores.push(score);
            }
            Block::Stage(stage) => {
                self.declare_header(Kind::Stage, &stage.body.header, blocks.stages.len());
                blocks.stages.push(stage);
            }
            Block::Rejection(body) => match blocks.rejection {
                Some(first) => self.push(error::repeated_block("rejection", first.header.keyword, body.header.keyword)),
                None => blocks.rejection = Some(body),
            },
            Block::Calendar(body) => {
                self.declare_header(Kind::Calendar, &body.header, blocks.calendars.len());
                blocks.calendars.push(body);
            }
            Block::Exit(exit) => {
                self.declare_header(Kind::Exit, &exit.body.header, blocks.exits.len());
                blocks.exits.push(exit);
            }
            Block::Sla(body) => {
                self.declare_header(Kind::Sla, &body.header, blocks.slas.len());
                blocks.slas.push(body);
            }
            Block::Pause(body) => self.declare_other(blocks, Kind::Pause, &body.header),
            Block::Commitment(body) => self.declare_other(blocks, Kind::Commitment, &body.header),
            Block::Kpi(body) => self.declare_other(blocks, Kind::Kpi, &body.header),
            Block::Metric(body) => self.declare_other(blocks, Kind::Metric, &body.header),
            Block::Alert(body) => self.declare_other(blocks, Kind::Alert, &body.header),
            Block::Exception(body) => {
                blocks.exceptions.push(body);
                self.declare_other(blocks, Kind::Exception, &body.header);
            }
            Block::Review(review) => blocks.others.push(("review", &review.body.header)),
            Block::Junk { keyword, name, .. } => self.declare_junk(blocks, keyword.as_ref(), name.as_ref()),
        }
    }

    /// Declares a block that is not judged; its place is that among all such blocks.
    fn declare_other(&mut self, blocks: &mut Blocks<'a>, kind: Kind, header: &'a Header) {
        self.declare_header(kind, header, blocks.others.len());
        blocks.others.push((kind.word(), header));
    }

    fn declare_header(&mut self, kind: Kind, header: &Header, place: usize) {
        match &header.name {
            Some(name) => self.declare_name(kind, name, place),
            None => self.names.add_uncertain(kind),
        }
    }

    fn declare_name(&mut self, kind: Kind, name: &Name, place: usize) {
        let right = snake(&name.value);
        if name.value != right {
            self.push(error::bad_spelling(name, &right));
        }
        if let Some(first) = self.names.add(kind, name, Some(place)) {
            self.push(error::duplicate_name(name, kind, first.span, first.kind));
        }
    }

    fn declare_parties(&mut self, body: &Body<ContractStatement>) {
        let parties = body.statements.iter().filter_map(|statement| match &statement.value {
            ContractStatement::Party(name, who) => Some((name, who)),
            _ => None,
        });
        for (place, (name, who)) in parties.enumerate() {
            self.declare_name(Kind::Party, name, place);
            let who = who.as_ref().map(|who| who.value.clone()).unwrap_or_default();
            self.contract.parties.push((name.value.clone(), who));
        }
    }

    /// What could not be read still declares its name: uses of it are no errors.
    fn declare_junk(&mut self, blocks: &mut Blocks<'a>, keyword: Option<&Name>, name: Option<&Name>) {
        let word = keyword.map(|keyword| keyword.value.as_str());
        match word {
            Some("contract") => blocks.junk_contract = true,
            Some("lead") => blocks.junk_lead = true,
            _ => {}
        }
        match (word.and_then(Kind::of_block), name) {
            (Some(kind), Some(name)) => {
                // A second declaration of a broken name is not worth an error of its own.
                let _ = self.names.add(kind, name, None);
            }
            (Some(kind), None) => self.names.add_uncertain(kind),
            (None, Some(name)) => self.names.add_broken(&name.value),
            (None, None) => {}
        }
    }
}
