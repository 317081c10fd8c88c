//! member

mod kernel;

pub use kernel::*;
