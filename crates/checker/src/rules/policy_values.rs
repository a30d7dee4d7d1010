//! Version, mode and `max_age` of the policy file (RFC 8461 §3.2, §5, §10.2).

use mta_sts::{Key, Located, MAX_AGE_LIMIT, Mode, PolicyProblem as P};

use super::{at_most_one, prelude::*, problems::policy_problems};
use crate::facts::policy_file::PolicyFile;

rules! {
    static POLICY_VALUES_RULES of Stage::Policy;

    /// No line has the key version, and no typo or case finding explains it.
    POLICY_VERSION_MISSING {
        id: "policy-version-missing",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: [],
        check: |facts| policy_problems(facts, &POLICY_VERSION_MISSING, P::Missing(Key::Version)),
        fix: PolicyFile,
    }
    /// The first version value is not exactly STSv1.
    POLICY_VERSION_WRONG {
        id: "policy-version-wrong",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line", "value"],
        check: |facts| policy_problems(facts, &POLICY_VERSION_WRONG, P::Version),
        fix: PolicyFile,
    }
    /// version is present but not on the first line.
    POLICY_VERSION_NOT_FIRST {
        id: "policy-version-not-first",
        severity: Notice,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8461, "3.2"), GOOGLE_POLICY],
        args: ["line"],
        check: |facts| policy_problems(facts, &POLICY_VERSION_NOT_FIRST, P::VersionNotFirst),
    }
    /// No line has the key mode.
    POLICY_MODE_MISSING {
        id: "policy-mode-missing",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: [],
        check: |facts| policy_problems(facts, &POLICY_MODE_MISSING, P::Missing(Key::Mode)),
        fix: PolicyFile,
    }
    /// The first mode value is not enforce, testing or none, even ignoring case.
    POLICY_MODE_INVALID {
        id: "policy-mode-invalid",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line", "value"],
        check: |facts| policy_problems(facts, &POLICY_MODE_INVALID, P::Mode),
        fix: PolicyFile,
    }
    /// The mode value is report (used in early drafts, now testing).
    POLICY_MODE_REPORT_LEGACY {
        id: "policy-mode-report-legacy",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line"],
        check: |facts| policy_problems(facts, &POLICY_MODE_REPORT_LEGACY, P::ModeReport),
        fix: PolicyFile,
    }
    /// The mode value equals a valid one only when case is ignored.
    POLICY_MODE_CASE {
        id: "policy-mode-case",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2"), rfc(7405, "2.1")],
        args: ["line", "value", "expected"],
        check: |facts| policy_problems(facts, &POLICY_MODE_CASE, P::ModeCase),
        fix: PolicyFile,
    }
    /// A complete policy has mode enforce.
    POLICY_MODE_ENFORCE {
        id: "policy-mode-enforce",
        severity: Pass,
        effect: Own,
        owner: Nobody,
        citations: [rfc(8461, "5")],
        args: [],
        check: policy_mode_enforce,
    }
    /// A complete policy has mode testing.
    POLICY_MODE_TESTING {
        id: "policy-mode-testing",
        severity: Notice,
        effect: Own,
        owner: PolicyFile,
        citations: [rfc(8461, "5"), GOOGLE_POLICY],
        args: [],
        check: policy_mode_testing,
    }
    /// A complete policy has mode none.
    POLICY_MODE_NONE {
        id: "policy-mode-none",
        severity: Notice,
        effect: Own,
        owner: PolicyFile,
        citations: [rfc(8461, "5"), rfc(8461, "8.3")],
        args: [],
        check: policy_mode_none,
    }
    /// No line has the key max_age.
    POLICY_MAX_AGE_MISSING {
        id: "policy-max-age-missing",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: [],
        check: |facts| policy_problems(facts, &POLICY_MAX_AGE_MISSING, P::Missing(Key::MaxAge)),
        fix: PolicyFile,
    }
    /// The first max_age value is not 1 to 10 decimal digits.
    POLICY_MAX_AGE_INVALID {
        id: "policy-max-age-invalid",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line", "value"],
        check: |facts| policy_problems(facts, &POLICY_MAX_AGE_INVALID, P::MaxAge),
        fix: PolicyFile,
    }
    /// max_age is greater than 31557600.
    POLICY_MAX_AGE_TOO_LARGE {
        id: "policy-max-age-too-large",
        severity: Error,
        effect: SomeSenders,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2"), ERRATUM_7282],
        args: ["line", "value"],
        check: policy_max_age_too_large,
        fix: PolicyFile,
        senders: [
            Accepts: [Mox, KumoMta, Chasquid],
            Cuts: [PostfixTlspol],
            Rejects: [PostfixMtaStsResolver, Mailauth],
        ],
    }
    /// max_age is 0 and mode is not none.
    POLICY_MAX_AGE_ZERO {
        id: "policy-max-age-zero",
        severity: Warning,
        effect: Own,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2"), rfc(8461, "10.2")],
        args: ["line"],
        check: policy_max_age_zero,
        fix: PolicyFile,
        senders: [Rejects: [Chasquid]],
    }
    /// 0 < `max_age` ≤ 366.
    POLICY_MAX_AGE_DAYS_SUSPECTED {
        id: "policy-max-age-days-suspected",
        severity: Warning,
        effect: Own,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line", "value", "expected"],
        check: policy_max_age_days_suspected,
        fix: PolicyFile,
    }
    /// 366 < `max_age` < 86400 and mode is not none.
    POLICY_MAX_AGE_TOO_SHORT {
        id: "policy-max-age-too-short",
        severity: Warning,
        effect: Own,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2"), rfc(8461, "10.2"), GOOGLE_POLICY],
        args: ["line", "ttl"],
        check: policy_max_age_too_short,
        fix: PolicyFile,
    }
    /// 86400 ≤ max_age < 604800 and mode is enforce.
    POLICY_MAX_AGE_SHORT {
        id: "policy-max-age-short",
        severity: Notice,
        effect: Own,
        owner: Nobody,
        citations: [rfc(8461, "3.2"), rfc(8461, "10.2")],
        args: ["line", "ttl"],
        check: policy_max_age_short,
    }
}

