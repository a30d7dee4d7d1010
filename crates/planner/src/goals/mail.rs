//! Plans about MX hosts: add, remove, move, rename.

use super::{DAY, Draft, PlanError};
use crate::{Arg, CachedRecords, Change, MxRecord, Owner, Policy, Topic, Warning};

impl Draft<'_> {
    /// Adds an MX host behind the others, where a sender with an old cached policy skips it.
    pub(super) fn add_mx(&mut self, host: &str) -> Result<(), PlanError> {
        if self.state.hosts().any(|known| known == host) {
            return Err(PlanError::Done);
        }
        let mut records = self.state.exchanges();
        records.push(MxRecord { preference: preference_after(&records), host: host.to_owned() });
        let new = vec![host.to_owned()];
        self.warn_of_other_names();
        self.expect_hosts(Topic::NewHosts, &new);
        self.cover_hosts(&names(&records), &new);
        self.wait_until_hosts_allowed(&records);
        self.schedule.set_mx(records, Topic::MxAdd, new);
        Ok(())
    }

    /// Removes an MX host, first from the MX records and later from the file, because a resolver may still return it.
    pub(super) fn remove_mx(&mut self, host: &str) -> Result<(), PlanError> {
        let (gone, kept) = self.state.exchanges().into_iter().partition::<Vec<_>, _>(|record| record.host == host);
        if gone.is_empty() {
            return Err(PlanError::NotThere);
        }
        if kept.is_empty() {
            return Err(PlanError::OnlyHost);
        }
        self.remove_hosts(kept, &names(&gone));
        Ok(())
    }

    /// Removes hosts from MX, and then from the file. The rest stays, in any order.
    fn remove_hosts(&mut self, kept: Vec<MxRecord>, gone: &[String]) {
        self.warn(Warning::NoBackup, kept.len() == 1);
        self.warn_of_other_names();
        self.expect_hosts(Topic::RemainingHosts, &names(&kept));
        self.cover_hosts(&names(&kept), &names(&kept));
        self.wait_until_hosts_allowed(&kept);
        self.schedule.set_mx(kept, Topic::MxDrop, gone.to_vec());
        self.back_until = Some(self.now());
        let seen = self.schedule.now;
        self.drop_from_file(gone);
        let tidied = std::mem::replace(&mut self.schedule.now, seen);
        self.schedule.empty_queues(gone.to_vec());
        self.schedule.now = self.schedule.now.max(tidied);
    }

    /// Replaces all MX hosts.
    pub(super) fn move_mx(&mut self, hosts: &[String]) -> Result<(), PlanError> {
        let new = hosts.iter().zip(1_u16..);
        let record = |(host, number): (&String, u16)| MxRecord { preference: number * 10, host: host.clone() };
        self.replace(new.map(record).collect())
    }

    /// Replaces one MX host by another with the same preference.
    pub(super) fn rename_mx(&mut self, old: &str, new: &str) -> Result<(), PlanError> {
        if !self.state.hosts().any(|host| host == old) {
            return Err(PlanError::NotThere);
        }
        let renamed = |record: &MxRecord| MxRecord {
            host: if record.host == old { new.to_owned() } else { record.host.clone() },
            ..*record
        };
        let mut target: Vec<MxRecord> = self.state.exchanges().iter().map(renamed).collect();
        target.sort();
        target.dedup_by(|later, first| later.host == first.host);
        self.replace(target)
    }

    /// Replaces the present MX records by others. Both sets are published side by side in between, if hosts come.
    fn replace(&mut self, target: Vec<MxRecord>) -> Result<(), PlanError> {
        let (present, wanted) = (self.schedule.hosts(), names(&target));
        let added = without(&wanted, &present);
        let removed = without(&present, &wanted);
        if added.is_empty() && removed.is_empty() {
            return Err(PlanError::Done);
        }
        if added.is_empty() {
            self.remove_hosts(target, &removed);
            return Ok(());
        }
        let both = with_hosts_behind(&target, &removed);
        self.warn_of_other_names();
        if !self.is_short() && !removed.is_empty() {
            self.schedule.lower_ttl(CachedRecords::Mx, self.state.ttl.mx);
        }
        self.expect_hosts(Topic::NewHosts, &wanted);
        self.cover_hosts(&names(&both), &added);
        self.make_new_hosts_primary(both, &added);
        if !removed.is_empty() {
            self.schedule.empty_queues(removed.clone());
            self.back_until = Some(self.now());
            self.schedule.set_mx(target, Topic::MxDrop, removed.clone());
            self.drop_from_file(&removed);
        }
        Ok(())
    }

    /// Makes the new hosts primary once no sender holds an old cached policy. In the short form, they are published
    /// behind the old hosts before that.
    fn make_new_hosts_primary(&mut self, both: Vec<MxRecord>, added: &[String]) {
        let waits = self.schedule.is_still_enforced(|policy| !covers_best(policy, &both));
        if self.is_short() && waits && !self.schedule.mx.is_empty() {
            let beside = with_hosts_behind(&self.schedule.mx, added);
            self.wait_until_hosts_allowed(&beside);
            self.schedule.set_mx(beside, Topic::MxBehind, added.to_vec());
            self.schedule.wait_until_none_enforces(|policy| !covers_best(policy, &both));
            self.schedule.set_mx(both, Topic::MxSwap, added.to_vec());
        } else {
            self.wait_until_hosts_allowed(&both);
            self.schedule.set_mx(both, Topic::MxFirst, added.to_vec());
        }
    }

    /// Makes the file cover all these hosts before any of them is added to the MX records.
    fn cover_hosts(&mut self, hosts: &[String], named: &[String]) {
        let active = self.state.active().cloned();
        self.warn(Warning::NoPolicy, active.is_none());
        let forbids = |policy: &Policy| hosts.iter().any(|host| !policy.covers(host));
        if let Some(policy) = active.filter(forbids) {
            self.warn(Warning::LowerMaxAgeFirst, policy.enforces() && policy.max_age > DAY);
            let wider = policy.with_hosts(hosts.iter().map(String::as_str));
            self.schedule.publish_policy(wider, Topic::FileWith, vec![("hosts", Arg::List(named.to_vec()))]);
        } else if self.schedule.is_renewed_forever(forbids) {
            self.schedule.renew_id();
        }
    }

    /// Waits until no sender enforces a cached policy that forbids these MX hosts: any of them, or in the short form
    /// the best one, because a sender may try no other (RFC 5321 §5.1).
    fn wait_until_hosts_allowed(&mut self, records: &[MxRecord]) {
        let uncovered = |policy: &Policy| records.iter().any(|record| !policy.covers(&record.host));
        if !self.is_short() {
            return self.schedule.wait_until_none_enforces(uncovered);
        }
        let waits = self.schedule.is_still_enforced(uncovered);
        let before = self.schedule.now;
        self.schedule.wait_until_none_enforces(|policy| !covers_best(policy, records));
        if waits && self.schedule.now == before {
            self.schedule.now += self.schedule.margins.wait;
        }
    }

    /// Removes hosts from the file that no resolver returns any more.
    fn drop_from_file(&mut self, gone: &[String]) {
        let hosts = self.schedule.hosts();
        let live = self.schedule.live.clone().filter(|_| self.state.active().is_some());
        let Some(policy) = live else { return };
        let tidied = policy.without_hosts(gone, &hosts);
        if tidied != policy && !tidied.mx.is_empty() {
            self.schedule.serve_policy(tidied, Topic::FileWithout, vec![("hosts", Arg::List(gone.to_vec()))]);
            self.schedule.publish_new_id();
        }
    }

    pub(super) fn expect_hosts(&mut self, topic: Topic, hosts: &[String]) {
        self.schedule.push_step(Change::WaitFor, Owner::Mail, topic, vec![("hosts", Arg::List(hosts.to_vec()))]);
    }

    /// Warns about other domains. A domain that shares the MX hosts has its own policy, which needs the same change.
    fn warn_of_other_names(&mut self) {
        self.warn(Warning::OtherNames, self.state.active().is_some());
    }
}

fn names(records: &[MxRecord]) -> Vec<String> {
    records.iter().map(|record| record.host.clone()).collect()
}

fn without(hosts: &[String], others: &[String]) -> Vec<String> {
    hosts.iter().filter(|host| !others.contains(host)).cloned().collect()
}

/// Returns whether a policy covers the best of these hosts, or all of them that are equally good.
fn covers_best(policy: &Policy, records: &[MxRecord]) -> bool {
    let best = records.iter().map(|record| record.preference).min();
    records.iter().filter(|record| Some(record.preference) == best).all(|record| policy.covers(&record.host))
}

/// Returns a preference that places a host behind all others.
fn preference_after(records: &[MxRecord]) -> u16 {
    records.iter().map(|record| record.preference).max().unwrap_or(0).saturating_add(10)
}

/// Returns the records with these hosts behind them.
fn with_hosts_behind(records: &[MxRecord], hosts: &[String]) -> Vec<MxRecord> {
    let mut all = records.to_vec();
    for host in hosts {
        all.push(MxRecord { preference: preference_after(&all), host: host.clone() });
    }
    all
}
