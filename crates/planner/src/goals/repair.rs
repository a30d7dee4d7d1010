//! The plan after a change in the wrong order: a policy that fits the MX records, under an `id` that senders have not
//! seen.

use super::{Draft, PlanError};
use crate::{Arg, Policy, Topic, Warning};

impl Draft<'_> {
    /// Plans a repair. The file covers every MX host, and a new `id` makes senders that look it up fetch the file
    /// again. Other senders follow when their cached policies have expired.
    pub(super) fn repair(&mut self) -> Result<(), PlanError> {
        let policy = self.state.in_force().ok_or(PlanError::NoPolicy)?.clone();
        let hosts = self.schedule.hosts();
        let refuses = |held: &Policy| hosts.iter().any(|host| !held.covers(host));
        let forbids = |held: &Policy| !policy.enforces() || refuses(held);
        let is_stuck = self.schedule.is_renewed_forever(forbids);
        let must_mend = policy.enforces() && self.has_refused_hosts();
        if !refuses(&policy) && !is_stuck && !must_mend && !self.schedule.is_held(refuses) {
            return Err(PlanError::Healthy);
        }
        self.warn(Warning::FormerHostsHelp, self.schedule.is_held(forbids));
        self.mend_hosts();
        self.repair_file(&policy, is_stuck);
        self.warn(Warning::SendersFollowLater, self.schedule.is_still_enforced(forbids));
        if !self.is_short() || self.schedule.steps.is_empty() {
            self.schedule.wait_until_none_enforces(forbids);
        }
        Ok(())
    }

    /// Makes the file cover the MX hosts. A file that already covers them stays. It needs a new `id` only if that was
    /// forgotten, or published too early.
    fn repair_file(&mut self, policy: &Policy, is_stuck: bool) {
        let uncovered: Vec<String> =
            self.state.hosts().filter(|host| !policy.covers(host)).map(str::to_owned).collect();
        if !uncovered.is_empty() {
            self.expect_hosts(Topic::RemainingHosts, &uncovered);
            let wider = policy.with_hosts(uncovered.iter().map(String::as_str));
            self.schedule.publish_policy(wider, Topic::FileRepair, vec![("hosts", Arg::List(uncovered))]);
        } else if is_stuck {
            self.schedule.renew_id();
        }
    }
}
