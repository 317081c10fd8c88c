//! Shares of few leads: whether one passes a threshold, how sure that is, and how often chance alone brings it about.
//!
//! What is decided is decided in integers. What is only said to people, an interval or a chance, is computed in floats.

mod binomial;
mod threshold;
mod wilson;

pub use binomial::{MOST, at_least, run_within};
pub use threshold::passes;
pub use wilson::{Interval, interval, is_certain};
