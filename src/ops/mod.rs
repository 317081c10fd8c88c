//! The operators of the language: an operator or function is one place, with its signature, a sentence, an
//! example, its type rule and its kernel.

mod pattern;

pub use pattern::pattern;
