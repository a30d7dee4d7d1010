//! The TLS of MX hosts over time: hosts whose certificate senders refuse, and keys that TLSA records do not name yet.

use super::Event;
use crate::{Goal, Plan, State, Topic};

/// A time during which an MX host has no valid certificate, in Unix seconds.
#[derive(Clone, Debug)]
struct Fault {
    host: String,
    from: i64,
    until: i64,
}

/// A new key of an MX host with TLSA records.
#[derive(Clone, Debug)]
struct Renewal {
    host: String,
    /// The longest time for which a sender sees former TLSA records, in seconds.
    stale: i64,
    /// When TLSA records name both keys.
    both_from: i64,
    /// When the new key came (`true`), or the former one returned.
    keys: Vec<(i64, bool)>,
}

/// The certificates of all MX hosts.
#[derive(Clone, Debug, Default)]
pub struct Certificates {
    faults: Vec<Fault>,
    renewal: Option<Renewal>,
}

impl Certificates {
    /// Creates the certificates at the start: the hosts that were seen with faults have them until they are mended.
    pub(super) fn new(state: &State) -> Self {
        let fault = |host: &String| Fault { host: host.clone(), from: i64::MIN, until: i64::MAX };
        Self { faults: state.tls_faults.iter().map(fault).collect(), renewal: None }
    }

    /// Adds the new key that a plan installs. A sender may ask a resolver that asks another one: it sees former TLSA
    /// records for up to two TTLs (RFC 7671 §8.1).
    pub(super) fn add_renewal(&mut self, plan: &Plan) {
        let Goal::RenewCertificate(host) = &plan.goal else { return };
        let named = plan.state.tlsa.iter().find(|(known, _)| known == host);
        self.renewal = named.map(|(host, ttl)| Renewal {
            host: host.clone(),
            stale: 2 * ttl + plan.state.delays.dns,
            both_from: i64::MAX,
            keys: Vec::new(),
        });
    }

    /// Adds a time during which a host has no valid certificate.
    pub(super) fn add_fault(&mut self, host: &str, from: i64, until: i64) {
        self.faults.push(Fault { host: host.to_owned(), from, until });
    }

    pub(super) fn apply(&mut self, event: &Event) {
        if event.topic == Some(Topic::MendHosts) {
            self.faults.iter_mut().for_each(|fault| fault.until = fault.until.min(event.at));
        }
        let Some(renewal) = &mut self.renewal else { return };
        match event.topic {
            Some(Topic::TlsaBoth) => renewal.both_from = event.at,
            Some(Topic::MxCertificate) => renewal.keys.push((event.at, true)),
            Some(Topic::CertificateBack) => renewal.keys.push((event.at, false)),
            _ => {}
        }
    }

    /// Returns whether the host has no valid certificate at this time.
    #[must_use]
    pub fn is_invalid(&self, host: &str, moment: i64) -> bool {
        self.faults.iter().any(|fault| fault.host == host && (fault.from..fault.until).contains(&moment))
    }

    /// Returns whether a sender that verifies DANE may see TLSA records that do not name the host's key.
    #[must_use]
    pub fn is_unmatched(&self, host: &str, moment: i64) -> bool {
        let Some(renewal) = self.renewal.as_ref().filter(|renewal| renewal.host == host) else { return false };
        let is_new = renewal.keys.iter().rfind(|(from, _)| *from <= moment).is_some_and(|(_, is_new)| *is_new);
        is_new && moment < renewal.both_from.saturating_add(renewal.stale)
    }
}
