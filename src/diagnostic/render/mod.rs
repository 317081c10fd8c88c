//! How messages are shown: a file a form.

mod human;
mod json;

pub use human::{HumanStyle, render_human};
pub use json::render_json;
