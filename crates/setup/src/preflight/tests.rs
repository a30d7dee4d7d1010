//! The table of plan against live state, one row a case.

use checker::{
    TlsState, drive,
    world::{World, WorldTransport},
};
use serde_json::{Value, json};

use super::*;

const TESTING: &str = "version: STSv1\nmode: testing\nmx: mx1.plan.test\nmax_age: 86400\n";
const ENFORCE: &str = "version: STSv1\nmode: enforce\nmx: mx1.plan.test\nmax_age: 86400\n";
const NONE: &str = "version: STSv1\nmode: none\nmx: mx1.plan.test\nmax_age: 86400\n";
const TWO_HOSTS: &str = "version: STSv1\nmode: testing\nmx: mx1.plan.test\nmx: mx2.plan.test\nmax_age: 86400\n";
const RECORD: &str = "v=STSv1; id=20261101000000Z;";
const NEWER: &str = "v=STSv1; id=20261120000000Z;";
const REPORTS: &str = "v=TLSRPTv1; rua=mailto:tls@plan.test;";
/// When the checks begin.
const NOW: &str = "2026-11-15T12:00:00Z";

/// A domain with a working mail server and nothing of MTA-STS.
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

/// The policy host serves this file.
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
    let seen = futures_executor::block_on(drive(&domain, world.initial_evidence(&domain, now), &net, |_| ()));
    (domain, seen)
}

/// The pre-flight of a policy, a record and a reporting record; an empty text is not planned.
fn judged(world: &Value, policy: &str, record: &str, tls_rpt: &str) -> Preflight {
    let (domain, seen) = seen(world);
    let text = |text: &'static str| Some(text.as_bytes()).filter(|text| !text.is_empty());
    let leak = |text: &str| -> &'static str { String::leak(text.to_owned()) };
    let planned = Planned { policy: text(leak(policy)), record: text(leak(record)), tls_rpt: text(leak(tls_rpt)) };
    preflight(&domain, &planned, &seen)
}

fn effect(judged: &Preflight, cause: Cause) -> Option<Effect> {
    judged.checks.iter().find(|check| check.cause == cause).map(|check| check.effect)
}

#[track_caller]
fn has(judged: &Preflight, cause: Cause, wanted: Effect) {
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
    has(&first, Cause::RecordAbsent, Effect::Fine);
    has(&first, Cause::HostAbsent, Effect::Fine);
    let world = with_dns(world, "_smtp._tls.plan.test TXT", json!([[REPORTS]]));
    assert_eq!(judged(&world, TESTING, RECORD, REPORTS).outcome, ready(Next::PolicyHost));
    let empty = with(with_file(world.clone(), "Not found\n"), "/https/mta-sts.plan.test/status", json!(404));
    let file_next = judged(&empty, TESTING, RECORD, REPORTS);
    assert_eq!(file_next.outcome, ready(Next::PolicyFile), "{:#?}", file_next.checks);
    let world = with_file(world, TESTING);
    assert_eq!(judged(&world, TESTING, RECORD, REPORTS).outcome, ready(Next::Record));
    let done = judged(&with_record(world, RECORD), TESTING, RECORD, REPORTS);
    assert_eq!(done.outcome, Outcome::AlreadyPublished, "{:#?}", done.checks);
    has(&done, Cause::MxReady, Effect::Done);
}