fn with_mode(facts: &Facts<'_>, rule: &'static Rule, mode: Mode) -> Vec<Finding> {
    let fits = facts.policy_matters() && facts.policy_mode() == Some(mode);
    at_most_one(fits.then(|| Finding::new(rule)))
}

fn policy_mode_enforce(facts: &Facts<'_>) -> Vec<Finding> {
    with_mode(facts, &POLICY_MODE_ENFORCE, Mode::Enforce)
}

/// Reports mode testing. The judge adds the file of the next mode later, because it depends on the other findings.
fn policy_mode_testing(facts: &Facts<'_>) -> Vec<Finding> {
    with_mode(facts, &POLICY_MODE_TESTING, Mode::Testing)
}

fn policy_mode_none(facts: &Facts<'_>) -> Vec<Finding> {
    with_mode(facts, &POLICY_MODE_NONE, Mode::None)
}

/// Returns a finding about `max_age` with its place, if the value and the mode are `wanted`.
fn max_age(facts: &Facts<'_>, rule: &'static Rule, wanted: fn(u64, Option<Mode>) -> bool) -> Vec<Finding> {
    let policy = facts.policy.as_ref().filter(|_| facts.policy_matters());
    let Some((policy, age)) = policy.and_then(|policy| Some((policy, policy.reading.policy.max_age?))) else {
        return Vec::new();
    };
    let mode = policy.reading.policy.mode.map(|mode| mode.value);
    at_most_one(wanted(age.value, mode).then(|| about_age(rule, policy, age)))
}

fn about_age(rule: &'static Rule, policy: &PolicyFile<'_>, age: Located<u64>) -> Finding {
    let seconds = i64::try_from(age.value).unwrap_or(i64::MAX);
    let place = policy.place(age.span);
    let usual = [
        ("line", Arg::from(place.line)),
        ("value", Arg::from(age.value.to_string())),
        ("ttl", Arg::Duration(seconds)),
        ("expected", Arg::from(age.value.saturating_mul(DAY.unsigned_abs()).to_string())),
    ];
    let finding = Finding::new(rule).with_place(place);
    usual
        .into_iter()
        .filter(|(name, _)| rule.args.contains(name))
        .fold(finding, |finding, (name, arg)| finding.with_arg(name, arg))
}

fn policy_max_age_too_large(facts: &Facts<'_>) -> Vec<Finding> {
    max_age(facts, &POLICY_MAX_AGE_TOO_LARGE, |age, _| age > MAX_AGE_LIMIT)
}

fn policy_max_age_zero(facts: &Facts<'_>) -> Vec<Finding> {
    max_age(facts, &POLICY_MAX_AGE_ZERO, |age, mode| age == 0 && mode != Some(Mode::None))
}

fn policy_max_age_days_suspected(facts: &Facts<'_>) -> Vec<Finding> {
    max_age(facts, &POLICY_MAX_AGE_DAYS_SUSPECTED, |age, _| (1..=366).contains(&age))
}

fn policy_max_age_too_short(facts: &Facts<'_>) -> Vec<Finding> {
    max_age(facts, &POLICY_MAX_AGE_TOO_SHORT, |age, mode| (367..86_400).contains(&age) && mode != Some(Mode::None))
}

/// Reports a short `max_age`. It is not a fault, so no file is suggested.
fn policy_max_age_short(facts: &Facts<'_>) -> Vec<Finding> {
    max_age(facts, &POLICY_MAX_AGE_SHORT, |age, mode| (86_400..604_800).contains(&age) && mode == Some(Mode::Enforce))
}
