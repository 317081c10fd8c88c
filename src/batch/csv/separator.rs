//! The line that Excel takes before the header, which names the delimiter: `sep=;`.

use std::io::{self, Cursor, Read};

/// How many bytes such a line has at the most, with its line end.
const LONGEST: u64 = 10;

/// What the first line says of the delimiter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::batch) struct Separator {
    /// The delimiter; as it stands there where it is none.
    pub delimiter: Result<u8, String>,
    /// How many bytes the line has, with its line end.
    pub length: u64,
}

/// Reads the first line of a stream where it names a delimiter; what is returned begins after it.
///
/// # Errors
/// When the stream cannot be read.
pub(in crate::batch) fn separator(
    mut stream: Box<dyn Read + Send>,
) -> io::Result<(Option<Separator>, Box<dyn Read + Send>)> {
    let mut head = Vec::new();
    (&mut stream).take(LONGEST).read_to_end(&mut head)?;
    let found = find(&head);
    let length = found.as_ref().map_or(0, |found| found.length);
    let rest = head.split_off(usize::try_from(length).unwrap_or_default());
    Ok((found, Box::new(Cursor::new(rest).chain(stream))))
}

fn find(head: &[u8]) -> Option<Separator> {
    let end = memchr::memchr2(b'\n', b'\r', head).unwrap_or(head.len());
    let line = std::str::from_utf8(&head[..end]).ok()?;
    // Programs that quote every cell quote this one too.
    let bare = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')).unwrap_or(line);
    let said = bare.get(..4).filter(|word| word.eq_ignore_ascii_case("sep=")).map(|_| &bare[4..])?;
    // A header may begin so as well, and is longer.
    let mut characters = said.chars();
    if characters.next().is_some() && characters.next().is_some() {
        return None;
    }
    let delimiter = match said.as_bytes() {
        [byte] if byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'"' | 0) => Ok(*byte),
        _ => Err(said.to_string()),
    };
    let line_end = match head.get(end..) {
        Some([b'\r', b'\n', ..]) => 2,
        Some([_, ..]) => 1,
        _ => 0,
    };
    Some(Separator { delimiter, length: (end + line_end) as u64 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_one_character_names_the_delimiter() {
        for (text, delimiter, length) in [
            ("sep=;\r\nid;a", Ok(b';'), 7),
            ("SEP=|\nid", Ok(b'|'), 6),
            ("sep=\t\nid", Ok(b'\t'), 6),
            ("\"sep=,\"\nid", Ok(b','), 8),
            ("sep=;", Ok(b';'), 5),
            ("sep=x\nid", Err("x".to_string()), 6),
            ("sep=\nid", Err(String::new()), 5),
            ("sep=\u{b6}\nid", Err("\u{b6}".to_string()), 7),
        ] {
            assert_eq!(find(text.as_bytes()), Some(Separator { delimiter, length }), "{text:?}");
        }
        for text in ["sep=value\n", "sep;a\n", "id,sep=;\n", "", "sep", "sep=;;\n", "\u{e9}\u{e9}\u{e9}=;\n"] {
            assert_eq!(find(text.as_bytes()), None, "{text:?}");
        }
    }
}
