//! The domain itself and its name servers.

use mta_sts::{Domain, DomainError};

use super::{at_most_one, prelude::*};

rules! {
    static DNS_RULES of Stage::Dns;

    /// The cleaned input is not a valid DNS name: empty, a label longer than 63 octets, a name longer than 253, an
    /// empty label, a character outside letters/digits/hyphen, or an IP address.
    DOMAIN_INVALID {
        id: "domain-invalid",
        severity: Error,
        effect: Unknown,
        owner: Dns,
        citations: [rfc(5321, "4.1.2"), rfc(1035, "2.3.4")],
        args: ["typed", "reason"],
        check: domain_invalid,
    }
    /// The input was an e-mail address, a URL or the name of a policy host or record. The checker reduced it to the
    /// mail domain: the text after the last @, without scheme, path, and a leading "mta-sts." or "_mta-sts.".
    DOMAIN_EXTRACTED {
        id: "domain-extracted",
        severity: Notice,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8461, "1.1")],
        args: ["typed"],
        check: domain_extracted,
    }
    /// The input contains non-ASCII letters, and was converted to A-labels before any look-up (IDNA2008 / UTS 46,
    /// transitional processing off).
    DOMAIN_IDN_CONVERTED {
        id: "domain-idn-converted",
        severity: Notice,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8461, "3.2"), rfc(5891, "4")],
        args: ["unicode"],
        check: domain_idn_converted,
    }
    /// The MX query for the domain itself returns NXDOMAIN.
    DOMAIN_NXDOMAIN {
        id: "domain-nxdomain",
        severity: Error,
        effect: Own,
        owner: Dns,
        citations: [rfc(5321, "5.1")],
        args: [],
        check: domain_nxdomain,
        shown_by: MxStatus,
    }
    /// The _mta-sts TXT, MX, or policy-host address query returns SERVFAIL on every resolver asked. No extended error
    /// of another DNS rule explains it.
    DNS_SERVFAIL {
        id: "dns-servfail",
        severity: Error,
        effect: Own,
        owner: Dns,
        citations: [rfc(8461, "3.1"), rfc(5321, "5.1")],
        args: ["names", "fails"],
        check: dns_servfail,
    }
    /// A relevant query returns SERVFAIL with EDE 6 to 12 or 25 (DNSSEC validation failed).
    DNS_DNSSEC_BOGUS {
        id: "dns-dnssec-bogus",
        severity: Error,
        effect: Own,
        owner: Dns,
        citations: [rfc(8914, "4.7"), rfc(4035, "5.5")],
        args: ["names", "fails"],
        check: dns_dnssec_bogus,
    }
    /// A relevant query returns SERVFAIL with EDE 22 (No Reachable Authority) or 23 (Network Error).
    DNS_AUTHORITY_UNREACHABLE {
        id: "dns-authority-unreachable",
        severity: Error,
        effect: Own,
        owner: Dns,
        citations: [rfc(8914, "4.23"), rfc(8914, "4.24")],
        args: ["names", "fails"],
        check: dns_authority_unreachable,
    }
    /// An answer carries EDE 15 (Blocked), 16 (Censored), 17 (Filtered) or 18 (Prohibited).
    DNS_FILTERED_ANSWER {
        id: "dns-filtered-answer",
        severity: Notice,
        effect: Unknown,
        owner: Nobody,
        citations: [rfc(8914, "4.16")],
        args: ["names"],
        check: dns_filtered_answer,
    }
    /// Both the MX answer and the _mta-sts TXT answer carry AD=1 from a validating resolver.
    DNSSEC_AUTHENTICATED {
        id: "dnssec-authenticated",
        severity: Pass,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(4035, "3.2.3"), rfc(6840, "5.8")],
        args: [],
        check: dnssec_authenticated,
    }
}

/// Returns the finding about an input that is not a domain. No question is asked then, so there is no evidence.
#[must_use]
pub fn domain_invalid_finding(typed: &str, error: &DomainError) -> Finding {
    Finding::new(&DOMAIN_INVALID).with_arg("typed", shorten_text(typed.as_bytes())).with_arg("reason", error.id())
}

/// Reports nothing, because facts require a domain; see [`domain_invalid_finding`].
fn domain_invalid(_: &Facts<'_>) -> Vec<Finding> {
    Vec::new()
}

/// Reports the input, if it was more than another spelling of the domain.
fn domain_extracted(facts: &Facts<'_>) -> Vec<Finding> {
    let extracted = facts.seen.typed.as_deref().filter(|typed| is_more_than_the_domain(typed, facts.domain));
    at_most_one(
        extracted.map(|typed| Finding::new(&DOMAIN_EXTRACTED).with_arg("typed", shorten_text(typed.as_bytes()))),
    )
}

fn is_more_than_the_domain(typed: &str, domain: &Domain) -> bool {
    let typed = typed.trim();
    let marked = typed.contains(['@', '＠', '/', ':']);
    marked || (typed.is_ascii() && typed.parse::<Domain>().ok().as_ref() != Some(domain))
}

fn domain_idn_converted(facts: &Facts<'_>) -> Vec<Finding> {
    let converted = facts.domain.as_str().split('.').any(|label| label.starts_with("xn--"));
    let typed = facts
        .seen
        .typed
        .as_deref()
        .filter(|typed| converted && !typed.is_ascii() && !typed.trim().contains(['@', '＠', '/', ':']));
    at_most_one(
        typed.map(|typed| {
            Finding::new(&DOMAIN_IDN_CONVERTED).with_arg("unicode", shorten_text(typed.trim().as_bytes()))
        }),
    )
}

