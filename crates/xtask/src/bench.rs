//! `cargo xtask bench`: parsing and judging beside other parsers, in `bench/`.

use anyhow::Result;

use crate::process;

/// Builds the benchmark for release and runs it; the arguments are its own.
pub fn run(arguments: &[String]) -> Result<()> {
    println!("building the benchmark and its peers (1 to 2 minutes at first, then seconds)");
    let mut cargo = process::command("cargo");
    // A dependency of one peer asks for a newer rustc than it needs.
    cargo.args(["run", "--release", "--ignore-rust-version"]);
    process::run(cargo.args(["--manifest-path", "bench/Cargo.toml", "--"]).args(arguments))
}
