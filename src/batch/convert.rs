//! From records to a chunk of leads: a pure function of the records, so that threads may share the work.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arrow::array::{
    ArrayRef, AsArray, DictionaryArray, Int32Builder, RecordBatch, StringArray, StringBuilder, UInt32Array,
};
use arrow::datatypes::{Int32Type, SchemaRef};

use super::cells::{Bad, Cells, Places};
use super::column::{Reading, dictionary};
use super::columnar::{self, Direct};
use super::join::Joined;
use super::json::{Keys, LateKey};
use super::plan::{Manner, Plan};
use super::records::Content;
use super::report::{ColumnCounts, Detail, Outcome, Way};
use super::{csv, error, json, reason};
use crate::diagnostic::Diagnostics;
use crate::types::{Finding, FindingKind};

/// Records as they were read, to be converted. Rows are in the order of the file.
#[derive(Clone, Debug)]
pub struct RawChunk {
    pub(super) content: Content,
}

impl RawChunk {
    /// Returns how many rows it holds, those that are no records among them.
    pub fn rows(&self) -> usize {
        self.content.rows()
    }
}

/// Some leads.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// A column for each field that has one, in the order of `lead`, named and laid out as [`crate::types`] says.
    /// The key's dictionary has an entry a lead.
    pub batch: RecordBatch,
    /// The row of each lead in the main file.
    pub rows: Vec<u64>,
    /// What is found, in the order of rows and then of columns.
    pub findings: Vec<Finding>,
    /// How many rows were read, those that are no leads among them; lines below a report are not.
    pub read: u64,
    /// The keys of objects that the first objects did not have.
    pub(super) late: Vec<LateKey>,
    /// What is counted of the main file's columns: the key's where it has one, then of each plan.
    pub(super) counts: Vec<ColumnCounts>,
    /// By joined file, the place there of each lead's row.
    pub(super) places: Vec<UInt32Array>,
    /// Where the key is among the columns.
    pub(super) key: usize,
}

impl Chunk {
    /// Returns the keys of the leads, one for each.
    pub fn ids(&self) -> &DictionaryArray<Int32Type> {
        // INVARIANT: the key's column is laid out as text.
        self.batch.column(self.key).as_dictionary()
    }

    /// Returns the first half of the leads, and the second, each with what was found in its rows.
    pub fn halves(self) -> (Chunk, Chunk) {
        let (count, mut first) = (self.rows.len() / 2, self);
        let others = first.rows.split_off(count);
        let row = others.first().copied().unwrap_or(u64::MAX);
        let found = first.findings.partition_point(|finding| finding.row < row);
        let rest = Chunk {
            batch: first.batch.slice(count, others.len()),
            findings: first.findings.split_off(found),
            read: 0,
            late: Vec::new(),
            counts: Vec::new(),
            places: first.places.iter().map(|places| places.slice(count, others.len())).collect(),
            key: first.key,
            rows: others,
        };
        first.batch = first.batch.slice(0, count);
        first.places.iter_mut().for_each(|places| *places = places.slice(0, count));
        (first, rest)
    }

    /// Returns the key of a lead by its place in the chunk.
    pub fn id(&self, place: usize) -> &str {
        text_at(self.ids(), place).unwrap_or_default()
    }
}

/// Returns a value of a dictionary of texts; `None` where it is missing.
pub(super) fn text_at(array: &DictionaryArray<Int32Type>, place: usize) -> Option<&str> {
    let values: &StringArray = array.values().as_string_opt::<i32>()?;
    array.key(place).map(|code| values.value(code))
}

/// How the cells of a file are found in its records.
#[derive(Clone, Debug)]
pub(super) enum Layout {
    /// By a delimiter.
    Delimited(u8),
    /// By keys.
    Objects(Keys),
    /// They are columns already.
    Columns,
}

