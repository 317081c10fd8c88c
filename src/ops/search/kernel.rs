//! Searches over columns of text: each distinct text is looked at once.

use crate::ops::SearchOperator;
use crate::types::{Texts, Truth, fold, words};

/// Searches each text, folded or (for keys) exactly, for any one of the needles.
pub fn search(operator: SearchOperator, texts: &Texts<'_>, needles: &[String], exactly: bool) -> Vec<Truth> {
    let form = |needle: &String| if exactly { needle.clone() } else { fold(needle).into_owned() };
    let needles: Vec<String> = needles.iter().map(form).collect();
    let forms = if exactly { &texts.values } else { &texts.folded };
    if operator == SearchOperator::HasWord {
        let needles: Vec<Vec<&str>> = needles.iter().map(|needle| words(needle).collect()).collect();
        let mut found = Vec::new();
        return texts.decide(|place| {
            found.clear();
            // INVARIANT: folded texts outlive the call; `found` only saves an allocation a text.
            found.extend(words(&forms[place]));
            needles.iter().any(|needle| !needle.is_empty() && found.windows(needle.len()).any(|run| run == needle))
        });
    }
    let holds = |text: &str, needle: &str| match operator {
        SearchOperator::Contains | SearchOperator::HasWord => text.contains(needle),
        SearchOperator::StartsWith => text.starts_with(needle),
        SearchOperator::EndsWith => text.ends_with(needle),
    };
    texts.decide(|place| needles.iter().any(|needle| holds(&forms[place], needle)))
}
