//! Build of the server binary, `mta-sts`.

use std::{env::consts::EXE_SUFFIX, path::PathBuf};

use anyhow::Result;

use crate::{paths, process};

/// Builds the server for release and returns its path.
pub fn build_server() -> Result<PathBuf> {
    println!("building the server (2 to 3 minutes at first, then seconds)");
    process::run(process::command("cargo").args([
        "build",
        "--release",
        "--package",
        "mta-sts-cli",
        "--bin",
        "mta-sts",
    ]))?;
    Ok(paths::target()?.join("release").join(format!("mta-sts{EXE_SUFFIX}")))
}
