//! Client identity: the peer of the connection, or the client that a trusted reverse proxy names.
//!
//! Anybody can send such a header. It counts only on connections from the operator's own reverse proxies, and only the
//! header that they are known to set. Of its addresses, the last one that is not itself a trusted proxy is the client.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request},
    http::{HeaderMap, HeaderName, HeaderValue, header},
};
use ipnet::IpNet;

/// Header in which a reverse proxy names its client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClientHeader {
    /// `X-Forwarded-For: 192.0.2.1, 198.51.100.2`.
    #[default]
    XForwardedFor,
    /// `Forwarded: for=192.0.2.1, for="[2001:db8::1]:4711"` (RFC 7239).
    Forwarded,
}

/// Reverse proxies that are trusted to name their clients.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies {
    /// Networks of the proxies.
    pub networks: Vec<IpNet>,
    /// Header that the proxies set or append to.
    pub header: ClientHeader,
}

/// Client address of a request, as determined by the server.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClientAddress(pub IpAddr);

impl TrustedProxies {
    /// Returns the client of a request. All requests that do not arrive over TCP share one client.
    pub(crate) fn client_address(&self, request: &Request) -> ClientAddress {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(Ipv4Addr::UNSPECIFIED.into(), |ConnectInfo(address)| address.ip());
        ClientAddress(self.client(peer, request.headers()))
    }

    /// Returns whether the address belongs to a trusted proxy.
    pub(crate) fn includes(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.networks.iter().any(|network| network.contains(&address))
    }

    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut nearest = peer;
        for said in self.header.addresses(headers).into_iter().rev() {
            match said {
                Some(address) if self.includes(nearest) => nearest = address,
                _ => break,
            }
        }
        nearest.to_canonical()
    }
}

impl ClientHeader {
    const fn name(self) -> HeaderName {
        match self {
            Self::XForwardedFor => HeaderName::from_static("x-forwarded-for"),
            Self::Forwarded => header::FORWARDED,
        }
    }

    /// Returns the addresses in the header, in order; `None` for anything that is not an address, such as `unknown`.
    fn addresses(self, headers: &HeaderMap) -> Vec<Option<IpAddr>> {
        let lines = headers.get_all(self.name()).iter().map(HeaderValue::as_bytes);
        // Split before decoding: garbage that a client sent first must not hide what the proxy appended.
        let elements = lines.flat_map(|line| line.split(|byte| *byte == b','));
        let elements = elements.map(|element| std::str::from_utf8(element).unwrap_or_default());
        match self {
            Self::XForwardedFor => elements.map(address).collect(),
            Self::Forwarded => elements.map(|element| address(node(element)?)).collect(),
        }
    }
}

/// Returns the value of `for` in one element (RFC 7239 §4). Addresses contain no comma, semicolon or escaped character.
/// A quoted string that does is therefore not an address, even if splitting cut it into pieces.
fn node(element: &str) -> Option<&str> {
    let pairs = element.split(';').filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("for"))?;
    Some(value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value))
}

/// Parses an address with or without a port or brackets.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(header: ClientHeader, peer: &str, lines: &[(&str, &str)]) -> String {
        let networks = ["10.0.0.0/8", "2001:db8:aaaa::/48"].map(|network| network.parse().unwrap()).to_vec();
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(HeaderName::try_from(*name).unwrap(), HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        TrustedProxies { networks, header }.client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn the_last_address_that_is_not_a_trusted_proxy_is_the_client() {
        let cases = [
            ("10.0.0.1", "192.0.2.1", "192.0.2.1"),
            ("::ffff:10.0.0.1", "192.0.2.1", "192.0.2.1"),
            ("2001:db8:aaaa::1", "2001:db8:1::7", "2001:db8:1::7"),
            ("10.0.0.1", "203.0.113.66, 192.0.2.1", "192.0.2.1"),
            ("10.0.0.1", "203.0.113.66,192.0.2.1 , 10.0.0.9", "192.0.2.1"),
            ("10.0.0.1", "10.0.0.8, 10.0.0.9", "10.0.0.8"),
            ("10.0.0.1", "192.0.2.1:4711", "192.0.2.1"),
            ("10.0.0.1", "[2001:db8:1::7]:4711", "2001:db8:1::7"),
            // An unreadable element names no client, and anything before it is not trusted.
            ("10.0.0.1", "", "10.0.0.1"),
            ("10.0.0.1", "unknown", "10.0.0.1"),
            ("10.0.0.1", "203.0.113.66, unknown, 10.0.0.9", "10.0.0.9"),
            ("10.0.0.1", "203.0.113.66, \u{fc}", "10.0.0.1"),
            ("10.0.0.1", "\u{fc}, 192.0.2.1", "192.0.2.1"),
            ("10.0.0.1", "\u{fc}\t\"(, 192.0.2.1, 10.0.0.9", "192.0.2.1"),
            // Headers from untrusted peers are ignored.
            ("198.51.100.1", "192.0.2.1", "198.51.100.1"),
            ("198.51.100.1", "10.0.0.1", "198.51.100.1"),
        ];
        for (peer, value, client) in cases {
            let seen = named(ClientHeader::XForwardedFor, peer, &[("X-Forwarded-For", value)]);
            assert_eq!(seen, client, "{peer} {value:?}");
        }
    }

    #[test]
    fn several_lines_of_a_header_are_one_list() {
        let lines = [("x-forwarded-for", "203.0.113.66"), ("x-forwarded-for", "192.0.2.1")];
        assert_eq!(named(ClientHeader::XForwardedFor, "10.0.0.1", &lines), "192.0.2.1");
    }

    #[test]
    fn the_standard_header_is_read_where_it_is_the_one_that_is_set() {
        let cases = [
            ("for=192.0.2.1", "192.0.2.1"),
            ("For=192.0.2.1;proto=https;by=10.0.0.1", "192.0.2.1"),
            ("proto=https; for=\"[2001:db8:1::7]:4711\"", "2001:db8:1::7"),
            ("for=203.0.113.66, for=192.0.2.1, for=10.0.0.9", "192.0.2.1"),
            ("for=203.0.113.66, for=unknown", "10.0.0.1"),
            ("for=203.0.113.66, for=_hidden", "10.0.0.1"),
            ("for=203.0.113.66, proto=https", "10.0.0.1"),
            ("for=203.0.113.66, for=\"a,b\"", "10.0.0.1"),
        ];
        for (value, client) in cases {
            assert_eq!(named(ClientHeader::Forwarded, "10.0.0.1", &[("forwarded", value)]), client, "{value:?}");
        }
    }

    #[test]
    fn a_header_that_the_proxy_does_not_set_is_not_trusted() {
        let lines = [("forwarded", "for=203.0.113.66"), ("x-forwarded-for", "192.0.2.1")];
        assert_eq!(named(ClientHeader::XForwardedFor, "10.0.0.1", &lines), "192.0.2.1");
        assert_eq!(named(ClientHeader::Forwarded, "10.0.0.1", &lines[1..]), "10.0.0.1");
    }
}
