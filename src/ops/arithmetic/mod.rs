//! `+`, `-`, `*`, `/`

use super::Operator;
use crate::types::Type;

/// The operations on numbers, exact (S1.7).
pub const OPERATORS: [Operator; 5] = [
    Operator {
        signature: "number + number",
        sentence: "The sum; an overflow makes the value missing.",
        example: "employees + pricing_views > 100",
    },
    Operator {
        signature: "number - number",
        sentence: "The difference; that of two instants is compared with a duration.",
        example: "employees - 10 > 40",
    },
    Operator {
        signature: "number * number",
        sentence: "The product, rounded half away from zero to 6 places; money goes with a plain number.",
        example: "amount * 0.2 >= 1000",
    },
    Operator {
        signature: "number / number",
        sentence: "The quotient, a decimal also between integers; by zero the value is missing.",
        example: "amount / employees >= 100",
    },
    Operator { signature: "-number", sentence: "The number with the other sign.", example: "-employees < 0" },
];

/// Returns the type of a sum or difference; `None` where the types do not go together.
pub fn sum(left: Type, right: Type) -> Option<Type> {
    match (left, right) {
        (Type::Integer, Type::Integer) => Some(Type::Integer),
        (Type::Integer | Type::Decimal, Type::Integer | Type::Decimal) => Some(Type::Decimal),
        (Type::Money, right) | (right, Type::Money) => right.is_number().then_some(Type::Money),
        _ => None,
    }
}

/// Returns the type of a product; money is multiplied by a plain number.
pub fn product(left: Type, right: Type) -> Option<Type> {
    match (left, right) {
        (Type::Money, Type::Money) => None,
        _ => sum(left, right),
    }
}

/// Returns the type of a quotient: money by money is a decimal, money by a number is money.
pub fn quotient(left: Type, right: Type) -> Option<Type> {
    match (left, right) {
        (Type::Money, Type::Money) => Some(Type::Decimal),
        (Type::Money, Type::Integer | Type::Decimal) => Some(Type::Money),
        (Type::Integer | Type::Decimal, Type::Integer | Type::Decimal) => Some(Type::Decimal),
        _ => None,
    }
}
