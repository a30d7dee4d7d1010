//! Changes since earlier checks: the policies that senders may have cached, compared with the current one. Without
//! earlier checks, no rule here reports anything.

use mta_sts::Mode;

use super::{at_most_one, prelude::*};
use crate::{
    facts::{
        history::{EarlierPolicy, PolicyTerms},
        mail::MailRouting,
    },
    retention::{LEAST_TTL, LONGEST_FLOOR, REMOVAL_GOAL, REPAIR_GOAL, Retention},
};

rules! {
    static HISTORY_RULES of Stage::Consistency;

    /// The terms of the policy (mode, mx set, max_age) differ from those of an earlier check whose policy senders may
    /// still have cached. The id in DNS has been the same since then.
    ID_NOT_BUMPED {
        id: "id-not-bumped",
        severity: Error,
        effect: Own,
        owner: Dns,
        citations: [rfc(8461, "3.1"), rfc(8461, "8.1")],
        args: ["value", "refuses", "date", "plan"],
        check: id_not_bumped,
        fix: StsRecord,
    }
    /// The id in DNS differs from that of the newest earlier check, but the policy body is identical. The body did not
    /// change under the earlier id either.
    ID_BUMPED_POLICY_UNCHANGED {
        id: "id-bumped-policy-unchanged",
        severity: Warning,
        effect: Own,
        owner: Dns,
        citations: [rfc(8461, "8.1")],
        args: ["value"],
        check: id_bumped_policy_unchanged,
    }
    /// A current MX host is not covered by the policy. It is absent from the MX set of the newest earlier check, or of
    /// one since which the policy is the same.
    MX_CHANGED_BEFORE_POLICY {
        id: "mx-changed-before-policy",
        severity: Error,
        effect: SkipHost,
        owner: PolicyFile,
        citations: [rfc(8461, "8.1"), rfc(8461, "4.1")],
        args: ["hosts", "ttl", "date", "plan"],
        check: mx_changed_before_policy,
        fix: MxLines,
    }
    /// A current MX host is not covered by the current policy. The newest earlier check, or the last one before the
    /// current policy, saw a policy that covered it.
    POLICY_CHANGED_BEFORE_MX {
        id: "policy-changed-before-mx",
        severity: Error,
        effect: SkipHost,
        owner: PolicyFile,
        citations: [rfc(8461, "8.1"), rfc(8461, "4.1")],
        args: ["hosts"],
        check: policy_changed_before_mx,
        fix: MxLines,
    }
    /// mode is enforce. Earlier checks saw mode none and then, in the last 30 days, mode enforce for the first time,
    /// without mode testing between. If the earlier checks begin with enforce, they cannot have seen what came before.
    ENFORCE_WITHOUT_TESTING {
        id: "enforce-without-testing",
        severity: Notice,
        effect: Own,
        owner: Nobody,
        citations: [rfc(8461, "2"), GOOGLE_POLICY, MICROSOFT_MTA_STS],
        args: ["date"],
        check: enforce_without_testing,
    }
    /// mode is testing now and in every earlier check, for 90 days or more.
    TESTING_TOO_LONG {
        id: "testing-too-long",
        severity: Notice,
        effect: Own,
        owner: Nobody,
        citations: [rfc(8461, "5")],
        args: ["date"],
        check: testing_too_long,
    }
    /// The STS record is valid, but the policy cannot be fetched, or even tolerant senders cannot apply it. An earlier
    /// check saw an enforce policy whose max_age has not passed since.
    POLICY_UNREACHABLE_CACHE_APPLIES {
        id: "policy-unreachable-cache-applies",
        severity: Warning,
        effect: Own,
        owner: WebHost,
        citations: [rfc(8461, "3.3"), rfc(8461, "5.1")],
        args: ["date"],
        check: policy_unreachable_cache_applies,
    }
    /// No TXT record at _mta-sts.DOMAIN now, the newest earlier check saw an enforce policy, and its max_age has not
    /// passed since.
    REMOVAL_ABRUPT {
        id: "removal-abrupt",
        severity: Error,
        effect: Own,
        owner: PolicyFile,
        citations: [rfc(8461, "8.3")],
        args: ["date", "plan"],
        check: removal_abrupt,
        fix: OptOutPolicyFile,
    }
    /// mode is none and an earlier check saw an enforce or testing policy whose max_age has not passed since.
    REMOVAL_IN_PROGRESS {
        id: "removal-in-progress",
        severity: Notice,
        effect: Own,
        owner: Nobody,
        citations: [rfc(8461, "8.3")],
        args: ["date", "plan"],
        check: removal_in_progress,
    }
    /// The policy's max_age is smaller than that of an enforce policy of an earlier check, whose max_age has not passed
    /// since. Another rule reports mode none.
    MAX_AGE_LOWERED {
        id: "max-age-lowered",
        severity: Notice,
        effect: Own,
        owner: Nobody,
        citations: [rfc(8461, "8.3")],
        args: ["ttl", "date"],
        check: max_age_lowered,
    }
}

