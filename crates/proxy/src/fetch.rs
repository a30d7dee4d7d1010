//! One policy, fetched as a sender would (RFC 8461 §3.3), and told with everything that was seen on the way.
//!
//! The address is built here from the domain; its host is looked up once, every address is checked, and the connection goes to
//! a checked address, never to the name again. So a name that changes its mind between two look-ups gains nothing.

use std::time::Duration;

use hyper::header::HeaderValue;
use mta_sts::Domain;
use proxy_api::{Interruption, PolicySighting, Stage, TlsSighting};

use crate::{
    Settings, Unusable,
    connect::{self, candidates},
    network::{Network, Networks},
    tls,
};

mod http;
mod watch;

use watch::Watch;

/// Addresses of a policy host that are tried at most.
const TRIED: usize = 8;

/// Resolvers whose silence is waited for; with more of them, the look-up ends before the last was asked.
pub(crate) const SILENT_RESOLVERS: u32 = 3;

/// Time limits of one fetch or probe.
///
/// A limit that passes is told as the other side's fault, so all but the first are generous: senders wait a minute for the
/// whole of a policy (RFC 8461 §3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// For each resolver to answer.
    pub resolve: Duration,
    /// For each address to connect; those of a policy host are tried side by side.
    pub connect: Duration,
    /// For the TLS handshake.
    pub tls: Duration,
    /// For each reply of a mail server. Some let newcomers wait for the greeting on purpose.
    pub reply: Duration,
    /// For status and headers.
    pub head: Duration,
    /// For the body.
    pub body: Duration,
    /// For everything together, from the first attempt to connect: looking the host up is not its own time.
    pub overall: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            resolve: seconds(5),
            connect: seconds(15),
            tls: seconds(15),
            reply: seconds(30),
            head: seconds(60),
            body: seconds(60),
            overall: seconds(60),
        }
    }
}

/// Fetches policies.
#[derive(Clone, Debug)]
pub struct Fetcher {
    networks: Networks,
    deadlines: Deadlines,
    user_agent: HeaderValue,
}

impl Fetcher {
    pub(crate) fn new(settings: &Settings) -> Result<Self, Unusable> {
        Ok(Self {
            networks: Networks::new(settings)?,
            deadlines: settings.deadlines,
            user_agent: user_agent(settings)?,
        })
    }

    /// Fetches the policy of a domain. However the policy host behaves, there is something to tell.
    pub async fn policy(&self, domain: &Domain) -> PolicySighting {
        let mut watch = Watch::start(self.deadlines.overall);
        let mut sighting = unseen(domain);
        sighting.interruption = self.visit(domain, &mut sighting, &mut watch).await.err();
        (sighting.stages, sighting.elapsed_ms) = watch.stop();
        tracing::debug!(%domain, elapsed_ms = sighting.elapsed_ms, interruption = ?sighting.interruption, "fetched a policy");
        sighting
    }

    async fn visit(
        &self,
        domain: &Domain,
        sighting: &mut PolicySighting,
        watch: &mut Watch,
    ) -> Result<(), Interruption> {
        let network = self.networks.of(domain.as_str());
        let host = domain.policy_host();
        let limit = self.deadlines.resolve.saturating_mul(SILENT_RESOLVERS);
        let found = watch.stage(Stage::Resolve, limit, network.addresses(&host)).await;
        let addresses = found.map_err(|_| Interruption::Timeout { stage: Stage::Resolve })??;

        watch.run();
        let limit = watch.limit(self.deadlines.connect);
        let candidates = candidates(&addresses.v6_first(), &network.guard, TRIED);
        let connecting = connect::connect(&candidates, &network.dial, network.https_port, limit);
        let streams;
        (sighting.attempts, streams) = watch.time(Stage::Connect, connecting).await;
        let (_, tcp) = streams.into_iter().next().ok_or(Interruption::NotConnected)?;

        let limit = watch.limit(self.deadlines.tls);
        let (seen, stream) = watch.time(Stage::Tls, network.handshaker.connect(&host, tcp, limit)).await;
        sighting.tls = Some(seen);
        let stream = stream.ok_or(Interruption::NoTls)?;

        let mut exchange = http::Exchange::begin(*stream).await?;
        let request = http::request(&self.authority(network, &host), &self.user_agent)?;
        let head = watch.stage(Stage::Head, self.deadlines.head, exchange.head(request)).await;
        let head = head.map_err(|_| Interruption::Timeout { stage: Stage::Head })?;
        let (head, body) = head.map_err(|error| broken(sighting.tls.as_mut(), &error))?;
        let seen = sighting.http.insert(head);
        let read = watch.stage(Stage::Body, self.deadlines.body, http::body(body, seen)).await;
        read.unwrap_or(Err(Interruption::Timeout { stage: Stage::Body }))
    }

    /// The Host header (RFC 9110 §7.2): with the port where it is not the usual one.
    fn authority(&self, network: &Network, host: &str) -> String {
        if network.https_port == 443 { host.to_owned() } else { format!("{host}:{}", network.https_port) }
    }
}

fn unseen(domain: &Domain) -> PolicySighting {
    PolicySighting {
        url: domain.policy_url(),
        attempts: Vec::new(),
        tls: None,
        http: None,
        interruption: None,
        elapsed_ms: 0,
        stages: Vec::new(),
        second_looks: Vec::new(),
        age_s: 0,
    }
}

/// Why no answer came. With TLS 1.3 a server can refuse the handshake after the client thought it complete, for lack of a
/// client's certificate, say (RFC 8446 §4.4.2.4); that belongs to the handshake.
fn broken(tls: Option<&mut TlsSighting>, error: &hyper::Error) -> Interruption {
    match (tls, http::connection_error(error).and_then(tls::alert)) {
        (Some(tls), Some(alert)) => {
            tls.failure = Some(alert);
            Interruption::NoTls
        }
        _ => http::interruption(Stage::Head, error),
    }
}

fn user_agent(settings: &Settings) -> Result<HeaderValue, Unusable> {
    let contact = settings.contact.as_deref();
    let comment = contact.map(|url| format!(" (+{url})")).unwrap_or_default();
    HeaderValue::try_from(format!("mta-sts-checker/{}{comment}", settings.version))
        .map_err(|_| Unusable::Contact(contact.unwrap_or(&settings.version).into()))
}
