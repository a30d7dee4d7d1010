//! Deduplication of concurrent fetches of the same target.
//!
//! A fetch continues while any request waits for it, and is cancelled with the last of them. That is why this is not
//! moka's `try_get_with`: when the first of its callers goes away, the next one fetches again.

use std::{
    collections::HashMap,
    net::IpAddr,
    pin::Pin,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::body::Bytes;
use futures_util::{
    FutureExt,
    future::{Shared, WeakShared},
};
use tokio::time::timeout;

use crate::{
    cache::ObservationCache,
    limits::{clients::client_group, fair_share::FairShare},
    observation::Observation,
    refusal::Refusal,
};

type Fetch = Pin<Box<dyn Future<Output = Result<Bytes, Refusal>> + Send>>;

/// Fetches under way, by key.
#[derive(Debug)]
pub(crate) struct SingleFlight {
    slots: FairShare,
    /// Maximum duration of a fetch.
    longest: Duration,
    under_way: Mutex<HashMap<String, WeakShared<Fetch>>>,
    cache: ObservationCache,
}

impl SingleFlight {
    /// Allows `at_once` concurrent fetches, each of which takes at most `longest`.
    pub(crate) fn new(at_once: usize, longest: Duration, cache: ObservationCache) -> Self {
        Self { slots: FairShare::new(at_once), longest, under_way: Mutex::default(), cache }
    }

    /// Returns the cached observation as JSON, and its age.
    pub(crate) async fn cached(&self, key: &str) -> Option<(Bytes, Duration)> {
        self.cache.get(key).await
    }

    /// Returns the result of this fetch, or of one under way with the same key, as JSON.
    ///
    /// # Errors
    ///
    /// [`Refusal`] of the fetch itself, or if there is no slot for the client.
    pub(crate) async fn run<S: Observation>(
        &self,
        key: &str,
        client: IpAddr,
        fetch: impl Future<Output = Result<S, Refusal>> + Send + 'static,
    ) -> Result<Bytes, Refusal> {
        self.join_or_start(key, client, fetch)?.await
    }

    fn join_or_start<S: Observation>(
        &self,
        key: &str,
        client: IpAddr,
        fetch: impl Future<Output = Result<S, Refusal>> + Send + 'static,
    ) -> Result<Shared<Fetch>, Refusal> {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.retain(|_, fetch| fetch.upgrade().is_some_and(|fetch| fetch.peek().is_none()));
        if let Some(running) = under_way.get(key).and_then(WeakShared::upgrade) {
            return Ok(running);
        }
        let limit = self.slots.shorten_deadline(self.longest);
        let slot = self.slots.acquire(client_group(client)).ok_or(Refusal::Busy)?;
        let (cache, name) = (self.cache.clone(), key.to_owned());
        let started: Fetch = Box::pin(async move {
            // A fetch cut short for lack of slots says nothing about the host.
            let observation = timeout(limit, fetch).await.map_err(|_| Refusal::Busy)??;
            drop(slot);
            let json = Bytes::from(serde_json::to_vec(&observation).expect("an observation has names for keys"));
            if observation.is_cacheable() {
                cache.insert(&name, &json).await;
            }
            Ok(json)
        });
        let started = started.shared();
        under_way.extend(started.downgrade().map(|weak| (key.to_owned(), weak)));
        Ok(started)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use evidence::MailProbe;
    use futures_util::poll;
    use tokio::sync::Notify;

    use super::*;

    #[tokio::test]
    async fn a_fetch_continues_without_restart_when_its_first_client_disconnects() {
        let fetches = SingleFlight::new(8, Duration::MAX, ObservationCache::new(Duration::ZERO, None));
        let (begun, go_on) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
        let run = || {
            let (begun, go_on) = (begun.clone(), go_on.clone());
            fetches.run("a", [192, 0, 2, 1].into(), async move {
                begun.fetch_add(1, Ordering::SeqCst);
                go_on.notified().await;
                Ok(MailProbe {
                    host: "a".into(),
                    attempts: Vec::new(),
                    interruption: None,
                    elapsed_ms: 0,
                    seen_at: None,
                    age_s: 0,
                })
            })
        };
        let mut first = Box::pin(run());
        let mut second = Box::pin(run());
        assert!(poll!(&mut first).is_pending() && poll!(&mut second).is_pending());
        drop(first);
        go_on.notify_one();
        assert!(second.await.is_ok());
        assert_eq!(begun.load(Ordering::SeqCst), 1);
    }
}
