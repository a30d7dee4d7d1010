//! TLS of the mail servers (RFC 8461 §4.2, §7): version, name, dates and chain of the certificate, each by itself.

use evidence::{Certificate, LegacyTls, TlsHandshake, TlsVersion, WithoutSni};

use super::prelude::*;
use crate::facts::{
    certificate::{
        ChainFault, DateFault, NameFault, days_left_if_few, failure_detail, is_old_tls, last_issuer, names_shown,
    },
    dane::only_dane_accepts,
    mail_server::{AddressProbe, MailServer},
    provider::provider_of,
    smtp_dialogue::TlsFault,
};

rules! {
    static MAIL_TLS_RULES of Stage::Tls;

    /// The TLS handshake after STARTTLS fails for a reason other than version or certificate.
    MX_TLS_HANDSHAKE_FAILED {
        id: "mx-tls-handshake-failed",
        severity: Error,
        effect: SkipHost,
        owner: MailHost,
        citations: [rfc(8461, "4")],
        args: ["host", "detail"],
        check: mx_tls_handshake_failed,
        tls_report: "validation-failure",
    }
    /// The MX host negotiates at most TLS 1.1, or answers a TLS 1.2/1.3-only ClientHello with alert
    /// protocol_version(70).
    MX_TLS_VERSION_OLD {
        id: "mx-tls-version-old",
        severity: Error,
        effect: SkipHost,
        owner: MailHost,
        citations: [rfc(8461, "7.2"), rfc(8996, "5"), rfc(9325, "3.1.1")],
        args: ["host"],
        check: mx_tls_version_old,
        tls_report: "validation-failure",
    }
    /// The MX host accepts TLS 1.0 or 1.1 in addition to TLS ≥ 1.2.
    MX_TLS_ACCEPTS_OLD {
        id: "mx-tls-accepts-old",
        severity: Notice,
        effect: Nothing,
        owner: MailHost,
        citations: [rfc(8996, "5"), rfc(9325, "3.1.1")],
        args: ["host", "version"],
        check: mx_tls_accepts_old,
    }
    /// The MX certificate's notAfter is in the past.
    MX_CERT_EXPIRED {
        id: "mx-cert-expired",
        severity: Error,
        effect: SkipHost,
        owner: MailHost,
        citations: [rfc(8461, "4.2")],
        args: ["host", "date"],
        check: mx_cert_expired,
        tls_report: "certificate-expired",
    }
    /// The MX certificate's notBefore is in the future.
    MX_CERT_NOT_YET_VALID {
        id: "mx-cert-not-yet-valid",
        severity: Error,
        effect: SkipHost,
        owner: MailHost,
        citations: [rfc(8461, "4.2"), rfc(5280, "4.1.2.5")],
        args: ["host", "date"],
        check: mx_cert_not_yet_valid,
        tls_report: "certificate-not-trusted",
    }
    /// The MX certificate expires within 14 days.
    MX_CERT_EXPIRING {
        id: "mx-cert-expiring",
        severity: Warning,
        effect: Risk,
        owner: MailHost,
        citations: [rfc(8461, "4.2")],
        args: ["host", "date", "days"],
        check: mx_cert_expiring,
        shown_by: MailServerCertificate("-dates"),
    }
    /// No SAN dNSName matches the MX host name, and no more specific name finding applies.
    MX_CERT_NAME_MISMATCH {
        id: "mx-cert-name-mismatch",
        severity: Error,
        effect: SkipHost,
        owner: MailHost,
        citations: [rfc(8461, "4.2"), rfc(9525, "6.3")],
        args: ["host", "names", "provider"],
        check: mx_cert_name_mismatch,
        tls_report: "certificate-host-mismatch",
    }
    /// The certificate matches the policy domain but not the MX host name.
    MX_CERT_NAMES_DOMAIN_ONLY {
        id: "mx-cert-names-domain-only",
        severity: Error,
        effect: SkipHost,
        owner: MailHost,
        citations: [rfc(8461, "4.2"), rfc(8461, "7.1")],
        args: ["host"],
        check: mx_cert_names_domain_only,
        tls_report: "certificate-host-mismatch",
    }
    /// A SAN wildcard covers a suffix of the MX host name, but more than one label would have to match. Or the host
    /// name equals the wildcard's suffix.
    MX_CERT_WILDCARD_DEPTH {
        id: "mx-cert-wildcard-depth",
        severity: Error,
        effect: SkipHost,
        owner: MailHost,
        citations: [rfc(8461, "4.2"), rfc(9525, "6.3")],
        args: ["host", "names"],
        check: mx_cert_wildcard_depth,
        tls_report: "certificate-host-mismatch",
    }
    /// The certificate has no SAN dNSName but its subject CN equals the MX host name.
    MX_CERT_CN_ONLY {
        id: "mx-cert-cn-only",
        severity: Error,
        effect: SkipHost,
        owner: MailHost,
        citations: [rfc(8461, "4.2"), rfc(9525, "2")],
        args: ["host"],
        check: mx_cert_cn_only,
        shown_by: MailServerCertificate("-ext subjectAltName"),
        tls_report: "certificate-host-mismatch",
    }
    /// The MX chain consists of a self-signed leaf.
    MX_CERT_SELF_SIGNED {
        id: "mx-cert-self-signed",
        severity: Error,
        effect: SkipHost,
        owner: MailHost,
        citations: [rfc(8461, "4.2")],
        args: ["host"],
        check: mx_cert_self_signed,
        tls_report: "certificate-not-trusted",
    }
    /// The MX chain ends in a root that is not commonly trusted.
    MX_CERT_UNTRUSTED_CA {
        id: "mx-cert-untrusted-ca",
        severity: Error,
        effect: SkipHost,
        owner: MailHost,
        citations: [rfc(8461, "4.2")],
        args: ["host", "issuer"],
        check: mx_cert_untrusted_ca,
        tls_report: "certificate-not-trusted",
    }
    /// The MX host sends no intermediate linking the leaf to a trusted root.
    MX_CERT_CHAIN_INCOMPLETE {
        id: "mx-cert-chain-incomplete",
        severity: Error,
        effect: SkipHost,
        owner: MailHost,
        citations: [rfc(8461, "4.2"), rfc(8446, "4.4.2")],
        args: ["host", "issuer"],
        check: mx_cert_chain_incomplete,
        tls_report: "certificate-not-trusted",
    }
    /// The handshake succeeds with SNI set to the MX host name, but is aborted without SNI.
    MX_SNI_REQUIRED {
        id: "mx-sni-required",
        severity: Warning,
        effect: Own,
        owner: MailHost,
        citations: [rfc(8461, "7.1")],
        args: ["host"],
        check: mx_sni_required,
        shown_by: MailServerWithoutSni,
    }
}

