//! `else`

use super::Operator;
use crate::types::Type;

/// The one operator of this family.
pub const OPERATORS: [Operator; 1] = [Operator {
    signature: "value else value",
    sentence: "The first where it is there, else the second; it binds tighter than any sign.",
    example: "employees else 0 >= 50",
}];

/// Returns the type of what either side gives; `None` where the types do not go together.
pub fn rule(value: Type, fallback: Type) -> Option<Type> {
    match (value, fallback) {
        (Type::Score | Type::Duration, _) => None,
        (Type::Integer, Type::Decimal) | (Type::Decimal, Type::Integer) => Some(Type::Decimal),
        (value, fallback) => (value == fallback).then_some(value),
    }
}
