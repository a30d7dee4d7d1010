//! Plans about the policy host: move it, delegate it to a service, return it from a service. The policy stays the same.

use std::net::IpAddr;

use super::{Draft, PlanError, WEEK};
use crate::{Arg, CachedRecords, Change, HostTarget, Owner, Timestamp, Topic, Warning};

impl Draft<'_> {
    /// Plans a move of the policy host. The file stays the same, and so does the `id`.
    pub(super) fn move_host(&mut self, target: &HostTarget) -> Result<(), PlanError> {
        self.require_policy(target)?;
        self.lower_host_ttl();
        self.push_host_check(target);
        self.point_host(target, Topic::HostMove);
        self.back_until = Some(self.now());
        Ok(())
    }

    /// Plans a delegation to a service. The policy host moves first and the record follows. Otherwise senders would
    /// fetch the old file under the service's `id`.
    pub(super) fn delegate_to_service(&mut self, record: &str, host: &str) -> Result<(), PlanError> {
        let target = HostTarget::Name(host.to_owned());
        self.require_policy(&target)?;
        self.lower_host_ttl();
        self.push_host_check(&target);
        self.point_host(&target, Topic::HostMove);
        self.back_until = Some(self.now());
        let args = vec![("name", Arg::Text(record.to_owned()))];
        self.schedule.push_step(Change::RecordAlias(record.to_owned()), Owner::Dns, Topic::RecordAlias, args);
        self.schedule.push_wait(self.schedule.waits.id, Owner::Dns, Topic::AllSeeId, Vec::new());
        Ok(())
    }

    /// Plans a return from a service: the same file on one's own host, then the policy host, then a record with a new
    /// `id`.
    pub(super) fn return_from_service(&mut self, address: IpAddr) -> Result<(), PlanError> {
        let target = HostTarget::Address(address);
        let policy = self.state.in_force().ok_or(PlanError::NoPolicy)?.clone();
        self.lower_host_ttl();
        self.schedule.push_step(Change::Policy(Some(policy)), Owner::Web, Topic::FileSame, target_args(&target));
        self.push_host_check(&target);
        self.point_host(&target, Topic::HostMove);
        self.back_until = Some(self.now());
        self.schedule.renew_id();
        Ok(())
    }

    /// Changes the policy host in DNS and waits until every sender sees it.
    pub(super) fn point_host(&mut self, target: &HostTarget, topic: Topic) {
        self.schedule.set_host(Change::Host(target.clone()), topic, target_args(target));
    }

    /// Adds a step that publishes the policy host with its certificate, if it is not in DNS. Resolvers may know for a
    /// while that the name does not exist.
    pub(super) fn publish_missing_host(&mut self) {
        if self.state.needs_host() {
            self.schedule.push_step(Change::WaitFor, Owner::Dns, Topic::HostPublish, Vec::new());
        }
    }

    /// Waits until every sender finds the policy host that [`Self::publish_missing_host`] published at this time.
    pub(super) fn wait_for_missing_host(&mut self, published_at: Timestamp) {
        let end = published_at.unix_seconds() + self.schedule.waits.host;
        if self.state.needs_host() {
            self.schedule.push_wait(end - self.schedule.now, Owner::Dns, Topic::AllFindNewHost, Vec::new());
        }
    }

    /// Lowers the TTL outside the short form, so that resolvers follow the move or a rollback within an hour. Warns if
    /// `max_age` is short, because a certificate that can only be issued after the move leaves a gap.
    fn lower_host_ttl(&mut self) {
        let short_lived = self.state.active().is_some_and(|policy| policy.max_age < WEEK);
        self.warn(Warning::CertificateBeforeMove, short_lived);
        if !self.is_short() {
            self.schedule.lower_ttl(CachedRecords::Host, self.state.ttl.host);
        }
    }

    fn push_host_check(&mut self, target: &HostTarget) {
        self.schedule.push_step(Change::WaitFor, Owner::Web, Topic::NewPlace, target_args(target));
    }

    fn require_policy(&self, target: &HostTarget) -> Result<(), PlanError> {
        self.state.in_force().ok_or(PlanError::NoPolicy)?;
        if self.state.host.as_ref() == Some(target) { Err(PlanError::Done) } else { Ok(()) }
    }
}

/// Returns the arguments of a step about a place of the policy host.
pub(crate) fn target_args(target: &HostTarget) -> Vec<(&'static str, Arg)> {
    vec![("target", Arg::Text(target.to_string()))]
}