/// How one file is converted.
#[derive(Debug)]
pub(super) struct FileConverter {
    pub manner: Manner,
    pub layout: Layout,
    /// The header, as it is shown.
    pub header: Vec<String>,
    pub places: Places,
    /// The columns that no object at the beginning has.
    pub rare: Vec<Rare>,
    /// The name of the key's field.
    pub key_name: Arc<str>,
    /// How the key is read; `None` where file and row are the key.
    pub key: Option<Plan>,
    /// The other columns, in the order of their fields.
    pub plans: Vec<Plan>,
    /// Whether it is joined to another, so that its rows are not leads themselves.
    pub is_joined: bool,
}

/// A column that is declared and that no object at the beginning has.
#[derive(Debug)]
pub(super) struct Rare {
    /// Its place in the header.
    column: usize,
    slot: Option<u32>,
    field: String,
    seen: AtomicBool,
}

impl Rare {
    pub(super) fn new(column: usize, field: &str, places: &Places) -> Rare {
        Rare { column, slot: places.slots[column], field: field.to_string(), seen: AtomicBool::new(false) }
    }
}

/// What a file's records are converted to.
pub(super) struct Converted {
    /// The keys, one a lead.
    pub keys: ArrayRef,
    /// The arrays of each plan.
    pub columns: Vec<Vec<ArrayRef>>,
    pub rows: Vec<u64>,
    pub findings: Vec<Finding>,
    /// Whose the rows of a joined file are that cannot be read.
    pub lost: Vec<Owner>,
    /// The keys of objects that the header does not have.
    pub late: Vec<LateKey>,
    /// How many rows were read; a line below a report is none.
    pub read: u64,
    /// What is counted of the columns: the key's where it has one, then of each plan.
    pub counts: Vec<ColumnCounts>,
}

/// Whose a row is that cannot be read.
pub(super) struct Owner {
    pub row: u64,
    /// The keys that it may have.
    pub keys: Vec<String>,
    /// Whether it has the only one of them.
    pub is_certain: bool,
}

impl FileConverter {
    pub(super) fn convert(&self, content: &Content) -> Converted {
        let mut direct = self.direct(content);
        let (cells, bad, late) = self.cells(content, &direct);
        let nowhere: Arc<str> = Arc::from("");
        let mut findings = Vec::new();
        let mut lost = Vec::new();
        let mut read = content.rows() as u64;
        for Bad { row, mut problem, shown, keys, is_certain } in bad {
            if problem.kind == FindingKind::ReportFooter {
                read -= 1;
            } else if self.is_joined {
                let keys = keys.iter().filter_map(|key| self.key_of(key)).collect();
                let owner = Owner { row, keys, is_certain };
                problem = reason::whose(problem, &owner.keys, owner.is_certain);
                lost.push(owner);
            }
            findings.push(self.manner.finding(problem, row, &nowhere, shown));
        }
        let mut counts = Vec::new();
        let (kept, keys) = self.keys(&cells, &mut findings, &mut counts);
        let rows: Vec<u64> = kept.iter().map(|at| cells.rows[*at as usize]).collect();
        let mut reading = Reading { manner: &self.manner, cells: &cells, kept: &kept, findings, counts };
        let ready = direct.iter_mut().map(Option::take).chain(std::iter::repeat_with(|| None));
        let arrays = |(plan, ready): (_, Option<Direct>)| match ready {
            Some(ready) => reading.taken(plan, ready.of_rows(plan, content, &rows)),
            None => reading.arrays(plan),
        };
        let columns = self.plans.iter().zip(ready).map(arrays).collect();
        let Reading { mut findings, counts, .. } = reading;
        findings.sort_by_key(|finding| finding.row);
        Converted { keys, columns, rows, findings, lost, late, read, counts }
    }

    /// Returns by plan what can be taken from columns without a way by text.
    fn direct(&self, content: &Content) -> Vec<Option<Direct>> {
        let Content::Columns(batch, _) = content else { return Vec::new() };
        self.plans.iter().map(|plan| columnar::direct(plan, batch.column(plan.slot), &self.manner)).collect()
    }

