//! Every question and answer: the only state of a check.

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::{
    DnsAnswer, DnsQuestion, Format, MailProbe, PolicyFetch, Question, RecordKind, Snapshot, Timestamp,
    snapshot::sort_and_limit,
};

/// A growing, append-only record of questions and answers.
///
/// It serialises, so that a check can be kept, sent and judged again by newer rules; verdicts are never kept.
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
    /// When the check began.
    pub started: Timestamp,
    /// Private networks that count as public in this check: those that the operator allowed, for a laboratory.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<IpNet>,
    /// What earlier checks saw, the oldest first: what senders may remember. See [`Evidence::with_history_of`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Snapshot>,
    /// Questions and answers, in the order in which the answers came.
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
    /// Whether it is an opinion: the reply of a comparison resolver, which counts only if no better reply exists.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub opinion: bool,
}

impl Entry {
    /// Sort key: conclusive answers first, then the chosen resolver, then the earliest. The order in
    /// which entries stand in the record decides nothing.
    fn sort_key(&self) -> (u8, bool, Timestamp, &Via) {
        (self.reply.outcome.rank(), self.opinion, self.reply.at, &self.reply.via)
    }
}

/// A reply to a question: outcome, source and time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Reply {
    /// The answer, or why there is none.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// Who saw it.
    pub via: Via,
    /// When it was seen.
    pub at: Timestamp,
}

impl Reply {
    /// Whether it is an answer of DNS that says what there is, or that there is nothing.
    fn is_conclusive(&self) -> bool {
        matches!(&self.outcome, Outcome::Answer(Answer::Dns(answer)) if answer.is_conclusive())
    }
}

/// An answer, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It was seen.
    Answer(Answer),
    /// It could not be seen, for a reason that is ours and not the domain's.
    Blind(Blind),
}

/// An answer to a [`Question`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// To [`Question::Dns`].
    Dns(DnsAnswer),
    /// To [`Question::Policy`].
    Policy(Box<PolicyFetch>),
    /// To [`Question::Mail`].
    Mail(Box<MailProbe>),
}

/// Why something could not be seen. Never a fault of the domain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum Blind {
    /// The resolver or proxy did not answer in time.
    Timeout,
    /// It could not be reached, or does not allow access from this page: a browser cannot tell which.
    Unreachable {
        /// The system's error text, for the evidence.
        detail: String,
    },
    /// It answered with an HTTP status that is no answer.
    Status {
        /// The status.
        status: u16,
    },
    /// Its answer could not be read.
    Malformed {
        /// The fault in words, for the evidence.
        detail: String,
    },
    /// It refused the request.
    Refused {
        /// Its words, for the evidence.
        detail: String,
    },
    /// It asks for fewer requests.
    Busy {
        /// Seconds to wait, where it said so.
        retry_after_s: Option<u32>,
    },
    /// This way of asking does not offer that question.
    NotOffered,
}

/// Who saw an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// A DNS resolver, by the name or address shown to people.
    Resolver(String),
    /// The proxy, by its origin.
    Proxy(String),
    /// The command itself, from this machine.
    Here,
    /// A recorded world.
    World,
}

impl Outcome {
    /// Less is better: an answer that means something, a failure of name servers, none.
    fn rank(&self) -> u8 {
        match self {
            Self::Answer(Answer::Dns(answer)) if !answer.is_conclusive() => 1,
            Self::Answer(_) => 0,
            Self::Blind(_) => 2,
        }
    }
}

/// How much a resolver could say to what the chosen one had answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opinion<'a> {
    /// Its name.
    pub resolver: &'a str,
    /// Questions that it was asked and that the chosen one had a conclusive answer to.
    pub asked: usize,
    /// Those that it had a conclusive answer to as well.
    pub answered: usize,
}

impl Evidence {
    /// An empty record about this domain. `typed` is kept only if it says more than the domain does.
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

    /// The same, with networks that count as public although they are not.
    #[must_use]
    pub fn with_allowed_networks(mut self, networks: &[IpNet]) -> Self {
        self.allowed = networks.to_vec();
        self
    }

