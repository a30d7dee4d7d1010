//! Debian's rustc, and a standard library for Wasm built once from Debian's own source package.
//!
//! The library goes into a sysroot in the tools' folder, with a `rustc` and a `rustdoc` beside it that use that
//! sysroot. The sysroot's name tells rustc's version and build, because cargo does not notice that a
//! standard library at the same path changed.
//!
//! There are two: a whole one for development and tests, and a lean one for the page that is delivered. That one sorts and
//! formats with less code and stops without a message where something panics: nobody would hear it in a browser, and the
//! page is a tenth smaller.

use std::{
    fs,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use anyhow::{Context, Result, bail, ensure};

use super::{
    announce,
    packages::{self, Package},
    wasm_target::{TARGET, advice},
};
use crate::process;

const RUSTC: &str = "/usr/bin/rustc";
const RUSTDOC: &str = "/usr/bin/rustdoc";
const LINKER: &str = "/usr/bin/rust-lld";
const RUSTLIB: &str = "/usr/lib/rustlib";

/// The packages that follow the Rust which Debian builds its browsers with: it is new enough for us.
const PACKAGES: [Package; 3] = [
    Package { name: "rustc-web", file: RUSTC },
    Package { name: "rust-web-src", file: "/usr/lib/rustlib/src/rust/library/std/Cargo.toml" },
    Package { name: "rust-web-llvm", file: "/usr/bin/rust-llvm-dwp" },
];

/// Which standard library.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// As Rust delivers it.
    Whole,
    /// Small, and without a word when something panics.
    Lean,
}

/// A sysroot with the Wasm target.
pub struct DebianStd {
    folder: PathBuf,
    kind: Kind,
}

impl DebianStd {
    /// The sysroot.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A rustc that uses the sysroot.
    pub fn rustc(&self) -> PathBuf {
        self.folder.join("bin/rustc")
    }

    /// What to set for a build with it. To stop without a message is an option of nightly, which the variable permits.
    pub fn flags(&self) -> &'static [(&'static str, &'static str)] {
        match self.kind {
            Kind::Whole => &[],
            Kind::Lean => &[
                ("RUSTC_BOOTSTRAP", "1"),
                ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Zunstable-options -Cpanic=immediate-abort"),
            ],
        }
    }

    /// A rustdoc that uses the sysroot.
    pub fn rustdoc(&self) -> PathBuf {
        self.folder.join("bin/rustdoc")
    }
}

/// The sysroot for the rustc that is installed, if an earlier run built it.
pub fn built(tools: &Path, kind: Kind) -> Option<DebianStd> {
    let folder = folder(tools, kind).ok()?;
    let whole = folder.is_dir() && PACKAGES.iter().all(|package| Path::new(package.file).exists());
    whole.then_some(DebianStd { folder, kind })
}

/// Installs Debian's packages and builds the sysroot, as far as either is missing.
pub fn ensure(tools: &Path, kind: Kind) -> Result<DebianStd> {
    packages::ensure(&PACKAGES, "about 1 minute", &advice())?;
    ensure_linker()?;
    ensure_new_enough()?;
    let folder = folder(tools, kind)?;
    if !folder.is_dir() {
        announce(&format!("building Rust's standard library for {TARGET}"), "about 40 seconds");
        build(&folder, kind).with_context(|| format!("could not build the standard library. Instead, {}", advice()))?;
    }
    Ok(DebianStd { folder, kind })
}

/// Debian's `rust-lld` is a link into a package that rustc only suggests; the link's name tells which.
fn ensure_linker() -> Result<()> {
    let link = Path::new(LINKER);
    if link.exists() {
        return Ok(());
    }
    let target = fs::read_link(link).with_context(|| format!("{LINKER} is missing. Instead, {}", advice()))?;
    let package = target.file_name().and_then(|name| name.to_str()).context("rust-lld links to nowhere")?;
    packages::install(&[package], "a few seconds", &advice())
}

fn ensure_new_enough() -> Result<()> {
    let version = rustc_version()?;
    let wanted = env!("CARGO_PKG_RUST_VERSION");
    ensure!(
        numbers(&version) >= numbers(wanted),
        "{RUSTC} is {version}, and this project needs {wanted}: {}",
        advice()
    );
    Ok(())
}

fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map_while(|number| number.parse().ok()).collect()
}

/// Such as `1.96.0`.
fn rustc_version() -> Result<String> {
    let answer = process::output(process::command(RUSTC).arg("--version"))?;
    answer.split(' ').nth(1).map(str::to_owned).with_context(|| format!("cannot read rustc's version from `{answer}`"))
}

