//! Batches in: what is read, what is found, and what is refused.

pub mod support;

use support::Batch;

mod dirt;
