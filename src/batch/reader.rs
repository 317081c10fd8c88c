//! A batch, opened: its files found, their headers matched to fields, its records handed out in order.

mod check;
mod claims;
mod file;
mod matching;

use std::path::PathBuf;
use std::sync::Arc;

use arrow::datatypes::Schema as ArrowSchema;

use super::cells::Places;
use super::convert::{Chunk, Converter, FileConverter, Origin, Rare, RawChunk};
use super::currency::Currency;
use super::description::{DescribedFile, Description};
use super::input::{Input, Progress};
use super::join::{Held, Joined, Refused};
use super::plan::{Kind, Manner, Plan};
use super::records::Records;
use super::report::{ColumnReport, FileReport, Gathered, Suspicion};
use super::seen::Seen;
use super::{Format, cell, error};
use crate::diagnostic::Diagnostics;
use crate::time::{Instant, Zone};
use crate::types::{FieldId, Finding, Schema, Type, arrow_fields, fold, trim};
use claims::Claims;
use file::OpenFile;
use matching::Matching;

/// What is asked of a batch.
pub struct Request<'a> {
    /// The fields.
    pub schema: &'a Schema,
    /// The fields that must have a column; the key is always among them.
    pub needed: &'a [FieldId],
    /// Fields that are read where they have a column. Unique ones are always among them (S7.2).
    pub kept: &'a [FieldId],
    /// What is said of the batch.
    pub description: &'a Description,
    /// The files, the main one first; they replace the description's files in order. May be empty.
    pub leads: Vec<Input>,
    /// The format of the first file, where the extension is not to say it.
    pub format: Option<Format>,
    /// The most rows in a chunk.
    pub chunk_rows: usize,
    /// The most bytes that joined files take, which are held in memory.
    pub join_budget: u64,
    /// The most bytes that keys and unique values take in memory (S7.2).
    pub seen_budget: usize,
    /// How many objects of a file of JSON are looked at for their keys.
    pub sample_rows: usize,
    /// What instants are compared with, where the report is to say which are later; it changes nothing else.
    pub as_of: Option<Instant>,
}

impl<'a> Request<'a> {
    /// Rows in a chunk unless said otherwise.
    pub const CHUNK_ROWS: usize = 8_192;
    /// Bytes of joined files unless said otherwise.
    pub const JOIN_BUDGET: u64 = 2 << 30;
    /// Bytes of keys and unique values unless said otherwise.
    pub const SEEN_BUDGET: usize = Seen::BUDGET;
    /// Objects that are looked at for their keys unless said otherwise.
    pub const SAMPLE_ROWS: usize = 8_192;

    /// Returns a request with the defaults; a `-` among the paths is the standard input.
    pub fn new(
        schema: &'a Schema,
        needed: &'a [FieldId],
        description: &'a Description,
        leads: &[PathBuf],
    ) -> Request<'a> {
        Request {
            schema,
            needed,
            kept: &[],
            description,
            leads: leads.iter().cloned().map(Input::Path).collect(),
            format: None,
            chunk_rows: Request::CHUNK_ROWS,
            join_budget: Request::JOIN_BUDGET,
            seen_budget: Request::SEEN_BUDGET,
            sample_rows: Request::SAMPLE_ROWS,
            as_of: None,
        }
    }
}

/// About the most bytes in a chunk: rows may be long, and several chunks are in memory at a time.
const CHUNK_BYTES: usize = 32 << 20;

/// A column that is read.
#[derive(Clone, Debug, PartialEq)]
pub struct MatchedColumn {
    /// The field.
    pub field: FieldId,
    /// The file.
    pub file: Arc<str>,
    /// The header.
    pub header: Arc<str>,
}

/// What is to be said of a batch once it is read.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many rows of the main file were read, those that are no leads among them; lines below a report are none.
    pub rows: u64,
    /// The columns that are read, in the order of fields.
    pub matched: Vec<MatchedColumn>,
    /// The headers that nothing reads, with their files.
    pub unused: Vec<(Arc<str>, Arc<str>)>,
    /// By joined file, how many of its rows belong to a lead.
    pub joined: Vec<(Arc<str>, u64)>,
    /// What each of these was read as, in the same order.
    pub columns: Vec<ColumnReport>,
    /// The files, the main one first, those of activities last.
    pub files: Vec<FileReport>,
    /// What looks wrong, by column.
    pub suspicions: Vec<Suspicion>,
    /// The activities that files are named of and that nothing reads.
    pub unread_activities: Vec<String>,
    /// What was found in joined files: bad cells and rows, then rows whose key no lead has.
    pub findings: Vec<Finding>,
}