/// Returns a finding for every mail server with this fault, with details of an address that has it.
fn faults(
    facts: &Facts<'_>,
    rule: &'static Rule,
    wanted: impl Fn(TlsFault) -> bool,
    told: impl Fn(Finding, &AddressProbe<'_>) -> Option<Finding>,
) -> Vec<Finding> {
    let finding = |server: &MailServer<'_>| {
        let wanted =
            |fault: TlsFault| wanted(fault) && !(fault.is_of_certificate() && only_dane_accepts(facts, server));
        let probe = server.probe_with_fault(wanted)?;
        let finding = Finding::new(rule).with_arg("host", server.name.clone());
        told(finding, probe)
    };
    facts.servers.iter().filter_map(finding).collect()
}

/// Returns the same for a fault that the certificate explains further.
fn certificates(
    facts: &Facts<'_>,
    rule: &'static Rule,
    fault: TlsFault,
    told: impl Fn(Finding, &Certificate, &TlsHandshake) -> Finding,
) -> Vec<Finding> {
    faults(
        facts,
        rule,
        |found| found == fault,
        |finding, probe| {
            let tls = probe.tls()?;
            Some(told(finding, tls.chain.first()?, tls))
        },
    )
}

fn mx_tls_handshake_failed(facts: &Facts<'_>) -> Vec<Finding> {
    faults(
        facts,
        &MX_TLS_HANDSHAKE_FAILED,
        |fault| fault == TlsFault::Handshake,
        |finding, probe| {
            let failure = probe.tls().and_then(|tls| tls.failure.as_ref());
            Some(finding.with_arg("detail", failure.map_or_else(|| "connection closed".into(), failure_detail)))
        },
    )
}

fn mx_tls_version_old(facts: &Facts<'_>) -> Vec<Finding> {
    faults(facts, &MX_TLS_VERSION_OLD, |fault| fault == TlsFault::Old, |finding, _| Some(finding))
}

/// Reports old versions that a server accepts besides an acceptable one. Another rule reports servers with only old
/// versions.
fn mx_tls_accepts_old(facts: &Facts<'_>) -> Vec<Finding> {
    let accepted = |probe: &AddressProbe<'_>| {
        let new = probe.tls().is_some_and(|tls| tls.version.is_some() && !is_old_tls(tls));
        match probe.dialogue?.old_tls? {
            LegacyTls::Accepted(version) if new => Some(version),
            _ => None,
        }
    };
    let finding = |server: &MailServer<'_>| {
        let oldest: TlsVersion = server.probes.iter().filter_map(accepted).min()?;
        let finding = Finding::new(&MX_TLS_ACCEPTS_OLD).with_arg("host", server.name.clone());
        Some(finding.with_arg("version", oldest.name()))
    };
    facts.servers.iter().filter_map(finding).collect()
}

