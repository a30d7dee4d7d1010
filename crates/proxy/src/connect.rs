//! TCP connections to the addresses of policy hosts and MX hosts. Only addresses that the guard accepts are connected
//! to.

use std::{
    io::{self, ErrorKind},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, UdpSocket},
    pin::pin,
    time::Duration,
};

use evidence::{Attempt, Connect};
use futures_util::future::join_all;
use tokio::{sync::watch, time::sleep};

use crate::{
    deadlines::CONNECT_GRACE,
    dialer::{Connection, Connector, Dialer, NOT_ADMITTED},
    guard::{CheckedAddress, Guard},
    special_addresses::first_in_registry_entry,
};

/// Maximum number of addresses reported, including those tried.
const MAX_REPORTED: usize = 32;

/// Address of a host, and whether it is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Candidate {
    /// Will be tried.
    Tried(CheckedAddress),
    /// Not tried, because enough others are.
    NotTried(IpAddr),
    /// Refused by the guard.
    NotPublic(IpAddr),
    /// Denied by the operator, or this machine's own; with the address to report. It may be internal as well, and
    /// visitors must not learn it.
    Denied(IpAddr),
}

impl Candidate {
    pub(crate) const fn address(self) -> IpAddr {
        match self {
            Self::Tried(checked) => checked.address(),
            Self::NotTried(address) | Self::NotPublic(address) | Self::Denied(address) => address,
        }
    }

    /// Returns the address if it is to be tried.
    pub(crate) const fn tried(self) -> Option<CheckedAddress> {
        if let Self::Tried(checked) = self { Some(checked) } else { None }
    }

    /// Returns whether the reason not to try the address is ours, and says nothing about the host.
    pub(crate) const fn is_denied(&self) -> bool {
        matches!(self, Self::Denied(_))
    }

    /// Returns the outcome to report for an address that is not tried.
    pub(crate) const fn untried_outcome(self) -> Connect {
        if matches!(self, Self::NotPublic(_)) { Connect::NotPublic } else { Connect::NotTried }
    }
}

/// Selects the addresses to report, in the order given: at most `at_most` to try, and of the others as many as fit.
pub(crate) fn select_candidates(addresses: &[IpAddr], guard: &Guard, at_most: usize) -> Vec<Candidate> {
    // The guard queries the routing table, so check each address only once.
    let checked: Vec<_> = addresses.iter().map(|address| (*address, guard.check(*address))).collect();
    if let Some((first, reason)) = checked.iter().find_map(|(address, outcome)| Some((address, outcome.err()?))) {
        tracing::info!(%first, reason, "addresses were refused");
    }
    let mut permits = at_most;
    let judged: Vec<Candidate> =
        checked.into_iter().map(|(address, outcome)| candidate(address, outcome, &mut permits)).collect();
    let mut room = MAX_REPORTED - judged.iter().filter(|candidate| matches!(candidate, Candidate::Tried(_))).count();
    let mut has_room = |candidate: &Candidate| match candidate {
        Candidate::Tried(_) => true,
        _ => room.checked_sub(1).inspect(|left| room = *left).is_some(),
    };
    judged.into_iter().filter(|candidate| has_room(candidate)).collect()
}

fn candidate(address: IpAddr, checked: Result<CheckedAddress, &'static str>, permits: &mut usize) -> Candidate {
    match (checked, permits.checked_sub(1)) {
        (Err(reason), _) if Guard::is_denial(reason) => Candidate::Denied(first_in_registry_entry(address)),
        (Err(_), _) => Candidate::NotPublic(address),
        (Ok(_), None) => Candidate::NotTried(address),
        (Ok(checked), Some(left)) => {
            *permits = left;
            Candidate::Tried(checked)
        }
    }
}

/// Connects to all addresses to try, concurrently. Returns the outcome of every address and the connections, both in
/// the order given.
pub(crate) async fn connect(
    candidates: &[Candidate],
    dialer: &Dialer,
    connector: &Connector,
    port: u16,
    limit: Duration,
) -> (Vec<Attempt>, Vec<(CheckedAddress, Connection)>) {
    let connected = watch::Sender::new(false);
    let attempts = candidates.iter().map(async |candidate| {
        let attempt_with = |connect| Attempt { address: candidate.address(), connect };
        let Candidate::Tried(checked) = *candidate else { return (attempt_with(candidate.untried_outcome()), None) };
        let outcome = connect_one(checked, dialer, connector, port, limit, &connected).await;
        (attempt_with(outcome_of(&outcome, checked)), outcome.ok().map(|stream| (checked, stream)))
    });
    let (attempts, streams): (Vec<Attempt>, Vec<_>) = join_all(attempts).await.into_iter().unzip();
    (attempts, streams.into_iter().flatten().collect())
}

