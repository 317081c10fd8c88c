//! Arrow IPC: a stream of messages, or a file of them with an index at its end, which Feather is too.

use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Fields, Schema};
use arrow::ipc::convert::try_fb_to_schema;
use arrow::ipc::reader::{FileDecoder, read_footer_length};
use arrow::ipc::{Block, MessageHeader, MetadataVersion, Schema as RawSchema, root_as_footer};

use super::frames::Frame;
use super::schema::{Column, as_bytes};
use super::table::{Refused, Source};
use crate::source::Scratch as File;

/// What decodes the columns that are used.
struct Decoding {
    schema: Arc<Schema>,
    version: MetadataVersion,
    /// The columns at the top that are decoded, in order.
    used: Vec<usize>,
    decoder: Option<FileDecoder>,
}

fn text(cause: impl std::fmt::Display) -> String {
    cause.to_string()
}

impl Decoding {
    fn new(schema: RawSchema<'_>, version: MetadataVersion) -> Result<Decoding, String> {
        if !schema.endianness().equals_to_target_endianness() {
            return Err("its numbers are written with their last byte first".to_string());
        }
        let schema = try_fb_to_schema(schema).map_err(text)?;
        let fields: Fields = schema.fields().iter().map(|field| as_bytes(field, bytes)).collect();
        let used = (0..fields.len()).collect();
        Ok(Decoding { schema: Arc::new(Schema::new(fields)), version, used, decoder: None })
    }

    fn choose(&mut self, used: &[&Column]) {
        let mut tops: Vec<usize> = used.iter().map(|column| column.path[0]).collect();
        tops.sort_unstable();
        tops.dedup();
        self.used = tops;
    }

    fn decoder(&mut self) -> &mut FileDecoder {
        let Decoding { schema, version, used, decoder } = self;
        let new = || FileDecoder::new(schema.clone(), *version).with_projection(used.clone());
        decoder.get_or_insert_with(new)
    }

    /// Decodes a message: a batch, or a dictionary, which is kept for the batches after it.
    fn take(&mut self, frame: &Frame) -> Result<Option<RecordBatch>, String> {
        // An older library may write another version into the index than into the messages.
        self.version = frame.message()?.version();
        match frame.check()? {
            MessageHeader::DictionaryBatch => {
                self.decoder().read_dictionary(&frame.block, &frame.bytes).map_err(text)?;
                Ok(None)
            }
            MessageHeader::RecordBatch => self.decoder().read_record_batch(&frame.block, &frame.bytes).map_err(text),
            _ => Err("it has a message that is no batch".to_string()),
        }
    }
}

/// Returns the type of bytes that lie as texts of this type do.
fn bytes(data_type: &DataType) -> DataType {
    match data_type {
        DataType::Utf8 => DataType::Binary,
        DataType::LargeUtf8 => DataType::LargeBinary,
        DataType::Utf8View => DataType::BinaryView,
        DataType::Dictionary(key, value) => DataType::Dictionary(key.clone(), Box::new(bytes(value))),
        other => other.clone(),
    }
}

/// A stream, read from its beginning to its end.
pub(super) struct IpcStream {
    stream: Box<dyn Read + Send>,
    decoding: Decoding,
    is_over: bool,
}

impl IpcStream {
    /// Reads the first message, which is the schema.
    pub(super) fn open(mut stream: Box<dyn Read + Send>) -> Result<IpcStream, String> {
        let first = Frame::read(&mut stream)?.ok_or("it ends before its schema")?;
        let message = first.message()?;
        let schema = message.header_as_schema().ok_or("it does not begin with its schema")?;
        let decoding = Decoding::new(schema, message.version())?;
        Ok(IpcStream { stream, decoding, is_over: false })
    }
}

impl Source for IpcStream {
    fn fields(&self) -> &Fields {
        self.decoding.schema.fields()
    }

    fn choose(&mut self, used: &[&Column]) -> Result<(), Refused> {
        self.decoding.choose(used);
        Ok(())
    }

    fn next(&mut self, _most: usize) -> Result<Option<RecordBatch>, String> {
        while !self.is_over {
            match Frame::read(&mut self.stream)? {
                Some(frame) => {
                    if let Some(batch) = self.decoding.take(&frame)? {
                        return Ok(Some(batch));
                    }
                }
                None => {
                    self.is_over = true;
                    if self.stream.read(&mut [0]).map_err(text)? > 0 {
                        return Err("something follows its end".to_string());
                    }
                }
            }
        }
        Ok(None)
    }

    fn taken(&self) -> u64 {
        0
    }

    fn takes_members(&self) -> bool {
        false
    }
}

/// A file, whose index says where its messages are.
pub(super) struct IpcFile {
    file: File,
    length: u64,
    /// Where the dictionaries are, then where the batches are.
    blocks: Vec<Block>,
    next: usize,
    taken: u64,
    decoding: Decoding,
}

impl IpcFile {
    /// Reads the index at the end of the file.
    pub(super) fn open(mut file: File) -> Result<IpcFile, String> {
        let length = file.seek(SeekFrom::End(0)).map_err(text)?;
        let mut tail = [0; 10];
        let cut = || "the file is cut short: its index is not at its end".to_string();
        let end = length.checked_sub(tail.len() as u64).ok_or_else(cut)?;
        file.seek(SeekFrom::Start(end)).map_err(text)?;
        file.read_exact(&mut tail).map_err(text)?;
        let size = read_footer_length(tail).map_err(|_| cut())?;
        let start = end.checked_sub(size as u64).ok_or_else(cut)?;
        file.seek(SeekFrom::Start(start)).map_err(text)?;
        let mut footer = vec![0; size];
        file.read_exact(&mut footer).map_err(text)?;
        let footer = root_as_footer(&footer).map_err(text)?;
        let schema = footer.schema().ok_or("its index has no schema")?;
        let decoding = Decoding::new(schema, footer.version())?;
        let blocks = footer.dictionaries().into_iter().chain(footer.recordBatches()).flatten().copied().collect();
        Ok(IpcFile { file, length, blocks, next: 0, taken: 0, decoding })
    }

    fn frame(&mut self, block: &Block) -> Result<Frame, String> {
        let beyond = || "a message lies beyond its end".to_string();
        let start = u64::try_from(block.offset()).map_err(|_| beyond())?;
        if start >= self.length {
            return Err(beyond());
        }
        self.file.seek(SeekFrom::Start(start)).map_err(text)?;
        let frame = Frame::read(&mut (&self.file).take(self.length - start))?;
        let frame = frame.ok_or("its index leads to no message")?;
        let is_it =
            frame.block.metaDataLength() == block.metaDataLength() && frame.block.bodyLength() == block.bodyLength();
        if is_it { Ok(frame) } else { Err("its index and its messages differ".to_string()) }
    }
}

impl Source for IpcFile {
    fn fields(&self) -> &Fields {
        self.decoding.schema.fields()
    }

    fn choose(&mut self, used: &[&Column]) -> Result<(), Refused> {
        self.decoding.choose(used);
        Ok(())
    }

    fn next(&mut self, _most: usize) -> Result<Option<RecordBatch>, String> {
        while let Some(block) = self.blocks.get(self.next).copied() {
            self.next += 1;
            let frame = self.frame(&block)?;
            self.taken = frame.bytes.len() as u64;
            if let Some(batch) = self.decoding.take(&frame)? {
                return Ok(Some(batch));
            }
        }
        Ok(None)
    }

    fn taken(&self) -> u64 {
        self.taken
    }

    fn takes_members(&self) -> bool {
        false
    }
}
