//! Files of Parquet.

use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Fields, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::basic::{Compression, ConvertedType, LogicalType, Type as PhysicalType};
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;
use parquet::schema::types::{BasicTypeInfo, SchemaDescriptor, Type, TypePtr};

use super::schema::{Column, as_bytes};
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
        let facts = with_bytes(&file, &facts).unwrap_or(facts);
        let length = file.metadata().map_err(text)?.len();
        let left = check(facts.metadata(), length)?;
        Ok(ParquetFile { file, facts, mask: ProjectionMask::all(), reader: None, left, size: (left, length), taken: 0 })
    }
}

/// Returns what the footer says with bytes for texts, as [`as_bytes`] does; `None` where the library does not take it
/// so, and a text that is none is then the end of the file.
fn with_bytes(file: &File, facts: &ArrowReaderMetadata) -> Option<ArrowReaderMetadata> {
    let root = without_texts(&facts.parquet_schema().root_schema_ptr()).ok()?;
    let fields: Fields = facts.schema().fields().iter().map(|field| as_bytes(field, views)).collect();
    let schema = Schema::new_with_metadata(fields, facts.schema().metadata().clone());
    let options = ArrowReaderOptions::new().with_parquet_schema(Arc::new(SchemaDescriptor::new(root)));
    ArrowReaderMetadata::load(file, options.with_schema(Arc::new(schema))).ok()
}

/// Returns the type of bytes that texts are read into, without copying them.
fn views(data_type: &DataType) -> DataType {
    use DataType::{Binary, BinaryView, Dictionary, LargeBinary, LargeUtf8, Utf8, Utf8View};
    match data_type {
        Utf8 | LargeUtf8 | Utf8View | Binary | LargeBinary => BinaryView,
        Dictionary(_, value) if views(value) == BinaryView => BinaryView,
        other => other.clone(),
    }
}

/// Returns a schema in which texts are bytes.
fn without_texts(node: &TypePtr) -> Result<TypePtr, ParquetError> {
    let facts = node.get_basic_info();
    let id = facts.has_id().then(|| facts.id());
    let changed = match node.as_ref() {
        Type::GroupType { fields, .. } => {
            let fields = fields.iter().map(without_texts).collect::<Result<_, _>>()?;
            let group = Type::group_type_builder(node.name()).with_fields(fields).with_id(id);
            let group = group.with_converted_type(facts.converted_type());
            let group = group.with_logical_type(facts.logical_type_ref().cloned());
            if facts.has_repetition() { group.with_repetition(facts.repetition()).build()? } else { group.build()? }
        }
        Type::PrimitiveType { physical_type: PhysicalType::BYTE_ARRAY, .. } if is_text(facts) => {
            let leaf = Type::primitive_type_builder(node.name(), PhysicalType::BYTE_ARRAY);
            leaf.with_repetition(facts.repetition()).with_id(id).build()?
        }
        Type::PrimitiveType { .. } => return Ok(node.clone()),
    };
    Ok(Arc::new(changed))
}

fn is_text(facts: &BasicTypeInfo) -> bool {
    match facts.logical_type_ref() {
        Some(logical) => matches!(logical, LogicalType::String | LogicalType::Enum | LogicalType::Json),
        None => {
            matches!(facts.converted_type(), ConvertedType::UTF8 | ConvertedType::ENUM | ConvertedType::JSON)
        }
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
