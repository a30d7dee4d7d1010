//! Response bodies that hold a guard until their last byte is sent.

use std::{
    collections::HashMap,
    net::IpAddr,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use axum::body::{Body, Bytes};
use hyper::body::{Frame, SizeHint};
use ipnet::IpNet;

use crate::limits::clients::{client_group, own_network};

/// Maximum bytes handed to a connection at a time. The connection copies them, so each reader of a large response costs
/// this much memory.
pub(crate) const CHUNK_BYTES: usize = 16 * 1024;

/// Body with an observation as JSON. A non-zero age is appended as a last member, in whole seconds. The bytes are not
/// copied.
pub(crate) fn observation_body<G: Send + Unpin + 'static>(json: &Bytes, age: Duration, guard: G) -> Body {
    let pieces = match (json.strip_suffix(b"}"), age.as_secs()) {
        (Some(members), age_s @ 1..) => {
            Pieces([json.slice(..members.len()), Bytes::from(format!(",\"age_s\":{age_s}}}"))])
        }
        _ => Pieces([json.clone(), Bytes::new()]),
    };
    Body::new(Guarded::new(pieces, guard))
}

/// Wraps a body so that it holds `guard` until the last byte is sent or the body is dropped.
pub(crate) fn with_guard<G: Send + Unpin + 'static>(body: Body, guard: G) -> Body {
    Body::new(Guarded::new(body, guard))
}

/// Body of two byte strings, one after the other.
struct Pieces([Bytes; 2]);

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let next = self.0.iter_mut().find(|bytes| !bytes.is_empty());
        Poll::Ready(next.map(|bytes| Ok(Frame::data(bytes.split_to(bytes.len().min(CHUNK_BYTES))))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.iter().all(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.0.iter().map(|piece| piece.len() as u64).sum())
    }
}

/// Body that holds a guard until its last byte is sent or it is dropped.
#[derive(Debug)]
pub(crate) struct Guarded<B, G> {
    body: B,
    _guard: G,
}

impl<B, G> Guarded<B, G> {
    pub(crate) const fn new(body: B, guard: G) -> Self {
        Self { body, _guard: guard }
    }
}

impl<B: hyper::body::Body + Unpin, G: Unpin> hyper::body::Body for Guarded<B, G> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Part of the bytes in flight that one group of clients may take: a quarter.
const GROUP_DIVISOR: usize = 4;

/// Part of the bytes in flight that is reserved for groups without any: an eighth.
const RESERVED_DIVISOR: usize = 8;

/// Limit on response bytes in flight, per client, per group of clients and in total. An IPv6 client is its /64.
#[derive(Clone, Debug)]
pub(crate) struct BytesInFlight {
    each: usize,
    all: usize,
    sent: Arc<Mutex<Sent>>,
}

#[derive(Debug, Default)]
struct Sent {
    all: usize,
    /// Bytes by client and by group of clients.
    by_network: HashMap<IpNet, usize>,
}

/// Permit for the bytes of one response. Dropping it releases them.
#[derive(Debug)]
pub(crate) struct BytesPermit {
    limit: BytesInFlight,
    networks: [IpNet; 2],
    bytes: usize,
}

impl BytesInFlight {
    pub(crate) fn new(each: usize, all: usize) -> Self {
        Self { each, all, sent: Arc::default() }
    }

    /// Acquires a permit for a response to this client. Returns `None` if a limit is reached.
    pub(crate) fn acquire(&self, client: IpAddr, bytes: usize) -> Option<BytesPermit> {
        let networks = [own_network(client), client_group(client)];
        let mut sent = self.sent();
        let [own, group] = networks.map(|network| sent.by_network.get(&network).copied().unwrap_or_default());
        let reserved = if group == 0 { 0 } else { self.all / RESERVED_DIVISOR };
        let is_over = own + bytes > self.each
            || group + bytes > self.each.max(self.all / GROUP_DIVISOR)
            || sent.all + bytes > self.all - reserved;
        if is_over {
            return None;
        }
        sent.all += bytes;
        for network in networks {
            *sent.by_network.entry(network).or_default() += bytes;
        }
        Some(BytesPermit { limit: self.clone(), networks, bytes })
    }

