//! A batch judged in waves: read and converted on some threads while the wave before it is evaluated on others.
//!
//! Everything that depends on order is done by one thread at a time, in the order of the file: taking duplicates
//! away, counting, writing. So the outputs are the same whatever the number of threads (S2.1).

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use rayon::ThreadPool;
use rayon::prelude::*;

use super::activities::{ActivityStores, OpenActivities};
use super::context::{Context, Format};
use super::project::{self, Compiled};
use super::streams::Streams;
use super::{Exit, error};
use crate::batch::{Chunk, Converter, Description, EncodedRows, Format as InputFormat, Reader, Request};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::eval::{Evaluation, Input, Judged, Plan, Remark, Settings, explain};
use crate::ir::Program;
use crate::measure::Collection;
use crate::source::{LoadError, Sources};
use crate::time::Instant;
use crate::types::{Activities, FieldId, Finding};

/// Which leads are judged, and when.
#[derive(Clone, Debug, Args)]
pub(super) struct BatchArguments {
    /// The files of leads, the first the main one, others joined on the key; `-` is stdin
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub(super) leads: Vec<PathBuf>,
    /// The files of activities: NAME=FILE, or a file by the name of its activity; with one activity in the contract any
    /// file is of it; `-` is stdin
    #[arg(long, num_args = 1.., value_name = "[NAME=]FILE")]
    pub(super) activities: Vec<PathBuf>,
    /// The format of the first file of leads, where its extension does not say it
    #[arg(long, value_name = "FORMAT", value_parser = input_format)]
    pub(super) input_format: Option<InputFormat>,
    /// What is said of the batch: a YAML file
    #[arg(long, value_name = "FILE")]
    pub(super) batch: Option<PathBuf>,
    /// The only clock: an instant with its offset, or a date for its first instant in the contract's zone
    #[arg(long, value_name = "INSTANT")]
    pub(super) as_of: Option<String>,
    /// What the streams among the files held, where the files are read more than once.
    #[arg(skip)]
    pub(super) streams: Streams,
}

/// A compiled contract and an open batch.
pub(super) struct Opened {
    pub(super) sources: Sources,
    pub(super) program: Program,
    pub(super) as_of: Instant,
    pub(super) description: Description,
}

impl BatchArguments {
    /// Compiles the contract and reads what is said of the batch.
    pub(super) fn open(&self, contract: Option<&Path>, context: &mut Context, format: Format) -> Result<Opened, Exit> {
        let compiled = project::compile(contract, context, format)?;
        let as_of = project::as_of(self.as_of.as_deref(), &compiled.program);
        let as_of = as_of.map_err(|diagnostic| context.refuse(diagnostic, format))?;
        self.describe(compiled, as_of, context, format)
    }

    /// Reads what is said of the batch.
    pub(super) fn describe(
        &self,
        compiled: Compiled,
        as_of: Instant,
        context: &mut Context,
        format: Format,
    ) -> Result<Opened, Exit> {
        let Compiled { mut sources, program, .. } = compiled;
        let description = match &self.batch {
            None => Description::default(),
            Some(path) => match describe(&mut sources, path) {
                Ok(description) => description,
                Err(diagnostics) => {
                    context.report(&diagnostics, &sources, format);
                    return Err(Exit::Impossible);
                }
            },
        };
        Ok(Opened { sources, program, as_of, description })
    }

    /// Opens the files of the batch: the leads, and the activities that evaluation reads.
    pub(super) fn files(
        &self,
        opened: &Opened,
        plan: &Plan<'_>,
        asked: &Asked<'_>,
        context: &mut Context,
        format: Format,
    ) -> Result<(Reader, OpenActivities), Exit> {
        self.open_files(opened, plan, asked).map_err(|diagnostics| {
            context.report(&diagnostics, &opened.sources, format);
            Exit::Impossible
        })
    }

    /// As [`BatchArguments::files`], with what keeps them from being opened.
    pub(super) fn open_files(
        &self,
        opened: &Opened,
        plan: &Plan<'_>,
        asked: &Asked<'_>,
    ) -> Result<(Reader, OpenActivities), Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        let activities = OpenActivities::open(self, opened, plan, asked.only);
        // A stream of leads is not waited for where nothing can come of them.
        if self.leads.iter().any(|path| path.as_os_str() == "-")
            && let Err(errors) = activities
        {
            return Err(errors);
        }
        let needed = needed(plan);
        let mut request = Request::new(&opened.program.schema, &needed, &opened.description, &[]);
        request.leads = self.streams.inputs(&self.leads)?;
        request.kept = asked.kept;
        request.format = self.input_format;
        request.as_of = Some(opened.as_of);
        let reader = Reader::open(request).map_err(|errors| diagnostics.extend(errors));
        let activities = activities.map_err(|errors| diagnostics.extend(errors));
        match (reader, activities) {
            (Ok(reader), Ok(activities)) => Ok((reader, activities)),
            _ => Err(diagnostics),
        }
    }
}

