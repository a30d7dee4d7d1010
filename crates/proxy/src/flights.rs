//! Requests for the same thing at the same time share one look at it.

use std::{
    collections::HashMap,
    fmt,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

use futures_util::{
    FutureExt,
    future::{Shared, WeakShared},
};
use tokio::sync::Semaphore;

type Flight<T> = Pin<Box<dyn Future<Output = Arc<T>> + Send>>;

/// The looks under way, by what they are at. Each ends when nobody waits for it any more.
pub(crate) struct Flights<T> {
    seats: Arc<Semaphore>,
    under_way: Mutex<HashMap<String, WeakShared<Flight<T>>>>,
}

impl<T: Send + Sync + 'static> Flights<T> {
    /// So many looks at once.
    pub(crate) fn new(at_once: usize) -> Self {
        Self { seats: Arc::new(Semaphore::new(at_once)), under_way: Mutex::default() }
    }

    /// What the look with this key shows: the one that is under way if there is one, or else this one. `None` if too many are.
    pub(crate) async fn join<F>(&self, key: &str, look: impl FnOnce() -> F) -> Option<Arc<T>>
    where
        F: Future<Output = T> + Send + 'static,
    {
        let flight = self.flight(key, look)?;
        Some(flight.await)
    }

    fn flight<F>(&self, key: &str, look: impl FnOnce() -> F) -> Option<Shared<Flight<T>>>
    where
        F: Future<Output = T> + Send + 'static,
    {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.retain(|_, flight| flight.upgrade().is_some_and(|flight| flight.peek().is_none()));
        if let Some(flight) = under_way.get(key).and_then(WeakShared::upgrade) {
            return Some(flight);
        }
        let seat = self.seats.clone().try_acquire_owned().ok()?;
        let look = look();
        let flight: Flight<T> = Box::pin(async move {
            let shown = look.await;
            drop(seat);
            Arc::new(shown)
        });
        let flight = flight.shared();
        under_way.extend(flight.downgrade().map(|weak| (key.to_owned(), weak)));
        Some(flight)
    }
}

impl<T> fmt::Debug for Flights<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Flights").field("seats", &self.seats.available_permits()).finish_non_exhaustive()
    }
}
