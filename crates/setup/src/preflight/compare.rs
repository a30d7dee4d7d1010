//! Comparison of the plan with the live state, part by part.

use checker::{Linted, Reading, Source, TlsState, Verdict};
use evidence::Timestamp;
use mta_sts::{Mode, Outcome, TlsRptReading};
use planner::{EarlierPolicy, Policy};

use super::{Cause, Check, Effect, Planned, TextChange, host::host, is_published, live::Live, removal::removal};

/// Returns all checks, in the order of the parts.
pub(super) fn checks(planned: &Planned<'_>, texts: &[Linted], live: &Live<'_>) -> Vec<Check> {
    let plan = Plan::new(planned, texts, live);
    let mut checks = tls_rpt(&plan, live);
    checks.extend(host(planned, live, plan.is_file_live(live)));
    checks.extend(file(&plan, live));
    checks.extend(mx(&plan, live));
    checks.extend(mode(&plan, live));
    checks.extend(cached(&plan, live));
    checks.extend(record(&plan, live));
    checks.extend(removal(planned, live));
    checks.sort_by_key(|check| check.cause.part());
    if is_published(&checks) {
        // Nothing is left to hold back.
        let cached = checks.iter_mut().filter(|check| check.cause == Cause::CachedPolicy);
        cached.for_each(|check| check.effect = Effect::Warns);
    }
    checks
}

/// The valid ones of the planned texts.
struct Plan<'a> {
    file: Option<&'a [u8]>,
    record: Option<&'a Linted>,
    tls_rpt: Option<&'a Linted>,
    /// The future policy: the planned one, else the live one. `None` if record or file is deleted.
    policy: Option<Policy>,
    is_file_valid: bool,
}

impl<'a> Plan<'a> {
    fn new(planned: &Planned<'a>, texts: &'a [Linted], live: &Live<'_>) -> Self {
        let judged = |source| texts.iter().find(|text| text.source == source);
        let policy = match (planned.policy, planned.record) {
            (TextChange::Delete, _) | (_, TextChange::Delete) => None,
            (TextChange::Publish(text), _) => Policy::read(text),
            (TextChange::Keep, _) => live.policy(),
        };
        Self {
            file: planned.policy.text(),
            record: judged(Source::Record),
            tls_rpt: judged(Source::TlsRpt),
            policy,
            is_file_valid: judged(Source::Policy).is_none_or(|text| text.outcome() == "valid"),
        }
    }

    fn enforces(&self) -> bool {
        self.policy.as_ref().is_some_and(Policy::enforces)
    }

    /// Returns the lines of a served policy that the plan changes, as keys; empty if only the form of the file differs.
    fn differences(&self, served: &Policy) -> Vec<String> {
        let Some(planned) = &self.policy else { return Vec::new() };
        let found = [
            ("mode", planned.mode != served.mode),
            ("mx", !has_same_patterns(planned, served)),
            ("max_age", planned.max_age != served.max_age),
        ];
        found.into_iter().filter(|(_, differs)| *differs).map(|(key, _)| key.to_owned()).collect()
    }

    /// Whether the future policy is served: a valid file with the same mode, `max_age` and `mx` patterns.
    fn is_file_live(&self, live: &Live<'_>) -> bool {
        let (Some(planned), Some(served)) = (&self.policy, live.policy()) else { return false };
        live.is_file_valid()
            && (planned.mode, planned.max_age) == (served.mode, served.max_age)
            && has_same_patterns(planned, &served)
    }
}

/// Whether two policies have the same `mx` patterns, in any order.
fn has_same_patterns(one: &Policy, other: &Policy) -> bool {
    let includes = |one: &Policy, other: &Policy| one.mx.iter().all(|pattern| other.mx.contains(pattern));
    includes(one, other) && includes(other, one)
}

/// Returns the report addresses of a record, sorted.
fn report_addresses(reading: &TlsRptReading) -> Vec<&str> {
    let mut addresses: Vec<&str> = reading.rua.iter().map(|rua| rua.uri.as_str()).collect();
    addresses.sort_unstable();
    addresses
}

