//! Requests for the same policy at the same time share one fetch.

use std::{
    collections::HashMap,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

use futures_util::{
    FutureExt,
    future::{Shared, WeakShared},
};
use mta_sts::Domain;
use proxy_api::PolicySighting;
use tokio::sync::Semaphore;

use crate::fetch::Fetcher;

type Flight = Pin<Box<dyn Future<Output = Arc<PolicySighting>> + Send>>;

/// The fetches under way. Each ends when nobody waits for it any more.
#[derive(Debug)]
pub(crate) struct Flights {
    fetcher: Fetcher,
    seats: Arc<Semaphore>,
    under_way: Mutex<HashMap<String, WeakShared<Flight>>>,
}

impl Flights {
    /// So many fetches at once.
    pub(crate) fn new(fetcher: Fetcher, at_once: usize) -> Self {
        Self { fetcher, seats: Arc::new(Semaphore::new(at_once)), under_way: Mutex::default() }
    }

    /// The policy of a domain, from the fetch that is under way if there is one. `None` if too many are.
    pub(crate) async fn policy(&self, domain: &Domain) -> Option<Arc<PolicySighting>> {
        let flight = self.flight(domain)?;
        Some(flight.await)
    }

    fn flight(&self, domain: &Domain) -> Option<Shared<Flight>> {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.retain(|_, flight| flight.upgrade().is_some_and(|flight| flight.peek().is_none()));
        if let Some(flight) = under_way.get(domain.as_str()).and_then(WeakShared::upgrade) {
            return Some(flight);
        }
        let seat = self.seats.clone().try_acquire_owned().ok()?;
        let (fetcher, wanted) = (self.fetcher.clone(), domain.clone());
        let flight: Flight = Box::pin(async move {
            let sighting = fetcher.policy(&wanted).await;
            drop(seat);
            Arc::new(sighting)
        });
        let flight = flight.shared();
        under_way.extend(flight.downgrade().map(|weak| (domain.as_str().to_owned(), weak)));
        Some(flight)
    }
}
