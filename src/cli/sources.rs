//! What only the whole batch tells: which sources were paused when, and so the status of each hand-off (S5.9).
//!
//! Decisions of a contract with a `pause` wait, beyond some memory in a temporary file, until the last lead is read;
//! then each gets its `source_status`, and a hand-off of a paused source its breach.

use std::io;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, DictionaryArray, Int32Array, RecordBatch, StringArray,
    TimestampMicrosecondArray, UInt32Array,
};
use arrow::datatypes::{DataType, Field, Int32Type, Schema, SchemaRef, TimeUnit, TimestampMicrosecondType, UInt32Type};

use crate::batch::HeldRows;
use crate::eval::{HandoffVerdict, Judged};
use crate::ir::{ExceptionId, PauseRule, Program, StageId};
use crate::measure::Figures;
use crate::measure::pause::{SourceStatus, SourceVerdict, follow, status};
use crate::time::{Instant, Reading};
use crate::types::Truth;

/// The rules of a contract that are judged, each with what it needs of a hand-off.
pub(super) struct Rules<'p> {
    program: &'p Program,
    rules: Vec<Rule<'p>>,
}

/// A rule that is judged.
pub(super) struct Rule<'p> {
    pub(super) rule: &'p PauseRule,
    /// The place of its series among the contract's.
    pub(super) series: usize,
    /// The hand-off that it stops.
    handoff: StageId,
    /// What its breach is called: `marketing:sources`.
    breach: String,
}

impl<'p> Rules<'p> {
    /// Returns the rules of a contract; none where it has none that is judged.
    pub(super) fn of(program: &'p Program) -> Option<Rules<'p>> {
        let rules: Vec<Rule<'p>> = program
            .pauses
            .iter()
            .enumerate()
            .filter_map(|(series, rule)| {
                let handoff = program.stopped_by(rule)?;
                let giver = program.stage(handoff).handoff?.from;
                let breach = format!("{}:{}", program.party(giver), rule.name);
                Some(Rule { rule, series, handoff, breach })
            })
            .collect();
        (!rules.is_empty()).then_some(Rules { program, rules })
    }

    /// Iterates over the rules.
    pub(super) fn each(&self) -> std::slice::Iter<'_, Rule<'p>> {
        self.rules.iter()
    }

    /// Returns the places of the rules' series among the contract's.
    pub(super) fn series(&self) -> Vec<usize> {
        self.rules.iter().map(|rule| rule.series).collect()
    }

    /// Returns the columns that are held of each lead beside its decision.
    fn columns(&self) -> Vec<Field> {
        let instant = DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()));
        let of_rule = |(place, rule): (usize, &Rule<'_>)| {
            let own = [
                Field::new(format!("#group{place}"), DataType::UInt32, false),
                Field::new(format!("#from{place}"), instant.clone(), true),
                Field::new(format!("#until{place}"), instant.clone(), true),
            ];
            let exceptions = rule.rule.exceptions.iter();
            let exceptions = exceptions.map(|id| Field::new(excepted(*id), DataType::Boolean, true));
            own.into_iter().chain(exceptions).collect::<Vec<Field>>()
        };
        self.rules.iter().enumerate().flat_map(of_rule).collect()
    }

    /// Returns the schema of what is held: the decisions, where they are written, and what the rules need.
    pub(super) fn schema(&self, decisions: Option<&SchemaRef>) -> SchemaRef {
        let decisions = decisions.into_iter().flat_map(|schema| schema.fields().iter().cloned());
        Arc::new(Schema::new(decisions.chain(self.columns().into_iter().map(Arc::new)).collect::<Vec<_>>()))
    }

    /// Returns what is held of some leads; `groups` has the group of each by rule.
    pub(super) fn hold(
        &self,
        schema: &SchemaRef,
        decisions: Option<&RecordBatch>,
        judged: &Judged,
        groups: &[Vec<u32>],
    ) -> RecordBatch {
        let mut columns: Vec<ArrayRef> = decisions.map_or_else(Vec::new, |batch| batch.columns().to_vec());
        for (rule, groups) in self.rules.iter().zip(groups) {
            let handed = |row: usize| handed_over(judged, rule.handoff, row);
            let rows = 0..judged.rows();
            columns.push(Arc::new(UInt32Array::from(groups.clone())));
            for end in [|reading: Reading| reading.from, |reading: Reading| reading.until] {
                let instants = rows.clone().map(|row| handed(row).map(|reading| end(reading).0));
                columns.push(Arc::new(instants.collect::<TimestampMicrosecondArray>().with_timezone("UTC")));
            }
            for id in &rule.rule.exceptions {
                let acts = judged.excepted[id.index()].iter().map(|truth| match truth {
                    Truth::Met => Some(true),
                    Truth::Unmet => Some(false),
                    Truth::Unknown => None,
                });
                columns.push(Arc::new(acts.collect::<BooleanArray>()));
            }
        }
        // INVARIANT: the columns are those of `schema`, one value a lead.
        RecordBatch::try_new(schema.clone(), columns).unwrap_or_else(|error| unreachable!("{error}"))
    }

    /// Follows every source, by rule and group.
    pub(super) fn follow(&self, figures: &[Figures], as_of: Instant) -> Followed<'_> {
        let zone = &self.program.contract.timezone;
        let sources = self.rules.iter().map(|rule| {
            let mut sources: Vec<Option<SourceVerdict>> = Vec::new();
            for group in &figures[rule.series].groups {
                let place = group.place as usize;
                if sources.len() <= place {
                    sources.resize(place + 1, None);
                }
                sources[place] = Some(follow(rule.rule, group, zone, as_of));
            }
            sources
        });
        Followed { rules: self, sources: sources.collect() }
    }
}

