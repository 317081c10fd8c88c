//! Every test that runs the library from outside, in one binary.

mod batch;
mod batch_pages;
