//! A short memory: what was seen moments ago is told again, with its age, so that many who ask for one thing cost one look.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::body::Bytes;
use moka::sync::Cache;

use crate::{age::aged, shared_store::SharedStore};

/// Octets of observations that are remembered at most.
const OCTETS: u64 = 64 * 1024 * 1024;

/// What was seen of late, as JSON objects: by this server, or by all that share a store.
#[derive(Clone, Debug)]
pub(crate) struct ObservationCache {
    lifetime: Duration,
    here: Cache<String, Arc<Seen>>,
    shared: Option<SharedStore>,
}

/// A observation and when it was made.
#[derive(Debug)]
struct Seen {
    json: Bytes,
    at: Instant,
}

impl ObservationCache {
    /// Remembers for so long; not at all if that is no time.
    pub(crate) fn new(lifetime: Duration, shared: Option<SharedStore>) -> Self {
        let octets = |key: &String, seen: &Arc<Seen>| u32::try_from(key.len() + seen.json.len()).unwrap_or(u32::MAX);
        let here = Cache::builder().max_capacity(OCTETS).weigher(octets).time_to_live(lifetime).build();
        Self { lifetime, here, shared }
    }

    /// What was seen, with its age.
    pub(crate) async fn get(&self, key: &str) -> Option<Bytes> {
        if self.lifetime.is_zero() {
            return None;
        }
        if let Some(shared) = &self.shared
            && let Some(answer) = shared.get(key).await
        {
            return answer;
        }
        let seen = self.here.get(key)?;
        Some(aged(&seen.json, seen.at.elapsed()))
    }

    pub(crate) async fn insert(&self, key: &str, json: &Bytes) {
        if self.lifetime.is_zero() {
            return;
        }
        self.here.insert(key.to_owned(), Arc::new(Seen { json: json.clone(), at: Instant::now() }));
        if let Some(shared) = &self.shared {
            shared.insert(key, json, self.lifetime).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_memory_of_no_time_keeps_nothing() {
        let json = Bytes::from_static(b"{}");
        for (lifetime, expected) in [(0, None), (60, Some(json.clone()))] {
            let cache = ObservationCache::new(Duration::from_secs(lifetime), None);
            cache.insert("a", &json).await;
            assert_eq!(cache.get("a").await, expected);
            assert_eq!(cache.get("b").await, None);
        }
    }

    #[tokio::test]
    async fn a_memory_takes_only_so_many_octets() {
        let cache = ObservationCache::new(Duration::from_secs(3600), None);
        let json = Bytes::from(vec![b' '; 1024 * 1024]);
        for number in 0..200 {
            cache.insert(&number.to_string(), &json).await;
        }
        cache.here.run_pending_tasks();
        assert!(cache.here.weighted_size() <= OCTETS, "{}", cache.here.weighted_size());
    }
}
