//! The connections of one request: how a network's addresses are reached, how many of them, and when.

use std::{
    collections::BTreeMap,
    io::{self, ErrorKind},
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    sync::OwnedSemaphorePermit,
    time::timeout,
};

use crate::{guard::Checked, limited_stream::LimitedStream, targets::TargetLimiter};

/// Addresses that one request connects to at most, comparisons included.
pub(crate) const MAX_DIALED_ADDRESSES: usize = 8;

/// Bytes that one connection brings at most, TLS records included.
const MAX_BYTES: usize = 2 * 1024 * 1024;

/// Time after which an address that somebody else is connected to may be asked for again.
const BUSY: Duration = Duration::from_secs(5);

/// How connecting fails where this server does not try: it says nothing about the address.
pub(crate) const NOT_ADMITTED: ErrorKind = ErrorKind::QuotaExceeded;

/// How a network's addresses are reached.
#[derive(Debug)]
pub(crate) enum Dial {
    /// As they are.
    Directly,
    /// By this table alone; what is not in it refuses. So nothing of a laboratory reaches the real network.
    Through(BTreeMap<SocketAddr, SocketAddr>),
}

impl Dial {
    /// Connects within the limit.
    pub(crate) async fn connect(&self, address: Checked, port: u16, limit: Duration) -> io::Result<TcpStream> {
        let target = self.target(SocketAddr::new(address.address(), port))?;
        timeout(limit, TcpStream::connect(target)).await.unwrap_or(Err(ErrorKind::TimedOut.into()))
    }

    fn target(&self, address: SocketAddr) -> io::Result<SocketAddr> {
        match self {
            Self::Directly => Ok(address),
            Self::Through(table) => table.get(&address).copied().ok_or(ErrorKind::ConnectionRefused.into()),
        }
    }
}

/// The connections of one request.
#[derive(Debug, Default)]
pub(crate) struct Dialer {
    targets: Option<Arc<TargetLimiter>>,
    /// Whether the connections were counted before, and only their number at a time is limited.
    is_reserved: bool,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    addresses: Vec<IpAddr>,
    /// How long an address is left alone that was not connected to for that.
    limited: Option<Duration>,
}

/// The right to one connection.
#[derive(Debug)]
pub(crate) struct Admission {
    _permit: Option<OwnedSemaphorePermit>,
}

impl Dialer {
    /// Connections that are counted by this limiter; a laboratory's are not.
    pub(crate) fn limited_by(targets: Arc<TargetLimiter>) -> Self {
        Self { targets: Some(targets), ..Self::default() }
    }

    /// Connections of a request that was counted already, and waited for its turn.
    pub(crate) fn reserved(targets: Arc<TargetLimiter>) -> Self {
        Self { targets: Some(targets), is_reserved: true, ..Self::default() }
    }

    /// Connects within the limit, once it is this request's turn.
    ///
    /// # Errors
    ///
    /// Those of the network, or [`NOT_ADMITTED`].
    pub(crate) async fn connect(
        &self,
        dial: &Dial,
        address: Checked,
        port: u16,
        limit: Duration,
    ) -> io::Result<Connection> {
        let admission = self.admit(dial, address, limit).await?;
        Ok(admission.connection(dial.connect(address, port, limit).await?))
    }

    /// Counts a connection and waits for this request's turn.
    ///
    /// # Errors
    ///
    /// [`NOT_ADMITTED`] if the address was connected to too often, or somebody else is for longer than the limit, or this request
    /// has had its share of addresses.
    pub(crate) async fn admit(&self, dial: &Dial, address: Checked, limit: Duration) -> io::Result<Admission> {
        let address = address.address();
        let is_first = self.note(address)?;
        let (Some(targets), Dial::Directly) = (&self.targets, dial) else { return Ok(Admission { _permit: None }) };
        if !self.is_reserved {
            targets.charge_address(address, is_first).await.map_err(|wait| self.note_limit(wait))?;
        }
        let permit = targets.connection(address, limit).await.ok_or_else(|| self.note_limit(BUSY))?;
        Ok(Admission { _permit: Some(permit) })
    }

    /// How long an address is left alone that was not connected to for that, if there is one.
    pub(crate) fn limited(&self) -> Option<Duration> {
        self.state().limited
    }

    /// Whether this is the first connection to the address.
    fn note(&self, address: IpAddr) -> io::Result<bool> {
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

    fn note_limit(&self, wait: Duration) -> io::Error {
        self.state().limited = Some(wait);
        NOT_ADMITTED.into()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Admission {
    /// The connection that this is the right to.
    pub(crate) const fn connection(self, stream: TcpStream) -> Connection {
        let stream = LimitedStream::new(stream, MAX_BYTES, "the records of this connection");
        Connection { stream, _admission: self }
    }
}

/// A connection. It takes one of the address's permits until it is dropped.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: LimitedStream<TcpStream>,
    _admission: Admission,
}

impl Connection {
    /// The address at this end.
    pub(crate) fn local_addr(&self) -> Option<SocketAddr> {
        self.stream.inner().local_addr().ok()
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_leads_where_it_says_and_nowhere_else() {
        let address = |text: &str| text.parse::<SocketAddr>().unwrap();
        let (listed, other, server) = (address("192.0.2.1:443"), address("192.0.2.1:25"), address("127.0.0.1:4000"));
        let table = Dial::Through(BTreeMap::from([(listed, server)]));
        assert_eq!(table.target(listed).unwrap(), server);
        assert_eq!(table.target(other).unwrap_err().kind(), ErrorKind::ConnectionRefused);
        assert_eq!(table.target(server).unwrap_err().kind(), ErrorKind::ConnectionRefused);
        assert_eq!(Dial::Directly.target(other).unwrap(), other);
    }

    #[test]
    fn a_request_has_eight_addresses() {
        let dialer = Dialer::default();
        for number in 0..8 {
            assert!(dialer.note([192, 0, 2, number].into()).unwrap());
            assert!(!dialer.note([192, 0, 2, number].into()).unwrap());
        }
        assert_eq!(dialer.note([192, 0, 2, 8].into()).unwrap_err().kind(), NOT_ADMITTED);
    }
}
