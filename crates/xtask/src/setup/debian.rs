//! Debian's rustc with the standard library's source, for machines that reach package registries but not rustup's
//! servers.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use super::{
    packages::{self, Package},
    rust::{RustToolchain, missing_target_advice},
};

const RUSTC: &str = "/usr/bin/rustc";
const LINKER: &str = "/usr/bin/rust-lld";

/// Packages of the Rust version that Debian builds its browsers with, which is new enough for us.
const PACKAGES: [Package; 3] = [
    Package { name: "rustc-web", file: RUSTC },
    Package { name: "rust-web-src", file: "/usr/lib/rustlib/src/rust/library/std/Cargo.toml" },
    Package { name: "rust-web-llvm", file: "/usr/bin/rust-llvm-dwp" },
];

/// Returns Debian's Rust, if all of its packages are installed.
pub fn installed() -> Option<RustToolchain> {
    PACKAGES.iter().all(|package| Path::new(package.file).exists()).then(|| RustToolchain::from_rustc(RUSTC).ok())?
}

/// Installs missing packages and returns Debian's Rust.
pub fn ensure() -> Result<RustToolchain> {
    packages::ensure(&PACKAGES, "about 1 minute", &missing_target_advice())?;
    ensure_linker()?;
    let rust = RustToolchain::from_rustc(RUSTC)?;
    ensure_new_enough(&rust)?;
    Ok(rust)
}

/// Installs the linker. Debian's `rust-lld` is a link into a package that rustc only suggests; the link's name tells
/// which.
fn ensure_linker() -> Result<()> {
    let link = Path::new(LINKER);
    if link.exists() {
        return Ok(());
    }
    let target =
        fs::read_link(link).with_context(|| format!("{LINKER} is missing. Instead, {}", missing_target_advice()))?;
    let package = target.file_name().and_then(|name| name.to_str()).context("rust-lld links to nowhere")?;
    packages::install(&[package], "a few seconds", &missing_target_advice())
}

fn ensure_new_enough(rust: &RustToolchain) -> Result<()> {
    let version = rust.release()?;
    let wanted = env!("CARGO_PKG_RUST_VERSION");
    ensure!(
        numbers(&version) >= numbers(wanted),
        "{RUSTC} is {version}, and this project needs {wanted}: {}",
        missing_target_advice()
    );
    Ok(())
}

fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map_while(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_numbers() {
        assert!(numbers("1.100.0") > numbers("1.95"));
        assert!(numbers("1.95.0") >= numbers("1.95"));
        assert!(numbers("1.85.0") < numbers("1.95"));
    }
}
