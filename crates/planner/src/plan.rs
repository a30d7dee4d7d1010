//! A plan: dated steps, the party that does each step, and its topic. Texts are topics with arguments.

use crate::{CachedRecords, Goal, HostTarget, Margins, MxRecord, Policy, State, Timestamp, Waits};

/// A plan: the safe order of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The goal.
    pub goal: Goal,
    /// The start.
    pub start: Timestamp,
    /// How cautious the plan is.
    pub form: PlanVariant,
    /// The waits that the dates were computed from.
    pub waits: Waits,
    /// The margins added to each wait.
    pub margins: Margins,
    /// The live state at the start.
    pub state: State,
    /// Actions and waits, in order of time.
    pub steps: Vec<Step>,
    /// The earliest time at which all steps are done.
    pub ends: Timestamp,
    /// The rollback steps; empty if there is no rollback. Their dates apply to a rollback at [`Self::back_from`]; at
    /// another time, [`Self::back_at`] returns them.
    pub back: Vec<Step>,
    /// The time of the first change that a rollback undoes.
    pub back_from: Option<Timestamp>,
    /// The last time at which a rollback is possible, if that is before the end.
    pub back_until: Option<Timestamp>,
    /// Warnings to read before the plan begins.
    pub warnings: Vec<Warning>,
}

/// How cautious a plan is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlanVariant {
    /// No sender skips an MX host that it sees.
    #[default]
    Safe,
    /// No message is refused; some senders skip a host for a while, or follow later.
    Short,
}

impl PlanVariant {
    /// Returns the word in JSON and on the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Short => "short",
        }
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The earliest time of the step.
    pub at: Timestamp,
    /// The action, or the wait.
    pub action: Change,
    /// The party that does the step.
    pub owner: Owner,
    /// The topic and its arguments.
    pub text: StepText,
}

/// The change that a step makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Serve this policy, or none.
    Policy(Option<Policy>),
    /// Publish this `id` as the TXT record.
    Record(String),
    /// Replace the TXT record with a CNAME record.
    RecordAlias(String),
    /// Delete the TXT record.
    NoRecord,
    /// Publish these MX records and no others.
    Mx(Vec<MxRecord>),
    /// Point the policy host to this target.
    Host(HostTarget),
    /// Delete the policy host from DNS.
    NoHost,
    /// Give records this TTL, in seconds.
    Ttl(CachedRecords, i64),
    /// Wait, and check what the step's topic states.
    WaitFor,
}

/// The party that does a step, by the system that it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The policy host.
    Web,
    /// The zone.
    Dns,
    /// The mail servers.
    Mail,
}

impl Owner {
    /// Every owner.
    pub const ALL: [Self; 3] = [Self::Web, Self::Dns, Self::Mail];

    /// Returns the word in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Dns => "dns",
            Self::Mail => "mail",
        }
    }
}

/// The text of a step: a topic and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepText {
    /// The topic of the step.
    pub topic: Topic,
    /// Names, numbers and times for the text.
    pub args: Vec<(&'static str, Arg)>,
}

/// An argument of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A name or value.
    Text(String),
    /// Several names.
    List(Vec<String>),
    /// Seconds.
    Duration(i64),
    /// A point in time.
    Moment(Timestamp),
}

macro_rules! topics {
    ($($name:ident $id:literal $about:literal)*) => {
        /// The topic of a step. Its id is stable: it names the step in JSON and in calendars.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Topic { $(#[doc = $about] $name),* }

        impl Topic {
            /// Every topic.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Returns the id, in kebab case.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id),* }
            }
        }
    };
}