    fn sent(&self) -> MutexGuard<'_, Sent> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for BytesPermit {
    fn drop(&mut self) {
        let mut sent = self.limit.sent();
        sent.all -= self.bytes;
        for network in self.networks {
            match sent.by_network.get_mut(&network) {
                Some(own) if *own > self.bytes => *own -= self.bytes,
                _ => drop(sent.by_network.remove(&network)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;
    use hyper::body::Body as _;

    use super::*;

    async fn read(body: Body) -> Vec<u8> {
        body.collect().await.unwrap().to_bytes().to_vec()
    }

    #[tokio::test]
    async fn the_age_stands_last_and_is_left_out_where_there_is_none() {
        let json = Bytes::from_static(br#"{"url":"}","elapsed_ms":1}"#);
        assert_eq!(read(observation_body(&json, Duration::from_millis(999), ())).await, json);
        let aged = observation_body(&json, Duration::from_secs(12), ());
        let expected = br#"{"url":"}","elapsed_ms":1,"age_s":12}"#;
        assert_eq!(aged.size_hint().exact(), Some(expected.len() as u64));
        assert_eq!(read(aged).await, expected);
    }

    #[tokio::test]
    async fn a_large_body_comes_in_pieces_that_are_not_copied() {
        let json = Bytes::from([b"{".as_slice(), &vec![b' '; 100_000], b"}"].concat());
        let mut body = observation_body(&json, Duration::from_secs(1), ());
        let (mut at, mut longest) = (json.as_ptr(), 0);
        while let Some(frame) = body.frame().await {
            let piece = frame.unwrap().into_data().unwrap();
            longest = longest.max(piece.len());
            if piece.len() == CHUNK_BYTES {
                assert_eq!(piece.as_ptr(), at);
                at = at.wrapping_add(CHUNK_BYTES);
            }
        }
        assert_eq!(longest, CHUNK_BYTES);
    }

    #[tokio::test]
    async fn what_is_held_is_held_to_the_last_byte() {
        let held = Arc::new(());
        let mut body = observation_body(&Bytes::from(vec![b' '; 40_000]), Duration::ZERO, held.clone());
        for _ in 0..3 {
            assert_eq!(Arc::strong_count(&held), 2);
            body.frame().await.unwrap().unwrap();
        }
        assert!(body.is_end_stream());
        drop(body);
        assert_eq!(Arc::strong_count(&held), 1);
    }

    #[test]
    fn bytes_are_bounded_for_each_and_for_all() {
        let (limit, client) = (BytesInFlight::new(10, 28), |n| IpAddr::from([192, 0, n, 1]));
        let first = limit.acquire(client(1), 10).unwrap();
        assert!(limit.acquire(client(1), 1).is_none());
        let _second = limit.acquire(client(2), 10).unwrap();
        assert!(limit.acquire(client(3), 10).is_none() && limit.acquire(client(3), 5).is_some());
        drop(first);
        assert!(limit.acquire(client(1), 10).is_some());
        assert_eq!(limit.sent().by_network.len(), 2);
        let neighbour = |host: u16| IpAddr::from([0x2001, 0xdb8, 0, 1, 0, 0, 0, host]);
        let _third = limit.acquire(neighbour(1), 10).unwrap();
        assert!(limit.acquire(neighbour(2), 1).is_none(), "a /64 is one client");
    }

    #[test]
    fn a_network_takes_a_quarter_and_leaves_an_eighth_to_newcomers() {
        let (limit, client) = (BytesInFlight::new(10, 80), |net, host| IpAddr::from([192, 0, net, host]));
        let take = |net, host, bytes| limit.acquire(client(net, host), bytes);
        let mut held: Vec<BytesPermit> = [(1, 1), (1, 2)].map(|(net, host)| take(net, host, 10).unwrap()).into();
        assert!(take(1, 3, 1).is_none(), "a quarter");
        held.extend((2..=4).flat_map(|net| [take(net, 1, 10), take(net, 2, 10)]).flatten());
        assert_eq!(limit.sent().all, 70);
        assert!(take(4, 2, 1).is_none(), "the last eighth is reserved");
        assert!(take(5, 1, 10).is_some(), "for networks without any");
        drop(held);
        let sent = limit.sent();
        assert_eq!((sent.all, sent.by_network.len()), (0, 0));
    }
}
