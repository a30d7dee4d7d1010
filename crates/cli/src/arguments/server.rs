//! Options for running a server for others: limits, names and logs.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::{Args, ValueEnum, builder::BoolishValueParser};
use ipnet::IpNet;
use proxy::{ClientHeader, ClientLimits, ConnectionLimits, TrustedProxies};

use super::shared::parse_network;

/// The number of DNS questions allowed per observation. Few domains need as many.
const DNS_QUESTIONS_PER_OBSERVATION: u32 = 10;

/// How the server is run.
#[derive(Args, Debug)]
#[command(next_help_heading = "Operation")]
pub(crate) struct ServerOptions {
    /// Answer to this host name; repeatable [default: local names on loopback, otherwise any]
    #[arg(long, env = "MTA_STS_HOST", value_name = "NAME", value_delimiter = ',')]
    pub host: Vec<String>,
    /// Publish this page or mail address as contact, in the User-Agent and /.well-known/security.txt
    #[arg(long, env = "MTA_STS_CONTACT", value_name = "URL")]
    pub contact: Option<String>,
    /// Refuse to check this domain and all domains below it; repeatable
    #[arg(long, env = "MTA_STS_REFUSE_TARGET", value_name = "DOMAIN", value_delimiter = ',')]
    pub refuse_target: Vec<String>,
    /// Refuse to check the domains in this file, one per line; # starts a comment
    #[arg(long, env = "MTA_STS_REFUSE_TARGET_FILE", value_name = "FILE")]
    pub refuse_target_file: Option<PathBuf>,
    /// Never connect to this network; repeatable
    #[arg(long, env = "MTA_STS_DENY_NET", value_name = "CIDR", value_delimiter = ',', value_parser = parse_network)]
    pub deny_net: Vec<IpNet>,
    /// Test with this mail server whether port 25 is open; repeatable, or none [default: three of large providers]
    #[arg(long, env = "MTA_STS_REFERENCE_MAIL_HOST", value_name = "HOST", value_delimiter = ',')]
    pub reference_mail_host: Vec<String>,
    /// Trust this reverse proxy to name its clients; repeatable
    #[arg(long, env = "MTA_STS_TRUSTED_PROXY", value_name = "CIDR", value_delimiter = ',', value_parser = parse_network)]
    pub trusted_proxy: Vec<IpNet>,
    /// Read the client from this header, which the trusted proxy itself sets
    #[arg(long, env = "MTA_STS_CLIENT_HEADER", value_enum, default_value_t = Header::XForwardedFor)]
    pub client_header: Header,
    /// Cache an observation for this many seconds; 0 turns the cache off
    #[arg(long, env = "MTA_STS_REMEMBER", value_name = "SECONDS", default_value_t = 30)]
    pub remember: u64,
    /// Limit observations per minute and client (burst: twice as many; DNS: ten times) [default: 60, shared loopback 600]
    #[arg(long, env = "MTA_STS_CLIENT_RATE", value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub client_rate: Option<u32>,
    /// Limit concurrent observations per client [default: 16, shared loopback 64]
    #[arg(long, env = "MTA_STS_CLIENT_AT_ONCE", value_name = "NUMBER")]
    pub client_at_once: Option<usize>,
    /// Limit checks per minute of one policy host, MX host or address; cached answers do not count
    #[arg(long, env = "MTA_STS_TARGET_RATE", value_name = "NUMBER", default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub target_rate: u32,
    /// Share limits and cache with other servers in this Redis or Valkey: redis://HOST:PORT, rediss:// with TLS
    #[arg(long, env = "MTA_STS_SHARED_LIMITS", value_name = "URL", hide_env_values = true)]
    pub shared_limits: Option<String>,
    /// Trust these root certificates for that store, instead of the Web PKI's
    #[arg(long, env = "MTA_STS_SHARED_LIMITS_CA_FILE", value_name = "PEM", requires = "shared_limits")]
    pub shared_limits_ca_file: Option<PathBuf>,
    /// Limit concurrent fetches and probes; further requests get 503
    #[arg(long = "max-looks", env = "MTA_STS_MAX_LOOKS", value_name = "NUMBER", default_value_t = 256)]
    pub max_fetches: usize,
    /// Limit open connections; further ones get 503
    #[arg(long, env = "MTA_STS_MAX_CONNECTIONS", value_name = "NUMBER", default_value_t = ConnectionLimits::default().connections)]
    pub max_connections: usize,
    /// Accept connections for this many seconds after SIGTERM, while /readyz fails
    #[arg(long, env = "MTA_STS_DRAIN", value_name = "SECONDS", default_value_t = 0)]
    pub drain: u64,
    /// Then give open requests this many seconds to finish
    #[arg(long, env = "MTA_STS_STOP_WITHIN", value_name = "SECONDS", default_value_t = 30)]
    pub stop_within: u64,
    /// Serve Prometheus /metrics on this address and port
    #[arg(long, env = "MTA_STS_METRICS", value_name = "ADDR:PORT")]
    pub metrics: Option<SocketAddr>,
    /// Write the log to standard error in this format; MTA_STS_LOG sets the level, like RUST_LOG
    #[arg(long, env = "MTA_STS_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
    /// Log client addresses
    #[arg(long, env = "MTA_STS_LOG_CLIENTS", value_parser = BoolishValueParser::new())]
    pub log_clients: bool,
}

