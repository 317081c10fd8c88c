//! Batches in: what is read, what is found, and what is refused. Decisions out.

pub(crate) mod support;

use support::Batch;

mod columns;
mod description;
mod dirt;
mod files;
mod join;
mod output;
mod property;
mod values;
