//! Codes of reading a contract.

codes! {}
