//! A batch, opened: its files found, their headers matched to fields, its records handed out in order.

mod check;
mod matching;

use std::path::PathBuf;
use std::sync::Arc;

use arrow::datatypes::Schema as ArrowSchema;

use super::column::{Currency, Kind, Manner, Plan};
use super::convert::{Content, Converter, FileConverter, Origin, RawChunk};
use super::csv::{RawRecords, Splitter, header_cells};
use super::description::{DescribedFile, Description};
use super::header::Header;
use super::input::{self, Input, Progress};
use super::join::Joined;
use super::{cell, error};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::time::Zone;
use crate::types::{FieldId, Finding, Schema, Type, arrow_fields, fold, trim};
use matching::Matching;

/// A format that leads are read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
}

impl Format {
    /// Every format, by its name, which is its extension too.
    pub const ALL: [(&'static str, Format); 2] = [("csv", Format::Csv), ("tsv", Format::Tsv)];

    /// Returns the format of a name or an extension; case does not count, and `txt` is CSV.
    pub fn find(name: &str) -> Option<Format> {
        let lower = name.to_ascii_lowercase();
        let wanted = if lower == "txt" { "csv" } else { lower.as_str() };
        Format::ALL.iter().find(|(known, _)| *known == wanted).map(|(_, format)| *format)
    }

    fn of(input: &Input) -> Result<Format, Diagnostic> {
        let Some(path) = input.path() else { return Ok(Format::Csv) };
        let extension = path.extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default();
        let unknown = || error::unknown_format(&input.name(), &extension, &Format::ALL.map(|(name, _)| name));
        Format::find(&extension).ok_or_else(unknown)
    }

    fn delimiter(self) -> u8 {
        match self {
            Format::Csv => b',',
            Format::Tsv => b'\t',
        }
    }
}

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
    /// The format, where the extension is not to say it.
    pub format: Option<Format>,
    /// The most rows in a chunk.
    pub chunk_rows: usize,
    /// The most bytes of joined files, which are held in memory.
    pub join_budget: u64,
}

impl<'a> Request<'a> {
    /// Rows in a chunk unless said otherwise.
    pub const CHUNK_ROWS: usize = 8_192;
    /// Bytes of joined files unless said otherwise.
    pub const JOIN_BUDGET: u64 = 2 << 30;

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
        }
    }
}

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
    /// How many rows of the main file were read, those that are no leads among them.
    pub rows: u64,
    /// The columns that are read, in the order of fields.
    pub matched: Vec<MatchedColumn>,
    /// The headers that nothing reads, with their files.
    pub unused: Vec<(Arc<str>, Arc<str>)>,
    /// By joined file, how many of its rows belong to a lead.
    pub joined: Vec<(Arc<str>, u64)>,
    /// What was found in joined files: bad cells and rows, then rows whose key no lead has.
    pub findings: Vec<Finding>,
}

/// Reads the records of a batch, in order.
pub struct Reader {
    name: Arc<str>,
    records: Splitter,
    chunk_rows: usize,
    converter: Arc<Converter>,
    zone: Zone,
    progress: Progress,
    report: Report,
}

/// A file that is open and whose header is read.
pub(super) struct OpenFile {
    pub name: Arc<str>,
    pub delimiter: u8,
    pub header: Header,
    pub encoding: Option<&'static str>,
    records: Splitter,
}

impl Reader {
    /// Opens a batch: finds its files, reads their headers and the whole of each joined file.
    ///
    /// # Errors
    /// All that keeps the batch from being read (S7.1): files, headers, columns.
    pub fn open(request: Request<'_>) -> Result<Reader, Diagnostics> {
        let progress = Progress::default();
        let Request { schema, description, chunk_rows, join_budget, .. } = request;
        let mut diagnostics = description.check(schema);
        let (mut files, mut keys) = (Vec::new(), Vec::new());
        let (listed, named) = (description.files.len(), request.leads.len());
        if named > 0 && named < listed {
            diagnostics.push(error::too_few_files(listed, named));
        }
        if request.leads.iter().filter(|input| input.is_standard()).count() > 1 {
            diagnostics.push(error::two_standard_inputs());
        }
        refuse(&mut diagnostics)?;
        let inputs = inputs(description, request.leads);
        if inputs.is_empty() {
            diagnostics.push(error::no_files());
        }
        for (input, key) in inputs {
            match open(input, request.format, description, &progress) {
                Ok(file) => files.push(file),
                Err(error) => diagnostics.push(error),
            }
            keys.push(key);
        }
        refuse(&mut diagnostics)?;
        let matching =
            Matching::find(schema, request.needed, request.kept, description, &files, &keys, &mut diagnostics);
        refuse(&mut diagnostics)?;
        let zone = description.zone.clone().unwrap_or_else(|| schema.zone.clone());
        let mut report =
            Report { matched: matching.matched(&files), unused: matching.unused(&files), ..Report::default() };
        let mut converters = Vec::new();
        for (place, file) in files.iter().enumerate() {
            converters.push(file_converter(schema, description, &zone, &matching, place, file));
        }
        let mut files = files.into_iter();
        let mut converters = converters.into_iter();
        let (Some(main), Some(main_converter)) = (files.next(), converters.next()) else {
            return Err(Diagnostics::default());
        };
        let mut joined = Vec::new();
        let mut left = join_budget;
        for (mut file, converter) in files.zip(converters) {
            match whole(&mut file, left, join_budget) {
                Ok(raw) => {
                    left = left.saturating_sub(raw.bytes.len() as u64);
                    joined.push(Joined::new(converter, &raw, &mut report.findings));
                }
                Err(error) => diagnostics.push(error),
            }
        }
        refuse(&mut diagnostics)?;
        let converter = Arc::new(assemble(schema, &matching, main_converter, joined));
        Ok(Reader {
            name: main.name,
            records: main.records,
            chunk_rows: chunk_rows.max(1),
            converter,
            zone,
            progress,
            report,
        })
    }

