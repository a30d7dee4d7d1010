//! What has to be done about a report: by who can do it, in the order in which it is done (RFC 8461 §8.1).

use crate::{Finding, Owner, Patch, Report, Severity, Target};

/// All that one owner has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work<'a> {
    /// Who can do it.
    pub owner: Owner,
    /// What to mend, the most important first.
    pub steps: Vec<Step<'a>>,
    /// The record to publish after all of that, where the policy file changes and nothing else gives the record a new
    /// `id`: without one, senders do not notice.
    pub then_record: Option<&'a Patch>,
}

/// One finding to mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    /// Which of the report's findings it is, from 0.
    pub index: usize,
    /// The finding.
    pub finding: &'a Finding,
    /// What to publish. Several findings may ask one owner for one and the same text: it stands with the last of them.
    pub patch: Option<&'a Patch>,
}

impl Step<'_> {
    /// The text to publish stands with a later step.
    #[must_use]
    pub const fn patch_is_below(&self) -> bool {
        self.patch.is_none() && self.finding.patch.is_some()
    }
}

impl Report {
    /// What has to be done, owner by owner, in the order in which work is done: file first, then DNS.
    #[must_use]
    pub fn work(&self) -> Vec<Work<'_>> {
        let new_id = self.new_id();
        let of = |owner| Work { owner, steps: self.steps(owner), then_record: new_id.filter(|_| owner == Owner::Dns) };
        let asked = |work: &Work<'_>| !work.steps.is_empty() || work.then_record.is_some();
        Owner::ALL.into_iter().map(of).filter(asked).collect()
    }

    fn steps<'a>(&'a self, owner: Owner) -> Vec<Step<'a>> {
        let own = |(_, finding): &(usize, &'a Finding)| finding.is_work() && finding.rule.owner == owner;
        let own: Vec<(usize, &'a Finding)> = self.findings.iter().enumerate().filter(own).collect();
        let comes_again = |at: usize| own[at + 1..].iter().any(|(_, later)| later.patch == own[at].1.patch);
        let step = |(at, &(index, finding)): (usize, &(usize, &'a Finding))| {
            let patch = finding.patch.as_ref().filter(|_| !comes_again(at));
            Step { index, finding, patch }
        };
        own.iter().enumerate().map(step).collect()
    }

    /// The record with a new `id`, if a step changes the policy file and none sets the record. A domain without MTA-STS
    /// publishes its record anyway.
    fn new_id(&self) -> Option<&Patch> {
        let work = || self.findings.iter().filter(|finding| finding.is_work());
        let needed = self.setup.is_empty() && work().any(edits_policy) && !work().any(|it| self.sets_record(it));
        needed.then_some(&self.next_record)
    }

    fn sets_record(&self, finding: &Finding) -> bool {
        let target = finding.patch.as_ref().map(|patch| &patch.target);
        matches!(target, Some(Target::Txt { name }) if *name == self.domain.sts_name())
    }
}

impl Finding {
    /// Whether it asks somebody to do something.
    #[must_use]
    pub const fn is_work(&self) -> bool {
        matches!(self.rule.severity, Severity::Error | Severity::Warning)
    }
}

fn edits_policy(finding: &Finding) -> bool {
    let target = finding.patch.as_ref().map(|patch| &patch.target);
    finding.rule.owner == Owner::PolicyFile || matches!(target, Some(Target::PolicyFile | Target::PolicyLines))
}
