//! Health checks, metrics, host names of the server, and origins that may read its responses.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use proxy::{ClientLimits, ListenerConfig, Settings, SettingsError, app};
use proxy_api::{Config, ProblemKind};

use crate::{
    dist, get, get_from, good, offline, send,
    support::{authorities::*, names::*, *},
};

#[tokio::test]
async fn a_server_is_ready_while_its_resolver_answers_and_it_is_not_stopping() {
    let names = Names::serve(|_, _| DnsReply::NoSuchName).await;
    let good = settings(&names, 443, &[]);
    let server = app(&good).unwrap();
    assert_eq!(get(&server, "/readyz").await.status, StatusCode::OK);
    assert_eq!(get(&server, "/readyz").await.status, StatusCode::OK);
    assert_eq!(names.asked().len(), 1, "who asks often does not make the resolver work");
    good.listener_config.stopping.cancel();
    assert_eq!(get(&server, "/readyz").await.problem(), ProblemKind::Unavailable);
    assert_eq!(get(&app(&offline().await).unwrap(), "/readyz").await.problem(), ProblemKind::Unavailable);
}

#[tokio::test]
async fn metrics_count_requests_and_name_no_client_and_no_domain() {
    let clients = ClientLimits { at_once: 9, burst: 2, per_minute: 1 };
    let listener_config = ListenerConfig::default();
    let metrics = listener_config.metrics.app(&[]);
    let (_host, app) = good(|settings| (settings.clients, settings.listener_config) = (clients, listener_config)).await;
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

#[tokio::test]
async fn clients_cannot_add_metrics() {
    let listener_config = ListenerConfig::default();
    let metrics = listener_config.metrics.app(&[]);
    let app = app(&Settings { listener_config, ..offline().await }).unwrap();
    let ask = async |number: usize| {
        for path in ["", "api/", "api/v1/policy/", "api/v1/mx/a/", "dns-query?dns=", "rules/"] {
            let method = if number.is_multiple_of(2) { "GET".to_owned() } else { format!("METHOD{number}") };
            let request = Request::builder().method(method.as_str()).uri(format!("/{path}{number}!"));
            let request = request.header("host", format!("host{number}.example")).body(Body::empty()).unwrap();
            send(&app, request).await;
        }
    };
    let lines = async || String::from_utf8(get(&metrics, "/metrics").await.body).unwrap().lines().count();
    ask(0).await;
    ask(1).await;
    let before = lines().await;
    for number in 2..100 {
        ask(number).await;
    }
    assert_eq!(lines().await, before);
}

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
async fn a_refusal_discloses_no_host_name_and_metrics_check_the_name_too() {
    let settings = Settings { hosts: vec!["secret.example".into()], ..offline().await };
    let server = app(&settings).unwrap();
    let seen = send(&server, Request::get("/").header(header::HOST, "evil.example").body(Body::empty()).unwrap()).await;
    assert!(seen.status == StatusCode::FORBIDDEN && !String::from_utf8(seen.body).unwrap().contains("secret"));
    let numbers = settings.listener_config.metrics.app(&settings.hosts);
    for (host, status) in [("evil.example", StatusCode::FORBIDDEN), ("secret.example:9100", StatusCode::OK)] {
        let request = Request::get("/metrics").header(header::HOST, host).body(Body::empty()).unwrap();
        let seen = send(&numbers, request).await;
        assert_eq!(seen.status, status);
        assert!(!String::from_utf8(seen.body).unwrap().contains("shared_limits_up"), "there is no store");
    }
}

#[tokio::test]
async fn pages_of_other_sites_cause_no_requests_unless_their_origin_is_allowed() {
    let names = Names::serve(|_, _| DnsReply::NoSuchName).await;
    let allow_origins = vec!["https://pages.example".into()];
    let server = app(&Settings { allow_origins, ..settings(&names, 443, &[]) }).unwrap();
    let cases = [
        ("", "", true),
        ("same-origin", "", true),
        ("none", "", true),
        ("cross-site", "", false),
        ("same-site", "", false),
        ("cross-site", "https://evil.example", false),
        ("cross-site", "https://pages.example", true),
        ("same-site", "https://pages.example", true),
    ];
    for (site, origin, allowed) in cases {
        for path in ["/api/v1/policy/example.com", "/api/v1/config", "/dns-query"] {
            let mut request = Request::get(path);
            for (name, value) in [("sec-fetch-site", site), ("origin", origin)] {
                request = if value.is_empty() { request } else { request.header(name, value) };
            }
            let seen = send(&server, request.body(Body::empty()).unwrap()).await;
            assert_eq!(seen.status != StatusCode::FORBIDDEN, allowed, "{site} {origin} {path}");
        }
    }
    let page = Request::get("/").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    assert_ne!(send(&server, page).await.status, StatusCode::FORBIDDEN, "links to the page work");
}

#[tokio::test]
async fn administrators_of_other_hosts_find_the_contact() {
    let contact = Some("abuse@example.org".into());
    let seen = get(&app(&Settings { contact, ..offline().await }).unwrap(), "/.well-known/security.txt").await;
    assert_eq!((seen.status, seen.header(header::CONTENT_TYPE)), (StatusCode::OK, "text/plain; charset=utf-8"));
    assert!(String::from_utf8(seen.body).unwrap().contains("Contact: mailto:abuse@example.org\n"));
    assert_eq!(get(&app(&offline().await).unwrap(), "/.well-known/security.txt").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn health_checks_need_no_host_name() {
    let names = Names::serve(|_, _| DnsReply::NoSuchName).await;
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
async fn only_an_open_server_discloses_the_networks_of_the_operator() {
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
        assert_eq!(origin(bad), SettingsError::Origin(bad.into()));
    }
    let resolvers = vec!["nonsense".into()];
    assert!(matches!(app(&Settings { resolvers, ..good.clone() }), Err(SettingsError::Resolver { .. })));
    let roots = vec![b"nonsense".to_vec().into()];
    assert!(matches!(app(&Settings { roots, ..good.clone() }), Err(SettingsError::Root(_))));
    assert!(matches!(app(&Settings { contact: Some("a\nb".into()), ..good }), Err(SettingsError::Contact(_))));
}

#[test]
fn roots_are_read_from_pem() {
    let authority = authority("Good", "Good Root");
    let pem = authority.as_ref().pem();
    assert_eq!(proxy::roots_from_pem(format!("{pem}{pem}").as_bytes()).unwrap(), [der(&authority), der(&authority)]);
    for bad in ["", "nonsense", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"] {
        assert!(matches!(proxy::roots_from_pem(bad.as_bytes()), Err(SettingsError::Root(_))), "{bad:?}");
    }
}
