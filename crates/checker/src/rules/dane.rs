//! DANE alongside MTA-STS (RFC 7672, RFC 8461 §2). For a sender that does both, DANE comes first, and a policy never
//! overrides a failed DANE check.

use mta_sts::Mode;

use super::{at_most_one, prelude::*};
use crate::facts::{
    dane::{
        TlsaStatus, alias_target, hosts_with_tlsa_status, is_mx_protected, only_dane_accepts, tlsa_matches, tlsa_name,
    },
    mail::MailRouting,
    mail_server::MailServer,
    smtp_dialogue::TlsFault,
};

rules! {
    static DANE_RULES of Stage::Dane;

    /// Every MX host has an authenticated (AD=1), usable TLSA RRset (usage 2 or 3) that matches the presented chain,
    /// and the MX answer is authenticated.
    DANE_OK {
        id: "dane-ok",
        severity: Pass,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(7672, "3.1")],
        args: [],
        check: dane_ok,
    }
    /// No TLSA records at `_25._tcp.<mx>` for any MX host.
    DANE_ABSENT {
        id: "dane-absent",
        severity: Notice,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(7672, "1.3"), rfc(8461, "2")],
        args: [],
        check: dane_absent,
    }
    /// TLSA records exist for an MX host but the answer is not authenticated (AD=0).
    DANE_TLSA_WITHOUT_DNSSEC {
        id: "dane-tlsa-without-dnssec",
        severity: Warning,
        effect: Nothing,
        owner: Dns,
        citations: [rfc(7672, "2.2"), rfc(6698, "4.1")],
        args: ["host", "name"],
        check: dane_tlsa_without_dnssec,
    }
    /// TLSA records exist for an MX host in an authenticated answer, but the answer for its addresses is not
    /// authenticated. If the host is an alias, senders differ in whether they use the records.
    DANE_ADDRESSES_INSECURE {
        id: "dane-addresses-insecure",
        severity: Warning,
        effect: Own,
        owner: Dns,
        citations: [rfc(7672, "2.2.2"), rfc(7671, "7"), rfc(2181, "10.3")],
        args: ["host", "name", "alias", "target"],
        check: dane_addresses_insecure,
    }
    /// No policy is in use, an MX host matches its authenticated TLSA records, and its certificate would fail the
    /// MTA-STS check. DANE needs no public authority, and accepts the name of the domain (RFC 7672 §3.1.2, §3.2.2).
    DANE_ACCEPTS_CERTIFICATE {
        id: "dane-accepts-certificate",
        severity: Notice,
        effect: Own,
        owner: Nobody,
        citations: [rfc(7672, "3.1.2"), rfc(7672, "3.2.2"), rfc(8461, "4.2")],
        args: ["host"],
        check: |facts| about(facts, &DANE_ACCEPTS_CERTIFICATE, |server, _| only_dane_accepts(facts, server)),
        shown_by: MailServer,
    }
    /// An MX host has an authenticated TLSA RRset but the MX answer of the domain is not authenticated.
    DANE_MX_INSECURE {
        id: "dane-mx-insecure",
        severity: Notice,
        effect: Own,
        owner: Dns,
        citations: [rfc(7672, "2.2.1")],
        args: ["host"],
        check: dane_mx_insecure,
    }
    /// An MX host has an authenticated, usable TLSA RRset, and no record matches the presented chain.
    DANE_TLSA_MISMATCH {
        id: "dane-tlsa-mismatch",
        severity: Error,
        effect: DaneFails,
        owner: Dns,
        citations: [rfc(7672, "2.2"), rfc(7671, "8.1"), rfc(8461, "2")],
        args: ["host", "name"],
        check: dane_tlsa_mismatch,
        fix: TlsaRecord,
        shown_by: Nothing,
        tls_report: "validation-failure",
    }
    /// All authenticated TLSA records of an MX host have certificate usage 0 or 1.
    DANE_USAGE_PKIX {
        id: "dane-usage-pkix",
        severity: Warning,
        effect: Own,
        owner: Dns,
        citations: [rfc(7672, "3.1.3")],
        args: ["host", "name"],
        check: dane_usage_pkix,
        fix: TlsaRecord,
    }
    /// All authenticated TLSA records of an MX host are unusable. They are malformed, or have an unknown usage,
    /// selector or matching type, or a digest of the wrong length.
    DANE_TLSA_UNUSABLE {
        id: "dane-tlsa-unusable",
        severity: Warning,
        effect: Own,
        owner: Dns,
        citations: [rfc(7672, "2.2"), rfc(6698, "2.1")],
        args: ["host", "name"],
        check: dane_tlsa_unusable,
        fix: TlsaRecord,
    }
    /// The TLSA query for an MX host whose address answer is authenticated returns SERVFAIL or is bogus.
    DANE_TLSA_LOOKUP_FAILED {
        id: "dane-tlsa-lookup-failed",
        severity: Error,
        effect: DaneFails,
        owner: Dns,
        citations: [rfc(7672, "2.1.2")],
        args: ["host", "name"],
        check: dane_tlsa_lookup_failed,
        tls_report: "dnssec-invalid",
    }
    /// Some MX hosts have an authenticated usable TLSA RRset and others have none.
    DANE_PARTIAL {
        id: "dane-partial",
        severity: Warning,
        effect: Nothing,
        owner: Dns,
        citations: [rfc(7672, "2.2.1"), rfc(8461, "2")],
        args: ["with", "without"],
        check: dane_partial,
        shown_by: TlsaOfFirstWithout,
    }
    /// A valid STS policy exists and at least one MX host has an authenticated usable TLSA RRset.
    DANE_AND_STS_BOTH {
        id: "dane-and-sts-both",
        severity: Notice,
        effect: Own,
        owner: Nobody,
        citations: [rfc(8461, "2")],
        args: [],
        check: dane_and_sts_both,
    }
    /// mode enforce; an MX host matches its authenticated TLSA records but its certificate fails the MTA-STS check
    /// (self-signed, untrusted, wrong name or expired).
    DANE_PASSES_STS_FAILS {
        id: "dane-passes-sts-fails",
        severity: Error,
        effect: Own,
        owner: MailHost,
        citations: [rfc(8461, "4.2"), rfc(7672, "3.1.1")],
        args: ["host"],
        check: dane_passes_sts_fails,
        shown_by: MailServer,
        tls_report: "certificate-not-trusted",
    }
}

