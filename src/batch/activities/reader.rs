//! Files of activities, open: read one after the other.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use arrow::array::{Array, AsArray};
use arrow::datatypes::{Date32Type, TimestampMicrosecondType};

use super::row::{Layout, Piece};
use super::store::Gathering;
use super::{ActivityRequest, ActivityStore, StoredFile};
use crate::batch::cell::Problem;
use crate::batch::convert::{Chunk, Converter, RawChunk};
use crate::batch::description::DescribedFile;
use crate::batch::seen::take_away;
use crate::batch::vendor::same_key;
use crate::batch::{Description, Format, Input, Reader, Request, error, reason};
use crate::diagnostic::Diagnostics;
use crate::time::{Date, Instant, Zone};
use crate::types::Finding;

/// Reads files of activities, in order.
pub struct ActivityReader {
    name: String,
    files: Vec<OpenFile>,
    /// Which file is read.
    at: usize,
    layout: Arc<Layout>,
    gathering: Gathering,
}

/// A file of activities.
struct OpenFile {
    reader: Reader,
    manner: Arc<Manner>,
    kept: u64,
    later: u64,
}

/// How the records of a file become activities.
struct Manner {
    file: u32,
    converter: Arc<Converter>,
    layout: Arc<Layout>,
    instant: Arc<str>,
    as_of: Instant,
    zone: Zone,
    only: Option<String>,
}

/// Records of activities as they were read, to be read further on any thread.
pub struct RawActivities {
    raw: RawChunk,
    manner: Arc<Manner>,
}

/// Some activities, to be settled.
pub struct ReadActivities {
    chunk: Chunk,
    pieces: Vec<Piece>,
    later: u64,
    file: u32,
}

impl ActivityReader {
    /// Opens the files of an activity and reads their headers.
    ///
    /// # Errors
    /// All that keeps them from being read (S7.1): files, headers, columns.
    pub fn open(mut request: ActivityRequest<'_>) -> Result<ActivityReader, Diagnostics> {
        let layout = Arc::new(Layout::new(request.schema, request.needed, request.hash_bits));
        let gathering = Gathering::new(request.budget);
        let named = std::mem::take(&mut request.files);
        let mut files = Vec::new();
        let mut diagnostics = Diagnostics::default();
        for (place, file) in (0..).zip(named_files(request.description, request.name, named)) {
            match OpenFile::open(place, file, &request, &layout) {
                Ok(open) => files.push(open),
                Err(errors) => diagnostics.extend(errors),
            }
        }
        if !diagnostics.is_empty() {
            return Err(error::of_activity(&diagnostics, request.name));
        }
        Ok(ActivityReader { name: request.name.to_string(), files, at: 0, layout, gathering })
    }

    /// Returns the next records; `None` at the end of the last file.
    ///
    /// # Errors
    /// When a file cannot be read further, and at its end when a column that was declared never came.
    pub fn next_chunk(&mut self) -> Result<Option<RawActivities>, Diagnostics> {
        while let Some(file) = self.files.get_mut(self.at) {
            let raw = file.reader.next_chunk().map_err(|errors| error::of_activity(&errors, &self.name))?;
            if let Some(raw) = raw {
                return Ok(Some(RawActivities { raw, manner: file.manner.clone() }));
            }
            self.at += 1;
        }
        Ok(None)
    }

    /// Keeps activities, in the order of their files, and returns what was found in them.
    ///
    /// # Errors
    /// When a temporary file cannot be used, and when a key comes too late to be a column.
    pub fn settle(&mut self, read: ReadActivities) -> Result<Vec<Finding>, Diagnostics> {
        let ReadActivities { mut chunk, pieces, later, file } = read;
        // INVARIANT: they are of one of these files.
        let of = &mut self.files[file as usize];
        of.reader.settle(&mut chunk).map_err(|errors| error::of_activity(&errors, &self.name))?;
        of.kept += chunk.rows.len() as u64;
        of.later += later;
        for piece in pieces {
            self.gathering.add(piece).map_err(|cause| error::no_room(&cause))?;
        }
        Ok(chunk.findings)
    }

    /// Ends the reading, once all that was read is settled.
    ///
    /// # Errors
    /// For each key that was declared and that no object has, and when a temporary file cannot be used.
    pub fn finish(self) -> Result<ActivityStore, Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        let mut files = Vec::new();
        let (mut suspicions, mut unused) = (Vec::new(), Vec::new());
        for OpenFile { mut reader, kept, later, .. } in self.files {
            if let Err(errors) = reader.finish() {
                diagnostics.extend(error::of_activity(&errors, &self.name));
            }
            let mut report = reader.report();
            suspicions.append(&mut report.suspicions);
            unused.append(&mut report.unused);
            let of = |report| StoredFile { report, kept, later, matched: AtomicU64::new(0) };
            files.extend(report.files.into_iter().next().map(of));
        }
        if !diagnostics.is_empty() {
            return Err(diagnostics);
        }
        let store = self.gathering.finish().map_err(|cause| error::no_room(&cause))?;
        Ok(ActivityStore { name: self.name, layout: self.layout, store, files, suspicions, unused })
    }

    /// Returns how many bytes have been read, and how many there are where every file says so.
    pub fn progress(&self) -> (u64, Option<u64>) {
        let files = || self.files.iter().map(|file| file.reader.progress());
        (files().map(|file| file.read()).sum(), files().map(|file| file.total()).sum())
    }
}

