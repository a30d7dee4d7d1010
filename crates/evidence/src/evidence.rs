//! The evidence: every question and answer, and the only state of a check.

use std::sync::Arc;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::{
    DnsAnswer, DnsQuestion, Format, MailProbe, PolicyFetch, Question, RecordKind, Snapshot, Timestamp,
    snapshot::sort_and_limit,
};

/// A growing, append-only record of questions and answers.
///
/// It can be serialised, so that a check can be kept, sent and judged again by newer rules. Verdicts are never stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Evidence {
    /// The format number.
    #[serde(default)]
    pub format: Format,
    /// The user's input, if it differs from the domain's A-labels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed: Option<String>,
    /// The policy domain, as A-labels.
    pub domain: String,
    /// The start of the check.
    pub started: Timestamp,
    /// Private networks that this check treats as public. The operator allows them for a test network.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<IpNet>,
    /// Policies seen by earlier checks, the oldest first, which senders may have cached. See
    /// [`Evidence::with_history_of`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Snapshot>,
    /// Questions and answers, in the order in which the answers arrived.
    pub entries: Vec<Entry>,
}

/// One question and its reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Entry {
    /// The question.
    pub question: Question,
    /// The reply.
    #[serde(flatten)]
    pub reply: Reply,
    /// Whether the reply comes from a comparison resolver. Such an opinion counts only if no better reply exists.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub opinion: bool,
}

impl Entry {
    /// Returns the sort key: conclusive answers first, then the primary resolver, then the earliest. The order of the
    /// entries does not matter.
    fn sort_key(&self) -> (u8, bool, Timestamp, &Via) {
        (self.reply.outcome.rank(), self.opinion, self.reply.at, &self.reply.via)
    }
}

/// A reply to a question: outcome, source and time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Reply {
    /// The answer, or the reason why there is none.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// The source of the reply.
    pub via: Via,
    /// The time of the observation.
    pub at: Timestamp,
}

impl Reply {
    /// Returns whether this is a DNS answer that proves the presence or absence of a record.
    fn is_conclusive(&self) -> bool {
        matches!(&self.outcome, Outcome::Answer(Answer::Dns(answer)) if answer.is_conclusive())
    }
}

/// An answer, or the reason why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The answer was observed.
    Answer(Answer),
    /// It could not be observed, for a reason on our side rather than the domain's.
    #[serde(rename = "blind")]
    Unobserved(Unobserved),
}

/// An answer to a [`Question`]. Copies share an observation, which may have 256 KiB.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// The answer to [`Question::Dns`].
    Dns(DnsAnswer),
    /// The answer to [`Question::Policy`].
    Policy(Arc<PolicyFetch>),
    /// The answer to [`Question::Mail`].
    Mail(Arc<MailProbe>),
}

/// The reason why something could not be observed. Never a fault of the domain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum Unobserved {
    /// The resolver or proxy did not answer in time.
    Timeout,
    /// It could not be reached, or does not allow access from this page. A browser cannot distinguish the two.
    Unreachable {
        /// The system's error text, for the evidence.
        detail: String,
    },
    /// It answered with an HTTP status that carries no answer.
    Status {
        /// The status.
        status: u16,
    },
    /// Its answer could not be parsed.
    Malformed {
        /// The fault in words, for the evidence.
        detail: String,
    },
    /// It refused the request.
    Refused {
        /// The text of its refusal, for the evidence.
        detail: String,
    },
    /// It asks for fewer requests.
    Busy {
        /// Seconds to wait, if given.
        retry_after_s: Option<u32>,
    },
    /// This transport does not support the question.
    NotOffered,
}

/// The source of an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// A DNS resolver, by its displayed name or address.
    Resolver(String),
    /// The proxy, by its origin.
    Proxy(String),
    /// The command itself, from this machine.
    Here,
    /// A recorded test world.
    World,
}

