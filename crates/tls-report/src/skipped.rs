//! Files and members that hold no report that can be read, and why.

use serde::{Serialize, Serializer};

/// Something that was not read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Skipped {
    /// The file's name, as the caller gave it.
    pub file: String,
    /// The member of an archive or mailbox, from the outside to the inside.
    pub member: Option<String>,
    /// Why.
    pub why: SkipReason,
}

macro_rules! reasons {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal,)+) => {
        /// Why something was not read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum SkipReason { $($(#[doc = $doc])+ $name,)+ }

        impl SkipReason {
            /// Every reason.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its name in JSON.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }
        }
    };
}

reasons! {
    /// No byte at all.
    Empty = "empty-file",
    /// The compressed data ends early.
    Truncated = "truncated",
    /// The compressed data is damaged.
    Damaged = "damaged",
    /// The checksum does not fit the data.
    Checksum = "bad-checksum",
    /// A member of the archive is protected by a password.
    Password = "password",
    /// A member of the archive is compressed by a method that is not read.
    Method = "unsupported-compression",
    /// A mail that Outlook saved (`.msg`), a mail folder of it (`.pst`), or `winmail.dat`.
    Outlook = "outlook-file",
    /// A DMARC report.
    Dmarc = "dmarc-report",
    /// The output of `parsedmarc`.
    OtherReader = "output-of-another-reader",
    /// The JSON breaks off or is no JSON.
    BrokenJson = "broken-json",
    /// The JSON ends early.
    CutJson = "cut-json",
    /// JSON that is no TLS report.
    NotAReport = "not-a-report",
    /// Neither JSON nor mail nor archive.
    UnknownContent = "unknown-content",
    /// A mail or mailbox without a report.
    NoReportInMail = "no-report-in-mail",
    /// An archive without a report.
    NoReportInArchive = "no-report-in-archive",
    /// One report or mail is too large.
    ReportLimit = "limit-report-size",
    /// The file unpacks to too much.
    TotalLimit = "limit-total-size",
    /// The file unpacks to far more than honest ones do.
    RatioLimit = "limit-ratio",
    /// Too many members.
    MemberLimit = "limit-members",
    /// Archives or mails nest too deeply.
    DepthLimit = "nested-too-deep",
    /// The JSON has too many objects or values.
    DetailLimit = "limit-details",
    /// A folder has too many files: this one and those after it were not read. For callers that list folders.
    FileLimit = "limit-files",
    /// The file could not be opened; for callers that open files.
    Unreadable = "unreadable",
}

impl Serialize for SkipReason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}
