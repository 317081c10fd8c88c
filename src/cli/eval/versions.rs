//! `eval` with several versions of a contract: each hand-off is judged by the one in force (S2.3).
//!
//! Every version reads the batch twice: for the instants of its hand-offs, and, when it is known which version judges
//! which row, to judge its own.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::governed::Governed;
use super::merge::{Merged, Rows};
use super::open::{Found, Version, files_of, find, hold_streams, in_version, open, order};
use super::pass::{Job, Pass};
use super::{EvalArguments, FailOn, Refused, columns, judge_all, read_by};
use crate::batch::TableEncoder;
use crate::cli::batch::{BatchArguments, Run};
use crate::cli::context::{Context, Format};
use crate::cli::outputs::Outputs;
use crate::cli::project;
use crate::cli::summary::{SeveralVersions, Summary, VersionSummary};
use crate::cli::{Exit, error as refused};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::measure::Period;
use crate::measure::pause::PauseVerdict;
use crate::source::Sources;
use crate::time::Instant;

pub(super) fn run(arguments: &EvalArguments, context: &mut Context) -> Exit {
    match several(arguments, context) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn several(arguments: &EvalArguments, context: &mut Context) -> Result<Exit, Exit> {
    let format = arguments.format;
    let (mut found, notes) = find(arguments, context)?;
    // What is to be known of the history is no result: it stands beside it.
    context.report(&notes, &Sources::default(), Format::Human);
    let is_history = arguments.history.is_some();
    order(&mut found, is_history).map_err(|diagnostic| context.refuse(diagnostic, format))?;
    let Some(newest) = found.last() else { return Err(Exit::Impossible) };
    let as_of = project::as_of(arguments.batch.as_of.as_deref(), &newest.compiled.program);
    let as_of = as_of.map_err(|diagnostic| context.refuse(diagnostic, format))?;
    if let [_] = &found[..] {
        return only(arguments, found, as_of, context);
    }
    let versions = open(arguments, found, as_of, context)?;
    let told = judge(arguments, &versions, &notes, context);
    told.map_err(|(place, diagnostics)| {
        context.report(&diagnostics, &versions[place].opened.sources, format);
        Exit::Impossible
    })
}

/// Judges all by the only version that the history has.
fn only(arguments: &EvalArguments, found: Vec<Found>, as_of: Instant, context: &mut Context) -> Result<Exit, Exit> {
    let Some(Found { compiled, .. }) = found.into_iter().next() else { return Err(Exit::Impossible) };
    let opened = arguments.batch.describe(compiled, as_of, context, arguments.format)?;
    judge_all(arguments, &opened, context).map_err(|why| match why {
        Refused::Told(exit) => exit,
        Refused::Because(diagnostics) => {
            context.report(&diagnostics, &opened.sources, arguments.format);
            Exit::Impossible
        }
    })
}

/// A reason, and the version whose texts it quotes.
type Reason = (usize, Diagnostics);

fn judge(
    arguments: &EvalArguments,
    versions: &[Version],
    notes: &Diagnostics,
    context: &mut Context,
) -> Result<Exit, Reason> {
    let last = versions.len() - 1;
    let general = |diagnostic: Diagnostic| (last, Diagnostics::from(diagnostic));
    let of_version = |place: usize| {
        move |diagnostics: Diagnostics| {
            let number = versions[place].number();
            (place, diagnostics.iter().map(|diagnostic| in_version(number, diagnostic.clone())).collect())
        }
    };
    let threads = arguments.threads.map_or(0, usize::from);
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|_| general(refused::no_threads()))?;
    let table: Vec<(i64, &SchemaRef)> =
        versions.iter().rev().map(|version| (version.number(), &version.schema)).collect();
    let table = columns::merged(&table).map_err(general)?;
    let files: Vec<BatchArguments> = (0..versions.len()).map(|place| files_of(arguments, versions, place)).collect();
    let files = hold_streams(&arguments.batch, files, versions).map_err(general)?;
    let read = versions.iter().flat_map(|version| read_by(arguments, &version.opened));
    let mut outputs = Outputs::create(&arguments.outputs, &table, read).map_err(general)?;
    let as_of = versions[last].opened.as_of;
    let begins = versions.iter().map(|version| {
        let contract = &version.opened.program.contract;
        contract.timezone.start_of(contract.effective)
    });
    let begins: Vec<Instant> = begins.collect();
    let mut governed = Governed::new(begins.clone(), as_of);
    for (place, (version, files)) in versions.iter().zip(&files).enumerate() {
        let run = Run { pool: &pool, context };
        governed.read(place, version, files, run).map_err(of_version(place))?;
    }
    let in_force = begins.iter().rposition(|begin| *begin <= as_of);
    let mut passes: Vec<Pass<'_>> = Vec::new();
    for (place, (version, files)) in versions.iter().zip(&files).enumerate() {
        let date = |version: &Version| version.opened.program.contract.effective;
        let period = Period {
            from: Some(date(version)),
            until: versions.get(place + 1).map(date),
            until_at: begins.get(place + 1).copied(),
            is_first: place == 0,
            takes_undated: in_force == Some(place),
            continues: false,
        };
        let schema = version.schema.clone();
        let at_risk = arguments.at_risk.map(NonZeroUsize::get);
        let job = Job { place, governed: &governed, arguments: files, period, keep: &version.keep, schema, at_risk };
        let run = Run { pool: &pool, context };
        let pass = Pass::run(version, &job, passes.last(), &mut outputs, run).map_err(of_version(place))?;
        passes.push(pass);
    }
    share_unused(&mut passes);
    write(&mut passes, &table, &mut outputs, &pool).map_err(general)?;
    conclude(arguments, &passes, notes, in_force, outputs, context).map_err(general)
}

