//! Browser for tests, and its driver.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::packages::{self, Package};
use crate::{paths, process};

/// Browser and the driver that matches it.
pub struct Browser {
    /// Path of Chromium, Chrome or the program in CHROME.
    pub chrome: PathBuf,
    /// Path of its chromedriver.
    pub driver: PathBuf,
}

const CHROMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_CHROME: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

const HOW_LONG: &str = "about 1 minute";
const ADVICE: &str = "install Chromium or Chrome and the chromedriver of the same version. \
    Put both into PATH, or their paths into the variables CHROME and CHROMEDRIVER, then run this command again";

/// Fonts for Japanese, which screenshots and text widths need. Other systems include them.
const FONTS: Package =
    Package { name: "fonts-noto-cjk", file: "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc" };

/// Finds a browser, or installs Debian's.
pub fn ensure() -> Result<Browser> {
    if find().is_none() {
        packages::install(&["chromium", "chromium-driver"], HOW_LONG, ADVICE)?;
    }
    if packages::available() {
        packages::ensure(&[FONTS], HOW_LONG, ADVICE)?;
    }
    find().context(ADVICE)
}

fn find() -> Option<Browser> {
    let chrome = paths::env_path("CHROME")
        .or_else(|| CHROMES.iter().find_map(|name| process::find_on_path(name)))
        .or_else(mac_chrome)?;
    let driver = paths::env_path("CHROMEDRIVER").or_else(|| process::find_on_path("chromedriver"))?;
    Some(Browser { chrome, driver })
}

fn mac_chrome() -> Option<PathBuf> {
    Some(Path::new(MAC_CHROME)).filter(|path| path.is_file()).map(Path::to_owned)
}
