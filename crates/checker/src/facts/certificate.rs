//! Faults of a certificate: name, dates and chain, each judged separately (RFC 5280, RFC 9525).
//!
//! The same requirements apply to policy hosts and MX hosts: a chain to a trusted root, valid dates, and the requested
//! name (RFC 8461 §3.3, §4.2).

use evidence::{Certificate, DAY, Timestamp, TlsFailure, TlsHandshake, TlsVersion, Trust};
use mta_sts::Domain;

use super::texts::shorten_text;

/// Number of days before a certificate expires at which warnings start.
const EXPIRY_WARNING_DAYS: i64 = 14;

/// Maximum number of a certificate's names that a sentence lists.
const NAMES_SHOWN: usize = 5;

/// The reason why a certificate does not match a host, most specific first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameFault {
    /// It has no subject alternative names, and its common name is the host.
    CommonNameOnly,
    /// It matches another name of the same service.
    Alias,
    /// A wildcard has the right suffix, but matches only one label (RFC 9525 §6.3).
    TooShallow,
    /// The host is the suffix of a wildcard, without a label for the `*`.
    Apex,
    /// No name comes close.
    Mismatch,
}

/// The reason why a certificate is not valid at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateFault {
    /// The certificate has expired.
    Expired,
    /// The certificate is not valid yet.
    NotYetValid,
}

/// The reason why a chain does not lead to a trusted root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChainFault {
    /// The certificate is self-signed.
    SelfSigned,
    /// The chain ends in a root that senders do not trust, or was rejected for another reason.
    Untrusted,
    /// An intermediate certificate was not sent.
    Incomplete,
}

/// Returns whether a handshake satisfies a sender: TLS 1.2 or newer, and a trusted certificate for `host` with valid
/// dates.
pub(crate) fn tls_satisfies(tls: &TlsHandshake, host: &str, now: Timestamp) -> bool {
    tls.failure.is_none()
        && tls.version.is_some_and(|version| version >= TlsVersion::Tls12)
        && tls.trust == Some(Trust::Trusted)
        && date_fault(tls, now).is_none()
        && tls.chain.first().is_some_and(|leaf| names_host(leaf, host))
}

/// Returns a handshake that satisfies every sender, with a certificate for one name and this validity period.
pub(crate) fn valid_handshake(name: &str, from: Timestamp, until: Timestamp) -> TlsHandshake {
    let leaf = Certificate {
        subject: String::new(),
        common_name: None,
        issuer: String::new(),
        names: vec![name.to_owned()],
        not_before: from.unix_seconds(),
        not_after: until.unix_seconds(),
        sha256: String::new(),
        digests: None,
        key: String::new(),
        reached: None,
    };
    TlsHandshake {
        version: Some(TlsVersion::Tls13),
        alpn: None,
        chain: vec![leaf],
        trust: Some(Trust::Trusted),
        verifier: None,
        failure: None,
    }
}

/// Returns whether the server supports only versions older than TLS 1.2.
pub(crate) fn is_old_tls(tls: &TlsHandshake) -> bool {
    tls.version.is_some_and(|version| version < TlsVersion::Tls12) || tls.failure == Some(TlsFailure::Version)
}

/// Returns the fault in the validity dates of the server's certificate.
///
/// The observer compared the dates with its own clock during the handshake. If known, its result takes precedence:
/// `now` may come from a reader's clock that is wrong by years.
pub(crate) fn date_fault(tls: &TlsHandshake, now: Timestamp) -> Option<DateFault> {
    let leaf = tls.chain.first()?;
    dates_by_verifier(tls).unwrap_or_else(|| date_fault_by(leaf, now))
}

/// Start of the verifier's error text about an expired certificate. The verifier checks the chain, including dates,
/// before the name.
pub(crate) const EXPIRED: &str = "invalid peer certificate: certificate expired";
/// Start of the verifier's error text about a certificate that is not valid yet.
pub(crate) const NOT_YET_VALID: &str = "invalid peer certificate: certificate not valid yet";

