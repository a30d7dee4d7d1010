//! Pre-flight: judges planned texts against the live state before publication.
//!
//! Each [`Check`] compares one part of the plan with the live state. All checks together give the outcome: published, ready for
//! the next entry, ready after a wait, or not ready for named causes.

mod cause;
mod compare;
mod dated_plan;
mod host;
mod live;
mod removal;
mod text_change;

use checker::{LintInput, Linted, Source, lint};
use evidence::{Evidence, Timestamp};
use mta_sts::Domain;
use planner::Plan;

use crate::{Recipe, Target};

pub use cause::{Cause, Part, Reference};
use compare::checks;
use dated_plan::dated_plan;
use live::Live;
pub use text_change::TextChange;

/// The planned texts. Absent ones stay as they are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Planned<'a> {
    /// The policy file, byte for byte.
    pub policy: TextChange<'a>,
    /// The STS record, as a value or pasted.
    pub record: TextChange<'a>,
    /// The TLS reporting record, as a value or pasted.
    pub tls_rpt: Option<&'a [u8]>,
    /// The future location of the policy host; empty if unknown.
    pub targets: &'a [Target],
    /// The recipe of its host, if known.
    pub recipe: Option<&'static Recipe>,
}

/// The result of a pre-flight.
#[derive(Clone, Debug)]
pub struct Preflight {
    /// The policy domain.
    pub domain: Domain,
    /// The time of the live state.
    pub seen_at: Timestamp,
    /// The outcome.
    pub outcome: Outcome,
    /// All checks, in the order of [`Part`].
    pub checks: Vec<Check>,
    /// The planned texts, each judged on its own.
    pub texts: Vec<Linted>,
    /// The plan that leads to the planned state, if order and dates of the change matter.
    pub plan: Option<Plan>,
}

/// The outcome of a pre-flight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything planned is live.
    AlreadyPublished,
    /// The next entry can be published now.
    Ready {
        /// The next entry.
        next: Next,
    },
    /// Nothing is wrong, but publication has to wait.
    Wait {
        /// The end of the wait. `None` if it ends with an event, such as a certificate.
        until: Option<Timestamp>,
        /// The cause of the wait.
        why: Cause,
    },
    /// Causes to fix or observe first, each listed once.
    NotReady(Vec<Cause>),
}

impl Outcome {
    /// The id used by scripts.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::AlreadyPublished => "already-published",
            Self::Ready { .. } => "ready",
            Self::Wait { .. } => "wait",
            Self::NotReady(_) => "not-ready",
        }
    }

    /// Returns the cause that a headline names: that of a wait, or the first to fix or observe. `None` if nothing stops
    /// publication.
    #[must_use]
    pub fn first_cause(&self) -> Option<Cause> {
        match self {
            Self::AlreadyPublished | Self::Ready { .. } => None,
            Self::Wait { why, .. } => Some(*why),
            Self::NotReady(causes) => causes.first().copied(),
        }
    }
}

/// The next entry to publish.
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
    /// The deletion of the STS record.
    DeleteRecord,
    /// The deletion of the policy file, after the record.
    DeleteFile,
}

impl Next {
    /// Every entry, in the order of publication, then of deletion.
    pub const ALL: [Self; 6] =
        [Self::TlsRpt, Self::PolicyHost, Self::PolicyFile, Self::Record, Self::DeleteRecord, Self::DeleteFile];

    /// Whether the entry is deleted instead of published.
    #[must_use]
    pub const fn is_deletion(self) -> bool {
        matches!(self, Self::DeleteRecord | Self::DeleteFile)
    }

    /// The name used in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::TlsRpt => "tlsrpt",
            Self::PolicyHost => "policy-host",
            Self::PolicyFile => "policy-file",
            Self::Record => "record",
            Self::DeleteRecord => "delete-record",
            Self::DeleteFile => "delete-file",
        }
    }
}

/// The effect of a check on publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Already live.
    Done,
    /// As expected at this point.
    Fine,
    /// Allowed, with a warning.
    Warns,
    /// Publishing has to wait.
    Waits,
    /// Not observed, because of a failure on the observer's side. Never the domain's fault.
    Unseen,
    /// Must be fixed first.
    Blocks,
}

