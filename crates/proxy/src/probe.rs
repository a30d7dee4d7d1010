//! Probe of one MX host as a sender meets it, up to the point where it would deliver mail (RFC 5321, RFC 3207, RFC 8461
//! §4.2).
//!
//! Clients cannot have arbitrary hosts probed. Only a host that is looked up here among the domain's MX records is
//! connected to, or the domain itself where it has none (RFC 5321 §5.1). As with policies, the host is looked up once,
//! every address is checked, and the connection goes to a checked address. There is one connection to a host at a time,
//! none sends MAIL FROM, and all end with QUIT.

use std::{net::IpAddr, sync::Arc, time::Duration};

use evidence::{Connect, DnsQuestion, MailAttempt, MailInterruption, MailProbe, Rcode, RecordKind};
use mta_sts::Domain;
use tokio::time::{Instant, timeout};

use crate::{
    connect::{Candidate, outcome_of, select_candidates},
    deadlines::{CONNECT_GRACE, Deadlines, SILENT_RESOLVERS},
    dialer::Dialer,
    guard::{CheckedAddress, DENIED_ADDRESSES},
    limits::targets::TargetLimiter,
    lookup_rules::LEADS_OUTSIDE,
    network::{self, Network, Networks},
    observation,
    settings::Settings,
    settings_error::SettingsError,
};

mod ehlo;
mod host;
mod reference_hosts;
pub mod reply;
mod session;

use ehlo::Ehlo;
pub use host::{Malformed, MxHost};
use reference_hosts::ReferenceHosts;
use session::Session;

/// Maximum addresses of an MX host that are tried.
const MAX_PROBED_ADDRESSES: usize = 4;

/// Probes MX hosts.
#[derive(Clone, Debug)]
pub struct Prober {
    networks: Networks,
    deadlines: Deadlines,
    ehlo: Ehlo,
    reference_hosts: Arc<ReferenceHosts>,
}

/// Parses the names in a request for a probe: a domain and one of its MX hosts.
///
/// # Errors
///
/// A text that says what is wrong, if either is not a valid name.
pub fn parse_names(domain: &str, host: &str) -> Result<(Domain, MxHost), String> {
    let domain = domain.parse::<Domain>().map_err(|error| error.to_string())?;
    let host = host.parse::<MxHost>().map_err(|error| error.to_string())?;
    Ok((domain, host))
}

/// Result of looking up a host among a domain's MX hosts.
#[derive(Debug)]
pub(crate) enum MxLookup {
    /// The host receives the domain's mail.
    Listed(Target),
    /// The host does not.
    NotListed,
    /// Our look-up of the MX records failed.
    Failed {
        /// What went wrong, for the evidence.
        detail: String,
    },
}

/// Host that may be probed.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    host: MxHost,
    network: Arc<Network>,
    in_lab: bool,
}

impl Target {
    /// Returns the key of the host. Requests with the same key are for the same host.
    pub(crate) fn key(&self) -> String {
        format!("{}{}", if self.in_lab { "lab:" } else { "" }, self.host)
    }
}

/// The host is not among the MX hosts of the domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnMxHost;

impl Settings {
    /// Creates a prober of MX hosts in the same networks.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] if a resolver, a root or the name for EHLO cannot be used.
    pub fn prober(&self) -> Result<Prober, SettingsError> {
        Prober::new(self)
    }
}

impl Prober {
    pub(crate) fn new(settings: &Settings) -> Result<Self, SettingsError> {
        Ok(Self {
            networks: Networks::new(settings)?,
            deadlines: settings.deadlines,
            ehlo: Ehlo::new(settings.ehlo_name.as_deref())?,
            reference_hosts: Arc::new(ReferenceHosts::new(settings.reference_mail_hosts.clone())),
        })
    }

    /// Probes an MX host of a domain. Failures are part of the result.
    ///
    /// # Errors
    ///
    /// [`NotAnMxHost`] if the domain's MX records do not name it. Then nothing was connected to.
    pub async fn probe_mx_host(&self, domain: &Domain, host: &MxHost) -> Result<MailProbe, NotAnMxHost> {
        match self.look_up(domain, host).await {
            MxLookup::Listed(target) => Ok(self.probe(&target, &Dialer::default()).await),
            MxLookup::NotListed => Err(NotAnMxHost),
            MxLookup::Failed { detail } => Ok(failed_lookup(host, detail)),
        }
    }

