//! What the two kinds of observation have in common: they are remembered, and counted by what came of them.

use evidence::{Connect, Interruption, MailInterruption, MailProbe, PolicyFetch};
use rustls_pki_types::UnixTime;
use serde::Serialize;

use crate::special_addresses::first_of_its_kind;

/// The moment by this server's clock, in seconds since 1970-01-01T00:00:00Z.
pub(crate) fn now() -> i64 {
    i64::try_from(UnixTime::now().as_secs()).unwrap_or(i64::MAX)
}

/// What a fetch or a probe showed.
pub(crate) trait Observation: Serialize + Send {
    /// The kind, in one word for the numbers.
    const KIND: &'static str;

    /// Whether it says anything about the other side. What failed on our side is tried anew.
    fn is_worth_keeping(&self) -> bool;

    /// What came of it, in one word for the numbers.
    fn outcome(&self) -> &'static str;

    /// Leaves out of addresses that are not public what a stranger has no business to know.
    fn withhold_addresses(&mut self);
}

impl Observation for PolicyFetch {
    const KIND: &'static str = "policy";

    fn withhold_addresses(&mut self) {
        let withheld = self.attempts.iter_mut().filter(|attempt| attempt.connect == Connect::NotPublic);
        withheld.for_each(|attempt| attempt.address = first_of_its_kind(attempt.address));
        self.attempts.dedup();
    }

    fn is_worth_keeping(&self) -> bool {
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
        withheld.for_each(|attempt| attempt.address = first_of_its_kind(attempt.address));
        self.attempts.dedup();
    }

    fn is_worth_keeping(&self) -> bool {
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