impl Effect {
    /// Every effect, the gravest last.
    pub const ALL: [Self; 6] = [Self::Done, Self::Fine, Self::Warns, Self::Waits, Self::Unseen, Self::Blocks];

    /// The name used in identifiers.
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

/// One comparison between the plan and the live state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The result of the comparison. The crate `words` has its sentence.
    pub cause: Cause,
    /// The effect on publishing.
    pub effect: Effect,
    /// The names concerned: MX hosts or patterns, or the target of an alias.
    pub names: Vec<String>,
    /// Ids of the underlying findings.
    pub findings: Vec<&'static str>,
    /// The related time: the end of a wait, or of the period that senders remember a policy.
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

/// Judges planned texts against the evidence of a check.
#[must_use]
pub fn preflight(domain: &Domain, planned: &Planned<'_>, seen: &Evidence) -> Preflight {
    let texts = judged_texts(domain, planned, seen.started);
    let live = Live::new(domain, seen);
    let checks = checks(planned, &texts, &live);
    let plan = dated_plan(&checks, planned, &live);
    Preflight { domain: domain.clone(), seen_at: seen.started, outcome: outcome(&checks), checks, texts, plan }
}

fn judged_texts(domain: &Domain, planned: &Planned<'_>, now: Timestamp) -> Vec<Linted> {
    let judged = |source, text: Option<&[u8]>| {
        let texts = [text?.to_vec()];
        let exact = source == Source::Policy;
        Some(lint(&LintInput { source, texts: &texts, exact, domain: Some(domain), mx: &[], now }))
    };
    let planned = [
        (Source::Policy, planned.policy.text()),
        (Source::Record, planned.record.text()),
        (Source::TlsRpt, planned.tls_rpt),
    ];
    planned.into_iter().filter_map(|(source, text)| judged(source, text)).collect()
}

/// Derives the outcome. Blocking checks decide first. If everything planned is live, nothing else matters. Otherwise the first
/// entry that is not live is next, unless it has to wait.
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
    let Some(next) = checks.iter().filter_map(|check| unpublished_entry(check.cause)).min() else {
        return Outcome::AlreadyPublished;
    };
    // A wait without a known end comes first: the others may be over by then.
    let waits = of(Effect::Waits).filter(|check| first_delayed_entry(check.cause) <= next);
    match waits.max_by_key(|check| (check.until.is_none(), check.until)) {
        Some(wait) => Outcome::Wait { until: wait.until, why: wait.cause },
        None => Outcome::Ready { next },
    }
}

/// Whether everything planned is live.
fn is_published(checks: &[Check]) -> bool {
    let is_about_plan = |check: &&Check| !matches!(check.cause.part(), Part::Mx | Part::Mode | Part::Cached);
    let is_open = |check: &Check| matches!(check.effect, Effect::Unseen | Effect::Blocks);
    checks.iter().all(|check| unpublished_entry(check.cause).is_none())
        && !checks.iter().filter(is_about_plan).any(is_open)
}

/// Returns the unpublished entry that a cause points to.
const fn unpublished_entry(cause: Cause) -> Option<Next> {
    match cause {
        Cause::TlsRptNotLive | Cause::TlsRptReplaces => Some(Next::TlsRpt),
        Cause::HostAbsent | Cause::HostElsewhere => Some(Next::PolicyHost),
        Cause::FileAbsent | Cause::FileOther | Cause::FileNotServed | Cause::FileHtml | Cause::FileInvalid => {
            Some(Next::PolicyFile)
        }
        Cause::RecordAbsent | Cause::RecordReplaces | Cause::RecordFaulty => Some(Next::Record),
        Cause::RecordDeletable => Some(Next::DeleteRecord),
        Cause::FileDeletable => Some(Next::DeleteFile),
        _ => None,
    }
}

/// Returns the first entry that a cause holds back. Earlier entries need not wait.
const fn first_delayed_entry(cause: Cause) -> Next {
    match cause {
        Cause::FileCached => Next::Record,
        _ => Next::PolicyFile,
    }
}

#[cfg(test)]
mod tests;
