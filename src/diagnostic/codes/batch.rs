//! Codes of batches, the commands that read them, and findings in data.

codes! {}
