//! One browser per flow, with its own profile.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities, WebDriver};

use super::bench::Bench;

/// Arguments that keep Chromium quiet, small and offline. Tests load only their own page, so running as root without a
/// sandbox does no harm.
const ARGUMENTS: [&str; 12] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--lang=en-US",
    "--window-size=1200,900",
    // Hosts other than this machine cannot be resolved.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// Browser. Close it: killing a driver leaves its browser running.
#[derive(Debug)]
pub struct Browser {
    driver: WebDriver,
    _memory: TempDir,
}

impl Browser {
    /// Starts a browser with an empty profile. `scripts` says whether pages may run any.
    pub async fn start(bench: &Bench, scripts: bool) -> Result<Self> {
        let memory = tempfile::tempdir()?;
        let mut capabilities = ChromeCapabilities::new();
        capabilities.set_binary(bench.paths.chrome.to_str().context("the browser's path is not text")?)?;
        for argument in ARGUMENTS {
            capabilities.add_arg(argument)?;
        }
        capabilities.add_arg(&format!("--user-data-dir={}", memory.path().display()))?;
        if !scripts {
            let block = json!({ "profile.managed_default_content_settings.javascript": 2 });
            capabilities.add_experimental_option("prefs", block)?;
        }
        capabilities.as_mut().set("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL", "performance": "ALL" }))?;
        let driver = WebDriver::new(&bench.driver, capabilities).await.context("the driver opens no session")?;
        Ok(Self { driver, _memory: memory })
    }

    /// Returns the driver.
    pub const fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Sends a DevTools command to Chromium.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Result<Value> {
        Ok(self.driver.cdp().send_raw(method, parameters).await?)
    }

    /// Ends the browser.
    pub async fn close(self) -> Result<()> {
        self.driver.quit().await.context("the browser does not close")
    }
}
