//! Policy fetches from real servers on the loopback.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod certificates;
mod endless;
mod endless_tls;
mod http;
mod ports;
#[path = "../support/mod.rs"]
mod support;

use evidence::{Attempt, Connect, Interruption, PolicyFetch, Stage, TlsFailure, TlsVersion, Trust};
use proxy::Settings;
use support::{authorities::*, names::*, policy_hosts::*, *};

/// Fetches from a host with this identity, trusting its authority.
async fn fetch_from_host(authority: &Authority, identity: Identity, action: HostAction) -> PolicyFetch {
    let names = Names::pointing_at("127.0.0.1").await;
    let host = PolicyHost::serve(identity, action).await;
    fetch_policy(&settings(&names, host.port, &[der(authority)])).await
}

/// Fetches from a faultless host that sends this response.
async fn fetch_answer(bytes: Vec<u8>) -> PolicyFetch {
    let authority = authority("Good", "Good Root");
    fetch_from_host(&authority, issue(&authority, &[HOST]), HostAction::Answer(bytes)).await
}

/// Fetches from a port without a policy host behind it.
async fn fetch_from_port(port: u16) -> PolicyFetch {
    let names = Names::pointing_at("127.0.0.1").await;
    fetch_policy(&settings(&names, port, &[])).await
}

fn trust(observation: &PolicyFetch) -> Trust {
    observation.tls.as_ref().unwrap().trust.unwrap()
}

fn verifier(observation: &PolicyFetch) -> &str {
    observation.tls.as_ref().unwrap().verifier.as_deref().unwrap_or_default()
}

fn failure(observation: &PolicyFetch) -> &TlsFailure {
    assert_eq!(observation.interruption, Some(Interruption::NoTls));
    observation.tls.as_ref().unwrap().failure.as_ref().unwrap()
}

#[tokio::test]
async fn a_policy_is_reported_with_every_stage() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = PolicyHost::serve(issue(&authority, &[HOST]), HostAction::Answer(policy_answer())).await;
    let settings = settings(&names, host.port, &[der(&authority)]);
    let seen = fetch_policy(&settings).await;

    assert_eq!(seen.url, "https://mta-sts.example.com/.well-known/mta-sts.txt");
    assert_eq!(seen.attempts, [Attempt { address: "127.0.0.1".parse().unwrap(), connect: Connect::Ok }]);
    assert_eq!(seen.interruption, None);
    let tls = seen.tls.as_ref().unwrap();
    assert_eq!((tls.version, tls.alpn.as_deref()), (Some(TlsVersion::Tls13), Some("http/1.1")));
    assert_eq!((tls.trust, tls.verifier.as_deref(), tls.failure.as_ref()), (Some(Trust::Trusted), None, None));
    assert_eq!(tls.chain[0].names, [HOST]);
    let http = seen.http.as_ref().unwrap();
    assert_eq!(
        (http.status, http.version.as_str(), http.header("content-type")),
        (200, "HTTP/1.1", Some("text/plain"))
    );
    assert!(http.body.0.starts_with(b"version: STSv1\r\n"));
    assert_eq!((http.length, http.truncated), (http.body.0.len() as u64, false));
    let stages: Vec<Stage> = seen.stages.iter().map(|(stage, _)| *stage).collect();
    assert_eq!(stages, [Stage::Resolve, Stage::Connect, Stage::Tls, Stage::Head, Stage::Body]);
}

#[tokio::test]
async fn the_request_has_the_policy_path_and_names_the_checker() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = PolicyHost::serve(issue(&authority, &[HOST]), HostAction::Answer(policy_answer())).await;
    let contact = Some("https://checker.example/about".to_owned());
    fetch_policy(&Settings { contact, ..settings(&names, host.port, &[der(&authority)]) }).await;

    let requests = host.requests();
    let lines: Vec<&str> = requests[0].trim_end().split("\r\n").collect();
    let expected = [
        "GET /.well-known/mta-sts.txt HTTP/1.1".to_owned(),
        format!("Host: {HOST}:{}", host.port),
        format!("User-Agent: mta-sts-checker/{} (+https://checker.example/about)", env!("CARGO_PKG_VERSION")),
        "Accept: text/plain".into(),
        "Accept-Encoding: identity".into(),
        "Connection: close".into(),
    ];
    assert_eq!((requests.len(), lines), (1, expected.iter().map(String::as_str).collect()));
}

#[tokio::test]
async fn tls_1_2_is_accepted() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let identity = issue(&authority, &[HOST]);
    let host =
        PolicyHost::speaking(identity, HostAction::Answer(policy_answer()), &[&rustls::version::TLS12], &[]).await;
    let seen = fetch_policy(&settings(&names, host.port, &[der(&authority)])).await;
    assert_eq!(seen.tls.unwrap().version, Some(TlsVersion::Tls12));
    assert_eq!(seen.http.unwrap().status, 200);
}

#[tokio::test]
async fn a_host_without_http_1_1_is_reported_with_its_certificates() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let identity = issue(&authority, &[HOST]);
    let host =
        PolicyHost::speaking(identity, HostAction::Answer(policy_answer()), rustls::DEFAULT_VERSIONS, &["h2"]).await;
    let seen = fetch_policy(&settings(&names, host.port, &[der(&authority)])).await;
    assert_eq!(*failure(&seen), TlsFailure::Alert("no_application_protocol".into()));
    assert_eq!((trust(&seen), seen.tls.as_ref().unwrap().alpn.as_deref()), (Trust::Trusted, Some("h2")));
    assert!(host.requests().is_empty());
}
