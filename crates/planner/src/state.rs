//! The live state that a plan starts from: what is published, for how long it is cached, and what was published before.

use mta_sts::Mode;

use crate::{HostTarget, Policy, Timestamp};

/// The published state of a domain at the start of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The policy served, if senders can apply it.
    pub policy: Option<Policy>,
    /// The `id` of the STS record, if the record is valid.
    pub id: Option<String>,
    /// The MX records, in order of preference; a null MX alone, or none, if the domain receives no mail.
    pub mx: Vec<MxRecord>,
    /// The target of the policy host, if it is known.
    pub host: Option<HostTarget>,
    /// The TTLs for which resolvers keep the records.
    pub ttl: Ttl,
    /// The delays until changes are published.
    pub delays: Delays,
    /// Policies that were served before and that senders may still hold.
    pub earlier: Vec<EarlierPolicy>,
    /// MX hosts with TLSA records (RFC 7672), each with the TTL of its records in seconds.
    pub tlsa: Vec<(String, i64)>,
    /// MX hosts that were seen without STARTTLS or without a valid certificate. Senders that enforce refuse them.
    pub tls_faults: Vec<String>,
    /// MX hosts that were seen with STARTTLS and a valid certificate at every address. Only progress depends on them: a
    /// plan does not keep them.
    pub tls_valid: Vec<String>,
}

/// One MX record (RFC 5321 §5.1).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MxRecord {
    /// The preference: senders try lower values first.
    pub preference: u16,
    /// The host: lower case, without the final dot; `.` alone in a null MX (RFC 7505).
    pub host: String,
}

impl MxRecord {
    /// Returns the null MX: the domain receives no mail (RFC 7505).
    #[must_use]
    pub fn null() -> Self {
        Self { preference: 0, host: ".".to_owned() }
    }

    /// Returns whether this is a null MX, which names no host.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.host == "."
    }
}

/// Times to live in seconds, as the authoritative servers give them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ttl {
    /// Of the `_mta-sts` TXT record, or the negative TTL if the name does not exist (RFC 2308 §5).
    pub txt: i64,
    /// Of the MX records.
    pub mx: i64,
    /// Of the address or CNAME record of the policy host.
    pub host: i64,
}

impl Default for Ttl {
    /// An hour each.
    fn default() -> Self {
        Self { txt: 3_600, mx: 3_600, host: 3_600 }
    }
}

/// Records whose TTL a plan lowers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CachedRecords {
    /// The MX records.
    Mx,
    /// The address or CNAME record of the policy host.
    Host,
}

impl CachedRecords {
    /// Returns the word in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Mx => "mx",
            Self::Host => "host",
        }
    }
}

/// Delays in seconds between a change and the moment at which the last server shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delays {
    /// Of the authoritative name servers.
    pub dns: i64,
    /// Of HTTP caches in front of the policy file.
    pub http: i64,
}

/// A policy that was served before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierPolicy {
    /// The policy.
    pub policy: Policy,
    /// When file and record were changed to the next ones.
    pub until: Timestamp,
    /// The `id` that it was served under, if known. If the record still has that `id`, only the file was changed.
    pub id: Option<String>,
}

impl State {
    /// Returns whether senders that compare only the `id` may take the earlier policy for the present one. This is so
    /// if it was served under the present `id`, or after another policy with that `id`.
    #[must_use]
    pub fn is_current_id(&self, earlier: &EarlierPolicy) -> bool {
        let same = |one: &&EarlierPolicy| one.id.is_some() && one.id == self.id;
        self.earlier.iter().filter(same).any(|one| one.until <= earlier.until)
    }

    /// Returns the MX hosts, in order of preference. A null MX names none.
    pub fn hosts(&self) -> impl Iterator<Item = &str> {
        self.mx.iter().filter(|record| !record.is_null()).map(|record| record.host.as_str())
    }

    /// Returns the MX records that name a host.
    #[must_use]
    pub fn exchanges(&self) -> Vec<MxRecord> {
        self.mx.iter().filter(|record| !record.is_null()).cloned().collect()
    }

    /// Returns the present MX hosts that senders refuse because of their TLS.
    #[must_use]
    pub fn refused_hosts(&self) -> Vec<String> {
        self.hosts().filter(|host| self.tls_faults.iter().any(|known| known == host)).map(str::to_owned).collect()
    }

    /// Returns whether the policy host must be published before a file can be served: it is not in DNS.
    pub(crate) fn needs_host(&self) -> bool {
        self.host.is_none() && self.policy.is_none()
    }

    /// Returns the policy that senders can fetch: both file and record are present.
    #[must_use]
    pub fn in_force(&self) -> Option<&Policy> {
        self.policy.as_ref().filter(|_| self.id.is_some())
    }

    /// Returns the policy in force, if its mode is not `none`.
    pub(crate) fn active(&self) -> Option<&Policy> {
        self.in_force().filter(|policy| policy.mode != Mode::None)
    }
}
