//! The server's paths, as a stranger meets them.
#![expect(clippy::unwrap_used, reason = "what a test needs and does not get ends it")]

mod support;

use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use checker::{DnsQuestion, RecordKind};
use http_body_util::BodyExt;
use proptest::prelude::*;
use proxy::{ClientHeader, ClientLimits, Doorkeeper, Lab, Rate, Settings, TrustedProxies, Unusable, app};
use proxy_api::{Config, Connect, Demo, Interruption, MailSighting, PolicySighting, Problem, ProblemKind};
use support::*;
use tower::ServiceExt;

/// A response, read to its end.
struct Seen {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Seen {
    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn json<T: serde::de::DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    fn problem(&self) -> ProblemKind {
        assert_eq!(self.header(header::CONTENT_TYPE), "application/problem+json");
        let problem: Problem = self.json();
        assert_eq!(problem.status, self.status.as_u16());
        problem.kind
    }
}

async fn send(app: &Router, request: Request<Body>) -> Seen {
    let (head, body) = app.clone().oneshot(request).await.unwrap().into_parts();
    Seen { status: head.status, headers: head.headers, body: body.collect().await.unwrap().to_bytes().to_vec() }
}

async fn get(app: &Router, path: &str) -> Seen {
    send(app, Request::get(path).body(Body::empty()).unwrap()).await
}

/// A server whose resolver cannot be reached: whatever answers, did not ask it.
async fn offline() -> Settings {
    Settings {
        resolvers: vec![format!("127.0.0.1:{}", closed_port().await)],
        deadlines: deadlines(),
        ..Settings::default()
    }
}

fn dist() -> tempfile::TempDir {
    let dist = tempfile::tempdir().unwrap();
    std::fs::write(dist.path().join("index.html"), "<!doctype html><title>page</title>").unwrap();
    std::fs::write(dist.path().join("web-0123456789abcdef.js"), "start()").unwrap();
    std::fs::write(dist.path().join("web-0123456789abcdef_bg.wasm"), b"\0asm").unwrap();
    dist
}

#[tokio::test]
async fn a_policy_is_fetched_for_a_stranger() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = PolicyHost::serve(issue(&authority, &[HOST]), Act::Answer(policy_answer())).await;
    let app = app(&settings(&names, host.port, &[der(&authority)])).unwrap();
    let seen = get(&app, "/api/v1/policy/Example.COM.").await;
    assert_eq!((seen.status, seen.header(header::CACHE_CONTROL)), (StatusCode::OK, "no-store"));
    let sighting: PolicySighting = seen.json();
    assert_eq!(sighting.url, "https://mta-sts.example.com/.well-known/mta-sts.txt");
    assert_eq!(sighting.http.unwrap().status, 200);
}

#[tokio::test]
async fn a_private_address_is_reported_and_not_connected_to() {
    let names = Names::pointing_at("127.0.0.1").await;
    let settings = Settings { allow_net: Vec::new(), ..settings(&names, 443, &[]) };
    let sighting: PolicySighting = get(&app(&settings).unwrap(), "/api/v1/policy/example.com").await.json();
    assert_eq!(sighting.attempts[0].connect, Connect::NotPublic);
    assert_eq!(sighting.interruption, Some(Interruption::NotConnected));
}

