//! Connections that wait for a request, of which the oldest is closed when there is no room for a newcomer.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio_util::sync::CancellationToken;

/// The connections that wait, in the order in which they began to.
#[derive(Clone, Debug)]
pub(super) struct IdleConnections {
    grace: Duration,
    waiting: Arc<Mutex<Waiting>>,
}

#[derive(Debug, Default)]
struct Waiting {
    next: u64,
    connections: BTreeMap<u64, (Instant, CancellationToken)>,
}

/// One connection, which waits unless it is busy.
#[derive(Clone, Debug)]
pub(super) struct Idle(Arc<Connection>);

#[derive(Debug)]
struct Connection {
    all: IdleConnections,
    dropped: CancellationToken,
    number: Mutex<Option<u64>>,
}

/// A request under way, until this is dropped.
#[derive(Debug)]
pub(super) struct Busy(Idle);

impl IdleConnections {
    /// Connections that may each wait for `grace` before they can be closed.
    pub(super) fn new(grace: Duration) -> Self {
        Self { grace, waiting: Arc::default() }
    }

    /// A connection that waits from now on.
    pub(super) fn enter(&self) -> Idle {
        let connection = Connection { all: self.clone(), dropped: CancellationToken::new(), number: Mutex::default() };
        connection.wait();
        Idle(Arc::new(connection))
    }

    /// Closes the connection that has waited longest, if any has waited for long enough.
    pub(super) fn drop_oldest(&self) -> bool {
        let mut waiting = self.waiting();
        let Some(oldest) = waiting.connections.first_entry() else { return false };
        if oldest.get().0.elapsed() < self.grace {
            return false;
        }
        oldest.remove().1.cancel();
        true
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Idle {
    /// Cancelled when the connection is to be closed.
    pub(super) fn dropped(&self) -> CancellationToken {
        self.0.dropped.clone()
    }

    /// The connection does not wait until this is dropped.
    pub(super) fn busy(&self) -> Busy {
        self.0.leave();
        Busy(self.clone())
    }
}

impl Connection {
    fn wait(&self) {
        if self.dropped.is_cancelled() {
            return;
        }
        let mut waiting = self.all.waiting();
        let number = waiting.next;
        waiting.next += 1;
        waiting.connections.insert(number, (Instant::now(), self.dropped.clone()));
        *self.number() = Some(number);
    }

    fn leave(&self) {
        let mut waiting = self.all.waiting();
        if let Some(number) = self.number().take() {
            waiting.connections.remove(&number);
        }
    }

    fn number(&self) -> MutexGuard<'_, Option<u64>> {
        self.number.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.leave();
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_that_has_waited_longest_goes_and_none_that_is_busy() {
        let all = IdleConnections::new(Duration::ZERO);
        let [first, second, third] = [(); 3].map(|()| all.enter());
        let busy = first.busy();
        assert!(all.drop_oldest());
        let dropped = || [&first, &second, &third].map(|connection| connection.dropped().is_cancelled());
        assert_eq!(dropped(), [false, true, false]);
        drop(busy);
        assert!(all.drop_oldest());
        assert_eq!(dropped(), [false, true, true], "the first began to wait again after the third");
        assert!(all.drop_oldest() && !all.drop_oldest());
    }

    #[test]
    fn a_new_connection_is_not_closed_to_make_room() {
        let all = IdleConnections::new(Duration::from_secs(3600));
        let connection = all.enter();
        assert!(!all.drop_oldest() && !connection.dropped().is_cancelled());
    }

    #[test]
    fn connections_that_end_are_forgotten() {
        let all = IdleConnections::new(Duration::ZERO);
        drop(all.enter());
        assert!(!all.drop_oldest());
    }
}
