//! The effect of a plan on mail over time, by how senders cache a policy: the groups of a timeline.
//!
//! Each group has worst-case senders. Their caches were filled one second before a change, and they learnt or renewed a
//! policy at the last possible time. A group shows the sender that follows last.

use super::{
    KINDS, Kind, Sender, World,
    adversaries::{learning_times, worst_caches},
    sender::CacheFills,
};
use crate::{Change, MxRecord, Plan, Policy, Step, Timestamp};

/// A way in which senders cache a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SenderGroup {
    /// They have not sent mail to the domain before, and fetch the file.
    First,
    /// They look up the `id` before each delivery.
    Id,
    /// They fetch the file once a day.
    Daily,
    /// They keep their cached policy until it expires. Some of them cannot fetch the new file.
    Expiry,
}

impl SenderGroup {
    /// Every group, in the order in which they follow a change.
    pub const ALL: [Self; 4] = [Self::First, Self::Id, Self::Daily, Self::Expiry];

    /// Returns the id.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Id => "id",
            Self::Daily => "daily",
            Self::Expiry => "expiry",
        }
    }

    const fn kind_name(self) -> &'static str {
        match self {
            Self::First => "keeps",
            Self::Id => "lengthens",
            Self::Daily => "refreshes-daily",
            Self::Expiry => "never-looks",
        }
    }
}

/// The outcome for a message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mail {
    /// It is delivered to this host.
    Delivered(String),
    /// It is delivered to the first host; the listed hosts are skipped.
    Skips(String, Vec<String>),
    /// The policy allows no MX host. The message is queued, and bounces in the end.
    Refused(Vec<String>),
    /// The domain takes no mail.
    NoMail,
}

impl Mail {
    /// Returns the harm: 0 for none, 1 for skipped hosts, 2 for a refusal.
    #[must_use]
    pub const fn harm(&self) -> u8 {
        match self {
            Self::Delivered(_) | Self::NoMail => 0,
            Self::Skips(..) => 1,
            Self::Refused(_) => 2,
        }
    }

    /// Returns the outcome for a message from a sender that applies this policy and sees these MX records.
    #[must_use]
    pub fn under(policy: Option<&Policy>, records: &[MxRecord]) -> Self {
        let forbids = |host: &str| policy.is_some_and(|policy| policy.enforces() && !policy.covers(host));
        let hosts = || records.iter().map(|record| record.host.clone());
        match records.iter().position(|record| !forbids(&record.host)) {
            None if records.is_empty() => Self::NoMail,
            None => Self::Refused(hosts().collect()),
            // A later host may be forbidden as well, but mail goes there only when the others fail.
            Some(first) if first > 0 => Self::Skips(records[first].host.clone(), hosts().take(first).collect()),
            Some(_) => match hosts().filter(|host| forbids(host)).collect::<Vec<_>>() {
                skipped if skipped.is_empty() => Self::Delivered(records[0].host.clone()),
                skipped => Self::Skips(records[0].host.clone(), skipped),
            },
        }
    }
}

/// A group at one time: the policy of the sender that follows last, and the worst outcome for mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupState {
    /// The group.
    pub group: SenderGroup,
    /// The policy that the last sender applies; `None` if it knows none.
    pub policy: Option<Policy>,
    /// The worst outcome for a message.
    pub mail: Mail,
}

/// A span of time in which a value stays the same, in Unix seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span<T> {
    /// The first moment.
    pub from: i64,
    /// The first moment after the span.
    pub to: i64,
    /// The value during the span.
    pub value: T,
}

/// Consecutive spans without a gap.
pub type Spans<T> = Vec<Span<T>>;

/// The harm if the next MX change were made at a given time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlyMx {
    /// The index of the step, from 0.
    pub step: usize,
    /// Whether some senders would refuse mail; otherwise they skip hosts.
    pub refuses: bool,
    /// The groups with such senders.
    pub groups: Vec<SenderGroup>,
    /// The time from which the change does no harm.
    pub until: Timestamp,
}

