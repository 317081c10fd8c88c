//! compare

mod kernel;

pub use kernel::*;
