//! Fetch of one policy as a sender would make it (RFC 8461 §3.3), with a full record of what was observed.
//!
//! The URL is built from the domain. Its host is looked up once, every address is checked, and the connection goes to a
//! checked address, never to the name. So a name that changes between two look-ups (DNS rebinding) gains nothing.

use std::{net::IpAddr, sync::Arc, time::Duration};

use evidence::{Attempt, Connect, Interruption, PolicyFetch, Stage, TlsHandshake};
use hyper::header::HeaderValue;
use mta_sts::Domain;

use crate::{
    connect::{self, Candidate, select_candidates},
    deadlines::{COMPARISON_TIMEOUT, Deadlines, SILENT_RESOLVERS},
    dialer::{Connection, Dialer, MAX_DIALED_ADDRESSES},
    guard::{CheckedAddress, DENIED_ADDRESSES},
    limits::targets::TargetLimiter,
    network::{Network, Networks},
    observation,
    settings::Settings,
    settings_error::SettingsError,
    size_limit, tls,
};

mod comparison;
mod http;
mod stopwatch;

use comparison::Comparisons;
#[cfg(test)]
pub(crate) use comparison::TOTAL_TIME as COMPARISON_TIME;
pub use http::request_policy;
use stopwatch::Stopwatch;

/// Fetches policies.
#[derive(Clone, Debug)]
pub struct Fetcher {
    networks: Networks,
    deadlines: Deadlines,
    user_agent: HeaderValue,
}

impl Settings {
    /// Creates a fetcher for the network, and for the laboratory's names.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] if a resolver or a root cannot be used.
    pub fn fetcher(&self) -> Result<Fetcher, SettingsError> {
        Fetcher::new(self)
    }
}

impl Fetcher {
    pub(crate) fn new(settings: &Settings) -> Result<Self, SettingsError> {
        Ok(Self {
            networks: Networks::new(settings)?,
            deadlines: settings.deadlines,
            user_agent: user_agent(settings)?,
        })
    }

    /// Fetches the policy of a domain. Failures are part of the result.
    pub async fn fetch_policy(&self, domain: &Domain) -> PolicyFetch {
        self.fetch(domain, &Dialer::default()).await
    }

    /// Fetches the policy of a domain for a client, within the limits on targets.
    ///
    /// # Errors
    ///
    /// The time to wait, if every address of the policy host was over its limit.
    pub(crate) async fn fetch_policy_limited(
        &self,
        domain: &Domain,
        (targets, client): (Arc<TargetLimiter>, IpAddr),
    ) -> Result<PolicyFetch, Duration> {
        let dialer = Dialer::limited_by(targets, client);
        let observation = self.fetch(domain, &dialer).await;
        let was_tried = |attempt: &Attempt| !matches!(attempt.connect, Connect::NotTried | Connect::NotPublic);
        match dialer.retry_after() {
            Some(wait) if !observation.attempts.iter().any(was_tried) => Err(wait),
            _ => Ok(observation),
        }
    }

    /// Returns the addresses that a fetch of this policy would connect to.
    pub(crate) async fn addresses(&self, domain: &Domain) -> Vec<IpAddr> {
        let network = self.networks.for_name(domain.as_str());
        let found = network.addresses(&domain.policy_host()).await.map(|found| found.v6_first()).unwrap_or_default();
        let candidates = select_candidates(&found, &network.guard, MAX_DIALED_ADDRESSES).into_iter();
        candidates.filter_map(|candidate| candidate.tried()).map(CheckedAddress::address).collect()
    }

    /// Fetches the policy of a domain that was already counted against the limits on targets.
    pub(crate) async fn fetch_policy_prepaid(&self, domain: &Domain, targets: Arc<TargetLimiter>) -> PolicyFetch {
        self.fetch(domain, &Dialer::reserved(targets)).await
    }

    async fn fetch(&self, domain: &Domain, dialer: &Dialer) -> PolicyFetch {
        let network = self.networks.for_name(domain.as_str());
        let host_fetch = HostFetch { fetcher: self, network, dialer, host: domain.policy_host() };
        let mut stopwatch = Stopwatch::start(self.deadlines.overall);
        let mut observation = empty_observation(domain);
        let mut tried = Vec::new();
        observation.interruption = host_fetch.run(&mut observation, &mut tried, &mut stopwatch).await.err();
        (observation.stages, observation.elapsed_ms) = stopwatch.into_durations();
        let further = host_fetch.comparisons().fetch_after(domain, &observation, &tried).await;
        observation.comparisons.extend(further);
        size_limit::limit_policy(&host_fetch.host, &mut observation);
        tracing::debug!(%domain, elapsed_ms = observation.elapsed_ms, interruption = ?observation.interruption, "fetched a policy");
        observation
    }
}

/// Fetch from one policy host.
struct HostFetch<'v> {
    fetcher: &'v Fetcher,
    network: &'v Network,
    dialer: &'v Dialer,
    host: String,
}

