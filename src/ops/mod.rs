//! The operators of the language: an operator or function is one place, with its signature, a sentence, an
//! example, its type rule and its kernel.

pub mod age;
pub mod arithmetic;
pub mod compare;
pub mod includes;
pub mod member;
mod operator;
mod pattern;
pub mod search;

pub use operator::{ArithmeticOperator, CompareOperator, Includes, SearchOperator};
pub use pattern::pattern;
