//! The blocks that are checked and not judged yet: a file a kind.
//!
//! Their names are declared by the first pass, and an activity's fields are resolved by `record.rs`, since
//! expressions need them.

use super::context::Checker;
use crate::syntax::ast::Block;

/// Checks a block that is not judged; the others are the passes' own.
pub(super) fn check(_checker: &mut Checker<'_>, _block: &Block) {}