#[tokio::test]
async fn names_that_are_none_are_refused_before_any_look_up() {
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
async fn what_is_not_offered_is_a_problem() {
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
async fn the_server_says_that_it_lives_and_what_it_offers() {
    let demo = Demo { domain: "good.test".into(), verdict: "enforced".into() };
    let lab = lab(&format!("127.0.0.1:{}", closed_port().await), 8443, vec![demo.clone()]);
    let app = app(&Settings { lab: Some(lab), version: "1.2.3".into(), ..offline().await }).unwrap();
    let seen = get(&app, "/healthz").await;
    assert_eq!((seen.status, seen.body.as_slice()), (StatusCode::OK, b"ok".as_slice()));
    let config: Config = get(&app, "/api/v1/config").await.json();
    assert_eq!((config.version.as_str(), config.probe, config.resolver, config.lab), ("1.2.3", true, true, vec![demo]));
    assert_eq!((config.limits.policy_octets, config.limits.deadline_ms), (65_536, 30_000));
}

fn lab(resolver: &str, https_port: u16, demos: Vec<Demo>) -> Lab {
    let resolvers = vec![resolver.to_owned()];
    Lab {
        suffix: "test".into(),
        resolvers,
        allow_net: vec!["127.0.0.0/8".parse().unwrap()],
        roots: Vec::new(),
        https_port,
        smtp_port: 25,
        dial: BTreeMap::from([(([127, 0, 0, 1], https_port).into(), ([127, 0, 0, 1], https_port).into())]),
        demos,
    }
}

#[tokio::test]
async fn the_permissions_of_the_laboratory_are_for_its_own_names() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Lab", "Lab Root");
    let host = PolicyHost::serve(issue(&authority, &["mta-sts.good.test"]), Act::Answer(policy_answer())).await;
    let lab = Lab { roots: vec![der(&authority)], ..lab(&names.address.to_string(), host.port, Vec::new()) };
    let real = Names::pointing_at("127.0.0.1").await;
    let settings = Settings { allow_net: Vec::new(), lab: Some(lab), ..settings(&real, host.port, &[]) };
    let app = app(&settings).unwrap();

    let inside: PolicySighting = get(&app, "/api/v1/policy/good.test").await.json();
    assert_eq!(inside.http.unwrap().status, 200);
    let outside: PolicySighting = get(&app, "/api/v1/policy/example.com").await.json();
    assert_eq!(outside.attempts[0].connect, Connect::NotPublic);
    assert!(real.asked().iter().all(|question| question.name.ends_with("example.com")));
    assert!(names.asked().iter().all(|question| question.name == "mta-sts.good.test"));
}

// ---- MX hosts

#[tokio::test]
async fn an_mx_host_is_talked_to_for_a_stranger() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = MailHost::serve(Manners::good(issue(&authority, &[MX]))).await;
    let app = app(&mail_settings(&names, host.port, &[der(&authority)])).unwrap();
    let seen = get(&app, "/api/v1/mx/Example.COM./MX.example.com").await;
    assert_eq!((seen.status, seen.header(header::CACHE_CONTROL)), (StatusCode::OK, "no-store"));
    let sighting: MailSighting = seen.json();
    assert_eq!((sighting.host.as_str(), sighting.attempts[0].connect), (MX, Connect::Ok));
    assert!(sighting.attempts[0].dialogue.as_ref().unwrap().ehlo_in_tls.is_some());
}

#[tokio::test]
async fn a_host_that_is_no_mx_host_of_the_domain_is_refused() {
    let names = Names::pointing_at("127.0.0.1").await;
    let app = app(&mail_settings(&names, closed_port().await, &[])).unwrap();
    for host in ["mx.example.net", "example.com", "localhost"] {
        let seen = get(&app, &format!("/api/v1/mx/example.com/{host}")).await;
        assert_eq!((seen.status, seen.problem()), (StatusCode::FORBIDDEN, ProblemKind::Refused), "{host}");
    }
    assert!(names.asked().iter().all(|question| question.kind == RecordKind::Mx));
}

#[tokio::test]
async fn names_of_mx_hosts_that_are_none_are_refused_before_any_look_up() {
    let names = Names::pointing_at("127.0.0.1").await;
    let app = app(&mail_settings(&names, 25, &[])).unwrap();
    let cases = [
        "example.com/127.0.0.1",
        "example.com/%5B127.0.0.1%5D",
        "example.com/::1",
        "example.com/mx.example.com:25",
        "example.com/user@mx.example.com",
        "example.com/mx%00.example.com",
        "example.com/mx.example.com%0d%0aQUIT",
        "example.com/b%C3%BCcher.example",
        "example.com/mx%2fexample.com",
        "example.com/..",
        "127.0.0.1/mx.example.com",
        "%ff/mx.example.com",
    ];
    for path in cases {
        let seen = get(&app, &format!("/api/v1/mx/{path}")).await;
        assert_eq!((seen.status, seen.problem()), (StatusCode::BAD_REQUEST, ProblemKind::Malformed), "{path}");
    }
    assert!(names.asked().is_empty());
}

