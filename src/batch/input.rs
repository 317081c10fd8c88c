//! The bytes of a batch's files: opened, looked at, and turned into UTF-8.

use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::error;
use crate::diagnostic::Diagnostic;
use crate::source;

/// A file of leads, or a stream of them.
pub enum Input {
    /// A file; `-` is the standard input.
    Path(PathBuf),
    /// A stream and the name it is shown under.
    Stream(String, Box<dyn Read + Send>),
}

impl Input {
    /// Returns the name that findings show.
    pub fn name(&self) -> String {
        match self {
            Input::Path(path) if path.as_os_str() == "-" => "standard input".to_string(),
            Input::Path(path) => path.display().to_string(),
            Input::Stream(name, _) => name.clone(),
        }
    }

    /// Returns whether it is the standard input.
    pub(super) fn is_standard(&self) -> bool {
        matches!(self, Input::Path(path) if path.as_os_str() == "-")
    }

    /// Returns the path, where it is a file.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Input::Path(path) if path.as_os_str() != "-" => Some(path),
            _ => None,
        }
    }
}

/// How far the reading has come, in bytes. Cheap to clone; shared with the reader.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    counts: Arc<(AtomicU64, AtomicU64)>,
}

impl Progress {
    /// Returns how many bytes have been read.
    pub fn read(&self) -> u64 {
        self.counts.0.load(Ordering::Relaxed)
    }

    /// Returns how many bytes there are, where every file says so.
    pub fn total(&self) -> Option<u64> {
        Some(self.counts.1.load(Ordering::Relaxed)).filter(|total| *total > 0)
    }
}

/// A stream that counts what is read from it.
struct Counted<R> {
    input: R,
    progress: Progress,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.progress.counts.0.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// What files begin with that are no text, with what they are and what to do.
const MAGIC: [(&[u8], &str, &str); 7] = [
    (b"PK\x03\x04", "an Excel workbook or another zip archive", "open it and save the sheet as CSV UTF-8"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "open it and save the sheet as CSV UTF-8"),
    (b"\x1f\x8b", "compressed with gzip", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd", "unpack it first"),
    (b"PAR1", "a Parquet file", "export it as CSV"),
    (b"ARROW1", "an Arrow file", "export it as CSV"),
    (b"%PDF", "a PDF document", "export the leads as CSV"),
];

/// How many bytes at the beginning are looked at.
const HEAD: u64 = 8_192;

/// A file of text, opened.
pub(super) struct Text {
    /// Its bytes in UTF-8, without a byte-order mark.
    pub stream: Box<dyn Read + Send>,
    /// How long the mark was.
    pub offset: u64,
    /// The encoding, where it is not UTF-8.
    pub encoding: Option<&'static str>,
}

/// Opens a file of text.
///
/// # Errors
/// When it cannot be opened, is empty, or is no text.
pub(super) fn open(input: Input, declared: Option<&'static Encoding>, progress: &Progress) -> Result<Text, Diagnostic> {
    let name = input.name();
    let stream: Box<dyn Read + Send> = match input {
        Input::Stream(_, stream) => stream,
        Input::Path(path) if path.as_os_str() == "-" => Box::new(io::stdin()),
        Input::Path(path) => {
            let file = source::open(&path).map_err(|cause| error::unreadable(&name, &cause))?;
            let facts = file.metadata().map_err(|cause| error::unreadable(&name, &cause))?;
            if facts.is_dir() {
                return Err(error::folder(&name));
            }
            progress.counts.1.fetch_add(facts.len(), Ordering::Relaxed);
            Box::new(file)
        }
    };
    let mut stream = Counted { input: stream, progress: progress.clone() };
    let mut head = Vec::new();
    (&mut stream).take(HEAD).read_to_end(&mut head).map_err(|cause| error::unreadable(&name, &cause))?;
    if head.is_empty() {
        return Err(error::empty(&name));
    }
    if let Some((_, what, advice)) = MAGIC.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Err(error::not_a_table(&name, what, advice));
    }
    let (encoding, mark) = match Encoding::for_bom(&head) {
        Some((encoding, mark)) => (encoding, mark),
        None => (declared.unwrap_or(UTF_8), 0),
    };
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if !is_wide && first_line(&head).contains(&0) {
        return Err(error::nul_bytes(&name));
    }
    let letters = head.iter().skip(mark).filter(|byte| !is_wide || **byte != 0);
    if letters.copied().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| matches!(byte, b'{' | b'[')) {
        return Err(error::json(&name));
    }
    let whole = Cursor::new(head.split_off(mark)).chain(stream);
    if encoding == UTF_8 {
        return Ok(Text { stream: Box::new(whole), offset: mark as u64, encoding: None });
    }
    Ok(Text { stream: Box::new(Decoded::new(whole, encoding)), offset: 0, encoding: Some(encoding.name()) })
}

/// Returns the first line that is not empty, as far as it is at hand.
fn first_line(head: &[u8]) -> &[u8] {
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    head.split(is_end).find(|line| !line.is_empty()).unwrap_or_default()
}

/// Text of another encoding as UTF-8. Where it is malformed the byte FF stands, which no text in UTF-8 has, so
/// that the cell it is in is found out as any other.
struct Decoded<R> {
    input: R,
    decoder: Decoder,
    source: Vec<u8>,
    used: usize,
    at_end: bool,
    is_over: bool,
    text: Vec<u8>,
    given: usize,
}

/// How many bytes are decoded at a time.
const BLOCK: usize = 1 << 16;

impl<R: Read> Decoded<R> {
    fn new(input: R, encoding: &'static Encoding) -> Decoded<R> {
        Decoded {
            input,
            decoder: encoding.new_decoder_without_bom_handling(),
            source: Vec::new(),
            used: 0,
            at_end: false,
            is_over: false,
            text: Vec::new(),
            given: 0,
        }
    }

    fn decode(&mut self) -> io::Result<()> {
        if self.used == self.source.len() && !self.at_end {
            self.source.clear();
            self.used = 0;
            let count = (&mut self.input).take(BLOCK as u64).read_to_end(&mut self.source)?;
            self.at_end = count < BLOCK;
        }
        self.text.resize(BLOCK * 2, 0);
        self.given = 0;
        let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(
            &self.source[self.used..],
            &mut self.text[..BLOCK * 2 - 1],
            self.at_end,
        );
        self.used += read;
        self.text.truncate(written);
        match result {
            DecoderResult::InputEmpty => self.is_over = self.at_end,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => self.text.push(0xff),
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            if self.is_over {
                return Ok(0);
            }
            self.decode()?;
        }
        let rest = &self.text[self.given..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }
}
