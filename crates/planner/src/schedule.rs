//! The schedule of a plan: each operation appends a step and advances the time of the next one.
//!
//! It records the policies that senders may hold, and the last time at which each could be fetched or renewed. The
//! longest wait of a plan follows from these times.

use checker::{LONGEST_FLOOR, Retention};

use crate::{
    Arg, CachedRecords, Change, EarlierPolicy, HostTarget, Margins, MxRecord, Owner, PlanVariant, Policy, State, Step,
    StepText, Timestamp, Topic, Waits,
    waits::{LOW_TTL_SECONDS, QUEUE_SECONDS},
};

/// A policy that senders may hold.
struct HeldPolicy {
    policy: Policy,
    /// The last time at which a sender could renew it by its `id`; `None` while the `id` is live.
    last: Option<i64>,
    /// The last time at which a sender could fetch it.
    fetched: i64,
}

impl HeldPolicy {
    /// Creates a held policy from one that was served before. If it has the present `id`, senders renew it until the
    /// `id` changes.
    fn earlier(earlier: &EarlierPolicy, state: &State, waits: Waits) -> Self {
        let policy = earlier.policy.clone();
        let replaced = Retention::replaced(earlier.until.unix_seconds(), policy.max_age, waits.file, waits.id);
        let last = (!state.is_current_id(earlier)).then_some(replaced.renewed);
        Self { policy, last, fetched: replaced.fetched }
    }

    fn live(policy: &Policy) -> Self {
        Self { policy: policy.clone(), last: None, fetched: i64::MAX }
    }

    /// Returns the time at which the last sender drops the policy, or `None` while its `id` is live.
    fn ends(&self, floor: i64) -> Option<i64> {
        let retention = Retention { max_age: self.policy.max_age, fetched: self.fetched, renewed: self.last? };
        Some(retention.ends(floor))
    }
}

/// Ten years in seconds. An `id` that reads as a time further ahead is not a date.
const MAX_ID_AHEAD_SECONDS: i64 = 315_576_000;

/// Returns the time that an `id` such as `20260101093000Z` encodes, in Unix seconds.
fn time_in_id(id: &str) -> Option<i64> {
    let part = |from: usize, to: usize| id.get(from..to).filter(|_| id.len() == 15);
    let (date, time) = ([part(0, 4)?, part(4, 6)?, part(6, 8)?], [part(8, 10)?, part(10, 12)?, part(12, 14)?]);
    let text = [date.join("-"), "T".into(), time.join(":"), part(14, 15)?.into()].concat();
    text.parse().ok().map(|at: Timestamp| at.unix_seconds())
}

/// A plan under construction.
pub(crate) struct Schedule {
    pub form: PlanVariant,
    pub margins: Margins,
    pub waits: Waits,
    /// The time of the next step.
    pub now: i64,
    /// The policy that is live at that time.
    pub live: Option<Policy>,
    /// The MX records that are live at that time.
    pub mx: Vec<MxRecord>,
    pub steps: Vec<Step>,
    held: Vec<HeldPolicy>,
    ids: Vec<String>,
    /// The times from which no resolver keeps MX records, or the policy host's address, for longer than their present
    /// TTL.
    lowered: [i64; 2],
}

impl Schedule {
    /// Creates a schedule that begins at `start` with the live state.
    pub fn new(state: &State, start: Timestamp, form: PlanVariant, margins: Margins) -> Self {
        let waits = Waits::from_state(state);
        let earlier = state.earlier.iter().map(|earlier| HeldPolicy::earlier(earlier, state, waits));
        let held = earlier.chain(state.in_force().map(HeldPolicy::live)).collect();
        let known = state.earlier.iter().filter_map(|earlier| earlier.id.clone());
        Self {
            form,
            margins,
            waits,
            now: start.unix_seconds(),
            live: state.policy.clone(),
            mx: state.exchanges(),
            steps: Vec::new(),
            held,
            ids: state.id.iter().cloned().chain(known).collect(),
            lowered: [start.unix_seconds(); 2],
        }
    }

