//! The files of activities of a run: which file is of which activity, and the activities of some leads at a time.

use std::path::{Path, PathBuf};

use arrow::array::DictionaryArray;
use arrow::datatypes::Int32Type;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::batch::{BatchArguments, Opened};
use super::context::Context;
use super::error;
use crate::batch::{
    ActivityReader, ActivityRequest, ActivityStore, FoundActivities, Input, RawActivities, ReadActivities, Report,
};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::eval::Plan;
use crate::ir::{ActivityId, Program};
use crate::types::{self, Finding};

/// About the most bytes of activities that leads are judged with at a time; a lead with more is judged alone.
const LIMIT: usize = 32 << 20;

/// Activities of some leads, by activity of the contract.
pub(super) type OfLeads = Vec<Option<types::Activities>>;

/// Files of activities, open.
pub(super) struct OpenActivities {
    readers: Vec<Option<ActivityReader>>,
    unread: Vec<String>,
}

/// The activities of a run, to be looked up on any thread.
pub(super) struct ActivityStores {
    /// By activity of the contract; none where nothing reads it.
    stores: Vec<Option<ActivityStore>>,
    /// The activities that files are named of and that nothing reads.
    unread: Vec<String>,
}

impl OpenActivities {
    /// Opens the files of the activities that evaluation reads: those of `--activities`, else those of the
    /// description. With `only`, the activities of one lead are read.
    pub(super) fn open(
        arguments: &BatchArguments,
        opened: &Opened,
        plan: &Plan<'_>,
        only: Option<&str>,
    ) -> Result<OpenActivities, Diagnostics> {
        let Opened { program, description, as_of, .. } = opened;
        let declared: Vec<_> =
            program.activities.iter().map(|activity| (activity.name.as_str(), &activity.schema)).collect();
        let mut diagnostics = description.check_activities(&declared);
        let mut files = assign(arguments, program, &mut diagnostics);
        if files.iter().flatten().any(Input::is_standard) {
            let leads: Vec<Input> = arguments.leads.iter().cloned().map(Input::Path).collect();
            let twice = Input::check_standard(files.iter().flatten().chain(&leads)).err();
            twice.into_iter().for_each(|error| diagnostics.push(error));
        }
        if !diagnostics.is_empty() {
            return Err(diagnostics);
        }
        let mut open = OpenActivities { readers: Vec::new(), unread: Vec::new() };
        for (place, activity) in (0..).zip(&program.activities) {
            let inputs = std::mem::take(&mut files[place as usize]);
            let is_named = !inputs.is_empty() || description.has_files_of(&activity.name);
            let needed = plan.activity_fields(ActivityId(place));
            let reader = match needed {
                None => {
                    open.unread.extend(is_named.then(|| activity.name.clone()));
                    None
                }
                Some(_) if !is_named => {
                    diagnostics.push(error::missing_activities(activity, program.activities.len() == 1));
                    None
                }
                Some(needed) => {
                    let (schema, instant) = (&activity.schema, activity.instant);
                    let mut request =
                        ActivityRequest::new(&activity.name, schema, instant, &needed, description, *as_of);
                    (request.files, request.only) = (inputs, only);
                    ActivityReader::open(request).map_err(|errors| diagnostics.extend(errors)).ok()
                }
            };
            open.readers.push(reader);
        }
        if diagnostics.is_empty() { Ok(open) } else { Err(diagnostics) }
    }

    /// Reads all of them, handing what is found to `take` in the order of the files.
    pub(super) fn read(
        self,
        pool: &ThreadPool,
        context: &Context,
        mut take: impl FnMut(&[Finding]) -> Result<(), Diagnostic>,
    ) -> Result<ActivityStores, Diagnostics> {
        let size = pool.current_num_threads() * 2;
        let mut stores = Vec::new();
        for reader in self.readers {
            let Some(mut reader) = reader else {
                stores.push(None);
                continue;
            };
            let mut bar = context.progress(reader.progress().1);
            let mut wave = next_wave(&mut reader, size)?;
            while !wave.is_empty() {
                let read_wave = || wave.into_par_iter().map(RawActivities::read).collect::<Vec<ReadActivities>>();
                let (read, next) = pool.join(read_wave, || next_wave(&mut reader, size));
                for read in read {
                    take(&reader.settle(read)?)?;
                }
                bar.at(reader.progress().0);
                wave = next?;
            }
            bar.done();
            stores.push(Some(reader.finish()?));
        }
        Ok(ActivityStores { stores, unread: self.unread })
    }
}

