//! The worst effect on mail. The banner of the page, the first line of the command line and a row of the history show
//! it.

use crate::rule::Severity;

/// The worst effect on mail from any standard sender: one that delivers by SMTP alone (RFC 5321), follows MTA-STS
/// (RFC 8461), or verifies DANE (RFC 7672).
///
/// The verdict only describes the effect of the MTA-STS policy. A domain with a policy in force can still lose mail of
/// senders that verify DANE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impact {
    /// [`Severity::Error`]: a standard sender refuses, delays or bounces mail. [`Severity::Warning`]: mail is
    /// delivered, but not as the published policy asks, or not by every sender. [`Severity::Notice`]: mail is delivered
    /// as intended, without protection. [`Severity::Pass`]: mail is protected. `None`: too little was observed to
    /// decide.
    pub severity: Option<Severity>,
    /// The kind of impact that the headline describes.
    pub kind: ImpactKind,
    /// The index of the finding behind it in [`Report::findings`](super::Report::findings).
    pub cause: Option<usize>,
}

impl Impact {
    /// Returns the severity for scripts: a word of [`Severity::id`], or `unknown`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self.severity {
            Some(severity) => severity.id(),
            None => "unknown",
        }
    }
}

/// The kind of impact that a headline describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImpactKind {
    /// The effect that the verdict describes.
    Verdict,
    /// A policy is in force, but another part does not work for every sender or at every MX host.
    Exception,
    /// Senders that verify DANE must not deliver to an MX host.
    Dane,
    /// Senders that cached an earlier policy must not deliver to an MX host.
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

    /// Returns the word used in message identifiers.
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
