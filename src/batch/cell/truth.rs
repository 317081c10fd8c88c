//! Truth values.

use super::Problem;
use crate::batch::reason;

/// What stands for true and for false, case aside.
pub(in crate::batch) const WORDS: [(&str, bool); 12] = [
    ("true", true),
    ("false", false),
    ("1", true),
    ("0", false),
    ("yes", true),
    ("no", false),
    ("y", true),
    ("n", false),
    ("on", true),
    ("off", false),
    ("checked", true),
    ("unchecked", false),
];

/// Reads a truth value.
pub(in crate::batch) fn boolean(text: &str) -> Result<bool, Problem> {
    let found = WORDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(text));
    found.map(|(_, value)| *value).ok_or_else(|| reason::bad_boolean(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_crm_exports_are_read_and_no_others() {
        for (word, value) in WORDS {
            assert_eq!(boolean(&word.to_uppercase()), Ok(value));
        }
        assert!(boolean("t").is_err());
        assert!(boolean("2").is_err());
    }
}
