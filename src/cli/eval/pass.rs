//! One version's pass over a batch: what it judges is counted and held, and its figures are those of its windows.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Int64Array, RecordBatch, UInt64Array};
use arrow::compute::filter_record_batch;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};

use super::columns::{self, NUMBER, ROW};
use super::governed::{Governed, Governs};
use super::open::Version;
use crate::batch::{Chunk, HeldRows, Report};
use crate::cli::at_risk::{AtRisk, Leads};
use crate::cli::batch::{Asked, BatchArguments, Files, JudgedChunk, Run, judge};
use crate::cli::outputs::Outputs;
use crate::cli::sources::Rules;
use crate::cli::summary::FindingCounts;
use crate::cli::{error, external};
use crate::diagnostic::Diagnostics;
use crate::eval::{Evaluation, Judged, Plan, Tally, decisions};
use crate::ir::PauseRule;
use crate::measure::evidence::evidence;
use crate::measure::{Collection, Figures, Passage, Period};
use crate::time::{Window, Zone};
use crate::types::{FieldId, Finding};

/// What a version came to.
pub(super) struct Pass<'v> {
    pub(super) version: &'v Version,
    pub(super) tally: Tally,
    pub(super) findings: FindingCounts,
    pub(super) figures: Vec<Figures>,
    /// What passed from party to party.
    pub(super) passages: Vec<Passage>,
    pub(super) report: Report,
    pub(super) rules: Option<Rules<'v>>,
    /// The columns of its decisions, where they are written.
    pub(super) written: Option<SchemaRef>,
    /// Its leads' decisions, and what they wait for.
    pub(super) held: Option<HeldRows>,
    /// The timers that run out next.
    pub(super) at_risk: AtRisk,
    /// The batch's zone, as the version has it.
    pub(super) zone: Zone,
    /// Leads handed over before the first version.
    pub(super) before: u64,
    /// Leads handed over on a day of two versions.
    pub(super) open: u64,
    /// Whether leads say anything in its windows, or in those of a version before it.
    is_begun: bool,
}

/// What a pass is asked.
pub(super) struct Job<'a> {
    pub(super) place: usize,
    pub(super) governed: &'a Governed,
    pub(super) arguments: &'a BatchArguments,
    pub(super) period: Period,
    pub(super) keep: &'a [FieldId],
    /// The columns of the version's decisions.
    pub(super) schema: SchemaRef,
    /// How many timers that run out next are listed; none where they are not asked for.
    pub(super) at_risk: Option<usize>,
}

impl<'v> Pass<'v> {
    /// Returns what its list of timers is of.
    pub(super) fn listed(&self) -> Leads<'_> {
        Leads { program: &self.version.opened.program, keep: &self.version.keep, zone: &self.zone }
    }

    /// Judges the batch by a version, after those before it.
    ///
    /// # Errors
    /// When the batch cannot be read, and when there is no room for what is held.
    pub(super) fn run(
        version: &'v Version,
        job: &Job<'_>,
        before: Option<&Pass<'_>>,
        outputs: &mut Outputs,
        run: Run<'_>,
    ) -> Result<Pass<'v>, Diagnostics> {
        let Job { place, governed, arguments, period, keep, schema, at_risk } = job;
        let opened = &version.opened;
        let program = &opened.program;
        let externals = external::figures(program, &opened.description.external)?;
        let plan = Plan::new(program);
        let (mut reader, activities) = arguments.open_files(opened, &plan, &Asked { kept: keep, only: None })?;
        let zone = reader.zone().clone();
        let is_newest = version.is_newest;
        let rules = Rules::of(program);
        let written = outputs.encoder().is_some().then(|| schema.clone());
        let waiting = match &rules {
            Some(rules) => Some(rules.schema(written.as_ref())),
            None => written.clone(),
        };
        let held_schema = waiting.as_ref().map(with_facts);
        let held = held_schema.as_ref().map(HeldRows::new).transpose();
        let mut pass = Pass {
            version,
            tally: Tally::new(&plan),
            findings: FindingCounts::default(),
            figures: Vec::new(),
            passages: Vec::new(),
            report: Report::default(),
            rules,
            written,
            held: held.map_err(|cause| error::cannot_hold_rows(&cause))?,
            at_risk: AtRisk::new(at_risk.unwrap_or(0)),
            zone: zone.clone(),
            before: 0,
            open: 0,
            is_begun: before.is_some_and(|before| before.is_begun),
        };
        let series = pass.rules.as_ref().map_or_else(Vec::new, Rules::series);
        let is_judged = |row: u64| governed.of(row) == Governs::Version(*place);
        let told = outputs.evidence_encoder();
        let collect = |run: &Evaluation<'_>, judged: &Judged, chunk: &Chunk| {
            let counted = |lead: usize| matches!(governed.of(chunk.rows[lead]), Governs::Version(_));
            let evidence = || evidence(run, judged, chunk.ids(), *period, counted);
            let rows = told.as_ref().map(|encoder| encoder.encode(&evidence()));
            (Collection::of_those(run, judged, *period, counted), rows)
        };
        let is_written = pass.written.is_some();
        let (listed, empty) = (Leads { program, keep, zone: &zone }, pass.at_risk.clone());
        let work = |chunk: &JudgedChunk| {
            let leads = &chunk.chunk.batch;
            let mut part = Tally::new(&plan);
            let judged = |lead: usize| is_judged(chunk.chunk.rows[lead]);
            part.add_those(program, leads, &chunk.judged, opened.as_of, judged);
            let next = at_risk.map(|_| empty.of(listed, &chunk.chunk, &chunk.judged, judged));
            let rows = is_written.then(|| decisions(program, schema, leads, &chunk.judged, keep, &zone));
            (part, next, rows)
        };
        let activities = activities.read(run.pool, run.context, |findings| {
            if !is_newest {
                return Ok(());
            }
            pass.findings.add_joined(findings);
            outputs.write(None, findings)
        })?;
        let mut collection = Collection::new(program);
        collection.period = *period;
        let files = Files { reader: &mut reader, activities: &activities };
        judge(opened, &plan, files, run, collect, work, |chunk, (part, next, rows)| {
            pass.tally.merge(part);
            next.into_iter().for_each(|next| pass.at_risk.merge(next));
            let JudgedChunk { chunk, judged, collection: part, evidence, findings } = chunk;
            outputs.write_evidence(evidence)?;
            let own: Vec<Finding> =
                findings.into_iter().filter(|finding| governed.told_by(finding.row) == *place).collect();
            pass.findings.add(&own);
            let groups = collection.merge(part, &series);
            let groups = groups.map_err(|full| error::too_many_groups(program, full))?;
            if is_newest {
                let count = |what: Governs| chunk.rows.iter().filter(|row| governed.of(**row) == what).count() as u64;
                pass.before += count(Governs::Before);
                pass.open += count(Governs::Open);
            }
            if let (Some(held), Some(waiting), Some(schema)) = (&mut pass.held, &waiting, &held_schema) {
                let rows = match (&pass.rules, rows) {
                    (Some(rules), rows) => rules.hold(waiting, rows.as_ref(), &judged, &groups),
                    (None, rows) => rows.unwrap_or_else(|| RecordBatch::new_empty(waiting.clone())),
                };
                let rows = own_rows(&rows, schema, &chunk.rows, version, (*place, governed));
                held.push(&rows).map_err(|cause| error::cannot_hold_rows(&cause))?;
            }
            outputs.write(None, &own)
        })?;
        collection.period.continues = pass.is_begun;
        pass.is_begun |= !collection.is_empty();
        let joined = before.map_or_else(BTreeMap::new, |before| continued(version, before));
        let figures = Figures::of_period(program, &collection, &externals, opened.as_of, &joined);
        pass.figures = figures.map_err(|full| error::too_many_groups(program, full))?;
        pass.passages = collection.passages;
        pass.report = reader.report();
        activities.report(&mut pass.report);
        if is_newest {
            pass.findings.add_joined(&pass.report.findings);
            outputs.write(None, &pass.report.findings)?;
        }
        Ok(pass)
    }
}

