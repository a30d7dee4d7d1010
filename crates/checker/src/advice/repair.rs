//! Texts to publish: an STS record with a new id, a repaired policy file, a reporting record, a TLSA record.
//!
//! Our own parser reads every text made here; a text that fails is not offered.

use std::cell::OnceCell;

use evidence::{Timestamp, Tlsa, sorted_names};
use mta_sts::{Domain, Mode, Outcome, PolicyDraft, RecordReading, kept_fields, print_record};

use super::{
    policy_draft::{WEEK, complete_draft, patterns_for, print_policy},
    tls_rpt_record::repaired_tls_rpt,
};
use crate::{
    facts::{
        Facts,
        dane::tlsa_name,
        delegation,
        mail_server::MailServer,
        questions::MX_LIMIT,
        tlsa::{Usability, tlsa_usability},
    },
    patch::{NextRecord, Patch, Target},
    rule::{Arg, Finding, Fix},
};

/// Adds to every finding the text that mends it, as its rule says.
pub(crate) fn add_patches(facts: &Facts<'_>, findings: &mut [Finding]) {
    let policy_file = OnceCell::new();
    let repair = Repair { facts, policy_file: &policy_file };
    for finding in findings {
        finding.patch = repair.patch(finding);
    }
}

/// The repairs of one domain. Many findings share the whole policy file, which is made once.
struct Repair<'f, 'a> {
    facts: &'f Facts<'a>,
    policy_file: &'f OnceCell<Option<Patch>>,
}

impl Repair<'_, '_> {
    fn patch(&self, finding: &Finding) -> Option<Patch> {
        let facts = self.facts;
        match finding.rule.fix {
            Fix::Nothing => None,
            Fix::StsRecord => sts_record(facts),
            Fix::MissingStsRecord => Some(missing_record(facts)),
            Fix::PolicyFile => self.policy_file().cloned(),
            Fix::PlainPolicyFile => plain_file(facts),
            Fix::OptOutPolicyFile => opt_out(),
            Fix::MxLines => self.missing_mx(&named_hosts(finding)),
            Fix::TlsRptRecord => tls_rpt(facts),
            Fix::TlsaRecord => named_hosts(finding).first().and_then(|host| tlsa(facts, facts.mail_server(host)?)),
            Fix::DelegatedPolicyHost => host_half(facts),
        }
    }

    fn policy_file(&self) -> Option<&Patch> {
        self.policy_file.get_or_init(|| policy_file(self.facts)).as_ref()
    }

    /// The lines that the policy lacks for these hosts.
    fn missing_mx(&self, hosts: &[&str]) -> Option<Patch> {
        let policy = self.facts.policy.as_ref()?;
        if !policy.reading.is_valid() {
            return self.policy_file().cloned();
        }
        let whole = &self.policy_file()?.text;
        let mut patterns = sorted_names(hosts.iter().flat_map(|host| patterns_for(host)).collect());
        let listed =
            |pattern: &String| policy.reading.policy.mx.iter().any(|line| line.pattern.to_string() == *pattern);
        patterns.retain(|pattern| !listed(pattern));
        let text: String = patterns.iter().map(|pattern| format!("mx: {pattern}\n")).collect();
        (!text.is_empty()).then(|| Patch { target: Target::PolicyLines, text, whole: Some(whole.clone()) })
    }
}

/// The hosts that a finding is about: all of `hosts` or `names`, or the one in `host`.
fn named_hosts(finding: &Finding) -> Vec<&str> {
    match ["hosts", "names", "host"].into_iter().find_map(|name| finding.args.value(name)) {
        Some(Arg::List(names)) => names.iter().map(String::as_str).collect(),
        Some(Arg::Text(host)) => vec![host],
        _ => Vec::new(),
    }
}

/// An STS record with a new `id` from the time of the check and the current extension fields; `None` if a provider keeps the
/// record.
fn sts_record(facts: &Facts<'_>) -> Option<Patch> {
    let mut patch = next_record(facts).patch().cloned()?;
    let meant = facts.record.as_ref().filter(|record| record.reading.candidates.len() == 1);
    let text = meant.map(|record| record.texts.record_text(record.reading.candidates[0]).to_vec());
    patch.text = record_text(&patch.text, text.as_slice());
    Some(patch)
}

/// An STS record with the further fields of these.
pub(crate) fn record_text(fresh: &str, meant: &[Vec<u8>]) -> String {
    let fields = meant.iter().flat_map(|text| kept_fields(text, "id"));
    fields.fold(fresh.to_owned(), |text, field| format!("{text} {field};"))
}

/// How the record gets another `id`: at the name where it stands.
pub(crate) fn next_record(facts: &Facts<'_>) -> NextRecord {
    let fresh = fresh_record(facts.domain, facts.now);
    match record_target(facts) {
        None => NextRecord::Own(fresh),
        Some(name) if Domain::is_under(name, facts.domain.as_str()) => {
            NextRecord::Own(Patch { target: Target::Txt { name: name.to_owned() }, ..fresh })
        }
        Some(target) => NextRecord::Delegated { target: target.to_owned(), operator: delegation::operator_of(target) },
    }
}

/// The CNAME target, if its text is, or was meant to be, the STS record.
fn record_target<'a>(facts: &Facts<'a>) -> Option<&'a str> {
    let record = facts.record.as_ref().filter(|_| facts.record_attempted())?;
    record.answer.chain.last().map(String::as_str)
}

