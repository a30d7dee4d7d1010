//! What is still worth asking. Everything that does not depend on another answer is asked at once.

use std::collections::BTreeSet;

use evidence::{DnsAnswer, DnsQuestion, Evidence, Question, Rcode, RecordKind, Tlsa};
use mta_sts::{Domain, NAME_LIMIT, Outcome as RecordOutcome, RecordReading, TlsRptReading};

use crate::{case::joined, coverage::ends_with, delegation};

/// MX hosts whose addresses and TLS are looked at; more are listed, but not followed.
pub const MX_LIMIT: usize = 20;

/// Report domains that are looked at.
const RUA_LIMIT: usize = 5;

/// A label that no domain has on purpose: an answer for it comes from a wildcard (RFC 4592).
pub(crate) const PROBE_LABEL: &str = "x-random-probe";

/// Names at which an STS record is put by mistake, before the domain.
pub(crate) const WRONG_STS_PREFIXES: [&str; 4] = ["", "mta-sts.", "_mta_sts.", "mta-sts._tcp."];

/// Names at which a TLS reporting record is put by mistake, before the domain.
pub(crate) const WRONG_TLS_RPT_PREFIXES: [&str; 6] =
    ["_tlsrpt.", "_smtp-tls.", "_tls.", "_smtp._tcp.", "smtp._tls.", "_smtp_tls."];

/// The questions that are still open, in the order in which their answers matter; empty when all is known.
#[must_use]
pub fn wants(domain: &Domain, seen: &Evidence) -> Vec<Question> {
    let mut further: Vec<Question> = mail_of_parent(domain, seen).into_iter().collect();
    if !is_gone(domain, seen) {
        further.extend(addresses_of_mx(domain, seen));
        further.extend(near_sts_record(domain, seen));
        further.extend(other_half(domain, seen));
        further.extend(near_tls_rpt_record(domain, seen));
        further.extend(report_domains(domain, seen));
    }
    let mut questions = first(domain);
    questions.extend(further.into_iter().filter(has_room));
    questions.retain(|question| seen.outcome(question).is_none());
    questions
}

/// Whether a DNS name is short enough to be asked for (RFC 1035 §2.3.4): one made of two names may not be.
fn has_room(question: &Question) -> bool {
    !matches!(question, Question::Dns(dns) if dns.name.len() > NAME_LIMIT)
}

/// Where the mail of the parent goes: what has no MX record of its own may be the name of a web site or of a server.
fn mail_of_parent(domain: &Domain, seen: &Evidence) -> Option<Question> {
    known(seen, domain.as_str(), RecordKind::Mx).filter(|answer| answer.records.is_empty())?;
    domain.parent().map(|parent| Question::dns(parent.as_str(), RecordKind::Mx))
}

/// The DNS questions that are worth asking another resolver as well: those that the verdict rests on, and those that nobody
/// could answer so far. One that has several replies already is left out.
#[must_use]
pub fn second_opinions(domain: &Domain, seen: &Evidence) -> Vec<Question> {
    let decisive = decisive(domain).into_iter().map(Question::Dns);
    let unanswered = seen.blind().map(|(question, _)| question.clone());
    let mut questions: Vec<Question> =
        decisive.chain(unanswered).filter(|question| matches!(question, Question::Dns(_))).collect();
    questions.retain(|question| seen.replies(question).count() < 2);
    questions.sort_unstable();
    questions.dedup();
    questions
}

/// The look-ups that every check begins with.
pub(crate) fn decisive(domain: &Domain) -> Vec<DnsQuestion> {
    let dns = |question| match question {
        Question::Dns(question) => Some(question),
        Question::Policy { .. } | Question::Mail { .. } => None,
    };
    first(domain).into_iter().filter_map(dns).collect()
}

/// What depends on nothing else.
fn first(domain: &Domain) -> Vec<Question> {
    vec![
        Question::dns(&domain.sts_name(), RecordKind::Txt),
        Question::Policy { domain: domain.to_string() },
        Question::dns(domain.as_str(), RecordKind::Mx),
        Question::dns(&domain.policy_host(), RecordKind::A),
        Question::dns(&domain.policy_host(), RecordKind::Aaaa),
        Question::dns(&domain.tls_rpt_name(), RecordKind::Txt),
    ]
}

/// The domain does not exist: nothing further is worth asking.
fn is_gone(domain: &Domain, seen: &Evidence) -> bool {
    seen.dns(domain.as_str(), RecordKind::Mx).is_some_and(|answer| answer.rcode == Rcode::NXDOMAIN)
}

fn addresses(name: &str) -> [Question; 2] {
    [Question::dns(name, RecordKind::A), Question::dns(name, RecordKind::Aaaa)]
}

/// Addresses, TLS and TLSA records of every MX host; of the domain itself where it has no MX (RFC 5321 §5.1); for a null MX, the SPF
/// record, which tells a parked domain.
fn addresses_of_mx(domain: &Domain, seen: &Evidence) -> Vec<Question> {
    let Some(answer) = known(seen, domain.as_str(), RecordKind::Mx) else { return Vec::new() };
    let mut exchanges: Vec<(u16, &str)> = answer.exchanges().filter(|(_, host)| *host != ".").collect();
    exchanges.sort_unstable();
    let mut names = BTreeSet::new();
    let hosts: Vec<&str> = exchanges.into_iter().map(|(_, host)| host).filter(|host| names.insert(*host)).collect();
    let mut questions = Vec::new();
    if answer.records.is_empty() {
        questions.extend(addresses(domain.as_str()));
        let has_address = [RecordKind::A, RecordKind::Aaaa]
            .iter()
            .any(|kind| known(seen, domain.as_str(), *kind).is_some_and(|answer| !answer.records.is_empty()));
        questions.extend(has_address.then(|| mail_server(domain, domain.as_str())).into_iter().flatten());
    } else if hosts.is_empty() {
        questions.push(Question::dns(domain.as_str(), RecordKind::Txt));
    }
    for host in hosts.into_iter().take(MX_LIMIT) {
        questions.extend(addresses(host));
        questions.extend(mail_server(domain, host));
    }
    questions
}

