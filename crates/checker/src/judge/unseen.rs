//! Facts that our side could not observe, with the reason. They are never a fault of the domain.

use evidence::{Answer, DnsQuestion, Entry, Interruption, Outcome, Question, Rcode, RecordKind, Unobserved};

use crate::{
    facts::Facts,
    report::Unseen,
    rule::{Arg, Finding},
    rules::{MX_DIALOGUE_BROKEN_OFF, MX_GREETING_REJECTED},
};

/// Returns everything unobserved: questions without an answer, inconclusive answers, and failures of the proxy.
pub(super) fn unseen_questions(facts: &Facts<'_>, findings: &[Finding]) -> Vec<Unseen> {
    let unobserved = facts.seen.unanswered().filter(|(question, _)| !is_in_vain(facts, question));
    let unobserved = unobserved.map(|(question, why)| Unseen::new(question.clone(), why.clone()));
    let inconclusive = facts.seen.entries.iter().filter_map(|entry| inconclusive_answer(facts, entry));
    unobserved.chain(inconclusive).chain(blind_observation(facts)).chain(blind_dialogues(facts, findings)).collect()
}

/// Returns whether DNS alone shows that this mail server is unreachable, so that there is nothing to probe.
pub(super) fn is_in_vain(facts: &Facts<'_>, question: &Question) -> bool {
    matches!(question, Question::Mail { host, .. } if facts.is_unreachable(host))
}

/// Returns an answer that is neither conclusive nor explained by a finding. The resolver refused it, or forged it.
fn inconclusive_answer(facts: &Facts<'_>, entry: &Entry) -> Option<Unseen> {
    let (Question::Dns(question), Outcome::Answer(Answer::Dns(answer))) = (&entry.question, &entry.reply.outcome)
    else {
        return None;
    };
    let failed = answer.rcode == Rcode::SERVFAIL && !facts.host.does_without(question) && !is_untold(facts, question);
    let explained = failed || answer.has_extended_error(&[15, 16, 17, 18]);
    let inconclusive = !answer.is_conclusive() && !explained && facts.seen.is_effective(entry);
    inconclusive.then(|| Unseen::new(entry.question.clone(), Unobserved::Refused { detail: answer.rcode.mnemonic() }))
}

/// Returns whether no finding reports that name servers fail for this name. Those of a mail server may belong to
/// another operator, and those of the policy host answered the proxy. Returns false if the answer for the other address
/// family is known, because that is enough.
fn is_untold(facts: &Facts<'_>, question: &DnsQuestion) -> bool {
    let is_mx_host = || facts.mx_hosts().iter().any(|host| host.name == question.name);
    let has_none =
        matches!(question.kind, RecordKind::A | RecordKind::Aaaa) && facts.known_addresses(&question.name).is_none();
    has_none && (is_mx_host() || (question.name == facts.host.name && facts.host.was_found_by(question.kind)))
}

/// Returns the question about the policy, if the proxy replied but could not observe the policy host.
fn blind_observation(facts: &Facts<'_>) -> Option<Unseen> {
    let observation = facts.host.observation.filter(|_| facts.host.proxy_failed() && !facts.host.has_no_address())?;
    let detail = match &observation.interruption {
        Some(Interruption::LookupFailed { detail }) => detail.clone(),
        Some(Interruption::NotConnected) => "no route to this address family".into(),
        _ if facts.host.speaks_only_http2() => "the server speaks HTTP/2 only, and this checker HTTP/1.1".into(),
        _ => "the look-up of the policy host did not succeed there".into(),
    };
    Some(Unseen::new(Question::Policy { domain: facts.domain.to_string() }, Unobserved::Unreachable { detail }))
}

/// Returns the mail servers that the proxy probed, or tried to probe, without seeing their TLS.
fn blind_dialogues(facts: &Facts<'_>, findings: &[Finding]) -> impl Iterator<Item = Unseen> {
    facts.servers.iter().filter_map(|server| {
        let question = Question::Mail { domain: facts.domain.to_string(), host: server.name.clone() };
        let explained_by = findings.iter().find(|finding| tells_what_happened(finding, &server.name)).cloned();
        Some(Unseen { question, why: Unobserved::Unreachable { detail: server.why_unseen()? }, explained_by })
    })
}

/// Returns whether a finding says how the dialogue with this host went.
fn tells_what_happened(finding: &Finding, host: &str) -> bool {
    let is_of_host = matches!(finding.args.value("host"), Some(Arg::Text(name)) if name == host);
    is_of_host && [&MX_GREETING_REJECTED, &MX_DIALOGUE_BROKEN_OFF].contains(&finding.rule)
}
