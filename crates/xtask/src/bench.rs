//! `cargo xtask bench`: parsing and judging beside other parsers, in `bench/`; `bench proxy`: the server beside other proxies.

mod load;
mod proxy;
mod surroundings;

use anyhow::Result;

use crate::process;

/// Measures the part that is named. The arguments of the first are its own.
pub fn run(arguments: &[String]) -> Result<()> {
    match arguments.split_first() {
        Some((part, rest)) if part == "proxy" => proxy::run(rest),
        _ => parsers(arguments),
    }
}

/// Builds the benchmark for release and runs it.
fn parsers(arguments: &[String]) -> Result<()> {
    println!("building the benchmark and its peers (1 to 2 minutes at first, then seconds)");
    let mut cargo = process::command("cargo");
    // A dependency of one peer asks for a newer rustc than it needs.
    cargo.args(["run", "--release", "--ignore-rust-version"]);
    process::run(cargo.args(["--manifest-path", "bench/Cargo.toml", "--"]).args(arguments))
}
