//! `matches`: regular expressions that run in linear time.

use regex::{Regex, RegexBuilder};

/// The most memory that a compiled pattern may take, in bytes.
const SIZE: usize = 1 << 20;

/// Compiles a pattern as S1.5 asks: it is searched anywhere, ignoring case; `\d`, `\w`, `\s` and `\b` are ASCII.
///
/// # Errors
/// A sentence about what is wrong with the pattern; look-around and back-references do not exist.
pub fn pattern(text: &str) -> Result<Regex, String> {
    compile(text, true)
}

/// Compiles a pattern for keys, which are never folded (S1.5): case counts.
///
/// # Errors
/// As [`pattern`].
pub fn pattern_of_keys(text: &str) -> Result<Regex, String> {
    compile(text, false)
}

fn compile(text: &str, ignore_case: bool) -> Result<Regex, String> {
    let ascii = ascii_classes(text);
    RegexBuilder::new(&ascii).case_insensitive(ignore_case).size_limit(SIZE).dfa_size_limit(SIZE).build().map_err(
        |error| match error {
            regex::Error::CompiledTooBig(_) => "the pattern is too large".to_string(),
            error => last_line(&error.to_string()),
        },
    )
}

/// Rewrites the Perl classes to their ASCII forms; letters stay Unicode, so that ignoring case does too.
fn ascii_classes(text: &str) -> String {
    let mut rewritten = String::with_capacity(text.len());
    let mut characters = text.chars();
    let mut in_class = false;
    while let Some(character) = characters.next() {
        if character != '\\' {
            in_class = match character {
                '[' => true,
                ']' => false,
                _ => in_class,
            };
            rewritten.push(character);
            continue;
        }
        match characters.next() {
            Some('d') => rewritten.push_str(if in_class { "0-9" } else { "[0-9]" }),
            Some('D') => rewritten.push_str("[^0-9]"),
            Some('w') => rewritten.push_str(if in_class { "0-9A-Za-z_" } else { "[0-9A-Za-z_]" }),
            Some('W') => rewritten.push_str("[^0-9A-Za-z_]"),
            Some('s') => rewritten.push_str(if in_class { r"\t\n\v\f\r " } else { r"[\t\n\v\f\r ]" }),
            Some('S') => rewritten.push_str(r"[^\t\n\v\f\r ]"),
            Some('b') if !in_class => rewritten.push_str(r"(?-u:\b)"),
            Some(other) => rewritten.extend(['\\', other]),
            None => rewritten.push('\\'),
        }
    }
    rewritten
}

fn last_line(text: &str) -> String {
    let line = text.lines().last().unwrap_or("").trim();
    line.strip_prefix("error: ").unwrap_or(line).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, sample: &str, expected: bool) {
        assert_eq!(pattern(text).unwrap().is_match(sample), expected, "{text} on {sample}");
    }

    #[test]
    fn s1_5_classes_are_ascii_and_case_is_ignored() {
        check(r"^\d+$", "42", true);
        check(r"^\d+$", "٤٢", false);
        check(r"^[\d.]+$", "4.2", true);
        check(r"\bhead\b", "Head of growth", true);
        check(r"\bhead\b", "ahead", false);
        check("müller", "MÜLLER", true);
        check(r"^[^\s]+$", "a b", false);
        assert!(pattern("(?=x)").is_err());
        assert!(pattern(r"(a)\1").is_err());
        assert!(pattern("a{5000}{5000}").is_err());
    }
}