impl HostFetch<'_> {
    /// Runs the main fetch and, concurrently, one from another address if there is one. Fills `tried` with the
    /// addresses tried, in order.
    async fn run(
        &self,
        observation: &mut PolicyFetch,
        tried: &mut Vec<CheckedAddress>,
        stopwatch: &mut Stopwatch,
    ) -> Result<(), Interruption> {
        let deadlines = self.fetcher.deadlines;
        let limit = deadlines.resolve.saturating_mul(SILENT_RESOLVERS);
        let found = stopwatch.limit_stage(Stage::Resolve, limit, self.network.addresses(&self.host)).await;
        let addresses = found.map_err(|_| Interruption::Timeout { stage: Stage::Resolve })??;

        stopwatch.start_overall_limit();
        let limit = stopwatch.limit(deadlines.connect);
        let candidates = select_candidates(&addresses.v6_first(), &self.network.guard, MAX_DIALED_ADDRESSES);
        tried.extend(candidates.iter().filter_map(|candidate| candidate.tried()));
        if tried.is_empty() && candidates.iter().any(Candidate::is_denied) {
            return Err(Interruption::LookupFailed { detail: DENIED_ADDRESSES.into() });
        }
        let (connector, port) = (&self.network.connector, self.network.https_port);
        let connecting = connect::connect(&candidates, self.dialer, connector, port, limit);
        let streams;
        (observation.attempts, streams) = stopwatch.time_stage(Stage::Connect, connecting).await;
        let mut streams = streams.into_iter();
        let first = streams.next().ok_or(Interruption::NotConnected)?;

        let another = comparison::other_family_connection(first.0, streams);
        let comparisons = self.comparisons();
        let comparison = comparisons.fetch_from(&self.host, another);
        let (outcome, compared) =
            comparison::run_with_comparison(self.read(first, observation, stopwatch), comparison).await;
        let compared = compared.flatten().filter(|compared| comparison::differs_from(compared, observation));
        observation.comparisons.extend(compared);
        outcome
    }

    /// Makes the main fetch: handshake, head and body.
    async fn read(
        &self,
        connection: (CheckedAddress, Connection),
        observation: &mut PolicyFetch,
        stopwatch: &mut Stopwatch,
    ) -> Result<(), Interruption> {
        let outcome = self.read_in_stages(connection, observation, stopwatch).await;
        stopwatch.stop();
        outcome
    }

    async fn read_in_stages(
        &self,
        (address, tcp): (CheckedAddress, Connection),
        observation: &mut PolicyFetch,
        stopwatch: &mut Stopwatch,
    ) -> Result<(), Interruption> {
        let deadlines = self.fetcher.deadlines;
        let limit = stopwatch.limit(deadlines.tls);
        let reconnect = self.dialer.connect(&self.network.connector, address, self.network.https_port, limit);
        let (seen, stream) =
            stopwatch.time_stage(Stage::Tls, self.network.handshaker.connect(&self.host, tcp, limit, reconnect)).await;
        observation.tls = Some(seen);
        let stream = stream.ok_or(Interruption::NoTls)?;

        let mut exchange = http::Exchange::begin(*stream, http::Limits::POLICY).await?;
        let request =
            http::build_request(&self.network.authority(&self.host), http::POLICY_FILE_PATH, &self.fetcher.user_agent)?;
        let head = stopwatch.limit_stage(Stage::Head, deadlines.head, exchange.send(request)).await;
        let head = head.map_err(|_| Interruption::Timeout { stage: Stage::Head })?;
        let (head, body) = head.map_err(|error| interruption_of(observation.tls.as_mut(), &error))?;
        let seen = observation.http.insert(head);
        let read =
            stopwatch.limit_stage(Stage::Body, deadlines.body, http::read_body(body, http::Limits::POLICY, seen)).await;
        read.unwrap_or(Err(Interruption::Timeout { stage: Stage::Body }))
    }

    fn comparisons(&self) -> Comparisons<'_> {
        let Deadlines { tls, overall, .. } = self.fetcher.deadlines;
        let limit = COMPARISON_TIMEOUT.min(tls).min(overall);
        Comparisons { network: self.network, dialer: self.dialer, user_agent: &self.fetcher.user_agent, limit }
    }
}

fn empty_observation(domain: &Domain) -> PolicyFetch {
    PolicyFetch {
        url: domain.policy_url(),
        attempts: Vec::new(),
        tls: None,
        http: None,
        interruption: None,
        elapsed_ms: 0,
        stages: Vec::new(),
        comparisons: Vec::new(),
        omitted_bytes: 0,
        seen_at: Some(observation::unix_time()),
        age_s: 0,
    }
}

/// Returns why no response came. With TLS 1.3 a server can refuse the handshake after the client considers it complete,
/// for example for lack of a client certificate (RFC 8446 §4.4.2.4). That counts as part of the handshake.
fn interruption_of(tls: Option<&mut TlsHandshake>, error: &hyper::Error) -> Interruption {
    match (tls, http::connection_error(error).and_then(tls::received_alert)) {
        (Some(tls), Some(alert)) => {
            tls.failure = Some(alert);
            Interruption::NoTls
        }
        _ => http::interruption(Stage::Head, error),
    }
}

fn user_agent(settings: &Settings) -> Result<HeaderValue, SettingsError> {
    let contact = settings.contact.as_deref();
    let comment = contact.map(|url| format!(" (+{url})")).unwrap_or_default();
    HeaderValue::try_from(format!("mta-sts-checker/{}{comment}", settings.version))
        .map_err(|_| SettingsError::Contact(contact.unwrap_or(&settings.version).into()))
}
