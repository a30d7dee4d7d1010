//! Rust toolchain that compiles for wasm32-unknown-unknown.
//!
//! Tries in this order: the target of the active toolchain; a standard library that an earlier run built; rustup, to
//! add the target; Debian's rustc with a standard library that we build. The last is for machines that reach package
//! registries but not rustup's servers.

use std::{fmt, path::Path, process::Command};

use anyhow::{Context, Result, bail};

use super::{
    built_std::BuiltStd,
    debian, packages,
    rust::{RustToolchain, TARGET, missing_target_advice},
    rustup,
};

const TOOLCHAIN_VARIABLE: &str = "MTA_STS_WASM_TOOLCHAIN";

/// Toolchain that compiles for Wasm.
pub enum WasmTarget {
    /// The toolchain that also builds the server, unchanged.
    Active,
    /// A toolchain with a standard library that was built here.
    Built(BuiltStd),
}

impl WasmTarget {
    /// Makes cargo, started by this command, compile with it.
    pub fn select(&self, command: &mut Command) {
        if let Self::Built(std) = self {
            std.select(command);
        }
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

/// Finds the target or installs it.
pub fn ensure(tools: &Path) -> Result<WasmTarget> {
    if is_debian_requested()? {
        return build_for_debian(tools);
    }
    let active = RustToolchain::active()?;
    if active.has_target() {
        return Ok(WasmTarget::Active);
    }
    if let Some(target) = find_built_for_debian(tools) {
        return Ok(target);
    }
    if added_by_rustup(&active) { Ok(WasmTarget::Active) } else { build_for_debian(tools) }
}

fn added_by_rustup(active: &RustToolchain) -> bool {
    let added = rustup::add_target(TARGET) && active.has_target();
    if !added && packages::available() {
        println!("set-up: {TOOLCHAIN_VARIABLE}=debian spares the attempt");
    }
    added
}

fn find_built_for_debian(tools: &Path) -> Option<WasmTarget> {
    BuiltStd::find_built(debian::installed()?, tools).map(WasmTarget::Built)
}

fn build_for_debian(tools: &Path) -> Result<WasmTarget> {
    if !(cfg!(target_os = "linux") && packages::available()) {
        bail!("{}", missing_target_advice());
    }
    let std = BuiltStd::ensure(debian::ensure()?, tools).with_context(|| {
        format!("the standard library for Debian's rustc is not available. Instead, {}", missing_target_advice())
    })?;
    Ok(WasmTarget::Built(std))
}

fn is_debian_requested() -> Result<bool> {
    match std::env::var(TOOLCHAIN_VARIABLE).as_deref() {
        Ok("debian") => Ok(true),
        Ok("") | Err(_) => Ok(false),
        Ok(other) => bail!("{TOOLCHAIN_VARIABLE} is `{other}`; it is either `debian` or not set"),
    }
}
