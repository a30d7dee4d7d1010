//! A standard library for Wasm, built once from the source that comes with a Rust.
//!
//! It goes into a sysroot in the tools' folder, whose name tells Rust's version and build: so an update of Rust gets another.
//! Flags name the sysroot to that Rust's own rustc, which takes everything else from where it is.
//!
//! There are two: a whole one for development and tests, and a lean one for the page that is delivered. That one sorts and
//! formats with less code and stops without a message where something panics: nobody would hear it in a browser, and the
//! page is a tenth smaller.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};

use super::{
    announce,
    rust::{Rust, TARGET},
};
use crate::process;

/// Which standard library.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// As Rust delivers it.
    Whole,
    /// Small, and without a word when something panics.
    Lean,
}

/// A Rust, and the sysroot with the Wasm target that is built for it.
pub struct BuiltStd {
    rust: Rust,
    sysroot: String,
    kind: Kind,
}

impl BuiltStd {
    /// The one that an earlier run built for this Rust.
    pub fn earlier(rust: Rust, tools: &Path, kind: Kind) -> Option<Self> {
        let std = Self::of(rust, tools, kind).ok()?;
        std.folder().is_dir().then_some(std)
    }

    /// The same; it is built if it is not there.
    pub fn ensure(rust: Rust, tools: &Path, kind: Kind) -> Result<Self> {
        let std = Self::of(rust, tools, kind)?;
        if !std.folder().is_dir() {
            announce(&format!("building Rust's standard library for {TARGET}"), "about 40 seconds");
            std.build().context("cargo could not build it from Rust's source and crates.io")?;
        }
        Ok(std)
    }

    fn of(rust: Rust, tools: &Path, kind: Kind) -> Result<Self> {
        let lean = if kind == Kind::Lean { "-lean" } else { "" };
        let folder = tools.join(format!("std-{}{lean}", rust.build()?));
        // Cargo parts flags at spaces.
        let name = folder.to_str().filter(|name| !name.contains(char::is_whitespace));
        let name =
            name.context("the tools' folder has a space in its name, or is no text; set MTA_STS_TOOLS to another")?;
        Ok(Self { rust, sysroot: name.to_owned(), kind })
    }

    /// The sysroot.
    pub fn folder(&self) -> &Path {
        Path::new(&self.sysroot)
    }

    /// The Rust that it belongs to.
    pub fn rust(&self) -> &Rust {
        &self.rust
    }

    /// Which one it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Lets cargo, started by this command, compile for Wasm with it.
    ///
    /// A toolchain linked into rustup would do the same, but would be seen outside of this project, too.
    pub fn select(&self, command: &mut Command) {
        let sysroot = format!("--sysroot={}", self.sysroot);
        command.env("RUSTC", self.rust.rustc()).env("RUSTDOC", self.rust.rustdoc());
        command.env(FLAGS, [&sysroot, self.kind.flags()].join(" ").trim_end()).env(DOC_FLAGS, &sysroot);
        command.envs(self.kind.permission().iter().copied());
        for variable in IN_THE_WAY {
            command.env_remove(variable);
        }
    }

    /// Builds into a folder beside, so that a run cut short leaves nothing that looks whole.
    fn build(&self) -> Result<()> {
        let (work, partial) = (self.beside("work"), self.beside("partial"));
        remove(&work)?;
        remove(&partial)?;
        let built = self.build_libraries(&work).and_then(|()| copy_libraries(&work, &Rust::target_in(&partial)));
        remove(&work)?;
        built?;
        fs::rename(&partial, self.folder()).with_context(|| format!("cannot create {}", self.sysroot))
    }

    fn beside(&self, ending: &str) -> PathBuf {
        PathBuf::from(format!("{}.{ending}", self.sysroot))
    }

    /// Cargo builds the standard library for an empty crate, whose dependencies are then what we want.
    fn build_libraries(&self, work: &Path) -> Result<()> {
        fs::create_dir_all(work.join("src"))?;
        fs::write(work.join("src/lib.rs"), "#![no_std]\n")?;
        fs::write(work.join("Cargo.toml"), EMPTY_CRATE)?;
        let mut cargo = process::command("cargo");
        cargo.args(["build", "--quiet", "--release", "--target", TARGET]).current_dir(work);
        for variable in IN_THE_WAY {
            cargo.env_remove(variable);
        }
        cargo.env("RUSTC", self.rust.rustc()).env("CARGO_TARGET_DIR", work.join("target"));
        cargo.envs(STD_BUILD).envs(self.kind.std_build().iter().copied());
        // Without bitcode, link-time optimisation fails.
        cargo.env("RUSTFLAGS", format!("-Cembed-bitcode=yes {}", self.kind.flags()));
        process::run(&mut cargo)
    }
}

/// Flags for what is compiled for Wasm, and for nothing that runs here.
pub const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

const DOC_FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTDOCFLAGS";

/// Cargo would take these instead of ours, or compile with another rustc.
const IN_THE_WAY: [&str; 6] = [
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

/// The environment switches on what nightly's `-Z build-std` does, for this one build.
const STD_BUILD: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

impl Kind {
    /// `test` is among the crates or `cargo test` can't find it.
    fn std_build(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Whole => &[("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort,test")],
            Self::Lean => &[
                ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
                ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
            ],
        }
    }

    /// The library and what is built with it must agree about these.
    fn flags(self) -> &'static str {
        match self {
            Self::Whole => "",
            Self::Lean => "-Zunstable-options -Cpanic=immediate-abort",
        }
    }

    /// To stop without a message is an option of nightly, which the variable permits.
    fn permission(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Whole => &[],
            Self::Lean => &[("RUSTC_BOOTSTRAP", "1")],
        }
    }
}

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

    fn lean(tools: &str) -> Result<BuiltStd> {
        BuiltStd::of(Rust::active().unwrap(), Path::new(tools), Kind::Lean)
    }

    #[test]
    fn what_is_compiled_for_wasm_takes_the_library_and_no_flags_of_the_developer() {
        let mut command = Command::new("cargo");
        command.env("RUSTFLAGS", "-Dwarnings");
        lean("/tools").unwrap().select(&mut command);
        let set: Vec<_> =
            command.get_envs().filter_map(|(name, value)| Some((name.to_str()?, value?.to_str()?))).collect();
        let flags = set.iter().find(|(name, _)| *name == FLAGS).unwrap().1;
        assert!(flags.starts_with("--sysroot=/tools/std-") && flags.ends_with("-Cpanic=immediate-abort"), "{flags}");
        assert!(!set.iter().any(|(name, _)| *name == "RUSTFLAGS"), "cargo would take them instead");
    }

    #[test]
    fn the_whole_library_and_the_lean_one_lie_apart() {
        let whole = BuiltStd::of(Rust::active().unwrap(), Path::new("/tools"), Kind::Whole).unwrap();
        assert_eq!(lean("/tools").unwrap().sysroot, format!("{}-lean", whole.sysroot));
    }

    #[test]
    fn a_folder_that_flags_cannot_name_is_refused() {
        let error = lean("/a user/tools").err().unwrap().to_string();
        assert!(error.contains("MTA_STS_TOOLS"), "{error}");
    }
}
