//! One policy, fetched as a sender would (RFC 8461 §3.3), and told with everything that was seen on the way.
//!
//! The address is built here from the domain; its host is looked up once, every address is checked, and the connection goes to
//! a checked address, never to the name again. So a name that changes its mind between two look-ups gains nothing.

use std::{collections::BTreeSet, net::IpAddr, sync::Arc, time::Duration};

use checker::{Blind, DnsAnswer, DnsQuestion, Rcode, RecordKind};
use hyper::header::HeaderValue;
use mta_sts::Domain;
use proxy_api::{Interruption, PolicySighting, Stage, TlsSighting};

use crate::{
    Settings, Unusable,
    dns::{self, Upstream, is_under},
    guard::Guard,
    settings::Lab,
    tls::{self, Handshaker},
};

mod connect;
mod http;
mod watch;

use connect::Dial;
use watch::Watch;

/// Resolvers whose silence is waited for; with more of them, the look-up ends before the last was asked.
const SILENT_RESOLVERS: u32 = 3;

/// Time limits of one fetch.
///
/// A limit that passes is told as the policy host's fault, so all but the first are generous: senders wait a minute for the
/// whole (RFC 8461 §3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// For each resolver to answer.
    pub resolve: Duration,
    /// For each address to connect; they are tried side by side.
    pub connect: Duration,
    /// For the TLS handshake.
    pub tls: Duration,
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
            head: seconds(60),
            body: seconds(60),
            overall: seconds(60),
        }
    }
}

/// Fetches policies.
#[derive(Clone, Debug)]
pub struct Fetcher {
    real: Arc<Network>,
    lab: Option<(String, Arc<Network>)>,
    deadlines: Deadlines,
    user_agent: HeaderValue,
}

/// A network with its resolvers, its permissions and its authorities.
#[derive(Debug)]
struct Network {
    upstream: Upstream,
    guard: Guard,
    dial: Dial,
    handshaker: Handshaker,
    port: u16,
}

impl Fetcher {
    pub(crate) fn new(settings: &Settings) -> Result<Self, Unusable> {
        let lab = settings
            .lab
            .as_ref()
            .map(|lab| Ok((dns::suffix(&lab.suffix), Arc::new(Network::lab(lab, settings.deadlines)?))));
        Ok(Self {
            real: Arc::new(Network::real(settings)?),
            lab: lab.transpose()?,
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
        let network = self.network(domain);
        let host = domain.policy_host();
        let limit = self.deadlines.resolve.saturating_mul(SILENT_RESOLVERS);
        let found = watch.stage(Stage::Resolve, limit, addresses(&network.upstream, &host)).await;
        let addresses = found.unwrap_or(Err(Interruption::Timeout { stage: Stage::Resolve }))?;

        watch.run();
        let limit = watch.limit(self.deadlines.connect);
        let connecting = connect::connect(&addresses, &network.guard, &network.dial, network.port, limit);
        let tcp;
        (sighting.attempts, tcp) = watch.time(Stage::Connect, connecting).await;
        let tcp = tcp.ok_or(Interruption::NotConnected)?;

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

    fn network(&self, domain: &Domain) -> &Network {
        match &self.lab {
            Some((suffix, lab)) if is_under(domain.as_str(), suffix) => lab,
            _ => &self.real,
        }
    }

    /// The Host header (RFC 9110 §7.2): with the port where it is not the usual one.
    fn authority(&self, network: &Network, host: &str) -> String {
        if network.port == 443 { host.to_owned() } else { format!("{host}:{}", network.port) }
    }
}

impl Network {
    fn real(settings: &Settings) -> Result<Self, Unusable> {
        Ok(Self {
            upstream: settings.real_upstream()?,
            guard: Guard::allowing(settings.allow_net.clone()),
            dial: Dial::Directly,
            handshaker: Handshaker::new(tls::web_pki_and(&settings.roots)?),
            port: settings.https_port,
        })
    }

    fn lab(lab: &Lab, deadlines: Deadlines) -> Result<Self, Unusable> {
        Ok(Self {
            upstream: lab.upstream()?.deadline(deadlines.resolve),
            guard: Guard::allowing(lab.allow_net.clone()),
            dial: Dial::Through(lab.dial.clone()),
            handshaker: Handshaker::new(tls::only(&lab.roots)?),
            port: lab.https_port,
        })
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

/// Every address of the host, IPv6 and IPv4 by turns, as RFC 8305 §4 has it.
async fn addresses(upstream: &Upstream, host: &str) -> Result<Vec<IpAddr>, Interruption> {
    let question = |kind| DnsQuestion { name: host.to_owned(), kind };
    let (a, aaaa) = (question(RecordKind::A), question(RecordKind::Aaaa));
    let (a, aaaa) = tokio::join!(upstream.ask(&a), upstream.ask(&aaaa));
    let found = by_turns(addresses_in(&aaaa), addresses_in(&a));
    if found.is_empty() { Err(no_address(&a, &aaaa)) } else { Ok(found) }
}

fn addresses_in(answer: &Result<DnsAnswer, Blind>) -> Vec<IpAddr> {
    answer.as_ref().map(|answer| answer.addresses().collect()).unwrap_or_default()
}

fn by_turns(one: Vec<IpAddr>, other: Vec<IpAddr>) -> Vec<IpAddr> {
    let (mut one, mut other) = (one.into_iter(), other.into_iter());
    let turns = std::iter::from_fn(|| match (one.next(), other.next()) {
        (None, None) => None,
        pair => Some(pair),
    });
    let mut seen = BTreeSet::new();
    turns.flat_map(|(one, other)| one.into_iter().chain(other)).filter(|address| seen.insert(*address)).collect()
}

/// Why there is no address: the name is missing (either answer suffices), has none, or the look-up failed on our side.
fn no_address(a: &Result<DnsAnswer, Blind>, aaaa: &Result<DnsAnswer, Blind>) -> Interruption {
    let is = |rcode: Rcode| [a, aaaa].into_iter().flatten().any(|answer| answer.rcode == rcode);
    let fault = |kind: &str, outcome: &Result<DnsAnswer, Blind>| match outcome {
        Ok(answer) if answer.rcode == Rcode::NOERROR => None,
        Ok(answer) => Some(format!("{kind}: {}", explained(answer))),
        Err(blind) => Some(format!("{kind}: {}", words(blind))),
    };
    let faults: Vec<String> = [fault("A", a), fault("AAAA", aaaa)].into_iter().flatten().collect();
    match (is(Rcode::NXDOMAIN), faults.is_empty()) {
        (true, _) => Interruption::NoSuchHost,
        (false, true) => Interruption::NoAddress,
        (false, false) => Interruption::LookupFailed { detail: faults.join("; ") },
    }
}

fn explained(answer: &DnsAnswer) -> String {
    let errors = answer.extended_errors.iter().map(|error| format!(", extended error {} {:?}", error.code, error.text));
    answer.rcode.name() + &errors.collect::<String>()
}

fn words(blind: &Blind) -> String {
    match blind {
        Blind::Timeout => "the resolver did not answer in time".into(),
        Blind::Unreachable { detail } => format!("the resolver could not be reached: {detail}"),
        Blind::Status { status } => format!("the resolver answered with HTTP status {status}"),
        Blind::Malformed { detail } | Blind::Refused { detail } => detail.clone(),
        Blind::Busy { .. } => "the resolver asks for fewer requests".into(),
        Blind::NotOffered => "no resolver was asked".into(),
    }
}
