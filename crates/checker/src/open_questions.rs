//! The questions still worth asking. Independent questions are asked at once.

use evidence::{Evidence, Question, RecordKind, Tlsa};
use mta_sts::{Domain, MAX_NAME_OCTETS, Outcome as RecordOutcome};

use crate::facts::{
    Facts,
    dane::secure_alias_target,
    delegation,
    mail::MailRouting,
    questions::{MX_LIMIT, PROBE_LABEL, WRONG_STS_PREFIXES, decisive_lookups, first_questions, wrong_tls_rpt_names},
};

/// Maximum number of report domains, and of report hosts, that a check examines.
const RUA_LIMIT: usize = 5;

/// Returns the questions that are still open, in the order in which their answers matter. Empty when all is known.
#[must_use]
pub fn open_questions(domain: &Domain, seen: &Evidence) -> Vec<Question> {
    open_questions_from(&Facts::new(domain, seen))
}

/// Returns the questions that these facts leave open; see [`open_questions`].
pub(crate) fn open_questions_from(facts: &Facts<'_>) -> Vec<Question> {
    let mut further: Vec<Question> = mail_of_parent(facts).into_iter().collect();
    if !facts.is_gone() {
        further.extend(mail_hosts(facts));
        further.extend(near_sts_record(facts));
        further.extend(other_half(facts));
        further.extend(near_tls_rpt_record(facts));
        further.extend(report_domains(facts));
    }
    let mut questions = first_questions(facts.domain);
    questions.extend(further.into_iter().filter(has_room));
    questions.retain(|question| facts.seen.outcome(question).is_none());
    questions
}

/// Returns whether a DNS name is short enough to query (RFC 1035 §2.3.4). A name made of two names may be too long.
fn has_room(question: &Question) -> bool {
    !matches!(question, Question::Dns(dns) if dns.name.len() > MAX_NAME_OCTETS)
}

/// Returns the question for the parent's MX records. A domain without MX records may be the name of a website or
/// server.
fn mail_of_parent(facts: &Facts<'_>) -> Option<Question> {
    facts.conclusive_answer(facts.domain.as_str(), RecordKind::Mx).filter(|answer| answer.records.is_empty())?;
    facts.domain.parent().map(|parent| Question::dns(parent.as_str(), RecordKind::Mx))
}

/// Returns the DNS questions worth asking a second resolver: those the verdict rests on, and those still unanswered.
/// Leaves out questions with two replies or more.
#[must_use]
pub fn second_opinions(domain: &Domain, seen: &Evidence) -> Vec<Question> {
    let decisive = decisive_lookups(domain).into_iter().map(Question::Dns);
    let unanswered = seen.unanswered().map(|(question, _)| question.clone());
    let mut questions: Vec<Question> = Vec::new();
    for question in decisive.chain(unanswered).filter(|question| matches!(question, Question::Dns(_))) {
        if seen.replies(&question).count() < 2 && !questions.contains(&question) {
            questions.push(question);
        }
    }
    questions
}

fn addresses(name: &str) -> [Question; 2] {
    [Question::dns(name, RecordKind::A), Question::dns(name, RecordKind::Aaaa)]
}

/// Returns the questions for addresses, TLS and TLSA records of every MX host. If the domain has no MX record, they are
/// about the domain itself (RFC 5321 §5.1). For a null MX, asks for the SPF record, which identifies a parked domain.
fn mail_hosts(facts: &Facts<'_>) -> Vec<Question> {
    let own = facts.domain.as_str();
    match &facts.mail {
        MailRouting::Hosts { hosts, .. } => {
            let of_host = |name: &str| [addresses(name).to_vec(), mail_server(facts, name)].concat();
            hosts.iter().take(MX_LIMIT).flat_map(|host| of_host(&host.name)).collect()
        }
        MailRouting::Null => vec![Question::dns(own, RecordKind::Txt)],
        MailRouting::Implicit => [addresses(own).to_vec(), mail_server(facts, own)].concat(),
        MailRouting::Unknown | MailRouting::NoAddress if facts.conclusive_answer(own, RecordKind::Mx).is_some() => {
            addresses(own).into()
        }
        MailRouting::Unknown | MailRouting::NoAddress | MailRouting::NoDomain => Vec::new(),
    }
}

