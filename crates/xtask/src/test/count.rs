//! Test counts, read from output that is passed through.

use std::{
    io::{self, BufRead, BufReader, Write},
    ops::Add,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::process::command_line;

/// Number of tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

/// Runs a command, shows its output, and adds the tests that it reports.
pub fn run_and_count(command: &mut Command, counts: &mut Counts) -> Result<()> {
    let spawned = command.stdout(Stdio::piped()).spawn();
    let mut child = spawned.with_context(|| format!("cannot run `{}`", command_line(command)))?;
    if let Some(output) = child.stdout.take() {
        *counts = *counts + pass_through(BufReader::new(output), io::stdout())?;
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{}` failed ({status})", command_line(command));
    }
    Ok(())
}

/// Passes output through and counts tests. Works on bytes, since a test may print anything.
fn pass_through(mut from: impl BufRead, mut to: impl Write) -> Result<Counts> {
    let mut counts = Counts::default();
    let mut line = Vec::new();
    while from.read_until(b'\n', &mut line)? > 0 {
        to.write_all(&line)?;
        to.flush()?;
        counts = counts + in_line(&String::from_utf8_lossy(&line)).unwrap_or_default();
        line.clear();
    }
    Ok(counts)
}

/// Parses `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
fn in_line(line: &str) -> Option<Counts> {
    let (_, parts) = line.trim_start().strip_prefix("test result: ")?.split_once(". ")?;
    let count = |what| parts.split(';').find_map(|part| part.trim().strip_suffix(what)?.trim().parse().ok());
    Some(Counts { passed: count("passed")?, failed: count("failed")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_line_is_read() {
        let counts = |passed, failed| Some(Counts { passed, failed });
        assert_eq!(
            in_line("test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n"),
            counts(3, 0)
        );
        assert_eq!(in_line("test result: FAILED. 12 passed; 2 failed; 0 ignored"), counts(12, 2));
        assert_eq!(in_line("test reads_a_result ... ok"), None);
        assert_eq!(in_line("test result: unheard of"), None);
    }

    #[test]
    fn everything_passes_through_and_results_add_up() {
        let printed =
            b"running 1 test\ntest result: ok. 1 passed; 0 failed;\n\xFF\ntest result: ok. 2 passed; 0 failed;";
        let mut shown = Vec::new();
        assert_eq!(pass_through(&printed[..], &mut shown).unwrap(), Counts { passed: 3, failed: 0 });
        assert_eq!(shown, printed);
    }
}
