//! `is present`, `is missing`

use super::Operator;
use crate::types::Type;

/// The questions that are never unknown.
pub const OPERATORS: [Operator; 3] = [
    Operator {
        signature: "value is present",
        sentence: "Whether there is a value; an instant that is still to come is not there.",
        example: "amount is present",
    },
    Operator {
        signature: "value is missing",
        sentence: "Whether there is none.",
        example: "rejection_reason is missing",
    },
    Operator {
        signature: "stage NAME is present",
        sentence: "Whether the stage is recorded.",
        example: "stage sql is present",
    },
];

/// Returns whether a value of the type can be missing; of a boolean only a field can.
pub fn rule(value: Type, is_field: bool) -> bool {
    match value {
        Type::Score | Type::Duration => false,
        Type::Boolean => is_field,
        _ => true,
    }
}
