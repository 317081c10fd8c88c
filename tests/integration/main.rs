//! The integration tests, one binary.

mod policies;
mod real;
mod tidy;