/// What is read beside that which the contract asks for.
#[derive(Default)]
pub(super) struct Asked<'a> {
    /// Fields of the lead to be copied.
    pub(super) kept: &'a [FieldId],
    /// The only lead whose activities are read.
    pub(super) only: Option<&'a str>,
}

fn input_format(name: &str) -> Result<InputFormat, String> {
    let known = InputFormat::ALL.map(|(name, _)| name);
    InputFormat::find(name).ok_or_else(|| format!("known are {}", known.join(", ")))
}

pub(super) fn describe(sources: &mut Sources, path: &Path) -> Result<Description, Diagnostics> {
    let file = sources.load_file(path).map_err(|error| error::unreadable_description(path, &reason(&error)))?;
    Description::read(sources, file, path)
}

fn reason(error: &LoadError) -> String {
    match error {
        LoadError::Unreadable(_, error) => error.to_string(),
        LoadError::Empty(_) => "it is empty".to_string(),
        LoadError::NotText(_, offset) => format!("it is not UTF-8 at byte {offset}"),
        LoadError::TooLarge(_) => "it is larger than 64 MiB".to_string(),
    }
}

/// Returns the fields that must have a column: those that evaluation reads, and the required ones.
pub(super) fn needed(plan: &Plan<'_>) -> Vec<FieldId> {
    let schema = &plan.program().schema;
    let mut needed = plan.fields();
    needed.extend(schema.ids().filter(|field| schema.field(*field).required));
    needed.sort_unstable();
    needed.dedup();
    needed
}

/// Some leads with the decisions on them.
pub(super) struct JudgedChunk {
    pub(super) chunk: Chunk,
    pub(super) judged: Judged,
    /// What they say to the contract's metrics.
    pub(super) collection: Collection,
    /// The same, lead by lead as it is written, where it is asked for.
    pub(super) evidence: Evidence,
    /// What was found, in the order of rows: in the cells first, then by evaluation.
    pub(super) findings: Vec<Finding>,
}

impl JudgedChunk {
    /// Returns what was found about one lead, judged on its own: `judged` holds only it. What was found in its rows
    /// of joined files is among it.
    pub(super) fn findings_of(
        reader: &Reader,
        opened: &Opened,
        settings: &Settings,
        chunk: &Chunk,
        judged: &Judged,
        row: u64,
    ) -> Vec<Finding> {
        let origins = Origins::of(reader, &opened.program);
        let place = chunk.rows.iter().position(|other| *other == row).unwrap_or(0);
        let in_cells = chunk.findings.iter().filter(|finding| finding.row == row).cloned();
        let remarks = judged.remarks.iter().map(|remark| {
            let remark = Remark { row: place, ..remark.clone() };
            origins.finding(remark, chunk, &opened.program, settings)
        });
        in_cells.chain(reader.found_in_joined(chunk.id(place))).chain(remarks).collect()
    }
}

/// Evidence as it is written, where it is asked for.
pub(super) type Evidence = Option<io::Result<EncodedRows>>;

/// The files of a batch: the leads, still to be read, and their activities.
pub(super) struct Files<'a> {
    pub(super) reader: &'a mut Reader,
    pub(super) activities: &'a ActivityStores,
}

/// Judges a whole batch, handing each chunk to `take` in the order of the file.
///
/// `collect` says what judged leads say to the metrics; `work` is done to each judged chunk on the threads, and its
/// result is handed over with the chunk.
pub(super) fn judge<T: Send>(
    opened: &Opened,
    plan: &Plan<'_>,
    files: Files<'_>,
    run: Run<'_>,
    collect: impl Fn(&Evaluation<'_>, &Judged, &Chunk) -> (Collection, Evidence) + Sync,
    work: impl Fn(&JudgedChunk) -> T + Sync,
    mut take: impl FnMut(JudgedChunk, T) -> Result<(), Diagnostic> + Send,
) -> Result<(), Diagnostics> {
    let settings = Settings { as_of: opened.as_of, zone: files.reader.zone().clone() };
    let origins = Origins::of(files.reader, &opened.program);
    let evaluate = |chunk: Chunk, activities: &[Option<Activities>]| {
        let input = Input::new(plan, &chunk.batch, activities);
        let run = Evaluation::run(plan, &input, &settings);
        let judged = Judged::of(&run);
        let (collection, evidence) = collect(&run, &judged, &chunk);
        let mut chunk = JudgedChunk { chunk, judged, collection, evidence, findings: Vec::new() };
        origins.collect(&mut chunk, &opened.program, &settings);
        let result = work(&chunk);
        (chunk, result)
    };
    each_chunk(files, run, evaluate, |(chunk, result)| take(chunk, result))
}

/// What a pass over a batch works with.
#[derive(Clone, Copy)]
pub(super) struct Run<'a> {
    pub(super) pool: &'a ThreadPool,
    pub(super) context: &'a Context,
}

