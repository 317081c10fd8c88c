//! `=`, `!=`, `<`, `<=`, `>`, `>=`

use super::Operator;
use crate::types::Type;

/// The comparisons.
pub const OPERATORS: [Operator; 4] = [
    Operator {
        signature: "value = value",
        sentence: "Whether both are the same: text trimmed and without case, a key exactly.",
        example: "source = \"Webinar\"",
    },
    Operator { signature: "value != value", sentence: "Whether they differ.", example: "segment != \"SMB\"" },
    Operator {
        signature: "number < number",
        sentence: "Order of numbers, scores, dates and timestamps; also `<=`, `>` and `>=`. A timestamp beside a date \
                   is compared by its local date.",
        example: "employees >= 50",
    },
    Operator {
        signature: "instant - instant < duration",
        sentence: "How long it was from the one to the other; days, weeks and months keep the time of day.",
        example: "accepted_at - mql_at <= 48 hours",
    },
];

/// Why two values do not compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Their types do not go together.
    Types,
    /// They go together, but there is no order between them.
    NoOrder,
    /// One of them holds many options.
    ManyOf,
    /// One is a score and the other no number.
    Score,
}

/// Returns whether values of these types compare; `ordered` is false for `=` and `!=`.
///
/// # Errors
/// Why they do not.
pub fn rule(left: Type, right: Type, ordered: bool) -> Result<(), Refusal> {
    use Type::{Boolean, Date, Decimal, Integer, Key, ManyOf, Money, OneOf, Score, Text, Timestamp};
    let has_order = match (left, right) {
        (ManyOf(_), _) | (_, ManyOf(_)) => return Err(Refusal::ManyOf),
        (Score, Integer | Decimal) | (Integer | Decimal, Score) => true,
        (Score, _) | (_, Score) => return Err(Refusal::Score),
        (Integer | Decimal, Integer | Decimal) | (Money, Money) | (Date | Timestamp, Date | Timestamp) => true,
        (Text, Text) | (Key, Key) | (Boolean, Boolean) | (OneOf(_), OneOf(_)) => false,
        _ => return Err(Refusal::Types),
    };
    if ordered && !has_order { Err(Refusal::NoOrder) } else { Ok(()) }
}
