//! `within`, `older than`

use super::Operator;
use crate::time::Unit;
use crate::types::Type;

/// The questions about an instant as seen from the instant judged at.
pub const OPERATORS: [Operator; 2] = [
    Operator {
        signature: "instant within duration",
        sentence: "Whether it was at most so long before the instant judged at, and not after it.",
        example: "demo_requested_at within 14 days",
    },
    Operator {
        signature: "instant older than duration",
        sentence: "Whether it was longer than that before the instant judged at.",
        example: "last_activity_at older than 6 months",
    },
];

/// Returns whether values of the type have an age.
pub fn rule(value: Type) -> bool {
    value.is_time()
}

/// The units that ages are counted in: business time belongs to timers.
pub const UNITS: &[Unit] = &[Unit::Minutes, Unit::Hours, Unit::Days, Unit::Weeks, Unit::Months];
