//! Settings that an operator can choose.

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf, time::Duration};

use ipnet::IpNet;
use proxy_api::Demo;
use rustls_pki_types::{CertificateDer, pem::PemObject};

use crate::{
    connections::ListenerConfig,
    deadlines::Deadlines,
    limits::{clients::ClientLimits, rate::Rate},
    refused_targets::RefusedTargets,
    settings_error::SettingsError,
};

/// Settings of a server, and of the network side of a check from the command line.
#[derive(Clone, Debug)]
pub struct Settings {
    /// DNS servers (`192.0.2.53`, `127.0.0.1:5300`, `[2001:db8::53]:53`) or DNS-over-HTTPS endpoints (`https://…`;
    /// `http://…` on the loopback only), asked in this order. Empty: the system's.
    pub resolvers: Vec<String>,
    /// Non-public networks that may be connected to.
    pub allow_net: Vec<IpNet>,
    /// Networks that are never connected to, even where they are public or allowed. Nor are this machine's own
    /// addresses, except those of the loopback and those that `allow_net` names one by one.
    pub deny_net: Vec<IpNet>,
    /// Domains whose administrators asked not to be checked. The server connects to none of their hosts.
    pub refused_targets: RefusedTargets,
    /// Trusted roots besides those of the Web PKI; see [`roots_from_pem`].
    pub roots: Vec<CertificateDer<'static>>,
    /// Port of policy hosts.
    pub https_port: u16,
    /// Port of MX hosts.
    pub smtp_port: u16,
    /// Whether the server talks SMTP to MX hosts.
    pub probe: bool,
    /// Name for EHLO (RFC 5321 §4.1.1.1): this machine's own, to which its address should resolve in a reverse look-up.
    /// Without it, the address itself is sent as a literal (§4.1.3).
    pub ehlo_name: Option<String>,
    /// Mail servers that are almost always up. When an MX host cannot be connected to, the server tries these, though
    /// rarely: many networks block port 25, which is no fault of the host.
    pub reference_mail_hosts: Vec<String>,
    /// Time limits.
    pub deadlines: Deadlines,
    /// Maximum concurrent policy fetches. Further requests are answered with 503.
    pub max_fetches: usize,
    /// Maximum concurrent probes of MX hosts, likewise.
    pub max_probes: usize,
    /// Maximum concurrent responses. Further requests are answered with 503.
    pub max_responses: usize,
    /// Lifetime of cached observations. Zero turns the cache off.
    pub cache_ttl: Duration,
    /// Limits on the observations that each client requests.
    pub clients: ClientLimits,
    /// Limits on the DNS questions that each client asks.
    pub dns_clients: ClientLimits,
    /// Rate limit for checks of each host and each address, for all clients together. A cached observation does not
    /// count.
    pub target_rate: Rate,
    /// URL of a Redis or Valkey store, `redis://HOST:PORT` or with TLS `rediss://HOST:PORT`. Servers behind a load
    /// balancer share limits and cache there.
    pub shared_limits: Option<String>,
    /// Trusted roots for the store's certificate, in PEM, instead of those of the Web PKI.
    pub shared_limits_roots: Option<Vec<u8>>,
    /// Configuration of the listener: trusted proxies, metrics, and the signal to stop.
    pub listener_config: ListenerConfig,
    /// Whether the log contains clients' addresses.
    pub log_clients: bool,
    /// Host names, without a port, that this server answers to (`localhost`, `[::1]`). Empty: any. A server for its own
    /// machine alone must list them, or any page that its user visits can read from it.
    pub hosts: Vec<String>,
    /// Whether clients see details that are the operator's business, such as `allow_net`.
    pub open: bool,
    /// Origins, such as `https://example.org`, whose pages may read the responses.
    pub allow_origins: Vec<String>,
    /// Folder of the built page. Without it, no page is served.
    pub dist: Option<PathBuf>,
    /// Laboratory beside the real network.
    pub lab: Option<Lab>,
    /// Version to report.
    pub version: String,
    /// URL where the administrator of a policy host can read who is asking. It appears in the User-Agent and in
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
            max_responses: 3072,
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

/// Laboratory beside the real network.
///
/// Its resolvers, networks and roots serve names under its suffix only, and such names never leave it. So its
/// permissions do not apply to any address that a stranger gives to a domain of the real network.
#[derive(Clone, Debug)]
pub struct Lab {
    /// Top-level domain of the laboratory, such as `test` (RFC 6761 §6.2).
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
    /// Real sockets behind its addresses and ports. Connections to anything not listed are refused. No laboratory
    /// address is dialled directly.
    pub dial: BTreeMap<SocketAddr, SocketAddr>,
    /// Its domains.
    pub demos: Vec<Demo>,
}

/// Parses the certificates in a PEM file (RFC 7468).
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
