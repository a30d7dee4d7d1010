//! `cargo xtask serve`: from a fresh checkout to the page in the browser.

use anyhow::Result;

use crate::{page, paths, process, server};

const LISTEN: &str = "127.0.0.1:8080";

/// Installs tools, builds page and server, and runs the server with the lab until it is stopped.
pub fn run(extra: &[String]) -> Result<()> {
    page::build_page()?;
    let binary = server::build_server()?;
    let dist = paths::dist();
    let mut command = process::command(binary);
    command.args(["serve", "--lab"]);
    if value_of(extra, "--listen").is_none() {
        command.args(["--listen", LISTEN]);
    }
    if value_of(extra, "--dist").is_none() {
        command.arg("--dist").arg(dist);
    }
    println!("\nOpen http://{}/ (Ctrl+C stops the server)\n", value_of(extra, "--listen").unwrap_or(LISTEN));
    process::run(command.args(extra))
}

/// Returns the value of an option in either spelling, `--name value` or `--name=value`.
fn value_of<'a>(arguments: &'a [String], name: &str) -> Option<&'a str> {
    arguments.iter().enumerate().find_map(|(index, argument)| match argument.strip_prefix(name)? {
        "" => arguments.get(index + 1).map(String::as_str),
        rest => rest.strip_prefix('='),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_found_in_both_spellings() {
        let arguments = ["--listen", "[::1]:80", "--dist=there", "--distant=1"].map(str::to_owned);
        assert_eq!(value_of(&arguments, "--listen"), Some("[::1]:80"));
        assert_eq!(value_of(&arguments, "--dist"), Some("there"));
        assert_eq!(value_of(&arguments, "--lab"), None);
    }
}
