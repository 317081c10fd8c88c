//! The operators of the language: an operator or function is one place, with its signature, a sentence, an
//! example, its type rule and its kernel. A folder is a family.
//!
//! The type rules are functions over [`crate::types::Type`]; who calls them has the places and the wording.

pub mod age;
pub mod aggregate;
pub mod arithmetic;
pub mod compare;
pub mod fallback;
pub mod includes;
pub mod logic;
pub mod matches;
pub mod member;
mod operator;
pub mod presence;
mod reference;
pub mod search;

pub use matches::pattern;
pub use operator::{AggregateFunction, ArithmeticOperator, CompareOperator, Includes, SearchOperator};
pub use reference::reference;

/// What people are told of an operator or function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    /// Its form, with the types of its operands: `text contains "…"`.
    pub signature: &'static str,
    /// What it gives, in a sentence.
    pub sentence: &'static str,
    /// A criterion or value that uses it, over the fields of the reference's lead.
    pub example: &'static str,
}

/// A family of operators, in the order of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Family {
    /// Its heading.
    pub name: &'static str,
    /// Its operators.
    pub operators: &'static [Operator],
}

/// Every family, in the order of the reference.
pub const FAMILIES: [Family; 11] = [
    Family { name: "Comparison", operators: &compare::OPERATORS },
    Family { name: "Membership", operators: &member::OPERATORS },
    Family { name: "Text", operators: &search::OPERATORS },
    Family { name: "Patterns", operators: &matches::OPERATORS },
    Family { name: "Options", operators: &includes::OPERATORS },
    Family { name: "Presence", operators: &presence::OPERATORS },
    Family { name: "Age", operators: &age::OPERATORS },
    Family { name: "Logic", operators: &logic::OPERATORS },
    Family { name: "Arithmetic", operators: &arithmetic::OPERATORS },
    Family { name: "Missing values", operators: &fallback::OPERATORS },
    Family { name: "Activities", operators: &aggregate::OPERATORS },
];
