//! What happens to mail at each moment of a plan, by how senders keep a policy: the lanes of a timeline.
//!
//! Each lane has senders at their worst moments: their caches were filled a second before a change, and they learnt or renewed a
//! policy at the last moment at which that is possible. A lane shows the one that follows last.

use super::{
    KINDS, Kind, Sender, World,
    adversaries::{learning, worst_caches},
    sender::CacheFills,
};
use crate::{Change, MxRecord, Plan, Policy, Step, Timestamp};

/// A way in which senders keep a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// They have not mailed the domain before, and fetch the file.
    First,
    /// They look at the `id` before each delivery.
    Id,
    /// They fetch the file once a day.
    Daily,
    /// They keep their copy until it expires. Some of them cannot fetch the new file.
    Expiry,
}

impl Lane {
    /// Every lane, in the order in which they follow a change.
    pub const ALL: [Self; 4] = [Self::First, Self::Id, Self::Daily, Self::Expiry];

    /// The id.
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

/// The fate of a message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mail {
    /// It is delivered to this host.
    Delivered(String),
    /// It is delivered to the first host; the others come before it and are skipped.
    Skips(String, Vec<String>),
    /// No MX host may have it. It waits, and bounces in the end.
    Refused(Vec<String>),
    /// The domain takes no mail.
    NoMail,
}

impl Mail {
    /// The harm of it: 0 for none.
    #[must_use]
    pub const fn harm(&self) -> u8 {
        match self {
            Self::Delivered(_) | Self::NoMail => 0,
            Self::Skips(..) => 1,
            Self::Refused(_) => 2,
        }
    }

    /// The fate of a message at a sender that applies this policy and sees these MX records.
    #[must_use]
    pub fn under(policy: Option<&Policy>, records: &[MxRecord]) -> Self {
        let forbids = |host: &str| policy.is_some_and(|policy| policy.enforces() && !policy.covers(host));
        let hosts = || records.iter().map(|record| record.host.clone());
        match records.iter().position(|record| !forbids(&record.host)) {
            None if records.is_empty() => Self::NoMail,
            None => Self::Refused(hosts().collect()),
            // A later host may be forbidden as well: mail goes there only when the others fail.
            Some(first) if first > 0 => Self::Skips(records[first].host.clone(), hosts().take(first).collect()),
            Some(_) => match hosts().filter(|host| forbids(host)).collect::<Vec<_>>() {
                skipped if skipped.is_empty() => Self::Delivered(records[0].host.clone()),
                skipped => Self::Skips(records[0].host.clone(), skipped),
            },
        }
    }
}

/// A lane at a moment: the sender that follows last, and what happens to mail at worst.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneMoment {
    /// The lane.
    pub lane: Lane,
    /// The policy that the last sender applies; `None`: it knows none.
    pub policy: Option<Policy>,
    /// The fate of a message at worst.
    pub mail: Mail,
}

/// A stretch of time in which something stays as it is, in Unix seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span<T> {
    /// The first moment.
    pub from: i64,
    /// The first moment at which it is over.
    pub to: i64,
    /// The value during the span.
    pub value: T,
}

/// Stretches of time without a gap.
pub type Spans<T> = Vec<Span<T>>;

/// The harm if the next change of MX were done at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlyMx {
    /// The number of the step, from 0.
    pub step: usize,
    /// Whether some senders would refuse; otherwise they skip hosts.
    pub refuses: bool,
    /// The lanes with such senders.
    pub lanes: Vec<Lane>,
    /// From this moment on the change does no harm.
    pub until: Timestamp,
}

/// A plan as senders see it.
#[derive(Debug)]
pub struct Outlook {
    plan: Plan,
    world: World,
    boundaries: Vec<i64>,
    learnt: Vec<i64>,
    filled: Vec<CacheFills>,
    held: Vec<Spans<Option<Policy>>>,
    /// The first moment on show, in Unix seconds.
    pub from: i64,
    /// The last moment on show, in Unix seconds.
    pub to: i64,
}

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

impl Outlook {
    /// The outlook of a plan that is carried out to the second, with some time before and after it.
    #[must_use]
    pub fn new(plan: &Plan) -> Self {
        let world = World::from_plan(plan);
        let (start, end) = (plan.start.unix_seconds(), plan.ends.unix_seconds());
        let margin = ((end - start) / 20).clamp(6 * HOUR, 3 * DAY);
        let (boundaries, learnt, filled) = (world.boundaries(), learning(&world), worst_caches(&world));
        let (from, to, held) = (start - margin, end + margin, Vec::new());
        let mut outlook = Self { plan: plan.clone(), world, boundaries, learnt, filled, held, from, to };
        outlook.held = Lane::ALL.map(|lane| outlook.spans(|moment| outlook.lane_at(lane, moment).policy)).to_vec();
        outlook
    }

    /// Each lane at a moment.
    #[must_use]
    pub fn lanes_at(&self, moment: i64) -> Vec<LaneMoment> {
        Lane::ALL.into_iter().map(|lane| self.lane_at(lane, moment)).collect()
    }

    /// The MX records at a moment, as the domain publishes them.
    #[must_use]
    pub fn mx(&self, moment: i64) -> &[MxRecord] {
        self.world.mx(moment)
    }