fn domain_nxdomain(facts: &Facts<'_>) -> Vec<Finding> {
    at_most_one(facts.is_gone().then(|| Finding::new(&DOMAIN_NXDOMAIN)))
}

/// Extended errors about failed DNSSEC validation (RFC 8914 §4.7 to §4.13, §4.26).
const BOGUS: &[u16] = &[6, 7, 8, 9, 10, 11, 12, 25];

/// Extended errors about unreachable name servers (RFC 8914 §4.23, §4.24).
const UNREACHABLE: &[u16] = &[22, 23];

/// Extended errors about filtering by the resolver (RFC 8914 §4.16 to §4.19).
const FILTERED: &[u16] = &[15, 16, 17, 18];

fn dns_servfail(facts: &Facts<'_>) -> Vec<Finding> {
    failures(failing_senders(facts), &DNS_SERVFAIL, |answer| {
        !answer.has_extended_error(BOGUS)
            && !answer.has_extended_error(UNREACHABLE)
            && !answer.has_extended_error(FILTERED)
    })
}

/// Reports failed validation even if another resolver, which may not validate, has an answer.
fn dns_dnssec_bogus(facts: &Facts<'_>) -> Vec<Finding> {
    failures(decisive(facts), &DNS_DNSSEC_BOGUS, |answer| answer.has_extended_error(BOGUS))
}

fn dns_authority_unreachable(facts: &Facts<'_>) -> Vec<Finding> {
    failures(failing_senders(facts), &DNS_AUTHORITY_UNREACHABLE, |answer| {
        answer.has_extended_error(UNREACHABLE) && !answer.has_extended_error(BOGUS)
    })
}

/// Returns one finding for all names whose look-up ended in SERVFAIL for this reason.
fn failures<'a>(
    answers: impl Iterator<Item = (&'a DnsQuestion, &'a DnsAnswer)>,
    rule: &'static Rule,
    reason: fn(&DnsAnswer) -> bool,
) -> Vec<Finding> {
    let failed = answers.filter(|(_, answer)| answer.rcode == Rcode::SERVFAIL && reason(answer));
    let (mail, policy): (Vec<&DnsQuestion>, Vec<&DnsQuestion>) =
        failed.map(|(question, _)| question).partition(|question| question.kind == RecordKind::Mx);
    let fails = match (mail.is_empty(), policy.is_empty()) {
        (false, true) => "mail",
        (true, _) => "policy",
        (false, false) => "both",
    };
    let findings = named(rule, mail.into_iter().chain(policy));
    findings.into_iter().map(|finding| finding.with_arg("fails", fails)).collect()
}

fn dns_filtered_answer(facts: &Facts<'_>) -> Vec<Finding> {
    let filtered = counting(facts).filter(|(_, answer)| answer.has_extended_error(FILTERED));
    named(&DNS_FILTERED_ANSWER, filtered.map(|(question, _)| question))
}

/// Returns the look-ups that the verdict rests on, with each of their answers. Leaves out the IPv6 addresses of a
/// policy host that has others.
fn decisive<'a>(facts: &'a Facts<'_>) -> impl Iterator<Item = (&'a DnsQuestion, &'a DnsAnswer)> {
    let names = [facts.domain.to_string(), facts.domain.sts_name(), facts.domain.policy_host()];
    facts.seen.dns_answers().filter(move |(question, _)| {
        let beside = question.name == names[0] && question.kind != RecordKind::Mx;
        names.contains(&question.name) && !beside && !facts.host.does_without(question)
    })
}

/// Returns the same look-ups, with the one answer that counts if several resolvers were asked.
fn counting<'a>(facts: &'a Facts<'_>) -> impl Iterator<Item = (&'a DnsQuestion, &'a DnsAnswer)> {
    decisive(facts).filter(|(question, answer)| {
        facts.seen.dns_answer(&question.name, question.kind).is_some_and(|counts| std::ptr::eq(counts, *answer))
    })
}

/// Returns the same look-ups, without addresses of a policy host that the proxy's resolver found and the proxy
/// connected to.
fn failing_senders<'a>(facts: &'a Facts<'_>) -> impl Iterator<Item = (&'a DnsQuestion, &'a DnsAnswer)> {
    counting(facts).filter(|(question, _)| question.name != facts.host.name || !facts.host.was_found_by(question.kind))
}

fn named<'a>(rule: &'static Rule, questions: impl Iterator<Item = &'a DnsQuestion>) -> Vec<Finding> {
    let names = questions.map(|question| format!("{} {}", question.name, question.kind.mnemonic()));
    let names = sorted_names(names.collect());
    at_most_one((!names.is_empty()).then(|| Finding::new(rule).with_arg("names", names)))
}

fn dnssec_authenticated(facts: &Facts<'_>) -> Vec<Finding> {
    let signed = |name: &str, kind| facts.conclusive_answer(name, kind).is_some_and(|answer| answer.authenticated);
    let both = signed(facts.domain.as_str(), RecordKind::Mx) && signed(&facts.domain.sts_name(), RecordKind::Txt);
    at_most_one((both && !facts.is_gone()).then(|| Finding::new(&DNSSEC_AUTHENTICATED)))
}