/// A plan as senders see it.
#[derive(Debug)]
pub struct PlanTimeline {
    plan: Plan,
    world: World,
    boundaries: Vec<i64>,
    learnt: Vec<i64>,
    filled: Vec<CacheFills>,
    held: Vec<Spans<Option<Policy>>>,
    /// The start of the timeline, in Unix seconds.
    pub from: i64,
    /// The end of the timeline, in Unix seconds.
    pub to: i64,
}

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

impl PlanTimeline {
    /// Creates the timeline of a plan whose steps are done exactly on time, with some time before and after it.
    #[must_use]
    pub fn new(plan: &Plan) -> Self {
        let world = World::from_plan(plan);
        let (start, end) = (plan.start.unix_seconds(), plan.ends.unix_seconds());
        let margin = ((end - start) / 20).clamp(6 * HOUR, 3 * DAY);
        let (boundaries, learnt, filled) = (world.boundaries(), learning_times(&world), worst_caches(&world));
        let (from, to, held) = (start - margin, end + margin, Vec::new());
        let mut timeline = Self { plan: plan.clone(), world, boundaries, learnt, filled, held, from, to };
        timeline.held =
            SenderGroup::ALL.map(|group| timeline.spans(|moment| timeline.group_at(group, moment).policy)).to_vec();
        timeline
    }

    /// Returns each group at one time.
    #[must_use]
    pub fn groups_at(&self, moment: i64) -> Vec<GroupState> {
        SenderGroup::ALL.into_iter().map(|group| self.group_at(group, moment)).collect()
    }

    /// Returns the MX records that the domain publishes at one time.
    #[must_use]
    pub fn mx(&self, moment: i64) -> &[MxRecord] {
        self.world.mx(moment)
    }

    /// Returns the policies that the last sender of a group holds, over time.
    #[must_use]
    pub fn held_policies(&self, group: SenderGroup) -> &[Span<Option<Policy>>] {
        &self.held[group as usize]
    }

    /// Returns the MX records that the domain publishes, over time.
    #[must_use]
    pub fn published_mx(&self) -> Spans<Vec<MxRecord>> {
        self.spans(|moment| self.world.mx(moment).to_vec())
    }

    /// Returns the harm if the next MX change after `moment` were made at `moment`. Returns `None` if it would do no
    /// harm.
    #[must_use]
    pub fn early_mx(&self, moment: i64) -> Option<EarlyMx> {
        let is_later = |step: &Step| step.at.unix_seconds() > moment;
        let (step, records) = self.plan.steps.iter().enumerate().find_map(|(number, step)| match &step.action {
            Change::Mx(records) if is_later(step) => Some((number, records)),
            _ => None,
        })?;
        let planned: Vec<MxRecord> = records.iter().filter(|record| record.host != ".").cloned().collect();
        let harm = |group: SenderGroup, at: i64| Mail::under(self.held_at(group, at), &planned).harm();
        let worst = SenderGroup::ALL.into_iter().map(|group| harm(group, moment)).max().filter(|harm| *harm > 0)?;
        let groups = SenderGroup::ALL.into_iter().filter(|group| harm(*group, moment) == worst).collect();
        let harmless = |at: &i64| *at > moment && SenderGroup::ALL.into_iter().all(|group| harm(group, *at) == 0);
        let until = self.change_times().into_iter().find(harmless).unwrap_or(self.to);
        Some(EarlyMx { step, refuses: worst > 1, groups, until: to_the_minute(until) })
    }

    fn held_at(&self, group: SenderGroup, moment: i64) -> Option<&Policy> {
        let spans = self.held_policies(group);
        let after = spans.partition_point(|span| span.from <= moment);
        spans[after.saturating_sub(1)].value.as_ref()
    }

    /// Returns the times at which something in the timeline has changed, rounded up to the minute and in order.
    #[must_use]
    pub fn change_times(&self) -> Vec<i64> {
        let held = self.held.iter().flatten().map(|span| span.from);
        let steps = self.plan.steps.iter().map(|step| step.at.unix_seconds());
        let mut all: Vec<i64> = held.filter(|at| *at > self.from).chain(steps).collect();
        all.iter_mut().for_each(|at| *at = to_the_minute(*at).unix_seconds());
        all.sort_unstable();
        all.dedup();
        all
    }

