//! A laboratory: worlds as a real little internet on the loopback.
//!
//! [`Lab::start`] turns worlds into servers that speak real DNS, TLS, HTTP and SMTP with STARTTLS, with certificates of
//! their own authority. The worlds use documentation addresses (RFC 5737, RFC 3849); [`Lab::address_map`] maps each of
//! them to the loopback port that answers it, and clients connect to no other address.

mod authority;
mod demos;
mod dns;
mod fault;
mod host;
mod https;
mod listener;
mod message;
mod smtp;
mod test_domains;
mod tls;
mod tlsa;
mod zones;

use std::{collections::BTreeMap, net::SocketAddr, sync::Arc};

use authority::Authority;
use checker::world::World;
use evidence::Timestamp;
use ipnet::IpNet;
use proxy_api::Demo;
use rustls_pki_types::CertificateDer;
use tlsa::PresentedChains;
use tokio::task::JoinSet;
use zones::Zones;

pub use demos::demo_worlds;
pub use fault::Fault;
pub use message::dns_response;
pub use test_domains::{TEST_DOMAINS_ZONE, TestDomains, TestDomainsSettings};

/// The top-level domain of the laboratory (RFC 6761 §6.2).
pub const SUFFIX: &str = "test";

/// A running laboratory. Dropping it ends its servers and every conversation with them.
#[derive(Debug)]
pub struct Lab {
    dns: SocketAddr,
    table: BTreeMap<SocketAddr, SocketAddr>,
    authority: Authority,
    demos: Vec<Demo>,
    _servers: JoinSet<()>,
}

impl Lab {
    /// Starts servers for these worlds; moments in them count from `now`. It needs a Tokio runtime.
    ///
    /// # Errors
    ///
    /// [`Fault`] if a world cannot be built, or the loopback has no port left.
    pub async fn start(worlds: &[World], now: Timestamp) -> Result<Self, Fault> {
        let mut servers = JoinSet::new();
        let authority = Authority::new(now)?;
        let mut table = BTreeMap::new();
        let mut shown = PresentedChains::new();
        for world in worlds {
            https::start(world, now, &authority, &mut servers, &mut table).await?;
            shown.extend(smtp::start(world, now, &authority, &mut servers, &mut table).await?);
        }
        let zones = Zones::new(&tlsa::with_certificates(worlds, &shown));
        let dns = dns::start(Arc::new(zones), &mut servers).await?;
        Ok(Self { dns, table, authority, demos: worlds.iter().filter_map(demo).collect(), _servers: servers })
    }

    /// Where its DNS server listens, with UDP and with TCP.
    #[must_use]
    pub const fn dns_addr(&self) -> SocketAddr {
        self.dns
    }

    /// Where an address and port of the worlds is answered. What is missing here refuses connections.
    #[must_use]
    pub const fn address_map(&self) -> &BTreeMap<SocketAddr, SocketAddr> {
        &self.table
    }

    /// The roots of its authority.
    #[must_use]
    pub fn root_certificates(&self) -> Vec<CertificateDer<'static>> {
        vec![self.authority.root_certificate().clone()]
    }

    /// The same as PEM (RFC 7468).
    #[must_use]
    pub fn roots_pem(&self) -> String {
        self.authority.root_pem()
    }

    /// The worlds that are examples, with what each shows.
    #[must_use]
    pub fn demos(&self) -> Vec<Demo> {
        self.demos.clone()
    }
}

/// The networks that worlds may use: the documentation networks (RFC 5737, RFC 3849), which are never routed.
///
/// # Panics
///
/// Never: the list is constant.
#[must_use]
pub fn documentation_networks() -> Vec<IpNet> {
    let nets = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"];
    nets.iter().map(|net| net.parse().expect("a network in its usual spelling")).collect()
}

fn demo(world: &World) -> Option<Demo> {
    let expect = world.expect.as_ref()?;
    Some(Demo { domain: world.domain.clone(), verdict: expect.verdict.clone(), severity: expect.severity.clone() })
}
