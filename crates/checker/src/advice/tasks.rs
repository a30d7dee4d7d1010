//! The tasks of a report, by owner, in the order of work (RFC 8461 §8.1).

use evidence::Timestamp;

use crate::{
    patch::{NextRecord, Patch, Target},
    report::{Report, Verdict},
    rule::{Arg, Finding, Owner, Severity, Stage},
    rules::{ID_NOT_BUMPED, RECORD_MISSING, RECORD_TTL_LONG, REMOVAL_IN_PROGRESS},
};

/// The tasks of one owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerTasks<'a> {
    /// The owner who can do them.
    pub owner: Owner,
    /// The tasks, most important first.
    pub tasks: Vec<Task<'a>>,
    /// For the DNS owner: the change that gives the record a new `id` afterwards. Present if the policy file changes
    /// and no task sets the `id`. Senders fetch the file again only when the `id` changes.
    pub then_record: Option<&'a NextRecord>,
    /// For an owner who changes the policy file: the DNS change that must follow.
    pub next_record: Option<&'a NextRecord>,
}

/// One task, with all findings that it fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task<'a> {
    /// The most important finding that it fixes.
    pub first: IndexedFinding<'a>,
    /// The other findings: of the same rule, or fixed by the same text.
    pub others: Vec<IndexedFinding<'a>>,
    /// The text to publish, once for all findings.
    pub patch: Option<Patch>,
    /// Whether the policy file changes too, and has to be published before this record.
    pub waits_for_file: bool,
}

/// A finding and its index in the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexedFinding<'a> {
    /// The index in the report's findings, from 0.
    pub index: usize,
    /// The finding.
    pub finding: &'a Finding,
}

impl<'a> Task<'a> {
    /// Returns the findings that it fixes, most important first.
    pub fn findings(&self) -> impl Iterator<Item = IndexedFinding<'a>> {
        [self.first].into_iter().chain(self.others.iter().copied())
    }

    /// Returns the number of further places with the same faults, which the findings do not list one by one.
    #[must_use]
    pub fn further_places(&self) -> usize {
        self.findings().map(|found| found.finding.further.len()).sum()
    }

    /// Returns whether one rule produced all of its findings.
    #[must_use]
    pub fn is_of_one_rule(&self) -> bool {
        self.others.iter().all(|other| other.finding.rule == self.first.finding.rule)
    }

    /// Returns whether the task changes the policy file.
    #[must_use]
    pub fn changes_file(&self) -> bool {
        self.findings().any(|found| edits_policy(found.finding))
    }

    /// Returns whether the task also fixes this finding: by the same text or, without a text, by the same rule.
    fn fixes(&self, finding: &Finding) -> bool {
        match (&self.patch, &finding.patch) {
            (Some(one), Some(other)) => {
                one == other || policy_file(one).is_some_and(|file| policy_file(other) == Some(file))
            }
            (None, None) => self.first.finding.rule == finding.rule,
            _ => false,
        }
    }

    fn add(&mut self, other: IndexedFinding<'a>) {
        if let (Some(one), Some(two)) = (&mut self.patch, &other.finding.patch) {
            one.join(two);
        }
        self.others.push(other);
    }
}

impl Patch {
    /// Merges another patch for the same policy file into this one.
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

/// Returns the whole policy file that a patch results in, or `None` for a record.
fn policy_file(patch: &Patch) -> Option<&str> {
    let file = matches!(patch.target, Target::PolicyFile | Target::PolicyLines);
    file.then(|| patch.whole.as_deref().unwrap_or(&patch.text))
}

impl Report {
    /// Returns the tasks of each owner, in the order of work: policy file first, then DNS. Leaves out what the set-up
    /// of a domain without MTA-STS publishes anyway. Also leaves out a missing record of a domain that receives no
    /// mail.
    #[must_use]
    pub fn tasks_by_owner(&self) -> Vec<OwnerTasks<'_>> {
        let record = self.record_after_file();
        let new_id = record.filter(|_| !self.asked().any(|found| self.renews_record(found.finding)));
        let of = |owner| {
            let mine = self.asked().filter(|found| found.finding.rule.owner == owner);
            let edits = mine.clone().any(|found| edits_policy(found.finding));
            let tasks = self.tasks(mine, record.is_some());
            let then_record = new_id.filter(|_| owner == Owner::Dns);
            OwnerTasks { owner, tasks, then_record, next_record: record.filter(|_| edits) }
        };
        let asked = |work: &OwnerTasks<'_>| !work.tasks.is_empty() || work.then_record.is_some();
        Owner::ALL.into_iter().map(of).filter(asked).collect()
    }

