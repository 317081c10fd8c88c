//! Text to [`ast::Ast`]: what was understood, and a diagnostic for what was not.

pub mod ast;

mod layout;
mod outline;
mod parser;
mod tokens;

pub use parser::{METRICS, parse};
pub use tokens::{Token, TokenKind, tokens};
