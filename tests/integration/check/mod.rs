//! Checking contracts: a corpus of files, the pages of the codes, the reference of operators, and changed texts.

mod changes;
mod corpus;
mod limit;
mod load;
pub(crate) mod pages;
mod reference;
