//! Version, mode and `max_age` of the policy file (RFC 8461 §3.2, §5, §10.2).

use mta_sts::{Key, Located, MAX_AGE_LIMIT, Mode, PolicyProblem as P};

use super::{mended, one, prelude::*};
use crate::case::PolicyCase;

const STAGE: Stage = Stage::Policy;

rules! {
    /// No line gives the key version (after typo and case findings have been considered).
    POLICY_VERSION_MISSING: "policy-version-missing", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2")], [],
        |case| mended(case, case.policy_findings(&POLICY_VERSION_MISSING, P::Missing(Key::Version)));
    /// The first version value is not exactly STSv1.
    POLICY_VERSION_WRONG: "policy-version-wrong", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2")], ["line", "value"],
        |case| mended(case, case.policy_findings(&POLICY_VERSION_WRONG, P::Version));
    /// version is present but not on the first line.
    POLICY_VERSION_NOT_FIRST: "policy-version-not-first", Notice, Nothing, Nobody,
        [rfc(8461, "3.2"), GOOGLE_POLICY], ["line"],
        |case| case.policy_findings(&POLICY_VERSION_NOT_FIRST, P::VersionNotFirst);
    /// No line gives the key mode.
    POLICY_MODE_MISSING: "policy-mode-missing", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2")], [],
        |case| mended(case, case.policy_findings(&POLICY_MODE_MISSING, P::Missing(Key::Mode)));
    /// The first mode value is not enforce, testing or none, even ignoring case.
    POLICY_MODE_INVALID: "policy-mode-invalid", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2")], ["line", "value"],
        |case| mended(case, case.policy_findings(&POLICY_MODE_INVALID, P::Mode));
    /// The mode value is report (used in early drafts, now testing).
    POLICY_MODE_REPORT_LEGACY: "policy-mode-report-legacy", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2")], ["line"],
        |case| mended(case, case.policy_findings(&POLICY_MODE_REPORT_LEGACY, P::ModeReport));
    /// The mode value equals a valid one only when case is ignored.
    POLICY_MODE_CASE: "policy-mode-case", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2"), rfc(7405, "2.1")], ["line", "value", "expected"],
        |case| mended(case, case.policy_findings(&POLICY_MODE_CASE, P::ModeCase));
    /// A valid policy has mode enforce.
    POLICY_MODE_ENFORCE: "policy-mode-enforce", Pass, Own, Nobody,
        [rfc(8461, "5")], [],
        policy_mode_enforce;
    /// A valid policy has mode testing.
    POLICY_MODE_TESTING: "policy-mode-testing", Notice, Own, PolicyFile,
        [rfc(8461, "5"), GOOGLE_POLICY], [],
        policy_mode_testing;
    /// A valid policy has mode none.
    POLICY_MODE_NONE: "policy-mode-none", Notice, Own, PolicyFile,
        [rfc(8461, "5"), rfc(8461, "8.3")], [],
        policy_mode_none;
    /// No line gives the key max_age.
    POLICY_MAX_AGE_MISSING: "policy-max-age-missing", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2")], [],
        |case| mended(case, case.policy_findings(&POLICY_MAX_AGE_MISSING, P::Missing(Key::MaxAge)));
    /// The first max_age value is not 1 to 10 decimal digits.
    POLICY_MAX_AGE_INVALID: "policy-max-age-invalid", Error, NoPolicy, PolicyFile,
        [rfc(8461, "3.2")], ["line", "value"],
        |case| mended(case, case.policy_findings(&POLICY_MAX_AGE_INVALID, P::MaxAge));
    /// max_age is greater than 31557600.
    POLICY_MAX_AGE_TOO_LARGE: "policy-max-age-too-large", Error, SomeSenders, PolicyFile,
        [rfc(8461, "3.2"), ERRATUM_7282], ["line", "value"],
        policy_max_age_too_large;
    /// max_age is 0 and mode is not none.
    POLICY_MAX_AGE_ZERO: "policy-max-age-zero", Warning, Own, PolicyFile,
        [rfc(8461, "3.2"), rfc(8461, "10.2")], ["line"],
        policy_max_age_zero;
    /// 0 < `max_age` ≤ 366.
    POLICY_MAX_AGE_DAYS_SUSPECTED: "policy-max-age-days-suspected", Warning, Own, PolicyFile,
        [rfc(8461, "3.2")], ["line", "value", "expected"],
        policy_max_age_days_suspected;
    /// 366 < `max_age` < 86400 and mode is not none.
    POLICY_MAX_AGE_TOO_SHORT: "policy-max-age-too-short", Warning, Own, PolicyFile,
        [rfc(8461, "3.2"), rfc(8461, "10.2"), GOOGLE_POLICY], ["line", "ttl"],
        policy_max_age_too_short;
    /// 86400 ≤ max_age < 604800 and mode is enforce.
    POLICY_MAX_AGE_SHORT: "policy-max-age-short", Notice, Own, Nobody,
        [rfc(8461, "3.2"), rfc(8461, "10.2")], ["line", "ttl"],
        policy_max_age_short;
}

