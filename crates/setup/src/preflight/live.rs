//! The live state for the comparisons of a pre-flight.

use checker::{Finding, LEAST_TTL, NextRecord, Report, Retention, Rule, Severity, Stage, judge_without_texts};
use evidence::{Answer, DnsAnswer, Evidence, Outcome, Question, RawBytes, Record, RecordKind, Reply, Timestamp, Via};
use mta_sts::{Domain, PolicyReading, RecordReading, TlsRptReading, print_record};
use planner::{Policy, State, state_from_evidence};

/// The live state.
pub(super) struct Live<'a> {
    pub domain: &'a Domain,
    pub seen: &'a Evidence,
    pub report: Report,
    /// Ids of the policy host's faults, judged as if there were a record.
    pub host_faults: Vec<&'static str>,
    /// Ids of the served file's faults, judged as if there were a record.
    pub file_faults: Vec<&'static str>,
    /// Ids of warnings that not every address of the policy host serves the file.
    pub host_warnings: Vec<&'static str>,
    /// The state for calculating waits, if enough was observed.
    pub state: Option<State>,
}

impl<'a> Live<'a> {
    pub(super) fn new(domain: &'a Domain, seen: &'a Evidence) -> Self {
        let HostFindings { host_faults, file_faults, host_warnings } = host_findings(domain, seen);
        Self {
            domain,
            seen,
            report: judge_without_texts(domain, seen),
            host_faults,
            file_faults,
            host_warnings,
            state: state_from_evidence(domain, seen, LEAST_TTL).ok(),
        }
    }

    fn texts(&self, name: &str) -> Option<Vec<Vec<u8>>> {
        let answer = self.seen.dns_answer(name, RecordKind::Txt).filter(|answer| answer.is_conclusive())?;
        Some(answer.texts().map(|strings| strings.iter().flat_map(|part| part.0.iter().copied()).collect()).collect())
    }

    /// Returns the STS record; `None` if it was not observed.
    pub(super) fn record(&self) -> Option<RecordReading> {
        Some(RecordReading::read(&self.texts(&self.domain.sts_name())?))
    }

    /// Returns the reporting record; `None` if it was not observed.
    pub(super) fn tls_rpt(&self) -> Option<TlsRptReading> {
        Some(TlsRptReading::read(&self.texts(&self.domain.tls_rpt_name())?))
    }

    /// Returns the operator's name behind an alias at `_smtp._tls`.
    pub(super) fn tls_rpt_delegated_to(&self) -> Option<&str> {
        let answer = self.seen.dns_answer(&self.domain.tls_rpt_name(), RecordKind::Txt)?;
        answer.chain.last().map(String::as_str)
    }

    /// Returns the operator's name behind an alias at `_mta-sts`.
    pub(super) fn delegated_to(&self) -> Option<&str> {
        match &self.report.next_record {
            NextRecord::Delegated { target, .. } => Some(target),
            NextRecord::Own(_) => None,
        }
    }

    /// Whether the policy host has an address. `None` if none was seen and a look-up has no conclusive answer.
    pub(super) fn host_exists(&self) -> Option<bool> {
        let answers = [RecordKind::A, RecordKind::Aaaa]
            .map(|kind| self.seen.dns_answer(&self.domain.policy_host(), kind).filter(|answer| answer.is_conclusive()));
        let has = |answer: &Option<&DnsAnswer>| answer.is_some_and(|answer| answer.addresses().next().is_some());
        if answers.iter().any(has) {
            return Some(true);
        }
        answers.iter().all(Option::is_some).then_some(false)
    }

    /// Returns the status of the policy host's answer.
    pub(super) fn status(&self) -> Option<u16> {
        Some(self.seen.policy_fetch()?.http.as_ref()?.status)
    }

