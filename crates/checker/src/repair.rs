//! What to publish: a record with a fresh id, a policy file put right, a reporting record, a TLSA record.
//!
//! Every text made here is read again by our own parser; one that would not pass is not offered.

use std::collections::BTreeSet;

use evidence::{Timestamp, Tlsa};
use mta_sts::{
    Domain, MAX_AGE_LIMIT, Mode, MxPattern, Outcome, PolicyDraft, PolicyProblem, PolicyReading, RecordReading,
    TlsRptReading, kept_fields, print_record, print_tls_rpt, salvaged_addresses,
};

use crate::{
    Case,
    case::{Mail, TlsRptCase},
    coverage::ends_with,
    delegation,
    mail_server::MailServer,
    plan::MX_LIMIT,
    provider_of,
    report::{NextRecord, Patch, Target},
    tlsa::{Usability, usability},
};

/// Seconds that a policy is kept where the file does not say: one week (RFC 8461 §3.2 has "weeks or greater").
const WEEK: u64 = 604_800;

/// An STS record with an `id` made of the present moment; none where somebody else keeps the record.
pub(crate) fn record(case: &Case<'_>) -> Option<Patch> {
    let mut patch = next_record(case).patch().cloned()?;
    let meant = case.record.as_ref().filter(|record| record.reading.candidates.len() == 1);
    let text = meant.map(|record| record.texts.text(record.reading.candidates[0]).to_vec());
    patch.text = record_text(&patch.text, text.as_slice());
    Some(patch)
}

/// An STS record with the further fields of these.
pub(crate) fn record_text(fresh: &str, meant: &[Vec<u8>]) -> String {
    let fields = meant.iter().flat_map(|text| kept_fields(text, "id"));
    fields.fold(fresh.to_owned(), |text, field| format!("{text} {field};"))
}

/// How the record gets another `id`: at the name where it stands.
pub(crate) fn next_record(case: &Case<'_>) -> NextRecord {
    let fresh = fresh_record(case.domain, case.now);
    match record_target(case) {
        None => NextRecord::Own(fresh),
        Some(name) if ends_with(name, case.domain.as_str()) => {
            NextRecord::Own(Patch { target: Target::Txt { name: name.to_owned() }, ..fresh })
        }
        Some(target) => NextRecord::Delegated { target: target.to_owned(), operator: delegation::operator_of(target) },
    }
}

/// Where CNAME records lead to, if what is there is, or was meant to be, the STS record.
fn record_target<'a>(case: &Case<'a>) -> Option<&'a str> {
    let record = case.record.as_ref().filter(|_| case.record_attempted())?;
    record.answer.chain.last().map(String::as_str)
}

/// An STS record at `_mta-sts`, with an `id` made of this moment.
///
/// # Panics
/// Never: the `id` of every moment is a valid one, and the record is read again to make sure of it.
pub(crate) fn fresh_record(domain: &Domain, now: Timestamp) -> Patch {
    let text = print_record(&now.policy_id());
    assert!(RecordReading::read(&[&text]).outcome == Outcome::Valid, "an id made of a moment is letters and digits");
    Patch { target: Target::Txt { name: domain.sts_name() }, text, whole: None }
}

/// A TLS reporting record: the addresses that the present one holds, repaired, or a customary one.
pub(crate) fn tls_rpt(case: &Case<'_>) -> Option<Patch> {
    let meant = case.tls_rpt.as_ref().map(meant_texts).unwrap_or_default();
    let text = tls_rpt_text(case.domain, &meant);
    let sound = TlsRptReading::read(&[&text]).outcome == Outcome::Valid;
    sound.then(|| Patch { target: Target::Txt { name: case.domain.tls_rpt_name() }, text, whole: None })
}

/// A TLS reporting record with the addresses and further fields of these, or with a customary address.
pub(crate) fn tls_rpt_text(domain: &Domain, meant: &[Vec<u8>]) -> String {
    let mut uris = salvaged_addresses(meant);
    if uris.is_empty() {
        uris.push(format!("mailto:tlsrpt@{domain}"));
    }
    let mut text = print_tls_rpt(&uris.join(","));
    for field in meant.iter().flat_map(|text| kept_fields(text, "rua")) {
        text.push_str(&format!(" {field};"));
    }
    text
}

