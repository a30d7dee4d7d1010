//! Files and members without a readable report, and the reasons.

use serde::{Serialize, Serializer};

use crate::JsonFault;

/// An item that was not read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Skipped {
    /// The file's name, as the caller gave it.
    pub file: String,
    /// The member of an archive or mailbox, outermost first.
    pub member: Option<String>,
    /// The reason.
    pub why: SkipReason,
    /// The place and cause of broken JSON.
    #[serde(flatten)]
    pub fault: Option<JsonFault>,
}

macro_rules! reasons {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal,)+) => {
        /// The reason why an item was not read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum SkipReason { $($(#[doc = $doc])+ $name,)+ }

        impl SkipReason {
            /// Every reason.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Returns the name in JSON.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }
        }
    };
}

reasons! {
    /// The file is empty.
    Empty = "empty-file",
    /// The compressed data ends early.
    Truncated = "truncated",
    /// The compressed data is damaged.
    Damaged = "damaged",
    /// The checksum does not match the data.
    Checksum = "bad-checksum",
    /// A member of the archive is protected by a password.
    Password = "password",
    /// A member of the archive uses an unsupported compression method.
    Method = "unsupported-compression",
    /// Several members of the archive have the same name. Only the last of them was read.
    RepeatedName = "repeated-name",
    /// A message that Outlook saved (`.msg`), its mail folder (`.pst`), or `winmail.dat`.
    Outlook = "outlook-file",
    /// An archive in the format of xz.
    Xz = "xz-archive",
    /// An archive in the format of bzip2.
    Bzip2 = "bzip2-archive",
    /// An archive in the format Zstandard (RFC 8878).
    Zstandard = "zstd-archive",
    /// An archive in the format of 7-Zip.
    SevenZip = "7z-archive",
    /// An archive in the format RAR.
    Rar = "rar-archive",
    /// A DMARC report.
    Dmarc = "dmarc-report",
    /// The output of `parsedmarc`.
    OtherReader = "output-of-another-reader",
    /// The JSON is invalid, or the content is not JSON.
    BrokenJson = "broken-json",
    /// The JSON ends early.
    CutJson = "cut-json",
    /// The JSON is not a TLS report.
    NotAReport = "not-a-report",
    /// Neither JSON nor message nor archive.
    UnknownContent = "unknown-content",
    /// A message or mailbox without a report.
    NoReportInMail = "no-report-in-mail",
    /// An archive without a report.
    NoReportInArchive = "no-report-in-archive",
    /// One report or message is too large.
    ReportLimit = "limit-report-size",
    /// The file unpacks to too much.
    TotalLimit = "limit-total-size",
    /// The file unpacks to far more than real reports do.
    RatioLimit = "limit-ratio",
    /// Too many members.
    MemberLimit = "limit-members",
    /// Archives or messages nest too deeply.
    DepthLimit = "nested-too-deep",
    /// The JSON has too many objects or values.
    DetailLimit = "limit-details",
    /// A folder has too many files: this one and the following ones were not read. For callers that list folders.
    FileLimit = "limit-files",
    /// The file could not be opened. For callers that open files.
    Unreadable = "unreadable",
}

impl Serialize for SkipReason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}
