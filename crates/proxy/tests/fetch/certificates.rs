//! Certificates that a sender rejects: each is reported, and the policy is still read.

use evidence::{TlsFailure, Trust};
use rcgen::date_time_ymd;

use crate::{
    failure, fetch_from_host,
    support::{authorities::*, names::*, policy_hosts::*, *},
    trust, verifier,
};

#[tokio::test]
async fn an_expired_certificate_is_reported_and_the_policy_still_read() {
    let authority = authority("Good", "Good Root");
    let identity = issue_with(&authority, &[HOST], |params| {
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2020, 4, 1);
    });
    let seen = fetch_from_host(&authority, identity, HostAction::Answer(policy_answer())).await;
    assert_eq!(trust(&seen), Trust::Trusted);
    assert!(verifier(&seen).contains("expired"), "{}", verifier(&seen));
    assert_eq!(seen.tls.unwrap().chain[0].not_after, 1_585_699_200);
    assert_eq!(seen.http.unwrap().status, 200);
}

#[tokio::test]
async fn a_certificate_that_is_not_yet_valid_has_a_trusted_chain() {
    let authority = authority("Good", "Good Root");
    let identity = issue_with(&authority, &[HOST], |params| params.not_before = date_time_ymd(3000, 1, 1));
    let seen = fetch_from_host(&authority, identity, HostAction::Answer(policy_answer())).await;
    assert_eq!(trust(&seen), Trust::Trusted);
    assert!(verifier(&seen).contains("not valid yet"), "{}", verifier(&seen));
}

#[tokio::test]
async fn a_certificate_for_another_name_is_reported_and_the_policy_still_read() {
    let authority = authority("Good", "Good Root");
    let seen =
        fetch_from_host(&authority, issue(&authority, &["www.example.com"]), HostAction::Answer(policy_answer())).await;
    assert_eq!(trust(&seen), Trust::Trusted);
    assert!(verifier(&seen).contains(HOST), "{}", verifier(&seen));
    assert_eq!(seen.tls.unwrap().chain[0].names, ["www.example.com"]);
    assert_eq!(seen.http.unwrap().status, 200);
}

#[tokio::test]
async fn expired_and_for_another_name_are_both_reported() {
    let authority = authority("Good", "Good Root");
    let identity = issue_with(&authority, &["www.example.com"], |params| params.not_after = date_time_ymd(2020, 4, 1));
    let seen = fetch_from_host(&authority, identity, HostAction::Answer(policy_answer())).await;
    assert!(verifier(&seen).contains("expired") && verifier(&seen).contains(HOST), "{}", verifier(&seen));
}

#[tokio::test]
async fn invalid_chains_are_distinguished() {
    let good = authority("Good", "Good Root");
    let bad = authority("Bad", "Bad Root");
    let intermediate = below(&good, "Good", "Good Issuing 1");
    let private = below(&bad, "Bad", "Bad Issuing 1");
    let encrypt = below(&bad, "Let's Encrypt", "R99");
    let namesake = authority("Good", "Good Root");
    let sent = |mut identity: Identity, others: &[&Authority]| {
        identity.0.extend(others.iter().map(|authority| der(authority)));
        identity
    };
    let cases = [
        ("good", sent(issue(&good, &[HOST]), &[]), Trust::Trusted),
        ("good, with an intermediate", sent(issue(&intermediate, &[HOST]), &[&intermediate]), Trust::Trusted),
        (
            "good, with strangers besides",
            sent(issue(&intermediate, &[HOST]), &[&bad, &intermediate, &good]),
            Trust::Trusted,
        ),
        ("signed by itself", self_signed(&[HOST]), Trust::SelfSigned),
        ("intermediate not sent", sent(issue(&intermediate, &[HOST]), &[]), Trust::Incomplete),
        ("public intermediate not sent", sent(issue(&encrypt, &[HOST]), &[]), Trust::Incomplete),
        ("unknown authority, leaf alone", sent(issue(&bad, &[HOST]), &[]), Trust::UntrustedRoot),
        ("unknown authority, with its root", sent(issue(&bad, &[HOST]), &[&bad]), Trust::UntrustedRoot),
        ("unknown authority, intermediate alone", sent(issue(&private, &[HOST]), &[&private]), Trust::UntrustedRoot),
        ("unknown authority, all of it", sent(issue(&private, &[HOST]), &[&private, &bad]), Trust::UntrustedRoot),
        ("a namesake of the authority", sent(issue(&namesake, &[HOST]), &[]), Trust::Other),
    ];
    for (what, identity, expected) in cases {
        let seen = fetch_from_host(&good, identity, HostAction::Answer(policy_answer())).await;
        assert_eq!(trust(&seen), expected, "{what}: {}", verifier(&seen));
        assert_eq!(verifier(&seen).is_empty(), expected == Trust::Trusted, "{what}");
        assert_eq!(seen.http.as_ref().unwrap().status, 200, "{what}");
    }
}

#[tokio::test]
async fn an_unreadable_certificate_is_reported_and_the_policy_still_read() {
    let (mut chain, key) = self_signed(&[HOST]);
    let mut der = chain[0].to_vec();
    let version = der.windows(5).position(|bytes| bytes == [0xa0, 3, 2, 1, 2]).unwrap() + 4;
    der[version] = 0; // X.509 version 1 has no extensions, so no names
    chain[0] = der.into();
    for tls in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let names = Names::pointing_at("127.0.0.1").await;
        let identity = (chain.clone(), key.clone_key());
        let host = PolicyHost::speaking(identity, HostAction::Answer(policy_answer()), &[tls], &[]).await;
        let seen = fetch_policy(&settings(&names, host.port, &[])).await;
        assert_ne!(trust(&seen), Trust::Trusted);
        assert!(!verifier(&seen).is_empty());
        assert_eq!(seen.http.unwrap().status, 200);
    }
}

#[tokio::test]
async fn a_server_without_the_key_of_its_certificate_completes_no_handshake() {
    let authority = authority("Good", "Good Root");
    let (chain, _) = issue(&authority, &[HOST]);
    let (_, other_key) = issue(&authority, &[HOST]);
    for tls in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let names = Names::pointing_at("127.0.0.1").await;
        let identity = (chain.clone(), other_key.clone_key());
        let host = PolicyHost::speaking(identity, HostAction::Answer(policy_answer()), &[tls], &[]).await;
        let seen = fetch_policy(&settings(&names, host.port, &[der(&authority)])).await;
        assert!(matches!(failure(&seen), TlsFailure::NotTls(_)), "{:?}", failure(&seen));
        assert!(host.requests().is_empty());
    }
}

#[tokio::test]
async fn a_host_that_requires_client_certificates_fails_the_handshake() {
    let authority = authority("Good", "Good Root");
    for tls in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let names = Names::pointing_at("127.0.0.1").await;
        let host = PolicyHost::demanding(&authority, issue(&authority, &[HOST]), tls).await;
        let seen = fetch_policy(&settings(&names, host.port, &[der(&authority)])).await;
        assert_eq!(*failure(&seen), TlsFailure::Alert("certificate_required".into()));
        assert_eq!(trust(&seen), Trust::Trusted);
    }
}
