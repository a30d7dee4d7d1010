//! Outgoing connections of one request: their targets, their number and their rate.

use std::{
    collections::BTreeMap,
    io::{self, ErrorKind},
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{net::TcpStream, sync::OwnedSemaphorePermit, time::timeout};

use crate::{guard::CheckedAddress, limited_stream::LimitedStream, limits::targets::TargetLimiter};

/// Maximum addresses that one request connects to, comparisons included.
pub(crate) const MAX_DIALED_ADDRESSES: usize = 8;

/// Maximum bytes received on one connection, TLS records included.
const MAX_CONNECTION_BYTES: usize = 2 * 1024 * 1024;

/// Time after which the client may retry (`Retry-After`) when other requests stay connected to an address.
const BUSY_RETRY_AFTER: Duration = Duration::from_secs(5);

/// Error kind for connections that this server does not attempt. It says nothing about the address.
pub(crate) const NOT_ADMITTED: ErrorKind = ErrorKind::QuotaExceeded;

/// Mapping from a network's addresses to those that are dialled.
#[derive(Debug)]
pub(crate) enum Connector {
    /// Addresses are dialled unchanged.
    Directly,
    /// Addresses are dialled only through this table; any other is refused. So nothing of a laboratory reaches the real
    /// network.
    Through(BTreeMap<SocketAddr, SocketAddr>),
}

impl Connector {
    /// Connects within the limit. The connection sends small writes at once: with Nagle's algorithm, a request would wait for
    /// the acknowledgement of the end of the TLS handshake, up to 40 ms.
    pub(crate) async fn connect(&self, address: CheckedAddress, port: u16, limit: Duration) -> io::Result<TcpStream> {
        let target = self.target(SocketAddr::new(address.address(), port))?;
        let stream = timeout(limit, TcpStream::connect(target)).await.unwrap_or(Err(ErrorKind::TimedOut.into()))?;
        // The connection works without.
        let _ = stream.set_nodelay(true);
        Ok(stream)
    }

    fn target(&self, address: SocketAddr) -> io::Result<SocketAddr> {
        match self {
            Self::Directly => Ok(address),
            Self::Through(table) => table.get(&address).copied().ok_or(ErrorKind::ConnectionRefused.into()),
        }
    }
}

/// Connections of one request.
#[derive(Debug, Default)]
pub(crate) struct Dialer {
    targets: Option<Arc<TargetLimiter>>,
    /// Client whose request this is. Without one, the connections were counted in advance, and only their concurrency is
    /// limited.
    client: Option<IpAddr>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    addresses: Vec<IpAddr>,
    /// Time after which the client may retry, if an address was over its limit or busy.
    retry_after: Option<Duration>,
}

/// Permission for one connection.
#[derive(Debug)]
pub(crate) struct DialPermit {
    _permit: Option<OwnedSemaphorePermit>,
}

impl Dialer {
    /// Creates a dialer for a client's request, whose connections this limiter counts. Those of a laboratory are not
    /// counted.
    pub(crate) fn limited_by(targets: Arc<TargetLimiter>, client: IpAddr) -> Self {
        Self { targets: Some(targets), client: Some(client), ..Self::default() }
    }

    /// Creates a dialer for a request that was counted in advance and has waited for its turn.
    pub(crate) fn reserved(targets: Arc<TargetLimiter>) -> Self {
        Self { targets: Some(targets), ..Self::default() }
    }

    /// Connects within the limit, after waiting for this request's turn.
    ///
    /// # Errors
    ///
    /// Errors of the network, or [`NOT_ADMITTED`].
    pub(crate) async fn connect(
        &self,
        connector: &Connector,
        address: CheckedAddress,
        port: u16,
        limit: Duration,
    ) -> io::Result<Connection> {
        let admission = self.admit(connector, address, limit).await?;
        Ok(admission.connection(connector.connect(address, port, limit).await?))
    }

    /// Counts a connection and waits for this request's turn.
    ///
    /// # Errors
    ///
    /// [`NOT_ADMITTED`] if the address is over its limit, other requests stay connected to it for longer than `limit`,
    /// or this request has used up its addresses.
    pub(crate) async fn admit(
        &self,
        connector: &Connector,
        address: CheckedAddress,
        limit: Duration,
    ) -> io::Result<DialPermit> {
        let address = address.address();
        let is_first = self.record_address(address)?;
        let (Some(targets), Connector::Directly) = (&self.targets, connector) else {
            return Ok(DialPermit { _permit: None });
        };
        if let Some(client) = self.client {
            targets.charge_address(client, address, is_first).await.map_err(|wait| self.record_limit(wait))?;
        }
        let permit =
            targets.acquire_connection(address, limit).await.ok_or_else(|| self.record_limit(BUSY_RETRY_AFTER))?;
        Ok(DialPermit { _permit: Some(permit) })
    }

    /// Returns the time after which the client may retry (`Retry-After`), if an address was over its limit or busy.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        self.state().retry_after
    }

    /// Returns whether this is the request's first connection to the address.
    fn record_address(&self, address: IpAddr) -> io::Result<bool> {
        let mut state = self.state();
        if state.addresses.contains(&address) {
            return Ok(false);
        }
        if state.addresses.len() >= MAX_DIALED_ADDRESSES {
            return Err(NOT_ADMITTED.into());
        }
        state.addresses.push(address);
        Ok(true)
    }

    fn record_limit(&self, wait: Duration) -> io::Error {
        self.state().retry_after = Some(wait);
        NOT_ADMITTED.into()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl DialPermit {
    /// Turns the permission into a connection.
    pub(crate) const fn connection(self, stream: TcpStream) -> Connection {
        Connection::with_guard(stream, MAX_CONNECTION_BYTES, "the records of this connection", self)
    }
}

/// Connection that holds one of its address's permits until it is dropped.
pub(crate) type Connection = LimitedStream<TcpStream, DialPermit>;

impl Connection {
    /// Returns the local address.
    pub(crate) fn local_addr(&self) -> Option<SocketAddr> {
        self.inner().local_addr().ok()
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncWrite;

    use super::*;
    use crate::guard::Guard;

    #[test]
    fn a_table_leads_where_it_says_and_nowhere_else() {
        let address = |text: &str| text.parse::<SocketAddr>().unwrap();
        let (listed, other, server) = (address("192.0.2.1:443"), address("192.0.2.1:25"), address("127.0.0.1:4000"));
        let table = Connector::Through(BTreeMap::from([(listed, server)]));
        assert_eq!(table.target(listed).unwrap(), server);
        assert_eq!(table.target(other).unwrap_err().kind(), ErrorKind::ConnectionRefused);
        assert_eq!(table.target(server).unwrap_err().kind(), ErrorKind::ConnectionRefused);
        assert_eq!(Connector::Directly.target(other).unwrap(), other);
    }

    #[tokio::test]
    async fn a_connection_sends_small_writes_at_once() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = listener.local_addr().unwrap();
        let guard = Guard::allowing(vec!["127.0.0.0/8".parse().unwrap()]);
        let address = guard.check(server.ip()).unwrap();
        let stream = Connector::Directly.connect(address, server.port(), Duration::from_secs(5)).await.unwrap();
        assert!(stream.nodelay().unwrap());
        let connection = DialPermit { _permit: None }.connection(stream);
        assert!(connection.is_write_vectored());
    }

    #[test]
    fn a_request_has_eight_addresses() {
        let dialer = Dialer::default();
        for number in 0..8 {
            assert!(dialer.record_address([192, 0, 2, number].into()).unwrap());
            assert!(!dialer.record_address([192, 0, 2, number].into()).unwrap());
        }
        assert_eq!(dialer.record_address([192, 0, 2, 8].into()).unwrap_err().kind(), NOT_ADMITTED);
    }
}
