//! age

mod kernel;

pub use kernel::*;