/// Seconds after which a policy enforced without testing counts as settled.
const SETTLED: i64 = 30 * DAY;

/// Seconds after which a test phase counts as too long.
const LONG_TEST: i64 = 90 * DAY;

/// Returns the terms of the current policy, if a tolerant sender could apply it.
fn terms(facts: &Facts<'_>) -> Option<PolicyTerms> {
    facts.complete_policy().and_then(|policy| PolicyTerms::from_policy(&policy.reading.policy))
}

/// Returns the id that senders see now.
fn id<'c>(facts: &'c Facts<'_>) -> Option<&'c str> {
    facts.record.as_ref().filter(|_| !facts.is_gone())?.id()
}

/// Returns the latest earlier checks, newest first, as long as the condition holds.
fn latest<'c, 'a>(
    facts: &'c Facts<'a>,
    holds: impl Fn(&EarlierPolicy<'a>) -> bool,
) -> impl Iterator<Item = &'c EarlierPolicy<'a>> {
    facts.earlier_policies.iter().rev().take_while(move |past| holds(past))
}

/// Returns the latest time until which senders cache an earlier policy of one of these modes, if it is in the future.
fn latest_cached_until(facts: &Facts<'_>, modes: &[Mode]) -> Option<Timestamp> {
    let times =
        facts.earlier_policies.iter().filter(|past| modes.contains(&past.terms.mode)).map(EarlierPolicy::cached_until);
    times.filter(|until| *until > facts.now).max()
}

/// Returns the time at which the last sender drops an earlier policy of one of these modes, if one is still cached.
/// Some senders get nothing newer, so the longest time counts for which a sender caches an `enforce` policy.
fn dropped_by_all(facts: &Facts<'_>, modes: &[Mode]) -> Option<Timestamp> {
    let ends = |past: &EarlierPolicy<'_>| {
        let floor = if past.terms.mode == Mode::Enforce { LONGEST_FLOOR } else { 0 };
        Timestamp::from_unix(past.retention(id_ttl(facts)).ends(floor))
    };
    let cached = facts.earlier_policies.iter().filter(|past| past.cached_until() > facts.now);
    cached.filter(|past| modes.contains(&past.terms.mode)).map(ends).max()
}

/// Returns the seconds for which resolvers cache the record.
fn id_ttl(facts: &Facts<'_>) -> i64 {
    facts.record.as_ref().and_then(|record| record.answer.ttl).map_or(LEAST_TTL, i64::from).max(LEAST_TTL)
}

/// Returns the command that plans this goal, with dates.
fn plan_command(facts: &Facts<'_>, goal: &str) -> String {
    format!("mta-sts plan {} --goal {goal}", facts.domain)
}

/// Reports an id that did not change with the policy. Some senders extend the earlier policy by the id, without end.
/// The date is for the others.
fn id_not_bumped(facts: &Facts<'_>) -> Vec<Finding> {
    let (Some(id), Some(terms)) = (id(facts), terms(facts)) else { return Vec::new() };
    let same_id = latest(facts, |past| past.snapshot.txt_id == id);
    let is_cached = |past: &&EarlierPolicy<'_>| past.terms != terms && past.cached_until() > facts.now;
    let cached: Vec<&EarlierPolicy<'_>> = same_id.filter(is_cached).collect();
    let refuses = cached.iter().map(|past| mail_refused_by_earlier(&past.terms, &terms)).max();
    let until = cached.iter().map(|past| past.retention(0).ends(0)).max();
    at_most_one(refuses.zip(until).map(|(refuses, until)| {
        Finding::new(&ID_NOT_BUMPED)
            .with_arg("value", id)
            .with_arg("refuses", refuses.id())
            .with_arg("date", Timestamp::from_unix(until))
            .with_arg("plan", plan_command(facts, REPAIR_GOAL))
    }))
}

