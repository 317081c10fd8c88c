//! Text to [`ast::Ast`]: what was understood, and a diagnostic for what was not.

pub mod ast;

mod layout;
mod outline;
mod parser;

pub use parser::{METRICS, parse};
