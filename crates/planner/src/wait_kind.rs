//! The kind of each wait of a plan: whether senders depend on it.

use crate::{Change, Goal, Plan, Policy, Step, Topic};

/// The kind of a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaitKind {
    /// Some sender fails if the next steps come before its end.
    Safety,
    /// Time to look, at reports, logs or public resolvers, or until the goal is reached at every sender. No sender fails
    /// if it is shorter.
    Observation,
    /// A task or a check without a time of its own: it takes as long as it takes.
    Proof,
}

impl WaitKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Safety, Self::Observation, Self::Proof];

    /// Returns the word in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Safety => "safety",
            Self::Observation => "observation",
            Self::Proof => "proof",
        }
    }
}

impl Plan {
    /// Returns the kind of the wait at this index of the steps; `None` if the step changes something.
    #[must_use]
    pub fn wait_kind(&self, index: usize) -> Option<WaitKind> {
        self.kind_in(&self.steps, index)
    }

    /// Returns the kind of the wait at this index of [`Self::back`] or [`Self::back_at`].
    #[must_use]
    pub fn back_wait_kind(&self, back: &[Step], index: usize) -> Option<WaitKind> {
        self.kind_in(back, index)
    }

    fn kind_in(&self, steps: &[Step], index: usize) -> Option<WaitKind> {
        let needed = |is_needed| if is_needed { WaitKind::Safety } else { WaitKind::Observation };
        let step = steps.get(index).filter(|step| step.action == Change::WaitFor)?;
        Some(match step.text.topic {
            Topic::Testing | Topic::Quiet | Topic::AllSeeReporting | Topic::FileUnasked => WaitKind::Observation,
            // The file covers the same hosts before and after.
            Topic::Copies => needed(!matches!(self.goal, Goal::MaxAge(_))),
            Topic::CopiesBack | Topic::RecordForgotten => WaitKind::Safety,
            Topic::AllHaveFile | Topic::AllFindNewHost => needed(self.relies_on_file(steps, index)),
            Topic::HostForgotten | Topic::AllFindHost => WaitKind::Safety,
            Topic::AllSeeNullMx | Topic::AllSeeTlsa | Topic::TtlLowered => WaitKind::Safety,
            Topic::AllSeeId => needed(self.relies_on_id(&steps[index + 1..])),
            Topic::AllSeeMx => needed(self.relies_on_mx(&steps[..index], &steps[index + 1..])),
            Topic::Queue => needed(self.binds_messages()),
            _ => WaitKind::Proof,
        })
    }

    /// Returns whether senders can see the `id` that comes after a file. A record that is deleted without a wait for
    /// safety shows it to nobody who depends on it.
    fn relies_on_file(&self, steps: &[Step], index: usize) -> bool {
        let id = (index..steps.len()).find(|at| steps[*at].action != Change::WaitFor).unwrap_or(index);
        let mut later = (id + 1..steps.len())
            .take_while(|at| self.kind_in(steps, *at) != Some(WaitKind::Safety) && !is_publication(&steps[*at]));
        !later.any(|at| steps[at].action == Change::NoRecord)
    }

    /// Returns whether senders must see the `id` before the later steps, or before the service ends that a plan leaves.
    /// A record that is deleted next, without a wait for copies, is one that nobody enforces.
    fn relies_on_id(&self, later: &[Step]) -> bool {
        let next = later.iter().find(|step| is_copies(step) || step.action != Change::WaitFor);
        if next.is_some_and(|step| step.action == Change::NoRecord) {
            return false;
        }
        let ends_service = matches!(self.goal, Goal::ToOwn(_)) && self.state.in_force().is_some_and(Policy::enforces);
        let waits = |step: &Step| is_copies(step) && !matches!(self.goal, Goal::MaxAge(_));
        ends_service || before_observation(later).any(|step| step.action != Change::WaitFor || waits(step))
    }

    /// Returns whether senders must see the MX records before the later steps, or before hosts stop that left MX.
    fn relies_on_mx(&self, earlier: &[Step], later: &[Step]) -> bool {
        let changed = earlier.iter().rfind(|step| matches!(step.action, Change::Mx(_)));
        let drops = changed.is_some_and(|step| matches!(step.text.topic, Topic::MxDrop | Topic::MxBack));
        let waits = |step: &Step| step.text.topic == Topic::Queue && self.binds_messages();
        drops || before_observation(later).any(|step| step.action != Change::WaitFor || waits(step))
    }

    /// Returns whether queued messages can be bound to a host that leaves MX: some host of the new records is not
    /// better than it, so a sender that reaches only that one can deliver.
    fn binds_messages(&self) -> bool {
        let records = self.steps.iter().rev().find_map(|step| match &step.action {
            Change::Mx(records) => Some(records),
            _ => None,
        });
        let (former, last) = (self.state.exchanges(), records.map_or(&[][..], Vec::as_slice));
        let leaves = |host: &str| last.iter().all(|record| record.host != host);
        former.iter().filter(|record| leaves(&record.host)).any(|left| {
            let is_better = |host: &str| former.iter().any(|one| one.host == host && one.preference < left.preference);
            last.iter().any(|record| !is_better(&record.host))
        })
    }
}

fn is_copies(step: &Step) -> bool {
    matches!(step.text.topic, Topic::Copies | Topic::CopiesBack)
}

/// Returns whether a step publishes a file or a record.
fn is_publication(step: &Step) -> bool {
    matches!(step.action, Change::Policy(_) | Change::Record(_) | Change::RecordAlias(_))
}

/// Returns the steps before the next observation. It takes longer than caches keep a value.
fn before_observation(steps: &[Step]) -> impl Iterator<Item = &Step> {
    steps.iter().take_while(|step| !matches!(step.text.topic, Topic::Testing | Topic::Quiet))
}
