//! JSON: objects one a line, or in one array, in two steps as with delimited text.
//!
//! [`split`] finds where objects begin and end by strings and brackets alone, in order; [`cells`] parses them, many
//! chunks at once. An object that is no JSON costs its row, not the file. The members of an object are its cells; those
//! of an object inside it are columns of their own, named by their path: `properties.email`.
//!
//! The columns are the keys of the first objects ([`keys`]); a key that only later objects have is looked at by name.

mod cells;
mod keys;
mod split;

pub(super) use cells::{LateKey, cells, first_key};
pub(super) use keys::Keys;
pub(super) use split::{Shape, Splitter};
