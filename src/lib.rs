//! leadpact: the agreement between marketing and sales about leads, as a text file.
//!
//! A contract (`.pact`) is parsed, checked into a program and evaluated over batches of leads.
//! The modules are the pipeline, in this order: [`source`], [`syntax`] and what follows it.

pub mod batch;
pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod eval;
pub mod format;
pub mod ir;
pub mod lint;
pub mod measure;
pub mod ops;
pub mod pipeline;
pub mod source;
pub mod statistics;
pub mod syntax;
pub mod time;
pub mod types;
