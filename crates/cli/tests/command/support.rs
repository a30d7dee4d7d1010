//! Runs the real binary.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

/// Returns the command without the settings of the environment.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mta-sts"));
    let ours = |name: &str| name.starts_with("MTA_STS_") || name.starts_with("LC_") || name == "LANG";
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_str().is_some_and(ours)) {
        command.env_remove(name);
    }
    command
}

/// The result of a finished run.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// Parses the document on standard output.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Runs the command with these arguments and nothing on standard input.
pub fn run(arguments: &[&str]) -> Run {
    run_with_input(arguments, b"")
}

/// Runs the command with these octets on standard input.
///
/// # Panics
/// If a run in the laboratory names a demo domain that does not exist: the test would assert less than it seems.
pub fn run_with_input(arguments: &[&str], input: &[u8]) -> Run {
    if arguments.contains(&"--lab") {
        let unknown = unknown_demo_domains(&format!("{} {}", arguments.join(" "), String::from_utf8_lossy(input)));
        assert!(unknown.is_empty(), "no such demo domains: {unknown:?}");
    }
    let mut child =
        command().args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that does not read its input may already have ended.
    drop(child.stdin.take().unwrap().write_all(input));
    finished_run(child.wait_with_output().unwrap())
}

/// Returns the ASCII names under `.test` in a text that no demo domain has. `nobody.test` is known not to exist.
fn unknown_demo_domains(text: &str) -> Vec<String> {
    let demos: Vec<String> = lab::demo_worlds().into_iter().map(|world| world.domain).collect();
    let is_known = |name: &str| {
        let is_below = |demo: &String| name.strip_suffix(demo.as_str()).is_some_and(|rest| rest.ends_with('.'));
        name == "nobody.test" || demos.iter().any(|demo| name == demo || is_below(demo))
    };
    let names = text.split(|sign: char| sign.is_ascii() && !sign.is_ascii_alphanumeric() && !matches!(sign, '-' | '.'));
    let names = names.map(str::to_ascii_lowercase).filter(|name| name.is_ascii() && name.ends_with(".test"));
    names.filter(|name| !is_known(name)).collect()
}

/// Converts the output of a finished process.
pub fn finished_run(output: Output) -> Run {
    Run {
        status: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Returns the ids of findings or problems.
pub fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|finding| finding["id"].as_str().unwrap()).collect()
}
