//! All wording of the check: a function a message.

mod blocks;
mod names;
mod types;

pub(super) use blocks::*;
pub(super) use names::*;
pub(super) use types::*;

use crate::types::Type;

/// Returns a type as messages say it: `an integer`, `text`.
fn said(kind: Type) -> String {
    match kind {
        Type::OneOf(_) => "a field of `one of`".to_string(),
        Type::ManyOf(_) => "a field of `many of`".to_string(),
        kind => with_article(&kind.to_string()),
    }
}

/// Returns a kind or type with its article: `an integer`, `a stage`; those that have one keep it.
fn with_article(what: &str) -> String {
    let bare = ["text", "money", "a ", "an "];
    if bare.iter().any(|start| what.starts_with(start)) {
        what.to_string()
    } else if what.starts_with(['a', 'e', 'i', 'o', 'u']) {
        format!("an {what}")
    } else {
        format!("a {what}")
    }
}
