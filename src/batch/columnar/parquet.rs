//! Files of Parquet.

use arrow::array::RecordBatch;
use arrow::datatypes::Fields;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::basic::Compression;
use parquet::file::metadata::ParquetMetaData;

use super::schema::Column;
use super::table::{Refused, Source};
use crate::source::Scratch as File;

/// The most rows that are decoded at a time.
const ROWS: usize = 8_192;

/// A file of Parquet.
pub(super) struct ParquetFile {
    file: File,
    facts: ArrowReaderMetadata,
    mask: ProjectionMask,
    reader: Option<ParquetRecordBatchReader>,
    /// How many rows the file says that it has and that have not come.
    left: u64,
    /// How many it has in all, and bytes.
    size: (u64, u64),
    taken: u64,
}

fn text(cause: impl std::fmt::Display) -> String {
    cause.to_string()
}

impl ParquetFile {
    /// Reads the footer, which has the schema and says where the columns are.
    pub(super) fn open(file: File) -> Result<ParquetFile, String> {
        let facts = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).map_err(text)?;
        let length = file.metadata().map_err(text)?.len();
        let left = check(facts.metadata(), length)?;
        Ok(ParquetFile { file, facts, mask: ProjectionMask::all(), reader: None, left, size: (left, length), taken: 0 })
    }
}

/// Checks what the footer says against the length of the file, and returns how many rows there are.
fn check(facts: &ParquetMetaData, length: u64) -> Result<u64, String> {
    let mut rows: u64 = 0;
    for group in facts.row_groups() {
        let of_group = u64::try_from(group.num_rows()).map_err(|_| "a group has fewer than no rows".to_string())?;
        rows = rows.checked_add(of_group).ok_or("its groups have too many rows")?;
        for column in group.columns() {
            let start = column.dictionary_page_offset().unwrap_or(column.data_page_offset());
            let end = u64::try_from(start).ok().zip(u64::try_from(column.compressed_size()).ok());
            let end = end.and_then(|(start, size)| start.checked_add(size));
            if end.is_none_or(|end| end > length) {
                return Err(format!("the column `{}` lies beyond its end", column.column_path().string()));
            }
        }
    }
    if i64::try_from(rows).ok() != Some(facts.file_metadata().num_rows()) {
        return Err(format!("it says that it has {} rows and has {rows}", facts.file_metadata().num_rows()));
    }
    Ok(rows)
}

/// Returns a codec that is not read, by the name that it has in Parquet.
fn unread(compression: Compression) -> Option<&'static str> {
    match compression {
        Compression::BROTLI(_) => Some("BROTLI"),
        Compression::LZO => Some("LZO"),
        _ => None,
    }
}

impl Source for ParquetFile {
    fn fields(&self) -> &Fields {
        self.facts.schema().fields()
    }

    fn choose(&mut self, used: &[&Column]) -> Result<(), Refused> {
        for column in used {
            for group in self.facts.metadata().row_groups() {
                for leaf in column.leaves.clone() {
                    if let Some(codec) = group.columns().get(leaf).and_then(|leaf| unread(leaf.compression())) {
                        return Err(Refused::Codec(column.name.clone(), codec.to_string()));
                    }
                }
            }
        }
        let leaves = used.iter().flat_map(|column| column.leaves.clone());
        self.mask = ProjectionMask::leaves(self.facts.parquet_schema(), leaves);
        Ok(())
    }

    fn next(&mut self, most: usize) -> Result<Option<RecordBatch>, String> {
        if self.reader.is_none() {
            let file = self.file.try_clone().map_err(text)?;
            let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.facts.clone());
            let builder = builder.with_projection(self.mask.clone()).with_batch_size(most.clamp(1, ROWS));
            self.reader = Some(builder.build().map_err(text)?);
        }
        let batch = self.reader.as_mut().and_then(Iterator::next).transpose().map_err(text)?;
        let came = batch.as_ref().map_or(0, |batch| batch.num_rows() as u64);
        self.taken = self.size.1.saturating_mul(came) / self.size.0.max(1);
        match (self.left.checked_sub(came), &batch) {
            (Some(left), Some(_)) => self.left = left,
            (Some(0), None) => {}
            (Some(left), None) => return Err(format!("{left} of its rows are not there")),
            (None, _) => return Err("it has more rows than it says".to_string()),
        }
        Ok(batch)
    }

    fn taken(&self) -> u64 {
        self.taken
    }

    fn takes_members(&self) -> bool {
        true
    }
}
