//! Table tests of plans against live states, one case per row.

use checker::{
    run_check,
    world::{World, WorldTransport},
};
use serde_json::{Value, json};

use super::*;

mod host;
mod mail;
mod mode;
mod removal;
mod table;

const TESTING: &str = "version: STSv1\nmode: testing\nmx: mx1.plan.test\nmax_age: 86400\n";
const ENFORCE: &str = "version: STSv1\nmode: enforce\nmx: mx1.plan.test\nmax_age: 86400\n";
const NONE: &str = "version: STSv1\nmode: none\nmx: mx1.plan.test\nmax_age: 86400\n";
const TWO_HOSTS: &str = "version: STSv1\nmode: testing\nmx: mx1.plan.test\nmx: mx2.plan.test\nmax_age: 86400\n";
const RECORD: &str = "v=STSv1; id=20261101000000Z;";
const NEWER: &str = "v=STSv1; id=20261120000000Z;";
const REPORTS: &str = "v=TLSRPTv1; rua=mailto:tls@plan.test;";
/// The start time of the checks.
const NOW: &str = "2026-11-15T12:00:00Z";

/// Returns a domain with a working mail server and no MTA-STS.
fn bare() -> Value {
    json!({
        "domain": "plan.test",
        "now": NOW,
        "dns": {
            "plan.test MX": { "rrs": [[10, "mx1.plan.test."]], "ttl": 3600 },
            "mx1.plan.test A": { "rrs": ["198.51.100.25"] }
        },
        "smtp": { "mx1.plan.test": {
            "greeting": "220 mx1.plan.test ESMTP", "ehlo": ["STARTTLS"], "starttls": "220 Ready",
            "tls": { "names": ["mx1.plan.test"], "cn": "mx1.plan.test" }
        } }
    })
}

fn with(mut world: Value, path: &str, value: Value) -> Value {
    *world.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value;
    world
}

fn with_dns(mut world: Value, question: &str, records: Value) -> Value {
    world["dns"][question] = json!({ "rrs": records, "ttl": 3600 });
    world
}

fn with_record(world: Value, text: &str) -> Value {
    with_dns(world, "_mta-sts.plan.test TXT", json!([[text]]))
}

/// Makes the policy host serve this file.
fn with_file(world: Value, body: &str) -> Value {
    let mut world = with_dns(world, "mta-sts.plan.test A", json!(["192.0.2.80"]));
    world["https"] = json!({ "mta-sts.plan.test": {
        "tls": { "names": ["mta-sts.plan.test"], "cn": "mta-sts.plan.test" },
        "status": 200, "headers": { "content-type": "text/plain" }, "body": body
    } });
    world
}

fn published(file: &str) -> Value {
    let world = with_file(with_record(bare(), RECORD), file);
    with_dns(world, "_smtp._tls.plan.test TXT", json!([[REPORTS]]))
}

fn seen(world: &Value) -> (Domain, Evidence) {
    let world: World = serde_json::from_value(world.clone()).expect("a world");
    let domain: Domain = world.domain.parse().expect("a domain");
    let now = world.check_time(Timestamp::default());
    let net = WorldTransport { world: &world, now };
    let seen = futures_executor::block_on(run_check(&domain, world.initial_evidence(&domain, now), &net, |_| ()));
    (domain, seen)
}

/// Runs the pre-flight of a policy, a record and a reporting record. An empty text is not planned.
fn judged(world: &Value, policy: &str, record: &str, tls_rpt: &str) -> Preflight {
    let (domain, seen) = seen(world);
    let text = |text: &'static str| Some(text.as_bytes()).filter(|text| !text.is_empty());
    let leak = |text: &str| -> &'static str { String::leak(text.to_owned()) };
    let planned = Planned {
        policy: text(leak(policy)).into(),
        record: text(leak(record)).into(),
        tls_rpt: text(leak(tls_rpt)),
        ..Planned::default()
    };
    preflight(&domain, &planned, &seen)
}

fn effect(judged: &Preflight, cause: Cause) -> Option<Effect> {
    judged.checks.iter().find(|check| check.cause == cause).map(|check| check.effect)
}

#[track_caller]
fn assert_effect(judged: &Preflight, cause: Cause, wanted: Effect) {
    assert_eq!(effect(judged, cause), Some(wanted), "{}: {:#?}", cause.id(), judged.checks);
}

fn ready(next: Next) -> Outcome {
    Outcome::Ready { next }
}

