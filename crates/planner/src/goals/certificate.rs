//! Plans about certificates (RFC 8461 §3.3, §4.2). No policy changes; only the order of the steps and their checks
//! protect mail.

use super::{Draft, PlanError};
use crate::{Arg, Change, Owner, Topic};

impl Draft<'_> {
    /// Plans a new certificate. CAA records allow the CA first. TLSA records contain both keys before the new key is
    /// live (RFC 7671 §8.1).
    pub(super) fn renew_certificate(&mut self, host: &str) -> Result<(), PlanError> {
        let is_mx = self.state.hosts().any(|known| known == host);
        if !is_mx && !host.starts_with("mta-sts.") {
            return Err(PlanError::NotThere);
        }
        self.push_check(Owner::Dns, Topic::Caa, host);
        if is_mx {
            self.publish_both_keys(host);
            self.push_check(Owner::Mail, Topic::MxCertificate, host);
            self.push_check(Owner::Mail, Topic::MxCertificateLive, host);
        } else {
            self.push_check(Owner::Web, Topic::HostCertificate, host);
            self.push_check(Owner::Web, Topic::HostCertificateLive, host);
        }
        Ok(())
    }

    /// Adds TLSA records for both keys, if the host has TLSA records. Senders may hold the TLSA records without the new
    /// key for two TTLs.
    fn publish_both_keys(&mut self, host: &str) {
        let ttl = self.state.tlsa.iter().find(|(known, _)| known == host).map(|(_, ttl)| *ttl);
        if let Some(ttl) = ttl {
            self.push_check(Owner::Dns, Topic::TlsaBoth, host);
            self.schedule.push_wait(self.state.delays.dns + 2 * ttl, Owner::Dns, Topic::AllSeeTlsa, host_args(host));
        }
    }

    fn push_check(&mut self, owner: Owner, topic: Topic, host: &str) {
        self.schedule.push_step(Change::WaitFor, owner, topic, host_args(host));
    }
}

fn host_args(host: &str) -> Vec<(&'static str, Arg)> {
    vec![("host", Arg::Text(host.to_owned()))]
}
