//! Leads in, decisions out.
//!
//! A batch is one file of leads, or several joined on their key, and what a [`Description`] says of it. It is read
//! in three steps, so that a pool of threads can work in waves:
//!
//! 1. [`Reader::next_chunk`] splits the main file into records, in order;
//! 2. [`Converter::convert`] turns records into Arrow columns and findings, on any thread;
//! 3. [`Reader::settle`] takes away the rows that repeat an earlier one, in order again (S7.2).
//!
//! Formats differ in the first half of the second step only: each has a way to find its cells, and from a cell to a
//! value there is one way. Only columns that have their field's type already go past it, to the same values.
//!
//! Activities are read before them, in steps like these, and kept until their leads come: see [`ActivityReader`].
//!
//! Whatever the number of threads and of rows in a chunk, the leads and the findings are the same. What cannot be
//! read is a finding and never the end of the run (S7.1), but for what concerns a whole file or column: that is an
//! error before any row is read. All wording of errors is in `error`, all wording of findings in `reason`, and of what
//! looks wrong with a whole column in `report`.
//!
//! Files of the command line replace those that the description lists, in their order; paths in a description are
//! relative to it. With `key: row` a lead's id is `<file name>:<row>`.

mod activities;
mod cell;
mod cells;
mod column;
mod columnar;
mod convert;
mod csv;
mod currency;
mod description;
mod error;
mod format;
mod header;
mod input;
mod join;
mod json;
mod names;
mod output;
mod plan;
mod reader;
mod reason;
mod records;
mod report;
mod seen;
mod vendor;

pub use activities::{ActivityReader, ActivityRequest, ActivityStore, FoundActivities, RawActivities, ReadActivities};
pub use columnar::is_guarded;
pub use convert::{Chunk, Converter, RawChunk};
pub use description::{ACTIVITY_KEYS, Description, ExternalFigure, KEYS};
pub use format::Format;
pub use input::{Input, Progress};
pub use output::{EncodedRows, FindingWriter, HeldRows, OutputFormat, TableEncoder, TableWriter};
pub use reader::{MatchedColumn, Reader, Report, Request};
pub use report::{ActivityRows, ColumnReport, Example, FileReport, JoinedRows, Noted, Suspicion, TimesRead};
pub use vendor::same_key;
