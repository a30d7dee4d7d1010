//! Common trait of the two kinds of observation, policy fetches and mail probes, for caching and metrics.

use evidence::{Connect, Interruption, MailInterruption, MailProbe, PolicyFetch};
use rustls_pki_types::UnixTime;
use serde::Serialize;

use crate::special_addresses::first_in_registry_entry;

/// Returns the current Unix time in seconds.
pub(crate) fn unix_time() -> i64 {
    i64::try_from(UnixTime::now().as_secs()).unwrap_or(i64::MAX)
}

/// Result of a fetch or a probe.
pub(crate) trait Observation: Serialize + Send {
    /// Kind of observation, as a metric label.
    const KIND: &'static str;

    /// Returns whether the result says anything about the remote host. Failures on our side are not cached.
    fn is_cacheable(&self) -> bool;

    /// Returns the outcome as a metric label.
    fn outcome(&self) -> &'static str;

    /// Replaces non-public addresses, which strangers must not learn.
    fn withhold_addresses(&mut self);
}

impl Observation for PolicyFetch {
    const KIND: &'static str = "policy";

    fn withhold_addresses(&mut self) {
        let withheld = self.attempts.iter_mut().filter(|attempt| attempt.connect == Connect::NotPublic);
        withheld.for_each(|attempt| attempt.address = first_in_registry_entry(attempt.address));
        self.attempts.dedup();
    }

    fn is_cacheable(&self) -> bool {
        !matches!(self.interruption, Some(Interruption::LookupFailed { .. }))
    }

    fn outcome(&self) -> &'static str {
        match (&self.interruption, &self.http) {
            (None, Some(http)) if http.status == 200 => "ok",
            (None, _) => "other-status",
            (Some(Interruption::NoSuchHost), _) => "no-such-host",
            (Some(Interruption::NoAddress), _) => "no-address",
            (Some(Interruption::LookupFailed { .. }), _) => "lookup-failed",
            (Some(Interruption::NotConnected), _) => "not-connected",
            (Some(Interruption::NoTls), _) => "no-tls",
            (Some(Interruption::Timeout { .. }), _) => "timeout",
            (Some(Interruption::Closed { .. }), _) => "closed",
            (Some(Interruption::NotHttp { .. }), _) => "not-http",
        }
    }
}

impl Observation for MailProbe {
    const KIND: &'static str = "mail";

    fn withhold_addresses(&mut self) {
        let withheld = self.attempts.iter_mut().filter(|attempt| attempt.connect == Connect::NotPublic);
        withheld.for_each(|attempt| attempt.address = first_in_registry_entry(attempt.address));
        self.attempts.dedup();
    }

    fn is_cacheable(&self) -> bool {
        !matches!(self.interruption, Some(MailInterruption::LookupFailed { .. } | MailInterruption::PortBlocked))
    }

    fn outcome(&self) -> &'static str {
        match &self.interruption {
            None if self.attempts.iter().any(|attempt| attempt.connect == Connect::Ok) => "ok",
            None | Some(MailInterruption::NotConnected) => "not-connected",
            Some(MailInterruption::NoSuchHost) => "no-such-host",
            Some(MailInterruption::NoAddress) => "no-address",
            Some(MailInterruption::LookupFailed { .. }) => "lookup-failed",
            Some(MailInterruption::PortBlocked) => "port-blocked",
        }
    }
}