    fn cells<'a>(&self, content: &'a Content, direct: &[Option<Direct>]) -> (Cells<'a>, Vec<Bad>, Vec<LateKey>) {
        match (&self.layout, content) {
            (Layout::Columns, Content::Columns(batch, first_row)) => {
                let mut wanted = vec![false; self.places.used];
                let by_text = self.plans.iter().zip(direct).filter(|(_, direct)| direct.is_none());
                for slot in self.key.iter().chain(by_text.map(|(plan, _)| plan)).flat_map(Plan::slots) {
                    wanted[slot] = true;
                }
                let (cells, bad) = columnar::cells(batch, *first_row, &self.places, &wanted);
                (cells, bad, Vec::new())
            }
            (Layout::Delimited(delimiter), Content::Delimited(raw)) => {
                let (cells, bad) = csv::cells(raw, *delimiter, &self.places);
                (cells, bad, Vec::new())
            }
            (Layout::Objects(keys), Content::Objects(raw)) => {
                let found = json::cells(raw, keys, &self.places);
                for rare in &self.rare {
                    if rare.slot.is_some_and(|slot| found.stood[slot as usize]) {
                        rare.seen.store(true, Ordering::Relaxed);
                    }
                }
                (found.cells, found.bad, found.late)
            }
            // INVARIANT: records are of the layout that their file was opened with.
            _ => unreachable!("records of another file"),
        }
    }

    /// Says of each column that was declared and that no object had that it never came.
    pub(super) fn never_seen(&self) -> Diagnostics {
        let unseen = self.rare.iter().filter(|rare| rare.slot.is_some() && !rare.seen.load(Ordering::Relaxed));
        let say = |rare: &Rare| {
            let headers = self.header.iter().enumerate().filter(|(place, _)| *place != rare.column);
            let path = &self.header[rare.column];
            error::never_seen(&self.manner.file, &rare.field, path, headers.map(|(_, header)| header.as_str()))
        };
        unseen.map(say).collect()
    }

    /// Returns the arrays of one lead whose cells are all blank.
    pub(super) fn blanks(&self) -> Vec<Vec<ArrayRef>> {
        let cells = Cells::blank(&self.places);
        let (findings, counts) = (Vec::new(), Vec::new());
        let mut reading = Reading { manner: &self.manner, cells: &cells, kept: &[0], findings, counts };
        self.plans.iter().map(|plan| reading.arrays(plan)).collect()
    }

    /// Returns the key that a cell holds.
    fn key_of(&self, cell: &str) -> Option<String> {
        let text = Some(cell).filter(|text| !text.contains('\0'))?;
        self.key.as_ref()?.resolve(text, &self.manner).map(str::to_string)
    }

    /// Returns the places of the rows that have a key, and their keys; the key's column is counted, where there is
    /// one.
    fn keys(
        &self,
        cells: &Cells<'_>,
        findings: &mut Vec<Finding>,
        counts: &mut Vec<ColumnCounts>,
    ) -> (Vec<u32>, ArrayRef) {
        // INVARIANT: a chunk has fewer rows than a u32 counts.
        let all: Vec<u32> = (0..cells.rows.len()).map(|at| at as u32).collect();
        let mut values = StringBuilder::with_capacity(all.len(), all.len() * 16);
        let kept = match &self.key {
            None => {
                for row in &cells.rows {
                    values.append_value(format!("{}:{row}", base_name(&self.manner.file)));
                }
                all
            }
            Some(plan) => {
                let column = cells.column(plan.slot);
                let mut reading = Reading {
                    manner: &self.manner,
                    cells,
                    kept: &[],
                    findings: std::mem::take(findings),
                    counts: Vec::new(),
                };
                let mut counted = ColumnCounts::new(all.len());
                let mut kept = Vec::with_capacity(all.len());
                for at in all {
                    let cell = column[at as usize];
                    let row = cells.rows[at as usize];
                    let (text, outcome) = match reading.text(plan, at, cell) {
                        Some(whole) => {
                            let (text, outcome) = plan.hear(whole, &self.manner);
                            if outcome.is_mapped {
                                counted.mapped.example(whole, row, || text.map(str::to_string));
                            }
                            (text, outcome)
                        }
                        None => {
                            if let Some(finding) = reading.findings.last() {
                                counted.find(finding.kind, &finding.value, row, || None);
                            }
                            (None, Outcome { way: Way::Unread, ..Outcome::default() })
                        }
                    };
                    counted.add(outcome, &Detail::Nothing, 1);
                    match text {
                        Some(text) => {
                            values.append_value(text);
                            kept.push(at);
                        }
                        None => {
                            let mut problem = reason::missing_key(&self.key_name);
                            if self.is_joined {
                                problem = reason::whose(problem, &[], true);
                            }
                            let value = cells.shown(cell).into_owned();
                            reading.findings.push(self.manner.finding(problem, row, &plan.header, value));
                        }
                    }
                }
                *findings = reading.findings;
                counts.push(counted);
                kept
            }
        };
        let mut codes = Int32Builder::with_capacity(kept.len());
        codes.extend((0..kept.len()).map(|at| i32::try_from(at).ok()));
        (kept, dictionary(codes, Arc::new(values.finish())))
    }
}

