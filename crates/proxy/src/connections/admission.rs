//! ConnectionAdmission control: which new connections are served, and which idle ones are closed to make room for them.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use tokio::{
    io::AsyncWriteExt,
    net::TcpStream,
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, sleep, timeout},
};
use tokio_util::task::TaskTracker;

use super::{
    ConnectionLimits,
    idle::{GracePeriods, IdleConnections},
};
use crate::{
    client_identity::TrustedProxies,
    limits::{
        clients::{ClientPermit, ConcurrencyLimiter, client_group},
        fair_share::{FairShare, Slot},
    },
};

/// Connections beyond the limit that are answered with 503. Further ones are closed at once.
const MAX_REJECTED: usize = 256;

/// Longest wait for a connection that can be closed for a new one: several times the default grace of a first request.
const MAX_ADMISSION_WAIT: Duration = Duration::from_millis(200);

/// Interval between two attempts to make room for a connection.
const ADMISSION_RETRY: Duration = Duration::from_millis(5);

/// Time limit for sending that 503.
const REJECT_TIMEOUT: Duration = Duration::from_secs(1);

/// Response when the connection limit is reached.
const OVERLOADED_RESPONSE: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 5\r\nConnection: close\r\n\r\n";

/// ConnectionAdmission control for connections.
pub(super) struct ConnectionAdmission {
    /// All connections, including those from addresses that bring many clients.
    all: Arc<Semaphore>,
    slots: FairShare,
    clients: ConcurrencyLimiter,
    pub(super) idle: IdleConnections,
    rejecting: Arc<Semaphore>,
}

/// Permission to serve a connection. Dropping it makes room for another.
#[derive(Debug)]
pub(super) struct ConnectionPermit {
    all: Arc<Semaphore>,
    /// `None` while the evicted connection still has it.
    permit: Option<OwnedSemaphorePermit>,
    _own: Option<(Slot, ClientPermit)>,
}

/// Limit that a connection exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Overload {
    /// All connections are taken, and no idle one can be closed at this moment.
    Server,
    /// The client's network has its share of them.
    Network,
    Client,
}

impl Overload {
    pub(super) const fn kind(self) -> &'static str {
        match self {
            Self::Server | Self::Network => "connections",
            Self::Client => "client-connections",
        }
    }
}

impl ConnectionPermit {
    /// Waits until the connection that was evicted for this one is closed, so that there is never one too many.
    pub(super) async fn ready(&mut self) {
        if self.permit.is_none() {
            self.permit = self.all.clone().acquire_owned().await.ok();
        }
    }
}

impl ConnectionAdmission {
    pub(super) fn new(limits: ConnectionLimits) -> Self {
        Self {
            all: Arc::new(Semaphore::new(limits.connections)),
            slots: FairShare::new(limits.connections),
            clients: ConcurrencyLimiter::new(limits.connections_each),
            idle: IdleConnections::new(GracePeriods { first: limits.first_grace, next: limits.idle_grace }),
            rejecting: Arc::new(Semaphore::new(MAX_REJECTED)),
        }
    }

    /// Admits a connection, or names the limit that it exceeds. In a flood, all waiting connections may be too new to be
    /// closed. Then this waits until one is old enough, within a limit. Meanwhile the kernel queues further connections.
    pub(super) async fn admit(&self, peer: SocketAddr, proxies: &TrustedProxies) -> Result<ConnectionPermit, Overload> {
        let deadline = Instant::now() + MAX_ADMISSION_WAIT;
        loop {
            let admitted = self.try_admit(peer, proxies);
            let can_wait = self.idle.can_evict_soon() && Instant::now() < deadline;
            if admitted.as_ref().err() != Some(&Overload::Server) || !can_wait {
                return admitted;
            }
            sleep(ADMISSION_RETRY).await;
        }
    }

    fn try_admit(&self, peer: SocketAddr, proxies: &TrustedProxies) -> Result<ConnectionPermit, Overload> {
        let is_shared_address = peer.ip().to_canonical().is_loopback() || proxies.includes(peer.ip());
        let (own, has_evicted) = if is_shared_address {
            (None, false)
        } else {
            let (slot, client, has_evicted) = self.admit_client(peer.ip())?;
            (Some((slot, client)), has_evicted)
        };
        let permit = self.all.clone().try_acquire_owned().ok();
        let is_admitted = permit.is_some() || has_evicted || self.idle.evict_oldest();
        is_admitted.then(|| ConnectionPermit { all: self.all.clone(), permit, _own: own }).ok_or(Overload::Server)
    }

