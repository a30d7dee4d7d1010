//! The worst effect on mail: the banner of the page, the first line of the command line, a row of the history.

use crate::rule::Severity;

/// The worst that happens to mail from any standard sender: one that delivers by SMTP alone (RFC 5321), follows MTA-STS
/// (RFC 8461), or verifies DANE (RFC 7672).
///
/// The verdict says what the MTA-STS policy amounts to. A domain with a policy in force can still lose mail of senders that
/// verify DANE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impact {
    /// [`Severity::Error`]: a standard sender refuses, delays or bounces mail. [`Severity::Warning`]: mail is delivered, but not
    /// as the published policy asks, or not by every sender. [`Severity::Notice`]: mail is delivered as intended, without
    /// protection. [`Severity::Pass`]: mail is protected. `None`: too little was seen to say.
    pub severity: Option<Severity>,
    /// The kind of impact, which the headline is about.
    pub kind: ImpactKind,
    /// The finding behind it: its index in [`Report::findings`](super::Report::findings).
    pub cause: Option<usize>,
}

impl Impact {
    /// The severity as scripts see it: a word of [`Severity::id`], or `unknown`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self.severity {
            Some(severity) => severity.id(),
            None => "unknown",
        }
    }
}

/// The kind of impact that a headline is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImpactKind {
    /// The effect that the verdict says.
    Verdict,
    /// A policy is in force, and something besides does not work for every sender or at every MX host.
    Exception,
    /// Senders that verify DANE must not deliver to an MX host.
    Dane,
    /// Senders that saved an earlier policy must not deliver to an MX host.
    SavedPolicy,
    /// Some senders bounce mail at once, others deliver it.
    Bounces,
    /// Look-ups that decide where and how mail is delivered fail at the domain's name servers.
    LookUp,
}

impl ImpactKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Verdict, Self::Exception, Self::Dane, Self::SavedPolicy, Self::Bounces, Self::LookUp];

    /// The word used in message identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Verdict => "verdict",
            Self::Exception => "exception",
            Self::Dane => "dane",
            Self::SavedPolicy => "saved-policy",
            Self::Bounces => "bounces",
            Self::LookUp => "look-up",
        }
    }
}
