//! Answers from this machine: DNS by its resolver, the policy as the proxy would fetch it.

use std::time::{SystemTime, UNIX_EPOCH};

use checker::{Answer, Blind, DnsQuestion, Outcome, Question, Reply, Timestamp, Transport, Via};
use mta_sts::Domain;
use proxy::{dns::Upstream, fetch::Fetcher};

/// This machine's way to get answers.
pub(crate) struct Native {
    pub upstream: Upstream,
    pub fetcher: Fetcher,
    /// The laboratory's resolver, where there is one.
    pub lab: Option<String>,
}

impl Transport for Native {
    async fn ask(&self, question: &Question) -> Reply {
        let (outcome, via) = match question {
            Question::Dns(dns) => (self.look_up(dns).await, Via::Resolver(self.resolver(&dns.name))),
            Question::Policy { domain } => (self.fetch(domain).await, Via::Here),
            Question::Mail { .. } => (Outcome::Blind(Blind::NotOffered), Via::Here),
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
