//! Codes of names, types and blocks.

codes! {}
