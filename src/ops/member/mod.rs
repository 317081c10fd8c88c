//! `in [ … ]`, `in LIST`, `in low..high`

use super::Operator;
use super::compare::{self, Refusal};
use crate::types::Type;

/// The forms of `in`.
pub const OPERATORS: [Operator; 4] = [
    Operator {
        signature: "value in [literal, …]",
        sentence: "Whether the value is one of these.",
        example: "industry in [\"SaaS\", \"Fintech\"]",
    },
    Operator {
        signature: "value not in [literal, …]",
        sentence: "Whether the value is none of these; `not` goes before every form of `in`.",
        example: "country not in [\"KP\", \"IR\"]",
    },
    Operator {
        signature: "number in low..high",
        sentence: "Whether a number, score, date or timestamp lies in the range; both ends are in it, and one may be \
                   left out.",
        example: "employees in 50..1000",
    },
    Operator {
        signature: "text in LIST",
        sentence: "Whether the text is in the list; without case, a key exactly.",
        example: "email in customers",
    },
];

/// Returns whether a value of the one type may be among literals of the other.
///
/// # Errors
/// Why it may not; a score is looked for in a range only.
pub fn among(value: Type, literal: Type) -> Result<(), Refusal> {
    if value == Type::Score { Err(Refusal::Score) } else { compare::rule(value, literal, false) }
}

/// Returns whether values of the type lie in ranges.
pub fn has_ranges(value: Type) -> bool {
    value.is_number() || value.is_time() || value == Type::Score
}

/// Returns whether values of the type are looked for in lists.
pub fn has_lists(value: Type) -> bool {
    value.is_text()
}