fn not_ready(cause: Cause) -> Outcome {
    Outcome::NotReady(vec![cause])
}

#[test]
fn a_first_set_up_goes_entry_by_entry_and_ends_with_the_record() {
    let world = bare();
    let first = judged(&world, TESTING, RECORD, REPORTS);
    assert_eq!(first.outcome, ready(Next::TlsRpt), "{:#?}", first.checks);
    assert_effect(&first, Cause::RecordAbsent, Effect::Fine);
    assert_effect(&first, Cause::HostAbsent, Effect::Fine);
    let world = with_dns(world, "_smtp._tls.plan.test TXT", json!([[REPORTS]]));
    assert_eq!(judged(&world, TESTING, RECORD, REPORTS).outcome, ready(Next::PolicyHost));
    let empty = with(with_file(world.clone(), "Not found\n"), "/https/mta-sts.plan.test/status", json!(404));
    let file_next = judged(&empty, TESTING, RECORD, REPORTS);
    assert_eq!(file_next.outcome, ready(Next::PolicyFile), "{:#?}", file_next.checks);
    let world = with_file(world, TESTING);
    assert_eq!(judged(&world, TESTING, RECORD, REPORTS).outcome, ready(Next::Record));
    let done = judged(&with_record(world, RECORD), TESTING, RECORD, REPORTS);
    assert_eq!(done.outcome, Outcome::AlreadyPublished, "{:#?}", done.checks);
    assert_effect(&done, Cause::MxReady, Effect::Done);
}

#[test]
fn another_id_for_the_same_policy_needs_no_publishing() {
    let same_policy = "version: STSv1\r\nmax_age: 86400\r\nmx: mx1.plan.test\r\nmode: testing\r\n";
    for served in [TESTING, same_policy] {
        let judged = judged(&published(served), TESTING, NEWER, REPORTS);
        assert_effect(&judged, Cause::RecordNeedless, Effect::Done);
        assert_effect(&judged, Cause::FileLive, Effect::Done);
        assert_eq!(judged.outcome, Outcome::AlreadyPublished, "{:#?}", judged.checks);
    }
}

#[test]
fn a_record_with_the_planned_id_is_live_however_it_is_written() {
    let world = with_record(published(TESTING), "v=STSv1;id=20261101000000Z");
    assert_effect(&judged(&world, TESTING, RECORD, ""), Cause::RecordLive, Effect::Done);
}

#[test]
fn a_served_file_that_is_not_valid_is_replaced() {
    let world = published("version: STSv1\nmode: testing\nmx: mx1.plan.test\nmax_age: 86400\n: none\n");
    assert_eq!(judged(&world, TESTING, NEWER, "").outcome, ready(Next::PolicyFile));
}

#[test]
fn a_reporting_record_is_compared_by_its_addresses() {
    let with_reports = |texts: Value| with_dns(published(TESTING), "_smtp._tls.plan.test TXT", texts);
    let planned = "v=TLSRPTv1; rua=mailto:tls@plan.test,https://reports.plan.test/v1;";
    let live = |texts: Value| judged(&with_reports(texts), TESTING, RECORD, planned);
    let same = live(json!([["v=TLSRPTv1;rua=https://reports.plan.test/v1,mailto:tls@plan.test"]]));
    assert_effect(&same, Cause::TlsRptLive, Effect::Done);
    let other = live(json!([[REPORTS]]));
    assert_effect(&other, Cause::TlsRptReplaces, Effect::Warns);
    assert_eq!(other.outcome, ready(Next::TlsRpt));
    assert_effect(&live(json!([["v=spf1 -all"]])), Cause::TlsRptNotLive, Effect::Fine);
    assert_eq!(live(json!([[REPORTS], [planned]])).outcome, not_ready(Cause::TlsRptSeveral));
}

#[test]
fn a_delegated_reporting_record_is_told_from_an_absent_one() {
    let mut world = published(TESTING);
    let text = "v=TLSRPTv1; rua=mailto:a@operator.example";
    world["dns"]["_smtp._tls.plan.test TXT"] =
        json!({ "chain": ["plan-test.operator.example"], "rrs": [[text]], "ttl": 3600 });
    let delegated = judged(&world, TESTING, RECORD, REPORTS);
    assert_eq!(delegated.outcome, not_ready(Cause::TlsRptDelegated), "{:#?}", delegated.checks);
    world["dns"]["_smtp._tls.plan.test TXT"] = json!({ "rcode": "SERVFAIL" });
    assert_eq!(judged(&world, TESTING, NEWER, REPORTS).outcome, not_ready(Cause::TlsRptUnseen));
}

