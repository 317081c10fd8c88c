//! A file of a batch, open, with its header read.

use std::io;
use std::sync::Arc;

use super::{Description, Format, Input, Progress};
use crate::batch::columnar::{Refused, Table};
use crate::batch::convert::Layout;
use crate::batch::csv::{self, header_cells};
use crate::batch::header::{Found, Header};
use crate::batch::json::{self, Keys, Shape};
use crate::batch::records::{Content, Records};
use crate::batch::{error, input};
use crate::diagnostic::Diagnostic;

/// About how many bytes of objects are looked at for their keys, at the most.
const SAMPLE: usize = 16 << 20;

/// A file that is open and whose header is read.
pub(super) struct OpenFile {
    pub name: Arc<str>,
    pub layout: Layout,
    pub header: Header,
    pub encoding: Option<&'static str>,
    /// Columns that no object at the beginning has and that are declared all the same, with their fields.
    pub rare: Vec<(usize, String)>,
    pub records: Box<dyn Records>,
}

impl OpenFile {
    /// Opens a file and reads its header.
    pub(super) fn open(
        input: Input,
        format: Option<Format>,
        description: &Description,
        sample_rows: usize,
        progress: &Progress,
    ) -> Result<OpenFile, Diagnostic> {
        let name = input.name();
        let format = format.map_or_else(|| Format::of(&input), Ok)?;
        let opened = input::open(input, progress)?;
        opened.expect(format)?;
        match format {
            Format::Csv => delimited(&name, b',', opened, description),
            Format::Tsv => delimited(&name, b'\t', opened, description),
            Format::Json => objects(&name, Shape::Array, opened, description, sample_rows),
            Format::Ndjson => objects(&name, Shape::Lines, opened, description, sample_rows),
            Format::Parquet => columns(&name, Table::parquet(&name, opened)),
            Format::Arrow => columns(&name, Table::arrow(&name, opened)),
        }
    }
}

/// Opens delimited text, whose delimiter is what its first line or the description says, else that of its format.
fn delimited(name: &str, usual: u8, opened: input::Opened, description: &Description) -> Result<OpenFile, Diagnostic> {
    let text = opened.text(Format::Csv, description.encoding)?;
    let (separator, stream) = csv::separator(text.stream).map_err(|cause| error::damaged(name, &cause))?;
    let (delimiter, mut records) = match separator {
        None => {
            let delimiter = description.delimiter.unwrap_or(usual);
            (delimiter, csv::Splitter::new(stream, delimiter, text.offset))
        }
        Some(csv::Separator { delimiter, length }) => {
            let delimiter = delimiter.map_err(|said| error::bad_separator(name, &said))?;
            if let Some(declared) = description.delimiter.filter(|declared| *declared != delimiter) {
                return Err(error::two_delimiters(name, delimiter, declared));
            }
            (delimiter, csv::Splitter::new(stream, delimiter, text.offset + length).after_a_line())
        }
    };
    let first = records.split(1, usize::MAX).map_err(|cause| error::damaged(name, &cause))?;
    let Some(first) = first else { return Err(error::no_header(name)) };
    if !first.broken.is_empty() {
        return Err(error::header_broken(name));
    }
    let cells = header_cells(&first, delimiter).map_err(|offset| error::header_not_text(name, offset))?;
    records.set_width(cells.len());
    Ok(OpenFile {
        name: name.into(),
        layout: Layout::Delimited(delimiter),
        header: Header::new(cells),
        encoding: text.encoding,
        rare: Vec::new(),
        records: Box::new(records),
    })
}

/// Opens a file of objects, whose header is the keys of the first of them.
fn objects(
    name: &str,
    shape: Shape,
    opened: input::Opened,
    description: &Description,
    rows: usize,
) -> Result<OpenFile, Diagnostic> {
    let text = opened.text(Format::Json, description.encoding)?;
    let mut rest = json::Splitter::new(text.stream, shape, text.offset);
    let first = rest.split(rows, SAMPLE).map_err(|cause| error::damaged(name, &cause))?;
    let (keys, header) = first.as_ref().map(Keys::of).unwrap_or_default();
    if header.is_empty() {
        return Err(error::no_objects(name));
    }
    Ok(OpenFile {
        name: name.into(),
        layout: Layout::Objects(keys),
        header: Header::new(header),
        encoding: text.encoding,
        rare: Vec::new(),
        records: Box::new(Sampled { first: first.map(Content::Objects), rest }),
    })
}

/// Takes a file of columns, which names them itself.
fn columns(name: &str, table: Result<Table, Refused>) -> Result<OpenFile, Diagnostic> {
    let table = table.map_err(|refused| refused.told(name))?;
    Ok(OpenFile {
        name: name.into(),
        layout: Layout::Columns,
        header: Header::new(table.header()),
        encoding: None,
        rare: Vec::new(),
        records: Box::new(table),
    })
}

/// The records of a file of which some have been looked at already.
struct Sampled<R> {
    first: Option<Content>,
    rest: R,
}

impl<R: Records> Records for Sampled<R> {
    fn next(&mut self, most: usize, limit: usize) -> io::Result<Option<Content>> {
        match self.first.take() {
            Some(content) => Ok(Some(content)),
            None => self.rest.next(most, limit),
        }
    }
}

/// Adds the columns that are declared and that no file has to the only file of objects: there a key may be rare.
pub(super) fn expect_rare(files: &mut [OpenFile], description: &Description) {
    for (field, header) in &description.columns {
        if files.iter().any(|file| file.header.find(&header.value) != Found::Nothing) {
            continue;
        }
        let mut of_objects = files.iter_mut().filter(|file| matches!(file.layout, Layout::Objects(_)));
        if let (Some(file), None) = (of_objects.next(), of_objects.next())
            && let Layout::Objects(keys) = &mut file.layout
        {
            let path = header.value.trim();
            let place = file.header.push(path);
            keys.insert(path, place);
            file.rare.push((place, field.value.clone()));
        }
    }
}
