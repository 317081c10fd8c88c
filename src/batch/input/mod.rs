//! The bytes of a batch's files: opened, unpacked, looked at, and turned into UTF-8.

mod decode;
mod unpack;

use std::io::{self, Cursor, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::format::unpacked;
use super::{Format, error};
use crate::diagnostic::Diagnostic;
use crate::source::{self, Scratch as File};
use decode::Decoded;
use unpack::Packing;

/// A file of leads, or a stream of them.
pub enum Input {
    /// A file; `-` is the standard input.
    Path(PathBuf),
    /// A stream and the name it is shown under, whose extension says its format.
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
    pub fn is_standard(&self) -> bool {
        matches!(self, Input::Path(path) if path.as_os_str() == "-")
    }

    /// Checks that no two inputs are the standard input, which is read once.
    ///
    /// # Errors
    /// When two are.
    pub fn check_standard<'i>(inputs: impl IntoIterator<Item = &'i Input>) -> Result<(), Diagnostic> {
        let standard = inputs.into_iter().filter(|input| input.is_standard()).count();
        if standard > 1 { Err(error::two_standard_inputs()) } else { Ok(()) }
    }

    /// Returns the name of its file without the extensions of its format and its compression.
    pub fn stem(&self) -> Option<String> {
        let path = unpacked(self.path()?);
        path.file_stem().map(|stem| stem.to_string_lossy().into_owned())
    }

    /// Returns the path, where it has one; a stream may be named as a file is.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Input::Path(path) if path.as_os_str() != "-" => Some(path),
            Input::Path(_) => None,
            Input::Stream(name, _) => Some(Path::new(name)).filter(|path| path.extension().is_some()),
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

    /// Counts bytes that are read otherwise than as a stream.
    pub(super) fn add(&self, bytes: u64) {
        self.counts.0.fetch_add(bytes, Ordering::Relaxed);
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

/// What is to be done about a file that is not what it is read as.
#[derive(Clone, Copy)]
pub(super) enum Remedy {
    /// To read it as what it is.
    Format(Format),
    /// This.
    Do(&'static str),
}

/// What to do about a workbook.
const SAVE: Remedy = Remedy::Do("open it and save the sheet as CSV UTF-8");
/// What to do about an archive.
const UNPACK: Remedy = Remedy::Do("unpack it, or compress it with gzip or zstd, which are read as they are");
/// What to do about an object that is no array.
const UNWRAP: Remedy = Remedy::Do(
    "if it has an object a line, say `--input-format ndjson`; if it holds the array under a key, write that array alone",
);
/// What to do about a table that is called JSON.
const TABLE: Remedy = Remedy::Do("if it is a table of text, say `--input-format csv`");
/// What to do about anything else.
const EXPORT: Remedy = Remedy::Do("export the leads as CSV UTF-8, JSON or Parquet");

/// What to do about a file that is encrypted.
const DECRYPT: Remedy = Remedy::Do("write it without encryption, or export the leads as CSV UTF-8");

/// What files begin with that are not what they are read as: the bytes, what it is, and what to do.
const MAGIC: [(&[u8], &str, Remedy); 11] = [
    (b"PK\x03\x04", "an Excel workbook or another zip archive", SAVE),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", SAVE),
    (b"PAR1", "a Parquet file", Remedy::Format(Format::Parquet)),
    (b"PARE", "an encrypted Parquet file", DECRYPT),
    (b"FEA1", "a Feather file of the first version", Remedy::Do("write it in the second version, which is Arrow IPC")),
    (b"ARROW1", "an Arrow file", Remedy::Format(Format::Arrow)),
    (b"\xff\xff\xff\xff", "a stream of Arrow IPC", Remedy::Format(Format::Arrow)),
    (b"%PDF", "a PDF document", EXPORT),
    (b"BZh", "compressed with bzip2", UNPACK),
    (b"\xfd7zXZ\0", "compressed with xz", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
];
/// What web pages begin with, in any case.
const PAGES: [&str; 5] = ["<!doctype html", "<html", "<table", "<head", "<meta"];

/// How many bytes at the beginning are looked at.
const HEAD: u64 = 8_192;

/// A file, opened and unpacked.
pub(super) struct Opened {
    name: String,
    /// Its bytes from the first on.
    stream: Box<dyn Read + Send>,
    /// The first of them, as far as they are looked at.
    head: Vec<u8>,
    /// The file itself, where it is one that is not compressed and can be read in any order.
    file: Option<File>,
    progress: Progress,
}

/// A file of text, opened.
pub(super) struct Text {
    /// Its bytes in UTF-8, without a byte-order mark.
    pub stream: Box<dyn Read + Send>,
    /// How long the mark was.
    pub offset: u64,
    /// The encoding, where it is not UTF-8.
    pub encoding: Option<&'static str>,
}

/// Opens a file and unpacks it, where its first bytes say that it is compressed.
///
/// # Errors
/// When it cannot be opened or is empty.
pub(super) fn open(input: Input, progress: &Progress) -> Result<Opened, Diagnostic> {
    let name = input.name();
    let unreadable = |cause: io::Error| error::unreadable(&name, &cause);
    let mut file = None;
    let stream: Box<dyn Read + Send> = match input {
        Input::Stream(_, stream) => stream,
        Input::Path(path) if path.as_os_str() == "-" => Box::new(io::stdin()),
        Input::Path(path) => {
            let opened = source::open(&path).map_err(unreadable)?;
            let facts = opened.metadata().map_err(unreadable)?;
            if facts.is_dir() {
                return Err(error::folder(&name));
            }
            progress.counts.1.fetch_add(facts.len(), Ordering::Relaxed);
            // A pipe has a path too, and cannot be read twice.
            file = facts.is_file().then(|| opened.try_clone()).transpose().map_err(unreadable)?;
            Box::new(opened)
        }
    };
    let mut stream: Box<dyn Read + Send> = Box::new(Counted { input: stream, progress: progress.clone() });
    let mut head = beginning(&mut stream).map_err(unreadable)?;
    if head.is_empty() {
        return Err(error::empty(&name));
    }
    if let Some(packing) = Packing::of(&head) {
        stream = packing.unpack(Box::new(Cursor::new(head).chain(stream))).map_err(unreadable)?;
        head = beginning(&mut stream).map_err(|cause| error::damaged(&name, &cause))?;
        file = None;
        if head.is_empty() {
            return Err(error::empty(&name));
        }
        if Packing::of(&head).is_some() {
            return Err(error::compressed_twice(&name));
        }
    }
    let stream = Box::new(Cursor::new(head.clone()).chain(stream));
    Ok(Opened { name, stream, head, file, progress: progress.clone() })
}

fn beginning(stream: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    stream.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

impl Opened {
    /// Checks that the file may be what it is read as.
    ///
    /// # Errors
    /// When its first bytes say that it is something else.
    pub(super) fn expect(&self, format: Format) -> Result<(), Diagnostic> {
        let head = self.head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.head);
        let other = |what: &str, remedy: Remedy| Err(error::other_format(&self.name, format, what, remedy));
        if let Some((_, what, remedy)) = MAGIC.iter().find(|(magic, ..)| head.starts_with(magic)) {
            let is_it = matches!(remedy, Remedy::Format(found) if *found == format);
            return if is_it { Ok(()) } else { other(what, *remedy) };
        }
        if !format.is_text() {
            return other("something else", EXPORT);
        }
        let is_wide = Encoding::for_bom(&self.head).is_some_and(|(encoding, _)| is_wide(encoding));
        let mut letters = head.iter().copied().filter(|byte| !(is_wide && matches!(byte, 0 | 0xfe | 0xff)));
        let first: Vec<u8> = letters.by_ref().skip_while(u8::is_ascii_whitespace).take(16).collect();
        let lower = String::from_utf8_lossy(&first).to_ascii_lowercase();
        if PAGES.iter().any(|page| lower.starts_with(page)) {
            return other("a web page", EXPORT);
        }
        match (format, first.first()) {
            (Format::Csv | Format::Tsv, Some(b'{')) => other("JSON", Remedy::Format(Format::Ndjson)),
            (Format::Csv | Format::Tsv, Some(b'[')) => other("an array of JSON", Remedy::Format(Format::Json)),
            (Format::Ndjson, Some(b'[')) => other("an array of JSON", Remedy::Format(Format::Json)),
            (Format::Json, Some(b'{')) => other("an object", UNWRAP),
            (Format::Json | Format::Ndjson, Some(byte)) if !matches!(byte, b'{' | b'[') => {
                other("something else", TABLE)
            }
            _ => Ok(()),
        }
    }

    /// Returns whether its first bytes are these.
    pub(super) fn begins_with(&self, bytes: &[u8]) -> bool {
        self.head.starts_with(bytes)
    }

    /// Returns where to count its bytes where [`Opened::seekable`] does not read them itself.
    pub(super) fn uncounted(&self) -> Option<Progress> {
        self.file.is_some().then(|| self.progress.clone())
    }

    /// Returns its bytes.
    pub(super) fn bytes(self) -> Box<dyn Read + Send> {
        self.stream
    }

    /// Returns the file as text.
    ///
    /// # Errors
    /// When it has NUL bytes where no text has them.
    pub(super) fn text(self, format: Format, declared: Option<&'static Encoding>) -> Result<Text, Diagnostic> {
        // An object with a NUL costs its row; a header costs the file, and so does what is not UTF-8 throughout.
        let heading = match format {
            Format::Json | Format::Ndjson => self.head.get(..4).unwrap_or(&self.head),
            _ => first_line(&self.head),
        };
        let (encoding, mark) = match Encoding::for_bom(&self.head) {
            Some((encoding, mark)) => (encoding, mark),
            None => (declared.unwrap_or(UTF_8), 0),
        };
        if !is_wide(encoding) && heading.contains(&0) {
            return Err(error::nul_bytes(&self.name));
        }
        let mut whole = self.stream;
        // INVARIANT: the mark lies in the head, which is in memory.
        let _ = io::copy(&mut (&mut whole).take(mark as u64), &mut io::sink());
        if encoding == UTF_8 {
            return Ok(Text { stream: whole, offset: mark as u64, encoding: None });
        }
        Ok(Text { stream: Box::new(Decoded::new(whole, encoding)), offset: 0, encoding: Some(encoding.name()) })
    }

    /// Returns the file as one that can be read in any order: what is no plain file is copied to a temporary one.
    ///
    /// # Errors
    /// When it cannot be read to its end, or there is no room for the copy.
    pub(super) fn seekable(mut self) -> Result<File, Diagnostic> {
        if let Some(mut file) = self.file {
            file.rewind().map_err(|cause| error::unreadable(&self.name, &cause))?;
            return Ok(file);
        }
        let mut copy = source::scratch().map_err(|cause| error::no_copy(&self.name, &cause))?;
        let mut piece = vec![0; 1 << 16];
        loop {
            let count = self.stream.read(&mut piece).map_err(|cause| error::damaged(&self.name, &cause))?;
            if count == 0 {
                break;
            }
            copy.write_all(&piece[..count]).map_err(|cause| error::no_copy(&self.name, &cause))?;
        }
        copy.rewind().map_err(|cause| error::no_copy(&self.name, &cause))?;
        Ok(copy)
    }
}

fn is_wide(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// Returns the first line that is not empty, as far as it is at hand.
fn first_line(head: &[u8]) -> &[u8] {
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    head.split(is_end).find(|line| !line.is_empty()).unwrap_or_default()
}
