//! A Rust that compiles for wasm32-unknown-unknown.
//!
//! In this order: the active toolchain has the target; a standard library that an earlier run built; rustup
//! adds the target; Debian's rustc with a standard library that we build. Many machines reach package
//! registries but not rustup's servers, hence the last.

use std::{
    fmt,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use super::{
    announce,
    debian_std::{self, DebianStd, Kind},
    packages,
};
use crate::process;

/// The target's name.
pub const TARGET: &str = "wasm32-unknown-unknown";

const VARIABLE: &str = "MTA_STS_WASM_TOOLCHAIN";
const RUSTUP_LIMIT: Duration = Duration::from_secs(60);

/// Who compiles for Wasm.
pub enum WasmTarget {
    /// The toolchain that also builds the server.
    Active,
    /// Debian's rustc.
    Debian(DebianStd),
}

impl WasmTarget {
    /// Lets cargo, started by this command, compile with it.
    pub fn select(&self, command: &mut Command) {
        if let Self::Debian(std) = self {
            // Instead of a toolchain linked into rustup: that would be seen outside this project too.
            command.env("RUSTC", std.rustc()).env("RUSTDOC", std.rustdoc()).envs(std.flags().iter().copied());
            command.env_remove("RUSTC_WRAPPER").env_remove("RUSTC_WORKSPACE_WRAPPER");
        }
    }
}

impl fmt::Display for WasmTarget {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Active => write!(out, "the active Rust toolchain's {TARGET}"),
            Self::Debian(std) => write!(out, "Debian's rustc and the {TARGET} in {}", std.folder().display()),
        }
    }
}

/// Finds the target or gets it.
pub fn ensure(tools: &Path, kind: Kind) -> Result<WasmTarget> {
    if active_has_it()? {
        return Ok(WasmTarget::Active);
    }
    if let Some(std) = debian_std::built(tools, kind) {
        return Ok(WasmTarget::Debian(std));
    }
    if !debian_wanted()? && added_by_rustup() {
        return Ok(WasmTarget::Active);
    }
    if !(cfg!(target_os = "linux") && packages::available()) {
        bail!("{}", advice());
    }
    Ok(WasmTarget::Debian(debian_std::ensure(tools, kind)?))
}

/// What to do where no way led to a target.
pub fn advice() -> String {
    format!(
        "there is no Rust for {TARGET} here. Run\n  rustup target add {TARGET}\nor install your system's package for it, then run this command again"
    )
}

fn active_has_it() -> Result<bool> {
    let sysroot = process::output(process::command("rustc").args(["--print", "sysroot"]))
        .context("Rust itself is missing: see https://rustup.rs")?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).join("lib").is_dir())
}

fn debian_wanted() -> Result<bool> {
    match std::env::var(VARIABLE).as_deref() {
        Ok("debian") => Ok(true),
        Ok("") | Err(_) => Ok(false),
        Ok(other) => bail!("{VARIABLE} is `{other}`; it is either `debian` or not set"),
    }
}

/// Behind some firewalls rustup neither succeeds nor fails, so it gets a minute.
fn added_by_rustup() -> bool {
    if process::on_path("rustup").is_none() {
        return false;
    }
    announce(&format!("rustup target add {TARGET}"), "seconds, at most 1 minute");
    let mut rustup = process::command("rustup");
    rustup.args(["target", "add", TARGET]).stdin(Stdio::null());
    let added = within(&mut rustup, RUSTUP_LIMIT) && active_has_it().unwrap_or(false);
    if !added {
        println!("set-up: rustup did not get the target; {VARIABLE}=debian spares the attempt");
    }
    added
}

fn within(command: &mut Command, limit: Duration) -> bool {
    let Ok(mut child) = command.spawn() else {
        return false;
    };
    let start = Instant::now();
    while start.elapsed() < limit {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => thread::sleep(Duration::from_millis(100)),
            Err(_) => break,
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut shell = Command::new("sh");
        shell.args(["-c", script]);
        shell
    }

    #[test]
    fn a_command_gets_its_time_and_no_more() {
        let start = Instant::now();
        assert!(within(&mut shell("exit 0"), Duration::from_secs(30)));
        assert!(!within(&mut shell("exit 3"), Duration::from_secs(30)));
        assert!(!within(&mut shell("exec sleep 60"), Duration::from_millis(150)));
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}
