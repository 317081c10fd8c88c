//! arithmetic

mod kernel;

pub use kernel::*;
