//! The versions of a run: named or found in the history, put in order, and the batch as each of them reads it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use arrow::datatypes::SchemaRef;

use super::{EvalArguments, error, history};
use crate::batch::{ExternalFigure, Input};
use crate::cli::activities;
use crate::cli::batch::{BatchArguments, Opened};
use crate::cli::context::Context;
use crate::cli::git::Commit;
use crate::cli::project::{self, Compiled};
use crate::cli::{Exit, error as refused, external};
use crate::diagnostic::codes::{batch, command};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::eval::decision_schema;
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
    /// What names it: a path, or `REV:path`.
    pub(super) name: String,
    /// The commit that it is of.
    pub(super) commit: Option<Commit>,
    pub(super) is_newest: bool,
    /// The fields that `--keep` copies.
    pub(super) keep: Vec<FieldId>,
    /// The columns of its decisions.
    pub(super) schema: SchemaRef,
    /// Those of them that are kept fields.
    pub(super) facts: Vec<String>,
}

impl Version {
    /// Returns its number.
    pub(super) fn number(&self) -> i64 {
        self.opened.program.contract.version
    }
}

/// Returns the contracts that are named, or those of the history, and what is to be known of it.
pub(super) fn find(arguments: &EvalArguments, context: &mut Context) -> Result<(Vec<Found>, Diagnostics), Exit> {
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
pub(super) fn order(found: &mut [Found], is_history: bool) -> Result<(), Diagnostic> {
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
pub(super) fn open(
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

/// Says of which version a message is, where it is not of a file whatever reads it.
pub(super) fn in_version(number: i64, diagnostic: Diagnostic) -> Diagnostic {
    let of_files =
        [batch::UNREADABLE_BATCH, batch::NOT_A_TABLE, batch::UNKNOWN_FORMAT, batch::BAD_HEADER, batch::DAMAGED_FILE];
    if of_files.contains(&diagnostic.code) || diagnostic.code == command::CANNOT_WRITE {
        return diagnostic;
    }
    Diagnostic { message: format!("version {number}: {}", diagnostic.message), ..diagnostic }
}

/// Returns the arguments of the batch for a version: a file of an activity that only another has is nothing to it.
pub(super) fn files_of(arguments: &EvalArguments, versions: &[Version], place: usize) -> BatchArguments {
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
pub(super) fn hold_streams(
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
