//! Programs from PyPI that ours is tested and measured against, each in its own virtual environment.

use std::{
    env::consts::EXE_SUFFIX,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::{announce, packages};
use crate::process;

/// Installs a program from these pinned packages, `(name, version)`. The program `python` is their interpreter.
pub fn ensure_program(folder: &Path, program: &str, pinned: &[(&str, &str)]) -> Result<PathBuf> {
    let pins: Vec<String> = pinned.iter().map(|(name, version)| format!("{name}=={version}")).collect();
    let root = folder.join(format!("python-{}", pins.join("-").replace("==", "-")));
    let bin = root.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let in_bin = |name: &str| bin.join(format!("{name}{EXE_SUFFIX}"));
    let done = root.join("complete");
    if done.is_file() {
        return Ok(in_bin(program));
    }
    packages::ensure_programs(&["python3"], "about 1 minute", "install Python 3.11 or later as python3")?;
    announce(&format!("python3 -m venv {}, with {} from PyPI", root.display(), pins.join(", ")), "about 1 minute");
    if process::run(&mut environment(&root)).is_err() {
        packages::install(&["python3-venv"], "about 1 minute", "install Python's module venv")?;
        process::run(&mut environment(&root))?;
    }
    let mut pip = process::command(in_bin("python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    process::run(pip.args(&pins))?;
    fs::write(&done, "").with_context(|| format!("cannot write {}", done.display()))?;
    Ok(in_bin(program))
}

/// Creates the environment, replacing an incomplete one.
fn environment(root: &Path) -> std::process::Command {
    let mut command = process::command("python3");
    command.args(["-m", "venv", "--clear"]).arg(root);
    command
}
