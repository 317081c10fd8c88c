//! The command line: the binary run in folders of its own, what it says held by snapshots in `tests/corpus/cli`.

mod check;
mod columns;
mod dirt;
mod eval;
mod explain;
mod outputs;
mod reference;
mod rule;
mod schema;
mod support;
mod usage;
