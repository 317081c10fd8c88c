//! `leadpact eval`: a batch of leads judged by a contract.

mod columns;
mod error;
mod governed;
mod history;
mod merge;
mod open;
mod pass;
mod versions;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use arrow::array::RecordBatch;
use clap::{Args, ValueEnum};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use super::Exit;
use super::activities::path_in;
use super::at_risk::{self, AtRisk, Leads};
use super::batch::{Asked, BatchArguments, Files, JudgedChunk, Opened, Run, judge};
use super::context::{Context, Format};
use super::error as refused;
use super::external;
use super::outputs::{OutputArguments, Outputs};
use super::sources::{self, Rules};
use super::summary::{FindingCounts, Summary};
use crate::batch::{Chunk, HeldRows};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::eval::{Evaluation, Judged, Plan, Tally, decision_schema, decisions};
use crate::ir::Program;
use crate::measure::evidence::evidence;
use crate::measure::pause::PauseVerdict;
use crate::measure::{Collection, Figures, Period};
use crate::types::FieldId;

/// Judges a batch of leads: decisions to --out, what was found to --rejects, the summary to the terminal
#[derive(Debug, Args)]
pub(super) struct EvalArguments {
    /// The contract: a .pact file or a folder, or either at a revision as `REV:path`; the nearest leadpact.yaml's, else
    /// this folder, where none is named. Several are versions of it, and each hand-off is judged by the one in force
    #[arg(value_name = "CONTRACT")]
    pub(super) contracts: Vec<PathBuf>,
    /// Judge each hand-off by the version in force: the last commit of each in the log of the contract's path, up to
    /// REF; HEAD unless said
    #[arg(long, value_name = "REF", num_args = 0..=1, default_missing_value = "HEAD")]
    pub(super) history: Option<String>,
    #[command(flatten)]
    pub(super) batch: BatchArguments,
    /// How many threads work; all cores unless said
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    #[command(flatten)]
    outputs: OutputArguments,
    /// Fields of the lead that are copied into the decisions
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    keep: Vec<String>,
    /// How the summary on the terminal and messages are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Show every column that is read on the terminal, not only those with something to note
    #[arg(long)]
    columns: bool,
    /// Refuse a contract with blocks that are not judged yet
    #[arg(long)]
    strict: bool,
    /// List the timers that run out next, soonest first, in place of the summary; 20 of them unless said
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = super::at_risk::LISTED, require_equals = true)]
    at_risk: Option<NonZeroUsize>,
    /// End with exit code 1 where the batch has one of these
    #[arg(long, value_enum, value_name = "WHAT", value_delimiter = ',')]
    fail_on: Vec<FailOn>,
}

/// What a job may want to fail on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// A party did not keep an obligation
    Breach,
    /// Anything found in the data
    Finding,
    /// A row that is no lead
    Rejected,
    /// A source that is paused, or is to be paused or reworked
    Pause,
    /// A source that trips its rule, and not for long enough yet
    Watch,
    /// A commitment or kpi whose latest final window missed its target
    Missed,
}

