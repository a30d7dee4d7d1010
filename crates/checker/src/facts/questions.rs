//! The questions that every check starts with, and the names where records are published by mistake.

use evidence::{DnsQuestion, Question, RecordKind};
use mta_sts::Domain;

/// Maximum number of MX hosts whose addresses and TLS a check examines. Further ones are only listed.
pub const MX_LIMIT: usize = 20;

/// A label that no real domain uses: an answer for it comes from a wildcard (RFC 4592).
pub(crate) const PROBE_LABEL: &str = "x-random-probe";

/// Prefixes that, before the domain, give names where an STS record is published by mistake.
pub(crate) const WRONG_STS_PREFIXES: [&str; 4] = ["", "mta-sts.", "_mta_sts.", "mta-sts._tcp."];

/// Prefixes that, before the domain, give names where a TLS reporting record is published by mistake.
const WRONG_TLS_RPT_PREFIXES: [&str; 6] = ["_smtp.tls.", "smtp._tls.", "_smtp-tlsrpt.", "_tls.", "_tlsrpt.", ""];

/// Returns the names where a TLS reporting record is published by mistake. There are no more of them than for an STS
/// record. A check queries the names for one kind of record only.
pub(crate) fn wrong_tls_rpt_names(domain: &Domain) -> Vec<String> {
    let mut names: Vec<String> = WRONG_TLS_RPT_PREFIXES.iter().map(|prefix| format!("{prefix}{domain}")).collect();
    names.push(format!("{}.{domain}", domain.tls_rpt_name()));
    names
}

/// Returns the questions that depend on no answer.
pub(crate) fn first_questions(domain: &Domain) -> Vec<Question> {
    vec![
        Question::dns(&domain.sts_name(), RecordKind::Txt),
        Question::Policy { domain: domain.to_string() },
        Question::dns(domain.as_str(), RecordKind::Mx),
        Question::dns(&domain.policy_host(), RecordKind::A),
        Question::dns(&domain.policy_host(), RecordKind::Aaaa),
        Question::dns(&domain.tls_rpt_name(), RecordKind::Txt),
    ]
}

/// Returns the look-ups that every check starts with.
pub(crate) fn decisive_lookups(domain: &Domain) -> Vec<DnsQuestion> {
    let dns = |question| match question {
        Question::Dns(question) => Some(question),
        Question::Policy { .. } | Question::Mail { .. } => None,
    };
    first_questions(domain).into_iter().filter_map(dns).collect()
}

#[cfg(test)]
mod tests {
    use evidence::TXT_LABELS;

    use super::*;

    #[test]
    fn the_proxy_knows_the_labels_of_every_wrong_name() {
        let prefixes = WRONG_STS_PREFIXES.iter().chain(&WRONG_TLS_RPT_PREFIXES);
        for label in prefixes.flat_map(|prefix| prefix.split('.')).filter(|label| label.starts_with('_')) {
            assert!(TXT_LABELS.contains(&label), "{label}");
        }
    }
}
