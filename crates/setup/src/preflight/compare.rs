//! Plan and live state, part by part.

use checker::{Linted, Reading, Retention, Source, TlsState, Verdict};
use evidence::Timestamp;
use mta_sts::{Mode, Outcome};
use planner::{Earlier, Policy};

use super::{Cause, Check, Effect, Planned, live::Live};

/// Everything that can be compared, in the order of the parts.
pub(super) fn checks(planned: &Planned<'_>, texts: &[Linted], live: &Live<'_>) -> Vec<Check> {
    let plan = Plan::new(planned, texts, live);
    let mut checks = tls_rpt(&plan, live);
    checks.extend(host(live));
    checks.extend(file(&plan, live));
    checks.extend(mx(&plan, live));
    checks.extend(mode(&plan, live));
    checks.extend(cached(&plan, live));
    checks.extend(record(&plan, live));
    checks.sort_by_key(|check| check.cause.part());
    checks
}

/// The planned texts, as far as they are valid.
struct Plan<'a> {
    file: Option<&'a [u8]>,
    record: Option<&'a Linted>,
    tls_rpt: Option<&'a Linted>,
    /// The policy that will hold: the planned one, else the live one.
    policy: Option<Policy>,
    is_file_valid: bool,
}

impl<'a> Plan<'a> {
    fn new(planned: &Planned<'a>, texts: &'a [Linted], live: &Live<'_>) -> Self {
        let judged = |source| texts.iter().find(|text| text.source == source);
        let policy = match planned.policy {
            Some(text) => Policy::read(text),
            None => live.policy(),
        };
        Self {
            file: planned.policy,
            record: judged(Source::Record),
            tls_rpt: judged(Source::TlsRpt),
            policy,
            is_file_valid: judged(Source::Policy).is_none_or(|text| text.outcome() == "valid"),
        }
    }

    fn enforces(&self) -> bool {
        self.policy.as_ref().is_some_and(Policy::enforces)
    }

    /// Whether the file stays as it is.
    fn keeps_file(&self, live: &Live<'_>) -> bool {
        self.file.is_none_or(|file| live.file() == Some(file))
    }
}

/// The text of the only record that was read.
fn only_text(linted: &Linted) -> Option<&[u8]> {
    match linted.records.as_slice() {
        [record] => Some(record.text.octets()),
        _ => None,
    }
}

fn tls_rpt(plan: &Plan<'_>, live: &Live<'_>) -> Vec<Check> {
    let Some(planned) = plan.tls_rpt else {
        let lacks = plan.enforces() && live.saw_tls_rpt() && live.tls_rpt().is_none();
        return lacks.then(|| Check::new(Cause::TlsRptAbsent, Effect::Warns)).into_iter().collect();
    };
    if planned.outcome() != "valid" {
        return vec![Check::new(Cause::TlsRptInvalid, Effect::Blocks)];
    }
    let is_live = live.tls_rpt().is_some_and(|text| only_text(planned) == Some(&text));
    vec![match is_live {
        true => Check::new(Cause::TlsRptLive, Effect::Done),
        false => Check::new(Cause::TlsRptNotLive, Effect::Fine),
    }]
}

fn host(live: &Live<'_>) -> Vec<Check> {
    let faults = &live.host_faults;
    let (certificate, other): (Vec<&str>, Vec<&str>) = faults.iter().partition(|id| id.starts_with("policy-host-tls-"));
    let with = |cause, findings| Check { findings, ..Check::new(cause, Effect::Waits) };
    match live.host_exists() {
        Some(false) => vec![Check::new(Cause::HostAbsent, Effect::Fine)],
        _ if !certificate.is_empty() => vec![with(Cause::HostCertificate, certificate)],
        _ if !other.is_empty() => vec![with(Cause::HostFault, other)],
        Some(true) if live.seen.policy_fetch().is_some() => Vec::new(),
        _ => vec![Check::new(Cause::HostUnseen, Effect::Unseen)],
    }
}