/// Returns the questions about a mail server and its TLSA records. Does not wait for DNSSEC validation of the host's
/// addresses. Senders ignore TLSA records without it (RFC 7672 §2.2), but useless records are worth reporting too. For
/// a secure alias, the records at its end take precedence (RFC 7671 §7).
fn mail_server(facts: &Facts<'_>, host: &str) -> Vec<Question> {
    let mail = Question::Mail { domain: facts.domain.to_string(), host: host.to_owned() };
    let names = [Some(host), secure_alias_target(facts, host)];
    let tlsa = names.into_iter().flatten().map(|name| Question::dns(&Tlsa::owner_name(name), RecordKind::Tlsa));
    [mail].into_iter().chain(tlsa).collect()
}

/// Returns look-ups of names where the record may be instead, if no record counts. Also looks up the parent's record.
/// If the answer has records or a CNAME chain, looks up a name that only a wildcard can answer.
fn near_sts_record(facts: &Facts<'_>) -> Vec<Question> {
    let none_counts = facts.record.as_ref().filter(|record| record.reading.outcome == RecordOutcome::None);
    let Some(record) = none_counts else { return Vec::new() };
    let domain = facts.domain;
    let mut names: Vec<String> = WRONG_STS_PREFIXES.iter().map(|prefix| format!("{prefix}{domain}")).collect();
    names.push(format!("{}.{domain}", domain.sts_name()));
    names.extend(domain.parent().map(|parent| parent.sts_name()));
    if !record.answer.records.is_empty() || !record.answer.chain.is_empty() {
        names.push(format!("{PROBE_LABEL}.{domain}"));
    }
    names.iter().map(|name| Question::dns(name, RecordKind::Txt)).collect()
}

/// Returns look-ups of the name that the policy host would point to if it were delegated like the record.
fn other_half(facts: &Facts<'_>) -> Vec<Question> {
    let target = facts.record.as_ref().and_then(|record| record.answer.chain.last());
    let foreign = target.filter(|target| !Domain::is_under(target, facts.domain.as_str()));
    let own_host = facts.host.a.is_some_and(|answer| answer.chain.is_empty());
    let other = foreign.filter(|_| own_host).and_then(|target| delegation::host_half(target));
    other.map(|name| addresses(&name).into()).unwrap_or_default()
}

/// Returns look-ups of names where a misplaced reporting record may be, if MTA-STS is in use and no reporting record
/// counts.
fn near_tls_rpt_record(facts: &Facts<'_>) -> Vec<Question> {
    let in_use = facts.record.as_ref().is_some_and(|record| !record.reading.candidates.is_empty());
    let absent = facts
        .tls_rpt
        .as_ref()
        .is_some_and(|record| record.reading.outcome == RecordOutcome::None && record.reading.problems.is_empty());
    let names = if in_use && absent { wrong_tls_rpt_names(facts.domain) } else { Vec::new() };
    names.iter().map(|name| Question::dns(name, RecordKind::Txt)).collect()
}

/// Returns the questions whether report domains receive mail, and whether report hosts have an address.
fn report_domains(facts: &Facts<'_>) -> Vec<Question> {
    let Some(record) = &facts.tls_rpt else { return Vec::new() };
    let mut questions = Vec::new();
    for target in record.mail_domains(facts.domain).into_iter().take(RUA_LIMIT) {
        questions.push(Question::dns(&target, RecordKind::Mx));
        if facts.conclusive_answer(&target, RecordKind::Mx).is_some_and(|answer| answer.records.is_empty()) {
            questions.extend(addresses(&target));
        }
    }
    questions.extend(record.https_hosts().iter().take(RUA_LIMIT).flat_map(|host| addresses(host)));
    questions
}
