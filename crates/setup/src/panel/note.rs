//! Notes about panels.

use crate::{Entry, Type};

/// A note about a panel. The crate `words` has its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PanelNote {
    /// A proxied name hides the record. Use "DNS only".
    DnsOnly,
    /// A full name gets doubled.
    NameDoubled,
    /// Unquoted blanks split the text into several strings.
    BlanksPartText,
    /// A semicolon outside quotation marks begins a comment.
    SemicolonIsComment,
    /// The serial number must increase.
    RaiseSerial,
    /// The TTL cannot be chosen for a single entry.
    FixedTtl,
    /// Changes are published within two days.
    TwoDays,
    /// Changes are published every 15 minutes.
    QuarterHour,
    /// One entry holds all texts of a name. Edit it with care.
    OneEntryPerName,
    /// Targets with underscores are refused.
    NoUnderscoreInTarget,
    /// An empty name stands for the domain itself.
    EmptyIsDomain,
    /// The panel removes quotation marks itself.
    RemovesQuotes,
}

impl PanelNote {
    /// Every note.
    pub const ALL: [Self; 12] = [
        Self::DnsOnly,
        Self::NameDoubled,
        Self::BlanksPartText,
        Self::SemicolonIsComment,
        Self::RaiseSerial,
        Self::FixedTtl,
        Self::TwoDays,
        Self::QuarterHour,
        Self::OneEntryPerName,
        Self::NoUnderscoreInTarget,
        Self::EmptyIsDomain,
        Self::RemovesQuotes,
    ];

    /// The name used in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::DnsOnly => "dns-only",
            Self::NameDoubled => "name-doubled",
            Self::BlanksPartText => "blanks-part-text",
            Self::SemicolonIsComment => "semicolon-is-comment",
            Self::RaiseSerial => "raise-serial",
            Self::FixedTtl => "fixed-ttl",
            Self::TwoDays => "two-days",
            Self::QuarterHour => "quarter-hour",
            Self::OneEntryPerName => "one-entry-per-name",
            Self::NoUnderscoreInTarget => "no-underscore-in-target",
            Self::EmptyIsDomain => "empty-is-domain",
            Self::RemovesQuotes => "removes-quotes",
        }
    }

    /// Whether the note is about CNAME records alone.
    pub(super) const fn is_about_aliases(self) -> bool {
        matches!(self, Self::DnsOnly | Self::NoUnderscoreInTarget)
    }

    /// Whether a note about CNAME records is true for this entry. Cloudflare's own Pages need the proxy.
    pub(super) fn applies_to(self, entry: &Entry) -> bool {
        let target = entry.value();
        entry.kind() == Type::Cname
            && match self {
                Self::DnsOnly => !target.ends_with(".pages.dev"),
                Self::NoUnderscoreInTarget => !entry.is_known() || target.contains('_'),
                _ => true,
            }
    }

    /// Returns the delay in seconds until every name server shows a change, for notes about delays.
    #[must_use]
    pub const fn delay(self) -> Option<i64> {
        match self {
            Self::TwoDays => Some(172_800),
            Self::QuarterHour => Some(900),
            _ => None,
        }
    }
}