    /// Returns the next records of the main file; `None` at its end.
    ///
    /// # Errors
    /// When the file cannot be read further.
    pub fn next_chunk(&mut self) -> Result<Option<RawChunk>, Diagnostics> {
        let raw = self.records.next(self.chunk_rows, usize::MAX).map_err(|cause| {
            let mut diagnostics = Diagnostics::default();
            diagnostics.push(error::unreadable(&self.name, &cause));
            diagnostics
        })?;
        let chunk = raw.map(|raw| RawChunk { content: Content::Text(raw) });
        self.report.rows += chunk.as_ref().map_or(0, |chunk| chunk.rows() as u64);
        Ok(chunk)
    }

    /// Returns what converts the records; to be shared among threads.
    pub fn converter(&self) -> Arc<Converter> {
        self.converter.clone()
    }

    /// Returns the zone in which times without an offset are read: the batch's, else the contract's (S2.5).
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Returns how far the reading has come.
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Returns what is to be said of the batch; once all chunks are converted, of the whole of it.
    pub fn report(&self) -> Report {
        let mut report = self.report.clone();
        for joined in &self.converter.joined {
            report.joined.push((joined.converter.manner.file.clone(), joined.matched()));
            report.findings.extend(joined.unmatched());
        }
        report
    }
}

/// Returns the diagnostics as an error, where there are any.
fn refuse(diagnostics: &mut Diagnostics) -> Result<(), Diagnostics> {
    if diagnostics.is_empty() { Ok(()) } else { Err(std::mem::take(diagnostics)) }
}

type KeyHeader = Option<crate::source::Spanned<String>>;

/// Returns the files to read with the headers of their keys: those of the command line, else the description's.
fn inputs(description: &Description, leads: Vec<Input>) -> Vec<(Input, KeyHeader)> {
    let mut described = description.files.iter();
    if leads.is_empty() {
        let path = |file: &DescribedFile| Input::Path(description.folder.join(&file.path));
        return described.map(|file| (path(file), file.key.clone())).collect();
    }
    leads.into_iter().map(|input| (input, described.next().and_then(|file| file.key.clone()))).collect()
}

/// Opens a file and reads its header.
fn open(
    input: Input,
    format: Option<Format>,
    description: &Description,
    progress: &Progress,
) -> Result<OpenFile, Diagnostic> {
    let name = input.name();
    let format = format.map_or_else(|| Format::of(&input), Ok)?;
    let delimiter = description.delimiter.unwrap_or_else(|| format.delimiter());
    let text = input::open(input, description.encoding, progress)?;
    let mut records = Splitter::new(text.stream, delimiter, text.offset);
    let first = records.next(1, usize::MAX).map_err(|cause| error::unreadable(&name, &cause))?;
    let Some(first) = first else { return Err(error::no_header(&name)) };
    if !first.broken.is_empty() {
        return Err(error::header_broken(&name));
    }
    let cells = header_cells(&first, delimiter).map_err(|offset| error::header_not_text(&name, offset))?;
    records.set_width(cells.len());
    Ok(OpenFile { name: name.into(), delimiter, header: Header::new(cells), encoding: text.encoding, records })
}

/// Reads the whole of a joined file.
fn whole(file: &mut OpenFile, left: u64, budget: u64) -> Result<RawRecords, Diagnostic> {
    let unreadable = |cause: std::io::Error| error::unreadable(&file.name, &cause);
    let limit = usize::try_from(left).unwrap_or(usize::MAX);
    let raw = file.records.next(usize::MAX, limit).map_err(unreadable)?.unwrap_or_default();
    if file.records.next(1, usize::MAX).map_err(unreadable)?.is_some() || raw.bytes.len() as u64 > left {
        return Err(error::join_too_large(&file.name, budget));
    }
    Ok(raw)
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
    let mut slots = vec![None; file.header.cells.len()];
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
            kind: kind(schema, field),
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
                own: schema.currency.clone().unwrap_or_default(),
                rates: schema.rates.clone(),
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
        encoding: file.encoding,
    };
    FileConverter {
        manner,
        delimiter: file.delimiter,
        slots,
        used: used as usize,
        key_name: schema.field(schema.key).name.as_str().into(),
        key,
        plans,
        is_joined: place > 0,
    }
}

/// Returns how the cells of a field are read.
fn kind(schema: &Schema, field: FieldId) -> Kind {
    let field = schema.field(field);
    match field.kind {
        Type::Integer => Kind::Integer,
        Type::Decimal => Kind::Decimal,
        Type::Money => Kind::Money(None),
        Type::Boolean => Kind::Boolean,
        Type::Date => Kind::Date,
        Type::Timestamp => Kind::Timestamp,
        Type::OneOf(_) => Kind::OneOf(cell::Options::new(field)),
        Type::ManyOf(_) => Kind::ManyOf(cell::Options::new(field)),
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
