//! The kinds of senders, by how they cache a policy. The behaviour is taken from the source code of the programs named.

use mta_sts::Mode;

/// The occasions on which a sender looks up the `id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdLookup {
    /// Before every delivery.
    AtUse,
    /// Before it would refuse a message (RFC 8461 §5).
    BeforeRefusal,
    /// Before a delivery for which its cached policy has expired.
    AfterExpiry,
    /// Never: it fetches the file when its cached policy has expired.
    Never,
}

/// A sender's reaction to a new `id` when the file cannot be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It applies its cached policy until that expires.
    Keeps,
    /// It delivers this message without a policy.
    Ignores,
    /// It drops its cached policy before it fetches the file.
    Drops,
}

/// Whether an unchanged `id` extends the life of a cached policy without a fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdRenewal {
    /// No.
    Never,
    /// Whenever the sender looks up the `id`.
    AtUse,
    /// Only when the cached policy has expired.
    AfterExpiry,
}

/// A kind of sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The name of its behaviour.
    pub name: &'static str,
    /// Programs that behave this way.
    pub programs: &'static str,
    /// The occasions on which it looks up the `id`.
    pub id_lookup: IdLookup,
    /// Its reaction when the file cannot be fetched.
    pub failure: Failure,
    /// Whether an unchanged `id` extends the life of its cached policy.
    pub id_renewal: IdRenewal,
    /// Refetch interval in seconds.
    pub refresh: Option<i64>,
    /// Refetches this many seconds before expiry.
    pub before_expiry: Option<i64>,
    /// The longest cache time, in seconds.
    pub cap: Option<i64>,
    /// The shortest cache time of an `enforce` policy, in seconds. A `testing` policy is then kept for at least a day.
    pub floor: Option<i64>,
    /// Bounds of `max_age`. A value outside them counts as a day.
    pub day_outside: Option<(i64, i64)>,
}

const PLAIN: Kind = Kind {
    name: "",
    programs: "",
    id_lookup: IdLookup::AtUse,
    failure: Failure::Keeps,
    id_renewal: IdRenewal::Never,
    refresh: None,
    before_expiry: None,
    cap: None,
    floor: None,
    day_outside: None,
};

const DAY: i64 = 86_400;

/// Every kind.
pub const KINDS: [Kind; 14] = [
    Kind {
        name: "lengthens",
        programs: "Halon, postfix-mta-sts-resolver without refresh",
        id_renewal: IdRenewal::AtUse,
        ..PLAIN
    },
    Kind { name: "drops", programs: "KumoMTA", failure: Failure::Ignores, ..PLAIN },
    Kind {
        name: "lifetime-only",
        programs: "postfix-tlspol",
        id_lookup: IdLookup::Never,
        before_expiry: Some(30),
        cap: Some(30 * DAY),
        ..PLAIN
    },
    Kind {
        name: "ideal",
        programs: "RFC 8461 to the letter",
        id_lookup: IdLookup::BeforeRefusal,
        refresh: Some(DAY),
        ..PLAIN
    },
    Kind { name: "refetches", programs: "chasquid", id_lookup: IdLookup::Never, refresh: Some(600), ..PLAIN },
    Kind { name: "refreshes", programs: "maddy", refresh: Some(DAY / 2), ..PLAIN },
    Kind {
        name: "lengthens-daily",
        programs: "mox, postfix-mta-sts-resolver",
        id_renewal: IdRenewal::AtUse,
        refresh: Some(DAY),
        ..PLAIN
    },
    Kind {
        name: "lengthens-expired",
        programs: "mailauth, called when its copy has expired",
        id_lookup: IdLookup::AfterExpiry,
        id_renewal: IdRenewal::AfterExpiry,
        ..PLAIN
    },
    Kind { name: "floors", programs: "Mimecast's library", failure: Failure::Drops, floor: Some(7 * DAY), ..PLAIN },
    Kind {
        name: "day-outside",
        programs: "Stalwart",
        failure: Failure::Ignores,
        day_outside: Some((3_600, 31_557_600)),
        ..PLAIN
    },
    Kind {
        name: "revives",
        programs: "mailauth, called for every message",
        id_renewal: IdRenewal::AfterExpiry,
        ..PLAIN
    },
    Kind { name: "keeps", programs: "RFC 8461 without the daily refresh", ..PLAIN },
    Kind { name: "never-looks", programs: "RFC 8461 without any look at the id", id_lookup: IdLookup::Never, ..PLAIN },
    Kind {
        name: "refreshes-daily",
        programs: "Momentum",
        id_lookup: IdLookup::AfterExpiry,
        refresh: Some(DAY),
        ..PLAIN
    },
];

impl Kind {
    /// Returns the seconds for which it caches a policy with this `max_age` and mode.
    #[must_use]
    pub fn cache_seconds(&self, max_age: i64, mode: Mode) -> i64 {
        let given = match self.day_outside {
            Some((least, limit)) if max_age < least || max_age >= limit => DAY,
            _ => max_age,
        };
        let capped = self.cap.map_or(given, |cap| given.min(cap));
        match (self.floor, mode) {
            (Some(floor), Mode::Enforce) => capped.max(floor),
            (Some(_), Mode::Testing) => capped.max(DAY),
            _ => capped,
        }
    }
}
