//! Reports as text for storage: the report as read, without its original file. Reading such a text returns the same
//! report.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::{
    Failure, FileMember, Note, NoteId, PolicyEntry, PolicyType, Report, ReportTime, ResultType,
    policy_string::ReportedPolicy,
};

/// The version of the format. A later format has another number.
const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
struct StoredReport {
    format: u32,
    organization: Option<SmolStr>,
    contact: Option<SmolStr>,
    report_id: Option<SmolStr>,
    start: Option<i64>,
    end: Option<i64>,
    recipient: Option<SmolStr>,
    policies: Vec<StoredEntry>,
    notes: Vec<(String, String)>,
    file: SmolStr,
    member: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredEntry {
    policy_type: String,
    domain: Option<SmolStr>,
    guessed_domain: Option<SmolStr>,
    policy_string: Vec<SmolStr>,
    mx: Vec<SmolStr>,
    successful: u64,
    failed: u64,
    failures: Vec<StoredFailure>,
}

#[derive(Serialize, Deserialize)]
struct StoredFailure {
    result_type: String,
    sending_mta_ip: Option<SmolStr>,
    receiving_mx: Option<SmolStr>,
    receiving_ip: Option<SmolStr>,
    helo: Option<SmolStr>,
    count: u64,
    information: Option<SmolStr>,
    reason: Option<SmolStr>,
}

impl Report {
    /// Returns the report as text for storage.
    #[must_use]
    pub fn to_stored(&self) -> String {
        let note = |note: &Note| (note.id.id().to_owned(), note.place.clone());
        let stored = StoredReport {
            format: FORMAT,
            organization: self.organization.clone(),
            contact: self.contact.clone(),
            report_id: self.report_id.clone(),
            start: self.start.map(ReportTime::unix_seconds),
            end: self.end.map(ReportTime::unix_seconds),
            recipient: self.recipient.clone(),
            policies: self.policies.iter().map(StoredEntry::from_entry).collect(),
            notes: self.notes.iter().map(note).collect(),
            file: self.source.file.clone(),
            member: self.source.member.clone(),
        };
        serde_json::to_string(&stored).unwrap_or_default()
    }

    /// Returns the report that a text contains, or `None` if this version cannot read it.
    #[must_use]
    pub fn from_stored(text: &str) -> Option<Self> {
        let stored: StoredReport = serde_json::from_str(text).ok()?;
        let known = |(id, place): (String, String)| {
            let id = NoteId::ALL.iter().copied().find(|note| note.id() == id)?;
            Some(Note { id, place })
        };
        (stored.format == FORMAT).then(|| Self {
            organization: stored.organization,
            contact: stored.contact,
            report_id: stored.report_id,
            start: stored.start.and_then(ReportTime::from_unix),
            end: stored.end.and_then(ReportTime::from_unix),
            recipient: stored.recipient,
            policies: stored.policies.into_iter().map(StoredEntry::entry).collect(),
            notes: stored.notes.into_iter().filter_map(known).collect(),
            source: FileMember { file: stored.file, member: stored.member },
        })
    }
}

impl StoredEntry {
    fn from_entry(entry: &PolicyEntry) -> Self {
        let is_stated = entry.policy_type != PolicyType::Missing;
        Self {
            policy_type: if is_stated { entry.policy_type.id().to_owned() } else { String::new() },
            domain: entry.domain.clone(),
            guessed_domain: entry.guessed_domain.clone(),
            policy_string: entry.policy_string.clone(),
            mx: entry.mx.clone(),
            successful: entry.successful,
            failed: entry.failed,
            failures: entry.failures.iter().map(StoredFailure::from_failure).collect(),
        }
    }

    fn entry(self) -> PolicyEntry {
        let policy_type = PolicyType::from_word(&self.policy_type);
        PolicyEntry {
            policy: ReportedPolicy::from_entry(&policy_type, &self.policy_string),
            policy_type,
            domain: self.domain,
            guessed_domain: self.guessed_domain,
            policy_string: self.policy_string,
            mx: self.mx,
            successful: self.successful,
            failed: self.failed,
            failures: self.failures.into_iter().map(StoredFailure::failure).collect(),
        }
    }
}

impl StoredFailure {
    fn from_failure(failure: &Failure) -> Self {
        let is_stated = failure.result_type != ResultType::Missing;
        Self {
            result_type: if is_stated { failure.result_type.id().to_owned() } else { String::new() },
            sending_mta_ip: failure.sending_mta_ip.clone(),
            receiving_mx: failure.receiving_mx.clone(),
            receiving_ip: failure.receiving_ip.clone(),
            helo: failure.helo.clone(),
            count: failure.count,
            information: failure.information.clone(),
            reason: failure.reason.clone(),
        }
    }

    fn failure(self) -> Failure {
        Failure {
            result_type: ResultType::from_word(&self.result_type),
            sending_mta_ip: self.sending_mta_ip,
            receiving_mx: self.receiving_mx,
            receiving_ip: self.receiving_ip,
            helo: self.helo,
            count: self.count,
            information: self.information,
            reason: self.reason,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Limits, Report, read};

    #[test]
    fn a_stored_report_reads_back_unchanged() {
        let json = br#"{"organization-name":"Sender","report-id":"1","date-range":{"start-datetime":"2026-01-05T00:00:00Z",
            "end-datetime":"2026-01-05T23:59:59Z"},"contact-info":null,"policies":[{"policy":{"policy-type":"sts",
            "policy-domain":"kestrel.test","policy-string":["version: STSv1","mode: testing","mx: mx1.kestrel.test","max_age: 86400"]},
            "summary":{"total-successful-session-count":"5","total-failure-session-count":3},"failure-details":[
            {"result-type":"Odd-Word","failed-session-count":2,"failure-reason-code":"x"},{"failed-session-count":1}]},
            {"policy":{},"summary":{}}]}"#;
        let reports = read("a.json", json, &Limits::default()).reports;
        assert_eq!(reports.len(), 1);
        for report in reports {
            assert!(report.policies[0].policy.is_some());
            assert_eq!(Report::from_stored(&report.to_stored()), Some(report));
        }
    }

    #[test]
    fn an_invalid_stored_report_is_none() {
        for text in ["", "{}", "null", r#"{"format":2}"#] {
            assert_eq!(Report::from_stored(text), None, "{text}");
        }
    }
}
