//! `count of ( … )`, `sum of ( … )`, `first of ( … )`, `latest of ( … )`

use super::Operator;
use crate::types::Type;

/// The values computed from a lead's activities, those up to the instant judged at.
pub const OPERATORS: [Operator; 4] = [
    Operator {
        signature: "count of (ACTIVITY [within duration] [where criterion])",
        sentence: "How many there are; inside, names are the activity's, and `lead.FIELD` is the lead's.",
        example: "count of (touch within 30 days where kind = \"demo\") >= 2",
    },
    Operator {
        signature: "sum of (ACTIVITY.FIELD …)",
        sentence: "The sum of a number over them.",
        example: "sum of (touch.minutes) > 60",
    },
    Operator {
        signature: "first of (ACTIVITY.FIELD …)",
        sentence: "The value of the earliest of them.",
        example: "first of (touch.at where kind = \"call\") within 14 days",
    },
    Operator {
        signature: "latest of (ACTIVITY.FIELD …)",
        sentence: "The value of the latest of them.",
        example: "latest of (touch.at) older than 30 days",
    },
];

/// Returns whether values of the type are summed.
pub fn sums(field: Type) -> bool {
    field.is_number()
}