/// Reads the records of a batch, in order.
pub struct Reader {
    name: Arc<str>,
    records: Box<dyn Records>,
    chunk_rows: usize,
    converter: Arc<Converter>,
    seen: Seen,
    claims: Claims,
    zone: Zone,
    progress: Progress,
    report: Report,
    gathered: Gathered,
}

impl Reader {
    /// Opens a batch: finds its files, reads their headers and the whole of each joined file.
    ///
    /// # Errors
    /// All that keeps the batch from being read (S7.1): files, headers, columns.
    pub fn open(request: Request<'_>) -> Result<Reader, Diagnostics> {
        let progress = Progress::default();
        let Request { schema, description, chunk_rows, join_budget, sample_rows, .. } = request;
        let mut diagnostics = description.check(schema);
        let (mut files, mut keys) = (Vec::new(), Vec::new());
        let (listed, named) = (description.files.len(), request.leads.len());
        if named > 0 && named < listed {
            diagnostics.push(error::too_few_files(listed, named));
        }
        if let Err(error) = Input::check_standard(&request.leads) {
            diagnostics.push(error);
        }
        refuse(&mut diagnostics)?;
        let inputs = inputs(description, request.leads);
        if inputs.is_empty() {
            diagnostics.push(error::no_files());
        }
        for (place, (input, format, key)) in inputs.into_iter().enumerate() {
            // What is asked for goes before what the description says, and that before the extension.
            let format = request.format.filter(|_| place == 0).or(format);
            match OpenFile::open(input, format, description, sample_rows, &progress) {
                Ok(file) => files.push(file),
                Err(error) => diagnostics.push(error),
            }
            keys.push(key);
        }
        refuse(&mut diagnostics)?;
        file::expect_rare(&mut files, description);
        let matching =
            Matching::find(schema, request.needed, request.kept, description, &files, &keys, &mut diagnostics);
        refuse(&mut diagnostics)?;
        let zone = description.zone.clone().unwrap_or_else(|| schema.zone.clone());
        let mut report =
            Report { matched: matching.matched(&files), unused: matching.unused(&files), ..Report::default() };
        let gathered = Gathered::new(schema, request.needed, matching.counted(&files));
        let mut converters = Vec::new();
        for (place, file) in files.iter().enumerate() {
            let mut converter = file_converter(schema, description, &zone, &matching, place, file);
            converter.manner.as_of = request.as_of;
            converters.push(converter);
        }
        for (file, converter) in files.iter_mut().zip(&converters) {
            if let Err(errors) = file.records.choose(&converter.places) {
                diagnostics.extend(errors);
            }
        }
        refuse(&mut diagnostics)?;
        let mut claims = Claims::new(schema, matching.wanted(), description, &files);
        let mut files = files.into_iter();
        let mut converters = converters.into_iter();
        let (Some(main), Some(main_converter)) = (files.next(), converters.next()) else {
            return Err(Diagnostics::default());
        };
        let mut joined = Vec::new();
        let mut left = join_budget;
        for (mut file, converter) in files.zip(converters) {
            match Joined::read(converter, &mut *file.records, left, &mut report.findings) {
                Ok(Held { joined: held, memory, late }) => {
                    left = left.saturating_sub(memory);
                    diagnostics.extend(claims.refuse(&file.name, &late));
                    diagnostics.extend(held.converter.never_seen());
                    claims.note(&file.name, late, &mut report.unused);
                    joined.push(held);
                }
                Err(Refused::Unreadable(cause)) => diagnostics.push(error::damaged(&file.name, &cause)),
                Err(Refused::TooLarge) => diagnostics.push(error::join_too_large(&file.name, join_budget)),
            }
        }
        refuse(&mut diagnostics)?;
        let converter = Arc::new(assemble(schema, &matching, main_converter, joined));
        Ok(Reader {
            name: main.name,
            records: main.records,
            chunk_rows: chunk_rows.max(1),
            converter,
            seen: Seen::new(schema, description.duplicates_are_trusted(), request.seen_budget),
            claims,
            zone,
            progress,
            report,
            gathered,
        })
    }

