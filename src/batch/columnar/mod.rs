//! Parquet and Arrow IPC: leads that lie in columns already, with types.
//!
//! A file is opened far enough to know its columns ([`schema`]): those at the top, and the members of structs by their
//! paths, `properties.email`, as with objects of JSON. When it is known which of them are read, the rest is left alone:
//! [`parquet`] and [`ipc`] decode those columns only, and [`table`] hands them out some rows at a time. Decoding is the
//! one step that works in order.
//!
//! What is decoded becomes values in one of two ways. [`cells`] writes a column out as the text that a person would
//! have typed ([`text`]), from where it goes the way of all formats. [`direct`] takes the values as they are where that
//! is the same and quicker: a column of integers for a field of integers. A test holds the two against each other.
//!
//! These formats are read by libraries that take more on trust than an export from somewhere deserves. What they might
//! be led to is looked at first ([`frames`]), and what they do not survive is an error of the file ([`guard`]).

mod cells;
mod direct;
mod frames;
mod guard;
mod ipc;
mod parquet;
mod schema;
mod table;
mod text;
mod weight;

pub(super) use cells::cells;
pub(super) use direct::{Direct, Taken, direct};
pub use guard::is_guarded;
pub(super) use table::{Refused, Table};
