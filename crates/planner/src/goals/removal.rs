//! Plans that remove MTA-STS (RFC 8461 §8.3), and plans that remove mail as well.

use mta_sts::{Mode, MxPattern};

use super::{DAY, Draft, PlanError};
use crate::{Arg, Change, MxRecord, Owner, Policy, Topic, Warning};

impl Draft<'_> {
    /// Plans a removal. `mode: none` stays until no sender enforces; then the record is removed, then the host, then
    /// the site.
    pub(super) fn remove(&mut self) -> Result<(), PlanError> {
        let there = self.state.policy.is_some() || self.state.id.is_some() || self.schedule.is_held(|_| true);
        if !there {
            return Err(PlanError::NothingThere);
        }
        self.warn(Warning::SendersFollowLater, self.schedule.is_held(|_| true));
        let off = self.state.in_force().is_some_and(|policy| policy.mode == Mode::None);
        if !off || self.schedule.is_renewed_forever(|_| true) {
            let begun = self.now();
            self.publish_missing_host();
            self.schedule.serve_policy(self.none_policy(), Topic::FileNone, vec![("wait", Arg::Duration(DAY))]);
            self.wait_for_missing_host(begun);
            self.schedule.renew_id();
        }
        self.schedule.wait_until_none_enforces_cautiously(|_| true);
        self.back_until = Some(self.now());
        self.schedule.push_step(Change::NoRecord, Owner::Dns, Topic::RecordGone, Vec::new());
        self.schedule.push_wait(self.schedule.waits.id, Owner::Dns, Topic::RecordForgotten, Vec::new());
        self.schedule.wait_for_observations(DAY, Owner::Web, Topic::FileUnasked);
        self.schedule.push_step(Change::NoHost, Owner::Dns, Topic::HostGone, Vec::new());
        self.schedule.push_wait(self.schedule.waits.host, Owner::Dns, Topic::HostForgotten, Vec::new());
        self.schedule.push_step(Change::Policy(None), Owner::Web, Topic::FileGone, Vec::new());
        Ok(())
    }

    /// Plans a removal, then a null MX and an SPF record that names no sender. A domain without MTA-STS has nothing to
    /// remove.
    pub(super) fn park(&mut self) {
        if self.remove().is_ok() {
            self.warn(Warning::TransferAfterEnd, true);
        }
        self.schedule.push_step(Change::WaitFor, Owner::Dns, Topic::NoSenders, Vec::new());
        let null = MxRecord::null();
        if self.state.mx.as_slice() != std::slice::from_ref(&null) {
            self.schedule.set_mx(vec![null], Topic::MxNull, Vec::new());
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
