//! Behaviour of real senders, from their published source code or from observation.
//!
//! Lists only documented behaviour, with its source. Versions read: postfix-mta-sts-resolver (early 2025),
//! postfix-tlspol and mox (2026), KumoMTA and mailauth (older), chasquid (2019).

/// A group of senders that treat a fault alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behaviour {
    /// The reaction.
    pub reaction: SenderReaction,
    /// The senders that react this way.
    pub senders: &'static [Sender],
}

/// A sender's reaction to a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SenderReaction {
    /// It ignores the fault.
    Accepts,
    /// It drops the record or the policy.
    Rejects,
    /// It uses the first of several values.
    First,
    /// It uses the last of several values.
    Last,
    /// It reduces the value to the maximum.
    Cuts,
    /// It lets a wildcard match several labels.
    AnyDepth,
    /// It lets a wildcard match only one label.
    OneLabel,
    /// It accepts every successful HTTP status (2xx).
    AnySuccess,
    /// It reports a failure in its TLS reports. Only this reaction comes from observations by others instead of source
    /// code.
    Reports,
}

impl SenderReaction {
    /// Returns the word used in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Accepts => "accepts",
            Self::Rejects => "rejects",
            Self::First => "first",
            Self::Last => "last",
            Self::Cuts => "cuts",
            Self::AnyDepth => "any-depth",
            Self::OneLabel => "one-label",
            Self::AnySuccess => "any-success",
            Self::Reports => "reports",
        }
    }
}

/// A sender whose behaviour is documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sender {
    /// A policy server for Postfix.
    PostfixMtaStsResolver,
    /// A policy server for Postfix.
    PostfixTlspol,
    /// A mail server.
    Mox,
    /// A mail server for bulk senders.
    KumoMta,
    /// A library for mail servers in JavaScript.
    Mailauth,
    /// A mail server.
    Chasquid,
    /// Google's mail service, whose code is not public.
    Gmail,
}

impl Sender {
    /// Returns its name, as administrators know it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PostfixMtaStsResolver => "postfix-mta-sts-resolver",
            Self::PostfixTlspol => "postfix-tlspol",
            Self::Mox => "mox",
            Self::KumoMta => "KumoMTA",
            Self::Mailauth => "mailauth",
            Self::Chasquid => "chasquid",
            Self::Gmail => "Gmail",
        }
    }

    /// Returns the URL of its source code or, for Gmail, of a report about its TLS reports.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::PostfixMtaStsResolver => "https://github.com/Snawoot/postfix-mta-sts-resolver",
            Self::PostfixTlspol => "https://github.com/Zuplu/postfix-tlspol",
            Self::Mox => "https://github.com/mjl-/mox",
            Self::KumoMta => "https://github.com/KumoCorp/kumomta",
            Self::Mailauth => "https://github.com/postalsys/mailauth",
            Self::Chasquid => "https://github.com/albertito/chasquid",
            Self::Gmail => "https://github.com/jklotzsche-msft/PS.MTA-STS/pull/33",
        }
    }
}
