//! Queries to resolvers: over UDP, TCP and HTTPS, in order, and by routes.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod support;

use std::{net::IpAddr, time::Duration};

use axum::{
    Router,
    extract::RawQuery,
    http::{StatusCode, header},
    routing::get,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::base::iana;
use evidence::{DnsQuestion, Rcode, RecordKind, Unobserved};
use proxy::dns::Upstream;
use support::{authorities::*, mail_hosts::*, names::*, policy_hosts::*};

fn question(name: &str) -> DnsQuestion {
    DnsQuestion { name: name.into(), kind: RecordKind::A }
}

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

fn upstream(settings: &[&str]) -> Upstream {
    Upstream::new(settings).unwrap().deadline(Duration::from_secs(30))
}

async fn saying(reply: DnsReply) -> Names {
    Names::serve(move |_, _| reply.clone()).await
}

async fn addresses(upstream: &Upstream, name: &str) -> Vec<IpAddr> {
    upstream.ask(&question(name)).await.unwrap().addresses().collect()
}

#[tokio::test]
async fn an_answer_comes_over_udp() {
    let names = saying(DnsReply::Addresses(vec![ip("192.0.2.1")])).await;
    assert_eq!(addresses(&upstream(&[&names.address.to_string()]), "example").await, [ip("192.0.2.1")]);
}

#[tokio::test]
async fn a_truncated_answer_comes_over_tcp() {
    let many: Vec<IpAddr> = (1..=200).map(|n| IpAddr::from([192, 0, 2, n])).collect();
    let names = saying(DnsReply::ByTcp(many.clone())).await;
    assert_eq!(addresses(&upstream(&[&names.address.to_string()]), "example").await, many);
}

#[tokio::test]
async fn forged_answers_are_ignored() {
    let names = saying(DnsReply::AfterForgeries(vec![ip("192.0.2.1")])).await;
    assert_eq!(addresses(&upstream(&[&names.address.to_string()]), "example").await, [ip("192.0.2.1")]);
}

#[tokio::test]
async fn a_lost_datagram_is_sent_again() {
    let answer = DnsReply::Addresses(vec![ip("192.0.2.1")]);
    let names = Names::serve(move |_, earlier| if earlier == 0 { DnsReply::Nothing } else { answer.clone() }).await;
    assert_eq!(addresses(&upstream(&[&names.address.to_string()]), "example").await, [ip("192.0.2.1")]);
    assert_eq!(names.asked().len(), 2);
}

#[tokio::test]
async fn the_next_resolver_is_asked_when_one_fails() {
    let names = saying(DnsReply::Addresses(vec![ip("192.0.2.1")])).await;
    let closed = format!("127.0.0.1:{}", closed_port().await);
    let both = upstream(&[&closed, &names.address.to_string()]);
    assert_eq!(addresses(&both, "example").await, [ip("192.0.2.1")]);
    assert_eq!(both.name(), closed);
}

#[tokio::test]
async fn the_next_resolver_is_asked_when_one_says_that_it_cannot_answer() {
    let good = saying(DnsReply::Addresses(vec![ip("192.0.2.1")])).await;
    for rcode in [iana::Rcode::FORMERR, iana::Rcode::SERVFAIL, iana::Rcode::NOTIMP, iana::Rcode::REFUSED] {
        let bad = saying(DnsReply::Code(rcode)).await;
        let both = upstream(&[&bad.address.to_string(), &good.address.to_string()]);
        assert_eq!(addresses(&both, "example").await, [ip("192.0.2.1")], "{rcode}");
    }
}

#[tokio::test]
async fn the_last_error_code_is_the_answer_when_no_resolver_has_a_better_one() {
    let [first, last] = [saying(DnsReply::Failure).await, saying(DnsReply::Code(iana::Rcode::REFUSED)).await];
    let closed = format!("127.0.0.1:{}", closed_port().await);
    let all = upstream(&[&first.address.to_string(), &last.address.to_string(), &closed]);
    assert_eq!(all.ask(&question("example")).await.unwrap().rcode, Rcode::REFUSED);
}

#[tokio::test]
async fn a_name_that_does_not_exist_is_an_answer() {
    let names = saying(DnsReply::NoSuchName).await;
    let never = saying(DnsReply::Addresses(Vec::new())).await;
    let both = upstream(&[&names.address.to_string(), &never.address.to_string()]);
    assert_eq!(both.ask(&question("example")).await.unwrap().rcode, Rcode::NXDOMAIN);
    assert!(never.asked().is_empty());
}

#[tokio::test]
async fn a_denial_without_an_soa_record_can_be_rejected() {
    let names = saying(DnsReply::NoSuchName).await;
    let captive = upstream(&[&names.address.to_string()]).rejecting_unfounded_denials();
    let answer = captive.ask(&question("example")).await;
    assert!(matches!(answer, Err(Unobserved::Malformed { .. })), "{answer:?}");
}

#[tokio::test]
async fn resolver_failures_are_distinguished() {
    let closed = format!("127.0.0.1:{}", closed_port().await);
    let refused = upstream(&[&closed]).ask(&question("example")).await;
    assert!(matches!(refused, Err(Unobserved::Unreachable { .. })), "{refused:?}");

    let silent = saying(DnsReply::Nothing).await;
    let short = Upstream::new(&[silent.address.to_string()]).unwrap().deadline(Duration::from_millis(200));
    assert_eq!(short.ask(&question("example")).await, Err(Unobserved::Timeout));

    let no_name = upstream(&[&closed]).ask(&question("a..b")).await;
    assert!(matches!(no_name, Err(Unobserved::Malformed { .. })), "{no_name:?}");
}

#[tokio::test]
async fn names_of_a_route_are_sent_only_there() {
    let real = saying(DnsReply::Addresses(vec![ip("192.0.2.1")])).await;
    let lab = saying(DnsReply::Addresses(vec![ip("127.0.0.1")])).await;
    let split = upstream(&[&real.address.to_string()]).route("test", upstream(&[&lab.address.to_string()]));
    let cases = [
        ("good.test", "127.0.0.1"),
        ("test", "127.0.0.1"),
        ("MTA-STS.Good.TEST.", "127.0.0.1"),
        ("protest", "192.0.2.1"),
        ("test.example", "192.0.2.1"),
    ];
    for (name, expected) in cases {
        assert_eq!(addresses(&split, name).await, [ip(expected)], "{name}");
    }
    assert!(real.asked().iter().all(|question| !question.name.ends_with(".test")));

    let closed = format!("127.0.0.1:{}", closed_port().await);
    let broken = upstream(&[&real.address.to_string()]).route("test", upstream(&[&closed]));
    assert!(broken.ask(&question("good.test")).await.is_err());
}

#[tokio::test]
async fn a_forwarded_response_has_id_0() {
    let names = saying(DnsReply::Addresses(vec![ip("192.0.2.1")])).await;
    let message = upstream(&[&names.address.to_string()]).forward(&question("example")).await.unwrap();
    assert_eq!(message[..2], [0, 0]);
    assert_eq!(doh::read_answer(&question("example"), &message).unwrap().records.len(), 1);
}

// ---- over HTTPS

/// Starts an endpoint that answers with this status and media type, and a changed message.
async fn endpoint(status: u16, media_type: &'static str, change: fn(Vec<u8>) -> Vec<u8>) -> String {
    let answer = move |RawQuery(query): RawQuery| async move {
        let query = URL_SAFE_NO_PAD.decode(query.unwrap().strip_prefix("dns=").unwrap()).unwrap();
        let question = doh::decode_query(&query).unwrap();
        let message = response(&query, &question, iana::Rcode::NOERROR, &[ip("192.0.2.1")]);
        let headers = [(header::CONTENT_TYPE, media_type), (header::RETRY_AFTER, "7")];
        (StatusCode::from_u16(status).unwrap(), headers, change(message))
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/dns-query", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/dns-query", get(answer))).await });
    url
}

