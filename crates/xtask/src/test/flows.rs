//! Environment of browser flows.

use std::{path::Path, process::Command};

use anyhow::Result;

use crate::{
    paths,
    setup::{self, Browser},
};

/// Sets the paths of page, server and browser in a command's environment.
pub fn set_environment(command: &mut Command, server: &Path, browser: &Browser) -> Result<()> {
    command.env("MTA_STS_BIN", server).env("MTA_STS_DIST", paths::dist()).env("AXE_JS", setup::axe()?);
    command.env("CHROME", &browser.chrome).env("CHROMEDRIVER", &browser.driver);
    Ok(())
}