fn mx_cert_expired(facts: &Facts<'_>) -> Vec<Finding> {
    certificates(facts, &MX_CERT_EXPIRED, TlsFault::Date(DateFault::Expired), |finding, leaf, _| {
        finding.with_arg("date", Timestamp::from_unix(leaf.not_after))
    })
}

fn mx_cert_not_yet_valid(facts: &Facts<'_>) -> Vec<Finding> {
    certificates(facts, &MX_CERT_NOT_YET_VALID, TlsFault::Date(DateFault::NotYetValid), |finding, leaf, _| {
        finding.with_arg("date", Timestamp::from_unix(leaf.not_before))
    })
}

/// Reports the certificate that expires first among the addresses of a server.
fn mx_cert_expiring(facts: &Facts<'_>) -> Vec<Finding> {
    let finding = |server: &MailServer<'_>| {
        let soon = |leaf: &Certificate| days_left_if_few(leaf, server.observed_at).map(|days| (leaf.not_after, days));
        let (end, days) = server.leaf_certificates().filter_map(soon).min()?;
        let finding = Finding::new(&MX_CERT_EXPIRING).with_arg("host", server.name.clone());
        Some(finding.with_arg("date", Timestamp::from_unix(end)).with_arg("days", Arg::Number(days)))
    };
    facts.servers.iter().filter_map(finding).collect()
}

/// Reports a certificate for other names, and the provider that they belong to. A provider's own certificate is typical
/// of shared hosting. The MX record names the domain itself, or a name in it, but the server has another name.
fn mx_cert_name_mismatch(facts: &Facts<'_>) -> Vec<Finding> {
    certificates(facts, &MX_CERT_NAME_MISMATCH, TlsFault::Name(NameFault::Mismatch), |finding, leaf, _| {
        let own = names_shown(leaf).iter().find_map(|name| provider_of(name.strip_prefix("*.").unwrap_or(name)));
        finding.with_arg("names", names_shown(leaf)).with_arg("provider", own.map_or("none", |provider| provider.name))
    })
}

fn mx_cert_names_domain_only(facts: &Facts<'_>) -> Vec<Finding> {
    certificates(facts, &MX_CERT_NAMES_DOMAIN_ONLY, TlsFault::Name(NameFault::Alias), |finding, _, _| finding)
}

fn mx_cert_wildcard_depth(facts: &Facts<'_>) -> Vec<Finding> {
    let is_depth = |fault| matches!(fault, TlsFault::Name(NameFault::TooShallow) | TlsFault::Name(NameFault::Apex));
    faults(facts, &MX_CERT_WILDCARD_DEPTH, is_depth, |finding, probe| {
        Some(finding.with_arg("names", names_shown(probe.tls()?.chain.first()?)))
    })
}

fn mx_cert_cn_only(facts: &Facts<'_>) -> Vec<Finding> {
    certificates(facts, &MX_CERT_CN_ONLY, TlsFault::Name(NameFault::CommonNameOnly), |finding, _, _| finding)
}

fn mx_cert_self_signed(facts: &Facts<'_>) -> Vec<Finding> {
    certificates(facts, &MX_CERT_SELF_SIGNED, TlsFault::Chain(ChainFault::SelfSigned), |finding, _, _| finding)
}

fn mx_cert_untrusted_ca(facts: &Facts<'_>) -> Vec<Finding> {
    certificates(facts, &MX_CERT_UNTRUSTED_CA, TlsFault::Chain(ChainFault::Untrusted), |finding, _, tls| {
        finding.with_arg("issuer", last_issuer(tls))
    })
}

fn mx_cert_chain_incomplete(facts: &Facts<'_>) -> Vec<Finding> {
    certificates(facts, &MX_CERT_CHAIN_INCOMPLETE, TlsFault::Chain(ChainFault::Incomplete), |finding, _, tls| {
        finding.with_arg("issuer", last_issuer(tls))
    })
}

fn mx_sni_required(facts: &Facts<'_>) -> Vec<Finding> {
    let demands =
        |probe: &AddressProbe<'_>| probe.dialogue.and_then(|one| one.without_sni) == Some(WithoutSni::Refused);
    let finding = |server: &MailServer<'_>| {
        let demanded = server.probes.iter().any(demands);
        demanded.then(|| Finding::new(&MX_SNI_REQUIRED).with_arg("host", server.name.clone()))
    };
    facts.servers.iter().filter_map(finding).collect()
}
