//! Paths of programs, which `cargo xtask test --only flows` builds and passes in the environment.

use std::{env, path::PathBuf};

use anyhow::{Context, Result};

/// Paths that the flows need.
#[derive(Debug)]
pub struct Paths {
    /// The program `mta-sts`.
    pub server: PathBuf,
    /// The built page.
    pub dist: PathBuf,
    /// Chromium.
    pub chrome: PathBuf,
    /// Its chromedriver.
    pub driver: PathBuf,
    /// axe-core as one file.
    pub axe: PathBuf,
}

impl Paths {
    /// Reads the paths from the environment.
    pub fn find() -> Result<Self> {
        Ok(Self {
            server: path("MTA_STS_BIN")?,
            dist: path("MTA_STS_DIST")?,
            chrome: path("CHROME")?,
            driver: path("CHROMEDRIVER")?,
            axe: path("AXE_JS")?,
        })
    }
}

fn path(variable: &str) -> Result<PathBuf> {
    let value = env::var_os(variable).filter(|value| !value.is_empty()).with_context(|| {
        format!("{variable} is not set: these flows need the built page, the server and a browser. Run `cargo xtask test --only flows`, which builds and finds them")
    })?;
    let path = PathBuf::from(value);
    path.exists().then(|| path.clone()).with_context(|| {
        format!("{variable} names {}, which does not exist. Run `cargo xtask test --only flows`", path.display())
    })
}
