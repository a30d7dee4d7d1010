//! Addresses that a fetch connects to: looked up once, checked, and connected to as checked.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod support;

use std::{
    net::{IpAddr, UdpSocket},
    time::Duration,
};

use evidence::{Attempt, Connect, DnsQuestion, Interruption, RecordKind, Stage};
use proxy::{Deadlines, Settings};
use support::{authorities::*, names::*, policy_hosts::*, *};

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

/// Answers A queries with `a` and AAAA queries with `aaaa`.
fn both(a: &[&str], aaaa: &[&str]) -> impl Fn(&DnsQuestion, usize) -> DnsReply + Clone + Send + Sync + 'static {
    let [a, aaaa] = [a, aaaa].map(|list| list.iter().map(|text| ip(text)).collect::<Vec<_>>());
    move |question, _| DnsReply::Addresses(if question.kind == RecordKind::A { a.clone() } else { aaaa.clone() })
}

async fn working_host() -> (PolicyHost, Authority) {
    let authority = authority("Good", "Good Root");
    (PolicyHost::serve(issue(&authority, &[HOST]), HostAction::Answer(policy_answer())).await, authority)
}

#[tokio::test]
async fn the_loopback_is_refused_unless_allowed() {
    let (host, authority) = working_host().await;
    let names = Names::pointing_at("127.0.0.1").await;
    let strict = Settings { allow_net: Vec::new(), ..settings(&names, host.port, &[der(&authority)]) };
    let seen = fetch_policy(&strict).await;
    assert_eq!(seen.attempts, [Attempt { address: ip("127.0.0.1"), connect: Connect::NotPublic }]);
    assert_eq!(seen.interruption, Some(Interruption::NotConnected));
    assert!(host.requests().is_empty());
}

/// Returns an address of this machine besides the loopback, if it has one. Connecting a UDP socket sends nothing.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("8.8.8.8:443").ok()?;
    Some(socket.local_addr().ok()?.ip()).filter(|address| !address.is_loopback())
}