topics! {
    MendHosts "mend-hosts" "The MX hosts whose TLS senders refuse are mended."
    NewHosts "new-hosts" "The new MX hosts accept mail with valid certificates."
    RemainingHosts "remaining-hosts" "The remaining MX hosts are healthy."
    FileWith "file-with" "The file covers hosts that come."
    FileRepair "file-repair" "The file covers hosts that MX names already."
    FileWithout "file-without" "The file no longer covers hosts that went."
    FileMode "file-mode" "The file has another mode."
    FileMaxAge "file-max-age" "The file has another `max_age`."
    FileNone "file-none" "The file says `mode: none`."
    FileFirst "file-first" "The first file, in mode `testing`."
    FileSame "file-same" "The same file is served at one's own host."
    FileGone "file-gone" "The file and its site are given up."
    FileBack "file-back" "The former file is served again."
    Id "id" "The record has a fresh `id`."
    RecordAlias "record-alias" "The record becomes an alias of the service's."
    RecordGone "record-gone" "The record is deleted."
    AllHaveFile "file" "Everybody has the file."
    AllSeeId "id-seen" "Everybody sees the id."
    Copies "copies" "Nobody holds an old copy."
    CopiesBack "copies-back" "After a rollback, nobody holds a policy of the plan."
    RecordForgotten "record-forgotten" "Nobody sees the record any more."
    FileUnasked "file-unasked" "No sender asks for the file any more."
    MxAdd "mx-add" "A host comes into MX."
    MxFirst "mx-first" "New hosts come first, old ones stay behind."
    MxBehind "mx-behind" "New hosts come behind the old ones."
    MxSwap "mx-swap" "New hosts go before the old ones."
    MxDrop "mx-drop" "Hosts leave MX."
    MxNull "mx-null" "The domain takes no mail."
    MxBack "mx-back" "The former MX records return."
    AllSeeMx "mx" "Everybody sees the MX records."
    AllSeeNullMx "mx-null-seen" "Everybody sees that the domain takes no mail."
    NoSenders "spf-none" "The SPF record says that the domain sends no mail."
    Queue "queue" "No message under way holds the old MX records."
    NewPlace "new-place" "The new policy host serves the same file."
    HostMove "host" "The policy host moves."
    HostPublish "host-publish" "The policy host is in DNS, with a certificate, at a place of the owner's choice."
    HostFirst "host-first" "The policy host comes into DNS."
    HostGone "host-gone" "The policy host leaves DNS."
    HostForgotten "host-forgotten" "No resolver returns the policy host any more."
    HostBack "host-back" "The policy host returns to its former place."
    AllFindHost "host-seen" "Everybody finds the policy host at its new place."
    AllFindNewHost "host-found" "Everybody finds a policy host that was not in DNS before."
    Reporting "reporting" "TLS reports are set up."
    AllSeeReporting "reporting-seen" "Everybody sees the TLSRPT record."
    Ready "ready" "Reports and probes show no failure."
    Testing "testing" "Two weeks in mode `testing`."
    Quiet "quiet" "A quiet time in mode `enforce`."
    TtlLower "ttl-lower" "The TTL of records that will change is lowered."
    TtlLowered "ttl-lowered" "No resolver holds those records for longer than the new TTL after their change."
    Caa "caa" "CAA records allow the CA of a new certificate."
    TlsaBoth "tlsa" "TLSA records name the old key and the new one."
    AllSeeTlsa "tlsa-seen" "No resolver holds TLSA records without the new key."
    MxCertificate "mx-certificate" "An MX host has a new certificate."
    MxCertificateLive "mx-certificate-live" "Every address of an MX host presents the new certificate."
    HostCertificate "host-certificate" "The policy host has a new certificate."
    HostCertificateLive "host-certificate-live" "Every address of the policy host presents the new certificate."
    CertificateBack "certificate-back" "The former certificate returns."
}

/// A warning about a plan, to read before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Warning {
    /// Earlier policies are unknown: only the live policy counts.
    HistoryUnknown,
    /// Some senders refuse mail now, or skip a host: the live policy, or an earlier one, does not cover an MX host.
    RefusedNow,
    /// A cached policy lasts longer than 30 days; only senders that cannot fetch the new file keep it.
    LongMemory,
    /// The live `max_age` is long. The change takes less time if `max_age` is lowered well before.
    LowerMaxAgeFirst,
    /// A `max_age` over 30 days: some senders shorten it.
    MaxAgeLong,
    /// A `max_age` under a day: protection is weak, and some senders raise it.
    MaxAgeShort,
    /// One MX host remains.
    NoBackup,
    /// No policy is in force: only DNS caches matter.
    NoPolicy,
    /// Senders that look up the `id` follow first; others enforce until the last cached policy has expired.
    SendersFollowLater,
    /// The domain must not change hands before the end.
    TransferAfterEnd,
    /// The plan assumes that the policy was observed in `testing` before the start.
    TestFirst,
    /// Every other name that receives mail has its own policy: subdomains, and domains that share the MX hosts.
    OtherNames,
    /// Former MX hosts that still accept mail end the refusals before the policy does.
    FormerHostsHelp,
    /// A certificate that can only be issued after the move leaves a gap; with a short `max_age`, protection ends
    /// during it.
    CertificateBeforeMove,
    /// Senders that enforce the policy refuse an MX host: it was seen without STARTTLS or a valid certificate.
    TlsFault,
}

impl Warning {
    /// Every warning.
    pub const ALL: [Self; 15] = [
        Self::HistoryUnknown,
        Self::RefusedNow,
        Self::LongMemory,
        Self::LowerMaxAgeFirst,
        Self::MaxAgeLong,
        Self::MaxAgeShort,
        Self::NoBackup,
        Self::NoPolicy,
        Self::SendersFollowLater,
        Self::TransferAfterEnd,
        Self::TestFirst,
        Self::OtherNames,
        Self::FormerHostsHelp,
        Self::CertificateBeforeMove,
        Self::TlsFault,
    ];

    /// Returns the id in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::HistoryUnknown => "history-unknown",
            Self::RefusedNow => "refused-now",
            Self::LongMemory => "long-memory",
            Self::LowerMaxAgeFirst => "lower-max-age-first",
            Self::MaxAgeLong => "max-age-long",
            Self::MaxAgeShort => "max-age-short",
            Self::NoBackup => "no-backup",
            Self::NoPolicy => "no-policy",
            Self::SendersFollowLater => "senders-follow-later",
            Self::TransferAfterEnd => "transfer-after-end",
            Self::TestFirst => "test-first",
            Self::OtherNames => "other-names",
            Self::FormerHostsHelp => "former-hosts-help",
            Self::CertificateBeforeMove => "certificate-before-move",
            Self::TlsFault => "tls-fault",
        }
    }
}
