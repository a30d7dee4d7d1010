//! DANE beside MTA-STS (RFC 7672, RFC 8461 §2): a sender that does both is bound by DANE first, and a policy never overrides a DANE
//! check that fails.

use evidence::Tlsa;
use mta_sts::Mode;

use super::{one, prelude::*, with_fix};
use crate::{
    case::Mail,
    mail_server::{MailServer, TlsFault},
    tlsa::{Usability, any_fits, usability},
    verdict::in_force,
};

const STAGE: Stage = Stage::Dane;

rules! {
    /// Every MX host has an authenticated (AD=1), usable TLSA RRset (usage 2 or 3) that matches the presented chain,
    /// and the MX answer is authenticated.
    DANE_OK: "dane-ok", Pass, Nothing, Nobody,
        [rfc(7672, "3.1")], [],
        dane_ok;
    /// No TLSA records at _25._tcp.<mx> for any MX host.
    DANE_ABSENT: "dane-absent", Notice, Nothing, Nobody,
        [rfc(7672, "1.3"), rfc(8461, "2")], [],
        dane_absent;
    /// TLSA records exist for an MX host but the answer is not authenticated (AD=0).
    DANE_TLSA_WITHOUT_DNSSEC: "dane-tlsa-without-dnssec", Warning, Nothing, Dns,
        [rfc(7672, "2.2"), rfc(6698, "4.1")], ["host", "name"],
        dane_tlsa_without_dnssec;
    /// An MX host has an authenticated TLSA RRset but the MX answer of the domain is not authenticated.
    DANE_MX_INSECURE: "dane-mx-insecure", Notice, Own, Dns,
        [rfc(7672, "2.2.1")], ["host"],
        dane_mx_insecure;
    /// An MX host has an authenticated, usable TLSA RRset and no record matches the presented chain.
    DANE_TLSA_MISMATCH: "dane-tlsa-mismatch", Error, DaneFails, Dns,
        [rfc(7672, "2.2"), rfc(7671, "8.1"), rfc(8461, "2")], ["host", "name"],
        dane_tlsa_mismatch;
    /// All authenticated TLSA records of an MX host have certificate usage 0 or 1.
    DANE_USAGE_PKIX: "dane-usage-pkix", Warning, Own, Dns,
        [rfc(7672, "3.1.3")], ["host", "name"],
        dane_usage_pkix;
    /// All authenticated TLSA records of an MX host are malformed or use an unknown usage, selector or matching type,
    /// or a digest of the wrong length.
    DANE_TLSA_UNUSABLE: "dane-tlsa-unusable", Warning, Own, Dns,
        [rfc(7672, "2.2"), rfc(6698, "2.1")], ["host", "name"],
        dane_tlsa_unusable;
    /// The TLSA query for an MX host whose address answer is authenticated returns SERVFAIL or is bogus.
    DANE_TLSA_LOOKUP_FAILED: "dane-tlsa-lookup-failed", Error, DaneFails, Dns,
        [rfc(7672, "2.1.2")], ["host", "name"],
        dane_tlsa_lookup_failed;
    /// Some MX hosts have an authenticated usable TLSA RRset and others have none.
    DANE_PARTIAL: "dane-partial", Warning, Nothing, Dns,
        [rfc(7672, "2.2.1"), rfc(8461, "2")], ["with", "without"],
        dane_partial;
    /// A valid STS policy exists and at least one MX host has an authenticated usable TLSA RRset.
    DANE_AND_STS_BOTH: "dane-and-sts-both", Notice, Own, Nobody,
        [rfc(8461, "2")], [],
        dane_and_sts_both;
    /// mode enforce; an MX host matches its authenticated TLSA records but its certificate fails the MTA-STS check
    /// (self-signed, untrusted, wrong name or expired).
    DANE_PASSES_STS_FAILS: "dane-passes-sts-fails", Error, Own, MailHost,
        [rfc(8461, "4.2"), rfc(7672, "3.1.1")], ["host"],
        dane_passes_sts_fails;
}

