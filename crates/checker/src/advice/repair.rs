//! Texts to publish: an STS record with a new id, a repaired policy file, a reporting record, a TLSA record.
//!
//! Our own parser checks each record and policy file that is made here. A text that fails is not offered. CNAME records
//! are exempt, and so are the extension fields that a repaired STS record keeps.

use std::cell::OnceCell;

use evidence::{Timestamp, Tlsa, sorted_names};
use mta_sts::{Domain, Key, Mode, Outcome, PolicyDraft, RecordReading, kept_fields, plain_text, print_record};

use super::{
    policy_draft::{WEEK, complete_draft, patterns_beside, print_policy},
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

/// Adds the text to publish to every finding, as the [`Fix`] of its rule says.
pub(crate) fn add_patches(facts: &Facts<'_>, findings: &mut [Finding]) {
    let policy_file = OnceCell::new();
    let repair = Repair { facts, policy_file: &policy_file };
    for finding in findings {
        finding.patch = repair.patch(finding);
    }
}

/// The repairs of one domain. Many findings share the whole policy file, so it is made only once.
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

    /// Returns the `mx` lines that the policy lacks for these hosts. Returns the whole file if the policy is invalid.
    fn missing_mx(&self, hosts: &[&str]) -> Option<Patch> {
        let policy = self.facts.policy.as_ref()?;
        if !policy.reading.is_valid() {
            return self.policy_file().cloned();
        }
        let whole = &self.policy_file()?.text;
        let listed: Vec<String> = policy.reading.policy.mx.iter().map(|line| line.pattern.to_string()).collect();
        let patterns = sorted_names(hosts.iter().flat_map(|host| patterns_beside(host, &listed)).collect());
        let text: String = patterns.iter().map(|pattern| format!("mx: {pattern}\n")).collect();
        (!text.is_empty()).then(|| Patch { target: Target::PolicyLines, text, whole: Some(whole.clone()) })
    }
}

/// Returns the hosts that a finding is about: all of `hosts` or `names`, or the one in `host`.
fn named_hosts(finding: &Finding) -> Vec<&str> {
    match ["hosts", "names", "host"].into_iter().find_map(|name| finding.args.value(name)) {
        Some(Arg::List(names)) => names.iter().map(String::as_str).collect(),
        Some(Arg::Text(host)) => vec![host],
        _ => Vec::new(),
    }
}

/// Returns an STS record with a new `id` from the time of the check, and the extension fields of the current record.
/// Returns `None` if an operator publishes the record.
fn sts_record(facts: &Facts<'_>) -> Option<Patch> {
    let mut patch = next_record(facts).patch().cloned()?;
    patch.text = record_text(&patch.text, &meant_text(facts).into_iter().collect::<Vec<_>>());
    Some(patch)
}

/// Returns the text that is the STS record, or, if none is, the only one that comes near or has an `id`.
fn meant_text(facts: &Facts<'_>) -> Option<Vec<u8>> {
    let record = facts.record.as_ref()?;
    let near = || record.reading.problems.iter().map(|problem| problem.record);
    let texts = record.texts.as_slice();
    let with_id = || sole((0..texts.len()).filter(|at| has_id(&texts[*at])));
    let at = match *record.reading.candidates {
        [at] => at,
        [] if record.reading.problems.is_empty() => with_id()?,
        [] => sole(near())?,
        _ => return None,
    };
    Some(record.texts.record_text(at).to_vec())
}

/// Returns the only number, however often it occurs.
fn sole(mut numbers: impl Iterator<Item = usize>) -> Option<usize> {
    let first = numbers.next()?;
    numbers.all(|other| other == first).then_some(first)
}

/// Whether a text has an `id` field, as an STS record without its version has. Other words may stand before it.
fn has_id(text: &[u8]) -> bool {
    let is_id = |field: &[u8]| {
        let name = field.split(|octet| *octet == b'=').next().unwrap_or_default();
        let word = name.trim_ascii_end().rsplit(u8::is_ascii_whitespace).next().unwrap_or_default();
        name.len() < field.len() && word.eq_ignore_ascii_case(b"id")
    };
    plain_text(text).split(|octet| *octet == b';').any(is_id)
}

/// Returns a fresh STS record, followed by the extension fields of these texts.
pub(crate) fn record_text(fresh: &str, meant: &[Vec<u8>]) -> String {
    let fields = meant.iter().flat_map(|text| kept_fields(text));
    fields.fold(fresh.to_owned(), |text, field| format!("{text} {field};"))
}

/// Returns the change that gives the record a new `id`, at the name where it is published.
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

/// Returns the CNAME target, if its text is, or was meant to be, the STS record.
fn record_target<'a>(facts: &Facts<'a>) -> Option<&'a str> {
    let record = facts.record.as_ref().filter(|_| facts.record_attempted())?;
    record.answer.chain.last().map(String::as_str)
}

/// Returns an STS record at `_mta-sts`, with an `id` made from the current time.
///
/// The assertion cannot fail, because every time gives a valid `id`. It makes sure that our parser accepts the record.
fn fresh_record(domain: &Domain, now: Timestamp) -> Patch {
    let text = print_record(&now.policy_id());
    assert!(RecordReading::read(&[&text]).outcome == Outcome::Valid, "an id made of a moment is letters and digits");
    Patch { target: Target::Txt { name: domain.sts_name() }, text, whole: None }
}