#[tokio::test]
async fn a_server_that_does_not_probe_says_so_and_does_not() {
    let names = Names::pointing_at("127.0.0.1").await;
    let app = app(&Settings { probe: false, ..mail_settings(&names, 25, &[]) }).unwrap();
    assert!(!get(&app, "/api/v1/config").await.json::<Config>().probe);
    let seen = get(&app, "/api/v1/mx/example.com/mx.example.com").await;
    assert_eq!((seen.status, seen.problem()), (StatusCode::NOT_FOUND, ProblemKind::NotFound));
    assert!(names.asked().is_empty());
}

#[tokio::test]
async fn requests_for_one_mx_host_at_the_same_time_share_one_visit() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = MailHost::serve(Manners::good(issue(&authority, &[MX]))).await;
    let app = app(&Settings { probes: 1, ..mail_settings(&names, host.port, &[der(&authority)]) }).unwrap();
    let get = |client, path| get_from(&app, client, path);
    let (one, other) = tokio::join!(
        get("192.0.2.1:1", "/api/v1/mx/example.com/mx.example.com"),
        get("192.0.2.2:1", "/api/v1/mx/example.net/mx.example.com")
    );
    assert_eq!(one.json::<MailSighting>(), other.json());
    assert_eq!((host.heard().connections, host.heard().most), (3, 1));
}

#[tokio::test]
async fn what_an_mx_host_showed_is_told_again_and_only_for_domains_that_name_it() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = MailHost::serve(Manners::good(issue(&authority, &[MX]))).await;
    let app = app(&mail_settings(&names, host.port, &[der(&authority)])).unwrap();
    let first: MailSighting = get(&app, "/api/v1/mx/example.com/mx.example.com").await.json();
    let again: MailSighting = get(&app, "/api/v1/mx/example.net/mx.example.com").await.json();
    assert_eq!((again.attempts, host.heard().connections), (first.attempts, 3));
    let stranger = get(&app, "/api/v1/mx/example.com/mx.example.net").await;
    assert_eq!(stranger.problem(), ProblemKind::Refused);
    get(&app, "/api/v1/mx/example.com/mx.example.com?fresh=1").await;
    assert_eq!(host.heard().connections, 6);
}

#[tokio::test]
async fn hosts_of_the_laboratory_are_not_looked_for_in_the_real_network() {
    let authority = authority("Lab", "Lab Root");
    let inside = MailHost::serve(Manners::good(issue(&authority, &["mx.good.test"]))).await;
    let outside = MailHost::serve(Manners::good(issue(&authority, &["mx.good.test"]))).await;
    let mx_in_lab = |question: &DnsQuestion, _| match question.kind {
        RecordKind::Mx => Say::Exchanges(vec!["mx.good.test"]),
        RecordKind::A => Say::Addresses(vec![[127, 0, 0, 1].into()]),
        _ => Say::Addresses(Vec::new()),
    };
    let (names, real) = (Names::serve(mx_in_lab).await, Names::serve(mx_in_lab).await);
    let dial = BTreeMap::from([(([127, 0, 0, 1], 25).into(), ([127, 0, 0, 1], inside.port).into())]);
    let lab = Lab { roots: vec![der(&authority)], dial, ..lab(&names.address.to_string(), 443, Vec::new()) };
    let memory = Duration::ZERO;
    let app = app(&Settings { lab: Some(lab), memory, ..mail_settings(&real, outside.port, &[]) }).unwrap();
    for domain in ["good.test", "example.com"] {
        let sighting: MailSighting = get(&app, &format!("/api/v1/mx/{domain}/mx.good.test")).await.json();
        let tls = sighting.attempts[0].dialogue.as_ref().unwrap().tls.as_ref().unwrap();
        assert_eq!(tls.verifier, None, "{domain}");
    }
    assert_eq!((inside.heard().connections, outside.heard().connections), (6, 0));
    assert!(real.asked().iter().all(|question| question.name == "example.com"));
}

// ---- DNS over HTTPS

fn question(name: &str, kind: RecordKind) -> DnsQuestion {
    DnsQuestion { name: name.into(), kind }
}

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
    assert_eq!(doh::answer(&question, &seen.body).unwrap().rcode, checker::Rcode::SERVFAIL);
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