    /// Adds the history of an earlier check of this domain, and the policy in force that it saw. Ignores evidence about another
    /// domain, and evidence that is not older.
    #[must_use]
    pub fn with_history_of(mut self, earlier: &Self, seen_then: Option<Snapshot>) -> Self {
        if earlier.domain == self.domain {
            let known = earlier.history.iter().cloned().chain(seen_then);
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

    /// Every reply to a question, opinions included, in the order received.
    pub fn replies(&self, question: &Question) -> impl Iterator<Item = &Reply> {
        self.entries_of(question).map(|entry| &entry.reply)
    }

    /// The outcome that counts. Precedence: an answer before a failure, a conclusive answer before others, the chosen resolver
    /// before an opinion, the earliest first.
    #[must_use]
    pub fn outcome(&self, question: &Question) -> Option<&Outcome> {
        self.entries_of(question).min_by_key(|entry| entry.sort_key()).map(|entry| &entry.reply.outcome)
    }

    /// Every answer to a DNS question with its source, the answer that counts first.
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

    /// The resolvers that were asked to compare, and how much they answered of what the chosen one had answered.
    #[must_use]
    pub fn opinions(&self) -> Vec<Opinion<'_>> {
        let mut opinions: Vec<Opinion<'_>> = Vec::new();
        for entry in self.entries.iter().filter(|entry| entry.opinion) {
            let Via::Resolver(resolver) = &entry.reply.via else { continue };
            let chosen = self.entries_of(&entry.question).find(|other| !other.opinion);
            if !chosen.is_some_and(|chosen| chosen.reply.is_conclusive()) {
                continue;
            }
            let answered = usize::from(entry.reply.is_conclusive());
            match opinions.iter_mut().find(|known| known.resolver == resolver) {
                Some(known) => (known.asked, known.answered) = (known.asked + 1, known.answered + answered),
                None => opinions.push(Opinion { resolver, asked: 1, answered }),
            }
        }
        opinions
    }

    /// The DNS answer for a name and type, if one was seen.
    #[must_use]
    pub fn dns_answer(&self, name: &str, kind: RecordKind) -> Option<&DnsAnswer> {
        match self.outcome(&Question::dns(name, kind))? {
            Outcome::Answer(Answer::Dns(answer)) => Some(answer),
            _ => None,
        }
    }

    /// What fetching the domain's policy showed, if it was seen.
    #[must_use]
    pub fn policy_fetch(&self) -> Option<&PolicyFetch> {
        match self.outcome(&Question::Policy { domain: self.domain.clone() })? {
            Outcome::Answer(Answer::Policy(observation)) => Some(observation),
            _ => None,
        }
    }

    /// What talking to an MX host of the domain showed, if it was seen.
    #[must_use]
    pub fn mail_probe(&self, host: &str) -> Option<&MailProbe> {
        match self.outcome(&Question::Mail { domain: self.domain.clone(), host: host.to_owned() })? {
            Outcome::Answer(Answer::Mail(observation)) => Some(observation),
            _ => None,
        }
    }

    /// Every DNS question that was answered, with each of its answers.
    pub fn dns_answers(&self) -> impl Iterator<Item = (&DnsQuestion, &DnsAnswer)> {
        self.entries.iter().filter_map(|entry| match (&entry.question, &entry.reply.outcome) {
            (Question::Dns(question), Outcome::Answer(Answer::Dns(answer))) => Some((question, answer)),
            _ => None,
        })
    }

    /// Every unanswered question, once, with the first reason.
    pub fn unanswered(&self) -> impl Iterator<Item = (&Question, &Blind)> {
        self.entries.iter().filter_map(|entry| match &entry.reply.outcome {
            Outcome::Blind(blind) if self.is_effective(entry) => Some((&entry.question, blind)),
            _ => None,
        })
    }

    /// Whether this entry gives the outcome of its question.
    #[must_use]
    pub fn is_effective(&self, entry: &Entry) -> bool {
        self.outcome(&entry.question).is_some_and(|outcome| std::ptr::eq(outcome, &entry.reply.outcome))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Rcode, RecordKind};

    #[test]
    fn an_opinion_counts_what_was_answered_of_what_can_be_compared() {
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
        assert_eq!(seen.opinions(), [Opinion { resolver: "second", asked: 2, answered: 1 }]);
    }
}
