//! A Rust that compiles for wasm32-unknown-unknown.
//!
//! In this order: the active toolchain has the target; a standard library that an earlier run built; rustup
//! adds the target; Debian's rustc with a standard library that we build. Many machines reach package
//! registries but not rustup's servers, hence the last.
//!
//! The page that is delivered takes a lean standard library before all of these, built from the active toolchain's source, for
//! which rustup is asked too. Where that cannot be had, it takes what there is, and a line says what that costs.

use std::{fmt, path::Path, process::Command};

use anyhow::{Context, Error, Result, bail, ensure};

use super::{
    built_std::{BuiltStd, Kind},
    debian, packages,
    rust::{Rust, TARGET},
    rustup,
};

const VARIABLE: &str = "MTA_STS_WASM_TOOLCHAIN";

/// Who compiles for Wasm.
pub enum WasmTarget {
    /// The toolchain that also builds the server, as it came.
    Active,
    /// A Rust with a standard library that was built here.
    Built(BuiltStd),
}

impl WasmTarget {
    /// Lets cargo, started by this command, compile with it.
    pub fn select(&self, command: &mut Command) {
        if let Self::Built(std) = self {
            std.select(command);
        }
    }

    /// Whether its standard library is built for size.
    pub fn is_lean(&self) -> bool {
        matches!(self, Self::Built(std) if std.kind() == Kind::Lean)
    }
}

impl fmt::Display for WasmTarget {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Active => write!(out, "the active Rust toolchain's {TARGET}"),
            Self::Built(std) => {
                write!(out, "{} and the {TARGET} in {}", std.rust().rustc().display(), std.folder().display())
            }
        }
    }
}

/// Finds the target or gets it.
pub fn ensure(tools: &Path, kind: Kind) -> Result<WasmTarget> {
    if debian_wanted()? {
        return of_debian(tools, kind);
    }
    let active = Rust::active()?;
    match kind {
        Kind::Whole if active.has_target() => Ok(WasmTarget::Active),
        Kind::Whole => match earlier_of_debian(tools, kind) {
            Some(target) => Ok(target),
            None => as_it_comes(&active, tools, kind),
        },
        Kind::Lean => lean(&active, tools),
    }
}

fn lean(active: &Rust, tools: &Path) -> Result<WasmTarget> {
    if !active.has_source() && earlier_of_debian(tools, Kind::Lean).is_none() {
        rustup::add_daily("component", "rust-src", &tools.join("rust-src-missed"));
    }
    match lean_of_active(active, tools) {
        Ok(std) => Ok(WasmTarget::Built(std)),
        Err(why) => earlier_of_debian(tools, Kind::Lean).map_or_else(|| not_lean(active, tools, &why), Ok),
    }
}

fn lean_of_active(active: &Rust, tools: &Path) -> Result<BuiltStd> {
    let debian = if packages::available() { format!("; {VARIABLE}=debian is another way") } else { String::new() };
    ensure!(active.has_source(), "its source is missing, which `rustup component add rust-src` gets{debian}");
    BuiltStd::ensure(active.clone(), tools, Kind::Lean)
}

/// No reason to stop: the page is the same but for its size.
fn not_lean(active: &Rust, tools: &Path, why: &Error) -> Result<WasmTarget> {
    let target = as_it_comes(active, tools, Kind::Lean)?;
    if !target.is_lean() {
        println!("set-up: the page will be about 37 kB larger than with a standard library built for size: {why:#}");
    }
    Ok(target)
}

fn as_it_comes(active: &Rust, tools: &Path, kind: Kind) -> Result<WasmTarget> {
    if active.has_target() || added_by_rustup(active) { Ok(WasmTarget::Active) } else { of_debian(tools, kind) }
}

fn added_by_rustup(active: &Rust) -> bool {
    let added = rustup::add("target", TARGET) && active.has_target();
    if !added && packages::available() {
        println!("set-up: {VARIABLE}=debian spares the attempt");
    }
    added
}

fn earlier_of_debian(tools: &Path, kind: Kind) -> Option<WasmTarget> {
    BuiltStd::earlier(debian::installed()?, tools, kind).map(WasmTarget::Built)
}

fn of_debian(tools: &Path, kind: Kind) -> Result<WasmTarget> {
    if !(cfg!(target_os = "linux") && packages::available()) {
        bail!("{}", advice());
    }
    let std = BuiltStd::ensure(debian::ensure()?, tools, kind)
        .with_context(|| format!("the standard library for Debian's rustc is not to be had. Instead, {}", advice()))?;
    Ok(WasmTarget::Built(std))
}

/// What to do where no way led to a target.
pub fn advice() -> String {
    format!(
        "there is no Rust for {TARGET} here. Run\n  rustup target add {TARGET}\nor install your system's package for it, then run this command again"
    )
}

fn debian_wanted() -> Result<bool> {
    match std::env::var(VARIABLE).as_deref() {
        Ok("debian") => Ok(true),
        Ok("") | Err(_) => Ok(false),
        Ok(other) => bail!("{VARIABLE} is `{other}`; it is either `debian` or not set"),
    }
}
