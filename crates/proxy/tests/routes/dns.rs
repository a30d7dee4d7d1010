//! DNS-over-HTTPS route.

use std::net::IpAddr;

use axum::http::{StatusCode, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use evidence::{Interruption, MailInterruption, MailProbe, PolicyFetch, RecordKind};
use proxy::{ClientLimits, Settings, app};
use proxy_api::ProblemKind;

use crate::{
    get, get_from, offline, question,
    support::{names::*, *},
};

#[tokio::test]
async fn dns_questions_are_answered() {
    let names = Names::pointing_at("9.9.9.9").await;
    let app = app(&settings(&names, 443, &[])).unwrap();
    let question = question("example.com", RecordKind::A);
    let seen = get(&app, &doh::request_url("/dns-query", &question).unwrap()).await;
    assert_eq!((seen.status, seen.header(header::CONTENT_TYPE)), (StatusCode::OK, "application/dns-message"));
    assert_eq!(seen.header(header::CACHE_CONTROL), "max-age=60");
    let addresses: Vec<IpAddr> = doh::read_answer(&question, &seen.body).unwrap().addresses().collect();
    assert_eq!(addresses, ["9.9.9.9".parse::<IpAddr>().unwrap()]);
}

#[tokio::test]
async fn internal_names_and_addresses_are_not_disclosed() {
    let names = Names::pointing_at("10.1.2.3").await;
    let strict = Settings { allow_net: Vec::new(), ..settings(&names, 443, &[]) };
    let server = app(&strict).unwrap();
    for name in ["db.corp.internal", "printer.local", "wpad", "router.lan", "_dmarc.example.com", "good.test"] {
        let seen = get(&server, &doh::request_url("/dns-query", &question(name, RecordKind::Txt)).unwrap()).await;
        assert_eq!((seen.status, seen.problem()), (StatusCode::FORBIDDEN, ProblemKind::Refused), "{name}");
    }
    for path in ["/api/v1/policy/db.corp.internal", "/api/v1/mx/db.corp.internal/mx.db.corp.internal"] {
        assert_eq!(get(&server, path).await.problem(), ProblemKind::Refused, "{path}");
    }
    assert!(names.asked().is_empty());

    let asked = question("mx.example.com", RecordKind::A);
    let seen = get(&server, &doh::request_url("/dns-query", &asked).unwrap()).await;
    let addresses: Vec<IpAddr> = doh::read_answer(&asked, &seen.body).unwrap().addresses().collect();
    assert_eq!(addresses, ["10.0.0.0".parse::<IpAddr>().unwrap()], "the kind of the address, and no more");
    let fetch: PolicyFetch = get(&server, "/api/v1/policy/example.com").await.json();
    assert_eq!(fetch.attempts[0].address, "10.0.0.0".parse::<IpAddr>().unwrap());

    let own = app(&Settings { open: true, ..strict }).unwrap();
    let fetch: PolicyFetch = get(&own, "/api/v1/policy/example.com").await.json();
    assert_eq!(fetch.attempts[0].address, "10.1.2.3".parse::<IpAddr>().unwrap(), "whose server it is may know");
}

#[tokio::test]
async fn aliases_of_internal_names_are_not_answered() {
    const KINDS: [(&str, RecordKind); 7] = [
        ("_mta-sts.example.com", RecordKind::Txt),
        ("_25._tcp.mx.example.com", RecordKind::Tlsa),
        ("mta-sts.example.com", RecordKind::A),
        ("mta-sts.example.com", RecordKind::Aaaa),
        ("example.com", RecordKind::Mx),
        ("example.com", RecordKind::Ns),
        ("mta-sts.example.com", RecordKind::Caa),
    ];
    for (target, is_answered) in [("db.corp.internal", false), ("wpad", false), ("sts.example.net", true)] {
        let names = Names::serve(move |_, _| DnsReply::Alias(target)).await;
        let server = app(&Settings { allow_net: Vec::new(), ..settings(&names, 443, &[]) }).unwrap();
        for (name, kind) in KINDS {
            let seen = get(&server, &doh::request_url("/dns-query", &question(name, kind)).unwrap()).await;
            assert_eq!(seen.status == StatusCode::OK, is_answered, "{kind:?} by way of {target}");
            if !is_answered {
                assert_eq!(seen.problem(), ProblemKind::Refused);
                let text = String::from_utf8_lossy(&seen.body).into_owned();
                assert!(!text.contains("secret") && !text.contains(target), "{text}");
            }
        }
    }
}

#[tokio::test]
async fn aliases_of_internal_names_are_not_connected_to_and_look_all_alike() {
    let names = Names::serve(|question, _| match question.name.starts_with("mta-sts.gone") {
        true => DnsReply::NoSuchAlias("gone.corp.internal"),
        false => DnsReply::Alias("db.corp.internal"),
    })
    .await;
    let server = app(&Settings { allow_net: Vec::new(), ..mail_settings(&names, 25, &[]) }).unwrap();
    for domain in ["there.com", "gone.com"] {
        let fetch: PolicyFetch = get(&server, &format!("/api/v1/policy/{domain}")).await.json();
        let Some(Interruption::LookupFailed { detail }) = fetch.interruption else { panic!("{fetch:?}") };
        assert!(fetch.attempts.is_empty() && detail.contains("outside the public DNS"), "{domain}: {detail}");
    }
    let probe: MailProbe = get(&server, "/api/v1/mx/there.com/mx.there.com").await.json();
    assert!(matches!(probe.interruption, Some(MailInterruption::LookupFailed { .. })), "{probe:?}");
}

#[tokio::test]
async fn a_client_asks_only_so_much_about_one_zone() {
    let names = Names::serve(|_, _| DnsReply::NoSuchName).await;
    let server = app(&settings(&names, 443, &[])).unwrap();
    let mut statuses = Vec::new();
    for number in 0..400 {
        let asked = question(&format!("random{number}.example.com"), RecordKind::A);
        statuses.push(get(&server, &doh::request_url("/dns-query", &asked).unwrap()).await.status.as_u16());
    }
    let served = statuses.iter().filter(|status| **status == 200).count();
    assert!((300..=320).contains(&served) && statuses.last() == Some(&429), "{served}");
    let other = question("example.net", RecordKind::A);
    assert_eq!(get(&server, &doh::request_url("/dns-query", &other).unwrap()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn all_clients_ask_only_so_much_about_one_zone_and_visitors_are_answered() {
    let names = Names::serve(|_, _| DnsReply::NoSuchName).await;
    let limits = ClientLimits { at_once: 128, burst: 240, per_minute: 60 };
    let server = app(&Settings { dns_clients: limits, ..settings(&names, 443, &[]) }).unwrap();
    let ask = async |client: String, number: usize| {
        let asked = question(&format!("random{number}.example.com"), RecordKind::A);
        get_from(&server, &client, &doh::request_url("/dns-query", &asked).unwrap()).await.status.as_u16()
    };
    let mut served = 0;
    for number in 0..2400 {
        let client = format!("198.51.{}.{}:4711", number % 8, number / 8 % 5);
        served += usize::from(ask(client, number).await == 200);
    }
    assert!((840..=900).contains(&served) && names.asked().len() == served, "{served}");
    for number in 0..30 {
        assert_eq!(ask("192.0.2.1:4711".into(), number).await, 200, "a visitor's question {number}");
    }
}

#[tokio::test]
async fn answers_are_passed_on_up_to_their_limits() {
    let ask = async |reply: DnsReply, kind: RecordKind| {
        let names = Names::serve(move |_, _| reply.clone()).await;
        let server = app(&settings(&names, 443, &[])).unwrap();
        get(&server, &doh::request_url("/dns-query", &question("_mta-sts.example.com", kind)).unwrap()).await
    };
    let addresses = |count: u16| DnsReply::ByTcp((0..count).map(|n| [9, 9, (n >> 8) as u8, n as u8].into()).collect());
    let cases = [
        (DnsReply::Text(100, 60), RecordKind::Txt, 200),
        (DnsReply::Text(4000, 60), RecordKind::Txt, 200),
        (DnsReply::Text(4097, 60), RecordKind::Txt, 503),
        (DnsReply::Text(65_000, 60), RecordKind::Txt, 503),
        (addresses(200), RecordKind::A, 200),
        (addresses(1500), RecordKind::A, 503),
        (DnsReply::Circle, RecordKind::A, 503),
    ];
    for (reply, kind, status) in cases {
        assert_eq!(ask(reply.clone(), kind).await.status.as_u16(), status, "{:.40}", format!("{reply:?}"));
    }
    for (ttl, shown) in [(0, "max-age=0"), (86_399, "max-age=86399"), (2_147_483_647, "max-age=86400")] {
        assert_eq!(ask(DnsReply::Text(10, ttl), RecordKind::Txt).await.header(header::CACHE_CONTROL), shown);
    }
}

#[tokio::test]
async fn a_dns_answer_has_the_id_of_its_query() {
    let names = Names::pointing_at("192.0.2.1").await;
    let app = app(&settings(&names, 443, &[])).unwrap();
    let mut query = doh::encode_query(&question("example.com", RecordKind::A)).unwrap();
    query[..2].copy_from_slice(&[0x12, 0x34]);
    let seen = get(&app, &format!("/dns-query?dns={}", URL_SAFE_NO_PAD.encode(query))).await;
    assert_eq!((seen.status, &seen.body[..2]), (StatusCode::OK, &[0x12, 0x34][..]));
}

#[tokio::test]
async fn error_codes_of_the_resolver_are_passed_on() {
    let names = Names::serve(|_, _| DnsReply::Failure).await;
    let app = app(&settings(&names, 443, &[])).unwrap();
    let question = question("example.com", RecordKind::Txt);
    let seen = get(&app, &doh::request_url("/dns-query", &question).unwrap()).await;
    assert_eq!((seen.status, seen.header(header::CACHE_CONTROL)), (StatusCode::OK, "no-store"));
    assert_eq!(doh::read_answer(&question, &seen.body).unwrap().rcode, evidence::Rcode::SERVFAIL);
}

#[tokio::test]
async fn malformed_queries_are_not_forwarded() {
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
