//! includes

mod kernel;

pub use kernel::*;