/// Returns the result of the date check during the handshake, or `None` if unknown. A verifier stops at a broken chain
/// before it checks dates. A trusted chain without an objection was valid at that time.
fn dates_by_verifier(tls: &TlsHandshake) -> Option<Option<DateFault>> {
    if tls.trust != Some(Trust::Trusted) {
        return None;
    }
    match tls.verifier.as_deref() {
        None => Some(None),
        Some(words) if words.starts_with(EXPIRED) => Some(Some(DateFault::Expired)),
        Some(words) if words.starts_with(NOT_YET_VALID) => Some(Some(DateFault::NotYetValid)),
        _ => None,
    }
}

/// Returns the fault in the dates at this time.
fn date_fault_by(leaf: &Certificate, now: Timestamp) -> Option<DateFault> {
    if leaf.not_after < now.unix_seconds() {
        Some(DateFault::Expired)
    } else if leaf.not_before > now.unix_seconds() {
        Some(DateFault::NotYetValid)
    } else {
        None
    }
}

/// Returns the whole days until a certificate expires, if it expires soon and has not expired yet.
pub(crate) fn days_left_if_few(leaf: &Certificate, now: Timestamp) -> Option<i64> {
    let days = leaf.not_after.saturating_sub(now.unix_seconds()) / DAY;
    (leaf.not_after >= now.unix_seconds() && days < EXPIRY_WARNING_DAYS).then_some(days)
}

/// Returns the fault in the chain. Also returns `None` if no certificate was seen.
pub(crate) fn chain_fault(tls: &TlsHandshake) -> Option<ChainFault> {
    match tls.trust? {
        Trust::Trusted => None,
        Trust::SelfSigned => Some(ChainFault::SelfSigned),
        Trust::Incomplete => Some(ChainFault::Incomplete),
        Trust::UntrustedRoot | Trust::Other => Some(ChainFault::Untrusted),
    }
}

/// Returns the reason why the certificate does not match `host`. `aliases` are other names of the same service.
pub(crate) fn name_fault(leaf: &Certificate, host: &str, aliases: &[&str]) -> Option<NameFault> {
    if names_host(leaf, host) {
        return None;
    }
    let is_host = |name: &String| name.eq_ignore_ascii_case(host);
    let for_alias = |name: &String| aliases.iter().any(|alias| name_matches(name, alias));
    let suffixes = || leaf.names.iter().filter_map(|name| name.strip_prefix("*.")).map(str::to_ascii_lowercase);
    Some(if leaf.names.is_empty() && leaf.common_name.as_ref().is_some_and(is_host) {
        NameFault::CommonNameOnly
    } else if leaf.names.iter().any(for_alias) {
        NameFault::Alias
    } else if suffixes().any(|suffix| host != suffix && Domain::is_under(host, &suffix)) {
        NameFault::TooShallow
    } else if suffixes().any(|suffix| host == suffix) {
        NameFault::Apex
    } else {
        NameFault::Mismatch
    })
}

/// Returns whether a DNS name of the certificate matches the host (RFC 9525 §6.3). `*` is one complete left-most label.
#[must_use]
pub fn names_host(leaf: &Certificate, host: &str) -> bool {
    leaf.names.iter().any(|name| name_matches(name, host))
}

fn name_matches(name: &str, host: &str) -> bool {
    match name.strip_prefix("*.") {
        Some(suffix) => host.split_once('.').is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(suffix)),
        None => name.eq_ignore_ascii_case(host),
    }
}

/// Returns the first few names of a certificate for a sentence, or its common name if it has no others.
pub(crate) fn names_shown(leaf: &Certificate) -> Vec<String> {
    let shown = |name: &String| shorten_text(name.as_bytes());
    match leaf.names.as_slice() {
        [] => leaf.common_name.iter().map(shown).collect(),
        names => names.iter().take(NAMES_SHOWN).map(shown).collect(),
    }
}

/// Returns the issuer of the last certificate that was sent.
pub(crate) fn last_issuer(tls: &TlsHandshake) -> String {
    tls.chain.last().map(|last| shorten_text(last.issuer.as_bytes())).unwrap_or_default()
}

