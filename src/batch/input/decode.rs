//! Text of other encodings.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding};

/// Text of another encoding as UTF-8. Where it is malformed the byte FF stands, which no text in UTF-8 has, so
/// that the cell it is in is found out as any other.
pub(super) struct Decoded<R> {
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
    pub(super) fn new(input: R, encoding: &'static Encoding) -> Decoded<R> {
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