#[tokio::test]
async fn its_own_addresses_are_not_connected_to() {
    let Some(own) = own_address() else {
        eprintln!("skipped: this machine has no IPv4 address besides the loopback");
        return;
    };
    let listener = tokio::net::TcpListener::bind((own, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let names = Names::serve(both(&[&own.to_string()], &[])).await;
    let everything = vec!["0.0.0.0/0".parse().unwrap()];
    let seen = fetch_policy(&Settings { allow_net: everything, ..settings(&names, port, &[]) }).await;
    assert!(matches!(seen.interruption, Some(Interruption::LookupFailed { .. })), "{seen:?}");
    let connection = tokio::time::timeout(Duration::from_millis(1), listener.accept()).await;
    assert!(connection.is_err(), "{own} was connected to");
}

#[tokio::test]
async fn embedded_and_mixed_addresses_are_judged_one_by_one() {
    let (host, authority) = working_host().await;
    let names = Names::serve(both(&["10.0.0.1", "127.0.0.1"], &["::ffff:127.0.0.1", "64:ff9b::7f00:1", "::1"])).await;
    let seen = fetch_policy(&settings(&names, host.port, &[der(&authority)])).await;
    let attempts: Vec<(IpAddr, Connect)> =
        seen.attempts.iter().map(|attempt| (attempt.address, attempt.connect)).collect();
    let expected = [
        (ip("::ffff:127.0.0.1"), Connect::NotPublic),
        (ip("10.0.0.1"), Connect::NotPublic),
        (ip("64:ff9b::7f00:1"), Connect::NotPublic),
        (ip("127.0.0.1"), Connect::Ok),
        (ip("::1"), Connect::NotPublic),
    ];
    assert_eq!(attempts, expected);
    assert_eq!(seen.http.unwrap().status, 200);
}

#[tokio::test]
async fn a_name_whose_address_changes_is_looked_up_once() {
    let (host, authority) = working_host().await;
    // The first answer is an allowed address, every later one a forbidden one.
    let names = Names::serve(|question, earlier| match (question.kind, earlier) {
        (RecordKind::A, 0) => DnsReply::Addresses(vec![ip("127.0.0.1")]),
        (RecordKind::A, _) => DnsReply::Addresses(vec![ip("127.0.0.2")]),
        _ => DnsReply::Addresses(Vec::new()),
    })
    .await;
    let settings = Settings {
        allow_net: vec!["127.0.0.1/32".parse().unwrap()],
        ..settings(&names, host.port, &[der(&authority)])
    };
    let seen = fetch_policy(&settings).await;
    assert_eq!(seen.http.unwrap().status, 200);
    let mut asked: Vec<RecordKind> = names.asked().into_iter().map(|question| question.kind).collect();
    asked.sort();
    assert_eq!(asked, [RecordKind::A, RecordKind::Aaaa]);

    // The second fetch gets the second address and refuses it.
    let seen = fetch_policy(&settings).await;
    assert_eq!(seen.attempts, [Attempt { address: ip("127.0.0.2"), connect: Connect::NotPublic }]);
}

#[tokio::test]
async fn every_address_is_tried_and_the_first_that_connects_is_used() {
    let (host, authority) = working_host().await;
    // Nothing listens at 127.0.0.3: the host is bound to 127.0.0.1 alone.
    let names = Names::serve(both(&["127.0.0.3", "127.0.0.1", "127.0.0.4"], &[])).await;
    let seen = fetch_policy(&settings(&names, host.port, &[der(&authority)])).await;
    let attempts: Vec<Connect> = seen.attempts.iter().map(|attempt| attempt.connect).collect();
    assert_eq!(attempts, [Connect::Refused, Connect::Ok, Connect::Refused]);
    assert_eq!(seen.http.unwrap().status, 200);
}

#[tokio::test]
async fn no_more_than_eight_addresses_are_tried() {
    let (host, authority) = working_host().await;
    let many: Vec<String> = (1..=12).map(|n| format!("127.0.1.{n}")).collect();
    let names = Names::serve(both(&many.iter().map(String::as_str).collect::<Vec<_>>(), &[])).await;
    let seen = fetch_policy(&settings(&names, host.port, &[der(&authority)])).await;
    let count = |what| seen.attempts.iter().filter(|attempt| attempt.connect == what).count();
    assert_eq!((count(Connect::Refused), count(Connect::NotTried)), (8, 4));
}

#[tokio::test]
async fn a_public_address_behind_a_crowd_of_private_ones_is_tried_and_the_crowd_not_listed() {
    let (host, authority) = working_host().await;
    let mut many: Vec<String> = (1..=100).map(|n| format!("10.0.0.{n}")).collect();
    many.push("127.0.0.1".into());
    let names = Names::serve(both(&many.iter().map(String::as_str).collect::<Vec<_>>(), &[])).await;
    let seen = fetch_policy(&settings(&names, host.port, &[der(&authority)])).await;
    assert_eq!(seen.attempts.len(), 32);
    assert_eq!(seen.attempts.last().unwrap().connect, Connect::Ok);
    assert!(seen.attempts[..31].iter().all(|attempt| attempt.connect == Connect::NotPublic));
}

#[tokio::test]
async fn only_a_few_of_thousands_of_addresses_are_tried() {
    let (host, authority) = working_host().await;
    let crowd = |count: u16| (0..count).map(|n| [10, 0, (n >> 8) as u8, n as u8].into());
    for (before, is_found) in [(255, true), (256, false), (4000, false)] {
        let all: Vec<IpAddr> = crowd(before).chain([ip("127.0.0.1")]).collect();
        let names = Names::serve(move |question, _| match question.kind {
            RecordKind::A => DnsReply::ByTcp(all.clone()),
            _ => DnsReply::Addresses(Vec::new()),
        })
        .await;
        let seen = fetch_policy(&settings(&names, host.port, &[der(&authority)])).await;
        assert!(seen.attempts.len() <= 32);
        assert_eq!(seen.http.is_some(), is_found, "{before}");
    }
}

#[tokio::test]
async fn the_time_of_the_policy_host_begins_when_it_is_connected_to() {
    let (host, authority) = working_host().await;
    let names = Names::pointing_at("127.0.0.1").await;
    let deadlines = Deadlines { overall: Duration::ZERO, ..deadlines() };
    let seen = fetch_policy(&Settings { deadlines, ..settings(&names, host.port, &[der(&authority)]) }).await;
    assert_eq!(seen.attempts.len(), 1);
    assert!(!matches!(seen.interruption, Some(Interruption::Timeout { stage: Stage::Resolve })), "{seen:?}");
}

#[test]
fn a_policy_host_has_a_minute_as_with_senders() {
    let minute = Duration::from_secs(60);
    let given = Deadlines::default();
    assert_eq!([given.overall, given.head, given.body], [minute; 3]);
}

#[tokio::test]
async fn an_address_given_twice_is_tried_once() {
    let (host, authority) = working_host().await;
    let names = Names::serve(both(&["127.0.0.1", "127.0.0.1"], &[])).await;
    assert_eq!(fetch_policy(&settings(&names, host.port, &[der(&authority)])).await.attempts.len(), 1);
}

#[tokio::test]
async fn a_name_without_addresses_is_distinguished_from_no_name_and_no_answer() {
    let cases = [
        (DnsReply::Addresses(Vec::new()), Interruption::NoAddress),
        (DnsReply::NoSuchName, Interruption::NoSuchHost),
        (DnsReply::Failure, Interruption::LookupFailed { detail: "A: SERVFAIL; AAAA: SERVFAIL".into() }),
    ];
    for (reply, expected) in cases {
        let names = Names::serve(move |_, _| reply.clone()).await;
        let seen = fetch_policy(&settings(&names, 443, &[])).await;
        assert_eq!((seen.interruption, seen.attempts.len()), (Some(expected), 0));
    }
}

#[tokio::test]
async fn one_family_is_enough_when_the_other_fails() {
    let (host, authority) = working_host().await;
    let names = Names::serve(|question, _| match question.kind {
        RecordKind::A => DnsReply::Addresses(vec![ip("127.0.0.1")]),
        _ => DnsReply::Failure,
    })
    .await;
    assert_eq!(fetch_policy(&settings(&names, host.port, &[der(&authority)])).await.http.unwrap().status, 200);
}

#[tokio::test]
async fn a_resolver_that_keeps_silent_is_our_failure() {
    let names = Names::serve(|_, _| DnsReply::Nothing).await;
    let deadlines = short(|all, limit| all.resolve = limit);
    let seen = fetch_policy(&Settings { deadlines, ..settings(&names, 443, &[]) }).await;
    assert!(matches!(seen.interruption, Some(Interruption::LookupFailed { .. })), "{:?}", seen.interruption);
}

#[tokio::test]
async fn a_name_too_long_for_its_policy_host_is_reported() {
    let names = Names::pointing_at("127.0.0.1").await;
    let domain = format!("{}{}", "abcdefg.".repeat(31), "abcde");
    let seen = settings(&names, 443, &[]).fetcher().unwrap().fetch_policy(&domain.parse().unwrap()).await;
    assert!(matches!(seen.interruption, Some(Interruption::LookupFailed { .. })), "{:?}", seen.interruption);
}