impl Outcome {
    /// Returns the sort rank, lower is better: 0 for an answer, 1 for an inconclusive DNS answer, 2 for no answer.
    fn rank(&self) -> u8 {
        match self {
            Self::Answer(Answer::Dns(answer)) if !answer.is_conclusive() => 1,
            Self::Answer(_) => 0,
            Self::Unobserved(_) => 2,
        }
    }
}

/// A comparison resolver, and how many of the primary resolver's answers it could compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComparisonCoverage<'a> {
    /// The resolver's name.
    pub resolver: &'a str,
    /// Number of questions it was asked that the primary resolver answered conclusively.
    pub asked: usize,
    /// Number of those that it answered conclusively as well.
    pub answered: usize,
}

impl Evidence {
    /// Creates empty evidence about this domain. Keeps `typed` only if it differs from the domain.
    #[must_use]
    pub fn new(domain: &mta_sts::Domain, typed: &str, started: Timestamp) -> Self {
        let typed = (typed != domain.as_str()).then(|| typed.to_owned());
        Self {
            format: Format,
            typed,
            domain: domain.to_string(),
            started,
            allowed: Vec::new(),
            history: Vec::new(),
            entries: Vec::new(),
        }
    }

    /// Returns the evidence with private networks that count as public.
    #[must_use]
    pub fn with_allowed_networks(mut self, networks: &[IpNet]) -> Self {
        self.allowed = networks.to_vec();
        self
    }

    /// Adds the history of an earlier check of this domain, and the policy in force that it saw. Ignores evidence about
    /// another domain, and snapshots that are not older than this check.
    #[must_use]
    pub fn with_history_of(mut self, earlier: &Self, policy_then: Option<Snapshot>) -> Self {
        if earlier.domain == self.domain {
            let known = earlier.history.iter().cloned().chain(policy_then);
            self.history.extend(known.filter(|snapshot| snapshot.at < self.started));
            sort_and_limit(&mut self.history);
        }
        self
    }

    /// Appends a reply to a question.
    pub fn push(&mut self, question: Question, reply: Reply) {
        self.entries.push(Entry { question, reply, opinion: false });
    }

    /// Appends the opinion of a comparison resolver.
    pub fn push_opinion(&mut self, question: Question, reply: Reply) {
        self.entries.push(Entry { question, reply, opinion: true });
    }

