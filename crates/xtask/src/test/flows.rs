//! What flows in a browser have to know.

use std::{path::Path, process::Command};

use anyhow::Result;

use crate::{
    places,
    setup::{self, Browser},
};

/// Tells a command where page, server and browser are.
pub fn set_environment(command: &mut Command, server: &Path, browser: &Browser) -> Result<()> {
    command.env("MTA_STS_BIN", server).env("MTA_STS_DIST", places::dist()).env("AXE_JS", setup::axe()?);
    command.env("CHROME", &browser.chrome).env("CHROMEDRIVER", &browser.driver);
    Ok(())
}
