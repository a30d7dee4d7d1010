//! What a check found: a verdict, findings, what a sender would do, and what could not be seen. No language in it.

use evidence::{Blind, Question, Timestamp};
use mta_sts::{Domain, Mode, Span};

use crate::{Provider, Rule, Severity, Stage};

/// The result of judging evidence. Words for it are the crate `words`.
#[derive(Clone, Debug)]
pub struct Report {
    /// The policy domain.
    pub domain: Domain,
    /// When the check began.
    pub checked_at: Timestamp,
    /// The answer in one word.
    pub verdict: Verdict,
    /// The policy that senders apply; `None` where none is usable, and where some senders drop it.
    pub policy: Option<PolicyInForce>,
    /// The mode of a policy that some senders drop and others apply; `None` where senders agree.
    pub tolerated: Option<Mode>,
    /// What a sender does, per MX host, in order of preference.
    pub delivery: Vec<Delivery>,
    /// Whether senders may remember an earlier policy: MTA-STS is in use, or an earlier check saw it.
    pub may_be_remembered: bool,
    /// What was found, the most important first.
    pub findings: Vec<Finding>,
    /// The way of a message: one stop per part of the set-up.
    pub stops: Vec<Stop>,
    /// What could not be seen, and why.
    pub unseen: Vec<Unseen>,
    /// Questions that are still open; the report is provisional while there are any.
    pub open: Vec<Question>,
    /// How the STS record gets another `id` after the policy file was changed: every fix of the file ends with it.
    pub next_record: NextRecord,
    /// All that a domain without MTA-STS has to publish, in order: policy file, STS record, reporting record. Empty
    /// unless the verdict is [`Verdict::Absent`].
    pub setup: Vec<Patch>,
    /// The policy file as it is served, if a sender could apply it: what another file changes can be told by it.
    pub served: Option<String>,
    /// The domain in which mail addresses probably end: the parent, which has MX records, of a name that has none.
    pub mail_parent: Option<Domain>,
}

impl Report {
    /// The findings of one severity.
    pub fn of(&self, severity: Severity) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.rule.severity == severity)
    }

    /// Whether a rule fired.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.findings.iter().any(|finding| finding.rule.id == id)
    }
}

/// The answer in one word.
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
    /// Our side could not see enough to say.
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

    /// The word that scripts see.
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

/// The policy that senders apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyInForce {
    /// The `id` of the STS record.
    pub id: String,
    /// The mode.
    pub mode: Mode,
    /// Seconds that senders keep it.
    pub max_age: u64,
    /// The `mx` patterns as text, in order.
    pub mx: Vec<String>,
}

/// What a sender that honours MTA-STS does with mail for one MX host (RFC 8461 §5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The MX host: lower case, without the final dot.
    pub mx: String,
    /// Its preference; 0 for the implicit MX.
    pub preference: u16,
    /// Who runs it, if its name tells.
    pub provider: Option<&'static Provider>,
    /// Whether an `mx` pattern covers it; `None` if no policy was seen that any sender could apply.
    pub listed: Option<bool>,
    /// Whether senders can connect to it, as far as DNS tells: it is a name, and has a public address or may have one.
    pub reachable: bool,
    /// Whether TLS to it would satisfy a sender.
    pub tls: TlsState,
    /// What the sender does today.
    pub action: Action,
    /// What a sender does that overlooks a fault for which others drop the policy; `None` where senders agree.
    pub lenient: Option<Action>,
    /// The findings that this follows from.
    pub because: Vec<&'static str>,
}

/// Whether TLS to an MX host would satisfy a sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsState {
    /// STARTTLS works and the certificate is valid for the host.
    Valid,
    /// STARTTLS fails or the certificate is not valid.
    Invalid,
    /// STARTTLS is not offered.
    None,
    /// Not seen.
    Unseen,
}

impl TlsState {
    /// The word that scripts see.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::None => "none",
            Self::Unseen => "unseen",
        }
    }
}

/// What a sender does with mail for an MX host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It delivers.
    Deliver,
    /// It must not deliver to this host.
    Refuse,
    /// It delivers and, if it sends TLS reports, reports the failure.
    DeliverAndReport,
    /// It cannot be told from what was seen.
    Unknown,
}

impl Action {
    /// The word that scripts see.
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

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// The names and values that its words need.
    pub args: Args,
    /// Where it is, in the text it was found in.
    pub place: Option<Place>,
    /// More places of the same fault, when there are too many to tell one by one.
    pub further: Vec<Place>,
    /// What to publish.
    pub patch: Option<Patch>,
}

impl Finding {
    /// A finding without arguments, place and patch.
    #[must_use]
    pub const fn of(rule: &'static Rule) -> Self {
        Self { rule, args: Args(Vec::new()), place: None, further: Vec::new(), patch: None }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.0.push((name, value.into()));
        self
    }

    /// Says where it is.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says what to publish, if that is known.
    #[must_use]
    pub fn fix(mut self, patch: impl Into<Option<Patch>>) -> Self {
        self.patch = patch.into();
        self
    }
}

