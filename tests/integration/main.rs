//! All integration tests, in one binary.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what a test cannot go on without is its failure"
)]

mod batch;
mod batch_pages;
mod check;
mod cli;
mod docs;
mod format;
mod lint;
mod measure;
mod oracle;
mod parse;
mod policies;
mod real;
mod reference;
mod setups;
mod tables;
mod tidy;
mod time;
mod written;