#[tokio::test]
async fn an_endpoint_is_asked_by_get() {
    let url = endpoint(200, doh::ACCEPT, |message| message).await;
    assert_eq!(addresses(&upstream(&[&url]), "example").await, [ip("192.0.2.1")]);
}

#[tokio::test]
async fn an_endpoint_behind_an_own_authority_is_trusted_by_its_root_only() {
    let authority = authority("Good", "Good Root");
    let message = |query: &DnsQuestion| response(&[0, 0], query, iana::Rcode::NOERROR, &[ip("192.0.2.1")]);
    let bytes = answer("200 OK", "Content-Type: application/dns-message\r\n", &message(&question("example")));
    let identity = issue(&authority, &["localhost"]);
    let host = PolicyHost::speaking(identity, HostAction::Answer(bytes), rustls::DEFAULT_VERSIONS, &["http/1.1"]).await;
    let url = format!("https://localhost:{}/dns-query", host.port);

    let trusting = Upstream::trusting(&[&url], &[der(&authority)]).unwrap();
    assert_eq!(addresses(&trusting, "example").await, [ip("192.0.2.1")]);
    let strange = upstream(&[&url]).ask(&question("example")).await;
    assert!(format!("{strange:?}").contains("certificate"), "{strange:?}");
}

#[tokio::test]
async fn invalid_answers_of_a_doh_server_are_distinguished() {
    let unobserved = async |status, media_type, change| {
        let url = endpoint(status, media_type, change).await;
        upstream(&[&url]).ask(&question("example")).await.unwrap_err()
    };
    assert_eq!(unobserved(429, doh::ACCEPT, |message| message).await, Unobserved::Busy { retry_after_s: Some(7) });
    assert_eq!(unobserved(502, doh::ACCEPT, |message| message).await, Unobserved::Status { status: 502 });
    assert_eq!(unobserved(302, doh::ACCEPT, |message| message).await, Unobserved::Status { status: 302 });
    assert!(matches!(unobserved(200, "text/html", |message| message).await, Unobserved::Malformed { .. }));
    assert!(matches!(unobserved(200, doh::ACCEPT, |_| b"<html>".to_vec()).await, Unobserved::Malformed { .. }));
    assert!(matches!(unobserved(200, doh::ACCEPT, |_| vec![0; 70_000]).await, Unobserved::Unreachable { .. }));
}
