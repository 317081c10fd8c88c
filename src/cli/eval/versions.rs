//! `eval` with several versions of a contract: each hand-off is judged by the one in force (S2.3).
//!
//! Every version reads the batch twice: for the instants of its hand-offs, and, when it is known which version judges
//! which row, to judge its own.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::governed::Governed;
use super::merge::{Merged, Rows};
use super::pass::{Job, Pass};
use super::{EvalArguments, FailOn, Refused, columns, error, history, judge_all, read_by};
use crate::batch::{ExternalFigure, Input, TableEncoder};
use crate::cli::activities;
use crate::cli::batch::{BatchArguments, Opened, Run};
use crate::cli::context::{Context, Format};
use crate::cli::git::Commit;
use crate::cli::outputs::Outputs;
use crate::cli::project::{self, Compiled};
use crate::cli::summary::{SeveralVersions, Summary, VersionSummary};
use crate::cli::{Exit, error as refused, external};
use crate::diagnostic::codes::{batch, command};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::eval::decision_schema;
use crate::measure::Period;
use crate::measure::pause::PauseVerdict;
use crate::source::Sources;
use crate::time::Instant;
use crate::types::{FieldId, Schema};

/// A contract that was named or found in the history.
pub(super) struct Found {
    pub(super) compiled: Compiled,
    /// What names it: a path, or `REV:path`.
    pub(super) name: String,
}

/// A version of a contract, with the batch as it reads it.
pub(super) struct Version {
    pub(super) opened: Opened,
    name: String,
    commit: Option<Commit>,
    pub(super) is_newest: bool,
    /// The fields that `--keep` copies.
    pub(super) keep: Vec<FieldId>,
    /// The columns of its decisions.
    schema: SchemaRef,
    /// Those of them that are kept fields.
    pub(super) facts: Vec<String>,
}

impl Version {
    fn number(&self) -> i64 {
        self.opened.program.contract.version
    }
}

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

/// Returns the contracts that are named, or those of the history, and what is to be known of it.
fn find(arguments: &EvalArguments, context: &mut Context) -> Result<(Vec<Found>, Diagnostics), Exit> {
    let format = arguments.format;
    let Some(revision) = &arguments.history else {
        let one = |path: &PathBuf| {
            let compiled = project::compile(Some(path), context, format)?;
            Ok(Found { compiled, name: path.display().to_string() })
        };
        let found = arguments.contracts.iter().map(one).collect::<Result<Vec<_>, Exit>>()?;
        return Ok((found, Diagnostics::default()));
    };
    let named = match &arguments.contracts[..] {
        [] => None,
        [one] => Some(one.as_path()),
        several => return Err(context.refuse(error::history_of_several(several.len()), format)),
    };
    let path = project::contract_path(named).map_err(|diagnostic| context.refuse(diagnostic, format))?;
    history::versions(&path, revision).map_err(|diagnostics| {
        context.report(&diagnostics, &Sources::default(), format);
        Exit::Impossible
    })
}

/// Orders versions by their dates.
///
/// # Errors
/// When two are of different contracts, have one number or one date.
fn order(found: &mut [Found], is_history: bool) -> Result<(), Diagnostic> {
    let contract = |found: &Found| found.compiled.program.contract.clone();
    found.sort_by_key(|found| contract(found).effective);
    for (place, later) in found.iter().enumerate() {
        let (this, path) = (contract(later), later.name.as_str());
        for earlier in &found[..place] {
            let (other, other_path) = (contract(earlier), earlier.name.as_str());
            if !is_history && other.name != this.name {
                return Err(error::other_contract([&other.name, &this.name], [other_path, path]));
            }
            if other.version == this.version {
                return Err(error::same_number(this.version, [other_path, path]));
            }
            if other.effective == this.effective {
                let versions = [(other.version, other_path), (this.version, path)];
                return Err(error::same_date(&this.effective.to_string(), versions));
            }
        }
    }
    Ok(())
}