pub(super) fn run(arguments: &EvalArguments, context: &mut Context) -> Exit {
    let format = arguments.format;
    let contract = match &arguments.contracts[..] {
        [] if arguments.history.is_none() => None,
        [one] if arguments.history.is_none() => Some(one.as_path()),
        _ => return versions::run(arguments, context),
    };
    let opened = match arguments.batch.open(contract, context, format) {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    match judge_all(arguments, &opened, context) {
        Ok(exit) => exit,
        Err(Refused::Told(exit)) => exit,
        Err(Refused::Because(diagnostics)) => {
            context.report(&diagnostics, &opened.sources, format);
            Exit::Impossible
        }
    }
}

/// Why a batch was not judged.
enum Refused {
    /// The reason has been shown.
    Told(Exit),
    /// The reason.
    Because(Diagnostics),
}

impl From<Diagnostic> for Refused {
    fn from(diagnostic: Diagnostic) -> Refused {
        Refused::Because(diagnostic.into())
    }
}

impl From<Diagnostics> for Refused {
    fn from(diagnostics: Diagnostics) -> Refused {
        Refused::Because(diagnostics)
    }
}

fn judge_all(arguments: &EvalArguments, opened: &Opened, context: &mut Context) -> Result<Exit, Refused> {
    let program = &opened.program;
    if arguments.strict && !program.not_judged.is_empty() {
        return Err(refused::not_judged(&program.not_judged).into());
    }
    let keep = kept_fields(&arguments.keep, program)?;
    let externals = external::figures(program, &opened.description.external)?;
    let plan = Plan::new(program);
    let asked = Asked { kept: &keep, only: None };
    let files = arguments.batch.files(opened, &plan, &asked, context, arguments.format);
    let (mut reader, activities) = files.map_err(Refused::Told)?;
    let threads = arguments.threads.map_or(0, usize::from);
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().map_err(|_| refused::no_threads())?;
    let schema = decision_schema(program, &keep);
    let mut outputs = Outputs::create(&arguments.outputs, &schema, read_by(arguments, opened))?;
    let mut tally = Tally::new(&plan);
    let mut at_risk = AtRisk::new(arguments.at_risk.map_or(0, NonZeroUsize::get));
    let mut counts = FindingCounts::default();
    let mut collection = Collection::new(program);
    let zone = reader.zone().clone();
    let encoder = outputs.encoder();
    let listed = Leads { program, keep: &keep, zone: &zone };
    let empty = at_risk.clone();
    let rules = Rules::of(program);
    let series = rules.as_ref().map_or_else(Vec::new, Rules::series);
    let written = encoder.is_some().then_some(&schema);
    let held_schema = rules.as_ref().map(|rules| rules.schema(written));
    let held = held_schema.as_ref().map(HeldRows::new).transpose();
    let mut held = held.map_err(|cause| refused::cannot_hold_rows(&cause))?;
    let work = |chunk: &JudgedChunk| {
        let leads = &chunk.chunk.batch;
        let mut part = Tally::new(&plan);
        part.add(program, leads, &chunk.judged, opened.as_of);
        let rows = encoder.as_ref().map(|_| decisions(program, &schema, leads, &chunk.judged, &keep, &zone));
        // What waits for the whole batch is written when it is there.
        let encoded = match (&encoder, &rows, &rules) {
            (Some(encoder), Some(rows), None) => Some(encoder.encode(rows)),
            _ => None,
        };
        let next = arguments.at_risk.map(|_| empty.of(listed, &chunk.chunk, &chunk.judged, |_| true));
        (part, next, rows, encoded)
    };
    let activities = activities.read(&pool, context, |findings| {
        counts.add_joined(findings);
        outputs.write(None, findings)
    })?;
    let files = Files { reader: &mut reader, activities: &activities };
    let told = outputs.evidence_encoder();
    let collect = |run: &Evaluation<'_>, judged: &Judged, chunk: &Chunk| {
        let evidence = || evidence(run, judged, chunk.ids(), Period::default(), |_| true);
        (Collection::of(run, judged), told.as_ref().map(|encoder| encoder.encode(&evidence())))
    };
    judge(opened, &plan, files, Run { pool: &pool, context }, collect, work, |chunk, (part, next, rows, encoded)| {
        tally.merge(part);
        next.into_iter().for_each(|next| at_risk.merge(next));
        counts.add(&chunk.findings);
        let groups = collection.merge(chunk.collection, &series);
        let groups = groups.map_err(|full| refused::too_many_groups(program, full))?;
        if let (Some(rules), Some(held), Some(schema)) = (&rules, &mut held, &held_schema) {
            let rows = rules.hold(schema, rows.as_ref(), &chunk.judged, &groups);
            held.push(&rows).map_err(|cause| refused::cannot_hold_rows(&cause))?;
        }
        outputs.write_evidence(chunk.evidence)?;
        outputs.write(encoded, &chunk.findings)
    })?;
    let figures = Figures::of(program, &collection, &externals, opened.as_of);
    let figures = figures.map_err(|full| refused::too_many_groups(program, full))?;
    if let (Some(rules), Some(held)) = (&rules, held) {
        let followed = rules.follow(&figures, opened.as_of);
        let encode = |rows: &RecordBatch| encoder.as_ref().map(|encoder| encoder.encode(rows));
        let lost = |cause| refused::cannot_hold_rows(&cause);
        for wave in sources::waves(held, pool.current_num_threads() * 2).map_err(lost)? {
            let complete = |batch: &RecordBatch| {
                let completed = followed.complete(batch, written);
                let encoded = completed.decisions.as_ref().and_then(encode);
                (completed.breaches, completed.flags, encoded)
            };
            let wave = wave.map_err(lost)?;
            let done: Vec<_> = pool.install(|| wave.par_iter().map(complete).collect());
            for (breaches, flags, encoded) in done {
                breaches.into_iter().for_each(|(breach, leads)| *tally.breaches.entry(breach).or_default() += leads);
                flags.into_iter().for_each(|(flag, leads)| *tally.flags.entry(flag).or_default() += leads);
                outputs.write(encoded, &[])?;
            }
        }
    }
    let mut report = reader.report();
    activities.report(&mut report);
    counts.add_joined(&report.findings);
    outputs.write(None, &report.findings)?;
    let summary = Summary {
        program,
        sources: &opened.sources,
        as_of: opened.as_of,
        as_of_is_now: arguments.batch.as_of.is_none(),
        tally: &tally,
        findings: &counts,
        report: &report,
        all_columns: arguments.columns,
        duplicates_checked: !opened.description.duplicates_are_trusted(),
        at_risk: arguments.at_risk.map(|_| (&at_risk, listed)),
        figures: &figures,
        passages: &collection.passages,
    };
    outputs.finish(|| summary.json())?;
    let page = match arguments.format {
        Format::Human if arguments.at_risk.is_some() => {
            at_risk::human(&[(&at_risk, listed)], opened.as_of, context.width())
        }
        Format::Human => summary.human(context.width()),
        Format::Json => format!("{:#}\n", summary.json()),
    };
    // The decisions have stdout where they were asked for there.
    if arguments.outputs.takes_stdout() {
        context.note(&page)
    } else {
        context.print(&page)
    }
    let found = |what: &FailOn| match what {
        FailOn::Breach => !tally.breaches.is_empty(),
        FailOn::Finding => !counts.is_empty(),
        FailOn::Rejected => counts.has_rejected(),
        FailOn::Pause => summary
            .has_source(|verdict| matches!(verdict, PauseVerdict::Pause | PauseVerdict::Rework | PauseVerdict::Paused)),
        FailOn::Watch => summary.has_source(|verdict| verdict == PauseVerdict::Watch),
        FailOn::Missed => summary.has_missed(),
    };
    Ok(if arguments.fail_on.iter().any(found) { Exit::Found } else { Exit::Done })
}

fn kept_fields(names: &[String], program: &Program) -> Result<Vec<FieldId>, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let mut fields = Vec::new();
    for name in names {
        match program.schema.find(name.trim()) {
            Some(field) if !fields.contains(&field) => fields.push(field),
            Some(_) => {}
            None => diagnostics.push(refused::unknown_kept_field(name, program)),
        }
    }
    if diagnostics.is_empty() { Ok(fields) } else { Err(diagnostics) }
}

/// Iterates over the files that a run reads: no output may take their place.
fn read_by(arguments: &EvalArguments, opened: &Opened) -> impl Iterator<Item = PathBuf> {
    let sources = &opened.sources;
    let lists = opened.program.lists.iter().map(|list| list.file.clone());
    let holidays = opened.program.calendars.iter().flat_map(|calendar| calendar.files.iter().cloned());
    let texts = sources.ids().map(|id| PathBuf::from(sources.file(id).name()));
    let activities = arguments.batch.activities.iter().map(|argument| path_in(argument, &opened.program));
    let given = arguments.batch.leads.iter().cloned().chain(activities);
    lists.chain(holidays).chain(texts).chain(given).chain(opened.description.paths())
}
