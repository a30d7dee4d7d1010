//! The published state at each moment, and a sender's cached view of it.

use super::{CacheTime, Certificates, Event, changing_value::ChangingValue};
use crate::{CachedRecords, Change, Goal, HostTarget, MxRecord, Plan, Policy, State, Topic};

/// A record as resolvers show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// A number that identifies the `id`.
    pub id: usize,
    /// The number of the file that belongs to the `id`.
    pub file: usize,
}

/// The number of the `id` that is live at the start; earlier ones have smaller numbers.
const CURRENT_ID: usize = 1_000;

/// The published state before, during and after a plan.
#[derive(Clone, Debug)]
pub struct World {
    policies: Vec<Policy>,
    files: ChangingValue<Option<usize>>,
    records: ChangingValue<Option<Record>>,
    mx: ChangingValue<Vec<MxRecord>>,
    /// Whether a policy covers each MX record: by policy, and by entry of `mx`. Replays ask millions of times.
    coverage: Vec<Vec<Vec<bool>>>,
    /// When the former policy host stops serving, and when DNS stopped naming it.
    former_host: Option<(i64, i64)>,
    /// The target of the policy host.
    host: Option<HostTarget>,
    /// When the policy host left DNS and came back, if it was missing at the start.
    missing_host: Option<(i64, i64)>,
    /// When the policy host left DNS, and when its place was given up.
    deleted_host: Option<(i64, i64)>,
    /// When a service ends that published the record, and when the domain's own record replaced it.
    service: Option<(i64, i64)>,
    certificates: Certificates,
    state: State,
    /// Cache times of the MX records and of the policy host's address.
    cache_times: [CacheTime; 2],
    /// The start of the script.
    pub start: i64,
    /// The script, in order of time.
    pub events: Vec<Event>,
}

impl World {
    /// Creates the world in which the steps of a plan are done exactly on time.
    #[must_use]
    pub fn from_plan(plan: &Plan) -> Self {
        let event = |step: &crate::Step| Event {
            at: step.at.unix_seconds(),
            action: step.action.clone(),
            topic: Some(step.text.topic),
        };
        Self::of_plan(plan, plan.steps.iter().map(event).collect())
    }

    /// Creates the world in which these steps of a plan are done: other times, or another order.
    #[must_use]
    pub fn of_plan(plan: &Plan, events: Vec<Event>) -> Self {
        let mut certificates = Certificates::new(&plan.state);
        certificates.add_renewal(plan);
        let mut world = Self::with_certificates(&plan.state, plan.start.unix_seconds(), events, certificates);
        world.service = world.end_of_service(&plan.goal);
        world
    }

    /// Creates the world in which a script is carried out. The earlier policies of the state were published before it.
    #[must_use]
    pub fn new(state: &State, start: i64, events: Vec<Event>) -> Self {
        Self::with_certificates(state, start, events, Certificates::new(state))
    }

    /// Adds a time during which an MX host has no valid certificate, in Unix seconds.
    #[must_use]
    pub fn with_fault(mut self, host: &str, from: i64, until: i64) -> Self {
        self.certificates.add_fault(host, from, until);
        self
    }

    /// Returns when the service ends that a plan leaves, and when the record was replaced. Its customer trusts the last
    /// wait of the plan.
    fn end_of_service(&self, goal: &Goal) -> Option<(i64, i64)> {
        let replaced = self.events.iter().position(|event| matches!(event.action, Change::Record(_)))?;
        let seen = self.events[replaced..].iter().find(|event| event.topic == Some(Topic::AllSeeId));
        let at = self.events[replaced].at;
        matches!(goal, Goal::ToOwn(_)).then_some((seen.map_or(at, |event| event.at), at))
    }

    fn with_certificates(state: &State, start: i64, mut events: Vec<Event>, certificates: Certificates) -> Self {
        events.sort_by_key(|event| event.at);
        let mut world = Self {
            policies: Vec::new(),
            files: ChangingValue::new(None),
            records: ChangingValue::new(None),
            mx: ChangingValue::new(state.exchanges()),
            coverage: Vec::new(),
            former_host: None,
            host: state.host.clone(),
            missing_host: state.needs_host().then(|| (host_left(state), i64::MAX)),
            deleted_host: None,
            service: None,
            certificates,
            state: state.clone(),
            cache_times: [state.ttl.mx, state.ttl.host].map(CacheTime::new),
            start,
            events: Vec::new(),
        };
        let mut ids = world.publish_past();
        let mut next = world.records.at(start).map_or(CURRENT_ID, |record| record.id) + 1;
        for event in &events {
            world.apply(event, &mut ids, &mut next);
        }
        world.events = events;
        let covered = |policy: &Policy, records: &[MxRecord]| {
            records.iter().map(|record| policy.covers(&record.host)).collect::<Vec<bool>>()
        };
        let by_mx = |policy| world.mx.values().map(|records| covered(policy, records)).collect();
        world.coverage = world.policies.iter().map(by_mx).collect();
        world
    }