/// Reads what is said of the batch for each version: what is said of what another version has is nothing to it.
fn open(
    arguments: &EvalArguments,
    found: Vec<Found>,
    as_of: Instant,
    context: &mut Context,
) -> Result<Vec<Version>, Exit> {
    let format = arguments.format;
    let mut opened = Vec::new();
    for Found { compiled, name } in found {
        let commit = compiled.commit.clone();
        opened.push((arguments.batch.describe(compiled, as_of, context, format)?, name, commit));
    }
    for place in 0..opened.len() {
        let mut description = opened[place].0.description.clone();
        let others = || opened.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, (other, ..))| other);
        let own = &opened[place].0.program;
        description.keep_version(&own.schema, &others().map(|other| &other.program.schema).collect::<Vec<_>>());
        let other_activities: Vec<_> = others().flat_map(activities_of).collect();
        description.keep_activities(&activities_of(&opened[place].0), &other_activities);
        let is_figure = |opened: &Opened, figure: &ExternalFigure| {
            external::figures(&opened.program, std::slice::from_ref(figure)).is_ok()
        };
        let given = std::mem::take(&mut description.external);
        let is_kept = |figure: &ExternalFigure| {
            is_figure(&opened[place].0, figure) || !others().any(|other| is_figure(other, figure))
        };
        description.external = given.into_iter().filter(is_kept).collect();
        opened[place].0.description = description;
    }
    let programs: Vec<_> = opened.iter().map(|(opened, ..)| &opened.program).collect();
    let all = programs.iter().flat_map(|program| &program.schema.fields).map(|field| field.name.as_str());
    let unknown = arguments.keep.iter().map(|name| name.trim());
    let unknown = unknown.filter(|name| !programs.iter().any(|program| program.schema.find(name).is_some()));
    let unknown: Diagnostics = unknown.map(|name| error::unknown_kept_field(name, all.clone())).collect();
    if !unknown.is_empty() {
        context.report(&unknown, &Sources::default(), format);
        return Err(Exit::Impossible);
    }
    if let Some(program) = programs.iter().rev().find(|program| arguments.strict && !program.not_judged.is_empty()) {
        return Err(
            context.refuse(in_version(program.contract.version, refused::not_judged(&program.not_judged)), format)
        );
    }
    let last = opened.len() - 1;
    let version = |(place, (opened, name, commit)): (usize, (Opened, String, Option<Commit>))| {
        let mut keep: Vec<FieldId> = Vec::new();
        for field in arguments.keep.iter().filter_map(|name| opened.program.schema.find(name.trim())) {
            if !keep.contains(&field) {
                keep.push(field);
            }
        }
        let schema = decision_schema(&opened.program, &keep);
        let columns = schema.fields().iter().rev().take(keep.len());
        let facts = columns.map(|field| field.name().clone()).collect();
        Version { opened, name, commit, is_newest: place == last, keep, schema, facts }
    };
    Ok(opened.into_iter().enumerate().map(version).collect())
}

fn activities_of(opened: &Opened) -> Vec<(&str, &Schema)> {
    opened.program.activities.iter().map(|activity| (activity.name.as_str(), &activity.schema)).collect()
}

/// A reason, and the version whose texts it quotes.
type Reason = (usize, Diagnostics);

/// Says of which version a message is, where it is not of a file whatever reads it.
fn in_version(number: i64, diagnostic: Diagnostic) -> Diagnostic {
    let of_files =
        [batch::UNREADABLE_BATCH, batch::NOT_A_TABLE, batch::UNKNOWN_FORMAT, batch::BAD_HEADER, batch::DAMAGED_FILE];
    if of_files.contains(&diagnostic.code) || diagnostic.code == command::CANNOT_WRITE {
        return diagnostic;
    }
    Diagnostic { message: format!("version {number}: {}", diagnostic.message), ..diagnostic }
}

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

/// Returns the arguments of the batch for a version: a file of an activity that only another has is nothing to it.
fn files_of(arguments: &EvalArguments, versions: &[Version], place: usize) -> BatchArguments {
    let mut batch = arguments.batch.clone();
    let own = &versions[place].opened.program;
    let others: BTreeSet<&str> = versions
        .iter()
        .flat_map(|version| &version.opened.program.activities)
        .map(|activity| activity.name.as_str())
        .filter(|name| !own.activities.iter().any(|activity| activity.name == *name))
        .collect();
    batch.activities.retain(|argument| match activities::name_in(argument) {
        Some(name) if others.contains(name.as_str()) => false,
        _ => !own.activities.is_empty() || others.is_empty(),
    });
    batch
}

/// Holds what the streams among the files say, since every version reads it.
fn hold_streams(
    given: &BatchArguments,
    mut files: Vec<BatchArguments>,
    versions: &[Version],
) -> Result<Vec<BatchArguments>, Diagnostic> {
    let program = &versions[versions.len() - 1].opened.program;
    let activities = given.activities.iter().map(|argument| activities::path_in(argument, program));
    let paths: Vec<PathBuf> = given.leads.iter().cloned().chain(activities).collect();
    let inputs: Vec<Input> = paths.iter().cloned().map(Input::Path).collect();
    Input::check_standard(&inputs)?;
    let mut streams = given.streams.clone();
    streams.hold(paths.iter().map(Path::new))?;
    files.iter_mut().for_each(|files| files.streams = streams.clone());
    Ok(files)
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
        let Pass { version, tally, findings, report, figures, .. } = pass;
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
