//! Comparisons at the same thing at the same time are one look, and for a moment afterwards it is remembered.

use std::{
    collections::HashMap,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

use axum::body::Bytes;
use futures_util::{
    FutureExt,
    future::{Shared, WeakShared},
};
use tokio::sync::Semaphore;

use crate::{cache::ObservationCache, observation::Observation};

type Flight = Pin<Box<dyn Future<Output = Bytes> + Send>>;

/// The looks under way and those of late. A look ends when nobody waits for it any more.
#[derive(Debug)]
pub(crate) struct SingleFlight {
    permits: Arc<Semaphore>,
    under_way: Mutex<HashMap<String, WeakShared<Flight>>>,
    cache: ObservationCache,
}

impl SingleFlight {
    /// So many looks at once.
    pub(crate) fn new(at_once: usize, cache: ObservationCache) -> Self {
        Self { permits: Arc::new(Semaphore::new(at_once)), under_way: Mutex::default(), cache }
    }

    /// What was seen of late, as JSON.
    pub(crate) async fn get(&self, key: &str) -> Option<Bytes> {
        self.cache.get(key).await
    }

    /// What this look shows, or the one at the same thing that is under way, as JSON. `None` if too many are.
    pub(crate) async fn join<S: Observation>(
        &self,
        key: &str,
        look: impl Future<Output = S> + Send + 'static,
    ) -> Option<Bytes> {
        let flight = self.flight(key, look)?;
        Some(flight.await)
    }

    fn flight<S: Observation>(
        &self,
        key: &str,
        look: impl Future<Output = S> + Send + 'static,
    ) -> Option<Shared<Flight>> {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.retain(|_, flight| flight.upgrade().is_some_and(|flight| flight.peek().is_none()));
        if let Some(flight) = under_way.get(key).and_then(WeakShared::upgrade) {
            return Some(flight);
        }
        let permit = self.permits.clone().try_acquire_owned().ok()?;
        let (cache, name) = (self.cache.clone(), key.to_owned());
        let flight: Flight = Box::pin(async move {
            let observation = look.await;
            drop(permit);
            let json = Bytes::from(serde_json::to_vec(&observation).expect("an observation has names for keys"));
            if observation.is_worth_keeping() {
                cache.insert(&name, &json).await;
            }
            json
        });
        let flight = flight.shared();
        under_way.extend(flight.downgrade().map(|weak| (key.to_owned(), weak)));
        Some(flight)
    }
}