/// Returns the last part of a path.
fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Where a column of the result comes from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Origin {
    /// The key.
    Key,
    /// A plan of the main file.
    Main(usize),
    /// A plan of a joined file.
    Joined(usize, usize),
}

/// Converts records of a batch to leads. Shared by the threads that work on it.
#[derive(Debug)]
pub struct Converter {
    pub(super) main: FileConverter,
    pub(super) joined: Vec<Joined>,
    pub(super) schema: SchemaRef,
    /// The origin of each field's column, in the order of the schema.
    pub(super) origins: Vec<Origin>,
    /// Where the key is among the columns.
    pub(super) key: usize,
}

impl Converter {
    /// Returns the columns of every chunk.
    pub fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }

    /// Converts some records.
    pub fn convert(&self, chunk: &RawChunk) -> Chunk {
        let mut converted = self.main.convert(&chunk.content);
        let places: Vec<_> = self.joined.iter().map(|joined| joined.places(&converted.keys)).collect();
        let mut columns: Vec<ArrayRef> = Vec::with_capacity(self.schema.fields().len());
        for origin in &self.origins {
            match *origin {
                Origin::Key => columns.push(converted.keys.clone()),
                Origin::Main(plan) => columns.append(&mut converted.columns[plan]),
                Origin::Joined(file, plan) => columns.extend(self.joined[file].take(plan, &places[file])),
            }
        }
        // INVARIANT: every column has a value a lead, of the type that the schema says.
        let batch = RecordBatch::try_new(self.schema.clone(), columns).unwrap_or_else(|error| unreachable!("{error}"));
        let Converted { rows, findings, late, read, counts, .. } = converted;
        Chunk { batch, rows, findings, read, late, counts, places, key: self.key }
    }
}

impl Converter {
    /// Notes which rows of joined files the leads of a chunk have, once rows that are no leads are taken away.
    pub(super) fn take(&self, chunk: &Chunk) {
        for (joined, places) in self.joined.iter().zip(&chunk.places) {
            joined.mark(places);
        }
    }

    /// Returns the main file and the column of it that a field is read from, `None` being the key. A field of a joined
    /// file has none there, and goes by its name.
    pub(super) fn column_of(&self, field: Option<&str>) -> (Arc<str>, Arc<str>) {
        let main = &self.main;
        let column = match field {
            None => main.key.as_ref().map_or_else(|| main.key_name.clone(), |plan| plan.header.clone()),
            Some(field) => {
                let plan = main.plans.iter().find(|plan| &*plan.field == field);
                plan.map_or_else(|| field.into(), |plan| plan.header.clone())
            }
        };
        (main.manner.file.clone(), column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_may_share_the_work() {
        fn shared<T: Send + Sync>() {}
        fn sent<T: Send>() {}
        shared::<Converter>();
        sent::<RawChunk>();
        sent::<Chunk>();
        sent::<crate::batch::Reader>();
    }
}
