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
        let forbids = move |held: &Policy| !policy.enforces() || hosts.iter().any(|host| !held.covers(host));
        self.warn(Warning::FormerHostsHelp, self.schedule.is_held(&forbids));
        self.repair_file();
        self.warn(Warning::SendersFollowLater, self.schedule.is_still_enforced(&forbids));
        if !self.is_short() {
            self.schedule.wait_until_none_enforces(forbids);
        }
        Ok(())
    }

    /// Makes the file cover the MX hosts. A file that already covers them stays: only its new `id` was forgotten, or
    /// published too early.
    fn repair_file(&mut self) {
        let Some(policy) = self.state.in_force().cloned() else { return };
        let uncovered: Vec<String> =
            self.state.hosts().filter(|host| !policy.covers(host)).map(str::to_owned).collect();
        if uncovered.is_empty() {
            return self.schedule.renew_id();
        }
        self.expect_hosts(Topic::RemainingHosts, &uncovered);
        let wider = policy.with_hosts(uncovered.iter().map(String::as_str));
        self.schedule.publish_policy(wider, Topic::FileRepair, vec![("hosts", Arg::List(uncovered))]);
    }
}