/// The names and values that a sentence needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Args(pub Vec<(&'static str, Arg)>);

impl Args {
    /// The value of an argument.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&Arg> {
        self.0.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

/// One value in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Text, shown as it is but for control characters, which are made visible.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A moment; shown as a date in the reader's fashion.
    Date(Timestamp),
    /// A length of time in seconds; shown in the largest unit that fits.
    Duration(i64),
    /// Several texts; shown as a list.
    List(Vec<String>),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u16> for Arg {
    fn from(number: u16) -> Self {
        Self::Number(number.into())
    }
}

impl From<Timestamp> for Arg {
    fn from(moment: Timestamp) -> Self {
        Self::Date(moment)
    }
}

impl From<Vec<String>> for Arg {
    fn from(texts: Vec<String>) -> Self {
        Self::List(texts)
    }
}

/// Which text a place is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The TXT records at `_mta-sts`.
    Record,
    /// The policy file.
    Policy,
    /// The TXT records at `_smtp._tls`.
    TlsRpt,
}

impl Source {
    /// The word that scripts see.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Policy => "policy",
            Self::TlsRpt => "tlsrpt",
        }
    }
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub source: Source,
    /// Which of several records, from 0.
    pub record: usize,
    /// Octets from its beginning.
    pub span: Span,
    /// Line, from 1.
    pub line: usize,
    /// Column in octets, from 1.
    pub column: usize,
}

/// What to publish: for copying, never translated, and parsed by our own parser before it is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// Where it goes.
    pub target: Target,
    /// What to add or to put there.
    pub text: String,
    /// The whole file with `text` in it, where `text` is an addition.
    pub whole: Option<String>,
}

impl Patch {
    /// The name of the record that it is; the policy file has none.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.target {
            Target::Txt { name } | Target::Tlsa { name } | Target::Cname { name } => name,
            Target::PolicyFile | Target::PolicyLines => "",
        }
    }
}

/// How an STS record gets another `id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextRecord {
    /// This one is published in place of what is there.
    Own(Patch),
    /// CNAME records lead to a name of somebody else, who changes it there: no TXT record can stand beside a CNAME record
    /// (RFC 1034 §3.6.2).
    Delegated {
        /// Where the record is.
        target: String,
        /// Who runs that name, if its ending tells.
        operator: Option<&'static str>,
    },
}

impl NextRecord {
    /// The record to publish; `None` where somebody else does.
    #[must_use]
    pub const fn patch(&self) -> Option<&Patch> {
        match self {
            Self::Own(patch) => Some(patch),
            Self::Delegated { .. } => None,
        }
    }
}

/// Where a patch goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A TXT record at this name replaces what is there.
    Txt {
        /// The name.
        name: String,
    },
    /// A TLSA record at this name, its data in presentation format (RFC 6698 §2.2), beside or in place of what is there.
    Tlsa {
        /// The name.
        name: String,
    },
    /// A CNAME record at this name, in place of what is there; the text is its target.
    Cname {
        /// The name.
        name: String,
    },
    /// The policy file is replaced by the text.
    PolicyFile,
    /// Lines are added to the policy file.
    PolicyLines,
}

/// A part of the set-up that a message passes on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Which part.
    pub part: Part,
    /// How it looks.
    pub state: State,
    /// The most important finding there, for the line of detail.
    pub because: Option<&'static str>,
}

/// The parts that a message passes, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The STS record in DNS.
    Record,
    /// The policy host: address, TLS, HTTP.
    Host,
    /// The policy file.
    Policy,
    /// The MX hosts against the policy.
    Mx,
    /// TLS of the MX hosts.
    Tls,
}

impl Part {
    /// Every part, in order.
    pub const ALL: [Self; 5] = [Self::Record, Self::Host, Self::Policy, Self::Mx, Self::Tls];

    /// The word used in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Host => "host",
            Self::Policy => "policy",
            Self::Mx => "mx",
            Self::Tls => "tls",
        }
    }

    /// The stage of rules that belongs to it.
    #[must_use]
    pub const fn stage(self) -> Stage {
        match self {
            Self::Record => Stage::Record,
            Self::Host => Stage::PolicyHost,
            Self::Policy => Stage::Policy,
            Self::Mx => Stage::Mx,
            Self::Tls => Stage::Tls,
        }
    }
}

/// How a part of the set-up looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Being asked.
    Open,
    /// As it should be.
    Good,
    /// Works, with a warning.
    Care,
    /// Fails.
    Bad,
    /// Could not be seen.
    Unseen,
    /// Not reached, or without meaning for this domain.
    Idle,
}

impl State {
    /// The word used in identifiers and style sheets.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Good => "good",
            Self::Care => "care",
            Self::Bad => "bad",
            Self::Unseen => "unseen",
            Self::Idle => "idle",
        }
    }
}

/// Something that could not be seen, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unseen {
    /// What was asked.
    pub question: Question,
    /// Why there is no answer.
    pub why: Blind,
}