    /// Appends a step at the current time of the schedule.
    pub fn push_step(&mut self, action: Change, owner: Owner, topic: Topic, args: Vec<(&'static str, Arg)>) {
        let at = Timestamp::from_unix(self.now);
        self.steps.push(Step { at, action, owner, text: StepText { topic, args } });
    }

    /// Waits `seconds` and a margin, then appends a step whose topic states what now holds. A wait of zero seconds adds
    /// nothing.
    pub fn push_wait(&mut self, seconds: i64, owner: Owner, topic: Topic, args: Vec<(&'static str, Arg)>) {
        if seconds > 0 {
            self.now = self.margins.end_of_wait(self.now, seconds);
            self.push_step(Change::WaitFor, owner, topic, args);
        }
    }

    /// Waits for the time that observations take, without a margin.
    pub fn wait_for_observations(&mut self, seconds: i64, owner: Owner, topic: Topic) {
        self.now += seconds;
        self.push_step(Change::WaitFor, owner, topic, vec![("wait", Arg::Duration(seconds))]);
    }

    /// Serves a policy, publishes a new `id`, and waits until every sender sees it.
    pub fn publish_policy(&mut self, policy: Policy, topic: Topic, args: Vec<(&'static str, Arg)>) {
        self.serve_policy(policy, topic, args);
        self.renew_id();
    }

    /// Serves a policy and waits until every cache in front of the file has it.
    pub fn serve_policy(&mut self, policy: Policy, topic: Topic, args: Vec<(&'static str, Arg)>) {
        self.push_policy(policy, topic, args);
        self.push_wait(self.waits.file, Owner::Web, Topic::AllHaveFile, Vec::new());
    }

    /// Serves a policy and points the policy host to its place. Caches in front of the file and resolvers expire at the
    /// same time, so only the longer of the two is waited for.
    pub fn serve_policy_at(&mut self, target: &HostTarget, policy: Policy) {
        self.push_policy(policy, Topic::FileFirst, Vec::new());
        let target_arg = vec![("target", Arg::Text(target.to_string()))];
        self.push_step(Change::Host(target.clone()), Owner::Dns, Topic::HostFirst, target_arg.clone());
        self.push_wait(self.waits.host.max(self.waits.file), Owner::Dns, Topic::AllFindHost, target_arg);
    }

    fn push_policy(&mut self, policy: Policy, topic: Topic, args: Vec<(&'static str, Arg)>) {
        self.push_step(Change::Policy(Some(policy.clone())), Owner::Web, topic, args);
        self.live = Some(policy);
    }

    /// Publishes a new `id` for the live policy. Senders can renew the earlier policy until every resolver has the new
    /// `id`.
    pub fn publish_new_id(&mut self) {
        let id = self.fresh_id();
        self.push_step(Change::Record(id.clone()), Owner::Dns, Topic::Id, vec![("id", Arg::Text(id))]);
        self.replace_held_policies();
    }

    /// Records that the `id` changes now: until every resolver shows that, senders renew what they hold.
    fn replace_held_policies(&mut self) {
        let last = self.margins.end_of_wait(self.now, self.waits.id);
        for held in self.held.iter_mut().filter(|held| held.last.is_none()) {
            held.last = Some(last);
            held.fetched = held.fetched.min(self.now);
        }
        self.held.extend(self.live.as_ref().map(HeldPolicy::live));
    }

    /// Records a change that was made at this time. Senders may fetch a new file at once, under the former `id`.
    pub fn record_change(&mut self, change: &Change, at: i64) {
        self.now = at;
        match change {
            Change::Policy(policy) => {
                self.live.clone_from(policy);
                self.held.extend(policy.as_ref().map(HeldPolicy::live));
            }
            Change::Record(_) | Change::RecordAlias(_) => self.replace_held_policies(),
            Change::NoRecord => {
                self.live = None;
                self.replace_held_policies();
            }
            Change::Mx(records) => self.mx = records.iter().filter(|record| !record.is_null()).cloned().collect(),
            Change::Host(_) | Change::NoHost | Change::Ttl(..) | Change::WaitFor => {}
        }
    }

    /// Keeps these ids for the plan.
    pub fn reserve_ids(&mut self, ids: impl IntoIterator<Item = String>) {
        self.ids.extend(ids);
    }

    /// Returns an `id` that this domain has not had: the current time in UTC, or a second after the latest `id` that
    /// encodes a future time.
    pub fn fresh_id(&mut self) -> String {
        let ahead = self
            .ids
            .iter()
            .filter_map(|id| time_in_id(id))
            .filter(|at| (self.now..self.now + MAX_ID_AHEAD_SECONDS).contains(at));
        let first = ahead.max().map_or(self.now, |at| at + 1);
        let candidates = (first..).map(|second| Timestamp::from_unix(second).policy_id());
        let id = candidates.into_iter().find(|id| !self.ids.contains(id)).expect("time goes on");
        self.ids.push(id.clone());
        id
    }

    /// Waits until no sender enforces a policy that `forbids` what comes next.
    pub fn wait_until_none_enforces(&mut self, forbids: impl Fn(&Policy) -> bool) {
        self.wait_for_expiry(self.floor(), forbids);
    }

    /// Waits in the same way before a change after which senders cannot learn of a new policy. Some of them keep a
    /// cached policy for at least a week.
    pub fn wait_until_none_enforces_cautiously(&mut self, forbids: impl Fn(&Policy) -> bool) {
        self.wait_for_expiry(LONGEST_FLOOR, forbids);
    }

    /// Returns the shortest cache time to assume, in seconds. Without a live record, senders cannot learn of a new
    /// policy.
    fn floor(&self) -> i64 {
        if self.held.iter().any(|held| held.last.is_none()) { 0 } else { LONGEST_FLOOR }
    }

    fn wait_for_expiry(&mut self, floor: i64, forbids: impl Fn(&Policy) -> bool) {
        let Some(end) = self.expiry(floor, forbids) else { return };
        let seconds = end - self.now;
        self.waits.copies = self.waits.copies.max(seconds);
        self.push_wait(seconds, Owner::Web, Topic::Copies, vec![("wait", Arg::Duration(seconds))]);
    }

    /// Waits until no sender holds a policy that is meant, in whatever mode.
    pub fn wait_until_dropped(&mut self, topic: Topic, is_meant: impl Fn(&Policy) -> bool) {
        let ends = self.held.iter().filter(|held| is_meant(&held.policy)).filter_map(|held| held.ends(0)).max();
        let seconds = ends.unwrap_or(self.now) - self.now;
        self.push_wait(seconds, Owner::Web, topic, vec![("wait", Arg::Duration(seconds))]);
    }

    /// Returns whether senders still enforce a policy that `forbids` what comes next.
    pub fn is_still_enforced(&self, forbids: impl Fn(&Policy) -> bool) -> bool {
        self.expiry(self.floor(), forbids).is_some()
    }

    /// Returns when the last sender drops such a policy, if that time is still to come.
    fn expiry(&self, floor: i64, forbids: impl Fn(&Policy) -> bool) -> Option<i64> {
        let counts = |held: &&HeldPolicy| held.policy.enforces() && forbids(&held.policy);
        self.held.iter().filter(counts).filter_map(|held| held.ends(floor)).filter(|end| *end > self.now).max()
    }

    /// Returns when the last sender drops such a policy, with at least `floor` seconds of cache time. Returns
    /// `Some(None)` if senders renew it indefinitely, and `None` if no sender holds one any more at `moment`.
    pub fn held_until(&self, moment: i64, floor: i64, forbids: impl Fn(&Policy) -> bool) -> Option<Option<i64>> {
        let held = self.held.iter().filter(|held| held.policy.enforces() && forbids(&held.policy));
        let ends: Vec<Option<i64>> = held.map(|held| held.ends(floor)).collect();
        if ends.contains(&None) {
            return Some(None);
        }
        ends.into_iter().flatten().filter(|end| *end > moment).max().map(Some)
    }

    /// Returns whether senders renew such an earlier policy by the present `id` indefinitely.
    pub fn is_renewed_forever(&self, forbids: impl Fn(&Policy) -> bool) -> bool {
        let stuck = |held: &&HeldPolicy| held.last.is_none() && held.fetched != i64::MAX && held.policy.enforces();
        self.held.iter().filter(stuck).any(|held| forbids(&held.policy))
    }

    /// Publishes a new `id` for the live file, and waits until every sender sees it.
    pub fn renew_id(&mut self) {
        self.publish_new_id();
        self.push_wait(self.waits.id, Owner::Dns, Topic::AllSeeId, Vec::new());
    }

    /// Returns whether senders may enforce a policy that meets the condition.
    pub fn is_held(&self, condition: impl Fn(&Policy) -> bool) -> bool {
        let live = |held: &HeldPolicy| held.ends(0).is_none_or(|end| end > self.now);
        self.held.iter().any(|held| held.policy.enforces() && live(held) && condition(&held.policy))
    }

    /// Lowers a TTL of more than one hour, so that resolvers follow the change and a rollback within one hour.
    pub fn lower_ttl(&mut self, cached: CachedRecords, ttl: i64) {
        if ttl <= LOW_TTL_SECONDS {
            return;
        }
        let args = vec![("record", Arg::Text(cached.id().to_owned())), ("wait", Arg::Duration(LOW_TTL_SECONDS))];
        self.push_step(Change::Ttl(cached, LOW_TTL_SECONDS), Owner::Dns, Topic::TtlLower, args);
        self.waits.set_ttl(cached, ttl, LOW_TTL_SECONDS);
        self.lowered[cached as usize] = self.margins.end_of_wait(self.now, ttl - LOW_TTL_SECONDS);
    }

    /// Waits until records cached under the former TTL expire no later than records cached under the lowered one.
    fn wait_for_former_ttl(&mut self, cached: CachedRecords) {
        let end = self.lowered[cached as usize];
        if end > self.now {
            self.now = end;
            let args = vec![("record", Arg::Text(cached.id().to_owned()))];
            self.push_step(Change::WaitFor, Owner::Dns, Topic::TtlLowered, args);
        }
    }

    /// Changes the policy host in DNS, and waits until every sender finds the new target.
    pub fn set_host(&mut self, action: Change, topic: Topic, args: Vec<(&'static str, Arg)>) {
        self.wait_for_former_ttl(CachedRecords::Host);
        self.push_step(action, Owner::Dns, topic, args.clone());
        self.push_wait(self.waits.host, Owner::Dns, Topic::AllFindHost, args);
    }

    /// Publishes MX records and waits until every sender sees them.
    pub fn set_mx(&mut self, records: Vec<MxRecord>, topic: Topic, hosts: Vec<String>) {
        self.wait_for_former_ttl(CachedRecords::Mx);
        let mut records = records;
        records.sort();
        let shown = Arg::List(records.iter().map(ToString::to_string).collect());
        let args = vec![("hosts", Arg::List(hosts.clone())), ("records", shown)];
        self.push_step(Change::Mx(records.clone()), Owner::Dns, topic, args);
        self.mx = records.into_iter().filter(|record| !record.is_null()).collect();
        self.wait_for_mx(&hosts);
    }

    /// Waits until every sender sees the MX records. The hosts to check are those that changed, or else all of them.
    pub fn wait_for_mx(&mut self, changed: &[String]) {
        let present = self.hosts();
        let new: Vec<String> = changed.iter().filter(|host| present.contains(host)).cloned().collect();
        let checked = if new.is_empty() { present } else { new };
        if checked.is_empty() {
            self.push_wait(self.waits.mx, Owner::Dns, Topic::AllSeeNullMx, Vec::new());
        } else {
            self.push_wait(self.waits.mx, Owner::Dns, Topic::AllSeeMx, vec![("hosts", Arg::List(checked))]);
        }
    }

    /// Waits until no queued message holds the old MX records. The wait is long, so it has no margin.
    pub fn empty_queues(&mut self, hosts: Vec<String>) {
        self.now += QUEUE_SECONDS;
        self.push_step(Change::WaitFor, Owner::Mail, Topic::Queue, vec![("hosts", Arg::List(hosts))]);
    }

    /// Returns the MX hosts at the current time of the schedule.
    pub fn hosts(&self) -> Vec<String> {
        self.mx.iter().map(|record| record.host.clone()).collect()
    }
}

impl std::fmt::Display for MxRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.preference, self.host)
    }
}