/// Returns a finding for every MX host that is `wanted`.
fn about(
    facts: &Facts<'_>,
    rule: &'static Rule,
    wanted: impl Fn(&MailServer<'_>, &TlsaStatus<'_>) -> bool,
) -> Vec<Finding> {
    let found = hosts_with_tlsa_status(facts).filter(|(server, published)| wanted(server, published));
    found.map(|(server, _)| at(facts, rule, server)).collect()
}

fn at(facts: &Facts<'_>, rule: &'static Rule, server: &MailServer<'_>) -> Finding {
    let finding = Finding::new(rule).with_arg("host", server.name.clone());
    if rule.args.contains(&"name") { finding.with_arg("name", tlsa_name(facts, &server.name)) } else { finding }
}

fn dane_ok(facts: &Facts<'_>) -> Vec<Finding> {
    let every =
        hosts_with_tlsa_status(facts).all(|(server, published)| tlsa_matches(facts, server, &published) == Some(true));
    at_most_one((!facts.servers.is_empty() && every && is_mx_protected(facts)).then(|| Finding::new(&DANE_OK)))
}

fn dane_absent(facts: &Facts<'_>) -> Vec<Finding> {
    let every = hosts_with_tlsa_status(facts).all(|(_, published)| matches!(published, TlsaStatus::Absent));
    at_most_one((!facts.servers.is_empty() && every).then(|| Finding::new(&DANE_ABSENT)))
}

