//! `contains`, `starts with`, `ends with`, `has word`

use super::Operator;
use crate::types::{Type, trim, words};

/// The searches.
pub const OPERATORS: [Operator; 5] = [
    Operator {
        signature: "text contains \"…\"",
        sentence: "Whether the text holds the other, without case.",
        example: "job_title contains \"marketing\"",
    },
    Operator {
        signature: "text starts with \"…\"",
        sentence: "Whether the text begins so, without case.",
        example: "source starts with \"Paid\"",
    },
    Operator {
        signature: "text ends with \"…\"",
        sentence: "Whether the text ends so, without case.",
        example: "email ends with \"@rival.example\"",
    },
    Operator {
        signature: "text has word \"…\"",
        sentence: "Whether the words stand side by side among the text's: `cto` is not in \"Director\".",
        example: "job_title has word \"vice president\"",
    },
    Operator {
        signature: "text contains any of [\"…\", …]",
        sentence: "Whether one of the searches finds something; `any of` goes after each of them.",
        example: "job_title has word any of [\"vp\", \"chief\", \"head\"]",
    },
];

/// Returns whether values of the type are searched.
pub fn rule(value: Type) -> bool {
    value.is_text()
}

/// Returns whether there is something to look for in a needle; a search by words wants one.
pub fn is_needle(needle: &str, by_words: bool) -> bool {
    if by_words { words(needle).next().is_some() } else { !trim(needle).is_empty() }
}
