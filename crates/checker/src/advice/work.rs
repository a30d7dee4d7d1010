//! What has to be done about a report: by who can do it, in the order in which it is done (RFC 8461 §8.1).

use evidence::Timestamp;

use crate::{
    patch::{NextRecord, Patch, Target},
    report::{Report, Verdict},
    rule::{Arg, Finding, Owner, Severity, Stage},
    rules::{ID_NOT_BUMPED, RECORD_MISSING, RECORD_TTL_LONG, REMOVAL_IN_PROGRESS},
};

/// All that one owner has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work<'a> {
    /// Who can do it.
    pub owner: Owner,
    /// What to do, the most important first.
    pub steps: Vec<Step<'a>>,
    /// For whoever runs DNS: how the record gets a new `id` after all of that, where the policy file changes and no step does
    /// it. Without one, senders do not notice.
    pub then_record: Option<&'a NextRecord>,
    /// For whoever changes the policy file: what DNS needs after that.
    pub next_record: Option<&'a NextRecord>,
}

/// One thing to do, and all that it fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    /// The most important of the findings that it fixes.
    pub first: Found<'a>,
    /// The others: of the same rule, or fixed by the same text.
    pub others: Vec<Found<'a>>,
    /// What to publish, once for all of them.
    pub patch: Option<Patch>,
    /// The policy file changes too, and comes before this record.
    pub waits_for_file: bool,
}

/// A finding and its place in the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// Which of the report's findings it is, from 0.
    pub index: usize,
    /// The finding.
    pub finding: &'a Finding,
}

impl<'a> Step<'a> {
    /// All that it fixes, the most important first.
    pub fn findings(&self) -> impl Iterator<Item = Found<'a>> {
        [self.first].into_iter().chain(self.others.iter().copied())
    }

    /// How many more places it fixes than are told one by one.
    #[must_use]
    pub fn further(&self) -> usize {
        self.findings().map(|found| found.finding.further.len()).sum()
    }

    /// Whether one and the same rule found all of it.
    #[must_use]
    pub fn is_of_one_rule(&self) -> bool {
        self.others.iter().all(|other| other.finding.rule == self.first.finding.rule)
    }

    /// Whether it ends with another policy file.
    #[must_use]
    pub fn changes_file(&self) -> bool {
        self.findings().any(|found| edits_policy(found.finding))
    }

    /// Whether a finding is fixed by the same: by the same text, or, where there is nothing to publish, in the same way.
    fn fixes(&self, finding: &Finding) -> bool {
        match (&self.patch, &finding.patch) {
            (Some(one), Some(other)) => {
                one == other || policy_file(one).is_some_and(|file| policy_file(other) == Some(file))
            }
            (None, None) => self.first.finding.rule == finding.rule,
            _ => false,
        }
    }

    fn add(&mut self, other: Found<'a>) {
        if let (Some(one), Some(two)) = (&mut self.patch, &other.finding.patch) {
            one.join(two);
        }
        self.others.push(other);
    }
}

impl Patch {
    /// Adds what another patch adds to the same file.
    fn join(&mut self, other: &Self) {
        if self == other {
            return;
        }
        let Some(file) = policy_file(self).map(str::to_owned) else { return };
        *self = if self.whole.is_some() && other.whole.is_some() {
            let is_new =
                |line: &&str| [&self.text, &other.text].iter().any(|text| text.lines().any(|one| one == *line));
            let text = file.lines().filter(is_new).map(|line| format!("{line}\n")).collect();
            Self { target: Target::PolicyLines, text, whole: Some(file) }
        } else {
            Self { target: Target::PolicyFile, text: file, whole: None }
        };
    }
}

/// The whole policy file that a patch makes.
fn policy_file(patch: &Patch) -> Option<&str> {
    let file = matches!(patch.target, Target::PolicyFile | Target::PolicyLines);
    file.then(|| patch.whole.as_deref().unwrap_or(&patch.text))
}