    /// The policies that the last sender of a lane holds, over time.
    #[must_use]
    pub fn held_policies(&self, lane: Lane) -> &[Span<Option<Policy>>] {
        &self.held[lane as usize]
    }

    /// The MX records that the domain publishes, over time.
    #[must_use]
    pub fn published_mx(&self) -> Spans<Vec<MxRecord>> {
        self.spans(|moment| self.world.mx(moment).to_vec())
    }

    /// The harm if the next change of MX after a moment were done at it; nothing, where it would do none.
    #[must_use]
    pub fn early_mx(&self, moment: i64) -> Option<EarlyMx> {
        let is_later = |step: &Step| step.at.unix_seconds() > moment;
        let (step, records) = self.plan.steps.iter().enumerate().find_map(|(number, step)| match &step.action {
            Change::Mx(records) if is_later(step) => Some((number, records)),
            _ => None,
        })?;
        let planned: Vec<MxRecord> = records.iter().filter(|record| record.host != ".").cloned().collect();
        let harm = |lane: Lane, at: i64| Mail::under(self.held_at(lane, at), &planned).harm();
        let worst = Lane::ALL.into_iter().map(|lane| harm(lane, moment)).max().filter(|harm| *harm > 0)?;
        let lanes = Lane::ALL.into_iter().filter(|lane| harm(*lane, moment) == worst).collect();
        let harmless = |at: &i64| *at > moment && Lane::ALL.into_iter().all(|lane| harm(lane, *at) == 0);
        let until = self.turns().into_iter().find(harmless).unwrap_or(self.to);
        Some(EarlyMx { step, refuses: worst > 1, lanes, until: to_the_minute(until) })
    }

    fn held_at(&self, lane: Lane, moment: i64) -> Option<&Policy> {
        let spans = self.held_policies(lane);
        let after = spans.partition_point(|span| span.from <= moment);
        spans[after.saturating_sub(1)].value.as_ref()
    }

    /// Moments at which something on show has changed, to the minute, in order.
    #[must_use]
    pub fn turns(&self) -> Vec<i64> {
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

    /// Moments within the time on show at which a sender may come to hold something else.
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

    fn lane_at(&self, lane: Lane, moment: i64) -> LaneMoment {
        let mut last: Option<usize> = None;
        let mut mail = Mail::NoMail;
        let mut rank = u64::MAX;
        for sender in self.senders(lane, moment) {
            let mut sender = sender;
            let file = sender.deliver(&self.world, &self.boundaries, moment).file;
            // A copy that expired at a sender that cannot fetch files is no longer in anybody's way.
            if file.is_none() && sender.cut_off < i64::MAX {
                continue;
            }
            let seen = sender.mx(&self.world, moment);
            let fate = Mail::under(file.map(|file| self.world.policy(file)), seen);
            if self.rank(file) < rank {
                (rank, last) = (self.rank(file), file);
            }
            if fate.harm() > mail.harm() || mail == Mail::NoMail {
                mail = fate;
            }
        }
        LaneMoment { lane, policy: last.map(|file| self.world.policy(file).clone()), mail }
    }

    /// Earlier files have smaller ranks. No file comes first where there was none, and last where it was taken away.
    fn rank(&self, file: Option<usize>) -> u64 {
        match file {
            Some(file) => file as u64 + 1,
            None if self.world.newest_file(self.world.start - 1).is_none() => 0,
            None => u64::MAX - 1,
        }
    }

    /// Senders of a lane that are about to deliver at a moment.
    fn senders(&self, lane: Lane, moment: i64) -> Vec<Sender> {
        let learnt = || self.learnt.iter().copied().filter(|at| *at < moment);
        let mut all = Vec::new();
        for filled in self.filled.iter().copied() {
            let new = Sender::new(kind(lane.kind_name()), filled, i64::MAX);
            if lane == Lane::First || learnt().next().is_none() {
                all.push(new);
                continue;
            }
            for first in learnt() {
                all.push(self.after(new.clone(), &[first]));
            }
            if lane == Lane::Expiry {
                let pairs = learnt().zip(learnt().skip(1));
                all.extend(pairs.filter_map(|(first, renewed)| self.cut_off(filled, first, renewed)));
            }
        }
        all
    }

    /// A sender that learnt a policy at one moment, renews it by its id at another, and cannot fetch files in between.
    fn cut_off(&self, filled: CacheFills, first: i64, renewed: i64) -> Option<Sender> {
        let mut sender = Sender::new(kind(Lane::Id.kind_name()), filled, first + 1);
        sender.deliver(&self.world, &self.boundaries, first).file?;
        Some(self.after(sender, &[renewed]))
    }

    fn after(&self, mut sender: Sender, deliveries: &[i64]) -> Sender {
        for moment in deliveries {
            sender.deliver(&self.world, &self.boundaries, *moment);
        }
        sender
    }
}

/// Rounded up to the minute.
fn to_the_minute(at: i64) -> Timestamp {
    Timestamp::from_unix(at + (-at).rem_euclid(60))
}

fn kind(name: &str) -> &'static Kind {
    KINDS.iter().find(|kind| kind.name == name).expect("every lane names a kind")
}