/// Returns the columns of what is held with the row of each lead, and the version that judges it.
fn with_facts(schema: &SchemaRef) -> SchemaRef {
    let facts = [Field::new(ROW, DataType::UInt64, false), Field::new(NUMBER, DataType::Int64, true)];
    let fields = schema.fields().iter().cloned().chain(facts.map(Arc::new));
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// Returns the rows that a version tells of, those that no version judges without a verdict.
fn own_rows(
    rows: &RecordBatch,
    schema: &SchemaRef,
    numbers: &[u64],
    version: &Version,
    (place, governed): (usize, &Governed),
) -> RecordBatch {
    let number = version.opened.program.contract.version;
    let governs: Vec<Governs> = numbers.iter().map(|row| governed.of(*row)).collect();
    let versions = governs.iter().map(|governs| matches!(governs, Governs::Version(_)).then_some(number));
    let facts: [ArrayRef; 2] =
        [Arc::new(UInt64Array::from(numbers.to_vec())), Arc::new(versions.collect::<Int64Array>())];
    let columns = rows.columns().iter().cloned().chain(facts).collect();
    // INVARIANT: the columns are those of `schema`, one value a lead.
    let rows = RecordBatch::try_new(schema.clone(), columns).unwrap_or_else(|error| unreachable!("{error}"));
    let is_own: BooleanArray = numbers.iter().map(|row| Some(governed.told_by(*row) == place)).collect();
    let rows = if version.is_newest { columns::silence(&rows, &governs, &version.facts) } else { rows };
    // INVARIANT: one value a lead.
    filter_record_batch(&rows, &is_own).unwrap_or_else(|error| unreachable!("{error}"))
}

/// Returns the series of the version before that a version's pauses follow on: those of the same name, cut and windows.
fn continued<'p>(version: &Version, before: &'p Pass<'_>) -> BTreeMap<usize, &'p Figures> {
    fn key<'v>(version: &'v Version, rule: &'v PauseRule) -> (&'v str, Vec<&'v str>, Window) {
        let name = |field: &FieldId| version.opened.program.schema.field(*field).name.as_str();
        (rule.name.as_str(), rule.by.iter().map(name).collect(), rule.per)
    }
    let earlier = || before.version.opened.program.pauses.iter().zip(&before.figures);
    let same = |rule: &PauseRule| {
        let mut earlier = earlier().filter(|(other, _)| key(before.version, other) == key(version, rule));
        earlier.next().map(|(_, figures)| figures)
    };
    let pauses = version.opened.program.pauses.iter().enumerate();
    pauses.filter_map(|(place, rule)| Some((place, same(rule)?))).collect()
}