/// An STS record at `_mta-sts`, with an `id` made of this moment.
///
/// # Panics
/// Never: the `id` of every moment is a valid one, and the record is read again to make sure of it.
fn fresh_record(domain: &Domain, now: Timestamp) -> Patch {
    let text = print_record(&now.policy_id());
    assert!(RecordReading::read(&[&text]).outcome == Outcome::Valid, "an id made of a moment is letters and digits");
    Patch { target: Target::Txt { name: domain.sts_name() }, text, whole: None }
}

/// A TLS reporting record with the repaired addresses of the present one, or a customary address.
fn tls_rpt(facts: &Facts<'_>) -> Option<Patch> {
    let text = repaired_tls_rpt(facts)?;
    Some(Patch { target: Target::Txt { name: facts.domain.tls_rpt_name() }, text, whole: None })
}

/// A TLSA record for the key that every address of an MX host shows: DANE-EE(3), the key, SHA-256 (RFC 7672 §3.1.1). `None` if
/// the addresses show several keys or no key was seen.
fn tlsa(facts: &Facts<'_>, server: &MailServer<'_>) -> Option<Patch> {
    let mut keys = server
        .leaf_certificates()
        .map(|leaf| leaf.digests.as_ref().map(|digests| digests.key_sha256.as_str()).unwrap_or_default());
    let key = keys.next()?;
    if keys.any(|other| other != key) {
        return None;
    }
    let text = format!("3 1 1 {key}");
    let sound = Tlsa::parse(&text).is_some_and(|record| tlsa_usability(&record) == Usability::Usable);
    sound.then(|| Patch { target: Target::Tlsa { name: tlsa_name(facts, &server.name) }, text, whole: None })
}

/// The missing half of a delegation, if the record leads to an operator and the policy host does not.
fn host_half(facts: &Facts<'_>) -> Option<Patch> {
    let target = facts.host_half(facts.delegated_record()?)?;
    Some(cname(facts.domain.policy_host(), &target))
}

/// The record of a domain that has none: the other half of a delegation, where the policy host leads to an operator who keeps
/// records too, else a TXT record.
fn missing_record(facts: &Facts<'_>) -> Patch {
    facts
        .record_half()
        .map_or_else(|| fresh_record(facts.domain, facts.now), |target| cname(facts.domain.sts_name(), target))
}

/// Adds the final dot, without which a zone file appends its own name (RFC 1035 §5.1).
fn cname(name: String, target: &str) -> Patch {
    Patch { target: Target::Cname { name }, text: format!("{target}."), whole: None }
}

/// Everything a domain without MTA-STS has to publish, in the order of RFC 8461 §8.1: the file first, then the record.
pub(crate) fn setup_patches(facts: &Facts<'_>) -> Vec<Patch> {
    let mut patches: Vec<Patch> = policy_file(facts).into_iter().collect();
    patches.push(fresh_record(facts.domain, facts.now));
    patches.extend(lacks_tls_rpt(facts).then(|| tls_rpt(facts)).flatten());
    patches
}

/// Whether no valid TLSRPT record was seen.
pub(crate) fn lacks_tls_rpt(facts: &Facts<'_>) -> bool {
    facts.tls_rpt.as_ref().is_none_or(|record| record.reading.outcome != Outcome::Valid)
}

/// A patch that replaces the policy file.
fn whole_file(draft: &PolicyDraft) -> Option<Patch> {
    Some(Patch { target: Target::PolicyFile, text: print_policy(draft)?, whole: None })
}

/// The policy file that ends MTA-STS in order (RFC 8461 §8.3): mode none, kept for a day.
fn opt_out() -> Option<Patch> {
    whole_file(&PolicyDraft { mode: Some(Mode::None), max_age: Some(86_400), ..PolicyDraft::default() })
}

/// The whole repaired policy file: keeps what is readable, and adds uncovered MX hosts.
fn policy_file(facts: &Facts<'_>) -> Option<Patch> {
    let body = facts.policy.as_ref().map(|policy| policy.body).unwrap_or_default();
    whole_file(&complete_draft(PolicyDraft::salvaged(body), facts))
}

/// The policy file in the next mode: enforce after testing, testing after none. `None` if there is no next mode, or the MX hosts
/// are unknown.
pub(crate) fn next_mode(facts: &Facts<'_>) -> Option<Patch> {
    match facts.policy_mode()? {
        Mode::Testing => in_mode(facts, facts.coverage.as_ref().map(|_| Mode::Enforce)?),
        Mode::None => in_mode(facts, Mode::Testing),
        Mode::Enforce => None,
    }
}

/// The policy file in another mode, with a line for every MX host. A policy that was switched off gets a `max_age` of a week
/// instead of its old one.
pub(crate) fn in_mode(facts: &Facts<'_>, mode: Mode) -> Option<Patch> {
    let mut draft = PolicyDraft::salvaged(facts.complete_policy()?.body);
    draft.max_age = draft.max_age.filter(|_| draft.mode != Some(Mode::None)).or(Some(WEEK));
    draft.mode = Some(mode);
    whole_file(&complete_draft(draft, facts))
}

/// The policy file for a host that serves none or an oversized one: keeps readable fields, drops padding.
fn plain_file(facts: &Facts<'_>) -> Option<Patch> {
    let served = facts.host.http().filter(|http| http.status == 200);
    let body = served.map(|http| http.body.as_ref()).unwrap_or_default();
    let kept = PolicyDraft { extensions: Vec::new(), ..PolicyDraft::salvaged(body) };
    let draft = if kept.mx.len() > MX_LIMIT { PolicyDraft::default() } else { kept };
    whole_file(&complete_draft(draft, facts))
}
