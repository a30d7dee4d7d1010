//! Tests of the MX hosts.

use checker::TlsState;

use super::*;

#[test]
fn an_uncovered_mx_host_blocks_enforce_and_warns_in_testing() {
    let world = with_dns(published(TESTING), "plan.test MX", json!([[10, "mx1.plan.test."], [20, "other.plan.test."]]));
    let enforce = judged(&world, ENFORCE, NEWER, "");
    assert_eq!(enforce.outcome, not_ready(Cause::MxNotCovered), "{:#?}", enforce.checks);
    assert_effect(&judged(&world, TWO_HOSTS, NEWER, ""), Cause::MxNotCovered, Effect::Warns);
}

#[test]
fn a_domain_without_mail_is_told_so() {
    let world = with_dns(bare(), "plan.test MX", json!([[0, "."]]));
    assert_effect(&judged(&world, TESTING, RECORD, ""), Cause::NoMail, Effect::Warns);
    assert_effect(&judged(&bare(), TESTING, RECORD, ""), Cause::MxReady, Effect::Done);
}

#[test]
fn a_bad_certificate_of_an_mx_host_blocks_enforce() {
    let wrong = json!({ "names": ["www.plan.test"], "cn": "www.plan.test" });
    let world = with(published(TESTING), "/smtp/mx1.plan.test/tls", wrong);
    assert_eq!(judged(&world, ENFORCE, NEWER, "").outcome, not_ready(Cause::MxCertificate));
    assert_effect(&judged(&world, TWO_HOSTS, NEWER, ""), Cause::MxCertificate, Effect::Warns);
}

/// Adds a second address to the MX host of a world.
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
    assert_effect(&judged(&good, ENFORCE, NEWER, ""), Cause::MxReady, Effect::Done);
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
fn an_unobserved_mx_host_is_not_a_fault_and_blocks_enforce() {
    let world = with(published(TESTING), "/smtp", json!({}));
    let enforce = judged(&world, ENFORCE, NEWER, "");
    assert_effect(&enforce, Cause::MxUnseen, Effect::Unseen);
    assert_eq!(enforce.outcome, not_ready(Cause::MxUnseen));
}

#[test]
fn enforce_as_the_first_policy_is_allowed_with_a_warning() {
    let enforce = judged(&bare(), ENFORCE, RECORD, "");
    assert_effect(&enforce, Cause::EnforceFirst, Effect::Warns);
    assert_effect(&enforce, Cause::TlsRptAbsent, Effect::Warns);
    assert_eq!(enforce.outcome, ready(Next::PolicyHost), "{:#?}", enforce.checks);
}
