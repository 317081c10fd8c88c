//! `matches`

mod kernel;

mod pattern;

pub use pattern::{pattern, pattern_of_keys};

use super::Operator;
use crate::types::Type;
pub use kernel::*;

/// The one operator of this family.
pub const OPERATORS: [Operator; 1] = [Operator {
    signature: "text matches \"regex\"",
    sentence: "Whether the regular expression is found anywhere in the text, without case. It runs in linear time: \
               there is no look-around and no back-reference.",
    example: "email matches \"@[a-z]+[.]edu$\"",
}];

/// Returns whether values of the type are matched.
pub fn rule(value: Type) -> bool {
    value.is_text()
}