    /// Admits a client, and tells whether an idle connection was closed for it. A group at its share of slots is
    /// rejected. A group without any may evict an idle connection, whose slot it takes over.
    fn admit_client(&self, address: IpAddr) -> Result<(Slot, ClientPermit, bool), Overload> {
        let client = self.clients.acquire(address).ok_or(Overload::Client)?;
        let group = client_group(address);
        if let Some(slot) = self.slots.acquire(group) {
            return Ok((slot, client, false));
        }
        if !self.slots.has_no_slot(&group) {
            return Err(Overload::Network);
        }
        if self.idle.evict_oldest() { Ok((self.slots.take_over(group), client, true)) } else { Err(Overload::Server) }
    }

    /// Answers with 503 at once. A client at its own connection limit gets no answer.
    pub(super) fn reject(&self, mut stream: TcpStream, overload: Overload, tasks: &TaskTracker) {
        let Ok(rejecting) = self.rejecting.clone().try_acquire_owned() else { return };
        if overload == Overload::Client {
            return;
        }
        tasks.spawn(async move {
            let rejection = async {
                stream.write_all(OVERLOADED_RESPONSE).await?;
                stream.shutdown().await?;
                // Read what the client still sends; otherwise the kernel discards the response.
                tokio::io::copy(&mut stream, &mut tokio::io::sink()).await
            };
            let sent = timeout(REJECT_TIMEOUT, rejection).await.is_ok_and(|sent| sent.is_ok());
            tracing::trace!(sent, "a connection was rejected");
            drop(rejecting);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connections::idle::ConnectionHandle;

    fn admission() -> ConnectionAdmission {
        ConnectionAdmission::new(ConnectionLimits {
            connections: 64,
            connections_each: 1000,
            first_grace: Duration::ZERO,
            ..ConnectionLimits::default()
        })
    }

    /// Opens connections from these addresses, as many as are admitted. They stay idle.
    fn open(
        admission: &ConnectionAdmission,
        addresses: impl Iterator<Item = String>,
    ) -> Vec<(ConnectionPermit, ConnectionHandle)> {
        let admitted = addresses.filter_map(|address| {
            let peer = SocketAddr::new(address.parse().unwrap(), 4711);
            admission.try_admit(peer, &TrustedProxies::default()).ok()
        });
        admitted.map(|admitted| (admitted, admission.idle.register())).collect()
    }

    fn evicted(connections: &[(ConnectionPermit, ConnectionHandle)]) -> usize {
        connections.iter().filter(|(_, idle)| idle.eviction_token().is_cancelled()).count()
    }

    #[test]
    fn one_network_takes_less_than_half_of_the_connections_and_newcomers_find_room() {
        for network in ["198.51.100.", "2001:db8:7:"] {
            let admission = admission();
            let address = |number: usize| match network.contains(':') {
                true => format!("{network}{number:x}::1"),
                false => format!("{network}{}", number % 256),
            };
            let greedy = open(&admission, (0..500).map(address));
            assert!((16..32).contains(&greedy.len()), "{network}: {}", greedy.len());
            let newcomers = open(&admission, (0..20).map(|number| format!("203.0.{number}.1")));
            assert_eq!((newcomers.len(), evicted(&greedy)), (20, 0), "{network}");
        }
    }

    #[tokio::test]
    async fn a_newcomer_takes_the_place_of_one_idle_connection_and_is_counted() {
        let admission = admission();
        let crowd = open(&admission, (0..64).map(|number| format!("203.0.{number}.1")));
        assert_eq!(crowd.len(), 64);
        let mut newcomer = open(&admission, ["198.51.100.1".into()].into_iter());
        assert_eq!((newcomer.len(), evicted(&crowd)), (1, 1));
        // Its network has a slot now, so it evicts no further connection.
        assert!(open(&admission, (2..9).map(|number| format!("198.51.100.{number}"))).is_empty());
        assert_eq!(evicted(&crowd), 1);
        // It is served once the evicted connection is closed.
        assert!(futures_util::poll!(Box::pin(newcomer[0].0.ready())).is_pending());
        let rest: Vec<_> = crowd.into_iter().filter(|(_, idle)| !idle.eviction_token().is_cancelled()).collect();
        newcomer[0].0.ready().await;
        assert_eq!(admission.all.available_permits(), 0);
        drop((rest, newcomer));
        assert_eq!(admission.all.available_permits(), 64);
    }
}