/// Connects within the limit or, once another address has connected, within [`CONNECT_GRACE`].
async fn connect_one(
    address: CheckedAddress,
    dialer: &Dialer,
    connector: &Connector,
    port: u16,
    limit: Duration,
    connected: &watch::Sender<bool>,
) -> io::Result<Connection> {
    let mut another = connected.subscribe();
    let mut another = pin!(async move {
        // The sender outlives every attempt, so this ends only when one has connected.
        let _ = another.wait_for(|connected| *connected).await;
        sleep(CONNECT_GRACE.min(limit)).await;
    });
    let admission = tokio::select! {
        admission = dialer.admit(connector, address, limit) => admission?,
        () = another.as_mut() => return Err(NOT_ADMITTED.into()),
    };
    tokio::select! {
        outcome = connector.connect(address, port, limit) => {
            if outcome.is_ok() {
                connected.send_replace(true);
            }
            Ok(admission.connection(outcome?))
        }
        () = another.as_mut() => Err(ErrorKind::TimedOut.into()),
    }
}

/// Returns the outcome of an attempt as it appears in an observation.
pub(crate) fn outcome_of(outcome: &io::Result<Connection>, address: CheckedAddress) -> Connect {
    outcome.as_ref().map_or_else(|error| connect_failure(error.kind(), address.address()), |_| Connect::Ok)
}

fn connect_failure(kind: ErrorKind, address: IpAddr) -> Connect {
    match kind {
        ErrorKind::ConnectionRefused => Connect::Refused,
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => Connect::Reset,
        ErrorKind::TimedOut => Connect::Timeout,
        NOT_ADMITTED => Connect::NotTried,
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable if has_route(address) => Connect::Unreachable,
        // Errors before the first packet is sent: no address of this family, no route, or a local firewall.
        _ => Connect::NoRoute,
    }
}

/// Returns whether this machine has a route to the address. Connecting a UDP socket queries the routing table and sends
/// nothing.
fn has_route(address: IpAddr) -> bool {
    let any: IpAddr = if address.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    UdpSocket::bind((any, 0)).and_then(|socket| socket.connect((address, 443))).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn denied_addresses_are_reported_by_their_kind_and_recognised() {
        let networks = |text: &str| text.split(' ').map(|network| network.parse().unwrap()).collect();
        let guard = Guard::allowing(networks("10.0.0.0/8")).denying(networks("10.1.0.0/16 8.8.8.0/24"));
        let addresses = ["10.1.2.3", "8.8.8.8", "10.2.0.1", "192.168.0.1"].map(|address| address.parse().unwrap());
        let candidates = select_candidates(&addresses, &guard, 8);
        let seen: Vec<_> = candidates.iter().map(|one| (one.address().to_string(), one.is_denied())).collect();
        let expected = [("10.0.0.0", true), ("8.8.8.8", true), ("10.2.0.1", false), ("192.168.0.1", false)];
        assert_eq!(seen, expected.map(|(address, is_denied)| (address.to_owned(), is_denied)));
        assert!(candidates[..2].iter().all(|candidate| candidate.untried_outcome() == Connect::NotTried));
    }

    #[test]
    fn errors_are_distinguished() {
        let here: IpAddr = "127.0.0.1".parse().unwrap();
        let cases = [
            (ErrorKind::ConnectionRefused, Connect::Refused),
            (ErrorKind::ConnectionReset, Connect::Reset),
            (ErrorKind::TimedOut, Connect::Timeout),
            (NOT_ADMITTED, Connect::NotTried),
            (ErrorKind::HostUnreachable, Connect::Unreachable),
            (ErrorKind::AddrNotAvailable, Connect::NoRoute),
            (ErrorKind::PermissionDenied, Connect::NoRoute),
        ];
        for (kind, expected) in cases {
            assert_eq!(connect_failure(kind, here), expected, "{kind}");
        }
    }
}
