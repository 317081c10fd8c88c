//! What goes to a stream, held back until it is whole: a stream cannot take back what it was given.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use tempfile::SpooledTempFile;

use super::output::plain;

/// The most bytes held in memory; more of them are in a file without a name.
const IN_MEMORY: usize = 1 << 23;

/// Bytes for a stream.
#[derive(Debug)]
pub struct Spool(BufWriter<SpooledTempFile>);

/// Where bytes got lost on their way to a stream.
#[derive(Debug)]
pub enum Lost {
    /// While they were held.
    Held(io::Error),
    /// When the stream was to take them.
    Stream(io::Error),
}

impl Spool {
    /// Returns a spool with nothing in it.
    pub fn new() -> Spool {
        Spool(BufWriter::with_capacity(1 << 16, SpooledTempFile::new(IN_MEMORY)))
    }

    /// Returns what reads all of it, from the beginning.
    ///
    /// # Errors
    /// When the room for temporary files fails.
    pub fn into_reader(self) -> io::Result<impl Read> {
        let mut held = self.0.into_inner().map_err(|error| plain(error.into_error()))?;
        held.seek(SeekFrom::Start(0))?;
        Ok(held)
    }

    /// Hands all of it to the stream.
    ///
    /// # Errors
    /// When the room for temporary files or the stream fails.
    pub fn copy_to(self, stream: &mut impl Write) -> Result<(), Lost> {
        let mut held = self.0.into_inner().map_err(|error| Lost::Held(plain(error.into_error())))?;
        held.seek(SeekFrom::Start(0)).map_err(Lost::Held)?;
        let mut buffer = vec![0; 1 << 16];
        loop {
            match held.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => stream.write_all(&buffer[..count]).map_err(Lost::Stream)?,
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
                Err(cause) => return Err(Lost::Held(cause)),
            }
        }
        stream.flush().map_err(Lost::Stream)
    }
}

impl Default for Spool {
    fn default() -> Spool {
        Spool::new()
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(plain)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(plain)
    }
}

/// Returns the device or pipe at a path, open for writing: it is written to, since a file cannot take its place.
/// `None` where there is a file, a folder or nothing.
///
/// # Errors
/// When it cannot be opened.
pub fn device(path: &Path) -> io::Result<Option<File>> {
    match std::fs::metadata(path) {
        Ok(found) if !found.is_file() && !found.is_dir() => OpenOptions::new().write(true).open(path).map(Some),
        _ => Ok(None),
    }
}