    /// Returns the next records of the main file; `None` at its end.
    ///
    /// # Errors
    /// When the file cannot be read further, and at its end when a column that was declared never came.
    pub fn next_chunk(&mut self) -> Result<Option<RawChunk>, Diagnostics> {
        let content = self.records.next(self.chunk_rows, CHUNK_BYTES);
        let content = content.map_err(|cause| Diagnostics::from(error::damaged(&self.name, &cause)))?;
        Ok(content.map(|content| RawChunk { content }))
    }

    /// Takes a converted chunk into account, in the order of the file: takes away the rows that repeat an earlier
    /// one (S7.2), and looks at what only its rows have.
    ///
    /// # Errors
    /// When a temporary file cannot be used, and when a key comes too late to be a column.
    pub fn settle(&mut self, chunk: &mut Chunk) -> Result<(), Diagnostics> {
        self.report.rows += chunk.read;
        let late = std::mem::take(&mut chunk.late);
        let mut diagnostics = Diagnostics::default();
        diagnostics.extend(self.claims.refuse(&self.name, &late));
        refuse(&mut diagnostics)?;
        self.claims.note(&self.name, late, &mut self.report.unused);
        self.seen.deduplicate(&self.converter, chunk).map_err(Diagnostics::from)?;
        self.converter.take(chunk);
        self.gathered.add(chunk);
        Ok(())
    }

    /// Checks at the end of the batch that every key that was declared has come.
    ///
    /// # Errors
    /// For each key that no object has.
    pub fn finish(&self) -> Result<(), Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        diagnostics.extend(self.converter.main.never_seen());
        refuse(&mut diagnostics)
    }

    /// Returns what converts the records; to be shared among threads.
    pub fn converter(&self) -> Arc<Converter> {
        self.converter.clone()
    }

    /// Returns the zone in which times without an offset are read: the batch's, else the contract's (S2.5).
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Returns the columns that are read, in the order of fields.
    pub fn matched(&self) -> &[MatchedColumn] {
        &self.report.matched
    }

    /// Returns how far the reading has come.
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Returns what was found in the rows of joined files that are those of a key.
    pub fn found_in_joined(&self, key: &str) -> Vec<Finding> {
        let rows: Vec<_> = self.converter.joined.iter().map(|joined| (joined.file(), joined.row_of(key))).collect();
        let is_its =
            |finding: &&Finding| rows.iter().any(|(file, row)| **file == finding.file && *row == Some(finding.row));
        self.report.findings.iter().filter(is_its).cloned().collect()
    }

    /// Returns what is to be said of the batch, once all chunks are settled; what was found in joined files may be
    /// much, and is handed over.
    pub fn report(&mut self) -> Report {
        let findings = std::mem::take(&mut self.report.findings);
        let mut report = Report { findings, ..self.report.clone() };
        for joined in &self.converter.joined {
            report.joined.push((joined.file().clone(), joined.matched()));
            report.findings.extend(joined.unmatched());
        }
        report.files = self.gathered.files(&self.converter, report.rows);
        (report.columns, report.suspicions) = self.gathered.columns(&self.converter, &report.unused);
        report
    }
}

/// Returns the diagnostics as an error, where there are any.
fn refuse(diagnostics: &mut Diagnostics) -> Result<(), Diagnostics> {
    if diagnostics.is_empty() { Ok(()) } else { Err(std::mem::take(diagnostics)) }
}

type KeyHeader = Option<crate::source::Spanned<String>>;

/// Returns the files to read with their formats and the headers of their keys: those of the command line, else the
/// description's.
fn inputs(description: &Description, leads: Vec<Input>) -> Vec<(Input, Option<Format>, KeyHeader)> {
    let described = description.files.iter();
    if leads.is_empty() {
        let path = |file: &DescribedFile| Input::Path(description.folder.join(&file.path));
        return described.map(|file| (path(file), file.format, file.key.clone())).collect();
    }
    let mut described = described.map(Some).chain(std::iter::repeat(None));
    let with = |input: Input| {
        let file = described.next().flatten();
        // A format that is written down is that of the place's own file; of another one where that does not say.
        let format = file.and_then(|file| file.format).filter(|_| Format::of(&input).is_err());
        (input, format, file.and_then(|file| file.key.clone()))
    };
    leads.into_iter().map(with).collect()
}

