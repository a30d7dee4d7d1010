//! Client of the operator's resolvers: DNS over UDP and TCP (RFC 1035 §4.2, RFC 7766) or over HTTPS (RFC 8484).
//!
//! This is a stub resolver without a cache. The crate `doh` builds and parses every message; this module sends them.

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

use evidence::{DnsAnswer, DnsQuestion, Rcode, Unobserved};
use rustls_pki_types::CertificateDer;

use crate::{deadlines::RESOLVER_TIMEOUT, settings_error::SettingsError};

mod datagram;
mod https;
mod server;

use server::Server;

/// Resolvers that are asked in order until one answers, with routes for names that others answer.
#[derive(Clone, Debug)]
pub struct Upstream {
    servers: Arc<[Server]>,
    routes: Vec<(String, Self)>,
    deadline: Duration,
    rejects_unfounded_denials: bool,
}

/// A response as bytes with id 0, and parsed.
type Exchange = (Vec<u8>, DnsAnswer);

impl Upstream {
    /// Creates a client of these resolvers, in this order: `ADDR`, `ADDR:PORT`, `https://…`, or `http://…` on the
    /// loopback.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] if the list is empty or an entry is none of these.
    pub fn new<S: AsRef<str>>(resolvers: &[S]) -> Result<Self, SettingsError> {
        Self::trusting(resolvers, &[])
    }