#[test]
fn the_reporting_record_does_not_wait_for_a_certificate() {
    let wrong = json!({ "names": ["www.plan.test"], "cn": "www.plan.test" });
    let world = with(with_file(bare(), TESTING), "/https/mta-sts.plan.test/tls", wrong);
    let judged = judged(&world, TESTING, RECORD, REPORTS);
    assert_effect(&judged, Cause::HostCertificate, Effect::Waits);
    assert_eq!(judged.outcome, ready(Next::TlsRpt));
}

#[test]
fn addresses_that_do_not_serve_the_file_are_a_warning() {
    let world = with_dns(published(TESTING), "mta-sts.plan.test AAAA", json!(["2001:db8::80"]));
    for (field, value) in [("ipv6", json!("timeout")), ("body_ipv6", json!(TWO_HOSTS))] {
        let mut world = world.clone();
        world["https"]["mta-sts.plan.test"][field] = value;
        let judged = judged(&world, TESTING, RECORD, REPORTS);
        assert_effect(&judged, Cause::HostAddresses, Effect::Warns);
        assert_eq!(judged.outcome, Outcome::AlreadyPublished, "{field}");
    }
}

#[test]
fn a_plan_for_reports_alone_does_not_ask_for_a_policy_host() {
    let world = with_dns(bare(), "_smtp._tls.plan.test TXT", json!([[REPORTS]]));
    assert_eq!(judged(&world, "", "", REPORTS).outcome, Outcome::AlreadyPublished);
}

#[test]
fn the_same_id_for_another_file_needs_a_fresh_one() {
    let judged = judged(&published(TESTING), TWO_HOSTS, RECORD, "");
    assert_eq!(judged.outcome, not_ready(Cause::IdUsed), "{:#?}", judged.checks);
}

#[test]
fn a_delegated_name_takes_no_record_beside_its_alias() {
    let mut world = published(TESTING);
    world["dns"]["_mta-sts.plan.test TXT"] =
        json!({ "chain": ["_mta-sts.operator.example"], "rrs": [[RECORD]], "ttl": 3600 });
    let judged = judged(&world, TESTING, NEWER, "");
    assert_eq!(judged.outcome, not_ready(Cause::RecordDelegated), "{:#?}", judged.checks);
    let check = judged.checks.iter().find(|check| check.cause == Cause::RecordDelegated).unwrap();
    assert_eq!(check.names, ["_mta-sts.operator.example"]);
}

#[test]
fn two_records_are_replaced_instead_of_adding_a_third() {
    let world = with_dns(published(TESTING), "_mta-sts.plan.test TXT", json!([[RECORD], [NEWER]]));
    assert_eq!(judged(&world, TESTING, NEWER, "").outcome, not_ready(Cause::RecordSeveral));
}

#[test]
fn a_policy_host_with_the_wrong_certificate_is_waited_for() {
    let wrong = json!({ "names": ["www.plan.test"], "cn": "www.plan.test" });
    let world = with(with_file(bare(), TESTING), "/https/mta-sts.plan.test/tls", wrong);
    let judged = judged(&world, TESTING, RECORD, "");
    assert_eq!(judged.outcome, Outcome::Wait { until: None, why: Cause::HostCertificate }, "{:#?}", judged.checks);
    let check = judged.checks.iter().find(|check| check.cause == Cause::HostCertificate).unwrap();
    assert_eq!(check.findings, ["policy-host-tls-name-mismatch"]);
}

#[test]
fn an_old_file_is_replaced_first_and_the_id_stays_untouched() {
    let judged = judged(&published(TESTING), TWO_HOSTS, NEWER, "");
    assert_effect(&judged, Cause::FileOther, Effect::Fine);
    let check = judged.checks.iter().find(|check| check.cause == Cause::FileOther).unwrap();
    assert_eq!(check.names, ["mx"], "the difference is named");
    assert_effect(&judged, Cause::MxNotInDns, Effect::Warns);
    assert_eq!(judged.outcome, ready(Next::PolicyFile), "{:#?}", judged.checks);
}

/// Returns a world whose file was replaced under the current id. A cache fetched it this many seconds ago.
fn replaced_file(age: u32, history: Value) -> Value {
    let headers = json!({ "content-type": "text/plain", "age": age.to_string(), "cache-control": "max-age=3600" });
    let mut world = with(published(TWO_HOSTS), "/https/mta-sts.plan.test/headers", headers);
    world["history"] = history;
    world
}