/// Returns a TLS reporting record with the repaired addresses of the current one, or with a default address.
fn tls_rpt(facts: &Facts<'_>) -> Option<Patch> {
    let text = repaired_tls_rpt(facts)?;
    Some(Patch { target: Target::Txt { name: facts.domain.tls_rpt_name() }, text, whole: None })
}

/// Returns a TLSA record for the key that every address of an MX host presents: DANE-EE(3), the key, SHA-256
/// (RFC 7672 §3.1.1). Returns `None` if the addresses present different keys or no key was seen.
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

/// Returns the CNAME record that the policy host needs, if the STS record is delegated to an operator.
fn host_half(facts: &Facts<'_>) -> Option<Patch> {
    let target = facts.host_half(facts.delegated_record()?)?;
    Some(cname(facts.domain.policy_host(), &target))
}

/// Returns the STS record for a domain that has none. It is a CNAME record if the policy host points to an operator
/// that publishes records too, and a TXT record otherwise.
fn missing_record(facts: &Facts<'_>) -> Patch {
    facts
        .record_half()
        .map_or_else(|| fresh_record(facts.domain, facts.now), |target| cname(facts.domain.sts_name(), target))
}

/// Returns a CNAME record. Without its final dot, a zone file would append its own name (RFC 1035 §5.1).
fn cname(name: String, target: &str) -> Patch {
    Patch { target: Target::Cname { name }, text: format!("{target}."), whole: None }
}

/// Returns everything that a domain without MTA-STS has to publish. The file comes first, then the records
/// (RFC 8461 §8.1).
pub(crate) fn setup_patches(facts: &Facts<'_>) -> Vec<Patch> {
    let mut patches: Vec<Patch> = policy_file(facts).into_iter().collect();
    patches.push(fresh_record(facts.domain, facts.now));
    patches.extend(lacks_tls_rpt(facts).then(|| tls_rpt(facts)).flatten());
    patches
}

/// Returns whether no valid TLSRPT record was seen.
pub(crate) fn lacks_tls_rpt(facts: &Facts<'_>) -> bool {
    facts.tls_rpt.as_ref().is_none_or(|record| record.reading.outcome != Outcome::Valid)
}

/// Returns a patch that replaces the policy file, or `None` if our own parser would object to the file.
fn whole_file(draft: &PolicyDraft) -> Option<Patch> {
    Some(Patch { target: Target::PolicyFile, text: print_policy(draft)?, whole: None })
}

/// Returns the policy file for an orderly removal of MTA-STS (RFC 8461 §8.3): mode none, and a `max_age` of a day.
fn opt_out() -> Option<Patch> {
    whole_file(&PolicyDraft { mode: Some(Mode::None), max_age: Some(86_400), ..PolicyDraft::default() })
}

/// Returns the whole repaired policy file. It keeps what is readable, and adds uncovered MX hosts. Returns `None` if only the
/// author can tell a value. A file without a host that was meant would make senders refuse it.
fn policy_file(facts: &Facts<'_>) -> Option<Patch> {
    let body = facts.policy.as_ref().map(|policy| policy.body).unwrap_or_default();
    let draft = PolicyDraft::salvaged(body);
    let is_open = |key: &Key| *key != Key::Mx || facts.mx_hosts().is_empty();
    if draft.undecided.iter().any(is_open) {
        return None;
    }
    whole_file(&complete_draft(draft, facts))
}

/// Returns the policy file in the next mode: enforce after testing, testing after none. Returns `None` if there is no
/// next mode, or the MX hosts are unknown.
pub(crate) fn next_mode(facts: &Facts<'_>) -> Option<Patch> {
    match facts.policy_mode()? {
        Mode::Testing => in_mode(facts, facts.coverage.as_ref().map(|_| Mode::Enforce)?),
        Mode::None => in_mode(facts, Mode::Testing),
        Mode::Enforce => None,
    }
}

/// Returns the policy file in another mode, with a line for every MX host. A policy in mode none gets a `max_age` of a
/// week instead of its own.
pub(crate) fn in_mode(facts: &Facts<'_>, mode: Mode) -> Option<Patch> {
    let mut draft = PolicyDraft::salvaged(facts.complete_policy()?.body);
    draft.max_age = draft.max_age.filter(|_| draft.mode != Some(Mode::None)).or(Some(WEEK));
    draft.mode = Some(mode);
    whole_file(&complete_draft(draft, facts))
}

/// Returns the policy file for a host that serves none or an oversized one. Keeps readable fields, and drops padding
/// and extension fields. Drops all fields of a file that lists more than [`MX_LIMIT`] patterns.
fn plain_file(facts: &Facts<'_>) -> Option<Patch> {
    let served = facts.host.http().filter(|http| http.status == 200);
    let body = served.map(|http| http.body.as_ref()).unwrap_or_default();
    let kept = PolicyDraft { extensions: Vec::new(), ..PolicyDraft::salvaged(body) };
    let draft = if kept.mx.len() > MX_LIMIT { PolicyDraft::default() } else { kept };
    whole_file(&complete_draft(draft, facts))
}
