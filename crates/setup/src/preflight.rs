//! Pre-flight: planned texts judged together with what is live, before anything is published.
//!
//! Each [`Check`] compares one part of the plan with the live state. The outcome follows from all of them: published already,
//! ready for the next entry, ready after a wait, or not ready for causes that are named.

mod cause;
mod compare;
mod host;
mod live;

use checker::{LintInput, Linted, Source, lint};
use evidence::{Evidence, Timestamp};
use mta_sts::Domain;

use crate::Target;

pub use cause::{Cause, Part};
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
    /// Where the policy host will be; empty where that is not known.
    pub targets: &'a [Target],
    /// The authorities that its certificate may come from, by their names in CAA records; empty where they are not known.
    pub authorities: &'a [&'a str],
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

/// What blocks decides first. Where everything planned is live, nothing else matters; else the first entry that is not live comes
/// next, unless it has to wait.
fn outcome(checks: &[Check]) -> Outcome {
    let of = |effect| checks.iter().filter(move |check| check.effect == effect);
    let not_ready = |effect| {
        let mut causes: Vec<Cause> = of(effect).map(|check| check.cause).collect();
        causes.dedup();
        (!causes.is_empty()).then_some(Outcome::NotReady(causes))
    };
    if let Some(blocked) = not_ready(Effect::Blocks) {
        return blocked;
    }
    if is_published(checks) {
        return Outcome::AlreadyPublished;
    }
    if let Some(unseen) = not_ready(Effect::Unseen) {
        return unseen;
    }
    let Some(next) = checks.iter().filter_map(|check| entry_left_by(check.cause)).min() else {
        return Outcome::AlreadyPublished;
    };
    // A wait without a known end comes first: the others may be over by then.
    let waits = of(Effect::Waits).filter(|check| first_held_by(check.cause) <= next);
    match waits.max_by_key(|check| (check.until.is_none(), check.until)) {
        Some(wait) => Outcome::Wait { until: wait.until, why: wait.cause },
        None => Outcome::Ready { next },
    }
}

/// Whether everything planned is live.
fn is_published(checks: &[Check]) -> bool {
    let is_about_plan = |check: &&Check| !matches!(check.cause.part(), Part::Mx | Part::Mode | Part::Cached);
    let is_open = |check: &Check| matches!(check.effect, Effect::Unseen | Effect::Blocks);
    checks.iter().all(|check| entry_left_by(check.cause).is_none()) && !checks.iter().filter(is_about_plan).any(is_open)
}

/// The entry that a cause leaves to be published.
const fn entry_left_by(cause: Cause) -> Option<Next> {
    match cause {
        Cause::TlsRptNotLive | Cause::TlsRptReplaces => Some(Next::TlsRpt),
        Cause::HostAbsent | Cause::HostElsewhere => Some(Next::PolicyHost),
        Cause::FileAbsent | Cause::FileOther => Some(Next::PolicyFile),
        Cause::RecordAbsent | Cause::RecordReplaces => Some(Next::Record),
        _ => None,
    }
}

/// The first entry that waits for a cause; those before it do not.
const fn first_held_by(cause: Cause) -> Next {
    match cause {
        Cause::FileCached => Next::Record,
        _ => Next::PolicyFile,
    }
}

#[cfg(test)]
mod tests;
