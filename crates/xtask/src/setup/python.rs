//! Python with calendar programs from PyPI, which tests compare ours with, in a virtual environment of the project's own.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::{announce, packages};
use crate::{
    process,
    versions::{ICALENDAR, KHAL},
};

/// The Python of the environment, and beside it its programs.
pub fn ensure(folder: &Path) -> Result<PathBuf> {
    let root = folder.join(format!("python-icalendar-{ICALENDAR}-khal-{KHAL}"));
    let bin = root.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let (python, done) = (bin.join(format!("python{}", std::env::consts::EXE_SUFFIX)), root.join("complete"));
    if done.is_file() {
        return Ok(python);
    }
    packages::ensure_programs(&["python3"], "about 1 minute", "install Python 3.11 or later as python3")?;
    announce(&format!("python3 -m venv {}, with icalendar and khal from PyPI", root.display()), "about 1 minute");
    if process::run(&mut environment(&root)).is_err() {
        packages::install(&["python3-venv"], "about 1 minute", "install Python's module venv")?;
        process::run(&mut environment(&root))?;
    }
    let mut pip = process::command(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    process::run(pip.arg(format!("icalendar=={ICALENDAR}")).arg(format!("khal=={KHAL}")))?;
    fs::write(&done, "").with_context(|| format!("cannot write {}", done.display()))?;
    Ok(python)
}

/// Makes the environment, in place of one that was not finished.
fn environment(root: &Path) -> std::process::Command {
    let mut command = process::command("python3");
    command.args(["-m", "venv", "--clear"]).arg(root);
    command
}
