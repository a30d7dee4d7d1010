//! Benchmarks against other programs.
//!
//! `cargo xtask bench` compares parsing and judging with other parsers, in `bench/`. `bench proxy` compares the server
//! with other proxies, and `bench bulk` lists of domains with other tools. `bench page` measures a check in a browser,
//! `bench planner` plans and simulated deliveries, and `bench reports` TLS reports against other readers.

mod attack;
mod bulk;
mod environment;
mod load;
mod name_server;
mod proxy;

use std::process::Command;

use anyhow::Result;

use crate::{page, paths, process, server, setup, test::flows};

/// Runs the named benchmark. Arguments without a name are for the first one.
pub fn run(arguments: &[String]) -> Result<()> {
    match arguments.split_first() {
        Some((part, rest)) if part == "proxy" => proxy::run(rest),
        Some((part, rest)) if part == "bulk" => bulk::run(rest),
        Some((part, rest)) if part == "page" => check_in_browser(rest),
        Some((part, [])) if part == "planner" => planner(),
        Some((part, rest)) if part == "reports" => reports(rest),
        _ => parsers(arguments),
    }
}

/// Measures the critical path of a check in a real browser, with the release builds of page and server.
fn check_in_browser(arguments: &[String]) -> Result<()> {
    page::build_page()?;
    let (server, browser) = (server::build_server()?, setup::browser()?);
    let mut cargo = process::command("cargo");
    // Measured programs are release builds; the measuring program need not be.
    cargo.args(["bench", "--profile", "dev", "--package", "e2e", "--bench", "page", "--"]).args(arguments);
    flows::set_environment(&mut cargo, &server, &browser)?;
    process::run(&mut cargo)
}

/// Measures plans per second, and how simulated deliveries scale with senders and time.
fn planner() -> Result<()> {
    process::run(process::command("cargo").args(["bench", "--package", "planner", "--bench", "planner"]))
}

/// Builds the parser benchmark for release and runs it.
fn parsers(arguments: &[String]) -> Result<()> {
    process::run(bench_program("mta-sts-bench").args(arguments))
}

/// Compares parsing TLS reports with `mail-auth`, and reading folders of them with `parsedmarc`.
fn reports(arguments: &[String]) -> Result<()> {
    let binary = paths::env_path("MTA_STS_BIN").map_or_else(server::build_server, Ok)?;
    let parsedmarc = setup::parsedmarc()?;
    let mut cargo = bench_program("reports");
    cargo.arg("--binary").arg(binary).arg("--parsedmarc").arg(parsedmarc);
    process::run(cargo.args(arguments))
}

/// Returns the command of a program of `bench/`. Further arguments go to the program.
fn bench_program(program: &str) -> Command {
    println!("building the benchmark and its peers (1 to 2 minutes at first, then seconds)");
    let mut cargo = process::command("cargo");
    // A dependency of one peer declares a newer rustc than it needs.
    cargo.args([
        "run",
        "--release",
        "--ignore-rust-version",
        "--manifest-path",
        "bench/Cargo.toml",
        "--bin",
        program,
        "--",
    ]);
    cargo
}
