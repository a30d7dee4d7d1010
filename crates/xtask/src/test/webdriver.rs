//! Capabilities that wasm-bindgen's test runner requests from the browser's driver.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

use crate::{paths, setup::Browser};

/// Arguments that keep Chromium quiet, small and offline. Tests load only their own page, so running as root without a
/// sandbox does no harm.
const ARGUMENTS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

/// Writes the file into the target folder and returns its path.
pub fn write_capabilities(browser: &Browser) -> Result<PathBuf> {
    let file = paths::target()?.join("webdriver.json");
    let binary = browser.chrome.to_str().context("the browser's path is not text; set CHROME to another")?;
    fs::write(&file, capabilities(binary)).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(file)
}

fn capabilities(binary: &str) -> String {
    let arguments = ARGUMENTS.map(quoted).join(",");
    format!("{{\"goog:chromeOptions\":{{\"binary\":{},\"args\":[{arguments}]}}}}\n", quoted(binary))
}

/// Returns a JSON string. Paths contain backslashes on Windows.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_is_named_in_json() {
        let text = capabilities(r"C:\chrome.exe");
        assert!(
            text.starts_with(r#"{"goog:chromeOptions":{"binary":"C:\\chrome.exe","args":["--headless","#),
            "{text}"
        );
    }
}