/// Headers that name a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Header {
    /// X-Forwarded-For
    XForwardedFor,
    /// Forwarded (RFC 7239)
    Forwarded,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Plain text for people
    Text,
    /// One JSON object per line
    Json,
}

impl ServerOptions {
    /// Returns the reverse proxies in front of this server.
    pub(crate) fn trusted_proxies(&self) -> TrustedProxies {
        let header = match self.client_header {
            Header::XForwardedFor => ClientHeader::XForwardedFor,
            Header::Forwarded => ClientHeader::Forwarded,
        };
        TrustedProxies { networks: self.trusted_proxy.clone(), header }
    }

    /// Returns the mail servers that show whether port 25 is open, or `None` for the built-in ones.
    pub(crate) fn reference_mail_hosts(&self) -> Option<Vec<String>> {
        let named = || self.reference_mail_host.iter().filter(|host| *host != "none").cloned().collect();
        (!self.reference_mail_host.is_empty()).then(named)
    }

    /// Returns warnings about risky options, which are shown at start.
    pub(crate) fn warnings(&self, listen: SocketAddr) -> Vec<String> {
        let mut warnings = Vec::new();
        if !listen.ip().is_loopback() && self.host.is_empty() {
            warnings.push(format!(
                "listening on {listen} without --host: the server answers to any name, even one that a stranger points at it"
            ));
        }
        for network in self.trusted_proxy.iter().filter(|network| network.prefix_len() < 8) {
            warnings.push(format!(
                "--trusted-proxy {network} trusts nearly everybody: any client can pretend to be another"
            ));
        }
        warnings
    }

    /// Returns whether this server is only for people at this machine, as far as the options show.
    pub(crate) fn is_private(&self, listen: SocketAddr) -> bool {
        listen.ip().is_loopback() && self.host.is_empty() && self.trusted_proxy.is_empty()
    }

    /// Returns the host names that this server answers to. A loopback server accepts only its own names. A public
    /// server accepts any name, unless the operator lists them. Its own names always work from the machine itself.
    pub(crate) fn allowed_hosts(&self, listen: SocketAddr) -> Vec<String> {
        if !listen.ip().is_loopback() && self.host.is_empty() {
            return Vec::new();
        }
        let own = SocketAddr::new(listen.ip(), 0).to_string();
        let own = own.strip_suffix(":0").unwrap_or(&own);
        let own = [own, "localhost", "127.0.0.1", "[::1]"].map(str::to_owned);
        self.host.iter().cloned().chain(own).collect()
    }

    /// Returns the limits of observations per client. On loopback, all clients have one address, unless a proxy
    /// identifies them.
    pub(crate) fn client_limits(&self, listen: SocketAddr) -> ClientLimits {
        let (at_once, rate) = if self.is_shared(listen) { (64, 600) } else { (16, 60) };
        let per_minute = self.client_rate.unwrap_or(rate);
        ClientLimits {
            at_once: self.client_at_once.unwrap_or(at_once),
            burst: per_minute.saturating_mul(2),
            per_minute,
        }
    }

    /// Returns the limits of DNS questions per client.
    pub(crate) fn dns_clients(&self, listen: SocketAddr) -> ClientLimits {
        let ClientLimits { at_once, burst, per_minute } = self.client_limits(listen);
        let many = |number: u32| number.saturating_mul(DNS_QUESTIONS_PER_OBSERVATION);
        ClientLimits { at_once: at_once.saturating_mul(8), burst: many(burst), per_minute: many(per_minute) }
    }