    /// Returns the ids of the published STS record's faults.
    pub(super) fn record_faults(&self) -> Vec<&'static str> {
        let is_fault = |rule: &Rule| rule.severity == Severity::Error && rule.stage == Stage::Record;
        rule_ids(&self.report.findings, &is_fault)
    }

    /// Returns the served file, if it came with status 200.
    fn file(&self) -> Option<&[u8]> {
        let http = self.seen.policy_fetch()?.http.as_ref()?;
        (http.status == 200).then_some(&http.body.0)
    }

    /// Whether the file, or its absence, was observed for certain.
    pub(super) fn is_file_observed(&self) -> bool {
        self.host_exists() == Some(false) || self.seen.policy_fetch().is_some_and(|fetch| fetch.http.is_some())
    }

    /// Returns the served policy, if senders can read it.
    pub(super) fn policy(&self) -> Option<Policy> {
        Policy::read(self.file()?)
    }

    /// Whether every sender applies the served policy.
    pub(super) fn is_file_valid(&self) -> bool {
        self.file().is_some_and(|file| PolicyReading::read(file).is_valid())
    }

    /// Returns the time when an HTTP cache fetched the served file. Without a cache, returns the time of the check (RFC 9111
    /// §5.1).
    pub(super) fn file_cached_at(&self) -> Timestamp {
        let http = self.seen.policy_fetch().and_then(|fetch| fetch.http.as_ref());
        let age = http.and_then(|http| http.header("age")).and_then(|age| age.trim().parse::<u32>().ok());
        self.seen.started.plus_seconds(-i64::from(age.unwrap_or_default()))
    }

    /// Returns the seconds for which an HTTP cache may serve an old file.
    pub(super) fn cache_delay(&self) -> i64 {
        self.state.as_ref().map_or(0, |state| state.delays.http)
    }

    /// Returns the seconds until every resolver has the new record.
    pub(super) fn record_delay(&self) -> i64 {
        self.state.as_ref().map_or(LEAST_TTL, |state| state.delays.dns + state.ttl.txt)
    }

    /// Returns the time when the last sender has dropped a policy that is replaced at a given time.
    pub(super) fn dropped_at(&self, replaced: Timestamp, max_age: i64) -> Timestamp {
        let kept = Retention::replaced(replaced.unix_seconds(), max_age, self.cache_delay(), self.record_delay());
        Timestamp::from_unix(kept.ends(0))
    }
}

/// Faults of a host without the file. Publishing the file fixes them.
const FAULTS_WITHOUT_FILE: [&str; 2] = ["policy-http-not-found", "policy-body-is-html"];

/// Warnings that not every address of the policy host serves the file.
const ADDRESS_WARNINGS: [&str; 2] = ["policy-host-ipv6-broken", "policy-differs-by-address"];

/// Ids of findings about the policy host, judged as if there were a record.
struct HostFindings {
    host_faults: Vec<&'static str>,
    file_faults: Vec<&'static str>,
    host_warnings: Vec<&'static str>,
}

/// Returns the faults of the policy host and its file, and warnings about its addresses. They do not count without a record, so
/// the host is judged as if there were one.
fn host_findings(domain: &Domain, seen: &Evidence) -> HostFindings {
    let question = Question::dns(&domain.sts_name(), RecordKind::Txt);
    let mut assumed = seen.clone();
    assumed.history.clear();
    assumed.entries.retain(|entry| entry.question != question);
    let text = print_record(&seen.started.policy_id());
    let answer = DnsAnswer { records: vec![Record::Txt(vec![RawBytes(text.into_bytes())])], ..DnsAnswer::default() };
    let outcome = Outcome::Answer(Answer::Dns(answer));
    assumed.push(question, Reply { outcome, via: Via::Here, at: seen.started });
    let findings = judge_without_texts(domain, &assumed).findings;
    let is_error = |rule: &Rule, stage| rule.severity == Severity::Error && rule.stage == stage;
    let is_without_file = |rule: &Rule| FAULTS_WITHOUT_FILE.contains(&rule.id);
    HostFindings {
        host_faults: rule_ids(&findings, &|rule| is_error(rule, Stage::PolicyHost) && !is_without_file(rule)),
        file_faults: rule_ids(&findings, &|rule| is_error(rule, Stage::Policy) || is_without_file(rule)),
        host_warnings: rule_ids(&findings, &|rule| ADDRESS_WARNINGS.contains(&rule.id)),
    }
}

/// Returns the ids of the rules that count, each once.
fn rule_ids(findings: &[Finding], counts: &dyn Fn(&Rule) -> bool) -> Vec<&'static str> {
    let mut ids: Vec<&'static str> =
        findings.iter().map(|finding| finding.rule).filter(|rule| counts(rule)).map(|rule| rule.id).collect();
    ids.dedup();
    ids
}