/// A file as it is named: the input, where the description does not name it, and what is said of it.
struct NamedFile {
    input: Option<Input>,
    description: Description,
    format: Option<Format>,
}

/// Returns the files to read: those that are named, else those of the description.
fn named_files(description: &Description, activity: &str, inputs: Vec<Input>) -> Vec<NamedFile> {
    let said = description.described_activity(activity).and_then(|said| said.format);
    let description = description.of_activity(activity);
    let mut described = description.files.clone();
    for file in &mut described {
        file.format = file.format.or(said);
    }
    let alone = |file: DescribedFile| Description { files: vec![file], ..description.clone() };
    if inputs.is_empty() {
        let of = |file| NamedFile { input: None, description: alone(file), format: None };
        return described.into_iter().map(of).collect();
    }
    let other = DescribedFile { path: PathBuf::new(), key: None, format: said };
    let described = described.into_iter().chain(std::iter::repeat(other));
    let of = |(input, file): (Input, DescribedFile)| {
        // A stream has no extension that could say it.
        let format = file.format.filter(|_| input.path().is_none());
        NamedFile { input: Some(input), description: alone(file), format }
    };
    inputs.into_iter().zip(described).map(of).collect()
}

impl OpenFile {
    fn open(
        place: u32,
        file: NamedFile,
        request: &ActivityRequest<'_>,
        layout: &Arc<Layout>,
    ) -> Result<OpenFile, Diagnostics> {
        let NamedFile { input, description, format } = file;
        let mut asked = Request::new(request.schema, request.needed, &description, &[]);
        asked.leads.extend(input);
        asked.format = format;
        asked.chunk_rows = request.chunk_rows;
        asked.as_of = Some(request.as_of);
        let reader = Reader::open(asked)?;
        let manner = Manner {
            file: place,
            converter: reader.converter(),
            layout: layout.clone(),
            instant: request.schema.field(request.instant).name.as_str().into(),
            as_of: request.as_of,
            zone: reader.zone().clone(),
            only: request.only.map(str::to_string),
        };
        Ok(OpenFile { reader, manner: Arc::new(manner), kept: 0, later: 0 })
    }
}

impl RawActivities {
    /// Reads the records: their cells, and whether they can be placed in time.
    pub fn read(self) -> ReadActivities {
        let manner = &self.manner;
        let mut chunk = manner.converter.convert(&self.raw);
        manner.keep_only(&mut chunk);
        manner.reject_timeless(&mut chunk);
        let later = manner.later(&chunk);
        let pieces = manner.layout.records(&chunk.batch, &|place| chunk.id(place), manner.file);
        // The bytes are what is kept.
        chunk.batch = chunk.batch.slice(0, 0);
        ReadActivities { chunk, pieces, later, file: manner.file }
    }
}

impl Manner {
    /// Leaves the activities of the only lead that is asked for, where one is.
    fn keep_only(&self, chunk: &mut Chunk) {
        let Some(only) = &self.only else { return };
        let keep: Vec<bool> = (0..chunk.rows.len()).map(|place| same_key(chunk.id(place), only)).collect();
        take_away(chunk, &keep, Vec::new());
        let rows = &chunk.rows;
        chunk.findings.retain(|finding| rows.binary_search(&finding.row).is_ok());
    }

    /// Takes away the activities of which it is not known when they happened; why a cell cannot be read is still said.
    fn reject_timeless(&self, chunk: &mut Chunk) {
        let Some(instants) = chunk.batch.column_by_name(&self.instant).cloned() else { return };
        if instants.null_count() == 0 {
            return;
        }
        let keep: Vec<bool> = (0..instants.len()).map(|place| instants.is_valid(place)).collect();
        let (file, header) = self.converter.column_of(Some(&self.instant));
        let mut found = Vec::new();
        for (place, _) in keep.iter().enumerate().filter(|(_, keep)| !**keep) {
            let row = chunk.rows[place];
            let start = chunk.findings.partition_point(|finding| finding.row < row);
            let in_row = chunk.findings[start..].iter().take_while(|finding| finding.row == row);
            let in_cell: Vec<Finding> = in_row.filter(|finding| finding.column == header).cloned().collect();
            let value = in_cell.first().map_or_else(String::new, |finding| finding.value.clone());
            found.extend(in_cell);
            let Problem { kind, reason } = reason::missing_instant(&self.instant);
            found.push(Finding { kind, file: file.clone(), row, column: header.clone(), value, reason });
        }
        take_away(chunk, &keep, found);
    }

    /// Returns how many activities are later than the clock of the run.
    fn later(&self, chunk: &Chunk) -> u64 {
        let Some(instants) = chunk.batch.column_by_name(&self.instant) else { return 0 };
        let count = match instants.as_primitive_opt::<TimestampMicrosecondType>() {
            Some(instants) => instants.values().iter().filter(|instant| **instant > self.as_of.0).count(),
            None => {
                let days = instants.as_primitive::<Date32Type>().values().iter();
                days.filter(|day| self.zone.day(Date(**day)).from > self.as_of).count()
            }
        };
        count as u64
    }
}
