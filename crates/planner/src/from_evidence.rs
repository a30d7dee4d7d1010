//! The live state as a check observed it.

use checker::{TlsState, judge_without_texts};
use evidence::{DnsAnswer, Evidence, RawBytes, RecordKind};
use mta_sts::{Domain, MxPattern, PolicyReading, RecordReading};

use crate::{Delays, EarlierPolicy, HostTarget, MxRecord, Policy, State, Ttl};

/// A missing observation, without which no plan can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The MX records.
    Mx,
    /// The STS record.
    Record,
    /// The policy file, although there is a record.
    Policy,
}

impl Unreadable {
    /// Returns the id of the missing observation.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Mx => "mx",
            Self::Record => "record",
            Self::Policy => "policy",
        }
    }
}

/// Returns the live state and the earlier policies that the evidence records. Each TTL is at least `least_ttl` seconds,
/// because a cached answer shows only its remaining time.
///
/// # Errors
/// Returns [`Unreadable`] if the check did not observe a part that a plan needs.
pub fn state_from_evidence(domain: &Domain, seen: &Evidence, least_ttl: i64) -> Result<State, Unreadable> {
    let conclusive = |name: &str, kind| seen.dns_answer(name, kind).filter(|answer| answer.is_conclusive());
    let mx = conclusive(domain.as_str(), RecordKind::Mx).ok_or(Unreadable::Mx)?;
    let record = conclusive(&domain.sts_name(), RecordKind::Txt).ok_or(Unreadable::Record)?;
    let report = judge_without_texts(domain, seen);
    let id = record_id(record);
    let policy = match &report.policy {
        Some(live) => Some(in_force(live)),
        // A file without a record is served all the same.
        None => report.served.as_deref().filter(|_| id.is_none()).and_then(|text| Policy::read(text.as_bytes())),
    };
    if policy.is_none() && seen.policy_fetch().is_none() && report.verdict == checker::Verdict::Unknown {
        return Err(Unreadable::Policy);
    }
    let mut records: Vec<MxRecord> = mx.exchanges().map(mx_record).filter(|record| !record.is_null()).collect();
    if records.is_empty() && mx.exchanges().any(|exchange| mx_record(exchange).is_null()) {
        records.push(MxRecord::null());
    } else if records.is_empty() && mx.exchanges().next().is_none() && !report.delivery.is_empty() {
        records.push(MxRecord { preference: 0, host: domain.to_string() });
    }
    records.sort();
    // Without a record, no sender fetches the file, but some may have saved it before.
    let earlier = earlier(seen, policy.as_ref().filter(|_| id.is_some()));
    Ok(State {
        policy,
        id,
        mx: records,
        host: host(domain, seen),
        ttl: ttl(domain, seen, least_ttl),
        delays: Delays { dns: 0, http: http_delay(seen) },
        earlier,
        tlsa: tlsa(seen, least_ttl),
        tls_faults: tls_faults(&report),
        tls_valid: tls_valid(&report),
    })
}

/// Returns the `id` of the STS record, if the record is valid.
fn record_id(answer: &DnsAnswer) -> Option<String> {
    let text = |strings: &[RawBytes]| strings.iter().flat_map(|part| part.0.iter().copied()).collect();
    let texts: Vec<Vec<u8>> = answer.texts().map(text).collect();
    RecordReading::read(&texts).id().map(str::to_owned)
}

/// Returns the MX hosts whose TLS was seen, and does not satisfy a sender with a policy at every address.
fn tls_faults(report: &checker::Report) -> Vec<String> {
    let fails = |tls: TlsState| matches!(tls, TlsState::Invalid | TlsState::None);
    let refused = report.delivery.iter().filter(|row| fails(row.tls) || fails(row.tls_everywhere));
    refused.map(|row| row.mx.clone()).collect()
}

/// Returns the MX hosts whose TLS was seen, and satisfies every sender at every address.
fn tls_valid(report: &checker::Report) -> Vec<String> {
    let is_valid = |row: &&checker::Delivery| [row.tls, row.tls_everywhere] == [TlsState::Valid; 2];
    report.delivery.iter().filter(is_valid).map(|row| row.mx.clone()).collect()
}

fn mx_record((preference, host): (u16, &str)) -> MxRecord {
    MxRecord { preference, host: host.to_owned() }
}

