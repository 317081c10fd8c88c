//! Text on its way in and results on their way out: files, spans into them, and the only use of the
//! file system in the library.
//!
//! [`Sources`] owns every text that a message may quote; a [`Span`] is a place in one of them.

mod disk;
mod file;
mod span;
mod store;

pub use disk::{Output, Scratch, open, read_text, real_path, scratch};
pub use file::{Position, SourceFile};
pub use span::{FileId, Span, Spanned};
pub use store::{LoadError, Sources};
