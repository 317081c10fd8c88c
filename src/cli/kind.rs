//! What every kind of message is about: rules say it themselves, errors by the step that finds them.

use crate::diagnostic::{Code, Kind, Severity};
use crate::lint::rules;

/// Returns what is known of a kind of message.
pub(super) fn kind(code: Code) -> Kind {
    if let Some(rule) = rules::find(code.id) {
        // Nothing is said of a rule that is off, so its findings weigh something.
        return Kind { category: rule.category.word(), level: rule.level.severity().unwrap_or(Severity::Note) };
    }
    let (category, level) = match code.id.as_bytes() {
        [b'S', ..] => ("file", Severity::Error),
        [b'P', ..] => ("syntax", Severity::Error),
        [b'C', b'2', ..] => ("name", Severity::Error),
        [b'C', b'3', ..] => ("type", Severity::Error),
        [b'C', ..] => ("statement", Severity::Error),
        [b'B', ..] => ("batch", Severity::Error),
        [b'D', ..] => ("data", Severity::Warning),
        _ => ("command", Severity::Error),
    };
    Kind { category, level }
}