fn in_force(live: &checker::PolicyInForce) -> Policy {
    let mx = live.mx.iter().filter_map(|text| MxPattern::parse(text).ok()).collect();
    Policy { mode: live.mode, max_age: i64::try_from(live.max_age).unwrap_or(i64::MAX).min(LARGEST_MAX_AGE), mx }
}

/// The largest `max_age` (RFC 8461 §3.2), in seconds.
const LARGEST_MAX_AGE: i64 = 31_557_600;

/// Returns the largest TTLs seen, each at least `least` seconds.
fn ttl(domain: &Domain, seen: &Evidence, least: i64) -> Ttl {
    let largest = |name: &str, kinds: &[RecordKind]| {
        let of_name =
            seen.dns_answers().filter(|(question, _)| question.name == name && kinds.contains(&question.kind));
        of_name.filter_map(|(_, answer)| answer.ttl).map(i64::from).max().unwrap_or(least).max(least)
    };
    Ttl {
        txt: largest(&domain.sts_name(), &[RecordKind::Txt]),
        mx: largest(domain.as_str(), &[RecordKind::Mx]),
        host: largest(&domain.policy_host(), &[RecordKind::A, RecordKind::Aaaa]),
    }
}

/// Returns how long a shared cache in front of the policy file may serve an old copy, in seconds. Only a response with
/// an `Age` header came from a cache (RFC 9111 §5.1). The cache keeps the file for `s-maxage`, or else for `max-age`
/// (§5.2.2).
fn http_delay(seen: &Evidence) -> i64 {
    let Some(http) = seen.policy_fetch().and_then(|fetch| fetch.http.as_ref()) else { return 0 };
    let Some(age) = http.header("age").and_then(|value| seconds(value.trim())) else { return 0 };
    let directives = http.header("cache-control").unwrap_or_default();
    let lifetime = |name: &str| {
        let mut all = directives.split(',').filter_map(|directive| directive.trim().split_once('='));
        all.find(|(known, _)| known.eq_ignore_ascii_case(name)).and_then(|(_, value)| seconds(value.trim_matches('"')))
    };
    lifetime("s-maxage").or_else(|| lifetime("max-age")).unwrap_or(0).max(age)
}

/// Parses a number of seconds in a header (RFC 9111 §1.2.2), capped at the largest `max_age`.
fn seconds(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(LARGEST_MAX_AGE).min(LARGEST_MAX_AGE))
}

/// Returns the MX hosts whose TLSA records were seen, each with a TTL in seconds.
fn tlsa(seen: &Evidence, least: i64) -> Vec<(String, i64)> {
    let answers = seen.dns_answers().filter(|(question, _)| question.kind == RecordKind::Tlsa);
    let named = answers.filter(|(_, answer)| !answer.records.is_empty()).filter_map(|(question, answer)| {
        let host = question.name.strip_prefix("_25._tcp.")?;
        Some((host.to_owned(), answer.ttl.map_or(least, i64::from).clamp(least, LARGEST_MAX_AGE.max(least))))
    });
    let mut all: Vec<(String, i64)> = named.collect();
    all.sort();
    all.dedup_by(|later, first| later.0 == first.0);
    all
}

fn host(domain: &Domain, seen: &Evidence) -> Option<HostTarget> {
    let answers = [RecordKind::A, RecordKind::Aaaa].map(|kind| seen.dns_answer(&domain.policy_host(), kind));
    let mut answers = answers.into_iter().flatten();
    let answer = answers.find(|answer| answer.addresses().next().is_some())?;
    let alias = answer.chain.first().map(|name| HostTarget::Name(name.clone()));
    alias.or_else(|| answer.addresses().next().map(HostTarget::Address))
}

/// Returns the policies of the history, without the live one. Each was served at the latest until the next one was
/// seen.
fn earlier(seen: &Evidence, live: Option<&Policy>) -> Vec<EarlierPolicy> {
    let ends = seen.history.iter().skip(1).map(|snapshot| snapshot.at).chain([seen.started]);
    let read = |(snapshot, until): (&evidence::Snapshot, _)| {
        let body: &[u8] = snapshot.body.as_ref();
        let policy = Policy::read(body).filter(|_| PolicyReading::read(body).is_valid())?;
        Some(EarlierPolicy { policy, until, id: Some(snapshot.txt_id.clone()) })
    };
    seen.history.iter().zip(ends).filter_map(read).filter(|earlier| Some(&earlier.policy) != live).collect()
}