/// Named after rustc's version and the time it was built at: Debian rebuilds a version now and then.
fn folder(tools: &Path, kind: Kind) -> Result<PathBuf> {
    ensure!(Path::new(RUSTC).exists(), "{RUSTC} is missing");
    let built = fs::metadata(RUSTC)?.modified()?.duration_since(UNIX_EPOCH)?.as_secs();
    let lean = if kind == Kind::Lean { "-lean" } else { "" };
    Ok(tools.join(format!("rust-{}-{built}{lean}", rustc_version()?)))
}

/// `/usr/lib/rustlib/x86_64-unknown-linux-gnu/lib`, for whichever machine this is.
fn host_lib() -> Result<PathBuf> {
    let about = process::output(process::command(RUSTC).arg("-vV"))?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not tell its host")?;
    Ok(Path::new(RUSTLIB).join(host).join("lib"))
}

/// Builds into a folder beside, so that a run cut short leaves nothing that looks whole.
fn build(folder: &Path, kind: Kind) -> Result<()> {
    let partial = folder.with_extension("partial");
    remove(&partial)?;
    let lib = partial.join("lib/rustlib").join(TARGET).join("lib");
    fs::create_dir_all(&lib)?;
    build_libraries(&partial.join("work"), &lib, kind)?;
    link_host(&partial)?;
    for (name, program) in [("rustc", RUSTC), ("rustdoc", RUSTDOC)] {
        wrap(&partial.join("bin").join(name), program, folder)?;
    }
    remove(&partial.join("work"))?;
    fs::rename(&partial, folder).with_context(|| format!("cannot create {}", folder.display()))
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Cargo builds the standard library for an empty crate, whose dependencies are then what we want.
fn build_libraries(work: &Path, lib: &Path, kind: Kind) -> Result<()> {
    fs::create_dir_all(work.join("src"))?;
    fs::write(work.join("src/lib.rs"), "#![no_std]\n")?;
    fs::write(work.join("Cargo.toml"), EMPTY_CRATE)?;
    process::run(
        process::command("cargo")
            .args(["build", "--quiet", "--release", "--target", TARGET])
            .current_dir(work)
            .envs(STD_BUILD)
            .envs(kind.std_build().iter().copied()),
    )?;

    let built = work.join("target").join(TARGET).join("release/deps");
    for entry in fs::read_dir(&built)? {
        let file = entry?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libempty-") {
            fs::copy(&file, lib.join(name))?;
        }
    }
    match fs::read_dir(lib)?.count() {
        0 => bail!("cargo built no library in {}", built.display()),
        _ => Ok(()),
    }
}

const EMPTY_CRATE: &str = r#"[package]
name = "empty"
version = "0.0.0"
edition = "2024"

[workspace]

[profile.release]
panic = "abort"
"#;

/// `test` is among the crates or `cargo test` can't find it; without bitcode, link-time optimisation fails.
/// The environment switches on what nightly's `-Z build-std` does, for this one build.
const STD_BUILD: [(&str, &str); 6] = [
    ("RUSTC", RUSTC),
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ("CARGO_TARGET_DIR", "target"),
];

impl Kind {
    fn std_build(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Whole => {
                &[("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort,test"), ("RUSTFLAGS", "-Cembed-bitcode=yes")]
            }
            Self::Lean => &[
                ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
                ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
                ("RUSTFLAGS", "-Cembed-bitcode=yes -Zunstable-options -Cpanic=immediate-abort"),
            ],
        }
    }
}

/// Build scripts and macros run here, so the sysroot holds this machine's target as well.
fn link_host(sysroot: &Path) -> Result<()> {
    let lib = host_lib()?;
    let host = lib.parent().context("the host's target has no folder")?;
    let name = host.file_name().context("the host's target has no name")?;
    symlink(host, &sysroot.join("lib/rustlib").join(name))
}

fn wrap(file: &Path, program: &str, sysroot: &Path) -> Result<()> {
    let sysroot =
        sysroot.to_str().context("the tools' folder has a name that is not text; set MTA_STS_TOOLS to another")?;
    fs::create_dir_all(file.with_file_name(""))?;
    fs::write(file, format!("#!/bin/sh\nexec {program} --sysroot='{sysroot}' \"$@\"\n"))?;
    make_executable(file)
}

#[cfg(unix)]
fn symlink(original: &Path, link: &Path) -> Result<()> {
    std::os::unix::fs::symlink(original, link).with_context(|| format!("cannot create {}", link.display()))
}

#[cfg(unix)]
fn make_executable(file: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(file, fs::Permissions::from_mode(0o755))?)
}

#[cfg(not(unix))]
fn symlink(_: &Path, _: &Path) -> Result<()> {
    bail!("{}", advice())
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> Result<()> {
    Ok(())
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