/// Returns what converts a file.
fn file_converter(
    schema: &Schema,
    description: &Description,
    zone: &Zone,
    matching: &Matching,
    place: usize,
    file: &OpenFile,
) -> FileConverter {
    let mut slots: Vec<Option<u32>> = vec![None; file.header.cells.len()];
    let mut used = 0;
    let mut plan = |field: FieldId, column: usize, slots: &mut Vec<Option<u32>>| {
        let slot = *slots[column].get_or_insert_with(|| {
            used += 1;
            used - 1
        });
        let default = schema.field(field).default.clone();
        Plan {
            field: schema.field(field).name.as_str().into(),
            header: file.header.cells[column].as_str().into(),
            slot: slot as usize,
            kind: kind(schema, field, &file.header.cells[column]),
            values: values(description, &schema.field(field).name),
            default,
        }
    };
    let key = matching.key(place).map(|column| plan(schema.key, column, &mut slots));
    let mut plans = Vec::new();
    for (field, column) in matching.columns(place) {
        let mut read = plan(field, column, &mut slots);
        if let (Kind::Money(currency), Some(other)) = (&mut read.kind, schema.field(field).currency) {
            let column = matching.column(place, other);
            *currency = Some(Currency {
                field: schema.field(other).name.clone(),
                plan: column.map(|column| Box::new(plan(other, column, &mut slots))),
            });
        }
        plans.push(read);
    }
    let manner = Manner {
        file: file.name.clone(),
        nulls: description.nulls.iter().filter(|null| !null.is_empty()).cloned().collect(),
        zone: zone.clone(),
        formats: description.formats.clone(),
        numbers: description.numbers,
        money: description.money.clone(),
        own: schema.currency.clone().unwrap_or_default(),
        rates: schema.rates.clone(),
        encoding: file.encoding,
        as_of: None,
    };
    let mut lists = vec![false; used as usize];
    for plan in plans.iter().filter(|plan| matches!(plan.kind, Kind::ManyOf(_))) {
        lists[plan.slot] = true;
    }
    let mut numbers = vec![false; used as usize];
    for plan in plans.iter().filter(|plan| plan.kind.is_number()) {
        numbers[plan.slot] = true;
    }
    let places = Places { key: matching.key(place), slots, used: used as usize, lists, numbers };
    let rare = file.rare.iter().map(|(column, field)| Rare::new(*column, field.as_str(), &places)).collect();
    FileConverter {
        manner,
        layout: file.layout.clone(),
        header: file.header.cells.clone(),
        places,
        rare,
        key_name: schema.field(schema.key).name.as_str().into(),
        key,
        plans,
        is_joined: place > 0,
    }
}

/// Returns how the cells of a field are read from a column of this header.
fn kind(schema: &Schema, field: FieldId, header: &str) -> Kind {
    let field = schema.field(field);
    match field.kind {
        Type::Integer => Kind::Integer,
        Type::Decimal => Kind::Decimal,
        Type::Money => Kind::Money(None),
        Type::Boolean => Kind::Boolean,
        Type::Date => Kind::Date,
        Type::Timestamp => Kind::Timestamp,
        Type::OneOf(_) => Kind::OneOf(cell::Options::of_column(field, header)),
        Type::ManyOf(_) => Kind::ManyOf(cell::Options::of_column(field, header)),
        // INVARIANT: no field is a duration or a score.
        Type::Text | Type::Key | Type::Duration | Type::Score => Kind::Text,
    }
}

/// Returns what a field's cells mean, by what the export writes.
fn values(description: &Description, field: &str) -> rustc_hash::FxHashMap<String, String> {
    let of_field = description.values.iter().filter(|(name, _)| name.value == field);
    of_field
        .flat_map(|(_, pairs)| pairs)
        .map(|(written, meant)| (fold(trim(written)).into_owned(), meant.value.clone()))
        .collect()
}

/// Puts the columns of all files in the order of the fields.
fn assemble(schema: &Schema, matching: &Matching, main: FileConverter, joined: Vec<Joined>) -> Converter {
    let fields = matching.fields(schema.key);
    let mut origins = Vec::new();
    let mut key = 0;
    for field in &fields {
        if *field == schema.key {
            key = arrow_fields(schema, &fields)
                .iter()
                .position(|column| column.name() == &schema.field(*field).name)
                .unwrap_or(0);
            origins.push(Origin::Key);
            continue;
        }
        let (file, plan) = matching.origin(*field);
        origins.push(if file == 0 { Origin::Main(plan) } else { Origin::Joined(file - 1, plan) });
    }
    let columns = Arc::new(ArrowSchema::new(arrow_fields(schema, &fields)));
    Converter { main, joined, schema: columns, origins, key }
}