fn tls_rpt(plan: &Plan<'_>, live: &Live<'_>) -> Vec<Check> {
    let Some(planned) = plan.tls_rpt else {
        let lacks = plan.enforces() && live.tls_rpt().is_some_and(|live| live.outcome != Outcome::Valid);
        return lacks.then(|| Check::new(Cause::TlsRptAbsent, Effect::Warns)).into_iter().collect();
    };
    let Reading::TlsRpt(planned, _) = &planned.reading else {
        return vec![Check::new(Cause::TlsRptInvalid, Effect::Blocks)];
    };
    if planned.outcome != Outcome::Valid {
        return vec![Check::new(Cause::TlsRptInvalid, Effect::Blocks)];
    }
    let published = live.tls_rpt();
    let is_same =
        |one: &TlsRptReading| one.outcome == Outcome::Valid && report_addresses(one) == report_addresses(planned);
    if published.as_ref().is_some_and(is_same) {
        return vec![Check::new(Cause::TlsRptLive, Effect::Done)];
    }
    if let Some(target) = live.tls_rpt_delegated_to() {
        return vec![Check::new(Cause::TlsRptDelegated, Effect::Blocks).about(vec![target.to_owned()])];
    }
    vec![match published.map(|published| published.outcome) {
        None => Check::new(Cause::TlsRptUnseen, Effect::Unseen),
        Some(Outcome::None) => Check::new(Cause::TlsRptNotLive, Effect::Fine),
        Some(Outcome::Multiple) => Check::new(Cause::TlsRptSeveral, Effect::Blocks),
        Some(Outcome::Valid | Outcome::Invalid) => Check::new(Cause::TlsRptReplaces, Effect::Warns),
    }]
}

fn file(plan: &Plan<'_>, live: &Live<'_>) -> Vec<Check> {
    let check = |cause, effect| vec![Check::new(cause, effect)];
    if plan.file.is_none() {
        let lacks = plan.record.is_some() && live.policy().is_none() && live.is_file_observed();
        return if lacks { check(Cause::FileMissing, Effect::Blocks) } else { Vec::new() };
    }
    if !plan.is_file_valid {
        return check(Cause::PolicyInvalid, Effect::Blocks);
    }
    match live.policy() {
        Some(_) if plan.is_file_live(live) => check(Cause::FileLive, Effect::Done),
        Some(served) if live.is_file_valid() || !live.host_faults.is_empty() => {
            vec![Check::new(Cause::FileOther, Effect::Fine).about(plan.differences(&served))]
        }
        // Nothing is known about the file; the checks of the host explain why.
        None if !live.is_file_observed() && live.host_faults.is_empty() => Vec::new(),
        _ => vec![wrong_file(live).unwrap_or_else(|| Check::new(Cause::FileAbsent, Effect::Fine))],
    }
}

/// Returns the check of an answer that is not a policy. Returns `None` without an answer, and if the host's own faults explain
/// the answer.
fn wrong_file(live: &Live<'_>) -> Option<Check> {
    let status = live.status().filter(|_| live.host_faults.is_empty())?;
    let findings = live.file_faults.clone();
    let cause = match status {
        _ if findings.contains(&checker::rules::POLICY_BODY_IS_HTML.id) => Cause::FileHtml,
        200 => Cause::FileInvalid,
        _ => Cause::FileNotServed,
    };
    let status = if cause == Cause::FileNotServed { vec![status.to_string()] } else { Vec::new() };
    Some(Check { findings, ..Check::new(cause, Effect::Warns).about(status) })
}

fn mx(plan: &Plan<'_>, live: &Live<'_>) -> Vec<Check> {
    let Some(policy) = plan.policy.as_ref().filter(|policy| policy.mode != Mode::None) else { return Vec::new() };
    let rows = &live.report.delivery;
    if rows.is_empty() {
        return vec![match live.report.verdict {
            Verdict::NoMail => Check::new(Cause::NoMail, Effect::Warns),
            _ => Check::new(Cause::MxUnknown, Effect::Unseen),
        }];
    }
    let strict = |effect| if policy.enforces() { effect } else { Effect::Warns };
    let hosts = |wanted: &dyn Fn(&checker::Delivery) -> bool| -> Vec<String> {
        rows.iter().filter(|row| wanted(row)).map(|row| row.mx.clone()).collect()
    };
    let covered = |row: &checker::Delivery| policy.covers(&row.mx);
    let found = [
        (Cause::MxNotCovered, strict(Effect::Blocks), hosts(&|row| !covered(row))),
        (
            Cause::MxCertificate,
            strict(Effect::Blocks),
            hosts(&|row| covered(row) && matches!(row.tls_everywhere, TlsState::Invalid | TlsState::None)),
        ),
        (Cause::MxUnseen, strict(Effect::Unseen), hosts(&|row| covered(row) && row.tls_everywhere == TlsState::Unseen)),
    ];
    let mut checks: Vec<Check> = found
        .into_iter()
        .filter(|(_, _, hosts)| !hosts.is_empty())
        .map(|(cause, effect, hosts)| Check::new(cause, effect).about(hosts))
        .collect();
    if checks.is_empty() {
        checks.push(Check::new(Cause::MxReady, Effect::Done));
    }
    let unused = |pattern: &&mta_sts::MxPattern| !rows.iter().any(|row| pattern.matches(&row.mx));
    let unused: Vec<String> = policy.mx.iter().filter(unused).map(ToString::to_string).collect();
    if !unused.is_empty() {
        checks.push(Check::new(Cause::MxNotInDns, Effect::Warns).about(unused));
    }
    checks
}

