//! Evidence: the questions of a check, their answers, and the record that holds both.
//!
//! The page, the command line, the proxy and the recorded worlds of the tests all use these types. They hold only
//! facts: an address refused the connection, a certificate ends on that day. The crate `checker` decides what the facts
//! mean. This crate has no clock, no sockets and no language.

mod dns;
mod evidence;
mod format;
mod mail;
mod order;
mod policy;
mod question;
mod raw_bytes;
mod snapshot;
mod timestamp;
mod tls;
mod tlsa;
mod transport;

pub use dns::{DnsAnswer, ExtendedError, Rcode, Record, canonical_name};
pub use evidence::{Answer, ComparisonCoverage, Entry, Evidence, Outcome, Reply, Unobserved, Via};
pub use format::Format;
pub use mail::{
    Dialogue, DialogueEnd, LegacyTls, MailAttempt, MailInterruption, MailProbe, MailStage, SmtpReply, WithoutSni,
};
pub use order::{sorted_by_number, sorted_names};
pub use policy::{
    Attempt, ComparisonFetch, ComparisonTarget, Connect, Header, Http, Interruption, POLICY_LIMIT, PolicyFetch, Stage,
};
pub use question::{DnsQuestion, Question, RecordKind, TXT_LABELS};
pub use raw_bytes::RawBytes;
pub use snapshot::{MAX_SNAPSHOTS, Snapshot};
pub use timestamp::{DAY, Timestamp};
pub use tls::{Certificate, Digests, TlsFailure, TlsHandshake, TlsVersion, Trust};
pub use tlsa::Tlsa;
pub use transport::Transport;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
const fn is_zero(value: &u64) -> bool {
    *value == 0
}