    const fn is_shared(&self, listen: SocketAddr) -> bool {
        listen.ip().is_loopback() && self.trusted_proxy.is_empty()
    }

    /// Returns the limit on responses under way: three quarters of the connections, so that further requests on the
    /// others get a refusal.
    pub(crate) const fn max_responses(&self) -> usize {
        self.max_connections - self.max_connections / 4
    }

    /// Returns the limits on connections.
    pub(crate) fn connection_limits(&self) -> ConnectionLimits {
        ConnectionLimits {
            connections: self.max_connections,
            drain: Duration::from_secs(self.drain),
            stop_within: Duration::from_secs(self.stop_within),
            ..ConnectionLimits::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::arguments::{Arguments, Command};

    fn server(options: &[&str]) -> ServerOptions {
        let words = ["mta-sts", "serve"].iter().chain(options);
        let Command::Serve(serve) = Arguments::try_parse_from(words).unwrap().command else { panic!("serve is serve") };
        serve.server
    }

    fn listen(address: &str) -> SocketAddr {
        address.parse().unwrap()
    }

    #[test]
    fn only_a_server_for_this_machine_requires_its_own_name() {
        let named = |address: &str, options: &[&str], host: &str| {
            server(options).allowed_hosts(listen(address)).iter().any(|name| name == host)
        };
        assert!(named("127.0.0.1:8080", &[], "localhost"));
        assert!(named("127.0.0.9:8080", &[], "127.0.0.9"));
        assert!(named("[::1]:8080", &[], "[::1]"));
        assert!(!named("[::1]:8080", &[], "evil.example"));
        assert!(named("127.0.0.1:8080", &["--host", "check.example"], "check.example"));
        assert!(named("192.0.2.1:80", &["--host", "check.example"], "localhost"));
        assert!(server(&[]).allowed_hosts(listen("0.0.0.0:8080")).is_empty());
        assert!(server(&[]).allowed_hosts(listen("[2001:db8::1]:80")).is_empty());
    }

    #[test]
    fn risky_options_cause_warnings() {
        let warnings = |address: &str, options: &[&str]| server(options).warnings(listen(address)).len();
        assert_eq!(warnings("127.0.0.1:8080", &[]), 0);
        assert_eq!(warnings("0.0.0.0:8080", &[]), 1);
        assert_eq!(warnings("0.0.0.0:8080", &["--host", "check.example"]), 0);
        assert_eq!(warnings("127.0.0.1:8080", &["--trusted-proxy", "0.0.0.0/0,::/0"]), 2);
        assert_eq!(warnings("127.0.0.1:8080", &["--trusted-proxy", "10.0.0.0/8"]), 0);
    }

    #[test]
    fn reference_hosts_are_those_built_in_those_named_or_none() {
        let hosts = |options: &[&str]| server(options).reference_mail_hosts();
        assert_eq!(hosts(&[]), None);
        assert_eq!(hosts(&["--reference-mail-host", "none"]), Some(Vec::new()));
        assert_eq!(hosts(&["--reference-mail-host", "mx.example.net"]), Some(vec!["mx.example.net".into()]));
    }

    #[test]
    fn a_server_behind_a_proxy_is_not_private() {
        let private = |address: &str, options: &[&str]| server(options).is_private(listen(address));
        assert!(private("127.0.0.1:8080", &[]));
        assert!(!private("127.0.0.1:8080", &["--trusted-proxy", "127.0.0.1"]));
        assert!(!private("127.0.0.1:8080", &["--host", "check.example"]));
        assert!(!private("0.0.0.0:8080", &[]));
    }

    #[test]
    fn clients_that_share_the_loopback_are_limited_too() {
        let limits = |address: &str, options: &[&str]| server(options).client_limits(listen(address));
        let [shared, own] = ["[::1]:8080", "0.0.0.0:8080"].map(|address| limits(address, &[]));
        assert_eq!(own, proxy::Settings::default().clients);
        assert!(shared.at_once > own.at_once && shared.at_once < proxy::Settings::default().max_fetches);
        assert_eq!(limits("127.0.0.1:8080", &["--trusted-proxy", "127.0.0.0/8"]), own);
        assert_eq!(limits("127.0.0.1:8080", &["--client-rate", "7"]).per_minute, 7);
        assert_eq!(server(&[]).dns_clients(listen("0.0.0.0:80")), proxy::Settings::default().dns_clients);
    }
}