    /// Publishes what was before, and returns each `id` with its number.
    fn publish_past(&mut self) -> Vec<(String, usize)> {
        let mut from = i64::MIN;
        let mut ids: Vec<(String, usize)> = Vec::new();
        let mut earlier = self.state.earlier.clone();
        earlier.sort_by_key(|earlier| earlier.until);
        for (id, earlier) in earlier.into_iter().enumerate() {
            let id = if self.state.is_current_id(&earlier) { CURRENT_ID } else { id };
            ids.extend(earlier.id.map(|text| (text, id)));
            self.publish_past_policy(from, earlier.policy, id);
            from = earlier.until.unix_seconds();
        }
        match self.state.policy.clone() {
            Some(policy) if self.state.id.is_some() => self.publish_past_policy(from, policy, CURRENT_ID),
            _ => {
                self.files.set(from, None);
                self.records.set(from, None);
            }
        }
        ids.extend(self.state.id.clone().map(|text| (text, CURRENT_ID)));
        ids
    }

    /// Publishes a policy of the past. The file came first: caches in front of it had it when the `id` changed.
    fn publish_past_policy(&mut self, from: i64, policy: Policy, id: usize) {
        let file = self.policies.len();
        self.policies.push(policy);
        self.files.set(from.saturating_sub(self.state.delays.http), Some(file));
        self.records.set(from, Some(Record { id, file }));
    }

    fn apply(&mut self, event: &Event, ids: &mut Vec<(String, usize)>, next: &mut usize) {
        let at = event.at;
        self.certificates.apply(event);
        match &event.action {
            Change::Policy(Some(policy)) => {
                if self.files.at(at).is_none_or(|file| self.policies[file] != *policy) {
                    self.policies.push(policy.clone());
                }
                self.files.set(at, Some(self.policies.len() - 1));
            }
            Change::Policy(None) => {
                self.files.set(at, None);
                self.deleted_host = self.deleted_host.map(|(deleted, _)| (deleted, at));
            }
            Change::Record(id) => {
                let again = ids.iter().find(|(known, _)| known == id).map(|(_, number)| *number);
                ids.push((id.clone(), again.unwrap_or(*next)));
                self.publish_record(at, again, next);
            }
            Change::RecordAlias(_) => self.publish_record(at, None, next),
            Change::NoRecord => self.records.set(at, None),
            Change::Mx(records) => {
                let hosts = records.iter().filter(|record| record.host != ".").cloned().collect();
                self.mx.set(at, hosts);
            }
            Change::Host(_) if self.missing_host.is_some() => self.bring_host_back(at),
            Change::Host(target) if self.host.as_ref() == Some(target) => {}
            Change::Host(_) => self.former_host = Some((i64::MAX, at)),
            Change::NoHost => self.deleted_host = Some((at, i64::MAX)),
            Change::Ttl(cached, seconds) => {
                let cache_time = &mut self.cache_times[*cached as usize];
                *cache_time = cache_time.changed_at(at, *seconds);
            }
            Change::WaitFor if event.topic == Some(Topic::HostPublish) => self.bring_host_back(at),
            Change::WaitFor => self.close_former_host(event),
        }
        if let Change::Host(target) = &event.action {
            self.host = Some(target.clone());
        }
    }

    /// Publishes a record. To senders, an `id` that was used before is the same.
    fn publish_record(&mut self, at: i64, again: Option<usize>, next: &mut usize) {
        let id = again.unwrap_or(*next);
        *next += 1;
        let file = self.files.at(at).unwrap_or_default();
        self.records.set(at, Some(Record { id, file }));
    }

    fn bring_host_back(&mut self, at: i64) {
        self.missing_host = Some((host_left(&self.state), at));
    }

    /// Stops the former policy host at the end of its wait, as an operator who trusts the wait does.
    fn close_former_host(&mut self, event: &Event) {
        if let (Some(Topic::AllFindHost), Some((_, at))) = (event.topic, self.former_host) {
            self.former_host = Some((event.at, at));
        }
    }

