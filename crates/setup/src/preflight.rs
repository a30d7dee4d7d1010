//! Pre-flight: planned texts judged together with what is live, before anything is published.
//!
//! Each [`Check`] compares one part of the plan with the live state. The outcome follows from all of them: published already,
//! ready for the next entry, ready after a wait, or not ready for causes that are named.

mod compare;
mod live;

use checker::{LintInput, Linted, Source, lint};
use evidence::{Evidence, Timestamp};
use mta_sts::Domain;

use compare::checks;
use live::Live;

/// Planned texts. What is absent stays as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Planned<'a> {
    /// The policy file, octet for octet.
    pub policy: Option<&'a [u8]>,
    /// The STS record, as a value or pasted.
    pub record: Option<&'a [u8]>,
    /// The TLS reporting record, as a value or pasted.
    pub tls_rpt: Option<&'a [u8]>,
}

/// The result of a pre-flight.
#[derive(Clone, Debug)]
pub struct Preflight {
    /// The policy domain.
    pub domain: Domain,
    /// When the live state was seen.
    pub seen_at: Timestamp,
    /// The answer.
    pub outcome: Outcome,
    /// Everything that was compared, in the order of [`Part`].
    pub checks: Vec<Check>,
    /// The planned texts, each judged alone.
    pub texts: Vec<Linted>,
}

/// The answer of a pre-flight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything planned is live.
    AlreadyPublished,
    /// This can be published now.
    Ready {
        /// The next entry.
        next: Next,
    },
    /// Nothing is wrong, but a wait comes first.
    Wait {
        /// When it ends; `None` where it ends with an event, such as a certificate.
        until: Option<Timestamp>,
        /// What is waited for.
        why: Cause,
    },
    /// Something must be mended or seen first: each cause once.
    NotReady(Vec<Cause>),
}

impl Outcome {
    /// The word that scripts see.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::AlreadyPublished => "already-published",
            Self::Ready { .. } => "ready",
            Self::Wait { .. } => "wait",
            Self::NotReady(_) => "not-ready",
        }
    }
}

/// What is published next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Next {
    /// The TLS reporting record.
    TlsRpt,
    /// Address and certificate of the policy host.
    PolicyHost,
    /// The policy file.
    PolicyFile,
    /// The STS record, last.
    Record,
}

impl Next {
    /// Every entry, in the order of publication.
    pub const ALL: [Self; 4] = [Self::TlsRpt, Self::PolicyHost, Self::PolicyFile, Self::Record];

    /// The word in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::TlsRpt => "tlsrpt",
            Self::PolicyHost => "policy-host",
            Self::PolicyFile => "policy-file",
            Self::Record => "record",
        }
    }
}

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

/// What a check means for publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It is live.
    Done,
    /// As expected at this point.
    Fine,
    /// Allowed, with a reason to think twice.
    Warns,
    /// Publishing has to wait.
    Waits,
    /// Our side could not see it: never the domain's fault.
    Unseen,
    /// It must be mended first.
    Blocks,
}

impl Effect {
    /// Every effect, the gravest last.
    pub const ALL: [Self; 6] = [Self::Done, Self::Fine, Self::Warns, Self::Waits, Self::Unseen, Self::Blocks];

    /// The word in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Fine => "fine",
            Self::Warns => "warns",
            Self::Waits => "waits",
            Self::Unseen => "unseen",
            Self::Blocks => "blocks",
        }
    }
}

/// One comparison of plan and live state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What was found. The crate `words` has its sentence.
    pub cause: Cause,
    /// What it means.
    pub effect: Effect,
    /// The names that it is about: MX hosts or patterns, or the target of an alias.
    pub names: Vec<String>,
    /// Ids of the findings behind it.
    pub findings: Vec<&'static str>,
    /// A moment that belongs to it: the end of a wait, or until when senders remember.
    pub until: Option<Timestamp>,
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
    /// The planned reporting record is live.
    TlsRptLive: TlsRpt = "tlsrpt-live",
    /// The planned reporting record is not published yet, or another one is.
    TlsRptNotLive: TlsRpt = "tlsrpt-not-live",
    /// No reporting record is live or planned, and mode enforce is.
    TlsRptAbsent: TlsRpt = "tlsrpt-absent",
    /// The policy host has no address yet.
    HostAbsent: PolicyHost = "host-absent",
    /// The certificate of the policy host is not the right one yet.
    HostCertificate: PolicyHost = "host-certificate",
    /// The policy host has another fault.
    HostFault: PolicyHost = "host-fault",
    /// The policy host could not be looked at.
    HostUnseen: PolicyHost = "host-unseen",
    /// The planned policy is not valid.
    PolicyInvalid: PolicyFile = "policy-invalid",
    /// The policy host serves the planned file.
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
    /// Senders may remember an enforced policy that does not cover these hosts.
    CachedPolicy: Cached = "cached-policy",
    /// The planned record is not valid.
    RecordInvalid: Record = "record-invalid",
    /// The planned record is live.
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

impl Check {
    const fn new(cause: Cause, effect: Effect) -> Self {
        Self { cause, effect, names: Vec::new(), findings: Vec::new(), until: None }
    }

    fn about(self, names: Vec<String>) -> Self {
        Self { names, ..self }
    }
}

/// Judges planned texts together with the evidence of a check.
#[must_use]
pub fn preflight(domain: &Domain, planned: &Planned<'_>, seen: &Evidence) -> Preflight {
    let texts = judged_texts(domain, planned, seen.started);
    let live = Live::new(domain, seen);
    let checks = checks(planned, &texts, &live);
    Preflight { domain: domain.clone(), seen_at: seen.started, outcome: outcome(&checks), checks, texts }
}

fn judged_texts(domain: &Domain, planned: &Planned<'_>, now: Timestamp) -> Vec<Linted> {
    let judged = |source, text: Option<&[u8]>| {
        let texts = [text?.to_vec()];
        let exact = source == Source::Policy;
        Some(lint(&LintInput { source, texts: &texts, exact, domain: Some(domain), mx: &[], now }))
    };
    let planned =
        [(Source::Policy, planned.policy), (Source::Record, planned.record), (Source::TlsRpt, planned.tls_rpt)];
    planned.into_iter().filter_map(|(source, text)| judged(source, text)).collect()
}

/// The worst check decides; where nothing hinders, the first entry that is not live comes next.
fn outcome(checks: &[Check]) -> Outcome {
    let of = |effect| checks.iter().filter(move |check| check.effect == effect);
    let mut causes: Vec<Cause> = of(Effect::Blocks).map(|check| check.cause).collect();
    if causes.is_empty() {
        causes.extend(of(Effect::Unseen).map(|check| check.cause));
    }
    causes.dedup();
    if !causes.is_empty() {
        return Outcome::NotReady(causes);
    }
    // A wait without a known end comes first: the others may be over by then.
    if let Some(wait) = of(Effect::Waits).max_by_key(|check| (check.until.is_none(), check.until)) {
        return Outcome::Wait { until: wait.until, why: wait.cause };
    }
    let next = checks.iter().filter_map(|check| next(check.cause)).min();
    next.map_or(Outcome::AlreadyPublished, |next| Outcome::Ready { next })
}

/// The entry that a cause leaves to be published.
const fn next(cause: Cause) -> Option<Next> {
    match cause {
        Cause::TlsRptNotLive => Some(Next::TlsRpt),
        Cause::HostAbsent => Some(Next::PolicyHost),
        Cause::FileAbsent | Cause::FileOther => Some(Next::PolicyFile),
        Cause::RecordAbsent | Cause::RecordReplaces => Some(Next::Record),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
