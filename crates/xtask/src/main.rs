//! The repository's own commands: `cargo xtask serve`, `cargo xtask test` and their building blocks.
//!
//! Every command first installs what it needs, says so, and is quick if nothing is missing.

mod base_path;
mod bench;
mod compress;
mod content_security;
mod deferred;
mod deferred_files;
mod fuzz;
mod kept_program;
mod languages;
mod learn;
mod offline;
mod page;
mod paths;
mod process;
mod serve;
mod server;
mod setup;
mod size;
mod styles;
mod test;
mod versions;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
usage: cargo xtask COMMAND

  serve [-- ARGS]         build page and server, run `mta-sts serve --lab` on http://127.0.0.1:8080
  test [--only STEP,…]    run every check and test; steps: fmt, clippy, beside, unit, deploy, docs, wasm, page, flows,
                          size
  setup                   install everything that serve and test need
  page                    build the page into dist/
  size                    build the page and print what it costs to download
  bench [ARGS]            measure parsing and judging beside other parsers; --help says more
  bench proxy [ARGS]      measure the server under load beside nginx and cors-anywhere; --help says more
  bench bulk [ARGS]       measure lists of domains beside checkdmarc and mta-sts-query; --help says more
  bench page [RUNS]       measure a check in a browser, with 100 ms on every answer, and how far the page shifts
  bench planner           measure plans and simulated deliveries per second
  bench reports [ARGS]    measure reading TLS reports beside mail-auth and parsedmarc; --help says more
  fuzz [SECONDS] [TARGET] run every fuzz target, or the named ones, for that long (default 60)
  exec COMMAND [ARGS]     run a command with the page's tools and Wasm target, e.g. exec trunk serve

environment:
  MTA_STS_TOOLS           where tools are installed (else the user's cache folder)
  MTA_STS_WASM_TOOLCHAIN  `debian`: compile for Wasm with Debian's rustc, and ask rustup for nothing
  CHROME, CHROMEDRIVER    the browser and driver to test with (else looked for, else installed)
  MTA_STS_ORIGIN          the site's origin, such as https://check.example.org, for the addresses that search engines read
  MTA_STS_CORPUS          a folder of policies and records for bench, fuzz and the tests (else the project's own)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<ExitCode> {
    if deferred::is_wasm_bindgen() {
        deferred::split_and_bind()?;
        return Ok(ExitCode::SUCCESS);
    }
    // Trunk's hook already runs the kept program.
    if arguments != ["finish-page"] {
        kept_program::keep_program()?;
    }
    dispatch(arguments)
}

fn dispatch(arguments: &[String]) -> Result<ExitCode> {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", arguments),
    };
    match (command, rest) {
        ("serve", _) => serve::run(after_separator(rest))?,
        ("test", _) => return test::run(rest),
        ("setup", []) => setup::install_all()?,
        ("page", []) => drop(page::build_page()?),
        ("size", []) => size::run()?,
        ("bench", _) => bench::run(after_separator(rest))?,
        ("fuzz", _) => fuzz::run(rest)?,
        ("exec", [program, rest @ ..]) => return setup::run_tool(program, rest),
        ("finish-page", []) => page::finish_page()?,
        ("help" | "--help" | "-h", _) => print!("{USAGE}"),
        _ => bail!("`{}` is not a command\n\n{USAGE}", arguments.join(" ")),
    }
    Ok(ExitCode::SUCCESS)
}

/// Skips a leading `--`, so that `serve -- --listen …` and `serve --listen …` mean the same.
fn after_separator(arguments: &[String]) -> &[String] {
    match arguments {
        [first, rest @ ..] if first == "--" => rest,
        all => all,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_optional() {
        let with = ["--".to_owned(), "-v".to_owned()];
        assert_eq!(after_separator(&with), ["-v"]);
        assert_eq!(after_separator(&with[1..]), ["-v"]);
        assert!(after_separator(&[]).is_empty());
    }

    #[test]
    fn an_unknown_command_shows_the_known_ones() {
        let error = dispatch(&["sevre".to_owned()]).unwrap_err().to_string();
        assert!(error.contains("`sevre`") && error.contains("serve [-- ARGS]"), "{error}");
    }
}
