//! What real senders do where the grammar says one thing: read in their published source code, or seen from outside.
//!
//! Only behaviour that is written down is told, with where it is written. Snapshots: postfix-mta-sts-resolver (early 2025), postfix-tlspol and mox
//! (2026), KumoMTA and mailauth (older), chasquid (2019).

/// A group of senders that treat a fault alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behaviour {
    /// What they do.
    pub habit: Habit,
    /// Who does it.
    pub senders: &'static [&'static str],
}

/// What a sender does about a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Habit {
    /// It goes on as if the fault were not there.
    Accepts,
    /// It drops the record or the policy.
    Rejects,
    /// Of several values it uses the first.
    First,
    /// Of several values it uses the last.
    Last,
    /// It cuts the value to the maximum.
    Cuts,
    /// It lets a wildcard stand for several labels.
    AnyDepth,
    /// It lets a wildcard stand for one label only.
    OneLabel,
    /// It takes every HTTP status of success.
    AnySuccess,
    /// It reports a failure in its TLS reports, as others have seen: this alone is not from source code.
    Reports,
}

impl Habit {
    /// The word used in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Accepts => "accepts",
            Self::Rejects => "rejects",
            Self::First => "first",
            Self::Last => "last",
            Self::Cuts => "cuts",
            Self::AnyDepth => "any-depth",
            Self::OneLabel => "one-label",
            Self::AnySuccess => "any-success",
            Self::Reports => "reports",
        }
    }
}

/// Where the senders' source code is; for Gmail, whose code is not public, a report about its TLS reports.
static SENDERS: &[(&str, &str)] = &[
    ("postfix-mta-sts-resolver", "https://github.com/Snawoot/postfix-mta-sts-resolver"),
    ("postfix-tlspol", "https://github.com/Zuplu/postfix-tlspol"),
    ("mox", "https://github.com/mjl-/mox"),
    ("KumoMTA", "https://github.com/KumoCorp/kumomta"),
    ("mailauth", "https://github.com/postalsys/mailauth"),
    ("chasquid", "https://github.com/albertito/chasquid"),
    ("Gmail", "https://github.com/jklotzsche-msft/PS.MTA-STS/pull/33"),
];

/// Where to read what a sender does.
#[must_use]
pub fn sender_source(sender: &str) -> Option<&'static str> {
    SENDERS.iter().find(|(name, _)| *name == sender).map(|(_, url)| *url)
}

const RESOLVER: &str = "postfix-mta-sts-resolver";
const TLSPOL: &str = "postfix-tlspol";
const MOX: &str = "mox";
const KUMO: &str = "KumoMTA";
const MAILAUTH: &str = "mailauth";
const CHASQUID: &str = "chasquid";

/// How real senders differ about what a rule finds; empty where nothing is written down.
#[must_use]
pub fn senders_differ(rule: &str) -> &'static [Behaviour] {
    match rule {
        "record-space-before-semicolon" => &[Behaviour { habit: Habit::Accepts, senders: &[TLSPOL, RESOLVER] }],
        "record-version-case" => &[Behaviour { habit: Habit::Accepts, senders: &[MAILAUTH] }],
        "record-id-missing" | "record-id-empty" => &[
            Behaviour { habit: Habit::Accepts, senders: &[CHASQUID] },
            Behaviour { habit: Habit::Rejects, senders: &[TLSPOL, MOX] },
        ],
        "record-id-invalid-chars" | "record-id-too-long" => &[
            Behaviour { habit: Habit::Accepts, senders: &[RESOLVER, CHASQUID] },
            Behaviour { habit: Habit::Rejects, senders: &[TLSPOL, MOX] },
        ],
        "policy-blank-line" => &[
            Behaviour { habit: Habit::Accepts, senders: &[RESOLVER, KUMO, MAILAUTH, CHASQUID] },
            Behaviour { habit: Habit::Rejects, senders: &[TLSPOL, MOX] },
        ],
        "policy-comment-line" => &[
            Behaviour { habit: Habit::Accepts, senders: &[RESOLVER, MAILAUTH] },
            Behaviour { habit: Habit::Rejects, senders: &[TLSPOL, MOX, KUMO] },
        ],
        "policy-duplicate-field" => &[
            Behaviour { habit: Habit::First, senders: &[TLSPOL, MOX] },
            Behaviour { habit: Habit::Last, senders: &[RESOLVER, MAILAUTH, CHASQUID] },
            Behaviour { habit: Habit::Rejects, senders: &[KUMO] },
        ],
        "policy-max-age-too-large" => &[
            Behaviour { habit: Habit::Accepts, senders: &[MOX, KUMO, CHASQUID] },
            Behaviour { habit: Habit::Cuts, senders: &[TLSPOL] },
            Behaviour { habit: Habit::Rejects, senders: &[RESOLVER, MAILAUTH] },
        ],
        "policy-max-age-zero" => &[Behaviour { habit: Habit::Rejects, senders: &[CHASQUID] }],
        "policy-http-content-type-html" | "policy-http-content-type-other" | "policy-http-content-type-missing" => &[
            Behaviour { habit: Habit::Accepts, senders: &[MOX, MAILAUTH] },
            Behaviour { habit: Habit::Rejects, senders: &[RESOLVER, TLSPOL, KUMO, CHASQUID] },
        ],
        "policy-mx-wildcard-depth" | "policy-mx-microsoft-depth" => &[
            Behaviour { habit: Habit::AnyDepth, senders: &[RESOLVER, TLSPOL, MAILAUTH] },
            Behaviour { habit: Habit::OneLabel, senders: &[MOX, KUMO, CHASQUID] },
            Behaviour { habit: Habit::Reports, senders: &["Gmail"] },
        ],
        "policy-http-status-not-200" => &[Behaviour { habit: Habit::AnySuccess, senders: &[MAILAUTH] }],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_that_senders_differ_about_exists() {
        let told = crate::RULES.iter().filter(|rule| !senders_differ(rule.id).is_empty());
        assert_eq!(told.count(), 17);
    }

    #[test]
    fn for_every_sender_there_is_a_source() {
        for group in crate::RULES.iter().flat_map(|rule| senders_differ(rule.id)) {
            assert!(group.senders.iter().all(|name| sender_source(name).is_some()), "{group:?}");
        }
    }

    #[test]
    fn no_sender_does_two_things_at_once() {
        for rule in crate::RULES.iter() {
            let mut senders: Vec<&str> =
                senders_differ(rule.id).iter().flat_map(|group| group.senders).copied().collect();
            let count = senders.len();
            senders.sort_unstable();
            senders.dedup();
            assert_eq!(senders.len(), count, "{}", rule.id);
        }
    }
}
