//! Limits of one client, of one domain, and of all clients together.

use std::{net::SocketAddr, time::Duration};

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode, header},
};
use evidence::{Interruption, PolicyFetch, RecordKind};
use proxy::{ClientHeader, ClientLimits, ListenerConfig, Rate, Settings, TrustedProxies, app};
use proxy_api::ProblemKind;

use crate::{
    get, get_from, good, question, send,
    support::{authorities::*, mail_hosts::*, names::*, policy_hosts::*, *},
};

#[tokio::test]
async fn too_many_concurrent_fetches_get_retry_after() {
    let names = Names::pointing_at("127.0.0.1").await;
    let app = app(&Settings { max_fetches: 0, ..settings(&names, 443, &[]) }).unwrap();
    let seen = get(&app, "/api/v1/policy/example.com").await;
    assert_eq!((seen.status, seen.problem()), (StatusCode::SERVICE_UNAVAILABLE, ProblemKind::Unavailable));
    assert_eq!(seen.header(header::RETRY_AFTER), "5");
    assert!(names.asked().is_empty());
}

#[tokio::test]
async fn a_client_that_asks_too_often_gets_retry_after_and_others_are_served() {
    let names = Names::serve(|_, _| DnsReply::NoSuchName).await;
    let clients = ClientLimits { at_once: 9, burst: 2, per_minute: 1 };
    let app = app(&Settings { clients, ..settings(&names, 443, &[]) }).unwrap();
    for port in ["1", "2"] {
        let seen = get_from(&app, &format!("127.0.0.1:{port}"), "/api/v1/policy/example.com").await;
        assert_eq!(seen.status, StatusCode::OK);
    }
    let seen = get_from(&app, "127.0.0.1:3", "/api/v1/policy/example.com").await;
    assert_eq!((seen.status, seen.problem()), (StatusCode::TOO_MANY_REQUESTS, ProblemKind::TooMany));
    let wait: u64 = seen.header(header::RETRY_AFTER).parse().unwrap();
    assert!((1..=61).contains(&wait), "{wait}");
    let other = get_from(&app, "192.0.2.1:1", "/api/v1/policy/example.com").await;
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test]
async fn a_client_has_only_so_many_fetches_at_once() {
    let names = Names::pointing_at("127.0.0.1").await;
    let clients = ClientLimits { at_once: 1, burst: 9, per_minute: 9 };
    let port = closed_port().await;
    let app = app(&Settings { clients, ..settings(&names, port, &[]) }).unwrap();
    let get = |client: &'static str, domain: &'static str| get_from(&app, client, domain);
    let (first, second, other) = tokio::join!(
        get("192.0.2.1:1", "/api/v1/policy/a.example"),
        get("192.0.2.1:2", "/api/v1/policy/b.example"),
        get("192.0.2.2:1", "/api/v1/policy/b.example"),
    );
    assert_eq!([first.status, second.status, other.status].map(|status| status.as_u16()), [200, 429, 200]);
    assert_eq!(get("192.0.2.1:3", "/api/v1/policy/a.example").await.status, StatusCode::OK);
}

#[tokio::test]
async fn requests_for_one_domain_at_the_same_time_share_one_fetch() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = PolicyHost::serve(issue(&authority, &[HOST]), HostAction::Answer(policy_answer())).await;
    let limits =
        Settings { max_fetches: 1, cache_ttl: Duration::ZERO, ..settings(&names, host.port, &[der(&authority)]) };
    let app = app(&limits).unwrap();
    let get = |client| get_from(&app, client, "/api/v1/policy/example.com");
    let (one, other) = tokio::join!(get("192.0.2.1:1"), get("192.0.2.2:1"));
    assert_eq!([one.json::<PolicyFetch>(), other.json()].map(|seen| seen.http.unwrap().status), [200, 200]);
    assert_eq!(host.requests().len(), 1);
    assert_eq!(get("192.0.2.1:1").await.status, StatusCode::OK);
    assert_eq!(host.requests().len(), 2);
}

#[tokio::test]
async fn a_recent_observation_is_served_from_the_cache_unless_fresh_is_set() {
    let (host, app) = good(|settings| settings.cache_ttl = Duration::from_secs(3600)).await;
    let get = |path| get_from(&app, "192.0.2.1:1", path);
    let first = get("/api/v1/policy/example.com").await;
    let again = get("/api/v1/policy/EXAMPLE.com.?fresh=0").await;
    assert_eq!(again.header(header::CONTENT_TYPE), "application/json");
    let [first, again]: [PolicyFetch; 2] = [first.json(), again.json()];
    assert_eq!((host.requests().len(), &again.http), (1, &first.http));
    assert_eq!(
        (again.seen_at, again.seen_at.is_some()),
        (first.seen_at, true),
        "the moment of the look, not of the answer"
    );
    let fresh: PolicyFetch = get("/api/v1/policy/example.com?fresh=1").await.json();
    assert_eq!((host.requests().len(), fresh.age_s), (2, 0));
}

