//! What every pass of the check shares: the names, the nodes made so far, and small checks that many blocks need.

use std::path::Path;

use indexmap::IndexMap;

use super::error;
use super::names::{Kind, Names};
use crate::diagnostic::{Diagnostic, Diagnostics, MOST_SUGGESTIONS};
use crate::ir::{self, NodeId, Nodes, StageId};
use crate::source::{Sources, Span};
use crate::syntax::METRICS;
use crate::syntax::ast::{self, Header, Name};
use crate::time::{Date, Zone};
use crate::types::{Decimal, Field, FieldId, Type};

/// The most names that are looked through for a near one.
const MOST_CANDIDATES: usize = 5000;

/// Reads a file that a contract names, by the contract file's name and the path written in it. The error is a
/// sentence.
pub type Loader<'a> = dyn FnMut(&Path, &str) -> Result<String, String> + 'a;

/// The check of one contract.
///
/// A method that returns an `Option` has said why where it returns `None`; who called it has nothing to add,
/// so that one cause gives one error.
pub(super) struct Checker<'a> {
    pub(super) sources: &'a Sources,
    pub(super) load: &'a mut Loader<'a>,
    pub(super) diagnostics: Diagnostics,
    pub(super) names: Names,
    /// Every field: the lead's first, then those of the activities.
    pub(super) fields: Vec<Field>,
    /// The lead's record, then the activities', by their place.
    pub(super) records: Vec<Record>,
    /// The spellings of the options of fields, where they were looked for.
    pub(super) spellings: IndexMap<FieldId, Spellings>,
    pub(super) nodes: Nodes,
    /// What is computed over one activity, by activity.
    pub(super) activity_nodes: Vec<Nodes>,
    pub(super) contract: ContractFacts,
    pub(super) lists: Vec<ir::List>,
    /// What each define stands for; `None` where it is in error.
    pub(super) defines: Vec<Option<Meaning>>,
    /// The stages as written, in the order they are declared.
    pub(super) stages: Vec<&'a ast::Stage>,
    /// The place of each declared stage in the chain.
    pub(super) chain: Vec<StageId>,
}

/// The spellings of a field's options, folded: the option's place, and whether it is the option itself.
pub(super) type Spellings = IndexMap<String, (usize, bool)>;

/// What the rest of a contract needs of its `contract` block.
#[derive(Debug, Default)]
pub(super) struct ContractFacts {
    pub(super) version: Option<i64>,
    pub(super) effective: Option<Date>,
    pub(super) zone: Option<Zone>,
    pub(super) currency: Option<String>,
    pub(super) rates: Vec<(String, Decimal)>,
    /// The parties with who stands for each, in order.
    pub(super) parties: Vec<(String, String)>,
    /// Whether the block was wholly read: nothing is said to be missing from it otherwise.
    pub(super) complete: bool,
}

/// The fields of the lead or of an activity.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// `lead`, or the activity's name.
    pub(super) name: String,
    /// Its fields in the order they are written; `None` for a field that is in error.
    pub(super) fields: Vec<Option<FieldId>>,
    /// The place of a field by its name.
    pub(super) places: IndexMap<String, usize>,
    /// Whether every line of it was read.
    pub(super) complete: bool,
    /// The field of its key, or what joins it to the lead's.
    pub(super) key: Option<FieldId>,
    /// For an activity, the field of its instant.
    pub(super) instant: Option<FieldId>,
    /// Where its block stands.
    pub(super) span: Option<Span>,
}

/// Whose fields bare names are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// The lead's, beside defines and scores.
    Lead,
    /// Those of an activity, by its place; the lead's are `lead.FIELD`.
    Activity(usize),
}

/// An expression that has a type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Operand {
    pub(super) node: NodeId,
    pub(super) kind: Type,
    pub(super) span: Span,
}

/// What a define stands for.
#[derive(Clone, Debug)]
pub(super) struct Meaning {
    pub(super) operand: Operand,
    /// Its parts, where it is a criterion with not too many of them.
    pub(super) criterion: Option<ir::Criterion>,
}