    /// Looks up whether the host receives the domain's mail.
    pub(crate) async fn look_up(&self, domain: &Domain, host: &MxHost) -> MxLookup {
        let question = DnsQuestion { name: domain.to_string(), kind: RecordKind::Mx };
        let limit = self.deadlines.resolve.saturating_mul(SILENT_RESOLVERS);
        let network = self.networks.for_name(domain.as_str());
        let asked = timeout(limit, network.upstream.ask(&question)).await;
        match asked.unwrap_or(Err(evidence::Unobserved::Timeout)) {
            Ok(answer) if network.lookup_rules.leads_outside(domain.as_str(), &answer) => {
                MxLookup::Failed { detail: LEADS_OUTSIDE.into() }
            }
            Ok(answer) if answer.exchanges().any(|(_, exchange)| exchange == host.as_str()) => {
                MxLookup::Listed(self.target(domain, host))
            }
            Ok(answer) if !answer.is_conclusive() => MxLookup::Failed { detail: mx_lookup_problem(&Ok(answer)) },
            Ok(answer) if is_implicit(&answer, domain, host) => MxLookup::Listed(self.target(domain, host)),
            Ok(_) => MxLookup::NotListed,
            failed => MxLookup::Failed { detail: mx_lookup_problem(&failed) },
        }
    }

    /// Returns the target with its network. A laboratory domain stays in the laboratory with all its hosts, and so do
    /// laboratory hosts of any domain.
    fn target(&self, domain: &Domain, host: &MxHost) -> Target {
        let in_lab = |name| !Arc::ptr_eq(self.networks.for_name(name), &self.networks.real);
        let decisive = if in_lab(domain.as_str()) { domain.as_str() } else { host.as_str() };
        Target { host: host.clone(), network: self.networks.for_name(decisive).clone(), in_lab: in_lab(decisive) }
    }

    /// Probes a host within the limits on targets.
    ///
    /// # Errors
    ///
    /// The time to wait, if every address of the host was over its limit.
    pub(crate) async fn probe_limited(
        &self,
        target: &Target,
        (targets, client): (Arc<TargetLimiter>, IpAddr),
    ) -> Result<MailProbe, Duration> {
        let dialer = Dialer::limited_by(targets, client);
        let observation = self.probe(target, &dialer).await;
        let was_tried = |attempt: &MailAttempt| !matches!(attempt.connect, Connect::NotTried | Connect::NotPublic);
        match dialer.retry_after() {
            Some(wait) if !observation.attempts.iter().any(was_tried) => Err(wait),
            _ => Ok(observation),
        }
    }

    /// Returns the addresses that a probe of this host would connect to.
    pub(crate) async fn addresses(&self, target: &Target) -> Vec<IpAddr> {
        let Target { host, network, .. } = target;
        let found = network.addresses(host.as_str()).await.map(|found| found.v4_first()).unwrap_or_default();
        let candidates = select_candidates(&found, &network.guard, MAX_PROBED_ADDRESSES).into_iter();
        candidates.filter_map(Candidate::tried).map(CheckedAddress::address).collect()
    }

    /// Probes a host that was already counted against the limits on targets.
    pub(crate) async fn probe_prepaid(&self, target: &Target, targets: Arc<TargetLimiter>) -> MailProbe {
        self.probe(target, &Dialer::reserved(targets)).await
    }

    /// Probes a host.
    async fn probe(&self, target: &Target, dialer: &Dialer) -> MailProbe {
        let began = Instant::now();
        let mut observation = empty_observation(&target.host);
        observation.interruption = self.run(target, dialer, &mut observation.attempts).await.err();
        observation.elapsed_ms = milliseconds(began.elapsed());
        tracing::debug!(host = %target.host, elapsed_ms = observation.elapsed_ms, interruption = ?observation.interruption, "talked to an MX host");
        observation
    }

