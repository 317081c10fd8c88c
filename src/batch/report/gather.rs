//! What is counted while a batch is read, gathered in the order of the file, and the report of it at the end.

use std::sync::Arc;

use super::counts::{ColumnCounts, Edge, merge};
use super::near::NearHeaders;
use super::suspicion::{self, Declared};
use super::{ColumnReport, FileReport, Rejected, Suspicion, TimesRead, shown_time};
use crate::batch::convert::{Chunk, Converter};
use crate::batch::plan::Manner;
use crate::time::{Date, Instant, Reading};
use crate::types::{Decimal, FieldId, Schema, Type};

/// A column that is counted.
#[derive(Clone, Debug)]
pub(in crate::batch) struct Counted {
    pub field: FieldId,
    /// The name of its file.
    pub name: Arc<str>,
    pub header: Arc<str>,
    /// The place of its file, the main one being 0.
    pub file: usize,
    /// Its place among the columns of its file that are counted.
    pub place: usize,
}

/// What is gathered.
#[derive(Debug)]
pub(in crate::batch) struct Gathered {
    columns: Vec<(Counted, About)>,
    main: Vec<ColumnCounts>,
    rejected: Rejected,
    near: NearHeaders,
}

/// What the contract says of a column.
#[derive(Clone, Debug)]
struct About {
    name: String,
    kind: Type,
    /// Whether the contract cannot do without it.
    is_needed: bool,
}

impl Gathered {
    /// Starts with nothing read; `needed` are the fields that must have a column.
    pub(in crate::batch) fn new(schema: &Schema, needed: &[FieldId], columns: Vec<Counted>) -> Gathered {
        let near = NearHeaders::new(schema, columns.iter().map(|column| (column.field, &*column.header)));
        let about = |column: Counted| {
            let field = schema.field(column.field);
            let is_needed = needed.contains(&column.field) || column.field == schema.key;
            (column, About { name: field.name.clone(), kind: field.kind, is_needed })
        };
        Gathered {
            columns: columns.into_iter().map(about).collect(),
            main: Vec::new(),
            rejected: Rejected::default(),
            near,
        }
    }

    /// Adds what is counted of a chunk that is settled, in the order of the file.
    pub(in crate::batch) fn add(&mut self, chunk: &mut Chunk) {
        merge(&mut self.main, std::mem::take(&mut chunk.counts));
        self.rejected.add(&chunk.findings);
    }

    /// Returns what became of the rows of each file; `read` is how many the main one has.
    pub(in crate::batch) fn files(&self, converter: &Converter, read: u64) -> Vec<FileReport> {
        let file = converter.main.manner.file.clone();
        let main = FileReport { file, read, rejected: self.rejected.counts(), joined: None, activity: None };
        [main].into_iter().chain(converter.joined.iter().map(|joined| joined.report())).collect()
    }

    /// Returns the columns, and what is suspected of them; `unused` are the headers that nothing reads.
    pub(in crate::batch) fn columns(
        &self,
        converter: &Converter,
        unused: &[(Arc<str>, Arc<str>)],
    ) -> (Vec<ColumnReport>, Vec<Suspicion>) {
        let nothing = ColumnCounts::default();
        let (mut columns, mut suspicions) = (Vec::new(), Vec::new());
        for (counted, about) in &self.columns {
            let (counts, manner) = match counted.file.checked_sub(1) {
                None => (&self.main, &converter.main.manner),
                Some(file) => (&converter.joined[file].counts, &converter.joined[file].converter.manner),
            };
            let counts = counts.get(counted.place).unwrap_or(&nothing);
            let column = report(counted, about, counts, manner);
            let declared = Declared { formats: &manner.formats, zone: &manner.zone, numbers: manner.numbers };
            suspicions.extend(suspicion::of_column(&column, about.is_needed, counts, &declared));
            columns.push(column);
        }
        suspicions.extend(self.near.among(unused));
        (columns, suspicions)
    }
}

fn report(counted: &Counted, about: &About, counts: &ColumnCounts, manner: &Manner) -> ColumnReport {
    let shown = |edge: Edge| match about.kind {
        Type::Timestamp => shown_time(Reading { from: Instant(edge.0), until: Instant(edge.1) }, &manner.zone),
        // INVARIANT: days were read from days that fit an i32.
        Type::Date => Date(i32::try_from(edge.0).unwrap_or(i32::MAX)).to_string(),
        Type::Integer => edge.0.to_string(),
        _ => Decimal(edge.0).to_string(),
    };
    // Formats that are ISO 8601 are counted as such.
    let names = manner.formats.iter().map(|format| (Some(format.text().to_string()), format.is_iso()));
    let times = counts.times.as_ref().map(|times| TimesRead {
        formats: names
            .chain([(None, false)])
            .zip(&times.formats)
            .filter(|((_, is_iso), _)| !is_iso)
            .map(|((name, _), format)| (name, format.cells))
            .collect(),
        without_clock: times.without_clock,
    });
    ColumnReport {
        field: counted.field,
        name: about.name.clone(),
        kind: about.kind,
        file: counted.name.clone(),
        header: counted.header.clone(),
        cells: counts.cells,
        read: counts.read,
        blank: counts.blank,
        null: counts.null,
        unread: counts.unread,
        defaulted: counts.defaulted,
        mapped: counts.mapped.clone(),
        folded: counts.folded.clone(),
        found: counts.found.clone(),
        extent: counts.extent.map(|(least, most)| (shown(least), shown(most))),
        times,
    }
}
