//! Answers from this machine: DNS by its resolver, policies and MX hosts as the proxy would see them.

use std::time::{SystemTime, UNIX_EPOCH};

use evidence::{Answer, Blind, DnsQuestion, Outcome, Question, Reply, Timestamp, Transport, Via};
use mta_sts::Domain;
use proxy::{
    dns::Upstream,
    fetch::Fetcher,
    probe::{self, NotAnMxHost, Prober},
};

/// This machine's way to get answers.
pub(crate) struct Native {
    pub upstream: Upstream,
    pub fetcher: Fetcher,
    /// No prober with `--no-probe`.
    pub prober: Option<Prober>,
    /// The laboratory's resolver, where there is one.
    pub lab: Option<String>,
}

impl Transport for Native {
    async fn ask(&self, question: &Question) -> Reply {
        let (outcome, via) = match question {
            Question::Dns(dns) => (self.look_up(dns).await, Via::Resolver(self.resolver(&dns.name))),
            Question::Policy { domain } => (self.fetch(domain).await, Via::Here),
            Question::Mail { domain, host } => (self.talk(domain, host).await, Via::Here),
        };
        Reply { outcome, via, at: now() }
    }
}

impl Native {
    async fn look_up(&self, question: &DnsQuestion) -> Outcome {
        match self.upstream.ask(question).await {
            Ok(answer) => Outcome::Answer(Answer::Dns(answer)),
            Err(blind) => Outcome::Blind(blind),
        }
    }

    async fn fetch(&self, domain: &str) -> Outcome {
        match domain.parse::<Domain>() {
            Ok(domain) => Outcome::Answer(Answer::Policy(Box::new(self.fetcher.policy(&domain).await))),
            Err(error) => Outcome::Blind(Blind::Refused { detail: error.to_string() }),
        }
    }

    async fn talk(&self, domain: &str, host: &str) -> Outcome {
        let Some(prober) = &self.prober else { return Outcome::Blind(Blind::NotOffered) };
        let refused = |detail| Outcome::Blind(Blind::Refused { detail });
        let (domain, host) = match probe::names(domain, host) {
            Ok(names) => names,
            Err(why) => return refused(why),
        };
        match prober.mail(&domain, &host).await {
            Ok(observation) => Outcome::Answer(Answer::Mail(Box::new(observation))),
            Err(NotAnMxHost) => refused(format!("{host} is no MX host of {domain} any more")),
        }
    }

    /// Who is asked for this name.
    fn resolver(&self, name: &str) -> String {
        let in_lab = name == lab::SUFFIX || name.strip_suffix(lab::SUFFIX).is_some_and(|rest| rest.ends_with('.'));
        self.lab.clone().filter(|_| in_lab).unwrap_or_else(|| self.upstream.name())
    }
}

/// The moment by this machine's clock.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_unix(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}
