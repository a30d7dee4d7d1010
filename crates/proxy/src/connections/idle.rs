//! Connections waiting for a request, of which one is evicted when a new one needs its slot. The oldest that never sent
//! a whole request goes first, then the one that has waited longest.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio_util::sync::CancellationToken;

/// Time a connection may wait before it can be evicted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GracePeriods {
    /// For its first request, which a client sends right after connecting.
    pub first: Duration,
    /// For a further request.
    pub next: Duration,
}

/// Set of connections that wait for a request.
#[derive(Clone, Debug)]
pub(super) struct IdleConnections {
    grace: GracePeriods,
    waiting: Arc<Mutex<Waiting>>,
}

/// Connections waiting for their first request and those waiting for another, each in the order in which they began to
/// wait.
#[derive(Debug, Default)]
struct Waiting {
    next: u64,
    /// Number of connections that will wait for their first request soon.
    expected: usize,
    first: BTreeMap<u64, (Instant, CancellationToken)>,
    others: BTreeMap<u64, (Instant, CancellationToken)>,
}

/// One connection, which is waiting unless it is busy.
#[derive(Clone, Debug)]
pub(super) struct ConnectionHandle(Arc<Connection>);

#[derive(Debug)]
struct Connection {
    all: IdleConnections,
    evicted: CancellationToken,
    position: Mutex<Position>,
}

/// Set in which a connection waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Position {
    /// It is not waiting, and may never have waited.
    None,
    First(u64),
    Others(u64),
}

/// A connection that is admitted and not yet served.
#[derive(Debug)]
pub(super) struct PendingConnection(IdleConnections);

/// Marks a connection as busy with a request. Dropping it makes the connection wait again.
#[derive(Debug)]
pub(super) struct BusyGuard(ConnectionHandle);

impl IdleConnections {
    /// Creates an empty set with these waiting times.
    pub(super) fn new(grace: GracePeriods) -> Self {
        Self { grace, waiting: Arc::default() }
    }

    /// Registers a connection that waits for its first request from now on.
    pub(super) fn register(&self) -> ConnectionHandle {
        let connection =
            Connection { all: self.clone(), evicted: CancellationToken::new(), position: Mutex::new(Position::None) };
        connection.start_waiting(true);
        ConnectionHandle(Arc::new(connection))
    }

    /// Announces a connection that is not yet served.
    pub(super) fn register_pending(&self) -> PendingConnection {
        self.waiting().expected += 1;
        PendingConnection(self.clone())
    }

    /// Returns whether a connection can be evicted within the grace of a first request: one waits for its first
    /// request, or will wait soon.
    pub(super) fn can_evict_soon(&self) -> bool {
        let waiting = self.waiting();
        waiting.expected > 0 || !waiting.first.is_empty()
    }

    /// Closes the connection that is first to be evicted, if it has waited long enough. Returns whether one was closed.
    pub(super) fn evict_oldest(&self) -> bool {
        let mut waiting = self.waiting();
        let Waiting { first, others, .. } = &mut *waiting;
        evict_first(first, self.grace.first) || evict_first(others, self.grace.next)
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Closes the first of these connections if it has waited for at least `grace`.
fn evict_first(connections: &mut BTreeMap<u64, (Instant, CancellationToken)>, grace: Duration) -> bool {
    let Some(oldest) = connections.first_entry() else { return false };
    if oldest.get().0.elapsed() < grace {
        return false;
    }
    oldest.remove().1.cancel();
    true
}

impl PendingConnection {
    /// Registers the connection. It waits for its first request from now on.
    pub(super) fn register(self) -> ConnectionHandle {
        self.0.register()
    }
}

impl Drop for PendingConnection {
    fn drop(&mut self) {
        self.0.waiting().expected -= 1;
    }
}

impl ConnectionHandle {
    /// Returns a token that is cancelled when the connection is to be closed.
    pub(super) fn eviction_token(&self) -> CancellationToken {
        self.0.evicted.clone()
    }

    /// Marks the connection as busy until the result is dropped.
    pub(super) fn mark_busy(&self) -> BusyGuard {
        self.0.stop_waiting();
        BusyGuard(self.clone())
    }
}

impl Connection {
    fn start_waiting(&self, is_first: bool) {
        if self.evicted.is_cancelled() {
            return;
        }
        let mut waiting = self.all.waiting();
        let number = waiting.next;
        waiting.next += 1;
        let connections = if is_first { &mut waiting.first } else { &mut waiting.others };
        connections.insert(number, (Instant::now(), self.evicted.clone()));
        *self.position() = if is_first { Position::First(number) } else { Position::Others(number) };
    }

    fn stop_waiting(&self) {
        let mut waiting = self.all.waiting();
        let left = match std::mem::replace(&mut *self.position(), Position::None) {
            Position::None => None,
            Position::First(number) => waiting.first.remove(&number),
            Position::Others(number) => waiting.others.remove(&number),
        };
        drop(left);
    }

    fn position(&self) -> MutexGuard<'_, Position> {
        self.position.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.stop_waiting();
    }
}

impl Drop for BusyGuard {
    fn drop(&mut self) {
        self.0.0.start_waiting(false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: GracePeriods = GracePeriods { first: Duration::ZERO, next: Duration::ZERO };

    #[test]
    fn those_without_a_whole_request_go_first_then_the_one_that_has_waited_longest_and_none_that_is_busy() {
        let all = IdleConnections::new(NONE);
        let [first, second, third, fourth] = [(); 4].map(|()| all.register());
        drop(second.mark_busy());
        drop(first.mark_busy());
        let busy = third.mark_busy();
        let connections = [&first, &second, &third, &fourth];
        let evicted = || connections.map(|connection| connection.eviction_token().is_cancelled());
        for expected in [[false, false, false, true], [false, true, false, true], [true, true, false, true]] {
            assert!(all.evict_oldest());
            assert_eq!(evicted(), expected);
        }
        assert!(!all.evict_oldest());
        drop(busy);
        assert!(all.evict_oldest() && !all.evict_oldest());
    }

    #[test]
    fn a_new_connection_is_not_closed_to_make_room() {
        let long = Duration::from_secs(3600);
        let all = IdleConnections::new(GracePeriods { first: long, ..NONE });
        let connection = all.register();
        assert!(!all.evict_oldest() && !connection.eviction_token().is_cancelled());
        drop(connection.mark_busy());
        assert!(all.evict_oldest());
        let all = IdleConnections::new(GracePeriods { next: long, ..NONE });
        let connection = all.register();
        drop(connection.mark_busy());
        assert!(!all.evict_oldest() && !connection.eviction_token().is_cancelled());
    }

    #[test]
    fn a_connection_that_waits_or_will_wait_for_its_first_request_can_be_evicted_soon() {
        let all = IdleConnections::new(GracePeriods { first: Duration::from_secs(3600), ..NONE });
        assert!(!all.can_evict_soon());
        let expected = all.register_pending();
        assert!(all.can_evict_soon() && !all.evict_oldest());
        let connection = expected.register();
        assert!(all.can_evict_soon() && !all.evict_oldest());
        let busy = connection.mark_busy();
        assert!(!all.can_evict_soon(), "a busy connection is not evicted");
        drop(busy);
        assert!(!all.can_evict_soon(), "a connection that waits for a further request has its own grace");
        drop(all.register_pending());
        assert!(!all.can_evict_soon());
    }

    #[test]
    fn connections_that_end_are_forgotten() {
        let all = IdleConnections::new(NONE);
        drop(all.register());
        let connection = all.register();
        drop(connection.mark_busy());
        drop(connection);
        assert!(!all.evict_oldest());
    }
}
