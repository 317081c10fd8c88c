//! All integration tests, in one binary.

mod batch;
mod batch_pages;
mod check;
mod oracle;
mod parse;
mod policies;
mod real;
mod tidy;
