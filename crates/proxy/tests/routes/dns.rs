//! DNS over HTTPS.

use std::net::IpAddr;

use axum::http::{StatusCode, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use evidence::RecordKind;
use proxy::app;
use proxy_api::ProblemKind;

use crate::{
    get, offline, question,
    support::{names::*, *},
};

#[tokio::test]
async fn dns_questions_are_answered() {
    let names = Names::pointing_at("192.0.2.1").await;
    let app = app(&settings(&names, 443, &[])).unwrap();
    let question = question("example.com", RecordKind::A);
    let seen = get(&app, &doh::request_url("/dns-query", &question).unwrap()).await;
    assert_eq!((seen.status, seen.header(header::CONTENT_TYPE)), (StatusCode::OK, "application/dns-message"));
    assert_eq!(seen.header(header::CACHE_CONTROL), "max-age=60");
    let addresses: Vec<IpAddr> = doh::answer(&question, &seen.body).unwrap().addresses().collect();
    assert_eq!(addresses, ["192.0.2.1".parse::<IpAddr>().unwrap()]);
}

#[tokio::test]
async fn a_dns_answer_has_the_id_of_its_query() {
    let names = Names::pointing_at("192.0.2.1").await;
    let app = app(&settings(&names, 443, &[])).unwrap();
    let mut query = doh::query(&question("example.com", RecordKind::A)).unwrap();
    query[..2].copy_from_slice(&[0x12, 0x34]);
    let seen = get(&app, &format!("/dns-query?dns={}", URL_SAFE_NO_PAD.encode(query))).await;
    assert_eq!((seen.status, &seen.body[..2]), (StatusCode::OK, &[0x12, 0x34][..]));
}

#[tokio::test]
async fn error_codes_of_the_resolver_are_passed_on() {
    let names = Names::serve(|_, _| Say::Failure).await;
    let app = app(&settings(&names, 443, &[])).unwrap();
    let question = question("example.com", RecordKind::Txt);
    let seen = get(&app, &doh::request_url("/dns-query", &question).unwrap()).await;
    assert_eq!((seen.status, seen.header(header::CACHE_CONTROL)), (StatusCode::OK, "no-store"));
    assert_eq!(doh::answer(&question, &seen.body).unwrap().rcode, evidence::Rcode::SERVFAIL);
}

#[tokio::test]
async fn what_no_check_asks_is_not_forwarded() {
    let names = Names::pointing_at("192.0.2.1").await;
    let app = app(&settings(&names, 443, &[])).unwrap();
    let cases = [
        "/dns-query",
        "/dns-query?",
        "/dns-query?name=example.com&type=A",
        "/dns-query?dns=",
        "/dns-query?dns=!!!",
        "/dns-query?dns=AAAB",
        "/dns-query?dns=AAABAAABAAAAAAAAA3d3dwdleGFtcGxlA2NvbQAA_wAB", // ANY
        "/dns-query?dns=AAABAAABAAAAAAAAA3d3dwdleGFtcGxlA2NvbQAAAQAB==",
    ];
    for path in cases {
        let seen = get(&app, path).await;
        assert_eq!((seen.status, seen.problem()), (StatusCode::BAD_REQUEST, ProblemKind::Malformed), "{path}");
    }
    assert!(names.asked().is_empty());
}

#[tokio::test]
async fn a_resolver_that_cannot_be_asked_makes_the_endpoint_unavailable_and_is_not_named() {
    let settings = offline().await;
    let app = app(&settings).unwrap();
    let seen = get(&app, &doh::request_url("/dns-query", &question("example.com", RecordKind::A)).unwrap()).await;
    assert_eq!((seen.status, seen.problem()), (StatusCode::SERVICE_UNAVAILABLE, ProblemKind::Unavailable));
    assert!(!seen.header(header::RETRY_AFTER).is_empty());
    assert!(!String::from_utf8(seen.body).unwrap().contains("127.0.0.1"));
}
