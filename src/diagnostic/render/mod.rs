//! How messages are shown: a file a form.

mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod path;
mod report;
mod sarif;

pub use github::render_github;
pub use gitlab::render_gitlab;
pub use human::{HumanStyle, render_human};
pub use json::render_json;
pub use junit::render_junit;
pub use path::relative_path;
pub use report::{Kind, Report, Setting};
pub use sarif::render_sarif;
