//! The summary of TLS reports: plain values that can be sent from the worker to the page.

use checker::{Report, TlsState};
use mta_sts::Mode;
use serde::{Deserialize, Serialize};
use tls_report::{JsonFault, Live, LiveMx, LiveTls, ReportTime, ReportedPolicy};

use super::unreadable::UnreadableReports;

/// Summary of the reports about one domain. Times are seconds since 1970, days are days since then.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Number of distinct reports, about all domains.
    pub reports: usize,
    /// Number of copies, which do not count.
    pub copies: u64,
    /// Start of the period that reports about the domain cover.
    pub first: Option<i64>,
    /// End of that period.
    pub last: Option<i64>,
    /// Policy domains in order of their names: if there are too many, those with most reports.
    pub domains: Vec<String>,
    /// Number of further domains that are not listed.
    pub domains_left_out: usize,
    /// The domain on show.
    pub domain: Option<String>,
    /// Answer whether it is safe to enforce its policy.
    pub answer: Option<Answer>,
    /// Sessions by day, without gaps between the first and the last.
    pub days: Vec<Day>,
    /// Number of earlier days that are left out.
    pub days_left_out: usize,
    /// Senders, those with most sessions first.
    pub senders: Vec<Sender>,
    /// Failed sessions by MX host, most first.
    pub hosts: Vec<SessionCount>,
    /// Failed sessions by result type, most first.
    pub results: Vec<SessionCount>,
    /// Sessions by policy type.
    pub policy_types: Vec<PolicyTypeCount>,
    /// Failures by kind, host and sender, those with most sessions first.
    pub failures: Vec<Failure>,
    /// Number of failures that are left out.
    pub failures_left_out: usize,
    /// Days without a report.
    pub gaps: Vec<Gap>,
    /// Skipped files and members.
    pub skipped: Vec<SkippedFile>,
    /// Number of further skipped ones that are not listed.
    pub skipped_left_out: usize,
    /// Numbers of mails read, and of those without a report.
    pub mails: (u64, u64),
    /// Kept reports that this version of the page cannot read.
    pub unreadable: UnreadableReports,
}

/// Answer whether it is safe to enforce the policy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// One of `yes`, `not-yet` or `unknown`.
    pub enforce: String,
    /// The mode of the policy.
    pub mode: Option<String>,
    /// Reasons, the weightiest first.
    pub reasons: Vec<Reason>,
    /// Number of full days under the current policy.
    pub days: i64,
    /// Number of senders that report these days.
    pub senders: usize,
    /// Numbers of sessions under MTA-STS that succeeded and that failed.
    pub sessions: (u64, u64),
}

/// A reason with its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Id of the reason.
    pub id: String,
    /// Number of sessions.
    pub sessions: u64,
    /// Number of days.
    pub days: i64,
    /// Names of senders.
    pub senders: Vec<String>,
    /// MX hosts.
    pub hosts: Vec<String>,
    /// Result types.
    pub result_types: Vec<String>,
    /// Last time.
    pub last: Option<i64>,
}

/// Sessions that began on one UTC day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// Days since 1970-01-01.
    pub day: i64,
    /// Number of sessions under MTA-STS that succeeded.
    pub passed: u64,
    /// Number of sessions under MTA-STS that failed.
    pub failed: u64,
    /// Number of sessions of senders that applied no policy, so names were not checked.
    pub without_policy: u64,
    /// Whether any report covers the day.
    pub covered: bool,
}

/// Sessions reported by one sender.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sender {
    /// Name of the sender, if reports have one.
    pub name: Option<String>,
    /// Number of sessions under MTA-STS that succeeded.
    pub passed: u64,
    /// Number of sessions under MTA-STS that failed.
    pub failed: u64,
    /// Number of sessions without a policy.
    pub without_policy: u64,
    /// Number of UTC days with a report.
    pub days: usize,
    /// End of its latest report.
    pub last: Option<i64>,
    /// Policy that it held then.
    pub held: Option<HeldPolicy>,
}

