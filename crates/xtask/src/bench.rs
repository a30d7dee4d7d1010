//! `cargo xtask bench`: parsing and judging beside other parsers, in `bench/`; `bench proxy`: the server beside other proxies;
//! `bench bulk`: lists of domains beside other tools; `bench page`: a check in a browser; `bench planner`: plans and simulated deliveries; `bench reports`: TLS reports beside other
//! readers.

mod attack;
mod bulk;
mod load;
mod names;
mod proxy;
mod surroundings;

use std::process::Command;

use anyhow::Result;

use crate::{page, places, process, server, setup, test::flows};

/// Measures the part that is named. The arguments of the first are its own.
pub fn run(arguments: &[String]) -> Result<()> {
    match arguments.split_first() {
        Some((part, rest)) if part == "proxy" => proxy::run(rest),
        Some((part, rest)) if part == "bulk" => bulk::run(rest),
        Some((part, rest)) if part == "page" => check_in_browser(rest),
        Some((part, [])) if part == "planner" => plans(),
        Some((part, rest)) if part == "reports" => reports(rest),
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
    process::run(beside_peers("mta-sts-bench").args(arguments))
}

/// Parses TLS reports beside `mail-auth`, and reads folders of them beside `parsedmarc`.
fn reports(arguments: &[String]) -> Result<()> {
    let binary = places::env_path("MTA_STS_BIN").map_or_else(server::build_server, Ok)?;
    let parsedmarc = setup::parsedmarc()?;
    let mut cargo = beside_peers("reports");
    cargo.arg("--binary").arg(binary).arg("--parsedmarc").arg(parsedmarc);
    process::run(cargo.args(arguments))
}

/// Runs a program of `bench/`; what follows are its arguments.
fn beside_peers(program: &str) -> Command {
    println!("building the benchmark and its peers (1 to 2 minutes at first, then seconds)");
    let mut cargo = process::command("cargo");
    // A dependency of one peer asks for a newer rustc than it needs.
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
