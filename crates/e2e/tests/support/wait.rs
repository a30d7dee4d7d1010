//! Waiting for conditions instead of fixed times.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// Time limit. A check waits at most 25 seconds for the proxy; everything else is faster.
const LIMIT: Duration = Duration::from_secs(30);

/// Interval between attempts.
const PAUSE: Duration = Duration::from_millis(25);

/// Calls `look` until it returns something.
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
