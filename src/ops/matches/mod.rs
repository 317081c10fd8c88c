//! `matches`

mod pattern;

pub use pattern::pattern;

use super::Operator;
use crate::types::Type;

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
