//! Facts from the latest check of a domain about failures in reports.

use tls_report::Cause;

use crate::reports::{ReportsPageState, summary::LiveCheck};

/// Returns the check of this visit, if it is about this domain.
pub(super) fn live_check(page_state: &ReportsPageState, domain: &str) -> Option<LiveCheck> {
    page_state
        .check
        .as_ref()
        .filter(|report| report.domain.as_str() == domain)
        .map(|report| LiveCheck::from_report(report))
}

/// Returns the present state of a failure and the evidence for it, as identifiers in messages. Returns `None` if no
/// check can observe the failure, or if its host is unknown.
pub(super) fn live_state(
    cause: Cause,
    host: Option<&str>,
    live: Option<&LiveCheck>,
) -> Option<(&'static str, &'static str)> {
    let of_policy = matches!(
        cause,
        Cause::PolicyNotServed
            | Cause::PolicyUnreachable
            | Cause::PolicyInvalid
            | Cause::PolicyCertificate
            | Cause::OlderPolicyUsed
    );
    let of_host = matches!(
        cause,
        Cause::StarttlsMissing
            | Cause::StarttlsRefused
            | Cause::CertificateName
            | Cause::CertificateExpired
            | Cause::CertificateNotYetValid
            | Cause::CertificateUntrusted
            | Cause::HandshakeFailed
            | Cause::Unexplained
            | Cause::MxNotInPolicy
    );
    if !of_policy && !of_host {
        return None;
    }
    let Some(live) = live else { return Some(("unchecked", "unchecked")) };
    if of_policy {
        return Some(if live.policy.is_some() { ("fixed", "served") } else { ("still", "not-served") });
    }
    let host = host?;
    if live.hosts.is_empty() {
        return Some(("unseen", "unseen"));
    }
    let Some((_, listed, tls)) = live.hosts.iter().find(|(name, ..)| name == host) else {
        return Some(("gone", "gone"));
    };
    Some(match (cause, *listed, tls.as_str()) {
        (Cause::MxNotInPolicy, true, _) => ("fixed", "listed"),
        (Cause::MxNotInPolicy, false, _) => ("still", "unlisted"),
        (_, _, "valid") => ("fixed", "valid"),
        (_, _, "none") => ("still", "no-starttls"),
        (_, _, "invalid") => ("still", "invalid"),
        _ => ("unseen", "unseen"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_live_check_says_whether_a_failure_persists() {
        let hosts = [("mx1", true, "valid"), ("mx2", false, "none"), ("mx3", true, "unseen")];
        let live = LiveCheck {
            policy: Some(("testing".into(), Vec::new(), 86_400)),
            hosts: hosts.map(|(name, listed, tls)| (name.to_owned(), listed, tls.to_owned())).to_vec(),
            at: 0,
        };
        for (cause, host, expected) in [
            (Cause::CertificateExpired, Some("mx1"), Some(("fixed", "valid"))),
            (Cause::StarttlsMissing, Some("mx2"), Some(("still", "no-starttls"))),
            (Cause::StarttlsMissing, Some("mx3"), Some(("unseen", "unseen"))),
            (Cause::MxNotInPolicy, Some("mx1"), Some(("fixed", "listed"))),
            (Cause::MxNotInPolicy, Some("mx2"), Some(("still", "unlisted"))),
            (Cause::CertificateName, Some("old"), Some(("gone", "gone"))),
            (Cause::PolicyNotServed, None, Some(("fixed", "served"))),
            (Cause::TlsaMismatch, Some("mx1"), None),
            (Cause::Network, Some("mx1"), None),
        ] {
            assert_eq!(live_state(cause, host, Some(&live)), expected, "{cause:?} {host:?}");
        }
        assert_eq!(live_state(Cause::CertificateExpired, Some("mx1"), None), Some(("unchecked", "unchecked")));
        let without = LiveCheck { policy: None, ..live };
        assert_eq!(live_state(Cause::PolicyNotServed, None, Some(&without)), Some(("still", "not-served")));
    }
}