fn file(plan: &Plan<'_>, live: &Live<'_>) -> Vec<Check> {
    let check = |cause, effect| vec![Check::new(cause, effect)];
    let Some(planned) = plan.file else {
        let lacks = plan.record.is_some() && live.policy().is_none() && live.saw_file();
        return if lacks { check(Cause::FileMissing, Effect::Blocks) } else { Vec::new() };
    };
    if !plan.is_file_valid {
        return check(Cause::PolicyInvalid, Effect::Blocks);
    }
    match live.file() {
        Some(served) if served == planned => check(Cause::FileLive, Effect::Done),
        Some(served) if Policy::read(served).is_some() => {
            let mut checks = check(Cause::FileOther, Effect::Fine);
            if live.cache_delay() > 0 {
                let until = live.seen.started.plus_seconds(live.cache_delay());
                checks.push(Check { until: Some(until), ..Check::new(Cause::FileCached, Effect::Waits) });
            }
            checks
        }
        _ => check(Cause::FileAbsent, Effect::Fine),
    }
}

fn mx(plan: &Plan<'_>, live: &Live<'_>) -> Vec<Check> {
    let Some(policy) = plan.policy.as_ref().filter(|policy| policy.mode != Mode::None) else { return Vec::new() };
    let rows = &live.report.delivery;
    if rows.is_empty() {
        let unknown = live.report.verdict != Verdict::NoMail;
        return unknown.then(|| Check::new(Cause::MxUnknown, Effect::Unseen)).into_iter().collect();
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
    let planned_mode = plan.policy.as_ref().filter(|_| plan.file.is_some()).map(|policy| policy.mode);
    match (planned_mode, served) {
        (Some(Mode::Enforce), None) => vec![Check::new(Cause::EnforceFirst, Effect::Warns)],
        (Some(Mode::None), Some(served)) if served.enforces() => {
            let until = forgotten(live.seen.started, served.max_age, live);
            vec![Check { until: Some(until), ..Check::new(Cause::ModeNone, Effect::Warns) }]
        }
        _ => Vec::new(),
    }
}

/// When the last sender has dropped a policy that is replaced at a moment.
fn forgotten(replaced: Timestamp, max_age: i64, live: &Live<'_>) -> Timestamp {
    let kept = Retention::replaced(replaced.unix_seconds(), max_age, live.cache_delay(), live.record_delay());
    Timestamp::from_unix(kept.ends(0))
}

/// Enforced policies of before that senders may still apply, and that refuse a host of today or of the plan.
fn cached(plan: &Plan<'_>, live: &Live<'_>) -> Vec<Check> {
    let (Some(policy), Some(state)) = (&plan.policy, &live.state) else { return Vec::new() };
    let named = policy.mx.iter().map(ToString::to_string).filter(|pattern| !pattern.starts_with('*'));
    let mut hosts: Vec<String> = live.report.delivery.iter().map(|row| row.mx.clone()).collect();
    hosts.extend(named.filter(|host| !live.report.delivery.iter().any(|row| row.mx == *host)));
    let ends = |earlier: &Earlier| forgotten(earlier.until, earlier.policy.max_age, live);
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
    let (Reading::Record(reading, _), Some(text)) = (&planned.reading, only_text(planned)) else {
        return check(Cause::RecordInvalid, Effect::Blocks);
    };
    let Some(id) = reading.id() else { return check(Cause::RecordInvalid, Effect::Blocks) };
    if let Some(target) = live.delegated_to() {
        return vec![Check::new(Cause::RecordDelegated, Effect::Blocks).about(vec![target.to_owned()])];
    }
    let Some((present, texts)) = live.records() else { return check(Cause::RecordUnseen, Effect::Unseen) };
    let (same_file, same_id) = (plan.keeps_file(live), present.id() == Some(id));
    match present.outcome {
        Outcome::Multiple => check(Cause::RecordSeveral, Effect::Blocks),
        Outcome::Valid if same_id && !same_file => check(Cause::IdUsed, Effect::Blocks),
        Outcome::Valid if same_id && texts.iter().any(|live| live == text) => check(Cause::RecordLive, Effect::Done),
        Outcome::Valid if same_file => check(Cause::RecordNeedless, Effect::Blocks),
        Outcome::None => check(Cause::RecordAbsent, Effect::Fine),
        _ => check(Cause::RecordReplaces, Effect::Fine),
    }
}
