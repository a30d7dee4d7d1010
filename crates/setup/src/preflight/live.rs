//! The live state, as a pre-flight compares it.

use checker::{LEAST_TTL, NextRecord, Report, Rule, Severity, Stage, judge};
use evidence::{Answer, DnsAnswer, Evidence, Octets, Outcome, Question, Record, RecordKind, Reply, Via};
use mta_sts::{Domain, Outcome as Grammar, RecordReading, TlsRptReading, print_record};
use planner::{Policy, State, state_from_evidence};

/// What is live.
pub(super) struct Live<'a> {
    pub domain: &'a Domain,
    pub seen: &'a Evidence,
    pub report: Report,
    /// Ids of faults of the policy host, as they would count with a record.
    pub host_faults: Vec<&'static str>,
    /// The state for the arithmetic of waits, if enough was seen.
    pub state: Option<State>,
}

impl<'a> Live<'a> {
    pub(super) fn new(domain: &'a Domain, seen: &'a Evidence) -> Self {
        Self {
            domain,
            seen,
            report: judge(domain, seen),
            host_faults: host_faults(domain, seen),
            state: state_from_evidence(domain, seen, LEAST_TTL).ok(),
        }
    }

    fn texts(&self, name: &str) -> Option<Vec<Vec<u8>>> {
        let answer = self.seen.dns_answer(name, RecordKind::Txt).filter(|answer| answer.is_conclusive())?;
        Some(answer.texts().map(|strings| strings.iter().flat_map(|part| part.0.iter().copied()).collect()).collect())
    }

    /// The STS records; `None` where they were not seen.
    pub(super) fn records(&self) -> Option<(RecordReading, Vec<Vec<u8>>)> {
        let texts = self.texts(&self.domain.sts_name())?;
        Some((RecordReading::read(&texts), texts))
    }

    /// The live text of the only valid reporting record; `None` where there is none, or it was not seen.
    pub(super) fn tls_rpt(&self) -> Option<Vec<u8>> {
        let texts = self.texts(&self.domain.tls_rpt_name())?;
        if TlsRptReading::read(&texts).outcome != Grammar::Valid {
            return None;
        }
        texts.into_iter().find(|text| TlsRptReading::read(&[text]).outcome == Grammar::Valid)
    }

    /// Whether the reporting record's presence or absence was seen.
    pub(super) fn saw_tls_rpt(&self) -> bool {
        self.texts(&self.domain.tls_rpt_name()).is_some()
    }

    /// The operator's name that `_mta-sts` is an alias for.
    pub(super) fn delegated_to(&self) -> Option<&str> {
        match &self.report.next_record {
            NextRecord::Delegated { target, .. } => Some(target),
            NextRecord::Own(_) => None,
        }
    }

    /// Whether the policy host has an address; `None` where neither answer was seen.
    pub(super) fn host_exists(&self) -> Option<bool> {
        let answers = [RecordKind::A, RecordKind::Aaaa]
            .map(|kind| self.seen.dns_answer(&self.domain.policy_host(), kind).filter(|answer| answer.is_conclusive()));
        let has = |answer: &Option<&DnsAnswer>| answer.is_some_and(|answer| answer.addresses().next().is_some());
        if answers.iter().any(has) {
            return Some(true);
        }
        answers.iter().all(Option::is_some).then_some(false)
    }

    /// The served file, if it came with status 200.
    pub(super) fn file(&self) -> Option<&[u8]> {
        let http = self.seen.policy_fetch()?.http.as_ref()?;
        (http.status == 200).then_some(&http.body.0)
    }

    /// Whether it is certain what the policy host serves, or that it serves nothing.
    pub(super) fn saw_file(&self) -> bool {
        self.host_exists() == Some(false) || self.seen.policy_fetch().is_some_and(|fetch| fetch.http.is_some())
    }

    /// The served policy, if senders could read it.
    pub(super) fn policy(&self) -> Option<Policy> {
        Policy::read(self.file()?)
    }

    /// Seconds for which an HTTP cache may serve an old file.
    pub(super) fn cache_delay(&self) -> i64 {
        self.state.as_ref().map_or(0, |state| state.delays.http)
    }

    /// Seconds until every resolver has another record.
    pub(super) fn record_delay(&self) -> i64 {
        self.state.as_ref().map_or(LEAST_TTL, |state| state.delays.dns + state.ttl.txt)
    }
}

/// What a host without the file answers; the file mends it.
const BEFORE_THE_FILE: [&str; 2] = ["policy-http-not-found", "policy-body-is-html"];

/// Faults of the policy host do not count without a record, so they are judged as if there were one.
fn host_faults(domain: &Domain, seen: &Evidence) -> Vec<&'static str> {
    let question = Question::dns(&domain.sts_name(), RecordKind::Txt);
    let mut assumed = seen.clone();
    assumed.history.clear();
    assumed.entries.retain(|entry| entry.question != question);
    let text = print_record(&seen.started.policy_id());
    let answer = DnsAnswer { records: vec![Record::Txt(vec![Octets(text.into_bytes())])], ..DnsAnswer::default() };
    let outcome = Outcome::Answer(Answer::Dns(answer));
    assumed.push(question, Reply { outcome, via: Via::Here, at: seen.started });
    let findings = judge(domain, &assumed).findings;
    let faults = findings.iter().map(|finding| finding.rule);
    let counts = |rule: &&Rule| {
        rule.severity == Severity::Error && rule.stage == Stage::PolicyHost && !BEFORE_THE_FILE.contains(&rule.id)
    };
    faults.filter(counts).map(|rule| rule.id).collect()
}