/// Which statements of a block were said, and where.
#[derive(Debug, Default)]
pub(super) struct Seen {
    statements: IndexMap<&'static str, Span>,
}

impl Seen {
    /// Returns where a statement was said.
    pub(super) fn get(&self, statement: &str) -> Option<Span> {
        self.statements.get(statement).copied()
    }
}

impl<'a> Checker<'a> {
    /// Returns a check that knows nothing yet.
    pub(super) fn new(sources: &'a Sources, load: &'a mut Loader<'a>) -> Checker<'a> {
        Checker {
            sources,
            load,
            diagnostics: Diagnostics::default(),
            names: Names::default(),
            fields: Vec::new(),
            records: Vec::new(),
            spellings: IndexMap::new(),
            nodes: Nodes::default(),
            activity_nodes: Vec::new(),
            contract: ContractFacts::default(),
            lists: Vec::new(),
            defines: Vec::new(),
            stages: Vec::new(),
            chain: Vec::new(),
        }
    }

    /// Adds a message.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push_limited(diagnostic);
    }

    /// Adds a message and returns `None`, for the end of a check.
    pub(super) fn fail<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.diagnostics.push_limited(diagnostic);
        None
    }

    /// Notes a statement that a block may say once. Returns false, with an error, where it was said before.
    pub(super) fn once(&mut self, seen: &mut Seen, statement: &'static str, span: Span) -> bool {
        match seen.statements.get(statement) {
            Some(first) => {
                let first = *first;
                self.push(error::repeated_statement(statement, first, span));
                false
            }
            None => {
                seen.statements.insert(statement, span);
                true
            }
        }
    }

    /// Asks for statements that a block cannot do without; a block that was not wholly read is not asked.
    pub(super) fn needs(&mut self, header: &Header, complete: bool, seen: &Seen, statements: &[&'static str]) {
        for statement in statements {
            if complete && seen.get(statement).is_none() {
                let block = self.sources.slice(header.keyword).to_string();
                self.push(error::missing_statement(&block, statement, header.keyword));
            }
        }
    }

    /// Returns the word, where it is one of these; `what` names them all: "window".
    pub(super) fn one_of_words(
        &mut self,
        name: &Name,
        what: &'static str,
        words: &[&'static str],
    ) -> Option<&'static str> {
        match words.iter().find(|word| **word == name.value) {
            Some(word) => Some(word),
            None => self.fail(error::unknown_word(name, what, words)),
        }
    }

    /// Returns what goes with the word, where it is one of these.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        name: &Name,
        what: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        match words.iter().find(|(word, _)| *word == name.value) {
            Some((_, value)) => Some(*value),
            None => {
                let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                self.fail(error::unknown_word(name, what, &words))
            }
        }
    }

    /// How many names are looked through for a near one: none where so many messages were said that the time
    /// would show.
    pub(super) fn suggestions(&self) -> usize {
        if self.diagnostics.len() < MOST_SUGGESTIONS { MOST_CANDIDATES } else { 0 }
    }

    /// Returns a field, which may be an activity's.
    pub(super) fn field(&self, id: FieldId) -> &Field {
        &self.fields[id.index()]
    }

    /// Returns the stage of an id as it is written.
    pub(super) fn stage(&self, id: StageId) -> Option<&'a ast::Stage> {
        let place = self.chain.iter().position(|stage| *stage == id)?;
        self.stages.get(place).copied()
    }
}

