//! Patterns over columns of text.

use crate::types::{Texts, Truth};

/// Searches each text, as written, for a pattern (S1.5).
pub fn matches(texts: &Texts<'_>, pattern: &regex::Regex) -> Vec<Truth> {
    texts.decide(|place| pattern.is_match(&texts.values[place]))
}