    fn spans<T: PartialEq>(&self, value: impl Fn(i64) -> T) -> Spans<T> {
        let mut spans: Spans<T> = vec![Span { from: self.from, to: self.to, value: value(self.from) }];
        for at in self.changes() {
            let now = value(at);
            if let Some(last) = spans.last_mut().filter(|last| last.value != now) {
                last.to = at;
                spans.push(Span { from: at, to: self.to, value: now });
            }
        }
        spans
    }

    /// Returns the times in the timeline at which a sender may come to hold something else.
    fn changes(&self) -> Vec<i64> {
        let policies = self.world.policies();
        let lives = policies.iter().map(|policy| policy.max_age).chain([DAY]);
        let expiries = lives.flat_map(|life| self.learnt.iter().map(move |at| at + life));
        let seen = self.boundaries.iter().flat_map(|at| [at - 1, *at]);
        let mut all: Vec<i64> = seen.chain(self.learnt.iter().copied()).chain(expiries).collect();
        all.retain(|at| (self.from + 1..self.to).contains(at));
        all.sort_unstable();
        all.dedup();
        all
    }

    fn group_at(&self, group: SenderGroup, moment: i64) -> GroupState {
        let mut last: Option<usize> = None;
        let mut mail = Mail::NoMail;
        let mut rank = u64::MAX;
        for sender in self.senders(group, moment) {
            let mut sender = sender;
            let file = sender.deliver(&self.world, &self.boundaries, moment).file;
            // A sender that cannot fetch files does no harm once its cached policy has expired.
            if file.is_none() && sender.cut_off < i64::MAX {
                continue;
            }
            let seen = sender.mx(&self.world, moment);
            let outcome = Mail::under(file.map(|file| self.world.policy(file)), seen);
            if self.rank(file) < rank {
                (rank, last) = (self.rank(file), file);
            }
            if outcome.harm() > mail.harm() || mail == Mail::NoMail {
                mail = outcome;
            }
        }
        GroupState { group, policy: last.map(|file| self.world.policy(file).clone()), mail }
    }

    /// Returns the rank of a file. Earlier files have smaller ranks. "No file" ranks first if there was none before the
    /// start, and last if the file was removed.
    fn rank(&self, file: Option<usize>) -> u64 {
        match file {
            Some(file) => file as u64 + 1,
            None if self.world.newest_file(self.world.start - 1).is_none() => 0,
            None => u64::MAX - 1,
        }
    }

    /// Returns the senders of a group that are about to deliver at `moment`.
    fn senders(&self, group: SenderGroup, moment: i64) -> Vec<Sender> {
        let learnt = || self.learnt.iter().copied().filter(|at| *at < moment);
        let mut all = Vec::new();
        for filled in self.filled.iter().copied() {
            let new = Sender::new(kind(group.kind_name()), filled, i64::MAX);
            if group == SenderGroup::First || learnt().next().is_none() {
                all.push(new);
                continue;
            }
            for first in learnt() {
                all.push(self.after_deliveries(new.clone(), &[first]));
            }
            if group == SenderGroup::Expiry {
                let pairs = learnt().zip(learnt().skip(1));
                all.extend(pairs.filter_map(|(first, renewed)| self.cut_off_sender(filled, first, renewed)));
            }
        }
        all
    }

    /// Creates a sender that learns a policy at `first`, cannot fetch files afterwards, and renews the policy by its
    /// `id` at `renewed`. Returns `None` if it learns no policy.
    fn cut_off_sender(&self, filled: CacheFills, first: i64, renewed: i64) -> Option<Sender> {
        let mut sender = Sender::new(kind(SenderGroup::Id.kind_name()), filled, first + 1);
        sender.deliver(&self.world, &self.boundaries, first).file?;
        Some(self.after_deliveries(sender, &[renewed]))
    }

    fn after_deliveries(&self, mut sender: Sender, deliveries: &[i64]) -> Sender {
        for moment in deliveries {
            sender.deliver(&self.world, &self.boundaries, *moment);
        }
        sender
    }
}

/// Rounds a time up to the minute.
fn to_the_minute(at: i64) -> Timestamp {
    Timestamp::from_unix(at + (-at).rem_euclid(60))
}

fn kind(name: &str) -> &'static Kind {
    KINDS.iter().find(|kind| kind.name == name).expect("every group names a kind")
}