#[test]
fn another_id_for_the_same_file_needs_no_publishing() {
    let judged = judged(&published(TESTING), TESTING, NEWER, "");
    assert_eq!(judged.outcome, not_ready(Cause::RecordNeedless), "{:#?}", judged.checks);
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
fn two_records_are_replaced_and_not_joined_by_a_third() {
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
    has(&judged, Cause::FileOther, Effect::Fine);
    has(&judged, Cause::MxNotInDns, Effect::Warns);
    assert_eq!(judged.outcome, ready(Next::PolicyFile), "{:#?}", judged.checks);
}

#[test]
fn an_old_file_from_a_cache_is_waited_for_until_the_cache_drops_it() {
    let headers = json!({ "content-type": "text/plain", "age": "10", "cache-control": "max-age=3600" });
    let world = with(published(TESTING), "/https/mta-sts.plan.test/headers", headers);
    let until = Some("2026-11-15T13:00:00Z".parse().unwrap());
    assert_eq!(judged(&world, TWO_HOSTS, NEWER, "").outcome, Outcome::Wait { until, why: Cause::FileCached });
}

#[test]
fn an_uncovered_mx_host_blocks_enforce_and_warns_in_testing() {
    let world = with_dns(published(TESTING), "plan.test MX", json!([[10, "mx1.plan.test."], [20, "other.plan.test."]]));
    let enforce = judged(&world, ENFORCE, NEWER, "");
    assert_eq!(enforce.outcome, not_ready(Cause::MxNotCovered), "{:#?}", enforce.checks);
    has(&judged(&world, TWO_HOSTS, NEWER, ""), Cause::MxNotCovered, Effect::Warns);
}

#[test]
fn a_bad_certificate_of_an_mx_host_blocks_enforce() {
    let wrong = json!({ "names": ["www.plan.test"], "cn": "www.plan.test" });
    let world = with(published(TESTING), "/smtp/mx1.plan.test/tls", wrong);
    assert_eq!(judged(&world, ENFORCE, NEWER, "").outcome, not_ready(Cause::MxCertificate));
    has(&judged(&world, TWO_HOSTS, NEWER, ""), Cause::MxCertificate, Effect::Warns);
}

/// A world whose MX host has a second address.
fn with_second_address(world: Value) -> Value {
    with_dns(world, "mx1.plan.test A", json!(["198.51.100.25", "198.51.100.26"]))
}

#[track_caller]
fn blocks_enforce(world: &Value, wanted: &[TlsState]) {
    let (domain, seen) = seen(world);
    let blocks = crate::enforce_blocks(&checker::judge(&domain, &seen));
    assert_eq!(blocks.iter().map(|block| block.tls).collect::<Vec<_>>(), wanted, "{blocks:?}");
}

#[test]
fn enforce_needs_a_valid_certificate_at_every_address() {
    let good = with_second_address(published(TESTING));
    blocks_enforce(&good, &[]);
    has(&judged(&good, ENFORCE, NEWER, ""), Cause::MxReady, Effect::Done);
    let mut expired = good.clone();
    expired["smtp"]["mx1.plan.test"]["per_address"] = json!({ "198.51.100.26": "mx-cert-expired" });
    blocks_enforce(&expired, &[TlsState::Invalid]);
    assert_eq!(judged(&expired, ENFORCE, NEWER, "").outcome, not_ready(Cause::MxCertificate));
    let mut refused = good;
    refused["smtp"]["mx1.plan.test"]["per_address"] = json!({ "198.51.100.26": "mx-connect-failed" });
    blocks_enforce(&refused, &[TlsState::Unseen]);
}

#[test]
fn a_certificate_that_dane_alone_accepts_does_not_allow_enforce() {
    let mut world = bare();
    world["smtp"]["mx1.plan.test"]["tls"] =
        json!({ "names": ["mx1.plan.test"], "cn": "mx1.plan.test", "chain": "self-signed", "tlsa_match": true });
    for question in ["plan.test MX", "mx1.plan.test A"] {
        world["dns"][question]["ad"] = json!(true);
    }
    let association = "ab".repeat(32);
    world["dns"]["_25._tcp.mx1.plan.test TLSA"] = json!({ "rrs": [[3, 1, 1, association]], "ttl": 3600, "ad": true });
    let (domain, seen) = seen(&world);
    assert_eq!(checker::judge(&domain, &seen).delivery[0].tls, TlsState::Valid, "DANE accepts it");
    blocks_enforce(&world, &[TlsState::Invalid]);
    assert_eq!(judged(&world, ENFORCE, RECORD, "").outcome, not_ready(Cause::MxCertificate));
}

#[test]
fn an_mx_host_that_was_not_seen_is_ours_and_blocks_enforce() {
    let world = with(published(TESTING), "/smtp", json!({}));
    let enforce = judged(&world, ENFORCE, NEWER, "");
    has(&enforce, Cause::MxUnseen, Effect::Unseen);
    assert_eq!(enforce.outcome, not_ready(Cause::MxUnseen));
}

#[test]
fn enforce_as_the_first_policy_is_allowed_with_a_warning() {
    let enforce = judged(&bare(), ENFORCE, RECORD, "");
    has(&enforce, Cause::EnforceFirst, Effect::Warns);
    has(&enforce, Cause::TlsRptAbsent, Effect::Warns);
    assert_eq!(enforce.outcome, ready(Next::PolicyHost), "{:#?}", enforce.checks);
}

#[test]
fn ending_enforce_tells_until_when_senders_remember_it() {
    let judged = judged(&published(ENFORCE), NONE, NEWER, "");
    let check = judged.checks.iter().find(|check| check.cause == Cause::ModeNone).unwrap();
    assert_eq!(check.effect, Effect::Warns);
    assert_eq!(check.until, Some("2026-11-16T13:00:00Z".parse().unwrap()), "a day and the TTL of the record");
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
fn what_was_not_seen_is_never_called_a_fault() {
    let world = {
        let mut world = published(TESTING);
        world["resolver_down"] = json!(true);
        world
    };
    let judged = judged(&world, ENFORCE, NEWER, REPORTS);
    assert!(judged.checks.iter().all(|check| check.effect != Effect::Blocks), "{:#?}", judged.checks);
    assert!(matches!(judged.outcome, Outcome::NotReady(_)));
}

#[test]
fn a_pasted_record_is_judged_by_its_value() {
    let pasted = format!("_mta-sts.plan.test. 3600 IN TXT \"{RECORD}\"");
    has(&judged(&published(TESTING), "", &pasted, ""), Cause::RecordLive, Effect::Done);
}
