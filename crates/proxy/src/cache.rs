//! Cache of observations: repeated requests for the same target cost one fetch.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::body::Bytes;
use moka::sync::Cache;

use crate::shared_store::SharedObservations;

/// Maximum size of the cache in memory, in bytes.
const MAX_CACHE_BYTES: u64 = 32 * 1024 * 1024;

/// Cache of observations as JSON objects, in memory and optionally in a shared store.
#[derive(Clone, Debug)]
pub(crate) struct ObservationCache {
    lifetime: Duration,
    local: Cache<String, Arc<Stored>>,
    shared: Option<SharedObservations>,
}

/// Cached observation and the time it was made.
#[derive(Debug)]
struct Stored {
    json: Bytes,
    at: Instant,
}

impl ObservationCache {
    /// Creates a cache whose observations live this long. A lifetime of zero turns it off.
    pub(crate) fn new(lifetime: Duration, shared: Option<SharedObservations>) -> Self {
        let bytes =
            |key: &String, stored: &Arc<Stored>| u32::try_from(key.len() + stored.json.len()).unwrap_or(u32::MAX);
        let local = Cache::builder().max_capacity(MAX_CACHE_BYTES).weigher(bytes).time_to_live(lifetime).build();
        Self { lifetime, local, shared }
    }

    /// Returns the cached observation and its age. The bytes are shared, not copied.
    pub(crate) async fn get(&self, key: &str) -> Option<(Bytes, Duration)> {
        if self.lifetime.is_zero() {
            return None;
        }
        let local = self.local.get(key).map(|stored| (stored.json.clone(), stored.at.elapsed()));
        let Some(shared) = &self.shared else { return local };
        // Another server may have a newer one. A store that is down or restarted has none.
        match (shared.get(key).await, local) {
            (Some(remote), Some(local)) if remote.1 < local.1 => Some(remote),
            (remote, local) => local.or(remote),
        }
    }

    pub(crate) async fn insert(&self, key: &str, json: &Bytes) {
        if self.lifetime.is_zero() {
            return;
        }
        self.local.insert(key.to_owned(), Arc::new(Stored { json: json.clone(), at: Instant::now() }));
        if let Some(shared) = &self.shared {
            shared.insert(key, json, self.lifetime).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_cache_of_no_time_keeps_nothing() {
        let json = Bytes::from_static(b"{}");
        for (lifetime, expected) in [(0, None), (60, Some(json.clone()))] {
            let cache = ObservationCache::new(Duration::from_secs(lifetime), None);
            cache.insert("a", &json).await;
            assert_eq!(cache.get("a").await.map(|(json, _)| json), expected);
            assert_eq!(cache.get("b").await, None);
        }
    }

    #[tokio::test]
    async fn a_cache_takes_only_so_many_bytes_and_copies_none() {
        let cache = ObservationCache::new(Duration::from_secs(3600), None);
        let json = Bytes::from(vec![b' '; 1024 * 1024]);
        for number in 0..100 {
            cache.insert(&number.to_string(), &json).await;
        }
        cache.local.run_pending_tasks();
        assert!(cache.local.weighted_size() <= MAX_CACHE_BYTES, "{}", cache.local.weighted_size());
        cache.insert("last", &json).await;
        if let Some((cached, _)) = cache.get("last").await {
            assert_eq!(cached.as_ptr(), json.as_ptr());
        }
    }
}