/// What DNS says about DANE for one MX host.
enum Published<'a> {
    /// It was not seen.
    Unknown,
    /// The look-up fails, and that of the addresses is verified: a sender may not go on (RFC 7672 §2.1.2).
    Failed,
    /// No TLSA record.
    Absent,
    /// Records that DNSSEC does not protect, or whose host's addresses it does not: senders pass them by (RFC 7672 §2.2.2).
    Insecure,
    /// Protected records, none of which SMTP can use, and all of them for that they are meant for other protocols.
    Pkix,
    /// Protected records, none of which can be used.
    Unusable,
    /// Those of the protected records that can be used.
    Usable(Vec<&'a Tlsa>),
}

impl Published<'_> {
    const fn is_usable(&self) -> bool {
        matches!(self, Self::Usable(_))
    }

    const fn is_protected(&self) -> bool {
        matches!(self, Self::Usable(_) | Self::Pkix | Self::Unusable)
    }
}

fn published<'a>(case: &Case<'a>, host: &str) -> Published<'a> {
    let Some(answer) = case.seen.dns(&Tlsa::owner_name(host), RecordKind::Tlsa) else { return Published::Unknown };
    if answer.rcode == Rcode::SERVFAIL && !answer.has_extended_error(&[15, 16, 17, 18]) {
        return if has_protected_address(case, host) { Published::Failed } else { Published::Unknown };
    }
    let records: Vec<&Tlsa> = answer.tlsa().collect();
    if !answer.is_conclusive() {
        Published::Unknown
    } else if records.is_empty() {
        Published::Absent
    } else if !answer.authenticated || !has_protected_address(case, host) {
        Published::Insecure
    } else {
        protected(&records)
    }
}

fn protected<'a>(records: &[&'a Tlsa]) -> Published<'a> {
    let usable: Vec<&Tlsa> = records.iter().copied().filter(|record| usability(record) == Usability::Usable).collect();
    if !usable.is_empty() {
        Published::Usable(usable)
    } else if records.iter().all(|record| usability(record) == Usability::Pkix) {
        Published::Pkix
    } else {
        Published::Unusable
    }
}

/// Every address answer that has records is verified, and there is one.
fn has_protected_address(case: &Case<'_>, host: &str) -> bool {
    let known = [RecordKind::A, RecordKind::Aaaa].map(|kind| case.known(host, kind));
    let mut with_records = known.into_iter().flatten().filter(|answer| !answer.records.is_empty()).peekable();
    with_records.peek().is_some() && with_records.all(|answer| answer.authenticated)
}

/// Every MX host that is looked at, and what is published for it.
fn hosts<'a, 'b>(case: &'b Case<'a>) -> impl Iterator<Item = (&'b MailServer<'a>, Published<'a>)> {
    case.servers.iter().map(|server| (server, published(case, &server.name)))
}

fn is_mx_protected(case: &Case<'_>) -> bool {
    case.known(case.domain.as_str(), RecordKind::Mx).is_some_and(|answer| answer.authenticated)
}

/// Whether the records fit what every address of the server shows; `None` if that was not seen.
fn fits(case: &Case<'_>, server: &MailServer<'_>, published: &Published<'_>) -> Option<bool> {
    let Published::Usable(records) = published else { return None };
    let names = [server.name.as_str(), case.domain.as_str()];
    let shown = server.looks.iter().filter_map(|look| look.tls()).filter(|tls| !tls.chain.is_empty());
    let answers: Vec<Option<bool>> = shown.map(|tls| any_fits(records, tls, names, server.looked_at)).collect();
    if answers.contains(&Some(false)) {
        Some(false)
    } else {
        answers.into_iter().collect::<Option<Vec<bool>>>().filter(|all| !all.is_empty()).map(|_| true)
    }
}

/// A finding for every MX host of this kind, with the record that would fit, if its key was seen.
fn mended(
    case: &Case<'_>,
    rule: &'static Rule,
    wanted: impl Fn(&MailServer<'_>, &Published<'_>) -> bool,
) -> Vec<Finding> {
    let finding = |server: &MailServer<'_>| with_fix(vec![at(rule, server)], || repair::tlsa(server));
    hosts(case)
        .filter(|(server, published)| wanted(server, published))
        .flat_map(|(server, _)| finding(server))
        .collect()
}