impl OpenActivities {
    /// Reads the activities of the one lead that they were opened for, whose key this is, and what is found in them.
    pub(super) fn of_lead(
        self,
        key: &DictionaryArray<Int32Type>,
        context: &Context,
    ) -> Result<(OfLeads, Vec<Finding>), Diagnostics> {
        let pool = ThreadPoolBuilder::new().build().map_err(|_| error::no_threads())?;
        let mut found = Vec::new();
        let stores = self.read(&pool, context, |findings| {
            found.extend_from_slice(findings);
            Ok(())
        })?;
        Ok((stores.of(key)?.unwrap_or_default(), found))
    }
}

fn next_wave(reader: &mut ActivityReader, size: usize) -> Result<Vec<RawActivities>, Diagnostics> {
    let mut wave = Vec::with_capacity(size);
    while wave.len() < size {
        match reader.next_chunk()? {
            Some(chunk) => wave.push(chunk),
            None => break,
        }
    }
    Ok(wave)
}

impl ActivityStores {
    /// Returns the activities of leads, by activity; `None` where there are too many for so many leads.
    pub(super) fn of(&self, keys: &DictionaryArray<Int32Type>) -> Result<Option<OfLeads>, Diagnostic> {
        let mut found: Vec<Option<FoundActivities<'_>>> = Vec::with_capacity(self.stores.len());
        for store in &self.stores {
            let Some(store) = store else {
                found.push(None);
                continue;
            };
            match store.find(keys, LIMIT)? {
                Some(of_store) => found.push(Some(of_store)),
                None => return Ok(None),
            }
        }
        Ok(Some(found.into_iter().map(|found| found.map(FoundActivities::take)).collect()))
    }

    /// Adds what is to be said of the files, once all leads are judged.
    pub(super) fn report(&self, report: &mut Report) {
        for store in self.stores.iter().flatten() {
            report.files.extend(store.files());
            report.suspicions.extend(store.suspicions().iter().cloned());
            report.unused.extend(store.unused().iter().cloned());
        }
        report.unread_activities.clone_from(&self.unread);
    }
}

/// Returns the files of each activity, in the order they are named.
fn assign(arguments: &BatchArguments, program: &Program, diagnostics: &mut Diagnostics) -> Vec<Vec<Input>> {
    let mut files: Vec<Vec<Input>> = program.activities.iter().map(|_| Vec::new()).collect();
    for argument in &arguments.activities {
        let input = |(place, path): (usize, PathBuf)| Ok((place, arguments.streams.input(&path)?));
        match place_of(argument, program).and_then(input) {
            Ok((place, input)) => files[place].push(input),
            Err(error) => diagnostics.push(error),
        }
    }
    files
}

/// Returns the place of the activity that a file is of, and its path.
fn place_of(argument: &Path, program: &Program) -> Result<(usize, PathBuf), Diagnostic> {
    let find = |name: &str| program.activities.iter().position(|activity| activity.name == name);
    if program.activities.is_empty() {
        return Err(error::no_activities(argument));
    }
    if let Some((name, path)) = argument.to_str().and_then(named) {
        let place = find(name).ok_or_else(|| error::unknown_activity(argument, name, program))?;
        return Ok((place, PathBuf::from(path)));
    }
    if let [_] = program.activities[..] {
        return Ok((0, argument.to_path_buf()));
    }
    let stem = Input::Path(argument.to_path_buf()).stem();
    let place = stem.as_deref().and_then(find);
    let place = place.ok_or_else(|| error::unknown_activity(argument, stem.as_deref().unwrap_or("-"), program))?;
    Ok((place, argument.to_path_buf()))
}

/// Returns the name of an activity that an argument says: before its sign, else as the name of its file.
pub(super) fn name_in(argument: &Path) -> Option<String> {
    match argument.to_str().and_then(named) {
        Some((name, _)) => Some(name.to_string()),
        None => Input::Path(argument.to_path_buf()).stem(),
    }
}

/// Splits an argument into a name and a path. What stands before the sign is a name only where it can be one: a folder
/// may have the sign in its name too.
fn named(argument: &str) -> Option<(&str, &str)> {
    argument.split_once('=').filter(|(name, _)| !name.contains(['/', '\\', '.']))
}

/// Returns the path in an argument, which may name its activity too.
pub(super) fn path_in(argument: &Path, program: &Program) -> PathBuf {
    place_of(argument, program).map_or_else(|_| argument.to_path_buf(), |(_, path)| path)
}