/// A TLSA record for the key that every address of an MX host shows: DANE-EE(3), the key, SHA-256 (RFC 7672 §3.1.1). Where
/// addresses show several keys, or none was seen, there is none.
pub(crate) fn tlsa(server: &MailServer<'_>) -> Option<Patch> {
    let keys: BTreeSet<&str> = server
        .leaves()
        .map(|leaf| leaf.digests.as_ref().map(|digests| digests.key_sha256.as_str()).unwrap_or_default())
        .collect();
    let key = keys.first().filter(|_| keys.len() == 1)?;
    let text = format!("3 1 1 {key}");
    let sound = Tlsa::parse(&text).is_some_and(|record| usability(&record) == Usability::Usable);
    sound.then(|| Patch { target: Target::Tlsa { name: Tlsa::owner_name(&server.name) }, text, whole: None })
}

/// The half of a delegation that is missing, where the record leads to an operator and the policy host does not: only a target
/// that was looked up and has addresses.
pub(crate) fn host_half(case: &Case<'_>, record_target: &str) -> Option<Patch> {
    let target = delegation::host_half(record_target)?;
    let lives = case.addresses(&target).is_some_and(|addresses| !addresses.is_empty());
    lives.then(|| cname(case.domain.policy_host(), &target))
}

/// The record of a domain that has none: the other half of a delegation, where the policy host leads to an operator who keeps
/// records too, else a TXT record.
pub(crate) fn missing_record(case: &Case<'_>) -> Patch {
    let target = case.host.chain().iter().find_map(|target| delegation::record_half(target));
    target.map_or_else(|| fresh_record(case.domain, case.now), |target| cname(case.domain.sts_name(), target))
}

/// With the final dot, without which many a zone file would append its own name (RFC 1035 §5.1).
fn cname(name: String, target: &str) -> Patch {
    Patch { target: Target::Cname { name }, text: format!("{target}."), whole: None }
}

/// All that a domain without MTA-STS has to publish, in the order of RFC 8461 §8.1: the file first, then the record.
pub(crate) fn setup(case: &Case<'_>) -> Vec<Patch> {
    let reports = case.tls_rpt.as_ref().is_none_or(|record| record.reading.outcome != Outcome::Valid);
    let mut patches: Vec<Patch> = policy_file(case).into_iter().collect();
    patches.push(fresh_record(case.domain, case.now));
    patches.extend(reports.then(|| tls_rpt(case)).flatten());
    patches
}

/// The policy file that ends MTA-STS in order (RFC 8461 §8.3): mode none, kept for a day.
pub(crate) fn opt_out() -> Option<Patch> {
    let text = PolicyDraft { mode: Some(Mode::None), max_age: Some(86_400), ..PolicyDraft::default() }.print(WEEK);
    is_sound(&text).then_some(Patch { target: Target::PolicyFile, text, whole: None })
}

/// The records that are, or were meant to be, reporting records: others hold other people's addresses.
fn meant_texts(record: &TlsRptCase<'_>) -> Vec<Vec<u8>> {
    let near = record.reading.problems.iter().map(|problem| problem.record);
    let meant: BTreeSet<usize> = record.reading.candidates.iter().copied().chain(near).collect();
    meant.into_iter().map(|at| record.texts.text(at).to_vec()).collect()
}

/// The whole policy file, put right: what can be made out of it is kept, MX hosts that are not covered are added.
pub(crate) fn policy_file(case: &Case<'_>) -> Option<Patch> {
    let body = case.policy.as_ref().map(|policy| policy.body).unwrap_or_default();
    let text = completed(PolicyDraft::salvaged(body), case).print(WEEK);
    is_sound(&text).then_some(Patch { target: Target::PolicyFile, text, whole: None })
}

/// The lines that the policy lacks for these hosts.
pub(crate) fn missing_mx(case: &Case<'_>, hosts: &[&str]) -> Option<Patch> {
    let policy = case.policy.as_ref()?;
    if !policy.reading.is_valid() {
        return case.mended_policy().cloned();
    }
    let whole = &case.mended_policy()?.text;
    let mut patterns: Vec<String> = hosts.iter().flat_map(|host| patterns_for(host)).collect();
    patterns.sort_unstable();
    patterns.dedup();
    let listed = |pattern: &String| policy.reading.policy.mx.iter().any(|line| line.pattern.to_string() == *pattern);
    patterns.retain(|pattern| !listed(pattern));
    let text: String = patterns.iter().map(|pattern| format!("mx: {pattern}\n")).collect();
    (!text.is_empty()).then(|| Patch { target: Target::PolicyLines, text, whole: Some(whole.clone()) })
}