fn with_mode(case: &Case<'_>, rule: &'static Rule, mode: Mode) -> Vec<Finding> {
    let fits = case.policy_matters() && case.mode() == Some(mode);
    one(fits.then(|| Finding::of(rule)))
}

fn policy_mode_enforce(case: &Case<'_>) -> Vec<Finding> {
    with_mode(case, &POLICY_MODE_ENFORCE, Mode::Enforce)
}

/// The file of the next mode comes with the verdict: it depends on what else was found.
fn policy_mode_testing(case: &Case<'_>) -> Vec<Finding> {
    with_mode(case, &POLICY_MODE_TESTING, Mode::Testing)
}

fn policy_mode_none(case: &Case<'_>) -> Vec<Finding> {
    with_mode(case, &POLICY_MODE_NONE, Mode::None)
}

/// A finding about `max_age`, at its place, if the value and the mode are of this kind.
fn max_age(case: &Case<'_>, rule: &'static Rule, wanted: fn(u64, Option<Mode>) -> bool) -> Vec<Finding> {
    let policy = case.policy.as_ref().filter(|_| case.policy_matters());
    let Some((policy, age)) = policy.and_then(|policy| Some((policy, policy.reading.policy.max_age?))) else {
        return Vec::new();
    };
    let mode = policy.reading.policy.mode.map(|mode| mode.value);
    let found = wanted(age.value, mode).then(|| about_age(rule, policy, age));
    one(found.map(|finding| finding.fix(case.mended_policy().cloned())))
}

fn about_age(rule: &'static Rule, policy: &PolicyCase<'_>, age: Located<u64>) -> Finding {
    let seconds = i64::try_from(age.value).unwrap_or(i64::MAX);
    let place = policy.place(age.span);
    let usual = [
        ("line", Arg::from(place.line)),
        ("value", Arg::from(age.value.to_string())),
        ("ttl", Arg::Duration(seconds)),
        ("expected", Arg::from(age.value.saturating_mul(DAY.unsigned_abs()).to_string())),
    ];
    let finding = Finding::of(rule).at(place);
    usual
        .into_iter()
        .filter(|(name, _)| rule.args.contains(name))
        .fold(finding, |finding, (name, arg)| finding.with(name, arg))
}

fn policy_max_age_too_large(case: &Case<'_>) -> Vec<Finding> {
    max_age(case, &POLICY_MAX_AGE_TOO_LARGE, |age, _| age > MAX_AGE_LIMIT)
}

fn policy_max_age_zero(case: &Case<'_>) -> Vec<Finding> {
    max_age(case, &POLICY_MAX_AGE_ZERO, |age, mode| age == 0 && mode != Some(Mode::None))
}

fn policy_max_age_days_suspected(case: &Case<'_>) -> Vec<Finding> {
    max_age(case, &POLICY_MAX_AGE_DAYS_SUSPECTED, |age, _| (1..=366).contains(&age))
}

fn policy_max_age_too_short(case: &Case<'_>) -> Vec<Finding> {
    max_age(case, &POLICY_MAX_AGE_TOO_SHORT, |age, mode| (367..86_400).contains(&age) && mode != Some(Mode::None))
}

/// Nothing is wrong with it, so no file is suggested.
fn policy_max_age_short(case: &Case<'_>) -> Vec<Finding> {
    let found = max_age(case, &POLICY_MAX_AGE_SHORT, |age, mode| {
        (86_400..604_800).contains(&age) && mode == Some(Mode::Enforce)
    });
    found.into_iter().map(|finding| finding.fix(None)).collect()
}