/// Finding declarations: one method a kind of name. Each says so once where there is none, with the nearest name.
impl Checker<'_> {
    /// Returns the place of a name of this kind among its kind.
    pub(super) fn resolve(&mut self, name: &Name, kind: Kind) -> Option<usize> {
        let Some(declared) = self.names.find(kind, &name.value) else {
            if self.names.may_be_broken(&[kind], &name.value) {
                return None;
            }
            return self.fail(match self.names.anywhere(&name.value) {
                Some(other) => error::wrong_kind(name, kind, other.kind),
                None => {
                    let built_in = if kind == Kind::Metric { METRICS } else { &[] };
                    let candidates = self.names.of(kind).chain(built_in.iter().copied());
                    error::unknown_name(name, kind.word(), candidates.take(self.suggestions()))
                }
            });
        };
        let declared = declared.clone();
        if declared.kind != kind {
            return self.fail(error::wrong_kind(name, kind, declared.kind));
        }
        self.spelling(name, &declared.name);
        declared.place
    }

    /// Reports a use in another case than the declaration's.
    pub(super) fn spelling(&mut self, name: &Name, declared: &str) {
        // A declaration in another case has an error of its own.
        let right = super::names::snake(declared);
        if name.value != declared && name.value != right {
            self.push(error::bad_spelling(name, &right));
        }
    }

    /// Returns a field of the lead.
    pub(super) fn resolve_field(&mut self, name: &Name) -> Option<FieldId> {
        let place = self.resolve(name, Kind::Field)?;
        self.records.first()?.fields.get(place).copied().flatten()
    }

    /// Returns a date or timestamp field of the lead.
    pub(super) fn resolve_time_field(&mut self, name: &Name) -> Option<FieldId> {
        let field = self.resolve_field(name)?;
        let kind = self.field(field).kind;
        if kind.is_time() { Some(field) } else { self.fail(error::wrong_field(name, "a date or timestamp", kind)) }
    }

    /// Returns a number field of the lead: integer, decimal or money.
    pub(super) fn resolve_number_field(&mut self, name: &Name) -> Option<FieldId> {
        let field = self.resolve_field(name)?;
        let kind = self.field(field).kind;
        if kind.is_number() { Some(field) } else { self.fail(error::wrong_field(name, "a number", kind)) }
    }

    /// Returns the fields of the lead of a type, with their names.
    pub(super) fn lead_fields(&self, kind: Type) -> Vec<(FieldId, String)> {
        let fields = self.records.first().into_iter().flat_map(|record| record.fields.iter().copied().flatten());
        let named = fields.map(|field| (field, self.field(field)));
        named.filter(|(_, field)| field.kind == kind).map(|(id, field)| (id, field.name.clone())).collect()
    }

    /// Returns a stage by its place in the chain.
    pub(super) fn resolve_stage(&mut self, name: &Name) -> Option<StageId> {
        let place = self.resolve(name, Kind::Stage)?;
        self.chain.get(place).copied()
    }

    /// Returns the place of a party in the `contract` block.
    pub(super) fn resolve_party(&mut self, name: &Name) -> Option<usize> {
        self.resolve(name, Kind::Party)
    }

    /// Returns a calendar.
    pub(super) fn resolve_calendar(&mut self, name: &Name) -> Option<ir::CalendarId> {
        self.resolve(name, Kind::Calendar).and_then(|place| u32::try_from(place).ok()).map(ir::CalendarId)
    }

    /// Returns an sla.
    pub(super) fn resolve_sla(&mut self, name: &Name) -> Option<ir::SlaId> {
        self.resolve(name, Kind::Sla).and_then(|place| u32::try_from(place).ok()).map(ir::SlaId)
    }

    /// Returns an icp.
    pub(super) fn resolve_icp(&mut self, name: &Name) -> Option<ir::IcpId> {
        self.resolve(name, Kind::Icp).and_then(|place| u32::try_from(place).ok()).map(ir::IcpId)
    }

    /// Returns a score.
    pub(super) fn resolve_score(&mut self, name: &Name) -> Option<ir::ScoreId> {
        self.resolve(name, Kind::Score).and_then(|place| u32::try_from(place).ok()).map(ir::ScoreId)
    }

    /// Returns a list.
    pub(super) fn resolve_list(&mut self, name: &Name) -> Option<ir::ListId> {
        self.resolve(name, Kind::List).and_then(|place| u32::try_from(place).ok()).map(ir::ListId)
    }

    /// Returns the place of a metric.
    pub(super) fn resolve_metric(&mut self, name: &Name) -> Option<usize> {
        self.resolve(name, Kind::Metric)
    }

    /// Returns the place of an activity in [`Checker::records`].
    pub(super) fn resolve_activity(&mut self, name: &Name) -> Option<usize> {
        self.resolve(name, Kind::Activity)
    }
}
