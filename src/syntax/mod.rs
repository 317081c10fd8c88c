//! Text to [`ast::Ast`]: what was understood, and a diagnostic for what was not.

pub mod ast;