fn at(rule: &'static Rule, server: &MailServer<'_>) -> Finding {
    let finding = Finding::of(rule).with("host", server.name.clone());
    if rule.args.contains(&"name") { finding.with("name", Tlsa::owner_name(&server.name)) } else { finding }
}

fn dane_ok(case: &Case<'_>) -> Vec<Finding> {
    let every = hosts(case).all(|(server, published)| fits(case, server, &published) == Some(true));
    one((!case.servers.is_empty() && every && is_mx_protected(case)).then(|| Finding::of(&DANE_OK)))
}

fn dane_absent(case: &Case<'_>) -> Vec<Finding> {
    let every = hosts(case).all(|(_, published)| matches!(published, Published::Absent));
    one((!case.servers.is_empty() && every).then(|| Finding::of(&DANE_ABSENT)))
}

fn dane_tlsa_without_dnssec(case: &Case<'_>) -> Vec<Finding> {
    let insecure = hosts(case).filter(|(_, published)| matches!(published, Published::Insecure));
    insecure.map(|(server, _)| at(&DANE_TLSA_WITHOUT_DNSSEC, server)).collect()
}

fn dane_mx_insecure(case: &Case<'_>) -> Vec<Finding> {
    let by_mx = matches!(case.mail, Mail::Hosts { .. }) && !is_mx_protected(case);
    let protected = hosts(case).filter(|(_, published)| by_mx && published.is_protected());
    protected.map(|(server, _)| at(&DANE_MX_INSECURE, server)).collect()
}

fn dane_tlsa_mismatch(case: &Case<'_>) -> Vec<Finding> {
    mended(case, &DANE_TLSA_MISMATCH, |server, published| fits(case, server, published) == Some(false))
}

fn dane_usage_pkix(case: &Case<'_>) -> Vec<Finding> {
    mended(case, &DANE_USAGE_PKIX, |_, published| matches!(published, Published::Pkix))
}

fn dane_tlsa_unusable(case: &Case<'_>) -> Vec<Finding> {
    mended(case, &DANE_TLSA_UNUSABLE, |_, published| matches!(published, Published::Unusable))
}

fn dane_tlsa_lookup_failed(case: &Case<'_>) -> Vec<Finding> {
    let failed = hosts(case).filter(|(_, published)| matches!(published, Published::Failed));
    failed.map(|(server, _)| at(&DANE_TLSA_LOOKUP_FAILED, server)).collect()
}

/// What is not known of a host speaks for neither side.
fn dane_partial(case: &Case<'_>) -> Vec<Finding> {
    let known = hosts(case).filter(|(_, published)| !matches!(published, Published::Unknown | Published::Failed));
    let (with, without): (Vec<_>, Vec<_>) = known.partition(|(_, published)| published.is_usable());
    let names = |hosts: &[(&MailServer<'_>, Published<'_>)]| -> Vec<String> {
        hosts.iter().map(|(server, _)| server.name.clone()).collect()
    };
    let partial = !with.is_empty() && !without.is_empty();
    one(partial.then(|| Finding::of(&DANE_PARTIAL).with("with", names(&with)).with("without", names(&without))))
}

fn dane_and_sts_both(case: &Case<'_>) -> Vec<Finding> {
    let both = in_force(case).is_some() && hosts(case).any(|(_, published)| published.is_usable());
    one(both.then(|| Finding::of(&DANE_AND_STS_BOTH)))
}

fn dane_passes_sts_fails(case: &Case<'_>) -> Vec<Finding> {
    let enforced = case.policy_matters() && case.mode() == Some(Mode::Enforce);
    let of_certificate = |fault| matches!(fault, TlsFault::Date(_) | TlsFault::Name(_) | TlsFault::Chain(_));
    let torn = hosts(case).filter(|(server, published)| {
        enforced && server.at_fault(of_certificate).is_some() && fits(case, server, published) == Some(true)
    });
    torn.map(|(server, _)| at(&DANE_PASSES_STS_FAILS, server)).collect()
}