    /// Returns the policy of a file.
    #[must_use]
    pub fn policy(&self, file: usize) -> &Policy {
        &self.policies[file]
    }

    /// Returns all policies, in the order in which they were published.
    #[must_use]
    pub fn policies(&self) -> &[Policy] {
        &self.policies
    }

    /// Returns the number of the newest policy file that was published at a given time.
    #[must_use]
    pub fn newest_file(&self, moment: i64) -> Option<usize> {
        *self.files.at(moment)
    }

    /// Returns the STS record at a given time, as the authoritative servers have it.
    #[must_use]
    pub fn record(&self, moment: i64) -> Option<Record> {
        *self.records.at(moment)
    }

    /// Returns the STS record that a resolver shows, from a look-up at another time. A cached alias leads nowhere once
    /// the service has ended that published the record.
    #[must_use]
    pub fn record_seen(&self, moment: i64, looked_up: i64) -> Option<Record> {
        let leads = |(ends, replaced): (i64, i64)| moment < ends || looked_up >= replaced;
        self.record(looked_up).filter(|_| self.service.is_none_or(leads))
    }

    /// Returns when the service ends that a plan leaves.
    #[must_use]
    pub fn service_end(&self) -> Option<i64> {
        self.service.map(|(ends, _)| ends)
    }

    /// Returns whether a cached address leads to a place of the policy host that was given up: a stranger may have
    /// claimed it.
    #[must_use]
    pub fn is_given_up(&self, moment: i64, looked_up: i64) -> bool {
        self.deleted_host.is_some_and(|(deleted, given_up)| looked_up < deleted && moment >= given_up)
    }

    /// Returns the MX records at a given time, as the authoritative servers have them.
    #[must_use]
    pub fn mx(&self, moment: i64) -> &[MxRecord] {
        self.mx.at(moment)
    }

    /// Returns whether the policy of a file covers each of the MX records at a given time.
    #[must_use]
    pub fn covered(&self, file: usize, moment: i64) -> &[bool] {
        &self.coverage[file][self.mx.index_at(moment)]
    }

    /// Returns whether a request reaches a server that serves the file. A cached address may point to the former host.
    #[must_use]
    pub fn reaches(&self, moment: i64, looked_up: i64) -> bool {
        let serves = |(stops, changed_at): (i64, i64)| looked_up >= changed_at || moment < stops;
        let is_named = self.missing_host.is_none_or(|(left, back)| looked_up < left || looked_up >= back)
            && self.deleted_host.is_none_or(|(deleted, _)| looked_up < deleted);
        is_named && self.former_host.is_none_or(serves)
    }

    /// Returns the certificates of the MX hosts.
    #[must_use]
    pub fn certificates(&self) -> &Certificates {
        &self.certificates
    }

    /// Returns the state at the start.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Returns how long resolvers keep these records.
    #[must_use]
    pub fn cache_time(&self, cached: CachedRecords) -> CacheTime {
        self.cache_times[cached as usize]
    }

    /// Returns how long resolvers keep the TXT record.
    #[must_use]
    pub fn txt_cache_time(&self) -> CacheTime {
        CacheTime::new(self.state.ttl.txt)
    }

    /// Returns the time until which some resolver shows these records as they were before `at`.
    #[must_use]
    pub fn stale_until(&self, cached: CachedRecords, at: i64) -> i64 {
        self.cache_time(cached).stale_until(at) + self.state.delays.dns
    }

    /// Returns the time until which some resolver shows the TXT record as it was before `at`.
    #[must_use]
    pub fn txt_stale_until(&self, at: i64) -> i64 {
        self.txt_cache_time().stale_until(at) + self.state.delays.dns
    }

    /// Returns the times after which the published state differs, as resolvers and caches see it, in order.
    #[must_use]
    pub fn boundaries(&self) -> Vec<i64> {
        let past = self.state.earlier.iter().map(|earlier| earlier.until.unix_seconds());
        let changes = self.events.iter().map(|event| event.at).chain(past);
        let seen = |at: i64| {
            let stale = [CachedRecords::Mx, CachedRecords::Host].map(|cached| self.stale_until(cached, at));
            [at, at + self.state.delays.http, self.txt_stale_until(at), stale[0], stale[1]]
        };
        let mut all: Vec<i64> = changes.flat_map(seen).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Returns when a policy host left DNS that is missing now: with the last policy that was served. It was never there if
/// none is known.
fn host_left(state: &State) -> i64 {
    state.earlier.iter().map(|earlier| earlier.until.unix_seconds()).max().unwrap_or(i64::MIN)
}
