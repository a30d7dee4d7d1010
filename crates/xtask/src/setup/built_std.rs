//! Standard library for Wasm, built once from the source that comes with a Rust toolchain.
//!
//! It is installed into a sysroot in the tools' folder, named after Rust's version and build, so an update of Rust gets
//! another. Flags pass the sysroot to that toolchain's own rustc, which takes everything else from its usual place.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};

use super::{
    announce,
    rust::{RustToolchain, TARGET},
};
use crate::process;

/// Rust toolchain, and the sysroot with the Wasm target that is built for it.
pub struct BuiltStd {
    rust: RustToolchain,
    sysroot: String,
}

impl BuiltStd {
    /// Finds the sysroot that an earlier run built for this toolchain.
    pub fn find_built(rust: RustToolchain, tools: &Path) -> Option<Self> {
        let std = Self::from_rust(rust, tools).ok()?;
        std.folder().is_dir().then_some(std)
    }

    /// Finds the sysroot, or builds it.
    pub fn ensure(rust: RustToolchain, tools: &Path) -> Result<Self> {
        let std = Self::from_rust(rust, tools)?;
        if !std.folder().is_dir() {
            announce(&format!("building Rust's standard library for {TARGET}"), "about 40 seconds");
            std.build().context("cargo could not build it from Rust's source and crates.io")?;
        }
        Ok(std)
    }

    fn from_rust(rust: RustToolchain, tools: &Path) -> Result<Self> {
        let folder = tools.join(format!("std-{}", rust.build_id()?));
        // Cargo splits flags at spaces.
        let name = folder.to_str().filter(|name| !name.contains(char::is_whitespace));
        let name = name.context(
            "the tools' folder has a space in its name, or is not valid UTF-8; set MTA_STS_TOOLS to another",
        )?;
        Ok(Self { rust, sysroot: name.to_owned() })
    }

    /// Returns the sysroot.
    pub fn folder(&self) -> &Path {
        Path::new(&self.sysroot)
    }

    /// Returns the toolchain that it belongs to.
    pub fn rust(&self) -> &RustToolchain {
        &self.rust
    }

    /// Makes cargo, started by this command, compile for Wasm with it.
    ///
    /// A toolchain linked into rustup would do the same, but would be visible outside of this project, too.
    pub fn select(&self, command: &mut Command) {
        let sysroot = format!("--sysroot={}", self.sysroot);
        command.env("RUSTC", self.rust.rustc()).env("RUSTDOC", self.rust.rustdoc());
        command.env(FLAGS, &sysroot).env(DOC_FLAGS, &sysroot);
        for variable in CONFLICTING_VARIABLES {
            command.env_remove(variable);
        }
    }

    /// Builds into a temporary folder, so that an interrupted run leaves nothing that looks complete.
    fn build(&self) -> Result<()> {
        let (work, partial) = (self.sibling("work"), self.sibling("partial"));
        remove(&work)?;
        remove(&partial)?;
        let built =
            self.build_libraries(&work).and_then(|()| copy_libraries(&work, &RustToolchain::target_in(&partial)));
        remove(&work)?;
        built?;
        fs::rename(&partial, self.folder()).with_context(|| format!("cannot create {}", self.sysroot))
    }

    fn sibling(&self, ending: &str) -> PathBuf {
        PathBuf::from(format!("{}.{ending}", self.sysroot))
    }

    /// Builds the standard library by building an empty crate, whose dependencies it is.
    fn build_libraries(&self, work: &Path) -> Result<()> {
        fs::create_dir_all(work.join("src"))?;
        fs::write(work.join("src/lib.rs"), "#![no_std]\n")?;
        fs::write(work.join("Cargo.toml"), EMPTY_CRATE)?;
        let mut cargo = process::command("cargo");
        cargo.args(["build", "--quiet", "--release", "--target", TARGET]).current_dir(work);
        for variable in CONFLICTING_VARIABLES {
            cargo.env_remove(variable);
        }
        cargo.env("RUSTC", self.rust.rustc()).env("CARGO_TARGET_DIR", work.join("target"));
        cargo.envs(STD_BUILD);
        // Without bitcode, link-time optimisation fails.
        cargo.env("RUSTFLAGS", "-Cembed-bitcode=yes");
        process::run(&mut cargo)
    }
}

/// Variable with flags for code that is compiled for Wasm, and for nothing that runs here.
pub const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

const DOC_FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTDOCFLAGS";

/// Variables that override ours, or select another rustc.
const CONFLICTING_VARIABLES: [&str; 6] = [
    "RUSTFLAGS",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_ENCODED_RUSTDOCFLAGS",
    "RUSTDOCFLAGS",
    "RUSTC_WRAPPER",
    "RUSTC_WORKSPACE_WRAPPER",
];

const EMPTY_CRATE: &str = r#"[package]
name = "empty"
version = "0.0.0"
edition = "2024"

[workspace]

[profile.release]
panic = "abort"
"#;

/// Environment that enables nightly's `-Z build-std` for this one build. `test` is among the crates, or `cargo test`
/// can't find it.
const STD_BUILD: [(&str, &str); 5] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort,test"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

fn copy_libraries(work: &Path, lib: &Path) -> Result<()> {
    fs::create_dir_all(lib)?;
    let built = work.join("target").join(TARGET).join("release").join("deps");
    for entry in fs::read_dir(&built).with_context(|| format!("cargo left no {}", built.display()))? {
        let file = entry?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libempty-") {
            fs::copy(&file, lib.join(name))?;
        }
    }
    ensure!(fs::read_dir(lib)?.next().is_some(), "cargo built no library in {}", built.display());
    Ok(())
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            bail!("cannot remove {}: {error}", folder.display())
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built(tools: &str) -> Result<BuiltStd> {
        BuiltStd::from_rust(RustToolchain::active().unwrap(), Path::new(tools))
    }

    #[test]
    fn what_is_compiled_for_wasm_takes_the_library_and_no_flags_of_the_developer() {
        let mut command = Command::new("cargo");
        command.env("RUSTFLAGS", "-Dwarnings");
        built("/tools").unwrap().select(&mut command);
        let set: Vec<_> =
            command.get_envs().filter_map(|(name, value)| Some((name.to_str()?, value?.to_str()?))).collect();
        let flags = set.iter().find(|(name, _)| *name == FLAGS).unwrap().1;
        assert!(flags.starts_with("--sysroot=/tools/std-"), "{flags}");
        assert!(!set.iter().any(|(name, _)| *name == "RUSTFLAGS"), "cargo would take them instead");
    }

    #[test]
    fn a_folder_that_flags_cannot_name_is_refused() {
        let error = built("/a user/tools").err().unwrap().to_string();
        assert!(error.contains("MTA_STS_TOOLS"), "{error}");
    }
}