    async fn run(
        &self,
        target: &Target,
        dialer: &Dialer,
        attempts: &mut Vec<MailAttempt>,
    ) -> Result<(), MailInterruption> {
        let Target { host, network, .. } = target;
        let limit = self.deadlines.resolve.saturating_mul(SILENT_RESOLVERS);
        let found = timeout(limit, network.addresses(host.as_str())).await;
        let found =
            found.map_err(|_| MailInterruption::LookupFailed { detail: "no resolver answered in time".into() })??;
        let session = Session::begin(host, network, dialer, &self.ehlo, self.deadlines);
        let mut tried = Vec::new();
        let candidates = select_candidates(&found.v4_first(), &network.guard, MAX_PROBED_ADDRESSES);
        let is_denied = candidates.iter().any(Candidate::is_denied);
        for candidate in candidates {
            let first = tried.is_empty();
            attempts.push(self.attempt(&session, candidate, first).await);
            tried.extend(candidate.tried());
        }
        if tried.is_empty() && is_denied {
            return Err(MailInterruption::LookupFailed { detail: DENIED_ADDRESSES.into() });
        }
        if attempts.iter().any(|attempt| attempt.connect == Connect::Ok) {
            session.compare_handshakes(&tried, attempts).await;
            self.reference_hosts.record_reached(target);
            return Ok(());
        }
        Err(self.why_not_connected(target, attempts).await)
    }

    /// Tries one address. Those after the first have less time to connect, so that a silent one causes little delay.
    async fn attempt(&self, session: &Session<'_>, candidate: Candidate, first: bool) -> MailAttempt {
        let attempt_with =
            |connect| MailAttempt { address: candidate.address(), connect, dialogue: None, elapsed_ms: 0 };
        let Candidate::Tried(address) = candidate else { return attempt_with(candidate.untried_outcome()) };
        if !session.has_time() {
            return attempt_with(Connect::NotTried);
        }
        let limit = if first { self.deadlines.connect } else { self.deadlines.connect.min(CONNECT_GRACE) };
        let began = Instant::now();
        let tcp = session.connect(address, limit).await;
        let connect = outcome_of(&tcp, address);
        let dialogue = match tcp {
            Ok(tcp) => Some(session.dialogue(tcp).await),
            Err(_) => None,
        };
        MailAttempt { connect, dialogue, elapsed_ms: milliseconds(began.elapsed()), ..attempt_with(connect) }
    }

    /// Returns why no connection was made. A closed port is the host's own doing. Silence may come from a network that
    /// blocks port 25.
    async fn why_not_connected(&self, target: &Target, attempts: &[MailAttempt]) -> MailInterruption {
        let is_silence = |attempt: &MailAttempt| matches!(attempt.connect, Connect::Timeout | Connect::Unreachable);
        let is_of_the_host = |attempt: &MailAttempt| matches!(attempt.connect, Connect::Refused | Connect::Reset);
        let is_doubtful = attempts.iter().any(is_silence) && !attempts.iter().any(is_of_the_host);
        if is_doubtful && self.reference_hosts.none_reachable(target, self.deadlines).await {
            MailInterruption::PortBlocked
        } else {
            MailInterruption::NotConnected
        }
    }
}

/// Returns whether the domain is its own MX host, having no MX record at all (RFC 5321 §5.1). A null MX is a record
/// (RFC 7505).
fn is_implicit(answer: &evidence::DnsAnswer, domain: &Domain, host: &MxHost) -> bool {
    answer.rcode == Rcode::NOERROR && answer.records.is_empty() && host.as_str() == domain.as_str()
}

fn mx_lookup_problem(failed: &Result<evidence::DnsAnswer, evidence::Unobserved>) -> String {
    format!("MX: {}", network::lookup_problem(failed).unwrap_or_else(|| "the resolver filters its answers".into()))
}

/// Returns the observation of a host whose MX look-up failed.
pub(crate) fn failed_lookup(host: &MxHost, detail: String) -> MailProbe {
    MailProbe { interruption: Some(MailInterruption::LookupFailed { detail }), ..empty_observation(host) }
}

fn empty_observation(host: &MxHost) -> MailProbe {
    MailProbe {
        host: host.to_string(),
        attempts: Vec::new(),
        interruption: None,
        elapsed_ms: 0,
        seen_at: Some(observation::unix_time()),
        age_s: 0,
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
