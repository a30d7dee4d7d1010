//! Any number of valid domains for measurements and load tests: `d1.crowd.test`, `d2.crowd.test` and so on.
//!
//! Unlike a [`Lab`](crate::Lab), they listen at real loopback addresses, so that other processes can connect. Every
//! domain has a valid set-up, created on demand. Every answer can be delayed, as on the internet.

use std::{
    collections::HashMap,
    io,
    net::{IpAddr, SocketAddr},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use evidence::{DnsAnswer, DnsQuestion, Rcode, Record, RecordKind, Timestamp};
use http_body_util::Full;
use hyper::{
    Request, Response, StatusCode, body::Bytes, body::Incoming, header, server::conn::http1, service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use rcgen::KeyPair;
use rustls::{
    ServerConfig,
    crypto::ring::sign::any_supported_type,
    server::{ClientHello, ResolvesServerCert},
    sign::{CertifiedKey, SigningKey},
};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use tokio_rustls::TlsAcceptor;

use crate::{
    Fault,
    authority::Authority,
    dns, listener,
    zones::{DnsData, ZoneAnswer},
};

/// The parent domain of all test domains.
pub const TEST_DOMAINS_ZONE: &str = "crowd.test";

/// The path of the policy (RFC 8461 §3.2).
const PATH: &str = "/.well-known/mta-sts.txt";

/// Addresses and delay of the test domains' servers.
#[derive(Clone, Copy, Debug)]
pub struct TestDomainsSettings {
    /// The address and port of the DNS server. With port 0, the system chooses.
    pub dns: SocketAddr,
    /// The address and port of the policy hosts.
    pub https: SocketAddr,
    /// The delay before every DNS answer and HTTP response.
    pub delay: Duration,
}

/// The running servers of all test domains. Dropping it stops them.
#[derive(Debug)]
pub struct TestDomains {
    dns: SocketAddr,
    https: SocketAddr,
    root_pem: String,
    fetches: Arc<AtomicU64>,
    _servers: JoinSet<()>,
}

impl TestDomains {
    /// Starts the servers. Requires a Tokio runtime.
    ///
    /// # Errors
    ///
    /// Returns [`Fault`] if an address is in use.
    pub async fn start(settings: TestDomainsSettings, now: Timestamp) -> Result<Self, Fault> {
        let TestDomainsSettings { dns, https, delay } = settings;
        let (authority, mut servers, fetches) = (Authority::new(now)?, JoinSet::new(), Arc::<AtomicU64>::default());
        let root_pem = authority.root_pem();
        let listener = TcpListener::bind(https).await?;
        let https = listener.local_addr()?;
        let dns = dns::start_at(dns, Arc::new(Zone { host: https.ip() }), delay, &mut servers).await?;
        let hosts = Arc::new(Hosts { acceptor: acceptor(authority, now)?, delay, fetches: fetches.clone() });
        servers.spawn(listener::serve_connections(listener, move |tcp| serve_connection(hosts.clone(), tcp)));
        Ok(Self { dns, https, root_pem, fetches, _servers: servers })
    }

    /// Returns the address of its DNS server, for UDP and TCP.
    #[must_use]
    pub const fn dns_addr(&self) -> SocketAddr {
        self.dns
    }

    /// Returns the address of its policy hosts.
    #[must_use]
    pub const fn https_addr(&self) -> SocketAddr {
        self.https
    }

    /// Returns the root of its authority as PEM (RFC 7468).
    #[must_use]
    pub fn root_pem(&self) -> &str {
        &self.root_pem
    }

    /// Returns the number of policy fetches.
    #[must_use]
    pub fn fetches(&self) -> u64 {
        self.fetches.load(Ordering::Relaxed)
    }

    /// Returns the names of the first `count` domains.
    pub fn domains(count: usize) -> impl Iterator<Item = String> {
        (1..=count).map(|number| format!("d{number}.{TEST_DOMAINS_ZONE}"))
    }
}

/// The DNS data of all domains.
struct Zone {
    host: IpAddr,
}

impl DnsData for Zone {
    fn look_up(&self, question: &DnsQuestion) -> ZoneAnswer {
        let answer = |records: Vec<Record>| DnsAnswer { records, ..DnsAnswer::default() };
        let name = evidence::canonical_name(&question.name);
        let found = match (domain_of(&name), question.kind) {
            (None, _) => DnsAnswer { rcode: Rcode::NXDOMAIN, ..DnsAnswer::default() },
            (Some(("", domain)), RecordKind::Mx) => {
                answer(vec![Record::Mx { preference: 10, exchange: format!("mx.{domain}") }])
            }
            (Some(("_mta-sts", _)), RecordKind::Txt) => answer(vec![text("v=STSv1; id=20260101000000Z;")]),
            (Some(("_smtp._tls", domain)), RecordKind::Txt) => {
                answer(vec![text(&format!("v=TLSRPTv1; rua=mailto:tls@{domain}"))])
            }
            (Some(("mta-sts" | "mx", _)), RecordKind::A) => match self.host {
                IpAddr::V4(address) => answer(vec![Record::A(address)]),
                IpAddr::V6(_) => DnsAnswer::default(),
            },
            (Some(("" | "_mta-sts" | "_smtp._tls" | "mta-sts" | "mx", _)), _) => DnsAnswer::default(),
            _ => DnsAnswer { rcode: Rcode::NXDOMAIN, ..DnsAnswer::default() },
        };
        ZoneAnswer { zone: TEST_DOMAINS_ZONE.into(), answer: found }
    }
}

fn text(value: &str) -> Record {
    Record::Txt(vec![value.as_bytes().into()])
}

/// Splits a name into the labels before a test domain, and the domain: `mta-sts` and `d1.crowd.test`.
fn domain_of(name: &str) -> Option<(&str, &str)> {
    let above = name.strip_suffix(TEST_DOMAINS_ZONE)?.strip_suffix('.')?;
    let (labels, own) = above.rsplit_once('.').unwrap_or(("", above));
    own.strip_prefix('d')?.parse::<u64>().ok()?;
    Some((labels, name.get(labels.len()..)?.trim_start_matches('.')))
}

/// The policy hosts of all domains.
struct Hosts {
    acceptor: TlsAcceptor,
    delay: Duration,
    fetches: Arc<AtomicU64>,
}

async fn serve_connection(hosts: Arc<Hosts>, tcp: TcpStream) -> io::Result<()> {
    let tls = hosts.acceptor.accept(tcp).await?;
    let service = service_fn(move |request| respond(hosts.clone(), request));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new());
    http.serve_connection(TokioIo::new(tls), service).await.map_err(io::Error::other)
}

async fn respond(hosts: Arc<Hosts>, request: Request<Incoming>) -> io::Result<Response<Full<Bytes>>> {
    tokio::time::sleep(hosts.delay).await;
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let mut response = Response::new(Full::default());
    match domain_of(&name) {
        Some(("mta-sts", domain)) if request.uri().path() == PATH => {
            hosts.fetches.fetch_add(1, Ordering::Relaxed);
            let policy = format!("version: STSv1\r\nmode: enforce\r\nmx: mx.{domain}\r\nmax_age: 604800\r\n");
            response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/plain"));
            *response.body_mut() = Full::from(policy);
        }
        _ => *response.status_mut() = StatusCode::NOT_FOUND,
    }
    Ok(response)
}

fn acceptor(authority: Authority, now: Timestamp) -> Result<TlsAcceptor, Fault> {
    let pair = KeyPair::generate()?;
    let key = any_supported_type(&PrivateKeyDer::Pkcs8(pair.serialize_der().into()))?;
    let certificates = Certificates { authority, pair, key, now, issued: Mutex::default() };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(TlsAcceptor::from(Arc::new(config.with_no_client_auth().with_cert_resolver(Arc::new(certificates)))))
}

/// Issues a certificate for every requested name of a test domain.
struct Certificates {
    authority: Authority,
    pair: KeyPair,
    key: Arc<dyn SigningKey>,
    now: Timestamp,
    issued: Mutex<HashMap<String, Arc<CertifiedKey>>>,
}

impl std::fmt::Debug for Certificates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Certificates").finish_non_exhaustive()
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let name = hello.server_name().filter(|name| domain_of(name).is_some())?;
        let mut issued = self.issued.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = issued.get(name) {
            return Some(known.clone());
        }
        let chain: Vec<CertificateDer<'static>> = self.authority.issue_for(name, &self.pair, self.now).ok()?;
        let made = Arc::new(CertifiedKey::new(chain, self.key.clone()));
        issued.insert(name.to_owned(), made.clone());
        Some(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_belong_to_their_domain() {
        let cases = [
            ("d1.crowd.test", Some(("", "d1.crowd.test"))),
            ("mta-sts.d20.crowd.test", Some(("mta-sts", "d20.crowd.test"))),
            ("_smtp._tls.d3.crowd.test", Some(("_smtp._tls", "d3.crowd.test"))),
            ("crowd.test", None),
            ("x.crowd.test", None),
            ("d1.crowd.test.example", None),
            ("d1.mycrowd.test", None),
        ];
        for (name, expected) in cases {
            assert_eq!(domain_of(name), expected, "{name}");
        }
    }
}
