//! search

mod kernel;

pub use kernel::*;