/// The policy file in the mode that comes next: enforce after testing, testing after none. `None` where there is no mode to
/// follow, or it is not known which MX hosts the file would have to name.
pub(crate) fn next_mode(case: &Case<'_>) -> Option<Patch> {
    match case.mode()? {
        Mode::Testing => in_mode(case, case.coverage.as_ref().map(|_| Mode::Enforce)?),
        Mode::None => in_mode(case, Mode::Testing),
        Mode::Enforce => None,
    }
}

/// The policy file in another mode, with a line for every MX host; what was switched off is kept for a week, not for as long as
/// that took.
pub(crate) fn in_mode(case: &Case<'_>, mode: Mode) -> Option<Patch> {
    let mut draft = PolicyDraft::salvaged(case.complete_policy()?.body);
    draft.max_age = draft.max_age.filter(|_| draft.mode != Some(Mode::None)).or(Some(WEEK));
    draft.mode = Some(mode);
    let text = completed(draft, case).print(WEEK);
    is_sound(&text).then_some(Patch { target: Target::PolicyFile, text, whole: None })
}

/// The policy file of a host that serves none, or far too much: what can be made out of a policy is kept, padding is not.
pub(crate) fn plain_file(case: &Case<'_>) -> Option<Patch> {
    let served = case.host.http().filter(|http| http.status == 200);
    let body = served.map(|http| http.body.as_ref()).unwrap_or_default();
    let kept = PolicyDraft { extensions: Vec::new(), ..PolicyDraft::salvaged(body) };
    let draft = if kept.mx.len() > MX_LIMIT { PolicyDraft::default() } else { kept };
    let text = completed(draft, case).print(WEEK);
    is_sound(&text).then_some(Patch { target: Target::PolicyFile, text, whole: None })
}

fn is_sound(text: &str) -> bool {
    let reading = PolicyReading::read(text.as_bytes());
    let harmless = |kind| matches!(kind, PolicyProblem::Unknown);
    reading.is_valid() && reading.problems.iter().all(|problem| harmless(problem.kind))
}

/// With what the file does not say: mode testing, a week, and every MX host. A domain that refuses all mail gets mode
/// none; one whose MX hosts are not known may end without an `mx` line, and is not offered then.
fn completed(mut draft: PolicyDraft, case: &Case<'_>) -> PolicyDraft {
    let mode = *draft.mode.get_or_insert(Mode::Testing);
    let age = draft.max_age.unwrap_or(if mode == Mode::None { 86_400 } else { WEEK });
    draft.max_age = Some(sensible(age, mode));
    if mode != Mode::None {
        for host in case.mx_hosts() {
            let covers = |pattern: &String| MxPattern::parse(pattern).is_ok_and(|pattern| pattern.matches(&host.name));
            if !draft.mx.iter().any(covers) {
                let added = patterns_for(&host.name).into_iter().filter(|pattern| !draft.mx.contains(pattern));
                draft.mx.extend(added.collect::<Vec<_>>());
            }
        }
        if draft.mx.is_empty() && case.mail == Mail::Null {
            draft.mode = Some(Mode::None);
        }
    }
    draft
}

/// The `mx` patterns to list for an MX host: those of its provider, or its own name.
fn patterns_for(host: &str) -> Vec<String> {
    let parsed = |patterns: Vec<String>| -> Vec<MxPattern> {
        patterns.iter().filter_map(|pattern| MxPattern::parse(pattern).ok()).collect()
    };
    let known = provider_of(host).map(|provider| parsed(provider.patterns_for(host))).unwrap_or_default();
    let covers = known.iter().any(|pattern| pattern.matches(host));
    let patterns = if covers { known } else { parsed(vec![host.to_owned()]) };
    patterns.iter().map(ToString::to_string).collect()
}

/// A `max_age` that does what its author probably wants: days meant as days, at least a day, at most the limit.
fn sensible(age: u64, mode: Mode) -> u64 {
    match age {
        _ if mode == Mode::None && age > WEEK => 86_400,
        _ if mode == Mode::None => age.max(86_400),
        0 => WEEK,
        1..=366 => (age * 86_400).clamp(86_400, MAX_AGE_LIMIT),
        367..86_400 => WEEK,
        _ => age.min(MAX_AGE_LIMIT),
    }
}
