//! Route for policies, and requests that match no route.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use evidence::{Connect, Interruption, PolicyFetch};
use proxy::{Lab, Settings, app};
use proxy_api::{Config, Demo, ProblemKind};

use crate::{
    get, lab, offline, send,
    support::{authorities::*, mail_hosts::*, names::*, policy_hosts::*, *},
};

#[tokio::test]
async fn a_policy_is_fetched_for_a_client() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = PolicyHost::serve(issue(&authority, &[HOST]), HostAction::Answer(policy_answer())).await;
    let app = app(&settings(&names, host.port, &[der(&authority)])).unwrap();
    let before = unix_time();
    let seen = get(&app, "/api/v1/policy/Example.COM.").await;
    assert_eq!((seen.status, seen.header(header::CACHE_CONTROL)), (StatusCode::OK, "no-store"));
    let observation: PolicyFetch = seen.json();
    assert_eq!(observation.url, "https://mta-sts.example.com/.well-known/mta-sts.txt");
    assert!(observation.seen_at.is_some_and(|at| (before..=unix_time()).contains(&at)), "{:?}", observation.seen_at);
    assert_eq!(observation.http.unwrap().status, 200);
}

#[tokio::test]
async fn a_private_address_is_reported_and_not_connected_to() {
    let names = Names::pointing_at("127.0.0.1").await;
    let settings = Settings { allow_net: Vec::new(), ..settings(&names, 443, &[]) };
    let observation: PolicyFetch = get(&app(&settings).unwrap(), "/api/v1/policy/example.com").await.json();
    assert_eq!(observation.attempts[0].connect, Connect::NotPublic);
    assert_eq!(observation.interruption, Some(Interruption::NotConnected));
}

#[tokio::test]
async fn invalid_names_are_refused_before_any_look_up() {
    let names = Names::pointing_at("127.0.0.1").await;
    let app = app(&settings(&names, 443, &[])).unwrap();
    let cases = [
        "127.0.0.1",
        "169.254.169.254",
        "%5B::1%5D",
        "::1",
        "a..b",
        ".",
        "%00",
        "%ff",
        "a%2fb",
        "b%C3%BCcher.example",
        "example.com:8443",
        "user@example.com",
        "-a.example",
        "_mta-sts.example",
        "a%20b",
        "%0d%0aHost:%20evil",
        "example.com%3F",
    ];
    for name in cases {
        let seen = get(&app, &format!("/api/v1/policy/{name}")).await;
        assert_eq!((seen.status, seen.problem()), (StatusCode::BAD_REQUEST, ProblemKind::Malformed), "{name}");
    }
    let long = get(&app, &format!("/api/v1/policy/{}", "a.".repeat(200))).await;
    assert_eq!(long.problem(), ProblemKind::Malformed);
    assert!(names.asked().is_empty());
}

#[tokio::test]
async fn unknown_paths_and_methods_are_problems() {
    let app = app(&offline().await).unwrap();
    for path in [
        "/",
        "/about",
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/policy/",
        "/api/v1/policy/a.example/b",
        "/api/v1/mx/a.example",
        "/api/v1/mx/a.example/",
        "/api/v1/mx/a.example/b.example/c",
        "/api/v2/policy/a.example",
        "/%ff",
    ] {
        let seen = get(&app, path).await;
        assert_eq!((seen.status, seen.problem()), (StatusCode::NOT_FOUND, ProblemKind::NotFound), "{path}");
    }
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        for path in
            ["/api/v1/policy/example.com", "/api/v1/mx/a.example/b.example", "/dns-query", "/api/v1/config", "/healthz"]
        {
            let seen = send(&app, Request::builder().method(&method).uri(path).body(Body::empty()).unwrap()).await;
            assert_eq!(
                (seen.status, seen.problem()),
                (StatusCode::METHOD_NOT_ALLOWED, ProblemKind::Method),
                "{method} {path}"
            );
        }
    }
}

#[tokio::test]
async fn health_and_configuration_are_served() {
    let demo = Demo { domain: "good.test".into(), verdict: "enforced".into(), severity: "pass".into() };
    let lab = lab(&format!("127.0.0.1:{}", closed_port().await), 8443, vec![demo.clone()]);
    let app = app(&Settings { lab: Some(lab), version: "1.2.3".into(), ..offline().await }).unwrap();
    let seen = get(&app, "/healthz").await;
    assert_eq!((seen.status, seen.body.as_slice()), (StatusCode::OK, b"ok".as_slice()));
    let config: Config = get(&app, "/api/v1/config").await.json();
    assert_eq!((config.version.as_str(), config.probe, config.resolver, config.lab), ("1.2.3", true, true, vec![demo]));
    assert_eq!((config.limits.policy_octets, config.limits.deadline_ms), (65_536, 30_000));
}

#[tokio::test]
async fn the_permissions_of_the_laboratory_are_for_its_own_names() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Lab", "Lab Root");
    let host = PolicyHost::serve(issue(&authority, &["mta-sts.good.test"]), HostAction::Answer(policy_answer())).await;
    let lab = Lab { roots: vec![der(&authority)], ..lab(&names.address.to_string(), host.port, Vec::new()) };
    let real = Names::pointing_at("127.0.0.1").await;
    let settings = Settings { allow_net: Vec::new(), lab: Some(lab), ..settings(&real, host.port, &[]) };
    let app = app(&settings).unwrap();

    let inside: PolicyFetch = get(&app, "/api/v1/policy/good.test").await.json();
    assert_eq!(inside.http.unwrap().status, 200);
    let outside: PolicyFetch = get(&app, "/api/v1/policy/example.com").await.json();
    assert_eq!(outside.attempts[0].connect, Connect::NotPublic);
    assert!(real.asked().iter().all(|question| question.name.ends_with("example.com")));
    assert!(names.asked().iter().all(|question| question.name == "mta-sts.good.test"));
}
