//! What an operator can choose.

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf, time::Duration};

use ipnet::IpNet;
use proxy_api::Demo;
use rustls_pki_types::{CertificateDer, pem::PemObject};

use crate::{
    clients::ClientLimits, connections::ListenerConfig, deadlines::Deadlines, rate::Rate,
    refused_targets::RefusedTargets, settings_error::SettingsError,
};

/// The settings of a server, and of the network side of a check from the command line.
#[derive(Clone, Debug)]
pub struct Settings {
    /// DNS servers (`192.0.2.53`, `127.0.0.1:5300`, `[2001:db8::53]:53`) or DNS-over-HTTPS endpoints (`https://…`;
    /// `http://…` on the loopback only), asked in this order. Empty: the system's.
    pub resolvers: Vec<String>,
    /// Networks that may be connected to although they are not public.
    pub allow_net: Vec<IpNet>,
    /// Networks that are never connected to, even where they are public or allowed. This machine's own addresses never are either,
    /// except those of the loopback, and those that `allow_net` names one by one.
    pub deny_net: Vec<IpNet>,
    /// Domains whose administrators asked not to be checked: the server connects to none of their hosts.
    pub refused_targets: RefusedTargets,
    /// Roots that are trusted besides those of the Web PKI; see [`roots_from_pem`].
    pub roots: Vec<CertificateDer<'static>>,
    /// Port of policy hosts.
    pub https_port: u16,
    /// Port of MX hosts.
    pub smtp_port: u16,
    /// Whether SMTP is spoken with MX hosts.
    pub probe: bool,
    /// The name that mail servers are greeted with (RFC 5321 §4.1.1.1): this machine's own, of which its address should be
    /// known by reverse look-up. Without it, the address itself is said, as a literal (§4.1.3).
    pub ehlo_name: Option<String>,
    /// Mail servers that are up as good as always. Whether they can be connected to is asked, rarely, when an MX host cannot:
    /// many networks block port 25, which is no fault of the host.
    pub reference_mail_hosts: Vec<String>,
    /// Time limits.
    pub deadlines: Deadlines,
    /// Policies that are fetched at once; further requests are answered with 503.
    pub max_fetches: usize,
    /// MX hosts that are probed at once, likewise.
    pub max_probes: usize,
    /// How long an observation is cached; zero turns the cache off.
    pub cache_ttl: Duration,
    /// Observations that each client may ask for.
    pub clients: ClientLimits,
    /// DNS questions that each client may ask.
    pub dns_clients: ClientLimits,
    /// Checks of each host and each address, for all clients together. A cached observation is no check.
    pub target_rate: Rate,
    /// A Redis or Valkey store, `redis://HOST:PORT` or with TLS `rediss://HOST:PORT`, where several servers behind a load balancer
    /// keep limits and memory in common.
    pub shared_limits: Option<String>,
    /// The roots, PEM, below which the store's certificate has to be, instead of those of the Web PKI.
    pub shared_limits_roots: Option<Vec<u8>>,
    /// What the listener knows: trusted proxies, numbers, and whether the server is stopping.
    pub listener_config: ListenerConfig,
    /// Whether the log tells clients' addresses.
    pub log_clients: bool,
    /// Hosts, without a port, by which this server may be called (`localhost`, `[::1]`); empty: any. A server that is meant for
    /// its own machine alone must list them, or any page that its user visits can read from it.
    pub hosts: Vec<String>,
    /// Whether strangers are told what of this is only the operator's business, such as `allow_net`.
    pub open: bool,
    /// Origins, such as `https://example.org`, whose pages may read the answers.
    pub allow_origins: Vec<String>,
    /// Where the built page is; without it, no page is served.
    pub dist: Option<PathBuf>,
    /// A laboratory beside the real network.
    pub lab: Option<Lab>,
    /// The version to report.
    pub version: String,
    /// A URL where the administrator of a policy host reads who is asking; stands in the User-Agent and in
    /// `/.well-known/security.txt`.
    pub contact: Option<String>,
}

/// MX hosts of three large providers.
const REFERENCE_MAIL_HOSTS: [&str; 3] = ["gmail-smtp-in.l.google.com", "mx01.mail.icloud.com", "mta5.am0.yahoodns.net"];

impl Default for Settings {
    fn default() -> Self {
        Self {
            resolvers: Vec::new(),
            allow_net: Vec::new(),
            deny_net: Vec::new(),
            refused_targets: RefusedTargets::default(),
            roots: Vec::new(),
            https_port: 443,
            smtp_port: 25,
            probe: true,
            ehlo_name: None,
            reference_mail_hosts: REFERENCE_MAIL_HOSTS.map(str::to_owned).to_vec(),
            deadlines: Deadlines::default(),
            max_fetches: 256,
            max_probes: 256,
            cache_ttl: Duration::from_secs(30),
            clients: ClientLimits { at_once: 16, burst: 120, per_minute: 60 },
            dns_clients: ClientLimits { at_once: 128, burst: 1200, per_minute: 600 },
            target_rate: Rate { burst: 12, per_minute: 12 },
            shared_limits: None,
            shared_limits_roots: None,
            listener_config: ListenerConfig::default(),
            log_clients: false,
            hosts: Vec::new(),
            open: false,
            allow_origins: Vec::new(),
            dist: None,
            lab: None,
            version: env!("CARGO_PKG_VERSION").into(),
            contact: None,
        }
    }
}

/// A laboratory beside the real network.
///
/// Its resolvers, networks and roots serve names under its suffix only, and such names never leave it. So whatever address a
/// stranger gives to a domain of the real network, the laboratory's permissions do not apply to it.
#[derive(Clone, Debug)]
pub struct Lab {
    /// The laboratory's top-level domain, such as `test` (RFC 6761 §6.2).
    pub suffix: String,
    /// Its DNS servers.
    pub resolvers: Vec<String>,
    /// Its networks.
    pub allow_net: Vec<IpNet>,
    /// Its roots, instead of those of the Web PKI.
    pub roots: Vec<CertificateDer<'static>>,
    /// Port of its policy hosts.
    pub https_port: u16,
    /// Port of its MX hosts.
    pub smtp_port: u16,
    /// Where its addresses and ports are really served. What is not listed refuses the connection: no address of the
    /// laboratory is dialled as it stands.
    pub dial: BTreeMap<SocketAddr, SocketAddr>,
    /// Its domains.
    pub demos: Vec<Demo>,
}

/// The certificates in a PEM file (RFC 7468).
///
/// # Errors
///
/// [`SettingsError`] if there is none, or one cannot be read.
pub fn roots_from_pem(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, SettingsError> {
    let roots: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match roots {
        Ok(roots) if roots.is_empty() => Err(SettingsError::Root("the file contains no certificate".into())),
        Ok(roots) => Ok(roots),
        Err(error) => Err(SettingsError::Root(error.to_string())),
    }
}