/// Mail servers that senders refuse while they cache an earlier policy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum RefusedMail {
    /// None that the current policy allows.
    Nothing,
    /// Mail servers without verified TLS, which the current policy allows.
    Unverified,
    /// Mail servers that only the current policy lists.
    Unlisted,
}

impl RefusedMail {
    const fn id(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Unverified => "unverified",
            Self::Unlisted => "unlisted",
        }
    }
}

fn mail_refused_by_earlier(earlier: &PolicyTerms, present: &PolicyTerms) -> RefusedMail {
    match (earlier.mode, present.mode) {
        (Mode::Enforce, _) if !present.lists_no_more_than(earlier) => RefusedMail::Unlisted,
        (Mode::Enforce, Mode::Testing | Mode::None) => RefusedMail::Unverified,
        _ => RefusedMail::Nothing,
    }
}

/// Reports a new id for an unchanged policy. If the policy changed under the earlier id, the new id was due.
fn id_bumped_policy_unchanged(facts: &Facts<'_>) -> Vec<Finding> {
    let (Some(id), Some(newest), Some(policy)) = (id(facts), facts.earlier_policies.last(), facts.complete_policy())
    else {
        return Vec::new();
    };
    let before = newest.snapshot.txt_id.as_str();
    let unchanged =
        latest(facts, |past| past.snapshot.txt_id == before).all(|past| past.snapshot.body.as_ref() == policy.body);
    at_most_one(
        (before != id && unchanged).then(|| Finding::new(&ID_BUMPED_POLICY_UNCHANGED).with_arg("value", before)),
    )
}

/// Returns one finding for the uncovered MX hosts for which the condition holds.
fn uncovered(facts: &Facts<'_>, rule: &'static Rule, holds: impl Fn(&str) -> bool) -> Vec<Finding> {
    let has_mx = facts.policy_matters() && matches!(facts.mail, MailRouting::Hosts { .. });
    let Some(coverage) = facts.coverage.as_ref().filter(|_| has_mx) else { return Vec::new() };
    let names = coverage.uncovered.iter().map(|uncovered| uncovered.host.name.clone());
    let hosts = sorted_names(names.filter(|host| holds(host)).collect());
    at_most_one((!hosts.is_empty()).then(|| Finding::new(rule).with_arg("hosts", hosts)))
}

/// Reports hosts that came after the policy. An earlier check with the same policy, or the newest, saw mail go
/// elsewhere.
fn mx_changed_before_policy(facts: &Facts<'_>) -> Vec<Finding> {
    let Some(terms) = terms(facts) else { return Vec::new() };
    let found = uncovered(facts, &MX_CHANGED_BEFORE_POLICY, |host| {
        let mut since = facts.earlier_policies.last().into_iter().chain(latest(facts, |past| past.terms == terms));
        since.any(|past| past.had_mx_host(host) == Some(false))
    });
    // Some senders cache the current policy until then, if another one replaces it now.
    let (now, ttl) = (facts.now.unix_seconds(), id_ttl(facts));
    let until = Timestamp::from_unix(Retention::replaced(now, terms.capped_max_age(), 0, ttl).ends(0));
    let dated = |finding: Finding| {
        let plan = plan_command(facts, REPAIR_GOAL);
        finding.with_arg("ttl", Arg::Duration(ttl)).with_arg("date", until).with_arg("plan", plan)
    };
    found.into_iter().map(dated).collect()
}

/// Reports hosts that were there before the policy. The last different policy covered them.
fn policy_changed_before_mx(facts: &Facts<'_>) -> Vec<Finding> {
    let Some(terms) = terms(facts) else { return Vec::new() };
    uncovered(facts, &POLICY_CHANGED_BEFORE_MX, |host| {
        let mut earlier = facts
            .earlier_policies
            .iter()
            .rev()
            .skip_while(|past| past.terms == terms && past.had_mx_host(host) != Some(false));
        earlier.next().is_some_and(|past| past.covers(host))
    })
}

