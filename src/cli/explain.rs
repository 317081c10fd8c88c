//! `leadpact explain`: one lead's story.

mod json;
mod picture;
mod promise;
mod source;
mod tree;

use std::path::PathBuf;

use clap::Args;

use self::source::SourceStory;
use super::batch::{Asked, BatchArguments, JudgedChunk, Opened};
use super::context::{Context, Format};
use super::{Exit, error};
use crate::batch::{Chunk, Reader, same_key};
use crate::diagnostic::{Diagnostics, nearest};
use crate::eval::explain::{Explanation, explain};
use crate::eval::{Evaluation, Input, Judged, Plan, Settings};
use crate::types::Finding;

/// Tells why one lead was judged as it was: every criterion, point line, cap and decay, with the values read, the
/// instant judged at and the line of the contract
#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// The contract: a .pact file or a folder, or either at a revision as `REV:path`; the nearest leadpact.yaml's, else
    /// this folder, where none is named
    contract: Option<PathBuf>,
    #[command(flatten)]
    batch: BatchArguments,
    /// The lead's key, exactly as the export writes it
    #[arg(long, value_name = "KEY")]
    lead: String,
    /// How the story is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Everything that a rendering shows.
struct Told<'a> {
    opened: &'a Opened,
    key: &'a str,
    row: u64,
    judged: &'a Judged,
    explanation: &'a Explanation,
    findings: &'a [Finding],
    /// What the source was at the hand-off, by rule.
    sources: &'a [SourceStory<'a>],
    /// The batch's zone, in which a date without a time is a day.
    zone: &'a crate::time::Zone,
}

pub(super) fn run(arguments: &ExplainArguments, context: &mut Context) -> Exit {
    let format = arguments.format;
    let opened = match arguments.batch.open(arguments.contract.as_deref(), context, format) {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    let mut batch = arguments.batch.clone();
    // The batch is read once for the lead, and once for its source.
    if !opened.program.pauses.is_empty()
        && let Err(diagnostic) = batch.streams.hold(source::streams(&arguments.batch))
    {
        return context.refuse(diagnostic, format);
    }
    let plan = Plan::new(&opened.program);
    let key = crate::types::trim(&arguments.lead);
    let asked = Asked { kept: &[], only: Some(key) };
    let (mut reader, activities) = match batch.files(&opened, &plan, &asked, context, format) {
        Ok(files) => files,
        Err(exit) => return exit,
    };
    let found = match find(&mut reader, key) {
        Ok(found) => found,
        Err(diagnostics) => {
            context.report(&diagnostics, &opened.sources, format);
            return Exit::Impossible;
        }
    };
    let (chunk, place) = match found {
        Search::Found(chunk, place) => (chunk, place),
        Search::Rejected(finding) => return context.refuse(error::lead_rejected(key, &finding), format),
        Search::Missing { near, rows } => {
            return context.refuse(error::lead_not_found(key, near.as_deref(), rows), format);
        }
    };
    let settings = Settings { as_of: opened.as_of, zone: reader.zone().clone() };
    let lead = chunk.batch.slice(place, 1);
    let (activities, found) = match activities.of_lead(&chunk.ids().slice(place, 1), context) {
        Ok(read) => read,
        Err(diagnostics) => {
            context.report(&diagnostics, &opened.sources, format);
            return Exit::Impossible;
        }
    };
    let input = Input::new(&plan, &lead, &activities);
    let run = Evaluation::run(&plan, &input, &settings);
    let judged = Judged::of(&run);
    let explanation = explain(&run, &judged, 0);
    let row = chunk.rows[place];
    let mut findings: Vec<Finding> = JudgedChunk::findings_of(&reader, &opened, &settings, &chunk, &judged, row);
    findings.extend(found);
    let sources = match source::stories(&batch, &opened, &plan, (key, &judged), context) {
        Ok(sources) => sources,
        Err(diagnostics) => {
            context.report(&diagnostics, &opened.sources, format);
            return Exit::Impossible;
        }
    };
    let told = Told {
        opened: &opened,
        key: chunk.id(place),
        row,
        judged: &judged,
        explanation: &explanation,
        findings: &findings,
        sources: &sources,
        zone: &settings.zone,
    };
    context.print(&match format {
        Format::Human => tree::render(&told, context.width()),
        Format::Json => format!("{:#}\n", json::render(&told)),
    });
    Exit::Done
}

/// What came of looking for a lead.
enum Search {
    Found(Box<Chunk>, usize),
    Rejected(Box<Finding>),
    Missing { near: Option<String>, rows: u64 },
}

/// Looks for a lead by its key, in the order of the file: a later row with the same key is no lead (S7.2).
fn find(reader: &mut Reader, key: &str) -> Result<Search, Diagnostics> {
    let converter = reader.converter();
    let mut near: Option<String> = None;
    let mut rejected: Option<Finding> = None;
    let mut rows = 0;
    while let Some(raw) = reader.next_chunk()? {
        let mut chunk = converter.convert(&raw);
        let asked = (0..chunk.rows.len()).find(|place| same_key(chunk.id(*place), key)).map(|place| chunk.rows[place]);
        reader.settle(&mut chunk)?;
        let count = chunk.rows.len();
        rows += count as u64;
        if let Some(place) = (0..count).find(|place| same_key(chunk.id(*place), key)) {
            return Ok(Search::Found(Box::new(chunk), place));
        }
        // The row is there and repeats what only one lead can have; it leaves no trace, so that a later one with its
        // key may be a lead.
        if rejected.is_none() {
            rejected = chunk.findings.iter().find(|finding| Some(finding.row) == asked).cloned();
        }
        let candidates = near.as_deref().into_iter().chain((0..count).map(|place| chunk.id(place)));
        near = nearest(key, candidates).map(str::to_string);
    }
    Ok(match rejected {
        Some(finding) => Search::Rejected(Box::new(finding)),
        None => Search::Missing { near, rows },
    })
}
