//! What the page shows of TLS reports: plain values that go from where reports are read to where they are shown.

use checker::{Report, TlsState};
use mta_sts::Mode;
use serde::{Deserialize, Serialize};
use tls_report::{Live, LiveMx, LiveTls, Moment, ReportedPolicy};

/// All that is shown of the reports about one domain. Times are seconds since 1970, days are days since then.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Reports that count, about all domains.
    pub reports: usize,
    /// Copies of reports, which do not count.
    pub copies: u64,
    /// The first moment that reports about the domain cover.
    pub first: Option<i64>,
    /// The last moment that they cover.
    pub last: Option<i64>,
    /// Policy domains.
    pub domains: Vec<String>,
    /// The domain on show.
    pub domain: Option<String>,
    /// Whether it is safe to enforce its policy.
    pub answer: Option<Answer>,
    /// Sessions by day, without gaps between the first and the last.
    pub days: Vec<Day>,
    /// Earlier days that are left out.
    pub days_left_out: usize,
    /// Senders, most sessions first.
    pub senders: Vec<Sender>,
    /// Failed sessions by MX host, most first.
    pub hosts: Vec<Count>,
    /// Failed sessions by result type, most first.
    pub results: Vec<Count>,
    /// Sessions by policy type.
    pub policy_types: Vec<Type>,
    /// Failures by kind, host and sender, most sessions first.
    pub groups: Vec<Failure>,
    /// Groups that are left out.
    pub groups_left_out: usize,
    /// Days without a report.
    pub gaps: Vec<Gap>,
    /// What was not read.
    pub skipped: Vec<Skip>,
    /// How much else was not read.
    pub skipped_left_out: usize,
    /// Mails that were read, and how many of them hold no report.
    pub mails: (u64, u64),
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// `yes`, `not-yet` or `unknown`.
    pub enforce: String,
    /// The mode of the policy.
    pub mode: Option<String>,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
    /// Full days under the current policy.
    pub days: i64,
    /// Senders of these.
    pub senders: usize,
    /// Sessions under MTA-STS that succeeded, and that failed.
    pub sessions: (u64, u64),
}

/// A reason with its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Its id.
    pub id: String,
    /// Sessions.
    pub sessions: u64,
    /// Days.
    pub days: i64,
    /// Senders.
    pub senders: Vec<String>,
    /// MX hosts.
    pub hosts: Vec<String>,
    /// Result types.
    pub result_types: Vec<String>,
    /// The last moment.
    pub last: Option<i64>,
}

/// Sessions that began on one UTC day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// The day.
    pub day: i64,
    /// Sessions under MTA-STS that succeeded.
    pub passed: u64,
    /// Sessions under MTA-STS that failed.
    pub failed: u64,
    /// Sessions of senders that applied no policy, so that names were not checked.
    pub unnamed: u64,
    /// Whether any report covers it.
    pub covered: bool,
}

/// What one sender reports.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sender {
    /// Its name, if it tells one.
    pub name: Option<String>,
    /// Sessions under MTA-STS that succeeded.
    pub passed: u64,
    /// Sessions under MTA-STS that failed.
    pub failed: u64,
    /// Sessions without a policy.
    pub unnamed: u64,
    /// UTC days with a report.
    pub days: usize,
    /// The last moment that it reports.
    pub last: Option<i64>,
    /// The policy that it held then.
    pub held: Option<HeldPolicy>,
}

/// A policy that a sender holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeldPolicy {
    /// Whether it is an older one than the policy in force.
    pub is_older: bool,
    /// Its mode.
    pub mode: Option<String>,
    /// Until when the sender may use it without fetching it again.
    pub until: Option<i64>,
}

/// How many sessions have this name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Count {
    /// The name, if there is one.
    pub name: Option<String>,
    /// Sessions.
    pub sessions: u64,
}

/// Sessions under one type of policy. Those of different types may be the same sessions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Type {
    /// `sts`, `tlsa`, `no-policy-found`, or another word.
    pub name: String,
    /// Sessions that succeeded.
    pub passed: u64,
    /// Sessions that failed.
    pub failed: u64,
}

/// Failures of one kind at one host that one sender reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// `result-type`.
    pub result_type: String,
    /// `sts`, `tlsa`, or another word.
    pub policy_type: String,
    /// The MX host.
    pub host: Option<String>,
    /// The sender.
    pub sender: Option<String>,
    /// Id of what it comes from.
    pub cause: String,
    /// Sessions.
    pub sessions: u64,
    /// The first and the last moment.
    pub period: (Option<i64>, Option<i64>),
    /// Reason codes as written.
    pub reasons: Vec<String>,
}

/// Days without a report between two of the same sender.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// The sender.
    pub sender: Option<String>,
    /// The first and the last second.
    pub period: (i64, i64),
    /// How many days.
    pub days: i64,
}

/// Something that was not read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Skip {
    /// The file.
    pub file: String,
    /// The member of it.
    pub member: Option<String>,
    /// Id of the reason.
    pub why: String,
}

/// A check of the domain, as the answer needs it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LiveCheck {
    /// Mode, `mx` patterns and `max_age` of the policy; nothing where none is usable.
    pub policy: Option<(String, Vec<String>, u64)>,
    /// MX hosts: name, whether the policy covers it, and `valid`, `invalid`, `none` or `unseen`.
    pub hosts: Vec<(String, bool, String)>,
    /// When it was done.
    pub at: i64,
}

impl LiveCheck {
    /// What a report of the checker shows.
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
            // Without a policy there is nothing to be listed in; the answer then lacks its mode as well.
            (delivery.mx.clone(), delivery.listed.unwrap_or(true), tls.to_owned())
        };
        Self {
            policy: policy.map(|policy| (policy.mode.id().to_owned(), policy.mx.clone(), policy.max_age)),
            hosts: report.delivery.iter().map(host).collect(),
            at: report.checked_at.unix_seconds(),
        }
    }

    /// The same for the rules of answers.
    #[must_use]
    pub fn live(&self, now: Option<i64>) -> Live {
        let policy = self.policy.as_ref().map(|(mode, mx, max_age)| ReportedPolicy {
            mode: Mode::ALL.into_iter().find(|one| one.id() == mode),
            mx: mx.clone(),
            max_age: Some(*max_age),
        });
        let host = |(host, listed, tls): &(String, bool, String)| LiveMx {
            host: host.clone(),
            listed: *listed,
            tls: match tls.as_str() {
                "valid" => LiveTls::Valid,
                "invalid" => LiveTls::Invalid,
                "none" => LiveTls::None,
                _ => LiveTls::Unseen,
            },
        };
        Live { policy, mx: self.hosts.iter().map(host).collect(), now: now.and_then(Moment::from_unix) }
    }
}
