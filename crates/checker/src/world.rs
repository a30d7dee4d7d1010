//! Worlds: small files that describe the internet around a domain.
//!
//! A world is a recorded [`Transport`] for tests and demos. The crate `lab` builds a real network from it. The format
//! is JSON. `dns` has members named `"NAME TYPE"`, and a missing one means that there are no such records. `https` has
//! the policy hosts and `smtp` the MX hosts. Nothing is observed about a missing MX host.

mod dns;
mod history;
mod https;
mod octets;
mod resolvers;
mod smtp;
mod tls;

use std::{collections::BTreeMap, sync::Arc};

use evidence::{
    Answer, DnsAnswer, DnsQuestion, Evidence, Outcome, Question, Rcode, Reply, Timestamp, Transport, Unobserved, Via,
    canonical_name,
};
use mta_sts::Domain;
use serde::{Deserialize, Serialize};

pub use dns::{DnsEntry, RecordText};
pub use history::ObservedPolicy;
pub use https::{HttpsHost, Repeat};
pub use resolvers::{Resolvers, SecondResolverTransport};
pub use smtp::SmtpHost;
pub use tls::Tls;

/// A world file: the internet around a domain.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct World {
    /// The policy domain, as A-labels.
    pub domain: String,
    /// The user's input, if it differs from the domain.
    #[serde(default)]
    pub typed: Option<String>,
    /// Time of the check; if absent, the caller supplies it.
    #[serde(default)]
    pub now: Option<Timestamp>,
    /// DNS answers by `"NAME TYPE"`.
    #[serde(default)]
    pub dns: BTreeMap<String, DnsEntry>,
    /// HTTPS servers by host name.
    #[serde(default)]
    pub https: BTreeMap<String, HttpsHost>,
    /// Mail servers by host name.
    #[serde(default)]
    pub smtp: BTreeMap<String, SmtpHost>,
    /// The policies that earlier checks saw, oldest first.
    #[serde(default)]
    pub history: Vec<ObservedPolicy>,
    /// Different answers of a second resolver, by `"NAME TYPE"`.
    #[serde(default)]
    pub dns_alt: BTreeMap<String, DnsEntry>,
    /// The reachability of two resolvers; absent if only one is asked.
    #[serde(default)]
    pub resolvers: Option<Resolvers>,
    /// Whether the proxy of the check is out of order.
    #[serde(default)]
    pub proxy_down: bool,
    /// Whether the resolver of the check is out of order.
    #[serde(default)]
    pub resolver_down: bool,
    /// The expected report. A world without it is not an example.
    #[serde(default)]
    pub expect: Option<Expect>,
}

/// The expected report of a world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// The verdict.
    pub verdict: String,
    /// The worst effect on mail: a severity, or `unknown`.
    pub severity: String,
    /// The ids of all errors and warnings, in alphabetical order.
    pub findings: Vec<String>,
}

impl World {
    /// Returns the time of the check: the world's own, or the given one.
    #[must_use]
    pub fn check_time(&self, otherwise: Timestamp) -> Timestamp {
        self.now.unwrap_or(otherwise)
    }

    /// Returns evidence about the world's domain before the first question, with the earlier checks.
    #[must_use]
    pub fn initial_evidence(&self, domain: &Domain, now: Timestamp) -> Evidence {
        let history = self.history.iter().map(ObservedPolicy::snapshot).collect();
        let typed = self.typed.as_deref().unwrap_or(&self.domain);
        Evidence { history, ..Evidence::new(domain, typed, self.check_time(now)) }
    }

    /// Returns the DNS answer of this world.
    #[must_use]
    pub fn dns_answer(&self, question: &DnsQuestion) -> DnsAnswer {
        let key = format!("{} {}", question.name, question.kind.mnemonic());
        let entry = self.dns.iter().find(|(name, _)| canonical_key(name) == key).map(|(_, entry)| entry);
        match entry {
            Some(entry) => entry.answer(question.kind),
            None => DnsAnswer { rcode: Rcode::NOERROR, ..DnsAnswer::default() },
        }
    }

    fn outcome(&self, question: &Question, now: Timestamp) -> Outcome {
        let down = || Outcome::Unobserved(out_of_order());
        match question {
            Question::Dns(_) if self.is_primary_down() => down(),
            Question::Dns(dns) => Outcome::Answer(Answer::Dns(self.dns_answer(dns))),
            Question::Policy { .. } if self.proxy_down => down(),
            Question::Policy { domain } => {
                Outcome::Answer(Answer::Policy(Arc::new(self.policy_observation(domain, now))))
            }
            Question::Mail { .. } if self.proxy_down => down(),
            Question::Mail { host, .. } => match self.mail_observation(host, now) {
                Some(observation) => Outcome::Answer(Answer::Mail(Arc::new(observation))),
                None => Outcome::Unobserved(Unobserved::NotOffered),
            },
        }
    }
}

/// The transport of a world at a certain time.
#[derive(Clone, Copy, Debug)]
pub struct WorldTransport<'a> {
    /// The world.
    pub world: &'a World,
    /// The time.
    pub now: Timestamp,
}

impl<'a> WorldTransport<'a> {
    /// Returns the same world, as its second resolver shows it.
    #[must_use]
    pub const fn second_resolver(self) -> SecondResolverTransport<'a> {
        SecondResolverTransport(self)
    }
}

impl Transport for WorldTransport<'_> {
    async fn ask(&self, question: &Question) -> Reply {
        let by_name = matches!(question, Question::Dns(_)) && self.world.resolvers.is_some();
        let via = if by_name { Via::Resolver("first".into()) } else { Via::World };
        Reply { outcome: self.world.outcome(question, self.now), via, at: self.now }
    }
}

fn out_of_order() -> Unobserved {
    Unobserved::Unreachable { detail: "out of order in this world".into() }
}

fn canonical_key(key: &str) -> String {
    match key.split_once(' ') {
        Some((name, kind)) => format!("{} {kind}", canonical_name(name)),
        None => key.to_owned(),
    }
}