    fn entries_of(&self, question: &Question) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.question == *question)
    }

    /// Returns every reply to a question, opinions included, in the order received.
    pub fn replies(&self, question: &Question) -> impl Iterator<Item = &Reply> {
        self.entries_of(question).map(|entry| &entry.reply)
    }

    /// Returns the outcome that counts. An answer precedes a failure, and a conclusive answer precedes others. The
    /// primary resolver precedes an opinion, and the earliest comes first.
    #[must_use]
    pub fn outcome(&self, question: &Question) -> Option<&Outcome> {
        self.entries_of(question).min_by_key(|entry| entry.sort_key()).map(|entry| &entry.reply.outcome)
    }

    /// Returns every answer to a DNS question with its source. The answer that counts comes first.
    #[must_use]
    pub fn dns_opinions(&self, question: &DnsQuestion) -> Vec<(&Via, &DnsAnswer)> {
        let asked = Question::Dns(question.clone());
        let mut entries: Vec<&Entry> = self.entries_of(&asked).collect();
        entries.sort_by_key(|entry| entry.sort_key());
        entries
            .into_iter()
            .filter_map(|entry| match &entry.reply.outcome {
                Outcome::Answer(Answer::Dns(answer)) => Some((&entry.reply.via, answer)),
                _ => None,
            })
            .collect()
    }

    /// Returns the comparison resolvers, and how many of the primary resolver's answers each could compare.
    #[must_use]
    pub fn opinions(&self) -> Vec<ComparisonCoverage<'_>> {
        let mut opinions: Vec<ComparisonCoverage<'_>> = Vec::new();
        for entry in self.entries.iter().filter(|entry| entry.opinion) {
            let Via::Resolver(resolver) = &entry.reply.via else { continue };
            let chosen = self.entries_of(&entry.question).find(|other| !other.opinion);
            if !chosen.is_some_and(|chosen| chosen.reply.is_conclusive()) {
                continue;
            }
            let answered = usize::from(entry.reply.is_conclusive());
            match opinions.iter_mut().find(|known| known.resolver == resolver) {
                Some(known) => (known.asked, known.answered) = (known.asked + 1, known.answered + answered),
                None => opinions.push(ComparisonCoverage { resolver, asked: 1, answered }),
            }
        }
        opinions
    }

    /// Returns the DNS answer for a name and type, if one was observed.
    #[must_use]
    pub fn dns_answer(&self, name: &str, kind: RecordKind) -> Option<&DnsAnswer> {
        match self.outcome(&Question::dns(name, kind))? {
            Outcome::Answer(Answer::Dns(answer)) => Some(answer),
            _ => None,
        }
    }

    /// Returns the result of fetching the domain's policy, if observed.
    #[must_use]
    pub fn policy_fetch(&self) -> Option<&PolicyFetch> {
        match self.outcome(&Question::Policy { domain: self.domain.clone() })? {
            Outcome::Answer(Answer::Policy(observation)) => Some(observation),
            _ => None,
        }
    }

    /// Returns the result of probing an MX host of the domain, if observed.
    #[must_use]
    pub fn mail_probe(&self, host: &str) -> Option<&MailProbe> {
        match self.outcome(&Question::Mail { domain: self.domain.clone(), host: host.to_owned() })? {
            Outcome::Answer(Answer::Mail(observation)) => Some(observation),
            _ => None,
        }
    }

    /// Returns every answered DNS question, with each of its answers.
    pub fn dns_answers(&self) -> impl Iterator<Item = (&DnsQuestion, &DnsAnswer)> {
        self.entries.iter().filter_map(|entry| match (&entry.question, &entry.reply.outcome) {
            (Question::Dns(question), Outcome::Answer(Answer::Dns(answer))) => Some((question, answer)),
            _ => None,
        })
    }

    /// Returns every unanswered question once, with the first reason.
    pub fn unanswered(&self) -> impl Iterator<Item = (&Question, &Unobserved)> {
        self.entries.iter().filter_map(|entry| match &entry.reply.outcome {
            Outcome::Unobserved(unobserved) if self.is_effective(entry) => Some((&entry.question, unobserved)),
            _ => None,
        })
    }

    /// Returns whether this entry determines the outcome of its question.
    #[must_use]
    pub fn is_effective(&self, entry: &Entry) -> bool {
        self.outcome(&entry.question).is_some_and(|outcome| std::ptr::eq(outcome, &entry.reply.outcome))
    }
}

impl Extend<(Question, Reply)> for Evidence {
    fn extend<T: IntoIterator<Item = (Question, Reply)>>(&mut self, replies: T) {
        replies.into_iter().for_each(|(question, reply)| self.push(question, reply));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Rcode, RecordKind};

    #[test]
    fn an_opinion_counts_its_answers_to_comparable_questions() {
        let domain: mta_sts::Domain = "example.com".parse().unwrap();
        let mut seen = Evidence::new(&domain, "example.com", Timestamp::default());
        let reply = |resolver: &str, rcode| Reply {
            outcome: Outcome::Answer(Answer::Dns(DnsAnswer { rcode, ..DnsAnswer::default() })),
            via: Via::Resolver(resolver.to_owned()),
            at: Timestamp::default(),
        };
        for (name, first, second) in [
            ("one.example.com", Rcode::NXDOMAIN, Rcode::NXDOMAIN),
            ("two.example.com", Rcode::NXDOMAIN, Rcode::SERVFAIL),
            ("three.example.com", Rcode::SERVFAIL, Rcode::NXDOMAIN),
        ] {
            let question = Question::dns(name, RecordKind::Txt);
            seen.push(question.clone(), reply("first", first));
            seen.push_opinion(question, reply("second", second));
        }
        assert_eq!(seen.opinions(), [ComparisonCoverage { resolver: "second", asked: 2, answered: 1 }]);
    }
}
