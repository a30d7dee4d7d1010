//! TCP to every address of a host, side by side; the first in order that connects is used.

use std::{
    collections::BTreeMap,
    io::{self, ErrorKind},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket},
    time::Duration,
};

use futures_util::future::join_all;
use proxy_api::{Attempt, Connect};
use tokio::{
    net::TcpStream,
    sync::watch,
    time::{sleep, timeout},
};

use crate::guard::Guard;

/// Addresses that are tried at most.
const TRIED: usize = 8;

/// Addresses that are told of at most, those that were tried among them.
const TOLD: usize = 32;

/// Time that the other addresses still have once one connected: an address that takes longer is as good as silent, and
/// nobody should wait for it.
const GRACE: Duration = Duration::from_secs(3);

/// How a network's addresses are reached.
#[derive(Debug)]
pub(super) enum Dial {
    /// As they are.
    Directly,
    /// By this table alone; what is not in it refuses. So nothing of a laboratory reaches the real network.
    Through(BTreeMap<SocketAddr, SocketAddr>),
}

impl Dial {
    fn target(&self, address: SocketAddr) -> io::Result<SocketAddr> {
        match self {
            Self::Directly => Ok(address),
            Self::Through(table) => table.get(&address).copied().ok_or(ErrorKind::ConnectionRefused.into()),
        }
    }
}

/// What came of every address, in the order given, and the connection to use. Of very many addresses, not all are told.
pub(super) async fn connect(
    addresses: &[IpAddr],
    guard: &Guard,
    dial: &Dial,
    port: u16,
    limit: Duration,
) -> (Vec<Attempt>, Option<TcpStream>) {
    let (refused, public): (Vec<IpAddr>, Vec<IpAddr>) =
        addresses.iter().partition(|address| guard.refusal(**address).is_some());
    if let Some(first) = refused.first() {
        tracing::info!(count = refused.len(), %first, reason = guard.refusal(*first), "addresses were refused");
    }
    let public: Vec<IpAddr> = public.into_iter().take(TRIED).collect();
    let told_of = told_of(addresses, &public);
    let connected = watch::Sender::new(false);
    let attempts = public.iter().map(|address| attempt(dial, SocketAddr::new(*address, port), limit, &connected));
    let tried = join_all(attempts).await;
    let mut outcomes: Vec<(IpAddr, io::Result<TcpStream>)> = public.into_iter().zip(tried).collect();
    let attempts =
        told_of.into_iter().map(|address| Attempt { address, connect: told(guard, address, &outcomes) }).collect();
    let first = outcomes.iter().position(|(_, outcome)| outcome.is_ok());
    (attempts, first.and_then(|position| outcomes.swap_remove(position).1.ok()))
}

/// The addresses to tell of: all that are tried, and of the others as many as there is room for.
fn told_of(addresses: &[IpAddr], tried: &[IpAddr]) -> Vec<IpAddr> {
    let others = addresses.iter().filter(|address| !tried.contains(address)).take(TOLD - tried.len());
    let others: Vec<IpAddr> = others.copied().collect();
    addresses.iter().copied().filter(|address| tried.contains(address) || others.contains(address)).collect()
}

/// Connects within the limit; once another address connected, within [`GRACE`].
async fn attempt(
    dial: &Dial,
    address: SocketAddr,
    limit: Duration,
    connected: &watch::Sender<bool>,
) -> io::Result<TcpStream> {
    let target = dial.target(address)?;
    let mut another = connected.subscribe();
    let patience = async {
        if timeout(limit, another.wait_for(|connected| *connected)).await.is_ok() {
            sleep(GRACE.min(limit)).await;
        }
    };
    tokio::select! {
        outcome = TcpStream::connect(target) => {
            if outcome.is_ok() {
                connected.send_replace(true);
            }
            outcome
        }
        () = patience => Err(ErrorKind::TimedOut.into()),
    }
}

fn told(guard: &Guard, address: IpAddr, outcomes: &[(IpAddr, io::Result<TcpStream>)]) -> Connect {
    match outcomes.iter().find(|(tried, _)| *tried == address) {
        Some((_, Ok(_))) => Connect::Ok,
        Some((_, Err(error))) => fault(error.kind(), address),
        None if guard.refusal(address).is_some() => Connect::NotPublic,
        None => Connect::NotTried,
    }
}

fn fault(kind: ErrorKind, address: IpAddr) -> Connect {
    match kind {
        ErrorKind::ConnectionRefused => Connect::Refused,
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => Connect::Reset,
        ErrorKind::TimedOut => Connect::Timeout,
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable if has_route(address) => Connect::Unreachable,
        // Errors before the first packet left: no address of this family, no route, a firewall of our own.
        _ => Connect::NoRoute,
    }
}

/// Whether this machine knows a way to the address. Connecting a UDP socket asks the routing table and sends nothing.
fn has_route(address: IpAddr) -> bool {
    let any: IpAddr = if address.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    UdpSocket::bind((any, 0)).and_then(|socket| socket.connect((address, 443))).is_ok()
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
    fn errors_are_told_apart() {
        let here: IpAddr = "127.0.0.1".parse().unwrap();
        let cases = [
            (ErrorKind::ConnectionRefused, Connect::Refused),
            (ErrorKind::ConnectionReset, Connect::Reset),
            (ErrorKind::TimedOut, Connect::Timeout),
            (ErrorKind::HostUnreachable, Connect::Unreachable),
            (ErrorKind::AddrNotAvailable, Connect::NoRoute),
            (ErrorKind::PermissionDenied, Connect::NoRoute),
        ];
        for (kind, expected) in cases {
            assert_eq!(fault(kind, here), expected, "{kind}");
        }
    }
}