/// What a mail server shows, and what DANE says about it. That the host's addresses are verified by DNSSEC, without which senders
/// do not look for TLSA records (RFC 7672 §2.2), is not waited for: records in vain are worth telling, too.
fn mail_server(domain: &Domain, host: &str) -> [Question; 2] {
    let mail = Question::Mail { domain: domain.to_string(), host: host.to_owned() };
    [mail, Question::dns(&Tlsa::owner_name(host), RecordKind::Tlsa)]
}

/// Where the record may be instead, if none counts.
fn near_sts_record(domain: &Domain, seen: &Evidence) -> Vec<Question> {
    let Some(answer) = known(seen, &domain.sts_name(), RecordKind::Txt) else { return Vec::new() };
    if RecordReading::read(&joined(answer)).outcome != RecordOutcome::None {
        return Vec::new();
    }
    let mut names: Vec<String> = WRONG_STS_PREFIXES.iter().map(|prefix| format!("{prefix}{domain}")).collect();
    names.push(format!("{}.{domain}", domain.sts_name()));
    names.extend(domain.parent().map(|parent| parent.sts_name()));
    if !answer.records.is_empty() || !answer.chain.is_empty() {
        names.push(format!("{PROBE_LABEL}.{domain}"));
    }
    names.iter().map(|name| Question::dns(name, RecordKind::Txt)).collect()
}

/// Where the policy host would lead to if it were delegated like the record.
fn other_half(domain: &Domain, seen: &Evidence) -> Vec<Question> {
    let record = known(seen, &domain.sts_name(), RecordKind::Txt);
    let target = record.and_then(|answer| answer.chain.last()).filter(|target| !ends_with(target, domain.as_str()));
    let host = known(seen, &domain.policy_host(), RecordKind::A);
    let own_host = host.is_some_and(|answer| answer.chain.is_empty());
    let other = target.filter(|_| own_host).and_then(|target| delegation::host_half(target));
    other.map(|name| addresses(&name).into()).unwrap_or_default()
}

/// Where the reporting record may be instead, if none counts although MTA-STS is in use.
fn near_tls_rpt_record(domain: &Domain, seen: &Evidence) -> Vec<Question> {
    let record = |name: &str| known(seen, name, RecordKind::Txt).map(joined);
    let Some(texts) = record(&domain.tls_rpt_name()) else { return Vec::new() };
    let reading = TlsRptReading::read(&texts);
    let in_use = record(&domain.sts_name()).is_some_and(|texts| !RecordReading::read(&texts).candidates.is_empty());
    if !in_use || reading.outcome != RecordOutcome::None || !reading.problems.is_empty() {
        return Vec::new();
    }
    let names = WRONG_TLS_RPT_PREFIXES.iter().map(|prefix| format!("{prefix}{domain}"));
    names.map(|name| Question::dns(&name, RecordKind::Txt)).collect()
}

/// Whether the domains that reports go to receive mail, and the hosts have an address.
fn report_domains(domain: &Domain, seen: &Evidence) -> Vec<Question> {
    let Some(answer) = known(seen, &domain.tls_rpt_name(), RecordKind::Txt) else { return Vec::new() };
    let mut questions = Vec::new();
    for target in report_targets(domain, answer).into_iter().take(RUA_LIMIT) {
        questions.push(Question::dns(&target, RecordKind::Mx));
        if known(seen, &target, RecordKind::Mx).is_some_and(|answer| answer.records.is_empty()) {
            questions.extend(addresses(&target));
        }
    }
    questions.extend(report_hosts(answer).iter().take(RUA_LIMIT).flat_map(|host| addresses(host)));
    questions
}

/// The hosts of `https:` report addresses.
pub(crate) fn report_hosts(answer: &DnsAnswer) -> Vec<String> {
    let reading = TlsRptReading::read(&joined(answer));
    let hosts = reading.rua.iter().filter(|rua| !rua.is_mail()).filter_map(|rua| rua.host().parse::<Domain>().ok());
    let mut hosts: Vec<String> = hosts.map(|host| host.to_string()).collect();
    hosts.sort_unstable();
    hosts.dedup();
    hosts
}

/// The domains of `mailto:` report addresses, the checked domain left out.
pub(crate) fn report_targets(domain: &Domain, answer: &DnsAnswer) -> Vec<String> {
    let reading = TlsRptReading::read(&joined(answer));
    let hosts = reading.rua.iter().filter(|rua| rua.is_mail()).filter_map(|rua| rua.host().parse::<Domain>().ok());
    let mut targets: Vec<String> = hosts.filter(|host| host != domain).map(|host| host.to_string()).collect();
    targets.sort_unstable();
    targets.dedup();
    targets
}

/// An answer whose emptiness means something: neither a failure nor filtered.
fn known<'a>(seen: &'a Evidence, name: &str, kind: RecordKind) -> Option<&'a DnsAnswer> {
    seen.dns(name, kind).filter(|answer| answer.is_conclusive())
}
