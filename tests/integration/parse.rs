//! Reading contracts: a corpus of files, the pages of the codes, and hostile texts.

mod corpus;
pub(crate) mod dump;
mod hostile;
mod pages;
mod recovery;
