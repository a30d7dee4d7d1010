//! The lab: runs worlds as real servers on the loopback.
//!
//! [`Lab::start`] turns worlds into servers that speak real DNS, TLS, HTTP and SMTP with STARTTLS, with certificates of
//! their own authority. The worlds use documentation addresses (RFC 5737, RFC 3849). [`Lab::address_map`] maps each of
//! them to the loopback port that answers it. Clients connect to no other address.

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

/// The top-level domain of the lab (RFC 6761 §6.2).
pub const SUFFIX: &str = "test";

/// A running lab. Dropping it stops its servers and closes their connections.
#[derive(Debug)]
pub struct Lab {
    dns: SocketAddr,
    table: BTreeMap<SocketAddr, SocketAddr>,
    authority: Authority,
    demos: Vec<Demo>,
    _servers: JoinSet<()>,
}

impl Lab {
    /// Starts servers for these worlds. Times in the worlds are relative to `now`. Requires a Tokio runtime.
    ///
    /// # Errors
    ///
    /// Returns [`Fault`] if a world cannot be built, or if the loopback has no free port.
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

    /// Returns the address of its DNS server, for UDP and TCP.
    #[must_use]
    pub const fn dns_addr(&self) -> SocketAddr {
        self.dns
    }

    /// Returns the loopback address for each address and port of the worlds. An address that is not in the map refuses
    /// connections.
    #[must_use]
    pub const fn address_map(&self) -> &BTreeMap<SocketAddr, SocketAddr> {
        &self.table
    }

    /// Returns the roots of its authority.
    #[must_use]
    pub fn root_certificates(&self) -> Vec<CertificateDer<'static>> {
        vec![self.authority.root_certificate().clone()]
    }

    /// Returns the roots of its authority as PEM (RFC 7468).
    #[must_use]
    pub fn roots_pem(&self) -> String {
        self.authority.root_pem()
    }

    /// Returns the worlds that are examples, with the verdict and severity of each.
    #[must_use]
    pub fn demos(&self) -> Vec<Demo> {
        self.demos.clone()
    }
}

/// Returns the networks that worlds may use: the documentation networks (RFC 5737, RFC 3849), which are never routed.
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
