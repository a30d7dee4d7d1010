//! CAA records (RFC 8659): the certification authorities allowed to issue for the policy host.

use evidence::{Answer, Evidence, Outcome, Question, RecordKind, Reply, Transport};
use mta_sts::Domain;

/// Certification authorities that the observed CAA records allow for the policy host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Issuance {
    /// The records were not observed.
    Unseen,
    /// No record limits issuance.
    Anyone,
    /// Only these authorities, by their names in CAA records. An empty list allows none.
    Only(Vec<String>),
}

/// The effect of CAA records on a host that gets its certificate from known authorities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaaVerdict {
    /// The records were not observed.
    Unseen,
    /// No record limits issuance.
    Open,
    /// At least one of the host's authorities may issue.
    Allowed,
    /// Only some authorities may issue, and the host's authority is unknown.
    Limited,
    /// None of the host's authorities may issue.
    Forbidden,
    /// No authority may issue.
    Nobody,
}

impl CaaVerdict {
    /// Every verdict.
    pub const ALL: [Self; 6] = [Self::Unseen, Self::Open, Self::Allowed, Self::Limited, Self::Forbidden, Self::Nobody];

    /// The name used in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Unseen => "unseen",
            Self::Open => "open",
            Self::Allowed => "allowed",
            Self::Limited => "limited",
            Self::Forbidden => "forbidden",
            Self::Nobody => "nobody",
        }
    }
}

/// The flag of a property that issuers must understand (RFC 8659 §4.1).
const CRITICAL: u8 = 0x80;

/// Properties known to issuers (the registry created by RFC 8659 §7).
const KNOWN_TAGS: [&str; 7] = ["issue", "issuewild", "iodef", "contactemail", "contactphone", "issuemail", "issuevmc"];

impl Issuance {
    /// Reads the records from evidence. The first name with records counts, from the policy host upwards (RFC 8659 §3).
    #[must_use]
    pub fn from_evidence(domain: &Domain, seen: &Evidence) -> Self {
        for name in caa_names(domain) {
            let answer = seen.dns_answer(&name, RecordKind::Caa).filter(|answer| answer.is_conclusive());
            let Some(answer) = answer else { return Self::Unseen };
            let properties: Vec<(u8, String, String)> = answer
                .authorizations()
                .map(|(flags, tag, value)| (flags, tag.to_ascii_lowercase(), issuer(value.as_ref())))
                .collect();
            if !properties.is_empty() {
                return Self::from_properties(&properties);
            }
        }
        Self::Anyone
    }

    /// Evaluates the properties of one name. Without an `issue` property, nothing is limited. A critical unknown property
    /// forbids all issuance (RFC 8659 §4.1, §4.2).
    fn from_properties(properties: &[(u8, String, String)]) -> Self {
        if properties.iter().any(|(flags, tag, _)| flags & CRITICAL != 0 && !KNOWN_TAGS.contains(&tag.as_str())) {
            return Self::Only(Vec::new());
        }
        let issue: Vec<&String> =
            properties.iter().filter(|(_, tag, _)| tag == "issue").map(|(_, _, issuer)| issuer).collect();
        if issue.is_empty() {
            return Self::Anyone;
        }
        let mut authorities: Vec<String> = issue.into_iter().filter(|issuer| !issuer.is_empty()).cloned().collect();
        authorities.sort();
        authorities.dedup();
        Self::Only(authorities)
    }

    /// Returns the verdict for a host that can use any of these authorities.
    #[must_use]
    pub fn verdict(&self, authorities: &[&str]) -> CaaVerdict {
        match self {
            Self::Unseen => CaaVerdict::Unseen,
            Self::Anyone => CaaVerdict::Open,
            Self::Only(allowed) if allowed.is_empty() => CaaVerdict::Nobody,
            Self::Only(_) if authorities.is_empty() => CaaVerdict::Limited,
            Self::Only(allowed) if allowed.iter().any(|one| authorities.contains(&one.as_str())) => CaaVerdict::Allowed,
            Self::Only(_) => CaaVerdict::Forbidden,
        }
    }

    /// Returns the authorities that a sentence about the verdict names: those to add if none of the host's may issue, otherwise
    /// those that may issue, of the host if it is known.
    #[must_use]
    pub fn authorities_to_name(&self, authorities: &[&str]) -> Vec<String> {
        match self.verdict(authorities) {
            CaaVerdict::Forbidden => authorities.iter().map(|name| (*name).to_owned()).collect(),
            CaaVerdict::Allowed => {
                self.allowed().iter().filter(|name| authorities.contains(&name.as_str())).cloned().collect()
            }
            _ => self.allowed().to_vec(),
        }
    }

    /// Returns the authorities that may issue. Empty if issuance is not limited or was not observed.
    #[must_use]
    pub fn allowed(&self) -> &[String] {
        if let Self::Only(allowed) = self { allowed } else { &[] }
    }
}

/// Returns the issuer's name in a value, without the parameters after the semicolon.
fn issuer(value: &[u8]) -> String {
    let text = String::from_utf8_lossy(value);
    text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Returns the names whose records may count: the policy host, the domain and its parents below the top level.
fn caa_names(domain: &Domain) -> impl Iterator<Item = String> {
    let host = domain.policy_host();
    std::iter::successors(Some(host), |name| name.split_once('.').map(|(_, parent)| parent.to_owned()))
        .take_while(|name| name.contains('.'))
}

/// Looks up the CAA records that count for the policy host. Returns conclusive answers only.
pub async fn look_up_caa(domain: &Domain, net: &impl Transport) -> Vec<(Question, Reply)> {
    let mut answers = Vec::new();
    for name in caa_names(domain) {
        let question = Question::dns(&name, RecordKind::Caa);
        let reply = net.ask(&question).await;
        let Outcome::Answer(Answer::Dns(answer)) = &reply.outcome else { break };
        if !answer.is_conclusive() {
            break;
        }
        let is_last = answer.authorizations().next().is_some();
        answers.push((question, reply));
        if is_last {
            break;
        }
    }
    answers
}

#[cfg(test)]
mod tests;
