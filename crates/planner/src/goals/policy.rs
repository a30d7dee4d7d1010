//! Plans about the policy: deploy it, change its mode, change its `max_age`.

use std::net::IpAddr;

use mta_sts::{Mode, MxPattern};

use super::{DAY, Draft, LONG_MAX_AGE, PlanError};
use crate::{Arg, Change, HostTarget, Owner, Policy, Topic, Warning};

/// How long a policy stays in `testing` before it is enforced, in seconds.
pub const TESTING_PERIOD: i64 = 14 * DAY;

/// The observation time before each increase of `max_age`, and the increased value, both in seconds.
const MAX_AGE_RAISES: [(i64, i64); 2] = [(7 * DAY, 604_800), (30 * DAY, LONG_MAX_AGE)];

impl Draft<'_> {
    /// Plans a deployment: TLS reports, file, record, two weeks of `testing`, then `enforce`.
    pub(super) fn deploy(&mut self, address: Option<IpAddr>) -> Result<(), PlanError> {
        if self.state.active().is_some() {
            return Err(PlanError::PolicyThere);
        }
        let hosts = self.schedule.hosts();
        if hosts.is_empty() {
            return Err(PlanError::NoMail);
        }
        let mx = hosts.iter().filter_map(|host| MxPattern::parse(host).ok()).collect();
        self.warn(Warning::OtherNames, true);
        self.mend_hosts();
        self.expect_hosts(Topic::RemainingHosts, &hosts);
        self.schedule.push_step(Change::WaitFor, Owner::Dns, Topic::Reporting, Vec::new());
        self.schedule.push_wait(self.schedule.waits.id, Owner::Dns, Topic::AllSeeReporting, Vec::new());
        let begun = self.now();
        if address.is_none() {
            self.publish_missing_host();
        }
        let policy = Policy { mode: Mode::Testing, max_age: DAY, mx };
        if let Some(address) = address {
            self.schedule.serve_policy_at(&HostTarget::Address(address), policy);
        } else {
            self.schedule.serve_policy(policy, Topic::FileFirst, Vec::new());
            self.wait_for_missing_host(begun);
        }
        self.schedule.renew_id();
        self.schedule.wait_for_observations(TESTING_PERIOD, Owner::Mail, Topic::Testing);
        self.enforce();
        Ok(())
    }

    /// Plans a change to `enforce`, with increases of `max_age`, or to `testing`.
    pub(super) fn change_mode(&mut self, mode: Mode) -> Result<(), PlanError> {
        let policy = self.state.in_force().ok_or(PlanError::NoPolicy)?.clone();
        if policy.mode == mode {
            return Err(PlanError::Done);
        }
        self.mend_hosts();
        if mode == Mode::Enforce {
            self.warn(Warning::TestFirst, true);
            if self.has_refused_hosts() {
                self.schedule.wait_for_observations(TESTING_PERIOD, Owner::Mail, Topic::Testing);
            }
            self.schedule.push_step(Change::WaitFor, Owner::Mail, Topic::Ready, Vec::new());
            self.enforce();
        } else {
            self.test(policy);
        }
        Ok(())
    }

    /// Publishes mode `testing`. Some senders follow only when their cached policy has expired.
    fn test(&mut self, policy: Policy) {
        let policy = Policy { mode: Mode::Testing, ..policy }.with_hosts(self.state.hosts());
        self.schedule.publish_policy(policy, Topic::FileMode, mode_args(Mode::Testing));
        self.warn(Warning::SendersFollowLater, self.schedule.is_still_enforced(|_| true));
        if !self.is_short() {
            self.schedule.wait_until_none_enforces(|_| true);
        }
    }

    /// Publishes mode `enforce` with a `max_age` of one day, and raises it after periods without failures. The short
    /// form stops at one day.
    fn enforce(&mut self) {
        let Some(policy) = self.schedule.live.clone() else { return };
        let policy = Policy { mode: Mode::Enforce, max_age: DAY, ..policy }.with_hosts(self.state.hosts());
        self.schedule.publish_policy(policy.clone(), Topic::FileMode, mode_args(Mode::Enforce));
        let raises = if self.is_short() { [].as_slice() } else { &MAX_AGE_RAISES };
        for &(quiet, max_age) in raises {
            self.schedule.wait_for_observations(quiet, Owner::Mail, Topic::Quiet);
            self.schedule.publish_policy(Policy { max_age, ..policy.clone() }, Topic::FileMaxAge, age_args(max_age));
        }
    }

    /// Plans a change of `max_age`. A larger value applies at once, a smaller one when the old cached policies have
    /// expired.
    pub(super) fn change_max_age(&mut self, max_age: i64) -> Result<(), PlanError> {
        let policy = self.state.active().ok_or(PlanError::NoPolicy)?.clone();
        if policy.max_age == max_age {
            return Err(PlanError::Done);
        }
        self.warn(Warning::MaxAgeLong, max_age > LONG_MAX_AGE);
        self.warn(Warning::MaxAgeShort, max_age < DAY);
        self.schedule.publish_policy(Policy { max_age, ..policy }, Topic::FileMaxAge, age_args(max_age));
        if !self.is_short() {
            self.schedule.wait_until_none_enforces(|held| held.max_age > max_age);
        }
        Ok(())
    }
}

fn mode_args(mode: Mode) -> Vec<(&'static str, Arg)> {
    vec![("mode", Arg::Text(mode.id().to_owned()))]
}

fn age_args(max_age: i64) -> Vec<(&'static str, Arg)> {
    vec![("age", Arg::Text(max_age.to_string())), ("wait", Arg::Duration(max_age))]
}
