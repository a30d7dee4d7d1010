//! The types of a report (RFC 8460 §4) as read. Their texts are [`SmolStr`]: most are short, and stored without an
//! allocation.

use smol_str::SmolStr;

use crate::{
    Note, NoteId, PolicyType, ReportTime, ResultType,
    policy_string::ReportedPolicy,
    text::{in_lower_case, trimmed},
};

/// One report of one sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// `organization-name`, or the domain of the contact or of the file name.
    pub organization: Option<SmolStr>,
    /// `contact-info`: usually a mail address.
    pub contact: Option<SmolStr>,
    /// `report-id`. RFC 8460 §4.4 requires it to be unique, but it is not always.
    pub report_id: Option<SmolStr>,
    /// The first second.
    pub start: Option<ReportTime>,
    /// The last second, or the midnight after it.
    pub end: Option<ReportTime>,
    /// The domain that receives the mail, if the file name, the message or the only entry states it.
    pub recipient: Option<SmolStr>,
    /// One entry for each applied policy.
    pub policies: Vec<PolicyEntry>,
    /// Deviations, sorted, each once.
    pub notes: Vec<Note>,
    /// The file and, in an archive or a mailbox, the member.
    pub source: FileMember,
}

impl Report {
    /// Returns the part about a policy domain, or `None` if there is none. TLSA entries name MX hosts, and belong to
    /// the domain that received the mail.
    #[must_use]
    pub fn restricted_to(mut self, domain: &str) -> Option<Self> {
        let is_recipient = self.is_for(domain);
        self.policies.retain(|entry| entry.is_about(domain, is_recipient));
        (!self.policies.is_empty()).then_some(self)
    }

    /// Returns a copy of the part about a policy domain, as [`Self::restricted_to`] does, without notes.
    pub(crate) fn part_about(&self, domain: &str) -> Option<Self> {
        let is_recipient = self.is_for(domain);
        let is_about = |entry: &&PolicyEntry| entry.is_about(domain, is_recipient);
        let policies: Vec<PolicyEntry> = self.policies.iter().filter(is_about).cloned().collect();
        (!policies.is_empty()).then(|| self.with_policies(policies))
    }

    /// Returns the same report with other entries, without notes: there may be as many parts as entries.
    pub(crate) fn with_policies(&self, policies: Vec<PolicyEntry>) -> Self {
        Self {
            organization: self.organization.clone(),
            contact: self.contact.clone(),
            report_id: self.report_id.clone(),
            recipient: self.recipient.clone(),
            notes: Vec::new(),
            source: self.source.clone(),
            start: self.start,
            end: self.end,
            policies,
        }
    }

    /// Adds notes about the whole report.
    pub(crate) fn add_notes(&mut self, ids: impl Iterator<Item = NoteId>) {
        self.notes.extend(ids.map(|id| Note { id, place: String::new() }));
        self.notes.sort();
        self.notes.dedup();
    }

    fn is_for(&self, domain: &str) -> bool {
        self.recipient.as_deref() == Some(domain)
    }

    /// Returns the number of sessions of all entries, as the summaries count them.
    #[must_use]
    pub fn sessions(&self) -> u64 {
        let of = |entry: &PolicyEntry| entry.successful.saturating_add(entry.failed);
        self.policies.iter().map(of).fold(0, u64::saturating_add)
    }
}

/// The place of an item: a file, and a member of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileMember {
    /// The file's name, as the caller gave it.
    pub file: SmolStr,
    /// Members, outermost first, separated by ` > `.
    pub member: Option<String>,
}

/// The policy that a sender applied to a domain, and the results (RFC 8460 §4.4).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PolicyEntry {
    /// `policy-type`.
    pub policy_type: PolicyType,
    /// `policy-domain` in lower case without a final dot.
    pub domain: Option<SmolStr>,
    /// The domain that the file name, the message or another entry suggests, if `policy-domain` is missing.
    pub guessed_domain: Option<SmolStr>,
    /// `policy-string`: one line or TLSA record per item.
    pub policy_string: Vec<SmolStr>,
    /// The content of an MTA-STS entry's policy-string.
    pub policy: Option<ReportedPolicy>,
    /// `mx-host`: patterns of the policy.
    pub mx: Vec<SmolStr>,
    /// `total-successful-session-count`.
    pub successful: u64,
    /// `total-failure-session-count`.
    pub failed: u64,
    /// `failure-details`.
    pub failures: Vec<Failure>,
}

impl PolicyEntry {
    /// Returns the reported domain, or else the guessed one.
    #[must_use]
    pub fn policy_domain(&self) -> Option<&str> {
        self.domain.as_deref().or(self.guessed_domain.as_deref())
    }

    /// Returns whether the entry belongs to a policy domain. A TLSA entry belongs to the domain that received the mail,
    /// and to the domains above its MX host.
    fn is_about(&self, domain: &str, is_recipient: bool) -> bool {
        let is_below =
            |name: &str| name.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        match self.policy_type {
            PolicyType::Tlsa => is_recipient || self.policy_domain().is_some_and(is_below),
            _ => self.policy_domain() == Some(domain),
        }
    }

    /// Returns the patterns that an MX host has to match: those of the policy, or else of `mx-host`.
    #[must_use]
    pub fn patterns(&self) -> &[SmolStr] {
        self.policy.as_ref().map(|policy| policy.mx.as_slice()).filter(|mx| !mx.is_empty()).unwrap_or(&self.mx)
    }
}

/// One kind of failure (RFC 8460 §4.4). Texts are kept as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure {
    /// `result-type`.
    pub result_type: ResultType,
    /// `sending-mta-ip`.
    pub sending_mta_ip: Option<SmolStr>,
    /// `receiving-mx-hostname`.
    pub receiving_mx: Option<SmolStr>,
    /// `receiving-ip`.
    pub receiving_ip: Option<SmolStr>,
    /// `receiving-mx-helo`.
    pub helo: Option<SmolStr>,
    /// `failed-session-count`; 0 marks a warning.
    pub count: u64,
    /// `additional-information`: a URI, according to the RFC.
    pub information: Option<SmolStr>,
    /// `failure-reason-code`.
    pub reason: Option<SmolStr>,
}

impl Failure {
    /// Returns the receiving MX host in lower case without a final dot.
    #[must_use]
    pub fn host(&self) -> Option<SmolStr> {
        self.receiving_mx.as_deref().map(host_name)
    }

    /// Returns `additional-information` if it is a web address without white space. Nothing else may become a link.
    #[must_use]
    pub fn link(&self) -> Option<&str> {
        let information = self.information.as_deref()?;
        let scheme = information.split_once("://")?.0;
        let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
        (web && !information.chars().any(|c| c.is_whitespace() || c.is_control())).then_some(information)
    }
}

/// Returns a name in lower case without a final dot.
pub(crate) fn host_name(written: &str) -> SmolStr {
    let name = trimmed(written);
    in_lower_case(name.strip_suffix('.').unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        let failure = |information: &str| Failure {
            result_type: ResultType::Missing,
            sending_mta_ip: None,
            receiving_mx: None,
            receiving_ip: None,
            helo: None,
            count: 0,
            information: Some(information.into()),
            reason: None,
        };
        assert!(failure("https://sender.example/why?id=6").link().is_some());
        for text in ["javascript:alert(4)", "https://a.example/ b", "ftp://a.example", "cert expired", "data:x"] {
            assert_eq!(failure(text).link(), None, "{text}");
        }
    }
}
