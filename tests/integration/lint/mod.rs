//! The linter: each rule by its page, comments that allow, and contracts that must be clean.

mod corpus;
mod pages;
mod standard;
