//! Comparison fetches, with real servers on the loopback.

mod support;

use std::net::IpAddr;

use evidence::{ComparisonFetch, ComparisonTarget, DnsQuestion, Interruption, PolicyFetch, RecordKind};
use proxy::Settings;
use support::{authorities::*, mail_hosts::*, names::*, policy_hosts::*, *};

const NOT_FOUND: &str = "404 Not Found";

/// Name server with the policy host, the domain and its web site at this address, and no other names.
fn web_site(address: [u8; 4]) -> impl Fn(&DnsQuestion, usize) -> DnsReply + Clone + Send + Sync + 'static {
    move |question, _| match (question.name.as_str(), question.kind) {
        (HOST | "example.com" | "www.example.com", RecordKind::A) => DnsReply::Addresses(vec![address.into()]),
        (HOST | "example.com" | "www.example.com", _) => DnsReply::Addresses(Vec::new()),
        _ => DnsReply::NoSuchName,
    }
}

fn identity(authority: &Authority) -> Identity {
    issue(authority, &[HOST, "example.com", "www.example.com"])
}

/// Fetches from a host whose response depends on the request.
async fn fetch_choosing(answers: Vec<(&'static str, Vec<u8>)>) -> (PolicyFetch, Vec<String>) {
    let authority = authority("Good", "Good Root");
    let names = Names::serve(web_site([127, 0, 0, 1])).await;
    let host = PolicyHost::serve(identity(&authority), HostAction::Choose(answers)).await;
    (fetch_policy(&settings(&names, host.port, &[der(&authority)])).await, host.requests())
}

fn at(observation: &PolicyFetch) -> Vec<ComparisonTarget> {
    observation.comparisons.iter().map(|look| look.at.clone()).collect()
}

fn url(url: &str) -> ComparisonTarget {
    ComparisonTarget::Url(url.into())
}

#[tokio::test]
async fn a_policy_that_exists_is_requested_once() {
    let (observation, requests) = fetch_choosing(vec![("", policy_answer())]).await;
    assert_eq!((at(&observation), requests.len()), (vec![], 1));
}

#[tokio::test]
async fn a_policy_at_another_path_of_the_host_is_found() {
    for path in ["/mta-sts.txt", "/.well-known/mta-sts", "/well-known/mta-sts.txt"] {
        let request: &'static str = Box::leak(format!("GET {path} HTTP/1.1\r\nHost: {HOST}").into_boxed_str());
        let answers = vec![(request, policy_answer()), ("", answer(NOT_FOUND, "", b"no"))];
        let (observation, requests) = fetch_choosing(answers).await;
        assert_eq!(observation.http.unwrap().status, 404);
        assert_eq!(observation.comparisons.len(), 1, "{path}");
        assert_eq!(observation.comparisons[0].at, url(&format!("https://{HOST}{path}")));
        assert!(observation.comparisons[0].http.as_ref().unwrap().body.0.starts_with(b"version: STSv1"));
        assert_eq!(requests.len(), 6, "{requests:#?}");
    }
}

#[tokio::test]
async fn a_policy_on_the_web_site_is_found() {
    for host in ["example.com", "www.example.com"] {
        let request: &'static str = Box::leak(format!("Host: {host}:").into_boxed_str());
        let answers = vec![(request, policy_answer()), ("", answer(NOT_FOUND, "", b"no"))];
        let (observation, _) = fetch_choosing(answers).await;
        assert_eq!(at(&observation), [url(&format!("https://{host}/.well-known/mta-sts.txt"))]);
    }
}

#[tokio::test]
async fn a_policy_on_the_web_site_is_found_where_there_is_no_policy_host() {
    let authority = authority("Good", "Good Root");
    let site = web_site([127, 0, 0, 1]);
    let names = Names::serve(move |question, earlier| match question.name.as_str() {
        HOST => DnsReply::NoSuchName,
        _ => site(question, earlier),
    })
    .await;
    let host = PolicyHost::serve(identity(&authority), HostAction::Choose(vec![("", policy_answer())])).await;
    let observation = fetch_policy(&settings(&names, host.port, &[der(&authority)])).await;
    assert_eq!(observation.interruption, Some(Interruption::NoSuchHost));
    let expected = ["https://example.com/.well-known/mta-sts.txt", "https://www.example.com/.well-known/mta-sts.txt"];
    assert_eq!(at(&observation), expected.map(url));
}

#[tokio::test]
async fn pages_redirects_and_large_files_elsewhere_tell_nothing() {
    let large = [b"version: STSv1\r\n".as_slice(), &vec![b'x'; 70 * 1024]].concat();
    let cases = [
        answer("200 OK", "", b"<!doctype html><title>Welcome</title>"),
        answer("301 Moved Permanently", "Location: https://evil.example/mta-sts.txt\r\n", b"version: STSv1"),
        answer("200 OK", "", &large),
    ];
    for other in cases {
        let answers = vec![
            ("GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: mta-sts.", answer(NOT_FOUND, "", b"no")),
            ("", other),
        ];
        let (observation, _) = fetch_choosing(answers).await;
        assert_eq!(at(&observation), []);
    }
}

#[tokio::test]
async fn a_host_that_admits_only_browsers_is_reported() {
    for status in ["406 Not Acceptable", "401 Unauthorized", "451 Unavailable For Legal Reasons"] {
        let answers = vec![("Mozilla/5.0", policy_answer()), ("", answer(status, "", b"no robots"))];
        let (observation, requests) = fetch_choosing(answers).await;
        assert_eq!((at(&observation), requests.len()), (vec![ComparisonTarget::AsBrowser], 2), "{status}");
        assert_eq!(observation.comparisons[0].http.as_ref().unwrap().status, 200);
        let (observation, _) = fetch_choosing(vec![("", answer(status, "", b"nobody"))]).await;
        assert_eq!(at(&observation), [], "{status}");
    }
}

#[tokio::test]
async fn a_host_that_answers_403_429_or_503_is_not_asked_again_as_a_browser() {
    for status in ["403 Forbidden", "429 Too Many Requests", "503 Busy"] {
        let answers = vec![("Mozilla/5.0", policy_answer()), ("", answer(status, "", b"no robots"))];
        let (observation, requests) = fetch_choosing(answers).await;
        assert_eq!((at(&observation), requests.len()), (vec![], 1), "{status}");
    }
}

/// Fetches from a policy host at two addresses that act differently.
async fn fetch_two(one: HostAction, other: HostAction) -> (PolicyFetch, usize) {
    let authority = authority("Good", "Good Root");
    let (first, second) = two_addresses([127, 0, 0, 7], [127, 0, 0, 8]).await;
    let names = Names::serve(|question, _| match question.kind {
        RecordKind::A => DnsReply::Addresses(vec![[127, 0, 0, 7].into(), [127, 0, 0, 8].into()]),
        _ => DnsReply::Addresses(Vec::new()),
    })
    .await;
    let first = PolicyHost::at(first, identity(&authority), one);
    let second = PolicyHost::at(second, identity(&authority), other);
    let observation = fetch_policy(&settings(&names, first.port, &[der(&authority)])).await;
    (observation, second.requests().len())
}

#[tokio::test]
async fn addresses_that_serve_different_policies_are_reported() {
    let good = || HostAction::Answer(policy_answer());
    let second = || ComparisonTarget::Address(IpAddr::from([127, 0, 0, 8]));
    let (observation, asked) = fetch_two(good(), good()).await;
    assert_eq!((at(&observation), asked), (vec![], 1));

    let other = answer("200 OK", "", b"version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n");
    for (action, status) in [
        (HostAction::Answer(other), Some(200)),
        (HostAction::Answer(answer(NOT_FOUND, "", b"")), Some(404)),
        (HostAction::Vanish(Vec::new()), None),
    ] {
        let (observation, _) = fetch_two(good(), action).await;
        assert_eq!(at(&observation), [second()]);
        assert_eq!(observation.comparisons[0].http.as_ref().map(|http| http.status), status);
        assert_eq!(observation.http.as_ref().unwrap().status, 200);
    }
    let body = fetch_two(good(), good()).await.0.http.unwrap().body;
    let dated = answer("200 OK", "Date: Sat, 31 Jan 2026 12:00:00 GMT\r\n", &body.0);
    let (observation, _) = fetch_two(good(), HostAction::Answer(dated)).await;
    assert_eq!(at(&observation), [], "headers may differ");
}

#[tokio::test]
async fn a_stalling_second_address_delays_nothing_and_is_not_reported() {
    let (observation, _) =
        fetch_two(HostAction::Answer(policy_answer()), HostAction::Stall(b"HTTP/1.1 200 OK\r\n".to_vec())).await;
    assert_eq!((at(&observation), observation.interruption), (vec![], None));
    assert_eq!(observation.http.unwrap().status, 200);
}

#[tokio::test]
async fn another_port_is_looked_at_only_where_no_address_can_be_connected_to() {
    let address = [127, 0, 0, 9];
    let _listening = tokio::net::TcpListener::bind((IpAddr::from(address), 8443)).await.unwrap();
    let names = Names::serve(web_site(address)).await;
    let observation = fetch_policy(&settings(&names, closed_port().await, &[])).await;
    assert_eq!(observation.interruption, Some(Interruption::NotConnected));
    assert_eq!(observation.comparisons, [ComparisonFetch { at: ComparisonTarget::Port(8443), http: None }]);

    // The same address, refused by the guard.
    let strict = Settings { allow_net: Vec::new(), ..settings(&names, closed_port().await, &[]) };
    assert_eq!(at(&fetch_policy(&strict).await), []);
}
