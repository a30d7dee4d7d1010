//! Plans that remove MTA-STS (RFC 8461 §8.3), and plans that remove mail as well.

use mta_sts::{Mode, MxPattern};

use super::{DAY, Draft, FormerFile, PlanError};
use crate::{Arg, Change, MxRecord, Owner, Policy, Topic, Warning};

impl Draft<'_> {
    /// Plans a removal. `mode: none` stays until no sender enforces; then the record is removed, then the host, then
    /// the site.
    pub(super) fn remove(&mut self) -> Result<(), PlanError> {
        let there = self.state.policy.is_some() || self.state.id.is_some() || self.schedule.is_held(|_| true);
        if !there {
            return Err(PlanError::NoPolicy);
        }
        self.warn(Warning::SendersFollowLater, self.schedule.is_held(|_| true));
        self.rollback_file = self.state.in_force().cloned().map(FormerFile::AtOnce);
        let off = self.state.in_force().is_some_and(|policy| policy.mode == Mode::None);
        if !off || self.schedule.is_renewed_forever(|_| true) {
            self.schedule.publish_policy(self.none_policy(), Topic::FileNone, vec![("wait", Arg::Duration(DAY))]);
        }
        self.schedule.wait_until_none_enforces_cautiously(|_| true);
        self.back_until = Some(self.now());
        self.schedule.push_step(Change::NoRecord, Owner::Dns, Topic::RecordGone, Vec::new());
        self.schedule.push_wait(self.schedule.waits.id + DAY, Owner::Dns, Topic::RecordForgotten, Vec::new());
        self.schedule.push_step(Change::NoHost, Owner::Dns, Topic::HostGone, Vec::new());
        self.schedule.now = self.schedule.margins.end_of_wait(self.schedule.now, self.schedule.waits.host);
        self.schedule.push_step(Change::Policy(None), Owner::Web, Topic::FileGone, Vec::new());
        Ok(())
    }

    /// Plans a removal, then a null MX. A domain without MTA-STS has nothing to remove.
    pub(super) fn park(&mut self) {
        if self.remove().is_ok() {
            self.warn(Warning::TransferAfterEnd, true);
        }
        let null = MxRecord { preference: 0, host: ".".to_owned() };
        if self.state.mx.as_slice() != std::slice::from_ref(&null) {
            let hosts = self.schedule.hosts();
            self.schedule.set_mx(vec![null], Topic::MxNull, hosts);
        }
    }

    /// Returns the policy with mode `none`. It keeps the `mx` lines, because some senders reject a policy without them
    /// and keep the old one.
    fn none_policy(&self) -> Policy {
        let served = self.state.policy.as_ref().map(|policy| policy.mx.clone()).filter(|mx| !mx.is_empty());
        let earlier = || self.state.earlier.last().map(|earlier| earlier.policy.mx.clone());
        let hosts = || self.state.hosts().filter_map(|host| MxPattern::parse(host).ok()).collect();
        let mx = served.or_else(earlier).unwrap_or_else(hosts);
        Policy { mode: Mode::None, max_age: DAY, mx }
    }
}
