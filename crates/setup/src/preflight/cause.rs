//! The causes that pre-flight checks report, and the part that each belongs to.

/// The part of the set-up that a check covers.
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
    /// Policies cached by senders.
    Cached,
    /// The STS record.
    Record,
}

impl Part {
    /// The name used in identifiers.
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

/// The task that continues where a pre-flight stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// The planner of changes.
    Plan,
}

impl Reference {
    /// The name used in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Plan => "plan",
        }
    }
}

impl Cause {
    /// Returns the task that solves this. `None` if its sentence says all there is to do.
    #[must_use]
    pub const fn reference(self) -> Option<Reference> {
        match self {
            Self::ModeNone
            | Self::ModeLowered
            | Self::RemovalEarly
            | Self::HostMoved
            | Self::CachedPolicy
            | Self::RecordDelegated => Some(Reference::Plan),
            _ => None,
        }
    }
}

/// Declares the causes: variant, part and id.
macro_rules! causes {
    ($($(#[$doc:meta])* $name:ident: $part:ident = $id:literal,)+) => {
        /// The result of a check.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Cause { $($(#[$doc])* $name,)+ }

        impl Cause {
            /// Every cause.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The name used in identifiers.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// Returns the part that the cause belongs to.
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
    /// Another reporting record is live. Replace it instead of adding one.
    TlsRptReplaces: TlsRpt = "tlsrpt-replaces",
    /// Several reporting records are live. Replace them instead of adding one.
    TlsRptSeveral: TlsRpt = "tlsrpt-several",
    /// The name of the reporting record is an alias to an operator's record.
    TlsRptDelegated: TlsRpt = "tlsrpt-delegated",
    /// The reporting record was not observed.
    TlsRptUnseen: TlsRpt = "tlsrpt-unseen",
    /// Mode enforce is planned without a live or planned reporting record.
    TlsRptAbsent: TlsRpt = "tlsrpt-absent",
    /// The policy host has no address yet.
    HostAbsent: PolicyHost = "host-absent",
    /// The policy host points elsewhere than planned, and that host is faulty: a wildcard or an old record.
    HostElsewhere: PolicyHost = "host-elsewhere",
    /// The policy host points elsewhere than planned, without a fault: a proxy, a wildcard or an old record.
    HostProxied: PolicyHost = "host-proxied",
    /// The certificate of the policy host is not yet the right one.
    HostCertificate: PolicyHost = "host-certificate",
    /// Senders already ask the policy host for the file, and it has no valid certificate: it was moved too early.
    HostMoved: PolicyHost = "host-moved",
    /// The policy host has another fault.
    HostFault: PolicyHost = "host-fault",
    /// Not every address of the policy host serves the file.
    HostAddresses: PolicyHost = "host-addresses",
    /// The policy host could not be observed.
    HostUnseen: PolicyHost = "host-unseen",
    /// CAA records forbid issuance of its certificate by the host's authorities.
    CaaForbids: PolicyHost = "caa-forbids",
    /// CAA records forbid issuance by every authority.
    CaaNobody: PolicyHost = "caa-nobody",
    /// CAA records allow only these authorities to issue it.
    CaaLimits: PolicyHost = "caa-limits",
    /// The CAA records were not observed.
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
    /// The policy host answers, but not with a policy: status 404, for example.
    FileNotServed: PolicyFile = "file-not-served",
    /// The policy host answers with an HTML page.
    FileHtml: PolicyFile = "file-html",
    /// The policy host serves a file that senders cannot read as a policy.
    FileInvalid: PolicyFile = "file-invalid",
    /// A record is planned, but no file is live or planned.
    FileMissing: PolicyFile = "file-missing",
    /// The file is deleted, but the record stays: senders ask for the file.
    FileNeeded: PolicyFile = "file-needed",
    /// The file is deleted after the record.
    FileLast: PolicyFile = "file-last",
    /// The file can be deleted: no record leads senders to it.
    FileDeletable: PolicyFile = "file-deletable",
    /// No policy is served, as planned.
    FileGone: PolicyFile = "file-gone",
    /// Every MX host is covered and has a valid certificate at every address.
    MxReady: Mx = "mx-ready",
    /// The planned policy does not cover these MX hosts.
    MxNotCovered: Mx = "mx-not-covered",
    /// The planned policy names hosts that are not in the domain's MX records.
    MxNotInDns: Mx = "mx-not-in-dns",
    /// These MX hosts do not have a valid certificate at every address.
    MxCertificate: Mx = "mx-certificate",
    /// TLS of these MX hosts was not observed at every address.
    MxUnseen: Mx = "mx-unseen",
    /// The domain accepts no mail: it has a null MX, or does not exist.
    NoMail: Mx = "no-mail",
    /// The MX records were not observed.
    MxUnknown: Mx = "mx-unknown",
    /// Mode enforce is planned without a testing period before.
    EnforceFirst: Mode = "enforce-first",
    /// Mode none is planned while senders enforce the live policy. The removal needs a plan (RFC 8461 §8.3).
    ModeNone: Mode = "mode-none",
    /// Mode testing or a lower `max_age` is planned while senders enforce the live policy.
    ModeLowered: Mode = "mode-lowered",
    /// Record or file is deleted while senders enforce a policy. The removal needs a plan (RFC 8461 §8.3).
    RemovalEarly: Mode = "removal-early",
    /// Senders may have cached an enforced policy that does not cover these hosts.
    CachedPolicy: Cached = "cached-policy",
    /// The planned record is not valid.
    RecordInvalid: Record = "record-invalid",
    /// A record with the planned id is live.
    RecordLive: Record = "record-live",
    /// No record is published yet. It comes last.
    RecordAbsent: Record = "record-absent",
    /// Another id is live, and the file changes. The planned record replaces it after the file.
    RecordReplaces: Record = "record-replaces",
    /// The live record is not valid. The planned record replaces it after the file.
    RecordFaulty: Record = "record-faulty",
    /// Another id is live for the same file. Nothing needs publishing.
    RecordNeedless: Record = "record-needless",
    /// The id is already live for another file.
    IdUsed: Record = "id-used",
    /// The name is an alias to an operator's record.
    RecordDelegated: Record = "record-delegated",
    /// Several records are live. Replace them instead of adding one.
    RecordSeveral: Record = "record-several",
    /// The record can be deleted: no sender enforces a policy.
    RecordDeletable: Record = "record-deletable",
    /// No record is published, as planned.
    RecordGone: Record = "record-gone",
    /// The record was not observed.
    RecordUnseen: Record = "record-unseen",
}