impl Report {
    /// What has to be done, owner by owner, in the order in which work is done: file first, then DNS. What the set-up of a
    /// domain without MTA-STS publishes anyway is left out; nobody needs a record where there is no mail.
    #[must_use]
    pub fn work(&self) -> Vec<Work<'_>> {
        let record = self.record_after_file();
        let new_id = record.filter(|_| !self.asked().any(|found| self.renews_record(found.finding)));
        let of = |owner| {
            let mine = self.asked().filter(|found| found.finding.rule.owner == owner);
            let edits = mine.clone().any(|found| edits_policy(found.finding));
            let steps = self.steps(mine, record.is_some());
            let then_record = new_id.filter(|_| owner == Owner::Dns);
            Work { owner, steps, then_record, next_record: record.filter(|_| edits) }
        };
        let asked = |work: &Work<'_>| !work.steps.is_empty() || work.then_record.is_some();
        Owner::ALL.into_iter().map(of).filter(asked).collect()
    }

    /// Nothing is left to do: mail is as safe as MTA-STS makes it, or there is none to protect.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        matches!(self.verdict, Verdict::Enforced | Verdict::NoMail) && self.work().is_empty()
    }

    /// The policy is only being tested, and faults come before it is enforced.
    #[must_use]
    pub fn is_to_be_enforced(&self) -> bool {
        self.verdict == Verdict::Testing && !self.findings.iter().any(|one| one.is_work() && !one.is_fault())
    }

    /// Until when record and policy file have to stay, where MTA-STS is being removed (RFC 8461 §8.3).
    #[must_use]
    pub fn removed_until(&self) -> Option<Timestamp> {
        let removal = self.findings.iter().find(|finding| finding.rule == &REMOVAL_IN_PROGRESS)?;
        match removal.args.value("date") {
            Some(Arg::Date(date)) => Some(*date),
            _ => None,
        }
    }

    /// What is fixed by publishing this text of the set-up.
    pub fn set_up_by(&self, patch: &Patch) -> impl Iterator<Item = Found<'_>> {
        let target = patch.target.clone();
        let fixed = move |one: &Finding| one.patch.as_ref().is_some_and(|own| own.target == target);
        self.numbered().filter(move |found| found.finding.is_work() && fixed(found.finding))
    }

    fn numbered(&self) -> impl Iterator<Item = Found<'_>> + Clone {
        self.findings.iter().enumerate().map(|(index, finding)| Found { index, finding })
    }

    /// Every finding that asks for something the set-up does not do.
    fn asked(&self) -> impl Iterator<Item = Found<'_>> + Clone {
        let targets = |own: &Patch| self.setup.iter().any(|patch| patch.target == own.target);
        let in_vain = |finding: &Finding| self.verdict == Verdict::NoMail && finding.rule == &RECORD_MISSING;
        let set_up = move |finding: &Finding| finding.patch.as_ref().is_some_and(targets);
        self.numbered().filter(move |Found { finding, .. }| finding.is_work() && !in_vain(finding) && !set_up(finding))
    }

    fn steps<'a>(&self, mine: impl Iterator<Item = Found<'a>>, file_changes: bool) -> Vec<Step<'a>> {
        let mut steps: Vec<Step<'a>> = Vec::new();
        for found in mine {
            match steps.iter_mut().find(|step| step.fixes(found.finding)) {
                Some(step) => step.add(found),
                None => {
                    let patch = found.finding.patch.clone();
                    let waits_for_file = file_changes && self.renews_record(found.finding);
                    steps.push(Step { first: found, others: Vec::new(), patch, waits_for_file });
                }
            }
        }
        steps
    }

    /// How the record gets a new `id` after the policy file was changed, if a step changes it. A domain without MTA-STS
    /// publishes its record anyway.
    fn record_after_file(&self) -> Option<&NextRecord> {
        let needed = self.setup.is_empty() && self.asked().any(|found| edits_policy(found.finding));
        needed.then_some(&self.next_record)
    }

    /// Whether whoever fixes it gives the record a new `id`.
    fn renews_record(&self, finding: &Finding) -> bool {
        let own = self.next_record.patch().map(|patch| &patch.target);
        let sets = finding.patch.as_ref().is_some_and(|patch| Some(&patch.target) == own);
        sets || self.is_for_operator(finding)
    }

    /// Whether only whoever keeps the delegated record can fix it.
    #[must_use]
    pub fn is_for_operator(&self, finding: &Finding) -> bool {
        let rule = finding.rule;
        let of_record = rule.stage == Stage::Record && rule.owner == Owner::Dns && rule != &RECORD_TTL_LONG;
        let delegated = matches!(self.next_record, NextRecord::Delegated { .. });
        delegated && (of_record || rule == &ID_NOT_BUMPED)
    }
}

impl Finding {
    /// Whether it asks somebody to do something: it is a fault, or the step that comes next where nothing is wrong.
    #[must_use]
    pub const fn is_work(&self) -> bool {
        self.is_fault() || (self.patch.is_some() && !matches!(self.rule.owner, Owner::Nobody))
    }

    /// Whether something is wrong.
    #[must_use]
    pub const fn is_fault(&self) -> bool {
        matches!(self.rule.severity, Severity::Error | Severity::Warning)
    }
}

fn edits_policy(finding: &Finding) -> bool {
    finding.rule.owner == Owner::PolicyFile || finding.patch.as_ref().and_then(policy_file).is_some()
}