fn mode(plan: &Plan<'_>, live: &Live<'_>) -> Vec<Check> {
    let served = live.policy().filter(|_| live.report.policy.is_some());
    let Some(planned) = plan.policy.as_ref().filter(|_| plan.file.is_some()) else { return Vec::new() };
    match served {
        None if planned.enforces() => vec![Check::new(Cause::EnforceFirst, Effect::Warns)],
        Some(served) if served.enforces() && planned.mode == Mode::None => {
            let until = live.dropped_at(live.seen.started, served.max_age);
            vec![Check { until: Some(until), ..Check::new(Cause::ModeNone, Effect::Blocks) }]
        }
        Some(served) if served.enforces() && (!planned.enforces() || planned.max_age < served.max_age) => {
            vec![Check::new(Cause::ModeLowered, Effect::Blocks)]
        }
        _ => Vec::new(),
    }
}

/// Returns checks for earlier enforced policies that senders may still apply and that reject a current or planned host.
fn cached(plan: &Plan<'_>, live: &Live<'_>) -> Vec<Check> {
    let (Some(policy), Some(state)) = (&plan.policy, &live.state) else { return Vec::new() };
    let named = policy.mx.iter().map(ToString::to_string).filter(|pattern| !pattern.starts_with('*'));
    let mut hosts: Vec<String> = live.report.delivery.iter().map(|row| row.mx.clone()).collect();
    hosts.extend(named.filter(|host| !live.report.delivery.iter().any(|row| row.mx == *host)));
    let ends = |earlier: &EarlierPolicy| live.dropped_at(earlier.until, earlier.policy.max_age);
    let refusing = state.earlier.iter().filter(|one| {
        one.policy.enforces() && ends(one) > live.seen.started && !hosts.iter().all(|host| one.policy.covers(host))
    });
    let Some(last) = refusing.max_by_key(|earlier| ends(earlier)) else { return Vec::new() };
    let until = Some(ends(last));
    hosts.retain(|host| !last.policy.covers(host));
    vec![Check { until, ..Check::new(Cause::CachedPolicy, Effect::Blocks).about(hosts) }]
}

fn record(plan: &Plan<'_>, live: &Live<'_>) -> Vec<Check> {
    let check = |cause, effect| vec![Check::new(cause, effect)];
    let Some(planned) = plan.record else { return Vec::new() };
    let Reading::Record(reading, _) = &planned.reading else { return check(Cause::RecordInvalid, Effect::Blocks) };
    let Some(id) = reading.id() else { return check(Cause::RecordInvalid, Effect::Blocks) };
    if let Some(target) = live.delegated_to() {
        return vec![Check::new(Cause::RecordDelegated, Effect::Blocks).about(vec![target.to_owned()])];
    }
    let Some(present) = live.record() else { return check(Cause::RecordUnseen, Effect::Unseen) };
    let (same_file, same_id) = (plan.is_file_live(live), present.id() == Some(id));
    let changes_file = plan.file.is_some() && live.is_file_observed() && !same_file;
    let replaced = replaced_under_id(live);
    match present.outcome {
        Outcome::Multiple => check(Cause::RecordSeveral, Effect::Blocks),
        Outcome::None => check(Cause::RecordAbsent, Effect::Fine),
        Outcome::Valid if same_id && (changes_file || replaced.is_some()) => check(Cause::IdUsed, Effect::Blocks),
        Outcome::Valid if same_id => check(Cause::RecordLive, Effect::Done),
        Outcome::Valid if same_file && replaced.is_none() => check(Cause::RecordNeedless, Effect::Done),
        _ => {
            let cached = replaced.filter(|_| same_file).and_then(|replaced| file_cached(replaced, live));
            let replaces = match present.outcome {
                Outcome::Valid => Check::new(Cause::RecordReplaces, Effect::Fine),
                _ => Check { findings: live.record_faults(), ..Check::new(Cause::RecordFaulty, Effect::Warns) },
            };
            cached.into_iter().chain([replaces]).collect()
        }
    }
}

/// Returns the latest possible time when the file was replaced under the current id. While the id stays the same, senders may
/// keep the earlier file.
fn replaced_under_id(live: &Live<'_>) -> Option<Timestamp> {
    let state = live.state.as_ref()?;
    let earlier = state.earlier.iter().filter(|one| state.is_current_id(one));
    let replaced = earlier.map(|one| one.until).max()?;
    Some(replaced.min(live.file_cached_at()))
}

/// Returns the wait until HTTP caches have dropped a file that was replaced at a given time.
fn file_cached(replaced: Timestamp, live: &Live<'_>) -> Option<Check> {
    let until = replaced.plus_seconds(live.cache_delay());
    let is_cached = live.cache_delay() > 0 && until > live.seen.started;
    is_cached.then(|| Check { until: Some(until), ..Check::new(Cause::FileCached, Effect::Waits) })
}
