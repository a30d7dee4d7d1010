//! Rust toolchain on this machine: its build, and its Wasm support.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use anyhow::{Context, Result};

use crate::process;

/// Name of the target.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Rust toolchain, identified by its folder.
#[derive(Clone)]
pub struct RustToolchain {
    sysroot: PathBuf,
}

impl RustToolchain {
    /// Returns the toolchain that also builds the server.
    pub fn active() -> Result<Self> {
        Self::from_rustc("rustc").context("Rust itself is missing: see https://rustup.rs")
    }

    /// Returns the toolchain of a rustc. A rustup proxy in PATH resolves to the active toolchain.
    pub fn from_rustc(rustc: impl AsRef<OsStr>) -> Result<Self> {
        let sysroot = process::output(process::command(rustc).args(["--print", "sysroot"]))?;
        Ok(Self { sysroot: PathBuf::from(sysroot.trim()) })
    }

    /// Returns its compiler.
    pub fn rustc(&self) -> PathBuf {
        self.program("rustc")
    }

    /// Returns its rustdoc.
    pub fn rustdoc(&self) -> PathBuf {
        self.program("rustdoc")
    }

    fn program(&self, name: &str) -> PathBuf {
        self.sysroot.join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// Returns whether it includes a standard library for Wasm.
    pub fn has_target(&self) -> bool {
        Self::target_in(&self.sysroot).is_dir()
    }

    /// Returns the folder of the standard library for Wasm in a sysroot.
    pub fn target_in(sysroot: &Path) -> PathBuf {
        rustlib(sysroot).join(TARGET).join("lib")
    }

    /// Returns the version, such as `1.96.0`.
    pub fn release(&self) -> Result<String> {
        version_field("release", &self.about()?)
    }

    /// Returns a build id such as `1.96.0-ac68faa20-1786957845`. It has the version, the commit (since nightlies share
    /// a version), and the installation time in Unix seconds (since Debian sometimes rebuilds a version).
    pub fn build_id(&self) -> Result<String> {
        let about = self.about()?;
        let commit: String = version_field("commit-hash", &about)?.chars().take(9).collect();
        let came = fs::metadata(self.rustc())?.modified()?.duration_since(UNIX_EPOCH)?.as_secs();
        Ok(format!("{}-{commit}-{came}", version_field("release", &about)?))
    }

    fn about(&self) -> Result<String> {
        process::output(process::command(self.rustc()).arg("-vV"))
    }
}

/// Advice for a machine on which no Rust for the target was found.
pub fn missing_target_advice() -> String {
    format!(
        "there is no Rust for {TARGET} here. Run\n  rustup target add {TARGET}\nor install your system's package for it, then run this command again"
    )
}

fn rustlib(sysroot: &Path) -> PathBuf {
    sysroot.join("lib").join("rustlib")
}

/// Returns the value of a line that `rustc -vV` prints.
fn version_field(name: &str, about: &str) -> Result<String> {
    let value = about.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    value.map(str::to_owned).with_context(|| format!("rustc did not report its {name}, only `{about}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_build_tells_version_and_commit() {
        let build = RustToolchain::active().unwrap().build_id().unwrap();
        let about = RustToolchain::active().unwrap().about().unwrap();
        let commit = version_field("commit-hash", &about).unwrap();
        let (release, commit) = (version_field("release", &about).unwrap(), &commit[..commit.len().min(9)]);
        assert!(build.starts_with(&format!("{release}-{commit}-")), "{build}");
        assert!(!build.contains(char::is_whitespace), "{build}");
    }

    #[test]
    fn a_rustc_without_a_version_is_refused() {
        assert_eq!(version_field("release", "host: a\nrelease: 1.96.0\n").unwrap(), "1.96.0");
        assert!(version_field("commit-hash", "release: 1.96.0\n").unwrap_err().to_string().contains("commit-hash"));
        assert!(RustToolchain::from_rustc("/no/such/rustc").is_err());
    }
}