/// Evaluates a whole batch, a chunk and the activities of its leads at a time, handing the results to `take` in the
/// order of the file.
pub(super) fn each_chunk<T: Send>(
    files: Files<'_>,
    run: Run<'_>,
    evaluate: impl Fn(Chunk, &[Option<Activities>]) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), Diagnostic> + Send,
) -> Result<(), Diagnostics> {
    let Files { reader, activities } = files;
    let Run { pool, context } = run;
    let converter = reader.converter();
    let progress = reader.progress();
    let mut bar = context.progress(progress.total());
    let size = pool.current_num_threads() * 2;
    let evaluate_all = |chunk: Chunk| -> Result<Vec<T>, Diagnostic> {
        let (mut waiting, mut done) = (vec![chunk], Vec::new());
        while let Some(chunk) = waiting.pop() {
            match activities.of(chunk.ids())? {
                Some(activities) => done.push(evaluate(chunk, &activities)),
                None => {
                    let (first, others) = chunk.halves();
                    waiting.extend([others, first]);
                }
            }
        }
        Ok(done)
    };
    // While a wave is evaluated, the one before it is handed over and the next is read: each in the file's order.
    let mut wave = next_wave(reader, &converter, size)?;
    let mut done: Vec<T> = Vec::new();
    while !wave.is_empty() || !done.is_empty() {
        let judge_wave = || wave.into_par_iter().map(evaluate_all).collect::<Vec<_>>();
        let move_on = || {
            for result in std::mem::take(&mut done) {
                take(result)?;
            }
            next_wave(reader, &converter, size)
        };
        let (judged, next) = pool.join(judge_wave, move_on);
        bar.at(progress.read());
        wave = next?;
        for chunks in judged {
            done.append(&mut chunks?);
        }
    }
    bar.done();
    reader.finish()
}

/// Reads, converts and takes duplicates away.
fn next_wave(reader: &mut Reader, converter: &Arc<Converter>, size: usize) -> Result<Vec<Chunk>, Diagnostics> {
    let mut raw = Vec::with_capacity(size);
    while raw.len() < size {
        match reader.next_chunk()? {
            Some(chunk) => raw.push(chunk),
            None => break,
        }
    }
    let mut wave: Vec<Chunk> = raw.into_par_iter().map(|chunk| converter.convert(&chunk)).collect();
    for chunk in &mut wave {
        reader.settle(chunk)?;
    }
    Ok(wave)
}

/// Where the fields of a lead come from, to give remarks of the evaluation their column.
struct Origins {
    file: Arc<str>,
    headers: BTreeMap<FieldId, Arc<str>>,
}

impl Origins {
    fn of(reader: &Reader, program: &Program) -> Origins {
        let matched = reader.matched();
        let key = matched.iter().find(|column| column.field == program.schema.key).or(matched.first());
        let file = key.map_or_else(|| "".into(), |column| column.file.clone());
        // A field of a joined file goes by its name: the row is that of the main one.
        let own = matched.iter().filter(|column| column.file == file);
        let headers = own.map(|column| (column.field, column.header.clone())).collect();
        Origins { file, headers }
    }

    /// Collects what was found in a chunk, in the order of rows.
    fn collect(&self, chunk: &mut JudgedChunk, program: &Program, settings: &Settings) {
        let mut findings = std::mem::take(&mut chunk.chunk.findings);
        let remarks = std::mem::take(&mut chunk.judged.remarks);
        findings.extend(remarks.into_iter().map(|remark| self.finding(remark, &chunk.chunk, program, settings)));
        findings.sort_by_key(|finding| finding.row);
        chunk.findings = findings;
    }

    fn finding(&self, remark: Remark, chunk: &Chunk, program: &Program, settings: &Settings) -> Finding {
        let Remark { row, kind, field, reason } = remark;
        let shown = field.and_then(|field| {
            explain::shown(program, &chunk.batch, field, row, &settings.zone, |instant| instant.to_string())
        });
        let header = field.and_then(|field| self.headers.get(&field).cloned());
        Finding {
            kind,
            file: self.file.clone(),
            row: chunk.rows[row],
            column: header
                .unwrap_or_else(|| field.map_or("", |field| program.schema.field(field).name.as_str()).into()),
            value: shown.unwrap_or_default(),
            reason,
        }
    }
}
