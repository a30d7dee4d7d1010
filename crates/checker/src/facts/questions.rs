//! The questions that every check begins with, and the names at which records are put by mistake.

use evidence::{DnsQuestion, Question, RecordKind};
use mta_sts::Domain;

/// MX hosts whose addresses and TLS are looked at; more are listed, but not followed.
pub const MX_LIMIT: usize = 20;

/// A label that no real domain uses: an answer for it comes from a wildcard (RFC 4592).
pub(crate) const PROBE_LABEL: &str = "x-random-probe";

/// Names at which an STS record is put by mistake, before the domain.
pub(crate) const WRONG_STS_PREFIXES: [&str; 4] = ["", "mta-sts.", "_mta_sts.", "mta-sts._tcp."];

/// Names at which a TLS reporting record is put by mistake, before the domain.
const WRONG_TLS_RPT_PREFIXES: [&str; 6] = ["_smtp.tls.", "smtp._tls.", "_smtp-tlsrpt.", "_tls.", "_tlsrpt.", ""];

/// Names at which a TLS reporting record is put by mistake; no more than there are for an STS record, of which a check asks for
/// one kind or the other.
pub(crate) fn wrong_tls_rpt_names(domain: &Domain) -> Vec<String> {
    let mut names: Vec<String> = WRONG_TLS_RPT_PREFIXES.iter().map(|prefix| format!("{prefix}{domain}")).collect();
    names.push(format!("{}.{domain}", domain.tls_rpt_name()));
    names
}

/// The questions that depend on no answer.
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

/// The look-ups that every check begins with.
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
