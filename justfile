# Lists the recipes.
default:
    @just --list

# Runs every test.
test:
    cargo test --workspace

# Formatting and lints.
lint:
    cargo fmt --check
    cargo clippy --workspace --all-targets -- -D warnings

# The documentation; a broken link fails.
docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# Licences, advisories and duplicates of the dependencies (needs cargo-deny).
deny:
    cargo deny check

# What a pull request has to pass.
ci:
    .ci/run

# The benchmarks.
bench:
    cargo bench

# Makes the shipped batch anew. Built first, so that a failed build leaves the file alone.
generate rows="2000" seed="42" out="policies/acme/leads.csv":
    cargo build --release --example generate_leads
    target/release/examples/generate_leads --rows {{rows}} --seed {{seed}} > {{out}}
