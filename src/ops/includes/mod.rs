//! `includes any of`, `includes all of`, `includes none of`

use super::Operator;
use crate::types::{FieldId, Type};

/// The questions to a multi-select picklist.
pub const OPERATORS: [Operator; 3] = [
    Operator {
        signature: "options includes any of [\"…\", …]",
        sentence: "Whether one of these options is set.",
        example: "interests includes any of [\"Analytics\", \"Payroll\"]",
    },
    Operator {
        signature: "options includes all of [\"…\", …]",
        sentence: "Whether all of these options are set.",
        example: "interests includes all of [\"Analytics\", \"Payroll\"]",
    },
    Operator {
        signature: "options includes none of [\"…\", …]",
        sentence: "Whether none of these options is set.",
        example: "interests includes none of [\"Security\"]",
    },
];

/// Returns the field whose options may be asked for.
pub fn rule(value: Type) -> Option<FieldId> {
    match value {
        Type::ManyOf(field) => Some(field),
        _ => None,
    }
}