/// Leaves as headers that nothing reads those that no version reads.
fn share_unused(passes: &mut [Pass<'_>]) {
    let unused: Vec<BTreeSet<_>> = passes.iter().map(|pass| pass.report.unused.iter().cloned().collect()).collect();
    for pass in passes {
        pass.report.unused.retain(|header| unused.iter().all(|unused| unused.contains(header)));
    }
}

/// Writes the decisions of all versions in the order of the file.
fn write(
    passes: &mut [Pass<'_>],
    table: &SchemaRef,
    outputs: &mut Outputs,
    pool: &ThreadPool,
) -> Result<(), Diagnostic> {
    let lost = |cause| refused::cannot_hold_rows(&cause);
    let encoder = outputs.encoder();
    let mut streams = Vec::new();
    for pass in passes {
        let Some(held) = pass.held.take() else { continue };
        let Pass { version, rules, figures, tally, written, .. } = pass;
        let followed = rules.as_ref().map(|rules| rules.follow(figures, version.opened.as_of));
        let complete = move |held: &RecordBatch| {
            let Some(followed) = &followed else { return held.clone() };
            let completed = followed.complete(held, written.as_ref());
            let breaches = completed.breaches.into_iter();
            breaches.for_each(|(breach, leads)| *tally.breaches.entry(breach).or_default() += leads);
            completed.decisions.unwrap_or_else(|| held.clone())
        };
        streams.push(Rows::new(held, table, complete).map_err(lost)?);
    }
    let mut merged = Merged::new(streams).map_err(lost)?;
    let size = pool.current_num_threads() * 2;
    loop {
        let wave: Vec<RecordBatch> = merged.by_ref().take(size).collect::<Result<_, _>>().map_err(lost)?;
        if wave.is_empty() {
            return Ok(());
        }
        let Some(encoder) = &encoder else { continue };
        let encode = |rows: &RecordBatch| TableEncoder::encode(encoder, rows);
        let encoded: Vec<_> = pool.install(|| wave.par_iter().map(encode).collect());
        for rows in encoded {
            outputs.write(Some(rows), &[])?;
        }
    }
}

/// Completes the outputs, shows the summary and says how the run ended.
fn conclude(
    arguments: &EvalArguments,
    passes: &[Pass<'_>],
    notes: &Diagnostics,
    in_force: Option<usize>,
    outputs: Outputs,
    context: &mut Context,
) -> Result<Exit, Diagnostic> {
    let summaries = passes.iter().rev().map(|pass| {
        let Pass { version, tally, findings, report, figures, passages, .. } = pass;
        let summary = Summary {
            program: &version.opened.program,
            sources: &version.opened.sources,
            as_of: version.opened.as_of,
            as_of_is_now: arguments.batch.as_of.is_none(),
            tally,
            findings,
            report,
            all_columns: arguments.columns,
            duplicates_checked: !version.opened.description.duplicates_are_trusted(),
            at_risk: arguments.at_risk.map(|_| (&pass.at_risk, pass.listed())),
            figures,
            passages,
        };
        let revision = version.commit.as_ref().map(|commit| commit.short.as_str());
        VersionSummary { summary, name: &version.name, revision }
    });
    let last = passes.last();
    let (before, open) = last.map_or((0, 0), |newest| (newest.before, newest.open));
    let versions: Vec<VersionSummary<'_>> = summaries.collect();
    let in_force = in_force.map(|place| &versions[versions.len() - 1 - place].summary);
    let several = SeveralVersions { versions: &versions, before, open, notes };
    outputs.finish(|| several.json())?;
    let page = match arguments.format {
        Format::Human if arguments.at_risk.is_some() => several.at_risk(context.width()),
        Format::Human => several.human(context.width()),
        Format::Json => format!("{:#}\n", several.json()),
    };
    // The decisions have stdout where they were asked for there.
    if arguments.outputs.takes_stdout() {
        context.note(&page);
    } else {
        context.print(&page);
    }
    let any = |is_found: &dyn Fn(&Pass<'_>) -> bool| passes.iter().any(is_found);
    // What is to be done about a source is said by the version in force; of the others it is past.
    let has_source =
        |is_such: &dyn Fn(PauseVerdict) -> bool| in_force.is_some_and(|summary| summary.has_source(is_such));
    let found = |what: &FailOn| match what {
        FailOn::Breach => any(&|pass| !pass.tally.breaches.is_empty()),
        FailOn::Finding => any(&|pass| !pass.findings.is_empty()),
        FailOn::Rejected => any(&|pass| pass.findings.has_rejected()),
        FailOn::Pause => {
            has_source(&|verdict| matches!(verdict, PauseVerdict::Pause | PauseVerdict::Rework | PauseVerdict::Paused))
        }
        FailOn::Watch => has_source(&|verdict| verdict == PauseVerdict::Watch),
        FailOn::Missed => versions.iter().any(|version| version.summary.has_missed()),
    };
    Ok(if arguments.fail_on.iter().any(found) { Exit::Found } else { Exit::Done })
}
