//! Batches in: what is read, what is found, and what is refused. Decisions out.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

pub(crate) mod support;

use support::Batch;

pub(crate) mod activities;
mod columnar;
mod columns;
mod crm;
mod damage;
mod description;
mod dirt;
mod files;
mod formats;
mod join;
mod json;
mod output;
mod property;
mod report;
mod values;
