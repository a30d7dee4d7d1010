//! Cached observations that all servers share.

use std::time::Duration;

use axum::body::Bytes;
use proxy_api::OBSERVATION_LIMIT;
use redis::AsyncCommands;

use super::Store;

/// Maximum size of an observation that is stored or read, in bytes. It is twice the limit that every server keeps to, so
/// it only bounds what is read if something else wrote to the store.
const MAX_STORED_BYTES: usize = 2 * OBSERVATION_LIMIT;

/// Maximum bytes before an observation: its lifetime in milliseconds, and a space.
const MAX_PREFIX_BYTES: usize = 21;

/// Cached observations that all servers share.
#[derive(Clone, Debug)]
pub(crate) struct SharedObservations {
    store: Store,
}

impl SharedObservations {
    pub(super) const fn new(store: Store) -> Self {
        Self { store }
    }

    /// Returns the observation that one of the servers stored, with its age. `None` if there is none, or the store is
    /// down.
    pub(crate) async fn get(&self, key: &str) -> Option<(Bytes, Duration)> {
        let (mut connection, key) = (self.store.connection.clone(), observation_key(key));
        let mut query = redis::pipe();
        let end = isize::try_from(MAX_STORED_BYTES + MAX_PREFIX_BYTES).unwrap_or(isize::MAX);
        query.getrange(&key, 0, end).pttl(&key);
        let (found, left_ms): (Vec<u8>, i64) = self.store.ask(query.query_async(&mut connection)).await?;
        read_stored(found, left_ms)
    }

    /// Stores an observation for all servers. One that is too large is not stored.
    pub(crate) async fn insert(&self, key: &str, json: &Bytes, lifetime: Duration) {
        if json.len() > MAX_STORED_BYTES {
            return;
        }
        let mut connection = self.store.connection.clone();
        let stored = [format!("{} ", lifetime.as_millis()).as_bytes(), json].concat();
        let storing = connection.pset_ex::<_, _, ()>(observation_key(key), stored, millis(lifetime));
        let _noted_in_health = self.store.ask(storing).await;
    }
}

/// Returns the store key of an observation. It contains the version, since other versions may write observations
/// differently.
fn observation_key(key: &str) -> String {
    format!("mta-sts:seen:{}:{key}", env!("CARGO_PKG_VERSION"))
}

/// Splits a stored value into the observation and its age. Its lifetime in milliseconds precedes it; `left_ms` of that
/// are left.
fn read_stored(stored: Vec<u8>, left_ms: i64) -> Option<(Bytes, Duration)> {
    let end = stored.iter().position(|byte| *byte == b' ')?;
    let lifetime_ms: u64 = std::str::from_utf8(&stored[..end]).ok()?.parse().ok()?;
    let age = Duration::from_millis(lifetime_ms.saturating_sub(u64::try_from(left_ms).ok()?));
    let json = Bytes::from(stored).slice(end + 1..);
    // A truncated object does not end with a brace.
    json.ends_with(b"}").then_some((json, age))
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_has_its_age_by_the_time_that_is_left() {
        let cases = [
            ("30000 {\"a\":1}", 30_000, Some(("{\"a\":1}", 0))),
            ("30000 {\"a\":1}", 18_000, Some(("{\"a\":1}", 12))),
            ("30000 {\"a\":1}", 40_000, Some(("{\"a\":1}", 0))),
            // Expired between the two commands, or without expiry; neither is usable.
            ("30000 {\"a\":1}", -2, None),
            ("30000 {\"a\":1}", -1, None),
            ("30000 {\"a\":1", 1, None),
            ("{\"a\":1}", 1, None),
            ("long {\"a\":1}", 1, None),
            ("", 1, None),
        ];
        for (stored, left_ms, expected) in cases {
            let read = read_stored(stored.as_bytes().to_vec(), left_ms);
            let expected = expected.map(|(json, age)| (Bytes::from(json), Duration::from_secs(age)));
            assert_eq!(read, expected, "{stored} {left_ms}");
        }
    }
}
