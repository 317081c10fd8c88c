//! The command line: the binary run in folders of its own, what it says held by snapshots in `tests/corpus/cli`.

mod activities;
mod check;
mod check_baseline;
mod check_batch;
mod check_fix;
mod check_formats;
mod columns;
mod crm;
mod dirt;
mod dirt_json;
mod eval;
mod exceptions;
mod explain;
mod fmt;
mod formats;
mod full;
mod outputs;
mod reference;
mod rule;
mod schema;
mod support;
mod usage;
mod versions;
mod versions_agree;
mod versions_cut;
mod versions_refused;
