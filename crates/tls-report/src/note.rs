//! Notes: deviations of a report from RFC 8460, and other facts that a reader has to know.

use serde::{Serialize, Serializer};

/// One deviation and its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Note {
    /// The kind of deviation.
    pub id: NoteId,
    /// The place: a path in the JSON such as `policies[0].summary`, or a part of the message or file; empty for the
    /// whole report.
    pub place: String,
}

macro_rules! notes {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal,)+) => {
        /// The kind of deviation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum NoteId { $($(#[doc = $doc])+ $name,)+ }

        impl NoteId {
            /// Every note.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Returns the name in JSON.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }
        }
    };
}

notes! {
    /// A byte order mark precedes the JSON (against RFC 8259 §8.1).
    Bom = "bom",
    /// The JSON is in UTF-16 (against RFC 8259 §8.1).
    Utf16 = "utf16",
    /// Some bytes are not UTF-8 and were replaced (against RFC 8259 §8.1).
    NotUtf8 = "not-utf8",
    /// Half a character (a lone surrogate, RFC 8259 §8.2) or a number beyond all computers (§6), such as `NaN`, was
    /// replaced.
    ValueReplaced = "value-replaced",
    /// A comma precedes a closing bracket (against RFC 8259 §4, §5), and is ignored.
    TrailingComma = "trailing-comma",
    /// A number has leading zeros (against RFC 8259 §6), which are ignored.
    LeadingZeros = "leading-zeros",
    /// A text has a line break or another control character without an escape (against RFC 8259 §7).
    ControlCharacter = "control-character",
    /// The name of the file indicates another content.
    WrongName = "wrong-name",
    /// The message has another media type than `application/tlsrpt+json` or `+gzip` (RFC 8460 §6.4, §6.5).
    WrongMediaType = "wrong-media-type",
    /// The message has no `report-type="tlsrpt"` (RFC 8460 §5.3).
    ReportTypeMissing = "report-type-missing",
    /// The Subject of the message has another report id (RFC 8460 §5.3). The one in the report counts.
    SubjectIdDiffers = "subject-id-differs",
    /// The `From` domain of the message does not belong to the report's organisation (RFC 8460 §5.3).
    FromDiffers = "from-differs",
    /// No DKIM signature of the message is from the report's organisation (RFC 8460 §3). Signatures are not verified
    /// here.
    DkimDiffers = "dkim-differs",
    /// One file contains several reports.
    SeveralDocuments = "several-documents",
    /// Other data follows the compressed data.
    TrailingData = "trailing-data",
    /// A member is `null`.
    NullMember = "null-member",
    /// A member is an empty text.
    EmptyStringMember = "empty-string-member",
    /// A member has its name from the grammar (RFC 8460 §4.2) instead of its JSON name.
    KeyAlias = "key-alias",
    /// A member occurs twice in one object; the last one counts.
    RepeatedMember = "repeated-member",
    /// A member is not defined in RFC 8460, and is ignored.
    UnknownMember = "unknown-member",
    /// A member has another type than in RFC 8460, and is ignored.
    WrongType = "wrong-type",
    /// A single object or text replaces a list.
    OneInsteadOfList = "one-instead-of-list",
    /// `organization-name` is missing; the name is derived from the contact or the file name.
    OrganizationMissing = "organization-missing",
    /// `contact-info` is missing or `null`.
    ContactNull = "contact-null",
    /// `report-id` is missing.
    ReportIdMissing = "report-id-missing",
    /// `date-range`, or one end of it, is missing.
    DateMissing = "date-missing",
    /// A date cannot be parsed.
    DateInvalid = "date-invalid",
    /// A date has no zone and is read as UTC.
    DateNoZone = "date-no-zone",
    /// A date has a fraction of a second, which is dropped.
    DateFraction = "date-fraction",
    /// A date has an offset from UTC.
    DateOffset = "date-offset",
    /// A date has no time, and means its whole day.
    DateOnly = "date-only",
    /// The range ends at the following midnight, which adds no further day.
    DateEndExclusive = "date-end-exclusive",
    /// The range is not one full UTC day (RFC 8460 §4.1).
    DateNotUtcDay = "date-not-utc-day",
    /// The range ends before it starts.
    DateReversed = "date-reversed",
    /// `policy` is missing from an entry.
    PolicyMissing = "policy-missing",
    /// `policy-type` is not one of RFC 8460 §4.4.
    PolicyTypeUnknown = "policy-type-unknown",
    /// `policy-domain` is missing.
    PolicyDomainMissing = "policy-domain-missing",
    /// A TLSA entry names the recipient domain rather than the TLSA base domain (RFC 8460 §1.1).
    PolicyDomainIsRecipient = "policy-domain-is-recipient-for-tlsa",
    /// `policy-string` is missing.
    PolicyStringMissing = "policy-string-missing",
    /// `policy-string` is empty.
    PolicyStringEmpty = "policy-string-empty",
    /// `policy-string` is one text rather than a list of lines.
    PolicyStringAsString = "policy-string-as-string",
    /// `policy-string` holds a JSON list inside a text.
    PolicyStringJsonInString = "policy-string-json-in-string",
    /// `mx-host` is missing from an MTA-STS entry.
    MxHostMissing = "mx-host-missing",
    /// `mx-host` is a text rather than a list.
    MxHostAsString = "mx-host-as-string",
    /// `summary`, or a count in it, is missing and taken as 0.
    CountMissing = "count-missing",
    /// A count is written as a text.
    CountAsString = "count-as-string",
    /// A count is negative, a fraction or no number; its entry is left out.
    CountInvalid = "count-invalid",
    /// `failure-details` is `null`.
    DetailsNull = "details-null",
    /// The failure details add up to more than the summary states.
    DetailsExceedTotal = "details-exceed-total",
    /// A failure detail counts no session: the sender only warns.
    ZeroCountDetail = "zero-count-detail",
    /// The same sessions seem to be counted under two policy types.
    SameSessionsTwice = "same-sessions-twice",
    /// `result-type` is missing.
    ResultTypeMissing = "result-type-missing",
    /// `result-type` is not in the registry.
    ResultTypeUnknown = "result-type-unknown",
    /// `result-type` is registered, but written with capitals or white space.
    ResultTypeCase = "result-type-case",
    /// `result-type` does not fit the policy type.
    ResultTypeOdd = "result-type-odd",
    /// An IPv6 address maps an IPv4 address.
    IpV4Mapped = "ip-v4-mapped",
    /// An address is in brackets or has a prefix.
    IpBracketed = "ip-bracketed",
    /// An address has a port.
    IpWithPort = "ip-with-port",
    /// A text is not an IP address.
    IpInvalid = "ip-invalid",
    /// A host name has a final dot.
    NameFinalDot = "name-final-dot",
    /// `receiving-mx-helo` has several lines.
    HeloMultiLine = "helo-multi-line",
    /// `additional-information` is not a text.
    InformationNotText = "information-not-text",
    /// There are more deviations than are listed.
    More = "more",
}

impl Serialize for NoteId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// Maximum number of notes of one report. One last note states that there are more.
pub(crate) const MAX_NOTES: usize = 500;

/// Notes under construction.
#[derive(Debug, Default)]
pub(crate) struct Notes(Vec<Note>);

impl Notes {
    pub(crate) fn add(&mut self, id: NoteId, place: impl FnOnce() -> String) {
        match self.0.len() {
            MAX_NOTES => self.0.push(Note { id: NoteId::More, place: String::new() }),
            length if length < MAX_NOTES => self.0.push(Note { id, place: place() }),
            _ => {}
        }
    }

    /// Returns the notes sorted, each once.
    pub(crate) fn into_sorted(mut self) -> Vec<Note> {
        self.0.sort();
        self.0.dedup();
        self.0
    }
}
