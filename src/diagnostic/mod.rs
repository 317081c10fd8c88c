//! Everything the tool has to say about an input: one [`Diagnostic`] type, the registry of codes with a page
//! each, suggestions of near names, and the renderings for people and for machines.

pub mod codes;
mod fix;
mod limit;
mod message;
mod render;
mod suggest;

pub use codes::Code;
pub use fix::{Fixed, apply_fixes};
pub(crate) use limit::{MOST_MESSAGES, MOST_SUGGESTIONS};
pub use message::{Diagnostic, Diagnostics, Edit, Fix, Label, Severity};
pub use render::{
    HumanStyle, Kind, Report, Setting, relative_path, render_github, render_gitlab, render_human, render_json,
    render_junit, render_sarif,
};
pub use suggest::{list, nearest, similar};
