//! Delimited text: CSV and TSV after RFC 4180, in two steps.
//!
//! [`split`] finds where records begin and end, without looking into them: quick enough to be the one step that
//! works in order. [`cells`] finds the cells of a chunk of records and can be done for many chunks at once.
//!
//! Records end at LF, CRLF or CR. A cell is quoted if its first character is a quote; inside, two quotes stand for
//! one, and newlines and delimiters for themselves. A quote anywhere else is a character like any other. Rows are
//! numbered as a spreadsheet does: every record counts, and so does a blank line, which is otherwise skipped.

mod cells;
mod separator;
mod split;

pub(super) use cells::{cells, header_cells};
pub(super) use separator::{Separator, separator};
pub(super) use split::{Broken, Fault, RawRecords, Record, Splitter};
