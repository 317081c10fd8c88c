//! Arithmetic over columns of numbers: exact, never wrapping (S1.7).

use crate::ops::ArithmeticOperator;
use crate::types::{Decimal, Numbers, divide_rounding};

/// Why an operation on numbers that are there gave none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The result is beyond what its type holds.
    Overflow,
    /// The divisor is 0.
    DivisionByZero,
}

/// Computes each pair; where an operation fails the value is missing, and the row is among the faults.
pub fn arithmetic(operator: ArithmeticOperator, left: &Numbers, right: &Numbers) -> (Numbers, Vec<(usize, Fault)>) {
    let integers = left.one == 1 && right.one == 1 && operator != ArithmeticOperator::Divide;
    let mut faults = Vec::new();
    let rows = left.values.len();
    let mut result =
        Numbers { values: vec![0; rows], valid: vec![false; rows], one: if integers { 1 } else { Decimal::ONE } };
    for row in 0..rows {
        if !left.valid[row] || !right.valid[row] {
            continue;
        }
        let computed = if integers {
            integer(operator, left.values[row], right.values[row]).ok_or(Fault::Overflow)
        } else {
            decimal(operator, left.millionths(row), right.millionths(row)).map(|value| value.0)
        };
        match computed {
            Ok(value) => (result.values[row], result.valid[row]) = (value, true),
            Err(fault) => faults.push((row, fault)),
        }
    }
    (result, faults)
}

/// Negates each number.
pub fn negate(numbers: &Numbers) -> (Numbers, Vec<(usize, Fault)>) {
    let zero = Numbers { values: vec![0; numbers.values.len()], valid: numbers.valid.clone(), one: numbers.one };
    arithmetic(ArithmeticOperator::Subtract, &zero, numbers)
}

fn integer(operator: ArithmeticOperator, left: i64, right: i64) -> Option<i64> {
    match operator {
        ArithmeticOperator::Add => left.checked_add(right),
        ArithmeticOperator::Subtract => left.checked_sub(right),
        ArithmeticOperator::Multiply => left.checked_mul(right),
        ArithmeticOperator::Divide => None,
    }
}

/// Computes in millionths; only the result must be within a decimal's range.
fn decimal(operator: ArithmeticOperator, left: i128, right: i128) -> Result<Decimal, Fault> {
    let one = i128::from(Decimal::ONE);
    let exact = match operator {
        ArithmeticOperator::Add => left.checked_add(right),
        ArithmeticOperator::Subtract => left.checked_sub(right),
        // A product beyond 128 bits is beyond a decimal too.
        ArithmeticOperator::Multiply => left.checked_mul(right).map(|product| divide_rounding(product, one)),
        ArithmeticOperator::Divide if right == 0 => return Err(Fault::DivisionByZero),
        ArithmeticOperator::Divide => left.checked_mul(one).map(|scaled| divide_rounding(scaled, right)),
    };
    exact.and_then(Decimal::from_millionths).ok_or(Fault::Overflow)
}
