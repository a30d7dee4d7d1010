//! What a check of a pre-flight finds, and the part that it is about.

/// The part that a check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The TLS reporting record.
    TlsRpt,
    /// The policy host: address and certificate.
    PolicyHost,
    /// The policy file.
    PolicyFile,
    /// The MX hosts.
    Mx,
    /// The mode.
    Mode,
    /// Policies that senders remember.
    Cached,
    /// The STS record.
    Record,
}

impl Part {
    /// The word in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::TlsRpt => "tlsrpt",
            Self::PolicyHost => "policy-host",
            Self::PolicyFile => "policy-file",
            Self::Mx => "mx",
            Self::Mode => "mode",
            Self::Cached => "cached",
            Self::Record => "record",
        }
    }
}

/// Declares the causes: variant, part and id.
macro_rules! causes {
    ($($(#[$doc:meta])* $name:ident: $part:ident = $id:literal,)+) => {
        /// What a check found.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Cause { $($(#[$doc])* $name,)+ }

        impl Cause {
            /// Every cause.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The word in identifiers.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// The part that it is about.
            #[must_use]
            pub const fn part(self) -> Part {
                match self { $(Self::$name => Part::$part,)+ }
            }
        }
    };
}

causes! {
    /// The planned reporting record is not valid.
    TlsRptInvalid: TlsRpt = "tlsrpt-invalid",
    /// A reporting record with the planned addresses is live.
    TlsRptLive: TlsRpt = "tlsrpt-live",
    /// No reporting record is published yet.
    TlsRptNotLive: TlsRpt = "tlsrpt-not-live",
    /// Another reporting record is live: replace it, add none.
    TlsRptReplaces: TlsRpt = "tlsrpt-replaces",
    /// Several reporting records are live: replace them, add none.
    TlsRptSeveral: TlsRpt = "tlsrpt-several",
    /// The name of the reporting record is an alias to an operator's record.
    TlsRptDelegated: TlsRpt = "tlsrpt-delegated",
    /// The reporting record was not seen.
    TlsRptUnseen: TlsRpt = "tlsrpt-unseen",
    /// No reporting record is live or planned, and mode enforce is.
    TlsRptAbsent: TlsRpt = "tlsrpt-absent",
    /// The policy host has no address yet.
    HostAbsent: PolicyHost = "host-absent",
    /// The policy host leads to something else than planned, which has a fault: a wildcard or an old record.
    HostElsewhere: PolicyHost = "host-elsewhere",
    /// The policy host leads to something else than planned, without a fault: to a proxy, a wildcard or an old record.
    HostProxied: PolicyHost = "host-proxied",
    /// The certificate of the policy host is not the right one yet.
    HostCertificate: PolicyHost = "host-certificate",
    /// The policy host has another fault.
    HostFault: PolicyHost = "host-fault",
    /// Not every address of the policy host serves the file.
    HostAddresses: PolicyHost = "host-addresses",
    /// The policy host could not be looked at.
    HostUnseen: PolicyHost = "host-unseen",
    /// CAA records keep the host's authorities from issuing its certificate.
    CaaForbids: PolicyHost = "caa-forbids",
    /// CAA records keep every authority from issuing it.
    CaaNobody: PolicyHost = "caa-nobody",
    /// CAA records let only these authorities issue it.
    CaaLimits: PolicyHost = "caa-limits",
    /// The CAA records were not seen.
    CaaUnseen: PolicyHost = "caa-unseen",
    /// The planned policy is not valid.
    PolicyInvalid: PolicyFile = "policy-invalid",
    /// The policy host serves the planned policy.
    FileLive: PolicyFile = "file-live",
    /// The policy host serves another policy.
    FileOther: PolicyFile = "file-other",
    /// An HTTP cache may serve the old file for a while.
    FileCached: PolicyFile = "file-cached",
    /// No policy is served yet.
    FileAbsent: PolicyFile = "file-absent",
    /// A record is planned, but no file is live or planned.
    FileMissing: PolicyFile = "file-missing",
    /// Every MX host is covered and shows a valid certificate at every address.
    MxReady: Mx = "mx-ready",
    /// The planned policy does not cover these MX hosts.
    MxNotCovered: Mx = "mx-not-covered",
    /// The planned policy names hosts that are not in DNS.
    MxNotInDns: Mx = "mx-not-in-dns",
    /// These MX hosts do not show a valid certificate at every address.
    MxCertificate: Mx = "mx-certificate",
    /// TLS of these MX hosts was not seen at every address.
    MxUnseen: Mx = "mx-unseen",
    /// The MX records were not seen.
    MxUnknown: Mx = "mx-unknown",
    /// Mode enforce is planned, and nothing was tested before.
    EnforceFirst: Mode = "enforce-first",
    /// Senders enforce the live policy, and mode none is planned.
    ModeNone: Mode = "mode-none",
    /// Senders enforce the live policy, and mode testing or a lower `max_age` is planned.
    ModeLowered: Mode = "mode-lowered",
    /// Senders may remember an enforced policy that does not cover these hosts.
    CachedPolicy: Cached = "cached-policy",
    /// The planned record is not valid.
    RecordInvalid: Record = "record-invalid",
    /// A record with the planned id is live.
    RecordLive: Record = "record-live",
    /// No record is published yet: it comes last.
    RecordAbsent: Record = "record-absent",
    /// Another id is live, and the file changes: the planned record replaces it after the file.
    RecordReplaces: Record = "record-replaces",
    /// Another id is live for the same file: nothing needs publishing.
    RecordNeedless: Record = "record-needless",
    /// The id is live already, for another file.
    IdUsed: Record = "id-used",
    /// The name is an alias to an operator's record.
    RecordDelegated: Record = "record-delegated",
    /// Several records are live: replace them, add none.
    RecordSeveral: Record = "record-several",
    /// The record was not seen.
    RecordUnseen: Record = "record-unseen",
}
