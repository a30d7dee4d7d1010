//! Waiting for a condition, never for a time.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// A check waits at most 25 seconds for the proxy. Everything else is there long before.
const LIMIT: Duration = Duration::from_secs(30);

/// How often is looked.
const PAUSE: Duration = Duration::from_millis(25);

/// Looks until there is something.
pub async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let deadline = Instant::now() + LIMIT;
    loop {
        if let Some(found) = look().await? {
            return Ok(found);
        }
        if Instant::now() > deadline {
            bail!("waited {} s in vain for {what}", LIMIT.as_secs());
        }
        tokio::time::sleep(PAUSE).await;
    }
}
