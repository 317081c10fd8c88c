//! All integration tests, in one binary.

mod parse;
mod policies;
mod real;