fn enforce_without_testing(facts: &Facts<'_>) -> Vec<Finding> {
    let enforced = facts.policy_mode() == Some(Mode::Enforce) && id(facts).is_some();
    let in_use = |past: &EarlierPolicy<'_>| past.terms.mode != Mode::None;
    let begun = facts.earlier_policies.iter().position(in_use).filter(|at| *at > 0 && enforced);
    let first = begun.map(|at| &facts.earlier_policies[at]);
    let fresh = |past: &&EarlierPolicy<'_>| {
        past.terms.mode == Mode::Enforce && past.snapshot.at.plus_seconds(SETTLED) > facts.now
    };
    at_most_one(
        first.filter(fresh).map(|past| Finding::new(&ENFORCE_WITHOUT_TESTING).with_arg("date", past.snapshot.at)),
    )
}

fn testing_too_long(facts: &Facts<'_>) -> Vec<Finding> {
    let testing = facts.policy_mode() == Some(Mode::Testing) && id(facts).is_some();
    let always = testing && facts.earlier_policies.iter().all(|past| past.terms.mode == Mode::Testing);
    let first =
        facts.earlier_policies.first().filter(|past| always && past.snapshot.at.plus_seconds(LONG_TEST) <= facts.now);
    at_most_one(first.map(|past| Finding::new(&TESTING_TOO_LONG).with_arg("date", past.snapshot.at)))
}

/// Reports that senders certainly get no policy now, although a record tells them to fetch it.
fn policy_unreachable_cache_applies(facts: &Facts<'_>) -> Vec<Finding> {
    let without = id(facts).is_some() && !facts.has_complete_policy() && facts.host.is_known_bad();
    let until = latest_cached_until(facts, &[Mode::Enforce]).filter(|_| without);
    at_most_one(until.map(|until| Finding::new(&POLICY_UNREACHABLE_CACHE_APPLIES).with_arg("date", until)))
}

fn removal_abrupt(facts: &Facts<'_>) -> Vec<Finding> {
    let removed = facts.record.as_ref().is_some_and(|record| record.answer.records.is_empty()) && !facts.is_gone();
    let enforced = facts.earlier_policies.last().is_some_and(|past| past.terms.mode == Mode::Enforce);
    let until = dropped_by_all(facts, &[Mode::Enforce]).filter(|_| removed && enforced);
    let plan = plan_command(facts, REMOVAL_GOAL);
    at_most_one(until.map(|until| Finding::new(&REMOVAL_ABRUPT).with_arg("date", until).with_arg("plan", plan)))
}

fn removal_in_progress(facts: &Facts<'_>) -> Vec<Finding> {
    let off = facts.policy_mode() == Some(Mode::None) && id(facts).is_some();
    let until = dropped_by_all(facts, &[Mode::Enforce, Mode::Testing]).filter(|_| off);
    let plan = plan_command(facts, REMOVAL_GOAL);
    at_most_one(until.map(|until| Finding::new(&REMOVAL_IN_PROGRESS).with_arg("date", until).with_arg("plan", plan)))
}

fn max_age_lowered(facts: &Facts<'_>) -> Vec<Finding> {
    let Some(terms) = terms(facts).filter(|terms| terms.mode != Mode::None && id(facts).is_some()) else {
        return Vec::new();
    };
    let longer = |past: &&EarlierPolicy<'_>| past.terms.mode == Mode::Enforce && past.terms.max_age > terms.max_age;
    let longest = facts
        .earlier_policies
        .iter()
        .filter(longer)
        .filter(|past| past.cached_until() > facts.now)
        .max_by_key(|past| past.cached_until());
    at_most_one(longest.map(|past| {
        let age = i64::try_from(past.terms.max_age).unwrap_or(i64::MAX);
        Finding::new(&MAX_AGE_LOWERED).with_arg("ttl", Arg::Duration(age)).with_arg("date", past.cached_until())
    }))
}
