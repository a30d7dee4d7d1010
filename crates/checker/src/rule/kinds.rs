//! Classifications of rules: severity, stage, effect on mail, owner.

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Senders will not apply the policy, or will refuse or delay mail, or reports cannot be sent.
    Error,
    /// Works with some senders only, or will break soon.
    Warning,
    /// Worth knowing; nothing is wrong, or the check could not be completed.
    Notice,
    /// Confirmed good.
    Pass,
}

impl Severity {
    /// Every severity, the worst first.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warning, Self::Notice, Self::Pass];

    /// Returns the severity with this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.id() == id)
    }

    /// Returns the id for scripts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
            Self::Pass => "pass",
        }
    }
}

/// The part of the set-up that a rule checks, in the order of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// The domain and its name servers.
    Dns,
    /// The STS record.
    Record,
    /// The policy host.
    PolicyHost,
    /// The policy file.
    Policy,
    /// The MX hosts, compared with the policy.
    Mx,
    /// TLS of the MX hosts.
    Tls,
    /// The TLS reporting record.
    TlsRpt,
    /// DANE alongside MTA-STS.
    Dane,
    /// How the parts fit together, now and over time.
    Consistency,
}

impl Stage {
    /// Returns the id for scripts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Record => "record",
            Self::PolicyHost => "policy-host",
            Self::Policy => "policy",
            Self::Mx => "mx",
            Self::Tls => "tls",
            Self::TlsRpt => "tlsrpt",
            Self::Dane => "dane",
            Self::Consistency => "consistency",
        }
    }
}

/// The effect of a fault on mail. The words for each, by mode, are in the crate `words`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Senders cannot learn or refresh the policy.
    NoPolicy,
    /// Senders must not deliver to the affected MX host.
    SkipHost,
    /// No MX host is acceptable.
    AllHosts,
    /// No effect.
    Nothing,
    /// Some senders reject the policy, others accept it.
    SomeSenders,
    /// Reports do not arrive.
    NoReports,
    /// The effect is unknown.
    Unknown,
    /// No effect yet, but senders may refuse mail later.
    Risk,
    /// Strict senders drop the policy. For others, the line matches nothing.
    UselessLine,
    /// Mail cannot be delivered, with MTA-STS or without.
    NoMail,
    /// Senders that verify DANE must not deliver to the affected MX host, regardless of MTA-STS (RFC 8461 §2).
    DaneFails,
    /// Described only by the rule's own `why`.
    Own,
}

impl Effect {
    /// Returns the word used in message identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::NoPolicy => "no-policy",
            Self::SkipHost => "skip-host",
            Self::AllHosts => "all-hosts",
            Self::Nothing => "nothing",
            Self::SomeSenders => "some-senders",
            Self::NoReports => "no-reports",
            Self::Unknown => "unknown",
            Self::Risk => "risk",
            Self::UselessLine => "useless-line",
            Self::NoMail => "no-mail",
            Self::DaneFails => "dane-fails",
            Self::Own => "own",
        }
    }
}

/// The owner who can fix a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// The policy file, on the web host.
    PolicyFile,
    /// The web server of the policy host.
    WebHost,
    /// The domain's DNS.
    Dns,
    /// The mail servers.
    MailHost,
    /// No action needed.
    Nobody,
}

impl Owner {
    /// Every owner, in the order of work: file first, then DNS (RFC 8461 §8.1).
    pub const ALL: [Self; 5] = [Self::WebHost, Self::PolicyFile, Self::Dns, Self::MailHost, Self::Nobody];

    /// Returns the word used in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::PolicyFile => "policy-file",
            Self::WebHost => "web-host",
            Self::Dns => "dns",
            Self::MailHost => "mail-host",
            Self::Nobody => "nobody",
        }
    }
}
