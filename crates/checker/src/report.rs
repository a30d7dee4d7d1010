//! Result of a check: verdict, findings, deliveries and unobserved questions. It contains no language.

mod impact;
mod mail_path;

use evidence::{Question, Timestamp, Unobserved};
use mta_sts::{Domain, Mode};

pub use impact::{Impact, ImpactKind};
pub use mail_path::{PartState, PartStatus, SetupPart};

use crate::{
    facts::{mail_server::TlsState, policy_file::PolicyInForce, provider::Provider},
    patch::{NextRecord, Patch},
    rule::{Finding, Rule, Severity},
};

/// The result of judging evidence. The crate `words` puts it into words.
#[derive(Clone, Debug)]
pub struct Report {
    /// The policy domain.
    pub domain: Domain,
    /// The start of the check.
    pub checked_at: Timestamp,
    /// The result in one word.
    pub verdict: Verdict,
    /// The worst effect on mail from any standard sender.
    pub impact: Impact,
    /// The policy that senders apply. `None` if none is usable, or if some senders drop it.
    pub policy: Option<PolicyInForce>,
    /// The mode of a policy that some senders drop and others apply; `None` if senders agree.
    pub tolerated: Option<Mode>,
    /// The action of a sender, per MX host, in order of preference.
    pub delivery: Vec<Delivery>,
    /// Whether senders may have cached an earlier policy: MTA-STS is in use, or an earlier check saw it.
    pub may_be_remembered: bool,
    /// The findings, most important first.
    pub findings: Vec<Finding>,
    /// The status of each part of the set-up, along the path of a message.
    pub mail_path: Vec<PartStatus>,
    /// The missing observations, with reasons.
    pub unseen: Vec<Unseen>,
    /// Questions that are still open. The report is provisional while there are any.
    pub open: Vec<Question>,
    /// The change that gives the STS record a new `id`. It completes every fix of the policy file.
    pub next_record: NextRecord,
    /// Texts to publish for a domain without MTA-STS, in order: policy file, STS record, reporting record. Empty unless
    /// the verdict is [`Verdict::Absent`].
    pub setup: Vec<Patch>,
    /// Whether no valid TLSRPT record was seen.
    pub lacks_tls_rpt: bool,
    /// Whether the name of the policy host has an address, as far as is known.
    pub policy_host_exists: bool,
    /// The served policy file, if a sender could apply it. It is the baseline for showing the changes of another file.
    pub served: Option<String>,
    /// The probable mail domain: the parent, if it has MX records and this name has none.
    pub mail_parent: Option<Domain>,
}

impl Report {
    /// Returns the findings of one severity.
    pub fn findings_with(&self, severity: Severity) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.rule.severity == severity)
    }

    /// Returns whether only the policy indicates protection: TLS was seen at no MX host.
    #[must_use]
    pub fn is_policy_only(&self) -> bool {
        self.verdict == Verdict::Enforced && self.delivery.iter().all(|row| row.tls == TlsState::Unseen)
    }

    /// Returns the finding that causes the worst effect on mail.
    #[must_use]
    pub fn cause(&self) -> Option<&Finding> {
        self.findings.get(self.impact.cause?)
    }

    /// Returns whether a rule produced a finding.
    #[must_use]
    pub fn has_finding(&self, rule: &Rule) -> bool {
        self.findings.iter().any(|finding| finding.rule == rule)
    }
}

/// The result of a check in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Senders require TLS; every MX host is covered and, as far as seen, passes.
    Enforced,
    /// Mode enforce, and mail to at least one MX host is refused or will be.
    Refusing,
    /// A usable policy in mode testing.
    Testing,
    /// A usable policy in mode none.
    Disabled,
    /// Something is published, but senders ignore it.
    Ineffective,
    /// Neither record nor policy.
    Absent,
    /// The domain does not exist or receives no mail.
    NoMail,
    /// Our side could not observe enough to decide.
    Unknown,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 8] = [
        Self::Enforced,
        Self::Refusing,
        Self::Testing,
        Self::Disabled,
        Self::Ineffective,
        Self::Absent,
        Self::NoMail,
        Self::Unknown,
    ];

    /// Returns the id for scripts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Enforced => "enforced",
            Self::Refusing => "refusing",
            Self::Testing => "testing",
            Self::Disabled => "disabled",
            Self::Ineffective => "ineffective",
            Self::Absent => "absent",
            Self::NoMail => "no-mail",
            Self::Unknown => "unknown",
        }
    }
}

/// The action of a sender that honours MTA-STS with mail for one MX host (RFC 8461 §5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The MX host: lower case, without the final dot.
    pub mx: String,
    /// Its preference; 0 for the implicit MX.
    pub preference: u16,
    /// The provider that runs it, if its name reveals it.
    pub provider: Option<&'static Provider>,
    /// Whether an `mx` pattern covers it; `None` if no policy was seen that any sender could apply.
    pub listed: Option<bool>,
    /// Whether senders can connect to it, as far as DNS shows. It is a name, and has a public address or may have one.
    pub reachable: bool,
    /// Whether TLS to it would satisfy a sender.
    pub tls: TlsState,
    /// Whether TLS at every address that was tried would satisfy a sender with a policy (RFC 8461 §4.2). Unlike in
    /// [`Self::tls`], one good address is not enough, and a certificate that DANE alone accepts does not count.
    pub tls_everywhere: TlsState,
    /// The action of the sender today.
    pub action: Action,
    /// The action of a lenient sender, if other senders drop the policy; `None` if senders agree.
    pub lenient: Option<Action>,
    /// The action of a sender that verifies DANE. It is [`Action::Refuse`] if the TLSA records do not match or cannot
    /// be looked up (RFC 7672 §2), and [`Action::Deliver`] if they match. `None` if DANE decides nothing.
    pub dane: Option<Action>,
    /// Whether a sender with a cached earlier policy must not deliver.
    pub saved_refuses: bool,
    /// The ids of the findings that explain this delivery.
    pub because: Vec<&'static str>,
}

/// The action of a sender with mail for an MX host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It delivers.
    Deliver,
    /// It must not deliver to this host.
    Refuse,
    /// It delivers and, if it sends TLS reports, reports the failure.
    DeliverAndReport,
    /// The evidence does not say.
    Unknown,
}

impl Action {
    /// Returns the id for scripts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Deliver => "deliver",
            Self::Refuse => "refuse",
            Self::DeliverAndReport => "deliver-and-report",
            Self::Unknown => "unknown",
        }
    }
}

/// A question without an observation, and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unseen {
    /// The question.
    pub question: Question,
    /// The reason why there is no answer.
    pub why: Unobserved,
    /// The finding that says what was observed instead.
    pub explained_by: Option<Finding>,
}

impl Unseen {
    /// Creates an entry without a finding that explains it.
    #[must_use]
    pub const fn new(question: Question, why: Unobserved) -> Self {
        Self { question, why, explained_by: None }
    }
}
