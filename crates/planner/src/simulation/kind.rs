//! The kinds of senders, by how they keep a policy. Read in the source code of the programs named.

use mta_sts::Mode;

/// The occasions on which a sender looks up the `id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdLookup {
    /// Before every delivery.
    AtUse,
    /// Before it would refuse (RFC 8461 §5).
    BeforeRefusal,
    /// Before a delivery for which its copy has expired.
    AfterExpiry,
    /// Never: it fetches when its copy has expired.
    Never,
}

/// A sender's reaction to a new `id` when the file cannot be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It applies its copy until that expires.
    Keeps,
    /// It delivers without a policy, this time.
    Ignores,
    /// It drops its copy before it asks.
    Drops,
}

/// Whether the same `id` extends the life of a copy, without a fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lengthens {
    /// No.
    Never,
    /// Whenever it looks.
    AtUse,
    /// Only when the copy has expired.
    AfterExpiry,
}

/// A kind of sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its behaviour in a word.
    pub name: &'static str,
    /// Programs that behave so.
    pub programs: &'static str,
    /// The occasions on which it looks up the `id`.
    pub id_lookup: IdLookup,
    /// Its reaction when the file cannot be fetched.
    pub failure: Failure,
    /// Whether it extends the life of its copy when it sees the same `id`.
    pub lengthens: Lengthens,
    /// Refetch interval in seconds.
    pub refresh: Option<i64>,
    /// Refetches this many seconds before expiry.
    pub before_expiry: Option<i64>,
    /// It keeps no copy longer, in seconds.
    pub cap: Option<i64>,
    /// It keeps an `enforce` policy at least so long, in seconds, and a `testing` one for a day at least.
    pub floor: Option<i64>,
    /// A `max_age` outside of these bounds counts as a day.
    pub day_outside: Option<(i64, i64)>,
}

const PLAIN: Kind = Kind {
    name: "",
    programs: "",
    id_lookup: IdLookup::AtUse,
    failure: Failure::Keeps,
    lengthens: Lengthens::Never,
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
        lengthens: Lengthens::AtUse,
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
        lengthens: Lengthens::AtUse,
        refresh: Some(DAY),
        ..PLAIN
    },
    Kind {
        name: "lengthens-expired",
        programs: "mailauth, called when its copy has expired",
        id_lookup: IdLookup::AfterExpiry,
        lengthens: Lengthens::AfterExpiry,
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
        lengthens: Lengthens::AfterExpiry,
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
    /// Seconds that it keeps a policy with this `max_age` and mode.
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
