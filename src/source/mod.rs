//! Text on its way in and results on their way out: files, spans into them, and the only use of the
//! file system in the library.
//!
//! [`Sources`] owns every text that a message may quote; a [`Span`] is a place in one of them.

mod disk;
mod file;
mod output;
mod span;
mod spool;
mod store;

pub use disk::{Scratch, drain, open, read_text, real_path, scratch};
pub use file::{Position, SourceFile};
pub use output::{Complete, Output, Unnamed, name_all};
pub use span::{FileId, Span, Spanned};
pub use spool::{Lost, Spool, device};
pub use store::{LoadError, Sources, contract_files};
