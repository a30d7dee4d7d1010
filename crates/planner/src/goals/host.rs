//! Plans about the policy host: move it, hand it to a service, take it back. The policy stays the same.

use std::net::IpAddr;

use super::{Draft, Impossible};
use crate::{Arg, Do, HostTarget, Owner, Step, Text, Topic};

impl Draft<'_> {
    /// The same file at another place: no new id.
    pub(super) fn move_host(&mut self, target: &HostTarget) -> Result<(), Impossible> {
        self.require_policy(target)?;
        self.prove_place(target);
        self.back_by_host();
        self.point_host(target.clone(), Topic::HostMove);
        Ok(())
    }

    /// The host first, the record second: else senders take the old file under the service's id.
    pub(super) fn hand_to_service(&mut self, record: &str, host: &str) -> Result<(), Impossible> {
        let target = HostTarget::Name(host.to_owned());
        self.require_policy(&target)?;
        self.prove_place(&target);
        self.back_by_host();
        self.point_host(target, Topic::HostMove);
        self.back_until = Some(self.now());
        let args = vec![("name", Arg::Text(record.to_owned()))];
        self.schedule.step(Do::RecordAlias(record.to_owned()), Owner::Dns, Topic::RecordAlias, args);
        self.schedule.wait(self.schedule.waits.id, Owner::Dns, Topic::AllSeeId, Vec::new());
        Ok(())
    }

    /// The same file at home, the host, then a record with a fresh id.
    pub(super) fn take_back(&mut self, address: IpAddr) -> Result<(), Impossible> {
        let target = HostTarget::Address(address);
        let policy = self.state.in_force().ok_or(Impossible::NoPolicy)?.clone();
        self.schedule.step(Do::Policy(Some(policy)), Owner::Web, Topic::FileSame, place(&target));
        self.prove_place(&target);
        self.back_by_host();
        self.point_host(target, Topic::HostMove);
        self.back_until = Some(self.now());
        self.schedule.bump();
        self.schedule.wait(self.schedule.waits.id, Owner::Dns, Topic::AllSeeId, Vec::new());
        Ok(())
    }

    /// Changes the policy host in DNS and waits until everybody finds it there.
    pub(super) fn point_host(&mut self, target: HostTarget, topic: Topic) {
        let args = place(&target);
        self.schedule.step(Do::Host(target), Owner::Dns, topic, args.clone());
        self.schedule.wait(self.schedule.waits.host, Owner::Dns, Topic::AllFindHost, args);
    }

    fn prove_place(&mut self, target: &HostTarget) {
        self.schedule.step(Do::WaitFor, Owner::Web, Topic::NewPlace, place(target));
    }

    fn require_policy(&self, target: &HostTarget) -> Result<(), Impossible> {
        self.state.in_force().ok_or(Impossible::NoPolicy)?;
        if self.state.host.as_ref() == Some(target) { Err(Impossible::Done) } else { Ok(()) }
    }

    fn back_by_host(&mut self) {
        if let Some(host) = self.state.host.clone() {
            let text = Text { topic: Topic::HostBack, args: place(&host) };
            self.back.push(Step { at: self.now(), action: Do::Host(host), owner: Owner::Dns, text });
        }
    }
}

fn place(target: &HostTarget) -> Vec<(&'static str, Arg)> {
    vec![("target", Arg::Text(target.to_string()))]
}