fn snapshot(at: &str, body: &str) -> Value {
    json!({ "at": at, "txt_id": "20261101000000Z", "body": body, "mx": ["mx1.plan.test"] })
}

#[test]
fn a_new_id_waits_until_caches_have_dropped_the_old_file() {
    let old = snapshot("2026-11-15T08:00:00Z", TESTING);
    let until = |time: &str| Outcome::Wait { until: Some(time.parse().unwrap()), why: Cause::FileCached };
    let first = replaced_file(600, json!([old]));
    assert_eq!(judged(&first, TWO_HOSTS, NEWER, "").outcome, until("2026-11-15T12:50:00Z"));
    let seen_before = json!([old, snapshot("2026-11-15T11:30:00Z", TWO_HOSTS)]);
    for age in [0, 60, 900] {
        let later = judged(&replaced_file(age, seen_before.clone()), TWO_HOSTS, NEWER, "");
        assert_eq!(later.outcome, until("2026-11-15T12:30:00Z"), "{age}: {:#?}", later.checks);
    }
    let long_ago = replaced_file(60, json!([old, snapshot("2026-11-15T09:00:00Z", TWO_HOSTS)]));
    assert_eq!(judged(&long_ago, TWO_HOSTS, NEWER, "").outcome, ready(Next::Record));
    assert_eq!(judged(&long_ago, TWO_HOSTS, RECORD, "").outcome, not_ready(Cause::IdUsed));
}

#[test]
fn a_cache_does_not_delay_the_file_itself() {
    let headers = json!({ "content-type": "text/plain", "age": "10", "cache-control": "max-age=3600" });
    let world = with(published(TESTING), "/https/mta-sts.plan.test/headers", headers);
    assert_eq!(judged(&world, TWO_HOSTS, NEWER, "").outcome, ready(Next::PolicyFile));
}

#[test]
fn a_remembered_policy_that_refuses_a_planned_host_is_dated() {
    let mut world = published(TESTING);
    world["history"] = json!([{ "at": "2026-11-14T12:00:00Z", "txt_id": "20261001000000Z",
        "body": "version: STSv1\nmode: enforce\nmx: old.plan.test\nmax_age: 604800\n", "mx": ["old.plan.test"] }]);
    let judged = judged(&world, TWO_HOSTS, NEWER, "");
    assert_eq!(judged.outcome, not_ready(Cause::CachedPolicy), "{:#?}", judged.checks);
    let check = judged.checks.iter().find(|check| check.cause == Cause::CachedPolicy).unwrap();
    assert_eq!(check.until, Some("2026-11-22T13:00:00Z".parse().unwrap()));
    assert_eq!(check.names, ["mx1.plan.test", "mx2.plan.test"]);
}

#[test]
fn a_planned_text_that_is_not_valid_is_named() {
    let invalid = |policy, record, tls_rpt| judged(&bare(), policy, record, tls_rpt).outcome;
    assert_eq!(invalid("mode: enforce\n", RECORD, ""), not_ready(Cause::PolicyInvalid));
    assert_eq!(invalid(TESTING, "v=STSv1; id=a b;", ""), not_ready(Cause::RecordInvalid));
    assert_eq!(invalid(TESTING, RECORD, "v=TLSRPTv1;"), not_ready(Cause::TlsRptInvalid));
}

#[test]
fn a_record_without_any_file_comes_too_early() {
    let world = with(with_file(bare(), "Not found\n"), "/https/mta-sts.plan.test/status", json!(404));
    assert_eq!(judged(&world, "", RECORD, "").outcome, not_ready(Cause::FileMissing));
}

#[test]
fn an_unobserved_part_is_never_called_a_fault() {
    let world = {
        let mut world = published(TESTING);
        world["resolver_down"] = json!(true);
        world
    };
    let judged = judged(&world, ENFORCE, NEWER, REPORTS);
    assert!(judged.checks.iter().all(|check| check.effect != Effect::Blocks), "{:#?}", judged.checks);
    assert_eq!(effect(&judged, Cause::FileAbsent), None);
    assert!(matches!(judged.outcome, Outcome::NotReady(_)));
}

#[test]
fn a_pasted_record_is_judged_by_its_value() {
    let pasted = format!("_mta-sts.plan.test. 3600 IN TXT \"{RECORD}\"");
    assert_effect(&judged(&published(TESTING), "", &pasted, ""), Cause::RecordLive, Effect::Done);
}