    /// Like [`Upstream::new`], but also trusts these roots for HTTPS, besides those of the Web PKI.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] as above, or if a root cannot be read.
    pub fn trusting<S: AsRef<str>>(resolvers: &[S], roots: &[CertificateDer<'static>]) -> Result<Self, SettingsError> {
        let servers: Result<Vec<_>, _> = resolvers.iter().map(|setting| Server::new(setting.as_ref(), roots)).collect();
        match servers? {
            none if none.is_empty() => Err(SettingsError::System("none was named".into())),
            servers => Ok(Self {
                servers: servers.into(),
                routes: Vec::new(),
                deadline: RESOLVER_TIMEOUT,
                rejects_unfounded_denials: false,
            }),
        }
    }

    /// Creates a client of this system's resolvers, from `/etc/resolv.conf`.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] if the file is missing or names no usable resolver.
    pub fn system() -> Result<Self, SettingsError> {
        let text = std::fs::read("/etc/resolv.conf").map_err(|error| SettingsError::System(error.to_string()))?;
        let config = resolv_conf::Config::parse(text).map_err(|error| SettingsError::System(error.to_string()))?;
        let resolvers: Vec<String> =
            config.nameservers.iter().map(|server| std::net::IpAddr::from(server).to_string()).collect();
        Self::new(&resolvers).map(Self::rejecting_unfounded_denials)
    }

    /// Treats a denial of existence without an SOA record (RFC 2308 §2.1) as no answer. The resolver of a closed or
    /// captive network denies every name like that, which says nothing about the domain.
    #[must_use]
    pub const fn rejecting_unfounded_denials(mut self) -> Self {
        self.rejects_unfounded_denials = true;
        self
    }

    /// Asks only `other` for names at or under `suffix`.
    #[must_use]
    pub fn route(mut self, suffix: &str, other: Self) -> Self {
        self.routes.push((canonical_suffix(suffix), other));
        self
    }

    /// Sets the time limit for each resolver, except those of routes.
    #[must_use]
    pub const fn deadline(mut self, each: Duration) -> Self {
        self.deadline = each;
        self
    }

    /// Returns the first resolver as an operator would write it: `192.0.2.53:53` or an endpoint's URL.
    #[must_use]
    pub fn name(&self) -> String {
        self.servers.first().map(ToString::to_string).unwrap_or_default()
    }

    /// Asks the resolvers a question.
    ///
    /// # Errors
    ///
    /// [`Unobserved`], of the last resolver, if none gave a readable answer. A response code such as SERVFAIL is an answer
    /// if no other resolver has a better one.
    pub async fn ask(&self, question: &DnsQuestion) -> Result<DnsAnswer, Unobserved> {
        self.exchange(question).await.map(|(_, answer)| answer)
    }

    /// Returns the response in wire format, with id 0 instead of the id used for the query. It is checked to be a
    /// complete response to the question.
    ///
    /// # Errors
    ///
    /// [`Unobserved`], as above.
    pub async fn forward(&self, question: &DnsQuestion) -> Result<Vec<u8>, Unobserved> {
        self.exchange(question).await.map(|(response, _)| response)
    }

    /// Returns the response both in wire format and parsed.
    pub(crate) async fn exchange(&self, question: &DnsQuestion) -> Result<Exchange, Unobserved> {
        let upstream = self.upstream_for(&question.name);
        let mut last = Err(Unobserved::NotOffered);
        for server in &*upstream.servers {
            match within(upstream.deadline, server.exchange(question)).await {
                Ok(exchange) if upstream.rejects_unfounded_denials && is_unfounded_denial(&exchange.1) => {
                    tracing::debug!(%server, "a resolver denied a name without an authority");
                    let detail = "the resolver denies the name and names no authority for that".into();
                    last = last.or(Err(Unobserved::Malformed { detail }));
                }
                Ok(exchange) if !is_resolver_failure(exchange.1.rcode) => return Ok(exchange),
                Ok(exchange) => {
                    tracing::debug!(%server, rcode = exchange.1.rcode.mnemonic(), "a resolver failed");
                    last = Ok(exchange);
                }
                Err(unobserved) => {
                    tracing::debug!(%server, ?unobserved, "a resolver gave no answer");
                    last = last.or(Err(unobserved));
                }
            }
        }
        last
    }

    /// Returns the client that answers for a name: that of a route, or this one.
    fn upstream_for(&self, name: &str) -> &Self {
        self.routes
            .iter()
            .find(|(suffix, _)| is_under(name, suffix))
            .map_or(self, |(_, other)| other.upstream_for(name))
    }
}

/// Returns whether this is NXDOMAIN without the SOA record that a denial needs, which would hold its time to live.
fn is_unfounded_denial(answer: &DnsAnswer) -> bool {
    answer.rcode == Rcode::NXDOMAIN && answer.ttl.is_none()
}

/// Returns whether a response code, such as FORMERR or NOTIMP, can be the resolver's fault rather than the name's. Then
/// the next resolver is asked.
const fn is_resolver_failure(rcode: Rcode) -> bool {
    matches!(rcode.0, 1 | 4) || matches!(rcode, Rcode::SERVFAIL | Rcode::REFUSED)
}

/// Normalises a suffix for comparison with names: `.test` becomes `test`.
pub(crate) fn canonical_suffix(text: &str) -> String {
    evidence::canonical_name(text.trim_start_matches('.'))
}

/// Returns whether a name is this [`canonical_suffix`] or below it, ignoring case.
pub(crate) fn is_under(name: &str, suffix: &str) -> bool {
    let name = evidence::canonical_name(name);
    name.strip_suffix(suffix).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

async fn within<T>(deadline: Duration, work: impl Future<Output = Result<T, Unobserved>>) -> Result<T, Unobserved> {
    tokio::time::timeout(deadline, work).await.unwrap_or(Err(Unobserved::Timeout))
}

fn unreachable_error(error: &impl std::error::Error) -> Unobserved {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    let detail = causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"));
    Unobserved::Unreachable { detail }
}

/// Parses an address with or without a port; 53 is the default.
fn socket_address(setting: &str) -> Option<SocketAddr> {
    let bare = setting.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(setting);
    setting.parse().ok().or_else(|| bare.parse().ok().map(|address| SocketAddr::new(address, 53)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suffix_ends_at_a_dot() {
        let cases = [
            ("test", true),
            ("mta-sts.a.test", true),
            ("A.TEST", true),
            ("a.test.", true),
            ("protest", false),
            ("test.example", false),
            ("", false),
        ];
        for (name, expected) in cases {
            for written in ["test", ".test", "TEST."] {
                assert_eq!(is_under(name, &canonical_suffix(written)), expected, "{name:?}");
            }
        }
    }

    #[test]
    fn an_address_may_lack_its_port() {
        let cases = [
            ("192.0.2.53", "192.0.2.53:53"),
            ("127.0.0.1:5300", "127.0.0.1:5300"),
            ("2001:db8::53", "[2001:db8::53]:53"),
            ("[2001:db8::53]", "[2001:db8::53]:53"),
            ("[2001:db8::53]:5300", "[2001:db8::53]:5300"),
        ];
        for (setting, expected) in cases {
            assert_eq!(Upstream::new(&[setting]).unwrap().name(), expected);
        }
    }

    #[test]
    fn an_invalid_resolver_is_refused() {
        let cases = [
            "",
            "resolver",
            "example.com:53",
            "http://dns.example/dns-query",
            "http://192.0.2.1/q",
            "https://",
            "ftp://a/",
        ];
        for setting in cases {
            assert!(Upstream::new(&[setting]).is_err(), "{setting:?}");
        }
        assert!(Upstream::new::<&str>(&[]).is_err());
        for setting in
            ["https://dns.example/dns-query", "http://127.0.0.1:8053/q", "http://localhost/q", "http://[::1]:1/q"]
        {
            assert!(Upstream::new(&[setting]).is_ok(), "{setting:?}");
        }
    }
}