impl Rule<'_> {
    /// Returns when a lead was handed over at the hand-off that the rule stops; nothing for one that was not.
    pub(super) fn handed_over(&self, judged: &Judged, row: usize) -> Option<Reading> {
        handed_over(judged, self.handoff, row)
    }
}

/// Returns the column that holds whether an exception acts on a lead; null where that is unknown.
fn excepted(id: ExceptionId) -> String {
    format!("#excepted{}", id.index())
}

/// Returns when a lead was handed over; nothing for one that is out of scope.
fn handed_over(judged: &Judged, stage: StageId, row: usize) -> Option<Reading> {
    let place = judged.handoffs.iter().position(|(handed, _)| *handed == stage)?;
    let is_handed_over = !matches!(judged.handoffs[place].1[row], HandoffVerdict::Missed | HandoffVerdict::None);
    (is_handed_over && !judged.is_out_of_scope(row)).then(|| judged.handoff_at[place][row])
}

/// The sources of a batch, followed to as-of.
pub(super) struct Followed<'r> {
    rules: &'r Rules<'r>,
    sources: Vec<Vec<Option<SourceVerdict>>>,
}

/// What is known of held leads once every source was followed.
pub(super) struct Completed {
    /// The decisions, where they are written.
    pub(super) decisions: Option<RecordBatch>,
    /// How many leads have each breach of a rule.
    pub(super) breaches: Vec<(String, u64)>,
    /// How many leads have the flag of each exception to a rule.
    pub(super) flags: Vec<(String, u64)>,
}

/// What a rule says of held leads.
struct Statuses {
    /// The status of each.
    statuses: Vec<SourceStatus>,
    /// The exceptions to it by their flag, and on which leads each acts.
    exceptions: Vec<(String, Vec<bool>)>,
}

