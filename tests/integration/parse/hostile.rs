//! Texts that nobody writes on purpose: nothing panics, everything ends soon, and places are places.