fn dane_tlsa_without_dnssec(facts: &Facts<'_>) -> Vec<Finding> {
    let insecure = hosts_with_tlsa_status(facts).filter(|(_, published)| matches!(published, TlsaStatus::Insecure));
    insecure.map(|(server, _)| at(facts, &DANE_TLSA_WITHOUT_DNSSEC, server)).collect()
}

fn dane_addresses_insecure(facts: &Facts<'_>) -> Vec<Finding> {
    let insecure =
        hosts_with_tlsa_status(facts).filter(|(_, published)| matches!(published, TlsaStatus::AddressesInsecure));
    let told = |server: &MailServer<'_>| {
        let target = alias_target(facts, &server.name);
        let finding =
            at(facts, &DANE_ADDRESSES_INSECURE, server).with_arg("alias", if target.is_some() { "yes" } else { "no" });
        finding.with_arg("target", target.unwrap_or_default())
    };
    insecure.map(|(server, _)| told(server)).collect()
}

fn dane_mx_insecure(facts: &Facts<'_>) -> Vec<Finding> {
    let by_mx = matches!(facts.mail, MailRouting::Hosts { .. }) && !is_mx_protected(facts);
    let protected = hosts_with_tlsa_status(facts).filter(|(_, published)| by_mx && published.is_protected());
    protected.map(|(server, _)| at(facts, &DANE_MX_INSECURE, server)).collect()
}

fn dane_tlsa_mismatch(facts: &Facts<'_>) -> Vec<Finding> {
    about(facts, &DANE_TLSA_MISMATCH, |server, published| tlsa_matches(facts, server, published) == Some(false))
}

fn dane_usage_pkix(facts: &Facts<'_>) -> Vec<Finding> {
    about(facts, &DANE_USAGE_PKIX, |_, published| matches!(published, TlsaStatus::Pkix))
}

fn dane_tlsa_unusable(facts: &Facts<'_>) -> Vec<Finding> {
    about(facts, &DANE_TLSA_UNUSABLE, |_, published| matches!(published, TlsaStatus::Unusable))
}

fn dane_tlsa_lookup_failed(facts: &Facts<'_>) -> Vec<Finding> {
    let failed = hosts_with_tlsa_status(facts).filter(|(_, published)| matches!(published, TlsaStatus::Failed));
    failed.map(|(server, _)| at(facts, &DANE_TLSA_LOOKUP_FAILED, server)).collect()
}

/// Reports hosts with and without usable records. A host with unknown status counts for neither side.
fn dane_partial(facts: &Facts<'_>) -> Vec<Finding> {
    let known = hosts_with_tlsa_status(facts)
        .filter(|(_, published)| !matches!(published, TlsaStatus::Unknown | TlsaStatus::Failed));
    let (with, without): (Vec<_>, Vec<_>) = known.partition(|(_, published)| published.is_usable());
    let names = |hosts: &[(&MailServer<'_>, TlsaStatus<'_>)]| -> Vec<String> {
        hosts.iter().map(|(server, _)| server.name.clone()).collect()
    };
    let partial = !with.is_empty() && !without.is_empty();
    at_most_one(
        partial
            .then(|| Finding::new(&DANE_PARTIAL).with_arg("with", names(&with)).with_arg("without", names(&without))),
    )
}

fn dane_and_sts_both(facts: &Facts<'_>) -> Vec<Finding> {
    let both =
        facts.policy_in_force().is_some() && hosts_with_tlsa_status(facts).any(|(_, published)| published.is_usable());
    at_most_one(both.then(|| Finding::new(&DANE_AND_STS_BOTH)))
}

fn dane_passes_sts_fails(facts: &Facts<'_>) -> Vec<Finding> {
    let enforced = facts.policy_matters() && facts.policy_mode() == Some(Mode::Enforce);
    let torn = hosts_with_tlsa_status(facts).filter(|(server, published)| {
        enforced
            && server.probe_with_fault(TlsFault::is_of_certificate).is_some()
            && tlsa_matches(facts, server, published) == Some(true)
    });
    torn.map(|(server, _)| at(facts, &DANE_PASSES_STS_FAILS, server)).collect()
}
