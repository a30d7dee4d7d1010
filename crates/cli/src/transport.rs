//! This machine's transport: DNS from its resolver, and policies and MX hosts as the proxy would see them.

use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use evidence::{Answer, DnsQuestion, Outcome, Question, Reply, Timestamp, Transport, Unobserved, Via};
use moka::future::Cache;
use mta_sts::Domain;
use proxy::{
    PacedTargets,
    dns::Upstream,
    fetch::Fetcher,
    probe::{self, NotAnMxHost, Prober},
};

/// How long a probe is used for other domains with the same MX host.
const PROBE_LIFETIME: Duration = Duration::from_secs(600);

/// The maximum number of MX hosts with cached probes.
const PROBE_CAPACITY: u64 = 4096;

/// Probes by MX host. Only one probe runs for a host at a time, and all domains with that host wait for it.
type ProbeCache = Cache<String, Reply>;

/// This machine's transport.
pub(crate) struct LocalTransport {
    pub upstream: Upstream,
    pub fetcher: Fetcher,
    /// `None` with `--no-probe`.
    pub prober: Option<Prober>,
    /// The lab's resolver, if there is a lab.
    pub lab: Option<String>,
    /// Probes that domains share, for lists.
    pub probes: Option<ProbeCache>,
    /// Limits for each contacted host, for scans.
    pub paced_targets: Option<PacedTargets>,
}

impl Transport for LocalTransport {
    async fn ask(&self, question: &Question) -> Reply {
        match question {
            Question::Dns(dns) => reply(self.look_up(dns).await, Via::Resolver(self.resolver(&dns.name))),
            Question::Policy { domain } => reply(self.fetch(domain).await, Via::Here),
            Question::Mail { domain, host } => self.probe(domain, host).await,
        }
    }
}

fn reply(outcome: Outcome, via: Via) -> Reply {
    Reply { outcome, via, at: now() }
}

impl LocalTransport {
    /// Lets domains share the probes of their MX hosts. Customers of one provider have the same MX hosts.
    pub(crate) fn with_probe_cache(self) -> Self {
        let probes = Cache::builder().max_capacity(PROBE_CAPACITY).time_to_live(PROBE_LIFETIME).build();
        Self { probes: Some(probes), ..self }
    }

    async fn probe(&self, domain: &str, host: &str) -> Reply {
        let probe_uncached = async || reply(self.probe_uncached(domain, host).await, Via::Here);
        let Some(probes) = &self.probes else { return probe_uncached().await };
        // A refusal concerns this domain only, so no other domain may get it.
        let shareable = async {
            let reply = probe_uncached().await;
            if matches!(reply.outcome, Outcome::Answer(_)) { Ok(reply) } else { Err(()) }
        };
        match probes.try_get_with_by_ref(host, shareable).await {
            Ok(reply) => reply,
            Err(_) => probe_uncached().await,
        }
    }

    async fn look_up(&self, question: &DnsQuestion) -> Outcome {
        match self.upstream.ask(question).await {
            Ok(answer) => Outcome::Answer(Answer::Dns(answer)),
            Err(unobserved) => Outcome::Unobserved(unobserved),
        }
    }

    async fn fetch(&self, domain: &str) -> Outcome {
        match domain.parse::<Domain>() {
            Ok(domain) => {
                let fetch = match &self.paced_targets {
                    Some(paced_targets) => paced_targets.fetch_policy(&self.fetcher, &domain).await,
                    None => self.fetcher.fetch_policy(&domain).await,
                };
                Outcome::Answer(Answer::Policy(Arc::new(fetch)))
            }
            Err(error) => Outcome::Unobserved(Unobserved::Refused { detail: error.to_string() }),
        }
    }

    async fn probe_uncached(&self, domain: &str, host: &str) -> Outcome {
        let Some(prober) = &self.prober else { return Outcome::Unobserved(Unobserved::NotOffered) };
        let refused = |detail| Outcome::Unobserved(Unobserved::Refused { detail });
        let (domain, host) = match probe::parse_names(domain, host) {
            Ok(names) => names,
            Err(why) => return refused(why),
        };
        let probe = match &self.paced_targets {
            Some(paced_targets) => paced_targets.probe_mx_host(prober, &domain, &host).await,
            None => prober.probe_mx_host(&domain, &host).await,
        };
        match probe {
            Ok(observation) => Outcome::Answer(Answer::Mail(Arc::new(observation))),
            Err(NotAnMxHost) => refused(format!("{host} is no longer an MX host of {domain}")),
        }
    }

    /// Returns the resolver for this name.
    fn resolver(&self, name: &str) -> String {
        let in_lab = name == lab::SUFFIX || name.strip_suffix(lab::SUFFIX).is_some_and(|rest| rest.ends_with('.'));
        self.lab.clone().filter(|_| in_lab).unwrap_or_else(|| self.upstream.name())
    }
}

/// Returns the current time of this machine's clock.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_unix(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}