#[tokio::test]
async fn a_failure_of_the_servers_resolver_is_not_cached() {
    let names = Names::serve(|_, before| if before == 0 { DnsReply::Failure } else { DnsReply::NoSuchName }).await;
    let app = app(&settings(&names, 443, &[])).unwrap();
    let look = || async { get(&app, "/api/v1/policy/example.com").await.json::<PolicyFetch>().interruption };
    assert!(matches!(look().await, Some(Interruption::LookupFailed { .. })));
    assert_eq!(look().await, Some(Interruption::NoSuchHost));
}

#[tokio::test]
async fn a_fresh_request_counts_twice() {
    let clients = ClientLimits { at_once: 9, burst: 8, per_minute: 1 };
    let (_host, app) = good(|settings| settings.clients = clients).await;
    let count = |client: &'static str, path: &'static str| {
        let app = &app;
        async move {
            let mut served = 0;
            while get_from(app, client, path).await.status == StatusCode::OK {
                served += 1;
            }
            served
        }
    };
    assert_eq!(count("192.0.2.1:1", "/api/v1/policy/example.com").await, 8);
    assert_eq!(count("192.0.2.2:1", "/api/v1/policy/example.com?fresh=1").await, 4);
}

#[tokio::test]
async fn a_domain_is_checked_at_a_limited_rate_for_all_clients_together() {
    let often = Rate { burst: 2, per_minute: 1 };
    let (host, app) = good(|settings| settings.target_rate = often).await;
    let look = |number: u8, memory: &'static str| {
        let app = &app;
        async move { get_from(app, &format!("192.0.2.{number}:1"), &format!("/api/v1/policy/{memory}")).await }
    };
    for number in 1..=2 {
        assert_eq!(look(number, "example.com?fresh=1").await.status, StatusCode::OK);
    }
    // The cached observation is returned instead, with its age.
    assert_eq!(look(3, "example.com?fresh=1").await.status, StatusCode::OK);
    assert_eq!(host.requests().len(), 2);
}

#[tokio::test]
async fn a_domain_beyond_its_rate_without_a_cached_answer_is_not_contacted() {
    let often = Rate { burst: 1, per_minute: 1 };
    let (host, app) = good(|settings| (settings.target_rate, settings.cache_ttl) = (often, Duration::ZERO)).await;
    assert_eq!(get_from(&app, "192.0.2.1:1", "/api/v1/policy/example.com").await.status, StatusCode::OK);
    let seen = get_from(&app, "192.0.2.2:1", "/api/v1/policy/example.com").await;
    assert_eq!((seen.status, seen.problem()), (StatusCode::TOO_MANY_REQUESTS, ProblemKind::TooMany));
    let wait: u64 = seen.header(header::RETRY_AFTER).parse().unwrap();
    assert!((1..=61).contains(&wait), "{wait}");
    // The limit also applies to the address under another name.
    let other = get_from(&app, "192.0.2.2:1", "/api/v1/policy/example.net").await;
    assert_eq!((other.status, host.requests().len()), (StatusCode::TOO_MANY_REQUESTS, 1));
}

#[tokio::test]
async fn a_client_may_ask_only_so_many_dns_questions() {
    let names = Names::pointing_at("192.0.2.1").await;
    let dns_clients = ClientLimits { at_once: 9, burst: 2, per_minute: 1 };
    let app = app(&Settings { dns_clients, ..settings(&names, 443, &[]) }).unwrap();
    let path = doh::request_url("/dns-query", &question("example.com", RecordKind::A)).unwrap();
    let mut statuses = Vec::new();
    for client in ["192.0.2.1:1", "192.0.2.1:1", "192.0.2.1:1", "192.0.2.2:1"] {
        statuses.push(get_from(&app, client, &path).await.status.as_u16());
    }
    assert_eq!(statuses, [200, 200, 429, 200]);
    assert_eq!(names.asked().len(), 3);
}

#[tokio::test]
async fn a_trusted_proxy_names_its_clients_and_elsewhere_the_header_is_ignored() {
    let names = Names::serve(|_, _| DnsReply::NoSuchName).await;
    let clients = ClientLimits { at_once: 9, burst: 1, per_minute: 1 };
    let networks = vec!["10.0.0.0/8".parse().unwrap()];
    let proxies = TrustedProxies { networks, header: ClientHeader::XForwardedFor };
    let listener_config = ListenerConfig { proxies, ..ListenerConfig::default() };
    let app = app(&Settings { clients, listener_config, ..settings(&names, 443, &[]) }).unwrap();
    let cases = [
        ("10.0.0.1:1", "192.0.2.1", 200),
        ("10.0.0.1:1", "192.0.2.2", 200),
        ("10.0.0.1:1", "192.0.2.2", 429),
        ("10.0.0.1:1", "203.0.113.9, 192.0.2.2", 429),
        ("198.51.100.1:1", "192.0.2.3", 200),
        ("198.51.100.1:1", "192.0.2.4", 429),
    ];
    for (peer, named, status) in cases {
        let peer: SocketAddr = peer.parse().unwrap();
        let request = Request::get("/api/v1/policy/example.com").header("x-forwarded-for", named);
        let seen = send(&app, request.extension(ConnectInfo(peer)).body(Body::empty()).unwrap()).await;
        assert_eq!(seen.status.as_u16(), status, "{peer} {named}");
    }
}
