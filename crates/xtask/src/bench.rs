//! `cargo xtask bench`: parsing and judging beside other parsers, in `bench/`; `bench proxy`: the server beside other proxies;
//! `bench bulk`: lists of domains beside other tools; `bench page`: a check in a browser; `bench planner`: plans and simulated deliveries.

mod attack;
mod bulk;
mod load;
mod names;
mod proxy;
mod surroundings;

use anyhow::Result;

use crate::{page, process, server, setup, test::flows};

/// Measures the part that is named. The arguments of the first are its own.
pub fn run(arguments: &[String]) -> Result<()> {
    match arguments.split_first() {
        Some((part, rest)) if part == "proxy" => proxy::run(rest),
        Some((part, rest)) if part == "bulk" => bulk::run(rest),
        Some((part, rest)) if part == "page" => check_in_browser(rest),
        Some((part, [])) if part == "planner" => plans(),
        _ => parsers(arguments),
    }
}

/// The critical path of a check in a real browser, with the page and the server that are delivered.
fn check_in_browser(arguments: &[String]) -> Result<()> {
    page::build_page()?;
    let (server, browser) = (server::build_server()?, setup::browser()?);
    let mut cargo = process::command("cargo");
    // Measured programs are built for release; the measuring program need not be.
    cargo.args(["bench", "--profile", "dev", "--package", "e2e", "--bench", "page", "--"]).args(arguments);
    flows::set_environment(&mut cargo, &server, &browser)?;
    process::run(&mut cargo)
}

/// Plans per second, and how simulated deliveries grow with senders and time.
fn plans() -> Result<()> {
    process::run(process::command("cargo").args(["bench", "--package", "planner", "--bench", "planner"]))
}

/// Builds the benchmark for release and runs it.
fn parsers(arguments: &[String]) -> Result<()> {
    println!("building the benchmark and its peers (1 to 2 minutes at first, then seconds)");
    let mut cargo = process::command("cargo");
    // A dependency of one peer asks for a newer rustc than it needs.
    cargo.args(["run", "--release", "--ignore-rust-version"]);
    process::run(cargo.args(["--manifest-path", "bench/Cargo.toml", "--"]).args(arguments))
}
