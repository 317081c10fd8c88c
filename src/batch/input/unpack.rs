//! Compressed files, told by their first bytes.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    /// Returns how a file that begins so is compressed.
    pub(super) fn of(head: &[u8]) -> Option<Packing> {
        match head {
            [0x1f, 0x8b, ..] => Some(Packing::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Packing::Zstd),
            _ => None,
        }
    }

    /// Returns what the stream holds; all parts of it, where it has several.
    pub(super) fn unpack(self, packed: Box<dyn Read + Send>) -> io::Result<Box<dyn Read + Send>> {
        let (name, stream): (_, Box<dyn Read + Send>) = match self {
            Packing::Gzip => ("gzip", Box::new(MultiGzDecoder::new(io::BufReader::with_capacity(1 << 16, packed)))),
            Packing::Zstd => ("zstd", Box::new(zstd::Decoder::new(packed)?)),
        };
        Ok(Box::new(Unpacked { name, stream }))
    }
}

/// A stream that says in plain words what is wrong with it.
struct Unpacked {
    name: &'static str,
    stream: Box<dyn Read + Send>,
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.read(buffer).map_err(|cause| {
            let why = match cause.kind() {
                io::ErrorKind::UnexpectedEof => {
                    format!("the {} stream ends too early: the file is cut short", self.name)
                }
                _ => format!("the {} stream is damaged: {cause}", self.name),
            };
            io::Error::new(io::ErrorKind::InvalidData, why)
        })
    }
}