// ---- limits

#[tokio::test]
async fn too_many_fetches_at_once_are_told_to_come_back() {
    let names = Names::pointing_at("127.0.0.1").await;
    let app = app(&Settings { fetches: 0, ..settings(&names, 443, &[]) }).unwrap();
    let seen = get(&app, "/api/v1/policy/example.com").await;
    assert_eq!((seen.status, seen.problem()), (StatusCode::SERVICE_UNAVAILABLE, ProblemKind::Unavailable));
    assert_eq!(seen.header(header::RETRY_AFTER), "5");
    assert!(names.asked().is_empty());
}

async fn get_from(app: &Router, client: &str, path: &str) -> Seen {
    let peer: SocketAddr = client.parse().unwrap();
    send(app, Request::get(path).extension(ConnectInfo(peer)).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_client_that_asks_too_often_is_told_when_to_come_back_and_others_are_served() {
    let names = Names::serve(|_, _| Say::NoSuchName).await;
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
    let host = PolicyHost::serve(issue(&authority, &[HOST]), Act::Answer(policy_answer())).await;
    let limits = Settings { fetches: 1, memory: Duration::ZERO, ..settings(&names, host.port, &[der(&authority)]) };
    let app = app(&limits).unwrap();
    let get = |client| get_from(&app, client, "/api/v1/policy/example.com");
    let (one, other) = tokio::join!(get("192.0.2.1:1"), get("192.0.2.2:1"));
    assert_eq!([one.json::<PolicySighting>(), other.json()].map(|seen| seen.http.unwrap().status), [200, 200]);
    assert_eq!(host.requests().len(), 1);
    assert_eq!(get("192.0.2.1:1").await.status, StatusCode::OK);
    assert_eq!(host.requests().len(), 2);
}

/// A policy host, and a server that knows it.
async fn good(change: impl FnOnce(&mut Settings)) -> (PolicyHost, Router) {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = PolicyHost::serve(issue(&authority, &[HOST]), Act::Answer(policy_answer())).await;
    let mut settings = settings(&names, host.port, &[der(&authority)]);
    change(&mut settings);
    (host, app(&settings).unwrap())
}

#[tokio::test]
async fn what_was_seen_moments_ago_is_told_again_unless_it_is_wanted_fresh() {
    let (host, app) = good(|settings| settings.memory = Duration::from_secs(3600)).await;
    let get = |path| get_from(&app, "192.0.2.1:1", path);
    let first = get("/api/v1/policy/example.com").await;
    let again = get("/api/v1/policy/EXAMPLE.com.?fresh=0").await;
    assert_eq!(again.header(header::CONTENT_TYPE), "application/json");
    let [first, again]: [PolicySighting; 2] = [first.json(), again.json()];
    assert_eq!((host.requests().len(), &again.http), (1, &first.http));
    let fresh: PolicySighting = get("/api/v1/policy/example.com?fresh=1").await.json();
    assert_eq!((host.requests().len(), fresh.age_s), (2, 0));
}

#[tokio::test]
async fn a_failure_of_our_own_resolver_is_not_remembered() {
    let names = Names::serve(|_, before| if before == 0 { Say::Failure } else { Say::NoSuchName }).await;
    let app = app(&settings(&names, 443, &[])).unwrap();
    let look = || async { get(&app, "/api/v1/policy/example.com").await.json::<PolicySighting>().interruption };
    assert!(matches!(look().await, Some(Interruption::LookupFailed { .. })));
    assert_eq!(look().await, Some(Interruption::NoSuchHost));
}

#[tokio::test]
async fn a_fresh_look_costs_a_client_more() {
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
async fn a_domain_is_looked_at_only_so_often_whoever_asks() {
    let often = Rate { burst: 2, per_minute: 1 };
    let (host, app) = good(|settings| settings.targets = often).await;
    let look = |number: u8, memory: &'static str| {
        let app = &app;
        async move { get_from(app, &format!("192.0.2.{number}:1"), &format!("/api/v1/policy/{memory}")).await }
    };
    for number in 1..=2 {
        assert_eq!(look(number, "example.com?fresh=1").await.status, StatusCode::OK);
    }
    // What is remembered is better than nothing, and says how old it is.
    assert_eq!(look(3, "example.com?fresh=1").await.status, StatusCode::OK);
    assert_eq!(host.requests().len(), 2);
}

#[tokio::test]
async fn a_domain_that_is_looked_at_too_often_is_left_alone_where_nothing_is_remembered() {
    let often = Rate { burst: 1, per_minute: 1 };
    let (host, app) = good(|settings| (settings.targets, settings.memory) = (often, Duration::ZERO)).await;
    assert_eq!(get_from(&app, "192.0.2.1:1", "/api/v1/policy/example.com").await.status, StatusCode::OK);
    let seen = get_from(&app, "192.0.2.2:1", "/api/v1/policy/example.com").await;
    assert_eq!((seen.status, seen.problem()), (StatusCode::TOO_MANY_REQUESTS, ProblemKind::TooMany));
    let wait: u64 = seen.header(header::RETRY_AFTER).parse().unwrap();
    assert!((1..=61).contains(&wait), "{wait}");
    let other = get_from(&app, "192.0.2.2:1", "/api/v1/policy/example.net").await;
    assert_eq!((other.status, host.requests().len()), (StatusCode::OK, 2));
}

#[tokio::test]
async fn a_client_may_ask_only_so_many_dns_questions() {
    let names = Names::pointing_at("192.0.2.1").await;
    let askers = ClientLimits { at_once: 9, burst: 2, per_minute: 1 };
    let app = app(&Settings { askers, ..settings(&names, 443, &[]) }).unwrap();
    let path = doh::request_url("/dns-query", &question("example.com", RecordKind::A)).unwrap();
    let mut statuses = Vec::new();
    for client in ["192.0.2.1:1", "192.0.2.1:1", "192.0.2.1:1", "192.0.2.2:1"] {
        statuses.push(get_from(&app, client, &path).await.status.as_u16());
    }
    assert_eq!(statuses, [200, 200, 429, 200]);
    assert_eq!(names.asked().len(), 3);
}

#[tokio::test]
async fn behind_a_trusted_proxy_its_clients_are_told_apart_and_elsewhere_the_header_is_ignored() {
    let names = Names::serve(|_, _| Say::NoSuchName).await;
    let clients = ClientLimits { at_once: 9, burst: 1, per_minute: 1 };
    let networks = vec!["10.0.0.0/8".parse().unwrap()];
    let proxies = TrustedProxies { networks, header: ClientHeader::XForwardedFor };
    let door = Doorkeeper { proxies, ..Doorkeeper::default() };
    let app = app(&Settings { clients, door, ..settings(&names, 443, &[]) }).unwrap();
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

// ---- operation

#[tokio::test]
async fn a_server_is_ready_while_its_resolver_answers_and_nobody_told_it_to_stop() {
    let names = Names::serve(|_, _| Say::NoSuchName).await;
    let good = settings(&names, 443, &[]);
    let server = app(&good).unwrap();
    assert_eq!(get(&server, "/readyz").await.status, StatusCode::OK);
    assert_eq!(get(&server, "/readyz").await.status, StatusCode::OK);
    assert_eq!(names.asked().len(), 1, "who asks often does not make the resolver work");
    good.door.stopping.cancel();
    assert_eq!(get(&server, "/readyz").await.problem(), ProblemKind::Unavailable);
    assert_eq!(get(&app(&offline().await).unwrap(), "/readyz").await.problem(), ProblemKind::Unavailable);
}

#[tokio::test]
async fn numbers_tell_what_the_server_did_and_neither_who_asked_nor_for_what() {
    let clients = ClientLimits { at_once: 9, burst: 2, per_minute: 1 };
    let door = Doorkeeper::default();
    let metrics = door.metrics.app();
    let (_host, app) = good(|settings| (settings.clients, settings.door) = (clients, door)).await;
    for _ in 0..3 {
        get_from(&app, "192.0.2.77:1", "/api/v1/policy/example.com").await;
    }
    get(&app, "/none").await;
    let seen = get(&metrics, "/metrics").await;
    let text = String::from_utf8(seen.body.clone()).unwrap();
    for line in [
        r#"mta_sts_requests_total{route="/api/v1/policy/{domain}",status="200"} 2"#,
        r#"mta_sts_requests_total{route="/api/v1/policy/{domain}",status="429"} 1"#,
        r#"mta_sts_requests_total{route="page",status="404"} 1"#,
        r#"mta_sts_looks_total{kind="policy",outcome="ok"} 1"#,
        r#"mta_sts_refusals_total{because="client-too-often"} 1"#,
        r#"mta_sts_request_duration_seconds_count{route="page"} 1"#,
        "mta_sts_memory_hits_total 1",
        "mta_sts_requests_in_flight 0",
    ] {
        assert!(text.lines().any(|given| given == line), "{line}\n{text}");
    }
    assert!(!text.contains("example.com") && !text.contains("192.0.2.77"), "{text}");
}

// ---- names of the server

#[tokio::test]
async fn a_server_with_names_answers_to_no_other() {
    let hosts = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned).to_vec();
    let dist = dist();
    let app = app(&Settings { hosts, dist: Some(dist.path().into()), ..offline().await }).unwrap();
    let cases = [
        ("localhost", true),
        ("LOCALHOST:8080", true),
        ("127.0.0.1:8080", true),
        ("[::1]:8080", true),
        ("rebound.evil.example", false),
        ("rebound.evil.example:8080", false),
        ("localhost.evil.example", false),
        ("127.0.0.1.evil.example", false),
        ("localhost@evil.example", false),
        ("192.168.0.1", false),
        ("", false),
    ];
    for (host, served) in cases {
        for path in ["/", "/api/v1/config", "/dns-query", "/api/v1/policy/-", "/healthz/"] {
            let seen = send(&app, Request::get(path).header(header::HOST, host).body(Body::empty()).unwrap()).await;
            assert_eq!(seen.status == StatusCode::FORBIDDEN, !served, "{host} {path}");
            assert!(served || seen.problem() == ProblemKind::Refused);
        }
    }
    assert_eq!(get(&app, "/api/v1/config").await.status, StatusCode::FORBIDDEN);
    assert_eq!(get(&app, "http://evil.example/api/v1/config").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn whoever_asks_for_health_alone_needs_no_name() {
    let names = Names::serve(|_, _| Say::NoSuchName).await;
    let app = app(&Settings { hosts: vec!["check.example".into()], ..settings(&names, 443, &[]) }).unwrap();
    for path in ["/healthz", "/readyz", "/healthz?verbose", "http://10.0.0.7:8080/readyz"] {
        for host in ["check.example", "10.0.0.7:8080", "[fd00::7]:8080", ""] {
            let seen = send(&app, Request::get(path).header(header::HOST, host).body(Body::empty()).unwrap()).await;
            assert_eq!(seen.status, StatusCode::OK, "{host} {path}");
        }
        assert_eq!(get(&app, path).await.status, StatusCode::OK, "{path} without a name");
    }
}

#[tokio::test]
async fn the_networks_of_the_operator_are_told_by_an_open_server_alone() {
    let allow_net = vec!["10.0.0.0/8".parse().unwrap()];
    let closed = Settings { allow_net, ..offline().await };
    let open = Settings { open: true, ..closed.clone() };
    for (settings, expected) in [(closed, Vec::new()), (open, vec!["10.0.0.0/8"])] {
        let config: Config = get(&app(&settings).unwrap(), "/api/v1/config").await.json();
        assert_eq!(config.allow_net, expected);
    }
}

#[tokio::test]
async fn answers_can_be_embedded_elsewhere_only_where_other_origins_may_read_them() {
    let policy = header::HeaderName::from_static("cross-origin-resource-policy");
    let alone = offline().await;
    let shared = Settings { allow_origins: vec!["https://pages.example".into()], ..alone.clone() };
    for (settings, expected) in [(alone, "same-origin"), (shared, "")] {
        let seen = get(&app(&settings).unwrap(), "/api/v1/config").await;
        assert_eq!(seen.header(policy.clone()), expected);
    }
}

// ---- origins

#[tokio::test]
async fn only_pages_of_the_origins_chosen_may_read_answers() {
    let allow_origins = vec!["https://pages.example".into(), "http://localhost:8081/".into()];
    let app = app(&Settings { allow_origins, ..offline().await }).unwrap();
    let cases = [
        ("https://pages.example", true),
        ("http://localhost:8081", true),
        ("http://pages.example", false),
        ("https://pages.example:444", false),
        ("https://pages.example.evil.example", false),
        ("https://evil.example", false),
        ("null", false),
    ];
    for (origin, allowed) in cases {
        for path in ["/api/v1/config", "/api/v1/policy/-", "/dns-query", "/api/none"] {
            let request = Request::get(path).header(header::ORIGIN, origin).body(Body::empty()).unwrap();
            let seen = send(&app, request).await;
            let expected = if allowed { origin } else { "" };
            assert_eq!(seen.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), expected, "{origin} {path}");
            assert!(seen.header(header::VARY).eq_ignore_ascii_case("origin"), "{}", seen.header(header::VARY));
            assert_eq!(seen.header(header::ACCESS_CONTROL_ALLOW_CREDENTIALS), "");
            assert_eq!(seen.header(header::ACCESS_CONTROL_EXPOSE_HEADERS), "retry-after");
        }
    }
}

#[tokio::test]
async fn settings_that_cannot_be_used_are_named() {
    let good = offline().await;
    let origin = |origin: &str| app(&Settings { allow_origins: vec![origin.into()], ..good.clone() }).unwrap_err();
    for bad in [
        "*",
        "pages.example",
        "https://",
        "https://*.example",
        "https://pages.example/path",
        "ftp://pages.example",
        "null",
    ] {
        assert_eq!(origin(bad), Unusable::Origin(bad.into()));
    }
    let resolvers = vec!["nonsense".into()];
    assert!(matches!(app(&Settings { resolvers, ..good.clone() }), Err(Unusable::Resolver { .. })));
    let roots = vec![b"nonsense".to_vec().into()];
    assert!(matches!(app(&Settings { roots, ..good.clone() }), Err(Unusable::Root(_))));
    assert!(matches!(app(&Settings { contact: Some("a\nb".into()), ..good }), Err(Unusable::Contact(_))));
}

#[test]
fn roots_are_read_from_pem() {
    let authority = authority("Good", "Good Root");
    let pem = authority.as_ref().pem();
    assert_eq!(proxy::roots_from_pem(format!("{pem}{pem}").as_bytes()).unwrap(), [der(&authority), der(&authority)]);
    for bad in ["", "nonsense", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"] {
        assert!(matches!(proxy::roots_from_pem(bad.as_bytes()), Err(Unusable::Root(_))), "{bad:?}");
    }
}

// ---- the page

#[tokio::test]
async fn the_page_is_served_with_its_files() {
    let dist = dist();
    let app = app(&Settings { dist: Some(dist.path().into()), ..offline().await }).unwrap();
    let cases = [
        ("/", "text/html", "no-cache"),
        ("/?domain=example.com&lang=ja", "text/html", "no-cache"),
        ("/about", "text/html", "no-cache"),
        ("/a/page/of/the/application", "text/html", "no-cache"),
        ("/index.html", "text/html", "no-cache"),
        ("/web-0123456789abcdef.js", "text/javascript", "public, max-age=31536000, immutable"),
        ("/web-0123456789abcdef_bg.wasm", "application/wasm", "public, max-age=31536000, immutable"),
    ];
    for (path, media_type, freshness) in cases {
        let seen = get(&app, path).await;
        assert_eq!(seen.status, StatusCode::OK, "{path}");
        assert_eq!(
            (seen.header(header::CONTENT_TYPE), seen.header(header::CACHE_CONTROL)),
            (media_type, freshness),
            "{path}"
        );
    }
}

#[tokio::test]
async fn files_come_compressed_and_an_unchanged_one_is_not_sent_again() {
    let dist = dist();
    std::fs::write(dist.path().join("index.html.br"), "smaller").unwrap();
    let app = app(&Settings { dist: Some(dist.path().into()), ..offline().await }).unwrap();
    let asking = |name: header::HeaderName, value: &str| {
        send(&app, Request::get("/about").header(name, value.to_owned()).body(Body::empty()).unwrap())
    };
    let seen = asking(header::ACCEPT_ENCODING, "gzip, br").await;
    assert_eq!((seen.header(header::CONTENT_ENCODING), seen.body.as_slice()), ("br", b"smaller".as_slice()));
    assert!(seen.header(header::VARY).to_ascii_lowercase().contains("accept-encoding"), "{:?}", seen.headers);
    let plain = get(&app, "/").await;
    let again = asking(header::IF_NONE_MATCH, plain.header(header::ETAG)).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[tokio::test]
async fn files_that_do_not_exist_are_a_problem_and_no_page() {
    let dist = dist();
    let app = app(&Settings { dist: Some(dist.path().into()), ..offline().await }).unwrap();
    let long = format!("/{}.js", "a".repeat(3000));
    for path in [
        "/none.js",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/%00.js",
        "/%ff.js",
        "/api/v1/none",
        "/api/about",
        "/index.html/a.js",
        &long,
    ] {
        let seen = get(&app, path).await;
        assert_eq!((seen.status, seen.problem()), (StatusCode::NOT_FOUND, ProblemKind::NotFound), "{path}");
    }
    let seen = send(&app, Request::post("/about").body(Body::empty()).unwrap()).await;
    assert_eq!((seen.status, seen.problem()), (StatusCode::METHOD_NOT_ALLOWED, ProblemKind::Method));
}

#[tokio::test]
async fn every_answer_tells_browsers_to_be_strict() {
    let dist = dist();
    let app = app(&Settings { dist: Some(dist.path().into()), ..offline().await }).unwrap();
    for path in ["/", "/none.js", "/api/v1/config", "/api/none", "/healthz"] {
        let seen = get(&app, path).await;
        let policy = seen.header(header::CONTENT_SECURITY_POLICY);
        for directive in
            ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "base-uri 'none'", "frame-ancestors 'none'"]
        {
            assert!(policy.split("; ").any(|given| given == directive), "{path}: {policy}");
        }
        assert_eq!(seen.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
        assert_eq!(seen.header(header::REFERRER_POLICY), "no-referrer", "{path}");
        for (name, value) in [
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(seen.header(header::HeaderName::from_static(name)), value, "{path}");
        }
        assert!(seen.header(header::HeaderName::from_static("permissions-policy")).contains("camera=()"), "{path}");
    }
}

#[tokio::test]
async fn a_page_hosted_elsewhere_is_given_the_same_headers() {
    let seen = get(&app(&offline().await).unwrap(), "/api/v1/config").await;
    let file = include_str!("../../../deploy/static/headers");
    let given = file.lines().filter_map(|line| line.strip_prefix("  ")).map(|line| line.split_once(": ").unwrap());
    let mut names = Vec::new();
    for (name, value) in given.filter(|(name, _)| !["Strict-Transport-Security", "Cache-Control"].contains(name)) {
        // A public page reaches no laboratory on the visitor's machine.
        let served = seen.header(name.parse().unwrap()).replace(" http://127.0.0.1:* http://localhost:*", "");
        assert_eq!(value, served, "{name}");
        names.push(name.to_ascii_lowercase());
    }
    for name in seen.headers.keys().map(|name| name.as_str()).filter(|name| name.contains("-policy")) {
        assert!(names.iter().any(|given| given == name), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn nothing_a_stranger_sends_is_our_fault(path in "(/|/api/v1/policy/|/api/v1/mx/a.example/|/api/v1/mx/|/dns-query\\?dns=|/api/)[!-~]{0,40}", method in "GET|POST|HEAD|OPTIONS|BREW") {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let seen = runtime.block_on(async {
            let dist = dist();
            let app = app(&Settings { dist: Some(dist.path().into()), ..offline().await }).unwrap();
            let request = Request::builder().method(method.as_str()).uri(&path).body(Body::empty());
            match request {
                Ok(request) => send(&app, request).await.status,
                Err(_) => StatusCode::OK,
            }
        });
        prop_assert!(seen.as_u16() < 500 || seen == StatusCode::SERVICE_UNAVAILABLE, "{}", seen);
    }
}