/// Policy held by a sender.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeldPolicy {
    /// Whether it is older than the policy in force.
    pub is_older: bool,
    /// Its mode.
    pub mode: Option<String>,
    /// Time until which the sender may use it without fetching it again.
    pub until: Option<i64>,
}

/// Number of sessions by a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionCount {
    /// The name, if there is one.
    pub name: Option<String>,
    /// Number of sessions.
    pub sessions: u64,
}

/// Sessions under one type of policy. The same session may be counted under several types.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PolicyTypeCount {
    /// One of `sts`, `tlsa`, `no-policy-found`, or another word.
    pub name: String,
    /// Number of sessions that succeeded.
    pub passed: u64,
    /// Number of sessions that failed.
    pub failed: u64,
}

/// Failures of one kind at one host, reported by one sender.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// Result type (`result-type`).
    pub result_type: String,
    /// One of `sts`, `tlsa`, or another word.
    pub policy_type: String,
    /// The MX host.
    pub host: Option<String>,
    /// The sender.
    pub sender: Option<String>,
    /// Id of the cause.
    pub cause: String,
    /// Number of sessions.
    pub sessions: u64,
    /// First and last time of the failures.
    pub period: (Option<i64>, Option<i64>),
    /// Reason codes as written.
    pub reasons: Vec<String>,
}

/// Period without a report between two reports of the same sender.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// The sender.
    pub sender: Option<String>,
    /// First and last second.
    pub period: (i64, i64),
    /// Number of days.
    pub days: i64,
}

/// A file or member that was skipped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SkippedFile {
    /// Name of the file.
    pub file: String,
    /// Member of the file, if it is an archive.
    pub member: Option<String>,
    /// Place and cause of broken JSON.
    pub fault: Option<JsonFault>,
    /// Id of the reason.
    pub why: String,
}

/// Facts from a check of the domain that the answer needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LiveCheck {
    /// Mode, `mx` patterns and `max_age` of the policy; `None` if there is no usable one.
    pub policy: Option<(String, Vec<String>, u64)>,
    /// MX hosts: name, whether the policy covers it, and the TLS state `valid`, `invalid`, `none` or `unseen`.
    pub hosts: Vec<(String, bool, String)>,
    /// Time of the check.
    pub at: i64,
}

impl LiveCheck {
    /// Extracts the facts from a report of the checker.
    #[must_use]
    pub fn from_report(report: &Report) -> Self {
        let policy = report.policy.as_ref();
        let host = |delivery: &checker::Delivery| {
            let tls = match delivery.tls {
                TlsState::Valid => "valid",
                TlsState::Invalid => "invalid",
                TlsState::None => "none",
                TlsState::Unseen => "unseen",
            };
            // Without a policy, no host can be uncovered; the answer then lacks its mode as well.
            (delivery.mx.clone(), delivery.listed.unwrap_or(true), tls.to_owned())
        };
        Self {
            policy: policy.map(|policy| (policy.mode.id().to_owned(), policy.mx.clone(), policy.max_age)),
            hosts: report.delivery.iter().map(host).collect(),
            at: report.checked_at.unix_seconds(),
        }
    }

    /// Converts the facts for the rules of answers.
    #[must_use]
    pub fn to_live(&self, now: Option<i64>) -> Live {
        let policy = self.policy.as_ref().map(|(mode, mx, max_age)| ReportedPolicy {
            mode: Mode::ALL.into_iter().find(|one| one.id() == mode),
            mx: mx.iter().map(Into::into).collect(),
            max_age: Some(*max_age),
        });
        let host = |(host, listed, tls): &(String, bool, String)| LiveMx {
            host: host.clone(),
            is_listed: *listed,
            tls: match tls.as_str() {
                "valid" => LiveTls::Valid,
                "invalid" => LiveTls::Invalid,
                "none" => LiveTls::None,
                _ => LiveTls::Unseen,
            },
        };
        Live { policy, mx: self.hosts.iter().map(host).collect(), now: now.and_then(ReportTime::from_unix) }
    }
}
