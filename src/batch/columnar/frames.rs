//! The messages of Arrow IPC: read by their lengths, and looked at before anything is made of them.
//!
//! A length that a file states is believed as far as bytes follow, and a size of what is packed as far as packing can
//! be that tight: so that no file makes room for more than it may hold.

use std::io::Read;

use arrow::buffer::Buffer;
use arrow::ipc::{Block, Message, MessageHeader, RecordBatch as RawBatch, root_as_message};

/// How much larger what is packed may be: zstd repeats a byte for a block of 128 KiB in 4 bytes.
const TIGHTEST: u64 = 1 << 15;
/// The most that a batch may be when it is unpacked, in bytes.
const LARGEST: u64 = 1 << 32;
/// The most rows of a batch.
const MOST_ROWS: i64 = i32::MAX as i64;
/// What a message begins with.
const MARK: [u8; 4] = [0xff; 4];

/// A message with what belongs to it.
pub(super) struct Frame {
    /// Where it is, as the decoder wants it.
    pub block: Block,
    /// The message from its mark on, and its body.
    pub bytes: Buffer,
}

impl Frame {
    /// Reads the next message; none where the stream says that it ends.
    pub(super) fn read(stream: &mut dyn Read) -> Result<Option<Frame>, String> {
        let mut bytes = Vec::new();
        more(stream, 8, &mut bytes)?;
        if bytes[..4] != MARK {
            return Err("a message does not begin where the one before it ends".to_string());
        }
        let length = i32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]);
        let length = u64::try_from(length).map_err(|_| format!("a message of {length} bytes"))?;
        if length == 0 {
            return Ok(None);
        }
        more(stream, length, &mut bytes)?;
        let body = root_as_message(&bytes[8..]).map_err(|error| error.to_string())?.bodyLength();
        more(stream, u64::try_from(body).map_err(|_| format!("a body of {body} bytes"))?, &mut bytes)?;
        // INVARIANT: the length was an i32.
        let block = Block::new(0, length as i32 + 8, body);
        Ok(Some(Frame { block, bytes: Buffer::from_vec(bytes) }))
    }

    /// Returns the message.
    pub(super) fn message(&self) -> Result<Message<'_>, String> {
        let end = usize::try_from(self.block.metaDataLength()).unwrap_or_default();
        let message = self.bytes.get(8..end).ok_or("a message is cut short")?;
        root_as_message(message).map_err(|error| error.to_string())
    }

    /// Checks what the message says of its own size.
    pub(super) fn check(&self) -> Result<MessageHeader, String> {
        let message = self.message()?;
        let header = message.header_type();
        let batch = match header {
            MessageHeader::RecordBatch => message.header_as_record_batch(),
            MessageHeader::DictionaryBatch => message.header_as_dictionary_batch().and_then(|batch| batch.data()),
            _ => None,
        };
        let body = usize::try_from(self.block.metaDataLength()).unwrap_or_default();
        batch.map_or(Ok(()), |batch| check_batch(batch, self.bytes.get(body..).unwrap_or_default()))?;
        Ok(header)
    }
}

fn check_batch(batch: RawBatch<'_>, body: &[u8]) -> Result<(), String> {
    let nodes = batch.nodes().into_iter().flatten().map(|node| node.length());
    for rows in nodes.chain([batch.length()]) {
        if !(0..=MOST_ROWS).contains(&rows) {
            return Err(format!("a batch of {rows} rows"));
        }
    }
    let mut all: u64 = 0;
    for buffer in batch.buffers().into_iter().flatten() {
        let start = usize::try_from(buffer.offset()).ok();
        let end =
            start.zip(usize::try_from(buffer.length()).ok()).and_then(|(start, length)| start.checked_add(length));
        let bytes =
            start.zip(end).and_then(|(start, end)| body.get(start..end)).ok_or("a column lies beyond its batch")?;
        if batch.compression().is_none() || bytes.is_empty() {
            continue;
        }
        let size = bytes.first_chunk().map(|size| i64::from_le_bytes(*size)).ok_or("a column is cut short")?;
        // What is -1 is not packed.
        let size = if size == -1 { 0 } else { u64::try_from(size).map_err(|_| format!("a column of {size} bytes"))? };
        all = all.saturating_add(size);
        if size > bytes.len() as u64 * TIGHTEST || all > LARGEST {
            return Err(format!("a column of {} bytes is said to be {size} bytes when it is unpacked", bytes.len()));
        }
    }
    Ok(())
}

/// Reads so many bytes more.
fn more(stream: &mut dyn Read, count: u64, bytes: &mut Vec<u8>) -> Result<(), String> {
    let read = stream.take(count).read_to_end(bytes).map_err(|error| error.to_string())?;
    if read as u64 == count { Ok(()) } else { Err("the file is cut short".to_string()) }
}
