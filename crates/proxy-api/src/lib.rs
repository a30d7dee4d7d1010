//! What the proxy tells its callers: sightings, never verdicts.
//!
//! The page, the command line and the recorded worlds of the tests all speak these types. They carry facts alone (an
//! address refused the connection, the certificate ends on that day); what the facts mean is the `checker`'s business.

mod mail;
mod octets;
mod policy;
mod problem;
mod server;
mod tls;

pub use mail::{
    Dialogue, DialogueEnd, MailAttempt, MailInterruption, MailSighting, MailStage, OldTls, Retried, SmtpReply,
};
pub use octets::Octets;
pub use policy::{Attempt, Connect, Header, Http, Interruption, LookedAt, PolicySighting, SecondLook, Stage};
pub use problem::{Problem, ProblemKind};
pub use server::{Config, Demo, Limits};
pub use tls::{Certificate, Digests, TlsFailure, TlsSighting, TlsVersion, Trust};

/// A policy body beyond this many octets is not read (64 KiB, the limit that RFC 8461 §3.3 suggests).
pub const POLICY_LIMIT: usize = 65_536;

/// Path of `GET` for a policy sighting; the domain, as A-labels, follows.
pub const POLICY_PATH: &str = "/api/v1/policy/";

/// Path of `GET` for a mail sighting; the domain and one of its MX hosts, as A-labels, follow: `…/{domain}/{host}`.
pub const MX_PATH: &str = "/api/v1/mx/";

/// Path of `GET` for what this server offers.
pub const CONFIG_PATH: &str = "/api/v1/config";

/// Path of the same-origin DNS-over-HTTPS endpoint (RFC 8484 GET).
pub const DNS_QUERY_PATH: &str = "/dns-query";

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
const fn is_zero(value: &u64) -> bool {
    *value == 0
}
