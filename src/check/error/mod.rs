//! All wording of the check: a function a message.

mod blocks;
mod names;
mod types;

pub(super) use blocks::*;
pub(super) use names::*;
pub(super) use types::*;

/// Returns a kind or type with its article: `an integer`, `a stage`; those that have one keep it.
fn with_article(what: &str) -> String {
    let bare = ["text", "money", "a ", "an ", "one of", "many of"];
    if bare.iter().any(|start| what.starts_with(start)) {
        what.to_string()
    } else if what.starts_with(['a', 'e', 'i', 'o', 'u']) {
        format!("an {what}")
    } else {
        format!("a {what}")
    }
}
