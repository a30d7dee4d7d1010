//! The network between the page and the servers that it asks.

use anyhow::Result;
use serde_json::json;

use super::Page;

/// Delays every answer to the page by this many milliseconds.
pub async fn delay_answers(page: &Page, milliseconds: f64) -> Result<()> {
    page.devtools("Network.enable", json!({})).await?;
    let slow = json!({ "offline": false, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1 });
    page.devtools("Network.emulateNetworkConditions", slow).await.map(drop)
}
