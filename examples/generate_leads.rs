//! Writes leads for the Acme contract to stdout.
//!
//! ```sh
//! cargo run --release --example generate_leads -- --rows 2000 --seed 42 > policies/acme/leads.csv
//! ```

use clap::{Parser, ValueEnum};

#[path = "../tests/support/generate/mod.rs"]
mod generate;

/// Writes leads for the Acme contract to stdout, the same ones on every machine.
#[derive(Parser)]
struct Args {
    /// How many leads
    #[arg(long, default_value_t = 2000)]
    rows: u64,
    /// Where the random numbers start
    #[arg(long, default_value_t = 42)]
    seed: u64,
    /// How dirty the file is
    #[arg(long, value_enum, default_value_t = Dirt::Some)]
    dirt: Dirt,
}

/// How dirty a file is.
#[derive(Clone, Copy, ValueEnum)]
enum Dirt {
    /// Every cell can be read
    None,
    /// The kinds and rates of tests/support/generate/dirt.rs
    Some,
}

fn main() -> csv::Result<()> {
    let args = Args::parse();
    let config = generate::Config { rows: args.rows, seed: args.seed, dirty: matches!(args.dirt, Dirt::Some) };
    generate::write_leads(config, std::io::stdout().lock())
}