impl Followed<'_> {
    /// Returns the decisions of held leads with their source's status and breaches.
    pub(super) fn complete(&self, held: &RecordBatch, decisions: Option<&SchemaRef>) -> Completed {
        let all: Vec<Statuses> = (0..self.rules.rules.len()).map(|rule| self.statuses(held, rule)).collect();
        let mut breaches = Vec::new();
        let mut flags = Vec::new();
        for (rule, Statuses { statuses, exceptions }) in self.rules.rules.iter().zip(&all) {
            let paused = statuses.iter().filter(|status| **status == SourceStatus::Paused).count();
            breaches.push((rule.breach.clone(), paused as u64));
            let acted = exceptions.iter().map(|(flag, acts)| (flag.clone(), acts.iter().filter(|acts| **acts).count()));
            flags.extend(acted.map(|(flag, leads)| (flag, leads as u64)));
        }
        breaches.retain(|(_, leads)| *leads > 0);
        flags.retain(|(_, leads)| *leads > 0);
        let decisions = decisions.map(|schema| self.rewrite(held, schema, &all));
        Completed { decisions, breaches, flags }
    }

    fn statuses(&self, held: &RecordBatch, rule: usize) -> Statuses {
        // INVARIANT: what is held has these columns.
        let column = |name: &str| held.column_by_name(name).unwrap_or_else(|| unreachable!("no column {name}"));
        let groups = column(&format!("#group{rule}")).as_primitive::<UInt32Type>();
        let from = column(&format!("#from{rule}")).as_primitive::<TimestampMicrosecondType>();
        let until = column(&format!("#until{rule}")).as_primitive::<TimestampMicrosecondType>();
        let status = |row: usize| {
            if from.is_null(row) {
                return SourceStatus::None;
            }
            let handed = Reading { from: Instant(from.value(row)), until: Instant(until.value(row)) };
            let source = self.sources[rule].get(groups.value(row) as usize).and_then(Option::as_ref);
            source.map_or(SourceStatus::Active, |source| status(self.rules.rules[rule].rule, source, handed))
        };
        let mut statuses: Vec<SourceStatus> = (0..held.num_rows()).map(status).collect();
        let ids = &self.rules.rules[rule].rule.exceptions;
        let columns: Vec<&BooleanArray> = ids.iter().map(|id| column(&excepted(*id)).as_boolean()).collect();
        let exceptions = ids.iter().zip(&columns).map(|(id, column)| {
            let has_changed = |status: &SourceStatus| !matches!(status, SourceStatus::None | SourceStatus::Active);
            let acts = |row: usize| column.is_valid(row) && column.value(row);
            let acted = statuses.iter().enumerate().map(|(row, status)| has_changed(status) && acts(row));
            (self.rules.program.exception(*id).flag(), acted.collect())
        });
        let exceptions = exceptions.collect();
        for (row, status) in statuses.iter_mut().enumerate() {
            let known = |column: &&BooleanArray| match (column.is_valid(row), column.is_valid(row) && column.value(row))
            {
                (false, _) => Truth::Unknown,
                (true, acts) => acts.into(),
            };
            *status = status.under(columns.iter().map(known).max().unwrap_or(Truth::Unmet));
        }
        Statuses { statuses, exceptions }
    }

    /// Returns decisions with the columns that the whole batch decides.
    fn rewrite(&self, held: &RecordBatch, schema: &SchemaRef, rules: &[Statuses]) -> RecordBatch {
        let mut columns: Vec<ArrayRef> = held.columns()[..schema.fields().len()].to_vec();
        let place = |name: &str| schema.index_of(name).unwrap_or_else(|error| unreachable!("{error}"));
        let worst = |row: usize| rules.iter().map(|rule| rule.statuses[row]).max().unwrap_or(SourceStatus::None);
        let words: Vec<&str> = SourceStatus::ALL.iter().filter_map(|status| status.word()).collect();
        let key = |row: usize| {
            let word = worst(row).word()?;
            words.iter().position(|known| *known == word).and_then(|key| i32::try_from(key).ok())
        };
        let keys: Int32Array = (0..held.num_rows()).map(key).collect();
        let values: ArrayRef = Arc::new(StringArray::from(words.clone()));
        // INVARIANT: every key is the place of a word.
        let status =
            DictionaryArray::<Int32Type>::try_new(keys, values).unwrap_or_else(|error| unreachable!("{error}"));
        columns[place("source_status")] = Arc::new(status);
        let breaches = columns[place("breaches")].as_string::<i32>().clone();
        let breach = |row: usize| {
            let own = breaches.is_valid(row).then(|| breaches.value(row));
            let paused = self.rules.rules.iter().zip(rules);
            let paused = paused.filter(|(_, said)| said.statuses[row] == SourceStatus::Paused);
            joined(own.into_iter().chain(paused.map(|(rule, _)| rule.breach.as_str())))
        };
        columns[place("breaches")] = Arc::new((0..held.num_rows()).map(breach).collect::<StringArray>());
        let flags = columns[place("flags")].as_string::<i32>().clone();
        let flag = |row: usize| {
            let own = flags.is_valid(row).then(|| flags.value(row));
            let acted = rules.iter().flat_map(|rule| &rule.exceptions).filter(|(_, acts)| acts[row]);
            joined(own.into_iter().chain(acted.map(|(flag, _)| flag.as_str())))
        };
        columns[place("flags")] = Arc::new((0..held.num_rows()).map(flag).collect::<StringArray>());
        // INVARIANT: the columns are those of `schema`.
        RecordBatch::try_new(schema.clone(), columns).unwrap_or_else(|error| unreachable!("{error}"))
    }
}

/// Returns parts in one text; none where there are none.
fn joined<'t>(parts: impl Iterator<Item = &'t str>) -> Option<String> {
    let parts: Vec<&str> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(";"))
}

/// Returns batches of held rows, so many at a time.
pub(super) fn waves(held: HeldRows, size: usize) -> io::Result<impl Iterator<Item = io::Result<Vec<RecordBatch>>>> {
    let mut batches = held.into_batches()?;
    Ok(std::iter::from_fn(move || {
        let wave: io::Result<Vec<RecordBatch>> = batches.by_ref().take(size).collect();
        match wave {
            Ok(wave) if wave.is_empty() => None,
            wave => Some(wave),
        }
    }))
}