/// Returns the reason for a failed handshake in the protocol's terms, as in logs.
pub(crate) fn failure_detail(failure: &TlsFailure) -> String {
    match failure {
        TlsFailure::Version => "protocol_version".into(),
        TlsFailure::Alert(alert) => shorten_text(alert.as_bytes()),
        TlsFailure::Closed => "connection closed".into(),
        TlsFailure::NotTls(detail) => shorten_text(detail.as_bytes()),
        TlsFailure::Timeout => "timeout".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> TlsHandshake {
        valid_handshake("", Timestamp::from_unix(1_000 * DAY), Timestamp::from_unix(1_090 * DAY))
    }

    fn leaf(names: &[&str], common_name: Option<&str>) -> Certificate {
        Certificate {
            common_name: common_name.map(str::to_owned),
            names: names.iter().map(|&name| name.to_owned()).collect(),
            ..good().chain.remove(0)
        }
    }

    #[test]
    fn a_name_that_does_not_fit_has_one_reason_the_most_specific() {
        let fault =
            |host: &str, names: &[&str], common_name| name_fault(&leaf(names, common_name), host, &["example.com"]);
        for (host, names, common_name, expected) in [
            ("mx1.example.com", &["mx1.example.com"][..], None, None),
            ("mx1.example.com", &["MX1.Example.COM"], None, None),
            ("mx1.example.com", &["*.example.com"], None, None),
            ("mx1.example.com", &[], Some("MX1.example.com"), Some(NameFault::CommonNameOnly)),
            ("mx1.example.com", &["a.test"], Some("mx1.example.com"), Some(NameFault::Mismatch)),
            ("mx1.example.com", &["example.com"], None, Some(NameFault::Alias)),
            ("mx1.eu.example.com", &["*.example.com"], None, Some(NameFault::TooShallow)),
            ("mx1.eu.example.com", &["*.EXAMPLE.com"], None, Some(NameFault::TooShallow)),
            ("mail.example.net", &["*.mail.example.net"], None, Some(NameFault::Apex)),
            ("mx1.example.net", &["*.net"], None, Some(NameFault::TooShallow)),
            ("mx1.example.com", &["mx*.example.com", "*"], None, Some(NameFault::Mismatch)),
            ("mx1.example.com", &[], None, Some(NameFault::Mismatch)),
        ] {
            assert_eq!(fault(host, names, common_name), expected, "{host} {names:?}");
        }
    }

    #[test]
    fn the_first_and_the_last_second_are_valid() {
        let leaf = leaf(&[], None);
        for (unix, fault, few) in [
            (1_000 * DAY - 1, Some(DateFault::NotYetValid), None),
            (1_000 * DAY, None, None),
            (1_076 * DAY, None, None),
            (1_076 * DAY + 1, None, Some(13)),
            (1_090 * DAY, None, Some(0)),
            (1_090 * DAY + 1, Some(DateFault::Expired), None),
            (i64::MIN, Some(DateFault::NotYetValid), None),
            (i64::MAX, Some(DateFault::Expired), None),
        ] {
            let now = Timestamp::from_unix(unix);
            assert_eq!((date_fault_by(&leaf, now), days_left_if_few(&leaf, now)), (fault, few), "{unix}");
        }
    }

    #[test]
    fn the_clock_of_the_verifier_counts_where_it_says_so() {
        use DateFault::{Expired, NotYetValid};
        let expired = "invalid peer certificate: certificate expired: verification time 1 (UNIX)";
        let early = "invalid peer certificate: certificate not valid yet: verification time 1 (UNIX)";
        let name = "invalid peer certificate: certificate not valid for name \"certificate expired\"";
        for (trust, words, early_clock, right_clock, late_clock) in [
            (Trust::Trusted, None, None, None, None),
            (Trust::Trusted, Some(expired), Some(Expired), Some(Expired), Some(Expired)),
            (Trust::Trusted, Some(early), Some(NotYetValid), Some(NotYetValid), Some(NotYetValid)),
            (Trust::Trusted, Some(name), Some(NotYetValid), None, Some(Expired)),
            (Trust::UntrustedRoot, None, Some(NotYetValid), None, Some(Expired)),
            (Trust::SelfSigned, Some(expired), Some(NotYetValid), None, Some(Expired)),
        ] {
            let tls = TlsHandshake { trust: Some(trust), verifier: words.map(str::to_owned), ..good() };
            let at = |day: i64| date_fault(&tls, Timestamp::from_unix(day * DAY));
            assert_eq!((at(1), at(1_050), at(20_000)), (early_clock, right_clock, late_clock), "{trust:?} {words:?}");
        }
    }
}