    /// Returns whether no task is left: the policy is enforced, or the domain receives no mail.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        matches!(self.verdict, Verdict::Enforced | Verdict::NoMail) && self.tasks_by_owner().is_empty()
    }

    /// Returns whether the policy is in mode testing, and no finding offers the next mode yet. Faults have to be fixed
    /// first.
    #[must_use]
    pub fn is_to_be_enforced(&self) -> bool {
        self.verdict == Verdict::Testing && !self.findings.iter().any(|one| one.is_work() && !one.is_fault())
    }

    /// Returns the time until which record and policy file have to stay while MTA-STS is being removed (RFC 8461 §8.3).
    #[must_use]
    pub fn removed_until(&self) -> Option<Timestamp> {
        let removal = self.findings.iter().find(|finding| finding.rule == &REMOVAL_IN_PROGRESS)?;
        match removal.args.value("date") {
            Some(Arg::Date(date)) => Some(*date),
            _ => None,
        }
    }

    /// Returns the findings that publishing this set-up text fixes.
    pub fn set_up_by(&self, patch: &Patch) -> impl Iterator<Item = IndexedFinding<'_>> {
        let target = patch.target.clone();
        let fixed = move |one: &Finding| one.patch.as_ref().is_some_and(|own| own.target == target);
        self.numbered().filter(move |found| found.finding.is_work() && fixed(found.finding))
    }

    fn numbered(&self) -> impl Iterator<Item = IndexedFinding<'_>> + Clone {
        self.findings.iter().enumerate().map(|(index, finding)| IndexedFinding { index, finding })
    }

    /// Returns the findings that require action beyond the set-up. Leaves out a missing record of a domain without
    /// mail.
    fn asked(&self) -> impl Iterator<Item = IndexedFinding<'_>> + Clone {
        let targets = |own: &Patch| self.setup.iter().any(|patch| patch.target == own.target);
        let in_vain = |finding: &Finding| self.verdict == Verdict::NoMail && finding.rule == &RECORD_MISSING;
        let set_up = move |finding: &Finding| finding.patch.as_ref().is_some_and(targets);
        self.numbered()
            .filter(move |IndexedFinding { finding, .. }| finding.is_work() && !in_vain(finding) && !set_up(finding))
    }

    fn tasks<'a>(&self, mine: impl Iterator<Item = IndexedFinding<'a>>, file_changes: bool) -> Vec<Task<'a>> {
        let mut tasks: Vec<Task<'a>> = Vec::new();
        for found in mine {
            match tasks.iter_mut().find(|step| step.fixes(found.finding)) {
                Some(step) => step.add(found),
                None => {
                    let patch = found.finding.patch.clone();
                    let waits_for_file = file_changes && self.renews_record(found.finding);
                    tasks.push(Task { first: found, others: Vec::new(), patch, waits_for_file });
                }
            }
        }
        tasks
    }

    /// Returns the record change that follows a change of the policy file, if a task changes the file. A domain without
    /// MTA-STS publishes its record anyway.
    fn record_after_file(&self) -> Option<&NextRecord> {
        let needed = self.setup.is_empty() && self.asked().any(|found| edits_policy(found.finding));
        needed.then_some(&self.next_record)
    }

    /// Returns whether the fix also gives the record a new `id`, or is up to the record's operator.
    fn renews_record(&self, finding: &Finding) -> bool {
        let own = self.next_record.patch().map(|patch| &patch.target);
        let sets = finding.patch.as_ref().is_some_and(|patch| Some(&patch.target) == own);
        sets || self.is_for_operator(finding)
    }

    /// Returns whether only the operator of the delegated record can fix it.
    #[must_use]
    pub fn is_for_operator(&self, finding: &Finding) -> bool {
        let rule = finding.rule;
        let of_record = rule.stage == Stage::Record && rule.owner == Owner::Dns && rule != &RECORD_TTL_LONG;
        let delegated = matches!(self.next_record, NextRecord::Delegated { .. });
        delegated && (of_record || rule == &ID_NOT_BUMPED)
    }
}

impl Finding {
    /// Returns whether the finding requires action: it is a fault, or offers the next step if nothing is wrong.
    #[must_use]
    pub const fn is_work(&self) -> bool {
        self.is_fault() || (self.patch.is_some() && !matches!(self.rule.owner, Owner::Nobody))
    }

    /// Returns whether something is wrong.
    #[must_use]
    pub const fn is_fault(&self) -> bool {
        matches!(self.rule.severity, Severity::Error | Severity::Warning)
    }
}

fn edits_policy(finding: &Finding) -> bool {
    finding.rule.owner == Owner::PolicyFile || finding.patch.as_ref().and_then(policy_file).is_some()
}
